"""Values, codes and words of the answers, as the service's documentation has them."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

import oss2
import pytest
import requests

from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.practice.conftest import Refusal

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PART = 100 * 1024


@pytest.mark.parametrize("text", ["abc", "0", "-1", "1001", "1e3", "٣", "9" * 30, "1.5"])
@pytest.mark.parametrize(
    "query",
    [{"max-keys": ""}, {"list-type": "2", "max-keys": ""}, {"uploads": "", "max-uploads": ""}],
    ids=str,
)
def test_a_number_that_is_none(
    bucket: oss2.Bucket, refusal: Refusal, query: dict[str, str], text: str
) -> None:
    name = next(name for name in query if name.startswith("max"))
    asked = query | {name: text}
    status, code, _ = refusal(lambda: bucket._do("GET", BUCKET, "", params=asked))
    assert (status, code) == (400, "InvalidArgument")


@pytest.mark.parametrize("query", [{"max-parts": "abc"}, {"part-number-marker": "x"}], ids=str)
def test_a_number_of_parts_that_is_none(
    bucket: oss2.Bucket, refusal: Refusal, query: dict[str, str]
) -> None:
    asked = {"uploadId": bucket.init_multipart_upload("k").upload_id, **query}
    status, code, _ = refusal(lambda: bucket._do("GET", BUCKET, "k", params=asked))
    assert (status, code) == (400, "InvalidArgument")


@pytest.mark.parametrize("token", ["2", "abc", "YWJj", "CgJiYw==", "-", "%00", "猫"])
def test_a_continuation_token_of_ones_own_making(
    bucket: oss2.Bucket, refusal: Refusal, token: str
) -> None:
    for key in ("a", "b"):
        bucket.put_object(key, b"x")
    page = bucket.list_objects_v2(max_keys=1)
    assert page.next_continuation_token != "a"
    following = bucket.list_objects_v2(continuation_token=page.next_continuation_token)
    assert [one.key for one in following.object_list] == ["b"]
    if token != "YWJj":  # which is one
        found = refusal(lambda: bucket.list_objects_v2(continuation_token=token))
        assert found == (400, "InvalidArgument", "0015-00000404")


@pytest.mark.parametrize(
    ("sent", "ec"),
    [
        (base64.b64encode(hashlib.md5(b"other").digest()).decode(), "0017-00000503"),
        (base64.b64encode(b"short").decode(), "0017-00000502"),
        ("no base64", "0017-00000502"),
    ],
)
def test_content_md5(bucket: oss2.Bucket, refusal: Refusal, sent: str, ec: str) -> None:
    found = refusal(lambda: bucket.put_object("k", b"a", headers={"Content-MD5": sent}))
    assert found == (400, "InvalidDigest", ec)
    assert not bucket.object_exists("k")


def test_content_md5_of_a_batch_delete(bucket: oss2.Bucket, refusal: Refusal) -> None:
    bucket.put_object("k", b"a")
    headers = {"Content-MD5": base64.b64encode(hashlib.md5(b"other").digest()).decode()}
    body = b"<Delete><Object><Key>k</Key></Object></Delete>"
    found = refusal(
        lambda: bucket._do("POST", BUCKET, "", params={"delete": ""}, data=body, headers=headers)
    )
    assert found == (400, "InvalidDigest", "0017-00000503")
    assert bucket.object_exists("k")


@pytest.mark.parametrize("key", ["a\x0cb", "\x01", "\x1f", "\U0010fffd", "a&b<c>", " a ", "&#12;"])
def test_every_key_can_be_deleted_in_a_batch(
    practice: PracticeServer, bucket: oss2.Bucket, key: str
) -> None:
    bucket.put_object(key, b"x")
    bucket.put_object("kept", b"x")
    bucket.batch_delete_objects([key])
    assert list(practice.service.store.buckets[BUCKET].objects) == ["kept"]


def test_control_characters_as_references(practice: PracticeServer, bucket: oss2.Bucket) -> None:
    bucket.put_object("a\x0c", b"x")
    body = b"<Delete><Object><Key>a&#x0C;</Key></Object><Object><Key>a&#12;</Key></Object></Delete>"
    headers = {"Content-MD5": base64.b64encode(hashlib.md5(body).digest()).decode()}
    bucket._do("POST", BUCKET, "", params={"delete": ""}, data=body, headers=headers)
    assert not practice.service.store.buckets[BUCKET].objects


def test_a_region_is_worded_for_where_it_stands(practice: PracticeServer, refusal: Refusal) -> None:
    provider = oss2.credentials.StaticCredentialsProvider(KEY_ID, KEY_SECRET)
    bucket = oss2.Bucket(
        oss2.ProviderAuthV4(provider), practice.base_url, BUCKET, region="cn-beijing"
    )
    assert refusal(lambda: bucket.get_object("k"))[2] == "0002-00000226"
    answer = requests.get(bucket.sign_url("GET", "k", 60), timeout=10)
    assert answer.status_code == 400
    assert "<EC>0002-00000228</EC>" in answer.text
    assert "Invalid signing region in x-oss-credential" in answer.text
    bucket.session.session.close()


def test_uploads_are_listed_by_folder_and_page(bucket: oss2.Bucket) -> None:
    ids = {key: bucket.init_multipart_upload(key).upload_id for key in ("a/1", "a/2", "b", "c/1")}
    bucket.init_multipart_upload("b")
    page = bucket.list_multipart_uploads(delimiter="/")
    assert (page.prefix_list, [one.key for one in page.upload_list]) == (["a/", "c/"], ["b", "b"])
    found = list(oss2.MultipartUploadIterator(bucket, delimiter="/", max_uploads=1))
    assert [one.key for one in found] == ["a/", "b", "b", "c/"]
    # An id counts only beside a key; a key alone means what comes after it.
    page = bucket.list_multipart_uploads(upload_id_marker="Z" * 32)
    assert len(page.upload_list) == 5
    page = bucket.list_multipart_uploads(key_marker="b")
    assert [one.upload_id for one in page.upload_list] == [ids["c/1"]]


@pytest.mark.parametrize(
    ("span", "size_bytes"),
    [("bytes=2-", 3), ("bytes=-2", 2), ("bytes=1-1", 1), ("bytes=3-99", 2), ("odd", 5)],
)
def test_a_part_copied_from_a_range(bucket: oss2.Bucket, span: str, size_bytes: int) -> None:
    bucket.put_object("k", b"a cat")
    upload = bucket.init_multipart_upload("big").upload_id
    headers = {"x-oss-copy-source-range": span}
    bucket.upload_part_copy(BUCKET, "k", None, "big", upload, 1, headers=headers)
    assert bucket.list_parts("big", upload).parts[0].size == size_bytes


def test_a_part_copied_from_beyond_the_end(bucket: oss2.Bucket, refusal: Refusal) -> None:
    bucket.put_object("k", b"a cat")
    upload = bucket.init_multipart_upload("big").upload_id
    copy = lambda: bucket.upload_part_copy(BUCKET, "k", (5, 9), "big", upload, 1)  # noqa: E731
    assert refusal(copy)[:2] == (416, "InvalidRange")


def complete(bucket: oss2.Bucket, upload: str, how: str, body: bytes = b"") -> Any:
    headers = {"x-oss-complete-all": how}
    return bucket._do(
        "POST", BUCKET, "big", params={"uploadId": upload}, headers=headers, data=body
    )


def test_all_parts_can_be_completed_without_a_list(bucket: oss2.Bucket, refusal: Refusal) -> None:
    upload = bucket.init_multipart_upload("big").upload_id
    assert refusal(lambda: complete(bucket, upload, "yes"))[1] == "InvalidPart"
    for number in (3, 1):
        bucket.upload_part("big", upload, number, bytes([number]) * PART)
    assert refusal(lambda: complete(bucket, upload, "no"))[1] == "InvalidArgument"
    listed = refusal(lambda: complete(bucket, upload, "yes", b"<CompleteMultipartUpload/>"))
    assert listed == (400, "InvalidArgument", "0042-00000216")
    complete(bucket, upload, "yes")
    assert bucket.get_object("big").read() == b"\1" * PART + b"\3" * PART


def test_appended_objects(bucket: oss2.Bucket, refusal: Refusal) -> None:
    bucket.append_object("log", 0, b"one", headers={"Content-Type": "text/plain"})
    error = refusal(lambda: bucket.append_object("log", 2, b"two"))
    assert error == (409, "PositionNotEqualToLength", "0026-00000016")
    bucket.append_object("log", 3, b"two")
    head = bucket.head_object("log")
    assert (head.content_type, head.headers["x-oss-next-append-position"]) == ("text/plain", "6")
    bucket.put_object("k", b"x")
    error = refusal(lambda: bucket.append_object("k", 1, b"x"))
    assert error == (409, "ObjectNotAppendable", "0026-00000017")
    error = refusal(lambda: bucket._do("POST", BUCKET, "k", params={"append": ""}))
    assert error == (400, "MissingArgument", "0016-00000501")


def test_an_object_of_very_many_pieces_stays_one(
    practice: PracticeServer, bucket: oss2.Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ossdrop.practice.append._MOST_PIECES", 3)
    for position in range(8):
        bucket.append_object("log", position, b"%d" % position)
    assert bucket.get_object("log").read() == b"01234567"
    store = practice.service.store
    assert len(store.buckets[BUCKET].objects["log"].blobs) <= 3
    assert len(store.blobs.sizes()) <= 3
    assert store.blobs.used_bytes == 8


def test_traits_of_a_large_file_are_those_it_was_begun_with(bucket: oss2.Bucket) -> None:
    headers = {"x-oss-object-acl": "public-read", "x-oss-tagging": "of=a+cat"}
    upload = bucket.init_multipart_upload("big", headers=headers).upload_id
    part = bucket.upload_part("big", upload, 1, b"x")
    bucket.complete_multipart_upload("big", upload, [oss2.models.PartInfo(1, part.etag)])
    assert bucket.get_object_acl("big").acl == "public-read"
    assert bucket.get_object_tagging("big").tag_set.tagging_rule == {"of": "a cat"}
    assert bucket.head_object("big").headers["x-oss-tagging-count"] == "1"
    bucket.copy_object(BUCKET, "big", "copy")
    assert bucket.get_object_acl("copy").acl == "default"
    assert bucket.get_object_tagging("copy").tag_set.tagging_rule == {"of": "a cat"}


@pytest.mark.parametrize(
    "tags", ["a=" + "v" * 257, "k" * 129, "a=1&a=2", "a=%00", "=v", "&".join("abcdefghijk")]
)
def test_tags_that_are_none(bucket: oss2.Bucket, refusal: Refusal, tags: str) -> None:
    put = lambda: bucket.put_object("k", b"x", headers={"x-oss-tagging": tags})  # noqa: E731
    assert refusal(put)[:2] == (400, "InvalidTag")
    assert not bucket.object_exists("k")


@pytest.mark.parametrize("acl", ["", "PRIVATE", "everybody"])
def test_an_acl_that_is_none(bucket: oss2.Bucket, refusal: Refusal, acl: str) -> None:
    put = lambda: bucket.put_object("k", b"x", headers={"x-oss-object-acl": acl})  # noqa: E731
    assert refusal(put)[:2] == (400, "InvalidArgument")


def test_a_traffic_limit_is_kept_to(bucket: oss2.Bucket, refusal: Refusal) -> None:
    limit = {"x-oss-traffic-limit": "819200"}  # 100 KB/s
    began = time.monotonic()
    bucket.put_object("k", bytes(30_000), headers=limit)
    assert len(bucket.get_object("k", headers=limit).read()) == 30_000
    url = bucket.sign_url("GET", "k", 60, params=limit)
    assert len(requests.get(url, timeout=10).content) == 30_000
    assert 0.8 < time.monotonic() - began < 8
    for odd in ("819199", "838860801", "fast"):
        headers = {"x-oss-traffic-limit": odd}
        found = refusal(lambda headers=headers: bucket.put_object("k", b"", headers=headers))
        assert found == (400, "InvalidArgument", "0004-00000502")


def test_a_header_that_no_answer_could_carry(
    practice: PracticeServer, bucket: oss2.Bucket, refusal: Refusal
) -> None:
    bucket.put_object("k", b"x")
    url = bucket.sign_url("GET", "k", 60, params={"response-content-type": "a\r\nSet-Cookie: b"})
    answer = requests.get(url, timeout=10)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (400, False)
    assert "<Code>InvalidArgument</Code>" in answer.text


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ({"fail_status": 500}, (500, "ServiceUnavailable")),  # 503 came, whatever was asked for
        ({"fail_code": "SignatureDoesNotMatch"}, (403, "SignatureDoesNotMatch")),
        ({"fail_code": "Unheard"}, (503, "Unheard")),
        ({}, (503, "ServiceUnavailable")),
    ],
    ids=str,
)
def test_a_fault_has_the_status_that_is_asked_for(
    bucket: oss2.Bucket,
    practice: PracticeServer,
    refusal: Refusal,
    asked: dict[str, Any],
    answered: tuple[int, str],
) -> None:
    for name, value in asked.items():
        setattr(practice.faults, name, value)
    practice.faults.fail_times = -1
    status, code, _ = refusal(lambda: bucket._do("GET", BUCKET, "", params={}))
    assert (status, code) == answered
