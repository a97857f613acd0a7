# shellcheck shell=bash
# status: what runs, for people and, with --json, for programs. Exit 0 if both processes run, 3 otherwise.

status() {
  local json=false
  case "$*" in
    '') ;;
    --json) json=true ;;
    *) misused "./berth status takes --json or nothing." ;;
  esac
  recall_settings
  local control_pid agent_pid control_state=stopped agent_state=stopped
  local nodes='[]' setup="" installation="" running_version=""
  control_pid="$(pid_of control-plane || true)"
  agent_pid="$(pid_of agent || true)"
  [[ -z "$control_pid" ]] || control_state=starting
  [[ -z "$agent_pid" ]] || agent_state=running
  # Whoever accepts the token is this installation's; in a container there is no pid file to ask.
  if healthy && ask GET /local/status && [[ "$HTTP_STATUS" == 200 ]]; then
    control_state=running
    nodes="$(node_list)"
    setup="$(text setupUrl)"
    running_version="$(text version)"
    installation="$(text installation)"
  fi
  if $json; then
    print_json
  else
    print_table
  fi
  [[ -n "$control_pid" && -n "$agent_pid" ]] || return 3
}

node_list() {
  local pattern='"nodes"[[:space:]]*:[[:space:]]*(\[[^]]*\])'
  if [[ "$HTTP_BODY" =~ $pattern ]]; then
    printf '%s' "${BASH_REMATCH[1]}"
  else
    printf '[]'
  fi
}

print_json() {
  printf '{"url":%s,"version":%s,"home":%s,"installation":%s,"setupUrl":%s,' \
    "$(quoted "$BERTH_PUBLIC_URL")" "$(quoted "${running_version:-$(version)}")" "$(quoted "$BERTH_HOME")" \
    "$(quoted_or_null "$installation")" "$(quoted_or_null "$setup")"
  printf '"controlPlane":{"pid":%s,"state":"%s"},' "${control_pid:-null}" "$control_state"
  printf '"agent":{"pid":%s,"state":"%s"},"nodes":%s}\n' "${agent_pid:-null}" "$agent_state" "$nodes"
}

quoted_or_null() {
  if [[ -n "$1" ]]; then quoted "$1"; else printf null; fi
}

print_table() {
  local name state row="%-16s %-12s %s\n"
  # shellcheck disable=SC2059
  {
    printf "$row" "Control plane" "$control_state" "${control_pid:+pid $control_pid}"
    printf "$row" "Agent" "$agent_state" "${agent_pid:+pid $agent_pid}"
    while read -r name state; do
      [[ -z "$name" ]] || printf "$row" "Node" "$state" "$name"
    done < <(each_node "$nodes")
  }
  [[ "$control_state" == stopped ]] || printf '%-16s %s\n' Address "$BERTH_PUBLIC_URL"
  [[ -z "$setup" ]] || printf '%-16s %s\n' "First user" "$setup"
}
