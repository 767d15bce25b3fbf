"""The history on the page: heading, search, list, and what can be done with rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.profile_id import NO_PROFILE, ProfileId
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import HistoryQuery, LinkState
from ossdrop.history.stacks import Stack
from ossdrop.printable import filled
from ossdrop_gui.background import Background
from ossdrop_gui.desktop.file_dialogs import ask_where_to_write, ask_which_to_read
from ossdrop_gui.history.flow import MOST_CHOSEN, MOST_REMOVED, HistoryFlow
from ossdrop_gui.history.heading import HistoryHeading
from ossdrop_gui.history.menu import RowMenu
from ossdrop_gui.history.model import HistoryModel
from ossdrop_gui.history.preview import Preview
from ossdrop_gui.history.row_drag import RowDrag
from ossdrop_gui.history.search_bar import SearchBar
from ossdrop_gui.look.motion import fade
from ossdrop_gui.look.plain import PlainLabel, show_plainly
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.rows.content import RowAction
from ossdrop_gui.rows.link_drag import LinkDrag
from ossdrop_gui.rows.places import Special
from ossdrop_gui.rows.row_list import RowList
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import sentences

_BY_KEY = Qt.FocusReason.TabFocusReason
_TICK_MS = 1000
_GLOW_MS = 1200
_LOOK_EVERY_TICKS = 3
_PAINT_EVERY_TICKS = 60  # days begin, clocks are set
_DAY_HEIGHT, _DAY_GAP = 32, 4
_WIDEST_NAME = 360  # in a question, in pixels: a name of 255 bytes has no place to break


class HistoryPane(Spoken, QWidget):
    """Rows whose countdowns tick once a second while they can be seen."""

    # Paths, the name of their folder or "", the destination or "".
    send_again_asked = Signal(object, str, str)
    # Files that shall not be temporary, the id of the destination whose bucket gets them, "": of
    # none, and the name of their folder.
    keep_asked = Signal(object, str, str)
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
        # The destinations that have a bucket: ids and names.
        self.list_buckets: Callable[[], Sequence[tuple[ProfileId, str]]] = tuple
        self.heading, self._empty = HistoryHeading(), PlainLabel()
        set_look(self._empty, "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.bar = SearchBar()
        self.top = QWidget()  # the heading, for the page that scrolls with the rows
        self.list = RowList()
        self._build()
        self._ticks = 0
        self._stay_at: int | None = None  # the row that one was at before rows go
        self._removed_at: int | None = None  # the same, of what was removed last
        self._opened: Stack | None = None
        self._came_from: tuple[int, int] | None = None  # scrolled to, and row, before it was opened
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._glow = fade(self, _GLOW_MS, model.glow)
        self._connect()
        self._preview: Preview | None = None
        drag = LinkDrag(self.list, flow.sign, model.thumbnails.of)
        RowDrag(self.list, lambda index: self._entries_at(index, drag.begin))
        self._retranslate()
        self._on_model_count_changed()

    def _build(self) -> None:
        self.list.setModel(self._model)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading = QHBoxLayout()
        heading.setContentsMargins(0, 6, 0, 6)
        heading.setSpacing(10)
        heading.addWidget(self.heading)
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
        self.list.column_changed.connect(self._on_list_column_changed)
        self.bar.query_changed.connect(lambda query: model.search(self._inside(query)))
        self.heading.back_clicked.connect(self.close_stack)
        self.heading.copy_clicked.connect(self._on_heading_copy_clicked)
        self.bar.export_asked.connect(self._on_export_asked)
        self.bar.import_asked.connect(self.ask_for_import)
        self._tick.timeout.connect(self._on_tick_timeout)
        model.count_changed.connect(self._on_model_count_changed)
        model.count_changed.connect(flow.tell_rescue)
        model.days_changed.connect(self._show_days)
        flow.rows_brought_back.connect(self._on_flow_rows_brought_back)
        flow.rows_changed.connect(model.reload)
        flow.links_noted.connect(model.refresh)
        for keys, act in (
            (QKeySequence.StandardKey.Copy, self._on_copy_pressed),
            (QKeySequence.StandardKey.Delete, self._on_delete_pressed),
            (QKeySequence.StandardKey.Cancel, self._on_escape_pressed),
            (QKeySequence.StandardKey.Back, self.close_stack),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self.top)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape_pressed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._on_find_pressed)
        self.bar.box.results_asked.connect(lambda: self.list.setFocus(_BY_KEY))

    def show_buckets(self, buckets: Mapping[ProfileId, str]) -> None:
        """Which buckets destinations have."""
        self._model.show_buckets(buckets)
        self.bar.places = self._model.places

    def show_names(self, names: Mapping[ProfileId, str]) -> None:
        """What destinations are called by somebody."""
        self._model.show_names(names)
        self.bar.places = self._model.places

    @Slot()
    def _on_find_pressed(self) -> None:
        """Not below what is looked at closer."""
        if self._preview is not None and self._preview.isVisible():
            self._preview.end()
        self.bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        if self._opened is None:
            self.list.setAccessibleName(self.tr("Uploaded files"))
        self._say_empty()

    def _say_empty(self) -> None:
        self._empty.setText(self._nothing())
        stack, words = self._opened, self.bar.filter_words
        if stack is not None:
            files = stack.files
            if self.bar.query.is_empty and self._model.is_whole:  # some may have come, or gone
                files = self._model.rowCount()
            told = self._model.files_text(files)
            self.heading.show_stack(stack.name or told, self._model.rowCount())
            self.list.setAccessibleName(stack.name or told)
            self._give_room(self.list.column[1])
        self.heading.say_more(words)

    def _nothing(self) -> str:
        """What is said where no row is shown."""
        query, problem = self._model.query, self._model.problem
        if problem is not None:
            return sentences(cause_text(problem), remedy_text(problem))
        if not query.text and query.kind is None:
            if query.state is LinkState.EXPIRING:
                return self.tr("No link expires within the hour.")
            if query.state is LinkState.EXPIRED:
                return self.tr("No link has expired.")
        return self.tr("Nothing was found.")

    def _inside(self, query: HistoryQuery) -> HistoryQuery:
        """What is looked for: in a stack that is open, among its files."""
        return replace(query, drop=self._opened.drop_id if self._opened is not None else 0)

    def _open_stack(self, stack: Stack, row: int) -> None:
        """Show the files of a stack in place of the list."""
        bar = self.list.verticalScrollBar()
        self._opened, self._came_from = stack, (bar.value(), row)
        self._say_empty()
        self._give_room(self.list.column[1])
        self._stay_at = 0
        self._model.search(self._inside(self.bar.query))
        bar.setValue(min(bar.value(), self.top.y()))
        self.list.setFocus()

    def go_back(self) -> bool:
        """End what was looked for, else what was opened; False where there is neither."""
        if not self.bar.query.is_empty:
            self.bar.clear()
        elif self._opened is not None:
            self.close_stack()
        else:
            return False
        return True

    @Slot()
    def _on_escape_pressed(self) -> None:
        """At last, only one row is selected."""
        if not self.go_back():
            self.list.setCurrentIndex(self.list.currentIndex())

    @Slot()
    def show_all(self) -> None:
        """Show the whole history, whatever was looked for or opened."""
        self.close_stack()
        if not self.bar.query.is_empty:
            self.bar.clear()

    @Slot()
    def close_stack(self) -> None:
        """Show the whole history again, as it was before."""
        if self._opened is None:
            return
        self._opened = None
        self.heading.show_stack("")
        self._give_room(self.list.column[1])
        self._retranslate()
        self.bar.clear()
        self._model.show_whole(self.bar.query)
        self.list.setFocus()

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
            self._go_to(min(self._stay_at, count - 1))
            self._stay_at = None
        if self._opened is None and self._came_from is not None:
            (scrolled, row), self._came_from = self._came_from, None
            if count := self._model.rowCount():
                self._go_to(min(row, count - 1))
                self.list.verticalScrollBar().setValue(scrolled)
        is_read, is_all = self._model.problem is None, self.bar.query.is_empty
        if self._opened is not None and is_read and is_all and not self._model.rowCount():
            self.close_stack()  # the last of its files has gone
        has_rows = self._model.rowCount() > 0
        is_told = not is_read or not self._model.query.is_empty  # why there are no rows
        self.top.setVisible(has_rows or is_told)
        self._empty.setVisible(is_told and not has_rows)
        self._say_empty()
        self.filled.emit(has_rows or is_told)

    def _go_to(self, row: int) -> None:
        """Be at a row, without selecting it."""
        no_update = QItemSelectionModel.SelectionFlag.NoUpdate
        self.list.selectionModel().setCurrentIndex(self._model.index(row), no_update)

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

    def _on_version_read(self, version: tuple[int, ...]) -> None:
        """Another process may have changed the history."""
        if version != self._model.version:
            self._renew()

    @Slot(int, int)
    def _on_list_column_changed(self, _: int, width: int) -> None:
        self._give_room(width)

    def _give_room(self, width: int) -> None:
        """The way back out of a stack takes some of it."""
        self.bar.give_room(width - self.heading.tools_width)
        self.heading.give_room(width)

    @Slot(object, object)
    def _on_list_button_clicked(self, index: QModelIndex, action: RowAction) -> None:
        entry = self._model.entry(index.row())
        if entry is None:
            return
        if action is RowAction.COPY_LINK and self._model.stack(index.row()) is not None:
            self._choose([entry.id], self._flow.copy_links)
        elif action is RowAction.COPY_LINK:
            self._flow.copy_links([entry])
        elif action is RowAction.UPLOAD_AGAIN:
            self._upload_again([entry])
        elif action is RowAction.MORE:
            corner = self.list.button_rect(index, RowAction.MORE).bottomLeft()
            self._open_menu(index, self.list.viewport().mapToGlobal(corner))

    @Slot(object)
    def _on_list_look_asked(self, index: QModelIndex) -> None:
        entry, stack = self._model.entry(index.row()), self._model.stack(index.row())
        if entry is None:
            return
        if stack is not None:
            self._open_stack(stack, index.row())
            return
        if self._preview is None:
            window = self.window()
            around = window.centralWidget() if isinstance(window, QMainWindow) else window
            self._preview = made = Preview(
                around or window,
                self._background,
                self._model.thumbnails,
                self._model.place_text,
            )
            made.closed.connect(self.list.setFocus)
            made.copy_asked.connect(lambda entry: self._flow.copy_links([entry]))
            made.open_asked.connect(self._flow.open_link)
            self._flow.rows_removed.connect(made.end_for)
            self._flow.rows_deleted.connect(made.end_for)
            made.menu_asked.connect(lambda entry, at: self._show_menu([entry], at))
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
        row, count = self.list.currentIndex().row() + rows, self._model.rowCount()
        while 0 <= row < count and self._model.stack(row) is not None:
            row += rows  # what is in a stack is looked at inside it
        if 0 <= row < count:
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
        row, stack = index.row(), self._model.stack(index.row())
        open_it = partial(self._open_stack, stack, row) if stack is not None else None

        def show(entries: list[HistoryEntry]) -> None:
            self._show_menu(entries, position, open_it)

        if stack is not None and stack.files > MOST_CHOSEN and open_it is not None:
            menu = QMenu(self)  # nothing else can be done with so many
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Show the files")).triggered.connect(lambda _=False: open_it())
            menu.popup(position)
        else:
            self._entries_at(index, show)

    def _show_menu(
        self,
        entries: list[HistoryEntry],
        position: QPoint,
        open_it: Callable[[], None] | None = None,
    ) -> None:
        buckets = self.list_buckets()
        menu = RowMenu(self, self._flow, entries, self.ask_before_deleting, open_it, buckets)
        menu.upload_asked.connect(self._upload_again)
        menu.keep_asked.connect(self._keep)
        menu.ask_asked.connect(self.ask_asked)
        menu.handover_asked.connect(self.handover_asked)
        menu.open_at(position)

    def _entries_at(self, index: QModelIndex, act: Callable[[list[HistoryEntry]], None]) -> None:
        """A row, or all that are selected if it is one of them."""
        entry, ids = self._model.entry(index.row()), self.selected_ids
        if entry is not None and entry.id in ids and len(ids) > 1:
            self._choose(ids, act)
        elif self._model.stack(index.row()) is not None:
            self._choose(self._model.ids_of(index.row(), index.row()), act)
        elif entry is not None:
            act([entry])

    def _choose(self, ids: Sequence[int], act: Callable[[list[HistoryEntry]], None]) -> None:
        """The entries of rows, and all that are in stacks."""
        self._flow.choose(ids, act, self._model.stacks)

    @Slot(object, str)
    def _keep(self, entries: Sequence[HistoryEntry], profile_id: ProfileId) -> None:
        own = [entry.source_path for entry in entries if not entry.is_imported]
        self.keep_asked.emit(own, profile_id, _folder_of(entries))

    @Slot(object, str)
    def _upload_again(
        self, entries: Sequence[HistoryEntry], profile_id: ProfileId = NO_PROFILE
    ) -> None:
        own = [entry.source_path for entry in entries if not entry.is_imported]
        if own:
            self.send_again_asked.emit(own, _folder_of(entries), profile_id)

    def _short(self, name: str) -> str:
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(name, middle, _WIDEST_NAME)

    def ask_before_deleting(self, entries: Sequence[HistoryEntry]) -> None:
        """Ask once; Cancel is what Enter does."""
        count = len(entries)
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        if count == 1:
            name = self._short(entries[0].name)
            box.setText(filled(self.tr("Delete “%1” from the bucket?"), name))
        elif entries[0].drop.name and len({entry.drop for entry in entries}) == 1:
            words = self.tr("Delete %Ln files of “%1” from the bucket?", None, count)
            box.setText(filled(words, self._short(entries[0].drop.name)))
        else:
            box.setText(self.tr("Delete %Ln files from the bucket?", None, count))
        places = "\n".join(dict.fromkeys(map(self._model.place_text, entries)))
        words = self.tr(
            "Links you sent stop working at once: this is the way to stop them. It cannot be "
            "undone."
        )
        box.setInformativeText(f"{places}\n\n{words}")
        show_plainly(box)
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        current = self.list.currentIndex().row()

        def act() -> None:
            self._stay_at = max(current, 0)
            self._flow.delete(entries)

        delete.clicked.connect(act)
        box.open()

    def _select_current(self) -> None:
        """A row that is framed, and no other is selected, is the one that is meant."""
        if not self.selected_ids and (index := self.list.currentIndex()).isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.list.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)

    @Slot()
    def _on_copy_pressed(self) -> None:
        self._select_current()
        if ids := self.selected_ids:
            self._choose(ids, self._flow.copy_links)

    @Slot()
    def _on_heading_copy_clicked(self) -> None:
        """Of the stack that is open, as far as it is shown."""
        if count := self._model.rowCount():
            self._choose(self._model.ids_of(0, count - 1), self._flow.copy_links)

    @Slot()
    def _on_delete_pressed(self) -> None:
        self._select_current()
        if ids := self.selected_ids:
            self._stay_at = min(index.row() for index in self.list.selectionModel().selectedRows())
            self._removed_at = self._stay_at
            self._flow.choose(ids, self._flow.remove, self._model.stacks, most=MOST_REMOVED)

    @Slot()
    def _on_flow_rows_brought_back(self) -> None:
        self._stay_at = self._removed_at

    @Slot()
    def _on_export_asked(self) -> None:
        title, kinds = self.tr("Export the history"), "CSV (*.csv);;JSON (*.json)"
        ask_where_to_write(self, title, "ossdrop-history.csv", kinds, self._flow.export)

    @Slot()
    def ask_for_import(self) -> None:
        """Take in the rows of a file that somebody names."""
        title, kinds = self.tr("Import a history"), "CSV, JSON (*.csv *.json)"
        ask_which_to_read(self, title, kinds, self._flow.take_in)


def _folder_of(entries: Sequence[HistoryEntry]) -> str:
    """The name of the one folder that files were given in, else ""."""
    drops = {entry.drop for entry in entries}
    return next(iter(drops)).name if len({drop.id for drop in drops}) == 1 else ""
