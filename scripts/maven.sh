# shellcheck shell=bash
# Finds or installs Maven and runs it on the JDK that the build needs, whatever the system's default Java is.

need_maven() {
  command -v mvn >/dev/null && return
  can_install && install_package maven
  command -v mvn >/dev/null ||
    die "Berth is built with Maven 3.8.7 or later, and mvn was not found." \
      "Install it with your system's package manager (for instance: sudo apt-get install maven)."
}

maven() {
  (cd "$BERTH_ROOT" && JAVA_HOME="$JDK" exec mvn --batch-mode "$@") </dev/null
}
