from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.config.endpoint import parse_endpoint
from core.errors import ErrorCode, OssDropError
from core.history import HistoryEntry, HistoryStore

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(key: str = "p/a.png", **changes: object) -> HistoryEntry:
    made = HistoryEntry(
        created_at=NOW,
        profile="default",
        bucket="my-bucket",
        region="cn-beijing",
        endpoint=parse_endpoint("oss-cn-beijing.aliyuncs.com", "my-bucket"),
        key=key,
        name="猫 😀.png",
        size_bytes=6 * 1024**3,
        content_type="image/png",
        crc64=2**64 - 1,
        source_path=Path(os.fsdecode(b"/tmp/broken-\xff.png")),
        access_key_masked="LTAI...abcd",
        access_key_fingerprint="f" * 16,
        expires_s=3600,
        link_expires_at=NOW + timedelta(hours=1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(path)
    yield made
    made.close()


def test_what_was_added_comes_back_whole(store: HistoryStore) -> None:
    entry_id = store.add(entry())
    assert store.get(entry_id) == replace(entry(), id=entry_id)


def test_the_same_object_is_stored_once(store: HistoryStore) -> None:
    assert store.add(entry()) == store.add(entry(name="other"))
    assert list(store.ids()) == [1]


def test_newest_first_and_removed_ones_are_gone(store: HistoryStore) -> None:
    ids = [store.add(entry(f"p/{number}")) for number in range(3)]
    store.remove([ids[1]])
    assert list(store.ids()) == [ids[2], ids[0]]
    assert set(store.entries(ids)) == {ids[0], ids[2]}
    assert store.get(ids[1]) is None


def test_a_new_link_moves_the_countdown(store: HistoryStore) -> None:
    entry_id = store.add(entry())
    store.note_link(entry_id, NOW + timedelta(days=7))
    found = store.get(entry_id)
    assert found is not None
    assert found.link_expires_at == NOW + timedelta(days=7)


def test_nothing_at_rest_is_a_link(store: HistoryStore, path: Path) -> None:
    store.add(entry())
    store.close()
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"my-bucket" in content
    assert b"signature" not in content.lower()
    assert b"http" not in content.replace(b"https", b"")  # the scheme of the endpoint, no URL


def test_a_second_process_writes_to_the_same_history(store: HistoryStore, path: Path) -> None:
    store.add(entry())
    code = (
        "import sys; from pathlib import Path; from core.history import HistoryStore\n"
        "from tests.core.test_history import entry\n"
        "s = HistoryStore(Path(sys.argv[1])); s.add(entry('p/other')); s.close()"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, path], check=True, cwd=root, timeout=30)
    assert len(store.ids()) == 2


def test_a_damaged_file_is_set_aside_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it may matter to somebody" * 100)
    store = HistoryStore(path)
    store.add(entry())
    store.close()
    (kept,) = path.parent.glob("history.damaged-*.sqlite")
    assert kept.read_bytes().startswith(b"this is no database")


def test_a_newer_history_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    store = HistoryStore(path)
    with pytest.raises(OssDropError) as raised:
        store.ids()
    assert raised.value.code is ErrorCode.HISTORY_NEWER
    store.close()
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_an_error_of_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = HistoryStore(tmp_path / "file" / "history.sqlite")
    with pytest.raises(OssDropError) as raised:
        store.add(entry())
    assert raised.value.code is ErrorCode.HISTORY_FAILED
