"""From a drop to links in the clipboard: what happens when, without any widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from ossdrop.app import App
from ossdrop.config.profile_id import NO_PROFILE, ProfileId
from ossdrop.config.profiles import Profile
from ossdrop.drops import NO_DROP
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import format_links, link_style
from ossdrop.models.catalogue import catalogue
from ossdrop.place import Place
from ossdrop.program.preferences import Preferences
from ossdrop.redaction import Secret
from ossdrop.transfers.transfer import (
    BatchFinished,
    Queue,
    QueueHeld,
    QueueReleased,
    Transfer,
    TransferState,
)
from ossdrop_gui.background import Background
from ossdrop_gui.bridge import Bridge
from ossdrop_gui.choices import Choices
from ossdrop_gui.desktop.clipboard import LinkClipboard
from ossdrop_gui.desktop.paste import Picture, keep_image, pasted_folder

if TYPE_CHECKING:
    from ossdrop.config.settings import AnyDestination
    from ossdrop.media.fitting import Fitter

_TELL_EVERY_MS = 1000


@dataclass(frozen=True)
class Newest:
    """The links of a drop: as they were signed, and the rows to sign them anew by, if all are."""

    text: str = field(default="", repr=False)
    rows: tuple[int, ...] = ()
    place: ProfileId = NO_PROFILE  # the destination they lead to

    def joined_by(self, other: Newest) -> Newest:
        """Both, one after the other."""
        rows = (*self.rows, *other.rows) if self.rows and other.rows else ()
        return Newest(f"{self.text}\n{other.text}", rows, self.place)


class UploadFlow(QObject):
    """Passes files to the core and its results to the clipboard; tells the window by signals."""

    destination_named = Signal(object)  # Place, before its key is known
    destination_found = Signal(object)  # AnyDestination
    destination_failed = Signal(object)  # OssDropError
    links_ready = Signal(int, int, bool)  # links, failed files, whether they were copied
    rows_added = Signal(object)  # ids of new history rows
    transfer_failed = Signal(object, object)  # Queue, OssDropError
    request_failed = Signal(object)  # OssDropError of what was asked for
    queue_held = Signal(object, object)  # Queue, OssDropError
    queue_released = Signal(object)  # Queue
    content_was_there = Signal(object)  # Transfers whose content was there already
    file_changed = Signal(object)  # a Transfer whose file is another one by now
    restored = Signal(object)  # what was left unfinished is listed; buckets not set up, by queue
    destination_proven = Signal(object, object)  # Queue, AnyDestination: something arrived there
    parts_remained = Signal(object)  # PartsRemain
    fitting = Signal(object, object)  # a Transfer's id, how far its fitting version is; None: over
    fetching = Signal(int, int)  # which of so many results is fetched now
    held_changed = Signal(object)  # paths that wait for a place to go to

    def __init__(
        self,
        app: App,
        bridge: Bridge,
        background: Background,
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._background = app, background
        self.clipboard = LinkClipboard(self)
        self._newest = Newest()
        self._lookups = 0
        self._fitter: Fitter | None = None  # made when it is first needed
        self._held: list[Sequence[Path]] | None = None
        self._early: list[Callable[[], None]] | None = None  # while it is read where files go
        self.causes: dict[Queue, OssDropError] = {}  # for which uploads wait
        self._arrived: list[int] = []  # rows of drops that are not done yet
        # Where the last of them arrived: its queue may have got another destination since.
        self._proven: tuple[Queue, AnyDestination] | None = None
        self._arriving = QTimer(self, singleShot=True, interval=_TELL_EVERY_MS)
        self._arriving.timeout.connect(self._tell_arrived)
        self._choices = choices
        self._take_choices(choices.now)
        choices.changed.connect(self._take_choices)
        choices.proxy_changed.connect(self._take_proxy)
        choices.keeping_failed.connect(self.request_failed)
        bridge.read_progress_with(app.transfers.progress)
        bridge.batch_finished.connect(self._on_bridge_batch_finished)
        bridge.transfer_changed.connect(self._on_bridge_transfer_changed)
        bridge.queue_held.connect(self._on_bridge_queue_held)
        bridge.queue_released.connect(self._on_bridge_queue_released)
        bridge.parts_remained.connect(self.parts_remained)

    @Slot(object)
    def send(self, paths: Sequence[Path]) -> None:
        """Upload files and folders."""
        self._submit(paths, self.clipboard.changes)

    def _submit(self, paths: Sequence[Path], changes: int) -> None:
        if paths:
            self.once_placed(lambda: self._submit_or_hold(paths, changes))

    def _submit_or_hold(self, paths: Sequence[Path], changes: int) -> None:
        if self._held is not None:
            self._held.append(paths)
            self.held_changed.emit(self.held)
            return
        self.clipboard.mark(self._app.submit(paths), changes)
        self.find_destination()  # its settings may have been changed by others

    def await_place(self) -> None:
        """It is not read yet which destination is in use: nothing goes to another one till then."""
        self._early = []

    def begin(self) -> None:
        """It is known where files go: do what was asked for before that."""
        early, self._early = self._early or [], None
        for act in early:
            act()

    def once_placed(self, act: Callable[[], None]) -> None:
        """Do this now, or as soon as it is known where files go."""
        if self._early is None:
            act()
        else:
            self._early.append(act)

    @property
    def holds(self) -> bool:
        """Whether there is no place for files yet."""
        return self._held is not None

    @property
    def held(self) -> tuple[Path, ...]:
        """What waits for a place."""
        return tuple(path for paths in self._held or () for path in paths)

    def hold(self) -> None:
        """Keep what is dropped from now on until there is a place for it."""
        if self._held is None:
            self._held = []
            self.held_changed.emit(())

    @Slot()
    def drop_held(self) -> None:
        """Let go of what waits."""
        self._held = []
        self.held_changed.emit(())

    def send_held(self) -> None:
        """There is a place now: send what waits, each drop as one."""
        held, self._held = self._held or [], None
        for paths in held:  # whoever chose a place just now was told that links are copied
            self.send(paths)
        self.held_changed.emit(())

    @Slot(object, str)
    def send_anew(
        self, paths: Sequence[Path], name: str = "", profile_id: ProfileId = NO_PROFILE
    ) -> None:
        """Upload files even if their content is there already; `name`: of their folder.

        To a destination's bucket, where one is given, else where files go now.
        """
        self.send_to(Queue(profile_id, to_bucket=True) if profile_id else None, paths, name)

    def send_to(self, queue: Queue | None, paths: Sequence[Path], name: str = "") -> None:
        """The same for a destination's queue, None for that of the one in use."""
        submit = partial(self._app.submit, paths, anew=True, name=name, queue=queue)
        changes = self.clipboard.changes
        self.once_placed(lambda: self.clipboard.mark(submit(), changes))

    @Slot(object, str, str)
    def keep(self, paths: Sequence[Path], profile_id: ProfileId, name: str = "") -> None:
        """Upload files of temporary storage to a destination's bucket; `name`: of their folder."""
        if not profile_id:
            self.request_failed.emit(OssDropError(ErrorCode.KEEP_NEEDS_BUCKET))
            return
        changes = self.clipboard.changes
        queue = Queue(profile_id, to_bucket=True)
        keep = partial(self._app.submit, paths, name=name, queue=queue)
        self.once_placed(lambda: self.clipboard.mark(keep(), changes))

    @Slot(object)
    def pause(self, ids: Sequence[int]) -> None:
        """Stop transfers, to go on later."""
        self._app.transfers.pause(*ids)

    @Slot()
    def pause_all(self) -> None:
        """Stop everything, to go on later."""
        self._app.transfers.pause_all()

    @Slot()
    def resume_all(self) -> None:
        """Go on with everything that is paused."""
        self.clipboard.mark(self._app.transfers.resume_all(), goes_on=True)

    @Slot(object, str)
    def send_image(self, image: QImage, name: str = "") -> None:
        """Upload a picture that is in no file yet."""
        self._send_kept(lambda: keep_image(image, name))

    @Slot(object)
    def send_picture(self, picture: Picture) -> None:
        """Upload a picture that a page handed over."""
        from ossdrop.intake.pictures import keep_picture

        self._send_kept(
            lambda: keep_picture(pasted_folder(), picture.name, picture.kind, picture.content)
        )

    @Slot(str)
    def send_address(self, address: str) -> None:
        """Upload a picture of a page."""
        from ossdrop.intake.pictures import fetch_picture

        self._send_kept(lambda: fetch_picture(address, pasted_folder()))

    def _send_kept(self, keep: Callable[[], Path]) -> None:
        """Make a file of what was dropped, and send it: as a drop of this moment."""
        changes = self.clipboard.changes
        self._background.run(
            keep, lambda path: self._submit([path], changes), self.request_failed.emit
        )

    @Slot(object)
    def resume(self, ids: Sequence[int]) -> None:
        """Go on with paused transfers; their links are those of one drop."""
        self.clipboard.mark(self._app.transfers.resume(*ids), goes_on=True)

    @Slot(object)
    def retry(self, ids: Sequence[int]) -> None:
        """Send failed files again; their links are those of one drop."""
        self.clipboard.mark(self._app.transfers.retry(*ids))

    @Slot(object)
    def cancel(self, ids: Sequence[int]) -> None:
        """Stop transfers for good."""
        self._app.transfers.cancel(*ids)

    @Slot(object)
    def redirect(self, transfers: Sequence[Transfer]) -> None:
        """Send where files go now what waits for another destination."""
        self.send([transfer.path for transfer in transfers])
        self._app.transfers.remove(*[transfer.id for transfer in transfers])

    @Slot(object)
    def fit(self, transfers: Sequence[Transfer]) -> None:
        """Make fitting versions of files, one after another, and send them in their place."""
        from ossdrop.media.fitting import Fitter

        if self._fitter is None:
            self._fitter = Fitter(self._app.media)
            self._background.close_first(self._fitter.close)
        changes = self.clipboard.changes
        for transfer in transfers:
            if transfer.misfit is not None:
                self._fit_one(self._fitter, transfer, transfer.misfit.words.value, changes)

    def _fit_one(self, fitter: Fitter, transfer: Transfer, reader: str, changes: int) -> None:
        keeps = self._choices.now.keeps_metadata
        self.fitting.emit(transfer.id, 0.0)

        def make() -> Path:
            model = catalogue().find(reader)
            if model is None:
                raise OssDropError(ErrorCode.FIT_FAILED)
            return fitter.fit(
                transfer.path,
                model,
                pasted_folder(),
                keeps_metadata=keeps,
                on_progress=lambda share: self.fitting.emit(transfer.id, share),
            )

        def made(path: Path) -> None:
            self.fitting.emit(transfer.id, None)
            self._app.transfers.remove(transfer.id)
            self._submit([path], changes)

        def failed(error: OssDropError) -> None:
            self.fitting.emit(transfer.id, None)
            if not fitter.is_cancelled:
                self.request_failed.emit(error)

        self._background.make(make, made, failed)

    @Slot()
    def cancel_fit(self) -> None:
        """Give up what is being made to fit."""
        if self._fitter is not None:
            self._fitter.cancel()

    @Slot(object)
    def keep_results(self, links: Sequence[str]) -> None:
        """Fetch what models have made, and send it as one drop, with where it came from."""
        from ossdrop.intake.results import FetchedResult, fetch_result, reach_for

        changes = self.clipboard.changes

        def fetch() -> list[FetchedResult | OssDropError]:
            if not self._app.destinations.goes_to_bucket():
                raise OssDropError(ErrorCode.KEEP_NEEDS_BUCKET)
            home = self._app.destinations.practice_address()
            found: list[FetchedResult | OssDropError] = []
            for number, link in enumerate(links):
                self.fetching.emit(number + 1, len(links))
                try:
                    reach = reach_for(link, home)
                    found.append(fetch_result(link, pasted_folder(), reach=reach))
                except OssDropError as error:
                    found.append(error)
            return found

        def fetched(found: list[FetchedResult | OssDropError]) -> None:
            good = {one.path: one.origin for one in found if isinstance(one, FetchedResult)}
            if good:
                self.clipboard.mark(self._app.submit(list(good), origins=good), changes)
            for error in [one for one in found if isinstance(one, OssDropError)][:1]:
                self.request_failed.emit(error)

        self.once_placed(lambda: self._background.run(fetch, fetched, self.request_failed.emit))

    @Slot(object)
    def remove_transfers(self, ids: Sequence[int]) -> None:
        """Take transfers off the list."""
        self._app.transfers.remove(*ids)

    @Slot(object)
    def try_again(self, queue: Queue) -> None:
        """What held a queue may be mended."""
        self._app.transfers.try_again(queue)

    def release_all(self) -> None:
        """Settings changed: whatever is held may go on."""
        self._app.transfers.release()

    @property
    def open_count(self) -> int:
        """How many files wait or run, as the core has it: before the list has heard of them."""
        return self._app.transfers.open_count

    @property
    def ending(self) -> list[Profile]:
        """Destinations that are gone at the next start."""
        return self._app.destinations.ending

    @property
    def is_looking(self) -> bool:
        """Whether what was dropped is looked through still."""
        return self._app.transfers.is_looking

    def restore(self) -> None:
        """List what was left unfinished."""

        def restore() -> Mapping[ProfileId, str]:
            self._app.restore()
            return self._app.left_for

        self._background.run(restore, self.restored.emit, self.request_failed.emit)

    @Slot(str, object)
    def keep_proxy_password(self, address: str, password: Secret) -> None:
        """Put a proxy's password into the password store, and use it."""
        self._background.run(
            lambda: self._app.keep_proxy_password(address, password),
            lambda _: self._take_proxy(self._choices.now),
            self.request_failed.emit,
        )

    @Slot(object)
    def _take_proxy(self, chosen: Preferences) -> None:
        self._background.run(
            lambda: self._app.choose_proxy(chosen),
            lambda _: self.release_all(),
            self.request_failed.emit,
        )

    @Slot(str)
    def choose_model(self, model: str) -> None:
        """Send files for another model from now on."""
        if model != self._choices.now.model:
            self._choices.change(model=model)
            self.find_destination()

    @Slot(object)
    def _take_choices(self, preferences: Preferences) -> None:
        self.clipboard.hides_links = preferences.hides_links
        self._app.reuses = preferences.reuses_files
        self._app.reader = preferences.reader
        self._app.destinations.model = preferences.model
        self._app.transfers.limit.change(preferences.limit_bytes_per_s)

    def find_destination(self) -> None:
        """Look up where files go now; the newest question is answered with one of two signals."""
        self._lookups += 1
        lookup = self._lookups

        def newest(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda answer: tell(answer) if lookup == self._lookups else None

        def named(place: Place) -> None:
            self.destination_named.emit(place)
            self._background.run(
                self._app.destinations.resolve,
                newest(self.destination_found.emit),
                newest(self.destination_failed.emit),
            )

        self._background.run(self._app.place, newest(named), newest(self.destination_failed.emit))

    def use_practice(self) -> None:
        """Send files to the practice bucket from now on."""
        self._app.destinations.use_practice()
        self.find_destination()

    @property
    def newest(self) -> Newest:
        """The links of the drop that was done last."""
        return self._newest

    def delete_object(self, transfer: Transfer) -> None:
        """Delete what a transfer stored, and its row."""
        self._background.run(
            lambda: self._app.delete_stored(transfer),
            lambda _: self.rows_added.emit([]),
            self.request_failed.emit,
        )

    @Slot(object)
    def _on_bridge_batch_finished(self, batch: BatchFinished) -> None:
        finished = [t.finished for t in batch.succeeded if t.finished is not None]
        failed = sum(t.state is TransferState.FAILED for t in batch.transfers)
        there = [t for t in batch.succeeded if t.finished is not None and t.finished.was_there]
        if there:
            self.content_was_there.emit(there)
        if finished:
            named = [t.finished.named(t.name) for t in batch.succeeded if t.finished is not None]
            chosen = self._choices.now
            style = link_style(chosen.link_format, chosen.link_template)
            text = format_links(named, style)
            was_cancelled = any(t.state is TransferState.CANCELLED for t in batch.transfers)
            wanted = chosen.copies_links and not was_cancelled
            drops = frozenset(t.drop.id for t in batch.succeeded) - {NO_DROP.id}
            written, place = 0, batch.transfers[0].queue.profile
            if wanted:
                written = self.clipboard.write_for(batch.batch_id, named, style, drops, place)
            rows = [one.history_id for one in finished if one.history_id is not None]
            told = frozenset(rows)
            self._arrived = [row for row in self._arrived if row not in told]
            self._newest = Newest(text, tuple(rows) if len(rows) == len(finished) else (), place)
            self.destination_proven.emit(batch.transfers[0].queue, finished[-1].destination)
            self.links_ready.emit(written or len(finished), failed, bool(written))
            self.rows_added.emit(rows)
            if len(rows) < len(finished):
                self.request_failed.emit(OssDropError(ErrorCode.HISTORY_FAILED))

    @Slot(object)
    def _on_bridge_transfer_changed(self, transfer: Transfer) -> None:
        if transfer.state is TransferState.FAILED and transfer.error is not None:
            self.transfer_failed.emit(transfer.queue, transfer.error)
        if transfer.finished is not None and transfer.finished.file_changed:
            self.file_changed.emit(transfer)
        if transfer.finished is not None and not transfer.batch_id:  # of an earlier run
            row_id = transfer.finished.history_id
            self.rows_added.emit([] if row_id is None else [row_id])
        elif transfer.finished is not None and transfer.finished.history_id is not None:
            self._arrived.append(transfer.finished.history_id)
            self._proven = (transfer.queue, transfer.finished.destination)
            if not self._arriving.isActive():
                self._arriving.start()

    @Slot()
    def _tell_arrived(self) -> None:
        """Of a long drop each file is a row soon after it is done; all at once at its end."""
        arrived, self._arrived = self._arrived, []
        if self._proven is not None and self._proven[0] not in self.causes:
            self.destination_proven.emit(*self._proven)
        self._proven = None
        if arrived:
            self.rows_added.emit(arrived)

    @Slot(object)
    def _on_bridge_queue_held(self, event: QueueHeld) -> None:
        self.causes[event.queue] = event.error
        self.queue_held.emit(event.queue, event.error)

    @Slot(object)
    def _on_bridge_queue_released(self, event: QueueReleased) -> None:
        self.causes.pop(event.queue, None)
        self.queue_released.emit(event.queue)
