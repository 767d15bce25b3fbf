"""What is sent again after the program was killed."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

from ossdrop.transfers import multipart, part_width
from tests.bench.bench import Bench, Server, median, say
from tests.bench.clients import OURS
from tests.bench.processes import start
from tests.bench.report import GIB, MIB, Figure, Row, Target

_HOW = """One file of {size} MiB over loopback: the upload is killed with SIGKILL at a random moment
while it runs, then the same command runs to its end. Sent again: the bytes of bodies that the
service received in both runs, less the size of the file. {kills} kills; target: the parts that can
be under way at once ({at_once} of {part:g} MiB)."""


def run(bench: Bench) -> Figure:
    """So many kills, one after another."""
    size, kills = bench.pick(GIB, 128 * MIB), bench.pick(20, 3)
    byte, file = bench.make_file("byte", 1), bench.make_file("large", size)
    # The moments are those of one upload on this machine, from its start-up to its end.
    with bench.counting_practice() as server:
        first_s, last_s = server.run(OURS, byte).wall_s, server.run(OURS, file).wall_s
        moments = random.Random(1)
        again: list[float] = []
        while len(again) < kills:
            resent = _kill_and_finish(server, file, moments.uniform(first_s, last_s))
            if resent is not None:
                again.append(resent / MIB)
                say(f"  {len(again)}/{kills} {again[-1]:.1f} MiB again")
    part_mib, at_once = multipart.part_size_of(size) / MIB, part_width.MOST
    target = Target(at_once * part_mib, unit=" MiB")
    rows = [
        Row("median", f"{median(again):.1f} MiB", median(again), target),
        Row("most", f"{max(again):.1f} MiB"),
        Row("least", f"{min(again):.1f} MiB"),
    ]
    how = _HOW.format(size=size // MIB, kills=kills, at_once=at_once, part=part_mib)
    return Figure("Killed and begun again", how, "sent again", "compared", rows)


def _kill_and_finish(server: Server, file: Path, after_s: float) -> int | None:
    """Bytes that were sent more than once; None when it had given its link before the kill."""
    server.companion.take()
    process = start(OURS.upload([file]), server.environment, stdout=subprocess.PIPE)
    time.sleep(after_s)
    process.kill()
    link, _ = process.communicate()
    if link:
        return None
    server.run(OURS, file)
    received: int = server.companion.take()["received_bytes"]
    return received - file.stat().st_size
