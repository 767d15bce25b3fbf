"""A history that can be read but not written: on a full disk, in a folder without rights."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.search import EVERYTHING, HistoryQuery
from ossdrop.history.store import HistoryStore
from tests.core.history.test_store import entry

if sys.platform == "win32":
    pytest.skip("no limits and no modes of folders there", allow_module_level=True)
import resource

Unwritable = Callable[[Path], contextlib.AbstractContextManager[None]]
_NOBODY = 65534


@contextlib.contextmanager
def full_disk(_folder: Path) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def no_rights(folder: Path) -> Iterator[None]:
    user = os.geteuid()
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if user == 0:  # who may do everything
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o700)
        for file in folder.iterdir():
            file.chmod(0o600)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where also nobody could come to: not below a folder that is root's alone."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        yield Path(made)


def ids(store: HistoryStore, query: HistoryQuery = EVERYTHING) -> list[int]:
    return [int(one) for one in store.ids(query)]


@pytest.mark.parametrize("unwritable", [full_disk, no_rights])
@pytest.mark.parametrize("is_held", [False, True])
def test_a_history_that_cannot_be_written_is_read_all_the_same(
    folder: Path, unwritable: Unwritable, *, is_held: bool
) -> None:
    """A fresh link can be had at any time: it failed where the home was read-only."""
    path = folder / "history.sqlite"
    other = HistoryStore(path)
    row_id = other.add(entry())
    if not is_held:  # else what was added is in the file beside it alone
        other.close()
    with unwritable(folder):
        store = HistoryStore(path)
        assert ids(store) == [row_id]
        assert ids(store, HistoryQuery(text="猫")) == [row_id]
        assert store.get(row_id) is not None
        version = store.version()  # the window asks for it first, and had shown no row
        assert store.version() == version
        with pytest.raises(OssDropError) as told:
            store.add(entry("p/b.png"))
        assert told.value.code is ErrorCode.HISTORY_FAILED
    second = other.add(entry("p/b.png"))  # there is room again
    assert store.version() != version
    third = store.add(entry("p/c.png"))
    assert sorted(ids(store)) == [row_id, second, third]
    store.close()
    other.close()
