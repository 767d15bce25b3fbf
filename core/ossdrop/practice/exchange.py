"""One exchange with a client: the parsed request, its body, and the answer, faults included."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.blobs import Blob, BlobWriter, Reading
from ossdrop.practice.browsers import browser_headers
from ossdrop.practice.clock import ServiceClock
from ossdrop.practice.digests import announced_md5, require_md5
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.faults import Faults
from ossdrop.practice.request import ServiceRequest
from ossdrop.practice.rules import require_put_size
from ossdrop.practice.store import Store
from ossdrop.practice.stored import Bucket, ObjectRecord

_LONGEST_SILENCE_S = 60.0  # of a body that was announced
Response = TypeVar("Response", bound=web.StreamResponse)


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
    request_id: str
    region: str
    signer_of_form: Callable[[Mapping[str, str], str], AccessKey]  # of its fields, for a bucket
    closes: bool = False  # the connection, after the answer
    key: AccessKey | None = None
    traffic_limit_bytes_per_s: float = 0.0

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

    def require_object(self) -> ObjectRecord:
        """The object of the request; raises NoSuchBucket, NoSuchKey."""
        return object_in(self.require_bucket(), self.request.key)

    async def body_pieces(self) -> AsyncIterator[bytes]:
        """The body as it arrives, at the pace and with the cuts that the faults ask for."""
        received = 0
        while data := await self._next_piece():
            received += len(data)
            limit = self.faults.reset_after_bytes
            if 0 <= limit < received and self.faults.take("reset_times", self.request.method):
                self.cut()
            await self.pace(len(data))
            yield data

    async def _next_piece(self) -> bytes:
        if self.http.content.is_eof():  # all of it is here
            return await self.http.content.readany()
        try:
            async with asyncio.timeout(_LONGEST_SILENCE_S):
                return await self.http.content.readany()
        except TimeoutError as error:
            self.closes = True
            raise ServiceError(
                "RequestTimeout",
                "Your socket connection to the server was not read from or written to within the "
                "timeout period.",
            ) from error

    async def pace(self, size_bytes: int) -> None:
        """Wait as long as the faults, and the limit that the request asked for, want it."""
        if self.faults.limits_rate:
            await self.faults.pace(size_bytes)
        if self.traffic_limit_bytes_per_s:
            await asyncio.sleep(size_bytes / self.traffic_limit_bytes_per_s)

    async def receive_blob(self) -> Blob:
        """Store the body; checks the size limit, the quota and Content-MD5."""
        length = self.http.headers.get("Content-Length")
        if length is None and self.http.headers.get("Transfer-Encoding") != "chunked":
            raise ServiceError("MissingContentLength", "You must provide the Content-Length.")
        require_put_size(int(length or 0))
        self.store.blobs.require_room(int(length or 0))
        announced = announced_md5(self.request.headers)
        writer = self.writer()
        try:
            async for data in self.body_pieces():
                writer.write(data)
                require_put_size(writer.size_bytes)
            blob = writer.finish()
            if not self.store.discards:
                require_md5(announced, blob.md5_hex)
        except BaseException:
            writer.discard()
            raise
        return blob

    async def copy(self, source: ObjectRecord, first: int, last: int) -> Blob:
        """Store a range of another object anew; others are served meanwhile."""
        require_put_size(last - first + 1)
        writer = self.writer()
        try:
            with self.store.reading(source, first, last) as pieces:
                for data in pieces:
                    writer.write(data)
                    await asyncio.sleep(0)
            return writer.finish()
        except BaseException:
            writer.discard()
            raise

    def writer(self) -> BlobWriter:
        """A writer for new bytes; raises OSError."""
        return self.store.writer(disk_full=self.faults.disk_full)

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
        response = web.Response(
            body=body, status=status, headers={**self.common_headers(), **kind, **(headers or {})}
        )
        return self.closing(response)

    def closing(self, response: Response) -> Response:
        """The answer, which ends the connection where that is not in order any more."""
        if self.closes:
            response.force_close()
        return response

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
        self, pieces: Reading, size_bytes: int, status: int, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """Send `pieces` as the body, at the pace that is asked for."""
        response = self.closing(
            web.StreamResponse(status=status, headers={**self.common_headers(), **headers})
        )
        response.content_length = size_bytes
        await response.prepare(self.http)
        truncated = self.faults.take("truncate_answer_times", self.request.method)
        for data in pieces:
            await self.pace(len(data))
            await response.write(data[: len(data) // 2] if truncated else data)
            if truncated:
                await asyncio.sleep(0)
                self.cut()
        await response.write_eof()
        return response


def object_in(bucket: Bucket, key: str) -> ObjectRecord:
    """The object of this key; raises NoSuchKey."""
    record = bucket.objects.get(key)
    if record is None:
        raise ServiceError(
            "NoSuchKey", "The specified key does not exist.", elements=(("Key", key),)
        )
    return record


def new_request_id() -> str:
    """A request id of the form the service gives."""
    return uuid.uuid4().hex[:24].upper()
