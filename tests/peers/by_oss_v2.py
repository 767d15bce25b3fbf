"""Every operation of the practice bucket, as alibabacloud-oss-v2 asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import alibabacloud_oss_v2 as oss

from ossdrop.practice.operation import Operation, Scope
from tests.conftest import BUCKET, REGION

PART = 100 * 1024


def ask(client: oss.Client, operation: Operation) -> Any:
    """Ask for an operation by its name; the SDK signs and sends it."""
    given = {
        "op_name": operation.name,
        "method": operation.method,
        "parameters": dict(entry.partition("=")[::2] for entry in operation.sub_resources),
        "bucket": None if operation.scope is Scope.SERVICE else BUCKET,
        "key": "k" if operation.scope is Scope.OBJECT else None,
    }
    return client.invoke_operation(oss.types.OperationInput(**given))


def _at(**more: Any) -> dict[str, Any]:
    return {"bucket": BUCKET, "key": "k", **more}


def _list_buckets(client: oss.Client) -> bool:
    found = client.list_buckets(oss.ListBucketsRequest(prefix="practice")).buckets
    return [one.name for one in found or []] == [BUCKET]


def _put_bucket(client: oss.Client) -> bool:
    client.put_bucket(oss.PutBucketRequest(bucket="other-bucket", acl="public-read"))
    info = client.get_bucket_info(oss.GetBucketInfoRequest(bucket="other-bucket"))
    return info.bucket_info is not None and info.bucket_info.acl == "public-read"


def _delete_bucket(client: oss.Client) -> bool:
    client.put_bucket(oss.PutBucketRequest(bucket="other-bucket"))
    gone = client.delete_bucket(oss.DeleteBucketRequest(bucket="other-bucket"))
    return gone.status_code == 204


def _get_bucket_info(client: oss.Client) -> bool:
    info = client.get_bucket_info(oss.GetBucketInfoRequest(bucket=BUCKET)).bucket_info
    return info is not None and info.name == BUCKET


def _get_bucket_location(client: oss.Client) -> bool:
    request = oss.GetBucketLocationRequest(bucket=BUCKET)
    return client.get_bucket_location(request).location == f"oss-{REGION}"


def _list_objects(client: oss.Client) -> bool:
    found = client.list_objects(oss.ListObjectsRequest(bucket=BUCKET)).contents
    return [one.key for one in found or []] == ["k"]


def _list_objects_v2(client: oss.Client) -> bool:
    client.put_object(oss.PutObjectRequest(bucket=BUCKET, key="目录/猫", body=b"x"))
    pages = client.list_objects_v2_paginator(limit=1)
    found = pages.iter_page(oss.ListObjectsV2Request(bucket=BUCKET))
    return [one.key for page in found for one in page.contents or []] == ["k", "目录/猫"]


def _delete_many(client: oss.Client) -> bool:
    objects = [oss.DeleteObject(key="k"), oss.DeleteObject(key="odd\x0c")]
    client.put_object(oss.PutObjectRequest(bucket=BUCKET, key="odd\x0c", body=b"x"))
    request = oss.DeleteMultipleObjectsRequest(bucket=BUCKET, encoding_type="url", objects=objects)
    deleted = client.delete_multiple_objects(request).deleted_objects
    left = client.list_objects(oss.ListObjectsRequest(bucket=BUCKET)).contents
    return [one.key for one in deleted or []] == ["k", "odd\x0c"] and not left


def _list_uploads(client: oss.Client) -> bool:
    for key in ("a/1", "a/2", "b"):
        client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(bucket=BUCKET, key=key))
    request = oss.ListMultipartUploadsRequest(bucket=BUCKET, delimiter="/", encoding_type="url")
    found = client.list_multipart_uploads(request).uploads
    return [one.key for one in found or []] == ["b"]


def _copy(client: oss.Client) -> bool:
    request = oss.CopyObjectRequest(bucket=BUCKET, key="copy", source_bucket=BUCKET, source_key="k")
    return client.copy_object(request).status_code == 200


def _put(client: oss.Client) -> bool:
    return client.put_object(oss.PutObjectRequest(**_at(body=b"x"))).status_code == 200


def _get(client: oss.Client) -> bool:
    body = client.get_object(oss.GetObjectRequest(**_at())).body
    return body is not None and body.content == b"a cat"


def _head(client: oss.Client) -> bool:
    return client.head_object(oss.HeadObjectRequest(**_at())).content_length == 5


def _meta(client: oss.Client) -> bool:
    return client.get_object_meta(oss.GetObjectMetaRequest(**_at())).content_length == 5


def _delete(client: oss.Client) -> bool:
    return client.delete_object(oss.DeleteObjectRequest(**_at())).status_code == 204


def _append(client: oss.Client) -> bool:
    for position, body in ((0, b"one "), (4, b"two")):
        request = oss.AppendObjectRequest(bucket=BUCKET, key="log", position=position, body=body)
        found = client.append_object(request)
    return found.next_position == 7


def _put_acl(client: oss.Client) -> bool:
    client.put_object_acl(oss.PutObjectAclRequest(**_at(acl="private")))
    return client.get_object_acl(oss.GetObjectAclRequest(**_at())).acl == "private"


def _get_acl(client: oss.Client) -> bool:
    return client.get_object_acl(oss.GetObjectAclRequest(**_at())).acl == "default"


def _tags(client: oss.Client) -> dict[str | None, str | None]:
    found = client.get_object_tagging(oss.GetObjectTaggingRequest(**_at())).tag_set
    return {one.key: one.value for one in (found and found.tags) or []}


def _put_tags(client: oss.Client) -> bool:
    tags = oss.Tagging(tag_set=oss.TagSet(tags=[oss.Tag(key="of", value="a cat")]))
    client.put_object_tagging(oss.PutObjectTaggingRequest(**_at(tagging=tags)))
    return _tags(client) == {"of": "a cat"}


def _delete_tags(client: oss.Client) -> bool:
    _put_tags(client)
    client.delete_object_tagging(oss.DeleteObjectTaggingRequest(**_at()))
    return _tags(client) == {}


def _begin(client: oss.Client) -> dict[str, Any]:
    request = oss.InitiateMultipartUploadRequest(bucket=BUCKET, key="big")
    upload_id = client.initiate_multipart_upload(request).upload_id
    return {"bucket": BUCKET, "key": "big", "upload_id": upload_id}


def _sizes(client: oss.Client, upload: dict[str, Any]) -> list[int | None]:
    return [one.size for one in client.list_parts(oss.ListPartsRequest(**upload)).parts or []]


def _upload_part(client: oss.Client) -> bool:
    upload = _begin(client)
    client.upload_part(oss.UploadPartRequest(**upload, part_number=1, body=b"part"))
    return _sizes(client, upload) == [4]


def _copy_part(client: oss.Client) -> bool:
    upload, source = _begin(client), {"source_bucket": BUCKET, "source_key": "k"}
    for number, span in ((1, "bytes=2-"), (2, "bytes=-2"), (3, "bytes=1-1"), (4, "nonsense")):
        request = oss.UploadPartCopyRequest(
            **upload, **source, part_number=number, source_range=span
        )
        client.upload_part_copy(request)
    return _sizes(client, upload) == [3, 2, 1, 5]


def _complete(client: oss.Client) -> bool:
    upload = _begin(client)
    client.upload_part(oss.UploadPartRequest(**upload, part_number=1, body=bytes(PART)))
    request = oss.CompleteMultipartUploadRequest(**upload, complete_all="yes")
    client.complete_multipart_upload(request)
    found = client.head_object(oss.HeadObjectRequest(bucket=BUCKET, key="big"))
    return found.content_length == PART


def _abort(client: oss.Client) -> bool:
    request = oss.AbortMultipartUploadRequest(**_begin(client))
    return client.abort_multipart_upload(request).status_code == 204


DONE: Mapping[str, Callable[[oss.Client], bool]] = {
    "ListBuckets": _list_buckets,
    "PutBucket": _put_bucket,
    "DeleteBucket": _delete_bucket,
    "GetBucketInfo": _get_bucket_info,
    "GetBucketLocation": _get_bucket_location,
    "ListObjects": _list_objects,
    "ListObjectsV2": _list_objects_v2,
    "DeleteMultipleObjects": _delete_many,
    "ListMultipartUploads": _list_uploads,
    "CopyObject": _copy,
    "PutObject": _put,
    "GetObject": _get,
    "HeadObject": _head,
    "GetObjectMeta": _meta,
    "DeleteObject": _delete,
    "AppendObject": _append,
    "PutObjectACL": _put_acl,
    "GetObjectACL": _get_acl,
    "PutObjectTagging": _put_tags,
    "GetObjectTagging": lambda client: _tags(client) == {},
    "DeleteObjectTagging": _delete_tags,
    "InitiateMultipartUpload": lambda client: bool(_begin(client)["upload_id"]),
    "UploadPart": _upload_part,
    "UploadPartCopy": _copy_part,
    "CompleteMultipartUpload": _complete,
    "AbortMultipartUpload": _abort,
    "ListParts": lambda client: _sizes(client, _begin(client)) == [],
}
