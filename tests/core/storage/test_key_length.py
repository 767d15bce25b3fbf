from __future__ import annotations

from datetime import date

import pytest

from ossdrop.storage.object_key import MAX_KEY_BYTES, make_key

_DAY = date(2026, 11, 25)


@pytest.mark.parametrize("letter", ["a", "猫", "😀"])
@pytest.mark.parametrize("prefix_bytes", [1, 500, 700])
@pytest.mark.parametrize("length", range(240, 256))
def test_no_key_is_longer_than_the_service_takes(
    letter: str, prefix_bytes: int, length: int
) -> None:
    name = letter * (length // len(letter.encode())) + ".png"
    key = make_key("p" * prefix_bytes, name, _DAY)
    assert len(key.encode()) <= MAX_KEY_BYTES
    assert key.endswith(".png")


def test_a_key_as_long_as_can_be_keeps_every_letter() -> None:
    head = len(make_key("p", "", _DAY).encode()) - len("file")
    fits = "a" * (MAX_KEY_BYTES - head - len(".png")) + ".png"
    assert make_key("p", fits, _DAY).endswith(f"_{fits}")
    assert len(make_key("p", fits, _DAY)) == MAX_KEY_BYTES
    assert len(make_key("p", f"a{fits}", _DAY)) == MAX_KEY_BYTES
