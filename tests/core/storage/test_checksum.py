"""Reading a file that is sent: what is counted, what is compared, what ends it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import FileIO
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.base import Span, UploadSource
from ossdrop.storage.checksum import (
    SMALLEST_BLOCK_BYTES,
    Change,
    CheckedReader,
    change_of,
    combine_crc64,
    crc64,
    open_source,
    parse_crc64,
)
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of
from tests.platforms import has_fifos

CONTENT = os.urandom(100_000)


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    return source_of(make_file("a.bin", CONTENT))


@pytest.fixture
def file(source: UploadSource) -> Iterator[FileIO]:
    with open_source(source) as opened:
        yield opened


def rewrite(source: UploadSource, content: bytes) -> None:
    """In place, and with the old time: rsync -t does it."""
    with source.path.open("r+b") as file:
        file.write(content)
    os.utime(source.path, ns=(source.modified_ns, source.modified_ns))


def test_no_more_is_read_than_is_asked_for(source: UploadSource, file: FileIO) -> None:
    control = CountingControl()
    reader = CheckedReader(file, source, control, Span(1000, 90_000))
    assert len(reader) == 90_000
    assert bytes(reader.read(10)) == CONTENT[1000:1010]
    content = CONTENT[1000:1010]
    while data := reader.read():
        content += data
    assert content == CONTENT[1000:91_000]
    assert reader.crc64 == crc64(content)
    assert control.sent_bytes == 90_000
    reader.take_back()
    assert control.sent_bytes == 0
    reader.take_back()
    assert control.sent_bytes == 0


@pytest.mark.parametrize("knows_time", [True, False])
def test_a_whole_file_written_over_meanwhile_is_noticed(
    source: UploadSource, file: FileIO, knows_time: bool
) -> None:
    source = source if knows_time else replace(source, changed_ns=0)
    reader = CheckedReader(file, source, CountingControl())
    reader.read(50_000)
    rewrite(source, os.urandom(100_000))
    with pytest.raises(OssDropError) as raised:
        reader.read(50_000)
    assert raised.value.code is ErrorCode.FILE_CHANGED


def test_a_file_that_was_only_looked_at_is_read_again_and_sent(
    source: UploadSource, file: FileIO
) -> None:
    reader = CheckedReader(file, source, CountingControl())
    reader.read(50_000)
    rewrite(source, CONTENT)
    while reader.read():
        pass
    assert reader.crc64 == crc64(CONTENT)
    assert file.tell() == 100_000


def test_what_became_of_a_file_is_told(
    source: UploadSource, file: FileIO, make_file: Callable[..., Path]
) -> None:
    assert change_of(source) is change_of(source, file) is Change.NONE
    assert change_of(replace(source, changed_ns=0)) is Change.PERHAPS
    assert change_of(replace(source, changed_ns=source.changed_ns + 1)) is Change.PERHAPS
    for change in (
        {"size_bytes": 1},
        {"modified_ns": source.modified_ns + 1},
        {"inode": source.inode + 1},
    ):
        assert change_of(replace(source, **change)) is Change.SURE  # type: ignore[arg-type]
    if os.name == "nt":  # nobody replaces a file that is open
        return
    make_file("other.bin", CONTENT).replace(source.path)
    assert change_of(source) is Change.SURE
    assert change_of(source, file) is not Change.SURE  # the open one is still the same


@has_fifos
def test_what_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    source = source_of(tmp_path / "pipe")
    open_source(source).close()
    with pytest.raises(OssDropError) as raised:
        open_source(replace(source, inode=source.inode + 1))
    assert raised.value.code is ErrorCode.FILE_CHANGED


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "٣", "1" * 21, "0x1"])
def test_a_checksum_is_a_number(text: str) -> None:
    assert parse_crc64("18446744073709551615") == 2**64 - 1
    with pytest.raises(OssDropError) as raised:
        parse_crc64(text)
    assert raised.value.code is ErrorCode.SERVICE_FAILED


def test_checksums_of_pieces_make_that_of_the_whole() -> None:
    first, second = CONTENT[:30_000], CONTENT[30_000:]
    assert crc64(b"123456789") == 0x995DC9BBDF1939FA  # the check value of CRC-64/XZ
    assert crc64(second, crc64(first)) == crc64(CONTENT)
    assert combine_crc64(crc64(first), crc64(second), len(second)) == crc64(CONTENT)


def test_a_block_is_as_large_as_the_line_takes_it_fast(
    make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [0.0]
    monkeypatch.setattr("ossdrop.storage.checksum.time.monotonic", lambda: now_s[0])
    source = source_of(make_file("large.bin", bytes(64 * SMALLEST_BLOCK_BYTES)))
    with open_source(source) as file:
        reader = CheckedReader(file, source, CountingControl())
        while reader.block_bytes == SMALLEST_BLOCK_BYTES:
            assert reader.read()
        assert reader.block_bytes == 2 * SMALLEST_BLOCK_BYTES
        for _ in range(2):  # and never less than the smallest
            now_s[0] += 10
            assert len(reader.read()) == reader.block_bytes == SMALLEST_BLOCK_BYTES
