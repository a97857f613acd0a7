# shellcheck shell=bash
# What the scripts of the test bed share: the words of the berth command and the place where costly results are kept.

BERTH_ROOT="$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")"
PATH="$PATH:/usr/sbin:/sbin"

# shellcheck disable=SC2034
{
  TESTBED="$BERTH_ROOT/e2e/testbed"
  CACHE="${BERTH_TEST_CACHE:-${HOME:-/root}/.cache/berth-test}"
  LOGS="$CACHE/logs"
}

for piece in say packages engine jdk; do
  # shellcheck source=/dev/null
  . "$BERTH_ROOT/scripts/$piece.sh"
done

# Runs a chatty command into a log of its own; its last words are shown only if it fails.
quietly() {
  local log="$LOGS/$1.log"
  shift
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 20 "$log" >&2
  die "'$*' failed; the whole of what it said is in $log."
}
