"""Speed on a line that is far away and gives each connection only so much."""

from __future__ import annotations

from tests.bench import clients
from tests.bench.bench import Bench, compare, median, say, take_turns
from tests.bench.clients import Client
from tests.bench.line import Conditions
from tests.bench.processes import Usage
from tests.bench.report import MIB, Figure, Row, Target

_ONE_CONNECTION = (clients.OSS2_PUT, clients.OSS2_RESUMABLE)
_ROUND_TRIP_S = 0.2
_EACH_MIB, _TOGETHER_MIB = 1, 24
_LINE = Conditions(_ROUND_TRIP_S, _EACH_MIB * MIB, _TOGETHER_MIB * MIB)
_HOW = """One file of {size} MiB through a small TCP proxy: {round_trip:.0f} ms round trip,
{each} MiB/s up for each connection, {together} MiB/s for all together. MiB/s over the time of the
transfer: wall time less that of the same client uploading one byte. Ours is the median of
{repetitions}; the others, whose time is long, send once, those with one connection {short} MiB.
Connections at once, as the proxy counts them: {at_once}."""


def run(bench: Bench) -> Figure:
    """Every client with its defaults."""
    size, repetitions = bench.pick(512 * MIB, 48 * MIB), bench.pick(3, 1)
    short = bench.pick(64 * MIB, 8 * MIB)
    file, byte = bench.make_file("large", size), bench.make_file("byte", 1)
    short_file = bench.make_file("short", short)
    node = clients.ali_oss()
    faster, as_fast = Target(3, at_least=True), Target(1, at_least=True)
    targets = {
        clients.OSS2_PUT: faster,
        clients.OSS2_RESUMABLE: faster,
        clients.OSS_V2: as_fast,
        node: as_fast,
    }
    wanted = [clients.OURS, *targets]
    at_once: dict[Client, int] = {}
    with (
        bench.practice() as direct,
        bench.line(direct, _LINE) as line,
    ):
        server = direct.behind(line)

        def upload(client: Client) -> Usage:
            line.take()
            usage = server.run(client, short_file if client in _ONE_CONNECTION else file)
            at_once[client] = line.take()["at_once"]
            say(f"  {at_once[client]} connections at once")
            return usage

        starts = take_turns(wanted, lambda client: server.run(client, byte), repetitions)
        ours = take_turns([clients.OURS], upload, repetitions)
        others = take_turns([*targets], upload, 1)
    usages = {**ours.usages, **others.usages}
    missing = {**starts.missing, **ours.missing, **others.missing}
    speeds = {}
    for client in wanted:
        if client not in missing:
            start_s = median([usage.wall_s for usage in starts.usages[client]])
            whole_s = median([usage.wall_s for usage in usages[client]])
            sent = short if client in _ONE_CONNECTION else size
            speeds[client] = sent / MIB / (whole_s - start_s)
    rows = compare(speeds, missing, targets, digits=1)
    share = speeds[clients.OURS] / _TOGETHER_MIB
    whole = Row("the whole line", f"{_TOGETHER_MIB:.1f}", share, Target(0.85, at_least=True))
    rows.insert(1, whole)
    how = _HOW.format(
        size=size // MIB,
        round_trip=_ROUND_TRIP_S * 1000,
        each=_EACH_MIB,
        together=_TOGETHER_MIB,
        repetitions=repetitions,
        short=short // MIB,
        at_once=", ".join(f"{client.name} {count}" for client, count in at_once.items()),
    )
    return Figure("A slow line", how, "MiB/s", "ours / its", rows)
