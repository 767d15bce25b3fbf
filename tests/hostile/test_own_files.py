"""The program's own files, damaged or made to do harm: it starts, and keeps what can be kept."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop import upload_file
from ossdrop.config.folder_file import AllowedFiles, look_at
from ossdrop.config.profiles import Profiles, read_profiles
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.rescue import readable_rows
from ossdrop.history.store import HistoryStore
from ossdrop.practice.home import open_home
from ossdrop.practice.server import PracticeServer
from ossdrop.program.files import read_json
from ossdrop.program.paths import config_folder, data_folder, log_folder
from ossdrop.program.preferences import Preferences, read_preferences
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.journal import Journal
from tests.conftest import BUCKET
from tests.core.history.test_store import entry
from tests.hostile.programs import BIN, run
from tests.platforms import has_links

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
    if os.name != "posix":
        pytest.skip("there is no file without an end")
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
    assert read_profiles(place).all == Profiles().all
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
    is_told = found.active_id in found.unread_ids  # then nothing is sent until another is chosen
    assert is_told or found.active.env_path.name == ".env"


def test_a_journal_whose_values_are_no_texts(tmp_path: Path) -> None:
    lines = (
        b'{"begin": [], "path": "2f61", "name": "a", "folder": "", "queue": "default"}\n',
        b'{"begin": 1, "path": "2f61", "name": "a", "folder": "", "queue": ["x"]}\n',
        b'{"begin": 2, "path": "2f61", "name": {}, "folder": 1, "queue": null}\n',
        b"[]\n5\nnull\n",
        b'{"begin": 3, "path": "2f62", "name": "b", "folder": "", "queue": "default"}\n',
    )
    (tmp_path / "queue-x.jsonl").write_bytes(b"".join(lines))
    journal = Journal(tmp_path)
    with journal.take_over() as left:
        assert [item.path for item in left] == [Path("/b")]  # of the one line that makes sense
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


def history_of(count: int) -> Path:
    path = data_folder() / "history.sqlite"
    store = HistoryStore(path)
    for number in range(count):
        store.add(entry(f"p/{number}.png"))
    store.close()
    return path


ENDLESS = """
ALTER TABLE uploads RENAME TO others;
CREATE VIEW uploads AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)
SELECT others.* FROM others, r;
"""
LARGE = "UPDATE uploads SET name = CAST(zeroblob(300000000) AS TEXT) WHERE id = 2"


@pytest.mark.parametrize("words", [ENDLESS, LARGE], ids=["endless view", "large cell"])
def test_a_history_that_was_made_to_do_harm(tmp_path: Path, words: str) -> None:
    path = history_of(5)
    # Elsewhere, since the limits of this process forbid it.
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])"
    assert run(tmp_path, "python", "-c", code, path, words).returncode == 0
    began_s = time.monotonic()
    if words is LARGE and os.name == "posix":  # elsewhere a child's memory is not told
        listing = (
            "import resource, subprocess, sys; subprocess.run([sys.argv[1], 'history', 'list'])\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        told = run(tmp_path, "python", "-c", listing, BIN / "ossdrop-cli")
        assert int(told.stdout.split()[-1]) < 300 * 1024
    results = [run(tmp_path, "ossdrop-cli", "history", "list") for _ in range(2)]
    assert time.monotonic() - began_s < 20
    assert "Traceback" not in results[0].stderr + results[1].stderr
    assert results[1].returncode == 0
    assert list(path.parent.glob("history.damaged-*"))  # kept aside
    if words is LARGE:
        assert results[1].stdout.count("2026") >= 4


@pytest.mark.parametrize("make", HARMFUL)
def test_the_practice_bucket_says_that_its_file_is_damaged(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    home = data_folder() / "practice"
    home.mkdir(parents=True)
    make(home / "practice.json")
    with pytest.raises(OssDropError) as raised:
        open_home()
    assert raised.value.code is ErrorCode.PRACTICE_FAILED


@pytest.mark.parametrize(
    "change",
    [{"port": "48999@"}, {"port": 99_999_999}, {"port": True}, {"access_key_secret": "\ud800"},
     {"api_key": []}, {"access_key_id": ""}, {"more": 1}],
)  # fmt: skip
def test_the_practice_bucket_believes_no_nonsense(change: dict[str, object]) -> None:
    open_home()
    path = data_folder() / "practice" / "practice.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(OssDropError) as raised:
        open_home()
    assert raised.value.code is ErrorCode.PRACTICE_FAILED


@pytest.mark.parametrize("line", [b"\n", b"x\n", b"{}\n"])
def test_a_journal_without_an_end_is_given_up(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "queue-x.jsonl").write_bytes(line * (60_000_000 // len(line)))
    began_s = time.monotonic()
    journal = Journal(tmp_path)
    with journal.take_over() as left:
        assert left == []
    journal.close()
    assert time.monotonic() - began_s < _SOON_S


def test_a_log_that_is_a_pipe_holds_nobody(tmp_path: Path) -> None:
    log_folder().mkdir(parents=True)
    fifo(log_folder() / "ossdrop.log")
    code = (
        "import logging; from ossdrop.program.log_files import set_up_logging\n"
        "set_up_logging(to_file=True); logging.warning('said')"
    )
    told = run(tmp_path, "python", "-P", "-c", code)
    assert "said" in told.stderr


def test_the_id_of_a_profile_leads_nowhere(tmp_path: Path) -> None:
    place = tmp_path / "profiles.json"
    ids = ["../../px", "a/b", "", "x" * 5000]
    for name in ids:
        profile = {"id": name, "kind": "found"}
        place.write_text(json.dumps({"active": name, "profiles": [profile]}))
        assert read_profiles(place).active.id == "default"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_a_link_leads_to_keeps_its_mode(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("words")
    precious.chmod(0o644)
    data_folder().mkdir(parents=True)
    (data_folder() / "history.sqlite").symlink_to(precious)
    run(tmp_path, "ossdrop-cli", "history", "list")
    assert precious.stat().st_mode & 0o777 == 0o644
    assert precious.read_text() == "words"


@has_links
def test_a_history_that_leads_in_a_circle_costs_no_link(
    make_file: Callable[..., Path], variables: dict[str, str]
) -> None:
    place = data_folder() / "history.sqlite"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(place)
    assert upload_file(make_file("a.txt"), settings=variables).startswith("http")
