# shellcheck shell=bash
# Finds or installs Maven and runs it on the JDK that the build needs, whatever the system's default Java is.

need_maven() {
  command -v mvn >/dev/null && return
  can_install && install_package maven
  command -v mvn >/dev/null ||
    die "Berth is built with Maven 3.8.7 or later, and mvn was not found." \
      "Install it with your system's package manager (for instance: sudo apt-get install maven)."
}

# Maven's own libraries use what newer JDKs warn about; the options keep those warnings out of everybody's way.
maven() {
  local quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  (
    cd "$BERTH_ROOT" || exit
    export JAVA_HOME="$JDK" MAVEN_OPTS="$quiet ${MAVEN_OPTS:-}"
    exec mvn --batch-mode -Dstyle.color=never "$@"
  ) </dev/null
}
