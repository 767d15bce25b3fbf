"""Temporary storage under its rate limit, alone and beside a second process."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

from tests.bench.bench import Bench, Server, say
from tests.bench.clients import OURS
from tests.bench.processes import start
from tests.bench.report import Figure, Row, Target

_HOW = """{count:,} files of 1 KB to DashScope's temporary storage as the practice bucket has it,
which answers 429 above 100 permissions a second: `ossdrop-cli upload`, wall time with the start-up.
A permission to upload is asked for at most 90 times a second and used for 80 % of its life, so that
few are needed. Then the same number divided between two processes at once."""


def run(bench: Bench) -> Figure:
    """Alone, then two at once."""
    count = bench.pick(3000, 60)
    files = [bench.make_file(f"tiny-{number:05}", 1000) for number in range(count)]
    with bench.counting_practice() as server:
        server.environment.pop("QWEN_TMP_OSS_BUCKET")
        server.run(OURS, files[0])  # the limiter and the SDK are compiled
        server.companion.take()
        began = time.perf_counter()
        done = _upload(server, files)
        alone_s = time.perf_counter() - began
        counted = server.companion.take()
        say(f"  alone: {done} in {alone_s:.1f} s, {counted}")
        half = count // 2
        both: list[int] = []
        threads = [
            threading.Thread(target=lambda part=part: both.append(_upload(server, part)))
            for part in (files[:half], files[half:])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        beside = server.companion.take()
        say(f"  two processes: {sum(both)}, {beside}")
    speed = count / alone_s
    rows = [
        Row("alone", f"{speed:.0f} files/s", speed, Target(85, at_least=True)),
        Row("alone: refused with 429", str(counted["refused"]), counted["refused"], Target(0)),
        Row("alone: permissions asked for", str(counted["policies"])),
        Row("alone: lost", str(count - done), count - done, Target(0)),
        Row("two processes: lost", str(count - sum(both)), count - sum(both), Target(0)),
    ]
    return Figure("Temporary storage", _HOW.format(count=count), "measured", "compared", rows)


def _upload(server: Server, files: list[Path]) -> int:
    """How many links came out."""
    process = start(OURS.upload(files), server.environment, stdout=subprocess.PIPE)
    words, _ = process.communicate(timeout=300)
    return sum(line.startswith(b"oss://") for line in words.splitlines())
