# Starts one Java program of this installation. Sourced by the scripts in bin/, which say what to start:
#
#   launch MODULE MAIN 'JVM-OPTION…' [ARGUMENT…]
#
# The manifest of the module's jar holds the class path. APIARY_JAVA_OPTS adds options for the JVM.
set -eu
home=$(dirname "$(dirname "$(readlink -f "$0")")")
. "$home/lib/java.sh"
. "$home/lib/jars.sh"

# Of every program. Serial GC and compact headers: small and quick to start; bulk data does not live on the heap.
# The JVM's own warnings go to standard error; a cache of classes that doesn't fit any more is no reason for one.
# Their texts are English whatever the locale: scripts read them, and people look for them in the documentation.
common_options='-Duser.language=en -Xms16m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError
  -Xlog:disable -Xlog:all=warning,aot*=off,cds*=off:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true'

launch() {
  module=$1
  main=$2
  options=$3
  shift 3

  java_home=$home/jre
  if [ ! -x "$java_home/bin/java" ] && ! java_home=$(find_java_home java); then
    echo "${0##*/}: no Java $APIARY_JAVA_RELEASE or newer found; set JAVA_HOME to one" >&2
    exit 3
  fi
  # Names of files are bytes, most of them UTF-8. Without a locale the JVM would know no more than ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX)
      export LC_CTYPE=C.UTF-8
      [ -z "${LC_ALL:-}" ] || export LC_ALL=C.UTF-8
      ;;
  esac
  # Classes as a former run left them make starts two to three times as quick; train.sh lets such runs happen.
  program=$(basename "$(readlink -f "$0")")
  classes=
  if [ -n "${APIARY_TRAIN:-}" ]; then
    classes=-XX:AOTCacheOutput=$APIARY_TRAIN/$program.aot
  elif [ -r "$home/lib/aot/$program.aot" ] && jars "$home/lib" | cmp -s - "$home/lib/aot/jars"; then
    classes=-XX:AOTCache=$home/lib/aot/$program.aot
  fi
  # The options are lists of words.
  # shellcheck disable=SC2086
  exec "$java_home/bin/java" $common_options $options ${classes:+"$classes"} ${APIARY_JAVA_OPTS:-} \
    -Djava.library.path="$home/lib/native" -Dapiary.home="$home" \
    -cp "$home/lib/$module-@project.version@.jar" "$main" "$@"
}
