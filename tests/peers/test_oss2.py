"""The practice bucket is faithful: oss2, which was not written here, finds what it expects."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import oss2
import pytest
import requests

from ossdrop.practice.accounts import PUT_AND_GET
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.signature import signing_key
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.peers.conftest import oss2_bucket

# oss2 leaves answers unread, and with them their sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
KEYS = ["a.txt", "中文/猫 😀.png", "100%/%2F.txt", "a?b#c&d+e=f", "a//b", "~(x)'\"!*", "x" * 1023]
PART = 100 * 1024


@pytest.mark.parametrize("key", KEYS, ids=ascii)
def test_objects_come_back_whole(bucket: oss2.Bucket, key: str) -> None:
    content = os.urandom(10_000)
    put = bucket.put_object(
        key, content, headers={"Content-Type": "image/png", "x-oss-meta-a": "b"}
    )
    assert put.crc is not None
    got = bucket.get_object(key)
    assert got.read() == content
    assert got.headers["x-oss-meta-a"] == "b"
    head = bucket.head_object(key)
    assert (head.content_length, head.content_type) == (10_000, "image/png")
    assert bucket.get_object_meta(key).content_length == 10_000
    assert (
        requests.get(bucket.sign_url("GET", key, 60, slash_safe=True), timeout=10).content
        == content
    )
    assert [found.key for found in oss2.ObjectIterator(bucket)] == [key]
    assert [found.key for found in oss2.ObjectIteratorV2(bucket)] == [key]
    copied = bucket.copy_object(BUCKET, key, "copy")
    assert copied.etag == head.etag
    bucket.batch_delete_objects([key, "copy"])
    assert not bucket.object_exists(key)


@pytest.mark.parametrize(
    ("span", "content"),
    [((0, 3), b"0123"), ((4, None), b"456789"), ((None, 2), b"89"), ((50, 60), b"0123456789")],
)
def test_ranges(bucket: oss2.Bucket, span: tuple[int | None, int | None], content: bytes) -> None:
    bucket.put_object("digits", "0123456789")
    assert bucket.get_object("digits", byte_range=span).read() == content


def test_a_range_beyond_the_end_is_an_error_where_the_standard_is_asked_for(
    bucket: oss2.Bucket,
) -> None:
    bucket.put_object("digits", "0123456789")
    error = error_of(
        lambda: bucket.get_object(
            "digits", byte_range=(50, 60), headers={"x-oss-range-behavior": "standard"}
        )
    )
    assert (error.status, error.code) == (416, "InvalidRange")


def test_conditions(bucket: oss2.Bucket) -> None:
    etag = bucket.put_object("a", "a").etag
    assert bucket.get_object("a", headers={"If-Match": etag}).read() == b"a"
    assert error_of(lambda: bucket.get_object("a", headers={"If-None-Match": etag})).status == 304
    assert error_of(lambda: bucket.get_object("a", headers={"If-Match": "x"})).status == 412
    later = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert (
        error_of(lambda: bucket.get_object("a", headers={"If-Modified-Since": later})).status == 304
    )


def test_response_headers_can_be_overridden_by_signed_links(bucket: oss2.Bucket) -> None:
    bucket.put_object("a", "a")
    url = bucket.sign_url("GET", "a", 60, params={"response-content-type": "text/x-special"})
    assert requests.get(url, timeout=10).headers["Content-Type"] == "text/x-special"


def test_listing_rolls_up_folders_and_pages(bucket: oss2.Bucket) -> None:
    for key in ("a/1", "a/2", "b", "c/中 文", "d"):
        bucket.put_object(key, key)
    found = list(oss2.ObjectIterator(bucket, delimiter="/", max_keys=2))
    assert [entry.key for entry in found] == ["a/", "b", "c/", "d"]
    assert [entry.key for entry in oss2.ObjectIteratorV2(bucket, prefix="c/")] == ["c/中 文"]
    page = bucket.list_objects_v2(max_keys=2, fetch_owner=True)
    assert page.is_truncated
    assert [entry.key for entry in page.object_list] == ["a/1", "a/2"]


def test_buckets_are_made_described_and_deleted(practice: PracticeServer) -> None:
    auth = oss2.ProviderAuthV4(oss2.credentials.StaticCredentialsProvider(KEY_ID, KEY_SECRET))
    made = oss2.Bucket(auth, practice.base_url, "another-bucket", region=REGION)
    made.create_bucket()
    assert made.get_bucket_info().name == "another-bucket"
    assert made.get_bucket_location().location == f"oss-{REGION}"
    made.put_object("a", "a")
    assert error_of(made.delete_bucket).code == "BucketNotEmpty"
    made.delete_object("a")
    made.delete_bucket()
    assert error_of(made.get_bucket_info).code == "NoSuchBucket"
    made.session.session.close()


def test_multipart_in_all_its_steps(bucket: oss2.Bucket) -> None:
    bucket.put_object("source", bytes(2 * PART))
    upload = bucket.init_multipart_upload("big", headers={"Content-Type": "video/mp4"}).upload_id
    parts = [
        oss2.models.PartInfo(n, bucket.upload_part("big", upload, n, bytes([n]) * PART).etag)
        for n in (1, 2)
    ]
    copy = bucket.upload_part_copy(BUCKET, "source", (0, PART - 1), "big", upload, 3)
    parts.append(oss2.models.PartInfo(3, copy.etag))
    assert [part.part_number for part in bucket.list_parts("big", upload).parts] == [1, 2, 3]
    assert [u.upload_id for u in bucket.list_multipart_uploads().upload_list] == [upload]
    done = bucket.complete_multipart_upload("big", upload, parts)
    assert done.etag.endswith("-3")
    assert bucket.get_object("big").read() == b"\1" * PART + b"\2" * PART + bytes(PART)
    assert bucket.head_object("big").object_type == "Multipart"
    error = error_of(lambda: bucket.complete_multipart_upload("big", upload, parts))
    assert (error.status, error.code) == (404, "NoSuchUpload")


def test_an_aborted_upload_is_gone(bucket: oss2.Bucket) -> None:
    upload = bucket.init_multipart_upload("big").upload_id
    bucket.upload_part("big", upload, 1, b"x")
    bucket.abort_multipart_upload("big", upload)
    assert error_of(lambda: bucket.upload_part("big", upload, 2, b"x")).code == "NoSuchUpload"


def complete(bucket: oss2.Bucket, sizes: list[int], order: list[int], etag: str = "") -> Any:
    upload = bucket.init_multipart_upload("big").upload_id
    etags = {
        number: bucket.upload_part("big", upload, number, bytes(size)).etag
        for number, size in enumerate(sizes, start=1)
    }
    parts = [oss2.models.PartInfo(number, etag or etags[number]) for number in order]
    # oss2 sorts the parts; the order of this test is what shall arrive.
    body = oss2.xml_utils.to_complete_upload_request(parts)
    return bucket._Bucket__do_object("POST", "big", params={"uploadId": upload}, data=body)


@pytest.mark.parametrize(
    ("sizes", "order", "etag", "code"),
    [
        ([PART - 1, 5], [1, 2], "", "EntityTooSmall"),
        ([PART, 5], [2, 1], "", "InvalidPartOrder"),
        ([PART, 5], [1, 2], "0" * 32, "InvalidPart"),
    ],
)
def test_wrong_parts_are_refused(
    bucket: oss2.Bucket, sizes: list[int], order: list[int], etag: str, code: str
) -> None:
    error = error_of(lambda: complete(bucket, sizes, order, etag))
    assert (error.status, error.code) == (400, code)


def test_resumable_upload(bucket: oss2.Bucket, make_file: Callable[..., Path]) -> None:
    content = os.urandom(3_000_000)
    path = make_file("big.bin", content)
    oss2.resumable_upload(
        bucket,
        "目录/大 文件.bin",
        str(path),
        store=oss2.ResumableStore(root=str(path.parent)),
        multipart_threshold=PART,
        part_size=3 * PART,
        num_threads=3,
    )
    assert bucket.get_object("目录/大 文件.bin").read() == content


@pytest.mark.parametrize("style", ["virtual host", "path"])
def test_both_styles_of_address(
    practice: PracticeServer, localhost_names: None, style: str
) -> None:
    host = "oss.localhost" if style == "virtual host" else "127.0.0.1"
    bucket = oss2_bucket(f"http://{host}:{practice.port}")
    bucket.put_object("k", "content")
    assert (f"//{BUCKET}.oss.localhost" in bucket.sign_url("GET", "k", 60)) == (
        style == "virtual host"
    )
    assert bucket.get_object("k").read() == b"content"
    bucket.session.session.close()


def test_v1_is_accepted_from_old_accounts_and_refused_from_new_ones(
    v1_server: PracticeServer, practice: PracticeServer
) -> None:
    old = oss2.Bucket(oss2.Auth(KEY_ID, KEY_SECRET), v1_server.base_url, BUCKET)
    old.put_object("目录/a b+c.txt", "v1")
    url = old.sign_url("GET", "目录/a b+c.txt", 60, params={"response-content-type": "text/plain"})
    assert requests.get(url, timeout=10).content == b"v1"
    assert requests.get(url.replace("Signature=", "Signature=x"), timeout=10).status_code == 403
    old.session.session.close()
    new = oss2.Bucket(oss2.Auth(KEY_ID, KEY_SECRET), practice.base_url, BUCKET)
    error = error_of(lambda: new.put_object("a", "a"))
    assert (error.status, error.ec) == (403, "0002-00000080")
    assert requests.get(new.sign_url("GET", "a", 60), timeout=10).status_code == 403
    new.session.session.close()


def test_put_and_get_only(bucket: oss2.Bucket, change_key: Callable[..., None]) -> None:
    change_key(actions=PUT_AND_GET)
    bucket.put_object("a", "a")
    upload = bucket.init_multipart_upload("b").upload_id
    part = bucket.upload_part("b", upload, 1, b"b")
    for forbidden in (
        lambda: bucket.delete_object("a"),
        bucket.list_objects,
        lambda: bucket.list_parts("b", upload),
        lambda: bucket.abort_multipart_upload("b", upload),
        lambda: bucket.put_object("c", "c", headers={"x-oss-object-acl": "private"}),
    ):
        error = error_of(forbidden)
        assert (error.status, error.code, error.ec) == (403, "AccessDenied", "0003-00000001")
    bucket.complete_multipart_upload("b", upload, [oss2.models.PartInfo(1, part.etag)])
    assert bucket.get_object("b").read() == b"b"


def test_sts_tokens(practice: PracticeServer, change_key: Callable[..., None]) -> None:
    now = datetime.now(UTC)
    change_key(security_token="right", token_expires_at=now + timedelta(minutes=1))
    bucket, wrong, without = (oss2_bucket(practice.base_url, t) for t in ("right", "wrong", None))
    bucket.put_object("a", "a")
    assert requests.get(bucket.sign_url("GET", "a", 60), timeout=10).ok
    assert error_of(lambda: wrong.put_object("a", "a")).code == "InvalidSecurityToken"
    assert error_of(lambda: without.put_object("a", "a")).code == "InvalidSecurityToken"
    change_key(token_expires_at=now)
    assert error_of(lambda: bucket.put_object("a", "a")).code == "InvalidSecurityToken"
    for made in (bucket, wrong, without):
        made.session.session.close()


def test_a_region_signed_wrongly(practice: PracticeServer) -> None:
    bucket = oss2_bucket(practice.base_url, region="cn-beijing")
    error = error_of(lambda: bucket.put_object("a", "a"))
    assert (error.status, error.code, error.ec) == (400, "InvalidArgument", "0002-00000226")
    bucket.session.session.close()


def test_a_bucket_of_another_region_names_its_endpoint(
    practice: PracticeServer, bucket: oss2.Bucket
) -> None:
    practice.service.store.buckets[BUCKET].region = "cn-shanghai"
    error = error_of(lambda: bucket.put_object("a", "a"))
    assert (error.status, error.ec) == (403, "0003-00001403")
    assert error.details["Endpoint"] == "oss-cn-shanghai.aliyuncs.com"


@pytest.mark.parametrize("offset_s", [-16 * 60, 16 * 60])
def test_a_clock_off_by_more_than_15_minutes(
    practice: PracticeServer, bucket: oss2.Bucket, offset_s: int
) -> None:
    practice.faults.clock_offset_s = offset_s
    error = error_of(lambda: bucket.put_object("a", "a"))
    assert (error.status, error.code) == (403, "RequestTimeTooSkewed")
    assert "ServerTime" in error.details
    practice.faults.clock_offset_s = offset_s * 14 / 16
    bucket.put_object("a", "a")


def test_links_end(practice: PracticeServer, bucket: oss2.Bucket) -> None:
    bucket.put_object("a", "a")
    url = bucket.sign_url("GET", "a", 60)
    assert requests.get(url, timeout=10).ok
    assert requests.head(url, timeout=10).status_code == 403  # the method is signed
    practice.faults.clock_offset_s = 61
    answer = requests.get(url, timeout=10)
    assert answer.status_code == 403
    assert "<EC>0002-00000069</EC>" in answer.text
    too_long = requests.get(bucket.sign_url("GET", "a", 604_801), timeout=10)
    assert too_long.status_code == 400


def test_nothing_is_overwritten_where_it_is_forbidden(bucket: oss2.Bucket) -> None:
    bucket.put_object("a", "first")
    headers = {"x-oss-forbid-overwrite": "true"}
    error = error_of(lambda: bucket.put_object("a", "second", headers=headers))
    assert (error.status, error.code) == (409, "FileAlreadyExists")
    assert bucket.get_object("a").read() == b"first"


def test_content_md5_is_checked(bucket: oss2.Bucket) -> None:
    wrong = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    error = error_of(lambda: bucket.put_object("a", "a", headers={"Content-MD5": wrong}))
    assert (error.status, error.code) == (400, "InvalidDigest")
    assert not bucket.object_exists("a")


@pytest.mark.parametrize("key", ["/a", "\\a", "x" * 1024, "产" * 342])
def test_impossible_object_names(bucket: oss2.Bucket, key: str) -> None:
    error = error_of(lambda: bucket.put_object(key, "a"))
    assert (error.status, error.code) == (400, "InvalidObjectName")


def test_a_missing_bucket_key_and_access_key(practice: PracticeServer, bucket: oss2.Bucket) -> None:
    assert error_of(lambda: bucket.get_object("none")).code == "NoSuchKey"
    practice.service.store.buckets.clear()
    assert error_of(lambda: bucket.get_object("none")).code == "NoSuchBucket"
    practice.service.keys.clear()
    assert error_of(lambda: bucket.get_object("none")).code == "InvalidAccessKeyId"


def test_a_wrong_secret_and_a_changed_request(
    practice: PracticeServer, bucket: oss2.Bucket
) -> None:
    bucket.put_object("a", "a")
    url = bucket.sign_url("GET", "a", 60)
    for changed in (url.replace("/a?", "/b?"), url.replace("expires=60", "expires=61")):
        assert "SignatureDoesNotMatch" in requests.get(changed, timeout=10).text
    assert requests.get(url.partition("?")[0], timeout=10).status_code == 403


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"fail_times": 1}, "ServiceUnavailable"),
    ({"fail_percent": 100.0, "fail_code": "TooManyRequests"}, "TooManyRequests"),
    ({"answer_lost_times": 1}, "RequestError"),
    ({"reset_after_bytes": 10}, "RequestError"),
    ({"captive_portal": True}, "html"),
    ({"wrong_crc_times": 1}, "InconsistentError"),
    ({"disk_full": True}, "InternalError"),
]


@pytest.mark.parametrize(("faults", "seen"), FAULTS, ids=str)
def test_faults_reach_the_client(
    practice: PracticeServer, bucket: oss2.Bucket, faults: dict[str, Any], seen: str
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    try:
        answer = bucket.put_object("a", bytes(50_000))
        words = answer.headers["Content-Type"]
    except oss2.exceptions.OssError as error:
        words = f"{type(error).__name__} {error.code}"
    assert seen in words
    stored = "a" in practice.service.store.buckets[BUCKET].objects
    assert stored == (seen == "InconsistentError" or "answer_lost_times" in faults)


def test_answers_can_be_truncated_redirected_late_and_slow(
    practice: PracticeServer, bucket: oss2.Bucket
) -> None:
    bucket.put_object("a", bytes(100_000))
    practice.faults.truncate_answer_times = 1
    with pytest.raises(requests.RequestException):
        requests.get(bucket.sign_url("GET", "a", 60), timeout=10)
    practice.faults.latency_s, practice.faults.bytes_per_s = 0.1, 1_000_000
    began = datetime.now(UTC)
    assert len(bucket.get_object("a").read()) == 100_000
    assert datetime.now(UTC) - began > timedelta(seconds=0.2)
    practice.faults.redirect_to = "http://127.0.0.1:9/"
    answer = requests.get(bucket.sign_url("GET", "a", 60), timeout=10, allow_redirects=False)
    assert answer.status_code == 302


def v1_form(policy: str) -> dict[str, str]:
    digest = hmac.new(KEY_SECRET.encode(), policy.encode(), hashlib.sha1).digest()
    return {"OSSAccessKeyId": KEY_ID, "Signature": base64.b64encode(digest).decode()}


def v4_form(policy: str) -> dict[str, str]:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    key = signing_key(KEY_SECRET, stamp[:8], REGION)
    return {
        "x-oss-signature-version": "OSS4-HMAC-SHA256",
        "x-oss-credential": f"{KEY_ID}/{stamp[:8]}/{REGION}/oss/aliyun_v4_request",
        "x-oss-date": stamp,
        "x-oss-signature": hmac.new(key, policy.encode(), hashlib.sha256).hexdigest(),
    }


@pytest.mark.parametrize("sign", [v1_form, v4_form])
def test_post_object(
    practice: PracticeServer, bucket: oss2.Bucket, sign: Callable[[str], dict[str, str]]
) -> None:
    ends_at = datetime.now(UTC) + timedelta(minutes=1)
    conditions: list[Any] = [["content-length-range", 1, 10], ["starts-with", "$key", "in/"]]
    document = {"expiration": ends_at.isoformat(), "conditions": [*conditions, {"bucket": BUCKET}]}
    policy = base64.b64encode(json.dumps(document).encode()).decode()

    def post(key: str, content: bytes, **changes: str) -> int:
        fields = {"key": key, "policy": policy, **sign(policy), **changes}
        url = f"{practice.base_url}/{BUCKET}"
        files = {"file": ("a.txt", content)}
        return requests.post(url, data=fields, files=files, timeout=10).status_code

    assert post("in/猫.txt", b"123", success_action_status="200") == 200
    assert bucket.get_object("in/猫.txt").read() == b"123"
    assert post("out/a.txt", b"123") == 403
    assert post("in/big.txt", b"x" * 11) == 400
    assert post("in/none.txt", b"") == 400
    assert post("in/b.txt", b"1", policy=base64.b64encode(b"{}").decode()) == 403
    practice.faults.clock_offset_s = 120
    assert post("in/late.txt", b"123") == 403


def error_of(call: Callable[[], Any]) -> oss2.exceptions.OssError:
    with pytest.raises(oss2.exceptions.OssError) as raised:
        call()
    return raised.value


def test_sizes_and_part_numbers_have_limits(practice: PracticeServer, bucket: oss2.Bucket) -> None:
    upload = bucket.init_multipart_upload("big").upload_id
    for number in (0, 10_001):
        error = error_of(lambda number=number: bucket.upload_part("big", upload, number, b"x"))
        assert (error.status, error.code) == (400, "InvalidArgument")
    # 5 GB and a byte are announced, and refused before they are sent.
    url = bucket.sign_url("PUT", "too-big", 60)
    connection = http.client.HTTPConnection("127.0.0.1", practice.port, timeout=10)
    connection.putrequest("PUT", url.removeprefix(practice.base_url))
    connection.putheader("Content-Length", str(5 * 1024**3 + 1))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 400
    assert b"<Code>EntityTooLarge</Code>" in answer.read()
    connection.close()


def test_all_connections_can_share_one_slow_line(practice: PracticeServer) -> None:
    practice.faults.bytes_per_s_total = 1_000_000
    buckets = [oss2_bucket(practice.base_url) for _ in range(3)]
    began = datetime.now(UTC)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda made: made.put_object(str(id(made)), bytes(200_000)), buckets))
    assert datetime.now(UTC) - began > timedelta(seconds=0.4)
    for made in buckets:
        made.session.session.close()
