"""The running transfers: heading with totals, the list, cancel all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gui.error_text import cause_text, detail_text, remedy_text
from gui.row_content import RowAction
from gui.row_list import RowList
from gui.upload.model import TransferModel
from gui.wording import left_text, size_text

_MOST_VISIBLE_ROWS = 4
_REFRESH_MS = 50


class TransferPane(QWidget):
    """Hidden while there is nothing to show."""

    cancel_asked = Signal(int)
    remove_asked = Signal(int)
    retry_asked = Signal(int)
    cancel_all_asked = Signal()

    def __init__(self, model: TransferModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._heading = QLabel()
        self._heading.setProperty("look", "strong")
        self._totals = QLabel()
        self._totals.setProperty("look", "soft")
        self._cancel_all = QPushButton()
        self._cancel_all.setProperty("look", "link")
        self._cancel_all.clicked.connect(self.cancel_all_asked)
        self.list = RowList()
        self.list.setModel(model)
        self.list.button_clicked.connect(self._on_list_button_clicked)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._heading)
        row.addWidget(self._totals)
        row.addStretch()
        row.addWidget(self._cancel_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.list)
        # Totals take a look at every row: a few times a second, not with every file.
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self._on_refresh_timeout)
        model.totals_changed.connect(self._on_model_totals_changed)
        self._retranslate()
        self._on_refresh_timeout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._cancel_all.setText(self.tr("Cancel all"))
        self.list.setAccessibleName(self.tr("Files being uploaded"))

    @Slot()
    def _on_model_totals_changed(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start()

    @Slot()
    def _on_refresh_timeout(self) -> None:
        rows = self._model.rowCount()
        self.setVisible(rows > 0)
        self.list.prefer_height_of(min(rows, _MOST_VISIBLE_ROWS))
        totals = self._model.totals
        is_open = self._model.open_count > 0
        self._heading.setText(self.tr("Uploading") if is_open else self.tr("Not uploaded"))
        words = [f"{totals.done} / {totals.all}"]
        if is_open and totals.all > 1:
            words.append(f"{size_text(totals.sent_bytes)} / {size_text(totals.size_bytes)}")
            if totals.left_s is not None:
                words.append(f"{size_text(totals.speed_bytes_per_s)}/s")
                words.append(left_text(totals.left_s))
        self._totals.setText(" · ".join(words))
        self._cancel_all.setVisible(is_open)

    @Slot(object, object)
    def _on_list_button_clicked(self, index: QModelIndex, action: RowAction) -> None:
        transfer = self._model.transfer(index)
        if action is RowAction.RETRY:
            self.retry_asked.emit(transfer.id)
        elif action is RowAction.CANCEL and transfer.state.is_terminal:
            self.remove_asked.emit(transfer.id)
        elif action is RowAction.CANCEL:
            self.cancel_asked.emit(transfer.id)
        elif action is RowAction.DETAILS and transfer.error is not None:
            box = QMessageBox(self.window())
            box.setWindowTitle(transfer.name)
            box.setText(cause_text(transfer.error))
            box.setInformativeText(
                f"{remedy_text(transfer.error)}\n\n{detail_text(transfer.error)}"
            )
            copy = box.addButton(self.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
            box.addButton(QMessageBox.StandardButton.Close)
            details = f"{cause_text(transfer.error)}\n{detail_text(transfer.error)}"
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            box.open()
