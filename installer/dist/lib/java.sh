# Finds a Java installation. Sourced by POSIX shells; uses builtins only, for it runs at every start.

APIARY_JAVA_RELEASE=25 # the oldest that will do

# java_release HOME: prints the feature release (25, …) of a Java installation, or 0
java_release() {
  if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
    while IFS='=' read -r java_key java_value; do
      if [ "$java_key" = JAVA_VERSION ]; then
        java_value=${java_value#\"}
        java_value=${java_value%\"}
        echo "${java_value%%[!0-9]*}"
        return
      fi
    done < "$1/release"
  fi
  echo 0
}

# find_java_home PROGRAM: prints the first installation with a release that will do and with bin/PROGRAM (java or javac)
find_java_home() {
  java_on_path=$(command -v "$1" || true)
  if [ -n "$java_on_path" ]; then
    java_on_path=$(readlink -f "$java_on_path")
    java_on_path=${java_on_path%/bin/*}
  fi
  for java_candidate in "${APIARY_JAVA_HOME:-}" "${JAVA_HOME:-}" "$java_on_path" \
      /usr/lib/jvm/*"$APIARY_JAVA_RELEASE"* /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
      "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    if [ -n "$java_candidate" ] && [ -x "$java_candidate/bin/$1" ] \
        && [ "$(java_release "$java_candidate")" -ge "$APIARY_JAVA_RELEASE" ]; then
      echo "$java_candidate"
      return
    fi
  done
  return 1
}
