"""DashScope's temporary storage: a policy, then a form with the file; the link is `oss://`.

Source: https://help.aliyun.com/zh/model-studio/get-temporary-file-url.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import requests
import urllib3.exceptions

from ossdrop.config.settings import TemporaryDestination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, Session
from ossdrop.redaction import redact
from ossdrop.storage.base import Span, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import CheckedReader
from ossdrop.storage.object_key import safe_name
from ossdrop.storage.rate import wait_for_turn
from ossdrop.storage.request_body import BodyReader
from ossdrop.storage.service_errors import answer_of, foreign_answer, service_error

LIFETIME = timedelta(hours=48)
MAX_BYTES = 1024**3  # whatever a policy says
_KEEP_S = 0.8  # of a policy's lifetime; the rest is for the upload itself
_MAX_NAME_BYTES = 200
_BY_CODE = {
    "InvalidApiKey": ErrorCode.API_KEY_WRONG,
    "ModelNotFound": ErrorCode.MODEL_UNKNOWN,
    "Throttling.RateQuota": ErrorCode.SERVICE_BUSY,
    "Throttling": ErrorCode.SERVICE_BUSY,
    "Arrearage": ErrorCode.ACCOUNT_DISABLED,
}
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
        connections: int = 32,
        timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._destination = destination
        self._timeouts_s = min(CONNECT_TIMEOUT_S, timeout_s), timeout_s
        self._session = Session(connections)
        self._bodies = BodyReader(self._session)
        self._policy: _Policy | None = None
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
            if error.code is ErrorCode.POLICY_EXPIRED:
                self._forget(policy)
            raise

    def max_mb(self) -> int:
        """How large a file may be, in MiB; asks for a permission to upload, and stores nothing."""
        return self._policy_for(TransferControl()).max_bytes // 1024**2

    def sign(self, key: str, now: datetime | None = None) -> Link:
        """The link to an object that was just stored. It carries no credential."""
        stored_at = (now or datetime.now(UTC)).replace(microsecond=0)
        return Link(f"oss://{key}", stored_at, stored_at + LIFETIME)

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
        to = self._destination
        wait_for_turn(f"{to.base_url} {to.api_key.fingerprint} {to.model}", control)
        with _translated(), self._session.cuttable() as request:
            control.set_request(request)
            try:
                answer = self._session.get(
                    f"{to.base_url}/uploads",
                    params={"action": "getPolicy", "model": to.model},
                    headers={"Authorization": f"Bearer {to.api_key.key.reveal()}"},
                    timeout=self._timeouts_s,
                    proxies=proxies_for(to.base_url),
                    allow_redirects=False,
                )
            finally:
                control.set_request(None)
        return _policy_of(answer)

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


def _policy_of(answer: requests.Response) -> _Policy:
    """The policy in an answer; raises the error that it is instead."""
    try:
        body = answer.json()
        if answer.status_code != 200:
            raise _service_error(answer.status_code, body)
        data = body["data"]
        lifetime_s = int(data["expire_in_seconds"])
        return _Policy(
            host=str(data["upload_host"]),
            folder=str(data["upload_dir"]).strip("/"),
            max_bytes=int(data["max_file_size_mb"]) * 1024**2,
            good_until_s=time.monotonic() + lifetime_s * _KEEP_S,
            fields={
                "OSSAccessKeyId": str(data["oss_access_key_id"]),
                "Signature": str(data["signature"]),
                "policy": str(data["policy"]),
                "x-oss-object-acl": str(data["x_oss_object_acl"]),
                "x-oss-forbid-overwrite": str(data["x_oss_forbid_overwrite"]),
                "success_action_status": "200",
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise foreign_answer(answer.status_code) from None


def _service_error(status: int, body: dict[str, Any]) -> OssDropError:
    name = str(body.get("code", ""))
    otherwise = ErrorCode.SERVICE_FAILED if status >= 500 else ErrorCode.UNEXPECTED
    code = _BY_CODE.get(name) or _BY_STATUS.get(status, otherwise)
    words = [str(status), name, redact(str(body.get("message", "")))]
    detail = " · ".join(word for word in words if word)
    return OssDropError(code, detail, request_id=str(body.get("request_id", "")))


def _require_stored(answer: requests.Response, sent_crc64: int) -> None:
    request_id = answer.headers.get("x-oss-request-id", "")
    if not request_id:
        raise foreign_answer(answer.status_code)
    if answer.status_code != 200:
        raise _post_error(answer)
    stored_crc64 = answer.headers.get("x-oss-hash-crc64ecma")
    if stored_crc64 is not None and int(stored_crc64) != sent_crc64:
        detail = f"sent {sent_crc64}, stored {stored_crc64}"
        raise OssDropError(ErrorCode.CHECKSUM_MISMATCH, detail, request_id=request_id)


def _post_error(answer: requests.Response) -> OssDropError:
    words = answer_of(answer.status_code, answer.content)
    if words.code == "AccessDenied" and "expired" in words.message:
        return OssDropError(ErrorCode.POLICY_EXPIRED, "403", request_id=words.request_id)
    return service_error(words)


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
