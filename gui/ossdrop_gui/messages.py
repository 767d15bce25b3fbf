"""What the flow of uploads has to say, in the chip, the banner and the toast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence

from ossdrop.config.settings import AnyDestination, Destination, is_same_service
from ossdrop.destinations import place_of
from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import Imported
from ossdrop.place import Place
from ossdrop.printable import filled
from ossdrop.remedies import FixKind, fix_for
from ossdrop.transfers.transfer import PartsRemain, Queue, Transfer
from ossdrop_gui.destination.chip import DestinationChip, Standing
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.upload.flow import Newest, UploadFlow
from ossdrop_gui.upload.pane import TransferPane
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.wording import listed, sentences, size_text

_ANSWERS_MS = 500  # what a password store that is open takes, at most


@dataclass(frozen=True)
class _Uncopied:
    """Links that are ready, as the toast says: others that come meanwhile join them."""

    said: str
    links: int
    newest: Newest


class FlowMessages(QObject):
    """Puts the flow's facts into words where they belong."""

    place_asked = Signal(object)  # HistoryEntry: its bucket shall be a destination again

    def __init__(
        self,
        flow: UploadFlow,
        history: HistoryFlow,
        chip: DestinationChip,
        toast: Toast,
        transfers: TransferPane,
        shows_verdict: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._flow, self._chip, self._toast, self._transfers = flow, chip, toast, transfers
        self._shows_verdict = shows_verdict  # whether what is wrong stands on the page already
        self._uncopied: _Uncopied | None = None
        self._were_there: list[Transfer] = []  # of the drop that is about to be told
        self._failure = ""  # of the destination, as the toast says it
        self._queue = Queue()  # of the destination that the chip shows
        self._found: AnyDestination | None = None  # the same, once its key is known
        self._locked = QTimer(self)
        self._locked.setSingleShot(True)
        self._locked.setInterval(_ANSWERS_MS)
        self._locked.timeout.connect(self._on_locked_timeout)
        flow.destination_named.connect(self._on_flow_destination_named)
        flow.destination_found.connect(self._on_flow_destination_found)
        flow.destination_proven.connect(self._on_flow_destination_proven)
        flow.queue_held.connect(self._on_flow_queue_held)
        flow.queue_released.connect(self._on_flow_queue_released)
        flow.content_was_there.connect(self._on_flow_content_was_there)
        flow.file_changed.connect(self._on_flow_file_changed)
        flow.parts_remained.connect(self._on_flow_parts_remained)
        flow.links_ready.connect(self._on_flow_links_ready)
        flow.fetching.connect(self._on_flow_fetching)
        self._history = history
        history.links_copied.connect(self._on_history_links_copied)
        history.address_copied.connect(self._on_history_address_copied)
        history.link_opens.connect(self._on_history_link_opens)
        history.too_many_chosen.connect(self._on_history_too_many_chosen)
        history.rows_removed.connect(self._on_history_rows_removed)
        history.objects_deleted.connect(self._on_history_objects_deleted)
        history.deleting_failed.connect(self._on_history_deleting_failed)
        history.rows_rescued.connect(self._on_history_rows_rescued)
        history.file_done.connect(self._on_history_file_done)
        history.rows_imported.connect(self._on_history_rows_imported)
        history.problem_met.connect(self._on_history_problem_met)
        history.rows_failed.connect(self._on_history_rows_failed)
        flow.transfer_failed.connect(self._on_flow_transfer_failed)
        flow.request_failed.connect(self._on_history_problem_met)
        flow.destination_failed.connect(self._on_flow_destination_failed)

    @Slot(object, object)
    def _on_flow_queue_held(self, queue: Queue, error: OssDropError) -> None:
        self._transfers.show_held(queue, error)
        if queue == self._queue:
            self._toast.take_back(self._failure)  # the banner says it now
            offline = error.explanation.scope is Scope.NETWORK
            standing = Standing.OFFLINE if offline else Standing.FAILING
            self._chip.show_standing(standing, cause=error)

    @Slot(object)
    def _on_flow_queue_released(self, queue: Queue) -> None:
        self._transfers.show_released(queue)
        if queue == self._queue and self._chip.standing in (Standing.OFFLINE, Standing.FAILING):
            self._chip.show_standing(Standing.UNPROVEN)

    @Slot(int, int)
    def _on_flow_fetching(self, number: int, count: int) -> None:
        self._toast.say(filled(self.tr("Fetching %1 of %2…"), number, count), stay=True)

    @Slot(object)
    def _on_flow_content_was_there(self, transfers: list[Transfer]) -> None:
        """It is said with the links, which are ready then."""
        self._were_there = transfers

    @Slot(object)
    def _on_flow_file_changed(self, transfer: Transfer) -> None:
        """It goes where it went, which may not be where files go by now."""
        text = self.tr("%1 changed after it was sent: the link shows how it was before.")
        send_again = partial(self._flow.send_to, transfer.queue, [transfer.path])
        buttons: list[tuple[str, Callable[[], None]]] = [
            (self.tr("Send it again"), send_again),
            (self.tr("Delete what was sent"), lambda: self._flow.delete_object(transfer)),
        ]
        self._toast.say(filled(text, transfer.name), buttons, stay=True)

    @Slot(object)
    def _on_flow_parts_remained(self, remains: PartsRemain) -> None:
        size = size_text(remains.size_bytes)
        text = self.tr(
            "Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. "
            "A lifecycle rule that deletes unfinished uploads clears them."
        )
        text = filled(text, size, remains.transfer.name)
        self._toast.say(text, stay=True)

    @Slot(object)
    def _on_flow_destination_named(self, place: Place) -> None:
        """Its key may take long: the password store may ask the person first."""
        self._queue = Queue(place.profile)
        if place != self._chip.place:
            self._found = None
            self._chip.show_place(place)
            self._locked.start()

    @Slot()
    def _on_locked_timeout(self) -> None:
        self._chip.show_standing(Standing.LOCKED)

    @Slot(object)
    def _on_flow_destination_found(self, destination: AnyDestination) -> None:
        self._locked.stop()
        self._toast.take_back(self._failure)
        self._queue, self._found = Queue(destination.profile), destination
        has_other = isinstance(destination, Destination) and destination.credentials.passed_over
        self._chip.show_place(place_of(destination), uses_other_key=bool(has_other))

    @Slot(object, object)
    def _on_flow_destination_proven(self, queue: Queue, destination: AnyDestination) -> None:
        """What was on its way to the bucket that was set before proves nothing of this one."""
        if queue != self._queue or self._found is None:
            return
        if is_same_service(destination, self._found):
            self._chip.show_standing(Standing.READY)

    def leave_to_verdict(self) -> None:
        """What is wrong with the destination stands on the page that is shown."""
        self._toast.take_back(self._failure)

    @Slot(object)
    def _on_flow_destination_failed(self, error: OssDropError) -> None:
        self._locked.stop()
        self._chip.show_standing(Standing.FAILING, cause=error)
        if error.code is not ErrorCode.NOT_CONFIGURED:  # the line at the top says so
            self._failure = sentences(cause_text(error), remedy_text(error))
            if not self._shows_verdict() and self._queue not in self._flow.causes:
                buttons = self._way_out_of(error, self._queue)
                self._toast.say(self._failure, buttons, stay=True)
        else:
            self._toast.take_back(self._failure)

    def _way_out_of(
        self, error: OssDropError, queue: Queue
    ) -> list[tuple[str, Callable[[], None]]]:
        """What mends it, where something here does without a row."""
        fix = fix_for(error)
        if fix is None or fix.kind is FixKind.SET_UP_AGAIN:
            return []
        ask = self._transfers.fix_asked.emit
        return [(fix_text(fix), partial(ask, fix, error, queue))]

    @Slot(int, int, bool)
    def _on_flow_links_ready(self, links: int, failed: int, copied: bool) -> None:  # noqa: FBT001
        newest = self._flow.newest
        before = self._uncopied
        if before is not None and newest.place != before.newest.place:
            before = None  # what is pasted goes to one customer
        if not copied and before is not None and self._toast.shows(before.said):
            links += before.links
            newest = before.newest.joined_by(newest)
        if copied:
            text = self.tr("%Ln links copied.", None, links)
        else:
            text = self.tr("%Ln links are ready.", None, links)
        is_here = newest.place == self._chip.place.profile
        name = self._chip.title if is_here else self._chip.name_of(newest.place)
        # Of a single one, the line at the top says it.
        if name and (not is_here or self._chip.has_others or self._shows_verdict()):
            text = sentences(text, filled(self.tr("Destination: %1."), name))
        if failed:
            text = sentences(text, self.tr("%Ln files failed.", None, failed))
        buttons = []
        there, self._were_there = self._were_there, []
        if there:
            again = self.tr("%Ln files were there already: fresh links.", None, len(there))
            text = sentences(text, again)
            paths = [transfer.path for transfer in there]
            send = partial(self._flow.send_to, there[0].queue, paths)
            buttons = [(self.tr("Send again anyway"), send)]
        if not copied:
            copy = partial(self._history.copy_anew, newest.rows, newest.text)
            buttons.insert(0, (self.tr("Copy"), copy))
        self._uncopied = None if copied else _Uncopied(text, links, newest)
        self._toast.say(text, buttons, until_seen=not copied)

    @Slot(object, bool)
    def _on_history_links_copied(self, entries: list[HistoryEntry], expired: bool) -> None:  # noqa: FBT001
        count = len(entries)
        if expired:
            text = self.tr("%Ln new links copied. Links you sent before stay expired.", None, count)
        elif count == 1:
            text = filled(self.tr("Link copied: %1"), entries[0].name)
        else:
            text = self.tr("%Ln links copied.", None, count)
        buckets = sorted({entry.bucket for entry in entries if not entry.is_temporary})
        if buckets[1:]:  # of two customers, say
            several = filled(self.tr("They are of different buckets: %1."), listed(buckets))
            text = sentences(text, several)
        self._toast.say(text)

    @Slot(object)
    def _on_history_address_copied(self, entry: HistoryEntry) -> None:
        self._toast.say(filled(self.tr("Address copied, it opens nothing: %1"), entry.name))

    @Slot(object)
    def _on_history_link_opens(self, entry: HistoryEntry) -> None:
        self._toast.say(filled(self.tr("It opens: %1"), entry.name))

    @Slot(object)
    def _on_history_rows_removed(self, entries: list[HistoryEntry]) -> None:
        count = len(entries)
        text = self.tr("%Ln files removed from the list; they stay in the bucket.", None, count)
        if any(entry.is_temporary for entry in entries):
            text = self.tr(
                "%Ln files removed from the list. Nothing was deleted; links that were sent work "
                "until they end.",
                None,
                count,
            )
        undo = (self.tr("Undo"), lambda: self._history.bring_back(entries))
        self._toast.say(text, [undo], stay=True)
        self._toast.buttons[0].setShortcut(QKeySequence.StandardKey.Undo)

    @Slot(int)
    def _on_history_too_many_chosen(self, most: int) -> None:
        text = self.tr("That is too many rows at once: select at most %1.")
        self._toast.say(filled(text, QLocale().toString(most)))

    @Slot(int)
    def _on_history_objects_deleted(self, count: int) -> None:
        self._toast.say(self.tr("%Ln files deleted from the bucket.", None, count))

    @Slot(int, object)
    def _on_history_deleting_failed(self, count: int, error: OssDropError) -> None:
        text = self.tr("%Ln files are still in the bucket.", None, count)
        self._toast.say(sentences(text, cause_text(error), remedy_text(error)), stay=True)

    @Slot(int)
    def _on_history_rows_rescued(self, rows: int) -> None:
        text = self.tr("The history file was damaged: %Ln rows could be saved.", None, rows)
        text = sentences(text, self.tr("The damaged file was set aside. No upload is affected."))
        self._toast.say(text, stay=True)

    @Slot(str, int)
    def _on_history_file_done(self, path: str, rows: int) -> None:
        text = self.tr("%Ln rows were written: %1", None, rows)
        self._toast.say(filled(text, path))

    @Slot(object)
    def _on_history_rows_imported(self, found: Imported) -> None:
        text = self.tr("%Ln rows were imported.", None, found.added)
        if not found.added and not found.refused:
            text = self.tr("Nothing was imported: all of it is in the history already.")
        elif found.known:
            text = sentences(text, self.tr("%Ln rows were there already.", None, found.known))
        if found.refused:
            rest = self.tr("%Ln rows were left out: they make no sense.", None, found.refused)
            text = sentences(text, rest)
        self._toast.say(text)

    @Slot(object)
    def _on_history_problem_met(self, error: OssDropError) -> None:
        words = sentences(cause_text(error), remedy_text(error))
        self._say_problem(words, self._way_out_of(error, self._queue))

    @Slot(object, object, int)
    def _on_history_rows_failed(
        self, entries: list[HistoryEntry], error: OssDropError, copied: int
    ) -> None:
        """The way out leads to the destination of the row, whichever is in use."""
        entry, fix = entries[0], fix_for(error)
        cause = cause_text(error)
        buttons = self._way_out_of(error, Queue(entry.profile))
        if fix is not None and fix.kind is FixKind.SET_UP_AGAIN:
            words = self.tr("The AccessKey %1 of the bucket %2 is no longer set up here.")
            cause = filled(words, entry.access_key_masked, entry.bucket)
            buttons = [(fix_text(fix), lambda: self.place_asked.emit(entry))]
        words = sentences(cause, remedy_text(error))
        if len(entries) > 1 or copied:
            count = self.tr("%Ln links could not be made.", None, len(entries))
            words = sentences(count, words)
        if copied:
            words = sentences(self.tr("%Ln links copied.", None, copied), words)
        self._say_problem(words, buttons)

    def _say_problem(self, words: str, buttons: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """It belongs to the rows of its page: on another one it would lie over what is there."""
        self._toast.say(words, buttons, stay=True, follows=False)

    @Slot(object, object)
    def _on_flow_transfer_failed(self, queue: Queue, error: OssDropError) -> None:
        """Its row says why; where the destination is at fault, so does the banner."""
        if error.explanation.scope is Scope.DESTINATION and queue == self._queue:
            self._chip.show_standing(Standing.FAILING, cause=error)
