"""`make test` runs every test once, in two processes."""

from __future__ import annotations

from pathlib import Path

from tools.run_tests import halves

TESTS = Path(__file__).parents[1]


def test_every_test_is_in_one_half() -> None:
    folders = [folder for half in halves() for folder in half]
    files = [path.relative_to(TESTS.parent) for path in TESTS.rglob("test_*.py")]
    assert all(sum(path.is_relative_to(folder) for folder in folders) == 1 for path in files)
    assert all(halves())
