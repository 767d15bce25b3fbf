"""Says what a command waits for, where nothing has moved for long."""

from __future__ import annotations

import threading
from typing import Self

from ossdrop.app import App
from ossdrop.commands.output import say

AFTER_S = 10.0
_LOOK_EVERY_S = 1.0
_STORE = (
    "Still waiting for this computer's password store. "
    "Perhaps it asks for its password in a window of its own."
)
_SERVICE = "Still waiting for the service: nothing has come or gone for {:.0f} seconds."


class WaitingNotice:
    """One line on stderr each time that a wait becomes long. A context manager.

    What has no transfers, such as `resolve`, `sends` all the same.
    """

    def __init__(self, app: App, *, sends: bool = False) -> None:
        self._app, self._sends = app, sends
        self._last: object = None
        self._looks = 0  # for how many it has been like this
        self._is_over = threading.Event()
        self._moved = 0  # by what the caller notes
        self._thread = threading.Thread(target=self._run, name="waiting notice", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def note_moved(self) -> None:
        """Something has come that no transfer counts."""
        self._moved += 1

    def _run(self) -> None:
        while not self._is_over.wait(_LOOK_EVERY_S):
            if words := self.look():
                say(words)

    def look(self) -> str:
        """Once a second: what is to be said now, mostly nothing."""
        is_store, moved = self._app.destinations.secrets.is_asked, 0
        if not is_store:
            transfers = self._app.transfers
            moved = sum(one.sent_bytes for one in transfers.progress().values())
            if not (transfers.open_count or self._sends):
                self._last, self._looks = None, 0
                return ""
        now = (is_store, moved + self._moved, self._app.transfers.open_count)
        self._looks = self._looks + 1 if now == self._last else 0
        self._last = now
        if self._looks * _LOOK_EVERY_S != AFTER_S:
            return ""
        return _STORE if is_store else _SERVICE.format(AFTER_S)
