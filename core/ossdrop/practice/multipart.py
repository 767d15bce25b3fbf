"""The multipart family: initiate, upload part, copy part, complete, abort, list."""

from __future__ import annotations

import hashlib
import uuid

from aiohttp import web

from ossdrop.practice.blobs import Blob, combine_crc64
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.listing import Wanted, page_of
from ossdrop.practice.objects import copy_source, require_overwrite_allowed, stored_headers
from ossdrop.practice.parameters import is_range, key_encoder, number, span_of
from ossdrop.practice.rules import (
    MAX_PARTS,
    MIN_PART_BYTES,
    require_object_name,
    require_part_number,
)
from ossdrop.practice.stored import ObjectRecord, Upload
from ossdrop.practice.traits import traits_of
from ossdrop.practice.xml import Node, document, iso_time
from ossdrop.practice.xml_bodies import parse, text_of

_MOST_LISTED = 1000
_COMPLETE_ALL, _SOURCE_RANGE = "x-oss-complete-all", "x-oss-copy-source-range"


async def initiate(exchange: Exchange) -> web.StreamResponse:
    """InitiateMultipartUpload."""
    request, bucket = exchange.request, exchange.require_bucket()
    require_object_name(request.key)
    require_overwrite_allowed(bucket, request.key, request.headers)
    traits, encode = traits_of(request.headers), key_encoder(request.query)
    upload = Upload(
        uuid.uuid4().hex.upper(),
        request.key,
        traits.headers,
        exchange.clock.now().timestamp(),
        traits.acl,
        traits.tags,
    )
    exchange.store.begin_upload(bucket, upload)
    nodes: list[Node] = [
        *_encoding(exchange),
        ("Bucket", bucket.name),
        ("Key", encode(upload.key)),
        ("UploadId", upload.id),
    ]
    return exchange.answer(document("InitiateMultipartUploadResult", nodes))


async def upload_part(exchange: Exchange) -> web.StreamResponse:
    """UploadPart: sending a part number again replaces the part."""
    upload = _require_upload(exchange)
    part_number = require_part_number(exchange.request.query["partNumber"])
    blob = await exchange.receive_blob()
    _keep_part(exchange, upload, part_number, blob)
    return exchange.answer(headers=stored_headers(exchange, blob.md5_hex.upper(), blob.crc64))


async def upload_part_copy(exchange: Exchange) -> web.StreamResponse:
    """UploadPartCopy, whole or with x-oss-copy-source-range."""
    upload = _require_upload(exchange)
    part_number = require_part_number(exchange.request.query["partNumber"])
    source = copy_source(exchange)
    blob = await exchange.copy(source, *_source_span(exchange, source))
    _keep_part(exchange, upload, part_number, blob)
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
    encode = key_encoder(request.query)
    body = await exchange.receive_small()
    if _require_upload(exchange) is not upload:
        raise _no_such_upload()
    blobs = _all_parts(upload, body) if _wants_all(exchange) else _listed_parts(upload, body)
    require_overwrite_allowed(bucket, upload.key, request.headers)
    record = _completed(exchange, upload, blobs)
    exchange.store.put(bucket, record)
    exchange.store.end_upload(bucket, upload, blobs)
    nodes: list[Node] = [
        *_encoding(exchange),
        ("Location", f"http://{request.host}/{bucket.name}/{record.key}"),
        ("Bucket", bucket.name),
        ("Key", encode(record.key)),
        ("ETag", f'"{record.etag}"'),
    ]
    return exchange.answer(
        document("CompleteMultipartUploadResult", nodes),
        headers=stored_headers(exchange, record.etag, record.crc64),
    )


async def abort(exchange: Exchange) -> web.StreamResponse:
    """AbortMultipartUpload."""
    exchange.store.end_upload(exchange.require_bucket(), _require_upload(exchange))
    return exchange.answer(status=204)


async def list_parts(exchange: Exchange) -> web.StreamResponse:
    """ListParts."""
    upload, query = _require_upload(exchange), exchange.request.query
    encode = key_encoder(query)
    most = number(query, "max-parts", _MOST_LISTED, 1, _MOST_LISTED)
    marker = number(query, "part-number-marker", 0, 0, MAX_PARTS)
    numbers = sorted(part_number for part_number in upload.parts if part_number > marker)
    shown = numbers[:most]
    nodes: list[Node] = [
        *_encoding(exchange),
        ("Bucket", exchange.request.bucket),
        ("Key", encode(upload.key)),
        ("UploadId", upload.id),
        ("PartNumberMarker", marker),
        ("NextPartNumberMarker", shown[-1] if shown else marker),
        ("MaxParts", most),
        ("IsTruncated", len(numbers) > len(shown)),
    ]
    nodes += [("Part", _part_nodes(part_number, upload)) for part_number in shown]
    return exchange.answer(document("ListPartsResult", nodes))


async def list_uploads(exchange: Exchange) -> web.StreamResponse:
    """ListMultipartUploads; an upload-id-marker counts together with a key-marker only."""
    bucket, query = exchange.require_bucket(), exchange.request.query
    encode = key_encoder(query)
    key_marker = query.get("key-marker", "")
    id_marker = query.get("upload-id-marker", "") if key_marker else ""
    most = number(query, "max-uploads", _MOST_LISTED, 1, _MOST_LISTED)
    wanted = Wanted(query.get("prefix", ""), query.get("delimiter", ""), key_marker, most)
    entries = sorted((upload.key, upload.id) for upload in bucket.uploads.values())
    page = page_of(
        ((k, i) for k, i in entries if k > key_marker or (k == key_marker and i > id_marker > "")),
        wanted,
    )
    nodes: list[Node] = [
        *_encoding(exchange),
        ("Bucket", bucket.name),
        ("KeyMarker", encode(key_marker)),
        ("UploadIdMarker", id_marker),
        ("NextKeyMarker", encode(page.last_key) if page.is_truncated else ""),
        ("NextUploadIdMarker", (page.last_item or "") if page.is_truncated else ""),
        ("Delimiter", encode(wanted.delimiter)),
        ("Prefix", encode(wanted.prefix)),
        ("MaxUploads", most),
        ("IsTruncated", page.is_truncated),
    ]
    for key, upload_id in page.items:
        started = iso_time(bucket.uploads[upload_id].initiated_at)
        entry = [("Key", encode(key)), ("UploadId", upload_id), ("Initiated", started)]
        nodes.append(("Upload", entry))
    nodes += page.folder_nodes(map(encode, page.folders))
    return exchange.answer(document("ListMultipartUploadsResult", nodes))


def _encoding(exchange: Exchange) -> list[Node]:
    wanted = exchange.request.query.get("encoding-type")
    return [("EncodingType", wanted)] if wanted else []


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


def _keep_part(exchange: Exchange, upload: Upload, part_number: int, blob: Blob) -> None:
    bucket = exchange.store.buckets.get(exchange.request.bucket)
    if bucket is None or bucket.uploads.get(upload.id) is not upload:  # ended meanwhile
        exchange.store.blobs.drop([blob])
        raise _no_such_upload()
    exchange.store.keep_part(upload, part_number, blob)


def _source_span(exchange: Exchange, source: ObjectRecord) -> tuple[int, int]:
    """The bytes to copy: all of them where no range is asked for, or one that is none."""
    text = exchange.request.headers.get(_SOURCE_RANGE, "")
    if not is_range(text):
        return 0, source.size_bytes - 1
    span = span_of(text, source.size_bytes)
    if span is None:
        raise ServiceError("InvalidRange", "The requested range cannot be satisfied.")
    return span


def _wants_all(exchange: Exchange) -> bool:
    """Whether all parts that were received are meant, instead of a list of them."""
    wanted = exchange.request.headers.get(_COMPLETE_ALL)
    if wanted not in (None, "yes"):
        raise ServiceError("InvalidArgument", f"The {_COMPLETE_ALL} header must be yes.")
    return wanted == "yes"


def _all_parts(upload: Upload, body: bytes) -> list[Blob]:
    """All parts that were received, in their order."""
    if body:
        raise ServiceError(
            "InvalidArgument", f"A body cannot go with {_COMPLETE_ALL}.", ec="0042-00000216"
        )
    if not upload.parts:
        raise ServiceError("InvalidPart", "No part was uploaded.")
    numbers = sorted(upload.parts)
    return [
        _require_part(upload, n, upload.parts[n].md5_hex.upper(), is_last=n == numbers[-1])
        for n in numbers
    ]


def _completed(exchange: Exchange, upload: Upload, blobs: list[Blob]) -> ObjectRecord:
    digests = b"".join(bytes.fromhex(blob.md5_hex) for blob in blobs)
    etag = f"{hashlib.md5(digests, usedforsecurity=False).hexdigest().upper()}-{len(blobs)}"
    return ObjectRecord(
        key=upload.key,
        blobs=tuple(blobs),
        size_bytes=sum(blob.size_bytes for blob in blobs),
        crc64=combine_crc64(blobs),
        etag=etag,
        modified_at=exchange.clock.now().timestamp(),
        kind="Multipart",
        acl=upload.acl,
        headers=upload.headers,
        tags=upload.tags,
    )


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
