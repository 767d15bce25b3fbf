"""Many small files on a line that is far away."""

from __future__ import annotations

from tests.bench import clients
from tests.bench.bench import Bench, compare, median, take_turns
from tests.bench.clients import Client
from tests.bench.line import Conditions
from tests.bench.processes import Usage
from tests.bench.report import Figure, Row, Target

_ROUND_TRIP_S = 0.05
_SIZE_BYTES = 20_000
_HOW = """{count} files of 20 KB through a small TCP proxy with {round_trip:.0f} ms round trip and
no limit of the rate: one `ossdrop-cli upload` of all of them, and one process with a loop over
oss2's put_object_from_file. Files a second over the wall time of the whole process, start-up
included; median of {repetitions}. Requests are counted by the service."""


def run(bench: Bench) -> Figure:
    """Ours against a loop."""
    count, repetitions = bench.pick(1000, 40), bench.pick(3, 1)
    files = [bench.make_file(f"small-{number}", _SIZE_BYTES) for number in range(count)]
    requests: dict[Client, int] = {}
    targets = {clients.OSS2_PUT: Target(6, at_least=True)}
    with bench.counting_practice() as direct, bench.line(direct, Conditions(_ROUND_TRIP_S)) as line:
        server = direct.behind(line)

        def upload(client: Client) -> Usage:
            direct.companion.take()
            usage = server.run(client, *files)
            requests[client] = direct.companion.take()["requests"]
            return usage

        turns = take_turns([clients.OURS, *targets], upload, repetitions)
    speeds = {
        client: count / median([usage.wall_s for usage in usages])
        for client, usages in turns.usages.items()
        if client not in turns.missing
    }
    rows = compare(speeds, turns.missing, targets, digits=1)
    each = requests[clients.OURS] / count
    rows.append(Row("OssDrop: requests per file", str(requests[clients.OURS]), each, Target(1)))
    how = _HOW.format(count=count, round_trip=_ROUND_TRIP_S * 1000, repetitions=repetitions)
    return Figure("Many small files", how, "files/s", "ours / its", rows)
