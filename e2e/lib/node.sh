# shellcheck shell=bash
# One real node: containerd, kubelet and kube-proxy in namespaces of their own (network, mounts, processes).
# So its iptables rules, mounts, pods and networks never touch the machine's, and all end with the node's first process.

# start_runtime: the namespaces and containerd. start_kubelet: the rest, once the API server answers.
start_runtime() {
  local node=$state/node
  case $state/ in /run/* | /var/run/*) die "The real node cannot live below /run: choose another STATE." ;; esac
  mkdir -p "$node/cni" "$node"/private/{kubelet,cni,containers} /var/lib/kubelet /var/lib/cni /var/log/containers
  daemon node unshare --net --mount --pid --fork --kill-child --mount-proc bash "$here/lib/node-init.sh" "$node"/
  wait_until "The node's namespaces are there" still node test -e "$node/ready"
  connect_node
  make_cgroups
  write_runtime_config "$node"
  daemon_in_node containerd env PATH="$state/bin:$PATH" "$state/bin/containerd" -c "$node/containerd.toml"
  wait_until "containerd answers" still containerd ctr version
  load_image "$state/bin/pause.tar"
}

start_kubelet() {
  local node=$state/node
  write_kubelet_config "$node"
  daemon_in_node kubelet "$state/bin/kubelet" --config "$node/kubelet.yaml" --kubeconfig "$state/kubelet.kubeconfig" \
    --hostname-override node-real --node-ip "$(node_address)" --node-labels rollguard.dev/real=true \
    --root-dir "$node/kubelet" --cert-dir "$node/kubelet-certs"
  daemon_in_node kube-proxy "$state/bin/kube-proxy" --config "$node/kube-proxy.yaml"
}

wait_for_node() { wait_until "The real node is ready" still kubelet kubectl wait --for=condition=Ready node/node-real "--timeout=${patience}s"; }

enter_node() {
  local first
  first=$(pid node)
  echo nsenter --target "$first" --net --mount "--pid=/proc/$first/ns/pid_for_children"
}

# shellcheck disable=SC2046 # several words
in_node() { $(enter_node) "$@"; }
# shellcheck disable=SC2046
daemon_in_node() { local name=$1; shift; daemon "$name" $(enter_node) "$@"; }

# signal_in_node PROGRAM SIGNAL: to the process itself; the one in the pid file only waits for it.
signal_in_node() {
  # shellcheck disable=SC2016 # expanded by the inner bash
  in_node bash -c 'for process in /proc/[0-9]*; do
      case $(readlink "$process/exe") in */"$0") kill -s "$1" "${process#/proc/}" ;; esac
    done' "$1" "$2"
}

# A cable from the machine to the node; the machine reaches pods through it, and pods the API server.
connect_node() {
  local link
  link=rollguard$(setting slot)
  ip link add "$link" type veth peer name eth0 netns "$(pid node)"
  ip addr add "$(host_address)/30" dev "$link"
  ip link set "$link" up
  in_node ip addr add "$(node_address)/30" dev eth0
  in_node ip link set eth0 up
  in_node ip route add default via "$(host_address)"
  ip route add "$(pod_network)" via "$(node_address)"
}

pod_network() { echo "10.244.$(setting slot).0/24"; }
node_cgroup() { echo "rollguard$(setting slot)"; }

# Version 1 has one root for each controller, version 2 has one for all, and some machines have both.
cgroup_roots() { awk '$3 ~ /^cgroup2?$/ && $2 ~ "^/sys/fs/cgroup" {print $2}' /proc/mounts | sort -u; }

# All pods together are one group to the kernel: on a busy machine they would get no more time than a single process, so they weigh more.
make_cgroups() {
  local root cgroup controller
  for root in $(cgroup_roots); do
    cgroup=$root/$(node_cgroup)
    mkdir -p "$cgroup"
    if [ "$root" = /sys/fs/cgroup ]; then # version 2 alone
      for controller in cpuset cpu io memory hugetlb pids; do
        echo +$controller >"$root/cgroup.subtree_control" || true
      done 2>/dev/null
    fi
    [ ! -f "$cgroup/cpu.shares" ] || echo 20480 >"$cgroup/cpu.shares"
    [ ! -f "$cgroup/cpu.weight" ] || echo 2000 >"$cgroup/cpu.weight"
  done
}

remove_cgroups() {
  local root
  for root in $(cgroup_roots); do
    [ ! -d "$root/$(node_cgroup)" ] || find "$root/$(node_cgroup)" -depth -type d -exec rmdir {} + 2>/dev/null || return 1
  done
}

write_runtime_config() { # FOLDER
  # restrict_oom_score_adj: root without CAP_SYS_RESOURCE (a container, a small virtual machine) cannot lower it.
  cat >"$1/containerd.toml" <<TOML
version = 3
root = "$1/images"
state = "$1/containers"
[grpc]
  address = "$1/containerd.sock"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "localhost/pause:1"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      BinaryName = "$(command -v runc)"
      SystemdCgroup = false
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["$(cni_folder)"]
    conf_dir = "$1/cni"
TOML
  cat >"$1/cni/10-pods.conflist" <<JSON
{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "ptp",
 "ipam": {"type": "host-local", "ranges": [[{"subnet": "$(pod_network)"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
JSON
}

write_kubelet_config() { # FOLDER
  : >"$1/resolv.conf"
  cat >"$1/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
failSwapOn: false
cgroupDriver: cgroupfs
cgroupRoot: /$(node_cgroup)
enforceNodeAllocatable: []
containerRuntimeEndpoint: unix://$1/containerd.sock
registerWithTaints: [{key: rollguard.dev/real, value: "true", effect: NoSchedule}]
authentication: {anonymous: {enabled: false}, x509: {clientCAFile: $state/certs/ca.crt}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
podLogsDir: $1/pod-logs
resolvConf: $1/resolv.conf
clusterDNS: [10.96.0.10]
# a nearly full disk of a developer's machine is no reason to evict
evictionHard: {memory.available: 0%, nodefs.available: 0%, imagefs.available: 0%}
imageGCHighThresholdPercent: 100
healthzPort: 0
YAML
  cat >"$1/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clientConnection: {kubeconfig: $state/kube-proxy.kubeconfig}
clusterCIDR: 10.244.0.0/16
hostnameOverride: node-real
conntrack: {maxPerCore: 0, min: 0}
YAML
}

# ctr complains about cgroup v1 each time; the kubelet and containerd still support it.
ctr() { "$state/bin/ctr" -a "$state/node/containerd.sock" -n k8s.io "$@" 2> >(grep -v 'DEPRECATION: The support for cgroup v1' >&2); }

load_image() { # ARCHIVE
  has_node || die "There is no real node to load $1 into; this cluster was started with --no-node."
  local answer
  answer=$(ctr images import "$1" 2>&1) || die "containerd cannot import $1: $answer"
}

# With the first process every process, mount and network of the namespaces ends; the cable and the cgroups are left.
end_node() {
  [ -f "$state/run/node.pid" ] || return 0
  kill_daemon node
  ! ip link show "rollguard$(setting slot)" >/dev/null 2>&1 || ip link del "rollguard$(setting slot)"
  wait_until "The node's cgroups are empty" remove_cgroups
}
