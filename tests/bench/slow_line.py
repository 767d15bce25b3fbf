"""Speed on a line that is far away and gives each connection only so much."""

from __future__ import annotations

from tests.bench import clients
from tests.bench.bench import Bench, compare, median, say, take_turns
from tests.bench.clients import Client
from tests.bench.processes import Usage
from tests.bench.report import MIB, Figure, Row, Target

_ROUND_TRIP_S = 0.08
_RATE_MIB = 2
_HOW = """One file of {size} MiB through a small TCP proxy: {round_trip:.0f} ms round trip,
{rate} MiB/s up for each connection. MiB/s over the time of the transfer: wall time less that of
the same client uploading one byte. Connections are those that carried bytes at the same time,
counted in the proxy. Median of {repetitions}."""


def run(bench: Bench) -> Figure:
    """Every client with its defaults."""
    size, repetitions = bench.pick(256 * MIB, 24 * MIB), bench.pick(3, 1)
    file, byte = bench.make_file("large", size), bench.make_file("byte", 1)
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
        bench.line(direct, _ROUND_TRIP_S, _RATE_MIB * MIB) as line,
    ):
        server = direct.behind(line)

        def upload(client: Client) -> Usage:
            line.take()
            usage = server.run(client, file)
            at_once[client] = line.take()["at_once"]
            say(f"  {at_once[client]} connections at once")
            return usage

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
    used = at_once[clients.OURS]
    most = used * _RATE_MIB
    share = speeds[clients.OURS] / most
    name = f"all that {used} connections can carry"
    rows.insert(1, Row(name, f"{most:.1f}", share, Target(0.95, at_least=True)))
    how = _HOW.format(
        size=size // MIB,
        round_trip=_ROUND_TRIP_S * 1000,
        rate=_RATE_MIB,
        repetitions=repetitions,
    )
    return Figure("A slow line", how, "MiB/s", "ours / its", rows)
