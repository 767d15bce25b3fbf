"""The program's own files, damaged one at a time: it starts, and keeps what can be kept."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.preferences import read_preferences
from tests.torture.place import Events, Place, at_home, require

_DAMAGES = 300
_ROWS = 300
_CODES = (ErrorCode.HISTORY_FAILED, ErrorCode.HISTORY_NEWER, ErrorCode.ENV_FILE_UNREADABLE)


def _truncate(path: Path, pick: Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: pick.randrange(len(data))])


def _flip(path: Path, pick: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(pick.randint(1, 20)):
        data[pick.randrange(len(data))] = pick.randrange(256)
    path.write_bytes(data)


def _blank(path: Path, pick: Random) -> None:
    """A block of zeros, as after a power loss."""
    data = bytearray(path.read_bytes())
    start = pick.randrange(len(data))
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)


def _newer(path: Path, _: Random) -> None:
    if path.suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 999")
    elif path.suffix == ".json":
        values = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(values | {"version": 999, "of tomorrow": {"a": [1]}}))


def _empty(path: Path, _: Random) -> None:
    path.write_bytes(b"")


_HARMS: tuple[Callable[[Path, Random], None], ...] = (_truncate, _flip, _blank, _newer, _empty)


def run(place: Place, scale: float) -> str:
    """One home that is whole; a copy of it is damaged, and started, again and again."""
    count = max(round(_DAMAGES * scale), 8)
    told: Counter[str] = Counter()
    with at_home(place):
        _fill(place)
        whole = place.folder / "whole"
        shutil.copytree(place.home, whole)
        files = sorted(path.relative_to(whole) for path in whole.rglob("*") if _is_ours(path))
        for _ in range(count):
            shutil.rmtree(place.home)
            shutil.copytree(whole, place.home)
            name = place.random.choice(files)
            harm = place.random.choice(_HARMS)
            if place.random.random() < 0.1:
                with _locked(place.home / "data" / "history.sqlite"):
                    told["locked"] += _start(place, "history.sqlite", "locked")
                continue
            harm(place.home / name, place.random)
            told[harm.__name__[1:]] += _start(place, str(name), harm.__name__)
    names = ", ".join(f"{number} {name}" for name, number in told.most_common())
    return f"{count} starts over damaged files ({names}): each uploads, none loses another's rows"


def _is_ours(path: Path) -> bool:
    is_note = path.suffix in (".jsonl", ".json", ".sqlite", ".env") or path.name == ".env"
    return path.is_file() and is_note and bool(path.stat().st_size) and "practice" not in path.parts


def _fill(place: Place) -> None:
    """A history, what is unfinished, choices, two destinations, and a `.env`."""
    events = Events()
    app = place.app(events)
    files = [place.file(place.size(2000)).path for _ in range(_ROWS)]
    require(len(events.batch(app.submit(files, anew=True)).succeeded) == _ROWS, "it did not begin")
    app.close()
    place.faults.bytes_per_s = 5_000_000
    app = place.app()
    app.submit([place.file(30_000_000).path, *files[:3]], anew=True)
    while not list((place.home / "data" / "transfers").glob("[0-9a-f]*.jsonl")):
        pass
    app.close()
    place.faults.bytes_per_s = 0.0
    result = place.run("config", "set", "QWEN_TMP_OSS_PREFIX", "qianwen-uploads")
    require(result.returncode == 0, result.stderr)
    config = place.home / "config"
    profiles = [{"id": "default", "kind": "found"}, {"id": "profile-2", "kind": "temporary"}]
    (config / "profiles.json").write_text(json.dumps({"active": "default", "profiles": profiles}))
    (config / "preferences.json").write_text('{"theme": "dark", "copies_links": false}')


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield


def _start(place: Place, name: str, harm: str) -> int:
    """Start, look at everything, send a file, and end."""
    which = f"{name}, {harm}"
    events = Events()
    try:
        read_preferences(place.home / "config" / "preferences.json")
        app = place.app(events)
        app.history.stop_waiting()
        try:
            app.open_profile()
            app.restore()
            rows = _rows(app.history.count)
            batch = events.batch_or_held(app.submit([place.file(1000).path], anew=True))
            if batch is not None:
                require(batch.succeeded, f"{which}: nothing goes up: {batch.transfers}")
            elif events.held is not None:
                raise events.held
        finally:
            app.close()
    except OssDropError as error:
        is_env = name.endswith(".env") and error.code is not ErrorCode.UNEXPECTED
        require(is_env or error.code in _CODES, f"{which}: {error!r}")
        return 1
    except Exception as error:
        raise AssertionError(f"{which}: {error!r}") from error
    is_history = name.endswith(".sqlite")
    require(is_history or rows >= _ROWS, f"{which}: {rows} rows of {_ROWS}")
    return 1


def _rows(count: Callable[[], int]) -> int:
    try:
        return count()
    except OssDropError as error:
        require(error.code in _CODES, f"the history: {error!r}")
        return -1
