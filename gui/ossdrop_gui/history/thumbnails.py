"""Small pictures for the rows: read off the UI thread, kept for the rows seen last."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from ossdrop_gui.background import Background

_KEPT = 300
_MOST_FILE_BYTES = 64 * 1024**2  # a larger one takes too long for so small a picture
_SIDE = 68  # twice the badge: crisp at 200 %


class Thumbnails(QObject):
    """Asked while painting: gives what is there, and tells when there is more."""

    arrived = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kept: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._asked: set[Path] = set()

    def get(self, path: Path, content_type: str) -> QPixmap | None:
        """The picture of a file, None while, or because, there is none."""
        if not content_type.startswith("image/"):
            return None
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._asked and len(self._asked) < _KEPT:
            self._asked.add(path)
            self._background.run(lambda: _read(path), lambda image: self._take(path, image))
        return None

    def _take(self, path: Path, image: QImage | None) -> None:
        self._asked.discard(path)
        # Pixmaps belong to the UI thread.
        self._kept[path] = QPixmap.fromImage(image) if image is not None else None
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if image is not None:
            self.arrived.emit()


def _read(path: Path) -> QImage | None:
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            return None
    except OSError:
        return None
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        whole = QSize(_SIDE, _SIDE)
        reader.setScaledSize(size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    left, top = (image.width() - _SIDE) // 2, (image.height() - _SIDE) // 2
    return image.copy(
        max(left, 0), max(top, 0), min(_SIDE, image.width()), min(_SIDE, image.height())
    )
