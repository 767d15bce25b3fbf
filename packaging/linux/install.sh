#!/bin/sh
# Installs OssDrop for you alone, without root: into ~/.local, or the folder that you name.
#   ./install.sh [FOLDER]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-$HOME/.local}

if ! "$here/files/lib/ossdrop/ossdrop-cli" --version >/dev/null; then
    echo "OssDrop does not run here. It needs Debian 12, Ubuntu 22.04, Fedora 36 or newer." >&2
    echo "Nothing was installed." >&2
    exit 1
fi
mkdir -p "$prefix"
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
list=$prefix/lib/ossdrop/installed-files
if [ -f "$list" ]; then # an older version: what it has and this one has not would stay
    sh "$prefix/lib/ossdrop/uninstall.sh" >/dev/null
fi
cp -R "$here/files/." "$prefix/"
cp "$here/uninstall.sh" "$prefix/lib/ossdrop/uninstall.sh"
(cd "$here/files" && find . ! -type d | sort) | sed 's|^\./||' >"$list"
# A desktop does not always look into this folder for programs.
entry=$prefix/share/applications/com.ossdrop.OssDrop.desktop
sed "s|^Exec=ossdrop|Exec=\"$prefix/bin/ossdrop\"|" "$entry" >"$entry.new"
mv "$entry.new" "$entry"
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database "$prefix/share/applications" >/dev/null 2>&1 || true
fi
echo "OssDrop is installed: $prefix/bin/ossdrop, and in the menu of your desktop."
echo "To remove it: sh $prefix/lib/ossdrop/uninstall.sh"
