"""Pictures of files that the system has made, or makes: no decoder of ours for clips and documents.

On Linux what file managers keep (the Thumbnail Managing Standard of freedesktop.org), on macOS
Quick Look.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

from ossdrop.program.own_process import own_environment

_QUICK_LOOK, _WITHIN_S = "/usr/bin/qlmanage", 4.0
_SIZES = ("xx-large", "x-large", "large", "normal")
_MOST_BYTES = 8 * 1024**2


def system_picture(path: Path) -> QImage | None:
    """The picture that the system has of a file, None for none. Waits for the disk."""
    with contextlib.suppress(OSError, ValueError):
        if sys.platform == "darwin":
            return _by_quick_look(path)
        if sys.platform != "win32":
            return _kept_by_desktop(path)
    return None


def _kept_by_desktop(path: Path) -> QImage | None:
    """Kept under the file's address, with the time of the file that it was made of."""
    modified_s = str(int(path.stat().st_mtime))
    for kept in _places(path):
        if kept.is_file() and kept.stat().st_size <= _MOST_BYTES:
            image = QImage(str(kept))
            made_of = image.text("Thumb::MTime").partition(".")[0]
            if made_of == modified_s and not image.isNull():
                return image
    return None


def _places(path: Path) -> Iterator[Path]:
    address = path.absolute().as_uri()
    name = hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for size in _SIZES:
        yield home / "thumbnails" / size / f"{name}.png"


def _by_quick_look(path: Path) -> QImage | None:
    with tempfile.TemporaryDirectory() as folder:
        command = [_QUICK_LOOK, "-t", "-s", "660", "-o", folder, str(path.absolute())]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=own_environment(),
                timeout=_WITHIN_S,
                check=False,
            )
        made = next(Path(folder).glob("*.png"), None)
        image = QImage(str(made)) if made is not None else QImage()
        return None if image.isNull() else image
