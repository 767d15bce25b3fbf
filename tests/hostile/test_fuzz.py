"""Each target of `tests/fuzz` with a few hundred inputs; `make fuzz` gives it millions."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS, feed

INPUTS = 150
MUTATIONS = 250
_BITS = (b"\0", b"\xff", b"\n", b'"', b"'", b"{", b"[", b"]", b":", b"=", b"\xed\xa0\x80", b"null")
_BITS += (b"1e999", b"-1", b"\xc2\x9b", b"[]", b"{}", b"9" * 30, b"true", b"\xf0\x9f\x92\xa9", b"%")


TEXTS = st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", list(TARGETS))
@settings(
    max_examples=INPUTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400) | TEXTS)
@example(data=b"")
def test_anything(name: str, data: bytes) -> None:
    feed(name, data)


@pytest.mark.parametrize("name", list(TARGETS))
def test_what_is_nearly_right(name: str) -> None:
    assert name in SEEDS
    chance = random.Random(name)  # the same inputs each time
    for seed in SEEDS[name]:
        feed(name, seed)
        for _ in range(MUTATIONS):
            feed(name, mutated(seed, chance))


def mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at] + chance.choice(_BITS) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 8) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case _:
                end = min(at + chance.randint(1, 30), len(data))
                data = data[:end] + data[at:end] + chance.choice(_BITS) + data[end:]
    return data
