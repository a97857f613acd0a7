# shellcheck shell=bash
# down: stops the agent and the control plane; users' containers run on, and the next up adopts them.

down() {
  (($# == 0)) || misused "./berth down takes no arguments."
  if [[ ! -d "$RUN" ]]; then
    say "Berth is not running."
    return
  fi
  lock_installation
  local name running=()
  for name in agent control-plane; do
    ! runs "$name" || running+=("$name")
  done
  for name in agent control-plane; do
    stop "$name" 60 ||
      die "$(title "$name") (pid $(pid_of "$name")) has not stopped within 60 seconds." "Its log: $LOGS/$name.log"
  done
  stop_orphaned_database
  unlock_installation
  if ((${#running[@]} == 0)); then
    say "Berth is not running."
  else
    say "Berth has stopped. Your containers keep running."
  fi
}
