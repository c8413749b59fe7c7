#!/usr/bin/env bash
# Puts a backup into a database that is empty; whole, or not at all. Start the bot afterwards, not before: it makes its tables.
#
#   DATABASE_URL=postgres://... deploy/backup/postgres-restore.sh /var/backups/admissions-assistant/admissions-assistant-....dump
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=postgres-address.sh
source "$here/postgres-address.sh"

file=${1:?"name the backup"}
[[ -r $file ]] || { echo "$file: is not there, or may not be read" >&2; exit 1; }

tables=$(psql --dbname="$address" --no-psqlrc --tuples-only --no-align --command \
  "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
[[ $tables == 0 ]] ||
  { echo "The database is not empty ($tables tables). Name an empty one: createdb makes it." >&2; exit 1; }

pg_restore --dbname="$address" --no-owner --no-privileges --single-transaction --exit-on-error "$file"
echo "Restored. Start the bot with this DATABASE_URL."
