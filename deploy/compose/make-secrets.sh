#!/usr/bin/env bash
# Makes the secrets of compose.yaml, those that are not there yet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p secrets
chmod 700 secrets
# Compose hands the files on as they are, and in the container another user reads them; on this machine the folder keeps all
# others out.
umask 022
[[ -s secrets/database-password ]] || openssl rand -hex 32 > secrets/database-password
[[ -s secrets/database-url ]] ||
  echo "postgres://assistant:$(<secrets/database-password)@database:5432/assistant" > secrets/database-url
[[ -s secrets/signing-key ]] || openssl rand -hex 32 > secrets/signing-key
# Empty unless the bot has a password in Azure.
[[ -e secrets/app-password ]] || : > secrets/app-password
echo "Written: deploy/compose/secrets"
