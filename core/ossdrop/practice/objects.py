"""Operations on one object: put, get, head, copy, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from aiohttp import web

from ossdrop.practice.blobs import Blob
from ossdrop.practice.browsers import as_attachment, browser_headers
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange, object_in
from ossdrop.practice.operation import not_implemented
from ossdrop.practice.parameters import is_range, span_of
from ossdrop.practice.rules import require_object_name
from ossdrop.practice.stored import Bucket, ObjectRecord
from ossdrop.practice.traits import KEPT_HEADERS, Traits, require_header, traits_of
from ossdrop.practice.xml import document, iso_time

_OVERRIDES = {f"response-{name}": name for name in KEPT_HEADERS}
_SOURCE = "x-oss-copy-source"
_DIRECTIVES = ("COPY", "REPLACE")


def require_overwrite_allowed(bucket: Bucket, key: str, headers: Mapping[str, str]) -> None:
    """Raise FileAlreadyExists where `x-oss-forbid-overwrite` says so."""
    if headers.get("x-oss-forbid-overwrite", "").lower() == "true" and key in bucket.objects:
        raise ServiceError(
            "FileAlreadyExists",
            "The object you specified already exists and can not be overwritten.",
        )


def record_of(exchange: Exchange, key: str, blob: Blob, traits: Traits) -> ObjectRecord:
    """The record of an object that came in one piece."""
    return ObjectRecord(
        key=key,
        blobs=(blob,),
        size_bytes=blob.size_bytes,
        crc64=blob.crc64,
        etag=blob.md5_hex.upper(),
        modified_at=exchange.clock.now().timestamp(),
        acl=traits.acl,
        headers=traits.headers,
        tags=traits.tags,
    )


def stored_headers(exchange: Exchange, etag: str, crc64: int) -> dict[str, str]:
    """The headers that tell a client what was stored."""
    if exchange.faults.take("wrong_crc_times", exchange.request.method):
        crc64 ^= 1
    return {"ETag": f'"{etag}"', "x-oss-hash-crc64ecma": str(crc64)}


async def put_object(exchange: Exchange) -> web.StreamResponse:
    """PutObject."""
    request, bucket = exchange.request, exchange.require_bucket()
    require_object_name(request.key)
    traits = traits_of(request.headers)
    require_overwrite_allowed(bucket, request.key, request.headers)
    blob = await exchange.receive_blob()
    try:
        require_overwrite_allowed(bucket, request.key, request.headers)
    except ServiceError:
        exchange.store.blobs.drop([blob])
        raise
    record = record_of(exchange, request.key, blob, traits)
    exchange.store.put(bucket, record)
    return exchange.answer(headers=stored_headers(exchange, record.etag, record.crc64))


async def get_object(exchange: Exchange) -> web.StreamResponse:
    """GetObject, with Range, conditions and response-* overrides."""
    record = exchange.require_object()
    _require_conditions(record, exchange.request.headers)
    headers = _object_headers(exchange, record)
    if exchange.store.discards:
        raise ServiceError("NotImplemented", "The bytes of this object were discarded.")
    span = _range_of(exchange.request.headers, record.size_bytes)
    first, last, status = 0, record.size_bytes - 1, 200
    if span is not None:
        first, last = span
        status = 206
        headers["Content-Range"] = f"bytes {first}-{last}/{record.size_bytes}"
    with exchange.store.reading(record, first, last) as pieces:
        return await exchange.stream(pieces, last - first + 1, status, headers)


async def head_object(exchange: Exchange) -> web.StreamResponse:
    """HeadObject and GetObjectMeta."""
    record = exchange.require_object()
    _require_conditions(record, exchange.request.headers)
    headers = _object_headers(exchange, record)
    if exchange.request.has("objectMeta"):
        headers.pop("x-oss-object-type")
        headers.pop("content-type", None)
    response = exchange.closing(
        web.StreamResponse(headers={**exchange.common_headers(), **headers})
    )
    response.content_length = record.size_bytes
    return response


async def copy_object(exchange: Exchange) -> web.StreamResponse:
    """CopyObject within this service."""
    request, target = exchange.request, exchange.require_bucket()
    require_object_name(request.key)
    require_overwrite_allowed(target, request.key, request.headers)
    source = copy_source(exchange)
    traits = _copied_traits(request.headers, source)
    blob = await exchange.copy(source, 0, source.size_bytes - 1)
    record = record_of(exchange, request.key, blob, traits)
    exchange.store.put(target, record)
    body = document(
        "CopyObjectResult",
        [("ETag", f'"{record.etag}"'), ("LastModified", iso_time(record.modified_at))],
    )
    return exchange.answer(body, headers=stored_headers(exchange, record.etag, record.crc64))


def copy_source(exchange: Exchange) -> ObjectRecord:
    """The object that x-oss-copy-source names; needs the permission to read it."""
    headers = exchange.request.headers
    path, _, version = headers[_SOURCE].partition("?")
    if version:
        raise not_implemented("A version of an object")
    try:
        bucket_name, _, key = unquote_to_bytes(path).decode().removeprefix("/").partition("/")
    except ValueError:
        bucket_name, key = "", ""
    if not (path.startswith("/") and bucket_name and key):
        raise ServiceError("InvalidArgument", "Copy Source must mention the source bucket and key.")
    if exchange.key is not None:
        exchange.key.require_action("oss:GetObject")
    bucket = exchange.store.buckets.get(bucket_name)
    if bucket is None:
        raise ServiceError("NoSuchBucket", "The specified bucket does not exist.")
    record = object_in(bucket, key)
    start = f"{_SOURCE}-"
    of_source = {n.removeprefix(start): v for n, v in headers.items() if n.startswith(start)}
    _require_conditions(record, of_source)
    return record


def _copied_traits(headers: Mapping[str, str], source: ObjectRecord) -> Traits:
    wanted = traits_of(headers)
    takes_headers, takes_tags = (
        _directive(headers, name) == "COPY"
        for name in ("x-oss-metadata-directive", "x-oss-tagging-directive")
    )
    return Traits(
        source.headers if takes_headers else wanted.headers,
        wanted.acl,
        source.tags if takes_tags else wanted.tags,
    )


def _directive(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "COPY").upper()
    if value not in _DIRECTIVES:
        raise ServiceError(
            "InvalidArgument",
            f"The {name} must be COPY or REPLACE.",
            elements=(("ArgumentName", name), ("ArgumentValue", value)),
        )
    return value


async def delete_object(exchange: Exchange) -> web.StreamResponse:
    """DeleteObject; succeeds as well when there is nothing to delete."""
    exchange.store.delete(exchange.require_bucket(), exchange.request.key)
    return exchange.answer(status=204)


def _object_headers(exchange: Exchange, record: ObjectRecord) -> dict[str, str]:
    request = exchange.request
    headers = {
        **record.headers,
        **stored_headers(exchange, record.etag, record.crc64),
        "Accept-Ranges": "bytes",
        "Last-Modified": _http_date(record.modified_at),
        "x-oss-object-type": record.kind,
        "x-oss-storage-class": "Standard",
    }
    if record.kind == "Appendable":
        headers["x-oss-next-append-position"] = str(record.size_bytes)
    if record.tags:
        headers["x-oss-tagging-count"] = str(len(record.tags))
    for parameter, name in _OVERRIDES.items():
        if parameter in request.query:
            if exchange.key is None:
                raise ServiceError("AccessDenied", "Anonymous requests cannot use response-*.")
            require_header(name, request.query[parameter])
            headers[name] = request.query[parameter]
    if request.host.rsplit(":", 1)[0].endswith(".aliyuncs.com"):
        headers["x-oss-force-download"] = "true"
        headers["content-disposition"] = "attachment"
    kind = headers.get("content-type", "")
    if shown := as_attachment(kind, headers.get("content-disposition", "")):
        headers["content-disposition"] = shown
    return headers | browser_headers(kind)


def _require_conditions(record: ObjectRecord, headers: Mapping[str, str]) -> None:
    etag = f'"{record.etag}"'
    modified = datetime.fromtimestamp(int(record.modified_at), UTC)
    since = _condition_time(headers.get("if-modified-since"))
    unmodified = _condition_time(headers.get("if-unmodified-since"))
    if (unmodified and modified > unmodified) or (
        "if-match" in headers and headers["if-match"].strip('"') != record.etag
    ):
        raise ServiceError("PreconditionFailed", "At least one of the pre-conditions did not hold.")
    if (since and modified <= since) or headers.get("if-none-match", "").strip('"') == record.etag:
        raise ServiceError("NotModified", "Not Modified", elements=(("ETag", etag),))


def _condition_time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _range_of(headers: Mapping[str, str], size_bytes: int) -> tuple[int, int] | None:
    """The range to send; None for all, also where the range is unusable, as the service does."""
    text = headers.get("range")
    if text is None:
        return None
    span = span_of(text, size_bytes)
    if span is None and is_range(text) and headers.get("x-oss-range-behavior") == "standard":
        raise ServiceError("InvalidRange", "The requested range cannot be satisfied.")
    return span


def _http_date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(int(seconds), UTC), usegmt=True)
