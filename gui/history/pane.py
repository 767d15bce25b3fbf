"""The history on the page: heading, list, and the menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from core.history import HistoryEntry
from core.links import LinkFormat
from gui.history.model import HistoryModel
from gui.row_content import RowAction
from gui.row_list import RowList

_TICK_MS = 1000
_GLOW_MS = 2500


class HistoryPane(QWidget):
    """Rows whose countdowns tick once a second while they can be seen."""

    link_asked = Signal(object, object)  # HistoryEntry, LinkFormat
    open_asked = Signal(object)
    remove_asked = Signal(object)
    send_again_asked = Signal(object)  # paths

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._heading = QLabel()
        self._heading.setProperty("look", "heading")
        self._empty = QLabel()
        self._empty.setProperty("look", "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.list = RowList()
        self.list.setModel(model)
        self.list.button_clicked.connect(self._on_list_button_clicked)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(self._stack, 1)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)
        self._glow = QTimer(self)
        self._glow.setSingleShot(True)
        self._glow.setInterval(_GLOW_MS)
        self._glow.timeout.connect(model.stop_glowing)
        model.count_changed.connect(self._on_model_count_changed)
        self._retranslate()

    def show_new(self, ids: list[int]) -> None:
        """Show rows that were just added; they glow once."""
        self._model.reload(glow=ids)
        self._glow.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while there is something to see."""
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nothing is seen."""
        self._tick.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("History"))
        self._empty.setText(
            self.tr("Files you upload are listed here, with a fresh link any time.")
        )
        self.list.setAccessibleName(self.tr("Uploaded files"))

    @Slot()
    def _on_model_count_changed(self) -> None:
        self._stack.setCurrentIndex(1 if self._model.rowCount() else 0)

    @Slot()
    def _on_tick_timeout(self) -> None:
        if not self.window().isMinimized():
            self.list.viewport().update()

    @Slot(object, object)
    def _on_list_button_clicked(self, index: QModelIndex, action: RowAction) -> None:
        entry = self._model.entry(index.row())
        if entry is None:
            return
        if action is RowAction.COPY_LINK:
            self.link_asked.emit(entry, LinkFormat.URL)
        elif action is RowAction.MORE:
            corner = self.list.button_rect(index, RowAction.MORE).bottomLeft()
            self._open_menu(entry, self.list.viewport().mapToGlobal(corner))

    @Slot(QPoint)
    def _on_list_menu_requested(self, position: QPoint) -> None:
        index = self.list.indexAt(position)
        entry = self._model.entry(index.row()) if index.isValid() else None
        if entry is not None:
            self._open_menu(entry, self.list.viewport().mapToGlobal(position))

    def _open_menu(self, entry: HistoryEntry, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copies = {
            self.tr("Copy link"): LinkFormat.URL,
            self.tr("Copy as Markdown"): LinkFormat.MARKDOWN,
            self.tr("Copy for a Qwen message (JSON)"): LinkFormat.DASHSCOPE,
        }
        for text, style in copies.items():
            menu.addAction(text).triggered.connect(
                lambda _=False, style=style: self.link_asked.emit(entry, style)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Open in browser")).triggered.connect(
            lambda: self.open_asked.emit(entry)
        )
        folder = QUrl.fromLocalFile(str(entry.source_path.parent))
        menu.addAction(self.tr("Show file in its folder")).triggered.connect(
            lambda: QDesktopServices.openUrl(folder)
        )
        menu.addAction(self.tr("Send the file again")).triggered.connect(
            lambda: self.send_again_asked.emit([entry.source_path])
        )
        menu.addSeparator()
        menu.addAction(self.tr("Remove from history")).triggered.connect(
            lambda: self.remove_asked.emit(entry)
        )
        menu.popup(position)
