"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType
from typing import Any, Self

from ossdrop.transfers.manager import TransferManager


class ProgressBar:
    """All files of a command together, on stderr."""

    def __init__(self, transfers: TransferManager) -> None:
        self._transfers = transfers
        self._bar: Any = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from tqdm import tqdm

            size = shutil.get_terminal_size()  # tqdm shows nothing where it is not known
            self._bar = tqdm(
                total=0,
                unit="B",
                unit_scale=True,
                ncols=size.columns,
                nrows=size.lines,
                leave=False,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    @property
    def is_shown(self) -> bool:
        """Whether somebody can see it."""
        return self._bar is not None

    def show(self, ended_bytes: int, total_bytes: int) -> None:
        """Show how far it is; `ended_bytes` are those of files that came to their end."""
        if self._bar is not None:
            under_way = sum(p.sent_bytes for p in self._transfers.progress().values())
            self._bar.total = total_bytes
            self._bar.n = min(ended_bytes + under_way, total_bytes)
            self._bar.refresh()

    def clear(self) -> None:
        """Make room for a line of results on the same terminal."""
        if self._bar is not None:
            self._bar.clear()
