#!/usr/bin/env bash
# The first process of the real node's namespaces; everything else in them ends when it does. Argument: the node's folder.
set -euo pipefail
node=$1
# Mounts made here stay here, and pods may share them among each other.
mount --make-rshared /
# Fixed paths that containerd, runc and kubelet write to, kept off the machine's own.
mount -t tmpfs tmpfs /run
mount --bind "$node/private/kubelet" /var/lib/kubelet
mount --bind "$node/private/cni" /var/lib/cni
mount --bind "$node/private/containers" /var/log/containers
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward
touch "$node/ready"
# bash reaps the orphans that end up here
while :; do
  sleep 86400 &
  wait
done
