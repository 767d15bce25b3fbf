"""A tar.xz of the bundle with scripts that install it for one person, without root."""

from __future__ import annotations

import platform
import shutil
import tarfile
from pathlib import Path

from tools import xz
from tools.linux_files import MADE_AT, ROOT, lay_out, set_modes

_SCRIPTS = ROOT / "packaging" / "linux"


def make(dist: Path, build: Path, version: str) -> Path:
    """Pack `dist/OssDrop`; returns the archive, which lies beside it."""
    shutil.rmtree(build, ignore_errors=True)
    name = f"ossdrop-{version}-linux-{platform.machine()}"
    folder = build / name
    lay_out(dist / "OssDrop", folder / "files")
    for script in ("install.sh", "uninstall.sh"):
        shutil.copy(_SCRIPTS / script, folder)
    shutil.copy(ROOT / "LICENSE", folder)
    set_modes(folder, folder / "files" / "lib" / "ossdrop")
    archive = dist / f"{name}.tar.xz"
    with xz.opened(archive) as file, tarfile.open(fileobj=file, mode="w") as packed:
        for path in sorted([folder, *folder.rglob("*")]):
            packed.add(path, str(path.relative_to(build)), recursive=False, filter=_plain)
    return archive


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's name and no hour in it."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = MADE_AT
    return member
