"""Makes small pictures in a process of its own, which can be ended: files are made by anybody.

A drawing of 2 KB can keep a renderer busy for ever, and a header can promise more pixels than there
is memory. A request is a path in hex, with a size where the whole is wanted; the answer a PNG.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # drawings need an application, and no screen

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageIOHandler, QImageReader

from ossdrop.media.frame import frame_of
from ossdrop.media.look import look
from ossdrop.program.worker_process import limit_own_process, serve
from ossdrop.storage.object_key import content_type_of
from ossdrop_gui.rows.system_pictures import system_picture

SIDE = 80  # twice the thumbnail: crisp at 200 %
SECONDS = "seconds"  # a text of the picture: how long its clip is
_COVERS = QSize(SIDE, SIDE)
_LEAST_FRAME = 4 * SIDE  # px: the short side of a wide clip still fills the square
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
    if within:
        return _png(_whole_of(path, QSize(*map(int, within))))
    return _png(_square(_image_of(path, _COVERS, Qt.AspectRatioMode.KeepAspectRatioByExpanding)))


def _whole_of(path: Path, within: QSize) -> QImage:
    """The whole picture, no larger than a size."""
    return _image_of(path, within, Qt.AspectRatioMode.KeepAspectRatio)


def _image_of(path: Path, size: QSize, mode: Qt.AspectRatioMode) -> QImage:
    """The picture of a file in a size; a null one where there is none to be had."""
    kind = content_type_of(path.name).partition("/")[0]
    if not path.is_file():
        return QImage()
    if kind == "image":
        return _picture_of(path, size, mode)
    image, facts = system_picture(path), None
    if kind in ("video", "audio"):
        with contextlib.suppress(OSError):
            facts = look(path)
    if image is None and facts is not None:
        side = max(size.width(), size.height(), _LEAST_FRAME)
        image = QImage.fromData(frame_of(path, facts, side))
    if image is None or image.isNull():
        return QImage()
    image = image.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    if kind == "video" and facts is not None:
        image.setText(SECONDS, f"{facts.seconds:.0f}")
    return image


def _picture_of(path: Path, wanted: QSize, mode: Qt.AspectRatioMode) -> QImage:
    if not _is_harmless(path):
        return QImage()
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        is_turned = bool(
            reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        )
        box = wanted.transposed() if is_turned else wanted
        fits = size.width() <= box.width() and size.height() <= box.height()
        if not fits or mode is Qt.AspectRatioMode.KeepAspectRatioByExpanding:
            reader.setScaledSize(size.scaled(box, mode))
    return reader.read()


def _square(image: QImage) -> QImage:
    left, top = max((image.width() - SIDE) // 2, 0), max((image.height() - SIDE) // 2, 0)
    middle = image.copy(left, top, min(SIDE, image.width()), min(SIDE, image.height()))
    middle.setText(SECONDS, image.text(SECONDS))
    return middle


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
    if image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


if __name__ == "__main__":
    sys.exit(main())
