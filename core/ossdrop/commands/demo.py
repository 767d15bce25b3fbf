"""`demo`: the main job without a window: upload, fetch each link back, compare the bytes."""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import requests
import urllib3.exceptions

from ossdrop.app import App
from ossdrop.commands.batch import Batch
from ossdrop.commands.output import error_values, print_json, print_line, say, say_error
from ossdrop.config.policies import Feature, read_policies
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.answers import Limits
from ossdrop.network.errors import network_error
from ossdrop.network.sessions import Session
from ossdrop.printable import printable_name
from ossdrop.program.paths import assets_folder
from ossdrop.transfers.transfer import Transfer

_LIMITS = Limits(within_s=math.inf, most_bytes=sys.maxsize)  # files of any size come back


def run(options: argparse.Namespace) -> int:
    """The command line's own way in."""
    return run_demo(options.files, as_json=options.json)


def run_demo(files: Sequence[Path], *, as_json: bool = False) -> int:
    """Send `files`, or the samples, to the practice bucket; returns the exit code."""
    read_policies().require(Feature.PRACTICE)
    chosen = list(files) or sorted((assets_folder() / "samples").iterdir())
    batch = Batch()
    app = App(listener=batch.listen, practice=True)
    try:
        transfers = batch.send(app, chosen, app.sender, asks=False)  # it stays on this computer
        same = [_came_back_the_same(transfer, as_json=as_json) for transfer in transfers]
    finally:
        app.close()
    if not as_json:
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


def _failed(transfer: Transfer, error: OssDropError, *, as_json: bool) -> bool:
    if as_json:
        print_json({"file": str(transfer.path), "error": error_values(error)})
    say_error(error, printable_name(transfer.name))
    return False


def _came_back_the_same(transfer: Transfer, *, as_json: bool) -> bool:
    if transfer.finished is None:
        error = transfer.error or OssDropError(ErrorCode.UNEXPECTED)
        return _failed(transfer, error, as_json=as_json)
    try:
        answer, fetched = _fetched(transfer.finished.url)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        return _failed(transfer, network_error(error), as_json=as_json)
    with transfer.path.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").digest() == fetched.digest()
    verdict = "same bytes" if same and answer.ok else f"DIFFERENT (HTTP {answer.status_code})"
    size = transfer.finished.stored.size_bytes
    if as_json:
        values = {"file": str(transfer.path), "size": size, "same": same and answer.ok}
        print_json({**values, "status": answer.status_code})
    say(f"{transfer.name}: {size:,} bytes, {verdict}, {transfer.finished.link.masked}")
    return same and answer.ok
