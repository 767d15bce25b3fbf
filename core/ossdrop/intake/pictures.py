"""Pictures that are in no file yet: fetched from the page that they were dragged from."""

from __future__ import annotations

import base64
import binascii
import contextlib
from datetime import datetime
from mimetypes import guess_extension
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.object_key import content_type_of, safe_name

MOST_BYTES = 100_000_000
_TIMEOUT_S = 20.0
_BLOCK_BYTES = 1 << 16
_MOST_CHARACTERS = 80  # 255 bytes on every file system


def fetch_picture(address: str, folder: Path) -> Path:
    """Fetch a picture by its `http(s):` or `data:` address into a new file in `folder`. Blocks.

    Nothing of the browser's goes along, no cookie and no login. Raises PICTURE_FAILED, and what
    `ossdrop.network.errors` makes of a network that fails.
    """
    if address.lower().startswith("data:"):
        return keep_picture(folder, "", *_decode(address))
    import requests
    import urllib3.exceptions

    from ossdrop.network.errors import network_error
    from ossdrop.network.proxies import proxies_for
    from ossdrop.network.sessions import Session

    try:
        with (
            Session(1) as session,
            session.get(
                address, stream=True, timeout=_TIMEOUT_S, proxies=proxies_for(address)
            ) as answer,
        ):
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            content = bytearray()
            if answer.ok and kind.startswith("image/"):
                for block in answer.iter_content(_BLOCK_BYTES):
                    content += block
                    if len(content) > MOST_BYTES:
                        raise OssDropError(ErrorCode.PICTURE_FAILED, "more than 100 MB")
            name = unquote(urlsplit(answer.url).path.rpartition("/")[2])
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
    if not content:
        raise OssDropError(ErrorCode.PICTURE_FAILED, f"{answer.status_code} {kind}")
    return keep_picture(folder, name, kind, bytes(content))


def keep_picture(folder: Path, name: str, kind: str, content: bytes) -> Path:
    """Write a picture of a media type into a new file. Blocks; raises PICTURE_FAILED."""
    if not content_type_of(name).startswith("image/"):
        name = (name or name_by_date()) + (guess_extension(kind) or ".png")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = free_name(folder, safe_name(name)[-_MOST_CHARACTERS:])
        path.write_bytes(content)
    except OSError as error:
        raise OssDropError(ErrorCode.PICTURE_FAILED, str(error.strerror)) from error
    return path


def free_name(folder: Path, name: str) -> Path:
    """A path for a new file called `name`, or nearly so."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (name, "")
    names = (name, *(f"{stem} {number}{suffix}" for number in range(2, 10_000)))
    return next(folder / one for one in names if not (folder / one).exists())


def name_by_date() -> str:
    """A name without an ending, from the moment."""
    return f"{datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"


def _decode(address: str) -> tuple[str, bytes]:
    head, comma, body = address[5:].partition(",")
    kind, *options = (part.strip().lower() for part in head.split(";"))
    content = b""
    if comma and kind.startswith("image/"):
        with contextlib.suppress(binascii.Error, ValueError):
            raw = unquote_to_bytes(body)
            content = base64.b64decode(raw) if "base64" in options else raw
    if not content:
        raise OssDropError(ErrorCode.PICTURE_FAILED, kind)
    return kind, content
