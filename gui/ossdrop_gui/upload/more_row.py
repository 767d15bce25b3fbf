"""The last line of the card of uploads: how many more wait, and a way to see them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.rows.content import EDGE, TEXT_LEFT

_HEIGHT = 36


class MoreRow(QFrame):
    """A line below the rows, part of their card."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._toggle = PlainLabel(), QPushButton()
        set_look(self, "card-foot")
        set_look(self._words, "small")
        set_look(self._toggle, "small-link")
        self._toggle.clicked.connect(self.toggled)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_LEFT, 0, EDGE, 0)
        row.addWidget(self._words)
        row.addStretch()
        row.addWidget(self._toggle)

    def say(self, count: int, *, shows_all: bool) -> None:
        """`count` more are waiting; all of the others are shown, or only the first ones."""
        self._words.setText(self.tr("%Ln more files", None, count) if count else "")
        self._toggle.setText(self.tr("Show fewer") if shows_all else self.tr("Show"))
