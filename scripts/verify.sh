# shellcheck shell=bash
# test: every test of the repository on real engines, or with --fast the unit tests alone; closes with their number.

verify() {
  local goal=verify status=0
  if [[ "${1:-}" == --fast ]]; then
    goal="test"
    shift
  fi
  mkdir -p "$LOGS" || die "Cannot write to $BERTH_HOME."
  need_jdk
  need_maven
  if [[ "$goal" == verify ]]; then
    prepare_testbed
    trap close_registry EXIT
    open_registry
  fi
  forget_reports
  maven --no-transfer-progress --fail-at-end "$goal" "$@" || status=$?
  summarise "$status"
}

prepare_testbed() {
  local script
  for script in install engine; do
    "$BERTH_ROOT/e2e/testbed/$script" || die "e2e/testbed/$script failed; what it printed above says why."
  done
}

# One registry for all tests of a run. Its images are kept, so that a later run need not push them again.
open_registry() {
  REGISTRY_DIRECTORY="${BERTH_TEST_CACHE:-${HOME:-/root}/.cache/berth-test}/registry"
  "$BERTH_ROOT/e2e/testbed/registry" stop "$REGISTRY_DIRECTORY" >/dev/null
  BERTH_TEST_REGISTRY="127.0.0.1:$(free_port)"
  "$BERTH_ROOT/e2e/testbed/registry" start "$REGISTRY_DIRECTORY" "${BERTH_TEST_REGISTRY#*:}" ||
    die "The tests' registry does not start; what it printed above says why."
  "$BERTH_ROOT/e2e/testbed/images" "$BERTH_TEST_REGISTRY" ||
    die "The tests' images cannot be made; what e2e/testbed/images printed above says why."
  export BERTH_TEST_REGISTRY BERTH_TEST_POSTGRES_IMAGE="$BERTH_TEST_REGISTRY/postgres:18"
}

close_registry() {
  "$BERTH_ROOT/e2e/testbed/registry" stop "$REGISTRY_DIRECTORY" >/dev/null
  docker image ls --format '{{.Repository}}:{{.Tag}}' | { grep "^$BERTH_TEST_REGISTRY/" || true; } |
    xargs --no-run-if-empty docker rmi >/dev/null
}

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s' "$port" && return; }
  done
  die "No free port was found on 127.0.0.1."
}

reports() {
  find "$BERTH_ROOT" -path '*/target/*-reports/TEST-*.xml' "$@"
}

forget_reports() {
  reports -delete
}

# Counts from the reports of every module; the closing line is the last thing printed.
summarise() {
  local status="$1" tests=0 failed=0 skipped=0
  read -r tests failed skipped < <(reports -exec cat {} + | count_tests)
  reports -exec cat {} + | name_failures
  if ((status == 0 && tests == 0)); then
    complain "No test ran."
    status=1
  elif ((status == 0 && failed > 0)); then
    status=1
  elif ((status != 0 && failed == 0)); then
    complain "Maven failed (exit $status) outside the tests; its messages are above."
  fi
  say "$((tests - failed - skipped)) passed, $failed failed$( ((skipped == 0)) || printf ', %d skipped' "$skipped")"
  return "$status"
}

count_tests() {
  awk '
    function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
    /<testsuite / { tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
    END { print tests + 0, failed + 0, skipped + 0 }'
}

name_failures() {
  awk '
    /<testcase / {
      match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
      match($0, / classname="[^"]*"/); class = substr($0, RSTART + 12, RLENGTH - 13)
    }
    /<failure|<error/ { print "Failed: " class ": " name }'
}
