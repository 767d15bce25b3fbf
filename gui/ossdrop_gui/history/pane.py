"""The history on the page: heading, search, list, and what can be done with rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import LinkState
from ossdrop.printable import filled
from ossdrop_gui.background import Background
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.history.link_drag import LinkDrag
from ossdrop_gui.history.menu import RowMenu
from ossdrop_gui.history.model import HistoryModel
from ossdrop_gui.history.preview import Preview
from ossdrop_gui.history.search_bar import SearchBar
from ossdrop_gui.look.motion import fade
from ossdrop_gui.look.plain import PlainLabel, show_plainly
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.rows.content import RowAction
from ossdrop_gui.rows.places import Special
from ossdrop_gui.rows.row_list import RowList
from ossdrop_gui.words.spoken import Spoken

_TICK_MS = 1000
_GLOW_MS = 1200
_LOOK_EVERY_TICKS = 3
_PAINT_EVERY_TICKS = 60  # days begin, clocks are set
_DAY_HEIGHT, _DAY_GAP = 32, 4
_WIDEST_NAME = 360  # in a question, in pixels: a name of 255 bytes has no place to break


class HistoryPane(Spoken, QWidget):
    """Rows whose countdowns tick once a second while they can be seen."""

    send_again_asked = Signal(object)  # paths
    keep_asked = Signal(object)  # paths of files that shall not be temporary
    ask_asked = Signal(object)  # entries
    handover_asked = Signal(object)
    filled = Signal(bool)  # whether there is a history to show

    def __init__(
        self,
        model: HistoryModel,
        flow: HistoryFlow,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._flow, self._background = model, flow, background
        self._heading, self._kind, self._empty = PlainLabel(), PlainLabel(), PlainLabel()
        set_look(self._heading, "heading")
        set_look(self._kind, "soft")
        set_look(self._empty, "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.bar = SearchBar()
        self.top = QWidget()  # the heading, for the page that scrolls with the rows
        self.list = RowList()
        self._build()
        self._ticks = 0
        self._stay_at: int | None = None  # the row that one was at before rows go
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._glow = fade(self, _GLOW_MS, model.glow)
        self._connect()
        self._preview: Preview | None = None
        self._drag = LinkDrag(self.list, self._entries_at, flow.sign)
        self._retranslate()
        self._on_model_count_changed()

    def _build(self) -> None:
        self.list.setModel(self._model)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading = QHBoxLayout()
        heading.setContentsMargins(0, 6, 0, 6)
        heading.setSpacing(10)
        heading.addWidget(self._heading)
        heading.addWidget(self._kind)
        heading.addStretch(1)
        heading.addWidget(self.bar)
        column = QVBoxLayout(self.top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addLayout(heading)
        column.addWidget(self._empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.list)

    def _connect(self) -> None:
        model, flow = self._model, self._flow
        self.list.button_clicked.connect(self._on_list_button_clicked)
        self.list.look_asked.connect(self._on_list_look_asked)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.list.column_changed.connect(lambda _, width: self.bar.give_room(width))
        self.bar.query_changed.connect(model.search)
        self.bar.export_asked.connect(self._on_export_asked)
        self.bar.import_asked.connect(self._on_import_asked)
        self._tick.timeout.connect(self._on_tick_timeout)
        model.count_changed.connect(self._on_model_count_changed)
        model.count_changed.connect(flow.tell_rescue)
        model.days_changed.connect(self._show_days)
        flow.rows_changed.connect(model.reload)
        flow.row_changed.connect(model.refresh)
        for keys, act in (
            (QKeySequence.StandardKey.Copy, self._on_copy_pressed),
            (QKeySequence.StandardKey.Delete, self._on_delete_pressed),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self.bar.box.setFocus)

    @property
    def selected_ids(self) -> array[int]:
        """The ids of the selected rows, from top to bottom, whether they are loaded or not."""
        spans = self.list.selectionModel().selection()
        ids = self._model.ids_of(0, -1)  # none, in an array of the same kind
        for top, bottom in sorted((span.top(), span.bottom()) for span in spans):  # type: ignore[attr-defined]
            ids.extend(self._model.ids_of(top, bottom))
        return ids

    def show_new(self, ids: list[int]) -> None:
        """Show rows that were just added; they glow once."""
        self._renew(ids)
        self._glow.start()

    def _renew(self, glow: Sequence[int] = ()) -> None:
        """Read the rows again; where somebody has scrolled or selected, they stay in place."""
        if self.list.verticalScrollBar().value() or self.list.selectionModel().hasSelection():
            self._model.renew(glow)
        else:
            self._model.reload(glow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What is over the list scrolls with it."""
        QApplication.sendEvent(self.list.viewport(), event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while there is something to see."""
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nothing is seen."""
        self._tick.stop()
        super().hideEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("History"))
        self.list.setAccessibleName(self.tr("Uploaded files"))
        self._say_empty()

    def _say_empty(self) -> None:
        self._empty.setText(self._nothing())
        self._kind.setText(self.bar.kind_words)

    def _nothing(self) -> str:
        """What is said where no row is shown."""
        query = self._model.query
        if not query.text and query.kind is None:
            if query.state is LinkState.EXPIRING:
                return self.tr("No link expires within the hour.")
            if query.state is LinkState.EXPIRED:
                return self.tr("No link has expired.")
        return self.tr("Nothing was found.")

    @Slot()
    def _show_days(self) -> None:
        """A heading above the first row of each day; more room where a card ends above it."""
        self.list.set_specials(
            [
                Special(start.row, above=_DAY_HEIGHT + (_DAY_GAP if start.row else 0))
                for start in self._model.days
            ]
        )

    @Slot()
    def _on_model_count_changed(self) -> None:
        if self._stay_at is not None and (count := self._model.rowCount()):
            index = self._model.index(min(self._stay_at, count - 1))
            no_update = QItemSelectionModel.SelectionFlag.NoUpdate
            self.list.selectionModel().setCurrentIndex(index, no_update)
            self._stay_at = None
        has_rows, is_search = self._model.rowCount() > 0, not self._model.query.is_empty
        self.top.setVisible(has_rows or is_search)
        self._empty.setVisible(is_search and not has_rows)
        self._say_empty()
        self.filled.emit(has_rows or is_search)

    @Slot()
    def _on_tick_timeout(self) -> None:
        if self.window().isMinimized():
            return
        self._ticks += 1
        if self._ticks % _PAINT_EVERY_TICKS:
            self.list.tick()
        else:
            self.list.viewport().update()
        if self._ticks % _LOOK_EVERY_TICKS == 0:
            self._background.run(self._model.read_version, self._on_version_read)

    def _on_version_read(self, version: int) -> None:
        """Another process may have changed the history."""
        if version != self._model.version:
            self._renew()

    @Slot(object, object)
    def _on_list_button_clicked(self, index: QModelIndex, action: RowAction) -> None:
        entry = self._model.entry(index.row())
        if entry is None:
            return
        if action is RowAction.COPY_LINK:
            self._flow.copy_links([entry])
        elif action is RowAction.UPLOAD_AGAIN:
            self._upload_again([entry])
        elif action is RowAction.MORE:
            corner = self.list.button_rect(index, RowAction.MORE).bottomLeft()
            self._open_menu(index, self.list.viewport().mapToGlobal(corner))

    @Slot(object)
    def _on_list_look_asked(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row())
        if entry is None:
            return
        if self._preview is None:
            window = self.window()
            around = window.centralWidget() if isinstance(window, QMainWindow) else window
            self._preview = made = Preview(
                around or window, self._background, self._model.thumbnails
            )
            made.closed.connect(self.list.setFocus)
            made.copy_asked.connect(lambda entry: self._flow.copy_links([entry]))
            made.open_asked.connect(self._flow.open_link)
            made.step_asked.connect(self._on_preview_step_asked)
            self._model.dataChanged.connect(self._renew_preview)
        self._preview.show_entry(entry)

    @Slot()
    def _renew_preview(self) -> None:
        entry = self._model.entry(self.list.currentIndex().row())
        if self._preview is not None and entry is not None:
            self._preview.renew(entry)

    @Slot(int)
    def _on_preview_step_asked(self, rows: int) -> None:
        row = self.list.currentIndex().row() + rows
        if 0 <= row < self._model.rowCount():
            index = self._model.index(row)
            self.list.setCurrentIndex(index)
            self._on_list_look_asked(index)

    @Slot(QPoint)
    def _on_list_menu_requested(self, position: QPoint) -> None:
        index = self.list.indexAt(position)
        if index.isValid():
            self._open_menu(index, self.list.viewport().mapToGlobal(position))

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        """For all selected rows, if the row is one of them."""
        self._entries_at(index, lambda entries: self._show_menu(entries, position))

    def _show_menu(self, entries: list[HistoryEntry], position: QPoint) -> None:
        menu = RowMenu(self, self._flow, entries, self.ask_before_deleting)
        menu.upload_asked.connect(self._upload_again)
        menu.keep_asked.connect(self._keep)
        menu.ask_asked.connect(self.ask_asked)
        menu.handover_asked.connect(self.handover_asked)
        menu.open_at(position)

    def _entries_at(self, index: QModelIndex, act: Callable[[list[HistoryEntry]], None]) -> None:
        """A row, or all that are selected if it is one of them."""
        entry, ids = self._model.entry(index.row()), self.selected_ids
        if entry is not None and entry.id in ids and len(ids) > 1:
            self._flow.choose(ids, act)
        elif entry is not None:
            act([entry])

    @Slot(object)
    def _keep(self, entries: Sequence[HistoryEntry]) -> None:
        self.keep_asked.emit([entry.source_path for entry in entries if not entry.is_imported])

    @Slot(object)
    def _upload_again(self, entries: Sequence[HistoryEntry]) -> None:
        own = [entry.source_path for entry in entries if not entry.is_imported]
        if own:
            self.send_again_asked.emit(own)

    def ask_before_deleting(self, entries: Sequence[HistoryEntry]) -> None:
        """Ask once; Cancel is what Enter does."""
        count = len(entries)
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        if count == 1:
            name = self.fontMetrics().elidedText(
                entries[0].name, Qt.TextElideMode.ElideMiddle, _WIDEST_NAME
            )
            box.setText(filled(self.tr("Delete “%1” from the bucket?"), name))
        else:
            box.setText(self.tr("Delete %n files from the bucket?", None, count))
        box.setInformativeText(
            self.tr(
                "Links you sent stop working at once: this is the way to stop them. It cannot be "
                "undone."
            )
        )
        show_plainly(box)
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self._flow.delete(entries))
        box.open()

    @Slot()
    def _on_copy_pressed(self) -> None:
        if ids := self.selected_ids:
            self._flow.choose(ids, self._flow.copy_links)

    @Slot()
    def _on_delete_pressed(self) -> None:
        if ids := self.selected_ids:
            self._stay_at = min(index.row() for index in self.list.selectionModel().selectedRows())
            self._flow.choose(ids, self._flow.remove)

    @Slot()
    def _on_export_asked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the history"), "ossdrop-history.csv", "CSV (*.csv);;JSON (*.json)"
        )
        if name:
            self._flow.export(Path(name))

    @Slot()
    def _on_import_asked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a history"), "", "CSV, JSON (*.csv *.json)"
        )
        if name:
            self._flow.take_in(Path(name))
