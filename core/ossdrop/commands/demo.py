"""`demo`: the main job without a window: upload, fetch each link back, compare the bytes."""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import requests
import urllib3.exceptions

from ossdrop.app import App
from ossdrop.commands.batch import Batch
from ossdrop.commands.output import print_line, say, say_error
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.answers import Limits
from ossdrop.network.errors import network_error
from ossdrop.network.sessions import Session
from ossdrop.program.paths import assets_folder
from ossdrop.transfers.transfer import Transfer

_LIMITS = Limits(within_s=math.inf, most_bytes=sys.maxsize)  # files of any size come back


def run_demo(files: Sequence[Path]) -> int:
    """Send `files`, or the samples, to the practice bucket; returns the exit code."""
    chosen = list(files) or sorted((assets_folder() / "samples").iterdir())
    batch = Batch()
    app = App(listener=batch.listen, practice=True)
    try:
        transfers = batch.send(app, chosen, app.sender)
        same = [_came_back_the_same(transfer) for transfer in transfers]
    finally:
        app.close()
    print_line(
        f"{sum(same)} of {len(same)} files uploaded, fetched back by their links and compared."
    )
    return 0 if same and all(same) else 1


def _fetched(url: str) -> tuple[requests.Response, hashlib._Hash]:
    with Session(1, _LIMITS) as session:
        answer: requests.Response = session.get(url, timeout=60, stream=True, allow_redirects=False)
        fetched = hashlib.sha256()
        for data in answer.iter_content(1 << 20):
            fetched.update(data)
    return answer, fetched


def _came_back_the_same(transfer: Transfer) -> bool:
    if transfer.finished is None:
        say_error(transfer.error or OssDropError(ErrorCode.UNEXPECTED), transfer.name)
        return False
    try:
        answer, fetched = _fetched(transfer.finished.url)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        say_error(network_error(error), transfer.name)
        return False
    with transfer.path.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").digest() == fetched.digest()
    verdict = "same bytes" if same and answer.ok else f"DIFFERENT (HTTP {answer.status_code})"
    size = transfer.finished.stored.size_bytes
    say(f"{transfer.name}: {size:,} bytes, {verdict}, {transfer.finished.link.masked}")
    return same and answer.ok
