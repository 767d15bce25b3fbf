"""How a call ends that is not to go on: after its time, or because the caller has raised."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from ossdrop.app import App
from ossdrop.errors import ErrorCode, OssDropError


class Deadline:
    """Ends a call after its time, also where an App of it waits for the password store."""

    def __init__(self, timeout_s: float | None) -> None:
        self._timeout_s = timeout_s
        self._apps: list[App] = []
        self._error: OssDropError | None = None

    def watch(self, app: App) -> None:
        """An App belongs to the call, too; raises where the time is over."""
        self._apps.append(app)
        if self._error is not None:
            raise self._error

    def let_go(self) -> None:
        """Wait for the password store no longer."""
        for app in tuple(self._apps):
            app.destinations.secrets.close()

    @contextlib.contextmanager
    def running(self, end: Callable[[OssDropError], None]) -> Iterator[None]:
        """Call `end` from another thread once the time is over, unless the inside has ended."""
        if self._timeout_s is None:
            yield
            return

        def end_all() -> None:
            words = f"not done within {self._timeout_s} s"
            self._error = OssDropError(ErrorCode.NETWORK_TIMEOUT, words)
            end(self._error)
            self.let_go()

        timer = threading.Timer(self._timeout_s, end_all)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
