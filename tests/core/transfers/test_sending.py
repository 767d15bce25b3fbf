"""What every sender does with its file and its row, also where the disk is full."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.bandwidth import BandwidthLimit
from ossdrop.transfers.checkpoint import Checkpoint
from ossdrop.transfers.multipart import MAX_SIZE_BYTES, upload_in_parts
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.sending import has_changed, note_in_history, source_of
from ossdrop.transfers.transfer import Transfer
from tests.contract.memory_storage import MemoryStorage
from tests.core.history.test_store import entry
from tests.platforms import has_fifos


class Full(HistoryStore):
    """On a disk that takes no row, or nothing at all."""

    takes_later = True

    def add(self, entry: HistoryEntry) -> int:
        raise OssDropError(ErrorCode.HISTORY_FAILED)

    def keep_for_later(self, entry: HistoryEntry) -> None:
        if not self.takes_later:
            raise OssDropError(ErrorCode.HISTORY_FAILED)
        super().keep_for_later(entry)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Full]:
    made = Full(tmp_path / "history.sqlite")
    yield made
    made.close()


def transfer(path: Path) -> Transfer:
    return Transfer.of(1, 1, path, "as the person knows it", 7)


def test_a_file_is_taken_as_it_is_now(make_file: Callable[..., Path]) -> None:
    path = make_file("cat.png", b"a cat")
    source, facts = source_of(transfer(path), "p/k"), path.stat()
    assert (source.path, source.name, source.key) == (path, "as the person knows it", "p/k")
    assert (source.size_bytes, source.modified_ns) == (5, facts.st_mtime_ns)
    assert (source.inode, source.content_type) == (facts.st_ino, "image/png")
    assert not source.overwrites


def test_the_inodes_time_counts_once_its_clock_has_ticked(
    make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_file()
    changed_ns = path.stat().st_ctime_ns
    for passed_ns, told_ns in ((50_000_000, 0), (50_000_001, changed_ns)):
        monkeypatch.setattr(time, "time_ns", lambda passed_ns=passed_ns: changed_ns + passed_ns)
        assert source_of(transfer(path), "p/k").changed_ns == told_ns


@has_fifos
def test_what_became_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OssDropError) as raised:
        source_of(transfer(tmp_path / "pipe"), "p/k")
    assert raised.value.code is ErrorCode.FILE_IS_SPECIAL
    with pytest.raises(FileNotFoundError):
        source_of(transfer(tmp_path / "gone"), "p/k")


def test_another_file_in_its_place_is_noticed_and_one_that_is_gone_is_none(
    make_file: Callable[..., Path],
) -> None:
    path = make_file()
    source = source_of(transfer(path), "p/k")
    assert has_changed(source) is False
    make_file(content=b"another")
    assert has_changed(source) is True
    path.unlink()
    assert has_changed(source) is False


def test_a_row_waits_where_the_disk_is_full(full: Full, tmp_path: Path) -> None:
    assert note_in_history(full, entry("p/a")) is None
    assert full.has("my-bucket", "p/a")  # it waits
    full.takes_later = False
    assert note_in_history(full, entry("p/b")) is None
    assert not full.has("my-bucket", "p/b")
    assert note_in_history(None, entry("p/c")) is None
    roomy = HistoryStore(tmp_path / "roomy.sqlite")
    row_id = note_in_history(roomy, entry("p/d"))
    assert row_id is not None
    assert roomy.get(row_id) is not None
    roomy.close()


def test_what_no_bucket_takes_is_refused_before_it_begins(make_file: Callable[..., Path]) -> None:
    storage = MemoryStorage()
    source = replace(source_of(transfer(make_file()), "p/k"), size_bytes=MAX_SIZE_BYTES + 1)
    with PartPool(1) as pool, pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source, TransferControl(), pool, Checkpoint())
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE
    assert storage.parts == {}


def test_a_limit_can_be_read_and_taken_off() -> None:
    limit = BandwidthLimit(1000)
    assert limit.bytes_per_s == 1000
    limit.change(0)
    assert (limit.bytes_per_s, limit.allow(10**9, lambda: None)) == (0, 10**9)
