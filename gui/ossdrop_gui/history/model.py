"""The history as rows: ids of all rows in memory, their contents page by page from a worker."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

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

from ossdrop.config.profile_id import PRACTICE_PROFILE, ProfileId
from ossdrop.errors import OssDropError
from ossdrop.history.days import DayStart
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.listing import Listing
from ossdrop.history.search import EVERYTHING, HistoryQuery
from ossdrop.history.stacks import Stack
from ossdrop.history.store import HistoryStore
from ossdrop.network.service_clock import service_now
from ossdrop.place import Place
from ossdrop.printable import filled, printable
from ossdrop_gui.background import Background
from ossdrop_gui.history.joining import blocks_added
from ossdrop_gui.history.namesakes import folders_of_namesakes
from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.plain import plain_tip
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.rows.content import (
    CONTENT_ROLE,
    OPENING_SIGN,
    PILL_ROLE,
    Pill,
    RowAction,
    RowButton,
    RowContent,
    badge_of,
    button_column,
    pill_column,
)
from ossdrop_gui.rows.life import life_of
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
_FIRST_ROWS, _REST_AFTER_MS = 512, 120
_ROOT = QModelIndex()
_WIDE = (timedelta(days=1, hours=22), timedelta(hours=-22), timedelta(hours=23, minutes=59))
_BLANK = RowContent("", "", "", spoken="")


@dataclass(frozen=True)
class _Page:
    """What is known of some rows, by their ids."""

    entries: Mapping[int, HistoryEntry]
    stacks: Mapping[int, Stack] = field(default_factory=dict)
    folders: Mapping[int, str] = field(default_factory=dict)  # of files that share their name


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
        self._query = self._shown_query = EVERYTHING
        self.problem: OssDropError | None = None  # why it cannot be read, as it was last tried
        self.version: tuple[int, ...] = ()  # of the file, when the rows that are shown were read
        self._ids: array[int] = array("i")
        self.days: tuple[DayStart, ...] = ()  # where days begin among the rows
        self.is_whole = False  # whether all rows are known
        self._home: Place | None = None  # where files go now, None while unknown
        self._names: Mapping[ProfileId, str] = {}  # what destinations were called by somebody
        self._buckets: Mapping[ProfileId, str] = {}  # which they have now
        self._stacks: Mapping[int, int] = {}  # drops that are one row, by its id
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._asked: OrderedDict[int, int] = OrderedDict()  # pages, by the newest question for each
        self._questions = 0
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
        stack = self.stack(index.row()) if entry else None
        if entry is not None and stack is not None:
            entry = _of_all(entry, stack)
        if role == CONTENT_ROLE:
            return self._content(entry, stack, index.row()) if entry else _BLANK
        if role == PILL_ROLE:
            return self._pill(entry, stack, service_now()) if entry else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._content(entry, stack, index.row()).spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._content(entry, stack, index.row()).actions
        if role == Qt.ItemDataRole.ToolTipRole:
            opens = self.tr("Double-click to see the files")
            return plain_tip(f"{entry.bucket}/{entry.key}" if stack is None else opens)
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

    def show_whole(self, query: HistoryQuery) -> None:
        """Show other rows, once all of them are known: somebody comes back to where they were."""
        self._query = query
        self.renew()

    @property
    def generation(self) -> int:
        """The number of the newest question, and below of the one whose rows are shown."""
        return self._generation

    @property
    def shown_generation(self) -> int:
        """The number of the question whose rows are shown."""
        return self._shown_generation

    def show_home(self, place: Place) -> None:
        """Files go there from now on: rows name their place where it is another."""
        if place != self._home:
            self._home = place
            self._repaint_all()

    def show_names(self, names: Mapping[ProfileId, str]) -> None:
        """What destinations are called by somebody."""
        if names != self._names:
            self._names = dict(names)
            self._repaint_all()

    @property
    def places(self) -> dict[str, str]:
        """The buckets that destinations have, and what these are called."""
        found: dict[str, str] = {}
        for profile, bucket in self._buckets.items():
            found.setdefault(bucket, self._names.get(profile, bucket))
        return found

    def show_buckets(self, buckets: Mapping[ProfileId, str]) -> None:
        """Which buckets destinations have: of several, each row says in which it is."""
        if buckets != self._buckets:
            self._buckets = dict(buckets)
            self._repaint_all()

    def _repaint_all(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def place_text(self, entry: HistoryEntry) -> str:
        """Where a file lies: the destination, as somebody called it, and its bucket."""
        if entry.profile == PRACTICE_PROFILE:
            return self.tr("practice")
        if entry.is_temporary:
            return filled(self.tr("for %1 only"), entry.model)
        return " · ".join(word for word in (self._name_of(entry), entry.bucket) if word)

    def _name_of(self, entry: HistoryEntry) -> str:
        """A destination may have got another bucket since: its name is of that one now."""
        if self._buckets.get(entry.profile, entry.bucket) == entry.bucket:
            return self._names.get(entry.profile, "")
        others = (one for one, bucket in self._buckets.items() if bucket == entry.bucket)
        return next((self._names[one] for one in others if one in self._names), "")

    def _is_elsewhere(self, entry: HistoryEntry) -> bool:
        """Whether files go to another place now. That of practice and of a model is always told."""
        if entry.profile == PRACTICE_PROFILE or entry.is_temporary:
            return True
        home = self._home
        if home is None:
            return False
        if len({*self._buckets.values()}) > 1:  # of several customers, say
            return True
        return (entry.profile, entry.bucket) != (home.profile, home.bucket)

    def read_version(self) -> tuple[int, ...]:
        """Something else once another process has changed the history. Waits for the disk."""
        return self._store.version()

    def renew(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again, all at once: rows that stay keep their places and selection."""
        self._mark(glow)
        self._generation += 1
        generation, query = self._generation, self._query

        def ask() -> tuple[tuple[int, ...], Listing]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.listing(query)

        def show(answer: tuple[tuple[int, ...], Listing]) -> None:
            if generation == self._generation:
                self._join(self._listing_of(answer))

        self._background.search(ask, show, partial(self._note_problem, generation))

    def reload(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again from the top; rows of `glow` are marked as new."""
        self._mark(glow)
        self._generation += 1
        generation, query = self._generation, self._query
        self._store.interrupt()

        def ask_first() -> tuple[tuple[int, ...], Listing]:
            version = self._store.version()  # before the ids: what changes later is noticed
            return version, self._store.listing(query, _FIRST_ROWS)

        def show_first(answer: tuple[tuple[int, ...], Listing]) -> None:
            if generation == self._generation:
                listing = self._listing_of(answer)
                self._show(listing)
                if not listing.is_whole:  # the rest when these have been painted
                    QTimer.singleShot(_REST_AFTER_MS, self, ask_for_all)

        def ask_for_all() -> None:
            if generation == self._generation:
                self._background.search(lambda: self._store.listing(query), show_all, failed)

        def show_all(listing: Listing) -> None:
            if generation == self._generation:
                self._append(listing)

        failed = partial(self._note_problem, generation)
        self._background.search(ask_first, show_first, failed)

    def _listing_of(self, answer: tuple[tuple[int, ...], Listing]) -> Listing:
        """The rows that the newest question found, which are shown from now on."""
        self.version, listing = answer
        self._shown_generation, self._shown_query = self._generation, self._query
        if self.problem is not None:
            self.problem = None
            self.count_changed.emit()
        return listing

    def _note_problem(self, generation: int, error: OssDropError) -> None:
        """Rows stay while they cannot be read again, but those of another search."""
        if generation != self._generation:
            return
        self.problem = error
        self.version = ()  # so that they are read as soon as the file can be looked at
        self._shown_generation = generation
        if self._query != self._shown_query:
            self._shown_query = self._query
            self._show(Listing(array("i"), ()))
        else:
            self.count_changed.emit()

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
        """The entry of a row, of a stack that of its oldest file; None while it is being read."""
        page = row // _PAGE
        known = self._pages.get(page)
        if known is None:
            self._ask_for(page)
            return None
        self._pages.move_to_end(page)
        return known.entries.get(self._ids[row])

    def stack(self, row: int) -> Stack | None:
        """What is in a row that stands for many files; None for any other, or while it is read."""
        known = self._pages.get(row // _PAGE)
        found = known.stacks.get(self._ids[row]) if known is not None else None
        return found if found is not None and found.files > 1 else None

    @property
    def stacks(self) -> Mapping[int, int]:
        """The drops that are one row, by the id of that row."""
        return self._stacks

    @Slot(object)
    def refresh(self, ids: Sequence[int]) -> None:
        """Read the pages of entries again, where they may be seen."""
        wanted = set(ids)
        for page, known in list(self._pages.items()):
            if known.stacks or not wanted.isdisjoint(known.entries):
                self._asked.pop(page, None)  # what is being read now may be what was before
                self._ask_for(page)

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
        self._ids, self.days, self._stacks = listing.ids, listing.days, listing.stacks
        self.is_whole = listing.is_whole
        top = self._pages.get(0)
        self._pages.clear()
        self._asked.clear()
        if top is not None and self._ids:  # rows that were there already do not blink
            self._pages[0] = top
            self._ask_for(0)
        self.endResetModel()
        self.days_changed.emit()
        self.count_changed.emit()

    def _join(self, listing: Listing) -> None:
        """Show what there is now; where only new rows came near the top, the others stay."""
        ids = listing.ids
        new = len(ids) - len(self._ids)
        if new > 0 and self._ids and ids[:-new] == self._ids:  # below, in a stack that is open
            self._append(listing)
            return
        blocks = blocks_added(self._ids, ids)
        if blocks is None:
            self._show(listing)
            return
        self.days, self._stacks = listing.days, listing.stacks
        for page in list(self._pages)[:-_PAGES_ASKED]:
            del self._pages[page]
        self._asked.clear()
        for first, last in blocks:
            self.beginInsertRows(_ROOT, first, last)
            self._ids = self._ids[:first] + ids[first : last + 1] + self._ids[first:]
            self.endInsertRows()
        if new:
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
        self.is_whole = listing.is_whole
        self.days, self._stacks = listing.days, listing.stacks
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
        self._questions += 1
        self._asked[page] = question = self._questions
        while len(self._asked) > _PAGES_ASKED:
            self._asked.popitem(last=False)
        ids = self._ids[page * _PAGE : (page + 1) * _PAGE]
        drops = {row_id: self._stacks[row_id] for row_id in ids if row_id in self._stacks}
        generation = self._shown_generation  # a newer question may be under way already

        def read() -> _Page | None:
            if self._asked.get(page) != question:
                return None
            entries = self._store.entries(ids)
            if not drops:
                return _Page(entries, folders=folders_of_namesakes(entries.values()))
            found = self._store.stacks(tuple(drops.values()))
            stacks = {row: found[drop] for row, drop in drops.items() if drop in found}
            for row in stacks.keys() - entries.keys():  # one that makes no sense hides no others
                inside = self._store.entries(self._store.rows_of_drop(drops[row])[:_PAGE])
                if inside:
                    entries[row] = next(iter(inside.values()))
            single = (entry for row, entry in entries.items() if row not in drops)
            return _Page(entries, stacks, folders_of_namesakes(single))

        def show(known: _Page | None) -> None:
            is_newest = self._asked.get(page) == question
            if known is None or not is_newest or generation != self._shown_generation:
                return
            del self._asked[page]
            self._pages[page] = known
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

    def files_text(self, files: int) -> str:
        """How many files are in a stack."""
        return self.tr("%Ln files", None, files)

    def _folder(self, row: int) -> str:
        known = self._pages.get(row // _PAGE)
        return known.folders.get(self._ids[row], "") if known is not None else ""

    def _content(self, entry: HistoryEntry, stack: Stack | None, row: int) -> RowContent:
        """`entry` says of a stack what all of it comes to."""
        now = service_now()
        works, pill = entry.link_expires_at > now, self._pill(entry, stack, now)
        words = [size_text(entry.size_bytes), time_text(entry.created_at)]
        if self._is_elsewhere(entry):
            words.append(self.place_text(entry))
        if folder := self._folder(row):
            words.append(filled(self.tr("from %1"), printable(folder)))
        subtitle = " · ".join(words)
        words[1] = moment_text(entry.created_at, now)  # the heading with the day is not read out
        title = entry.name
        if stack is not None:
            files = self.files_text(stack.files)
            title = stack.name or files
            sign = OPENING_SIGN
            if stack.name:
                subtitle = f"{files} {sign}  {subtitle}"
            else:
                title = f"{files} {sign}"
            words = [files, *words] if stack.name else words
        said = " · ".join(words)
        until = until_text(entry.link_expires_at, now) if works else ""
        return RowContent(
            badge_of(entry.name),
            title,
            subtitle,
            spoken=f"{title.removesuffix(OPENING_SIGN).strip()}, {said}, {until or pill.text}",
            opening=self.tr("Enter shows the files") if stack is not None else "",
            meta=until,
            pill=pill,
            buttons=(
                self._button(entry, works=works, many=stack is not None),
                RowButton(RowAction.MORE, self.tr("More…"), sign=Sign.MORE),
            ),
            glow=self._glow if entry.id in self._glowing else 0.0,
            thumbnail=self.thumbnails.of(entry) if stack is None else None,
            stacked=self._stacked(stack) if stack is not None else (),
            pill_column=pill_column([countdown_text(left) for left in _WIDE]),
        )

    def _pill(self, entry: HistoryEntry, stack: Stack | None, now: datetime) -> Pill:
        """The life of its link; of a stack that of the first that ends, or how many have ended."""
        if stack is not None and stack.expired and entry.link_expires_at > now:
            return Pill(self.tr("%Ln expired", None, stack.expired), Tone.SOON)
        return life_of(entry, now)

    def _stacked(self, stack: Stack) -> tuple[QPixmap, ...]:
        asked = (self.thumbnails.get(one.source_path, one.content_type) for one in stack.pictured)
        return tuple(picture for picture in asked if picture is not None)

    def _button(self, entry: HistoryEntry, *, works: bool, many: bool) -> RowButton:
        """The one button of a row, in the column of all."""
        copy, copy_new = self.tr("Copy link"), self.tr("Copy new link")
        temporary, again = self.tr("Copy temp URL"), self.tr("Upload again")
        column = button_column((copy, copy_new, temporary, again))
        if many:
            return RowButton(RowAction.COPY_LINK, self.tr("Copy links"), column)
        if entry.is_temporary and not works and not entry.is_imported:
            return RowButton(RowAction.UPLOAD_AGAIN, again, column)
        if entry.is_temporary:
            return RowButton(RowAction.COPY_LINK, temporary, column)
        return RowButton(RowAction.COPY_LINK, copy if works else copy_new, column)


def _of_all(entry: HistoryEntry, stack: Stack) -> HistoryEntry:
    """One of a stack's entries, as large as all, and with the life of the link that ends first."""
    return replace(entry, size_bytes=stack.size_bytes, link_expires_at=stack.ends_at)
