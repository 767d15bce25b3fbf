"""A zip of the bundle for Windows that needs no installer: unpack it, start OssDrop.exe."""

from __future__ import annotations

import zipfile
from pathlib import Path

_MADE_AT = (2026, 11, 23, 0, 0, 0)  # the same content makes the same archive


def make(dist: Path, version: str) -> Path:
    """Pack `dist/OssDrop`; returns the archive, which lies beside it."""
    bundle, archive = dist / "OssDrop", dist / f"OssDrop-{version}-portable.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(bundle.rglob("*"), key=Path.as_posix):
            if path.is_file():
                member = zipfile.ZipInfo(path.relative_to(dist).as_posix(), _MADE_AT)
                member.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(member, path.read_bytes())
    return archive
