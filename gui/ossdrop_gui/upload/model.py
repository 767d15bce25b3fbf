"""The transfers as rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

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
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.printable import filled
from ossdrop.remedies import fix_for
from ossdrop.storage.object_key import content_type_of
from ossdrop.transfers.transfer import Progress, Queue, Transfer, TransferState
from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.plain import plain_tip
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.rows.content import CONTENT_ROLE, RowAction, RowButton, RowContent, badge_of
from ossdrop_gui.rows.thumbnails import Thumbnails
from ossdrop_gui.upload.tally import WAITS_OR_RUNS, Tally
from ossdrop_gui.words.error_text import cause_text, detail_text, remedy_text, words_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.wording import left_text, sentences, size_text

_ROOT = QModelIndex()
_id_of = attrgetter("id")


@dataclass(frozen=True)
class BatchTotals:
    """How far all listed transfers are together."""

    done: int
    all: int
    sent_bytes: int
    size_bytes: int
    speed_bytes_per_s: float
    left_s: float | None


class TransferModel(QAbstractListModel):
    """Transfers that are waiting, running or failed, in the order of their drop."""

    totals_changed = Signal()
    left_from_before = Signal(object)  # ids of unfinished ones that were found at the start

    def __init__(self, thumbnails: Thumbnails | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        if thumbnails is not None:
            thumbnails.arrived.connect(self._on_thumbnails_arrived)
        self._transfers: list[Transfer] = []
        self._tally = Tally()
        self._progress: dict[int, Progress] = {}
        self._fitting: dict[int, float] = {}  # by transfer, how far its fitting version is
        self._in_use: ProfileId | None = None
        self._places: Mapping[ProfileId, str] = {}  # what destinations are called
        self._gone: frozenset[ProfileId] = frozenset()
        self._held: frozenset[Queue] = frozenset()
        self._done_count = 0
        self._done_bytes = 0
        # Once for all that changes in a turn of the event loop.
        self._told = QTimer(self, singleShot=True, interval=0)
        self._told.timeout.connect(self.totals_changed)

    def show_places(
        self,
        in_use: ProfileId | None,
        names: Mapping[ProfileId, str],
        gone: frozenset[ProfileId] = frozenset(),
    ) -> None:
        """Files go there now, so are destinations called, and these were removed.

        Rows name theirs where it is another than the one in use.
        """
        if (in_use, names, gone) != (self._in_use, self._places, self._gone):
            self._in_use, self._places, self._gone = in_use, names, gone
            self._paint_all()

    def show_held(self, queues: frozenset[Queue]) -> None:
        """Nothing goes there: what is tried now and then waits like the others, until it moves."""
        if queues != self._held:
            self._held = queues
            self._paint_all()

    def _of_whole(self, transfer: Transfer) -> str:
        """Its size, and how much of it the service has where that is kept."""
        size = size_text(transfer.size_bytes)
        if not transfer.kept_bytes:
            return size
        return filled(self.tr("%1 of %2"), size_text(transfer.kept_bytes), size)

    def _with_place(self, text: str, transfer: Transfer) -> str:
        profile = transfer.queue.profile
        if profile in self._gone:
            meant = self.tr("its destination is no longer set up here")
            if name := self._places.get(profile):
                meant = filled(self.tr("for “%1”, which is no longer set up here"), name)
        elif self._in_use in (None, profile):
            return text
        elif profile == PRACTICE_PROFILE:
            meant = self.tr("for the practice bucket")
        elif name := self._places.get(profile):
            meant = filled(self.tr("for “%1”"), name)
        else:
            meant = self.tr("for another destination")
        return f"{text} · {meant}"

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._transfers)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """What a row shows, or says to a screen reader."""
        if not index.isValid():
            return None
        transfer = self._transfers[index.row()]
        if role == CONTENT_ROLE:
            return self._content(transfer)
        if role == Qt.ItemDataRole.DisplayRole:
            return transfer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._content(transfer).spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._content(transfer).actions
        if role == Qt.ItemDataRole.ToolTipRole and transfer.error is not None:
            error = transfer.error
            said = sentences(cause_text(error), remedy_text(error))
            return plain_tip(f"{said}\n{detail_text(error)}".strip())
        return None

    def open_in(self, queue: Queue) -> list[Transfer]:
        """What waits in a queue, or tries whether it works by now."""
        if not self.open_count:
            return []
        return [t for t in self._transfers if t.state in WAITS_OR_RUNS and t.queue == queue]

    @property
    def unfinished(self) -> list[Transfer]:
        """What is still to arrive."""
        states = *WAITS_OR_RUNS, TransferState.PAUSED
        return [transfer for transfer in self._transfers if transfer.state in states]

    def count_under_way(self, profile: ProfileId) -> int:
        """How many are still to arrive at a destination."""
        return sum(transfer.queue.profile == profile for transfer in self.unfinished)

    def transfer(self, index: QModelIndex) -> Transfer:
        """The transfer of a row."""
        return self._transfers[index.row()]

    @property
    def totals(self) -> BatchTotals:
        """How far all of them are."""
        speeds = [p.speed_bytes_per_s or 0.0 for p in self._progress.values()]
        sent = sum(p.sent_bytes for p in self._progress.values())
        sent += self._tally.kept_bytes - self._kept_of_running
        size = self._tally.open_bytes
        speed = sum(speeds)
        running = [p for p in self._progress.values() if p.left_s]
        steady = sum((p.size_bytes - p.sent_bytes) / (p.left_s or 1.0) for p in running)
        left_s = (size - sent) / steady if steady else None
        return BatchTotals(
            self._done_count,
            self._done_count + self.open_count,
            self._done_bytes + sent,
            self._done_bytes + size,
            speed,
            left_s,
        )

    @property
    def open_count(self) -> int:
        """How many wait or run."""
        return self._tally.count(*WAITS_OR_RUNS)

    @property
    def _kept_of_running(self) -> int:
        """What the service has of those whose progress is known, which counts that as sent."""
        rows = [row for one in self._progress if (row := self._row_of(one)) is not None]
        running = [self._transfers[row] for row in rows]
        return sum(one.kept_bytes for one in running if one.state in WAITS_OR_RUNS)

    def ended_rows(self, first: int) -> list[int]:
        """Those of the first rows that failed or look like keys: they wait for somebody."""
        rows = enumerate(self._transfers[:first])
        return [row for row, t in rows if t.state is TransferState.FAILED or t.waits_for_answer]

    def count_ended(self, most: int) -> int:
        """How many of the first rows wait for somebody; at most `most`."""
        return min(len(self.ended_rows(most)), most)

    def largest_of(self, ids: Iterable[int]) -> int:
        """The size of the largest of these files, in bytes."""
        wanted = set(ids)
        return max((t.size_bytes for t in self._transfers if t.id in wanted), default=0)

    @property
    def empty_folders(self) -> dict[int, Path]:
        """Folders that were dropped with nothing in them, by their rows' ids."""
        return {
            t.id: t.path
            for t in self._transfers
            if t.error is not None and t.error.code is ErrorCode.FOLDER_EMPTY
        }

    def ids(self, state: TransferState, *, asks: bool | None = None) -> list[int]:
        """The transfers in a state; only those that wait for an answer or only the others."""
        if not self._tally.count(state):
            return []
        return [
            t.id for t in self._transfers if t.state is state and asks in (None, t.waits_for_answer)
        ]

    @property
    def secret_ids(self) -> list[int]:
        """Those that wait because they look like keys."""
        return [t.id for t in self._transfers if t.looks_secret] if self._tally.secrets else []

    @property
    def misfits(self) -> list[Transfer]:
        """Those that wait because the model will not take them."""
        return [t for t in self._transfers if t.misfit is not None] if self._tally.misfits else []

    def is_fitting(self, transfer_id: int) -> bool:
        """Whether a fitting version of a file is being made."""
        return transfer_id in self._fitting

    @Slot(object, object)
    def show_fitting(self, transfer_id: int, share: float | None) -> None:
        """A fitting version of a file is being made, so far; None: no longer."""
        if share is None:
            self._fitting.pop(transfer_id, None)
        else:
            self._fitting[transfer_id] = share
        row = self._row_of(transfer_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    @Slot(object)
    def on_transfers_added(self, transfers: tuple[Transfer, ...]) -> None:
        """Append new rows."""
        if self.open_count == 0:
            self._done_count = self._done_bytes = 0
        if self._thumbnails is not None:
            self._thumbnails.forget(transfer.path for transfer in transfers)
        first = len(self._transfers)
        self.beginInsertRows(_ROOT, first, first + len(transfers) - 1)
        self._transfers.extend(transfers)
        for transfer in transfers:
            self._tally.add(transfer)
        self.endInsertRows()
        self._told.start()
        if left := [t.id for t in transfers if t.state is TransferState.PAUSED]:
            self.left_from_before.emit(left)

    @Slot(object)
    def on_transfer_changed(self, transfer: Transfer) -> None:
        """Replace a row; one that succeeded leaves for the history."""
        row = self._row_of(transfer.id)
        if row is None:
            return
        if transfer.state is TransferState.SUCCEEDED:
            self._done_count += 1
            self._done_bytes += transfer.size_bytes
        if transfer.state is not TransferState.RUNNING:
            self._progress.pop(transfer.id, None)
        if transfer.state in (TransferState.SUCCEEDED, TransferState.CANCELLED):
            self._remove_row(row)
        else:
            self._tally.remove(self._transfers[row])
            self._tally.add(transfer)
            self._transfers[row] = transfer
            self.dataChanged.emit(self.index(row), self.index(row))
        self._told.start()

    @Slot(object)
    def on_transfer_removed(self, transfer_id: int) -> None:
        """Take a row away."""
        row = self._row_of(transfer_id)
        if row is not None:
            self._remove_row(row)
            self._told.start()

    @Slot(object)
    def on_progress_read(self, progress: dict[int, Progress]) -> None:
        """Show how far the running ones are."""
        found = {one: row for one in progress if (row := self._row_of(one)) is not None}
        self._progress = {one: progress[one] for one in found}  # what has left is counted as done
        for row in found.values():
            self.dataChanged.emit(self.index(row), self.index(row))
        self._told.start()

    def _remove_row(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        self._tally.remove(self._transfers.pop(row))
        self.endRemoveRows()

    def _row_of(self, transfer_id: int) -> int | None:
        row = bisect_left(self._transfers, transfer_id, key=_id_of)  # ids grow from row to row
        if row < len(self._transfers) and self._transfers[row].id == transfer_id:
            return row
        for row, transfer in enumerate(self._transfers):
            if transfer.id == transfer_id:
                return row
        return None

    def _content(self, transfer: Transfer) -> RowContent:
        if transfer.state is TransferState.FAILED and transfer.error is not None:
            return self._failed_content(transfer, transfer.error)
        if transfer.state is TransferState.PAUSED:
            return self._paused_content(transfer)
        badge = badge_of(transfer.name)
        pause = RowButton(RowAction.PAUSE, self.tr("Pause"))
        buttons = pause, self._cancel_button()
        size = size_text(transfer.size_bytes)
        progress = self._progress.get(transfer.id)
        is_tried = transfer.queue in self._held and not (progress and progress.sent_bytes)
        if transfer.state is TransferState.RUNNING and not is_tried:
            meta = self._with_place(self._progress_text(progress, size), transfer)
            done = progress.sent_bytes / max(progress.size_bytes, 1) if progress else 0.0
            return RowContent(
                badge,
                transfer.name,
                "",
                spoken=f"{transfer.name}, {meta}",
                meta=meta,
                progress=done,
                buttons=buttons,
                thumbnail=self._thumbnail(transfer),
            )
        waits = filled(self.tr("Waiting · %1"), self._of_whole(transfer))
        subtitle = self._with_place(waits, transfer)
        return RowContent(
            badge,
            transfer.name,
            subtitle,
            spoken=f"{transfer.name}, {subtitle}",
            buttons=buttons,
            thumbnail=self._thumbnail(transfer),
        )

    def _thumbnail(self, transfer: Transfer) -> QPixmap | None:
        if self._thumbnails is None:
            return None
        return self._thumbnails.get(transfer.path, content_type_of(transfer.file))

    @Slot()
    def _on_thumbnails_arrived(self) -> None:
        self._paint_all()

    def _paint_all(self) -> None:
        if self._transfers:
            self.dataChanged.emit(self.index(0), self.index(len(self._transfers) - 1))

    def _cancel_button(self) -> RowButton:
        return RowButton(RowAction.CANCEL, self.tr("Cancel"), sign=Sign.CLOSE)

    def _paused_content(self, transfer: Transfer) -> RowContent:
        first: tuple[RowButton, ...] = ()
        if transfer.id in self._fitting:
            return self._fitting_content(transfer, self._fitting[transfer.id])
        if transfer.misfit is not None:
            subtitle, words = words_text(transfer.misfit.words), self.tr("Send anyway")
            if transfer.misfit.can_fit:
                first = (RowButton(RowAction.FIT, self.tr("Make it fit")),)
        elif transfer.looks_secret:
            subtitle = self.tr("Looks like a password or key. Anyone with the link could read it.")
            words = self.tr("Send anyway")
        else:
            paused = filled(self.tr("Paused · %1"), self._of_whole(transfer))
            subtitle = self._with_place(paused, transfer)
            words = self.tr("Continue")
        is_gone = transfer.queue.profile in self._gone  # the banner says where it can go
        goes_on = () if is_gone else (RowButton(RowAction.RESUME, words),)
        return RowContent(
            badge_of(transfer.name),
            transfer.name,
            subtitle,
            spoken=f"{transfer.name}, {subtitle}",
            subtitle_tone=Tone.SOON if transfer.waits_for_answer else Tone.NEUTRAL,
            thumbnail=None if transfer.looks_secret else self._thumbnail(transfer),
            buttons=(
                *first,
                *goes_on,
                self._cancel_button(),
            ),
        )

    def _fitting_content(self, transfer: Transfer, share: float) -> RowContent:
        meta = self.tr("Making it fit…")
        return RowContent(
            badge_of(transfer.name),
            transfer.name,
            "",
            spoken=f"{transfer.name}, {meta}",
            meta=meta,
            progress=share,
            buttons=(self._cancel_button(),),
            thumbnail=self._thumbnail(transfer),
        )

    def _progress_text(self, progress: Progress | None, size: str) -> str:
        if progress is None:
            return size
        sent = size_text(progress.sent_bytes)
        words = [filled(self.tr("%1 of %2"), sent, size)]
        if progress.speed_bytes_per_s:
            words.append(f"{size_text(progress.speed_bytes_per_s)}/s")
        elif progress.speed_bytes_per_s is not None:  # nothing has left for seconds
            words.append(self.tr("waiting for an answer"))
        if left := left_text(progress.left_s):
            words.append(left)
        return " · ".join(words)

    def _failed_content(self, transfer: Transfer, error: OssDropError) -> RowContent:
        subtitle = sentences(cause_text(error), remedy_text(error))
        fix = fix_for(error)
        remedy = (RowButton(RowAction.FIX, fix_text(fix)),) if fix else ()
        return RowContent(
            Sign.WARNING,
            transfer.name,
            subtitle,
            spoken=f"{transfer.name}, {subtitle}",
            badge_tone=Tone.BAD,
            subtitle_tone=Tone.BAD,
            buttons=(
                *remedy,
                RowButton(RowAction.RETRY, self.tr("Try again")),
                RowButton(RowAction.DETAILS, self.tr("Details")),
                self._cancel_button(),
            ),
        )
