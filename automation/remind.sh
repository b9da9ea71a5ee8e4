#!/bin/sh
# Says which cut-off is near, once for each: on standard output, so that cron mails it; or by the command that is given,
# which reads it: automation/remind.sh mail -s 締切のお知らせ editors@newsletter.example
set -eu
cd "$(dirname "$0")/.."
if [ -d .venv/bin ]; then
  PATH="$PWD/.venv/bin:$PATH"
fi
text=$(kawaraban schedule --due --once)
if [ -z "$text" ]; then
  exit 0
fi
if [ "$#" -gt 0 ]; then
  printf '%s\n' "$text" | "$@"
else
  printf '%s\n' "$text"
fi
