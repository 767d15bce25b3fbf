"""Opens the small window, and tells it what happens."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.transfers.transfer import Queue
from ossdrop_gui.background import Background
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.main_window import MainWindow
from ossdrop_gui.rows.thumbnails import Thumbnails
from ossdrop_gui.shelf.shelf import MOST_ROWS, Shelf
from ossdrop_gui.shelf.zone import ZoneLook, ZoneState
from ossdrop_gui.upload.flow import UploadFlow
from ossdrop_gui.upload.model import TransferModel

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
        self._is_held = False
        self.shelf: Shelf | None = None

    def open(self, place: str) -> None:
        """Show the shelf where it was, or hide it where it is shown."""
        if self.shelf is not None and self.shelf.isVisible():
            self.shelf.close()
            return
        shelf = self._made()
        self._show_place()
        self._show_work()
        self._read_last()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        shelf.open_at(_corner_in(place), screens)

    def close(self) -> None:
        """The program ends."""
        if self.shelf is not None:
            self.shelf.close()
            self.shelf.deleteLater()
            self.shelf = None

    def _made(self) -> Shelf:
        if self.shelf is not None:
            return self.shelf
        window, flow = self._window, self._flow
        chip = window.chip
        self.shelf = shelf = Shelf(
            self._thumbnails, lambda: (chip.title, chip.tone), window.can_take, window.take
        )
        shelf.window_asked.connect(self.window_asked)
        shelf.copy_asked.connect(lambda entry: self._history.copy_links([entry]))
        shelf.paste_asked.connect(window.paste)
        shelf.moved.connect(self._on_shelf_moved)
        chip.learnt.connect(lambda _: self._show_place())
        self._transfers.totals_changed.connect(self._show_work)
        flow.links_ready.connect(self._on_flow_links_ready)
        flow.rows_added.connect(lambda _: self._read_last())
        flow.queue_held.connect(self._on_flow_queue_held)
        flow.queue_released.connect(self._on_flow_queue_released)
        self._history.links_copied.connect(self._on_history_links_copied)
        self._history.rows_changed.connect(self._read_last)
        return shelf

    @Slot()
    def _show_place(self) -> None:
        if self.shelf is not None:
            self.shelf.show_place()

    @Slot()
    def _show_work(self) -> None:
        if self.shelf is None:
            return
        totals = self._transfers.totals
        look = None
        if self._is_held or self._flow.held:
            words = self.tr("Something is in the way. Click to see.")
            look = ZoneLook(ZoneState.TROUBLE, words)
        elif self._transfers.open_count:
            share = totals.done / max(totals.all, 1)
            words = self.tr("%1 of %2 sent").replace("%1", str(totals.done))
            look = ZoneLook(ZoneState.BUSY, words.replace("%2", str(totals.all)), share)
        self.shelf.show_work(look)

    @Slot(int, int, bool)
    def _on_flow_links_ready(self, links: int, failed: int, copied: bool) -> None:  # noqa: FBT001
        if self.shelf is None:
            return
        if failed:
            words = self.tr("%n files failed. Click to see.", None, failed)
            self.shelf.show_work(ZoneLook(ZoneState.TROUBLE, words))
        elif copied:
            self.shelf.show_done(self.tr("%n links copied", None, links))
        else:
            self.shelf.show_done(self.tr("%n links are ready", None, links))

    @Slot(object, bool)
    def _on_history_links_copied(self, entries: list[HistoryEntry], _: bool) -> None:  # noqa: FBT001
        if self.shelf is not None:
            self.shelf.show_done(self.tr("%n links copied", None, len(entries)))
            self._read_last()

    @Slot(object, object)
    def _on_flow_queue_held(self, _: Queue, __: OssDropError) -> None:
        self._is_held = True
        self._show_work()

    @Slot(object)
    def _on_flow_queue_released(self, _: Queue) -> None:
        self._is_held = False
        self._show_work()

    @Slot()
    def _read_last(self) -> None:
        def read() -> list[HistoryEntry]:
            ids = self._store.ids(limit=MOST_ROWS)
            entries = self._store.entries(ids)
            return [entries[row_id] for row_id in ids if row_id in entries]

        def show(entries: list[HistoryEntry]) -> None:
            if self.shelf is not None:
                self.shelf.show_last(entries)

        self._background.run(read, show)

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
