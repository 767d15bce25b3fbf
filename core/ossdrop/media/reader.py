"""Asks the process that looks at files."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ossdrop.media.facts import MediaFacts
from ossdrop.program.own_process import headless_command
from ossdrop.program.worker_process import WorkerProcess

WORKER = "--media-worker"  # how this program is told to be it
_WITHIN_S = 3.0
_START_S = 12.0  # on a slow computer, or one that looks at each new program: else all would fit
_MOST_BYTES = 64 * 1024


def make_worker() -> WorkerProcess:
    """Another such process, not started yet."""
    return WorkerProcess(lambda: headless_command([WORKER]))


class MediaReader:
    """What files are. Calls block, and come from any thread."""

    def __init__(self) -> None:
        self._worker = make_worker()

    def read(self, path: Path) -> MediaFacts | None:
        """What a file is to a model; None where that cannot be told in time."""
        request = json.dumps({"look": os.fsencode(path.absolute()).hex()})
        content = self._worker.ask(
            request, within_s=_WITHIN_S, most_bytes=_MOST_BYTES, start_s=_START_S
        )
        try:
            return MediaFacts.from_json(content) if content else None
        except (ValueError, TypeError, KeyError):
            return None

    def close(self) -> None:
        """End the process."""
        self._worker.close()
