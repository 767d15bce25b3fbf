"""The model of the history: a late answer belongs to what was shown when it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ossdrop.history.store import HistoryStore
from ossdrop_gui.background import Background
from ossdrop_gui.history.model import HistoryModel
from ossdrop_gui.rows.thumbnails import Thumbnails
from tests.core.history.test_store import entry

pytestmark = pytest.mark.usefixtures("qapp")


class Held(Background):
    """Work that is done when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Callable[[], None]] = []
        self.searches: list[Callable[[], None]] = []

    def run(self, work: Callable[[], Any], on_result: Any = None, on_error: Any = None) -> None:
        result = work()
        self.pages.append(lambda: on_result(result))

    def search(self, work: Callable[[], Any], on_result: Callable[[Any], None]) -> None:
        self.searches.append(lambda: on_result(work()))


def test_a_page_of_before_is_no_page_of_now(tmp_path: Path) -> None:
    store, held = HistoryStore(tmp_path / "history.sqlite"), Held()
    model = HistoryModel(store, held, Thumbnails(held))
    first = store.add(entry("p/a.png", name="a.png"))
    model.reload()
    held.searches.pop()()
    assert model.rowCount() == 1
    model.reload()  # another question, whose answer is not there yet
    assert model.entry(0) is None
    (late,) = held.pages
    store.add(entry("p/b.png", name="b.png"))
    held.searches.pop()()
    assert model.rowCount() == 2
    late()
    assert model.entry(0) is None
    held.pages[-1]()
    assert [one.name for row in (0, 1) if (one := model.entry(row))] == ["b.png", "a.png"]
    assert first
    store.close()
    held.close()
