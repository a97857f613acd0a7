# shellcheck shell=bash
# soak: one test of chance with its full count, prepared as for test; closes with the table that it made.

# A soak test NAME is a function soak_NAME, which leaves its table in e2e/target/soak/NAME.txt, and a line here.
declare -A SOAKS=(
  [kills]="50 redeploys, in each of which control plane, agent or engine is killed with -9 at a random moment"
  [cancels]="redeploys of five containers, cancelled at each of their steps"
  [traffic]="20 redeploys of three containers behind a balancer, under traffic of every kind"
  [parked]="20 redeploys of one container with a volume behind a balancer, at 100 requests a second"
)

soak_kills() {
  soak_test KillDuringRedeployIT -Dberth.soak.redeploys=50 "$@"
}

soak_cancels() {
  soak_test CancelIT -Dberth.soak.cancels=1000 "$@"
}

soak_traffic() {
  soak_test BalancerIT -Dberth.soak.traffic=20 "$@"
}

soak_parked() {
  soak_test ParkedRequestsIT -Dberth.soak.parked=20 "$@"
}

soak() {
  local name="${1:-}" table status=0
  if [[ -z "$name" ]]; then
    list_soaks
    return
  fi
  shift
  [[ -n "${SOAKS[$name]:-}" ]] || misused "There is no soak test '$name'; ./berth soak lists them."
  table="$BERTH_ROOT/e2e/target/soak/$name.txt"
  rm -f "$table"
  "soak_$name" "$@" || status=$?
  say ""
  [[ ! -r "$table" ]] || cat "$table"
  return "$status"
}

# soak_test CLASS OPTION...: one class of e2e, without the tests of the modules on the way.
soak_test() {
  local class="$1"
  shift
  prepare_tests web traffic haproxy
  need_built
  maven --no-transfer-progress --quiet test-compile failsafe:integration-test failsafe:verify -pl e2e -am \
    -Dit.test="$class" -Dfailsafe.failIfNoSpecifiedTests=false "$@"
}

list_soaks() {
  local name
  for name in "${!SOAKS[@]}"; do
    printf '  ./berth soak %-10s %s\n' "$name" "${SOAKS[$name]}"
  done
  say "" "Each prints its seed; -Dberth.soak.seed=S plays it again."
}
