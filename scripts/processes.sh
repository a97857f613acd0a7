# shellcheck shell=bash
# The two processes of an installation, control-plane and agent: their pid files, and whether those still tell the truth.

# pid_of NAME: prints the pid if that process of this installation runs, else fails.
pid_of() {
  local pid
  [[ -r "$RUN/$1.pid" ]] || return 1
  read -r pid <"$RUN/$1.pid" || return 1
  [[ "$pid" =~ ^[0-9]+$ ]] && is_ours "$pid" "berth-$1.jar" && printf '%s' "$pid"
}

# A pid may have been given to another program meanwhile: what counts is the command line, which names the
# installation's own copy of the program.
is_ours() {
  local pid="$1" program="$2" argument arguments=()
  mapfile -d '' -t arguments 2>/dev/null <"/proc/$pid/cmdline" || return 1
  for argument in "${arguments[@]}"; do
    [[ "$argument" == "$BERTH_HOME/lib/"*"/$program" ]] && return 0
  done
  return 1
}

runs() {
  pid_of "$1" >/dev/null 2>&1
}

# stop NAME SECONDS: SIGTERM, then a bounded wait; fails if the process is still there.
stop() {
  local name="$1" seconds="$2" pid
  if pid="$(pid_of "$name" 2>/dev/null)"; then
    kill -TERM "$pid" 2>/dev/null || true
    local deadline=$((SECONDS + seconds))
    while runs "$name"; do
      ((SECONDS < deadline)) || return 1
      sleep 0.1
    done
  fi
  rm -f "$RUN/$name.pid"
}

# An embedded PostgreSQL outlives a control plane that was killed; stopping the installation stops it too.
stop_orphaned_database() {
  local file="$BERTH_HOME/postgres/data/postmaster.pid" pid deadline=$((SECONDS + 30))
  [[ -r "$file" ]] && read -r pid <"$file" && is_our_database "$pid" || return 0
  kill -INT "$pid" 2>/dev/null || return 0
  while is_our_database "$pid"; do
    ((SECONDS < deadline)) || die "The database (pid $pid) has not stopped within 30 seconds." "Its log: $BERTH_HOME/postgres/server.log"
    sleep 0.1
  done
}

is_our_database() {
  [[ "$1" =~ ^[0-9]+$ ]] && tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF -- "$BERTH_HOME/postgres"
}

# One up or down at a time per installation. Long-lived children must close descriptor 9, or they would hold the lock.
lock_installation() {
  exec 9>"$RUN/lock"
  flock -n 9 && return
  say "Another ./berth command is at work on $BERTH_HOME; waiting for it to finish."
  flock -w 900 9 || die "Another ./berth command has held $BERTH_HOME for 15 minutes; see what it is doing."
}

unlock_installation() {
  exec 9>&-
}

# Listening on any address counts: the control plane binds its ports on all of them by default.
port_taken() {
  local hexadecimal file
  printf -v hexadecimal '%04X' "$((10#$1))"
  for file in /proc/net/tcp /proc/net/tcp6; do
    [[ -r "$file" ]] || continue
    grep -qE "^ *[0-9]+: [0-9A-F]+:$hexadecimal [0-9A-F]+:0000 0A " "$file" && return 0
  done
  return 1
}
