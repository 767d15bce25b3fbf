"""The history as rows: ids of all rows in memory, their contents page by page from a worker."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QPixmap

from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.history.days import DayStart, Listing
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import EVERYTHING, HistoryQuery
from ossdrop.history.store import HistoryStore
from ossdrop.network.service_clock import service_now
from ossdrop.printable import filled
from ossdrop_gui.background import Background
from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.plain import plain_tip
from ossdrop_gui.look.ring import stepped
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.rows.content import (
    CONTENT_ROLE,
    PILL_ROLE,
    Pill,
    RowAction,
    RowButton,
    RowContent,
    button_column,
    pill_column,
)
from ossdrop_gui.rows.thumbnails import Thumbnails
from ossdrop_gui.words.wording import (
    countdown_text,
    day_words,
    moment_text,
    size_text,
    time_text,
    until_text,
)

_PAGE = 128
_PAGES_KEPT, _PAGES_ASKED = 8, 3
_SOON = timedelta(hours=1)
_FIRST_ROWS, _REST_AFTER_MS = 512, 120
_ROOT = QModelIndex()
_WIDE = (timedelta(days=1, hours=22), timedelta(hours=-22), timedelta(hours=23, minutes=59))
_BLANK = RowContent("", "", "", spoken="")


class HistoryModel(QAbstractListModel):
    """Newest first. A row that is not loaded yet is blank and asks for its page.

    The first rows of a search are shown at once, the others when all are known.
    """

    count_changed = Signal()
    days_changed = Signal()

    def __init__(
        self,
        store: HistoryStore,
        background: Background,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._background = store, background
        self._query = EVERYTHING
        self.version = -1  # of the file, when the rows that are shown were read
        self._ids: array[int] = array("i")
        self.days: tuple[DayStart, ...] = ()  # where days begin among the rows
        self._pages: OrderedDict[int, dict[int, HistoryEntry]] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()
        self._glowing: set[int] = set()
        self._glow = 1.0
        self._generation = self._shown_generation = 0
        self.thumbnails = thumbnails
        self.thumbnails.arrived.connect(self.count_repaint)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """What a row shows, or says to a screen reader."""
        entry = self.entry(index.row()) if index.isValid() else None
        if role == CONTENT_ROLE:
            return self._content(entry) if entry else _BLANK
        if role == PILL_ROLE:
            return life_of(entry, service_now()) if entry else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._content(entry).spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{entry.bucket}/{entry.key}")
        return None

    @property
    def query(self) -> HistoryQuery:
        """Which rows are shown."""
        return self._query

    @Slot(object)
    def search(self, query: HistoryQuery) -> None:
        """Show other rows; a search that is under way ends."""
        self._query = query
        self.reload()

    @property
    def generation(self) -> int:
        """The number of the newest question, and below of the one whose rows are shown."""
        return self._generation

    @property
    def shown_generation(self) -> int:
        """The number of the question whose rows are shown."""
        return self._shown_generation

    def read_version(self) -> int:
        """Another number once another process has changed the history. Waits for the disk."""
        return self._store.version()

    def renew(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again, all at once: rows that stay keep their places and selection."""
        self._mark(glow)
        self._generation += 1
        generation, query = self._generation, self._query

        def ask() -> tuple[int, Listing]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.listing(query)

        def show(answer: tuple[int, Listing]) -> None:
            if generation == self._generation:
                self.version, listing = answer
                self._shown_generation = generation
                self._join(listing)

        self._background.search(ask, show)

    def reload(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again from the top; rows of `glow` are marked as new."""
        self._mark(glow)
        self._generation += 1
        generation, query = self._generation, self._query
        self._store.interrupt()

        def ask_first() -> tuple[int, Listing]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.listing(query, _FIRST_ROWS)

        def show_first(answer: tuple[int, Listing]) -> None:
            if generation == self._generation:
                self.version, listing = answer
                self._shown_generation = generation
                self._show(listing)
                if len(listing.ids) == _FIRST_ROWS:  # the rest when these have been painted
                    QTimer.singleShot(_REST_AFTER_MS, self, ask_for_all)

        def ask_for_all() -> None:
            if generation == self._generation:
                self._background.search(lambda: self._store.listing(query), show_all)

        def show_all(listing: Listing) -> None:
            if generation == self._generation:
                self._append(listing)

        self._background.search(ask_first, show_first)

    def _mark(self, glow: Sequence[int]) -> None:
        if glow:
            self._glowing, self._glow = set(glow), 1.0

    def glow(self, strength: float) -> None:
        """New rows glow, from 1.0 to 0.0."""
        if self._glowing:
            self._glow = strength
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
            if not strength:
                self._glowing.clear()

    def entry(self, row: int) -> HistoryEntry | None:
        """The entry of a row, None while it is being read."""
        page = row // _PAGE
        entries = self._pages.get(page)
        if entries is None:
            self._ask_for(page)
            return None
        self._pages.move_to_end(page)
        return entries.get(self._ids[row])

    def refresh(self, entry_id: int) -> None:
        """Read the page of an entry again."""
        if entry_id in self._ids:
            self._ask_for(self._ids.index(entry_id) // _PAGE)

    def ids_of(self, first: int, last: int) -> array[int]:
        """The ids of rows, whether they are loaded or not."""
        return self._ids[first : last + 1]

    @Slot()
    def count_repaint(self) -> None:
        """Something that every row may show has changed."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _show(self, listing: Listing) -> None:
        self.beginResetModel()
        self._ids, self.days = listing.ids, listing.days
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()
        self.days_changed.emit()
        self.count_changed.emit()

    def _join(self, listing: Listing) -> None:
        """Show what there is now; where only new rows came on top, the others stay."""
        ids = listing.ids
        new = len(ids) - len(self._ids)
        if new < 0 or not self._ids or ids[new:] != self._ids:
            self._show(listing)
            return
        self.days = listing.days
        for page in list(self._pages)[:-_PAGES_ASKED]:
            del self._pages[page]
        self._asked.clear()
        if new:
            self.beginInsertRows(_ROOT, 0, new - 1)
        self._ids = ids
        if new:
            self.endInsertRows()
            self.days_changed.emit()
            self.count_changed.emit()
        for page in list(self._pages):  # what is seen stays until it was read again
            self._ask_for(page)

    def _append(self, listing: Listing) -> None:
        """All rows are known now; where the first ones are as before, the others join them."""
        ids, known = listing.ids, len(self._ids)
        if ids[:known] != self._ids:
            self._show(listing)
            return
        self.days = listing.days
        if len(ids) > known:
            self.beginInsertRows(_ROOT, known, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
            self.days_changed.emit()
            # The page on the border was read when it was shorter.
            self._pages.pop(known // _PAGE, None)
            self.count_changed.emit()

    def _ask_for(self, page: int) -> None:
        """Have a page read, unless it is scrolled away before its turn comes."""
        if page in self._asked:
            return
        self._asked[page] = None
        while len(self._asked) > _PAGES_ASKED:
            self._asked.popitem(last=False)
        ids = self._ids[page * _PAGE : (page + 1) * _PAGE]
        generation = self._generation

        def read() -> dict[int, HistoryEntry] | None:
            return self._store.entries(ids) if page in self._asked else None

        def show(entries: dict[int, HistoryEntry] | None) -> None:
            if entries is None or generation != self._generation:
                return
            self._asked.pop(page, None)
            self._pages[page] = entries
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
            self.dataChanged.emit(
                self.index(page * _PAGE), self.index(min((page + 1) * _PAGE, len(self._ids)) - 1)
            )

        self._background.run(read, show)

    def day_words(self, row: int) -> tuple[str, str]:
        """What stands above the first row of a day: its name, and its date."""
        start = next((start for start in self.days if start.row == row), None)
        return day_words(start.day, datetime.now(UTC)) if start and start.day else ("", "")

    def _content(self, entry: HistoryEntry) -> RowContent:
        now = service_now()
        works, pill = entry.link_expires_at > now, life_of(entry, now)
        words = [size_text(entry.size_bytes), time_text(entry.created_at)]
        if entry.profile == PRACTICE_PROFILE:
            words.append(self.tr("practice"))
        if entry.is_temporary:
            words.append(filled(self.tr("for %1 only"), entry.model))
        subtitle = " · ".join(words)
        words[1] = moment_text(entry.created_at, now)  # the heading with the day is not read out
        said = " · ".join(words)
        until = until_text(entry.link_expires_at, now) if works else ""
        return RowContent(
            entry.name.rpartition(".")[2][:4].upper() if "." in entry.name else "…",
            entry.name,
            subtitle,
            spoken=f"{entry.name}, {said}, {until or pill.text}",
            meta=until,
            pill=pill,
            buttons=(
                self._button(entry, works=works),
                RowButton(RowAction.MORE, self.tr("More…"), sign=Sign.MORE),
            ),
            glow=self._glow if entry.id in self._glowing else 0.0,
            thumbnail=self._thumbnail(entry),
            pill_column=pill_column([countdown_text(left) for left in _WIDE]),
        )

    def _thumbnail(self, entry: HistoryEntry) -> QPixmap | None:
        """Of the person's own file: a path that came in a file may lead to somebody's server."""
        if entry.is_imported:
            return None
        return self.thumbnails.get(entry.source_path, entry.content_type)

    def _button(self, entry: HistoryEntry, *, works: bool) -> RowButton:
        """The one button of a row, in the column of all."""
        copy, copy_new = self.tr("Copy link"), self.tr("Copy new link")
        temporary, again = self.tr("Copy temp URL"), self.tr("Upload again")
        column = button_column((copy, copy_new, temporary, again))
        if entry.is_temporary and not works and not entry.is_imported:
            return RowButton(RowAction.UPLOAD_AGAIN, again, column)
        if entry.is_temporary:
            return RowButton(RowAction.COPY_LINK, temporary, column)
        return RowButton(RowAction.COPY_LINK, copy if works else copy_new, column)


def life_of(entry: HistoryEntry, now: datetime) -> Pill:
    """How long the newest link of a row still works: in words, and as a share of its life."""
    left = entry.link_expires_at - now
    if left <= timedelta(0):
        return Pill(countdown_text(left))
    life = stepped(left.total_seconds() / max(entry.expires_s, 1))
    return Pill(countdown_text(left), Tone.SOON if left < _SOON else Tone.GOOD, life)
