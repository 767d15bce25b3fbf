"""Small pictures for the rows: made in another process, kept for the rows seen last."""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPixmap

from ossdrop.history.entry import HistoryEntry
from ossdrop.program.worker_process import WorkerProcess
from ossdrop_gui.background import Background
from ossdrop_gui.look.theme import font
from ossdrop_gui.rows.sent_file import SentFile

_File = Path | SentFile
_KEPT = 300
_TIME_LIMIT_S = 5.0  # of one picture; the process also has to start
_SECONDS = "seconds"  # as the process names it
_PDF = "application/pdf"
_LENGTH_SIZE, _LONG_SIZE, _LENGTH_HEIGHT = 18, 15, 22  # of a picture that is shown at half its size
_MOST_BYTES, _MOST_LARGE_BYTES = 1024**2, 8 * 1024**2  # of a square of 80 pixels, of a preview


class ThumbnailProcess:
    """The process that makes them. Calls block, and come from any thread."""

    def __init__(self) -> None:
        self._worker = WorkerProcess(lambda: _command())  # noqa: PLW0108 - looked up as it starts
        self.close = self._worker.close

    def read(self, path: Path, within: QSize | None = None) -> QImage | None:
        """The picture of a file; None where there is none, or it was not to be had in time.

        A small square one, or with `within` the whole of it, no larger than that.
        """
        size = f" {within.width()} {within.height()}" if within is not None else ""
        picture = self._worker.ask(
            f"{os.fsencode(path).hex()}{size}",
            within_s=_TIME_LIMIT_S,
            most_bytes=_MOST_BYTES if within is None else _MOST_LARGE_BYTES,
        )
        # It gives PNG. Asked which kind it is, the handler of SVG connects a signal: this thread
        # has the GIL then and waits for Qt, while another has Qt's lock and waits for the GIL.
        image = QImage.fromData(picture, "PNG") if picture else QImage()  # type: ignore[arg-type]
        return None if image.isNull() else image


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--thumbnails"]
    return [sys.executable, "-P", "-m", "ossdrop_gui.rows.thumbnail_worker"]


def may_be_pictured(content_type: str) -> bool:
    """Whether a file may have a picture: of its own, a clip's frame, a recording's cover."""
    return content_type.startswith(("image/", "video/", "audio/")) or content_type == _PDF


def _with_length(picture: QPixmap, image: QImage) -> QPixmap:
    """A clip carries how long it is."""
    told = image.text(_SECONDS)
    if not (told.isdigit() and int(told)):
        return picture
    minutes, seconds = divmod(int(told), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    face = font(_LONG_SIZE if hours else _LENGTH_SIZE, QFont.Weight.DemiBold)
    room = QFontMetrics(face).horizontalAdvance(text) + 8
    place = QRect(0, 0, room, _LENGTH_HEIGHT)
    place.moveBottomRight(picture.rect().bottomRight() - QPoint(7, 7))
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 158))
        painter.drawRoundedRect(place, 6, 6)
        painter.setFont(face)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    return picture


class Thumbnails(QObject):
    """Asked while painting: gives what is there, and tells when there is more."""

    arrived = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._process = ThumbnailProcess()
        background.close_first(self._process.close)
        self._kept: OrderedDict[_File, QPixmap | None] = OrderedDict()
        self._asked: set[_File] = set()

    def of(self, entry: HistoryEntry) -> QPixmap | None:
        """The picture of a row: none where it came in a file, whose path may lead to a server."""
        return None if entry.is_imported else self.get(SentFile.of(entry), entry.content_type)

    def get(self, file: Path | SentFile, content_type: str) -> QPixmap | None:
        """The picture of a file, None while, or because, there is none.

        Of one that was sent only while it is the same: a link leads to what was there then.
        """
        if not may_be_pictured(content_type):
            return None
        if file in self._kept:
            self._kept.move_to_end(file)
            return self._kept[file]
        if file not in self._asked and len(self._asked) < _KEPT:
            self._asked.add(file)
            self._background.make_picture(
                lambda: self._read(file), lambda image: self._take(file, image)
            )
        return None

    def _read(self, file: _File, within: QSize | None = None) -> QImage | None:
        if isinstance(file, SentFile):
            return self._process.read(file.path, within) if file.is_there else None
        return self._process.read(file, within)

    def forget(self, paths: Iterable[Path]) -> None:
        """Other files may be there now."""
        changed = set(paths)
        for file in list(self._kept):
            if (file.path if isinstance(file, SentFile) else file) in changed:
                del self._kept[file]

    def look_at(self, file: SentFile, within: QSize, take: Callable[[QImage | None], None]) -> None:
        """Have a whole picture made, no larger than a size."""
        self._background.make_picture(lambda: self._read(file, within), take)

    def _take(self, file: _File, image: QImage | None) -> None:
        self._asked.discard(file)
        # Pixmaps belong to the UI thread.
        self._kept[file] = _with_length(QPixmap.fromImage(image), image) if image else None
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if image is not None:
            self.arrived.emit()
