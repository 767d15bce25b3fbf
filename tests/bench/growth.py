"""From one file to a hundred thousand: what each costs, beside a client that does the least."""

from __future__ import annotations

from pathlib import Path

from tests.bench import clients
from tests.bench.bench import Bench, median, say
from tests.bench.report import MIB, Curves, Figure, Row, Target

_SIZE_BYTES = 2_000
_AS_FAST, _FLAT = Target(0.8, at_least=True), Target(64, unit=" MiB")
_HOW = """Folders of 1 to {most:,} files of 2 KB over loopback HTTP: `ossdrop-cli upload` of the
folder, and a raw client with 16 threads that keep their connections, sign each request, and verify
and note nothing. Seconds of the whole process; up to 1,000 files the median of 3. Memory: the
peak with all of them, less that with 1,000."""


def run(bench: Bench) -> Figure:
    """Ours and the raw client."""
    counts = bench.pick((1, 10, 100, 1_000, 10_000, 100_000), (1, 10, 50))
    took: dict[str, dict[float, float]] = {"OssDrop": {}, "raw client": {}}
    peaks: dict[int, float] = {}
    with bench.practice() as server:
        for count in counts:
            folder = _folder(bench, count)
            for client, name in ((clients.OURS, "OssDrop"), (clients.RAW, "raw client")):
                usages = [
                    server.run(client, folder, watch_memory=True)
                    for _ in range(3 if count <= 1_000 else 1)
                ]
                took[name][count] = median([usage.wall_s for usage in usages])
                if client is clients.OURS:
                    peaks[count] = max(usage.peak_bytes for usage in usages) / MIB
            say(f"  {count}: {took['OssDrop'][count]:.2f} s, {took['raw client'][count]:.2f} s")
    most, before = counts[-1], counts[-3]
    ratio = took["raw client"][most] / took["OssDrop"][most]
    more = peaks[most] - peaks[before]
    rows = [
        *(Row(f"OssDrop, {count:,} files", f"{took['OssDrop'][count]:.2f} s") for count in counts),
        Row(f"raw client, {most:,} files", f"{took['raw client'][most]:.2f} s", ratio, _AS_FAST),
        Row(f"memory, {most:,} files", f"{peaks[most]:.0f} MiB", more, _FLAT),
    ]
    how = _HOW.format(most=most)
    return Figure("Growth", how, "measured", "compared", rows, Curves("seconds", "files", took))


def _folder(bench: Bench, count: int) -> Path:
    folder = bench.folder / f"of-{count}"
    folder.mkdir()
    for number in range(count):
        content = number.to_bytes(8, "big") * (_SIZE_BYTES // 8)
        (folder / f"picture-{number:06}.png").write_bytes(content)
    return folder
