"""Speed on lines that are narrow, become so, or stop now and then."""

from __future__ import annotations

from tests.bench import clients
from tests.bench.bench import Bench, compare, median, say, take_turns
from tests.bench.clients import Client
from tests.bench.line import Conditions
from tests.bench.processes import Usage
from tests.bench.report import MIB, Figure, Row, Target

_ROUND_TRIP_S = 0.08
_NARROW, _WIDE, _LEFT = 500_000, 20_000_000, 300_000
_FALLS_AFTER_S = 10
_FEW, _ALL, _NEARLY_ALL = Target(2), Target(0.95, at_least=True), Target(0.9, at_least=True)
_HOW_NARROW = """One file of {narrow} MiB through a small TCP proxy with {round_trip:.0f} ms round
trip and 0.5 MB/s up for all connections together; then one of {falling} MiB on a line of 20 MB/s
that falls to 0.3 MB/s after {falls:.0f} s. The share of the line is the file over the time of the
transfer, start-up taken off, and that over what the line carries; connections at once as the proxy
counts them; sent again are the bytes of bodies that the service received, less the file."""
_HOW_STALLS = """One file of {size} MiB through a small TCP proxy: {round_trip:.0f} ms round trip,
2 MiB/s up for each connection, and each stops for 200 to 400 ms every second or so. MiB/s over the
time of the transfer, start-up taken off; median of {repetitions}."""


def run_narrow(bench: Bench) -> Figure:
    """A line that carries little from the start, and one that does so after a while."""
    narrow, falling = bench.pick((20, 200), (2, 8))
    falls_s = bench.pick(_FALLS_AFTER_S, 0.2)
    rows: list[Row] = []
    with bench.counting_practice() as direct:
        byte = bench.make_file("byte", 1)
        start_s = median([direct.run(clients.OURS, byte).wall_s for _ in range(3)])
        file = bench.make_file("narrow", narrow * MIB)
        with bench.line(direct, Conditions(_ROUND_TRIP_S, together=_NARROW)) as line:
            took_s = direct.behind(line).run(clients.OURS, file).wall_s - start_s
            share = narrow * MIB / _NARROW / took_s
            at_once = line.take()["at_once"]
        say(f"  0.5 MB/s: {share:.2f} of the line, {at_once} connections")
        rows += [
            Row("0.5 MB/s: share of the line", f"{took_s:.1f} s", share, _ALL),
            Row("0.5 MB/s: connections at once", str(at_once), at_once, _FEW),
        ]
        file = bench.make_file("falling", falling * MIB)
        direct.companion.take()
        falls = Conditions(_ROUND_TRIP_S, together=_WIDE, then=_LEFT, then_after_s=falls_s)
        with bench.line(direct, falls) as line:
            took_s = direct.behind(line).run(clients.OURS, file).wall_s - start_s
        again = direct.companion.take()["received_bytes"] / MIB - falling
        ideal_s = falls_s + (falling * MIB - _WIDE * falls_s) / _LEFT
        say(f"  falling: {took_s:.1f} s of at least {ideal_s:.1f} s, {again:.1f} MiB again")
        rows += [
            Row("20, then 0.3 MB/s", f"{took_s:.1f} s", ideal_s / took_s, _NEARLY_ALL),
            Row("20, then 0.3 MB/s: sent again", f"{again:.1f} MiB", again, Target(4, unit=" MiB")),
        ]
    how = _HOW_NARROW.format(
        narrow=narrow, falling=falling, round_trip=_ROUND_TRIP_S * 1000, falls=falls_s
    )
    return Figure("A narrow line", how, "measured", "compared", rows)


def run_stalls(bench: Bench) -> Figure:
    """A line that stops connections at random."""
    size, repetitions = bench.pick(64 * MIB, 8 * MIB), bench.pick(3, 1)
    as_fast, node = Target(1, at_least=True), clients.ali_oss()
    targets: dict[Client, Target] = {
        clients.OSS2_PUT: Target(2, at_least=True),
        clients.OSS2_RESUMABLE_4: as_fast,
        clients.OSS_V2: as_fast,
        node: as_fast,
    }
    wanted = [clients.OURS, *targets]
    file, byte = bench.make_file("large", size), bench.make_file("byte", 1)
    like = Conditions(_ROUND_TRIP_S, each=2 * MIB, stalls_s=(0.2, 0.4))
    with bench.practice() as direct, bench.line(direct, like) as line:
        server = direct.behind(line)

        def upload(client: Client) -> Usage:
            return server.run(client, file)

        starts = take_turns(wanted, lambda client: server.run(client, byte), repetitions)
        turns = take_turns(wanted, upload, repetitions)
    missing = {**starts.missing, **turns.missing}
    speeds = {}
    for client in wanted:
        if client not in missing:
            start_s = median([usage.wall_s for usage in starts.usages[client]])
            whole_s = median([usage.wall_s for usage in turns.usages[client]])
            speeds[client] = size / MIB / (whole_s - start_s)
    rows = compare(speeds, missing, targets, digits=1)
    how = _HOW_STALLS.format(
        size=size // MIB, round_trip=_ROUND_TRIP_S * 1000, repetitions=repetitions
    )
    return Figure("A line that stops now and then", how, "MiB/s", "ours / its", rows)
