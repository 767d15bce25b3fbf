"""An Alibaba Cloud OSS bucket.

Needs the permissions oss:PutObject and oss:GetObject only, except for `delete`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import requests
import urllib3.exceptions

from ossdrop.config.credentials import SECRET_OF, Credentials, PairName
from ossdrop.config.settings import Destination
from ossdrop.errors import STALE_TOKEN, ErrorCode, OssDropError
from ossdrop.links import Link, sign_link
from ossdrop.network.answers import ANSWER_WITHIN_S, Limits
from ossdrop.network.connections import READ_TIMEOUT_S
from ossdrop.network.errors import network_error
from ossdrop.network.service_clock import service_now
from ossdrop.network.sessions import Session
from ossdrop.redaction import redact
from ossdrop.storage.base import Part, Span, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64, parse_crc64
from ossdrop.storage.object_key import content_disposition
from ossdrop.storage.request_body import BodyReader
from ossdrop.storage.service import Service
from ossdrop.storage.signed_puts import SignedPuts

if TYPE_CHECKING:
    from ossdrop.storage.oss2_requests import Oss2Requests

MAX_PUT_BYTES = 5 * 1024**3
CONNECTIONS = 64  # that are kept: as many as there may be at once

_log = logging.getLogger(__name__)


class OssBucket:
    """Storage in one bucket; safe to share between threads."""

    def __init__(
        self,
        destination: Destination,
        connections: int = CONNECTIONS,
        timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._destination = destination
        self._session = Session(connections, _limits_of(timeout_s))
        self._service = Service(self._session, timeout_s)
        self._puts = SignedPuts(destination, self._service)
        self._bodies = BodyReader(self._session)
        self._translated = partial(_translated, destination.credentials)

    @cached_property
    def _others(self) -> Oss2Requests:
        """The requests that carry no file: what they need takes 0.3 s to load."""
        from ossdrop.storage.oss2_requests import Oss2Requests

        return Oss2Requests(self._destination, self._service)

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        """Send the file with one PutObject and compare the service's CRC-64 with ours."""
        if source.size_bytes > MAX_PUT_BYTES:
            raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 5 GiB")
        span = Span(0, source.size_bytes)
        with self._bodies.reading(source, span, control, self._translated) as reader:
            answer = self._puts.put(source.key, reader, _headers_of(source))
        request_id = _require_same_crc(reader.crc64, answer)
        return self._stored(source, reader.crc64, request_id)

    def begin_parts(self, source: UploadSource, control: TransferControl) -> str:
        """InitiateMultipartUpload."""
        with self._asking(control):
            return self._others.begin_parts(source.key, _headers_of(source))

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        """UploadPart, compared with the service's CRC-64."""
        with self._bodies.reading(source, span, control, self._translated) as reader:
            place = {"partNumber": str(number), "uploadId": upload_id}
            answer = self._puts.put(source.key, reader, {}, place)
        _require_same_crc(reader.crc64, answer)
        if not (etag := answer.headers.get("ETag", "").strip('"')):
            raise OssDropError(ErrorCode.SERVICE_FAILED, "a part without an ETag")
        return Part(number, span.size_bytes, etag, reader.crc64)

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        """CompleteMultipartUpload; the CRC of the whole is ours, combined from the parts'."""
        with self._asking(control):
            answer = self._others.complete_parts(source.key, upload_id, parts, _overwriting(source))
        request_id = _require_same_crc(crc64, answer)
        return self._stored(source, crc64, request_id)

    def abort_parts(self, key: str, upload_id: str) -> None:
        """AbortMultipartUpload; needs a permission of its own."""
        with self._translated():
            self._others.abort_parts(key, upload_id)

    def _stored(self, source: UploadSource, crc64: int, request_id: str) -> StoredObject:
        bucket, size = self._destination.bucket, source.size_bytes
        return StoredObject(bucket, source.key, size, crc64, source.content_type, request_id)

    def sign(self, key: str, expires_s: int) -> Link:
        """A fresh link. Needs no network."""
        to = self._destination
        now = service_now()
        return sign_link(to.endpoint, to.bucket, key, to.credentials, to.region, expires_s, now)

    def find(self, key: str, control: TransferControl) -> StoredObject | None:
        """The stored object, None when there is none."""
        try:
            with self._asking(control):
                answer = self._others.head(key)
        except OssDropError as error:
            if error.code is ErrorCode.OBJECT_MISSING:
                return None
            raise
        if answer.content_length is None or answer.content_length < 0:
            raise OssDropError(ErrorCode.SERVICE_FAILED, "an object without a size")
        return StoredObject(
            self._destination.bucket,
            key,
            answer.content_length,
            parse_crc64(answer.headers.get("x-oss-hash-crc64ecma", "0")),
            answer.content_type,
            answer.request_id,
        )

    @contextlib.contextmanager
    def _asking(self, control: TransferControl) -> Iterator[None]:
        """A request without a file, which `control` can cut."""
        control.check()
        with self._session.cuttable() as request:
            control.set_request(request)
            try:
                with self._translated():
                    yield
            except OssDropError:
                control.check()  # cut on purpose: that is no error
                raise
            finally:
                control.set_request(None)

    def put_small(self, key: str, content: bytes) -> None:
        """Store a few bytes, over what was there: for the connection check."""
        with self._translated():
            answer = self._puts.put(key, content, {"Content-Type": "text/plain"})
        _require_same_crc(crc64(content), answer)

    def delete(self, key: str) -> None:
        """Delete an object; needs oss:DeleteObject."""
        with self._translated():
            self._others.delete(key)

    def drop_idle(self) -> None:
        """Close connections that nobody has used for long."""
        self._session.drop_idle()

    def close(self) -> None:
        """Cut off what is under way and close all connections."""
        self._session.cut()


def _limits_of(timeout_s: float) -> Limits:
    """A storage that waits less than others gives up on a whole answer in that time."""
    return Limits(ANSWER_WITHIN_S if timeout_s >= READ_TIMEOUT_S else timeout_s)


def _headers_of(source: UploadSource) -> dict[str, str]:
    return {
        "Content-Type": source.content_type,
        "Content-Disposition": content_disposition(source.name),
        **_overwriting(source),
    }


def _overwriting(source: UploadSource) -> dict[str, str]:
    """Only over what an earlier attempt of the same upload left damaged."""
    return {} if source.overwrites else {"x-oss-forbid-overwrite": "true"}


def _require_same_crc(sent: int, answer: Any) -> str:
    """The request's id, which the service gives for questions about it."""
    request_id: str = answer.headers.get("x-oss-request-id", "")
    checksum = answer.headers.get("x-oss-hash-crc64ecma")
    if checksum is None:
        raise OssDropError(ErrorCode.CHECKSUM_MISSING, request_id=request_id)
    if (stored := parse_crc64(checksum)) != sent:
        detail = f"sent {sent}, stored {stored}"
        raise OssDropError(ErrorCode.CHECKSUM_MISMATCH, detail, request_id=request_id)
    return request_id


@contextlib.contextmanager
def _translated(credentials: Credentials | None = None) -> Iterator[None]:
    """Whatever the service answers and the network does inside becomes one of the catalogue.

    With what this computer knows of the key, and the service does not say.
    """
    try:
        yield
    except OssDropError as error:
        if credentials is not None:
            error.hint = _hint_of_key(error.code, credentials) or error.hint
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
    except (ValueError, LookupError, RuntimeError, ParseError) as error:  # with words of Python
        _log.debug("an answer that cannot be read: %s", redact(repr(error)))
        raise OssDropError(ErrorCode.SERVICE_FAILED, "it is no answer of the service") from None


def _hint_of_key(code: ErrorCode, credentials: Credentials) -> str:
    """Which part of the key it is about, where that is not the usual one."""
    if code is ErrorCode.TOKEN_EXPIRED and credentials.has_stale_token:
        return STALE_TOKEN
    if credentials.pair is not PairName.OSS:
        return ""
    of_other = {
        ErrorCode.ACCESS_KEY_UNKNOWN: PairName.OSS.value,
        ErrorCode.SECRET_WRONG: SECRET_OF[PairName.OSS],
    }
    return of_other.get(code, "")
