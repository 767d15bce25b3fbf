"""The history on the page: search, several rows, undo, delete, temporary links, other processes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.policies import Policies
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.profiles import Kind, Profile
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import Imported, write_csv
from ossdrop.history.search import FileKind, LinkState
from ossdrop.history.store import HistoryStore
from ossdrop.links import Link, LinkFormat, LinkTemplate
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file
from ossdrop.transfers.transfer import Queue, Transfer
from ossdrop_gui.app import Desktop
from ossdrop_gui.history.menu import RowMenu
from ossdrop_gui.look.theme import ROW_HEIGHT
from ossdrop_gui.notices.line_question import LineQuestion
from ossdrop_gui.rows.content import CONTENT_ROLE, RowAction, RowContent
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.config.test_keyring import Backend
from tests.core.history.test_store import entry
from tests.gui.conftest import activate, choosing, close
from tests.gui.settings.conftest import opened
from tests.gui.upload.test_uploads import click, clipboard

Drop = Callable[..., None]


def sent(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path], *names: str
) -> None:
    drop(desktop.window, [make_file(name, name.encode()) for name in names])
    rows = desktop.window.history.list.model()
    qtbot.waitUntil(lambda: rows.rowCount() == len(names))
    qtbot.waitUntil(lambda: contents(desktop)[-1].title != "")


def contents(desktop: Desktop) -> list[RowContent]:
    model = desktop.window.history.list.model()
    return [model.index(row, 0).data(CONTENT_ROLE) for row in range(model.rowCount())]


def titles(desktop: Desktop) -> list[str]:
    """Of the rows that are loaded."""
    return [content.title for content in contents(desktop) if content.title]


def select(desktop: Desktop, *rows: int) -> None:
    rows_list = desktop.window.history.list
    rows_list.clearSelection()
    for row in rows:
        index = rows_list.model().index(row, 0)
        rows_list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def test_a_search_shows_what_has_the_text_and_clearing_it_all(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "cat.png", "猫 dog.txt", "film.mp4")
    bar = desktop.window.history.bar
    bar.box.setText("猫")
    qtbot.waitUntil(lambda: titles(desktop) == ["猫 dog.txt"])
    bar.box.setText("nothing like it")
    qtbot.waitUntil(lambda: titles(desktop) == [])
    assert bar.isVisible()
    bar.clear()
    qtbot.waitUntil(lambda: len(titles(desktop)) == 3)
    menu = bar.menu()
    next(action for action in menu.actions() if action.text() == "Clips").trigger()
    qtbot.waitUntil(lambda: titles(desktop) == ["film.mp4"])
    assert bar.filter_words == "Clips"
    bar.clear()
    bar.choose_state(LinkState.EXPIRED)
    qtbot.waitUntil(lambda: titles(desktop) == [])


def test_down_leads_from_the_search_to_what_was_found(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "cat.png", "dog.txt")
    activate(qtbot, desktop)
    history = desktop.window.history
    history.bar.box.setFocus()
    history.bar.box.setText("cat")
    qtbot.waitUntil(lambda: titles(desktop) == ["cat.png"])
    qtbot.keyClick(history.bar.box, Qt.Key.Key_Down)
    assert history.list.hasFocus()
    assert history.list.currentIndex().row() == 0


def test_what_is_dropped_is_seen_whatever_was_looked_for(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    """It arrived, its link was copied, and the list showed nothing of it."""
    sent(qtbot, desktop, drop, make_file, "cat.png")
    bar = desktop.window.history.bar
    bar.box.setText("nothing like it")
    qtbot.waitUntil(lambda: titles(desktop) == [])
    drop(desktop.window, [make_file("dog.png", b"a dog")])
    qtbot.waitUntil(lambda: titles(desktop) == ["dog.png", "cat.png"])
    assert bar.query.is_empty


def test_links_of_several_rows_are_copied_in_order_in_the_chosen_format(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png", "b.png", "c.png")
    select(desktop, 0, 2)
    entries = chosen(desktop)
    top, _, bottom = titles(desktop)
    assert [entry.name for entry in entries] == [top, bottom]
    desktop.history_flow.copy_links(entries, LinkTemplate("{name}"))
    qtbot.waitUntil(lambda: clipboard() == f"{top}\n{bottom}")
    desktop.history_flow.copy_links(entries, LinkFormat.DASHSCOPE)
    qtbot.waitUntil(lambda: clipboard().startswith("["))
    assert [list(part) for part in json.loads(clipboard())] == [["image"], ["image"]]
    desktop.history_flow.copy_links(entries[:1], None, 600)
    qtbot.waitUntil(lambda: "x-oss-expires=600" in clipboard())
    assert clipboard().count("\n") == 0
    qtbot.waitUntil(lambda: contents(desktop)[0].pill.text.endswith("min left"))


def test_links_that_can_be_made_are_copied_and_the_others_told(
    qtbot: QtBot,
    qapp: QApplication,
    variables: dict[str, str],
    store: Backend,
    drop: Drop,
    make_file: Callable[..., Path],
) -> None:
    """One row of a destination that was removed, and none of seven links was copied."""
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text("".join(f"{n}={v}\n" for n, v in variables.items()))
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: BUCKET in desktop.window.chip.accessibleName())
    sent(qtbot, desktop, drop, make_file, "a.png", "b.png")
    select(desktop, 0, 1)
    entries, toast = chosen(desktop), desktop.window.toast
    other = "profile-0123456789abcdef"
    gone = replace(
        entries[0],
        profile=other,
        bucket="lab-bucket",
        region="cn-beijing",
        endpoint=parse_endpoint("oss-cn-beijing.aliyuncs.com", "lab-bucket"),
        access_key_masked="LTAI...abcd",
        access_key_fingerprint="other",
    )
    desktop.history_flow.copy_links([entries[0], gone, entries[1]], LinkTemplate("{name}"))
    qtbot.waitUntil(lambda: clipboard() == f"{entries[0].name}\n{entries[1].name}")
    qtbot.waitUntil(lambda: "2 links copied." in toast.text)
    assert "1 link could not be made." in toast.text
    assert "LTAI...abcd" in toast.text
    assert "lab-bucket" in toast.text
    set_up, _ = toast.buttons
    set_up.click()
    page = opened(qtbot, desktop)
    qtbot.waitUntil(lambda: page.form.bucket.text() == "lab-bucket")
    assert page.form.region.region == "cn-beijing"
    assert not page.form.endpoint.text()
    assert page.flow.profile not in ("default", other)
    assert not toast.isVisible()
    close(desktop)


def test_a_problem_with_a_row_does_not_follow_to_another_page(
    qtbot: QtBot, desktop: Desktop
) -> None:
    """It lay over the last rows, or over a button, of every page until it was closed."""
    gone = entry_of("a.png", timedelta(hours=1))
    other = replace(gone, profile="profile-0123456789abcdef", access_key_masked="LTAI...abcd")
    desktop.history_flow.copy_links([other])
    toast = desktop.window.toast
    qtbot.waitUntil(lambda: toast.isVisible() and "no longer set up" in toast.text)
    assert "links copied" not in toast.text
    desktop.open_settings()
    assert not toast.isVisible()


def test_what_changes_while_its_page_is_read_is_read_once_more(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A link of ten minutes was copied right after another one, and its row said two days."""
    sent(qtbot, desktop, drop, make_file, "a.png")
    assert desktop.core is not None
    store, model = desktop.core.history, desktop.window.history.list.model()
    (row,) = store.ids()
    read, going, goes_on = store.entries, threading.Event(), threading.Event()

    def held(ids: Sequence[int]) -> dict[int, HistoryEntry]:
        found = read(ids)
        going.set()
        assert goes_on.wait(20)
        return found

    monkeypatch.setattr(store, "entries", held)
    model.refresh([row])
    assert going.wait(20)
    monkeypatch.setattr(store, "entries", read)
    store.note_link(row, datetime.now(UTC) + timedelta(minutes=10))
    model.refresh([row])
    goes_on.set()
    qtbot.waitUntil(lambda: contents(desktop)[0].pill.text.endswith("min left"))


@pytest.mark.parametrize("hours", [0, 23, 48], ids=["a second on", "soon over", "over"])
def test_a_tick_paints_what_changed_as_a_whole_repaint_would(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    assert desktop.core is not None
    desktop.core.history.add_all(entry_of(name, timedelta(hours=24)) for name in "ab")
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: sorted(titles(desktop)) == ["a", "b"])
    desktop.window.history._tick.stop()
    rows = desktop.window.history.list
    at = datetime.now(UTC)
    monkeypatch.setattr("ossdrop_gui.history.model.service_now", lambda: at)

    def screen_after(paint: Callable[[], None]) -> QImage:
        paint()
        QApplication.processEvents()
        window, place = desktop.window, rows.visualRect(rows.model().index(0, 0))
        corner = rows.viewport().mapTo(window, place.topLeft())
        screen = window.screen().grabWindow(
            window.winId(), corner.x(), corner.y(), place.width(), 2 * ROW_HEIGHT
        )
        return screen.toImage()

    before = screen_after(rows.viewport().update)
    at += timedelta(hours=hours, seconds=1)
    ticked = screen_after(rows.tick)
    assert ticked != before
    assert ticked == screen_after(rows.viewport().update)


def test_rows_that_come_in_above_move_nothing(qtbot: QtBot, desktop: Desktop) -> None:
    assert desktop.core is not None
    store, pane = desktop.core.history, desktop.window.history
    store.add_all(entry_of(f"{n:04}.png", timedelta(hours=1)) for n in range(2000))
    pane.show_new([])
    rows = pane.list
    qtbot.waitUntil(lambda: rows.model().rowCount() == 2000)  # found by itself
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)

    def seen() -> str:
        content = rows.indexAt(QPoint(rows.viewport().width() // 2, 40)).data(CONTENT_ROLE)
        return content.title if isinstance(content, RowContent) else ""

    qtbot.waitUntil(lambda: seen() != "")
    before = seen()
    select(desktop, 1001)
    chosen_ids = list(pane.selected_ids)
    another = HistoryStore(data_folder() / "history.sqlite")  # of a command, for example
    another.add_all(entry_of(f"new {n}.png", timedelta(hours=1)) for n in range(3))
    another.close()
    qtbot.waitUntil(lambda: rows.model().rowCount() == 2003)
    qtbot.waitUntil(lambda: seen() != "")
    assert seen() == before
    assert list(pane.selected_ids) == chosen_ids


def test_a_removed_row_comes_back_by_undo(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    practice: PracticeServer,
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png", "b.png")
    before = titles(desktop)
    select(desktop, 0)
    desktop.history_flow.remove(chosen(desktop))
    qtbot.waitUntil(lambda: len(titles(desktop)) == 1)
    assert len(practice.service.store.buckets[BUCKET].objects) == 2
    undo = next(b for b in desktop.window.toast.buttons if b.text() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: titles(desktop) == before)
    select(desktop, 0)
    desktop.history_flow.remove(chosen(desktop))
    qtbot.waitUntil(lambda: len(titles(desktop)) == 1)
    QTest.keySequence(desktop.window, QKeySequence(QKeySequence.StandardKey.Undo))
    qtbot.waitUntil(lambda: titles(desktop) == before)


def test_deleting_asks_once_and_takes_the_file_out_of_the_bucket(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    practice: PracticeServer,
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png", "b & <b>.png")
    objects = practice.service.store.buckets[BUCKET].objects
    select(desktop, 1)
    pane = desktop.window.history
    pane.ask_before_deleting(chosen(desktop))
    box = desktop.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "Delete “b & <b>.png” from the bucket?"
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "stop working at once" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Delete").click()
    qtbot.waitUntil(lambda: len(objects) == 1)
    qtbot.waitUntil(lambda: len(titles(desktop)) == 1)
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    select(desktop, 0)
    desktop.history_flow.delete(chosen(desktop))
    qtbot.waitUntil(lambda: "is not allowed" in desktop.window.toast.text)
    assert desktop.window.history.list.model().rowCount() == 1


def test_whether_a_link_opens_is_found_out_with_one_byte(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    practice: PracticeServer,
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png")
    select(desktop, 0)
    (entry,) = chosen(desktop)
    desktop.history_flow.try_link(entry)
    qtbot.waitUntil(lambda: desktop.window.toast.text == "It opens: a.png")
    practice.service.store.buckets[BUCKET].objects.clear()
    desktop.history_flow.try_link(entry)
    qtbot.waitUntil(lambda: "no longer in the bucket" in desktop.window.toast.text)


def chosen(desktop: Desktop) -> list[HistoryEntry]:
    """The selected entries, from top to bottom."""
    assert desktop.core is not None
    ids = desktop.window.history.selected_ids
    entries = desktop.core.history.entries(ids)
    return [entries[row_id] for row_id in ids]


def entry_of(name: str, left: timedelta, model: str = "") -> HistoryEntry:
    now = datetime.now(UTC)
    return HistoryEntry(
        now,
        "default",
        "dashscope" if model else BUCKET,
        "cn-hangzhou",
        parse_endpoint("oss-cn-hangzhou.aliyuncs.com", BUCKET),
        f"k/{name}",
        name,
        7,
        "image/png",
        1,
        Path(f"/nowhere/{name}"),
        "LTAI...st01",
        "f",
        86_400,
        now + left,
        model,
    )


def test_a_temporary_file_is_kept_in_the_bucket_of_any_profile(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    assert desktop.core is not None
    temporary = replace(entry_of("a.png", timedelta(hours=1), "m"), source_path=make_file("a.png"))
    desktop.core.history.add(temporary)
    desktop.window.history.show_new([])
    profiles = desktop.core.destinations.profiles
    chosen_kind = Profile("default", kind=Kind.TEMPORARY)  # its bucket is still set
    desktop.core.destinations.keep_profiles(profiles.with_profile(chosen_kind))
    qtbot.waitUntil(lambda: titles(desktop) == ["a.png"])
    rows = desktop.window.history.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    qtbot.keyClick(rows, Qt.Key.Key_Menu)
    qtbot.waitUntil(lambda: desktop.window.findChild(RowMenu) is not None)
    menu = desktop.window.findChild(RowMenu)
    assert isinstance(menu, RowMenu)
    texts = [action.text() for action in menu.actions()]
    keep = menu.actions()[texts.index(f"Keep it: upload to “{BUCKET}”")]
    keep.trigger()
    menu.close()
    qtbot.waitUntil(lambda: "x-oss-signature" in clipboard())
    assert requests.get(clipboard(), timeout=10).content == b"a cat"
    qtbot.waitUntil(lambda: len(titles(desktop)) == 2)


def with_red(qtbot: QtBot, desktop: Desktop) -> None:
    """Another destination, of another customer."""
    assert desktop.core is not None
    other = Profile(ProfileId("profile-7"), "Red", Kind.BUCKET)
    other.env_path.parent.mkdir(parents=True, exist_ok=True)
    other.env_path.write_text("QWEN_TMP_OSS_BUCKET=red-assets\n")
    desktop.core.destinations.keep_profiles(desktop.core.destinations.profiles.with_profile(other))
    desktop._settings.tell_profiles()
    qtbot.waitUntil(lambda: [name for _, name in buckets(desktop)] == [BUCKET, "Red"])


def buckets(desktop: Desktop) -> tuple[tuple[ProfileId, str], ...]:
    return desktop.window.profile_menu.with_bucket


def test_of_several_buckets_the_history_shows_one(qtbot: QtBot, desktop: Desktop) -> None:
    """What a customer has was found only by the names of its files."""
    assert desktop.core is not None
    history, bar = desktop.window.history, desktop.window.history.bar
    ours = replace(entry_of("ours.png", timedelta(hours=1), ""), bucket=BUCKET)
    theirs = replace(ours, profile="profile-7", bucket="red-assets", name="theirs.png")
    for one in (ours, theirs):
        desktop.core.history.add(one)
    history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop) == ["theirs.png", "ours.png"])
    assert "All destinations" not in [one.text() for one in bar.menu().actions()]
    with_red(qtbot, desktop)
    desktop._settings.buckets_found.emit({"default": BUCKET, "profile-7": "red-assets"})

    def choose(words: str) -> None:
        actions = bar.menu().actions()
        next(one for one in actions if one.text() == words).trigger()

    choose("Red")
    qtbot.waitUntil(lambda: titles(desktop) == ["theirs.png"])
    assert bar.filter_words == "Red"
    choose("Pictures")
    assert bar.filter_words == "Pictures · Red"
    assert [one.text() for one in bar.menu().actions() if one.isChecked()] == ["Pictures", "Red"]
    choose("All destinations")
    qtbot.waitUntil(lambda: titles(desktop) == ["theirs.png", "ours.png"])
    choose(BUCKET)
    qtbot.waitUntil(lambda: titles(desktop) == ["ours.png"])
    history.show_all()
    qtbot.waitUntil(lambda: titles(desktop) == ["theirs.png", "ours.png"])
    assert not bar.filter_words


def test_in_a_narrow_window_the_heading_says_what_is_shown(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """Nothing did: the other files seemed to be gone."""
    sent(qtbot, desktop, drop, make_file, "cat.png", "dog.txt")
    desktop.window.resize(640, 600)
    heading, bar = desktop.window.history.heading, desktop.window.history.bar
    qtbot.waitUntil(lambda: not heading.more.isVisible())
    assert heading.title.text() == "History"
    bar.choose_kind(FileKind.IMAGE)
    qtbot.waitUntil(lambda: titles(desktop) == ["cat.png"])
    assert heading.title.text() == "Pictures"
    desktop.window.resize(1000, 600)
    qtbot.waitUntil(heading.more.isVisible)
    assert (heading.title.text(), heading.more.text()) == ("History", "Pictures")


def test_of_several_buckets_one_says_which_gets_a_temporary_file(
    qtbot: QtBot, desktop: Desktop
) -> None:
    """It went to the first one there was, which may be another customer's."""
    assert desktop.core is not None
    with_red(qtbot, desktop)
    temporary = entry_of("a.png", timedelta(hours=1), "m")
    desktop.core.history.add(temporary)
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop) == ["a.png"])
    select(desktop, 0)
    asked = list[tuple[object, ...]]()
    desktop.window.history.keep_asked.disconnect()
    desktop.window.history.keep_asked.connect(lambda *given: asked.append(given))
    desktop.window.history._show_menu(chosen(desktop), QPoint())
    menu = desktop.window.findChild(RowMenu)
    assert isinstance(menu, RowMenu)
    keep = next(one.menu() for one in menu.actions() if one.text() == "Keep it: upload to")
    assert isinstance(keep, QMenu)
    assert [one.text() for one in keep.actions()] == [BUCKET, "Red"]
    keep.actions()[1].trigger()
    menu.close()
    assert asked == [([temporary.source_path], "profile-7", "")]


def test_of_several_buckets_one_says_which_gets_a_file_again(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    """A customer's file went to whoever's bucket was in use, and nothing said so."""
    assert desktop.core is not None
    ours = replace(entry_of("a.png", timedelta(hours=1)), bucket=BUCKET, source_path=make_file())
    desktop.core.history.add(ours)
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop) == ["a.png"])
    with_red(qtbot, desktop)
    select(desktop, 0)
    desktop.window.history._show_menu(chosen(desktop), QPoint())
    menu = desktop.window.findChild(RowMenu)
    assert isinstance(menu, RowMenu)
    assert "Upload again" not in [one.text() for one in menu.actions()]
    again = next(one.menu() for one in menu.actions() if one.text() == "Upload again to")
    assert isinstance(again, QMenu)
    assert [one.text() for one in again.actions()] == [BUCKET, "Red"]
    again.actions()[1].trigger()
    menu.close()
    history = desktop.core.history
    qtbot.waitUntil(lambda: history.count() == 2)
    sent_again = history.get(2)
    assert sent_again is not None
    assert sent_again.profile == "profile-7"


def test_a_file_that_changed_is_sent_again_to_where_it_went(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    """By then, files may go to another customer."""
    assert desktop.core is not None
    with_red(qtbot, desktop)
    there = Queue(ProfileId("profile-7"))
    desktop.flow.file_changed.emit(Transfer.of(1, 1, make_file(), "a.png", 5, queue=there))
    toast = desktop.window.toast
    next(one for one in toast.buttons if one.text() == "Send it again").click()
    history = desktop.core.history
    qtbot.waitUntil(lambda: history.count() == 1)
    row = history.get(1)
    assert row is not None
    assert row.profile == "profile-7"


def test_links_of_two_buckets_copied_together_are_said_to_be(desktop: Desktop) -> None:
    """Ctrl+A, Ctrl+C took those of two customers, and said "2 links copied."."""
    one = entry_of("a.png", timedelta(hours=1))
    other = replace(one, id=2, bucket="red-assets")
    desktop.history_flow.links_copied.emit([one, other], False)
    assert desktop.window.toast.text == (
        f"2 links copied. They are of different buckets: {one.bucket} and red-assets."
    )
    desktop.history_flow.links_copied.emit([one, replace(one, id=3)], False)
    assert desktop.window.toast.text == "2 links copied."


def test_without_a_bucket_keeping_says_that_one_is_needed(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.flow.keep([Path("a.png")], ProfileId(""))
    qtbot.waitUntil(lambda: "bucket" in desktop.window.toast.text)


def test_temporary_rows_say_what_they_are_and_cannot_be_renewed(
    qtbot: QtBot, desktop: Desktop
) -> None:
    store = HistoryStore(data_folder() / "history.sqlite")
    store.add(entry_of("old.png", -timedelta(hours=1), "qwen-vl-plus"))
    store.add(entry_of("new.png", timedelta(hours=47), "qwen-vl-plus"))
    store.close()
    # Another process wrote them: the window notices by itself.
    qtbot.waitUntil(lambda: titles(desktop) == ["new.png", "old.png"])
    new, old = contents(desktop)
    assert new.buttons[0].text == "Copy temp URL"
    assert "for qwen-vl-plus only" in new.subtitle
    assert old.buttons[0].action is RowAction.UPLOAD_AGAIN
    select(desktop, 0)
    desktop.history_flow.copy_links(chosen(desktop))
    qtbot.waitUntil(lambda: clipboard() == "oss://k/new.png")


def test_a_temporary_row_has_no_address_that_opens_nothing(qtbot: QtBot, desktop: Desktop) -> None:
    """It was the link itself, called harmless; and removed rows were said to be in a bucket."""
    assert desktop.core is not None
    desktop.core.history.add(entry_of("new.png", timedelta(hours=47), "qwen-vl-plus"))
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop) == ["new.png"])
    select(desktop, 0)
    menu = RowMenu(desktop.window, desktop.history_flow, chosen(desktop), lambda _: None)
    words = [action.text() for action in menu.actions()]
    assert "Copy link" in words
    assert "Copy address, without access" not in words
    desktop.history_flow.remove(chosen(desktop))
    toast = desktop.window.toast
    qtbot.waitUntil(lambda: "removed from the list" in toast.text)
    assert "bucket" not in toast.text
    assert "links that were sent work until they end" in toast.text


def test_the_menu_of_a_row_has_every_way_on(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png")
    rows = desktop.window.history.list
    rows.button_clicked.emit(rows.model().index(0, 0), RowAction.MORE)
    menu = next(m for m in desktop.window.history.findChildren(QMenu) if m.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    for text in ("Check that it opens", "Remove from history", "Delete from the bucket…"):
        assert text in words
    menu.close()


def test_pictures_have_thumbnails(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = tmp_path / "red.png"
    image.save(str(path))
    drop(desktop.window, [path])
    qtbot.waitUntil(lambda: titles(desktop) == ["red.png"])
    qtbot.waitUntil(lambda: isinstance(contents(desktop)[0].thumbnail, QPixmap))


def test_a_picture_in_the_clipboard_is_uploaded_as_a_file(qtbot: QtBot, desktop: Desktop) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    data = QMimeData()
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    desktop.window.paste()
    qtbot.waitUntil(lambda: titles(desktop)[-1:] != [] and titles(desktop)[0].endswith(".png"))
    QGuiApplication.clipboard().setText("just words")
    desktop.window.paste()
    assert "no files to paste" in desktop.window.toast.text


def test_twenty_thousand_rows_open_and_scroll_without_a_stall(
    qtbot: QtBot, qapp: QApplication, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    store = HistoryStore(data_folder() / "history.sqlite")
    row = entry_of("x.png", timedelta(hours=1))
    store.add_all(replace(row, key=f"k/{n}", name=f"{n}.png") for n in range(20_000))
    store.close()
    desktop = Desktop(qapp, practice=False, files=[])
    rows = desktop.window
    qtbot.waitUntil(lambda: hasattr(rows, "history"))
    model = desktop.window.history.list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 20_000)
    longest = 0.0
    for jump in range(50):
        began = time.monotonic()
        desktop.window.history.list.scrollTo(model.index(jump * 400, 0))
        QApplication.processEvents()
        longest = max(longest, time.monotonic() - began)
    assert longest < 0.5
    activate(qtbot, desktop)
    rows.history.list.setFocus()
    qtbot.waitUntil(rows.history.list.hasFocus)
    rows.history.list.selectAll()
    assert len(desktop.window.history.selected_ids) == 20_000
    qtbot.keyClick(rows.history.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "select at most 10,000" in desktop.window.toast.text)
    assert model.rowCount() == 20_000
    # Rows that were never on the screen are among the selected ones too.
    selection = QItemSelection(model.index(5_000, 0), model.index(5_999, 0))
    rows.history.list.selectionModel().select(
        selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    qtbot.keyClick(rows.history.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: model.rowCount() == 19_000)
    close(desktop)


def test_a_message_that_stays_covers_no_row_for_good(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, *(f"{n:02}.png" for n in range(12)))
    desktop.window.resize(860, 480)
    rows, toast = desktop.window.history.list, desktop.window.toast
    select(desktop, 0)
    desktop.history_flow.remove(chosen(desktop))
    qtbot.waitUntil(lambda: bool(toast.isVisible() and toast.buttons))
    bar = rows.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())

    def last_row_ends() -> int:
        rect = rows.visualRect(rows.model().index(rows.model().rowCount() - 1, 0))
        return rows.viewport().mapTo(desktop.window, rect.bottomLeft()).y()

    qtbot.waitUntil(lambda: last_row_ends() < toast.mapTo(desktop.window, QPoint(0, 0)).y())
    before = bar.maximum()
    toast.hide()
    qtbot.waitUntil(lambda: bar.maximum() < before)


def test_what_was_only_said_does_not_follow_to_another_page(qtbot: QtBot, desktop: Desktop) -> None:
    toast = desktop.window.toast
    toast.say("Saved: a.csv", stay=True)
    desktop.open_settings()
    assert not toast.isVisible()
    toast.say("1 row removed.", [("Undo", lambda: None)], stay=True)
    desktop.window.show_uploads()
    assert toast.isVisible()


def test_in_a_narrow_window_states_are_chosen_from_a_menu(qtbot: QtBot, desktop: Desktop) -> None:
    """At 800x600 and 150 % their words lay over one another."""
    bar, asked = desktop.window.history.bar, []
    bar.query_changed.connect(lambda query: asked.append(query.state))
    bar.give_room(480)
    assert (bar.states.isHidden(), bar.state.isHidden()) == (True, False)
    assert bar.state.text() == "All"
    menu = bar.states_menu()
    next(one for one in menu.actions() if one.text() == "Expired").trigger()
    assert (asked, bar.state.text()) == ([LinkState.EXPIRED], "Expired")
    bar.give_room(1000)
    assert (bar.states.isHidden(), bar.state.isHidden()) == (False, True)
    assert bar.states.current == 3


def test_the_search_box_takes_what_room_there_is(qtbot: QtBot, desktop: Desktop) -> None:
    """At 800 px it said "Search na…" beside empty space."""
    bar = desktop.window.history.bar
    words = bar.box.fontMetrics().horizontalAdvance(bar.box.placeholderText())
    bar.give_room(740)
    assert not bar.states.isHidden()
    assert bar.box.width() > words + 2 * bar.box.height()  # its sign and its edges


def test_a_click_on_a_rows_button_is_where_one_is(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    rows = desktop.window.history.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    chosen = [index.row() for index in rows.selectedIndexes()]
    click(qtbot, rows, 1, RowAction.COPY_LINK)
    assert rows.currentIndex().row() == 1
    assert [index.row() for index in rows.selectedIndexes()] == chosen


def test_a_table_of_the_history_is_read_by_excel_and_taken_in_again(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path], tmp_path: Path
) -> None:
    """Without a mark at its beginning Excel shows Chinese names as garbage."""
    sent(qtbot, desktop, drop, make_file, "秋季.txt")
    path = tmp_path / "history.csv"
    with qtbot.waitSignal(desktop.history_flow.file_done):
        desktop.history_flow.export(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")
    with qtbot.waitSignal(desktop.history_flow.rows_imported) as told:
        desktop.history_flow.take_in(path)
    assert told.args == [Imported(0, 1, 0)]
    toast = desktop.window.toast
    qtbot.waitUntil(lambda: "all of it is in the history already" in toast.text)
    path.write_text(path.read_text(encoding="utf-8-sig") + "1,strange\n", encoding="utf-8-sig")
    desktop.history_flow.take_in(path)
    qtbot.waitUntil(lambda: "left out" in toast.text)
    assert "1 row was there already." in toast.text


def test_a_history_is_taken_in_where_there_is_none_yet(
    qtbot: QtBot,
    fresh: Desktop,
    make_file: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a new computer, where nothing but the list itself offered it."""
    path = tmp_path / "history.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv([entry("p/秋季.txt", name="秋季.txt")], file)
    choosing(monkeypatch, path)
    page = opened(qtbot, fresh)
    actions = {action.text(): action for action in page.file_menu.menu().actions()}
    actions["Import a history…"].trigger()
    qtbot.waitUntil(lambda: titles(fresh) == ["秋季.txt"])


@pytest.mark.parametrize(("kind", "ending"), [("CSV (*.csv)", ".csv"), ("JSON (*.json)", ".json")])
def test_an_export_has_the_ending_that_was_chosen(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    tmp_path: Path,
    kind: str,
    ending: str,
) -> None:
    """A name without one was written as JSON, whatever was chosen, and no dialog listed it."""
    sent(qtbot, desktop, drop, make_file, "cat.png")
    desktop.window.history.bar.export_asked.emit()
    dialog = desktop.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.directory().absolutePath()) == Path.home()
    dialog.selectNameFilter(kind)
    dialog.filterSelected.emit(kind)
    dialog.findChild(QLineEdit).setText(str(tmp_path / "我的记录"))  # type: ignore[union-attr]
    dialog.accept()
    path = tmp_path / f"我的记录{ending}"
    qtbot.waitUntil(lambda: path.exists() and "cat.png" in path.read_text("utf-8-sig"))
    assert path.read_text("utf-8-sig").startswith("{") is (ending == ".json")


def test_a_number_of_hours_is_taken_as_it_was_typed(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """1.5 became 15, and 200 became 20, without a word."""
    sent(qtbot, desktop, drop, make_file, "cat.png")
    menu = RowMenu(desktop.window, desktop.history_flow, chosen_row(desktop), lambda _: None)
    menu._copy_for_hours()
    question = desktop.window.findChild(LineQuestion)
    assert isinstance(question, LineQuestion)
    buttons = question.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    good = buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert question.textValue() == "48"
    for text, words in (
        ("200", "A link works for 168 hours at most."),
        ("0", "A number of hours, for example 1.5:"),
        ("nan", "A number of hours, for example 1.5:"),
        ("", "Hours it works, up to 168:"),
    ):
        question.setTextValue(text)
        assert (question.labelText(), good.isEnabled()) == (words, False)
    question.setTextValue("1,5")
    good.click()
    qtbot.waitUntil(lambda: "x-oss-expires=5400" in clipboard())


def test_hours_begin_with_no_more_than_is_allowed(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "cat.png")
    desktop.history_flow.policies = Policies(longest_link_s=5400)
    menu = RowMenu(desktop.window, desktop.history_flow, chosen_row(desktop), lambda _: None)
    menu._copy_for_hours()
    question = desktop.window.findChild(LineQuestion)
    assert isinstance(question, LineQuestion)
    assert question.textValue() == "1.5"
    question.reject()


def chosen_row(desktop: Desktop) -> list[HistoryEntry]:
    entry = desktop.window.history._model.entry(0)
    assert entry is not None
    return [entry]


def test_a_link_that_is_dragged_out_is_the_rows_newest(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    """A row whose link had expired gave a new one, and went on saying that it had expired."""
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    flow, taken = desktop.history_flow, list[list[Link]]()
    with qtbot.waitSignal(flow.links_noted):
        flow.choose([1], lambda entries: flow.sign(entries, taken.append))
    assert len(taken[0]) == 1


def test_escape_leaves_one_row_selected(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt", "c.txt")
    rows = desktop.window.history.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(1, 0))
    rows.selectAll()
    assert len(desktop.window.history.selected_ids) == 3
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert [index.row() for index in rows.selectedIndexes()] == [rows.currentIndex().row()]


@pytest.mark.parametrize("name", ["chip", "settings_button", "drop_zone"])
def test_escape_ends_a_search_wherever_the_keyboard_is(
    name: str, qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """It did only with the cursor in the box, or on a row."""
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    box, window = desktop.window.history.bar.box, desktop.window
    box.setText("a.txt")
    qtbot.waitUntil(lambda: titles(desktop) == ["a.txt"])
    getattr(window, name).setFocus()
    if name == "drop_zone":
        window.drop_zone.take_focus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not box.text()
    qtbot.waitUntil(lambda: len(titles(desktop)) == 2)


def test_what_is_brought_back_is_where_one_is(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """No row was the current one: Space did nothing, Down began at the top."""
    sent(qtbot, desktop, drop, make_file, "a.png", "b.png", "c.png")
    rows = desktop.window.history.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(2, 0))
    QTest.keySequence(rows, QKeySequence(QKeySequence.StandardKey.Delete))
    qtbot.waitUntil(lambda: len(titles(desktop)) == 2)
    QTest.keySequence(desktop.window, QKeySequence(QKeySequence.StandardKey.Undo))
    qtbot.waitUntil(lambda: len(titles(desktop)) == 3)
    qtbot.waitUntil(lambda: rows.currentIndex().row() == 2)


def test_a_message_with_a_secret_is_not_shown_in_the_search(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png")
    box = desktop.window.history.bar.box
    box.setFocus()
    QGuiApplication.clipboard().setText("AccessKey ID: LTAI5tOther\nAccessKey Secret: abcdef\n")
    with qtbot.waitSignal(desktop.window.text_given):
        QTest.keySequence(box, QKeySequence(QKeySequence.StandardKey.Paste))
    assert box.text() == ""
    QGuiApplication.clipboard().setText("a.png\n")
    QTest.keySequence(box, QKeySequence(QKeySequence.StandardKey.Paste))
    assert box.text().strip() == "a.png"


def test_the_key_for_menus_opens_one_for_several_rows(qtbot: QtBot, desktop: Desktop) -> None:
    """There were two, one over the other."""
    assert desktop.core is not None
    for name in ("a.png", "b.png"):
        desktop.core.history.add(entry_of(name, timedelta(hours=47), "m"))
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: len(titles(desktop)) == 2)
    rows = desktop.window.history.list
    rows.setFocus()
    rows.selectAll()
    asked: list[QPoint] = []
    rows.customContextMenuRequested.connect(asked.append)
    QTest.keyClick(rows, Qt.Key.Key_Menu)
    by_key = QContextMenuEvent.Reason.Keyboard
    place = rows.visualRect(rows.model().index(0, 0)).center()
    QApplication.sendEvent(rows, QContextMenuEvent(by_key, place, rows.mapToGlobal(place)))
    qtbot.waitUntil(lambda: bool(desktop.window.findChildren(RowMenu)))
    (menu,) = desktop.window.findChildren(RowMenu)
    assert not asked
    menu.close()


def test_a_row_with_the_frame_is_the_one_that_is_removed(qtbot: QtBot, desktop: Desktop) -> None:
    """It was framed and not selected: Delete did nothing, and said nothing."""
    assert desktop.core is not None
    desktop.core.history.add(entry_of("a.png", timedelta(hours=47), "m"))
    desktop.window.history.show_new([])
    qtbot.waitUntil(lambda: titles(desktop) == ["a.png"])
    rows = desktop.window.history.list
    rows.selectionModel().setCurrentIndex(
        rows.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    rows.setFocus()
    desktop.window.activateWindow()
    assert not desktop.window.history.selected_ids
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desktop) == [])


def exchange(file: Path, *, version: int) -> None:
    """Another program puts a history of its own in the place of this one."""
    with contextlib.closing(sqlite3.connect(file)) as connection:  # all that it has is in the file
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made = file.with_name("made.sqlite")
    with contextlib.closing(sqlite3.connect(made)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    made.replace(file)


def test_a_history_that_cannot_be_read_is_said_in_its_place(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    page, file = desktop.window.history, data_folder() / "history.sqlite"
    assert page.top.isHidden()
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    kept = file.with_name("kept.sqlite")
    kept.hardlink_to(file)
    exchange(file, version=99)
    page.bar.box.setText("a")  # what is looked for is not answered with the rows of before
    qtbot.waitUntil(lambda: not page._empty.isHidden())
    assert page._empty.text() == (
        "The history was made by a newer OssDrop. Install the newest version."
    )
    assert titles(desktop) == []
    page.bar.clear()
    qtbot.waitUntil(lambda: page._model.shown_generation == page._model.generation)
    assert not page._empty.isHidden()
    assert not page.top.isHidden()
    kept.replace(file)
    page._ticks = 2
    page._tick.timeout.emit()  # the clock of the page
    qtbot.waitUntil(lambda: sorted(titles(desktop)) == ["a.txt", "b.txt"])
    assert page._empty.isHidden()


def test_rows_that_are_seen_stay_while_the_history_cannot_be_read(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt", "b.txt")
    page = desktop.window.history
    exchange(data_folder() / "history.sqlite", version=99)
    page._model.reload()
    qtbot.waitUntil(lambda: page._model.problem is not None)
    assert sorted(titles(desktop)) == ["a.txt", "b.txt"]
    assert page._empty.isHidden()
