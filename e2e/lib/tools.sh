# shellcheck shell=bash
# The tools of the cluster: built once from their Go modules into the cache, one folder per group and version.

# A group's folder is named after its go.mod, go.sum, sources and flags, so a change builds only that group again.
tool_groups() { # NODE
  echo kubernetes etcd kwok helm
  [ "$1" = no ] || echo containerd node pause
}

module_of() { case $1 in node) echo kubernetes ;; *) echo "$1" ;; esac; }

packages_of() {
  local kubernetes=k8s.io/kubernetes/cmd containerd=github.com/containerd/containerd/v2/cmd
  case $1 in
    kubernetes) echo $kubernetes/kube-apiserver $kubernetes/kube-controller-manager $kubernetes/kube-scheduler $kubernetes/kubectl ;;
    node) echo $kubernetes/kubelet $kubernetes/kube-proxy ;;
    etcd) echo go.etcd.io/etcd/server/v3 ;;
    kwok) echo sigs.k8s.io/kwok/cmd/kwok ;;
    helm) echo helm.sh/helm/v4/cmd/helm ;;
    containerd) echo $containerd/containerd $containerd/containerd-shim-runc-v2 $containerd/ctr ;;
    pause) echo . ;;
    kyverno) echo github.com/kyverno/kyverno/cmd/kyverno ;; # only for e2e/bench --kyverno
  esac
}

kubernetes_version() { awk '$1 == "k8s.io/kubernetes" {print $2}' "$here/controlplane/kubernetes/go.mod"; }

linker_flags() {
  local version minor package=k8s.io/component-base/version
  case $(module_of "$1") in
    kubernetes)
      version=$(kubernetes_version)
      minor=${version#v1.}
      echo "-s -w -X $package.gitVersion=$version -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*} -X $package.gitTreeState=clean"
      ;;
    *) echo "-s -w" ;;
  esac
}

group_folder() {
  echo "$cache/tools/$1-$(recipe_of "$1" | sha256sum | cut -c1-12)"
}

recipe_of() {
  packages_of "$1"
  linker_flags "$1"
  go env GOOS GOARCH
  case $1 in
    kwok)
      declare -f kwok_stages
      cat "$here/lib/kwok-jobs.yaml"
      ;;
    pause) declare -f pause_image one_layer_image ;;
  esac
  find "$here/controlplane/$(module_of "$1")" -type f | sort | xargs cat
}

build_tools() { # NODE
  local group folder
  for group in $(tool_groups "$1"); do
    folder=$(group_folder "$group")
    [ -d "$folder" ] || build_group "$group" "$folder"
  done
}

build_group() { # GROUP FOLDER: whole or not at all
  local temporary=$2.building
  say "Building $1 from its Go modules (once; minutes for the big ones)."
  rm -rf "$temporary"
  mkdir -p "$temporary"
  (
    cd "$here/controlplane/$(module_of "$1")"
    # shellcheck disable=SC2046 # several packages
    CGO_ENABLED=0 go build -trimpath -tags no_btrfs,no_devmapper -ldflags "$(linker_flags "$1")" -o "$temporary/" $(packages_of "$1") >&2
    case $1 in
      etcd) mv "$temporary/server" "$temporary/etcd" ;;
      kwok) kwok_stages >"$temporary/kwok-stages.yaml" ;;
      pause) pause_image "$temporary" ;;
    esac
  ) || die "Building $1 failed; the messages above say why."
  mv "$temporary" "$2"
}

# kwok's own quick stages; a pod with the annotation below becomes ready that much later (5s, 24h), and pods of Jobs end as ours says.
kwok_stages() {
  local module stage
  local delay='  delay: {durationMilliseconds: 0, durationFrom: {expressionFrom: '"'"'.metadata.annotations["e2e.rollguard.dev/ready-after"]'"'"'}}'
  module=$(go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage
  for stage in node/fast/node-initialize node/heartbeat-with-lease/node-heartbeat-with-lease pod/fast/pod-delete; do
    cat "$module/$stage.yaml"
    echo ---
  done
  awk -v delay="$delay" '/^  next:/ {print delay} {print}' "$module/pod/fast/pod-ready.yaml"
  echo ---
  cat "$here/lib/kwok-jobs.yaml"
}

pause_image() { # FOLDER
  mkdir "$1/rootfs"
  cp "$1/pause" "$1/rootfs/"
  one_layer_image "$1/pause.tar" localhost/pause:1 "$1/rootfs" /pause
  rm -r "$1/rootfs"
}

one_layer_image() { # ARCHIVE NAME ROOTFS ENTRYPOINT: an image archive without Docker
  local parts digest
  parts=$(mktemp -d)
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$3" -cf "$parts/layer.tar" .
  digest=$(sha256sum <"$parts/layer.tar" | cut -d' ' -f1)
  cat >"$parts/config.json" <<JSON
{"architecture": "$(go env GOARCH)", "os": "linux", "config": {"User": "65532", "Entrypoint": ["$4"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$digest"]}}
JSON
  echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"$2\"], \"Layers\": [\"layer.tar\"]}]" >"$parts/manifest.json"
  tar -C "$parts" -cf "$1" manifest.json config.json layer.tar
  rm -r "$parts"
}

link_tools() { # NODE: one folder with all of them, for PATH
  local group
  mkdir "$state/bin"
  for group in $(tool_groups "$1"); do ln -s "$(group_folder "$group")"/* "$state/bin/"; done
}

check_prerequisites() { # NODE
  local missing=()
  command -v go >/dev/null || die "Go is missing: install Go 1.26 or newer from https://go.dev/dl and put it in PATH."
  go -C "$here/controlplane/containerd" version >/dev/null 2>&1 || die "This Go is too old ($(go env GOVERSION)): install Go 1.26 or newer from https://go.dev/dl."
  command -v openssl >/dev/null || missing+=(openssl)
  if [ "$1" = yes ]; then
    [ "$(uname)-$(id -u)" = Linux-0 ] || die "The real node needs root on Linux: run it as root, or use 'e2e/cluster up --no-node'."
    command -v runc >/dev/null || missing+=(runc)
    command -v conntrack >/dev/null || missing+=(conntrack)
    command -v iptables >/dev/null || missing+=(iptables)
    command -v ip >/dev/null || missing+=(iproute2)
    command -v nsenter >/dev/null || missing+=(util-linux)
    cni_folder >/dev/null || missing+=(containernetworking-plugins)
  fi
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    die "Missing here: $*; install them with your package manager (these are Debian's package names)."
  fi
  say "Installing $*."
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$cache/apt.log" 2>&1 </dev/null ||
    die "apt-get could not install $*; see $cache/apt.log."
}

# Prometheus comes from Debian's package, unpacked and not installed: so no service starts, and it takes no root.
prometheus_program() {
  local folder=$cache/tools/prometheus
  if type -P prometheus; then return; fi
  [ -x "$folder/usr/bin/prometheus" ] || unpack_prometheus "$folder"
  echo "$folder/usr/bin/prometheus"
}

unpack_prometheus() { # FOLDER: whole or not at all
  local temporary=$1.building
  type -P apt-get dpkg-deb >/dev/null || die "Prometheus is missing here: install it with your package manager, or from https://prometheus.io/download, and put it in PATH."
  say "Fetching Debian's package of Prometheus (once)."
  rm -rf "$temporary"
  mkdir -p "$temporary"
  {
    cd "$temporary" && download_prometheus && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb && cd "$repo"
  } >"$cache/apt.log" 2>&1 </dev/null || die "apt-get could not download the package prometheus; see $cache/apt.log, or install Prometheus by hand."
  rm -rf "$1"
  mv "$temporary" "$1"
}

# A machine that never ran `apt-get update` does not know the package yet.
download_prometheus() { apt-get download prometheus || { [ "$(id -u)" = 0 ] && apt-get update && apt-get download prometheus; }; }

cni_folder() {
  local folder
  for folder in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    [ ! -x "$folder/ptp" ] || { echo "$folder"; return; }
  done
  return 1
}
