# shellcheck shell=bash
# Starts one of the two processes and waits until it is ready or has given up.

SMALL_JVM=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED)
READY_WITHIN=180

# launch NAME PROGRAM [JVM OPTION...]
launch() {
  local name="$1" program="$2"
  shift 2
  rotate_log "$LOGS/$name.log"
  rm -f "$RUN/$name.error"
  setsid "$JDK/bin/java" "${SMALL_JVM[@]}" "$@" -jar "$program" >>"$LOGS/$name.log" 2>&1 </dev/null 9>&- &
  local pid=$!
  disown "$pid"
  printf '%s\n' "$pid" >"$RUN/$name.pid" || die "Cannot write to $RUN."
  # Until the child has become the program, its command line is still this script's.
  until runs "$name"; do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.05
  done
}

rotate_log() {
  local size=0
  [[ ! -f "$1" ]] || size="$(stat -c %s "$1")"
  ((size < 20000000)) || mv -f "$1" "$1.1"
}

launch_control_plane() {
  local options=()
  # Several options may stand in the one variable.
  # shellcheck disable=SC2206
  options=(-Xmx512m ${BERTH_JAVA_OPTS:-})
  launch control-plane "$1/control-plane/berth-control-plane.jar" "${options[@]}"
}

# The agent gets none of the control plane's secrets.
launch_agent() {
  (
    unset BERTH_ADMIN_USER BERTH_ADMIN_PASSWORD BERTH_MASTER_KEY
    unset BERTH_DATABASE_URL BERTH_DATABASE_USER BERTH_DATABASE_PASSWORD
    launch agent "$1/agent/berth-agent.jar" \
      -Xmx48m -Xss256k -XX:MaxMetaspaceSize=64m -XX:ReservedCodeCacheSize=24m
  )
}

# await NAME CONDITION: polls until the condition holds; complains and fails if the process ends or takes too long.
await() {
  local name="$1" condition="$2" deadline=$((SECONDS + READY_WITHIN))
  until "$condition"; do
    if ! runs "$name"; then
      complain "$(title "$name") did not start: $(last_word "$name")" "Its log: $LOGS/$name.log"
      rm -f "$RUN/$name.pid"
      return 1
    fi
    if ((SECONDS >= deadline)); then
      complain "$(title "$name") is not ready after $READY_WITHIN seconds." "Its log: $LOGS/$name.log"
      return 1
    fi
    sleep 0.2
  done
}

title() {
  case "$1" in
    control-plane) printf 'The control plane' ;;
    agent) printf 'The agent' ;;
  esac
}

# Why a process ended: what it wrote down for us, or else the last thing it logged that is not part of a stack trace.
last_word() {
  local word=""
  if [[ -s "$RUN/$1.error" ]]; then
    word="$(head -n 1 "$RUN/$1.error")"
  elif [[ -r "$LOGS/$1.log" ]]; then
    word="$(tail -n 100 "$LOGS/$1.log" | grep -vE '^[[:space:]]*($|at |\.\.\. |Caused by:)' | tail -n 1)" || true
  fi
  word="${word#"$(title "$1") cannot start: "}"
  printf '%s' "${word:-it left no log.}"
}

# The node of this installation's own agent.
node_ready() {
  ask GET /local/status && [[ "$HTTP_STATUS" == 200 ]] &&
    each_node "${HTTP_BODY#*\"nodes\"}" | grep -qxF -- "$BERTH_NODE_NAME ready"
}
