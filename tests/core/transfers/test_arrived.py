"""What may be taken for the file that was sent: its size and its checksum, nothing less."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.storage.base import Part, StoredObject, TransferControl
from ossdrop.storage.checksum import crc64
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.retrying import find_arrived, find_same_file
from ossdrop.transfers.sending import source_of
from ossdrop.transfers.transfer import Transfer

_CONTENT = b"a picture of a cat"


class Shelf:
    """A storage with one object."""

    def __init__(self, size_bytes: int, checksum: int) -> None:
        self._stored = StoredObject("b", "p/k", size_bytes, checksum, "text/plain")

    def find(self, key: str, control: TransferControl) -> StoredObject:
        return self._stored


@pytest.mark.parametrize(
    ("size_bytes", "checksum", "is_it"),
    [
        (len(_CONTENT), crc64(_CONTENT), True),
        (len(_CONTENT), crc64(_CONTENT) + 1, False),
        (len(_CONTENT) + 1, crc64(_CONTENT), False),
    ],
)
def test_size_and_checksum_decide(
    make_file: Callable[..., Path], size_bytes: int, checksum: int, is_it: bool
) -> None:
    path = make_file("cat.txt", _CONTENT)
    source = source_of(Transfer.of(1, 1, path, path.name, len(_CONTENT)), "p/k")
    shelf, control = Shelf(size_bytes, checksum), TransferControl()
    assert (find_arrived(shelf, source, crc64(_CONTENT), control) is not None) is is_it  # type: ignore[arg-type]
    assert (find_same_file(shelf, source, control) is not None) is is_it  # type: ignore[arg-type]


def test_a_part_is_on_the_disk_before_it_counts(
    tmp_path: Path, make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_size))
    store, path = CheckpointStore(tmp_path / "cp"), make_file("a.bin", bytes(100))
    with store.hold(path, "place", "default") as checkpoint:
        checkpoint.begin("p/a.bin", "ID", 50)
        checkpoint.add(Part(1, 50, "etag", 7))
        (file,) = (tmp_path / "cp").glob("*.jsonl")
        assert synced[-1] == file.stat().st_size
        assert len(synced) == 2
    with store.hold(path, "place", "default") as checkpoint:
        assert list(checkpoint.parts) == [1]
