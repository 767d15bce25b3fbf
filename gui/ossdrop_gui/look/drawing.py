"""Drawings of ours, in the colours of the theme that was applied."""

from __future__ import annotations

import functools
from dataclasses import asdict

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ossdrop.program.paths import assets_folder
from ossdrop_gui.look.theme import palette


@functools.cache
def _source(name: str) -> str:
    return (assets_folder() / "drawings" / f"{name}.svg").read_text(encoding="utf-8")


class Drawing(QWidget):
    """One of the drawings; it says nothing that is not said in words too."""

    def __init__(self, name: str, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawn anew each time: that is seldom, and follows the theme by itself."""
        from PySide6.QtSvg import QSvgRenderer  # not before it is needed

        source = _source(self._name)
        for token, colour in asdict(palette()).items():
            source = source.replace(f"{{{token}}}", colour)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(self.rect()))
