"""Words of others are shown as they are: Qt would take `<img …>` in a name or an answer for markup.

Markup can load a picture from a share of somebody else's, which gives Windows' sign-in away.
"""

from __future__ import annotations

from html import escape
from unicodedata import east_asian_width

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QDialog, QLabel, QWidget

_BRIEF = 24  # columns of letters


class PlainLabel(QLabel):
    """A label without markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ShortLabel(PlainLabel):
    """One line that ends in … where there is no room for all of it; the tool tip has the whole."""

    def minimumSizeHint(self) -> QSize:
        """Room for the beginning is enough."""
        least = self.fontMetrics().horizontalAdvance("mmmm…")
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as there is room for."""
        metrics, room = self.fontMetrics(), self.contentsRect()
        if metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, self.alignment(), shown)


def on_button(text: str) -> str:
    """A text on a button or in a menu: there, & underlines the next letter."""
    return text.replace("&", "&&")


def brief(name: str) -> str:
    """A name that shares a line with other words: cut in its middle where it is long."""
    if _columns(name) <= _BRIEF:
        return name
    front = back = ""
    while _columns(front) < _BRIEF // 2 - 1:
        front += name[len(front)]
    while _columns(back) < _BRIEF // 2 - 1:
        back = name[-len(back) - 1] + back
    return f"{front}…{back}"


def _columns(text: str) -> int:
    """How wide it is: Chinese letters take two."""
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)


def plain_tip(text: str) -> str:
    """A text as a tool tip, which has no format of its own."""
    return (
        f"<p style='white-space: pre-wrap'>{escape(text)}</p>"
        if Text.mightBeRichText(text)
        else text
    )


def show_plainly(box: QDialog) -> None:
    """No markup in a question; call it once it has its texts."""
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
