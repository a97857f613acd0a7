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
