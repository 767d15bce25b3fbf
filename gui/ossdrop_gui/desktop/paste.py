"""What the clipboard or a drag holds, as files: paths, text with a path, or a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QImageReader

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.paths import data_folder

_SOURCE = r"""(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_IMAGE = re.compile(rf"<img\b[^>]*?\ssrc\s*=\s*{_SOURCE}", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_MOST_CHARACTERS = 76  # 255 bytes on every file system
_AS_IT_IS = "application/octet-stream"
_ADDRESSES = ("http://", "https://", "data:image/")


def paths_in(data: QMimeData | None) -> tuple[Path, ...]:
    """The local files that a drop or the clipboard names."""
    if data is None:
        return ()
    urls = data.urls() if data.hasUrls() else []
    found = [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile()]
    if found or not data.hasText() or data.hasImage():
        return tuple(found)
    return _paths_in_text(data.text())


def _paths_in_text(text: str) -> tuple[Path, ...]:
    """Lines that are absolute paths or file URLs; a text with anything else names no file."""
    lines = [line.strip().strip("\"'") for line in text.splitlines() if line.strip()]
    paths = []
    for line in lines[:1000]:
        path = Path(QUrl(line).toLocalFile() if line.lower().startswith("file:") else line)
        if not path.is_absolute():
            return ()
        paths.append(path)
    return tuple(paths)


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
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OssDropError(ErrorCode.PICTURE_FAILED, str(error.strerror)) from error
    stem = safe_name(name).rpartition(".")[0] if name else name_by_date()
    path = free_name(folder, f"{stem[-_MOST_CHARACTERS:]}.png")
    if not image.save(str(path)):
        path.unlink(missing_ok=True)
        raise OssDropError(ErrorCode.PICTURE_FAILED, "it could not be written")
    return path


def pasted_folder() -> Path:
    """Where pictures are kept that were in no file."""
    return data_folder() / "pasted"


def picture_address_in(data: QMimeData | None) -> str:
    """The address of a picture that was dragged or copied from a page, "" for none."""
    if data is None:
        return ""
    html = data.html() if data.hasHtml() else ""
    sources = _IMAGE.findall(html)
    if len(sources) == 1 and not _TAG.sub("", html).strip():  # a picture alone, no passage of text
        address = unescape("".join(sources[0]))
        return address if address.lower().startswith(_ADDRESSES) else ""
    from ossdrop.storage.object_key import content_type_of

    for url in data.urls() if data.hasUrls() else []:
        is_picture = content_type_of(url.fileName()).startswith("image/")
        if is_picture and url.scheme() in ("http", "https"):
            return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return ""
