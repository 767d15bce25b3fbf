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
from PySide6.QtGui import QFont, QPixmap

from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import EVERYTHING, HistoryQuery
from ossdrop.history.store import HistoryStore
from ossdrop.network.service_clock import service_now
from ossdrop.printable import filled
from ossdrop_gui.background import Background
from ossdrop_gui.history.thumbnails import Thumbnails
from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.plain import plain_tip
from ossdrop_gui.look.theme import Tone, metrics
from ossdrop_gui.rows.content import CONTENT_ROLE, PILL_ROLE, Pill, RowAction, RowButton, RowContent
from ossdrop_gui.words.wording import countdown_text, day_text, moment_text, size_text, until_text

_PAGE = 128
_PAGES_KEPT, _PAGES_ASKED = 8, 3
_SOON = timedelta(hours=1)
_FIRST_ROWS, _REST_AFTER_MS = 512, 120
_ROOT = QModelIndex()
_BLANK = RowContent("", "", "", spoken="")


class HistoryModel(QAbstractListModel):
    """Newest first. A row that is not loaded yet is blank and asks for its page.

    The first rows of a search are shown at once, the others when all are known.
    """

    count_changed = Signal()

    def __init__(
        self, store: HistoryStore, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._background = store, background
        self._query = EVERYTHING
        self.version = -1  # of the file, when the rows that are shown were read
        self._ids: array[int] = array("i")
        self._pages: OrderedDict[int, dict[int, HistoryEntry]] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()
        self._glowing: set[int] = set()
        self._glow = 1.0
        self._generation = self._shown_generation = 0
        self._thumbnails = Thumbnails(background, self)
        self._thumbnails.arrived.connect(self.count_repaint)

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
            return self._content(index.row(), entry) if entry else _BLANK
        if role == PILL_ROLE:
            return _pill_of(entry, service_now()) if entry else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._content(index.row(), entry).spoken
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

        def ask() -> tuple[int, array[int]]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.ids(query)

        def show(answer: tuple[int, array[int]]) -> None:
            if generation == self._generation:
                self.version, ids = answer
                self._shown_generation = generation
                self._join(ids)

        self._background.search(ask, show)

    def reload(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again from the top; rows of `glow` are marked as new."""
        self._mark(glow)
        self._generation += 1
        generation, query = self._generation, self._query
        self._store.interrupt()

        def ask_first() -> tuple[int, array[int]]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.ids(query, _FIRST_ROWS)

        def show_first(answer: tuple[int, array[int]]) -> None:
            if generation == self._generation:
                self.version, ids = answer
                self._shown_generation = generation
                self._show(ids)
                if len(ids) == _FIRST_ROWS:  # the rest when these have been painted
                    QTimer.singleShot(_REST_AFTER_MS, self, ask_for_all)

        def ask_for_all() -> None:
            if generation == self._generation:
                self._background.search(lambda: self._store.ids(query), show_all)

        def show_all(ids: array[int]) -> None:
            if generation == self._generation:
                self._append(ids)

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

    def _show(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()
        self.count_changed.emit()

    def _join(self, ids: array[int]) -> None:
        """Show what there is now; where only new rows came on top, the others stay."""
        new = len(ids) - len(self._ids)
        if new < 0 or not self._ids or ids[new:] != self._ids:
            self._show(ids)
            return
        for page in list(self._pages)[:-_PAGES_ASKED]:
            del self._pages[page]
        self._asked.clear()
        if new:
            self.beginInsertRows(_ROOT, 0, new - 1)
        self._ids = ids
        if new:
            self.endInsertRows()
            self.count_changed.emit()
        for page in list(self._pages):  # what is seen stays until it was read again
            self._ask_for(page)

    def _append(self, ids: array[int]) -> None:
        """All rows are known now; where the first ones are as before, the others join them."""
        known = len(self._ids)
        if ids[:known] != self._ids:
            self._show(ids)
            return
        if len(ids) > known:
            self.beginInsertRows(_ROOT, known, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
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

    def day_of(self, row: int) -> str:
        """The day of a row in words, "" while it is being read."""
        entry = self.entry(row) if 0 <= row < len(self._ids) else None
        return day_text(entry.created_at, datetime.now(UTC)) if entry else ""

    def _begins_day(self, row: int, entry: HistoryEntry) -> bool:
        before = self.entry(row - 1) if row else None
        if before is None:
            return False
        return before.created_at.astimezone().date() != entry.created_at.astimezone().date()

    def _content(self, row: int, entry: HistoryEntry) -> RowContent:
        now = service_now()
        works, pill = entry.link_expires_at > now, _pill_of(entry, now)
        words = [size_text(entry.size_bytes), moment_text(entry.created_at, now)]
        if entry.profile == PRACTICE_PROFILE:
            words.append(self.tr("practice"))
        if entry.is_temporary:
            words.append(filled(self.tr("for %1 only"), entry.model))
        subtitle = " · ".join(words)
        until = until_text(entry.link_expires_at, now) if works else ""
        return RowContent(
            entry.name.rpartition(".")[2][:4].upper() if "." in entry.name else "…",
            entry.name,
            subtitle,
            spoken=f"{entry.name}, {subtitle}, {until or pill.text}",
            meta=until,
            pill=pill,
            buttons=(
                self._button(entry, works=works),
                RowButton(RowAction.MORE, self.tr("More…"), quiet=True, sign=Sign.MORE),
            ),
            glow=self._glow if entry.id in self._glowing else 0.0,
            thumbnail=self._thumbnail(entry),
            begins_group=self._begins_day(row, entry),
        )

    def _thumbnail(self, entry: HistoryEntry) -> QPixmap | None:
        """Of the person's own file: a path that came in a file may lead to somebody's server."""
        if entry.is_imported:
            return None
        return self._thumbnails.get(entry.source_path, entry.content_type)

    def _button(self, entry: HistoryEntry, *, works: bool) -> RowButton:
        """The one button of a row; all are as wide as the widest, so that they line up."""
        copy, copy_new = self.tr("Copy link"), self.tr("Copy new link")
        temporary, again = self.tr("Copy temporary URL"), self.tr("Upload again")
        measures = metrics(weight=QFont.Weight.Medium)
        width = max(measures.horizontalAdvance(text) for text in (copy, copy_new, again)) + 28
        if entry.is_temporary and not works and not entry.is_imported:
            return RowButton(RowAction.UPLOAD_AGAIN, again, width=width)
        if entry.is_temporary:
            return RowButton(RowAction.COPY_LINK, temporary, width=width)
        return RowButton(RowAction.COPY_LINK, copy if works else copy_new, width=width)


def _pill_of(entry: HistoryEntry, now: datetime) -> Pill:
    left = entry.link_expires_at - now
    if left <= timedelta(0):
        return Pill(countdown_text(left))
    return Pill(countdown_text(left), Tone.SOON if left < _SOON else Tone.GOOD)
