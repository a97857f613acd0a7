#!/bin/bash
# Initialises an empty data directory as the environment asks, then becomes the server.
#   POSTGRES_PASSWORD, POSTGRES_USER (postgres), POSTGRES_DB (the user's name)
set -euo pipefail

main() {
  [[ "${1:-}" != postgres ]] || shift
  if [[ $# -gt 0 && "$1" != -* ]]; then
    exec "$@"
  fi
  if [[ $EUID -eq 0 ]]; then
    install -d -m 700 "$PGDATA"
    find /var/lib/postgresql "$PGDATA" \! -user postgres -exec chown postgres: {} +
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  [[ -s "$PGDATA/PG_VERSION" ]] || initialise
  exec postgres -D "$PGDATA" -c listen_addresses='*' "$@"
}

initialise() {
  local user="${POSTGRES_USER:-postgres}" database="${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"
  if [[ -z "${POSTGRES_PASSWORD:-}" ]]; then
    echo "The data directory is empty and POSTGRES_PASSWORD is not set, so there is nothing to make a database with." >&2
    exit 1
  fi
  initdb --pgdata="$PGDATA" --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    --encoding=UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=scram-sha-256 >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  if [[ "$database" != postgres ]]; then
    echo "CREATE DATABASE \"${database//\"/\"\"}\"" | postgres --single -j -D "$PGDATA" postgres >/dev/null
  fi
  # The official image's server of the first initialisation says so too; whoever waits for the second time is right here as well.
  echo "LOG:  first initialisation done, database system is ready to accept connections on a second start"
}

main "$@"
