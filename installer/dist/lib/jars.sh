# Tells the jars of an installation from any others. Sourced by POSIX shells.

# jars DIRECTORY: prints names, sizes and times of its jars. Classes that were kept of others mustn't be used: the JVM
# doesn't notice every change.
jars() {
  (cd "$1" && stat -c '%n %s %Y' -- *.jar)
}
