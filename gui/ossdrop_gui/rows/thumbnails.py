"""Small pictures for the rows: made in another process, kept for the rows seen last."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from ossdrop.program.own_process import own_environment, own_working_folder
from ossdrop_gui.background import Background

_KEPT = 300
_TIME_LIMIT_S = 5.0  # of one picture; the process also has to start
_LENGTH = struct.Struct(">I")
_MOST_BYTES, _MOST_LARGE_BYTES = 1024**2, 8 * 1024**2  # of a square of 80 pixels, of a preview


class ThumbnailProcess:
    """The process that makes them. It is started when the first is asked for, and anew after one
    that took too long or too much. Calls block, and come from any thread.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def read(self, path: Path, within: QSize | None = None) -> QImage | None:
        """The picture of a file; None where there is none, or it was not to be had in time.

        A small square one, or with `within` the whole of it, no larger than that.
        """
        with self._lock:
            process = self._started()
            if process is None:
                return None
            guard = threading.Timer(_TIME_LIMIT_S, process.kill)
            guard.start()
            try:
                picture = self._ask(process, path, within)
            finally:
                guard.cancel()
                guard.join()
        image = QImage.fromData(picture) if picture else QImage()
        return None if image.isNull() else image

    def close(self) -> None:
        """End it, whatever it does; what waits for it gets no picture."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._reap()

    def _started(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None and self._process.poll() is not None:
            self._reap()
        if self._process is None and not self._closed:
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(
                    _command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=own_working_folder(),
                    env=own_environment(),
                )
        if self._closed:  # perhaps just now
            self._reap()
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], path: Path, within: QSize | None) -> bytes:
        if process.stdin is None or process.stdout is None:
            return b""
        try:
            size = f" {within.width()} {within.height()}" if within is not None else ""
            process.stdin.write(f"{os.fsencode(path).hex()}{size}\n".encode())
            process.stdin.flush()
            (length,) = _LENGTH.unpack(process.stdout.read(_LENGTH.size))
            most = _MOST_BYTES if within is None else _MOST_LARGE_BYTES
            return process.stdout.read(length) if length <= most else b""
        except (OSError, struct.error):  # it was ended
            self._reap()
            return b""

    def _reap(self) -> None:
        if (process := self._process) is not None:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()
            self._process = None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--thumbnails"]
    return [sys.executable, "-P", "-m", "ossdrop_gui.rows.thumbnail_worker"]


class Thumbnails(QObject):
    """Asked while painting: gives what is there, and tells when there is more."""

    arrived = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._process = ThumbnailProcess()
        background.close_first(self._process.close)
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
            self._background.make_picture(
                lambda: self._process.read(path), lambda image: self._take(path, image)
            )
        return None

    def look_at(self, path: Path, within: QSize, take: Callable[[QImage | None], None]) -> None:
        """Have a whole picture made, no larger than a size."""
        self._background.make_picture(lambda: self._process.read(path, within), take)

    def _take(self, path: Path, image: QImage | None) -> None:
        self._asked.discard(path)
        # Pixmaps belong to the UI thread.
        self._kept[path] = QPixmap.fromImage(image) if image is not None else None
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if image is not None:
            self.arrived.emit()
