"""The models that are known: what takes a retired one's place, and what a typo meant."""

from __future__ import annotations

from datetime import date

import pytest

from ossdrop.models import DEFAULT_MODEL, MODELS, RETIRED, model_instead_of


@pytest.mark.parametrize(
    ("model", "instead"),
    [
        (" Qwen-VL-Max ", "qwen3.6-plus"),
        ("qwen-turbo", "qwen3.5-flash"),
        ("qwen3.6-pluss", "qwen3.6-plus"),
        ("qwen-tts", ""),  # nobody has said what to use instead
        ("nothing like it", ""),
    ],
)
def test_what_to_use_instead(model: str, instead: str) -> None:
    assert model_instead_of(model) == instead


def test_what_is_offered_is_in_use() -> None:
    assert DEFAULT_MODEL in MODELS
    assert not RETIRED.keys() & {*MODELS}
    assert all(one.since < date(2026, 12, 1) for one in RETIRED.values())
    assert {one.instead for one in RETIRED.values()} - {"", "qwen3-asr-flash"} <= {*MODELS}
