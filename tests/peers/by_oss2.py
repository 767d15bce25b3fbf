"""Every operation of the practice bucket, as oss2 asks for it and reads the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import oss2

from ossdrop.practice.operation import Operation, Scope
from tests.conftest import BUCKET, REGION

PART = 100 * 1024


def ask(bucket: oss2.Bucket, operation: Operation) -> Any:
    """Ask for an operation that oss2 may have no method for; its signer and session send it."""
    parameters = dict(entry.partition("=")[::2] for entry in operation.sub_resources)
    name = "" if operation.scope is Scope.SERVICE else BUCKET
    key = "k" if operation.scope is Scope.OBJECT else ""
    return bucket._do(operation.method, name, key, params=parameters)


def _list_buckets(bucket: oss2.Bucket) -> bool:
    service = oss2.Service(bucket.auth, bucket.endpoint, session=bucket.session, region=REGION)
    return BUCKET in [one.name for one in service.list_buckets().buckets]


def _other(bucket: oss2.Bucket) -> oss2.Bucket:
    return oss2.Bucket(
        bucket.auth, bucket.endpoint, "other-bucket", session=bucket.session, region=REGION
    )


def _put_bucket(bucket: oss2.Bucket) -> bool:
    other = _other(bucket)
    other.create_bucket(oss2.BUCKET_ACL_PUBLIC_READ)
    return bool(other.get_bucket_info().acl.grant == oss2.BUCKET_ACL_PUBLIC_READ)


def _delete_bucket(bucket: oss2.Bucket) -> bool:
    _other(bucket).create_bucket()
    return bool(_other(bucket).delete_bucket().status == 204)


def _delete_many(bucket: oss2.Bucket) -> bool:
    bucket.put_object("odd\x0c", "x")
    deleted = bucket.batch_delete_objects(["odd\x0c", "none"]).deleted_keys
    return deleted == ["odd\x0c", "none"] and not bucket.object_exists("odd\x0c")


def _list_uploads(bucket: oss2.Bucket) -> bool:
    for key in ("a/1", "a/2", "b", "c\x0c"):
        bucket.init_multipart_upload(key)
    found = list(oss2.MultipartUploadIterator(bucket, delimiter="/", max_uploads=1))
    return [one.key for one in found] == ["a/", "b", "c\x0c"]


def _append(bucket: oss2.Bucket) -> bool:
    first = bucket.append_object("log", 0, b"one ")
    second = bucket.append_object("log", first.next_position, b"two", init_crc=first.crc)
    head = bucket.head_object("log")
    whole = bucket.get_object("log").read() == b"one two"
    return whole and second.next_position == 7 and head.object_type == "Appendable"


def _put_acl(bucket: oss2.Bucket) -> bool:
    bucket.put_object_acl("k", oss2.OBJECT_ACL_PRIVATE)
    return bool(bucket.get_object_acl("k").acl == oss2.OBJECT_ACL_PRIVATE)


def _put_tags(bucket: oss2.Bucket) -> bool:
    rule = oss2.models.TaggingRule()
    rule.add("of", "a cat")
    bucket.put_object_tagging("k", oss2.models.Tagging(rule))
    found = bucket.get_object_tagging("k").tag_set.tagging_rule
    return dict(found) == {"of": "a cat"}


def _delete_tags(bucket: oss2.Bucket) -> bool:
    _put_tags(bucket)
    bucket.delete_object_tagging("k")
    return not bucket.get_object_tagging("k").tag_set.tagging_rule


def _begin(bucket: oss2.Bucket) -> str:
    return str(bucket.init_multipart_upload("big").upload_id)


def _upload_part(bucket: oss2.Bucket) -> bool:
    upload = _begin(bucket)
    etag = bucket.upload_part("big", upload, 1, b"part").etag
    return bool(bucket.list_parts("big", upload).parts[0].etag == etag)


def _copy_part(bucket: oss2.Bucket) -> bool:
    upload = _begin(bucket)
    bucket.upload_part_copy(BUCKET, "k", (2, None), "big", upload, 1)
    return bool(bucket.list_parts("big", upload).parts[0].size == 3)


def _complete(bucket: oss2.Bucket) -> bool:
    upload = _begin(bucket)
    for number in (2, 1):
        bucket.upload_part("big", upload, number, bytes([number]) * PART)
    # Its own method sends a list of parts in any case.
    headers, upload = {"x-oss-complete-all": "yes"}, {"uploadId": upload}
    bucket._do("POST", BUCKET, "big", params=upload, headers=headers)
    return bool(bucket.get_object("big").read() == b"\1" * PART + b"\2" * PART)


def _abort(bucket: oss2.Bucket) -> bool:
    bucket.abort_multipart_upload("big", _begin(bucket))
    return not bucket.list_multipart_uploads().upload_list


# What is done, each with what it leaves behind; "k" is there, with five bytes.
DONE: Mapping[str, Callable[[oss2.Bucket], bool]] = {
    "ListBuckets": _list_buckets,
    "PutBucket": _put_bucket,
    "DeleteBucket": _delete_bucket,
    "GetBucketInfo": lambda bucket: bucket.get_bucket_info().name == BUCKET,
    "GetBucketLocation": lambda bucket: bucket.get_bucket_location().location == f"oss-{REGION}",
    "ListObjects": lambda bucket: [one.key for one in oss2.ObjectIterator(bucket)] == ["k"],
    "ListObjectsV2": lambda bucket: [one.key for one in oss2.ObjectIteratorV2(bucket)] == ["k"],
    "DeleteMultipleObjects": _delete_many,
    "ListMultipartUploads": _list_uploads,
    "CopyObject": lambda bucket: bucket.copy_object(BUCKET, "k", "copy").status == 200,
    "PutObject": lambda bucket: bucket.put_object("new", b"x").status == 200,
    "GetObject": lambda bucket: bucket.get_object("k").read() == b"a cat",
    "HeadObject": lambda bucket: bucket.head_object("k").content_length == 5,
    "GetObjectMeta": lambda bucket: bucket.get_object_meta("k").content_length == 5,
    "DeleteObject": lambda bucket: bucket.delete_object("k").status == 204,
    "AppendObject": _append,
    "PutObjectACL": _put_acl,
    "GetObjectACL": lambda bucket: bucket.get_object_acl("k").acl == oss2.OBJECT_ACL_DEFAULT,
    "PutObjectTagging": _put_tags,
    "GetObjectTagging": lambda bucket: not bucket.get_object_tagging("k").tag_set.tagging_rule,
    "DeleteObjectTagging": _delete_tags,
    "InitiateMultipartUpload": lambda bucket: len(_begin(bucket)) == 32,
    "UploadPart": _upload_part,
    "UploadPartCopy": _copy_part,
    "CompleteMultipartUpload": _complete,
    "AbortMultipartUpload": _abort,
    "ListParts": lambda bucket: bucket.list_parts("big", _begin(bucket)).parts == [],
}
