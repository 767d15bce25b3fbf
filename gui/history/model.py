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
    Signal,
)
from PySide6.QtGui import QFontMetrics

from core.config.profiles import PRACTICE_PROFILE
from core.history import HistoryEntry, HistoryStore
from gui.background import Background
from gui.row_content import CONTENT_ROLE, RowAction, RowButton, RowContent
from gui.theme import Tone, font
from gui.wording import countdown_text, moment_text, size_text, until_text

_PAGE = 256
_PAGES_KEPT = 20
_SOON = timedelta(hours=1)
_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """Newest first. A row that is not loaded yet is blank and asks for its page."""

    count_changed = Signal()

    def __init__(
        self, store: HistoryStore, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._background = store, background
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, HistoryEntry]] = OrderedDict()
        self._asked: set[int] = set()
        self._glowing: set[int] = set()
        self._generation = 0

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
            return self._content(entry) if entry else RowContent("", "", "", spoken="")
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._content(entry).spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.bucket}/{entry.key}"
        return None

    def reload(self, glow: Sequence[int] = ()) -> None:
        """Read the ids again; rows of `glow` are marked as new."""
        self._glowing = set(glow)
        self._background.run(self._store.ids, self._show)

    def stop_glowing(self) -> None:
        """New rows look like the others from now on."""
        if self._glowing:
            self._glowing.clear()
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

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

    def _show(self, ids: Sequence[int]) -> None:
        self.beginResetModel()
        self._ids = array("q", ids)
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()
        self.count_changed.emit()

    def _ask_for(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        ids = self._ids[page * _PAGE : (page + 1) * _PAGE]
        generation = self._generation

        def show(entries: dict[int, HistoryEntry]) -> None:
            self._asked.discard(page)
            if generation != self._generation:
                return
            self._pages[page] = entries
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
            self.dataChanged.emit(
                self.index(page * _PAGE), self.index(min((page + 1) * _PAGE, len(self._ids)) - 1)
            )

        self._background.run(lambda: self._store.entries(ids), show)

    def _content(self, entry: HistoryEntry) -> RowContent:
        now = datetime.now(UTC)
        left = entry.link_expires_at - now
        works = left > timedelta(0)
        tone = Tone.NEUTRAL
        if works:
            tone = Tone.SOON if left < _SOON else Tone.GOOD
        words = [size_text(entry.size_bytes), moment_text(entry.created_at, now)]
        if entry.profile == PRACTICE_PROFILE:
            words.append(self.tr("practice"))
        subtitle, pill = " · ".join(words), countdown_text(left)
        until = until_text(entry.link_expires_at, now) if works else ""
        copy, copy_new = self.tr("Copy link"), self.tr("Copy new link")
        metrics = QFontMetrics(font(weight=font().Weight.Medium))
        width = max(metrics.horizontalAdvance(text) for text in (copy, copy_new)) + 28
        return RowContent(
            entry.name.rpartition(".")[2][:4].upper() if "." in entry.name else "…",
            entry.name,
            subtitle,
            spoken=f"{entry.name}, {subtitle}, {until or pill}",
            meta=until,
            pill=pill,
            pill_tone=tone,
            buttons=(
                RowButton(RowAction.COPY_LINK, copy if works else copy_new, width=width),
                RowButton(RowAction.MORE, "⋯", quiet=True),
            ),
            glows=entry.id in self._glowing,
        )
