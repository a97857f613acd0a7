# shellcheck shell=bash
# Finds a JDK that can build and run Berth, or installs one where the system's packages offer it.

JDK_NEEDED=25

# Sets JDK.
# shellcheck disable=SC2034
need_jdk() {
  JDK="$(find_jdk)" && return
  if can_install && offered "openjdk-$JDK_NEEDED-jdk-headless"; then
    install_package "openjdk-$JDK_NEEDED-jdk-headless"
    JDK="$(find_jdk)" && return
  fi
  die "Berth needs a JDK of version $JDK_NEEDED or later, and none was found." \
    "Unpack one (https://adoptium.net/temurin/releases?version=$JDK_NEEDED) under /usr/lib/jvm, or point JAVA_HOME at it."
}

# The one in JAVA_HOME if it will do; else the lowest version that will, being the nearest to what Berth is tested on.
find_jdk() {
  local candidate found best="" best_version=0
  if [[ -n "${JAVA_HOME:-}" ]] && (($(jdk_version "$JAVA_HOME") >= JDK_NEEDED)); then
    printf '%s' "$JAVA_HOME"
    return
  fi
  while read -r candidate; do
    found="$(jdk_version "$candidate")"
    if ((found >= JDK_NEEDED && (best_version == 0 || found < best_version))); then
      best="$candidate"
      best_version="$found"
    fi
  done < <(jdk_candidates)
  [[ -n "$best" ]] && printf '%s' "$best"
}

jdk_candidates() {
  local javac
  if javac="$(command -v javac)"; then
    dirname -- "$(dirname -- "$(readlink -f -- "$javac")")"
  fi
  printf '%s\n' /usr/lib/jvm/* /opt/java/openjdk
}

# Major version of a JDK's home directory, 0 where there is no compiler in it.
jdk_version() {
  local first="0"
  if [[ -x "$1/bin/javac" ]]; then
    if [[ -r "$1/release" ]]; then
      first="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
    else
      first="$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')"
    fi
  fi
  printf '%d' "${first:-0}"
}
