"""Asks what a destination shall be called: not nothing, and not as another one is."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.plain import show_plainly


class NameDialog(QInputDialog):
    """Its button is there once the name can be used; what is wrong with it stands above."""

    def __init__(
        self, parent: QWidget | None, title: str, label: str, taken: Collection[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label, self._taken = label, frozenset(taken)
        self.setWindowTitle(title)
        self.setLabelText(label)
        show_plainly(self)
        self.textValueChanged.connect(self._on_text_value_changed)

    def ask(self, before: str, then: Callable[[str], None]) -> None:
        """Ask, with the name it has; `then` gets the new one."""
        self.setTextValue(before)
        self.textValueSelected.connect(lambda name: then(name.strip()))
        self.open()
        self._on_text_value_changed(before)  # now: opening it enables its button

    @Slot(str)
    def _on_text_value_changed(self, text: str) -> None:
        name = text.strip()
        is_taken = name in self._taken
        words = filled(self.tr("Another destination is called “%1” already."), name)
        self.setLabelText(words if is_taken else self._label)
        buttons = self.findChild(QDialogButtonBox)
        if isinstance(buttons, QDialogButtonBox):
            good = buttons.button(QDialogButtonBox.StandardButton.Ok)
            good.setEnabled(bool(name) and not is_taken)
