#!/usr/bin/env bash
# The third outage that does not happen. Usage: run.sh [--fast] [--context NAME] [--keep]
#   --fast          do not pause for reading
#   --context NAME  on this kube context, where Rollguard is installed and the nodes are those of e2e/cluster, instead of a cluster of its own
#   --keep          leave the cluster and the objects as they are at the end
# Exits with 0 only if every step was true.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(cd "$here/../.." && pwd)
fast=no context='' keep=no
while [ $# -gt 0 ]; do
  case $1 in
    --fast) fast=yes ;;
    --keep) keep=yes ;;
    --context) context=${2:?--context needs the name of a kube context}; shift ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "run.sh does not know '$1'; try --help." >&2; exit 2 ;;
  esac
  shift
done

bold='' dim='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; fi
scene() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; pause 3; }
tell() { printf '%s\n' "$*"; pause 2; }
pause() { if [ "$fast" = no ]; then sleep "$1"; fi; }
run() { printf '%s$ %s%s\n' "$dim" "$(printf '%s' "$*" | sed "s#^kube #kubectl #;s#$repo/##g")" "$plain"; "$@"; pause 2; }
fail() { printf 'NOT TRUE: %s\n' "$*" >&2; exit 1; }

# must SECONDS WHAT COMMAND…: within so many seconds the command must succeed.
must() {
  local seconds=$1 what=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "$what"
    sleep 0.2
  done
  printf '  ✓ %s\n' "$what"
}

kube() { kubectl ${context:+--context "$context"} "$@"; }
field() { kube get "$1" -n "$2" "$3" -o "jsonpath=$4"; }
deployment_is() { [ "$(field deployment "$1" "$2" "$3")" = "$4" ]; }
paused_in() { deployment_is "$1" "$2" '{.spec.paused}' true; }
runs() { # NAMESPACE NAME IMAGE: all wanted pods run the image, none is left of another
  kube rollout status "deployment/$2" -n "$1" --timeout=1s &&
    deployment_is "$1" "$2" '{.spec.template.spec.containers[0].image}' "$3" && ! paused_in "$1" "$2"
}
pods_still_run() { # NAMESPACE NAME IMAGE: old pods serve, none of another image was made
  [ "$(kube get pods -n "$1" -l "app=$2" -o 'jsonpath={range .items[*]}{.spec.containers[0].image}{"\n"}{end}' | sort -u)" = "$3" ]
}
change_is() { # NAMESPACE STATE IMAGE: the change to that image is in that state
  kube get changes -n "$1" -o 'jsonpath={range .items[*]}{.status.state} {.spec.diff}{"\n"}{end}' | grep -q "^$2 .*$3"
}
condition_is() { # KIND NAME TYPE STATUS
  [ "$(kube get "$1" "$2" -o "jsonpath={.status.conditions[?(@.type==\"$3\")].status}")" = "$4" ]
}
gone() { [ -z "$(kube get "$1" -n "$2" "$3" --ignore-not-found -o name)" ]; }
held_because() { # NAMESPACE NAME WORD
  field deployment "$1" "$2" '{.status.conditions[?(@.type=="RolloutHeld")].message}' | grep -q "$3"
}

own_cluster=no
start_cluster() {
  scene "A Kubernetes control plane on this machine, and Rollguard installed with its Helm chart"
  if [ "$(id -u)" = 0 ] && [ "$(uname)" = Linux ]; then
    exports=$("$repo/e2e/cluster" up) && eval "$exports"
    own_cluster=yes
    "$repo/e2e/cluster" install >/dev/null
  else
    exports=$("$repo/e2e/cluster" up --no-node) && eval "$exports"
    own_cluster=yes
    "$repo/e2e/cluster" install --out-of-cluster >/dev/null
  fi
  run kubectl get pods -n rollguard
}

clean_up() {
  local code=$?
  if [ "$keep" = no ]; then
    if [ "$own_cluster" = yes ]; then
      "$repo/e2e/cluster" down >/dev/null 2>&1 || true
    else
      [ "$opened" = no ] || (close_fault) >/dev/null 2>&1 || true # in a shell of its own: it may exit
      kube delete --ignore-not-found -f "$here/datacenters.yaml" --wait=false >/dev/null 2>&1 || true
    fi
  fi
  exit "$code"
}
approve() { # KUBECTL ARGUMENTS: approves the change of member that waits in dc1
  local change
  change=$(kube get changes -n third-outage-dc1 -l rollguard.dev/workload=member,rollguard.dev/active=true -o 'jsonpath={.items[0].metadata.name} {.items[0].spec.templateHash}')
  kube create "$@" -f - <<YAML
apiVersion: rollguard.dev/v1alpha1
kind: Approval
metadata: {generateName: member-, namespace: third-outage-dc1}
spec: {changeRef: {name: ${change% *}}, templateHash: ${change#* }, decision: Approve, comment: read the diff}
YAML
}
resolve() { kube patch fault third-outage-lb-error --type=merge --patch-file "$here/resolution.yaml"; }

opened=no
close_fault() { # a fault that is open cannot be deleted
  resolve && must 60 "the fault is closed" condition_is fault third-outage-lb-error Open False && kube delete fault third-outage-lb-error
}

trap clean_up EXIT
[ -n "$context" ] || start_cluster

scene "08:00. Two datacenters, each with a chat service and a member service"
run kube apply -f "$here/datacenters.yaml"
for window in third-outage-dc1 third-outage-dc2; do
  must 60 "ChangeWindow/$window is enforced by the API server" condition_is changewindow $window Enforced True
done
run kube apply -f "$here/services.yaml"
for dc in dc1 dc2; do
  must 90 "chat 41 runs in $dc" runs "third-outage-$dc" chat chat:41
  must 90 "member 7 runs in $dc" runs "third-outage-$dc" member member:7
done

scene "08:24. An improvement of dc1's load balancing has an error. The person on call opens a fault"
run kube create -f "$here/fault.yaml"
opened=yes
must 30 "Fault/third-outage-lb-error is open" condition_is fault third-outage-lb-error Open True

scene "08:30. In the real story, a Java program was now updated on other servers of dc1: 54 minutes of outage. Again, with Rollguard"
run kube set image deployment/member app=member:8 -n third-outage-dc1
run kube set image deployment/member app=member:8 -n third-outage-dc2
must 30 "dc1: the update of member is held" paused_in third-outage-dc1 member
must 30 "dc1: the reason is the fault" held_because third-outage-dc1 member Fault/third-outage-lb-error
must 60 "dc2: the same update rolls out" runs third-outage-dc2 member member:8
must 30 "dc1: only the old version runs, and it serves" pods_still_run third-outage-dc1 member member:7

scene "Why does my rollout not start? The Deployment tells"
run kube describe deployment member -n third-outage-dc1
scene "The record of the change tells"
run kube describe changes -n third-outage-dc1 -l rollguard.dev/workload=member,rollguard.dev/active=true
scene "And the window of the datacenter tells"
run kube describe changewindows.rollguard.dev third-outage-dc1

scene "Pushing does not help"
tell "Resuming by force is admitted, and held again by the API server itself:"
run kube patch deployment member -n third-outage-dc1 --type=merge -p '{"spec":{"paused":false}}'
must 10 "dc1: still held" paused_in third-outage-dc1 member
tell "Scaling works at once, on the version that runs:"
run kube scale deployment/member -n third-outage-dc1 --replicas=4
must 60 "dc1: 4 pods of the old version serve" deployment_is third-outage-dc1 member '{.status.availableReplicas}' 4
must 10 "dc1: no pod of the new version exists" pods_still_run third-outage-dc1 member member:7

scene "09:10. The fault is found and mended: cause and evidence are written down"
run resolve
must 10 "The fault still counts during its quiet period" condition_is fault third-outage-lb-error Open True
must 10 "dc1: still held, now by the quiet period" held_because third-outage-dc1 member 'quiet period'

scene "The quiet period passes without another fault. Nobody has to do anything"
must 60 "Fault/third-outage-lb-error is closed" condition_is fault third-outage-lb-error Open False
must 60 "dc1: the update was released and member 8 runs" runs third-outage-dc1 member member:8
must 30 "dc1: the record says Completed" change_is third-outage-dc1 Completed member:8
run kube get changes -A

scene "09:40. The next update of the Java program, member 9, does not come up. Meanwhile dc1 wants a canary before each rollout"
run kube patch changewindow third-outage-dc1 --type=merge --patch-file "$here/canary.yaml"
run kube patch deployment member -n third-outage-dc1 --patch-file "$here/bad-update.yaml"
must 30 "dc1: one pod of member 9 is tried beside the others" kube get deployment member-canary -n third-outage-dc1
must 90 "dc1: the canary failed, and the record says so" held_because third-outage-dc1 member 'canary failed'
must 60 "dc1: the canary is gone, only member 8 runs, and it serves" pods_still_run third-outage-dc1 member member:8
run kube describe changes -n third-outage-dc1 -l rollguard.dev/workload=member,rollguard.dev/active=true

scene "The program is mended"
run kube patch deployment member -n third-outage-dc1 --patch-file "$here/good-update.yaml"
must 90 "dc1: its canary did well, and member 10 runs everywhere" runs third-outage-dc1 member member:10
must 30 "dc1: no canary is left" gone deployment third-outage-dc1 member-canary
run kube get changes -n third-outage-dc1

scene "From now on a change needs a second person, and dc2 takes a version only after dc1 has run it"
run kube patch changewindow third-outage-dc1 --type=merge --patch-file "$here/approval-gate.yaml"
run kube patch changewindow third-outage-dc2 --type=merge --patch-file "$here/order-gate.yaml"
run kube set image deployment/member app=member:11 -n third-outage-dc1
run kube set image deployment/member app=member:11 -n third-outage-dc2
must 30 "dc1: the change waits for an approval" held_because third-outage-dc1 member 'needs an approval'
must 30 "dc2: the change waits for dc1" held_because third-outage-dc2 member 'third-outage-dc1 comes first'
tell "Who asked for the change approves it, and that does not count:"
approve
must 30 "dc1: still held" held_because third-outage-dc1 member 'asked for the change'
tell "A second person approves it:"
approve --as=bob --as-group=system:masters
must 90 "dc1: member 11 runs" runs third-outage-dc1 member member:11
must 90 "dc2: a few seconds later member 11 runs there, too" runs third-outage-dc2 member member:11
run kube get approvals -n third-outage-dc1

scene "No third outage."
