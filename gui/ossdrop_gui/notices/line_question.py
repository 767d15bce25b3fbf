"""Asks for one line of text that has to make sense: its button waits until it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QWidget

from ossdrop_gui.look.plain import show_plainly


class LineQuestion(QInputDialog):
    """What is wrong with what is typed stands above it.

    `why_not` gets the text without blanks around it and says why it cannot be used: None where it
    can, "" where nothing need be said about it.
    """

    def __init__(
        self, parent: QWidget | None, title: str, label: str, why_not: Callable[[str], str | None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label, self._why_not = label, why_not
        self.setWindowTitle(title)
        self.setLabelText(label)
        show_plainly(self)
        self.textValueChanged.connect(self._on_text_value_changed)

    def ask(self, text: str, then: Callable[[str], None]) -> None:
        """Ask, with a text to begin with; `then` gets the one that was typed."""
        self.setTextValue(text)
        self.textValueSelected.connect(lambda text: then(text.strip()))
        self.open()
        self._on_text_value_changed(text)  # now: opening it enables its button

    @Slot(str)
    def _on_text_value_changed(self, text: str) -> None:
        reason = self._why_not(text.strip())
        self.setLabelText(reason or self._label)
        buttons = self.findChild(QDialogButtonBox)
        if isinstance(buttons, QDialogButtonBox):
            buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(reason is None)
