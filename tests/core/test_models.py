"""The models that are known: what takes a retired one's place, and what a typo meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from ossdrop.models.catalogue import catalogue, read_catalogue
from ossdrop.models.limits import Kind
from ossdrop.program.paths import assets_folder, config_folder
from ossdrop.program.preferences import DEFAULT_MODEL

OURS = assets_folder() / "models.json"


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


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
    assert catalogue().instead_of(model) == instead


def test_what_is_offered_is_in_use() -> None:
    known = catalogue()
    assert DEFAULT_MODEL in known.offered
    assert not known.retired.keys() & known.models.keys()
    assert all(one.since < date(2026, 12, 1) for one in known.retired.values())
    assert {one.instead for one in known.retired.values()} - {""} <= known.models.keys()


def test_a_dated_snapshot_takes_what_its_model_takes() -> None:
    known = catalogue()
    snapshot = known.find("qwen3.6-plus-2026-04-02")
    assert snapshot is not None
    assert snapshot is known.find("Qwen3.6-Plus ")
    assert snapshot.kinds == (Kind.PICTURE, Kind.CLIP)
    assert known.find("qwen-nonsense") is None


def test_a_list_of_the_persons_own_counts() -> None:
    config_folder().mkdir(parents=True)
    content = json.loads(OURS.read_text())
    content["limits"]["vision"]["picture"]["max_mb"] = 5
    (config_folder() / "models.json").write_text(json.dumps(content))
    model = catalogue().find(DEFAULT_MODEL)
    assert model is not None
    limits = model.limits_of(Kind.PICTURE)
    assert limits is not None
    assert limits.max_mb == 5


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"as_of": "2027"}', '{"limits": {}, "models": [], "retired": []}']
)
def test_a_damaged_list_is_told_and_ours_counts(
    content: str, caplog: pytest.LogCaptureFixture
) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "models.json").write_text(content)
    assert catalogue() == read_catalogue(OURS)
    assert "models.json" in caplog.text
