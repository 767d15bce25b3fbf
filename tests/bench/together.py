"""Large files and pictures at the same time: neither kind waits for the other.

As a program, `python -m tests.bench.together PATH...` sends all of them through one App and prints
when the last small and the last large one had arrived, in seconds from their being given.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from ossdrop.app import App
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.transfer import (
    BatchFinished,
    TransferChanged,
    TransferEvent,
    TransferState,
)
from tests.bench.bench import Bench, Server, median, say
from tests.bench.processes import ClientFailed, start
from tests.bench.report import GIB, MIB, Figure, Row, Target

_PICTURE_BYTES = 200_000
_HOW = """{files} files of {size} MiB and {pictures} pictures of 200 KB over loopback HTTP, given to
`App.submit` in one process: the pictures alone, the files alone, and both at once. Seconds until
the last of each kind has arrived; median of {repetitions}."""
_TIMEOUT_S = 600


def run(bench: Bench) -> Figure:
    """Each kind alone, then both."""
    repetitions, size = bench.pick(3, 1), bench.pick(4 * GIB, 32 * MIB)
    count, large_ones = bench.pick(500, 40), 4
    pictures = [bench.make_file(f"p-{number:03}.png", _PICTURE_BYTES) for number in range(count)]
    files = [bench.make_sparse_file(f"large-{number}.mp4", size) for number in range(large_ones)]
    cases = {"pictures": pictures, "files": files, "both": [*files, *pictures]}
    turns = []
    with bench.practice() as server:
        for _ in range(repetitions):
            turns.append({name: _sent(server, paths) for name, paths in cases.items()})
            say(f"  {turns[-1]}")

    def took(case: str, kind: str) -> float:
        return median([turn[case][kind] for turn in turns])

    small, both_small = took("pictures", "small"), took("both", "small")
    large, both_large = took("files", "large"), took("both", "large")
    as_fast = Target(0.9, at_least=True)
    rows = [
        Row("pictures alone", f"{small:.1f} s"),
        Row("pictures beside the files", f"{both_small:.1f} s", both_small / small, Target(1.3)),
        Row("files alone", f"{large:.1f} s"),
        Row("files beside them, as a rate", f"{both_large:.1f} s", large / both_large, as_fast),
    ]
    how = _HOW.format(files=large_ones, size=size // MIB, pictures=count, repetitions=repetitions)
    return Figure("Large and small at once", how, "until the last", "both / alone", rows)


def _sent(server: Server, paths: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.together", *map(str, paths)]
    with start(command, server.environment, stdout=subprocess.PIPE) as process:
        told, _ = process.communicate(timeout=_TIMEOUT_S)
    if process.returncode:
        raise ClientFailed(f"exit code {process.returncode}")
    times: dict[str, float] = json.loads(told)
    return times


def _main(paths: list[Path]) -> None:
    last_s = {"small": 0.0, "large": 0.0}
    is_done = threading.Event()
    began_s = time.perf_counter()

    def listen(event: TransferEvent) -> None:
        if isinstance(event, TransferChanged) and event.transfer.state is TransferState.SUCCEEDED:
            kind = "large" if event.transfer.size_bytes > THRESHOLD_BYTES else "small"
            last_s[kind] = time.perf_counter() - began_s
        elif isinstance(event, BatchFinished):
            is_done.set()

    app = App(listener=listen)
    began_s = time.perf_counter()
    app.submit(paths)
    if not is_done.wait(_TIMEOUT_S):
        raise SystemExit("not done in time")
    app.close()
    print(json.dumps(last_s))


if __name__ == "__main__":
    _main([Path(one) for one in sys.argv[1:]])
