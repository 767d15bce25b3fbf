"""From a drop to the clipboard, in the window."""

from __future__ import annotations

import base64
import contextlib
import itertools
import os
import sqlite3
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, preferences_file
from ossdrop.program.preferences import read_preferences
from ossdrop.transfers import manager as manager_module
from ossdrop.transfers.transfer import Progress, Queue, Transfer, TransferChanged, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop.clipboard import LinkClipboard
from ossdrop_gui.desktop.paste import paths_in, paths_in_text, picture_address_in
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.look.motion import allow_motion
from ossdrop_gui.rows.content import CONTENT_ROLE, RowAction, RowContent
from ossdrop_gui.rows.row_list import RowList
from ossdrop_gui.settings.program_card import ProgramCard
from tests.conftest import KEY_ID, KEY_SECRET
from tests.core.transfers.test_ends import wait_until
from tests.gui.conftest import close
from tests.platforms import waited_for_cpu_s

Drop = Callable[[QWidget, list[Path]], None]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def contents(rows: RowList) -> list[RowContent]:
    model = rows.model()
    return [model.index(row, 0).data(CONTENT_ROLE) for row in range(model.rowCount())]


def click(qtbot: QtBot, rows: RowList, row: int, action: RowAction) -> None:
    place = rows.button_rect(rows.model().index(row, 0), action)
    assert not place.isEmpty()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_a_drop_puts_all_links_into_the_clipboard_in_its_order(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    paths = [make_file(f"{name}.txt", name.encode()) for name in ("c", "a", "b")]
    drop(desktop.window, paths)
    qtbot.waitUntil(lambda: clipboard().count("\n") == 2)
    fetched = [requests.get(url, timeout=10).content for url in clipboard().split("\n")]
    assert fetched == [b"c", b"a", b"b"]
    assert desktop.window.toast.text == "3 links copied."
    assert desktop.window.chip.standing is Standing.READY


def test_a_finished_upload_is_a_glowing_row_with_a_countdown(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    rows = desktop.window.history.list
    drop(desktop.window, [make_file("猫.png", b"x" * 1_200_000)])
    qtbot.waitUntil(lambda: bool(contents(rows)) and contents(rows)[0].title == "猫.png")
    (row,) = contents(rows)
    assert row.glow == 1.0
    assert row.pill.text.startswith("23:59:5")
    assert row.spoken.startswith("猫.png, 1.2 MB · today ")
    assert "until tomorrow" in row.meta
    assert row.buttons[0].text == "Copy link"


def test_the_keyboard_goes_with_a_file_into_the_history(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Callable[[QWidget, list[Path]], None],
) -> None:
    """It was in the search once the last row had gone."""
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file("a.txt")])
    pane = desktop.window.transfers
    qtbot.waitUntil(lambda: pane.model.open_count == 1 and pane.list.isVisible())
    pane.list.setFocus()
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: not pane.isVisible())
    assert desktop.window.focusWidget() is desktop.window.history.list


def test_copy_link_signs_a_fresh_one(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    rows = desktop.window.history.list
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: bool(contents(rows)) and contents(rows)[0].title != "")
    QGuiApplication.clipboard().clear()
    click(qtbot, rows, 0, RowAction.COPY_LINK)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    assert requests.get(clipboard(), timeout=10).content == b"a cat"


def test_enter_copies_the_link_of_the_current_row(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    rows = desktop.window.history.list
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: bool(contents(rows)) and contents(rows)[0].title != "")
    QGuiApplication.clipboard().clear()
    rows.setCurrentIndex(rows.model().index(0, 0))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))


def test_pasted_files_are_sent(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_file()))])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(desktop.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))


def test_a_paste_without_files_says_so(qtbot: QtBot, desktop: Desktop) -> None:
    QGuiApplication.clipboard().setText("just words")
    qtbot.keyClick(desktop.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "no files to paste" in desktop.window.toast.text)


def test_a_clipboard_used_since_the_drop_is_left_alone(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file()])
    # Offscreen, this process owns every clipboard content; elsewhere another program would.
    monkeypatch.setattr(type(QGuiApplication.clipboard()), "ownsClipboard", lambda self: False)
    QGuiApplication.clipboard().setText("something the person copied meanwhile")
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link is ready.")
    assert clipboard() == "something the person copied meanwhile"
    button = desktop.window.toast.findChildren(QPushButton)[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.window.toast.text == "Link copied: cat.png")
    assert requests.get(clipboard(), timeout=10).content == b"a cat"


def test_what_was_copied_here_meanwhile_is_left_alone_too(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    drop(desktop.window, [make_file("a.txt", b"a")])
    rows = desktop.window.history.list
    qtbot.waitUntil(lambda: rows.model().rowCount() == 1)
    qtbot.waitUntil(lambda: contents(rows)[0].title == "a.txt")
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file("b.txt", b"b")])
    click(qtbot, rows, 0, RowAction.COPY_LINK)
    qtbot.waitUntil(lambda: desktop.window.toast.text == "Link copied: a.txt")
    copied = clipboard()
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link is ready.")
    assert clipboard() == copied


def test_a_message_of_the_desktop_copies_its_links_again(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    link = clipboard()
    QGuiApplication.clipboard().setText("something else")
    assert desktop.services is not None
    desktop.services.notifications.clicked.emit("copy")
    qtbot.waitUntil(lambda: desktop.window.toast.text == "Link copied: cat.png")  # signed afresh
    assert clipboard().partition("?")[0] == link.partition("?")[0]
    assert requests.get(clipboard(), timeout=10).content == b"a cat"


def test_the_chip_speaks_of_its_own_destination_only(qtbot: QtBot, desktop: Desktop) -> None:
    qtbot.waitUntil(lambda: desktop.window._messages._found is not None)
    desktop.window.chip.show_standing(Standing.UNPROVEN)
    error = OssDropError(ErrorCode.REGION_WRONG)
    here = desktop.window._messages._found
    desktop.flow.destination_proven.emit(Queue(ProfileId("another")), here)
    desktop.flow.queue_held.emit(Queue(ProfileId("another")), error)
    assert desktop.window.chip.standing is Standing.UNPROVEN
    desktop.flow.queue_held.emit(Queue(DEFAULT_PROFILE), error)
    assert desktop.window.chip.standing is Standing.FAILING
    desktop.flow.destination_proven.emit(Queue(DEFAULT_PROFILE), here)
    assert desktop.window.chip.standing is Standing.READY


def test_a_failed_row_says_why_and_what_to_do_while_the_others_go_on(
    qtbot: QtBot,
    desktop: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
    tmp_path: Path,
) -> None:
    rows = desktop.window.transfers.list
    late = tmp_path / "late.txt"
    drop(desktop.window, [make_file(), late])
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link copied. 1 file failed.")
    (row,) = contents(rows)
    assert row.title == "late.txt"
    assert row.subtitle.startswith("The file cannot be found. Check its")
    late.write_text("now it is there")
    click(qtbot, rows, 0, RowAction.RETRY)
    qtbot.waitUntil(lambda: rows.model().rowCount() == 0)
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link copied.")


def test_a_missing_permission_turns_the_chip_red(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, actions=frozenset())
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.FAILING)
    notice = desktop.window.transfers.banner.notice
    assert notice is not None
    assert "is not allowed" in notice.title


def test_a_line_that_is_silent_is_said_to_be(desktop: Desktop) -> None:
    """The speed and the time left went, and nothing took their place."""
    text = desktop.window.transfers._model._progress_text
    assert text(Progress(0, 10_000_000), "10.0 MB") == "0 B of 10.0 MB"
    silent = text(Progress(5_000_000, 10_000_000, speed_bytes_per_s=0.0), "10.0 MB")
    assert silent == "5.0 MB of 10.0 MB · waiting for an answer"


def test_a_running_upload_shows_progress_and_can_be_cancelled(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    rows = desktop.window.transfers.list
    practice.faults.bytes_per_s = 2_000_000
    drop(desktop.window, [make_file("film.mp4", bytes(30_000_000))])

    def shows_progress() -> None:
        assert len(contents(rows)) == 1
        row = contents(rows)[0]
        assert row.progress is not None
        assert row.progress > 0
        assert "/s" in row.meta

    qtbot.waitUntil(shows_progress)
    assert desktop.window.transfers.isVisible()
    click(qtbot, rows, 0, RowAction.CANCEL)
    yes = next(one for one in desktop.window.toast.buttons if one.text() == "Cancel it")
    yes.click()
    qtbot.waitUntil(lambda: rows.model().rowCount() == 0)
    practice.faults.bytes_per_s = 0
    assert not practice.service.store.buckets["practice-bucket"].objects


def test_closing_while_sending_asks_in_the_window(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    desktop.window.close()
    assert desktop.window.isVisible()
    assert desktop.window.toast.text == "1 file is not sent yet."
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: clipboard().startswith("http"))


def test_closing_asks_also_before_the_window_has_heard_of_what_is_sent(
    desktop: Desktop, practice: PracticeServer, make_file: Callable[..., Path], drop: Drop
) -> None:
    """A window that was busy closed without a question: its list was still empty."""
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file()])
    wait_until(lambda: practice.service.waiting_requests == 1)  # and no event comes through
    desktop.window.close()
    assert desktop.window.isVisible()
    assert desktop.window.toast.text == "1 file is not sent yet."
    practice.faults.hold.set()


def test_a_first_start_asks_where_files_shall_go(
    qtbot: QtBot, qapp: QApplication, make_file: Callable[..., Path]
) -> None:
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    close(desktop)


def test_practice_sends_the_files_of_the_command_line(
    qtbot: QtBot, qapp: QApplication, make_file: Callable[..., Path]
) -> None:
    QGuiApplication.clipboard().clear()
    desktop = Desktop(qapp, practice=True, files=[make_file()])
    qtbot.waitUntil(lambda: clipboard().startswith("http://127.0.0.1"))
    assert requests.get(clipboard(), timeout=10).content == b"a cat"
    assert desktop.window.chip.standing is Standing.PRACTICE
    close(desktop)


@pytest.mark.timeout(200)
def test_a_thousand_files_do_not_hold_the_event_loop(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    from PySide6.QtCore import QTimer

    count = 1000 if sys.platform != "win32" else 200  # which opens files ten times as slowly
    paths = [make_file(f"{number:04}.txt", str(number).encode()) for number in range(count)]
    qtbot.waitUntil(lambda: desktop.page is not None)  # what is made at a start is not the topic
    beats: list[float] = []
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: beats.append(time.monotonic() - waited_for_cpu_s()))
    timer.start()
    drop(desktop.window, paths)
    qtbot.waitUntil(lambda: clipboard().count("\n") == count - 1, timeout=150_000)
    timer.stop()
    gaps = [later - earlier for earlier, later in itertools.pairwise(beats)]
    assert max(gaps) < 0.5


class Looked(list[Transfer]):
    """Rows that know how often somebody went through all of them."""

    times = 0

    def __iter__(self) -> Iterator[Transfer]:
        self.times += 1
        return super().__iter__()


def test_those_that_wait_are_not_looked_at_for_each_that_runs(
    qtbot: QtBot, desktop: Desktop
) -> None:
    qtbot.waitUntil(lambda: desktop.page is not None)
    desktop.window.shelf_button.click()  # which counts as well
    pane, few = desktop.window.transfers, 60
    model = pane.model
    names = [f"{number}.jpg" for number in range(300)]
    rows = [Transfer.of(1000 + n, 1, Path(name), name, 7) for n, name in enumerate(names)]
    model.on_transfers_added(tuple(rows))
    model._transfers = looked = Looked(model._transfers)
    for state in (TransferState.RUNNING, TransferState.SUCCEEDED):
        for row in rows[:few]:
            desktop._bridge.listen(TransferChanged(replace(row, state=state)))
    qtbot.waitUntil(lambda: model.rowCount() == len(rows) - few)
    pane._on_refresh_timeout()
    assert looked.times == 0
    totals = model.totals
    assert (totals.done, totals.all, model.open_count) == (few, len(rows), len(rows) - few)
    assert (totals.sent_bytes, totals.size_bytes) == (few * 7, len(rows) * 7)


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, desktop: Desktop) -> None:
    for widget in desktop.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            name = interface.text(QAccessible.Text.Name)
            assert name or widget.objectName() == "qt_scrollarea_viewport", widget


def program_card(desktop: Desktop) -> ProgramCard:
    card = desktop.window.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    return card


def test_copying_by_itself_can_be_turned_off_and_stays_off(
    qtbot: QtBot,
    desktop: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    desktop.open_settings()
    tick = program_card(desktop).boxes["copies_links"]
    assert tick.isChecked()
    tick.click()
    qtbot.waitUntil(lambda: not read_preferences(preferences_file()).copies_links)
    QGuiApplication.clipboard().setText("mine")
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link is ready.")
    assert clipboard() == "mine"


def test_a_window_without_focus_on_wayland_offers_to_copy(
    qtbot: QtBot,
    desktop: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LinkClipboard, "can_write", lambda self: False)
    QGuiApplication.clipboard().setText("mine")
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link is ready.")
    assert clipboard() == "mine"


def test_a_new_row_glows_once_and_fades_unless_less_motion_is_wanted(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    rows, seen = desktop.window.history.list, []
    rows.model().dataChanged.connect(lambda *_: seen.extend(row.glow for row in contents(rows)))
    for number, allowed in enumerate((True, False)):
        allow_motion(allowed)
        seen.clear()
        drop(desktop.window, [make_file(f"{number}.png", bytes([number]) * 999)])
        qtbot.waitUntil(
            lambda name=f"{number}.png": [r.title for r in contents(rows)][:1] == [name]
        )
        qtbot.waitUntil(lambda: contents(rows)[0].glow == 0.0)
        assert any(0.0 < glow < 1.0 for glow in seen) == allowed
    allow_motion(False)


def test_the_buttons_of_a_row_are_chosen_by_keyboard(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    rows, pressed = desktop.window.history.list, []
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: bool(contents(rows)) and contents(rows)[0].title != "")
    rows.button_clicked.disconnect()
    rows.button_clicked.connect(lambda _, action: pressed.append(action))
    rows.setCurrentIndex(rows.model().index(0, 0))
    for keys in ([], [Qt.Key.Key_Right], [Qt.Key.Key_Right], [Qt.Key.Key_Left]):
        for key in (*keys, Qt.Key.Key_Return):
            qtbot.keyClick(rows, key)
    assert pressed == [RowAction.COPY_LINK, RowAction.MORE, RowAction.MORE, RowAction.COPY_LINK]


def page(html: str, *urls: str) -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setUrls([QUrl(url) for url in urls])
    return data


@pytest.mark.parametrize(
    ("data", "address"),
    [
        (
            page("<meta charset=utf-8><img alt='a cat' src='https://x.cn/a?b=1&amp;c=2'>"),
            "https://x.cn/a?b=1&c=2",
        ),
        (
            page('<a href="/p"><img data-src="no" src="data:image/gif;base64,R0"></a>'),
            "data:image/gif;base64,R0",
        ),
        (page("", "https://x.cn/%E7%8C%AB.png?w=1"), "https://x.cn/%E7%8C%AB.png?w=1"),
        (page("<p>words <img src='https://x.cn/a.png'></p>"), ""),
        (page("<img src='https://x.cn/a.png'><img src='https://x.cn/b.png'>"), ""),
        (page("<img src='file:///etc/passwd'>"), ""),
        (page("<img src=javascript:alert(1)>"), ""),
        (page("", "https://x.cn/page"), ""),
        (page("", "ftp://x.cn/a.png"), ""),
        (None, ""),
    ],
)
def test_the_picture_that_was_dragged_out_of_a_page(data: QMimeData | None, address: str) -> None:
    assert picture_address_in(data) == address


def test_a_picture_of_a_page_is_fetched_and_uploaded_or_said_why_not(
    qtbot: QtBot, desktop: Desktop
) -> None:
    rows = desktop.window.history.list
    gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    QGuiApplication.clipboard().setMimeData(page(f"<img src='{gif}'>"))
    desktop.window.paste()
    qtbot.waitUntil(lambda: [row.title[-4:] for row in contents(rows)] == [".gif"])
    dragged = page("<img src='http://127.0.0.1:9/%E7%8C%AB.gif'>")
    dragged.setData("application/octet-stream", base64.b64decode(gif.partition(",")[2]) + b"!")
    QGuiApplication.clipboard().setMimeData(dragged)
    desktop.window.paste()
    qtbot.waitUntil(lambda: [row.title for row in contents(rows)][:1] == ["猫.gif"])
    QGuiApplication.clipboard().setMimeData(page("<img src='http://127.0.0.1:9/a.png'>"))
    desktop.window.paste()
    qtbot.waitUntil(lambda: "connection was refused" in desktop.window.toast.text)


def test_a_history_that_is_in_use_is_told_and_costs_no_link(
    qtbot: QtBot,
    desktop: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ossdrop.history.store._WAIT_S", 0.2)
    with contextlib.closing(sqlite3.connect(data_folder() / "history.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        drop(desktop.window, [make_file("a.txt", b"a")])
        qtbot.waitUntil(lambda: clipboard().startswith("http"))
        assert requests.get(clipboard(), timeout=10).content == b"a"
        qtbot.waitUntil(lambda: "The history cannot be read or saved." in desktop.window.toast.text)
    drop(desktop.window, [make_file("b.txt", b"b")])
    qtbot.waitUntil(lambda: len(contents(desktop.window.history.list)) == 2)


def test_what_arrives_while_the_settings_are_open_leaves_the_page_as_it_should_be(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    desktop.open_settings()
    desktop.flow.send([make_file()])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    qtbot.waitUntil(lambda: not desktop.window.transfers.model.rowCount())
    desktop.window.show_uploads()
    zone = desktop.window.drop_zone
    qtbot.waitUntil(lambda: zone.height() < 150)
    assert desktop.window.history.list.isVisible()


@pytest.mark.parametrize("screen", [QRect(0, 0, 800, 500), QRect(40, 30, 683, 384)])
def test_a_window_is_never_larger_than_the_screen(
    qtbot: QtBot, desktop: Desktop, screen: QRect
) -> None:
    """At 200 % a screen has half as many places: 800 x 500 of 1,600 x 1,000."""
    desktop.window.fit_into(screen)
    qtbot.waitUntil(lambda: screen.contains(desktop.window.geometry()))
    fitting = desktop.window.geometry()
    desktop.window.fit_into(screen)  # what fits stays as it is
    assert desktop.window.geometry() == fitting


def test_a_file_that_has_arrived_is_a_row_while_others_are_still_sent(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """Not only at the end of its drop, which may be an hour later."""
    small, large = make_file("small.txt"), make_file("large.bin", bytes(30_000_000))
    practice.faults.bytes_per_s = 1_000_000
    drop(desktop.window, [large, small])
    names = lambda: [row.title for row in contents(desktop.window.history.list)]  # noqa: E731
    qtbot.waitUntil(lambda: "small.txt" in names())
    assert "large.bin" not in names()
    assert desktop.window.transfers.model.rowCount() == 1
    practice.faults.bytes_per_s = 0
    qtbot.waitUntil(lambda: "large.bin" in names())


def test_copied_files_are_sent_also_with_the_cursor_in_the_search_box(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    drop(desktop.window, [make_file("a.txt", b"a")])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    box = desktop.window.history.bar.box
    box.setFocus()
    copied, path = QMimeData(), make_file("b.txt", b"b")
    copied.setUrls([QUrl.fromLocalFile(str(path))])
    copied.setText(str(path))  # as file managers do it
    QGuiApplication.clipboard().setMimeData(copied)
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "b.txt" in clipboard() and clipboard().startswith("http"))
    assert box.text() == ""
    QGuiApplication.clipboard().setText("words")
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "words"


def test_what_was_typed_into_the_settings_is_not_lost_by_closing(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desktop.open_settings()
    qtbot.waitUntil(lambda: desktop.page is not None and desktop.page.view is not None)
    page = desktop.page
    assert page is not None
    desktop.window.close()  # nothing was typed
    assert not desktop.window.isVisible()
    desktop.window.show()
    page.form.keys.secret.setText("typed-0123")
    desktop.window.close()
    assert desktop.window.isVisible()
    assert "not saved" in desktop.window.toast.text


def test_the_question_before_quitting_counts_on(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """It said "1 file" beside "0 of 2", and still when there was nothing to send any more."""
    toast = desktop.window.toast
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file("first.png", b"1")])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    desktop.window.ask_to_quit()
    assert toast.text == "1 file is not sent yet."
    drop(desktop.window, [make_file("second.png", b"2")])
    qtbot.waitUntil(lambda: toast.text == "2 files are not sent yet.")
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: "not sent yet" not in toast.text or not toast.isVisible())


def test_quitting_asks_while_a_folder_is_looked_through(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drop: Drop
) -> None:
    """There was no question, and most of the folder was gone."""
    looking, goes_on, really = threading.Event(), threading.Event(), manager_module.select_at_once

    def slow(*given: Any) -> Iterator[Any]:
        looking.set()
        goes_on.wait(20)
        yield from really(*given)

    monkeypatch.setattr(manager_module, "select_at_once", slow)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "cat.png").write_bytes(b"a cat")
    drop(desktop.window, [tmp_path / "folder"])
    qtbot.waitUntil(looking.is_set)
    desktop.window.ask_to_quit()
    toast = desktop.window.toast
    assert toast.text == "What you dropped is still being looked through."
    assert toast.buttons[0].text() == "Quit, continue later"
    goes_on.set()
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    qtbot.waitUntil(lambda: "looked through" not in toast.text or not toast.isVisible())


def test_quitting_asks_one_question_after_the_other(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    practice.faults.hold = threading.Event()
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    desktop.open_settings()
    qtbot.waitUntil(lambda: desktop.page is not None and desktop.page.view is not None)
    page, window = desktop.page, desktop.window
    assert page is not None
    page.form.keys.secret.setText("typed-0123")
    window.leaving.unkept_rows = lambda: 2
    asked = []
    window.ask_to_quit()
    for words in ("Quit, continue later", "Quit all the same", "Quit without them"):
        asked.append(window.toast.text)
        assert window.toast.isVisible()
        # Return changes nothing.
        assert window.focusWidget() in window.toast.buttons
        assert window.focusWidget() is not window.toast.buttons[0]
        next(one for one in window.toast.buttons if one.text() == words).click()
    assert asked[0] == "1 file is not sent yet."
    assert asked[1] == "What you typed here is not saved yet."
    assert asked[2].startswith("2 uploads are not in the history yet")
    assert not window.isVisible()
    practice.faults.hold.set()


def test_escape_answers_the_question_and_leaves_no_page(qtbot: QtBot, fresh: Desktop) -> None:
    fresh.open_settings()
    qtbot.waitUntil(lambda: fresh.page is not None and fresh.page.view is not None)
    page, window = fresh.page, fresh.window
    assert page is not None
    page.form.bucket.setText("typed")
    page.form.bucket.setFocus()
    window.ask_to_quit()
    focus = window.focusWidget()
    assert focus in window.toast.buttons
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert not window.toast.isVisible()
    assert window.is_on_settings
    assert window.focusWidget() is page.form.bucket
    assert window.isVisible()


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_copied_file_whose_name_is_no_text_is_found(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\xfe \xe7\x8c\xab.txt"))
    path.write_bytes(b"x")
    data = QMimeData()
    encoded = urllib.parse.quote(os.fsencode(path)).encode()
    data.setData("text/uri-list", b"file://" + encoded + b"\r\n")
    assert paths_in(data) == (path,)
    data = QMimeData()
    data.setText("file://" + encoded.decode())
    assert paths_in_text(data) == (path,)
