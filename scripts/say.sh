# shellcheck shell=bash
# What the command says: progress on stdout, trouble on stderr, always in whole lines.

say() {
  printf '%s\n' "$@"
}

step() {
  printf '  %-14s %s\n' "$1" "$2"
}

complain() {
  printf 'berth: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
}

die() {
  complain "$@"
  exit 1
}

misused() {
  complain "$1" "./berth help lists what it understands."
  exit 2
}

# JSON string literal of the argument.
quoted() {
  local text="$1"
  text="${text//\\/\\\\}"
  text="${text//\"/\\\"}"
  text="${text//$'\t'/\\t}"
  text="${text//$'\r'/\\r}"
  text="${text//$'\n'/\\n}"
  printf '"%s"' "$text"
}

version() {
  local line in_parent=false
  while read -r line; do
    case "$line" in
      '<parent>') in_parent=true ;;
      '</parent>') in_parent=false ;;
      '<version>'*)
        if ! $in_parent; then
          line="${line#<version>}"
          printf '%s' "${line%%</version>*}"
          return
        fi
        ;;
    esac
  done <"$BERTH_ROOT/pom.xml"
}
