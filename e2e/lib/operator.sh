# shellcheck shell=bash
# The operator on the cluster: installed by its chart, in pods or as a local process with the chart's ServiceAccount.

namespace=rollguard
image=localhost/rollguard
target=$repo/operator/target

install_operator() { # [--out-of-cluster] HELM-ARGUMENTS…
  if [ "${1:-}" = --out-of-cluster ]; then
    shift
    build_operator rollguard-operator.jar package
    kill_daemon operator
    keep_setting operator local
    install_chart --set replicas=0 "$@"
    start_operator
  else
    has_node || die "The operator's pods need the real node, and this cluster has none: use 'install --out-of-cluster'."
    build_operator rollguard-image.tar package -Pimage
    kill_daemon operator
    keep_setting operator pods
    load_operator_image
    # shellcheck disable=SC2046 # several words
    install_chart $(image_values) "$@"
  fi
}

runs_locally() { [ "$(setting operator 2>/dev/null)" = local ]; }

# build_operator FILE MAVEN-ARGUMENTS…: unless the file is there and newer than everything that it is made from.
build_operator() {
  local file=$target/$1
  shift
  if [ -f "$file" ] && [ -z "$(find "$repo/pom.xml" "$repo/image" "$repo/operator/pom.xml" "$repo/operator/src/main" -newer "$file" -print -quit)" ]; then return; fi
  command -v mvn >/dev/null || die "Maven is missing: it builds the operator; install it (Debian's package is maven)."
  find_java >/dev/null
  say "Building ${file##*/} with Maven."
  (cd "$repo" && mvn -q -pl operator -am "$@" -DskipTests) >&2 || die "Building the operator failed; the messages above say why."
  [ -f "$file" ] || die "The build succeeded but made no $file."
  touch "$file"
}

find_java() {
  local home
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" /usr/lib/jvm/*25*; do
    if grep -qs '^JAVA_VERSION="25' "$home/release"; then
      echo "$home/bin/java"
      return
    fi
  done
  die "A JDK 25 is missing: install one, for example from https://adoptium.net, and set JAVA_HOME to it."
}

# Each build gets its own tag: then a second install rolls the new image out.
load_operator_image() {
  local tag
  tag=dev-$(sha256sum <"$target/rollguard-image.tar" | cut -c1-12)
  load_image "$target/rollguard-image.tar"
  ctr images tag --force "$image:dev" "$image:$tag" >/dev/null
  keep_setting tag "$tag"
}

image_values() {
  echo --set "image.repository=$image" --set "image.tag=$(setting tag)" --set image.pullPolicy=Never
}

install_chart() {
  KUBECONFIG=$state/admin.kubeconfig "$state/bin/helm" upgrade --install rollguard "$repo/helm/rollguard" \
    --namespace $namespace --create-namespace --wait --timeout "${patience}s" \
    --set-json 'nodeSelector={"rollguard.dev/real":"true"}' \
    --set-json 'tolerations=[{"key":"rollguard.dev/real","operator":"Exists"}]' "$@"
}

of_operator() { kubectl --namespace $namespace "$@"; }
replicas() { of_operator get deployment rollguard -o 'jsonpath={.spec.replicas}'; }

kill_operator() {
  if runs_locally; then
    kill_daemon operator
    return
  fi
  local replicas
  replicas=$(replicas)
  [ "$replicas" = 0 ] || keep_setting replicas "$replicas"
  # The kubelet would start the containers again before it hears of the scaling: it is halted meanwhile.
  trap 'signal_in_node kubelet CONT' EXIT
  signal_in_node kubelet STOP
  kill_containers
  of_operator scale deployment rollguard --replicas=0 >&2
  trap - EXIT
  signal_in_node kubelet CONT
  of_operator wait --for=delete pod -l "$(operator_selector)" "--timeout=${patience}s" >/dev/null
}

# Not the pods of helm test and of the uninstallation.
operator_selector() { echo app.kubernetes.io/name=rollguard,app.kubernetes.io/instance=rollguard,app.kubernetes.io/component=operator; }

kill_containers() {
  local container
  for container in $(ctr containers ls -q "labels.\"io.kubernetes.pod.namespace\"==$namespace,labels.\"io.cri-containerd.kind\"==container"); do
    ctr tasks kill --signal SIGKILL "$container" 2>/dev/null || true # one that ended before
  done
}

start_operator() {
  if runs_locally; then
    start_local_operator
    return
  fi
  if [ "$(replicas)" = 0 ]; then of_operator scale deployment rollguard "--replicas=$(setting replicas)" >&2; fi
  of_operator rollout status deployment rollguard "--timeout=${patience}s" >&2
}

start_local_operator() {
  local java account
  ! alive operator || die "The operator runs already as process $(pid operator)."
  java=$(find_java)
  account=$(of_operator get deployment rollguard -o 'jsonpath={.spec.template.spec.serviceAccountName}')
  write_kubeconfig operator "token: $(of_operator create token "$account" --duration=24h)" 127.0.0.1
  local environment
  mapfile -t environment < <(chart_environment)
  # shellcheck disable=SC2086 # JAVA_OPTIONS are several words; the property only marks the process as ours
  daemon operator env "${environment[@]}" KUBECONFIG="$state/operator.kubeconfig" ROLLGUARD_NAMESPACE=$namespace \
    ROLLGUARD_SERVICE_ACCOUNT="$account" ROLLGUARD_POD_NAME=out-of-cluster ROLLGUARD_PORT="$(port 6)" \
    "$java" "-Drollguard.state=$state/" ${JAVA_OPTIONS:-} -cp "$target/rollguard-operator.jar:$target/lib/*" dev.rollguard.Main
  wait_until "The operator is ready" still operator operator_answers
}

# What the chart would tell the pod; what Kubernetes would fill in there is ours to say.
chart_environment() {
  of_operator get deployment rollguard -o 'jsonpath={range .spec.template.spec.containers[0].env[?(@.value)]}{.name}={.value}{"\n"}{end}'
}

operator_answers() {
  local answer=''
  {
    printf 'GET /readyz HTTP/1.0\r\n\r\n' >&3
    read -r -u 3 answer
  } 3<>"/dev/tcp/127.0.0.1/$(port 6)"
  [[ $answer == *" 200"* ]]
}

operator_status() {
  if [ ! -f "$state/settings/operator" ]; then
    echo "operator not installed"
  elif runs_locally; then
    echo "operator out of cluster, $(alive operator && echo "http://127.0.0.1:$(port 6)" || echo stopped)"
  else
    of_operator get pods -l "$(operator_selector)"
  fi
}

show_logs() { # [COMPONENT] [-f] [-n LINES]
  local name=operator lines='' follow=()
  while [ $# -gt 0 ]; do
    case $1 in
      -f) follow=(-f) ;;
      -n) lines=${2:?-n needs a number of lines}; shift ;;
      -*) die "logs does not know '$1'; see e2e/cluster help." ;;
      *) name=$1 ;;
    esac
    shift
  done
  if [ "$name" = operator ] && [ "$(setting operator 2>/dev/null)" = pods ]; then
    of_operator logs -l "$(operator_selector)" --prefix --max-log-requests=10 "--tail=${lines:--1}" "${follow[@]}"
  else
    [ -f "$state/log/$name.log" ] || die "There is no log of $name, but of these: $(cd "$state/log" 2>/dev/null && basename -s .log -a -- *.log | xargs)."
    tail -n "${lines:-+1}" "${follow[@]}" "$state/log/$name.log"
  fi
}
