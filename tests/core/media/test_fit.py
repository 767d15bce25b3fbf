"""What is made to fit fits, is upright, says nothing of its maker; the original stays."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.media.fitness import findings
from ossdrop.media.fitting import Fitter, Target, target_for
from ossdrop.media.look import look
from ossdrop.media.reader import MediaReader
from ossdrop.models.limits import Kind, Limits, Model
from tests.core.media.samples import film, hanging_picture

SMALL = Model(
    "small",
    (
        (Kind.PICTURE, Limits(("JPEG", "WEBP"), max_side_px=600, max_mb=1)),
        (Kind.CLIP, Limits(("MP4",), min_s=1, max_s=600, max_mb=1)),
    ),
)


@pytest.fixture
def fitter() -> Iterator[Fitter]:
    reader = MediaReader()
    made = Fitter(reader)
    yield made
    made.close()
    reader.close()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """What no format packs well."""
    return Image.effect_noise((width, height), 120).convert(mode)


def turned_photograph(path: Path, side: int = 1200) -> Path:
    """Red above, blue below when it is upright; stored on its side, with a place in it."""
    upright = noise(side, side // 2)
    upright.paste("red", (0, 0, side, side // 8))
    upright.paste("blue", (0, side // 2 - side // 8, side, side // 2))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "the maker"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (30.0, 15.0, 0.0)
    upright.transpose(Image.Transpose.ROTATE_90).save(path, "TIFF", exif=exif)
    return path


def test_the_longest_name_leaves_room_for_another_ending(tmp_path: Path, fitter: Fitter) -> None:
    path = tmp_path / f"{'猫' * 83}ab.gif"  # 255 bytes
    Image.new("P", (40, 30)).save(path)
    made = fitter.fit(path, SMALL, tmp_path / "made")
    assert made.name == f"{'猫' * 80}.webp"


def test_a_photograph_is_upright_bare_and_fits(tmp_path: Path, fitter: Fitter) -> None:
    path = turned_photograph(tmp_path / "猫 1.tif")
    before = path.read_bytes()
    assert findings(SMALL, _facts(path))
    made = fitter.fit(path, SMALL, tmp_path / "made")
    assert made.name == "猫 1.webp"
    assert path.read_bytes() == before
    assert not findings(SMALL, _facts(made))
    with Image.open(made) as image:
        assert image.size == (600, 300)
        top, bottom = image.getpixel((300, 5)), image.getpixel((300, 295))
        assert not image.getexif()
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > 60 > top[2]
    assert bottom[2] > 200 > 60 > bottom[0]
    assert b"the maker" not in made.read_bytes()


def test_metadata_stays_where_it_is_wanted_and_never_turns_twice(
    tmp_path: Path, fitter: Fitter
) -> None:
    path = turned_photograph(tmp_path / "a.tif")
    made = fitter.fit(path, SMALL, tmp_path, keeps_metadata=True)
    with Image.open(made) as image:
        exif = image.getexif()
    assert exif[0x010F] == "the maker"
    assert exif.get(0x0112, 1) == 1


def test_the_best_quality_that_fits_is_found(tmp_path: Path, fitter: Fitter) -> None:
    path = tmp_path / "a.png"
    noise(590, 590).save(path)
    limits = Model("m", ((Kind.PICTURE, Limits(("JPEG",), max_mb=1)),))
    made = fitter.fit(path, limits, tmp_path)
    size = made.stat().st_size
    assert size <= 1_000_000
    with Image.open(made) as image:
        assert image.size == (590, 590)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=95)
    heavy = Image.effect_noise((2400, 2400), 120)
    heavy.save(tmp_path / "heavy.png")
    made = fitter.fit(tmp_path / "heavy.png", limits, tmp_path)
    assert 700_000 < made.stat().st_size <= 1_000_000  # no more was lost than had to be


def test_what_is_clear_stays_so_or_becomes_white(tmp_path: Path, fitter: Fitter) -> None:
    path = tmp_path / "logo.png"
    image = Image.new("RGBA", (700, 100), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 50, 50))
    image.save(path)
    with Image.open(fitter.fit(path, SMALL, tmp_path)) as made:
        assert made.format == "WEBP"
        assert made.convert("RGBA").getpixel((599, 50)) == (0, 0, 0, 0)
    only_jpeg = Model("m", ((Kind.PICTURE, Limits(("JPEG",))),))
    with Image.open(fitter.fit(path, only_jpeg, tmp_path)) as made:
        assert made.getpixel((699, 90)) == (255, 255, 255)


def test_the_format_is_kept_where_it_can_be() -> None:
    limits = Limits(("JPEG", "PNG", "WEBP"), max_side_px=100, max_mb=2)
    facts = _facts_of("PNG")
    assert target_for(limits, facts) == Target("PNG", 100, 2_000_000)
    assert target_for(limits, _facts_of("BMP")).format == "JPEG"
    assert target_for(limits, _facts_of("GIF")).format == "WEBP"


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 damaged", b"GIF89a"])
def test_what_is_damaged_is_told_and_leaves_nothing(
    tmp_path: Path, fitter: Fitter, content: bytes
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(OssDropError) as told:
        fitter.fit(path, SMALL, tmp_path / "made")
    assert told.value.code is ErrorCode.FIT_FAILED
    assert not list((tmp_path / "made").glob("*"))


def test_a_picture_that_asks_for_all_memory_is_refused(tmp_path: Path, fitter: Fitter) -> None:
    path = hanging_picture(tmp_path / "a.png", 30_000)
    with pytest.raises(OssDropError):
        fitter.fit(path, SMALL, tmp_path / "made")
    good = tmp_path / "b.png"
    noise(700, 70).save(good)
    assert fitter.fit(good, SMALL, tmp_path / "made").exists()


@pytest.mark.usefixtures("ffmpeg")
def test_a_clip_fits_and_says_how_far_it_is(tmp_path: Path, fitter: Fitter) -> None:
    path = film(tmp_path / "a.mkv", seconds=8)
    heard: list[float] = []
    made = fitter.fit(path, SMALL, tmp_path / "made", on_progress=heard.append)
    assert not findings(SMALL, _facts(made))
    assert _facts(made).seconds == pytest.approx(8, abs=0.2)
    assert heard == sorted(heard)
    assert heard[-1] > 0.5


@pytest.mark.usefixtures("ffmpeg")
def test_a_clip_can_be_given_up(tmp_path: Path, fitter: Fitter) -> None:
    path = film(tmp_path / "a.mkv", seconds=15)
    told: list[OssDropError] = []

    def hear(_: float) -> None:
        started.set()
        given_up.wait(10)

    def fit() -> None:
        try:
            fitter.fit(path, SMALL, tmp_path / "made", on_progress=hear)
        except OssDropError as error:
            told.append(error)

    started, given_up = threading.Event(), threading.Event()
    thread = threading.Thread(target=fit)
    thread.start()
    assert started.wait(20)
    began = time.monotonic()
    fitter.cancel()
    given_up.set()
    thread.join(10)
    assert time.monotonic() - began < 5
    assert [error.code for error in told] == [ErrorCode.FIT_FAILED]
    assert not list((tmp_path / "made").glob("*"))


@pytest.mark.usefixtures("ffmpeg")
def test_a_playlist_reads_no_other_file(tmp_path: Path, fitter: Fitter) -> None:
    secret = film(tmp_path / "secret.mkv", seconds=2)
    path = tmp_path / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile {secret}\n")
    with pytest.raises(OssDropError):
        fitter.fit(path, SMALL, tmp_path / "made")


def test_without_ffmpeg_it_is_said_what_is_missing(
    tmp_path: Path, fitter: Fitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.core.media.samples import avi

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OssDropError) as told:
        fitter.fit(avi(tmp_path / "a.avi", 3), SMALL, tmp_path / "made")
    assert told.value.code is ErrorCode.FIT_NEEDS_FFMPEG


def _facts(path: Path):  # type: ignore[no-untyped-def]
    found = look(path)
    assert found is not None
    return found


def _facts_of(form: str):  # type: ignore[no-untyped-def]
    from ossdrop.media.facts import MediaFacts

    return MediaFacts(Kind.PICTURE, form, 1000, 50, 50)
