"""One suite over every storage: what each must do, whatever it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.base import Span, Storage, TransferControl, TransferStopped, UploadSource
from ossdrop.storage.checksum import crc64
from ossdrop.storage.object_key import content_type_of, make_key
from ossdrop.storage.oss_bucket import OssBucket
from tests.conftest import BUCKET, UNREADABLE, destination_at
from tests.contract.control import CountingControl
from tests.contract.memory_storage import MemoryStorage


@pytest.fixture(params=["memory", "oss path style", "oss virtual host"])
def storage(
    request: pytest.FixtureRequest, practice: PracticeServer, localhost_names: None
) -> Iterator[Storage]:
    made: Storage
    if request.param == "memory":
        made = MemoryStorage()
    elif request.param == "oss path style":
        made = OssBucket(destination_at(practice.base_url))
    else:
        made = OssBucket(destination_at(f"http://{BUCKET}.localhost:{practice.port}"))
    yield made
    made.close()


def source_of(path: Path, key: str | None = None) -> UploadSource:
    facts = path.stat()
    return UploadSource(
        path,
        path.name,
        key or f"qianwen-uploads/{path.name}",
        facts.st_size,
        facts.st_mtime_ns,
        content_type_of(path.name),
        facts.st_ctime_ns,
        facts.st_ino,
    )


@pytest.mark.parametrize("size", [0, 1, 65_536, 3_000_001])
def test_what_was_sent_is_stored(
    storage: Storage, make_file: Callable[..., Path], size: int
) -> None:
    content = os.urandom(size)
    control = CountingControl()
    stored = storage.upload(source_of(make_file("a.bin", content)), control)
    assert stored.size_bytes == size
    assert stored.crc64 == crc64(content)
    assert control.sent_bytes == size
    found = storage.find(stored.key, TransferControl())
    assert found is not None
    assert (found.size_bytes, found.crc64) == (size, stored.crc64)
    assert found.content_type == "application/octet-stream"


def test_nothing_is_overwritten(storage: Storage, make_file: Callable[..., Path]) -> None:
    storage.upload(source_of(make_file("a.txt", b"first"), "k/a.txt"), CountingControl())
    with pytest.raises(OssDropError) as raised:
        storage.upload(source_of(make_file("a.txt", b"second"), "k/a.txt"), CountingControl())
    assert raised.value.code is ErrorCode.OBJECT_EXISTS
    found = storage.find("k/a.txt", TransferControl())
    assert found is not None
    assert found.crc64 == crc64(b"first")


def test_parts_overwrite_what_came_meanwhile_only_where_it_is_their_own(
    storage: Storage, make_file: Callable[..., Path]
) -> None:
    source = source_of(make_file("a.txt", b"in parts"), "k/a.txt")
    upload_id = storage.begin_parts(source, TransferControl())
    parts = [storage.send_part(source, upload_id, 1, Span(0, 8), TransferControl())]
    storage.put_small("k/a.txt", b"of another program")
    with pytest.raises(OssDropError) as raised:
        storage.complete_parts(source, upload_id, parts, crc64(b"in parts"), TransferControl())
    assert raised.value.code is ErrorCode.OBJECT_EXISTS
    found = storage.find("k/a.txt", TransferControl())
    assert found is not None
    assert found.crc64 == crc64(b"of another program")
    mended = replace(source, overwrites=True)
    storage.complete_parts(mended, upload_id, parts, crc64(b"in parts"), TransferControl())
    found = storage.find("k/a.txt", TransferControl())
    assert found is not None
    assert found.crc64 == crc64(b"in parts")


def test_a_missing_object_is_not_found(storage: Storage) -> None:
    assert storage.find("k/nothing.txt", TransferControl()) is None


def test_a_deleted_object_is_gone(storage: Storage, make_file: Callable[..., Path]) -> None:
    stored = storage.upload(source_of(make_file()), CountingControl())
    storage.delete(stored.key)
    assert storage.find(stored.key, TransferControl()) is None
    storage.delete(stored.key)  # once more does no harm


def test_an_upload_can_be_stopped_in_the_middle(
    storage: Storage, make_file: Callable[..., Path]
) -> None:
    source = source_of(make_file("big.bin", bytes(8_000_000)))
    control = CountingControl(stop_after_bytes=1_000_000)
    with pytest.raises(TransferStopped):
        storage.upload(source, control)
    assert 1_000_000 <= control.sent_bytes < 8_000_000
    assert storage.find(source.key, TransferControl()) is None


def test_a_file_that_changed_since_it_was_chosen_is_refused(
    storage: Storage, make_file: Callable[..., Path]
) -> None:
    source = source_of(make_file("a.txt", b"before"))
    make_file("a.txt", b"afterwards")
    with pytest.raises(OssDropError) as raised:
        storage.upload(source, CountingControl())
    assert raised.value.code is ErrorCode.FILE_CHANGED
    assert storage.find(source.key, TransferControl()) is None


def test_a_file_that_shrinks_while_it_is_sent_is_refused(
    storage: Storage, make_file: Callable[..., Path]
) -> None:
    path = make_file("big.bin", bytes(4_000_000))

    class Shrinking(CountingControl):
        def add_sent(self, size_bytes: int) -> None:
            super().add_sent(size_bytes)
            os.truncate(path, 1000)

    source = source_of(path)
    with pytest.raises(OssDropError) as raised:
        storage.upload(source, Shrinking())
    assert raised.value.code is ErrorCode.FILE_CHANGED
    assert storage.find(source.key, TransferControl()) is None


def test_parts_become_one_object(storage: Storage, make_file: Callable[..., Path]) -> None:
    content = os.urandom(250_000)
    source = source_of(make_file("big.bin", content))
    upload_id = storage.begin_parts(source, TransferControl())
    control = CountingControl()
    spans = [Span(0, 102_400), Span(102_400, 102_400), Span(204_800, 45_200)]
    parts = [
        storage.send_part(source, upload_id, number, span, control)
        for number, span in enumerate(spans, start=1)
    ]
    assert [(part.number, part.size_bytes) for part in parts] == [
        (1, 102_400),
        (2, 102_400),
        (3, 45_200),
    ]
    assert [part.crc64 for part in parts] == [
        crc64(content[s.offset : s.offset + s.size_bytes]) for s in spans
    ]
    assert control.sent_bytes == 250_000
    stored = storage.complete_parts(source, upload_id, parts, crc64(content), TransferControl())
    found = storage.find(source.key, TransferControl())
    assert found is not None
    assert (found.size_bytes, found.crc64, stored.crc64) == (
        250_000,
        crc64(content),
        crc64(content),
    )
    with pytest.raises(OssDropError) as raised:
        storage.complete_parts(source, upload_id, parts, crc64(content), TransferControl())
    assert raised.value.code is ErrorCode.UPLOAD_GONE


def test_aborted_parts_are_gone(storage: Storage, make_file: Callable[..., Path]) -> None:
    source = source_of(make_file())
    upload_id = storage.begin_parts(source, TransferControl())
    storage.send_part(source, upload_id, 1, Span(0, 5), CountingControl())
    storage.abort_parts(source.key, upload_id)
    with pytest.raises(OssDropError) as raised:
        storage.send_part(source, upload_id, 1, Span(0, 5), CountingControl())
    assert raised.value.code is ErrorCode.UPLOAD_GONE
    assert storage.find(source.key, TransferControl()) is None


def test_a_link_says_when_it_runs_out(storage: Storage, make_file: Callable[..., Path]) -> None:
    stored = storage.upload(source_of(make_file()), CountingControl())
    link = storage.sign(stored.key, 3600)
    assert (link.expires_at - link.signed_at).total_seconds() == 3600
    assert link.url not in repr(link)
    assert "signature" not in link.masked


AWKWARD_NAMES = [
    "产" * 84 + ".p",  # 254 bytes
    "two words.png",
    "quotes\"'`.txt",
    "😀👩‍👩‍👧.jpg",
    "100%2F%.txt",
    "a?b#c&d+e=f.txt",
    "line\nbreak\ttab\x07.txt",
    f"{UNREADABLE}.bin",
    ".hidden",
    "no-extension",
    "e\u0301.txt",  # decomposed
]


@pytest.mark.parametrize("name", AWKWARD_NAMES, ids=ascii)
def test_awkward_names_become_working_objects(
    storage: Storage, make_file: Callable[..., Path], name: str
) -> None:
    from datetime import date

    path = make_file(name, name.encode("utf-8", "surrogateescape"))
    key = make_key("qianwen-uploads", path.name, date(2026, 11, 23))
    stored = storage.upload(source_of(path, key), CountingControl())
    found = storage.find(stored.key, TransferControl())
    assert found is not None
    assert found.crc64 == crc64(path.read_bytes())
