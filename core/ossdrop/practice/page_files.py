"""What of an object the page shows, and how: nothing of it runs, or is taken for a page.

Pictures, sound and video go to the browser's decoders under a type from this list. Text of any
kind, pages and drawings included, is shown as text inside the page; all else can only be saved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote

from aiohttp import web

from ossdrop.practice.blobs import Reading
from ossdrop.practice.parameters import span_of
from ossdrop.practice.store import Store
from ossdrop.practice.stored import ObjectRecord
from ossdrop.printable import printable, printable_name

_MOST_TEXT_BYTES = 64 * 1024
_MOST_THUMBNAIL_BYTES = 4 * 1024**2
_OWN_PREFIX = re.compile(r"[0-9a-f]{32}_(?=.)")  # of a key of OssDrop's making
_SAVED_AS = re.compile(r"filename\*=UTF-8''([^;\s]+)", re.IGNORECASE)
_TEXT_TYPES = re.compile(r"text/.*|application/(.*[+])?(json|xml|javascript|yaml|x-sh)|.*[+]xml")
_LINES = "\n\t"


class Shown(Enum):
    """How an object is shown."""

    PICTURE = "picture"
    SOUND = "sound"
    VIDEO = "video"
    TEXT = "text"
    FILE = "file"


_FAMILIES = {"image": Shown.PICTURE, "audio": Shown.SOUND, "video": Shown.VIDEO}
_DECODED = {
    "image": {"png", "jpeg", "gif", "webp", "avif", "bmp"},
    "audio": {"mpeg", "mp4", "aac", "ogg", "wav", "x-wav", "flac", "webm", "x-m4a"},
    "video": {"mp4", "webm", "ogg", "quicktime", "x-m4v"},
}


@dataclass(frozen=True)
class Kind:
    """The kind of an object; `content_type` is what its bytes are sent as."""

    shown: Shown
    content_type: str
    label: str  # "PNG"


def kind_of(record: ObjectRecord) -> Kind:
    """What an object is, by the type that it was stored with."""
    stated = record.headers.get("content-type", "").partition(";")[0].strip().lower()
    family, _, name = stated.partition("/")
    name = "jpeg" if name == "jpg" else name
    ending = record.key.rpartition("/")[2].rpartition(".")[2] if "." in record.key else ""
    short = ending if ending.isascii() and ending.isalnum() and len(ending) <= 5 else ""
    label = short.upper()
    if record.headers.get("content-encoding", "identity") != "identity":  # packed
        return Kind(Shown.FILE, "application/octet-stream", label)
    if name in _DECODED.get(family, ()):
        return Kind(_FAMILIES[family], f"{family}/{name}", label)
    is_text = _TEXT_TYPES.fullmatch(stated) is not None
    return Kind(Shown.TEXT if is_text else Shown.FILE, "application/octet-stream", label)


def name_of(record: ObjectRecord) -> str:
    """What a person calls an object: the name it is saved under, else the end of its key.

    OssDrop says the file's own name there; its key has one that fits into addresses.
    """
    stated = _SAVED_AS.search(record.headers.get("content-disposition", ""))
    name = unquote(stated[1]).rpartition("/")[2] if stated else ""
    last = record.key.rstrip("/").rpartition("/")[2]
    return printable_name(name or _OWN_PREFIX.sub("", last, count=1)) or "�"


def folder_of(key: str) -> str:
    """The part of the key before the name; with its `/`."""
    head, slash, _ = key.rstrip("/").rpartition("/")
    return head + slash


def has_thumbnail(record: ObjectRecord) -> bool:
    """Whether it is a picture that is small enough to be fetched for a list."""
    is_small = 0 < record.size_bytes <= _MOST_THUMBNAIL_BYTES
    return is_small and kind_of(record).shown is Shown.PICTURE


def text_of(store: Store, record: ObjectRecord) -> tuple[str, bool]:
    """The beginning of a text, as it may be shown, and whether it goes on; raises OSError."""
    most = min(record.size_bytes, _MOST_TEXT_BYTES)
    with store.reading(record, 0, most - 1) as pieces:
        content = b"".join(pieces) if most else b""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return printable(text, keep=_LINES), record.size_bytes > most


async def send_file(
    http: web.BaseRequest,
    store: Store,
    record: ObjectRecord,
    headers: dict[str, str],
    *,
    save: bool,
) -> web.StreamResponse:
    """Send the bytes of an object, to be shown or to be saved; raises OSError."""
    kind = kind_of(record)
    as_shown = kind.shown in (Shown.PICTURE, Shown.SOUND, Shown.VIDEO) and not save
    headers = {
        **headers,
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Content-Type": kind.content_type if as_shown else "application/octet-stream",
        "Content-Disposition": _disposition(record, "inline" if as_shown else "attachment"),
        "Accept-Ranges": "bytes",
    }
    span = span_of(http.headers.get("Range", ""), record.size_bytes)
    first, last = span or (0, record.size_bytes - 1)
    if span is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{record.size_bytes}"
    with store.reading(record, first, last) as pieces:
        return await _send(
            http,
            pieces,
            web.StreamResponse(status=200 if span is None else 206, headers=headers),
            last - first + 1,
        )


async def _send(
    http: web.BaseRequest, pieces: Reading, response: web.StreamResponse, size_bytes: int
) -> web.StreamResponse:
    ahead = iter(pieces)
    data = next(ahead, b"")  # what cannot be read is said while it still can be
    response.content_length = size_bytes
    await response.prepare(http)
    while data:
        await response.write(data)
        data = next(ahead, b"")
    await response.write_eof()
    return response


def _disposition(record: ObjectRecord, how: str) -> str:
    return f"{how}; filename*=UTF-8''{quote(name_of(record), safe='')}"
