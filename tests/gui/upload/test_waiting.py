"""Pausing, holding, going on after a restart, duplicates and secrets, in the window."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles, write_profiles
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import (
    data_folder,
    default_env_file,
    preferences_file,
    profiles_file,
)
from ossdrop.program.preferences import Preferences, read_preferences, write_preferences
from ossdrop.transfers.journal import Journal
from ossdrop.transfers.transfer import Queue, Transfer, TransfersAdded, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.rows.content import CONTENT_ROLE, RowAction
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.core.history.test_store import entry
from tests.gui.conftest import close
from tests.gui.upload.test_uploads import click, clipboard, contents, program_card

Drop = Callable[[QWidget, list[Path]], None]


def press(qtbot: QtBot, within: QWidget, text: str) -> None:
    def find() -> QPushButton | None:
        buttons = [b for b in within.findChildren(QPushButton) if b.isVisible()]
        return next((b for b in buttons if b.text() == text), None)

    qtbot.waitUntil(lambda: find() is not None)
    button = find()
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def banner_title(desktop: Desktop) -> str:
    if desktop._core is None:
        return ""
    notice = desktop.window.transfers.banner.notice
    return notice.title if notice is not None else ""


def banner_text(desktop: Desktop) -> str:
    notice = desktop.window.transfers.banner.notice
    return notice.text if notice is not None else ""


def with_a_wrong_key(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """Two files wait for it to be mended."""
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, "another secret")
    drop(desktop.window, [make_file("a.txt", b"a"), make_file("b.txt", b"b")])
    qtbot.waitUntil(lambda: banner_title(desktop) == "The AccessKey Secret is wrong.")


def test_one_wrong_key_is_one_banner_and_all_go_on_when_it_is_mended(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, "another secret")
    drop(desktop.window, [make_file(f"{n}.txt", f"content {n}".encode()) for n in range(200)])
    qtbot.waitUntil(lambda: banner_title(desktop) == "The AccessKey Secret is wrong.")
    banner = desktop.window.transfers.banner
    qtbot.waitUntil(
        lambda: banner.notice is not None and "200 files are waiting" in banner.notice.text
    )
    assert sum(r.status == 403 for r in practice.service.requests) == 1
    assert desktop.window.chip.standing is Standing.FAILING
    assert contents(desktop.window.transfers.list)[0].subtitle.startswith("Waiting")

    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    again = next(b for b in banner.findChildren(QPushButton) if b.text() == "Try again")
    again.setFocus()
    qtbot.keyClick(again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: clipboard().count("\n") == 199)
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert desktop.window.chip.standing is Standing.READY
    # Who presses once more does not press what has come into its place: "Cancel all".
    assert not isinstance(desktop.window.focusWidget(), QPushButton)


def test_what_is_tried_in_vain_leaves_the_banner_and_the_button_that_was_pressed(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """It went and came: the next press fell on the first row, and paused it."""
    with_a_wrong_key(qtbot, desktop, practice, make_file, drop)
    banner, shown = desktop.window.transfers.banner, list[bool]()
    banner.shown.connect(shown.append)
    again = next(b for b in banner.findChildren(QPushButton) if b.text() == "Try again")
    again.setFocus()
    qtbot.keyClick(again, Qt.Key.Key_Space)
    assert banner_text(desktop) == "Trying…"
    qtbot.waitUntil(lambda: sum(r.status == 403 for r in practice.service.requests) > 1)
    qtbot.waitUntil(lambda: "2 files are waiting" in banner_text(desktop))
    assert banner_text(desktop).endswith(", without success.")
    assert shown == []
    assert desktop.window.focusWidget() is again


def test_what_waits_for_one_destination_can_be_sent_to_another(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    with_a_wrong_key(qtbot, desktop, practice, make_file, drop)
    desktop.window.practice_asked.emit()
    banner = desktop.window.transfers.banner
    qtbot.waitUntil(
        lambda: banner.notice is not None and f"meant for “{BUCKET}”" in banner.notice.text
    )
    assert banner.notice is not None
    assert "2 files" in banner.notice.text
    assert [button.text for button in banner.notice.buttons][:2] == [
        "Enter the key",
        "Send them to “Practice bucket”",
    ]
    toast = desktop.window.toast
    press(qtbot, banner, "Send them to “Practice bucket”")
    assert toast.text == f"2 files are for “{BUCKET}”. Send them to “Practice bucket”?"
    assert clipboard() == ""
    press(qtbot, toast, "Leave them")
    assert banner.isVisible()
    press(qtbot, banner, "Send them to “Practice bucket”")
    press(qtbot, toast, "Send them to “Practice bucket”")
    assert toast.text == "2 files go to “Practice bucket” now."
    qtbot.waitUntil(lambda: clipboard().count("http://127.0.0.1") == 2)
    assert practice.base_url not in clipboard()
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_without_a_network_it_waits_and_goes_on_by_itself(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ossdrop.transfers.queue._FIRST_WAIT_S", 0.2)
    monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS_OFFLINE", 1)
    port = practice.port
    practice.stop()
    drop(desktop.window, [make_file()])
    qtbot.waitUntil(lambda: banner_title(desktop).startswith("The connection was refused"))
    assert desktop.window.chip.standing is Standing.OFFLINE
    again = PracticeServer(practice.service.config, port=port)
    again.service.store = practice.service.store
    again.start()
    try:
        qtbot.waitUntil(lambda: clipboard().startswith("http"))
        assert desktop.window.chip.standing is Standing.READY
    finally:
        again.stop()


def test_a_row_is_paused_and_goes_on(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    rows = desktop.window.transfers.list
    practice.faults.bytes_per_s = 4_000_000
    drop(desktop.window, [make_file("film.mp4", os.urandom(30_000_000))])
    qtbot.waitUntil(lambda: bool(contents(rows)) and (contents(rows)[0].progress or 0) > 0)
    click(qtbot, rows, 0, RowAction.PAUSE)
    qtbot.waitUntil(lambda: contents(rows)[0].subtitle.startswith("Paused"), timeout=1000)
    practice.faults.bytes_per_s = 0
    click(qtbot, rows, 0, RowAction.RESUME)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))


def started_again(
    qtbot: QtBot,
    qapp: QApplication,
    desktop: Desktop,
    practice: PracticeServer,
    send: Callable[[], None],
) -> Desktop:
    """A second start, after two files were left for later."""
    practice.faults.hold = threading.Event()
    send()
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    desktop.window.close()
    press(qtbot, desktop.window.toast, "Quit, continue later")
    qtbot.waitUntil(lambda: not desktop.window.isVisible())
    practice.faults.hold = None
    second = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: banner_title(second) == "2 files were not finished last time.")
    return second


def test_unfinished_files_are_offered_at_the_next_start(
    qtbot: QtBot,
    qapp: QApplication,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    files = [make_file("a.txt", b"a"), make_file("b.txt", b"b")]
    second = started_again(qtbot, qapp, desktop, practice, lambda: drop(desktop.window, files))
    pane = second.window.transfers
    words = [one.text() for one in pane.findChildren(QPushButton) if one.isVisibleTo(pane)]
    assert "Continue all" not in words  # beside the banner's, which does the same
    notice = pane.banner.notice  # nothing has arrived of them
    assert notice is not None
    qtbot.waitUntil(lambda: banner_text(second) == f"“Continue” sends them to “{BUCKET}”.")
    row = Transfer.of(9, 1, Path("c"), "c", 1, state=TransferState.PAUSED)
    pane.model.on_transfers_added([replace(row, queue=Queue(PRACTICE_PROFILE))])
    qtbot.waitUntil(lambda: "each to its own destination" in banner_text(second))
    pane.model.on_transfer_removed(9)
    press(qtbot, second.window.transfers.banner, "Continue")
    qtbot.waitUntil(lambda: clipboard().count("\n") == 1)
    close(second)


def test_the_same_content_is_not_sent_twice_unless_wanted(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    tmp_path: Path,
    drop: Drop,
) -> None:
    objects = practice.service.store.buckets[BUCKET].objects
    toast = desktop.window.toast
    elsewhere = tmp_path / "elsewhere" / "a.txt"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"the same")
    drop(desktop.window, [make_file("a.txt", b"the same")])
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    first = clipboard()
    drop(desktop.window, [elsewhere])
    said = "1 link copied. 1 file was there already: fresh link."
    qtbot.waitUntil(lambda: toast.text == said)
    assert clipboard().partition("?")[0] == first.partition("?")[0]
    assert len(objects) == 1
    press(qtbot, toast, "Send again anyway")
    qtbot.waitUntil(lambda: len(objects) == 2)
    qtbot.waitUntil(lambda: clipboard().partition("?")[0] != first.partition("?")[0])


def test_files_that_look_secret_are_asked_about_once(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    drop(desktop.window, [make_file("cat.png", b"cat"), make_file("id_rsa", b"key")])
    qtbot.waitUntil(lambda: banner_title(desktop) == "1 file looks like a password or key.")
    qtbot.waitUntil(lambda: "cat.png" in clipboard())
    assert len(practice.service.store.buckets[BUCKET].objects) == 1
    press(qtbot, desktop.window.transfers.banner, "Send anyway")
    qtbot.waitUntil(lambda: "id_rsa" in clipboard())


def test_a_cancelled_upload_says_what_remains(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    practice.faults.bytes_per_s = 4_000_000
    rows = desktop.window.transfers.list
    drop(desktop.window, [make_file("film.mp4", os.urandom(30_000_000))])

    def a_part_arrived() -> bool:
        """For the sender, that is: a moment after the service had it."""
        checkpoints = (data_folder() / "transfers").glob("*.jsonl")
        return any(b'"etag"' in file.read_bytes() for file in checkpoints)

    qtbot.waitUntil(a_part_arrived)
    click(qtbot, rows, 0, RowAction.CANCEL)
    press(qtbot, desktop.window.toast, "Cancel it")  # much was sent of it: not by a slip
    qtbot.waitUntil(lambda: "stay in the bucket" in desktop.window.toast.text)
    practice.faults.bytes_per_s = 0


def test_the_speed_limit_is_kept_while_running_and_over_a_restart(
    qtbot: QtBot, desktop: Desktop, qapp: QApplication
) -> None:
    limit = desktop._core.transfers.limit if desktop._core else None
    assert limit is not None
    desktop.open_settings()
    box = program_card(desktop).limit
    box.setCurrentIndex(box.findData(500_000))
    assert limit.bytes_per_s == 500_000
    qtbot.waitUntil(lambda: read_preferences(preferences_file()).limit_bytes_per_s == 500_000)
    second = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(
        lambda: second._core is not None and second._core.transfers.limit.bytes_per_s == 500_000
    )
    close(second)


def test_a_retired_model_is_one_button_away_from_its_successor(
    qtbot: QtBot,
    qapp: QApplication,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QWEN_BASE_URL", practice.base_url)
    monkeypatch.setenv("DASHSCOPE_API_KEY", API_KEY)
    write_preferences(preferences_file(), Preferences(model="qwen-vl-max"))
    desktop = Desktop(qapp, practice=False, files=[])
    window = desktop.window
    qtbot.waitUntil(lambda: "qwen-vl-max" in window.chip.accessibleName())
    drop(window, [make_file("a.png")])
    qtbot.waitUntil(lambda: banner_title(desktop).startswith("There is no model with this name"))
    press(qtbot, window.transfers.banner, "Use qwen3.6-plus")
    qtbot.waitUntil(lambda: clipboard().startswith("oss://"))
    assert read_preferences(preferences_file()).model == "qwen3.6-plus"
    close(desktop)


def test_the_former_default_model_is_replaced_where_nobody_chose_it() -> None:
    write_preferences(preferences_file(), Preferences(model="qwen-vl-plus", theme="dark"))
    assert read_preferences(preferences_file()) == Preferences(theme="dark")


def test_what_the_service_had_finished_goes_to_the_history_at_the_start(
    qtbot: QtBot,
    qapp: QApplication,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    path = make_file("a.png", b"a picture")
    link = upload_file(path)
    key = link.stored.key
    store = HistoryStore(data_folder() / "history.sqlite")
    store.remove([1])  # as if there had been no time to note it
    store.close()
    journal = Journal(data_folder() / "transfers")
    added = Transfer.of(1, 1, path, "a.png", 9, queue=Queue(DEFAULT_PROFILE))
    journal.note(TransfersAdded((added,)))
    journal.note_key(1, key)
    journal.close()
    desktop = Desktop(qapp, practice=False, files=[])
    window = desktop.window
    qtbot.waitUntil(lambda: hasattr(window, "history") and len(contents(window.history.list)) == 1)
    qtbot.waitUntil(lambda: not window.transfers.isVisible())
    close(desktop)


def test_the_buttons_of_a_banner_come_where_they_stand(qtbot: QtBot, desktop: Desktop) -> None:
    """They came after the whole page, and "Cancel all" came first."""
    journal = Transfer.of(1, 1, Path("film.mp4"), "film.mp4", 10, state=TransferState.PAUSED)
    desktop.window.transfers.model.on_transfers_added([journal])
    desktop.window.transfers.note_left_from_before([1])
    qtbot.waitUntil(lambda: banner_title(desktop) != "")
    QApplication.processEvents()  # the drop zone makes room
    desktop.window.drop_zone.take_focus()
    reached = []
    for _ in range(4):
        QTest.keyClick(desktop.window.focusWidget(), Qt.Key.Key_Tab)
        focused = desktop.window.focusWidget()
        reached.append(focused.text() if isinstance(focused, QPushButton) else "")
    assert {"Continue", "Remove"} <= set(reached[:3]), reached


def test_one_large_file_is_not_cancelled_by_a_slip(qtbot: QtBot, desktop: Desktop) -> None:
    pane, asked = desktop.window.transfers, list[object]()
    pane.cancel_asked.connect(asked.append)
    film = Transfer.of(1, 1, Path("f.mp4"), "f.mp4", 400_000_000, state=TransferState.PAUSED)
    pane.model.on_transfers_added([replace(film, kept_bytes=90_000_000)])
    pane._do_to_all(RowAction.CANCEL)
    assert not asked
    toast = desktop.window.toast
    assert toast.buttons[1].text() in ("Keep sending", "Do not cancel")
    assert toast.buttons[1].hasFocus() or not desktop.window.isActiveWindow()
    toast.buttons[0].click()
    assert asked == [[1]]


def test_a_drop_that_was_cancelled_leaves_the_clipboard_alone(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    desktop.flow.clipboard.write("mine")
    practice.faults.latency_s = 1.0
    drop(desktop.window, [make_file(f"{n}.txt", f"{n}".encode()) for n in range(200)])
    model = desktop.window.transfers.model
    qtbot.waitUntil(lambda: desktop.window.history.list.model().rowCount() > 0)
    desktop.flow.cancel(model.ids(TransferState.QUEUED) + model.ids(TransferState.RUNNING))
    practice.faults.latency_s = 0
    qtbot.waitUntil(lambda: "ready" in desktop.window.toast.text)
    assert clipboard() == "mine"
    assert desktop.window.toast.buttons[0].text() == "Copy"


def test_all_that_became_of_a_drop_is_said_at_once(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop, tmp_path: Path
) -> None:
    known = make_file("known.txt", b"known")
    drop(desktop.window, [known])
    qtbot.waitUntil(lambda: desktop.window.toast.text == "1 link copied.")
    drop(desktop.window, [known, make_file("new.txt", b"new"), tmp_path / "gone.txt"])
    said = "2 links copied. 1 file failed. 1 file was there already: fresh links."
    qtbot.waitUntil(lambda: "2 links" in desktop.window.toast.text)
    assert desktop.window.toast.text.startswith(said[:30])
    assert "was there already" in desktop.window.toast.text
    assert desktop.window.toast.buttons[0].text() == "Send again anyway"


def test_a_full_disk_is_no_reason_to_end_without_a_word(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    assert desktop._core is not None
    history = desktop._core.history
    row = replace(entry("p/late.png"), name="late.png")
    with pytest.MonkeyPatch.context() as disk:

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        disk.setattr("ossdrop.history.late_rows.open_own", full)
        with pytest.raises(OssDropError):
            history.keep_for_later(row)
        desktop.window.close()
        assert desktop.window.isVisible()
        assert "the disk is full" in desktop.window.toast.text
    history.version()
    assert history.unkept_rows == 0
    assert history.has(row.bucket, row.key)


def test_choices_that_were_lost_are_told(qtbot: QtBot, qapp: QApplication) -> None:
    preferences_file().parent.mkdir(parents=True, exist_ok=True)
    preferences_file().write_bytes(b"\x00\xff{")
    started = Desktop(qapp, practice=True, files=[])
    try:
        qtbot.waitUntil(lambda: "begin anew" in started.window.toast.text)
    finally:
        close(started)


def test_links_that_nobody_has_copied_yet_are_offered_together(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    """34 files went, and the message offered the last 25."""
    desktop.choices.change(copies_links=False)
    desktop.flow.clipboard.write("mine")
    toast = desktop.window.toast
    drop(desktop.window, [make_file(f"a{n}.txt", f"a{n}".encode()) for n in range(2)])
    qtbot.waitUntil(lambda: toast.text == "2 links are ready.")
    drop(desktop.window, [make_file(f"b{n}.txt", f"b{n}".encode()) for n in range(3)])
    qtbot.waitUntil(lambda: toast.text == "5 links are ready.")
    press(qtbot, toast, "Copy")
    qtbot.waitUntil(lambda: clipboard().count("\n") == 4)
    assert "a0.txt" in clipboard().splitlines()[0]
    drop(desktop.window, [make_file("c.txt", b"c")])
    qtbot.waitUntil(lambda: toast.text == "1 link is ready.")


def test_pause_all_stops_what_was_about_to_go_on(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """It took only what was waiting by then, and sent a thousand files after that."""
    practice.faults.latency_s = 0.05
    drop(desktop.window, [make_file(f"{n}.txt", str(n).encode()) for n in range(600)])
    model = desktop.window.transfers._model
    pane = desktop.window.transfers
    qtbot.waitUntil(lambda: len(model.ids(TransferState.QUEUED)) > 300)
    pane._do_to_all(RowAction.PAUSE)
    qtbot.waitUntil(lambda: not model.open_count)
    paused = len(model.ids(TransferState.PAUSED))
    pane._do_to_all(RowAction.RESUME)
    pane._do_to_all(RowAction.PAUSE)  # in the next moment
    assert desktop.core is not None
    core = desktop.core
    qtbot.waitUntil(lambda: not core.transfers.open_count and core.transfers._steps.are_done)
    qtbot.waitUntil(lambda: not model.open_count)
    assert len(model.ids(TransferState.PAUSED)) > paused - 200


def test_removing_what_is_left_of_last_time_is_asked_about(
    qtbot: QtBot,
    qapp: QApplication,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """It stands where "Pause all" comes a moment later."""
    files = [make_file("a.txt", b"a"), make_file("b.txt", b"b")]
    second = started_again(qtbot, qapp, desktop, practice, lambda: drop(desktop.window, files))
    press(qtbot, second.window.transfers.banner, "Remove")
    assert second.window.toast.text.startswith("Take 2 files off the list?")
    assert len(second.window.transfers._model.ids(TransferState.PAUSED)) == 2
    press(qtbot, second.window.toast, "Remove")
    qtbot.waitUntil(lambda: not second.window.transfers._model.ids(TransferState.PAUSED))
    close(second)


def test_an_empty_folder_that_was_filled_is_sent_when_it_is_tried_again(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    drop(desktop.window, [folder])
    model = desktop.window.transfers._model
    qtbot.waitUntil(lambda: len(model.ids(TransferState.FAILED)) == 1)
    (folder / "a.txt").write_text("a")
    desktop.window.transfers._on_list_button_clicked(model.index(0, 0), RowAction.RETRY)
    qtbot.waitUntil(lambda: clipboard().startswith("http"))
    qtbot.waitUntil(lambda: not model.ids(TransferState.FAILED))


def test_a_drop_that_was_paused_has_all_its_links_in_the_clipboard_at_its_end(
    qtbot: QtBot,
    desktop: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    """It had those of the rest: 552 of a thousand."""
    drop(desktop.window, [make_file("first.txt", b"first")])  # so that many go at once
    qtbot.waitUntil(lambda: clipboard().count("http") == 1)
    practice.faults.latency_s = 0.05
    drop(desktop.window, [make_file(f"{n}.txt", str(n).encode()) for n in range(200)])
    model, pane = desktop.window.transfers._model, desktop.window.transfers
    qtbot.waitUntil(lambda: 0 < len(model.ids(TransferState.QUEUED)) < 180)
    pane._do_to_all(RowAction.PAUSE)
    qtbot.waitUntil(lambda: not model.open_count)
    qtbot.waitUntil(lambda: 1 < clipboard().count("http") < 200)
    qtbot.waitUntil(lambda: not practice.service.waiting_requests)
    before, left = clipboard().split("\n"), len(model.ids(TransferState.PAUSED))
    practice.faults.latency_s = 0
    pane._do_to_all(RowAction.RESUME)
    # What arrives while it is being paused may be in the clipboard a moment after `before`.
    everything = len(before) + left
    qtbot.waitUntil(lambda: clipboard().count("http") >= everything, timeout=90_000)
    assert [link for link in clipboard().split("\n") if link in before] == before


def test_it_is_not_called_waiting_while_something_is_sent(desktop: Desktop, qtbot: QtBot) -> None:
    pane, held = desktop.window.transfers, Queue(DEFAULT_PROFILE, to_bucket=True)
    waits = Transfer.of(900, 1, Path("a.png"), "a.png", 9, queue=held)
    runs = Transfer.of(901, 1, Path("b.png"), "b.png", 9, state=TransferState.RUNNING)
    pane.model.on_transfers_added((waits,))
    pane.show_held(held, OssDropError(ErrorCode.SECRET_WRONG))
    assert pane._heading.text() == "Waiting"
    pane.model.on_transfers_added((runs,))
    qtbot.waitUntil(lambda: pane._heading.text() == "Uploading")


def started(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> Desktop:
    """The program with these settings, which need not work."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Desktop(qapp, practice=False, files=[])


def test_a_toast_does_not_repeat_the_banner(
    qtbot: QtBot,
    qapp: QApplication,
    variables: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    make_file: Callable[..., Path],
    store: Backend,
) -> None:
    without = {name: "" for name in variables if name.endswith("_SECRET")}
    desktop = started(qapp, monkeypatch, variables | without)
    toast, banner = desktop.window.toast, lambda: desktop.window.transfers.banner
    qtbot.waitUntil(toast.isVisible)
    assert "AccessKey" in toast.text
    looked: list[object] = []
    desktop.flow.destination_failed.connect(looked.append)
    desktop.flow.send([make_file()])
    qtbot.waitUntil(lambda: bool(looked) and banner().isVisible())
    assert not toast.isVisible()
    close(desktop)


def test_a_try_by_itself_is_no_news(
    qtbot: QtBot,
    qapp: QApplication,
    variables: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    make_file: Callable[..., Path],
) -> None:
    """The banner went for as long as it took to fail again, and everything jumped."""
    nowhere = {"QWEN_TMP_OSS_ENDPOINT": "http://127.0.0.1:1"}
    desktop = started(qapp, monkeypatch, variables | nowhere)
    qtbot.waitUntil(lambda: BUCKET in desktop.window.chip.accessibleName())
    held: list[object] = []
    desktop.flow.queue_held.connect(lambda *_: held.append(None))
    desktop.flow.send([make_file()])
    banner = desktop.window.transfers.banner
    qtbot.waitUntil(lambda: bool(held) and banner.isVisible())
    seen: list[bool] = []
    banner.shown.connect(seen.append)
    tries = len(held)
    qtbot.waitUntil(lambda: len(held) > tries)
    assert False not in seen
    close(desktop)


def test_what_comes_before_the_destination_in_use_is_read_goes_there_and_nowhere_else(
    qtbot: QtBot,
    qapp: QApplication,
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The password store of a proxy may keep it waiting; what came meanwhile went elsewhere."""
    practice.service.store.create_bucket("another-bucket", REGION)
    second = Profile(Profiles().free_id(), "second", Kind.BUCKET)
    write_profiles(profiles_file(), Profiles().with_profile(second).using(second.id))
    for path, bucket in ((default_env_file(), BUCKET), (second.env_path, "another-bucket")):
        lines = (variables | {"QWEN_TMP_OSS_BUCKET": bucket}).items()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{name}={value}\n" for name, value in lines))
    answers, choose_proxy = threading.Event(), App.choose_proxy
    monkeypatch.setattr(
        App, "choose_proxy", lambda app, chosen: answers.wait(30) and choose_proxy(app, chosen)
    )
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.core is not None)
    desktop.window.send([make_file("a.txt", b"a")])
    desktop.take_over([make_file("b.txt", b"b")], practice=False)
    desktop.flow.send_anew([make_file("c.txt", b"c")])
    answers.set()
    history = desktop.core.history if desktop.core is not None else None
    assert history is not None
    qtbot.waitUntil(lambda: history.count() == 3)
    assert {row.bucket for row in history.entries([1, 2, 3]).values()} == {"another-bucket"}
    close(desktop)


def test_a_late_click_falls_on_nothing_else(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path]
) -> None:
    """The last file arrived, "Pause all" was gone, and a filter had come under the mouse."""
    pane = desktop.window.transfers
    row = Transfer.of(1, 1, Path("a.mp4"), "a.mp4", 10, state=TransferState.RUNNING)
    pane.model.on_transfers_added([row])
    qtbot.waitUntil(pane.isVisible)
    pause = next(b for b in pane.findChildren(QPushButton) if b.text() == "Pause all")
    asked = list[object]()
    pane.pause_asked.connect(asked.append)
    pause.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    with qtbot.waitSignal(pane._refresh.timeout):
        pane.model.on_transfer_changed(replace(row, state=TransferState.SUCCEEDED))
    assert pause.isVisible()
    qtbot.mouseClick(pause, Qt.MouseButton.LeftButton)
    assert asked == []
    pause.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    qtbot.waitUntil(lambda: not pane.isVisible())
    pane.model.on_transfers_added([replace(row, id=2)])
    qtbot.waitUntil(lambda: pane.isVisible() and pause.isEnabled())


def test_rows_name_the_destination_they_are_meant_for_where_it_is_another(
    qtbot: QtBot, desktop: Desktop
) -> None:
    """They stood under the name of a place where they did not go."""
    pane = desktop.window.transfers
    team, paused = ProfileId("1234"), TransferState.PAUSED
    rows = [
        Transfer.of(1, 1, Path("a.mp4"), "a.mp4", 10, state=paused, queue=Queue(team)),
        Transfer.of(2, 1, Path("b.mp4"), "b.mp4", 10, queue=Queue(DEFAULT_PROFILE), kept_bytes=4),
    ]
    pane.model.on_transfers_added(rows)

    def says() -> list[str]:
        return [pane.model.index(row).data(CONTENT_ROLE).subtitle for row in range(2)]

    pane.show_known({team: "Team", DEFAULT_PROFILE: ""})
    pane.show_first_bucket("my-bucket")
    pane.show_in_use(DEFAULT_PROFILE)
    assert says() == ["Paused · 10 B · for “Team”", "Waiting · 4 B of 10 B"]
    assert pane.model.totals.sent_bytes == 4
    pane.show_in_use(team)
    assert says() == ["Paused · 10 B", "Waiting · 4 B of 10 B · for “my-bucket”"]
    qtbot.waitUntil(lambda: "1 paused" in pane._totals.text())
    pane.show_first_bucket("")  # it can only be temporary storage then
    assert says() == ["Paused · 10 B", "Waiting · 4 B of 10 B · for “Temporary storage”"]


def test_a_row_that_is_tried_in_vain_does_not_flicker(desktop: Desktop) -> None:
    """Every few seconds a row grew a bar and lost it again, while the service was away."""
    pane, queue = desktop.window.transfers, Queue(DEFAULT_PROFILE)
    row = Transfer.of(1, 1, Path("a"), "a", 10, queue=queue)
    pane.model.on_transfers_added([row])

    def says() -> str:
        content = pane.model.index(0).data(CONTENT_ROLE)
        return str(content.subtitle or content.meta)

    pane.show_held(queue, OssDropError(ErrorCode.NETWORK_UNREACHABLE))
    tried = replace(row, state=TransferState.RUNNING)
    pane.model.on_transfer_changed(tried)
    assert says() == "Waiting · 10 B"
    pane.show_released(queue)
    assert says() == "10 B"


def test_files_for_the_practice_bucket_say_so(desktop: Desktop) -> None:
    pane = desktop.window.transfers
    row = Transfer.of(1, 1, Path("a"), "a", 10, queue=Queue(PRACTICE_PROFILE))
    pane.model.on_transfers_added([row])
    pane.show_in_use(DEFAULT_PROFILE)
    said = pane.model.index(0).data(CONTENT_ROLE).subtitle
    assert said == "Waiting · 10 B · for the practice bucket"


def test_what_was_meant_for_a_removed_destination_does_not_go_on_to_nowhere(
    desktop: Desktop,
) -> None:
    pane, asked = desktop.window.transfers, list[list[int]]()
    pane.resume_asked.connect(asked.append)
    one = Transfer.of(1, 1, Path("a"), "a", 10, state=TransferState.PAUSED)
    rows = [
        replace(one, queue=Queue(ProfileId("1234"))),
        replace(one, id=2, queue=Queue(DEFAULT_PROFILE)),
    ]
    pane.model.on_transfers_added(rows)
    pane.show_in_use(DEFAULT_PROFILE)
    pane.show_known({DEFAULT_PROFILE: ""})
    content = pane.model.index(0).data(CONTENT_ROLE)
    assert content.subtitle == "Paused · 10 B · its destination is no longer set up here"
    assert RowAction.RESUME not in [button.action for button in content.buttons]
    pane._do_to_all(RowAction.RESUME)
    assert asked == [[2]]
    pane._on_refresh_timeout()
    assert pane._all[RowAction.RESUME].isHidden()  # of one, its row has it


def test_why_new_files_wait_is_told_before_what_a_removed_destination_left(
    desktop: Desktop,
) -> None:
    """A key was refused, and the only banner was about another customer's files."""
    pane, gone = desktop.window.transfers, ProfileId("1234")
    left = Transfer.of(1, 1, Path("a"), "a", 10, state=TransferState.PAUSED, queue=Queue(gone))
    pane.model.on_transfers_added([left])
    pane.show_in_use(DEFAULT_PROFILE)
    pane.show_known({DEFAULT_PROFILE: ""})
    notice = pane.banner.notice
    assert notice is not None
    assert "no longer set up" in notice.title
    waits = Transfer.of(2, 2, Path("b"), "b", 10, queue=Queue(DEFAULT_PROFILE))
    pane.model.on_transfers_added([waits])
    pane.show_held(Queue(DEFAULT_PROFILE), OssDropError(ErrorCode.SECRET_WRONG))
    notice = pane.banner.notice
    assert notice is not None
    assert notice.title == OssDropError(ErrorCode.SECRET_WRONG).explanation.cause
    pane.show_released(Queue(DEFAULT_PROFILE))
    notice = pane.banner.notice
    assert notice is not None
    assert "no longer set up" in notice.title


def test_what_is_missing_is_said_with_the_way_to_it(qtbot: QtBot, desktop: Desktop) -> None:
    """A key that is missing was named in a toast, and nothing said where to enter it."""
    flow, window = desktop.flow, desktop.window
    flow.destination_failed.emit(OssDropError(ErrorCode.CREDENTIALS_MISSING))
    assert window.toast.isVisible()
    window.toast.buttons[0].click()
    qtbot.waitUntil(lambda: window.is_on_settings)
