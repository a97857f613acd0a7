# shellcheck shell=bash
# Debian and Ubuntu packages: what may be installed, and how.

can_install() {
  [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null && debian_or_ubuntu
}

debian_or_ubuntu() {
  [[ -r /etc/os-release ]] && grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release
}

# The list of packages is fetched once per run: on a fresh machine it is empty or old.
refresh_packages() {
  [[ -z "${PACKAGES_REFRESHED:-}" ]] || return 0
  mkdir -p "$LOGS"
  apt-get update -q >>"$LOGS/setup.log" 2>&1 || complain "apt-get update failed (see $LOGS/setup.log); going on."
  PACKAGES_REFRESHED=yes
}

offered() {
  refresh_packages
  [[ -n "$(apt-cache madison "$1" 2>/dev/null)" ]]
}

install_package() {
  refresh_packages
  step Installing "$1"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" \
    >>"$LOGS/setup.log" 2>&1 </dev/null || die "Installing $1 failed: $(tail -n 1 "$LOGS/setup.log")" "See $LOGS/setup.log."
}
