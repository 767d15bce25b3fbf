"""The other clients, and our API: `python -m tests.bench.peer CLIENT FILE...`.

They upload to QWEN_TMP_OSS_*.

Each as its own documentation shows it, with its own defaults. Only what a client needs is imported.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_READ_BYTES = 1024**2
_TASKS = 16


def upload_each(paths: list[str]) -> None:
    """upload_file, in a loop."""
    from ossdrop import upload_file

    for path in paths:
        upload_file(path)


def upload_all(paths: list[str]) -> None:
    """upload_files."""
    from ossdrop import upload_files

    _require_links(upload_files(paths))


def upload_awaited(paths: list[str]) -> None:
    """upload_files_async."""
    import asyncio

    from ossdrop import upload_files_async

    _require_links(asyncio.run(upload_files_async(paths)))


def _require_links(outcomes: list[Any]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


def oss2_put(paths: list[str]) -> None:
    """Bucket.put_object_from_file, signature V4, CRC on."""
    bucket = oss2_bucket()
    for path in paths:
        bucket.put_object_from_file(key_of(path), path)


def oss2_resumable(paths: list[str]) -> None:
    """resumable_upload as it is: one thread."""
    _oss2_resumable(paths, None)


def oss2_resumable_4(paths: list[str]) -> None:
    """resumable_upload with four threads."""
    _oss2_resumable(paths, 4)


def oss_v2(paths: list[str]) -> None:
    """alibabacloud-oss-v2's Uploader."""
    import alibabacloud_oss_v2 as oss

    uploader = oss.Client(_oss_v2_config()).uploader()
    for path in paths:
        request = oss.PutObjectRequest(bucket=_variable("BUCKET"), key=key_of(path))
        uploader.upload_file(request, filepath=path)


def oss_v2_async(paths: list[str]) -> None:
    """alibabacloud-oss-v2's AsyncClient: sixteen tasks that take the next file each."""
    import asyncio

    import alibabacloud_oss_v2 as oss
    import alibabacloud_oss_v2.aio as oss_aio

    waiting = iter(paths)

    async def send(client: Any) -> None:
        for path in waiting:
            content = Path(path).read_bytes()  # noqa: ASYNC240 - small, and in memory
            request = oss.PutObjectRequest(_variable("BUCKET"), key_of(path), body=content)
            await client.put_object(request)

    async def send_all() -> None:
        client = oss_aio.AsyncClient(_oss_v2_config())
        await asyncio.gather(*(send(client) for _ in range(_TASKS)))
        await client.close()

    asyncio.run(send_all())


def _oss_v2_config() -> Any:
    import alibabacloud_oss_v2 as oss

    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        _variable("AK_ID"), _variable("AK_SECRET")
    )
    config.region, config.endpoint = _variable("REGION"), _variable("ENDPOINT")
    config.use_path_style = True
    return config


def bare_checked(paths: list[str]) -> None:
    """The same, and the CRC of what is sent: the least that a verified PUT can cost."""
    bare(paths, checks=True)


def bare(paths: list[str], *, checks: bool = False) -> None:
    """A socket and sendfile, nothing verified: the least that a PUT can cost."""
    for path in paths:
        url = urlsplit(oss2_bucket().sign_url("PUT", key_of(path), 3600))
        head = (
            f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\n"
            f"Content-Length: {Path(path).stat().st_size}\r\nConnection: close\r\n\r\n"
        ).encode()
        send = _send_over_tls if url.scheme == "https" else _send
        with socket.create_connection((url.hostname, url.port)) as connection:
            answer = send(connection, head, path, _crc() if checks else None)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(answer.decode(errors="replace"))


def _crc() -> Callable[[bytes, int], int]:
    import anycrc

    calculate: Callable[[bytes, int], int] = anycrc.Model("CRC64-XZ").calc
    return calculate


def _send(
    connection: socket.socket,
    head: bytes,
    path: str,
    crc: Callable[[bytes, int], int] | None,
) -> bytes:
    connection.sendall(head)
    found = 0
    with Path(path).open("rb", buffering=0) as file:
        while crc is not None and (data := file.read(_READ_BYTES // 4)):
            found = crc(data, found)
        file.seek(0)
        while os.sendfile(connection.fileno(), file.fileno(), None, 2**30):
            pass
    return connection.recv(65536)


def _send_over_tls(
    connection: socket.socket,
    head: bytes,
    path: str,
    crc: Callable[[bytes, int], int] | None,
) -> bytes:
    context = ssl.create_default_context()
    with (
        context.wrap_socket(connection, server_hostname="127.0.0.1") as secure,
        Path(path).open("rb", buffering=0) as file,
    ):
        secure.sendall(head)
        found = 0
        while data := file.read(_READ_BYTES // 4):
            secure.sendall(data)
            found = crc(data, found) if crc is not None else 0
        return secure.recv(65536)


def raw(paths: list[str]) -> None:
    """Sixteen threads, each with a connection of its own, for the files of a folder."""
    import threading

    waiting = iter(sorted(Path(paths[0]).iterdir()))
    lock, bucket = threading.Lock(), oss2_bucket()
    failed: list[int] = []

    def send() -> None:
        url = urlsplit(_variable("ENDPOINT"))
        connection = http.client.HTTPConnection(str(url.hostname), url.port)
        while True:
            with lock:
                path = next(waiting, None)
            if path is None:
                return
            signed = urlsplit(bucket.sign_url("PUT", key_of(str(path)), 3600))
            connection.request("PUT", f"{signed.path}?{signed.query}", path.read_bytes())
            with connection.getresponse() as answer:
                answer.read()
                if answer.status != 200:
                    failed.append(answer.status)

    threads = [threading.Thread(target=send) for _ in range(_TASKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"refused: {failed[:3]}")


def oss2_bucket() -> Any:
    """One Bucket, signature V4."""
    import oss2

    provider = oss2.credentials.StaticCredentialsProvider(
        _variable("AK_ID"), _variable("AK_SECRET")
    )
    return oss2.Bucket(
        oss2.ProviderAuthV4(provider),
        _variable("ENDPOINT"),
        _variable("BUCKET"),
        region=_variable("REGION"),
    )


def _oss2_resumable(paths: list[str], threads: int | None) -> None:
    import oss2

    bucket = oss2_bucket()
    for path in paths:
        oss2.resumable_upload(bucket, key_of(path), path, num_threads=threads)


def key_of(path: str) -> str:
    """Where a peer puts a file."""
    return f"bench/{Path(path).name}"


def _variable(name: str) -> str:
    return os.environ[f"QWEN_TMP_OSS_{name}"]


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2:])
