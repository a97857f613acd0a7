#!/bin/bash
# Initialises an empty data directory as the environment asks, then becomes the server.
#   MARIADB_ROOT_PASSWORD, MARIADB_DATABASE, MARIADB_USER, MARIADB_PASSWORD (MYSQL_... mean the same)
set -euo pipefail

DATA=/var/lib/mysql
UNFINISHED="$DATA/.initialising"

main() {
  [[ "${1:-}" != -* ]] || set -- mariadbd "$@"
  if [[ "${1:-}" == mariadbd || "${1:-}" == mysqld ]]; then
    if [[ $EUID -eq 0 ]]; then
      find "$DATA" \! -user mysql -exec chown mysql: {} +
      exec setpriv --reuid=mysql --regid=mysql --init-groups "$0" "$@"
    fi
    [[ ! -e "$UNFINISHED" ]] || find "$DATA" -mindepth 1 -delete
    [[ -d "$DATA/mysql" ]] || initialise
  fi
  exec "$@"
}

initialise() {
  local root_password
  root_password="$(setting ROOT_PASSWORD)"
  if [[ -z "$root_password" && -z "$(setting ALLOW_EMPTY_ROOT_PASSWORD)" ]]; then
    echo "The data directory is empty and MARIADB_ROOT_PASSWORD is not set, so there is nothing to make a database with." >&2
    exit 1
  fi
  echo "Initialising the data directory"
  trap 'exit 143' TERM
  touch "$UNFINISHED"
  mariadb-install-db --datadir="$DATA" --skip-test-db --skip-name-resolve --auth-root-authentication-method=normal >/dev/null
  # A server in bootstrap mode listens nowhere.
  statements "$root_password" | mariadbd --bootstrap --skip-networking --datadir="$DATA" --log-warnings=0
  rm "$UNFINISHED"
  trap - TERM
  echo "The data directory is ready"
}

statements() {
  local database user password health
  database="$(setting DATABASE)" user="$(setting USER)" password="$(setting PASSWORD)"
  health="$(od -An -N16 -tx1 /dev/urandom | tr -d ' ')"
  cat <<SQL
DELETE FROM mysql.global_priv WHERE NOT (User IN ('root', 'mariadb.sys') AND Host = 'localhost');
DELETE FROM mysql.proxies_priv WHERE Host <> 'localhost';
FLUSH PRIVILEGES;
ALTER USER root@localhost IDENTIFIED BY $(quoted "$1");
CREATE USER root@'%' IDENTIFIED BY $(quoted "$1");
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
CREATE USER healthcheck@'127.0.0.1' IDENTIFIED BY '$health';
SQL
  (umask 077 && printf '[client]\nuser=healthcheck\npassword=%s\n' "$health" >"$DATA/.healthcheck.cnf")
  if [[ -n "$database" ]]; then
    echo "CREATE DATABASE IF NOT EXISTS $(named "$database");"
  fi
  if [[ -n "$user" && -n "$password" ]]; then
    echo "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$password");"
    [[ -z "$database" ]] || echo "GRANT ALL ON $(named "${database//_/\\_}").* TO $(quoted "$user")@'%';"
  fi
}

setting() {
  local modern="MARIADB_$1" old="MYSQL_$1"
  printf '%s' "${!modern:-${!old:-}}"
}

quoted() {
  local text="${1//\\/\\\\}"
  printf "'%s'" "${text//\'/\'\'}"
}

named() {
  # shellcheck disable=SC2016
  printf '`%s`' "${1//\`/\`\`}"
}

main "$@"
