"""Opens the small window, and tells it what happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.stacks import Stack
from ossdrop.history.store import HistoryStore
from ossdrop.printable import filled
from ossdrop.transfers.transfer import Queue, TransferState
from ossdrop_gui.background import Background
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.main_window import MainWindow
from ossdrop_gui.rows.link_drag import LinkDrag
from ossdrop_gui.rows.thumbnails import Thumbnails
from ossdrop_gui.shelf.shelf import MOST_ROWS, Shelf
from ossdrop_gui.shelf.zone import ZoneLook, ZoneState
from ossdrop_gui.upload.flow import UploadFlow
from ossdrop_gui.upload.model import TransferModel

_ROWS_LOOKED_AT = 2000
_FARTHEST = 2**20  # px: no screen is there


class ShelfKeeper(QObject):
    """Made with the program; the shelf itself when it is first asked for."""

    window_asked = Signal()
    moved = Signal(str)  # where it was, for the next time

    def __init__(
        self,
        window: MainWindow,
        flow: UploadFlow,
        history: HistoryFlow,
        transfers: TransferModel,
        store: HistoryStore,
        thumbnails: Thumbnails,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._flow, self._history = window, flow, history
        self._transfers, self._store, self._thumbnails = transfers, store, thumbnails
        self._background = background
        self._held: set[Queue] = set()  # what one cause stops
        self._stacks: Mapping[int, Stack] = {}  # large drops among its rows, by their ids
        self.shelf: Shelf | None = None
        window.chip.learnt.connect(lambda _: self._show_place())
        flow.destination_named.connect(lambda _: self._read_last())
        transfers.totals_changed.connect(self._show_work)
        flow.held_changed.connect(lambda _: self._show_work())
        flow.links_ready.connect(self._on_flow_links_ready)
        flow.rows_added.connect(lambda _: self._read_last())
        flow.queue_held.connect(self._on_flow_queue_held)
        flow.queue_released.connect(self._on_flow_queue_released)
        history.links_copied.connect(self._on_history_links_copied)
        history.rows_changed.connect(self._read_last)
        for failed in (history.problem_met, flow.request_failed):
            failed.connect(lambda _: self._come_up())
        history.rows_failed.connect(lambda *_: self._come_up())

    def open(self, place: str) -> None:
        """Show the shelf where it was, or hide it where it is shown."""
        if self.shelf is not None and self.is_open:
            self.shelf.close()
            return
        self._show_at(place, takes_focus=True)

    def open_again(self, place: str) -> None:
        """At a start, where it was open at the end before: the window keeps the keyboard."""
        self._show_at(place, takes_focus=False)

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return self.shelf is not None and self.shelf.isVisible()

    def _show_at(self, place: str, *, takes_focus: bool) -> None:
        shelf = self._made()
        shelf.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not takes_focus)
        self._show_place()
        self._show_work()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        # Once its rows are there: it is as high as they are.
        self._read_last(lambda: shelf.open_at(_corner_in(place), screens))

    def close(self) -> None:
        """The program ends."""
        if self.shelf is not None:
            self.shelf.close()
            self.shelf.deleteLater()
            self.shelf = None

    def _made(self) -> Shelf:
        if self.shelf is not None:
            return self.shelf
        window, chip = self._window, self._window.chip
        self.shelf = shelf = Shelf(
            self._thumbnails,
            lambda: (chip.title, chip.tone),
            window.can_take,
            window.take_from_elsewhere,
        )
        shelf.window_asked.connect(self.window_asked)
        shelf.copy_asked.connect(self._on_shelf_copy_asked)
        drag = LinkDrag(shelf, self._history.sign, self._thumbnails.of)
        shelf.pulled.connect(lambda entry: self._choose(entry, drag.begin))
        shelf.paste_asked.connect(window.paste_from_elsewhere)
        shelf.moved.connect(self._on_shelf_moved)
        shelf.retranslated.connect(self._show_work)
        shelf.retranslated.connect(self._read_last)
        return shelf

    @Slot()
    def _show_place(self) -> None:
        if self.shelf is not None:
            self.shelf.show_place()

    def _come_up(self) -> None:
        """What went wrong is said in the window."""
        if self.is_open:
            self.window_asked.emit()

    @Slot()
    def _show_work(self) -> None:
        if self.shelf is None:
            return
        open_count, rows = self._transfers.open_count, self._transfers.rowCount()
        look = None
        is_held = any(map(self._transfers.open_in, self._held))
        if is_held or self._flow.held:
            words = self.tr("Something is in the way. Click to see.")
            look = ZoneLook(ZoneState.TROUBLE, words)
        elif open_count:
            totals = self._transfers.totals
            share = totals.sent_bytes / max(totals.size_bytes, 1)
            words = self.tr("%1 of %2 sent").replace("%1", str(totals.done))
            look = ZoneLook(ZoneState.BUSY, words.replace("%2", str(totals.all)), share)
        elif rows and len(self._transfers.ids(TransferState.PAUSED, asks=False)) == rows:
            look = ZoneLook(ZoneState.IDLE, self.tr("%Ln files are paused", None, rows))
        elif rows:  # failed, or with a question
            words = self.tr("%Ln files need a look. Click to see.", None, rows)
            look = ZoneLook(ZoneState.TROUBLE, words)
        self.shelf.show_work(look)

    @Slot(int, int, bool)
    def _on_flow_links_ready(self, links: int, _: int, copied: bool) -> None:  # noqa: FBT001
        if self.shelf is not None:
            copied_words = self.tr("%Ln links copied", None, links)
            ready_words = self.tr("%Ln links are ready", None, links)
            self.shelf.show_done(copied_words if copied else ready_words)

    @Slot(object, bool)
    def _on_history_links_copied(self, entries: list[HistoryEntry], _: bool) -> None:  # noqa: FBT001
        if self.shelf is not None:
            self.shelf.show_done(self.tr("%Ln links copied", None, len(entries)))
            self._read_last()

    @Slot(object, object)
    def _on_flow_queue_held(self, queue: Queue, _: OssDropError) -> None:
        self._held.add(queue)
        self._show_work()

    @Slot(object)
    def _on_flow_queue_released(self, queue: Queue) -> None:
        self._held.discard(queue)
        self._show_work()

    @Slot()
    def _read_last(self, then: Callable[[], None] = lambda: None) -> None:
        if self.shelf is None:
            return

        def read() -> tuple[list[HistoryEntry], Mapping[int, Stack]]:
            listing = self._store.listing(limit=_ROWS_LOOKED_AT)
            ids = listing.ids[:MOST_ROWS]
            entries, drops = self._store.entries(ids), listing.stacks
            stacks = self._store.stacks([drops[row] for row in ids if row in drops])
            found = {row: stacks[drops[row]] for row in ids if drops.get(row) in stacks}
            return [entries[row] for row in ids if row in entries], found

        def show(answer: tuple[list[HistoryEntry], Mapping[int, Stack]]) -> None:
            if self.shelf is not None:
                entries, self._stacks = answer
                self.shelf.show_last([self._as_shown(entry) for entry in entries])
                then()

        self._background.run(read, show, lambda _: then())

    def _as_shown(self, entry: HistoryEntry) -> HistoryEntry:
        """What stands for a large drop has the name of all of it, and the end of its first link."""
        stack, name, ends = self._stacks.get(entry.id), entry.name, entry.link_expires_at
        if stack is not None:
            files = self.tr("%Ln files", None, stack.files)
            # The number first: a long name is cut in its middle.
            name, ends = f"{files} · {stack.name}" if stack.name else files, stack.ends_at
        # Its link opens nowhere else, which the line above says while files go there.
        if entry.profile == PRACTICE_PROFILE and not self._window.chip.place.is_practice:
            name = filled(self.tr("practice · %1"), name)
        return replace(entry, name=name, link_expires_at=ends)

    @Slot(object)
    def _on_shelf_copy_asked(self, entry: HistoryEntry) -> None:
        self._choose(entry, self._history.copy_links)

    def _choose(self, entry: HistoryEntry, act: Callable[[list[HistoryEntry]], None]) -> None:
        """All files of the drop that a row stands for, or its one."""
        drops = {row: stack.drop_id for row, stack in self._stacks.items()}
        self._history.choose([entry.id], act, drops)

    @Slot(QPoint)
    def _on_shelf_moved(self, corner: QPoint) -> None:
        self.moved.emit(f"{corner.x()},{corner.y()}")


def _corner_in(text: str) -> QPoint | None:
    x, _, y = text.partition(",")
    try:
        place = int(x), int(y)
    except ValueError:
        return None
    return QPoint(*place) if max(map(abs, place)) < _FARTHEST else None
