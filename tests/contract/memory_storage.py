"""A storage in memory, for fast tests; held to the same contract as the real one."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from core.errors import ErrorCode, OssDropError
from core.links import Link
from core.storage.base import StoredObject, TransferControl, UploadSource
from core.storage.checksum import CheckedReader


class MemoryStorage:
    """Keeps objects in a dict. `gate` holds uploads back until it is set."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[StoredObject, bytes]] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Semaphore(0)

    def upload(self, source: UploadSource, control: TransferControl) -> StoredObject:
        if source.key in self.objects:
            raise OssDropError(ErrorCode.OBJECT_EXISTS)
        with source.path.open("rb", buffering=0) as file:
            reader = CheckedReader(file, source.size_bytes, source.modified_ns, control)
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

    def sign(self, key: str, expires_s: int) -> Link:
        now = datetime.now(UTC).replace(microsecond=0)
        return Link(f"memory://{key}?signature=1", now, now + timedelta(seconds=expires_s))

    def find(self, key: str) -> StoredObject | None:
        return self.objects[key][0] if key in self.objects else None

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    def close(self) -> None:
        return
