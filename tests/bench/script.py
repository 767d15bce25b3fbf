"""Our API in a script, beside the SDKs that a script would use instead."""

from __future__ import annotations

from dataclasses import replace

from tests.bench import clients
from tests.bench.bench import Bench, compare, median, take_turns
from tests.bench.report import Figure, Row, Target

_ROUND_TRIP_S = 0.05
_SIZE_BYTES = 20_000
_HOW_EACH = """{count} files of 20 KB through a small TCP proxy with {round_trip:.0f} ms round
trip: one process that calls `upload_file()` for each, and one with a loop over
put_object_from_file of one oss2 Bucket. Plain HTTP, then TLS. Seconds of the whole process,
start-up included; median of {repetitions}."""
_HOW_ALL = """{count} files of 20 KB through a small TCP proxy with {round_trip:.0f} ms round
trip, one process each: `upload_files()` of all of them, its awaitable form, a loop over oss2's
put_object_from_file, and alibabacloud-oss-v2's asynchronous client. Files a second over the wall
time of the whole process, start-up included; median of {repetitions}."""


def run_each(bench: Bench) -> Figure:
    """A call for each file."""
    count, repetitions = bench.pick(50, 5), bench.pick(7, 1)
    files = [bench.make_file(f"small-{number}", _SIZE_BYTES) for number in range(count)]
    rows: list[Row] = []
    targets = {clients.OSS2_PUT: Target(1.05)}
    for words in ("HTTP", "TLS"):
        with (
            bench.counting_practice(tls=words == "TLS") as direct,
            bench.line(direct, _ROUND_TRIP_S) as line,
        ):
            server = direct.behind(line)
            wanted = [clients.OURS_EACH, *targets]
            turns = take_turns(wanted, lambda client: server.run(client, *files), repetitions)  # noqa: B023
        times = {
            client: median([usage.wall_s for usage in usages])
            for client, usages in turns.usages.items()
            if client not in turns.missing
        }
        rows += [
            replace(row, name=f"{row.name}, {words}")
            for row in compare(times, turns.missing, targets)
        ]
    return Figure(
        "A call for each file", _how(_HOW_EACH, count, repetitions), "s", "ours / its", rows
    )


def run_all(bench: Bench) -> Figure:
    """One call for all files."""
    count, repetitions = bench.pick(1000, 40), bench.pick(5, 1)
    files = [bench.make_file(f"small-{number}", _SIZE_BYTES) for number in range(count)]
    targets = {
        clients.OSS2_PUT: Target(20, at_least=True),
        clients.OSS_V2_ASYNC: Target(1.5, at_least=True),
    }
    wanted = [clients.OURS_ALL, clients.OURS_AWAITED, *targets]
    with bench.counting_practice() as direct, bench.line(direct, _ROUND_TRIP_S) as line:
        server = direct.behind(line)
        turns = take_turns(wanted, lambda client: server.run(client, *files), repetitions)
    speeds = {
        client: count / median([usage.wall_s for usage in usages])
        for client, usages in turns.usages.items()
        if client not in turns.missing
    }
    awaited = speeds.pop(clients.OURS_AWAITED)
    rows = compare(speeds, turns.missing, targets, digits=1)
    ratio = awaited / speeds[clients.OURS_ALL]
    rows.insert(1, Row(clients.OURS_AWAITED.name, f"{awaited:.1f}", ratio))
    how = _how(_HOW_ALL, count, repetitions)
    return Figure("One call for many files", how, "files/s", "ours / its", rows)


def _how(text: str, count: int, repetitions: int) -> str:
    return text.format(count=count, round_trip=_ROUND_TRIP_S * 1000, repetitions=repetitions)
