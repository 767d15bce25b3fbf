"""The practice bucket as `practice --discard` runs it, which also counts, and speaks TLS.

Run as a companion: `python -m tests.bench.counting_server [CERTIFICATE KEY]`.
"""

from __future__ import annotations

import json
import secrets
import ssl
import sys
from typing import Any

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.blobs import BlobWriter
from ossdrop.practice.home import BUCKET, REGION
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.practice.store import Store
from tests.bench.processes import answer_takes


class _CountingWriter(BlobWriter):
    def __init__(self, store: _CountingStore) -> None:
        super().__init__(store.blobs)
        self._store = store

    def write(self, data: bytes) -> None:
        super().write(data)
        self._store.received_bytes += len(data)


class _CountingStore(Store):
    """Keeps no bytes, but counts them, also those of requests that never came to an end."""

    def __init__(self, like: Store) -> None:
        super().__init__(None)
        self.buckets = like.buckets
        self.received_bytes = 0

    def writer(self, *, disk_full: bool = False) -> BlobWriter:
        return _CountingWriter(self)


def main(arguments: list[str]) -> None:
    """Serve until stdin closes."""
    tls = None
    if arguments:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*arguments)
    key = AccessKey("bench-key", secrets.token_hex(16))
    api_key = f"sk-bench-{secrets.token_hex(12)}"
    config = ServiceConfig(None, (key,), BUCKET, REGION, api_keys={api_key: "account"})
    server = PracticeServer(config, tls=tls)
    store = server.service.store = _CountingStore(server.service.store)

    def take() -> dict[str, Any]:
        requests = server.service.requests
        counted = {
            "requests": len(requests),
            "policies": sum(r.method == "GET" and r.status in (200, 429) for r in requests),
            "refused": sum(r.status == 429 for r in requests),
            "received_bytes": store.received_bytes,
        }
        requests.clear()
        store.received_bytes = 0
        return counted

    with server:
        print(json.dumps(_variables(server.base_url, key, api_key)), flush=True)
        answer_takes(take)


def _variables(base_url: str, key: AccessKey, api_key: str) -> dict[str, str]:
    return {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_AK_ID": key.id,
        "QWEN_TMP_OSS_AK_SECRET": key.secret,
        "QWEN_TMP_OSS_ENDPOINT": base_url,
        "QWEN_BASE_URL": base_url,
        "DASHSCOPE_API_KEY": api_key,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
