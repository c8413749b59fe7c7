#!/usr/bin/env bash
# Backs up the bot's PostgreSQL into a folder, while the bot goes on; removes backups that are too old. Needs pg_dump of the
# server's version or a newer one.
#
#   DATABASE_URL=postgres://... BACKUP_KEEP_DAYS=14 deploy/backup/postgres-backup.sh /var/backups/admissions-assistant
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=postgres-address.sh
source "$here/postgres-address.sh"

folder=${1:?"name the folder that backups go to"}
keep=${BACKUP_KEEP_DAYS:-14}
[[ $keep =~ ^[0-9]+$ ]] || { echo "BACKUP_KEEP_DAYS: is a number of days, such as 14" >&2; exit 1; }

# What students wrote is in it: nobody else may read the file.
umask 077
mkdir -p "$folder"
file=$folder/admissions-assistant-$(date -u +%Y%m%dT%H%M%SZ).dump
trap 'rm -f "$file.part"' EXIT
pg_dump --format=custom --no-owner --no-privileges --file="$file.part" --dbname="$address"
# A table of contents can be read of a whole file only.
pg_restore --list "$file.part" | grep 'TABLE DATA .* transcript ' > /dev/null ||
  { echo "This is not the database of the bot: it holds no transcript." >&2; exit 1; }
sync "$file.part"
mv "$file.part" "$file"
# Only after a new one is there, so that there is always one.
find "$folder" -maxdepth 1 -name 'admissions-assistant-*.dump' -mtime +"$keep" -delete
echo "Written: $file"
