"""One exchange with a client: the parsed request, its body, and the answer, faults included."""

from __future__ import annotations

import asyncio
import base64
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass

from aiohttp import web

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.browsers import browser_headers
from ossdrop.practice.clock import ServiceClock
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.faults import Faults
from ossdrop.practice.request import ServiceRequest
from ossdrop.practice.rules import require_put_size
from ossdrop.practice.store import Blob, Bucket, Store


class ConnectionCut(Exception):
    """The connection was cut on purpose; there is no answer to send."""


@dataclass
class Exchange:
    """What an operation needs to answer one request."""

    http: web.BaseRequest
    request: ServiceRequest
    store: Store
    faults: Faults
    clock: ServiceClock
    key: AccessKey | None
    request_id: str

    def require_bucket(self) -> Bucket:
        """The bucket of the request; raises NoSuchBucket."""
        bucket = self.store.buckets.get(self.request.bucket)
        if bucket is None:
            raise ServiceError(
                "NoSuchBucket",
                "The specified bucket does not exist.",
                elements=(("BucketName", self.request.bucket),),
            )
        return bucket

    async def body_pieces(self) -> AsyncIterator[bytes]:
        """The body as it arrives, at the pace and with the cuts that the faults ask for."""
        received = 0
        async for data in self.http.content.iter_any():
            received += len(data)
            limit = self.faults.reset_after_bytes
            if 0 <= limit < received and self.faults.take("reset_times", self.request.method):
                self.cut()
            if self.faults.limits_rate:
                await self.faults.pace(len(data))
            yield data

    async def receive_blob(self) -> Blob:
        """Store the body; checks the size limit and Content-MD5."""
        length = self.http.headers.get("Content-Length")
        if length is None and self.http.headers.get("Transfer-Encoding") != "chunked":
            raise ServiceError("MissingContentLength", "You must provide the Content-Length.")
        require_put_size(int(length or 0))
        try:
            writer = self.store.writer(disk_full=self.faults.disk_full)
        except OSError as error:
            raise ServiceError("InternalError", "We encountered an internal error.") from error
        try:
            async for data in self.body_pieces():
                writer.write(data)
                require_put_size(writer.size_bytes)
            blob = writer.finish()
            self._require_md5(blob)
        except BaseException:
            writer.discard()
            raise
        return blob

    async def receive_small(self, limit_bytes: int = 4 * 1024**2) -> bytes:
        """A small body, such as an XML document, whole."""
        body = b""
        async for data in self.body_pieces():
            body += data
            if len(body) > limit_bytes:
                raise ServiceError("MalformedXML", "The XML you provided was too large.")
        return body

    def cut(self) -> None:
        """Cut the connection: the client sees a reset."""
        transport = self.http.transport
        if transport is not None:
            transport.abort()
        raise ConnectionCut

    def answer(
        self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        """An answer with the headers every answer has."""
        kind = {"Content-Type": "application/xml"} if body else {}
        return web.Response(
            body=body, status=status, headers={**self.common_headers(), **kind, **(headers or {})}
        )

    def common_headers(self) -> dict[str, str]:
        """Server, Date and request id."""
        return {
            "Server": "AliyunOSS",
            "Date": self.clock.http_date(),
            "x-oss-request-id": self.request_id,
            "x-oss-server-time": "1",
            **browser_headers(""),
        }

    async def stream(
        self, pieces: Iterator[bytes], size_bytes: int, status: int, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """Send `pieces` as the body, at the pace of the faults."""
        response = web.StreamResponse(status=status, headers={**self.common_headers(), **headers})
        response.content_length = size_bytes
        await response.prepare(self.http)
        truncated = self.faults.take("truncate_answer_times", self.request.method)
        for data in pieces:
            if self.faults.limits_rate:
                await self.faults.pace(len(data))
            await response.write(data[: len(data) // 2] if truncated else data)
            if truncated:
                await asyncio.sleep(0)
                self.cut()
        await response.write_eof()
        return response

    def _require_md5(self, blob: Blob) -> None:
        sent = self.http.headers.get("Content-MD5")
        if sent is None or self.store.discards:
            return
        try:
            digest = base64.b64decode(sent, validate=True).hex()
        except ValueError as error:
            raise ServiceError(
                "InvalidDigest", "The Content-MD5 you specified is invalid."
            ) from error
        if digest != blob.md5_hex:
            raise ServiceError(
                "BadDigest", "The Content-MD5 you specified did not match what we received."
            )


def new_request_id() -> str:
    """A request id of the form the service gives."""
    return uuid.uuid4().hex[:24].upper()
