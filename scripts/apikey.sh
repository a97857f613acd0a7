# shellcheck shell=bash
# apikey create --user NAME: a new API key, alone on stdout.

apikey() {
  local user=""
  [[ "${1:-}" == create ]] || misused "./berth apikey knows one thing to do: create --user NAME."
  shift
  while (($# > 0)); do
    case "$1" in
      --user) user="${2:-}" && shift ;;
      --user=*) user="${1#--user=}" ;;
      *) misused "./berth apikey create takes --user NAME." ;;
    esac
    shift || true
  done
  [[ -n "$user" ]] || misused "Whose key? ./berth apikey create --user NAME"
  recall_settings
  [[ -e "$RUN/local-token" ]] || die "Berth is not running: ./berth up starts it."
  [[ -r "$RUN/local-token" ]] || die "$RUN/local-token is not readable by user $(id -un); call ./berth as the user who started it."
  ask POST /local/api-keys "{\"user\":$(quoted "$user")}" || die "Berth is not running: ./berth up starts it."
  case "$HTTP_STATUS" in
    201) say "$(text key)" ;;
    *) die "No key was made: $(reason)" ;;
  esac
}

reason() {
  local detail
  detail="$(text detail)"
  printf '%s' "${detail:-the control plane answered $HTTP_STATUS}"
}
