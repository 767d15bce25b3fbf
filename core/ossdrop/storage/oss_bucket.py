"""An Alibaba Cloud OSS bucket through oss2. The only module that imports oss2.

Needs the permissions oss:PutObject and oss:GetObject only, except for `delete`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any
from xml.etree.ElementTree import ParseError

import oss2
import requests
import urllib3.exceptions

from ossdrop.config.credentials import SECRET_OF, Credentials, PairName
from ossdrop.config.endpoint import Style
from ossdrop.config.settings import Destination
from ossdrop.errors import STALE_TOKEN, ErrorCode, OssDropError
from ossdrop.links import Link, sign_link
from ossdrop.network.answers import ANSWER_WITHIN_S, Limits, declares
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.network.service_clock import note_date, service_now
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, Session
from ossdrop.redaction import redact
from ossdrop.storage.base import Part, Span, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64, parse_crc64
from ossdrop.storage.object_key import content_disposition
from ossdrop.storage.request_body import BodyReader
from ossdrop.storage.service_errors import ServiceAnswer, foreign_answer, service_error

MAX_PUT_BYTES = 5 * 1024**3
# It logs whole IDs and session tokens, into whatever the program has set up that calls us.
logging.getLogger("oss2").setLevel(logging.CRITICAL)
CONNECTIONS = 64  # that are kept: as many as there may be at once
_QUICK_ANSWER_S = 20.0
_MOST_ID = 1024  # characters of what the service calls an upload


class OssBucket:
    """Storage in one bucket; safe to share between threads."""

    def __init__(
        self,
        destination: Destination,
        connections: int = CONNECTIONS,
        timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._destination = destination
        self._session = _Session(connections, _limits_of(timeout_s))
        self._bodies = BodyReader(self._session.session)
        credentials = destination.credentials
        token = credentials.security_token
        provider = oss2.credentials.StaticCredentialsProvider(
            credentials.access_key_id,
            credentials.access_key_secret.reveal(),
            token.reveal() if token else None,
        )
        self._translated = partial(_translated, credentials)
        style = destination.endpoint.style
        self._bucket = oss2.Bucket(
            oss2.ProviderAuthV4(provider),
            destination.endpoint.base_url,
            destination.bucket,
            is_cname=style is Style.CUSTOM_DOMAIN,
            session=self._session,
            connect_timeout=(min(CONNECT_TIMEOUT_S, timeout_s), timeout_s),
            enable_crc=False,  # oss2's CRC is slow without a compiler; CheckedReader computes it
            is_path_style=style is Style.PATH,
            region=destination.region,
        )

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        """Send the file with one PutObject and compare the service's CRC-64 with ours."""
        if source.size_bytes > MAX_PUT_BYTES:
            raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 5 GiB")
        span = Span(0, source.size_bytes)
        with self._bodies.reading(source, span, control, self._translated) as reader:
            answer = self._bucket.put_object(source.key, reader, _headers_of(source))
        _require_same_crc(reader.crc64, answer)
        return self._stored(source, reader.crc64, answer.request_id)

    def begin_parts(self, source: UploadSource, control: TransferControl) -> str:
        """InitiateMultipartUpload."""
        with self._asking(control):
            upload_id: str = self._bucket.init_multipart_upload(
                source.key, headers=_headers_of(source)
            ).upload_id
            if not 0 < len(upload_id) <= _MOST_ID:
                raise ValueError("the id of an upload is too long")
        return upload_id

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
            answer = self._bucket.upload_part(source.key, upload_id, number, reader)
        _require_same_crc(reader.crc64, answer)
        return Part(number, span.size_bytes, answer.etag, reader.crc64)

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        """CompleteMultipartUpload; the CRC of the whole is ours, combined from the parts'."""
        listed = [oss2.models.PartInfo(part.number, part.etag) for part in parts]
        with self._asking(control):
            answer = self._bucket.complete_multipart_upload(
                source.key, upload_id, listed, headers=_overwriting(source)
            )
        _require_same_crc(crc64, answer)
        return self._stored(source, crc64, answer.request_id)

    def abort_parts(self, key: str, upload_id: str) -> None:
        """AbortMultipartUpload; needs a permission of its own."""
        with self._translated():
            self._bucket.abort_multipart_upload(key, upload_id)

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
                answer = self._bucket.head_object(key)
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
        with self._session.session.cuttable() as request:
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
            answer = self._bucket.put_object(key, content, {"Content-Type": "text/plain"})
        _require_same_crc(crc64(content), answer)

    def delete(self, key: str) -> None:
        """Delete an object; needs oss:DeleteObject."""
        with self._translated():
            self._bucket.delete_object(key)

    def drop_idle(self) -> None:
        """Close connections that nobody has used for long."""
        self._session.session.drop_idle()

    def close(self) -> None:
        """Cut off what is under way and close all connections."""
        self._session.session.cut()


def _quick(timeout: Any) -> Any:
    """A request that brings nothing, HEAD, DELETE or abort, is answered soon or not at all."""
    connect_s, read_s = timeout
    return connect_s, min(read_s, _QUICK_ANSWER_S)


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


def _require_same_crc(sent: int, answer: Any) -> None:
    if answer.crc is None:
        raise OssDropError(ErrorCode.CHECKSUM_MISSING, request_id=answer.request_id)
    if answer.crc != sent:
        detail = f"sent {sent}, stored {answer.crc}"
        raise OssDropError(ErrorCode.CHECKSUM_MISMATCH, detail, request_id=answer.request_id)


class _Session(oss2.Session):  # type: ignore[misc]
    """oss2's session over ours: no redirects, and an answer counts only if OSS gave it."""

    def __init__(self, connections: int, limits: Limits) -> None:
        self.session = Session(connections, limits)

    def do_request(self, req: Any, timeout: Any) -> Any:
        """Send one request; called by oss2."""
        try:
            answer = self.session.send(
                _prepared(req),
                timeout=timeout if req.data else _quick(timeout),
                proxies=proxies_for(req.url),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise oss2.exceptions.RequestError(error) from error
        if not answer.headers.get("x-oss-request-id"):
            raise foreign_answer(answer.status_code)
        if declares(answer.content):  # oss2 parses it
            raise OssDropError(ErrorCode.SERVICE_FAILED, "it is no answer of the service")
        note_date(answer.headers.get("Date", ""))
        return oss2.http.Response(answer)


def _prepared(req: Any) -> requests.PreparedRequest:
    """A request of oss2's as it is: a session would spend a fifth of its time on merging nothing.

    No cookie either: whatever set one, it was not the service.
    """
    prepared = requests.PreparedRequest()
    prepared.prepare_method(req.method)
    prepared.prepare_url(req.url, req.params)
    prepared.prepare_headers({name: text for name, text in req.headers.items() if text is not None})
    prepared.prepare_cookies({})
    prepared.prepare_body(req.data, None)
    return prepared


@contextlib.contextmanager
def _translated(credentials: Credentials | None = None) -> Iterator[None]:
    """Whatever oss2 and the network raise inside becomes an error of the catalogue.

    With what this computer knows of the key, and the service does not say.
    """
    try:
        yield
    except oss2.exceptions.OssError as error:
        found = translate(error)
        if credentials is not None:
            found.hint = _hint_of_key(found.code, credentials) or found.hint
        raise found from None
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None  # oss2 reads bodies outside of its own try
    except (ValueError, LookupError, RuntimeError, ParseError) as error:  # no answer of OSS
        raise OssDropError(ErrorCode.SERVICE_FAILED, redact(str(error))) from None


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


def translate(error: oss2.exceptions.OssError) -> OssDropError:
    """The catalogue's error for one of oss2's: the one door between the two."""
    if isinstance(error, oss2.exceptions.RequestError):
        return network_error(error.exception)
    details = error.details if isinstance(error.details, dict) else {}
    code, ec = error.code or "", error.ec or ""  # None where an element is empty
    message, request_id = error.message or "", error.request_id or ""
    texts = {name: text or "" for name, text in details.items()}
    words = ServiceAnswer(error.status, code, ec, message, request_id, texts)
    return service_error(words)
