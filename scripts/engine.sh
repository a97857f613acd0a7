# shellcheck shell=bash
# Finds the Docker engine. One that answers is used as it is; only where none does is one started or installed.

need_engine() {
  engine_answers && return
  refuse_closed_socket
  if [[ "$DOCKER_HOST" != unix:///var/run/docker.sock && "$DOCKER_HOST" != unix:///run/docker.sock ]]; then
    die "No Docker engine answers at $DOCKER_HOST." "Start it, or unset DOCKER_HOST to use the engine of this machine."
  fi
  if [[ $EUID -ne 0 ]] || ! { command -v dockerd >/dev/null || can_install; }; then
    die "No Docker engine answers at $DOCKER_HOST." \
      "Install and start one (https://docs.docker.com/engine/install/), or point DOCKER_HOST at one, then run ./berth up again."
  fi
  if ! command -v dockerd >/dev/null; then
    install_package docker.io
    await_engine 3 && return
  fi
  start_engine
}

engine_answers() {
  case "$DOCKER_HOST" in
    unix://*) socket_answers "${DOCKER_HOST#unix://}" ;;
    tcp://*) tcp_answers "${DOCKER_HOST#tcp://}" ;;
    *) die "DOCKER_HOST is '$DOCKER_HOST'; Berth understands unix:// and tcp:// addresses." ;;
  esac
}

socket_answers() {
  [[ -S "$1" && -w "$1" ]] || return 1
  if command -v curl >/dev/null; then
    [[ "$(curl --silent --max-time 5 --unix-socket "$1" http://localhost/_ping)" == OK ]]
  else
    [[ -n "${JDK:-}" ]] || need_jdk
    "$JDK/bin/java" -XX:TieredStopAtLevel=1 "$BERTH_ROOT/scripts/EnginePing.java" "$1" 2>/dev/null
  fi
}

# With TLS the agent has the certificates and says what is wrong; here it is enough that something listens.
tcp_answers() {
  local host="${1%:*}" port="${1##*:}"
  (exec 3<>"/dev/tcp/$host/${port%%/*}") 2>/dev/null
}

refuse_closed_socket() {
  local socket="${DOCKER_HOST#unix://}"
  [[ -S "$socket" && ! -w "$socket" ]] || return 0
  die "The Docker engine's socket $socket is not open to user $(id -un)." \
    "Join its group (sudo usermod -aG docker $(id -un)) and sign in again, or run ./berth up as root."
}

start_engine() {
  local daemon=""
  step Engine "starting the Docker engine"
  if [[ -d /run/systemd/system ]]; then
    systemctl start docker >>"$LOGS/setup.log" 2>&1 || true
  elif ! engine_is_starting; then
    forget_dead "dockerd" /var/run/docker.pid
    forget_dead "containerd" /var/run/docker/containerd/containerd.pid
    setsid dockerd >>"$LOGS/engine.log" 2>&1 </dev/null 9>&- &
    daemon=$!
    disown "$daemon"
  fi
  await_engine 60 "$daemon" ||
    die "The Docker engine did not start: $(last_engine_word)" "See $LOGS/engine.log or: journalctl -u docker"
}

engine_is_starting() {
  local pid
  [[ -r /var/run/docker.pid ]] && pid="$(</var/run/docker.pid)" && [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == dockerd ]]
}

# forget_dead NAME PID_FILE: an engine that was killed leaves its number behind, and a new one does not start while any
# other process has that number.
forget_dead() {
  local pid
  [[ -r "$2" ]] && pid="$(<"$2")" || return 0
  [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == "$1" ]] || rm -f -- "$2"
}

# await_engine SECONDS [PID]: no longer than that, and no longer than the process lives.
await_engine() {
  local deadline=$((SECONDS + $1)) daemon="${2:-}"
  until engine_answers; do
    ((SECONDS < deadline)) || return 1
    [[ -z "$daemon" ]] || kill -0 "$daemon" 2>/dev/null || return 1
    sleep 0.3
  done
}

last_engine_word() {
  tail -n 1 "$LOGS/engine.log" 2>/dev/null || printf 'it left no log'
}
