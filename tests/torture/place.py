"""Where a trial takes place: a practice bucket, a home, and what must hold at its end."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import requests

from ossdrop.app import App
from ossdrop.errors import OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.faults import Faults
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.practice.stored import Bucket
from ossdrop.storage.object_key import safe_name
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.transfer import BatchFinished, QueueHeld, TransferEvent

BUCKET, REGION = "torture-bucket", "cn-hangzhou"
KEY = AccessKey("LTAI5tTortureTortureTort", "torture-secret-0123456789abcdef")
TOO_LONG_S = 180.0  # for anything: then it hangs
EXPIRED = AccessKey(
    "STS.TortureTortureTort",
    "torture-secret-of-yesterday-01",
    security_token="torture-token",
    token_expires_at=datetime(2020, 1, 1, tzinfo=UTC),
)
_BLOCK = 1 << 20


class Broken(Exception):
    """Something that must never happen."""


def require(holds: object, what: str) -> None:
    """Raise Broken, with the words for it, unless it holds."""
    if not holds:
        raise Broken(what)


@dataclass(frozen=True)
class Made:
    """A file of a trial and what is in it."""

    path: Path
    size_bytes: int
    sha256: str


class Place:
    """One service, one home, one seed. A context manager."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.random = random.Random(seed)
        self._files = 0
        self.server = self._new_server()
        self.server.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    def _new_server(self, port: int = 0) -> PracticeServer:
        config = ServiceConfig(self.folder / "bucket", (KEY, EXPIRED), BUCKET, REGION)
        return PracticeServer(config, port=port)

    @property
    def faults(self) -> Faults:
        """What goes wrong now."""
        return self.server.service.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self.server.service.faults = faults

    @property
    def bucket(self) -> Bucket:
        """What is stored."""
        return self.server.service.store.buckets[BUCKET]

    @contextmanager
    def line_gone(self) -> Iterator[None]:
        """Nobody listens; what was stored is there again behind it, unfinished uploads too."""
        before, port = self.server.service, self.server.port
        self.server.stop()
        try:
            yield
        finally:
            self.server = self._new_server(port)
            self.server.service.store.buckets = before.store.buckets
            self.server.service.requests.extend(before.requests)
            self.server.start()

    @property
    def variables(self) -> dict[str, str]:
        """The settings, as environment variables."""
        return {
            "QWEN_TMP_OSS_BUCKET": BUCKET,
            "QWEN_TMP_OSS_REGION": REGION,
            "QWEN_TMP_OSS_AK_ID": KEY.id,
            "QWEN_TMP_OSS_AK_SECRET": KEY.secret,
            "QWEN_TMP_OSS_ENDPOINT": self.server.base_url,
        }

    @property
    def environment(self) -> dict[str, str]:
        """What a program of ours is started with."""
        ours = ("QWEN", "OSS_", "DASHSCOPE", "OSSDROP", "QIANWEN")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {
            **kept,
            **self.variables,
            "OSSDROP_HOME": str(self.home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONFAULTHANDLER": "1",
        }

    def file(self, size_bytes: int, name: str = "") -> Made:
        """A new file with content of its own."""
        self._files += 1
        path = self.folder / (name or f"file {self._files} 猫.bin")
        digest, left = hashlib.sha256(), size_bytes
        block = self.random.randbytes(min(_BLOCK, size_bytes))
        with path.open("wb") as file:
            while left:
                block = block[-7:] + block[:-7]  # each block another one, without new dice
                piece = block[:left]
                digest.update(piece)
                file.write(piece)
                left -= len(piece)
        return Made(path, size_bytes, digest.hexdigest())

    def size(self, most: int, least: int = 0) -> int:
        """A size between these, all orders of magnitude alike."""
        return round((least + 1) * ((most + 1) / (least + 1)) ** self.random.random()) - 1

    def run(
        self, *arguments: object, timeout_s: float = TOO_LONG_S, before: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """`ossdrop-cli ARGUMENTS`, to its end."""
        return self.python("-m", "ossdrop", *arguments, timeout_s=timeout_s, before=before)

    def python(
        self, *arguments: object, timeout_s: float = TOO_LONG_S, before: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Python with these arguments, to its end; raises Broken where it comes to none."""
        try:
            return subprocess.run(
                [*before, sys.executable, "-P", *map(str, arguments)],
                cwd=self.folder,
                env=self.environment,
                capture_output=True,
                text=True,
                timeout=timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Broken(f"{arguments} does not come to an end") from None

    def app(
        self,
        listener: Callable[[TransferEvent], None] = lambda event: None,
        *,
        stays: bool = True,
        patience: Patience | None = None,
        key: AccessKey = KEY,
    ) -> App:
        """The core in this process, with OSSDROP_HOME as it was set by `at_home`."""
        variables = self.variables
        if key.security_token:
            variables = {name: text for name, text in variables.items() if "_AK_" not in name}
            variables |= {
                "OSS_ACCESS_KEY_ID": key.id,
                "OSS_ACCESS_KEY_SECRET": key.secret,
                "OSS_SESSION_TOKEN": key.security_token,
            }
        return App(listener=listener, environment=variables, stays=stays, patience=patience)

    def rows(self) -> Counter[str]:
        """How many rows the history has of each key."""
        store = HistoryStore(self.home / "data" / "history.sqlite")
        try:
            ids = store.ids()
            found = [
                entry.key
                for start in range(0, len(ids), 500)
                for entry in store.entries(ids[start : start + 500]).values()
            ]
        finally:
            store.close()
        return Counter(found)

    def require_link(self, link: str, made: Made) -> None:
        """A link gives just this file."""
        content = requests.get(link, timeout=60, stream=True)
        digest = hashlib.sha256()
        for block in content.iter_content(_BLOCK):
            digest.update(block)
        require(digest.hexdigest() == made.sha256, f"other bytes behind the link of {made.path}")

    def require_tidy(self, *, told: Collection[Path] = (), waits: bool = False) -> None:
        """Each object has one row, each row an object, and nothing is left unseen.

        But for files of which something stays, as the person was `told`, and where it `waits`, for
        what a later upload removes.
        """
        # One without parts, whose first answer was lost, takes no room.
        known = tuple(f"_{safe_name(path.name)}" for path in told)
        keys = [upload.key for upload in self.bucket.uploads.values() if upload.parts]
        keys = [key for key in keys if not key.endswith(known)]
        require(not keys, f"parts nobody sees: {keys}")
        notes = (self.home / "data" / "transfers").iterdir()
        endings = (".jsonl",) if waits else (".jsonl", ".dropped")
        kept = [path.name for path in notes if path.suffix in endings]
        require(not kept, f"notes of what is done: {kept}")
        counts, objects = self.rows(), set(self.bucket.objects)
        unknown = {key for key in objects - set(counts) if not key.endswith(known)}
        require(set(counts) <= objects, f"rows of nothing: {set(counts) - objects}")
        require(not unknown, f"objects of no row: {unknown}")
        require(max(counts.values(), default=1) == 1, "an object has two rows")


class Events:
    """The events of an App; waits for its batches."""

    def __init__(self) -> None:
        self.seen: list[TransferEvent] = []
        self.held: OssDropError | None = None  # what the files of a queue wait for
        self._ended: dict[int, BatchFinished] = {}
        self._changed = threading.Condition()

    def __call__(self, event: TransferEvent) -> None:
        """Take one."""
        with self._changed:
            self.seen.append(event)
            if isinstance(event, BatchFinished):
                self._ended[event.batch_id] = event
            if isinstance(event, QueueHeld):
                self.held = event.error
            self._changed.notify_all()

    def batch_or_held(self, batch_id: int) -> BatchFinished | None:
        """How a batch has ended; None where it is `held`."""
        with self._changed:
            self._changed.wait_for(lambda: batch_id in self._ended or self.held, TOO_LONG_S)
            require(batch_id in self._ended or self.held, "a batch does not come to an end")
            return self._ended.get(batch_id)

    def forget(self) -> None:
        """Keep nothing of what was seen."""
        with self._changed:
            self.seen.clear()
            self._ended.clear()

    def batch(self, batch_id: int, within_s: float = TOO_LONG_S) -> BatchFinished:
        """How a batch has ended."""
        with self._changed:
            self._changed.wait_for(lambda: batch_id in self._ended, within_s)
            require(batch_id in self._ended, "a batch does not come to an end")
            return self._ended[batch_id]


@contextmanager
def at_home(place: Place) -> Iterator[None]:
    """What runs in this process has the place's home, and no password store."""
    names = ("OSSDROP_HOME", "PYTHON_KEYRING_BACKEND")
    before = {name: os.environ.get(name) for name in names}
    os.environ |= {name: place.environment[name] for name in names}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
