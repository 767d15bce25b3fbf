"""Work that may wait, off the UI thread; its result comes back on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ossdrop.errors import ErrorCode, OssDropError

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Background(QObject):
    """A small pool for keyring, disk and SQLite. Results are delivered on the UI thread."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(3, thread_name_prefix="background")
        # One thread of its own: long lists of ids stay in the memory of that one.
        self._search_pool = ThreadPoolExecutor(1, thread_name_prefix="searches")
        # Another one, so that a picture that takes its time holds up nothing else.
        self._picture_pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._make_pool = ThreadPoolExecutor(1, thread_name_prefix="makings")
        self._closers: list[Callable[[], None]] = []
        self._closed = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None] = lambda result: None,
        on_error: Callable[[OssDropError], None] = lambda error: None,
    ) -> None:
        """Do `work` in the pool, then call one of the two on the UI thread."""
        if not self._closed:
            self._pool.submit(self._work, work, on_result, on_error)

    def search(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: Callable[[OssDropError], None],
    ) -> None:
        """Do `work`, which may take a second, one after another."""
        if not self._closed:
            self._search_pool.submit(self._work, work, on_result, on_error)

    def make_picture(self, work: Callable[[], Result], on_result: Callable[[Result], None]) -> None:
        """Do `work`, one after another; an error is no result."""
        if not self._closed:
            self._picture_pool.submit(self._work, work, on_result, lambda error: None)

    def make(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: Callable[[OssDropError], None],
    ) -> None:
        """Do `work` that may take minutes, one after another."""
        if not self._closed:
            self._make_pool.submit(self._work, work, on_result, on_error)

    def close_first(self, close: Callable[[], None]) -> None:
        """Call `close` before waiting for what runs: it ends what would keep that waiting."""
        self._closers.append(close)

    def close(self) -> None:
        """Wait for what runs; deliver nothing more."""
        self._closed = True
        for close in self._closers:
            close()
        self._picture_pool.shutdown(cancel_futures=True)
        self._search_pool.shutdown(cancel_futures=True)
        self._make_pool.shutdown(cancel_futures=True)
        self._pool.shutdown(cancel_futures=True)

    def _work(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: Callable[[OssDropError], None],
    ) -> None:
        try:
            result = work()
        except OssDropError as error:
            failure = error
        except OSError as error:  # files of others have errors of their own
            _log.warning("background work failed: %s", error)
            failure = OssDropError(ErrorCode.OWN_FILE_FAILED, error.strerror or str(error))
        except Exception as error:  # noqa: BLE001 - becomes the error of the asker
            _log.exception("background work failed")
            failure = OssDropError(ErrorCode.UNEXPECTED, type(error).__name__)
        else:
            self._deliver(lambda: on_result(result))
            return
        self._deliver(lambda: on_error(failure))

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            self._delivered.emit(call)

    @Slot(object)
    def _on_delivered(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
