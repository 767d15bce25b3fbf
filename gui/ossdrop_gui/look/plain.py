"""Words of others are shown as they are: Qt would take `<img …>` in a name or an answer for markup.

Markup can load a picture from a share of somebody else's, which gives Windows' sign-in away.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


class PlainLabel(QLabel):
    """A label without markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """A text as a tool tip, which has no format of its own."""
    return (
        f"<p style='white-space: pre-wrap'>{escape(text)}</p>"
        if Text.mightBeRichText(text)
        else text
    )


def show_plainly(box: QMessageBox) -> None:
    """No markup in a question; call it once it has its texts."""
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
