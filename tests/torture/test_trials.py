"""A small part of each trial in every run of the tests; the whole is `make torture`."""

from __future__ import annotations

import sys

import pytest

from tests.torture.__main__ import run
from tests.torture.trials import TRIALS

# Of the full amounts: some ten seconds each.
_SCALES = {
    "kills": 0.03,
    "faults": 0.15,
    "moving": 0.2,
    "disks": 0.2,
    "damaged": 0.2,
    "operations": 0.1,
    "keyring": 0.3,
    "long": 0.1,
    "old": 0.1,
    "together": 0.1,
}

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="faults are made as Linux makes them"),
]


@pytest.fixture(autouse=True)
def no_leaked_threads() -> None:
    """Instead of the one for small tests: the trial of long runs counts them itself."""


@pytest.mark.parametrize("name", TRIALS)
def test_nothing_breaks(name: str) -> None:
    assert run(name, seed=20261125, scale=_SCALES[name])
