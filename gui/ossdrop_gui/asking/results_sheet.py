"""What came back of a batch: files and answers, to read and to keep as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ossdrop.printable import filled, printable
from ossdrop_gui.asking.flow import AskFlow
from ossdrop_gui.desktop.file_dialogs import ask_where_to_write
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.words.wording import translate

if TYPE_CHECKING:
    from ossdrop.asking.batches import Result

_SIZE = (760, 520)
_MARGIN = 20
_MOST_ROWS = 2000  # the table that is saved has them all


class ResultsSheet(QDialog):
    """Over the window; Escape ends it."""

    def __init__(
        self, parent: QWidget, flow: AskFlow, results: Sequence[Result], name: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self.resize(*_SIZE)
        self._flow, self._results = flow, results
        failed = sum(bool(one.error) for one in results)
        heading = filled(translate("asking", "Answers: %1"), len(results) - failed)
        if failed:
            without = filled(translate("asking", "without one: %1"), failed)
            heading = f"{heading} · {without}"
        title = PlainLabel(heading)
        set_look(title, "heading")
        self.table = QTableWidget(min(len(results), _MOST_ROWS), 2)
        self.table.setHorizontalHeaderLabels(
            [translate("asking", "File"), translate("asking", "Answer")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, _SIZE[0] // 3)
        for row, one in enumerate(results[:_MOST_ROWS]):
            answer = one.answer or filled(translate("asking", "None: %1"), one.error)
            for column, text in enumerate((one.file, answer)):
                item = QTableWidgetItem(printable(text, keep="\n"))
                item.setToolTip("")
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.button = QPushButton(translate("asking", "Save as a table…"))
        set_look(self.button, "primary")
        self.button.clicked.connect(self._on_button_clicked)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.button)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(self.table, 1)
        inner.addLayout(foot)

    @Slot()
    def _on_button_clicked(self) -> None:
        title = translate("asking", "Save the answers")
        write = partial(self._flow.write_table, self._results)
        ask_where_to_write(self, title, "answers.csv", "CSV (*.csv)", write)
