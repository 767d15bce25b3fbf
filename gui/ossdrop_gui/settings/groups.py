"""What belongs together in a card of its own, and cards in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.settings.form import Card, Field, Form

_TWO_COLUMNS_FROM = 840  # px: English needs them
_GAP = 16


class Group(Card):
    """A heading, fields, ticks and what else there is, below one another."""

    def __init__(
        self,
        fields: Sequence[Field] = (),
        ticks: Sequence[QCheckBox] = (),
        others: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._heading = PlainLabel()
        set_look(self._heading, "group")
        self.column.setSpacing(10)
        self.column.addWidget(self._heading)
        if fields:
            form = Form()
            for field in fields:
                form.add(field)
            self.column.addWidget(form)
        for widget in (*ticks, *others):
            self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def name(self, text: str) -> None:
        """Say what is in it."""
        self._heading.setText(text)


class Columns(QWidget):
    """Cards in two columns, or one."""

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = 1
        self._halves = tuple(_below_one_another(cards) for cards in (left, right))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column: else two of them would never be given up again."""
        width = max(half.minimumSizeHint().width() for half in self._halves)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for another number of columns."""
        columns = 2 if event.size().width() >= _TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        for number, half in enumerate(self._halves):
            self._grid.removeWidget(half)
            self._grid.addWidget(half, number // self._columns, number % self._columns)
            self._grid.setColumnStretch(number, 1 if number < self._columns else 0)


def _below_one_another(cards: Sequence[QWidget]) -> QWidget:
    half = QWidget()
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return half
