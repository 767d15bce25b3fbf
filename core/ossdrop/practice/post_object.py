"""PostObject: an HTML form with a signed policy. DashScope's temporary storage takes files so.

Source: https://help.aliyun.com/zh/oss/developer-reference/postobject.
"""

from __future__ import annotations

import base64
import json
import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime

from aiohttp import (
    BadContentDispositionHeader,
    BadContentDispositionParam,
    BodyPartReader,
    MultipartReader,
    web,
)

from ossdrop.practice.blobs import Blob, BlobWriter
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.objects import record_of, require_overwrite_allowed, stored_headers
from ossdrop.practice.rules import require_object_name, require_put_size
from ossdrop.practice.traits import traits_of

_READ_BYTES = 256 * 1024
_MAX_FIELDS, _MAX_FIELDS_BYTES = 50, 256 * 1024
# What aiohttp raises for a body that is no form, or ends in the middle.
_NO_FORM = (ValueError, AssertionError, RuntimeError, LookupError, TypeError, Warning)
# It would write what others have sent to the terminal.
warnings.filterwarnings("ignore", category=BadContentDispositionHeader)
warnings.filterwarnings("ignore", category=BadContentDispositionParam)


async def post_object(exchange: Exchange) -> web.StreamResponse:
    """PostObject: policy and signature, then the file; fields after the file are ignored."""
    bucket = exchange.require_bucket()
    fields, file = await _read_fields(exchange)
    exchange.key = exchange.signer_of_form(fields, bucket.name)
    conditions = _conditions_of(fields.get("policy", ""), exchange.clock.now())
    exchange.key.require_action("oss:PutObject")
    key = fields.get("key", "").replace("${filename}", file.filename or "")
    require_object_name(key)
    size_limit = _require_conditions(conditions, {**fields, "key": key, "bucket": bucket.name})
    require_overwrite_allowed(bucket, key, fields)
    if "content-type" not in fields and (kind := file.headers.get("Content-Type")):
        fields["content-type"] = kind
    traits = traits_of(fields)
    blob = await _receive(exchange, file, size_limit)
    record = record_of(exchange, key, blob, traits)
    exchange.store.put(bucket, record)
    wanted = fields.get("success_action_status", "204")
    status = int(wanted) if wanted in ("200", "201", "204") else 204
    return exchange.answer(
        status=status, headers=stored_headers(exchange, record.etag, record.crc64)
    )


async def _read_fields(exchange: Exchange) -> tuple[dict[str, str], BodyPartReader]:
    """The form's fields up to the file, and the file's part."""
    if not exchange.request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise ServiceError("MalformedXML", "The POST body must be multipart/form-data.")
    fields: dict[str, str] = {}
    try:
        reader: MultipartReader = await exchange.http.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise _malformed("A form field cannot be a multipart.")
            if part.name == "file":
                return fields, part
            fields[(part.name or "").lower()] = await _value_of(part, fields)
    except _NO_FORM as error:
        raise _malformed("The body of the form cannot be read.") from error
    raise _malformed("POST requires exactly one file upload per request.")


async def _value_of(part: BodyPartReader, fields: Mapping[str, str]) -> str:
    """A field's value; raises InvalidArgument where the fields before leave no room for it."""
    room = _MAX_FIELDS_BYTES - sum(map(len, fields.values()))
    value = bytearray()
    while data := await part.read_chunk(_READ_BYTES):
        value += data
        if len(value) > room or len(fields) >= _MAX_FIELDS:
            raise _malformed("The fields of the form are too large.")
    return value.decode()


async def _receive(exchange: Exchange, file: BodyPartReader, limits: tuple[int, int]) -> Blob:
    writer = exchange.writer()
    try:
        await _write(exchange, file, writer, limits[1])
        if writer.size_bytes < limits[0]:
            raise ServiceError(
                "EntityTooSmall", "Your proposed upload is smaller than the minimum."
            )
        return writer.finish()
    except _NO_FORM as error:
        writer.discard()
        raise _malformed("The file of the form cannot be read.") from error
    except BaseException:
        writer.discard()
        raise


async def _write(
    exchange: Exchange, file: BodyPartReader, writer: BlobWriter, most_bytes: int
) -> None:
    while data := await file.read_chunk(_READ_BYTES):
        cut_at = exchange.faults.reset_after_bytes
        if 0 <= cut_at < writer.size_bytes + len(data) and exchange.faults.take(
            "reset_times", "POST"
        ):
            exchange.cut()
        await exchange.pace(len(data))
        writer.write(bytes(data))
        require_put_size(writer.size_bytes)
        if writer.size_bytes > most_bytes:
            raise ServiceError(
                "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size."
            )


def _conditions_of(policy: str, now: datetime) -> Iterable[object]:
    try:
        document = json.loads(base64.b64decode(policy, validate=True))
        expires_at = datetime.fromisoformat(document["expiration"])
        conditions: Iterable[object] = document["conditions"]
        is_over = now >= expires_at  # a time without its zone cannot be compared
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ServiceError("InvalidArgument", "Invalid Policy: Invalid JSON.") from error
    if is_over:
        raise ServiceError(
            "AccessDenied", "Invalid according to Policy: Policy expired.", ec="0007-00000021"
        )
    return conditions


def _require_conditions(conditions: Iterable[object], fields: Mapping[str, str]) -> tuple[int, int]:
    """Raise AccessDenied where a field breaks a condition; returns the allowed sizes."""
    limits = (0, 5 * 1024**3)
    if not isinstance(conditions, list):
        raise _invalid_condition()
    for condition in conditions:
        match condition:
            case ["content-length-range", int(least), int(most)]:
                limits = (least, most)
            case [str(operator), str(name), wanted]:
                _require(operator, name.lstrip("$"), wanted, fields)
            case dict():
                for name, wanted in condition.items():
                    _require("eq", name, wanted, fields)
            case _:
                raise _invalid_condition()
    return limits


def _require(operator: str, name: str, wanted: object, fields: Mapping[str, str]) -> None:
    value = fields.get(name.lower(), "")
    fits = {"eq": value == wanted, "starts-with": value.startswith(str(wanted))}
    fits["in"] = isinstance(wanted, list) and value in wanted
    if not fits.get(operator, False):
        raise ServiceError(
            "AccessDenied",
            f"Invalid according to Policy: Policy Condition failed: {name}.",
            ec="0007-00000022",
        )


def _malformed(words: str) -> ServiceError:
    return ServiceError("MalformedPOSTRequest", words)


def _invalid_condition() -> ServiceError:
    return ServiceError("InvalidArgument", "Invalid Policy: Invalid condition.")
