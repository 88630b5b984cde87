#!/bin/bash
# Runs pjdfstest, a public test suite of POSIX file systems, on a mount, and compares the result with what this file
# system can't do: tests/pjdfstest.not-applicable. The suite isn't part of this repository; give a checkout of it.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
list=$root/tests/pjdfstest.not-applicable

usage() {
  cat <<'TEXT'
usage: tests/pjdfstest.sh [--jobs N] CHECKOUT [DIRECTORY]

Builds the pjdfstest of the directory CHECKOUT in a copy below /tmp and runs it as root in DIRECTORY, which should be on
a mount; without DIRECTORY in a cluster that "./apiary up" starts for it. The exit code is 0 if all applicable cases pass.

  --jobs N  test files at once (4)
TEXT
}

die() {
  echo "pjdfstest.sh: $*" >&2
  exit 3
}

jobs=4
while [[ ${1:-} == -* ]]; do
  case $1 in
    --jobs) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || die "--jobs needs a number"; jobs=$2; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ $# = 1 ] || [ $# = 2 ] || { usage >&2; exit 2; }
checkout=$(readlink -f "$1")
[ -r "$checkout/pjdfstest.c" ] && [ -r "$checkout/tests/misc.sh" ] || die "$checkout is no checkout of pjdfstest: it has no pjdfstest.c or no tests/misc.sh"
[ "$(id -u)" = 0 ] || die "must run as root: the suite makes devices and acts for other users"

missing=()
for pair in autoreconf=autoconf automake=automake make=make cc=gcc prove=perl openssl=openssl; do
  command -v "${pair%%=*}" > /dev/null || missing+=("${pair#*=}")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "pjdfstest.sh: installing Debian packages: ${missing[*]}" >&2
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "${missing[@]}" > /dev/null \
    || die "these Debian packages, or their like, are missing: ${missing[*]}"
fi

work=$(mktemp -d /tmp/pjdfstest.XXXXXX)
chmod 755 "$work" # other users have to get to the programs
cluster=
finish() {
  [ -z "$cluster" ] || "$root/installer/target/dist/bin/apiary-local" down --dir "$cluster" > /dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

cp -r "$checkout" "$work/suite"
(cd "$work/suite" && autoreconf -ifs && ./configure && make pjdfstest) > "$work/build.log" 2>&1 \
  || { tail -n 20 "$work/build.log" >&2; die "the suite could not be built"; }

if [ $# = 2 ]; then
  directory=$(readlink -f "$2")
else
  cluster=$work/cluster
  "$root/apiary" --yes up --dir "$cluster" > "$work/up.log" 2>&1 || { tail -n 20 "$work/up.log" >&2; die "the cluster did not start"; }
  directory=$cluster/mnt
fi
place=$(mktemp -d "$directory/pjdfstest.XXXXXX")
chmod 755 "$place"
echo "running in $place, $(findmnt -n -o FSTYPE,OPTIONS --target "$place")"
cd "$place"

code=0
perl -MTAP::Harness - "$jobs" "$work/suite/tests" "$list" <<'PERL' || code=$?
use strict;
use warnings;
use File::Find;
my ($jobs, $tests, $list) = @ARGV;
my (@files, %reason);
open my $in, '<', $list or die "$list: $!\n";
while (<$in>) {
    next if /^\s*(#|$)/;
    m{^(\S+\.t):(\d+)\s+(\S.*)$} or die "$list:$.: write FILE.t:NUMBER REASON\n";
    $reason{"$1:$2"} = $3;
}
find({ wanted => sub { push @files, $_ if /\.t$/ }, no_chdir => 1 }, $tests);
my $harness = TAP::Harness->new({ exec => ['/bin/sh'], jobs => $jobs, merge => 1, verbosity => -1 });
my $result = $harness->runtests(map { [$_, substr($_, length($tests) + 1)] } sort @files);
my ($count, $na, @bad) = (0, 0);
for my $file ($result->descriptions) {
    my ($parser) = $result->parsers($file);
    $count += $parser->tests_run;
    push @bad, "$file: $_" for $parser->parse_errors;
    push @bad, "$file: ended with " . $parser->exit if $parser->exit;
    my %failed = map { ("$file:$_" => 1) } $parser->failed;
    push @bad, grep { !$reason{$_} } map { "$file:$_" } $parser->failed;
    for (grep { index($_, "$file:") == 0 } keys %reason) {
        $failed{$_} ? $na++ : push @bad, "$_ is listed as not applicable, but passes";
    }
}
print "\nnot applicable: $_ $reason{$_}\n" for sort keys %reason;
print "failed: $_\n" for @bad;
printf "%d files, %d tests: %d failed, %d not applicable (%.2f %%)\n", scalar @files, $count, scalar @bad, $na, 100 * $na / ($count || 1);
exit(@bad || !$count ? 1 : 0);
PERL

cd /
rm -rf "$place"
exit $code
