from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ossdrop.config.endpoint import parse_endpoint
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import FileKind, HistoryQuery, LinkState
from ossdrop.history.store import HistoryStore
from tests.conftest import UNREADABLE

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
        source_path=Path(f"/tmp/{UNREADABLE}.png"),
        access_key_masked="LTAI...abcd",
        access_key_fingerprint="2:" + "f" * 32,
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
        "import sys; from pathlib import Path; from ossdrop.history.store import HistoryStore\n"
        "from tests.core.history.test_store import entry\n"
        "s = HistoryStore(Path(sys.argv[1])); s.add(entry('p/other')); s.close()"
    )
    root = Path(__file__).parents[3]
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


NAMES = ["cat.png", "夏季新品主视觉.tif", "Cat Two.JPG", "interview-王芳.wav", "film.mp4"]


def filled(store: HistoryStore) -> None:
    now = datetime.now(UTC)
    for number, name in enumerate(NAMES):
        left = (timedelta(days=1), timedelta(minutes=30), -timedelta(days=1))[number % 3]
        kind = ("image/png", "image/tiff", "image/jpeg", "audio/wav", "video/mp4")[number]
        row = replace(
            entry(name=name, key=f"ai/prod/{number}"),
            content_type=kind,
            link_expires_at=now + left,
            source_path=Path(f"/home/li/Bilder/Woche {number}/{name}"),
        )
        store.add(row)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (HistoryQuery("cat"), [0, 2]),
        (HistoryQuery("CAT two"), [2]),
        (HistoryQuery("a"), [0, 2, 3]),
        (HistoryQuery("视觉"), [1]),
        (HistoryQuery("王"), [3]),
        (HistoryQuery("新品主视觉"), [1]),
        (HistoryQuery("woche 3"), [3]),
        (HistoryQuery("ai/prod"), []),
        (HistoryQuery("tac"), []),
        (HistoryQuery("c at.png"), [0]),
        (HistoryQuery('" OR 1'), []),
        (HistoryQuery(state=LinkState.EXPIRED), [2]),
        (HistoryQuery(state=LinkState.EXPIRING), [1, 4]),
        (HistoryQuery(state=LinkState.WORKING), [0, 1, 3, 4]),
        (HistoryQuery(kind=FileKind.IMAGE), [0, 1, 2]),
        (HistoryQuery(kind=FileKind.OTHER), []),
        (HistoryQuery("cat", LinkState.EXPIRED, FileKind.IMAGE, "my-bucket"), [2]),
        (HistoryQuery(bucket="nobody's"), []),
    ],
    ids=str,
)
def test_rows_are_found_by_any_part_of_a_word(
    store: HistoryStore, query: HistoryQuery, found: list[int]
) -> None:
    filled(store)
    assert sorted(row - 1 for row in store.ids(query)) == found
    assert list(store.ids(query, limit=1)) == [row + 1 for row in found[-1:]]


def test_a_removed_row_is_not_found_and_comes_back_where_it_was(store: HistoryStore) -> None:
    filled(store)
    removed = store.entries([1, 3])
    store.remove([1, 3])
    assert list(store.ids(HistoryQuery("cat"))) == []
    store.add_all(removed.values())
    assert list(store.ids(HistoryQuery("cat"))) == [3, 1]
    assert store.get(3) == removed[3]


def test_what_can_be_read_of_a_damaged_file_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    store = HistoryStore(path)
    for number in range(2000):
        store.add(entry(name=f"{number}.png", key=f"p/{number}"))
    store.close()
    data = bytearray(path.read_bytes())
    for page in range(40, len(data) // 4096, 40):
        data[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    store = HistoryStore(path)
    with pytest.raises(OssDropError) as raised:
        [store.get(row) for row in range(1, 2001)]
    assert raised.value.code is ErrorCode.HISTORY_FAILED
    assert store.rescued_rows is not None
    assert 1000 < store.rescued_rows < 2000
    assert store.count() == store.rescued_rows
    assert store.add(entry(name="new.png", key="p/new"))
    store.close()
    assert len(list(tmp_path.glob("history.damaged-*.sqlite"))) == 1


def test_cleaning_up_by_age(store: HistoryStore) -> None:
    now = datetime.now(UTC)
    for days in range(10):
        store.add(replace(entry(key=f"k/{days}"), created_at=now - timedelta(days=10 - days)))
    assert store.clean_up(now - timedelta(days=5)) == 5
    assert list(store.ids()) == [10, 9, 8, 7, 6]


@pytest.mark.parametrize("query", [HistoryQuery(), HistoryQuery("rose")])
def test_rows_that_came_in_a_file_stand_at_their_time(
    store: HistoryStore, query: HistoryQuery
) -> None:
    own = [store.add(entry(f"k/{day}", name="rose", created_at=day_of(day))) for day in (1, 3, 5)]
    came = [
        store.add(entry(f"i/{day}", name="rose", created_at=day_of(day), is_imported=True))
        for day in (4, 2)
    ]
    whole = [own[2], came[0], own[1], came[1], own[0]]
    listing = store.listing(query)
    assert list(listing.ids) == whole
    assert [start.row for start in listing.days] == [0, 1, 2, 3, 4]
    assert list(store.ids(query, limit=3)) == whole[:3]


def day_of(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def test_another_process_is_noticed(store: HistoryStore, tmp_path: Path) -> None:
    store.add(entry(key="k/1"))
    before = store.version()
    store.add(entry(key="k/2"))
    assert store.version() == before
    other = HistoryStore(tmp_path / "data" / "history.sqlite")
    other.add(entry(key="k/3"))
    other.close()
    assert store.version() != before
    assert len(store.ids()) == 3


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody exchange an open file")
def test_a_file_that_was_exchanged_is_noticed(store: HistoryStore, path: Path) -> None:
    """SQLite counts the changes of a file anew where it is opened anew."""
    before = store.version()
    other = HistoryStore(path.with_name("other.sqlite"))
    other.count()
    other.close()
    for ending in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    path.with_name("other.sqlite").rename(path)
    assert store.version() != before


def test_a_file_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    store = HistoryStore(path)
    store.add(entry(name="old 猫.png", key="k/1"))
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE uploads_search")
        db.execute("DROP INDEX uploads_by_expiry")
        db.execute("PRAGMA user_version = 3")
    store = HistoryStore(path)
    assert list(store.ids(HistoryQuery("猫"))) == [1]
    store.close()


@pytest.mark.parametrize("word", ["qianwen", "qianwen-uploads/2026", "2026", "26", "6"])
def test_the_folder_in_the_bucket_is_not_searched(store: HistoryStore, word: str) -> None:
    """Every row has the same one: "2026" is looked for in names."""
    store.add(entry("qianwen-uploads/20261201/3f_cat.png", name="cat.png"))
    wanted = store.add(entry("qianwen-uploads/20261201/3f_x.png", name=f"{word} poster.png"))
    assert list(store.ids(HistoryQuery(text=word))) == [wanted]


@pytest.mark.parametrize("word", ["设", "设计", "设计部"])
def test_nor_is_one_in_chinese(store: HistoryStore, word: str) -> None:
    store.add(entry("设计部/3f_cat.png", name="cat.png"))
    wanted = store.add(entry("设计部/3f_x.png", name=f"{word}图.png"))
    assert list(store.ids(HistoryQuery(text=word))) == [wanted]


@pytest.mark.parametrize("text", [chr(0xDCFF), chr(0xD83D), "猫" + chr(0xDCFF)])
def test_a_text_that_is_none_is_found_nowhere(store: HistoryStore, text: str) -> None:
    """An argument in another encoding, half an emoji of an agent: it ended in a traceback."""
    store.add(entry())
    assert list(store.ids(HistoryQuery(text))) == []


@pytest.mark.parametrize("write", ["add", "remove"])
def test_a_search_index_that_is_damaged_is_made_anew(path: Path, write: str) -> None:
    """SQLite's own check finds nothing wrong with it: rows came no more, and none could go."""
    store = HistoryStore(path)
    kept = [store.add(entry(f"p/{n}.png", name=f"cat {n}.png")) for n in range(3)]
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE uploads_search_data SET block = x'fffe00'")
    store = HistoryStore(path)
    if write == "add":
        assert store.add(entry("p/new.png", name="new.png"))
    else:
        with pytest.raises(OssDropError) as raised:
            store.remove(kept[:1])
        assert raised.value.code is ErrorCode.HISTORY_FAILED
    assert len(list(path.parent.glob("history.damaged-*.sqlite"))) == 1
    assert len(store.ids(HistoryQuery("cat"))) == 3
    assert store.add(entry("p/new.png", name="new.png"))
    assert len(store.ids(HistoryQuery("new"))) == 1
    store.close()
