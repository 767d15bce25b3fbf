"""The threads that send parts of large files, and how many of them each file gets."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Protocol

from ossdrop.transfers.part_width import MOST, PartWidth
from ossdrop.transfers.threads import Threads


class SentInParts(Protocol):
    """A file on its way."""

    def left_bytes(self) -> int:
        """How much of it has left this computer."""


class PartPool(Threads):
    """Large files share one line: as many parts are under way as make all of them go faster."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most, thread_name_prefix="transfers-parts")
        self._guard = threading.Lock()
        self._files: list[SentInParts] = []
        self._width, self._ended_bytes = PartWidth(), 0

    @contextlib.contextmanager
    def sharing(self, file: SentInParts) -> Iterator[None]:
        """While a file is sent it has its share."""
        with self._guard:
            if not self._files:
                self._width, self._ended_bytes = PartWidth(), 0
            self._files.append(file)
        try:
            yield
        finally:
            with self._guard:
                self._files.remove(file)
                self._ended_bytes += file.left_bytes()

    def share_of(self, file: SentInParts) -> int:
        """How many parts of a file shall be under way now; one at least."""
        with self._guard:
            left_bytes = self._ended_bytes + sum(one.left_bytes() for one in self._files)
            each, rest = divmod(self._width.look(left_bytes), len(self._files))
            return max(each + (self._files.index(file) < rest), 1)
