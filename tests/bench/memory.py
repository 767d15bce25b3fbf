"""How much memory a client takes for a large file."""

from __future__ import annotations

from pathlib import Path

from tests.bench.bench import Bench, Server, median, say
from tests.bench.clients import OURS
from tests.bench.report import GIB, MIB, Figure, Row, Target

_HOW = """Peak memory (VmHWM) of `ossdrop-cli upload` sending sparse files over loopback, less that
of the same command sending one byte. MiB, median of {repetitions}. The same command with one byte
takes {idle:.0f} MiB."""
_MOST = Target(60, unit=" MiB")
_AS_BEFORE = Target(4, unit=" MiB")


def run(bench: Bench) -> Figure:
    """A large and a very large file."""
    repetitions = bench.pick(3, 1)
    with bench.practice() as server:
        idle = _peak_mib(server, bench.make_file("byte", 1), repetitions)
        above = {}
        for size in bench.pick((GIB, 8 * GIB), (64 * MIB, 512 * MIB)):
            file = bench.make_sparse_file(f"sparse-{size}", size)
            above[size] = _peak_mib(server, file, repetitions) - idle
    rows = [
        Row(f"{size // MIB:,} MiB", f"{idle + mib:.1f}", mib, _MOST) for size, mib in above.items()
    ]
    small, large = above.values()
    rows.append(Row("the larger file less the smaller", "", large - small, _AS_BEFORE))
    how = _HOW.format(repetitions=repetitions, idle=idle)
    return Figure("Memory", how, "peak MiB", "above one byte", rows)


def _peak_mib(server: Server, file: Path, repetitions: int) -> float:
    usages = [server.run(OURS, file, watch_memory=True) for _ in range(repetitions)]
    peaks = [usage.peak_bytes / MIB for usage in usages]
    say(f"  {file.name}: {', '.join(f'{peak:.1f}' for peak in peaks)} MiB")
    return median(peaks)
