"""When the links end that were given out, for whoever only looks."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ossdrop.config.endpoint import parse_endpoint
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.link_ends import newest_link_ends
from ossdrop.history.store import HistoryStore

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def entry(key: str, bucket: str = "practice-bucket", host: str = "127.0.0.1:48480") -> HistoryEntry:
    return HistoryEntry(
        created_at=NOW,
        profile="practice",
        bucket=bucket,
        region="cn-hangzhou",
        endpoint=parse_endpoint(f"http://{host}" if "127" in host else f"https://{host}", bucket),
        key=key,
        name=key,
        size_bytes=1,
        content_type="text/plain",
        crc64=1,
        source_path=Path("/cat.png"),
        access_key_masked="a...b",
        access_key_fingerprint="f",
        expires_s=86_400,
        link_expires_at=NOW + DAY,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    name = "with space & #%" if os.name == "nt" else "with space & #%?"
    return tmp_path / name / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(path)
    yield made
    made.close()


def test_the_newest_link_is_the_one_that_counts(path: Path, store: HistoryStore) -> None:
    first = store.add(entry("a"))
    store.add(entry("b"))
    store.note_link(first, NOW + 7 * DAY)
    found = newest_link_ends(path, "practice-bucket", ["a", "b", "c", "\ud800"])
    assert found == {"a": (NOW + 7 * DAY, DAY), "b": (NOW + DAY, DAY)}
    assert newest_link_ends(path, "other", ["a"]) == {}
    assert newest_link_ends(path, "practice-bucket", []) == {}


def test_it_is_known_while_another_process_writes(path: Path, store: HistoryStore) -> None:
    store.add(entry("a"))
    with store._transaction():
        assert "a" in newest_link_ends(path, "practice-bucket", ["a"])


def test_what_a_file_said_and_what_is_elsewhere_does_not_count(
    path: Path, store: HistoryStore
) -> None:
    store.add(replace(entry("a"), is_imported=True))
    store.add(entry("b", host="oss-cn-hangzhou.aliyuncs.com"))
    assert newest_link_ends(path, "practice-bucket", ["a", "b"]) == {}


def test_no_history_is_made_or_mended(path: Path, tmp_path: Path) -> None:
    assert newest_link_ends(path, "practice-bucket", ["a"]) == {}
    assert not path.parent.exists()
    path.parent.mkdir()
    for content in (b"", b"no database" * 1000):
        path.write_bytes(content)
        assert newest_link_ends(path, "practice-bucket", ["a"]) == {}
        assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("value", ["'text'", "-1", "1e300", "9223372036854775807", "x'00'"])
def test_a_moment_that_is_none_costs_only_itself(
    path: Path, store: HistoryStore, value: str
) -> None:
    store.add(entry("a"))
    store.add(entry("b"))
    store.close()
    connection = sqlite3.connect(path)
    table = "UPDATE OR IGNORE uploads SET link_expires_at ="
    connection.execute(f"{table} {value} WHERE key = 'a'")
    connection.commit()
    connection.close()
    assert set(newest_link_ends(path, "practice-bucket", ["a", "b"])) == {"b"}
