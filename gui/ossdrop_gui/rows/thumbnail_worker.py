"""Makes small pictures in a process of its own, which can be ended: files are made by anybody.

A drawing of 2 KB can keep a renderer busy for ever, and a header can promise more pixels than there
is memory. A request is a path in hex, with a size where the whole is wanted; the answer a PNG.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # drawings need an application, and no screen

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageIOHandler, QImageReader

from ossdrop.program.worker_process import limit_own_process, serve

SIDE = 80  # twice the thumbnail: crisp at 200 %
_MOST_FILE_BYTES = 64 * 1024**2  # a larger one takes too long for so small a picture
_MOST_DRAWING_BYTES = 512 * 1024
_MOST_PIXELS_MB = 128
# What a drawing may not have: what runs, what grows, what is elsewhere.
_NOT_IN_DRAWINGS = (b"<!entity", b"<!doctype", b"<script", b"href", b"<image", b"<use", b"@import")


def main() -> int:
    """Serve until stdin closes."""
    limit_own_process()
    QImageReader.setAllocationLimit(_MOST_PIXELS_MB)
    app = QGuiApplication(["ossdrop-thumbnails"])
    serve(_answer)
    del app
    return 0


def _answer(request: str) -> bytes:
    name, *within = request.split()
    path = Path(os.fsdecode(bytes.fromhex(name)))
    return _whole_of(path, QSize(*map(int, within))) if within else _picture_of(path)


def _picture_of(path: Path) -> bytes:
    """A square PNG, b"" for none."""
    if not _is_harmless(path):
        return b""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        whole = QSize(SIDE, SIDE)
        reader.setScaledSize(size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return b""
    left, top = max((image.width() - SIDE) // 2, 0), max((image.height() - SIDE) // 2, 0)
    return _png(image.copy(left, top, min(SIDE, image.width()), min(SIDE, image.height())))


def _whole_of(path: Path, within: QSize) -> bytes:
    """The whole picture as PNG, no larger than a size; b"" for none."""
    if not _is_harmless(path):
        return b""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        is_turned = bool(
            reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        )
        box = within.transposed() if is_turned else within
        fits = size.width() <= box.width() and size.height() <= box.height()
        if not fits:
            reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return b"" if image.isNull() else _png(image)


def _is_harmless(path: Path) -> bool:
    try:
        size = path.stat().st_size
        if not path.is_file() or size > _MOST_FILE_BYTES:
            return False
        with path.open("rb") as file:
            beginning = file.read(_MOST_DRAWING_BYTES)
    except OSError:
        return False
    # Of UTF-16 and UTF-32 too: what is looked for must not hide between NULs.
    text = beginning.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lower()
    is_drawing = b"<svg" in text or text.startswith((b"<?xml", b"\x1f\x8b"))  # also packed ones
    if not is_drawing:
        return True
    has_more = size > len(beginning) or text.startswith(b"\x1f\x8b")
    return not has_more and not any(sign in text for sign in _NOT_IN_DRAWINGS)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


if __name__ == "__main__":
    sys.exit(main())
