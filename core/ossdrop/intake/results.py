"""What models have made, fetched before it is gone: their links die after 24 hours.

A result is a picture, a clip or a recording; a page that says something else is none.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from mimetypes import guess_extension
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ossdrop.errors import PRIVATE, REFUSED, UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop.intake.picture_kinds import picture_kind
from ossdrop.intake.pictures import free_name, name_by_date
from ossdrop.network.reach import Reach
from ossdrop.program.files import make_own_folder, open_own
from ossdrop.redaction import mask_url
from ossdrop.storage.object_key import safe_name

if TYPE_CHECKING:
    import requests

MOST_BYTES = 2 * 1024**3
MOST_LINKS = 200  # of one text
_MOST_TEXT = 4 * 1024**2
_WITHIN_S = 1800.0
_SILENCE_S = 60.0
_BLOCK_BYTES = 1 << 18
_MOST_NAME = 80  # characters: 255 bytes on every file system
_LINK = re.compile(r"https?://[^\s\"'<>\\，。；、）】]+")
# How clips and recordings begin: at an offset.
_MEDIA = (
    (4, b"ftyp", ".mp4"),
    (0, b"\x1aE\xdf\xa3", ".mkv"),
    (0, b"FLV", ".flv"),
    (0, b"ID3", ".mp3"),
    (0, b"\xff\xfb", ".mp3"),
    (0, b"\xff\xf3", ".mp3"),
    (0, b"fLaC", ".flac"),
    (0, b"OggS", ".ogg"),
    (8, b"WAVE", ".wav"),
    (8, b"AVI ", ".avi"),
)


@dataclass(frozen=True)
class FetchedResult:
    """A file that was fetched, and where from, without the query of its link."""

    path: Path
    origin: str


def links_in(text: str) -> tuple[str, ...]:
    """The links in a text, or in a whole JSON answer, in their order, each once."""
    plain = text[:_MOST_TEXT].replace("\\/", "/").replace("\\u0026", "&")
    found = (link.rstrip(".,;:)]}") for link in _LINK.findall(plain))
    return tuple(dict.fromkeys(found))[:MOST_LINKS]


def reach_for(link: str, home: str) -> Reach:
    """How far a link that stood in a text may lead: where `home`, a bucket, is, or into public."""
    try:
        is_home = bool(home) and urlsplit(link).netloc == urlsplit(home).netloc
    except ValueError:  # "http://[": the error of whoever asks it
        is_home = False
    return Reach.SAME if is_home else Reach.PUBLIC


def fetch_result(
    link: str,
    folder: Path,
    on_progress: Callable[[int, int], None] = lambda done, size: None,
    *,
    reach: Reach = Reach.SAME,
) -> FetchedResult:
    """Fetch what is behind a link into a new file in `folder`. Blocks.

    `on_progress` hears of bytes, and of their number where that is known (else 0). With
    `Reach.PUBLIC`, for links that stood in somebody's text, neither this computer nor a private
    network is asked. Raises RESULT_GONE, RESULT_UNUSABLE for what is no picture, clip or sound,
    FILE_TOO_LARGE, SERVICE_FAILED, and what a network raises.
    """
    import requests
    import urllib3.exceptions

    from ossdrop.network.answers import Limits
    from ossdrop.network.errors import network_error
    from ossdrop.network.proxies import proxies_for
    from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Session

    try:
        with Session(1, Limits(_WITHIN_S, MOST_BYTES), reach=reach) as session:
            answer = session.get(
                link,
                stream=True,
                timeout=(CONNECT_TIMEOUT_S, _SILENCE_S),
                proxies=proxies_for(link),
                allow_redirects=False,
            )
            with answer:
                _require_result(answer)
                return FetchedResult(_kept(answer, link, folder, on_progress), mask_url(link))
    except ValueError as error:  # "http://["
        raise OssDropError(ErrorCode.RESULT_UNUSABLE, type(error).__name__) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise _of_this_link(network_error(error)) from None


def _of_this_link(error: OssDropError) -> OssDropError:
    """An address that nobody knows is a wrong link, and no wrong setting."""
    hints = (UNKNOWN_NAME, REFUSED, PRIVATE)
    if error.code is ErrorCode.NETWORK_UNREACHABLE and error.hint in hints:
        return OssDropError(ErrorCode.RESULT_UNUSABLE, error.detail, hint=error.hint)
    return error


def _require_result(answer: requests.Response) -> None:
    """Raise where there is none: OSS says 403 for a link that has expired, 404 for what is gone."""
    if answer.status_code in (403, 404, 410):
        raise OssDropError(ErrorCode.RESULT_GONE, str(answer.status_code))
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise OssDropError(ErrorCode.SERVICE_FAILED, str(answer.status_code))
    if not answer.ok or answer.is_redirect:
        raise OssDropError(ErrorCode.RESULT_UNUSABLE, str(answer.status_code))
    size = answer.headers.get("Content-Length", "")
    if size.isdigit() and int(size) > MOST_BYTES:
        raise OssDropError(ErrorCode.FILE_TOO_LARGE, f"{size} bytes")


def _kept(
    answer: requests.Response, link: str, folder: Path, on_progress: Callable[[int, int], None]
) -> Path:
    import requests

    size = int(answer.headers.get("Content-Length", "") or 0)
    pieces = answer.iter_content(_BLOCK_BYTES)
    first = next(pieces, b"")
    ending = _ending_of(first)
    if not ending:
        raise OssDropError(ErrorCode.RESULT_UNUSABLE, answer.headers.get("Content-Type", "")[:80])
    stem = Path(safe_name(unquote(urlsplit(link).path.rpartition("/")[2]))).stem or name_by_date()
    done = 0
    path = None
    try:
        make_own_folder(folder)
        wanted = free_name(folder, f"{stem[:_MOST_NAME]}{ending}")
        with open_own(wanted, "xb", 1 << 20) as file:
            path = wanted
            for piece in chain((first,), pieces):
                done += file.write(piece)
                on_progress(done, size)
        if size and done != size:
            raise OssDropError(ErrorCode.CONNECTION_LOST)
    except BaseException as error:  # half a result is none
        if path is not None:
            with contextlib.suppress(OSError):
                path.unlink()
        if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
            raise OssDropError(ErrorCode.OWN_FILE_FAILED, str(error.strerror)) from error
        raise
    return path


def _ending_of(beginning: bytes) -> str:
    """The ending that fits the content, "" for what is no result."""
    if kind := picture_kind(beginning):
        return {"image/jpeg": ".jpg", "image/webp": ".webp", "image/heic": ".heic"}.get(
            kind, guess_extension(kind) or ".png"
        )
    for at, sign, ending in _MEDIA:
        if beginning[at : at + len(sign)] == sign:
            return ending
    return ""
