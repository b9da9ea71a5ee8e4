#!/bin/sh
# Collect, save, and meet what others saved. Run daily in the newsletter's folder, by systemd or cron.
# Safe to run late and twice: nothing that was seen is collected again, and a second run at the same time stops by itself.
set -eu
cd "$(dirname "$0")/.."
if [ -d .venv/bin ]; then
  PATH="$PWD/.venv/bin:$PATH"
fi
shared=$(git remote)
git config merge.kawaraban.driver "kawaraban merge %O %A %B"
git config merge.directoryRenames false # a month whose candidates are all decided is no renamed folder
if [ -n "$shared" ]; then
  git pull --quiet --no-rebase --no-edit
fi
kawaraban collect
git add --all content
if ! git diff --cached --quiet; then
  git commit --quiet --message "候補を集めました($(TZ=Asia/Tokyo date +%Y-%m-%d))"
fi
if [ -n "$shared" ]; then
  git push --quiet
fi
