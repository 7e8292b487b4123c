# shellcheck shell=bash
# Where things are kept, and processes that outlive this script.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin # a shell made by `su` lacks these
# The cluster behaves the same in every environment.
export LC_ALL=C
unset KUBECONFIG
cache=${ROLLGUARD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rollguard}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
state=${STATE:-$cache/cluster}
case $state in /*) ;; *) state=$PWD/$state ;; esac

exec 8>&2 # what is said is heard, also from inside a command whose output is thrown away
say() { echo "$*" >&8; }
die() { say "e2e/cluster: $*"; exit 1; }

# One up, down or build at a time; the lock ends with this process. Daemons do not inherit it.
exclusively() {
  command -v flock >/dev/null || die "flock is missing: install util-linux."
  exec 9>"$cache/lock"
  flock -n 9 || { say "Waiting for another e2e/cluster to finish."; flock 9; }
}

setting() { cat "$state/settings/$1"; }
keep_setting() { echo "$2" >"$state/settings/$1"; }
has_node() { [ "$(setting node)" = yes ]; }

# daemon NAME COMMAND…: runs on when this script or its terminal ends. The command is kept, so that it can be started again.
# Its command line must name the state folder: that is how a pid file of a dead machine is told from a live process.
daemon() {
  local name=$1
  shift
  printf '%q ' "$@" >"$state/run/$name.command"
  set -m # a process group of its own: Ctrl-C does not reach it
  nohup "$@" </dev/null >>"$state/log/$name.log" 2>&1 8>&- 9>&- &
  set +m
  echo $! >"$state/run/$name.pid"
  # Until it has become the command, it looks like this script, and so like a stranger.
  until alive "$name" || ! kill -0 $! 2>/dev/null; do sleep 0.02; done
  disown
}

pid() { cat "$state/run/$1.pid" 2>/dev/null; }

alive() {
  local pid
  pid=$(pid "$1") && command_line "$pid" | grep -qF "$state/"
}

# A process that is just becoming another program has, for some milliseconds, a program but no command line: it is not dead, so look again.
command_line() {
  local line
  if [ -d /proc/self ]; then
    until line=$({ tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null) && [ -n "$line" ] || ! readlink "/proc/$1/exe" >/dev/null; do sleep 0.01; done
    echo "$line"
  else
    ps -ww -o command= -p "$1"
  fi
}

kill_daemon() { # NAME: SIGKILL, and wait until it is gone
  local pid
  if alive "$1"; then
    pid=$(pid "$1")
    kill -KILL "$pid"
    while alive "$1"; do sleep 0.02; done
  fi
  rm -f "$state/run/$1.pid"
}

restart_daemon() {
  kill_daemon "$1"
  eval "daemon $1 $(cat "$state/run/$1.command")"
}

patience=240 # seconds; a busy machine starts the same things much later
wait_until() { # WHAT COMMAND…
  local what=$1 end=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || die "$what: not within $patience s; logs are in $state/log."
    sleep 0.1
  done
}

# still DAEMON COMMAND…: the command's answer, as long as the daemon lives
still() {
  alive "$1" || die "$1 ended; the last lines of $state/log/$1.log, $(wc -l <"$state/log/$1.log") in all:
$(tail -n 10 "$state/log/$1.log")"
  shift
  "$@"
}

is_up() {
  [ -f "$state/up" ] || return 1
  local file
  for file in "$state"/run/*.command; do
    file=$(basename "$file" .command)
    [ "$file" = operator ] || alive "$file" || { say "$file of $state is dead."; return 1; }
  done
}

need_started() { [ -f "$state/up" ] || die "No cluster in $state; run 'e2e/cluster up' first."; }
need_up() { need_started; is_up || die "The cluster in $state is broken; run 'e2e/cluster up' to start it anew."; }

print_exports() {
  printf 'export KUBECONFIG=%q\n' "$state/admin.kubeconfig"
  # shellcheck disable=SC2016 # $PATH is for the shell that reads it
  printf 'export PATH=%q:$PATH\n' "$state/bin"
}

end_processes() {
  local file
  [ -d "$state/run" ] || return 0
  end_node
  for file in "$state"/run/*.pid; do
    [ ! -e "$file" ] || kill_daemon "$(basename "$file" .pid)"
  done
}

# Everything in the state folder can be made again, so nothing is asked to end gently.
clean_up() {
  [ -d "$state" ] || return 0
  [ -d "$state/settings" ] || [ -z "$(ls -A "$state")" ] || die "$state is not empty and not a cluster's state; choose another STATE."
  end_processes
  rm -rf "$state"
}
