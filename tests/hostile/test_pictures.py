"""Pictures that were made to keep a program busy: they get no thumbnail, and the window lives."""

from __future__ import annotations

import os
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ossdrop_gui.rows import thumbnails
from ossdrop_gui.rows.thumbnails import ThumbnailProcess


@pytest.fixture
def process() -> Iterator[ThumbnailProcess]:
    made = ThumbnailProcess()
    yield made
    made.close()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.png"
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(path))
    return path


def endless_drawing() -> bytes:
    """Groups that use one another: 10^12 circles. Without `use` it is not drawn at all."""
    levels = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 13)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs>'
        f'<g id="g0"><circle r="1"/></g>{levels}</defs><use href="#g12"/></svg>'
    ).encode()


def huge_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b""))


def elsewhere(path: Path) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="file://{path}" width="9" height="9"/></svg>'
    ).encode()


HOSTILE: dict[str, Callable[[Path], bytes]] = {
    "endless.svg": lambda _: endless_drawing(),
    "huge.png": lambda _: huge_png(),
    "elsewhere.svg": elsewhere,
    "entities.svg": lambda _: b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>',
    "packed.svgz": lambda _: b"\x1f\x8b" + b"\0" * 100,
    "words.png": lambda _: b"not a picture",
    "empty.png": lambda _: b"",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_it_gets_none_and_the_next_one_does(
    process: ThumbnailProcess,
    good: Path,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert process.read(good) is not None  # it runs
    monkeypatch.setattr(thumbnails, "_TIME_LIMIT_S", 1.0)
    path = tmp_path / name
    path.write_bytes(HOSTILE[name](good))
    began = time.monotonic()
    assert process.read(path) is None
    assert time.monotonic() - began < 10
    monkeypatch.undo()
    assert process.read(good) is not None


STUCK = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_one_that_takes_too_long_is_ended_and_started_anew(
    process: ThumbnailProcess, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "_command", lambda: STUCK)
    monkeypatch.setattr(thumbnails, "_TIME_LIMIT_S", 0.5)
    began = time.monotonic()
    assert process.read(good) is None
    assert time.monotonic() - began < 5
    monkeypatch.undo()
    assert process.read(good) is not None


def test_closing_waits_for_nothing(
    process: ThumbnailProcess, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "_command", lambda: STUCK)
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(process.read(good)))
    thread.start()
    while process._worker._process is None:
        thread.join(0.01)
    began = time.monotonic()
    process.close()
    thread.join(10)
    assert answers == [None]
    assert time.monotonic() - began < 2
    monkeypatch.undo()
    assert process.read(good) is None  # nothing starts again


def test_files_that_are_none(process: ThumbnailProcess, tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo.png")
        assert process.read(tmp_path / "fifo.png") is None
    assert process.read(tmp_path) is None
    assert process.read(tmp_path / "gone.png") is None
    assert process.read(Path("/dev/zero")) is None
