# shellcheck shell=bash
# up: from whatever state the machine is in to a control plane that answers and a node that is ready.

up() {
  local detach=false
  STARTED=()
  case "$*" in
    '') ;;
    --detach | -d) detach=true ;;
    *) misused "./berth up takes --detach or nothing." ;;
  esac
  prepare_home
  lock_installation
  trap 'interrupted' INT TERM
  if ! runs control-plane; then
    refuse_taken_ports
  fi
  say "Berth $(version)"
  need_jdk
  step JDK "$JDK"
  need_engine
  step Engine "$DOCKER_HOST"
  need_built
  bring_up
  trap - INT TERM
  unlock_installation
  $detach || ((${#STARTED[@]} == 0)) || follow_until_stopped
}

prepare_home() {
  (umask 077 && mkdir -p "$BERTH_HOME" "$RUN" "$LOGS" "$BERTH_HOME/lib") 2>/dev/null ||
    die "Cannot write to $BERTH_HOME; choose another place with BERTH_HOME."
  refuse_full_disk
  touch "$RUN/lock" 2>/dev/null || die "Cannot write to $BERTH_HOME; choose another place with BERTH_HOME."
}

refuse_full_disk() {
  local needed=600 free
  [[ ! -d "$BERTH_HOME/postgres" ]] || needed=100
  free="$(df -Pm "$BERTH_HOME" | awk 'NR == 2 { print $4 }')"
  ((free >= needed)) || die "The disk is full: $free MB are free at $BERTH_HOME, Berth needs $needed MB." \
    "Make room, or choose another place with BERTH_HOME."
}

refuse_taken_ports() {
  local setting
  for setting in BERTH_HTTP_PORT BERTH_AGENT_PORT; do
    ! port_stays_taken "${!setting}" ||
      die "Port ${!setting} is in use by another program; choose another with $setting (for instance $setting=$((${!setting} + 1)) ./berth up)."
  done
}

# A control plane that was killed a moment ago is no longer listed with its name while it still gives its ports back.
port_stays_taken() {
  local deadline=$((SECONDS + 10))
  while port_taken "$1"; do
    [[ -e "$RUN/control-plane.pid" ]] && ((SECONDS < deadline)) || return 0
    sleep 0.1
  done
  return 1
}

# Starts what does not run; replaces what runs an older build. Level-triggered: any mix of dead and alive is fine.
bring_up() {
  local programs
  programs="$(installed_programs)" || exit 1
  if runs control-plane && runs agent && runs_from "$programs" control-plane && runs_from "$programs" agent; then
    recall_settings
    if node_ready; then
      say "Berth is running already at $BERTH_PUBLIC_URL"
      return
    fi
  fi
  retire_unless_from "$programs" agent
  retire_unless_from "$programs" control-plane
  start_control_plane "$programs"
  start_agent "$programs"
  forget_older_programs "$programs"
  welcome
}

runs_from() {
  tr '\0' '\n' <"/proc/$(pid_of "$2")/cmdline" | grep -qF -- "$1/"
}

retire_unless_from() {
  runs "$2" && ! runs_from "$1" "$2" || return 0
  step Upgrade "stopping the $2 of the previous build"
  stop "$2" 60 || die "$(title "$2") does not stop; see $LOGS/$2.log."
}

start_control_plane() {
  if runs control-plane; then
    recall_settings
  else
    refuse_taken_ports
    remember_settings
    step "Control plane" starting
    launch_control_plane "$1"
    STARTED+=(control-plane)
  fi
  await control-plane healthy || undo_start
  step "Control plane" "running, pid $(pid_of control-plane)"
}

start_agent() {
  if ! runs agent; then
    step Agent starting
    launch_agent "$1"
    STARTED+=(agent)
  fi
  await agent node_ready || undo_start
  step Agent "running, pid $(pid_of agent), node $BERTH_NODE_NAME is ready"
}

# A failed start leaves nothing half running that it began itself.
undo_start() {
  stop_started
  exit 1
}

interrupted() {
  trap - INT TERM
  complain "Interrupted; stopping what was started."
  stop_started
  exit 130
}

stop_started() {
  local name
  for name in agent control-plane; do
    [[ " ${STARTED[*]} " != *" $name "* ]] || stop "$name" 30 || true
  done
}

welcome() {
  local setup
  setup="$(text setupUrl)"
  say "" "Berth is running at $BERTH_PUBLIC_URL"
  if [[ -n "$setup" ]]; then
    say "Create the first user with this link, which works once: $setup"
  elif [[ -n "${BERTH_ADMIN_USER:-}" ]]; then
    say "Sign in as $BERTH_ADMIN_USER."
  else
    say "Sign in with your user name and password."
  fi
}

# In the foreground the logs run by until Ctrl-C, a ./berth down elsewhere, or the end of the control plane.
follow_until_stopped() {
  local follower asked_to_stop=false
  say "" "Ctrl-C stops control plane and agent; your containers keep running." ""
  tail -n 0 -F "$LOGS/control-plane.log" "$LOGS/agent.log" 2>/dev/null &
  follower=$!
  disown "$follower"
  trap 'asked_to_stop=true' INT TERM
  while runs control-plane && ! $asked_to_stop; do
    sleep 1 &
    wait $! || true
  done
  kill "$follower" 2>/dev/null || true
  if $asked_to_stop; then
    say ""
    down
  elif [[ -e "$RUN/control-plane.pid" ]]; then
    die "The control plane ended: $(last_word control-plane)" "./berth up starts it again."
  else
    say "Berth was stopped."
  fi
}
