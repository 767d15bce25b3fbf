"""What is removed, sent or signed though nobody asked for it."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder
from ossdrop.storage.base import StoredObject, TransferControl
from ossdrop.storage.object_key import is_made_here
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.journal import Journal
from ossdrop.transfers.retrying import find_same_file
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferChanged,
    TransfersAdded,
    TransferState,
)
from tests.conftest import BUCKET
from tests.core.history.test_store import entry
from tests.core.transfers.test_restart import app_of, restored
from tests.hostile.programs import run

_SOON_S = 5.0
_FINGERPRINT = "2:" + "0" * 32


def _age_notes() -> None:
    long_ago = time.time() - 60
    for path in (data_folder() / "transfers").glob("*.dropped"):
        os.utime(path, (long_ago, long_ago))


def _upload(folder: Path, variables: dict[str, str], *names: str) -> list[str]:
    return run(folder, "ossdrop-cli", "upload", *names, environment=variables).stdout.split()


def test_a_link_that_was_given_out_is_never_taken_back(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.txt").write_text("b")
    (first,) = _upload(tmp_path, variables, "a.txt", "missing.txt")
    run(tmp_path, "ossdrop-cli", "history", "remove", "1", environment=variables)
    (tmp_path / "a.txt").write_text("second")
    (second,) = _upload(tmp_path, variables, "a.txt")
    _age_notes()
    _upload(tmp_path, variables, "b.txt")
    assert requests.get(first, timeout=10).content == b"first"
    assert requests.get(second, timeout=10).content == b"second"


@pytest.mark.parametrize("kind", ["has a row", "of somebody else", "another prefix"])
def test_a_note_removes_no_object_that_somebody_knows_of(
    tmp_path: Path, practice: PracticeServer, variables: dict[str, str], kind: str
) -> None:
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.txt").write_text("b")
    (link,) = _upload(tmp_path, variables, "a.txt")
    objects = practice.service.store.buckets[BUCKET].objects
    (key,) = objects
    if kind != "has a row":
        run(tmp_path, "ossdrop-cli", "history", "remove", "1", environment=variables)
        other = "finance/report.txt" if kind == "of somebody else" else f"other/{key}"
        objects[other] = objects.pop(key)
        key = other
    place = f"{practice.base_url}/{BUCKET}/qianwen-uploads"
    CheckpointStore(data_folder() / "transfers").note_dropped(place, key)
    _age_notes()
    assert _upload(tmp_path, variables, "b.txt")
    assert key in objects
    assert kind != "has a row" or requests.get(link, timeout=10).ok
    assert not list((data_folder() / "transfers").glob("*.dropped"))


def test_a_note_waits_for_a_history_that_can_be_asked(
    tmp_path: Path,
    practice: PracticeServer,
    variables: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> bool:
        raise OssDropError(ErrorCode.HISTORY_FAILED)

    app, _ = app_of(variables)
    place = f"{practice.base_url}/{BUCKET}/qianwen-uploads"
    key = f"qianwen-uploads/20261125/{'0' * 32}_a.txt"
    CheckpointStore(data_folder() / "transfers").note_dropped(place, key)
    _age_notes()
    sender = app.sender()
    with monkeypatch.context() as patch:
        patch.setattr(HistoryStore, "has", refuse)
        sender.tidy(TransferControl(), 5)
    assert list((data_folder() / "transfers").glob("*.dropped"))
    _age_notes()
    sender.tidy(TransferControl(), 5)
    assert not list((data_folder() / "transfers").glob("*.dropped"))
    app.close()


def test_a_noted_key_of_somebody_else_is_neither_used_nor_removed(
    tmp_path: Path, practice: PracticeServer, variables: dict[str, str]
) -> None:
    (tmp_path / "c.txt").write_text("c")
    transfers = data_folder() / "transfers"
    transfers.mkdir(parents=True)
    note = {"path": os.fsencode(tmp_path / "c.txt").hex(), "key": "finance/report.txt"}
    (transfers / "command-1.jsonl").write_text(json.dumps(note | {"is_out": False}) + "\n")
    asked = practice.service.requests
    assert _upload(tmp_path, variables, "c.txt")
    assert not [one for one in asked if one.key == "finance/report.txt"]
    assert not list(transfers.glob("*.dropped"))


def test_only_keys_of_our_making_are_ours() -> None:
    unique = "0123456789abcdef" * 2
    assert is_made_here(f"p/20261125/{unique}_a.png", "p")
    assert is_made_here(f"p/20261125/folder/{unique}_a.png", "p")
    for key in (f"q/20261125/{unique}_a.png", "p/20261125/a.png", f"{unique}_a", "", f"p{unique}_"):
        assert not is_made_here(key, "p")


def test_who_wants_an_object_waits_for_who_is_removing_it(tmp_path: Path) -> None:
    store = CheckpointStore(tmp_path)
    store.note_dropped("place", "p/k")
    long_ago = time.time() - 60
    (path,) = tmp_path.glob("*.dropped")
    os.utime(path, (long_ago, long_ago))
    removing = store.hold_dropped("place")
    next(removing)
    wanting = threading.Thread(target=store.forget_dropped, args=("p/k",))
    wanting.start()
    wanting.join(0.3)
    assert wanting.is_alive()
    removing.close()
    wanting.join(_SOON_S)
    assert not path.exists()


@pytest.mark.parametrize("name", ["sqlite_slow", "slow"])
def test_a_trigger_by_any_name_is_not_ours(tmp_path: Path, name: str) -> None:
    file = tmp_path / "history.sqlite"
    HistoryStore(file).add(entry("p/first.png"))
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute(
            "CREATE TRIGGER slow AFTER INSERT ON uploads BEGIN DELETE FROM uploads WHERE id IN ("
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i FROM n WHERE i < 0); END"
        )
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET name = ? WHERE name = 'slow'", (name,))
        db.commit()
    began = time.monotonic()
    store = HistoryStore(file)
    assert store.add(entry("p/new.png"))
    store.close()
    assert time.monotonic() - began < _SOON_S


@pytest.mark.parametrize("is_swapped", [False, True])
def test_what_was_said_of_one_file_counts_for_no_other(
    tmp_path: Path, variables: dict[str, str], is_swapped: bool
) -> None:
    key = tmp_path / "key"
    key.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n")
    meant = tmp_path / "meant.pem"
    meant.write_text("-----BEGIN PRIVATE KEY-----\nmeant\n")
    journal = Journal(data_folder() / "transfers")
    asked = Transfer.of(1, 1, meant, meant.name, 40, queue=Queue(DEFAULT_PROFILE))
    journal.note(TransfersAdded((asked,)))
    waiting = TransferState.PAUSED
    for looks_secret in (True, False):
        changed = Transfer.of(
            1,
            1,
            meant,
            meant.name,
            40,
            queue=Queue(DEFAULT_PROFILE),
            state=waiting,
            looks_secret=looks_secret,
        )
        journal.note(TransferChanged(changed))
    journal.close()
    if is_swapped:
        meant.unlink()
        meant.symlink_to(key)
    app, recorder = app_of(variables)
    (back,) = restored(app, recorder)
    app.close()
    assert back.looks_secret is is_swapped


def test_a_file_swapped_for_a_key_between_two_starts_is_asked_about(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo")
    journal = Journal(data_folder() / "transfers")
    journal.note(
        TransfersAdded((Transfer.of(1, 1, photo, "photo.jpg", 7, queue=Queue(DEFAULT_PROFILE)),))
    )
    journal.close()
    key = tmp_path / "id_ed25519"
    key.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n")
    photo.unlink()
    photo.symlink_to(key)
    app, recorder = app_of(variables)
    (back,) = restored(app, recorder)
    app.close()
    assert back.looks_secret


@pytest.mark.parametrize(
    "changes",
    [
        {"access_key_fingerprint": "0123456789abcdef"},
        {"endpoint": Endpoint("http", "thief.example", Style.PATH)},
        {"endpoint": Endpoint("https", "thief.example/x", Style.VIRTUAL_HOST)},
    ],
    ids=["former fingerprint", "http", "path"],
)
def test_a_late_row_is_one_of_this_version(tmp_path: Path, changes: dict[str, object]) -> None:
    store = HistoryStore(tmp_path / "history.sqlite")
    store.keep_for_later(entry("p/ours.png", access_key_fingerprint=_FINGERPRINT))
    theirs = {"access_key_fingerprint": _FINGERPRINT, **changes}
    store.keep_for_later(entry("p/theirs.png", **theirs))
    assert [one.key for one in store.entries(store.ids()).values()] == ["p/ours.png"]
    store.close()


def test_half_a_late_row_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = HistoryStore(tmp_path / "history.sqlite")
    late = tmp_path / "history.late.jsonl"
    store.keep_for_later(entry("p/first.png", access_key_fingerprint=_FINGERPRINT))
    late.write_bytes(late.read_bytes() + b'{"half a line": ')  # an older version's, or a power loss
    store.keep_for_later(entry("p/second.png", access_key_fingerprint=_FINGERPRINT))
    keys = {one.key for one in store.entries(store.ids()).values()}
    assert keys == {"p/first.png", "p/second.png"}
    store.close()


def test_an_answer_without_a_type_costs_no_row(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    from ossdrop.transfers.sending import source_of

    class Storage:
        def find(self, key: str, control: TransferControl) -> StoredObject:
            crc64_of_cat = 12_345
            return StoredObject("b", key, 5, crc64_of_cat, None)  # type: ignore[arg-type]

    path = make_file("a.png", b"a cat")
    monkey = pytest.MonkeyPatch()
    monkey.setattr("ossdrop.transfers.retrying.crc64_of", lambda *_: 12_345)
    source = source_of(Transfer.of(1, 1, path, path.name, 5), "p/a.png")
    found = find_same_file(Storage(), source, TransferControl())  # type: ignore[arg-type]
    monkey.undo()
    assert found is not None
    assert found.content_type == "image/png"


@pytest.mark.parametrize(
    "values",
    [
        {"key": "\ud800", "is_out": False},
        {"key": 5, "is_out": False},
        {"key": "p/k"},
        {"key": "p/k", "is_out": False, "path": "zz"},
        [],
        7,
    ],
    ids=str,
)
def test_notes_of_a_command_that_make_no_sense(tmp_path: Path, values: object) -> None:
    path = {"path": os.fsencode("/a").hex()}
    line = path | values if isinstance(values, dict) else values
    good = {"path": os.fsencode("/b").hex(), "key": "p/good", "is_out": False}
    lines = (json.dumps(one).encode() + b"\n" for one in (line, good))
    (tmp_path / "command-1.jsonl").write_bytes(b"".join(lines))
    notes = CommandNotes(tmp_path)
    assert {known.key for known in notes.take_over().values()} == {"p/good"}
    notes.close(is_done=True)
