"""Which operation a request asks for, and which permission that needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from ossdrop.practice import buckets, multipart, objects
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.request import ServiceRequest

Handler = Callable[[Exchange], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Operation:
    """An operation and the RAM action that permits it."""

    action: str
    handler: Handler
    anonymous_read: bool = False


def find_operation(request: ServiceRequest, region: str) -> Operation:
    """The operation of `request`; raises MethodNotAllowed or NotImplemented."""
    operation = _of_object(request) if request.key else _of_bucket(request, region)
    if operation is None:
        raise ServiceError(
            "MethodNotAllowed", "The specified method is not allowed against this resource."
        )
    return operation


def _of_object(request: ServiceRequest) -> Operation | None:
    method = request.method
    if request.has("uploadId"):
        return _of_part(request)
    if method == "POST" and request.has("uploads"):
        return Operation("oss:PutObject", multipart.initiate)
    if method == "PUT":
        copies = "x-oss-copy-source" in request.headers
        return Operation("oss:PutObject", objects.copy_object if copies else objects.put_object)
    if method == "GET":
        return Operation("oss:GetObject", objects.get_object, anonymous_read=True)
    if method == "HEAD":
        return Operation("oss:GetObject", objects.head_object, anonymous_read=True)
    if method == "DELETE":
        return Operation("oss:DeleteObject", objects.delete_object)
    return None


def _of_part(request: ServiceRequest) -> Operation | None:
    method = request.method
    if method == "PUT" and request.has("partNumber"):
        copies = "x-oss-copy-source" in request.headers
        handler = multipart.upload_part_copy if copies else multipart.upload_part
        return Operation("oss:PutObject", handler)
    if method == "POST":
        return Operation("oss:PutObject", multipart.complete)
    if method == "DELETE":
        return Operation("oss:AbortMultipartUpload", multipart.abort)
    if method == "GET":
        return Operation("oss:ListParts", multipart.list_parts)
    return None


def _of_bucket(request: ServiceRequest, region: str) -> Operation | None:
    method = request.method
    if not request.bucket:
        raise ServiceError("NotImplemented", "GetService is not part of the practice bucket.")
    if method == "PUT" and not request.query:
        return Operation("oss:PutBucket", lambda exchange: buckets.put_bucket(exchange, region))
    if method == "DELETE" and not request.query:
        return Operation("oss:DeleteBucket", buckets.delete_bucket)
    if method == "POST" and request.has("delete"):
        return Operation("oss:DeleteObject", buckets.delete_objects)
    if method != "GET":
        return None
    if request.has("bucketInfo"):
        return Operation("oss:GetBucketInfo", buckets.get_bucket_info)
    if request.has("location"):
        return Operation("oss:GetBucketLocation", buckets.get_bucket_location)
    if request.has("uploads"):
        return Operation("oss:ListMultipartUploads", multipart.list_uploads)
    if request.query.get("list-type") == "2":
        return Operation("oss:ListObjects", buckets.list_objects_v2)
    return Operation("oss:ListObjects", buckets.list_objects)
