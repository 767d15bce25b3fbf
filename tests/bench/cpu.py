"""CPU time of a whole client process for each GiB, over loopback."""

from __future__ import annotations

from tests.bench import clients
from tests.bench.bench import Bench, Server, compare, median, take_turns
from tests.bench.clients import Client
from tests.bench.report import GIB, MIB, Figure, Row, Target

_HOW = """One file of {size} MiB over loopback {protocol}, user and system time of the whole client
process (`wait4`), CRC-64 verified except where it says no CRC. Start-up is taken off: the same
client uploading one byte. CPU-seconds per GiB, median of {repetitions}."""


def run(bench: Bench) -> Figure:
    """Over plain HTTP, every client."""
    targets = {clients.OSS2_PUT: Target(0.20), clients.BARE_CHECKED: Target(1.15)}
    others = [clients.BARE, clients.OSS2_RESUMABLE, clients.OSS2_RESUMABLE_4]
    others += [clients.OSS_V2, clients.ali_oss()]
    with bench.practice() as server:
        rows, how = _measure(bench, server, [clients.OURS, *targets, *others], targets, "HTTP")
    return Figure("CPU time", how, "CPU-s/GiB", "ours / its", rows)


def run_tls(bench: Bench) -> Figure:
    """Over TLS, where encrypting costs every client the same."""
    targets = {clients.OSS2_PUT: Target(0.5), clients.BARE_TLS_CHECKED: Target(1.15)}
    wanted = [clients.OURS, *targets, clients.BARE_TLS, clients.OSS_V2]
    with bench.counting_practice(tls=True) as server:
        rows, how = _measure(bench, server, wanted, targets, "HTTPS")
    return Figure("CPU time over TLS", how, "CPU-s/GiB", "ours / its", rows)


def _measure(
    bench: Bench,
    server: Server,
    wanted: list[Client],
    targets: dict[Client, Target],
    protocol: str,
) -> tuple[list[Row], str]:
    size, repetitions = bench.pick(GIB, 64 * MIB), bench.pick(5, 1)
    byte, file = bench.make_file("byte", 1), bench.make_file("large", size)
    starts = take_turns(wanted, lambda client: server.run(client, byte), repetitions)
    turns = take_turns(wanted, lambda client: server.run(client, file), repetitions)
    missing = {**starts.missing, **turns.missing}
    values = {}
    for client in wanted:
        if client not in missing:
            start_s = median([usage.cpu_s for usage in starts.usages[client]])
            whole_s = median([usage.cpu_s for usage in turns.usages[client]])
            values[client] = (whole_s - start_s) * GIB / size
    how = _HOW.format(size=size // MIB, protocol=protocol, repetitions=repetitions)
    return compare(values, missing, targets), how
