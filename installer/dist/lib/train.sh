#!/bin/sh
# Lets every program of this installation run once in a cluster of its own, and keeps their classes as they are loaded
# then (lib/aot), so that later starts are quick. To be run after the installation has changed; what was kept
# of other jars isn't used.
set -eu
home=$(dirname "$(dirname "$(readlink -f "$0")")")
. "$home/lib/jars.sh"
work=$(mktemp -d)
cluster=$work/cluster

clean_up() {
  "$home/bin/apiary-local" down --force --dir "$cluster" > /dev/null || true
  rm -rf "$work" "$home/lib/aot.new"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mount=--no-mount
if [ -w /dev/fuse ] && command -v fusermount3 > /dev/null; then
  mount=
fi

rm -rf "$home/lib/aot.new" "$home/lib/aot"
mkdir -p "$home/lib/aot.new"
jars "$home/lib" > "$home/lib/aot.new/jars"
APIARY_TRAIN=$home/lib/aot.new "$home/bin/apiary-local" up --dir "$cluster" --base-port 18200 $mount
if [ -z "$mount" ]; then
  mkdir "$cluster/mnt/tree"
  cp -r "$home/bin" "$cluster/mnt/tree/"
  find "$cluster/mnt/tree" -type f -exec cat {} + > /dev/null
  mv "$cluster/mnt/tree/bin" "$cluster/mnt/moved"
  rm -r "$cluster/mnt/moved" "$cluster/mnt/tree"
fi
APIARY_TRAIN=$home/lib/aot.new "$home/bin/apiary-ctl" targets --state --spaceinfo --pools --dir "$cluster"
APIARY_TRAIN=$home/lib/aot.new "$home/bin/apiary-fsck" --dir "$cluster"
"$home/bin/apiary-local" down --dir "$cluster"
mv "$home/lib/aot.new" "$home/lib/aot"
