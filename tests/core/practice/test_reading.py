"""An object that is being read may be deleted and overwritten, on every system."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import oss2
import pytest
import requests

from ossdrop.practice.server import PracticeServer
from ossdrop.program import held_files
from tests.conftest import BUCKET

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PART = 2 * 1024**2
CONTENT = b"\1" * PART + b"\2" * PART + b"\3" * PART


def delete(bucket: oss2.Bucket) -> None:
    bucket.delete_object("k")


def delete_many(bucket: oss2.Bucket) -> None:
    bucket.batch_delete_objects(["k"])


def overwrite(bucket: oss2.Bucket) -> None:
    bucket.put_object("k", b"new")


@pytest.fixture
def large(bucket: oss2.Bucket) -> oss2.Bucket:
    """A bucket with an object of several parts."""
    upload = bucket.init_multipart_upload("k").upload_id
    for number in (1, 2, 3):
        bucket.upload_part("k", upload, number, bytes([number]) * PART)
    bucket.complete_multipart_upload("k", upload, bucket.list_parts("k", upload).parts)
    return bucket


@pytest.mark.parametrize("act", [delete, delete_many, overwrite])
def test_who_reads_gets_what_he_began_with(
    practice: PracticeServer, large: oss2.Bucket, act: Callable[[oss2.Bucket], None]
) -> None:
    practice.faults.bytes_per_s = 20e6  # so that parts are still to be opened
    url = large.sign_url("GET", "k", 60)
    with (
        requests.get(url, stream=True, timeout=10) as one,
        requests.get(url, stream=True, timeout=10) as other,
    ):
        first = [answer.raw.read(1000) for answer in (one, other)]
        act(large)
        rest = [answer.raw.read() for answer in (one, other)]
    assert [begun + end for begun, end in zip(first, rest, strict=True)] == [CONTENT, CONTENT]
    practice.stop()  # its readers are done
    store = practice.service.store
    left = sum(record.size_bytes for record in store.buckets[BUCKET].objects.values())
    assert store.blobs.used_bytes == sum(store.blobs.sizes().values()) == left


def test_who_stops_reading_keeps_nothing(practice: PracticeServer, large: oss2.Bucket) -> None:
    practice.faults.bytes_per_s = 20e6
    with requests.get(large.sign_url("GET", "k", 60), stream=True, timeout=10) as answer:
        answer.raw.read(1000)
        large.delete_object("k")
    practice.stop()  # cuts what is left
    assert practice.service.store.blobs.sizes() == {}


def test_a_file_that_another_program_holds_is_removed_later(
    practice: PracticeServer, bucket: oss2.Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    bucket.put_object("k", b"old")
    with monkeypatch.context() as patch:
        patch.setattr(
            "ossdrop.practice.blobs.Path.unlink", held
        )  # as Windows does for a virus scanner
        bucket.put_object("k", b"new")
    blobs = practice.service.store.blobs
    assert blobs.used_bytes == sum(blobs.sizes().values()) == 6  # it still takes room
    for name in blobs.sizes():
        os.utime(blobs.path_of(name) or "", (0, 0))
    practice.service.store.clean()
    assert blobs.used_bytes == sum(blobs.sizes().values()) == 3
    assert bucket.get_object("k").read() == b"new"


@pytest.mark.parametrize(("times", "is_put"), [(3, True), (99, False)])
def test_a_record_that_another_program_looks_into_is_tried_again(
    bucket: oss2.Bucket, monkeypatch: pytest.MonkeyPatch, times: int, is_put: bool
) -> None:
    bucket.put_object("k", b"old")
    monkeypatch.setattr(held_files, "TRY_FOR_S", 0.2)
    left, replace = [times], Path.replace

    def held(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    if is_put:
        bucket.put_object("k", b"new")
    else:
        with pytest.raises(oss2.exceptions.ServerError, match="InternalError"):
            bucket.put_object("k", b"new")
    assert bucket.get_object("k").read() == (b"new" if is_put else b"old")
