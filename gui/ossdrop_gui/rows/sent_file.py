"""A file as it was when it was sent: another one may stand in its place by now."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ossdrop.history.entry import HistoryEntry


@dataclass(frozen=True)
class SentFile:
    """`sent_at_s` is in whole seconds since 1970, as the history keeps it."""

    path: Path
    size_bytes: int
    sent_at_s: int

    @classmethod
    def of(cls, entry: HistoryEntry) -> Self:
        """The file behind a row."""
        return cls(entry.source_path, entry.size_bytes, int(entry.created_at.timestamp()))

    @property
    def is_there(self) -> bool:
        """Whether it is the same file, as far as one can tell without reading it. Blocks.

        A time that is still to come is a clock's mistake, and says nothing.
        """
        try:
            facts = self.path.stat()
        except OSError:
            return False
        is_newer = self.sent_at_s < int(facts.st_mtime) <= time.time()
        return facts.st_size == self.size_bytes and not is_newer
