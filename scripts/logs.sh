# shellcheck shell=bash
# logs: the last lines of both logs, or of one; with -f also what comes.

logs() {
  local argument names=() options=(-n 200) name files=()
  for argument in "$@"; do
    case "$argument" in
      control-plane | agent) names+=("$argument") ;;
      -f | --follow) options+=(-F) ;;
      *) misused "./berth logs takes control-plane, agent and -f." ;;
    esac
  done
  ((${#names[@]} > 0)) || names=(control-plane agent)
  for name in "${names[@]}"; do
    [[ ! -f "$LOGS/$name.log" ]] || files+=("$LOGS/$name.log")
  done
  ((${#files[@]} > 0)) || die "There are no logs under $LOGS yet."
  exec tail "${options[@]}" "${files[@]}"
}
