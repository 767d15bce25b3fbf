"""Names in the bucket: keys, content types, the name a download gets.

Key rules: https://www.alibabacloud.com/help/en/oss/user-guide/object-naming-conventions.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
import uuid
from datetime import date, datetime
from urllib.parse import quote

from ossdrop.printable import printable_name

MAX_KEY_BYTES = 1023
_UNIQUE = re.compile("[0-9a-f]{32}_")
_FALLBACK_TYPE = "application/octet-stream"
_MAX_EXTENSION_BYTES = 32
_LEFT_FOR_NAME_BYTES = 300  # unique part and file name: 255 bytes on every file system
# What the standard tables of some platforms lack or say differently.
_EXTRA_TYPES = {
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".avif": "image/avif",
    ".jfif": "image/jpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".amr": "audio/amr",
    ".mkv": "video/x-matroska",
    ".flv": "video/x-flv",
    ".m4v": "video/mp4",
    ".md": "text/markdown",
    ".psd": "image/vnd.adobe.photoshop",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".wps": "application/vnd.ms-works",
    ".epub": "application/epub+zip",
    ".rtf": "application/rtf",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/x-ndjson",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".wmv": "video/x-ms-wmv",
    ".asf": "video/x-ms-asf",
    ".wma": "audio/x-ms-wma",
    ".ts": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".mts": "video/mp2t",
    ".3gp": "video/3gpp",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".avi": "video/x-msvideo",
    ".mov": "video/quicktime",
    ".gz": "application/gzip",
    ".tgz": "application/gzip",
    ".bz2": "application/x-bzip2",
    ".xz": "application/x-xz",
    ".zst": "application/zstd",
    ".7z": "application/x-7z-compressed",
    ".rar": "application/vnd.rar",
}
_types = mimetypes.MimeTypes()  # the built-in table only: the same on every computer


def safe_name(name: str) -> str:
    """A file name for a key: letters and digits of any script, `-`, `_`, `.`, brackets."""
    kept = "".join(
        c if unicodedata.category(c)[0] in "LMN" or c in "-_.()" else "_"
        for c in printable_name(name)
    )
    stem, dot, extension = kept.rpartition(".")
    if not dot:
        return kept.strip("_") or "file"
    stem = stem.strip("._") or "file"
    return f"{stem}.{extension}" if extension.strip("_") else stem


def make_key(
    prefix: str, name: str, day: date, *, folder: str = "", unique: str | None = None
) -> str:
    """`{prefix}/{YYYYMMDD}/{32 hex}_{name}`, at most 1,023 bytes; the extension is kept.

    What was in a folder keeps its place: `{prefix}/{YYYYMMDD}/{folder}/{32 hex}_{name}`; of a
    place that is too long the last parts are kept.
    """
    start = f"{prefix}/{day:%Y%m%d}/"
    middle = "".join(f"{safe_name(part)}/" for part in folder.split("/") if part)
    while len((start + middle).encode()) > MAX_KEY_BYTES - _LEFT_FOR_NAME_BYTES and middle:
        middle = middle.partition("/")[2]
    head = f"{start}{middle}{unique or uuid.uuid4().hex}_"
    return head + _shorten(safe_name(name), MAX_KEY_BYTES - len(head.encode()))


def is_made_here(key: str, prefix: str) -> bool:
    """Whether `make_key` may have made a key with this prefix: nobody else's has such a name."""
    folders, _, name = key.rpartition("/")
    return f"{folders}/".startswith(f"{prefix}/") and _UNIQUE.match(name) is not None


def name_in(key: str, name: str) -> str:
    """`name`, where `make_key` may have made a key of it; else what the key says itself."""
    *_, last = key.split("/")
    unique = _UNIQUE.match(last)
    own = last[unique.end() :] if unique else last
    return name if own == _shorten(safe_name(name), len(own.encode())) else printable_name(own)


def content_type_of(name: str) -> str:
    """The media type by the name's extension; the same on every platform."""
    _, dot, extension = name.rpartition(".")
    if dot and (known := _EXTRA_TYPES.get(f".{extension.lower()}")):
        return known
    return (
        _types.guess_type(f"file.{extension.lower()}")[0] or _FALLBACK_TYPE
        if dot
        else _FALLBACK_TYPE
    )


def content_disposition(name: str) -> str:
    """A header that shows the object in the browser and saves it under its own name (RFC 6266)."""
    shown = printable_name(name)
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in shown)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _shorten(name: str, limit_bytes: int) -> str:
    if len(name.encode()) <= limit_bytes:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = f"{dot}{extension}" if stem and len(extension.encode()) <= _MAX_EXTENSION_BYTES else ""
    stem_bytes = (stem if tail else name).encode()[: limit_bytes - len(tail.encode())]
    return stem_bytes.decode("utf-8", "ignore") + tail


def example_key(prefix: str) -> str:
    """How a key under `prefix` looks, shortened for the eye."""
    return f"{prefix.strip('/')}/{datetime.now().astimezone():%Y%m%d}/3f2a…_cat.png"
