"""A drop of many files is one row of the history, until it is opened or something is looked for."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ossdrop.drops import MOST_SINGLE, Drop, new_drop_id
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import import_rows, write_csv, write_json
from ossdrop.history.listing import ListingMaker
from ossdrop.history.schema import MIGRATIONS
from ossdrop.history.search import HistoryQuery, LinkState
from ossdrop.history.stacks import StackFolder
from ossdrop.history.store import HistoryStore
from ossdrop.intake.natural_order import natural_order
from ossdrop.practice.server import PracticeServer
from ossdrop.transfers.transfer import TransfersAdded
from tests.core.history.test_store import entry
from tests.core.transfers.test_restart import app_of, restored

NOW = datetime.now(UTC).replace(microsecond=0)
MANY = MOST_SINGLE + 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(tmp_path / "history.sqlite")
    yield made
    made.close()


def dropped(count: int, name: str = "summer") -> list[HistoryEntry]:
    drop = Drop(new_drop_id(), name, count)
    return [
        entry(
            f"p/{drop.id}/{place}.png",
            name=f"{name} {place}.png",
            drop=drop,
            place=place,
            size_bytes=place,
            source_path=Path(f"/pictures/{place}.png"),
            link_expires_at=NOW + timedelta(hours=place),
        )
        for place in range(1, 1 + count)
    ]


def single(name: str) -> HistoryEntry:
    return entry(f"p/{name}", name=name)


def test_a_large_drop_is_one_row_where_its_newest_is(store: HistoryStore) -> None:
    before = store.add(single("before.png"))
    files = dropped(MANY)
    ids = [store.add(file) for file in reversed(files[1:])]
    between = store.add(single("between.png"))
    store.add(files[0])
    after = store.add(single("after.png"))
    listing = store.listing()
    assert list(listing.ids) == [after, ids[0], between, before]
    assert listing.stacks == {ids[0]: files[0].drop.id}
    assert sum(start.row == 0 for start in listing.days) == 1
    stack = store.stacks([files[0].drop.id])[files[0].drop.id]
    assert (stack.name, stack.files, stack.size_bytes) == ("summer", MANY, MANY * (MANY + 1) // 2)
    assert stack.ends_at == NOW + timedelta(hours=1)
    assert len(stack.pictured) == 3


def test_what_is_added_to_a_stack_changes_no_row(store: HistoryStore) -> None:
    files = dropped(MANY + 5)
    for file in files[:2]:
        store.add(file)
    one = store.listing()
    for file in files[2:]:
        store.add(file)
    assert store.listing().ids == one.ids
    assert store.stacks([files[0].drop.id])[files[0].drop.id].files == MANY + 5


def test_a_drop_that_turned_out_to_be_large_takes_its_first_files_in(store: HistoryStore) -> None:
    files = dropped(MANY)
    drop = files[0].drop
    store.add(replace(files[0], drop=replace(drop, files=1)))
    assert not store.listing().stacks
    store.add(files[1])
    assert len(store.listing().ids) == 1


def test_a_small_drop_stays_rows(store: HistoryStore) -> None:
    store.add_all(dropped(MOST_SINGLE))
    listing = store.listing()
    assert len(listing.ids) == MOST_SINGLE
    assert not listing.stacks


def test_an_opened_stack_has_its_files_in_the_order_of_the_drop(store: HistoryStore) -> None:
    files = dropped(MANY)
    store.add_all([*files[3:], single("other.png"), *files[:3]])
    opened = store.listing(HistoryQuery(drop=files[0].drop.id))
    entries = store.entries(opened.ids)
    assert [entries[row].place for row in opened.ids] == list(range(1, MANY + 1))
    assert not opened.stacks
    assert not opened.days
    assert store.rows_of_drop(files[0].drop.id) == opened.ids
    found = store.listing(HistoryQuery("12.", drop=files[0].drop.id))
    assert [store.entries(found.ids)[row].name for row in found.ids] == ["summer 12.png"]


def test_a_search_finds_files_inside(store: HistoryStore) -> None:
    store.add_all([*dropped(MANY), *dropped(MANY, "winter")])
    found = store.listing(HistoryQuery("winter 12."))
    assert [store.entries(found.ids)[row].name for row in found.ids] == ["winter 12.png"]
    working = store.listing(HistoryQuery(state=LinkState.WORKING))
    assert len(working.ids) == 2 * MANY
    assert not working.stacks


def test_the_first_rows_of_a_listing_are_folded_as_well(store: HistoryStore) -> None:
    old = store.add(single("old.png"))
    store.add_all([*dropped(MANY), *dropped(100, "winter")])
    first = store.listing(limit=110)
    assert len(first.ids) == 2
    assert not first.is_whole
    whole = store.listing()
    assert whole.is_whole
    assert whole.ids[:2] == first.ids
    assert whole.ids[2] == old


def test_a_stack_tells_the_end_of_the_first_link_that_still_works(store: HistoryStore) -> None:
    files = dropped(MANY)
    over = replace(files[0], link_expires_at=NOW - timedelta(hours=1))
    store.add_all([over, *files[1:]])
    drop_id = over.drop.id
    assert store.stacks([drop_id])[drop_id].ends_at == files[1].link_expires_at
    assert store.stacks([1, 2]) == {}


def test_a_history_of_before_opens(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        made = HistoryStore(tmp_path / "new.sqlite")
        made.add(single("a.png"))
        made.close()
        before = len(MIGRATIONS) - 5
        connection.create_function("grams", 1, lambda text: text)
        connection.create_function("search_text", 3, lambda *texts: "")
        for migration in MIGRATIONS[:before]:
            connection.execute(migration)
        connection.execute(f"PRAGMA user_version = {before}")
    store = HistoryStore(path)
    row = store.add(single("a.png"))
    assert list(store.listing().ids) == [row]
    store.close()


def test_a_folder_and_a_drop_after_a_restart_are_what_they_were(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{n}.png", f"picture {n}".encode()) for n in range(MANY)]
    first, recorder = app_of(variables)
    practice.faults.hold = threading.Event()
    first.submit([paths[0].parent])
    recorder.wait_for(lambda e: isinstance(e, TransfersAdded) and len(e.transfers) == MANY)
    first.close()
    practice.faults.hold = None
    second, recorder = app_of(variables)
    restored(second, recorder)
    assert len(recorder.batch(second.transfers.resume_all()).succeeded) == MANY
    listing = second.history.listing()
    ((_, drop_id),) = listing.stacks.items()
    stack = second.history.stacks([drop_id])[drop_id]
    assert (stack.name, stack.files) == (paths[0].parent.name, MANY)
    ids = second.history.rows_of_drop(drop_id)
    names = [second.history.entries([row])[row].name for row in ids]
    assert names == sorted((path.name for path in paths), key=natural_order)
    single_batch = second.submit([make_file("alone.png", b"alone")])
    recorder.batch(single_batch)
    newest = second.history.listing().ids[0]
    assert second.history.entries([newest])[newest].drop == Drop()
    second.close()


def test_a_file_that_is_given_again_belongs_to_the_newest_large_drop(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{n}.png", f"picture {n}".encode()) for n in range(MANY)]
    app, recorder = app_of(variables)
    recorder.batch(app.submit([paths[0].parent]))
    make_file("new.png", b"new")
    recorder.batch(app.submit([paths[0].parent]))
    listing = app.history.listing()
    ((_, drop_id),) = listing.stacks.items()
    assert app.history.stacks([drop_id])[drop_id].files == MANY + 1
    recorder.batch(app.submit(paths[:3]))  # a few of them are no drop of their own
    assert app.history.listing().stacks == listing.stacks
    app.close()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("link_expires_at", "abc"),
        ("link_expires_at", b"\xff"),
        ("size_bytes", float("inf")),
        ("drop_name", b"A\xffB"),
        ("drop_name", "a\nb\x1b[2J"),
        ("drop_files", -3),
        ("drop_place", "x"),
        ("crc64", "no number"),
    ],
)
def test_an_odd_cell_costs_no_other_row(
    store: HistoryStore, tmp_path: Path, column: str, value: object
) -> None:
    files = dropped(MANY)
    store.add_all(files)
    with sqlite3.connect(tmp_path / "history.sqlite") as other:
        other.execute(f"UPDATE uploads SET {column} = ? WHERE id = 1", (value,))
    drop_id = files[0].drop.id
    stack = store.stacks([drop_id])[drop_id]
    assert stack.files == MANY
    assert stack.name.isprintable()
    assert list(store.listing().stacks.values()) == [drop_id]
    assert len(store.entries(store.rows_of_drop(drop_id))) >= MANY - 1


def test_odd_ids_of_drops_cost_no_link(store: HistoryStore, tmp_path: Path) -> None:
    store.add_all(dropped(MANY))
    for value in (-7, "text", 0.5, b"x", 2**62):
        with sqlite3.connect(tmp_path / "history.sqlite") as other:
            other.execute("UPDATE uploads SET drop_id = ?", (value,))
        listing = store.listing()
        if listing.stacks:
            assert store.stacks(tuple(listing.stacks.values()))
        else:
            assert len(store.entries(listing.ids)) == MANY


def test_a_stack_counts_the_links_that_have_ended(store: HistoryStore) -> None:
    files = dropped(MANY)
    past = NOW - timedelta(hours=1)
    over = [replace(file, link_expires_at=past) for file in files[:3]]
    store.add_all([*over, *files[3:]])
    drop_id = files[0].drop.id
    assert store.stacks([drop_id])[drop_id].expired == 3
    for row in store.rows_of_drop(drop_id):
        store.note_link(row, past)
    stack = store.stacks([drop_id])[drop_id]
    assert (stack.expired, stack.ends_at) == (MANY, past)


def test_an_exported_stack_comes_in_as_one(store: HistoryStore, tmp_path: Path) -> None:
    store.add_all(dropped(MANY, "夏季, =1+1"))
    assert len(store.ids()) == MANY  # whoever writes rows has all of them
    for name in ("all.csv", "all.json"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            rows = store.entries(store.ids()).values()
            (write_csv if name.endswith("csv") else write_json)(rows, file)
        other = HistoryStore(tmp_path / f"{name}.sqlite")
        assert import_rows(other, tmp_path / name).added == MANY
        ((_, drop_id),) = other.listing().stacks.items()
        stack = other.stacks([drop_id])[drop_id]
        assert (stack.name, stack.pictured) == ("夏季, =1+1", ())
        assert drop_id not in store.listing().stacks.values()  # it is theirs, not ours
        other.close()


def test_files_of_a_small_drop_stand_in_its_order_whichever_was_sent_first(
    store: HistoryStore,
) -> None:
    before = store.add(single("before.png"))
    files = dropped(5)
    ids = {store.add(files[place - 1]): place for place in (2, 5, 1, 4, 3)}
    other = {store.add(file): file.place for file in reversed(dropped(3, "winter"))}
    after = store.add(single("after.png"))
    expected = [after, *sorted(other, key=other.__getitem__), *sorted(ids, key=ids.__getitem__)]
    assert list(store.listing().ids) == [*expected, before]
    found = store.listing(HistoryQuery(text="summer")).ids
    assert [ids[row] for row in found] == [1, 2, 3, 4, 5]


def test_a_small_drop_over_the_border_of_what_is_read_at_once_stays_in_order(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ossdrop.history.store._CHUNK_ROWS", 2)
    ids = [store.add(file) for file in dropped(5)]
    assert list(store.listing().ids) == ids


def test_a_small_drop_around_midnight_has_one_heading(store: HistoryStore) -> None:
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    for file in reversed(dropped(4)):
        moment = midnight + timedelta(seconds=file.place - 2 if file.place != 2 else -5)
        store.add(replace(file, created_at=moment.astimezone(UTC)))
    assert len(store.listing().days) == 1


def test_the_first_rows_are_a_beginning_of_all_of_them(store: HistoryStore) -> None:
    """A drop that they would cut is left to the rest: what is shown keeps its place."""
    store.add(single("before.png"))
    for file in reversed(dropped(5)):
        store.add(file)
    after = [store.add(single(f"after {n}.png")) for n in range(3)][::-1]
    whole = list(store.listing().ids)
    assert list(store.listing(limit=5).ids) == after
    assert whole[:3] == after
    assert not store.listing(limit=5).is_whole
    assert len(store.listing(HistoryQuery(text="summer"), limit=3).ids) == 3  # or nothing is seen


def test_a_drop_of_many_pieces_is_put_in_order_once() -> None:
    """Four times as many rows take about four times as long: each piece had looked back at all."""

    def took_s(count: int) -> float:
        maker = ListingMaker("i", count, StackFolder({}), by_drop=True)
        began = time.process_time()
        for first in range(0, count, 100):
            maker.add([(count - n, 0, 7, count - n) for n in range(first, first + 100)])
        listing = maker.listing(is_whole=True, has_days=False)
        assert list(listing.ids) == list(range(1, count + 1))
        return time.process_time() - began

    few, many = (min(took_s(count) for _ in range(3)) for count in (10_000, 40_000))
    assert many < 9 * few  # where each piece looks back it is sixteen times
