"""The multipart family: initiate, upload part, copy part, complete, abort, list."""

from __future__ import annotations

import hashlib
import uuid

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.objects import (
    copy_source,
    kept_headers,
    require_overwrite_allowed,
    stored_headers,
)
from ossdrop.practice.rules import MIN_PART_BYTES, require_object_name, require_part_number
from ossdrop.practice.store import Blob, ObjectRecord, Upload, combine_crc64
from ossdrop.practice.xml import Node, document, iso_time, parse, text_of


async def initiate(exchange: Exchange) -> web.StreamResponse:
    """InitiateMultipartUpload."""
    request, bucket = exchange.request, exchange.require_bucket()
    require_object_name(request.key)
    require_overwrite_allowed(bucket, request.key, request.headers)
    upload = Upload(
        uuid.uuid4().hex.upper(),
        request.key,
        kept_headers(request.headers),
        exchange.clock.now().timestamp(),
    )
    bucket.uploads[upload.id] = upload
    nodes = [("Bucket", bucket.name), ("Key", upload.key), ("UploadId", upload.id)]
    return exchange.answer(document("InitiateMultipartUploadResult", nodes))


async def upload_part(exchange: Exchange) -> web.StreamResponse:
    """UploadPart: sending a part number again replaces the part."""
    upload = _require_upload(exchange)
    number = require_part_number(exchange.request.query["partNumber"])
    blob = await exchange.receive_blob()
    if exchange.require_bucket().uploads.get(upload.id) is not upload:
        exchange.store.drop_blobs([blob])
        raise _no_such_upload()
    _keep_part(exchange, upload, number, blob)
    return exchange.answer(headers=stored_headers(exchange, blob.md5_hex.upper(), blob.crc64))


async def upload_part_copy(exchange: Exchange) -> web.StreamResponse:
    """UploadPartCopy, whole or with x-oss-copy-source-range."""
    upload = _require_upload(exchange)
    number = require_part_number(exchange.request.query["partNumber"])
    source = copy_source(exchange)
    first, last = 0, source.size_bytes - 1
    if span := exchange.request.headers.get("x-oss-copy-source-range"):
        first_text, _, last_text = span.removeprefix("bytes=").partition("-")
        first, last = int(first_text), min(int(last_text), last)
    writer = exchange.store.writer()
    for data in exchange.store.read(source, first, last):
        writer.write(data)
    blob = writer.finish()
    _keep_part(exchange, upload, number, blob)
    nodes = [
        ("LastModified", iso_time(exchange.clock.now().timestamp())),
        ("ETag", f'"{blob.md5_hex.upper()}"'),
    ]
    return exchange.answer(
        document("CopyPartResult", nodes),
        headers=stored_headers(exchange, blob.md5_hex.upper(), blob.crc64),
    )


async def complete(exchange: Exchange) -> web.StreamResponse:
    """CompleteMultipartUpload: the parts must be those that were received."""
    request, bucket, upload = exchange.request, exchange.require_bucket(), _require_upload(exchange)
    body = await exchange.receive_small()
    blobs = _listed_parts(upload, body)
    require_overwrite_allowed(bucket, upload.key, request.headers)
    digests = b"".join(bytes.fromhex(blob.md5_hex) for blob in blobs)
    etag = f"{hashlib.md5(digests, usedforsecurity=False).hexdigest().upper()}-{len(blobs)}"
    record = ObjectRecord(
        key=upload.key,
        blobs=tuple(blobs),
        size_bytes=sum(blob.size_bytes for blob in blobs),
        crc64=combine_crc64(blobs),
        etag=etag,
        modified_at=exchange.clock.now().timestamp(),
        kind="Multipart",
        headers=upload.headers,
    )
    used = {blob.name for blob in blobs}
    exchange.store.drop_blobs([b for b in upload.parts.values() if b.name not in used])
    exchange.store.put(bucket, record)
    del bucket.uploads[upload.id]
    nodes = [
        ("Location", f"http://{request.host}/{bucket.name}/{record.key}"),
        ("Bucket", bucket.name),
        ("Key", record.key),
        ("ETag", f'"{etag}"'),
    ]
    return exchange.answer(
        document("CompleteMultipartUploadResult", nodes),
        headers=stored_headers(exchange, etag, record.crc64),
    )


async def abort(exchange: Exchange) -> web.StreamResponse:
    """AbortMultipartUpload."""
    upload = _require_upload(exchange)
    del exchange.require_bucket().uploads[upload.id]
    exchange.store.drop_blobs(list(upload.parts.values()))
    return exchange.answer(status=204)


async def list_parts(exchange: Exchange) -> web.StreamResponse:
    """ListParts."""
    upload, query = _require_upload(exchange), exchange.request.query
    most = min(int(query.get("max-parts", "1000")), 1000)
    marker = int(query.get("part-number-marker") or "0")
    numbers = sorted(number for number in upload.parts if number > marker)
    shown = numbers[:most]
    nodes: list[Node] = [
        ("Bucket", exchange.request.bucket),
        ("Key", upload.key),
        ("UploadId", upload.id),
        ("PartNumberMarker", marker),
        ("NextPartNumberMarker", shown[-1] if shown else marker),
        ("MaxParts", most),
        ("IsTruncated", len(numbers) > len(shown)),
    ]
    nodes += [("Part", _part_nodes(number, upload)) for number in shown]
    return exchange.answer(document("ListPartsResult", nodes))


async def list_uploads(exchange: Exchange) -> web.StreamResponse:
    """ListMultipartUploads."""
    bucket, query = exchange.require_bucket(), exchange.request.query
    most = min(int(query.get("max-uploads", "1000")), 1000)
    prefix = query.get("prefix", "")
    after = (query.get("key-marker", ""), query.get("upload-id-marker", ""))
    found = sorted(
        (upload.key, upload.id)
        for upload in bucket.uploads.values()
        if upload.key.startswith(prefix) and (upload.key, upload.id) > after
    )
    shown = found[:most]
    last = shown[-1] if shown else ("", "")
    nodes: list[Node] = [
        ("Bucket", bucket.name),
        ("KeyMarker", after[0]),
        ("UploadIdMarker", after[1]),
        ("NextKeyMarker", last[0]),
        ("NextUploadIdMarker", last[1]),
        ("MaxUploads", most),
        ("IsTruncated", len(found) > len(shown)),
    ]
    for key, upload_id in shown:
        started = iso_time(bucket.uploads[upload_id].initiated_at)
        nodes.append(("Upload", [("Key", key), ("UploadId", upload_id), ("Initiated", started)]))
    return exchange.answer(document("ListMultipartUploadsResult", nodes))


def _require_upload(exchange: Exchange) -> Upload:
    upload = exchange.require_bucket().uploads.get(exchange.request.query["uploadId"])
    if upload is None or upload.key != exchange.request.key:
        raise _no_such_upload()
    return upload


def _no_such_upload() -> ServiceError:
    return ServiceError(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may "
        "have been aborted or completed.",
    )


def _keep_part(exchange: Exchange, upload: Upload, number: int, blob: Blob) -> None:
    previous = upload.parts.get(number)
    upload.parts[number] = blob
    if previous:
        exchange.store.drop_blobs([previous])


def _part_nodes(number: int, upload: Upload) -> list[Node]:
    blob = upload.parts[number]
    return [
        ("PartNumber", number),
        ("LastModified", iso_time(upload.initiated_at)),
        ("ETag", f'"{blob.md5_hex.upper()}"'),
        ("HashCrc64ecma", blob.crc64),
        ("Size", blob.size_bytes),
    ]


def _listed_parts(upload: Upload, body: bytes) -> list[Blob]:
    """The parts that the body lists, checked one by one."""
    entries = [
        (require_part_number(text_of(part, "PartNumber")), text_of(part, "ETag").strip('"').upper())
        for part in parse(body).findall("Part")
    ]
    if not entries:
        raise ServiceError("MalformedXML", "The XML you provided lists no part.")
    numbers = [number for number, _ in entries]
    if numbers != sorted(set(numbers)):
        raise ServiceError("InvalidPartOrder", "The list of parts was not in ascending order.")
    return [
        _require_part(upload, number, etag, is_last=number == numbers[-1])
        for number, etag in entries
    ]


def _require_part(upload: Upload, number: int, etag: str, *, is_last: bool) -> Blob:
    blob = upload.parts.get(number)
    if blob is None or etag != blob.md5_hex.upper():
        raise ServiceError(
            "InvalidPart",
            "One or more of the specified parts could not be found or the specified entity tag "
            "might not have matched the part's entity tag.",
            elements=(("PartNumber", str(number)), ("UploadId", upload.id)),
        )
    if blob.size_bytes < MIN_PART_BYTES and not is_last:
        raise ServiceError(
            "EntityTooSmall",
            "Your proposed upload smaller than the minimum allowed size.",
            elements=(("MinSizeAllowed", str(MIN_PART_BYTES)), ("PartNumber", str(number))),
        )
    return blob
