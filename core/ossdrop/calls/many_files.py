"""Many files up, side by side: the way of the window and the command, for a script."""

from __future__ import annotations

import _thread
import asyncio
import contextvars
import copy
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from os import PathLike
from pathlib import Path

from ossdrop.calls.arguments import given_path, require_callback, require_lifetime
from ossdrop.calls.ends import Deadline
from ossdrop.calls.kept import KEY_REFUSED, OpenApp
from ossdrop.calls.one_file import TakesApp, about
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.transfers.manager import TransferManager
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.outcomes import Outcomes
from ossdrop.transfers.patience import FIRST_WAIT_S, Patience
from ossdrop.transfers.transfer import FinishedUpload, Transfer, TransferEvent

_TELL_EVERY_S = 0.1
_END_WITHIN_S = 2.0  # for what is to be removed, of this call and of earlier ones
# The same where somebody waits for the end: a line that answers does so within that, and where none
# does a later upload removes it.
_GIVE_UP_WITHIN_S = 0.5
_OnProgress = Callable[[int, int], None]
Outcome = FinishedUpload | OssDropError


class FilesCall:
    """One call for many files. To be made before anything is sent; then `run`, once."""

    def __init__(
        self,
        take: TakesApp,
        paths: Iterable[str | PathLike[str]],
        expires_s: int | None,
        on_progress: _OnProgress | None,
        timeout_s: float | None,
    ) -> None:
        if isinstance(paths, (str, bytes, PathLike)):
            raise TypeError("several paths are wanted, in a list: upload_file() takes one")
        given = list(paths)
        self._paths = [given_path(path, f"paths[{at}]") for at, path in enumerate(given)]
        self._given = [os.fspath(path) for path in given]  # as an error names it
        require_lifetime(expires_s)
        require_callback(on_progress)
        self._take, self._expires_s = take, expires_s
        self._on_progress = on_progress
        self._deadline = Deadline(timeout_s)
        self._error: BaseException | None = None  # that has ended it
        self._wakes = threading.Event()
        self._size_bytes, self._told_bytes = 0, -1

    def end(self, error: BaseException) -> None:
        """End it within a moment, from any thread. Files that have not arrived get the error.

        One that is none of the catalogue is raised by `run`.
        """
        self._error = self._error or error
        self._wakes.set()
        self._deadline.let_go()

    def run(self) -> list[Outcome]:
        """Send them; gives what became of each, in their order. Blocks.

        Raises what finding the destination raises, and what the progress callback does.
        """
        if not self._paths:
            return []
        with self._deadline.running(self.end):
            try:
                outcomes = self._send_with_key_of_today()
            except OssDropError:
                if not isinstance(self._error, OssDropError):
                    raise
                outcomes = [about(path, copy.copy(self._error)) for path in self._paths]
        for text, outcome in zip(self._given, outcomes, strict=True):
            if isinstance(outcome, OssDropError):
                outcome.file = text
        if self._on_progress is not None:
            self._on_progress(self._size_bytes, self._size_bytes)
        return outcomes

    def _send_with_key_of_today(self) -> list[Outcome]:
        """Once more where a kept key is refused, and the password store has another one by now."""
        opened = self._take(self._deadline.watch)
        outcomes = self._send(opened, self._paths)
        refused = [
            number
            for number, one in enumerate(outcomes)
            if isinstance(one, OssDropError) and one.code in KEY_REFUSED
        ]
        if not refused or opened.is_fresh:
            return outcomes
        renewed = self._take(self._deadline.watch, anew=True)
        if renewed.destination == opened.destination:
            renewed.app.close()
            return outcomes
        again = self._send(renewed, [self._paths[number] for number in refused])
        for number, one in zip(refused, again, strict=True):
            outcomes[number] = one
        return outcomes

    def _send(self, opened: OpenApp, paths: Sequence[Path]) -> list[Outcome]:
        files = _Listed(self._wakes)
        patience = Patience(FIRST_WAIT_S, FIRST_WAIT_S)
        manager = TransferManager(files.listen, leaves=True, patience=patience)
        with opened:
            try:
                sender = opened.sender(self._expires_s)
                manager.submit(paths, lambda: sender, asks=False, opens_folders=False)
                self._wait(manager, files, len(paths))
            except BaseException:  # Ctrl+C as well
                _give_up(manager, opened)
                raise
            if self._error is not None:
                _give_up(manager, opened)
            manager.wait_until_idle(_END_WITHIN_S)
            manager.close()
            outcomes = [self._outcome(path, files, number) for number, path in enumerate(paths)]
            has_failed = any(isinstance(one, OssDropError) for one in outcomes)
            opened.may_be_kept &= not has_failed and not files.has_large
        return outcomes

    def _wait(self, manager: TransferManager, files: _Listed, count: int) -> None:
        """Until all files have come to an end, or the call has; tell how far it is meanwhile."""
        while not files.is_over and self._error is None:
            self._wakes.wait(_TELL_EVERY_S)
            self._wakes.clear()
            if self._on_progress is not None and len(files.order) == count:
                self._tell(manager, files, self._on_progress)
        if not isinstance(self._error, OssDropError | None):
            raise self._error

    def _tell(self, manager: TransferManager, files: _Listed, on_progress: _OnProgress) -> None:
        """Never less than before, and the whole size at the end only."""
        with files.changed:
            ended_bytes, total_bytes = files.ended_bytes, files.total_bytes
        self._size_bytes = max(self._size_bytes, total_bytes)
        running_bytes = sum(one.sent_bytes for one in manager.progress().values())
        sent_bytes = min(ended_bytes + running_bytes, total_bytes - 1)
        if sent_bytes > self._told_bytes:
            self._told_bytes = sent_bytes
            on_progress(sent_bytes, self._size_bytes)

    def _outcome(self, path: Path, files: _Listed, number: int) -> Outcome:
        transfer = files.at(number)
        if transfer is not None and transfer.finished is not None:
            return transfer.finished
        error = transfer.error if transfer is not None else None
        if error is None and isinstance(self._error, OssDropError):
            error = self._error
        # A copy: one that all files have in common is an object of each.
        return about(path, copy.copy(error or OssDropError(ErrorCode.UNEXPECTED)))


class _Listed(Outcomes):
    """The files of a call. `wakes` is set once all have come to an end."""

    def __init__(self, wakes: threading.Event) -> None:
        super().__init__()
        self._wakes = wakes

    def listen(self, event: TransferEvent) -> None:
        """Take an event; called from worker threads."""
        super().listen(event)
        if self.is_over:
            self._wakes.set()

    def at(self, number: int) -> Transfer | None:
        """The file at a place in the list, where it has come to an end."""
        with self.changed:
            known = number < len(self.order)
            return self.ended.get(self.order[number]) if known else None

    @property
    def has_large(self) -> bool:
        """Whether one was sent in parts, whose threads would stay."""
        return any(one.size_bytes > THRESHOLD_BYTES for one in self.ended.values())


def _give_up(manager: TransferManager, opened: OpenApp) -> None:
    """End everything for good; the App is of no use after that."""
    opened.may_be_kept = False
    manager.give_up()
    manager.wait_until_idle(_GIVE_UP_WITHIN_S)
    opened.app.cut()
    manager.close()


def _run_on_its_own(call: FilesCall) -> Future[list[Outcome]]:
    """In a thread of its own: those of the loop may all be busy, or wait for each other."""
    future: Future[list[Outcome]] = Future()
    future.set_running_or_notify_cancel()  # it ends by itself, whoever still waits for it

    def run() -> None:
        try:
            future.set_result(call.run())
        except BaseException as error:  # noqa: BLE001 - it comes out where it is awaited
            future.set_exception(error)

    def begin() -> None:
        try:
            thread.start()
        except (RuntimeError, MemoryError) as error:  # the system gives no more
            future.set_exception(error)

    inside = contextvars.copy_context()
    thread = threading.Thread(target=inside.run, args=(run,), name="ossdrop call", daemon=False)
    # Whoever begins a thread waits until that has its turn: no event loop has time for that.
    _thread.start_new_thread(begin, ())
    return future


async def run_awaited(
    make_call: Callable[[_OnProgress | None], FilesCall], on_progress: _OnProgress | None
) -> list[Outcome]:
    """`FilesCall.run` beside the event loop; one that is cancelled has ended when this returns.

    The progress callback is called by the loop.
    """
    require_callback(on_progress)
    loop = asyncio.get_running_loop()

    async def tell(sent_bytes: int, size_bytes: int) -> None:
        if on_progress is not None:
            on_progress(sent_bytes, size_bytes)

    def tell_there(sent_bytes: int, size_bytes: int) -> None:
        asyncio.run_coroutine_threadsafe(tell(sent_bytes, size_bytes), loop).result()

    call = make_call(None if on_progress is None else tell_there)
    running = asyncio.wrap_future(_run_on_its_own(call))
    running.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # it is known
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError as cancelled:
        call.end(cancelled)
        await asyncio.wait([running])
        raise
