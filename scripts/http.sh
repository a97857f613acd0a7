# shellcheck shell=bash
# Requests to this installation's own control plane: by curl where it is installed, by bash itself otherwise.

# ask METHOD PATH [JSON]: sets HTTP_STATUS and HTTP_BODY; fails if nothing answers.
ask() {
  local method="$1" path="$2" body="${3:-}" token=""
  HTTP_STATUS=000
  HTTP_BODY=""
  [[ ! -r "$RUN/local-token" ]] || token="$(<"$RUN/local-token")"
  if command -v curl >/dev/null; then
    ask_by_curl "$method" "$path" "$body" "$token"
  else
    ask_by_bash "$method" "$path" "$body" "$token"
  fi
}

local_host() {
  case "$BERTH_HTTP_ADDRESS" in
    0.0.0.0 | :: | '[::]') printf '127.0.0.1' ;;
    *) printf '%s' "$BERTH_HTTP_ADDRESS" ;;
  esac
}

# The token travels by standard input: a command line is visible to every user of the machine.
ask_by_curl() {
  local method="$1" path="$2" body="$3" token="$4" answer
  local options=(--silent --noproxy '*' --max-time 20 --request "$method" --write-out '\n%{http_code}' --config -)
  [[ -z "$body" ]] || options+=(--header 'Content-Type: application/json' --data-binary "$body")
  answer="$(curl "${options[@]}" "http://$(local_host):$BERTH_HTTP_PORT$path" \
    <<<"header = \"Authorization: Bearer $token\"")" || return 1
  HTTP_STATUS="${answer##*$'\n'}"
  HTTP_BODY="${answer%$'\n'*}"
}

ask_by_bash() {
  local method="$1" path="$2" body="$3" token="$4" answer
  answer="$(converse "$method" "$path" "$body" "$token" 2>/dev/null)" || return 1
  [[ "$answer" =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] || return 1
  HTTP_STATUS="${BASH_REMATCH[1]}"
  HTTP_BODY="${answer#*$'\r\n\r\n'}"
}

# HTTP/1.0, so that the answer comes unchunked and ends with the connection.
converse() {
  local LC_ALL=C method="$1" path="$2" body="$3" token="$4" connection line
  exec {connection}<>"/dev/tcp/$(local_host)/$BERTH_HTTP_PORT" || return 1
  {
    printf '%s %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n' "$method" "$path" "$token"
    [[ -z "$body" ]] || printf 'Content-Type: application/json\r\nContent-Length: %d\r\n' "${#body}"
    printf '\r\n%s' "$body"
  } >&"$connection"
  while IFS= read -r -t 20 line <&"$connection"; do
    printf '%s\n' "$line"
  done
  printf '%s' "$line"
}

# text NAME: the value of a string field of the last answer, empty where it is null or absent.
text() {
  field "$1" "$HTTP_BODY"
}

# field NAME JSON
field() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"(([^\"\\]|\\\\.)*)\"" value
  if [[ "$2" =~ $pattern ]]; then
    value="${BASH_REMATCH[1]//\\\"/\"}"
    printf '%s' "${value//\\\\/\\}"
  fi
}

# each_node JSON: one line of name and state per node of a list of nodes.
each_node() {
  local rest="$1" node
  while [[ "$rest" =~ \{([^{}]*)\}(.*) ]]; do
    node="${BASH_REMATCH[1]}"
    rest="${BASH_REMATCH[2]}"
    printf '%s %s\n' "$(field name "$node")" "$(field state "$node")"
  done
}

healthy() {
  ask GET /healthz && [[ "$HTTP_STATUS" == 200 ]]
}

ping() {
  recall_settings
  healthy || die "No healthy control plane answers at port $BERTH_HTTP_PORT."
  say ok
}
