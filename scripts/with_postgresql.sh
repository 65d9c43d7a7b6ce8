#!/usr/bin/env bash
# with_postgresql.sh BIN COMMAND…: runs COMMAND on a throw-away PostgreSQL cluster.
# PASSERELLES_TEST_PG_FSYNC=on makes it wait for the disk, as a real one does.
# The application's role is neither superuser nor owner of a bypass: row security applies to it.
set -euo pipefail
bin=$1
shift
folder=$(mktemp -d)
port=${PASSERELLES_TEST_PG_PORT:-54329}
as_postgres=()
if [ "$(id -u)" = 0 ]; then
  id -u postgres >/dev/null 2>&1 || useradd --system --create-home postgres
  chown postgres "$folder"
  as_postgres=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups env HOME="$folder")
fi
stop() {
  (cd "$folder" && "${as_postgres[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop) >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd_run() { (cd "$folder" && "${as_postgres[@]}" "$@"); }
cd_run "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
cd_run "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=${PASSERELLES_TEST_PG_FSYNC:-off} -c max_connections=200" start >/dev/null
cd_run "$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres -c "CREATE ROLE passerelles LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS" \
  -c "CREATE DATABASE passerelles OWNER passerelles"
export PASSERELLES_TEST_PG_FOLDER=$folder PASSERELLES_TEST_PG_BIN=$bin
export PASSERELLES_DATABASE_URL="postgresql://passerelles@127.0.0.1:$port/passerelles"
echo "PostgreSQL jetable prêt sur le port $port."
"$@"
