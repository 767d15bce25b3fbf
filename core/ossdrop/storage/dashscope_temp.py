"""DashScope's temporary storage: a policy, then a form with the file; the link is `oss://`.

Source: https://help.aliyun.com/zh/model-studio/get-temporary-file-url.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import requests
import urllib3.exceptions

from ossdrop.config.address import parse_address, require_encrypted
from ossdrop.config.key_homes import home_of, note_home, was_tried
from ossdrop.config.model_service import base_url_in
from ossdrop.config.settings import TemporaryDestination
from ossdrop.errors import OF_API_KEY, ErrorCode, OssDropError
from ossdrop.links import TEMPORARY_LIFETIME, Link
from ossdrop.models.catalogue import catalogue
from ossdrop.network.answers import ANSWER_WITHIN_S, Limits
from ossdrop.network.connections import READ_TIMEOUT_S
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Session
from ossdrop.redaction import redact
from ossdrop.storage.base import Span, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import CheckedReader, parse_crc64
from ossdrop.storage.object_key import safe_name
from ossdrop.storage.rate import wait_for_turn
from ossdrop.storage.request_body import BodyReader
from ossdrop.storage.service_errors import CODE, answer_of, foreign_answer, service_error

MAX_BYTES = 1024**3  # whatever a policy says
_POLICY_WITHIN_S = 30.0  # an answer of a few lines
_KEEP_S = 0.8  # of a policy's lifetime; the rest is for the upload itself
_MAX_NAME_BYTES, _MOST_FOLDER = 200, 512  # of a key's 1,023
_MOST_WORDS = 2000  # of an error
_MOST_LIFETIME_S, _MOST_MB, _MOST_TEXT = 86_400, 1_000_000, 8192  # of what a policy says
# What OSS says of the key that the permission was signed with: nobody has entered that one here.
_OF_PERMISSION = frozenset(
    {
        ErrorCode.ACCESS_KEY_UNKNOWN,
        ErrorCode.SECRET_WRONG,
        ErrorCode.SIGNATURE_REFUSED,
        ErrorCode.TOKEN_EXPIRED,
    }
)
_BY_CODE = {
    "InvalidApiKey": ErrorCode.API_KEY_WRONG,
    "ModelNotFound": ErrorCode.MODEL_UNKNOWN,
    "Throttling.RateQuota": ErrorCode.SERVICE_BUSY,
    "Throttling": ErrorCode.SERVICE_BUSY,
    "Arrearage": ErrorCode.ACCOUNT_DISABLED,
}
_OF_KEY = (ErrorCode.PERMISSION_MISSING, ErrorCode.ACCOUNT_DISABLED)
_BY_STATUS = {
    401: ErrorCode.API_KEY_WRONG,
    403: ErrorCode.PERMISSION_MISSING,
    404: ErrorCode.MODEL_UNKNOWN,
    429: ErrorCode.SERVICE_BUSY,
}


@dataclass(frozen=True)
class _Policy:
    """The permission to put files into one folder for a while."""

    host: str
    folder: str
    max_bytes: int
    good_until_s: float  # monotonic
    fields: dict[str, str] = field(repr=False)


class DashScopeTemp:
    """Temporary storage for one model; safe to share between threads."""

    def __init__(
        self,
        destination: TemporaryDestination,
        connections: int = 64,
        timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._destination = destination
        self._timeouts_s = min(CONNECT_TIMEOUT_S, timeout_s), timeout_s
        self._session = Session(
            connections, Limits(ANSWER_WITHIN_S if timeout_s >= READ_TIMEOUT_S else timeout_s)
        )
        self._bodies = BodyReader(self._session)
        self._policy: _Policy | None = None
        home = home_of(destination.api_key) if destination.other_region else ""
        self._base_url = base_url_in(home) if home else destination.base_url
        self._lock = threading.Lock()

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        """Send a file under a name of its own, streamed, and compare its CRC-64.

        Raises FILE_TOO_LARGE before anything of it is sent.
        """
        if source.size_bytes > MAX_BYTES:
            raise OssDropError(ErrorCode.FILE_TOO_LARGE, "over 1 GiB")
        policy = self._policy_for(control)
        if source.size_bytes > policy.max_bytes:
            most_mb = policy.max_bytes // 1024**2
            raise OssDropError(ErrorCode.FILE_TOO_LARGE, f"over {most_mb} MiB", hint=str(most_mb))
        key = f"{policy.folder}/{secrets.token_hex(8)}_{_short(safe_name(source.name))}"
        try:
            return self._post(policy, key, source, control)
        except OssDropError as error:
            if error.code in (ErrorCode.POLICY_EXPIRED, ErrorCode.PERMISSION_MISSING):
                self._forget(policy)
            raise

    def max_mb(self) -> int:
        """How large a file may be, in MiB; asks for a permission to upload, and stores nothing."""
        return self._policy_for(TransferControl()).max_bytes // 1024**2

    @property
    def other_region(self) -> str:
        """The region that turned out to be the key's own; "" while it is the one that is set."""
        to = self._destination
        return "" if self._base_url == to.base_url else to.other_region

    def sign(self, key: str, now: datetime | None = None) -> Link:
        """The link to an object that was just stored. It carries no credential."""
        stored_at = (now or datetime.now(UTC)).replace(microsecond=0)
        return Link(f"oss://{key}", stored_at, stored_at + TEMPORARY_LIFETIME)

    def drop_idle(self) -> None:
        """Close connections that nobody has used for long."""
        self._session.drop_idle()

    def close(self) -> None:
        """Cut off what is under way and close all connections."""
        self._session.cut()

    def _policy_for(self, control: TransferControl) -> _Policy:
        """The policy in hand while it is good; else a new one, asked for by one thread."""
        while not self._lock.acquire(timeout=0.05):
            control.check()
        try:
            policy = self._policy
            if policy is None or policy.good_until_s < time.monotonic():
                policy = self._policy = self._ask_for_policy(control)
            return policy
        finally:
            self._lock.release()

    def _forget(self, policy: _Policy) -> None:
        with self._lock:
            if self._policy is policy:
                self._policy = None

    def _ask_for_policy(self, control: TransferControl) -> _Policy:
        """A key that one region does not know may belong to the other: that is tried once."""
        to = self._destination
        try:
            return self._ask_at(self._base_url, control)
        except OssDropError as error:
            if error.code is ErrorCode.API_KEY_WRONG:
                error.hint = to.api_key.name  # of several variables
            is_first = bool(to.other_region) and self._base_url == to.base_url
            if error.code is not ErrorCode.API_KEY_WRONG or not is_first:
                raise
            if was_tried(to.api_key):
                raise
            other = base_url_in(to.other_region)
            try:
                policy = self._ask_at(other, control)
            except OssDropError as of_other:
                if of_other.code is ErrorCode.API_KEY_WRONG:
                    note_home(to.api_key, "")
                raise error from None
        self._base_url = other
        note_home(to.api_key, to.other_region)
        return policy

    def _ask_at(self, base_url: str, control: TransferControl) -> _Policy:
        to = self._destination
        wait_for_turn(f"{base_url} {to.api_key.fingerprint} {to.model}", control)
        with _translated(), self._session.cuttable() as request:
            control.set_request(request)
            try:
                answer = self._session.get(
                    f"{base_url}/uploads",
                    params={"action": "getPolicy", "model": to.model},
                    headers={"Authorization": f"Bearer {to.api_key.key.reveal()}"},
                    timeout=(self._timeouts_s[0], min(self._timeouts_s[1], _POLICY_WITHIN_S)),
                    proxies=proxies_for(base_url),
                    allow_redirects=False,
                )
            finally:
                control.set_request(None)
        try:
            return _policy_of(answer, base_url)
        except OssDropError as error:
            if error.code is ErrorCode.MODEL_UNKNOWN:
                error.hint = catalogue().instead_of(to.model)
            raise

    def _post(
        self, policy: _Policy, key: str, source: UploadSource, control: TransferControl
    ) -> StoredObject:
        span = Span(0, source.size_bytes)
        with self._bodies.reading(source, span, control, _translated) as reader:
            form = _Form({**policy.fields, "key": key}, source, reader)
            body: Any = form
            answer = self._session.post(
                policy.host,
                data=body,
                headers={"Content-Type": form.content_type},
                timeout=self._timeouts_s,
                proxies=proxies_for(policy.host),
                allow_redirects=False,
            )
            _require_stored(answer, reader.crc64)
        request_id = answer.headers.get("x-oss-request-id", "")
        return StoredObject(
            "dashscope", key, source.size_bytes, reader.crc64, source.content_type, request_id
        )


class _Form:
    """A multipart form whose last field is a file that is streamed."""

    def __init__(self, fields: dict[str, str], source: UploadSource, reader: CheckedReader) -> None:
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        # The name in the part's header says nothing to the service: the key does.
        name = quote(source.name, safe="")
        head += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {source.content_type}\r\n\r\n"
        )
        self._head, self._tail = head.encode(), f"\r\n--{boundary}--\r\n".encode()
        self._reader = reader
        self._size = len(self._head) + source.size_bytes + len(self._tail)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes | memoryview]:
        """What makes `requests` take it for a stream; it is read by `read`."""
        return iter(self.read, b"")

    def read(self, size: int = -1) -> bytes | memoryview:
        if self._head:
            head, self._head = self._head, b""
            return head
        if data := self._reader.read(size):
            return data
        tail, self._tail = self._tail, b""
        return tail


def _policy_of(answer: requests.Response, base_url: str) -> _Policy:
    """The policy in an answer to a request at `base_url`; raises the error that it is instead.

    Nothing in it is believed: whoever answers might send the file elsewhere.
    """
    try:
        body = json.loads(answer.content)
        if answer.status_code != 200:
            raise _service_error(answer.status_code, body)
        data = dict(body["data"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise foreign_answer(answer.status_code) from None
    try:
        lifetime_s = _whole(data["expire_in_seconds"], _MOST_LIFETIME_S)
        return _Policy(
            host=_host(_text(data["upload_host"]), base_url),
            folder=_folder(_text(data["upload_dir"])),
            max_bytes=_whole(data["max_file_size_mb"], _MOST_MB) * 1024**2,
            good_until_s=time.monotonic() + lifetime_s * _KEEP_S,
            fields={
                "OSSAccessKeyId": _text(data["oss_access_key_id"]),
                "Signature": _text(data["signature"]),
                "policy": _text(data["policy"]),
                "x-oss-object-acl": _text(data["x_oss_object_acl"]),
                "x-oss-forbid-overwrite": _text(data["x_oss_forbid_overwrite"]),
                "success_action_status": "200",
            },
        )
    except (ValueError, KeyError):  # no sign-in page answers like that
        raise OssDropError(ErrorCode.SERVICE_FAILED, "it gave no usable permission") from None


def _text(value: object) -> str:
    """A text that may stand in a form; raises ValueError."""
    text = str(value)
    if not (text.isascii() and text.isprintable() and len(text) <= _MOST_TEXT):
        raise ValueError("not a text of a policy")
    return text


def _folder(text: str) -> str:
    """The folder of the one bucket that links name; raises ValueError for what leads out of it."""
    folder = text.strip("/")
    parts = folder.split("/")
    if len(folder) > _MOST_FOLDER or any(part in ("", ".", "..") for part in parts):
        raise ValueError("not a folder of a policy")
    return folder


def _whole(value: object, most: int) -> int:
    """A whole number, given as one or as text, from 1 to `most`; raises ValueError."""
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ValueError("not a whole number")
    return min(max(int(text), 1), most)


def _host(text: str, base_url: str) -> str:
    """Where the form goes: https, or this computer where the API is there too."""
    address = parse_address(text)
    if address.is_loopback and not parse_address(base_url).is_loopback:
        raise ValueError("not a host of the service")
    require_encrypted(address.scheme or "https", address)
    return f"{address.scheme or 'https'}://{address.netloc}{address.path}"


def _service_error(status: int, body: Any) -> OssDropError:
    given = str(body.get("code", ""))
    name = given if CODE.fullmatch(given) else ""
    otherwise = ErrorCode.SERVICE_FAILED if status >= 500 else ErrorCode.UNEXPECTED
    code = _BY_CODE.get(name) or _BY_STATUS.get(status, otherwise)
    words = [str(status), name, redact(str(body.get("message", ""))[:_MOST_WORDS])]
    detail = " · ".join(word for word in words if word)
    hint = OF_API_KEY if code in _OF_KEY else ""  # no AccessKey is here, and no admin of a bucket
    request_id = str(body.get("request_id", ""))[:_MOST_WORDS]
    return OssDropError(code, detail, request_id=request_id, hint=hint)


def _require_stored(answer: requests.Response, sent_crc64: int) -> None:
    request_id = answer.headers.get("x-oss-request-id", "")
    if not request_id:
        raise foreign_answer(answer.status_code)
    if answer.status_code != 200:
        raise _post_error(answer)
    stored_crc64 = answer.headers.get("x-oss-hash-crc64ecma")
    if stored_crc64 is None:
        raise OssDropError(ErrorCode.CHECKSUM_MISSING, request_id=request_id)
    if parse_crc64(stored_crc64) != sent_crc64:
        detail = f"sent {sent_crc64}, stored {stored_crc64}"
        raise OssDropError(ErrorCode.CHECKSUM_MISMATCH, detail, request_id=request_id)


def _post_error(answer: requests.Response) -> OssDropError:
    words = answer_of(answer.status_code, answer.content)
    error = service_error(words)
    is_over = words.code == "AccessDenied" and "expired" in words.message
    if is_over or error.code in _OF_PERMISSION:
        return OssDropError(ErrorCode.POLICY_EXPIRED, error.detail, request_id=words.request_id)
    if error.code is ErrorCode.PERMISSION_MISSING:
        error.hint = OF_API_KEY
    if error.code is ErrorCode.BUCKET_MISSING:  # nobody has named one here
        error = OssDropError(ErrorCode.SERVICE_FAILED, error.detail, request_id=words.request_id)
    return error


def _short(name: str) -> str:
    """At most 200 bytes, with the extension."""
    if len(name.encode()) <= _MAX_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = f"{dot}{extension}"[:40] if stem else ""
    kept = (stem or name).encode()[: _MAX_NAME_BYTES - len(tail.encode())]
    return kept.decode("utf-8", "ignore") + tail


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Whatever the network raises inside becomes an error of the catalogue."""
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
