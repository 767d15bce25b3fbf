"""What the sheets about models have in common: which files, which model, what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ossdrop.history.entry import HistoryEntry
from ossdrop.models.catalogue import catalogue
from ossdrop.printable import filled, printable
from ossdrop_gui.look.choices import ChoiceBox
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.words.model_text import takes_text
from ossdrop_gui.words.wording import translate

_WIDTH, _MARGIN = 640, 20


class ModelSheet(QDialog):
    """Over the window; Escape ends it."""

    def __init__(
        self, parent: QWidget, entries: Sequence[HistoryEntry], model: str, title: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.entries = list(entries)
        self.question = QLineEdit(translate("asking", "What do you see?"))
        self.question.setAccessibleName(translate("asking", "Question"))
        self.model = ChoiceBox()
        self.model.setEditable(True)
        self.model.addItems(catalogue().offered)
        self.model.setAccessibleName(translate("asking", "Model"))
        temporary = next((entry.model for entry in self.entries if entry.model), "")
        self.model.setCurrentText(temporary or model)
        self.model.setEnabled(not temporary)  # no other one can open such a link
        self._takes = PlainLabel()
        set_look(self._takes, "small")
        self._takes.setWordWrap(True)
        files = PlainLabel(self._files_text())
        set_look(files, "strong")
        files.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.question, 1)
        row.addWidget(self.model)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.column.setSpacing(12)
        self.column.addWidget(files)
        self.column.addLayout(row)
        self.column.addWidget(self._takes)
        self.model.currentTextChanged.connect(self._say_what_it_takes)
        self._say_what_it_takes(self.model.currentText())
        self.question.selectAll()

    @property
    def model_name(self) -> str:
        """The model that is chosen."""
        return self.model.currentText().strip()

    def _files_text(self) -> str:
        name = printable(self.entries[0].name)
        more = len(self.entries) - 1
        if not more:
            return name
        return filled(translate("asking", "%1 and %2 more"), name, more)

    def _say_what_it_takes(self, name: str) -> None:
        self._takes.setText(takes_text(name.strip()))
