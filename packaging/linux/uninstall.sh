#!/bin/sh
# Removes what install.sh has put there; settings, history and keys stay.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=$(CDPATH='' cd -- "$home/../.." && pwd)
cd "$prefix"
while IFS= read -r file; do
    rm -f -- "$file"
    folder=$(dirname -- "$file")
    while [ "$folder" != . ] && rmdir -- "$folder" 2>/dev/null; do
        folder=$(dirname -- "$folder")
    done
done <"$home/installed-files"
rm -f -- "$home/installed-files" "$home/uninstall.sh"
folder=lib/ossdrop
while [ "$folder" != . ] && rmdir -- "$folder" 2>/dev/null; do
    folder=$(dirname -- "$folder")
done
if command -v update-desktop-database >/dev/null 2>&1 && [ -d share/applications ]; then
    update-desktop-database share/applications >/dev/null 2>&1 || true
fi
echo "OssDrop is removed. Its settings and its history are kept."
