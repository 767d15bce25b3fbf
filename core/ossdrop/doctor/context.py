"""The context of a check and its order: what each one needs to have passed before."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from ossdrop.config.env_file import Values
from ossdrop.config.ladder import Ladder
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import AnyDestination
from ossdrop.errors import OssDropError
from ossdrop.network.answers import Limits
from ossdrop.network.sessions import Session

KEY_NAME = "ossdrop-check.txt"  # always the same, so that nothing piles up
TIMEOUT_S = 5.0  # of each step that waits for somebody else
_PAUSE_S = 0.5  # before what passes is tried once more


class Closable(Protocol):
    """A storage that was opened for the check alone."""

    def close(self) -> None:
        """Cut off what is under way."""


Opened = TypeVar("Opened", bound=Closable)
Result = TypeVar("Result")


@dataclass
class Context:
    """What checks share: settings first, later what earlier checks found."""

    profile: ProfileId
    env_path: Path | None  # whose settings can be changed here
    own_path: Path  # of the profile itself: the password store keeps the API key of this one
    files: tuple[Path, ...]  # that are read, the first one counts most
    values: Values
    find_ladder: Callable[[], Ladder]
    find_destination: Callable[[], AnyDestination]
    has_store: Callable[[], bool]  # whether this computer has a password store
    cancelled: threading.Event = field(default_factory=threading.Event)
    session: Session = field(default_factory=lambda: Session(2, Limits(TIMEOUT_S)))
    destination: AnyDestination | None = None
    storages: list[Closable] = field(default_factory=list)

    @cached_property
    def ladder(self) -> Ladder:
        """The sources of the AccessKey. Blocks on the password store the first time."""
        return self.find_ladder()

    def cut_with(self, storage: Opened) -> Opened:
        """Cut a storage too when the check ends; returns it."""
        self.storages.append(storage)
        if self.cancelled.is_set():
            storage.close()
        return storage

    def once_more(self, request: Callable[[], Result]) -> Result:
        """What `request` gives; a fault that passes is tried again once, as an upload would do it.

        One that took the time of a whole step is not: who checks is waiting.
        """
        began_s = time.monotonic()
        try:
            return request()
        except OssDropError as error:
            is_slow = time.monotonic() - began_s > TIMEOUT_S / 2
            if is_slow or not error.explanation.may_retry or self.cancelled.wait(_PAUSE_S):
                raise
        return request()

    def close(self) -> None:
        """Cut what is under way."""
        self.cancelled.set()
        self.session.cut()
        for storage in self.storages:
            storage.close()
