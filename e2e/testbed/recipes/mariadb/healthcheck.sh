#!/bin/bash
# Over TCP, where the server listens only once its data are ready.
exec mariadb-admin --defaults-extra-file=/var/lib/mysql/.healthcheck.cnf --protocol=tcp --host=127.0.0.1 ping
