"""A few choices side by side, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from ossdrop_gui.look.theme import metrics, set_look


class _Segment(QPushButton):
    """As wide as its words are when it is chosen, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "segment")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """With its words in bold."""
        hint, text = super().sizeHint(), self.text()
        bold = metrics(weight=QFont.Weight.DemiBold).horizontalAdvance(text)
        return QSize(
            hint.width() + bold - self.fontMetrics().horizontalAdvance(text), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut."""
        return self.sizeHint()


class Segments(QWidget):
    """A few choices side by side, of which one is chosen."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        track = QFrame()
        set_look(track, "track")
        row = QHBoxLayout(track)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(track)
        around.addStretch()
        for number in range(count):
            button = _Segment()
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        self._group.buttonToggled.connect(self._on_group_button_toggled)

    @Slot(QAbstractButton, bool)
    def _on_group_button_toggled(self, button: QAbstractButton, is_chosen: bool) -> None:  # noqa: FBT001 - a signal's
        """Tab leads to what is chosen, and the arrows to the others, as on a row of radio buttons.

        Qt does so only once the keyboard was there, and then for the first of them.
        """
        if is_chosen:
            for other in self._group.buttons():
                policy = (
                    Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus
                )
                other.setFocusPolicy(policy)

    def name(self, texts: Sequence[str]) -> None:
        """Say what the choices are."""
        for number, text in enumerate(texts):
            self._group.button(number).setText(text)

    def choose(self, number: int) -> None:
        """Choose one; no signal is sent."""
        self._group.button(number).setChecked(True)

    def enable(self, number: int, *, is_enabled: bool) -> None:
        """Whether one can be chosen."""
        self._group.button(number).setEnabled(is_enabled)

    def offer(self, number: int, *, is_offered: bool) -> None:
        """Whether one is shown at all."""
        self._group.button(number).setVisible(is_offered)

    @property
    def current(self) -> int:
        """The number of the chosen one, -1 for none."""
        return self._group.checkedId()
