"""Rows that come at the same time go into one transaction.

Dozens of files arrive at once, and a commit costs more than its rows. Whoever comes first writes
for all that wait by then; each `add` returns once its row is in the file, as if it were alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry

_Waiting = list[tuple[HistoryEntry, "Future[int]"]]


class Together:
    """`write` puts rows into the file, all or none, and gives their ids. Thread-safe."""

    def __init__(self, write: Callable[[Sequence[HistoryEntry]], list[int]]) -> None:
        self._write = write
        self._waiting: _Waiting = []
        self._changing = threading.Lock()
        self._writing = threading.Lock()

    def add(self, entry: HistoryEntry) -> int:
        """The id of the row; raises what `write` does."""
        row: Future[int] = Future()
        with self._changing:
            self._waiting.append((entry, row))
        with self._writing:
            if not row.done():
                self._write_all(row)
        return row.result()

    def _write_all(self, mine: Future[int]) -> None:
        with self._changing:
            taken, self._waiting = self._waiting, []
        try:
            ids = self._write([entry for entry, _ in taken])
        except OssDropError as error:  # the file's fault, not a row's
            for _, row in taken:
                row.set_exception(error)
        except Exception:  # noqa: BLE001 - whichever row it is, it is raised where that came from
            self._write_each(taken)
        except BaseException:  # Ctrl+C: the others write theirs
            with self._changing:
                self._waiting = [one for one in taken if one[1] is not mine] + self._waiting
            raise
        else:
            for (_, row), row_id in zip(taken, ids, strict=True):
                row.set_result(row_id)

    def _write_each(self, taken: _Waiting) -> None:
        for entry, row in taken:
            try:
                row.set_result(self._write([entry])[0])
            except Exception as error:  # noqa: BLE001 - raised by its own `add`
                row.set_exception(error)
