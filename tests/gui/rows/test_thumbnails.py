"""Pictures of clips, recordings and documents: the system's own, or by an ffmpeg that is there."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap

from ossdrop_gui.rows.thumbnails import ThumbnailProcess, _with_length, may_be_pictured
from tests.core.media.samples import film, song

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def process() -> Iterator[ThumbnailProcess]:
    made = ThumbnailProcess()
    yield made
    made.close()


@pytest.mark.usefixtures("ffmpeg")
def test_a_clip_has_its_frame_and_its_length(process: ThumbnailProcess, tmp_path: Path) -> None:
    path = film(tmp_path / "片段.mkv", seconds=4)
    small = process.read(path)
    assert small is not None
    assert small.size() == QSize(80, 80)
    assert small.text("seconds") == "4"
    whole = process.read(path, QSize(400, 400))
    assert whole is not None
    assert whole.size() == QSize(400, 300)
    plain = QPixmap.fromImage(small)
    assert _with_length(plain.copy(), small).toImage() != plain.toImage()


@pytest.mark.usefixtures("ffmpeg")
def test_a_recording_has_its_cover(process: ThumbnailProcess, tmp_path: Path) -> None:
    cover, path = tmp_path / "cover.png", tmp_path / "song.mp3"
    picture = QImage(50, 50, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(cover))
    small = process.read(song(path, cover, seconds=2))
    assert small is not None
    assert small.pixelColor(40, 40).red() > 200
    assert not small.text("seconds")


@pytest.mark.usefixtures("ffmpeg")
def test_a_playlist_with_the_name_of_a_clip_shows_no_other_file(
    process: ThumbnailProcess, tmp_path: Path
) -> None:
    secret = film(tmp_path / "secret.mkv", seconds=2)
    path = tmp_path / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile {secret}\n")
    assert process.read(path) is None
    assert process.read(secret) is not None


@pytest.mark.usefixtures("ffmpeg")
def test_without_ffmpeg_a_clip_has_none(
    process: ThumbnailProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(tmp_path / "a.mkv", seconds=2)
    monkeypatch.setenv("PATH", "")
    assert process.read(path) is None


@pytest.mark.skipif(sys.platform != "linux", reason="where file managers of Linux keep them")
def test_what_the_file_manager_has_made_is_taken_while_it_is_of_this_file(
    process: ThumbnailProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-1.7")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    name = hashlib.md5(path.as_uri().encode(), usedforsecurity=False).hexdigest()
    kept = tmp_path / "cache" / "thumbnails" / "large" / f"{name}.png"
    kept.parent.mkdir(parents=True)
    page = QImage(180, 256, QImage.Format.Format_RGB32)
    page.fill(QColor("blue"))
    page.setText("Thumb::MTime", "1700000000")
    page.save(str(kept))
    small = process.read(path)
    assert small is not None
    assert small.pixelColor(40, 40).blue() > 200
    os.utime(path, (1_700_000_001, 1_700_000_001))
    assert process.read(path) is None


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg", "application/pdf"])
def test_kinds_that_have_pictures(kind: str) -> None:
    assert may_be_pictured(kind)
    assert not may_be_pictured("text/plain")


def test_what_the_process_gives_is_read_as_png_and_nothing_else(
    process: ThumbnailProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window hung for good once: to find out what it was, the reader of SVG waited for Qt."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert not QImage.fromData(svg).isNull()
    monkeypatch.setattr(process._worker, "ask", lambda *_, **__: svg)
    assert process.read(tmp_path / "a.png") is None
