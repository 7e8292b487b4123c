# Functions of verify, measure and reproduce. Source it.
# shellcheck shell=bash

# The layers of an image archive, in their order: layers UNPACKED_ARCHIVE
layers() { grep -o '"Layers":\[[^]]*' "$1/manifest.json" | grep -o '[0-9a-f]*\.tar\.gz'; }

# Unpacks the archive to DIR/image and its layers to DIR/tree; DIR/files lists every file with owner and mode: unpack TAR DIR
unpack() {
  local layer
  mkdir -p "$2/image" "$2/tree"
  tar -xf "$1" -C "$2/image"
  while read -r layer; do
    tar -tzvf "$2/image/$layer" --numeric-owner --warning=no-unknown-keyword >>"$2/files"
    tar -xzf "$2/image/$layer" -C "$2/tree" --warning=no-unknown-keyword
  done < <(layers "$2/image")
}

# Runs the image's java as its entrypoint does, with more JVM options: run ROOT ARGUMENT [JVM_OPTION...]
# As root in the image's own root file system, read-only, as uid 65532. Without root, or without a libc in the image, from the folder.
run() {
  local root=$1 argument=$2
  shift 2
  if [ "$(id -u)" = 0 ] && [ -d "$root/lib" ]; then
    mkdir -p "$root/proc" "$root/dev"
    echo "127.0.0.1 localhost $(uname -n)" >"$root/etc/hosts" # as the kubelet does
    # shellcheck disable=SC2016 # the inner shell expands them
    unshare --mount --pid --fork bash -c 'root=$1; shift
      mount --bind "$root" "$root" && mount -o remount,ro,bind "$root" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
      exec env -i PATH="$PATH" chroot --userspec=65532:65532 "$root" "$@"' - "$root" \
      /opt/java/bin/java @/app/jvm-options "$@" -cp @/app/jib-classpath-file dev.rollguard.Main "$argument"
  else
    sed "s#=/app/#=$root/app/#" "$root/app/jvm-options" >"$root/../jvm-options"
    sed "s#/app/#$root/app/#g" "$root/app/jib-classpath-file" >"$root/../class-path"
    env -i "$root/opt/java/bin/java" "@$root/../jvm-options" "$@" -cp "@$root/../class-path" dev.rollguard.Main "$argument"
  fi
}
