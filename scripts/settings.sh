# shellcheck shell=bash
# Settings: environment variables with defaults, an empty one counting as unset. The README's table lists them all.

# shellcheck disable=SC2034
load_settings() {
  : "${HOME:=/root}"
  BERTH_HOME="$(readlink -m -- "${BERTH_HOME:-$HOME/.berth}")"
  BERTH_HTTP_PORT="${BERTH_HTTP_PORT:-7400}"
  BERTH_HTTP_ADDRESS="${BERTH_HTTP_ADDRESS:-0.0.0.0}"
  BERTH_AGENT_PORT="${BERTH_AGENT_PORT:-7443}"
  refuse_unless_port BERTH_HTTP_PORT
  refuse_unless_port BERTH_AGENT_PORT
  BERTH_PUBLIC_URL="${BERTH_PUBLIC_URL:-http://localhost:$BERTH_HTTP_PORT}"
  BERTH_JOIN_TOKEN_FILE="${BERTH_JOIN_TOKEN_FILE:-$BERTH_HOME/run/join-token}"
  BERTH_AGENT_HOME="${BERTH_AGENT_HOME:-$BERTH_HOME/agent}"
  BERTH_CONTROL_URL="${BERTH_CONTROL_URL:-https://127.0.0.1:$BERTH_AGENT_PORT}"
  BERTH_NODE_NAME="${BERTH_NODE_NAME:-$(uname -n)}"
  BERTH_NODE_ADDRESS="${BERTH_NODE_ADDRESS:-127.0.0.1}"
  DOCKER_HOST="${DOCKER_HOST:-unix:///var/run/docker.sock}"
  export BERTH_HOME BERTH_HTTP_PORT BERTH_HTTP_ADDRESS BERTH_AGENT_PORT BERTH_PUBLIC_URL BERTH_JOIN_TOKEN_FILE
  export BERTH_AGENT_HOME BERTH_CONTROL_URL BERTH_NODE_NAME BERTH_NODE_ADDRESS DOCKER_HOST
  RUN="$BERTH_HOME/run"
  LOGS="$BERTH_HOME/logs"
  forget_empty_settings
}

refuse_unless_port() {
  local value="${!1}"
  if ! [[ "$value" =~ ^[0-9]{1,5}$ ]] || ((10#$value < 1 || 10#$value > 65535)); then
    die "$1 is '$value'; it must be a port number from 1 to 65535."
  fi
}

forget_empty_settings() {
  local name
  for name in BERTH_DATABASE_URL BERTH_DATABASE_USER BERTH_DATABASE_PASSWORD BERTH_ADMIN_USER BERTH_ADMIN_PASSWORD \
    BERTH_MASTER_KEY BERTH_JOIN_TOKEN BERTH_JAVA_OPTS BERTH_ROLLBACK_WINDOW BERTH_IMAGE_DISK_PERCENT \
    BERTH_BALANCER_IMAGE BERTH_ACME_DIRECTORY BERTH_ACME_EMAIL BERTH_ACME_CA; do
    [[ -n "${!name:-}" ]] || unset "$name"
  done
}

# A running installation is asked at the address it was started with, whatever the present environment says.
remember_settings() {
  printf '%s=%s\n' \
    http_port "$BERTH_HTTP_PORT" http_address "$BERTH_HTTP_ADDRESS" public_url "$BERTH_PUBLIC_URL" >"$RUN/settings"
}

recall_settings() {
  local name value
  [[ -r "$RUN/settings" ]] || return 0
  while IFS='=' read -r name value; do
    case "$name" in
      http_port) BERTH_HTTP_PORT="$value" ;;
      http_address) BERTH_HTTP_ADDRESS="$value" ;;
      public_url) BERTH_PUBLIC_URL="$value" ;;
    esac
  done <"$RUN/settings"
}
