"""The program's own files, damaged or made to do harm: it starts, and keeps what can be kept."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.config.folder_file import AllowedFiles, look_at
from ossdrop.config.profiles import Profiles, read_profiles
from ossdrop.history.rescue import readable_rows
from ossdrop.history.store import HistoryStore
from ossdrop.practice.server import PracticeServer
from ossdrop.program.files import read_json
from ossdrop.program.paths import config_folder, data_folder
from ossdrop.program.preferences import Preferences, read_preferences
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.journal import Journal
from tests.conftest import BUCKET
from tests.core.history.test_store import entry
from tests.hostile.programs import run

DEEP = b"[" * 200_000
_SOON_S = 5.0


def fifo(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no FIFOs by name")
    os.mkfifo(path)


def deep(path: Path) -> None:
    path.write_bytes(DEEP)


def deep_inside(path: Path) -> None:
    path.write_bytes(b'{"a": ' + DEEP + b"\n" + DEEP + b"\n")


def folder(path: Path) -> None:
    path.mkdir()


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


HARMFUL = (fifo, deep, deep_inside, folder, endless)


@pytest.mark.parametrize("make", HARMFUL)
def test_settings_and_lists_that_cannot_be_read(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    place = tmp_path / "file.json"
    make(place)
    began_s = time.monotonic()
    with pytest.raises((OSError, ValueError)):
        read_json(place)
    assert read_profiles(place) == Profiles()
    assert read_preferences(place) == Preferences()
    make(tmp_path / "queue-x.jsonl")
    make(tmp_path / "checkpoint.jsonl")
    journal = Journal(tmp_path)
    with journal.take_over() as left:
        assert left == []
    journal.close()
    assert CheckpointStore(tmp_path).unfinished() == []
    assert time.monotonic() - began_s < _SOON_S


@pytest.mark.parametrize("make", HARMFUL)
def test_what_was_allowed_is_forgotten_and_nothing_else(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    config_folder().mkdir(parents=True)
    make(config_folder() / "allowed.json")
    env = tmp_path / ".env"
    env.write_text("QWEN_TMP_OSS_BUCKET=mine\n")
    file = look_at(env)
    assert file is not None
    assert not AllowedFiles().is_allowed(file)


@pytest.mark.parametrize(
    "text",
    [
        '{"active": "default", "profiles": ["abc"]}',
        '{"active": "x", "profiles": [{"id": "x", "kind": "found", "env_file": "a\\u0000"}]}',
        '{"active": {}, "profiles": {}}',
        "[]",
    ],
)
def test_profiles_that_are_none(tmp_path: Path, text: str) -> None:
    place = tmp_path / "profiles.json"
    place.write_text(text)
    found = read_profiles(place)
    assert found.active.env_path.name == ".env"


def test_a_journal_whose_values_are_no_texts(tmp_path: Path) -> None:
    lines = (
        b'{"begin": [], "path": "2f61", "name": "a", "folder": "", "queue": "default"}\n',
        b'{"begin": 1, "path": "2f61", "name": "a", "folder": "", "queue": ["x"]}\n',
        b'{"begin": 2, "path": "2f61", "name": {}, "folder": 1, "queue": null}\n',
        b"[]\n5\nnull\n",
    )
    (tmp_path / "queue-x.jsonl").write_bytes(b"".join(lines))
    journal = Journal(tmp_path)
    with journal.take_over() as left:
        assert all(isinstance(item.queue, str) for item in left)
    journal.close()


def test_a_damaged_history_with_ids_far_apart_is_saved_soon() -> None:
    path = data_folder() / "history.sqlite"
    store = HistoryStore(path)
    for number in range(200):
        store.add(entry(f"p/{number}.png"))
    store.close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE uploads SET id = ? WHERE id = 200", (2**61,))
    db.close()
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    leaves = [
        place
        for place in range(0, len(content), size)
        if content[place] == 13 and b"p/10" in content[place : place + size]
    ]
    content[leaves[0] : leaves[0] + size] = b"\xff" * size
    path.write_bytes(content)
    began_s = time.monotonic()
    found = [row["id"] for row in readable_rows(path)]
    assert time.monotonic() - began_s < _SOON_S
    assert found == sorted(set(found))
    assert len(found) > 100


def test_a_home_that_is_named_from_here(
    tmp_path: Path, make_file: Callable[..., Path], practice: PracticeServer
) -> None:
    result = run(
        tmp_path,
        "ossdrop-cli",
        *("upload", "--practice", make_file()),
        environment={"OSSDROP_HOME": "here"},
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "here" / "data").is_dir()
    assert not (tmp_path / "here" / "data" / "here").exists()
    assert BUCKET in result.stdout
