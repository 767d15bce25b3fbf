"""The model of the history: a late answer belongs to what was shown when it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex

from ossdrop.config.profile_id import ProfileId
from ossdrop.drops import Drop, new_drop_id
from ossdrop.history.store import HistoryStore
from ossdrop.place import Place
from ossdrop_gui.background import Background
from ossdrop_gui.history.model import HistoryModel
from ossdrop_gui.rows.content import CONTENT_ROLE
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

    def search(self, work: Callable[[], Any], on_result: Any, on_error: Any) -> None:
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


def test_a_row_says_which_bucket_has_it_where_files_go_to_another_now(tmp_path: Path) -> None:
    store, held = HistoryStore(tmp_path / "history.sqlite"), Held()
    model = HistoryModel(store, held, Thumbnails(held))
    made = entry("p/a.png", name="a.png")
    store.add(made)
    model.reload()
    held.searches.pop()()
    assert model.entry(0) is None
    held.pages.pop()()

    def subtitle() -> str:
        return str(model.data(model.index(0), CONTENT_ROLE).subtitle)  # type: ignore[attr-defined]

    assert made.bucket not in subtitle()  # nobody knows yet where they go
    model.show_home(Place(made.profile, made.bucket, made.region))
    assert made.bucket not in subtitle()
    other = ProfileId("profile-0123456789abcdef")
    model.show_home(Place(other, "another-bucket", made.region))
    assert made.bucket in subtitle()
    model.show_home(Place(other, made.bucket, made.region))  # one bucket of two destinations
    assert made.bucket in subtitle()
    model.show_names({made.profile: "Customer A"})
    assert f"Customer A · {made.bucket}" in subtitle()
    model.show_home(Place(made.profile, made.bucket, made.region))
    assert "Customer A" not in subtitle()
    model.show_buckets({made.profile: made.bucket})
    assert "Customer A" not in subtitle()
    model.show_buckets({made.profile: made.bucket, other: "another-bucket"})
    assert f"Customer A · {made.bucket}" in subtitle()  # of several, always
    model.show_buckets({made.profile: "another-bucket"})  # what is called so now is another place
    model.show_home(Place(made.profile, "another-bucket", made.region))
    assert made.bucket in subtitle()
    assert "Customer A" not in subtitle()
    store.close()
    held.close()


def test_files_of_a_drop_join_in_its_order_and_the_other_rows_stay_what_they_are(
    tmp_path: Path,
) -> None:
    """A row that is selected, or has the keyboard, is not lost when one comes between."""
    store, held = HistoryStore(tmp_path / "history.sqlite"), Held()
    model = HistoryModel(store, held, Thumbnails(held))
    old = [store.add(entry(f"p/{n}.png")) for n in range(100)][::-1]
    drop = Drop(new_drop_id(), files=4)

    def add(place: int) -> int:
        return store.add(entry(f"p/{drop.id}/{place}", drop=drop, place=place))

    second, last = add(2), add(4)
    model.reload()
    held.searches.pop()()
    chosen = QPersistentModelIndex(model.index(1, 0))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    first, third = add(1), add(3)
    other = store.add(entry("p/other.png"))
    model.renew()
    held.searches.pop()()
    ids = [other, first, second, third, last, *old]
    assert list(model.ids_of(0, len(ids))) == ids
    assert chosen.row() == 4
    assert not resets
    store.close()
    held.close()
