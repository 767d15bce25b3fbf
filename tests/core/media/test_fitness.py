"""Whether a model takes a file: each limit on both of its sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ossdrop.media.facts import MediaFacts
from ossdrop.media.fitness import MEGABYTE, Misfit, duration, findings
from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Kind, Limits, Model

MB = MEGABYTE
GOOD = MediaFacts(Kind.PICTURE, "JPEG", MEGABYTE, 800, 600)
CLIP = MediaFacts(Kind.CLIP, "MP4", MEGABYTE, 320, 240, 60)
SOUND = MediaFacts(Kind.SOUND, "MP3", MEGABYTE, 0, 0, 60, 44_100)


def model(name: str) -> Model:
    found = catalogue().find(name)
    assert found is not None
    return found


def found(name: str, facts: MediaFacts, *, is_temporary: bool = False) -> list[Misfit]:
    return [one.misfit for one in findings(model(name), facts, is_temporary=is_temporary)]


def picture(
    form: str = "JPEG", size: int = MEGABYTE, width: int = 800, height: int = 600
) -> MediaFacts:
    return MediaFacts(Kind.PICTURE, form, size, width, height)


def clip(form: str = "MP4", size: int = MEGABYTE, seconds: float = 60) -> MediaFacts:
    return MediaFacts(Kind.CLIP, form, size, 320, 240, seconds)


@pytest.mark.parametrize(
    ("name", "fits", "does_not", "why"),
    [
        ("qwen3.7-plus", picture("HEIC"), picture("GIF"), Misfit.PICTURE_FORMAT),
        ("qwen3.7-plus", picture(size=20 * MB), picture(size=20 * MB + 1), Misfit.PICTURE_HEAVY),
        ("qwen3-vl-plus", picture(size=10 * MB), picture(size=10 * MB + 1), Misfit.PICTURE_HEAVY),
        ("qwen3.7-plus", picture(width=10), picture(width=9), Misfit.PICTURE_SMALL),
        ("qwen3.7-plus", picture(width=2000, height=10), picture(width=2010, height=10),
         Misfit.PICTURE_NARROW),
        ("qwen3.7-plus", clip("MOV"), clip("WEBM"), Misfit.CLIP_FORMAT),
        ("qwen3.7-plus", clip(seconds=2), clip(seconds=1.9), Misfit.CLIP_SHORT),
        ("qwen3.7-plus", clip(seconds=7200), clip(seconds=7201), Misfit.CLIP_LONG),
        ("qwen3-vl-plus", clip(seconds=600), clip(seconds=601), Misfit.CLIP_LONG),
        ("qwen3.7-plus", clip(size=2048 * MB), clip(size=2048 * MB + 1), Misfit.CLIP_HEAVY),
        ("qwen3.7-plus", CLIP, SOUND, Misfit.NO_SOUND),
        ("qwen-vl-ocr", GOOD, CLIP, Misfit.NO_CLIP),
        ("fun-asr", SOUND, GOOD, Misfit.NO_PICTURE),
        ("wan2.6-image", picture(width=8000), picture(width=8001), Misfit.PICTURE_LARGE),
        ("qwen-image-edit", picture(width=384, height=384), picture(width=383, height=384),
         Misfit.PICTURE_SMALL),
    ],
)  # fmt: skip
def test_each_limit_on_both_sides(
    name: str, fits: MediaFacts, does_not: MediaFacts, why: Misfit
) -> None:
    assert found(name, fits) == []
    assert found(name, does_not) == [why]


@pytest.mark.parametrize(
    ("limits", "facts", "why"),
    [
        (Limits(min_side_px=241), CLIP, Misfit.CLIP_SMALL),
        (Limits(max_side_px=319), CLIP, Misfit.CLIP_LARGE),
        (Limits(max_ratio=1), CLIP, Misfit.CLIP_NARROW),
        (Limits(min_rate_hz=48_000), SOUND, Misfit.SOUND_LOW),
    ],
)
def test_frames_and_sample_rates_count_where_a_list_has_limits_of_them(
    limits: Limits, facts: MediaFacts, why: Misfit
) -> None:
    assert [one.misfit for one in findings(Model("m", ((facts.kind, limits),)), facts)] == [why]
    unknown = MediaFacts(facts.kind, facts.format, 1)
    assert findings(Model("m", ((facts.kind, limits),)), unknown) == ()


def test_a_speech_model_takes_no_temporary_link() -> None:
    assert found("fun-asr", SOUND) == []
    assert found("fun-asr", SOUND, is_temporary=True) == [Misfit.LINK_PRIVATE]
    assert found("qwen3.7-plus", CLIP, is_temporary=True) == []


def test_what_one_source_alone_says_only_warns() -> None:
    (one,) = findings(model("qwen3-vl-plus"), clip(size=3000 * MEGABYTE))
    assert one.misfit is Misfit.CLIP_HEAVY
    assert not one.is_sure
    (other,) = findings(model("qwen3.7-plus"), clip(size=3000 * MEGABYTE))
    assert other.is_sure


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert found("qwen3-asr-flash", picture("GIF", 10**9, 1, 1)) == []
    assert findings(Model("x", ((Kind.PICTURE, Limits()),)), picture("GIF", 10**9, 1, 1)) == ()
    damaged = MediaFacts(Kind.PICTURE, "JPEG", 100)  # its size cannot be told
    assert found("qwen3.7-plus", damaged) == []


def test_a_damaged_picture_is_not_sent_to_be_refused() -> None:
    """It was sent, and the model said no."""
    damaged = MediaFacts(Kind.PICTURE, "JPEG", 100, is_damaged=True)
    (finding,) = findings(model("qwen3.7-plus"), damaged)
    assert (finding.misfit, finding.is_sure, finding.can_fit) == (
        Misfit.PICTURE_DAMAGED,
        True,
        False,
    )


def test_the_words_say_both_figures() -> None:
    (one,) = findings(model("qwen3.7-plus"), clip(seconds=11_525))
    assert str(one.words) == "qwen3.7-plus takes clips up to 2:00:00: this one has 3:12:05."
    assert [duration(s) for s in (5, 750, 3600)] == ["0:05", "12:30", "1:00:00"]


@pytest.mark.parametrize(
    ("facts", "others", "is_temporary", "expected"),
    [
        (SOUND, ("qwen3.7-plus", "qwen3.5-omni-plus", "fun-asr"), True, "qwen3.5-omni-plus"),
        (SOUND, ("fun-asr",), False, "fun-asr"),
        (SOUND, ("fun-asr",), True, ""),  # it opens no temporary links
        (replace(SOUND, seconds=43_201), ("fun-asr",), False, ""),
        (SOUND, (), False, ""),
    ],
)
def test_a_model_that_takes_it_is_named(
    facts: MediaFacts, others: tuple[str, ...], expected: str, *, is_temporary: bool
) -> None:
    """The list has names only: who takes sound had to be guessed."""
    known = [model(name) for name in others]
    (one,) = findings(model("qwen3.6-plus"), facts, is_temporary=is_temporary, others=known)
    assert one.misfit is (Misfit.SOUND_ELSEWHERE if expected else Misfit.NO_SOUND)
    assert one.words.second == expected
