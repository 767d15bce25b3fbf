"""What may be given out instead of sending a file: the same bytes, name, type and place only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.storage.base import TransferControl
from ossdrop.storage.checksum import crc64
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.sender import BucketSender
from ossdrop.transfers.transfer import FinishedUpload, Transfer
from tests.conftest import destination_at
from tests.contract.memory_storage import MemoryStorage

CONTENT = b"the same"
KEY = f"qianwen-uploads/20261123/{'0' * 32}_a.txt"


@pytest.fixture
def destination() -> Destination:
    return destination_at("https://oss-cn-hangzhou.aliyuncs.com")


@pytest.fixture
def history(tmp_path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(tmp_path / "history.sqlite")
    yield made
    made.close()


@pytest.fixture
def storage() -> MemoryStorage:
    """With the object that the row of the history is about."""
    made = MemoryStorage()
    made.put_small(KEY, CONTENT)
    return made


@pytest.fixture
def send(
    destination: Destination,
    storage: MemoryStorage,
    history: HistoryStore,
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> Iterator[Callable[..., FinishedUpload]]:
    with PartPool(1) as pool:
        checkpoints = CheckpointStore(tmp_path / "cp")
        sender = BucketSender(destination, storage, history, pool, checkpoints, reuses=True)

        def send(*, anew: bool = False, key: str = "") -> FinishedUpload:
            path = make_file("a.txt", CONTENT)
            transfer = Transfer.of(1, 1, path, path.name, len(CONTENT), anew=anew, key=key)
            return sender.send(transfer, TransferControl())

        yield send


@pytest.fixture
def row(destination: Destination) -> HistoryEntry:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    return HistoryEntry(
        created_at=now,
        profile=destination.profile,
        bucket=destination.bucket,
        region=destination.region,
        endpoint=destination.endpoint,
        key=KEY,
        name="a.txt",
        size_bytes=len(CONTENT),
        content_type="text/plain",
        crc64=crc64(CONTENT),
        source_path=Path("/elsewhere/a.txt"),
        access_key_masked="LTAI...abcd",
        access_key_fingerprint="2:" + "f" * 32,
        expires_s=3600,
        link_expires_at=now + timedelta(hours=1),
    )


def test_the_same_content_is_not_sent_again(
    send: Callable[..., FinishedUpload],
    storage: MemoryStorage,
    history: HistoryStore,
    row: HistoryEntry,
    destination: Destination,
) -> None:
    row_id = history.add(row)
    finished = send()
    assert (finished.was_there, finished.stored.key, finished.history_id) == (True, KEY, row_id)
    assert list(storage.objects) == [KEY]
    noted = history.get(row_id)
    assert noted is not None
    assert noted.link_expires_at == finished.link.expires_at
    assert noted.access_key_fingerprint == destination.credentials.fingerprint


def test_it_is_found_among_any_number_of_one_size(
    send: Callable[..., FinishedUpload], history: HistoryStore, row: HistoryEntry
) -> None:
    """Of a folder of pictures of one size, all but the last hundred were sent again."""
    history.add(row)
    history.add_all(replace(row, key=f"{KEY}{n}", name=f"{n}.txt", crc64=n) for n in range(300))
    history.add_all(replace(row, key=f"{KEY}-{n}", crc64=n) for n in range(300))
    assert send().was_there


OTHERS = {
    "another checksum": {"crc64": crc64(CONTENT) + 1},
    "another endpoint": {"endpoint": parse_endpoint("https://cdn.example.com", "practice-bucket")},
    "another profile": {"profile": "work"},
    "another bucket": {"bucket": "another-bucket"},
    "another size": {"size_bytes": len(CONTENT) + 1},
    "another name": {"name": "b.txt"},
    "another type": {"content_type": "text/html"},
    "another folder": {"key": f"another/20261123/{'0' * 32}_a.txt"},
    "somebody's word": {"is_imported": True},
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_a_row_of_anything_else_is_no_answer(
    send: Callable[..., FinishedUpload],
    storage: MemoryStorage,
    history: HistoryStore,
    row: HistoryEntry,
    change: dict[str, object],
) -> None:
    history.add(replace(row, **change))  # type: ignore[arg-type]
    storage.put_small(f"another/20261123/{'0' * 32}_a.txt", CONTENT)
    finished = send()
    assert not finished.was_there
    assert finished.stored.key not in (KEY, f"another/20261123/{'0' * 32}_a.txt")


def test_another_file_of_the_same_size_and_name_is_sent(
    send: Callable[..., FinishedUpload],
    storage: MemoryStorage,
    history: HistoryStore,
    row: HistoryEntry,
) -> None:
    history.add(replace(row, crc64=crc64(b"the sane")))
    storage.put_small(KEY, b"the sane")
    finished = send()
    assert not finished.was_there
    assert storage.objects[finished.stored.key][1] == CONTENT


def test_the_bucket_has_the_last_word(
    send: Callable[..., FinishedUpload],
    storage: MemoryStorage,
    history: HistoryStore,
    row: HistoryEntry,
) -> None:
    history.add(row)
    storage.put_small(KEY, b"replaced")
    assert not send().was_there
    storage.put_small(KEY, CONTENT + b" and more")
    assert send(anew=True).stored.key != KEY
    storage.delete(KEY)
    rows = history.like(row.profile, row.bucket, len(CONTENT), row.name)
    history.remove([entry.id for entry in rows])
    history.add(row)
    assert not send().was_there


def test_where_it_is_asked_for_it_is_sent_anew(
    send: Callable[..., FinishedUpload], history: HistoryStore, row: HistoryEntry
) -> None:
    history.add(row)
    assert not send(anew=True).was_there


def test_what_an_earlier_attempt_stored_is_found_by_its_key(
    send: Callable[..., FinishedUpload], storage: MemoryStorage, history: HistoryStore
) -> None:
    finished = send(key=KEY)
    assert (finished.stored.key, finished.was_there) == (KEY, False)
    assert list(storage.objects) == [KEY]
    assert history.has("practice-bucket", KEY)
    assert send(key=KEY).was_there  # by now it has its row


@pytest.mark.parametrize("content", [b"the sane", CONTENT + b" and more"])
def test_another_content_under_that_key_is_not_taken_for_it(
    send: Callable[..., FinishedUpload], storage: MemoryStorage, content: bytes, tmp_path: Path
) -> None:
    storage.put_small(KEY, content)
    assert send(key=KEY).stored.key != KEY
    for note in (tmp_path / "cp").glob("*.dropped"):
        os.utime(note, (1, 1))
    place = "https://oss-cn-hangzhou.aliyuncs.com/practice-bucket/qianwen-uploads"
    left = [one.key for one in CheckpointStore(tmp_path / "cp").hold_dropped(place)]
    assert left == [KEY]  # nobody knows of it: a later upload removes it


def test_an_object_that_cannot_be_looked_up_fails_no_upload(
    send: Callable[..., FinishedUpload], storage: MemoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(key: str, control: TransferControl) -> None:
        raise OssDropError(ErrorCode.PERMISSION_MISSING)

    monkeypatch.setattr(storage, "find", refuse)
    assert send(key=KEY).stored.key != KEY
