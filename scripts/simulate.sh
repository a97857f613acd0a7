# shellcheck shell=bash
# simulate: whole clusters in one process, in a world where everything fails. One seed is one cluster, and always the same one.

SIMULATION_JAR="$BERTH_ROOT/simulation/target/berth-simulation.jar"

simulate() {
  mkdir -p "$LOGS" || die "Cannot write to $BERTH_HOME."
  need_jdk
  need_simulation
  exec "$JDK/bin/java" -XX:+UseSerialGC -Xmn192m -Xmx768m -jar "$SIMULATION_JAR" "$@"
}

need_simulation() {
  ! simulation_built || return 0
  local log="$LOGS/build.log"
  need_maven
  step Build "compiling (log: $log)"
  maven package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl simulation -am >"$log" 2>&1 || {
    complain "The build failed. The end of $log:"
    tail -n 20 "$log" >&2
    exit 1
  }
}

# No source of what is simulated is newer than the program.
simulation_built() {
  local module sources=()
  [[ -f "$SIMULATION_JAR" && -d "$BERTH_ROOT/simulation/target/lib" ]] || return 1
  for module in protocol agent backend simulation; do
    sources+=("$BERTH_ROOT/$module/pom.xml" "$BERTH_ROOT/$module/src/main")
  done
  [[ -z "$(find "${sources[@]}" -newer "$SIMULATION_JAR" -print -quit 2>/dev/null)" ]]
}
