"""What every figure has: a scratch folder, servers, files, and turns that alternate."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.bench.clients import Client
from tests.bench.line import Conditions
from tests.bench.processes import ClientFailed, Companion, Usage, clean_environment, measure
from tests.bench.report import MIB, Row, Target

T = TypeVar("T")

_OPENSSL = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
_OPENSSL += " -addext subjectAltName=IP:127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A running practice bucket and the environment in which clients find it."""

    environment: dict[str, str]
    companion: Companion

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.environment["QWEN_TMP_OSS_ENDPOINT"].rpartition(":")[2])

    def behind(self, line: Companion) -> Server:
        """The same server at the far end of a line."""
        scheme = self.environment["QWEN_TMP_OSS_ENDPOINT"].partition("://")[0]
        endpoint = f"{scheme}://127.0.0.1:{line.ready['port']}"
        return Server({**self.environment, "QWEN_TMP_OSS_ENDPOINT": endpoint}, self.companion)

    def run(self, client: Client, *paths: Path, watch_memory: bool = False) -> Usage:
        """Let `client` upload files here. Raises ClientFailed."""
        environment = {**self.environment, **dict(client.variables)}
        return measure(client.upload(paths), environment, watch_memory=watch_memory)


@dataclass(frozen=True)
class Bench:
    """One run of the benchmarks; figures keep their files in `folder`."""

    folder: Path
    is_quick: bool

    def pick(self, full: T, quick: T) -> T:
        """A size or count for this run."""
        return quick if self.is_quick else full

    @contextmanager
    def practice(self) -> Iterator[Server]:
        """`ossdrop-cli practice --discard` in its own process."""
        program = Path(sys.executable).with_name("ossdrop-cli")
        options = ["--discard", "--any-port", "--json", "--until-stdin-closes"]
        command: list[str | Path] = [
            program,
            "practice",
            *options,
            "--folder",
            self.folder / "practice",
        ]
        with self._serve(command) as server:
            yield server

    @contextmanager
    def counting_practice(self, *, tls: bool = False) -> Iterator[Server]:
        """The same service with a count of requests and bytes, where wanted over TLS."""
        command: list[str | Path] = [sys.executable, "-m", "tests.bench.counting_server"]
        trusted = {}
        if tls:
            certificate, key = self._make_certificate()
            command += [certificate, key]
            names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
            trusted = dict.fromkeys(names, str(certificate))
        with self._serve(command) as server:
            yield Server({**server.environment, **trusted}, server.companion)

    @contextmanager
    def line(self, server: Server, conditions: Conditions) -> Iterator[Companion]:
        """A line to `server` that is slow, or bad."""
        like = json.dumps(asdict(conditions))
        command = [sys.executable, "-m", "tests.bench.line", str(server.port), like]
        with Companion(command, server.environment) as line:
            yield line

    def make_file(self, name: str, size_bytes: int) -> Path:
        """A file of random bytes, a MiB of them over and over; in the page cache."""
        path = self.folder / "files" / name
        path.parent.mkdir(exist_ok=True)
        piece = os.urandom(min(size_bytes, MIB))
        with path.open("wb") as file:
            for _ in range(size_bytes // len(piece)):
                file.write(piece)
            file.write(piece[: size_bytes % len(piece)])
        return path

    def make_sparse_file(self, name: str, size_bytes: int) -> Path:
        """A file of zeros that takes no space."""
        path = self.make_file(name, 1)
        with path.open("wb") as file:
            file.truncate(size_bytes)
        return path

    @contextmanager
    def _serve(self, command: Sequence[str | Path]) -> Iterator[Server]:
        home = Path(tempfile.mkdtemp(prefix="home-", dir=self.folder))
        environment = clean_environment(home)
        with Companion(command, environment) as companion:
            yield Server({**environment, **companion.ready}, companion)

    def _make_certificate(self) -> tuple[Path, Path]:
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        command: list[str | Path] = [*_OPENSSL.split(), "-keyout", key, "-out", certificate]
        subprocess.run(command, check=True, capture_output=True)
        return certificate, key


@dataclass(frozen=True)
class Turns:
    """What clients did, each several times; `missing` says why a client has no result."""

    usages: dict[Client, list[Usage]]
    missing: dict[Client, str] = field(default_factory=dict)


def take_turns(
    clients: Sequence[Client], run: Callable[[Client], Usage], repetitions: int
) -> Turns:
    """`run` for each client, so many times, every other round in reverse order.

    Raises ClientFailed when OssDrop fails: there is nothing to compare then.
    """
    turns = Turns({client: [] for client in clients})
    turns.missing.update((client, client.missing) for client in clients if client.missing)
    for number in range(repetitions):
        for client in clients[:: -1 if number % 2 else 1]:
            if client in turns.missing:
                continue
            try:
                usage = run(client)
            except ClientFailed as error:
                if client.is_ours:
                    raise
                say(f"  {client.name} failed: {error}")
                turns.missing[client] = "failed"
                continue
            turns.usages[client].append(usage)
            words = f"{usage.wall_s:.2f} s, {usage.cpu_s:.2f} CPU-s"
            say(f"  {number + 1}/{repetitions} {client.name}: {words}")
    return turns


def compare(
    values: Mapping[Client, float],
    missing: Mapping[Client, str],
    targets: Mapping[Client, Target],
    digits: int = 2,
) -> list[Row]:
    """A row for each client: its value, and ours divided by it."""
    ours = next(client for client in values if client.is_ours)
    rows = [Row(ours.name, f"{values[ours]:.{digits}f}")]
    for client, value in values.items():
        if client is not ours:
            ratio = values[ours] / value
            rows.append(Row(client.name, f"{value:.{digits}f}", ratio, targets.get(client)))
    return rows + [Row(client.name, why) for client, why in missing.items()]


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def say(text: str) -> None:
    """Progress, for whoever waits."""
    print(text, file=sys.stderr, flush=True)
