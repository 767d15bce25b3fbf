"""Pictures that are in no file yet: fetched from the page that they were dragged from."""

from __future__ import annotations

import base64
import binascii
import contextlib
from datetime import datetime
from mimetypes import guess_extension
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.picture_kinds import picture_kind
from ossdrop.program.files import make_own_folder, open_own
from ossdrop.storage.object_key import content_type_of, safe_name

if TYPE_CHECKING:
    import requests

MOST_BYTES = 100_000_000
_TIMEOUT_S = 20.0
_WITHIN_S = 300.0
_MOST_REDIRECTS = 5
_MOST_BASE64, _MOST_QUOTED = MOST_BYTES * 4 // 3 + 4, 1_000_000  # characters of a data: URI
_BLOCK_BYTES = 1 << 16
_MOST_CHARACTERS = 80  # 255 bytes on every file system


def fetch_picture(address: str, folder: Path) -> Path:
    """Fetch a picture by its `http(s):` or `data:` address into a new file in `folder`. Blocks.

    Nothing of the browser's goes along, no cookie and no login, and no redirect of a public page
    leads to this computer or a private network. Raises PICTURE_FAILED, also for what is no picture
    whatever it is called, and what `ossdrop.network.errors` makes of a network that fails.
    """
    if address.lower().startswith("data:"):
        return keep_picture(folder, "", *_decode(address))
    import requests
    import urllib3.exceptions

    from ossdrop.network.errors import network_error

    try:
        name, content = _fetch(address)
    except ValueError as error:  # "http://["
        raise OssDropError(ErrorCode.PICTURE_FAILED, type(error).__name__) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
    return keep_picture(folder, name, picture_kind(content), content)


def _fetch(address: str) -> tuple[str, bytes]:
    """The name and the bytes of a picture; follows redirects itself, to look at each."""
    from ossdrop.network.answers import Limits
    from ossdrop.network.proxies import proxies_for
    from ossdrop.network.reach import Reach
    from ossdrop.network.sessions import Session

    with Session(1, Limits(_WITHIN_S, MOST_BYTES), reach=Reach.SAME) as session:
        for _ in range(_MOST_REDIRECTS):
            session.cookies.clear()  # of the hop before
            answer = session.get(
                _without_login(address),
                stream=True,
                timeout=_TIMEOUT_S,
                proxies=proxies_for(address),
                allow_redirects=False,
            )
            with answer:
                if not answer.is_redirect:
                    return _picture_in(answer)
            address = urljoin(address, answer.headers["Location"])
            if urlsplit(address).scheme not in ("http", "https"):
                break
    raise OssDropError(ErrorCode.PICTURE_FAILED, "it is redirected too often")


def _without_login(address: str) -> str:
    """An address without a user's name and password, which a page may have put there."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _picture_in(answer: requests.Response) -> tuple[str, bytes]:
    content = bytearray()
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    says_so = answer.ok and kind.startswith("image/") and not answer.headers.get("Content-Encoding")
    if says_so:
        for block in answer.iter_content(_BLOCK_BYTES):
            content += block
            if len(content) > MOST_BYTES:
                raise OssDropError(ErrorCode.PICTURE_FAILED, "more than 100 MB")
    if not picture_kind(bytes(content[:1024])):
        raise OssDropError(ErrorCode.PICTURE_FAILED, f"{answer.status_code} {kind}")
    return unquote(urlsplit(answer.url).path.rpartition("/")[2]), bytes(content)


def keep_picture(folder: Path, name: str, kind: str, content: bytes) -> Path:
    """Write a picture of a media type into a new file. Blocks; raises PICTURE_FAILED."""
    if not content_type_of(name).startswith("image/"):
        name = (name or name_by_date()) + (guess_extension(kind) or ".png")
    try:
        make_own_folder(folder)
        path = free_name(folder, safe_name(name)[-_MOST_CHARACTERS:])
        with open_own(path, "wb") as file:
            file.write(content)
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
    is_base64 = "base64" in options
    most = _MOST_BASE64 if is_base64 else _MOST_QUOTED  # each quoted byte costs a hundred
    if comma and kind.startswith("image/") and len(body) <= most:
        with contextlib.suppress(binascii.Error, ValueError):
            has_quotes = "%" in body and len(body) <= _MOST_QUOTED
            raw = unquote_to_bytes(body) if has_quotes else body.encode()
            content = base64.b64decode(raw) if is_base64 else raw
    if not picture_kind(content):
        raise OssDropError(ErrorCode.PICTURE_FAILED, kind)
    return picture_kind(content), content
