"""A storage in memory, for fast tests; held to the same contract as the real one."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link
from ossdrop.storage.base import Part, Span, StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import CheckedReader, crc64


class MemoryStorage:
    """Keeps objects in a dict. `gate` holds uploads back until it is set."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[StoredObject, bytes]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Semaphore(0)

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        if source.key in self.objects and not source.overwrites:
            raise OssDropError(ErrorCode.OBJECT_EXISTS)
        with source.path.open("rb", buffering=0) as file:
            reader = CheckedReader(file, source, control)
            self.started.release()
            while not self.gate.wait(0.005):
                control.check()
            content = b""
            while data := reader.read(1 << 16):
                content += data
        stored = StoredObject(
            "memory", source.key, source.size_bytes, reader.crc64, source.content_type, "REQUEST"
        )
        self.objects[source.key] = (stored, content)
        return stored

    def begin_parts(self, source: UploadSource, control: TransferControl) -> str:
        upload_id = uuid.uuid4().hex
        self.parts[upload_id] = {}
        return upload_id

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        if upload_id not in self.parts:
            raise OssDropError(ErrorCode.UPLOAD_GONE)
        with source.path.open("rb", buffering=0) as file:
            reader = CheckedReader(file, source, control, span)
            content = b""
            while data := reader.read(1 << 16):  # all blocks share one piece of memory
                content += data
        self.parts[upload_id][number] = content
        return Part(number, span.size_bytes, f"etag-{number}", reader.crc64)

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        if upload_id not in self.parts:
            raise OssDropError(ErrorCode.UPLOAD_GONE)
        if source.key in self.objects and not source.overwrites:
            raise OssDropError(ErrorCode.OBJECT_EXISTS)
        sent = self.parts.pop(upload_id)
        content = b"".join(sent[part.number] for part in parts)
        stored = StoredObject("memory", source.key, len(content), crc64, source.content_type)
        self.objects[source.key] = (stored, content)
        return stored

    def abort_parts(self, key: str, upload_id: str) -> None:
        if self.parts.pop(upload_id, None) is None:
            raise OssDropError(ErrorCode.UPLOAD_GONE)

    def sign(self, key: str, expires_s: int) -> Link:
        now = datetime.now(UTC).replace(microsecond=0)
        return Link(f"memory://{key}?signature=1", now, now + timedelta(seconds=expires_s))

    def find(self, key: str, control: TransferControl) -> StoredObject | None:
        return self.objects[key][0] if key in self.objects else None

    def put_small(self, key: str, content: bytes) -> None:
        stored = StoredObject("memory", key, len(content), crc64(content), "text/plain")
        self.objects[key] = (stored, content)

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    def drop_idle(self) -> None:
        pass

    def close(self) -> None:
        return
