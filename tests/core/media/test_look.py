"""What a file is, told by its content and not by its name, quickly, whatever it is."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ossdrop.media.look import look
from ossdrop.media.reader import MediaReader
from ossdrop.models.limits import Kind
from tests.core.media.samples import avi, hanging_picture, mp4, song, wav


@pytest.fixture
def reader() -> Iterator[MediaReader]:
    made = MediaReader()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "form"),
    [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"), ("BMP", "BMP"), ("TIFF", "TIFF")],
)
def test_a_picture_is_known_by_its_content(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / "猫 1.txt"
    Image.new("RGB", (64, 32)).save(path, name)
    facts = look(path)
    assert facts is not None
    assert (facts.kind, facts.format, facts.width_px, facts.height_px) == (
        Kind.PICTURE,
        form,
        64,
        32,
    )


def test_a_picture_that_lies_on_its_side_is_measured_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (64, 32)).save(path, exif=exif)
    facts = look(path)
    assert facts is not None
    assert (facts.width_px, facts.height_px) == (32, 64)


def test_a_clip_and_a_recording(tmp_path: Path) -> None:
    recording = look(wav(tmp_path / "a.bin", seconds=3.5))
    assert recording is not None
    assert (recording.kind, recording.format, recording.sample_rate_hz) == (
        Kind.SOUND,
        "WAV",
        8000,
    )
    assert recording.seconds == pytest.approx(3.5, abs=0.01)
    clip = look(avi(tmp_path / "b.bin", seconds=4))
    assert clip is not None
    assert (clip.kind, clip.format, clip.width_px) == (Kind.CLIP, "AVI", 16)
    assert clip.seconds == pytest.approx(4, abs=0.1)
    film = look(mp4(tmp_path / "c.bin", seconds=11_525))
    assert film is not None
    assert (film.kind, film.format, film.seconds) == (Kind.CLIP, "MP4", 11_525)


@pytest.mark.usefixtures("ffmpeg")
def test_a_recording_with_a_cover_is_a_recording(tmp_path: Path) -> None:
    Image.new("RGB", (50, 50), "red").save(tmp_path / "cover.png")
    facts = look(song(tmp_path / "song.mp3", tmp_path / "cover.png", seconds=3))
    assert facts is not None
    assert (facts.kind, facts.format, round(facts.seconds)) == (Kind.SOUND, "MP3", 3)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n"])
def test_what_is_nothing_of_that_is_told_as_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    facts = look(path)
    assert facts is None or facts.width_px == 0


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_picture_cut_anywhere_in_its_header_raises_nothing(
    tmp_path: Path, form: str, recwarn: pytest.WarningsRecorder
) -> None:
    whole, path = io.BytesIO(), tmp_path / "cut"
    Image.new("RGB", (9, 7)).save(whole, form)
    for size in range(min(len(whole.getvalue()), 200)):
        path.write_bytes(whole.getvalue()[:size])
        facts = look(path)
        assert facts is None or facts.width_px in (0, 9), size
    assert not recwarn.list


def test_a_large_clip_is_not_read_to_its_end(tmp_path: Path, reader: MediaReader) -> None:
    path = mp4(tmp_path / "large.mp4", seconds=3600)
    assert reader.read(path) is not None  # it runs
    os.truncate(path, 3 * 1024**3)  # a hole: reading it would take seconds
    began = time.monotonic()
    facts = reader.read(path)
    assert facts is not None
    assert facts.size_bytes == 3 * 1024**3
    assert time.monotonic() - began < 0.5


def test_a_file_that_keeps_it_busy_is_given_up_and_the_next_is_read(
    tmp_path: Path, reader: MediaReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = wav(tmp_path / "a.wav", seconds=1)
    assert reader.read(good) is not None
    monkeypatch.setattr("ossdrop.media.reader._WITHIN_S", 0.5)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo")
        began = time.monotonic()
        assert reader.read(tmp_path / "fifo") is None
        assert time.monotonic() - began < 5
    monkeypatch.undo()
    assert reader.read(hanging_picture(tmp_path / "bomb.png")) is not None
    assert reader.read(tmp_path / "gone") is None
    assert reader.read(good) is not None


def test_pictures_that_nobody_can_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "notes.txt").write_text("BM is the name of our shop")
    (tmp_path / "empty.txt").touch()
    facts = {path.name: look(path) for path in tmp_path.iterdir()}
    assert {name for name, one in facts.items() if one is not None and one.is_damaged} == {
        "empty.png",
        "cut.jpg",
    }
    assert facts["empty.txt"] is None
