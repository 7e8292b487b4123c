# shellcheck shell=bash
# etcd, API server, controller manager, scheduler and kwok's fake nodes, all as local processes.

prepare_state() { # NODE
  mkdir -p "$state"/{settings,run,log,certs}
  chmod 700 "$state"
  keep_setting node "$1"
  choose_slot
  link_tools "$1"
  make_certificates
}

# Clusters beside each other differ by one number: ports from 16443 + 10 * slot, networks 10.243.slot and 10.244.slot.
choose_slot() {
  local slot port
  for ((slot = 0; slot < 250; slot++)); do
    port=${PORT:-$((16443 + 10 * slot))}
    [ ! -e "/sys/class/net/rollguard$slot" ] || continue
    if ports_are_free "$port"; then
      keep_setting slot "$slot"
      keep_setting port "$port"
      return
    fi
    [ -z "${PORT:-}" ] || die "Of the ports $port to $((port + 6)) some are in use; choose another PORT."
  done
  die "No free ports for another cluster."
}

ports_are_free() { # FIRST
  local port
  for ((port = $1; port <= $1 + 6; port++)); do
    port_is_free "$port" || return 1
  done
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port() { echo $(($(setting port) + $1)); } # OFFSET
host_address() { echo "10.243.$(setting slot).1"; }
node_address() { echo "10.243.$(setting slot).2"; }

make_certificates() {
  local certs=$state/certs
  openssl ecparam -genkey -name prime256v1 -noout -out "$certs/ca.key"
  openssl req -x509 -new -key "$certs/ca.key" -subj /CN=rollguard-e2e -days 3650 -out "$certs/ca.crt" 2>/dev/null
  openssl ecparam -genkey -name prime256v1 -noout -out "$certs/service-accounts.key"
  openssl ec -in "$certs/service-accounts.key" -pubout -out "$certs/service-accounts.pub" 2>/dev/null
  certificate kube-apiserver /CN=kube-apiserver "IP:127.0.0.1,IP:10.96.0.1,IP:$(host_address),DNS:localhost,DNS:kubernetes.default.svc"
  client admin /O=system:masters/CN=admin
  client kube-controller-manager /CN=system:kube-controller-manager
  client kube-scheduler /CN=system:kube-scheduler
  client kube-proxy /CN=system:kube-proxy
  client kubelet /O=system:nodes/CN=system:node:node-real
}

certificate() { # NAME SUBJECT ALTERNATIVE-NAMES
  local file=$state/certs/$1
  openssl ecparam -genkey -name prime256v1 -noout -out "$file.key"
  openssl req -new -key "$file.key" -subj "$2" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$state/certs/ca.crt" -CAkey "$state/certs/ca.key" -CAcreateserial -days 3650 \
    -out "$file.crt" -extfile <(echo "subjectAltName=$3") 2>/dev/null
}

client() { # NAME SUBJECT
  certificate "$1" "$2" DNS:none
  write_kubeconfig "$1" "client-certificate-data: $(encoded "$1.crt"), client-key-data: $(encoded "$1.key")" "$(server_address "$1")"
}

encoded() { base64 <"$state/certs/$1" | tr -d '\n'; }

# What runs in the node's network reaches the API server over the cable to the host.
server_address() { # NAME
  case $1 in
    kubelet | kube-proxy) host_address ;;
    *) echo 127.0.0.1 ;;
  esac
}

write_kubeconfig() { # NAME CREDENTIALS SERVER-ADDRESS
  (
    umask 077
    cat >"$state/$1.kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: rollguard, cluster: {server: "https://$3:$(port 0)", certificate-authority-data: $(encoded ca.crt)}}]
users: [{name: $1, user: {$2}}]
contexts: [{name: rollguard, context: {cluster: rollguard, user: $1}}]
current-context: rollguard
YAML
  )
}

kubectl() { "$state/bin/kubectl" --kubeconfig "$state/admin.kubeconfig" "$@"; }

start_controlplane() { # FAKE-NODES
  start_etcd
  start_apiserver
  ! has_node || start_runtime # containerd starts while the API server does
  wait_for_apiserver
  start_controllers
  ! has_node || start_kubelet
  fake_nodes "$1" | kubectl create -f - >/dev/null
  wait_until "Fake nodes and the default ServiceAccount are there" cluster_works
}

cluster_works() {
  kubectl wait --for=condition=Ready node -l type=kwok "--timeout=${patience}s" && kubectl wait --for=create -n default serviceaccount/default "--timeout=${patience}s"
}

start_etcd() {
  local client peer
  client=http://127.0.0.1:$(port 1)
  peer=http://127.0.0.1:$(port 2)
  daemon etcd "$state/bin/etcd" --name local --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "local=$peer"
}

start_apiserver() {
  local certs=$state/certs address=127.0.0.1
  ! has_node || address=0.0.0.0
  # shellcheck disable=SC2086 # APISERVER_FLAGS are several words
  daemon kube-apiserver "$state/bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$(port 1)" \
    --bind-address $address --secure-port "$(port 0)" --advertise-address "$(host_address)" \
    --tls-cert-file "$certs/kube-apiserver.crt" --tls-private-key-file "$certs/kube-apiserver.key" --client-ca-file "$certs/ca.crt" \
    --authorization-mode Node,RBAC --service-cluster-ip-range 10.96.0.0/16 --allow-privileged \
    --service-account-issuer https://kubernetes.default.svc \
    --service-account-signing-key-file "$certs/service-accounts.key" --service-account-key-file "$certs/service-accounts.pub" \
    --kubelet-client-certificate "$certs/admin.crt" --kubelet-client-key "$certs/admin.key" \
    --kubelet-preferred-address-types InternalIP ${APISERVER_FLAGS:-}
}

wait_for_apiserver() { wait_until "API server is ready" still kube-apiserver kubectl get --raw /readyz; }

restart_apiserver() {
  kill_daemon kube-apiserver
  # The threads of a killed process hold its port a moment longer than it has a command line.
  wait_until "The API server's port is free" port_is_free "$(port 0)"
  restart_daemon kube-apiserver
  wait_for_apiserver
}

start_controllers() {
  # The tests change hundreds of objects at once: the default client limits would be what they measure.
  local quick="--kube-api-qps 500 --kube-api-burst 1000"
  # shellcheck disable=SC2086 # several flags
  # kwok's nodes send a heartbeat every ten minutes, and pods whose node was not ready for a moment stay unready: nobody waits for heartbeats.
  # shellcheck disable=SC2086
  daemon kube-controller-manager "$state/bin/kube-controller-manager" --kubeconfig "$state/kube-controller-manager.kubeconfig" --leader-elect=false \
    --service-account-private-key-file "$state/certs/service-accounts.key" --root-ca-file "$state/certs/ca.crt" --use-service-account-credentials \
    --bind-address 127.0.0.1 --secure-port "$(port 3)" --cert-dir "$state/certs/controller-manager" --node-monitor-grace-period 24h $quick
  # shellcheck disable=SC2086
  daemon kube-scheduler "$state/bin/kube-scheduler" --kubeconfig "$state/kube-scheduler.kubeconfig" --leader-elect=false \
    --bind-address 127.0.0.1 --secure-port "$(port 4)" --cert-dir "$state/certs/scheduler" $quick
  write_pod_log
  daemon kwok "$state/bin/kwok" --kubeconfig "$state/admin.kubeconfig" --config "$state/bin/kwok-stages.yaml" --config "$state/kwok-logs.yaml" \
    --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake --server-address "127.0.0.1:$(port 5)" --node-ip 127.0.0.1 --node-port "$(port 5)"
}

# What every container on a fake node has logged, as a kubelet keeps it.
write_pod_log() {
  local line
  for ((line = 1; line <= 30; line++)); do
    printf '2026-01-01T00:00:%02d.000000000Z stdout F %s\n' "$line" "line $line of 30"
  done >"$state/pod.log"
  cat >"$state/kwok-logs.yaml" <<YAML
apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterLogs
metadata: {name: every-container}
spec: {logs: [{logsFile: "$state/pod.log"}]}
YAML
}

fake_nodes() { # COUNT
  local number resources='{cpu: "1000", memory: 4Ti, pods: "10000"}'
  for ((number = 1; number <= $1; number++)); do
    cat <<YAML
apiVersion: v1
kind: Node
metadata: {name: node-$number, annotations: {kwok.x-k8s.io/node: fake}, labels: {type: kwok, kubernetes.io/hostname: node-$number}}
status: {allocatable: $resources, capacity: $resources}
---
YAML
  done
}
