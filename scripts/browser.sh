#!/bin/sh
# Installs Debian's Chromium for the browser tests when it can, says so when it cannot.
set -u
if command -v chromium >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Chromium manque : installation par apt…"
  if { apt-get install -y -q chromium || { apt-get update -q && apt-get install -y -q chromium; }; } >/tmp/passerelles-apt.log 2>&1; then
    exit 0
  fi
  tail -n 3 /tmp/passerelles-apt.log
fi
echo "*** Chromium absent : LES TESTS DE NAVIGATEUR SERONT IGNORÉS (apt-get install chromium). ***"
