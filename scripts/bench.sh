# shellcheck shell=bash
# bench: measurements side by side with the bare engine, prepared as for test. bench/README.md says what is measured.

bench() {
  local name="RollbackBench" status=0
  if (($# > 0)) && [[ "$1" != -* ]]; then
    name="$1Bench"
    name="${name^}"
    shift
  fi
  [[ -e "$BERTH_ROOT/bench/src/test/java/io/berth/bench/$name.java" ]] ||
    misused "There is no such measurement; there are: $(benches | paste -sd' ')."
  prepare_tests web traffic
  need_built
  maven --no-transfer-progress --quiet test-compile failsafe:integration-test failsafe:verify -pl bench -am \
    -Dit.test="$name" -Dfailsafe.failIfNoSpecifiedTests=false "$@" || status=$?
  return "$status"
}

benches() {
  local file
  for file in "$BERTH_ROOT"/bench/src/test/java/io/berth/bench/*Bench.java; do
    file="${file##*/}"
    file="${file%Bench.java}"
    printf '%s\n' "${file,}"
  done
}
