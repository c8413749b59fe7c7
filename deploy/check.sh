#!/usr/bin/env bash
# What the tests cannot do with npm alone: the real tools over what lies in deploy/, and backups of PostgreSQL by pg_dump.
# Needs a build (npm ci && npm run build) and, of Debian's or Ubuntu's packages: caddy postgresql postgresql-common shellcheck
# systemd yamllint.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n%s\n' "$1"; }

say "Scripts (shellcheck)"
shellcheck .ci/run deploy/*.sh deploy/*/*.sh

say "YAML (yamllint)"
yamllint --strict --config-file deploy/yamllint.yaml .github deploy

say "Proxy (caddy)"
PUBLIC_DOMAIN=bot.example.edu caddy validate --adapter caddyfile --config deploy/compose/Caddyfile
caddy fmt deploy/compose/Caddyfile | diff deploy/compose/Caddyfile -

say "Unit (systemd)"
systemd-analyze verify deploy/systemd/*.service
# In tenths: 2.0 of 10, which is no protection at all.
systemd-analyze security --offline=yes --threshold=20 deploy/systemd/*.service | tail -1

say "Backup and restore of PostgreSQL (pg_dump, pg_restore)"
pg_virtualenv npx jest --testMatch '**/tests/deploy/*.with-tools.ts'

say "All of it holds."
