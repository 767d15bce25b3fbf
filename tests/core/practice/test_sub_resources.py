"""What a query asks for is done, refused or ignored, and never something else."""

from __future__ import annotations

import contextlib

import oss2
import pytest

from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET
from tests.core.practice.conftest import Refusal

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"]
# Those that change nothing, and those that another operation has, with that one's method.
HARMLESS = {("GET", "acl"), ("GET", "tagging"), ("HEAD", "objectMeta"), ("DELETE", "tagging")}
HARMLESS |= {("POST", "uploads")}


@pytest.mark.parametrize("name", ["acl", "tagging", "policy", "symlink", "restore", "uploads"])
@pytest.mark.parametrize("method", METHODS)
def test_a_sub_resource_never_means_the_object_itself(
    practice: PracticeServer, bucket: oss2.Bucket, method: str, name: str
) -> None:
    bucket.put_object("k", b"a cat")
    before = practice.service.store.buckets[BUCKET].objects["k"].blobs
    refused = pytest.raises(oss2.exceptions.ServerError, match=r"501|405|400")
    with contextlib.nullcontext() if (method, name) in HARMLESS else refused:
        bucket._do(method, BUCKET, "k", params={name: ""}, data=b"<a/>")
    assert practice.service.store.buckets[BUCKET].objects["k"].blobs == before
    assert bucket.get_object("k").read() == b"a cat"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["policy", "lifecycle", "cors", "acl", "stat", "versions"])
def test_a_sub_resource_of_a_bucket_never_means_the_bucket(
    practice: PracticeServer, bucket: oss2.Bucket, refusal: Refusal, method: str, name: str
) -> None:
    status, *_ = refusal(lambda: bucket._do(method, BUCKET, "", params={name: ""}))
    assert status in (405, 501)
    assert BUCKET in practice.service.store.buckets


@pytest.mark.parametrize(
    ("method", "key", "query"),
    [
        ("GET", "k", {"acl": "", "tagging": ""}),
        ("PUT", "k", {"acl": "", "uploadId": "x", "partNumber": "1"}),
        ("GET", "k", {"uploads": ""}),
        ("DELETE", "k", {"uploadId": "x", "tagging": ""}),
        ("GET", "", {"uploads": "", "list-type": "2"}),
        ("GET", "k", {"partNumber": "1"}),
        ("PUT", "k", {"append": "", "position": "0", "acl": ""}),
    ],
)
def test_sub_resources_that_no_operation_has_together(
    bucket: oss2.Bucket, refusal: Refusal, method: str, key: str, query: dict[str, str]
) -> None:
    bucket.put_object("k", b"a cat")
    status, code, _ = refusal(lambda: bucket._do(method, BUCKET, key, params=query))
    assert (status, code) in [(501, "NotImplemented"), (405, "MethodNotAllowed")]
    assert bucket.get_object("k").read() == b"a cat"


def test_what_the_service_does_not_know_is_signed_and_ignored(bucket: oss2.Bucket) -> None:
    bucket._do("PUT", BUCKET, "k", params={"utm_source": "a", "ACL": ""}, data=b"a cat")
    assert bucket._do("GET", BUCKET, "k", params={"x": "1"}).read() == b"a cat"


def test_who_may_not_do_it_is_told_so_before_that_it_is_not_done(
    practice: PracticeServer, bucket: oss2.Bucket, refusal: Refusal
) -> None:
    practice.service.keys.clear()
    status, code, _ = refusal(lambda: bucket._do("GET", BUCKET, "", params={"policy": ""}))
    assert (status, code) == (403, "InvalidAccessKeyId")


@pytest.mark.parametrize("name", ["x-oss-callback", "x-oss-server-side-encryption"])
def test_a_header_that_asks_for_more_is_refused(
    bucket: oss2.Bucket, refusal: Refusal, name: str
) -> None:
    status, code, _ = refusal(lambda: bucket.put_object("k", b"x", headers={name: "AES256"}))
    assert (status, code) == (501, "NotImplemented")
    status, code, _ = refusal(
        lambda: bucket.put_object("k", b"x", headers={"x-oss-storage-class": "IA"})
    )
    assert (status, code) == (501, "NotImplemented")
    bucket.put_object("k", b"x", headers={"x-oss-storage-class": "Standard"})
