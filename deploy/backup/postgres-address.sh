# shellcheck shell=bash
# Sets $address to the bot's own DATABASE_URL (or what is in the file DATABASE_URL_FILE), with the password taken out of it: the
# arguments of a process are seen by everybody on the machine.
if [[ -n ${DATABASE_URL_FILE:-} ]]; then
  address=$(<"$DATABASE_URL_FILE")
else
  address=${DATABASE_URL:?"set it, or DATABASE_URL_FILE, as for the bot"}
fi
unset DATABASE_URL
if [[ $address =~ ^(postgres(ql)?://[^:@/]*):([^@/]*)@(.*)$ ]]; then
  address=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
  # In an address signs are written as %40 and the like.
  password=${BASH_REMATCH[3]//\\/\\\\}
  PGPASSWORD=$(printf '%b' "${password//%/\\x}")
  export PGPASSWORD
fi
