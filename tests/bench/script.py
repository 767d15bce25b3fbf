"""Our API in a script, beside the SDKs that a script would use instead."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench import clients
from tests.bench.bench import Bench, Server, compare, median, say, take_turns
from tests.bench.line import Conditions
from tests.bench.processes import ClientFailed, start
from tests.bench.report import Figure, Row, Target

_ROUND_TRIP_S = 0.05
_SIZE_BYTES = 20_000
_AS_FAST = Target(1.05)
_HOW_EACH = """{count} files of 20 KB through a small TCP proxy with {round_trip:.0f} ms round
trip, over plain HTTP and over TLS. In turn: one process in which `upload_file()` and
put_object_from_file of one oss2 Bucket take each file one after the other, so that whatever else
the computer does hits both; imports apart, what the first call opens included. Whole: a process for
each of the two, imports included. Seconds; median of {repetitions}."""
_HOW_ALL = """{count} files of 20 KB through a small TCP proxy with {round_trip:.0f} ms round
trip, one process each: `upload_files()` of all of them, its awaitable form, a loop over oss2's
put_object_from_file, and alibabacloud-oss-v2's asynchronous client. Files a second over the wall
time of the whole process, start-up included; median of {repetitions}."""


def run_each(bench: Bench) -> Figure:
    """A call for each file."""
    count, repetitions = bench.pick(50, 5), bench.pick(7, 1)
    files = [bench.make_file(f"small-{number}", _SIZE_BYTES) for number in range(count)]
    rows: list[Row] = []
    for protocol in ("HTTP", "TLS"):
        with (
            bench.counting_practice(tls=protocol == "TLS") as direct,
            bench.line(direct, Conditions(_ROUND_TRIP_S)) as line,
        ):
            server = direct.behind(line)
            turns = [_in_turn(server, files) for _ in range(repetitions)]
            whole = _whole(server, files, repetitions)
        ours, its = (median([one[name] for one in turns]) for name in ("ours", "oss2"))
        ratio = median([one["ours"] / one["oss2"] for one in turns])
        rows += [
            Row(f"OssDrop upload_file(), {protocol}, in turn", f"{ours:.2f}"),
            Row(f"oss2 put_object_from_file, {protocol}, in turn", f"{its:.2f}", ratio, _AS_FAST),
            *(replace(row, name=f"{row.name}, {protocol}, whole") for row in whole),
        ]
    how = _how(_HOW_EACH, count, repetitions)
    return Figure("A call for each file", how, "s", "ours / its", rows)


def _in_turn(server: Server, files: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.alternating", *files]
    with start(command, server.environment, stdout=subprocess.PIPE) as process:
        told, _ = process.communicate(timeout=600)
    if process.returncode:
        raise ClientFailed("the two clients in turn")
    taken_s: dict[str, float] = json.loads(told)
    say(f"  in turn: {taken_s['ours']:.2f} s, {taken_s['oss2']:.2f} s")
    return taken_s


def _whole(server: Server, files: Sequence[Path], repetitions: int) -> list[Row]:
    wanted = [clients.OURS_EACH, clients.OSS2_PUT]
    turns = take_turns(wanted, lambda client: server.run(client, *files), repetitions)
    times = {
        client: median([usage.wall_s for usage in usages])
        for client, usages in turns.usages.items()
        if client not in turns.missing
    }
    return compare(times, turns.missing, {})


def run_all(bench: Bench) -> Figure:
    """One call for all files."""
    count, repetitions = bench.pick(1000, 40), bench.pick(3, 1)
    files = [bench.make_file(f"small-{number}", _SIZE_BYTES) for number in range(count)]
    targets = {
        clients.OSS2_PUT: Target(20, at_least=True),
        clients.OSS_V2_ASYNC: Target(1.5, at_least=True),
    }
    wanted = [clients.OURS_ALL, clients.OURS_AWAITED, *targets]
    with bench.counting_practice() as direct, bench.line(direct, Conditions(_ROUND_TRIP_S)) as line:
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
