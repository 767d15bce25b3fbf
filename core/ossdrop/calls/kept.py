"""Apps that are kept from one call of a script to the next, while nothing has changed.

A script calls once a file. Settings, credentials, connections and the history's file are opened for
the first call and serve the next ones. Each call has its App to itself, so that what ends one, a
timeout or Ctrl+C, touches no other; calls at the same time have one each. An App whose call went
wrong in any way is closed: no half of an answer waits on a connection for the next file.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from ossdrop.app import App
from ossdrop.calls import circumstances
from ossdrop.config.env_check import mistyped_names
from ossdrop.config.policies import read_policies
from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.config.settings import AnyDestination
from ossdrop.errors import ErrorCode
from ossdrop.network.idle import MOST_IDLE_S
from ossdrop.program.paths import preferences_file, profiles_file
from ossdrop.redaction import shown
from ossdrop.transfers.attempt import Sender

_MOST = 16  # Apps that wait for a call
# What the password store may answer otherwise by now, though no file and no variable has changed.
KEY_REFUSED = frozenset(
    {
        ErrorCode.ACCESS_KEY_UNKNOWN,
        ErrorCode.SECRET_WRONG,
        ErrorCode.TOKEN_EXPIRED,
        ErrorCode.API_KEY_WRONG,
    }
)
_OnMade = Callable[[App], None]


@dataclass(frozen=True)
class _Asked:
    """What a call has given itself: settings, as a digest, and the model."""

    settings: bytes | None
    model: str | None


@dataclass(eq=False, repr=False)
class OpenApp:
    """An App with its destination, for one call: given back where that went well, else closed."""

    app: App
    destination: AnyDestination
    is_fresh: bool = True  # its settings were read for this very call
    may_be_kept: bool = True
    _is_current: Callable[[], bool] = lambda: False
    _give_back: Callable[[OpenApp], None] = lambda opened: opened.app.close()
    _idle_since_s: float = field(default_factory=time.monotonic)

    def sender(self, expires_s: int | None) -> Sender:
        """What sends files to the destination."""
        return self.app.sender_to(self.destination, expires_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self.may_be_kept:
            self._idle_since_s = time.monotonic()
            self._give_back(self)
        else:
            self.app.close()

    @property
    def idle_s(self) -> float:
        """For how long nobody has used it."""
        return time.monotonic() - self._idle_since_s

    def is_usable(self) -> bool:
        """Whether it is what would be opened now."""
        return self.idle_s < MOST_IDLE_S and self._is_current()


class KeptApps:
    """The Apps that wait for the next call; one for the process. Thread-safe."""

    def __init__(self) -> None:
        self._waiting: list[tuple[_Asked, OpenApp]] = []  # the last one given back at the end
        self._lock = threading.Lock()
        self._has_hooks = False

    def take(
        self,
        settings: Mapping[str, str] | None,
        model: str | None,
        on_made: _OnMade = lambda app: None,
        *,
        anew: bool = False,
    ) -> OpenApp:
        """An App for one call: one that was kept, where nothing has changed, else a new one.

        Blocks; `on_made` is told of a new one before it asks anybody for anything. Raises what
        finding the destination does.
        """
        asked = _Asked(None if settings is None else circumstances.of_mapping(settings), model)
        while not anew and (kept := self._pop(asked)) is not None:
            if kept.is_usable():
                kept.is_fresh = False
                kept.app.drop_idle_connections()
                return kept
            kept.app.close()
        return self._open(asked, settings, on_made)

    def close(self) -> None:
        """Close all that wait."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for _, kept in waiting:
            kept.app.close()

    def _pop(self, asked: _Asked) -> OpenApp | None:
        with self._lock:
            for index in reversed(range(len(self._waiting))):
                if self._waiting[index][0] == asked:
                    return self._waiting.pop(index)[1]
        return None

    def _keep(self, asked: _Asked, opened: OpenApp) -> None:
        with self._lock:
            self._hook_in()
            waiting = [*self._waiting, (asked, opened)]
            self._waiting = [one for one in waiting if one[1].idle_s < MOST_IDLE_S][-_MOST:]
            dropped = [one for one in waiting if one not in self._waiting]
        for _, kept in dropped:
            kept.app.close()

    def _open(self, asked: _Asked, settings: Mapping[str, str] | None, on_made: _OnMade) -> OpenApp:
        """Each thing is looked at before it is read: the next call sees what changes meanwhile."""
        for name, meant in mistyped_names(settings or ()).items():
            raise ValueError(f"settings: {shown(name)} is not known; {meant} may be meant")
        process = circumstances.of_process()
        files = [] if settings is not None else [profiles_file(), preferences_file()]
        policies = read_policies()
        content = circumstances.of_files(files)
        app = App(settings=settings)
        try:
            on_made(app)
            if settings is None:
                app.open_profile()
                files.append(app.destinations.env_path())
                content += circumstances.of_files(files[-1:])
            destination = app.destinations.resolve(model=asked.model)
        except BaseException:
            app.close()
            raise

        def is_current() -> bool:
            return (process, content, policies) == (
                circumstances.of_process(),
                circumstances.of_files(files),
                read_policies(),
            )

        # A practice bucket is looked after by each call: it may have to be started again.
        is_practice = destination.profile == PRACTICE_PROFILE
        return OpenApp(
            app,
            destination,
            may_be_kept=not is_practice,
            _is_current=is_current,
            _give_back=lambda opened: self._keep(asked, opened),
        )

    def _hook_in(self) -> None:
        """Once there is something to keep: closed at the end, and never used by a forked child."""
        if self._has_hooks:
            return
        self._has_hooks = True
        with contextlib.suppress(RuntimeError):  # the program is ending already
            atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        """The parent's are not the child's to close; sockets and files were let go of by now."""
        self._lock = threading.Lock()
        self._waiting = []


KEPT = KeptApps()


def made_by(
    make_app: Callable[[], App], model: str | None, on_made: _OnMade = lambda app: None
) -> OpenApp:
    """An App of the caller's making, which is closed after its one call."""
    app = make_app()
    try:
        on_made(app)
        return OpenApp(app, app.destinations.resolve(model=model))
    except BaseException:
        app.close()
        raise
