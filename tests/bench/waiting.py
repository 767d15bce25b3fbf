"""A hundred thousand files that wait: what acting on all of them holds up, and a slow disk.

As a program, `python -m tests.bench.waiting act|look COUNT FOLDER` measures one of these in a
process of its own and prints it as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ossdrop.intake.selection import Selected
from ossdrop.transfers.manager import Left, TransferManager
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferState,
)
from tests.bench.bench import Bench, median, say
from tests.bench.processes import ClientFailed, clean_environment, start
from tests.bench.report import Figure, Row, Target

_HOW_ACT = """{count:,} files wait in one process, and all of them are paused, continued and
cancelled. Held: the longest time that another thread, which asks for the number of open files all
the while, waited for its answer beyond what it waits when nothing is asked; and the time that each
call took. Median of {repetitions}."""
_HOW_LOOK = """{count:,} files of 1 KB on a disk that takes 10 ms for each look at a file (`stat`
made slower in the process), given to a manager at once: until a sender gets the first one. Median
of {repetitions}."""
_SHORT = Target(16, unit=" ms")
_STAT_S = 0.01
_TIMEOUT_S = 300
_QUIET_S = 0.3
_MOST_RUNNING = 40  # at once: these change otherwise


def run_act(bench: Bench) -> Figure:
    """Pause, continue, cancel."""
    count, repetitions = bench.pick(100_000, 2_000), bench.pick(3, 1)
    found = [_child(bench, "act", count) for _ in range(repetitions)]
    rows = []
    for name in ("pause all", "continue all", "cancel all"):
        held = median([one[name] for one in found])
        call = median([one[f"{name}: call"] for one in found])
        rows.append(Row(name, f"call {call:.1f} ms", max(held, call), _SHORT))
    how = _HOW_ACT.format(count=count, repetitions=repetitions)
    return Figure("A hundred thousand at once", how, "measured", "held", rows)


def run_look(bench: Bench) -> Figure:
    """The first of many files on a slow disk."""
    count, repetitions = bench.pick(10_000, 500), bench.pick(3, 1)
    for number in range(count):
        bench.make_file(f"picture-{number:05}.png", 1000)
    first = median([_child(bench, "look", count)["first_s"] for _ in range(repetitions)])
    rows = [Row("first file to a sender", f"{first:.3f} s", first, Target(0.5, unit=" s"))]
    how = _HOW_LOOK.format(count=count, repetitions=repetitions)
    return Figure("Ten thousand files on a slow disk", how, "measured", "compared", rows)


def _child(bench: Bench, mode: str, count: int) -> dict[str, float]:
    files = bench.folder / "files"
    command = [sys.executable, "-m", "tests.bench.waiting", mode, str(count), str(files)]
    environment = clean_environment(bench.folder / "home")
    with start(command, environment, stdout=subprocess.PIPE) as process:
        told, _ = process.communicate(timeout=_TIMEOUT_S)
    if process.returncode:
        raise ClientFailed(f"exit code {process.returncode}")
    found: dict[str, float] = json.loads(told)
    say(f"  {found}")
    return found


class _Held:
    """A sender that sends nothing until it is let go."""

    def __init__(self) -> None:
        self.has_begun, self.go = threading.Event(), threading.Event()

    def send(self, transfer: Transfer, control: Any) -> Any:
        self.has_begun.set()
        self.go.wait()
        control.check()
        raise OSError

    def drop(self, transfer: Transfer) -> int:
        return 0


@contextmanager
def _watched(manager: TransferManager) -> Iterator[list[float]]:
    """How long a thread waits for the manager, in ms."""
    waited: list[float] = []
    ends = threading.Event()

    def ask() -> None:
        while not ends.wait(0.001):
            began = time.perf_counter()
            manager.open_count  # noqa: B018 - takes the lock
            waited.append((time.perf_counter() - began) * 1000)

    thread = threading.Thread(target=ask)
    thread.start()
    yield waited
    ends.set()
    thread.join()


def act(count: int) -> dict[str, float]:
    """What each request for all holds up, in ms."""
    wanted, left, is_done = [TransferState.PAUSED], [0], threading.Event()

    def listen(event: TransferEvent) -> None:
        if isinstance(event, TransferChanged) and event.transfer.state is wanted[0]:
            left[0] -= 1
            if not left[0]:
                is_done.set()

    held = _Held()
    manager = TransferManager(listen, holds=True)
    paths = [Path(f"/nowhere/picture-{number}.png") for number in range(count)]
    files = [Left(Selected(path, path.name, 1000)) for path in paths]
    manager.restore(files, lambda: held, Queue())
    found: dict[str, float] = {}
    steps: tuple[tuple[str, Callable[[], object], TransferState], ...] = (
        ("", manager.resume_all, TransferState.QUEUED),
        ("pause all", manager.pause_all, TransferState.PAUSED),
        ("continue all", manager.resume_all, TransferState.QUEUED),
        ("cancel all", manager.cancel_all, TransferState.CANCELLED),
    )
    for name, request, state in steps:
        wanted[0], left[0] = state, count - _MOST_RUNNING
        is_done.clear()
        with _watched(manager) as quiet:
            time.sleep(_QUIET_S)
        with _watched(manager) as waited:
            began = time.perf_counter()
            request()
            call_ms = (time.perf_counter() - began) * 1000
            if not is_done.wait(_TIMEOUT_S):
                raise TimeoutError(name)
        if name:
            found |= {name: max(waited) - max(quiet), f"{name}: call": call_ms}
    manager.stop()
    held.go.set()
    manager.close()
    return found


def look(count: int, folder: Path) -> dict[str, float]:
    """When the first file of a drop reaches a sender, with a slow `stat`."""
    paths = [folder / f"picture-{number:05}.png" for number in range(count)]
    stat = os.stat

    def slow_stat(path: Any, *arguments: Any, **options: Any) -> os.stat_result:
        if str(folder) in str(path):
            time.sleep(_STAT_S)
        return stat(path, *arguments, **options)

    os.stat = slow_stat
    held = _Held()
    manager = TransferManager(lambda event: None)
    began = time.perf_counter()
    manager.submit(paths, lambda: held)
    if not held.has_begun.wait(_TIMEOUT_S):
        raise TimeoutError
    first_s = time.perf_counter() - began
    manager.stop()
    held.go.set()
    manager.close()
    return {"first_s": first_s}


def _main(mode: str, count: int, folder: Path) -> None:
    print(json.dumps(act(count) if mode == "act" else look(count, folder)))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
