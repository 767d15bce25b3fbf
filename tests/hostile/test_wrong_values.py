"""Wrong values, in files of our own and in answers, cost only themselves."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.doctor.git_files import GitState, git_state
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.intake.selection import look_at
from ossdrop.practice.store import Store
from ossdrop.program.files import open_own
from ossdrop.program.preferences import Preferences, read_preferences
from ossdrop.storage.service_errors import ServiceAnswer, service_error
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.journal import Journal, read_journal
from ossdrop.transfers.transfer import Transfer, TransfersAdded
from tests.conftest import API_KEY
from tests.core.history.test_store import entry

_MOMENT_S = 5.0
_SLOW = "instr(hex(zeroblob(4000000)), hex(zeroblob(2000000)) || name)"
_TOKEN = "CAISrwJ1q6Ft5B2yfSjIr5fkIc3HkLZ72ruuTWrj3GE+" * 4


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "history.sqlite"
    store = HistoryStore(path)
    store.add_all([entry(f"p/{number}.png") for number in range(3)])
    store.close()
    return path


def _late_line(**changes: object) -> bytes:
    store = HistoryStore(Path(os.environ["OSSDROP_HOME"]) / "one" / "history.sqlite")
    store.keep_for_later(entry("p/late.png"))
    (file,) = Path(os.environ["OSSDROP_HOME"], "one").glob("*.late.jsonl")
    values = json.loads(file.read_bytes()) | changes
    file.unlink()
    store.close()
    return json.dumps(values).encode() + b"\n"


def _listed(path: Path) -> set[str]:
    store = HistoryStore(path)
    try:
        return {one.key for one in store.entries(store.ids()).values()}
    finally:
        store.close()


def test_a_journal_of_many_files_loses_none(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    paths = [tmp_path / f"{number}.png" for number in range(3000)]
    journal.note(
        TransfersAdded(tuple(Transfer.of(n, 1, path, path.name, 1) for n, path in enumerate(paths)))
    )
    for number in range(2000):
        journal.note_key(number, f"p/{number}")
    (file,) = tmp_path.glob("queue-*.jsonl")
    assert [item.path for item in read_journal(file)] == paths
    assert read_journal(file)[1999].key == "p/1999"
    journal.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"size_bytes": 1e999},
        {"size_bytes": 10**23},
        {"crc64": 1e999},
        {"id": 2**63 - 1},
        {"id": 2**63},
        {"name": "\ud800"},
        {"name": []},
        {"bucket": {}},
        {"key": 5},
        {"profile": "../x"},
        {"endpoint_host": 7},
        {"link_expires_at": float("nan")},
        {"source_path": "zz"},
    ],
    ids=str,
)
def test_a_late_row_that_makes_no_sense_costs_only_itself(
    history: Path, changes: dict[str, object]
) -> None:
    late = history.with_suffix(".late.jsonl")
    late.write_bytes(_late_line(**changes) + _late_line(key="p/good.png"))
    assert {"p/0.png", "p/1.png", "p/2.png", "p/good.png"} <= _listed(history)
    store = HistoryStore(history)
    assert store.add(entry("p/after.png"))
    store.close()
    assert "p/after.png" in _listed(history)


@pytest.mark.parametrize("line", [b"\n", b"0\n", b"{}\n"])
def test_late_rows_without_end_are_given_up_soon(history: Path, line: bytes) -> None:
    history.with_suffix(".late.jsonl").write_bytes(line * (16 * 1024**2 // len(line)))
    began = time.monotonic()
    assert len(_listed(history)) == 3
    assert time.monotonic() - began < _MOMENT_S


def test_a_file_of_ours_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="device"):
        open_own(tmp_path / "pipe", "ab")


@pytest.mark.parametrize("kind", ["fifo", "device", "folder", "text", "deep", "wrong type"])
def test_records_of_the_practice_bucket_that_are_none(tmp_path: Path, kind: str) -> None:
    objects = tmp_path / "objects"
    objects.mkdir()
    record = objects / "a.json"
    if kind == "fifo":
        os.mkfifo(record)
    elif kind == "device":
        record.symlink_to("/dev/zero")
    elif kind == "folder":
        record.mkdir()
    else:
        bucket = '{"blobs": [], "region": "r", "bucket": []}'
        record.write_text({"text": '"x"', "deep": "[" * 200_000}.get(kind, bucket))
    assert Store(tmp_path).buckets == {}


@pytest.mark.parametrize(
    "change",
    [
        "size_bytes = 9e999",
        "name = CAST(x'ff41' AS TEXT)",
        "name = x'ff41'",
        "bucket = x'ff41'",
        "crc64 = 'x'",
        "created_at = 'soon'",
        "profile = 'a/b'",
        "expires_s = 9e99",
    ],
)
def test_one_row_that_makes_no_sense_hides_no_other(history: Path, change: str) -> None:
    with contextlib.closing(sqlite3.connect(history)) as db:
        db.execute(f"UPDATE uploads SET {change} WHERE id = 2")
        db.commit()
    assert {"p/0.png", "p/2.png"} <= _listed(history)
    app = App(environment={}, history=HistoryStore(history))
    for row in app.history.entries([2]).values():
        with pytest.raises(OssDropError):
            app.signer.link(row)
    app.close()


@pytest.mark.parametrize(
    "harm",
    [
        f"ALTER TABLE uploads ADD COLUMN slow TEXT GENERATED ALWAYS AS ({_SLOW}) VIRTUAL",
        f"CREATE INDEX slow ON uploads (name) WHERE {_SLOW} = 1",
    ],
    ids=["generated column", "partial index"],
)
def test_a_history_that_computes_is_not_ours(tmp_path: Path, history: Path, harm: str) -> None:
    file = tmp_path / "harm.sqlite"
    with (
        contextlib.closing(sqlite3.connect(history)) as source,
        contextlib.closing(sqlite3.connect(file)) as db,
    ):
        source.backup(db)
        db.execute("DELETE FROM uploads")  # else it would be computed here already
        db.execute(harm)
        db.commit()
    began = time.monotonic()
    store = HistoryStore(file)
    assert store.add(entry("p/new.png"))
    assert "p/new.png" in {one.key for one in store.entries(store.ids()).values()}
    store.close()
    assert time.monotonic() - began < _MOMENT_S


@pytest.mark.parametrize(
    "change",
    [
        {"key": [1]},
        {"key": 7},
        {"upload_id": {}},
        {"part_size": "x"},
        {"part_size": -1},
        {"profile": [1]},
        {"destination": 5},
    ],
    ids=str,
)
def test_a_checkpoint_with_other_values_is_begun_anew(
    tmp_path: Path, make_file: Callable[..., Path], change: dict[str, object]
) -> None:
    path, store = make_file("a.bin", bytes(100)), CheckpointStore(tmp_path / "cp", is_restored=True)
    with store.hold(path, "place", "default") as checkpoint:
        checkpoint.begin("p/a.bin", "ID", 100)
    (file,) = (tmp_path / "cp").glob("*.jsonl")
    file.write_text(json.dumps(json.loads(file.read_text()) | change) + "\n")
    assert store.unfinished() == []
    with store.hold(path, "place", "default") as checkpoint:
        assert checkpoint.upload_id == ""
        assert checkpoint.parts == {}


@pytest.mark.parametrize("name", [".netrc", ".git-credentials", "x.kdbx", "id_rsa"])
def test_a_link_hides_no_key(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("machine h login u password x")
    link = tmp_path / "photo.jpg"
    link.symlink_to(tmp_path / name)
    assert look_at(link).looks_secret


def test_many_lines_to_be_matched_take_a_moment(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 240)
    (tmp_path / ".git").mkdir()
    folder.mkdir()
    (tmp_path / ".gitignore").write_text("*a*a*a*ab\n" * 100)
    began = time.monotonic()
    assert git_state(folder / ".env") is GitState.NONE
    assert time.monotonic() - began < _MOMENT_S


@pytest.mark.parametrize("secret", [_TOKEN, API_KEY])
def test_a_service_that_repeats_a_secret_gets_it_nowhere(secret: str) -> None:
    answer = ServiceAnswer(403, code=secret, ec=secret, request_id=secret)
    error = service_error(answer)
    assert secret[:20] not in f"{error} {error!r} {error.request_id} {error.hint} {vars(error)}"
    mine = OssDropError(ErrorCode.UNEXPECTED, request_id="5C3D9175B6FC201293AD0001")
    assert mine.request_id == "5C3D9175B6FC201293AD0001"


@pytest.mark.parametrize(
    "values",
    [
        {"geometry": "\ud800"},
        {"history_days": 10**12},
        {"history_days": -1},
        {"limit_bytes_per_s": -5},
        {"limit_bytes_per_s": 2**70},
    ],
    ids=str,
)
def test_choices_that_make_no_sense_are_the_default_ones(
    tmp_path: Path, values: dict[str, object]
) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"theme": "dark", **values}))
    assert read_preferences(path) == Preferences(theme="dark")


def test_a_table_of_one_endless_line_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("wb") as file:
        file.truncate(1024**3)
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))\n"
        "from ossdrop.cli import main\n"
        "sys.exit(main(['history', 'import', '--file', sys.argv[1]]))\n"
    )
    result = subprocess.run(
        [sys.executable, "-P", "-c", code, path], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "not a history" in result.stderr
