# shellcheck shell=bash
# test: every test of the repository on real engines, and whether they notice when the planner is broken; with --fast all but
# the integration tests and those breaks. Closes with their number.

TEST_CACHE="${BERTH_TEST_CACHE:-${HOME:-/root}/.cache/berth-test}"
TEST_REGISTRY_PORTS=(5500 5599)

verify() {
  local goals=(verify -Pmutation) images=(web traffic mariadb postgres haproxy base-jdk) status=0
  if [[ "${1:-}" == --fast ]]; then
    goals=(test)
    images=(postgres)
    shift
  fi
  prepare_tests "${images[@]}"
  forget_reports
  maven --no-transfer-progress --fail-at-end "${goals[@]}" "$@" || status=$?
  summarise "$status"
}

# prepare_tests IMAGE...: all that tests need which talk to an engine.
prepare_tests() {
  mkdir -p "$LOGS" "$TEST_CACHE" || die "Cannot write to $BERTH_HOME or $TEST_CACHE."
  need_jdk
  need_maven
  wait_for_other_tests
  testbed install
  testbed engine
  [[ $EUID -ne 0 ]] || testbed host sweep
  offer_images "$@"
  keep_settings_from_tests
}

# They would share the registry, and two cores.
wait_for_other_tests() {
  exec 9>"$TEST_CACHE/test.lock"
  flock -n 9 && return 0
  say "Another ./berth test is running; waiting for it to finish."
  flock 9
}

testbed() {
  "$BERTH_ROOT/e2e/testbed/$1" "${@:2}" || die "e2e/testbed/$1 failed; what it printed above says why."
}

# A registry with the images that the tests run. It is stopped at the end; its data are kept for the next time.
offer_images() {
  local port
  if [[ -z "${BERTH_TEST_REGISTRY:-}" ]]; then
    testbed registry stop "$TEST_CACHE/registry"
    port="$(free_port "${TEST_REGISTRY_PORTS[@]}")" || die "No port from ${TEST_REGISTRY_PORTS[*]} is free for a registry."
    testbed registry start "$TEST_CACHE/registry" "$port"
    export BERTH_TEST_REGISTRY="127.0.0.1:$port"
    trap close_registry EXIT
  fi
  testbed images "$BERTH_TEST_REGISTRY" "$@"
  export BERTH_TEST_POSTGRES_IMAGE="$BERTH_TEST_REGISTRY/postgres:18"
}

# Says nothing: the number of tests is the last word.
close_registry() {
  {
    testbed registry stop "$TEST_CACHE/registry"
    docker image ls --format '{{.Repository}}:{{.Tag}}' | { grep "^$BERTH_TEST_REGISTRY/" || true; } |
      xargs --no-run-if-empty docker rmi
  } >/dev/null 2>&1 || true
}

# Tests make installations of their own: whoever runs them may have settings, which are not the tests' business.
keep_settings_from_tests() {
  local variable
  for variable in "${!BERTH_@}"; do
    [[ "$variable" == BERTH_TEST_* ]] || export -n "${variable?}"
  done
}

free_port() {
  local port
  for ((port = $1; port <= $2; port++)); do
    if ! port_taken "$port"; then
      printf '%s' "$port"
      return
    fi
  done
  return 1
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
  # The closing line stands alone: Maven may have ended in the middle of one.
  say "" "$((tests - failed - skipped)) passed, $failed failed$( ((skipped == 0)) || printf ', %d skipped' "$skipped")"
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
