# shellcheck shell=bash
# Builds what is not built, and keeps the copies that installations run from.

CONTROL_PLANE_JAR="$BERTH_ROOT/backend/target/berth-control-plane.jar"
AGENT_JAR="$BERTH_ROOT/agent/target/berth-agent.jar"
BUILD_STAMP="$BERTH_ROOT/target/berth-build.stamp"

build() {
  local dist=false
  case "$*" in
    '') ;;
    --dist) dist=true ;;
    *) misused "./berth build takes --dist or nothing." ;;
  esac
  mkdir -p "$LOGS" || die "Cannot write to $BERTH_HOME."
  need_jdk
  need_built
  if $dist; then
    rm -rf "$BERTH_ROOT/dist"
    lay_out "$BERTH_ROOT/dist"
    say "Built; dist/ is ready for docker-compose build."
  else
    say "Built: ${CONTROL_PLANE_JAR#"$BERTH_ROOT/"} and ${AGENT_JAR#"$BERTH_ROOT/"}."
  fi
}

# One build at a time per checkout, however many installations are started from it.
need_built() {
  ! built || return 0
  mkdir -p "$BERTH_ROOT/target"
  exec 8>"$BERTH_ROOT/target/berth-build.lock"
  flock 8
  built || run_build
  exec 8>&-
}

# Built means: both programs are there, and no source is newer than the last build that succeeded (by this command,
# whose stamp holds the time at which it began, or by Maven called directly).
built() {
  [[ -f "$CONTROL_PLANE_JAR" && -f "$AGENT_JAR" && -d "$BERTH_ROOT/agent/target/lib" ]] || return 1
  if [[ -f "$BUILD_STAMP" ]] && ! sources_newer_than "$BUILD_STAMP"; then
    return 0
  fi
  ! sources_newer_than "$CONTROL_PLANE_JAR" && ! sources_newer_than "$AGENT_JAR"
}

# Folders count too: that is how a deleted file shows.
sources_newer_than() {
  local module paths=("$BERTH_ROOT/pom.xml")
  for module in db protocol agent frontend backend; do
    paths+=("$BERTH_ROOT/$module/pom.xml" "$BERTH_ROOT/$module/src/main")
  done
  [[ -n "$(find "${paths[@]}" -newer "$1" -print -quit 2>/dev/null)" ]]
}

run_build() {
  local log="$LOGS/build.log" begun="$BUILD_STAMP.begun"
  need_maven
  touch "$begun"
  step Build "compiling (log: $log)"
  if ! maven package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl backend,agent -am 2>&1 |
    tee "$log" | show_build_progress; then
    complain "The build failed. The end of $log:"
    tail -n 20 "$log" >&2
    exit 1
  fi
  mv "$begun" "$BUILD_STAMP"
}

show_build_progress() {
  local line fetched=0
  while IFS= read -r line; do
    if [[ "$line" =~ ^\[INFO\]\ Building\ (.*[^[:space:]])[[:space:]]+[0-9][^[:space:]]*[[:space:]]+\[([0-9]+)/([0-9]+)\]$ ]]; then
      step Build "${BASH_REMATCH[1]} (${BASH_REMATCH[2]} of ${BASH_REMATCH[3]})"
    elif [[ "$line" == *'Downloaded from '* ]]; then
      fetched=$((fetched + 1))
      if ((fetched == 1)); then
        step Build "fetching libraries, which only the first build has to"
      elif ((fetched % 250 == 0)); then
        step Build "$fetched files fetched"
      fi
    fi
  done
}

# Runs of the installation never read target/: a rebuild would pull the programs from under them. They run from
# BERTH_HOME/lib/ID, ID being the fingerprint of what was built. Prints that folder.
installed_programs() {
  local id folder partial
  id="$(cat "$CONTROL_PLANE_JAR" "$AGENT_JAR" | sha256sum | cut -c 1-12)"
  folder="$BERTH_HOME/lib/$id"
  if [[ ! -d "$folder" ]]; then
    partial="$BERTH_HOME/lib/.$id.$$"
    lay_out "$partial" && mv -T "$partial" "$folder" || return 1
  fi
  printf '%s' "$folder"
}

# Unpacked, the control plane starts in two thirds of the time that the single jar takes.
lay_out() {
  local folder="$1" output
  mkdir -p "$folder/agent" &&
    output="$("$JDK/bin/java" -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$CONTROL_PLANE_JAR" extract \
      --destination "$folder/control-plane" 2>&1)" &&
    output="$(cp "$AGENT_JAR" "$folder/agent/" 2>&1)" &&
    output="$(cp -R "$BERTH_ROOT/agent/target/lib" "$folder/agent/lib" 2>&1)" && return
  rm -rf "$folder"
  die "Cannot copy the programs to $folder: ${output##*$'\n'}"
}

forget_older_programs() {
  local keep="$1" folder
  for folder in "$BERTH_HOME"/lib/* "$BERTH_HOME"/lib/.[!.]*; do
    [[ "$folder" == "$keep" || ! -d "$folder" ]] || rm -rf "$folder"
  done
}
