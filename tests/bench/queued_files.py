"""A drop of ten thousand files: how soon the first byte leaves, what a waiting file takes.

As a program, `python -m tests.bench.queued_files COUNT cold|warm|memory` measures one of these in
a process of its own and prints the number.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ossdrop.app import App
from ossdrop.storage.base import OpenRequest, TransferControl, TransferStopped
from ossdrop.transfers.attempt import Sender
from ossdrop.transfers.manager import TransferManager
from ossdrop.transfers.transfer import FinishedUpload, Transfer, TransferEvent, TransfersAdded
from tests.bench.bench import Bench, Server, median, say
from tests.bench.processes import start
from tests.bench.report import KIB, Figure, Row, Target

_HOW = """{count:,} files of 1 KB given to `App.submit` in one process. First byte: from that call
until the first block of a file is handed to the network; cold is a process that has sent nothing
yet, so that it includes importing oss2 and opening the history, warm is one that has sent a file.
Memory: what Python has allocated for the files that wait, their paths included, while the
senders are held (tracemalloc). Median of {repetitions}."""
_SOON = Target(0.5, unit=" s")
_SMALL = Target(0.7, unit=" KiB")
_TIMEOUT_S = 60


def run(bench: Bench) -> Figure:
    """Both numbers, each from fresh processes."""
    count, repetitions = bench.pick(10_000, 500), bench.pick(5, 1)
    for number in range(count):
        bench.make_file(_name_of(number), 1000)
    with bench.practice() as server:
        cold, warm, memory = (
            median([_child(bench, server, count, mode) for _ in range(repetitions)])
            for mode in ("cold", "warm", "memory")
        )
    rows = [
        Row("first byte, cold", f"{cold:.3f} s", cold, _SOON),
        Row("first byte, warm", f"{warm:.3f} s", warm, _SOON),
        Row("memory of a waiting file", f"{memory:.0f} bytes", memory / KIB, _SMALL),
    ]
    how = _HOW.format(count=count, repetitions=repetitions)
    return Figure("Ten thousand files in the queue", how, "measured", "compared", rows)


def _name_of(number: int) -> str:
    return f"picture-{number:05}.png"


def _child(bench: Bench, server: Server, count: int, mode: str) -> float:
    command = [sys.executable, "-m", "tests.bench.queued_files", str(count), mode]
    environment = {**server.environment, "BENCH_FILES": str(bench.folder / "files")}
    process = start(command, environment, stdout=subprocess.PIPE)
    words, _ = process.communicate(timeout=_TIMEOUT_S)
    say(f"  {mode}: {words.decode().strip()}")
    return float(words)


class _WatchedApp(App):
    """An App whose senders tell when they hand out a block."""

    def __init__(self) -> None:
        super().__init__()
        self.sent_at: list[float] = []
        self.is_sent = threading.Event()

    def sender_to(self, *arguments: Any, **options: Any) -> Any:
        return _WatchedSender(super().sender_to(*arguments, **options), self.note_sent)

    def note_sent(self) -> None:
        self.sent_at.append(time.perf_counter())
        self.is_sent.set()

    def time_to_first_byte(self, paths: list[Path]) -> float:
        """Seconds from submitting `paths` to the first block of one of them."""
        self.sent_at, self.is_sent = [], threading.Event()
        began = time.perf_counter()
        self.submit(paths)
        if not self.is_sent.wait(_TIMEOUT_S):
            raise TimeoutError
        return self.sent_at[0] - began


@dataclass(frozen=True)
class _WatchedSender:
    sender: Sender
    note: Callable[[], None]

    def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
        return self.sender.send(transfer, _WatchedControl(control, self.note))

    def __getattr__(self, name: str) -> Any:
        """All else is the sender's."""
        return getattr(self.sender, name)


class _WatchedControl(TransferControl):
    def __init__(self, control: TransferControl, note: Callable[[], None]) -> None:
        self._control, self._note = control, note

    def add_sent(self, size_bytes: int) -> None:
        self._note()
        self._control.add_sent(size_bytes)

    def check(self) -> None:
        self._control.check()

    def allow(self, size_bytes: int) -> int:
        return self._control.allow(size_bytes)

    def set_request(self, request: OpenRequest | None) -> None:
        self._control.set_request(request)


def first_byte_s(paths: list[Path], *, is_warm: bool) -> float:
    """Seconds to the first byte of a drop, in a process that has sent nothing or one file."""
    app = _WatchedApp()
    try:
        if is_warm:
            app.time_to_first_byte(paths[:1])
            while app.transfers.open_count:
                time.sleep(0.01)
        return app.time_to_first_byte(paths[1:])
    finally:
        app.close()


class _Held:
    """A sender that sends nothing until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def send(self, transfer: Transfer, control: TransferControl) -> FinishedUpload:
        self.go.wait()
        raise TransferStopped

    def drop(self, transfer: Transfer) -> int:
        return 0


def bytes_per_waiting_file(folder: Path, count: int) -> float:
    """What the manager keeps for each of `count` files."""
    added: list[int] = []
    all_added = threading.Event()

    def listen(event: TransferEvent) -> None:
        if isinstance(event, TransfersAdded):
            added.append(len(event.transfers))
            if sum(added) == count:
                all_added.set()

    held = _Held()
    manager = TransferManager(listen)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    manager.submit([folder / _name_of(number) for number in range(count)], lambda: held)
    if not all_added.wait(_TIMEOUT_S):
        raise TimeoutError
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    manager.stop()
    held.go.set()
    manager.close()
    return (after - before) / count


def _main(count: int, mode: str, folder: Path) -> None:
    if mode == "memory":
        print(bytes_per_waiting_file(folder, count))
    else:
        paths = [folder / _name_of(number) for number in range(count)]
        print(first_byte_s(paths, is_warm=mode == "warm"))


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2], Path(os.environ["BENCH_FILES"]))
