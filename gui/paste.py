"""What the clipboard or a drag holds, as files: paths, text with a path, or a picture."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from core.paths import data_folder


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


def keep_image(image: QImage) -> Path:
    """Write a picture as PNG, named by the moment. Waits for the disk; raises OSError."""
    folder = data_folder() / "pasted"
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"
    names = [f"{stem}.png", *(f"{stem} {number}.png" for number in range(2, 1000))]
    path = next(folder / name for name in names if not (folder / name).exists())
    if not image.save(str(path)):
        raise OSError(0, "the picture could not be written")
    return path
