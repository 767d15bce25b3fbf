"""AppendObject: an object that grows, a piece at a time.

Source: the page "AppendObject" of the service's API reference, and those of the errors
0026-00000016 and 0026-00000017.
"""

from __future__ import annotations

import hashlib

from aiohttp import web

from ossdrop.practice.blobs import Blob, combine_crc64
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.objects import stored_headers
from ossdrop.practice.parameters import number
from ossdrop.practice.rules import MAX_PUT_BYTES, require_object_name, require_put_size
from ossdrop.practice.stored import Bucket, ObjectRecord
from ossdrop.practice.traits import Traits, traits_of

KIND = "Appendable"
_MOST_PIECES = 1000  # then they become one, so that the record stays small


async def append_object(exchange: Exchange) -> web.StreamResponse:
    """AppendObject: `position` is the length that the object has."""
    request, bucket = exchange.request, exchange.require_bucket()
    require_object_name(request.key)
    position = number(request.query, "position", 0, 0, MAX_PUT_BYTES)
    traits = traits_of(request.headers)
    _grown_from(bucket, request.key, position)
    blob = await exchange.receive_blob()
    try:
        before = _grown_from(bucket, request.key, position)
        require_put_size(position + blob.size_bytes)
    except ServiceError:
        exchange.store.blobs.drop([blob])
        raise
    blobs = (*before.blobs, blob) if before else (blob,)
    if len(blobs) > _MOST_PIECES:
        blobs = (_joined(exchange, blobs, blob),)
    record = _record_of(exchange, blobs, before, traits)
    exchange.store.put(bucket, record)
    headers = stored_headers(exchange, record.etag, record.crc64)
    return exchange.answer(
        headers={**headers, "x-oss-next-append-position": str(record.size_bytes)}
    )


def _grown_from(bucket: Bucket, key: str, position: int) -> ObjectRecord | None:
    """The object as it is, None where it begins; raises ServiceError where it cannot grow."""
    record = bucket.objects.get(key)
    if record is not None and record.kind != KIND:
        raise ServiceError("ObjectNotAppendable", "The object is not appendable.")
    length = record.size_bytes if record else 0
    if position != length:
        raise ServiceError(
            "PositionNotEqualToLength",
            "Position is not equal to file length.",
            headers=(("x-oss-next-append-position", str(length)),),
        )
    return record


def _joined(exchange: Exchange, blobs: tuple[Blob, ...], newest: Blob) -> Blob:
    writer = exchange.writer()
    try:
        last = sum(blob.size_bytes for blob in blobs) - 1
        with exchange.store.blobs.reading(blobs, 0, last) as pieces:
            for data in pieces:
                writer.write(data)
        joined = writer.finish()
    except BaseException:
        writer.discard()
        exchange.store.blobs.drop([newest])
        raise
    exchange.store.blobs.drop([newest])
    return joined


def _record_of(
    exchange: Exchange, blobs: tuple[Blob, ...], before: ObjectRecord | None, traits: Traits
) -> ObjectRecord:
    """The object with its new piece; what was said of it when it began still holds."""
    digest = hashlib.md5("".join(b.md5_hex for b in blobs).encode(), usedforsecurity=False)
    return ObjectRecord(
        key=exchange.request.key,
        blobs=blobs,
        size_bytes=sum(blob.size_bytes for blob in blobs),
        crc64=combine_crc64(blobs),
        etag=digest.hexdigest().upper(),
        modified_at=exchange.clock.now().timestamp(),
        kind=KIND,
        acl=before.acl if before else traits.acl,
        headers=before.headers if before else traits.headers,
        tags=before.tags if before else traits.tags,
    )
