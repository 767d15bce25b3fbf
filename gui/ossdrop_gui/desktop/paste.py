"""What the clipboard or a drag holds, as files: paths, text with a path, or a picture."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QImageReader

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.files import make_own_folder, touch_own
from ossdrop.program.paths import data_folder

_IMAGE = re.compile(r"<img[\s/]", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>=/]{1,64})(?:\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)
_TAG_SIGN = re.compile(r"""[>"']""")
_MOST_CHARACTERS = 76  # 255 bytes on every file system
_AS_IT_IS = "application/octet-stream"
_OF_SETTINGS = frozenset({".env", ".csv", ".txt", ".json", ".ini", ".ossutilconfig"})
_ADDRESSES = ("http://", "https://", "data:image/")


def paths_in(data: QMimeData | None) -> tuple[Path, ...]:
    """The local files that a drag or the clipboard names as such.

    Not those in its text: that is what a page wrote, and nobody sees it before letting go.
    """
    urls = data.urls() if data is not None and data.hasUrls() else []
    return tuple(_path_of(url) for url in urls if _is_local(url))


def is_no_name(data: QMimeData | None) -> bool:
    """Whether files were copied, a picture, or a message: IT's has a Secret in it.

    File managers give paths as text as well.
    """
    return data is not None and (data.hasUrls() or data.hasImage() or "\n" in data.text().strip())


def could_be_settings(path: Path) -> bool:
    """Whether a file may hold what IT sent, by its name alone."""
    return path.name.lower().startswith(".env") or path.suffix.lower() in _OF_SETTINGS


def _path_of(url: QUrl) -> Path:
    """Its path; also one with bytes that are no text, which Qt would replace."""
    if os.name != "posix" or url.host():
        return Path(url.toLocalFile())
    raw = unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))
    try:
        raw.decode()
    except UnicodeDecodeError:
        return Path(os.fsdecode(raw))
    return Path(url.toLocalFile())


def _is_local(url: QUrl) -> bool:
    has_host = bool(url.host()) and sys.platform != "win32"  # a share, which only Windows opens
    return url.isLocalFile() and bool(url.toLocalFile()) and not has_host


def paths_in_text(data: QMimeData | None) -> tuple[Path, ...]:
    """The absolute paths or file URLs that a copied text has; for what is pasted on purpose."""
    has_text = data is not None and data.hasText() and not data.hasImage()
    return _paths_in_text(data.text()) if data is not None and has_text else ()


def _paths_in_text(text: str) -> tuple[Path, ...]:
    """Lines that are absolute paths or file URLs; a text with anything else names no file."""
    lines = [line.strip().strip("\"'") for line in text.splitlines() if line.strip()]
    paths = []
    for line in lines[:1000]:
        path = _path_of(QUrl(line)) if line.lower().startswith("file:") else Path(line)
        if not path.is_absolute():
            return ()
        paths.append(path)
    return tuple(paths)


def links_text_in(data: QMimeData | None) -> str:
    """A dragged text that begins with a link: perhaps to what a model has made; "" for another."""
    text = data.text().lstrip() if data is not None and data.hasText() else ""
    return text if text.lower().startswith(("http://", "https://")) else ""


def image_in(data: QMimeData | None) -> QImage | None:
    """The picture that the clipboard or a drag from a browser holds."""
    if data is None or not data.hasImage():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


@dataclass(frozen=True)
class Picture:
    """A picture as the page had it."""

    name: str  # "" where nothing says
    kind: str  # media type
    content: bytes


def picture_in(data: QMimeData) -> Picture | None:
    """The picture that Chromium and its kin hand over as it is. Only after a drop: it is read."""
    if not data.hasFormat(_AS_IT_IS):
        return None
    content = data.data(_AS_IT_IS)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    found = bytes(QImageReader.imageFormat(buffer).data()).decode()
    if not found:
        return None
    return Picture(name_in(data), f"image/{found}", bytes(content.data()))


def name_in(data: QMimeData) -> str:
    """What a page calls its picture, "" where nothing says."""
    address = picture_address_in(data)
    return "" if address.startswith("data:") else QUrl(address).fileName()


def keep_image(image: QImage, name: str = "") -> Path:
    """Write a picture as PNG; without a name it gets the moment. Blocks; raises PICTURE_FAILED."""
    from ossdrop.intake.pictures import free_name, name_by_date
    from ossdrop.storage.object_key import safe_name

    folder = pasted_folder()
    try:
        make_own_folder(folder)
    except OSError as error:
        raise OssDropError(ErrorCode.PICTURE_FAILED, str(error.strerror)) from error
    stem = safe_name(name).rpartition(".")[0] if name else name_by_date()
    path = free_name(folder, f"{stem[-_MOST_CHARACTERS:]}.png")
    touch_own(path)  # Qt would make it by the umask
    if not image.save(str(path)):
        path.unlink(missing_ok=True)
        raise OssDropError(ErrorCode.PICTURE_FAILED, "it could not be written")
    return path


def pasted_folder() -> Path:
    """Where pictures are kept that were in no file."""
    return data_folder() / "pasted"


def _source_of_lone_picture(html: str) -> str:
    """The `src` of the one picture in a piece of a page without any words, else "".

    In one pass: pages make it, and the window waits meanwhile.
    """
    found, position = "", 0
    while (start := html.find("<", position)) >= 0:
        is_comment = html.startswith("<!--", start)
        end = html.find("-->", start) if is_comment else _end_of_tag(html, start)
        if html[position:start].strip() or end < 0:
            return ""
        tag = html[start : end + 1]
        if _IMAGE.match(tag):
            source = _source_in(tag)
            if found or not source:
                return ""
            found = source
        position = end + (3 if is_comment else 1)
    return "" if html[position:].strip() else found


def _source_in(tag: str) -> str:
    """The `src` of a tag, its attributes read one after another: another's value may say `src=`."""
    for attribute in _ATTRIBUTE.finditer(tag, 4):
        if attribute["name"].lower() == "src":
            return next((text for text in attribute.groups()[1:] if text is not None), "")
    return ""


def _end_of_tag(html: str, start: int) -> int:
    """Where the tag that begins at `start` ends, quoted values skipped; -1 for nowhere."""
    position = start
    while (match := _TAG_SIGN.search(html, position)) is not None:
        if match[0] == ">":
            return match.start()
        position = html.find(match[0], match.end()) + 1
        if not position:
            return -1
    return -1


def picture_address_in(data: QMimeData | None) -> str:
    """The address of a picture that was dragged or copied from a page, "" for none."""
    if data is None:
        return ""
    source = _source_of_lone_picture(data.html()) if data.hasHtml() else ""
    if source:
        try:
            address = unescape(source)
        except ValueError:  # a number of 5,000 digits
            return ""
        return address if address.lower().startswith(_ADDRESSES) else ""
    from ossdrop.storage.object_key import content_type_of

    for url in data.urls() if data.hasUrls() else []:
        is_picture = content_type_of(url.fileName()).startswith("image/")
        if is_picture and url.scheme() in ("http", "https"):
            return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return ""
