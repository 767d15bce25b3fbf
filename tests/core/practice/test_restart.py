"""What a practice bucket stores is there after the next start, and does not grow without end."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import oss2
import pytest

from ossdrop.practice.server import PracticeServer
from ossdrop.practice.store import Store
from tests.conftest import BUCKET
from tests.core.practice.conftest import Refusal, bucket_at

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
Begin = Callable[..., PracticeServer]
PART = 100 * 1024
LONG_AGO_S = 8 * 86_400


def blobs_in(folder: Path) -> list[Path]:
    return list((folder / "kept" / "blobs").iterdir())


def make_old(folder: Path) -> None:
    """As if nothing had been written for eight days."""
    long_ago = time.time() - LONG_AGO_S
    for path in folder.rglob("*"):
        os.utime(path, (long_ago, long_ago))


def test_an_unfinished_upload_goes_on_after_a_restart(begin: Begin) -> None:
    headers = {"Content-Type": "video/mp4", "x-oss-object-acl": "private", "x-oss-tagging": "a=b"}
    with begin() as server, bucket_at(server.base_url) as bucket:
        upload = bucket.init_multipart_upload("big", headers=headers).upload_id
        for number in (1, 2):
            bucket.upload_part("big", upload, number, bytes([number]) * PART)
        bucket.upload_part("big", upload, 2, b"\3" * PART)  # which takes the place of the other
    with begin() as server, bucket_at(server.base_url) as bucket:
        parts = bucket.list_parts("big", upload).parts
        assert [part.part_number for part in parts] == [1, 2]
        bucket.upload_part("big", upload, 3, b"end")
        bucket.complete_multipart_upload("big", upload, bucket.list_parts("big", upload).parts)
        assert bucket.get_object("big").read() == b"\1" * PART + b"\3" * PART + b"end"
        assert bucket.head_object("big").content_type == "video/mp4"
        assert bucket.get_object_acl("big").acl == "private"
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert bucket.get_object_tagging("big").tag_set.tagging_rule == {"a": "b"}
        assert not bucket.list_multipart_uploads().upload_list


def test_empty_buckets_stay_and_deleted_ones_do_not(begin: Begin) -> None:
    with begin() as server:
        for name in ("empty-bucket", "gone-bucket"):
            with bucket_at(server.base_url, name) as bucket:
                bucket.create_bucket(oss2.BUCKET_ACL_PUBLIC_READ)
                made = bucket.get_bucket_info().creation_date
        with bucket_at(server.base_url, "gone-bucket") as bucket:
            bucket.delete_bucket()
    with begin() as server, bucket_at(server.base_url, "empty-bucket") as bucket:
        assert "gone-bucket" not in server.service.store.buckets
        info = bucket.get_bucket_info()
        assert (info.acl.grant, info.creation_date) == (oss2.BUCKET_ACL_PUBLIC_READ, made)


def test_an_aborted_upload_stays_aborted(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        upload = bucket.init_multipart_upload("big").upload_id
        bucket.upload_part("big", upload, 1, b"x")
        bucket.abort_multipart_upload("big", upload)
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert not bucket.list_multipart_uploads().upload_list
    assert blobs_in(tmp_path) == []


@pytest.mark.parametrize("torn", [1, 20, 60])
def test_a_line_that_was_torn_spoils_no_other(begin: Begin, tmp_path: Path, torn: int) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        upload = bucket.init_multipart_upload("big").upload_id
        for number in (1, 2):
            bucket.upload_part("big", upload, number, bytes(PART))
    journal = tmp_path / "kept" / "uploads" / f"{upload}.jsonl"
    journal.write_bytes(journal.read_bytes()[:-torn])
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert [part.part_number for part in bucket.list_parts("big", upload).parts] == [1]
        bucket.upload_part("big", upload, 3, b"x")
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert [part.part_number for part in bucket.list_parts("big", upload).parts] == [1, 3]


def test_what_is_not_all_there_is_not_offered(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", bytes(1000))
        upload = bucket.init_multipart_upload("big").upload_id
        bucket.upload_part("big", upload, 1, bytes(1000))
    for path in blobs_in(tmp_path):
        os.truncate(path, 999)
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert not bucket.object_exists("k")
        assert bucket.list_parts("big", upload).parts == []


def test_an_end_between_the_object_and_its_upload(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        upload = bucket.init_multipart_upload("big").upload_id
        part = bucket.upload_part("big", upload, 1, b"x")
        journal = tmp_path / "kept" / "uploads" / f"{upload}.jsonl"
        before = journal.read_bytes()
        bucket.complete_multipart_upload("big", upload, [oss2.models.PartInfo(1, part.etag)])
    journal.write_bytes(before)
    make_old(tmp_path)
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert bucket.get_object("big").read() == b"x"
        assert not bucket.list_multipart_uploads().upload_list
    assert not journal.exists()


def test_what_was_left_is_removed_after_seven_days(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", b"a cat")
        upload = bucket.init_multipart_upload("big").upload_id
        bucket.upload_part("big", upload, 1, bytes(1000))
    (tmp_path / "kept" / "blobs" / "half").write_bytes(bytes(500))
    (tmp_path / "kept" / "objects" / "a.new").write_bytes(b"{")
    with begin() as server:  # nothing is old yet
        assert server.service.store.blobs.used_bytes == 1505
        assert len(blobs_in(tmp_path)) == 3
    make_old(tmp_path)
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert bucket.get_object("k").read() == b"a cat"
        assert not bucket.list_multipart_uploads().upload_list
        assert server.service.store.blobs.used_bytes == 5
    assert len(blobs_in(tmp_path)) == 1
    assert [path.suffix for path in (tmp_path / "kept" / "objects").iterdir()] == [".json"]


def test_an_upload_that_goes_on_is_not_old(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        upload = bucket.init_multipart_upload("big").upload_id
        make_old(tmp_path)
        bucket.upload_part("big", upload, 1, bytes(1000))
        server.service.store.clean()
        assert len(bucket.list_parts("big", upload).parts) == 1


def test_a_quota_is_kept_and_room_comes_back(begin: Begin, refusal: Refusal) -> None:
    with begin(quota_bytes=1000) as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", bytes(600))
        too_much = refusal(lambda: bucket.put_object("other", bytes(401)))
        assert too_much[:2] == (403, "QuotaExceeded")
        upload = bucket.init_multipart_upload("big").upload_id
        too_much = refusal(lambda: bucket.upload_part("big", upload, 1, bytes(401)))
        assert too_much[:2] == (403, "QuotaExceeded")
        bucket.put_object("k", bytes(400))  # both are there for a moment
        bucket.put_object("other", bytes(600))
        assert server.service.store.blobs.used_bytes == 1000
        bucket.batch_delete_objects(["k", "other"])
        assert server.service.store.blobs.used_bytes == 0
    with begin(quota_bytes=1000) as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", bytes(1000))


def test_a_quota_counts_what_is_sent_without_a_length(begin: Begin, refusal: Refusal) -> None:
    with begin(quota_bytes=1000) as server, bucket_at(server.base_url) as bucket:
        sent = refusal(lambda: bucket.put_object("k", iter([bytes(600), bytes(600)])))
        assert sent[:2] == (403, "QuotaExceeded")
        assert server.service.store.blobs.used_bytes == 0


@pytest.mark.parametrize(
    "change",
    [
        {"size_bytes": "5"},
        {"crc64": None},
        {"key": 5},
        {"headers": {"content-type": 5}},
        {"blobs": [{"name": "../x", "size_bytes": 1, "crc64": 1, "md5_hex": ""}]},
        {"tags": []},
        {"modified_at": "now"},
        {"modified_at": -5.0},
        {"modified_at": 1e99},
    ],
    ids=str,
)
def test_a_record_of_other_types_is_none(
    begin: Begin, tmp_path: Path, change: dict[str, object]
) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", b"a cat")
    record = next((tmp_path / "kept" / "objects").glob("*.json"))
    record.write_text(json.dumps(json.loads(record.read_text()) | change))
    assert Store(tmp_path / "kept").buckets[BUCKET].objects == {}


def test_a_store_of_an_older_version_is_read(begin: Begin, tmp_path: Path) -> None:
    with begin() as server, bucket_at(server.base_url) as bucket:
        bucket.put_object("k", b"a cat")
    record = next((tmp_path / "kept" / "objects").glob("*.json"))
    entry = json.loads(record.read_text())
    del entry["tags"]
    record.write_text(json.dumps(entry))
    for folder in ("uploads", "buckets"):
        for path in (tmp_path / "kept" / folder).iterdir():
            path.unlink()
        (tmp_path / "kept" / folder).rmdir()
    with begin() as server, bucket_at(server.base_url) as bucket:
        assert bucket.get_object("k").read() == b"a cat"
