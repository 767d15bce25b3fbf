"""The settings page: what it shows, what it saves, what it checks, and that it never waits."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ossdrop.config.env_file import read_env_file
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, read_profiles
from ossdrop.config.settings import BUCKET as BUCKET_NAME
from ossdrop.doctor.check import Check, Status
from ossdrop.errors import CATALOGUE, ErrorCode, OssDropError
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file, profiles_file
from ossdrop.redaction import Secret
from ossdrop.remedies import Fix, FixKind
from ossdrop.sentences import Words
from ossdrop.settings_editor import SettingsChanges, SettingsView
from ossdrop.transfers.transfer import Queue
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.destination.profile_menu import ProfileMenu
from ossdrop_gui.main_window import Setup
from ossdrop_gui.notices.line_question import LineQuestion
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.settings import flow as flow_module
from ossdrop_gui.settings.page import SettingsPage
from ossdrop_gui.settings.parts import PartArea
from ossdrop_gui.settings.verdict_card import Verdict
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import activate, close
from tests.gui.settings.conftest import opened, paste, use_another
from tests.platforms import has_modes


def statuses(page: SettingsPage) -> dict[str, Status]:
    return {row.check.id: row.check.status for row in page.check.rows}


def test_from_nothing_to_a_checked_bucket_with_one_paste(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    fresh.window.setup_asked.emit(Setup.PASTE)
    page = opened(qtbot, fresh)
    csv = f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n"
    env = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    paste(page, f"{env}QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    paste(page, csv)
    assert page.form.bucket.text() == BUCKET
    assert page.form.keys.key_id.text() == KEY_ID
    page.form.save.click()
    qtbot.waitUntil(lambda: statuses(page).get("storage.fetch") is Status.OK)
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.READY)
    saved = read_env_file(default_env_file())
    assert saved == {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_ENDPOINT": practice.base_url,
        "QWEN_TMP_OSS_AK_ID": KEY_ID,
    }
    assert list(store.kept.values()) == [KEY_SECRET]
    assert page.form.keys.secret.text() == ""  # never shown again


def test_what_cannot_be_right_is_said_at_once_and_cannot_be_saved(
    qtbot: QtBot, fresh: Desktop
) -> None:
    page = opened(qtbot, fresh)
    assert not page.form.save.isEnabled()
    page.form.bucket.setText("UPPER")
    page.form.region.setEditText("cn-beijing")
    assert "not a valid bucket name" in page.form.fields["QWEN_TMP_OSS_BUCKET"].note.text()
    assert not page.form.save.isEnabled()
    page.form.bucket.setText("my-ai-assets")
    page.form.keys.secret.setText("  secret0123456789 \n")
    assert not page.form.save.isEnabled()  # nobody knows whose it is
    page.form.keys.key_id.setText(KEY_ID)
    assert page.form.save.isEnabled()
    page.form.prefix.setText("a//b")
    assert not page.form.save.isEnabled()
    assert not default_env_file().exists()


def test_regions_are_found_by_name_and_kept_as_ids(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    completer = page.form.region.completer()
    for typed in ("北京", "beijing", "China (Bei"):
        completer.setCompletionPrefix(typed)
        page.form.region.setEditText(completer.currentCompletion())
        assert page.form.region.region == "cn-beijing"
    page.form.region.setEditText("oss-cn-nowhere-9")
    assert page.form.region.region == "cn-nowhere-9"


def test_the_environment_fixes_values_and_the_page_says_so(qtbot: QtBot, desktop: Desktop) -> None:
    page = opened(qtbot, desktop)
    field = page.form.fields["QWEN_TMP_OSS_BUCKET"]
    assert not page.form.bucket.isEnabled()
    assert "fixed by the environment variable QWEN_TMP_OSS_BUCKET" in field.note.text()


@has_modes
def test_a_red_line_is_mended_by_its_button_and_checked_again(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    practice.service.store.buckets[BUCKET].region = REGION
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION=oss-{REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n"
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n"
    )
    default_env_file().chmod(0o644)
    page = opened(qtbot, fresh)
    page.check.button.click()
    qtbot.waitUntil(lambda: "safety.plain" in statuses(page))
    for check_id in ("scripts", "safety.file", "safety.plain"):
        qtbot.waitUntil(lambda wanted=check_id: wanted in statuses(page))
        row = next(row for row in page.check.rows if row.check.id == check_id)
        assert row.fix_button is not None
        row.fix_button.click()
        if check_id == "safety.plain":
            assert "no longer find it" in page.banner.notice.text
            assert "QWEN_TMP_OSS_AK_SECRET" in read_env_file(default_env_file())  # not yet moved
            page.banner.notice.buttons[0].act()
        qtbot.waitUntil(
            lambda wanted=check_id: (
                statuses(page).get("storage.fetch") is Status.OK
                and statuses(page).get(wanted) in (Status.OK, None)
            ),
            timeout=10_000,
        )
    saved = read_env_file(default_env_file())
    assert saved["QWEN_TMP_OSS_REGION"] == REGION
    assert "QWEN_TMP_OSS_AK_SECRET" not in saved
    assert list(store.kept.values()) == [KEY_SECRET]


def test_what_was_typed_stays_when_something_else_changes(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    path = with_file(practice, "QWEN_TMP_OSS_URL_EXPIRES=3600\n")
    page = opened(qtbot, fresh)
    page.form.prefix.setText("typed/here")
    page.form.enter_key()
    page.form.keys.secret.setText("typed secret")
    path.write_text(path.read_text().replace("3600", "7200"))
    page.flow.read()
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_URL_EXPIRES"] == "7200")
    assert page.form.prefix.text() == "typed/here"
    assert page.form.keys.secret.text() == "typed secret"


def test_a_remedy_of_an_upload_waits_for_the_settings(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    with_file(practice, "")
    error = OssDropError(ErrorCode.PERMISSION_MISSING)
    fresh.window.transfers.fix_asked.emit(
        Fix(FixKind.COPY_ADMIN_NOTE), error, Queue(DEFAULT_PROFILE)
    )
    qtbot.waitUntil(lambda: BUCKET in QGuiApplication.clipboard().text())


def test_files_of_the_start_are_sent_once_when_there_is_a_place(
    qtbot: QtBot,
    qapp: QApplication,
    practice: PracticeServer,
    store: Backend,
    make_file: Callable[..., Path],
) -> None:
    QGuiApplication.clipboard().clear()
    desktop = Desktop(qapp, practice=False, files=[make_file("given.png")])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    env = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    paste(page, f"{env}QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    paste(page, f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n")
    page.form.save.click()
    qtbot.waitUntil(lambda: "given.png" in QGuiApplication.clipboard().text())
    found: list[object] = []
    desktop.flow.destination_found.connect(found.append)
    desktop.flow.find_destination()
    qtbot.waitUntil(lambda: bool(found))
    assert desktop.core is not None
    assert desktop.core.transfers.open_count == 0
    close(desktop)


def test_the_note_for_the_admin_has_what_is_needed_and_no_secret(
    qtbot: QtBot, desktop: Desktop, practice: PracticeServer
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, frozenset({"oss:GetObject"}))
    page = opened(qtbot, desktop)
    page.check.button.click()
    qtbot.waitUntil(lambda: statuses(page).get("storage.put") is Status.FAIL)
    row = next(row for row in page.check.rows if row.check.id == "storage.put")
    assert row.fix_button is not None
    row.fix_button.click()
    note = QGuiApplication.clipboard().text()
    for part in (BUCKET, "LTAI...st01", "oss:PutObject", f"acs:oss:*:*:{BUCKET}/", "Request ID"):
        assert part in note
    assert KEY_SECRET not in note
    assert KEY_ID not in note


def test_a_password_store_that_does_not_answer_holds_up_nothing(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    store.gate = threading.Event()
    fresh.window.setup_asked.emit(Setup.PASTE)
    page = opened_when_blocked(fresh)
    assert page is not None
    longest = 0.0
    last = time.monotonic()
    end = last + 1.0
    while time.monotonic() < end:
        QApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    assert longest < 0.5
    store.gate.set()
    qtbot.waitUntil(lambda: page.view is not None)


def opened_when_blocked(desktop: Desktop) -> SettingsPage | None:
    desktop.open_settings()
    return desktop.page


def test_an_id_whose_secret_comes_later_is_kept(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    paste(page, f"bucket: {BUCKET}\nregion: {REGION}\nAccessKey ID: {KEY_ID}\nSecret：另外发给你")
    states = [label.text() for label in page.form.bar.findChildren(QLabel)]
    assert "Still missing: AccessKey Secret" in states
    assert page.form.save.isEnabled()
    page.form.save.click()
    qtbot.waitUntil(lambda: read_env_file(default_env_file()).get("QWEN_TMP_OSS_AK_ID") == KEY_ID)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    page.verdict.button.click()
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: list(store.kept.values()) == [KEY_SECRET])


def test_what_is_saved_here_is_no_news_of_others(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    """What the check had found was forgotten where the disk told of our own writing late."""
    page, told = opened(qtbot, fresh), []
    page.flow.file_changed.connect(lambda: told.append(page.part))
    paste(page, f"bucket: {BUCKET}\nregion: {REGION}\nAccessKey ID: {KEY_ID}")
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert not told
    with default_env_file().open("a", encoding="utf-8") as file:
        file.write("# by another program\n")
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1

    def is_gone() -> bool:
        with contextlib.suppress(PermissionError):  # somebody reads it, and Windows waits for that
            default_env_file().unlink(missing_ok=True)
        return not default_env_file().exists()

    qtbot.waitUntil(is_gone)
    qtbot.waitUntil(lambda: len(told) > 1)


def test_what_another_program_writes_before_the_watch_stands_is_noticed(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    store: Backend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The file was made here, and changed between the look at it and the watch on it."""
    page, told = opened(qtbot, fresh), []
    page.flow.file_changed.connect(lambda: told.append(page.part))
    watch, others = page.flow._watch, ["# by another program\n"]

    def watch_late(found: Any) -> bool:
        if others and found.stamp is not None:
            with found.path.open("a", encoding="utf-8") as file:
                file.write(others.pop())
        return watch(found)

    monkeypatch.setattr(page.flow, "_watch", watch_late)
    paste(page, f"bucket: {BUCKET}\nregion: {REGION}\nAccessKey ID: {KEY_ID}")
    page.form.save.click()
    qtbot.waitUntil(lambda: not others)
    qtbot.waitUntil(lambda: len(told) == 1)


def test_what_temporary_storage_still_needs_is_said(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.TEMPORARY)
    states = [label.text() for label in page.form.bar.findChildren(QLabel)]
    assert "Still missing: API key of Model Studio" in states
    page.form.models.key.setText(API_KEY)
    assert page.form.missing == ()


def test_enter_saves_after_a_paste_that_leaves_no_doubt(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    page.paste.take_focus()
    given = f"bucket: {BUCKET}\nregion: {REGION}\nAccessKey ID: {KEY_ID}\n"
    paste(page, f"{given}AccessKey Secret: 另外发给你")
    assert fresh.window.focusWidget() is not page.form.save
    paste(page, f"{given}AccessKey Secret: {KEY_SECRET}")
    assert fresh.window.focusWidget() is page.form.save


def test_half_a_key_takes_nothing_from_one_that_works(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    with_file(practice, f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    page = opened(qtbot, fresh)
    page.form.enter_key()
    page.form.keys.key_id.setText("LTAI5tAnotherAnother1234")
    assert not page.form.save.isEnabled()
    states = [label.text() for label in page.form.bar.findChildren(QLabel)]
    assert "Still missing: AccessKey Secret" in states


def test_what_is_waited_for_is_said(qtbot: QtBot, fresh: Desktop, store: Backend) -> None:
    store.gate = threading.Event()
    fresh.open_settings()
    qtbot.waitUntil(lambda: fresh.page is not None)
    page = fresh.page
    assert page is not None
    qtbot.waitUntil(lambda: page.verdict.title == "Waiting for your password store")
    assert not page.verdict.button.isEnabled()
    store.gate.set()
    qtbot.waitUntil(lambda: page.view is not None)
    assert page.verdict.title == "Nothing is set up yet"


def test_a_slow_disk_is_not_called_a_password_store(
    qtbot: QtBot, fresh: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, reading = threading.Event(), flow_module.read_view

    def slowly(*given: Any) -> SettingsView:
        goes_on.wait(20)
        return reading(*given)

    monkeypatch.setattr(flow_module, "read_view", slowly)
    monkeypatch.setattr(flow_module, "_HELD_MS", 1)
    fresh.open_settings()
    page = fresh.page
    assert page is not None
    held: list[bool] = []
    page.flow.read_held.connect(lambda: held.append(True))
    later = QTimer()  # is due after the one that would say it
    later.setSingleShot(True)
    with qtbot.waitSignal(later.timeout):
        later.start(50)
    assert not held
    assert page.verdict.title == "Not checked yet"
    goes_on.set()
    qtbot.waitUntil(lambda: page.view is not None)


def test_settings_that_cannot_be_read_end_the_waiting(
    qtbot: QtBot, fresh: Desktop, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> SettingsView:
        fresh.core.destinations.secrets.read(DEFAULT_PROFILE, "x")
        raise OssDropError(ErrorCode.ENV_FILE_UNREADABLE, "damaged")

    store.gate = threading.Event()
    monkeypatch.setattr(flow_module, "read_view", fails)
    fresh.open_settings()
    page = fresh.page
    assert page is not None
    qtbot.waitUntil(lambda: page.verdict.title == "Waiting for your password store")
    store.gate.set()
    qtbot.waitUntil(lambda: page.verdict.title == "Not ready: The settings file cannot be read")
    assert page.verdict.button.isEnabled()


def test_a_lifetime_of_ones_own_begins_with_the_one_before(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    field = page.form.lifetime
    buttons = {button.text(): button for button in field.findChildren(QPushButton)}
    buttons["7 days"].click()
    buttons["Other…"].click()
    note = page.form.fields["QWEN_TMP_OSS_URL_EXPIRES"].note
    assert (field.text, note.property("tone")) == ("604800", "neutral")
    number = field.findChild(QLineEdit)
    assert isinstance(number, QLineEdit)
    assert number.text() == "7"


def test_an_import_asks_before_it_replaces_what_was_typed(
    qtbot: QtBot, fresh: Desktop, tmp_path: Path
) -> None:
    said: list[str] = []
    page = opened(qtbot, fresh)
    page.said.connect(said.append)
    file = tmp_path / "settings.json"
    values = {"QWEN_TMP_OSS_BUCKET": "of-the-file", "QWEN_TMP_OSS_REGION": "cn-beijing"}
    file.write_text(json.dumps({"ossdrop": 1, "kind": "bucket", "values": values}))
    page.form.bucket.setText("typed-here")
    page.flow.take_in(file)
    qtbot.waitUntil(lambda: page.banner.notice is not None)
    assert page.form.bucket.text() == "typed-here"
    next(b for b in page.banner.findChildren(QPushButton) if b.text() == "Replace it").click()
    assert page.form.bucket.text() == "of-the-file"
    assert said == ["Read from the file. Nothing is saved yet."]


def test_typing_and_another_program_do_not_lose_each_other(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    path = with_file(practice, "QWEN_TMP_OSS_URL_EXPIRES=3600\n")
    page = opened(qtbot, fresh)
    page.form.prefix.setText("typed/here")
    path.write_text(path.read_text().replace("3600", "7200") + "QWEN_TMP_OSS_PREFIX=typed/here\n")
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_URL_EXPIRES"] == "7200")
    assert page.form.prefix.text() == "typed/here"
    assert not page.form.is_changed
    qtbot.waitUntil(lambda: "by another program" in fresh.window.toast.text)


def test_a_store_that_forgets_offers_other_ways(
    qtbot: QtBot, fresh: Desktop, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "set_password", lambda *_: None)
    page = opened(qtbot, fresh)
    paste(page, f"QWEN_TMP_OSS_BUCKET=my-ai-assets\nQWEN_TMP_OSS_REGION={REGION}\n")
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: "did not keep the secret" in page.form.problem_text)
    assert not default_env_file().exists()
    page.form.keys.choose_place(2)
    page.form.save.click()
    qtbot.waitUntil(default_env_file().exists)
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_AK_SECRET"] == KEY_SECRET
    assert default_env_file().stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_temporary_storage_is_set_up_with_one_key(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    store: Backend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QWEN_BASE_URL", practice.base_url)
    page = opened(qtbot, fresh)
    paste(page, f"your key: {API_KEY}")
    assert not page.form.keys.isVisible()
    page.form.save.click()
    qtbot.waitUntil(lambda: statuses(page).get("dashscope.policy") is Status.OK)
    assert list(store.kept.values()) == [API_KEY]
    page.back.click()
    window = fresh.window
    qtbot.waitUntil(lambda: window.model_bar is not None and window.model_bar.isVisible())
    assert "qwen3.6-plus" in window.chip.accessibleName()
    window.model_chosen.emit("wan")
    qtbot.waitUntil(lambda: "wan" in window.chip.accessibleName())


def test_the_model_comes_after_what_stands_above_it(qtbot: QtBot, fresh: Desktop) -> None:
    """It was the last thing on the page that Tab came to, after the history."""
    window = fresh.window
    window._show_model("qwen3.6-plus")
    assert window.model_bar is not None
    stops, at = list[QWidget](), window.drop_zone.nextInFocusChain()
    while at is not None and at is not window.drop_zone:
        stops.append(at)
        at = at.nextInFocusChain()
    box = window.model_bar.box
    assert stops.index(box) < stops.index(window.transfers.list)


def test_the_places_open_by_keys(qtbot: QtBot, fresh: Desktop) -> None:
    window = fresh.window
    window._stack.setCurrentIndex(0)
    activate(qtbot, fresh)
    menu, seen = window.profile_menu, list[bool]()
    menu.aboutToShow.connect(lambda: seen.append(True))
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu.close))
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert seen


def test_files_pasted_with_the_cursor_in_the_model_are_files(
    qtbot: QtBot, fresh: Desktop, tmp_path: Path
) -> None:
    """The file's address was the model then, under a green line, and nothing was sent."""
    window, given = fresh.window, list[tuple[Path, ...]]()
    window._show_model("qwen3.6-plus")
    assert window.model_bar is not None
    box, chosen = window.model_bar.box, list[str]()
    window.model_chosen.connect(chosen.append)
    window.files_given.disconnect()  # there is no place for them
    window.files_given.connect(given.append)
    (picture := tmp_path / "cat.png").write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    QGuiApplication.clipboard().setMimeData(data)
    window.activateWindow()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert given == [(picture,)]
    assert box.currentText() == "qwen3.6-plus"
    box.setCurrentText(picture.as_uri())  # typed, or dropped by a program that does not ask
    window.model_bar._on_box_chosen()
    assert box.currentText() == "qwen3.6-plus"
    assert not chosen


def test_another_destination_is_made_and_switched_to(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    menu = fresh.window.profile_menu
    page = opened(qtbot, fresh)
    menu.profile_made.emit("Team 甲")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "Team 甲")
    assert page.file_menu.text() == "Team 甲 · will be saved in .env"
    paste(page, f"QWEN_TMP_OSS_BUCKET=team-assets\nQWEN_TMP_OSS_REGION={REGION}\n")
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: "team-assets" in fresh.window.chip.accessibleName())
    assert not default_env_file().exists()
    team = read_profiles(profiles_file()).active_id
    choose(qtbot, menu, "Rename “Team 甲”…")
    named(qtbot, fresh, " Team 乙 ")
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "Team 乙")
    qtbot.waitUntil(lambda: not page.form.is_changed)  # else it is asked what becomes of that
    menu.profile_chosen.emit("default")
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active_id == "default")
    menu.profile_chosen.emit(team)
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "Team 乙")
    choose(qtbot, menu, "Remove “Team 乙”…")
    box = fresh.window.findChildren(QMessageBox)[-1]
    assert "keys are removed from this computer" in box.informativeText()
    assert box.standardButton(box.defaultButton()) is QMessageBox.StandardButton.Cancel
    box.defaultButton().click()
    assert list(store.kept.values()) == [KEY_SECRET]
    choose(qtbot, menu, "Remove “Team 乙”…")
    box = fresh.window.findChildren(QMessageBox)[-1]
    next(b for b in box.buttons() if b.text() == "Remove it").click()
    qtbot.waitUntil(lambda: len(read_profiles(profiles_file()).all) == 1)
    assert store.kept == {}  # no secret that nothing can reach


def named(qtbot: QtBot, desktop: Desktop, name: str) -> str:
    """Answer the question for a name; returns what stood above it. Where it cannot be, leave."""
    dialog = desktop.window.findChildren(LineQuestion)[-1]
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    good = buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert good.isEnabled() is bool(dialog.textValue())  # from the start
    dialog.setTextValue(name)
    words = dialog.labelText()
    if good.isEnabled():
        good.click()
    else:
        dialog.reject()
    qtbot.waitUntil(lambda: not desktop.window.findChildren(LineQuestion))
    return words


def test_a_destination_is_not_called_nothing_nor_as_another_one(
    qtbot: QtBot, fresh: Desktop
) -> None:
    """It was refused without a word, or called "Team 2"."""
    menu = fresh.window.profile_menu
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: menu.unready == "Team")
    choose(qtbot, menu, "New destination…")
    assert named(qtbot, fresh, " Team ") == "Another destination is called “Team” already."
    choose(qtbot, menu, "New destination…")
    assert named(qtbot, fresh, "  ") == "Its name, for example “Team”:"
    assert [one.name for one in read_profiles(profiles_file()).all] == ["", "Team"]
    choose(qtbot, menu, "Rename “Team”…")
    assert named(qtbot, fresh, "Studio") == "Its new name:"
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "Studio")


def choose(qtbot: QtBot, menu: ProfileMenu, text: str) -> None:
    def found() -> list[QAction]:
        menu.aboutToShow.emit()
        return [action for action in menu.actions() if action.text() == text]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].trigger()


def test_settings_go_out_and_in_without_secrets(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desktop)
    path = tmp_path / "out.json"
    page.flow.export(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "Saved" in desktop.window.toast.text)
    text = path.read_text()
    assert BUCKET in text
    assert KEY_SECRET not in text
    assert KEY_ID not in text
    path.write_text(text.replace(BUCKET, "another-bucket"))
    page.flow.take_in(path)  # what the environment fixes stays what it is
    monkeypatch.delenv("QWEN_TMP_OSS_BUCKET")
    page.open()
    qtbot.waitUntil(page.form.bucket.isEnabled)
    page.flow.take_in(path)
    qtbot.waitUntil(lambda: page.form.bucket.text() == "another-bucket")
    path.write_text("{}")
    page.flow.take_in(path)
    qtbot.waitUntil(lambda: "not an OssDrop settings export" in page.form.problem_text)


def test_language_and_look_change_while_running(qtbot: QtBot, desktop: Desktop) -> None:
    opened(qtbot, desktop)
    desktop.choices.change(language="zh_CN", theme="dark")
    qtbot.waitUntil(lambda: desktop.window.settings_button.text() == "设置")
    assert "#131519" in desktop.window.styleSheet()
    desktop.choices.change(language="en", theme="light")
    qtbot.waitUntil(lambda: desktop.window.settings_button.text() == "Settings")


def with_file(practice: PracticeServer, text: str = "") -> Path:
    """A complete settings file in OssDrop's own folder; `text` comes first."""
    practice.service.store.buckets[BUCKET].region = REGION
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    path = default_env_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"{text}QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
    )
    path.chmod(0o600)
    return path


def test_what_scripts_read_otherwise_is_said_on_the_page_and_mended_there(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    path = with_file(practice, "export QWEN_TMP_OSS_PREFIX=a/b\n")
    page = opened(qtbot, fresh)
    notice = page.banner.notice
    assert notice is not None
    assert "QWEN_TMP_OSS_PREFIX: “export” before it" in notice.text
    assert page.banner.isVisibleTo(page)
    notice.buttons[0].act()
    qtbot.waitUntil(lambda: page.banner.notice is None)
    assert path.read_text().startswith("QWEN_TMP_OSS_PREFIX=a/b\n")


def test_a_secret_leaves_the_file_and_comes_back_only_when_that_was_said(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    path = with_file(practice, f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    before = path.read_bytes()
    page = opened(qtbot, fresh)
    for name in ("Move to the password store", "Remove"):
        click(qtbot, page, name)
        page.banner.notice.buttons[1].act()  # leave it
        assert page.banner.notice is None
    click(qtbot, page, "Move to the password store")
    page.banner.notice.buttons[0].act()
    qtbot.waitUntil(lambda: list(store.kept.values()) == [KEY_SECRET])
    qtbot.waitUntil(lambda: KEY_SECRET not in path.read_text())
    qtbot.waitUntil(lambda: bool(buttons(page, "Use for scripts too…")))
    ways = buttons(page, "Use for scripts too…")[0].menu().actions()
    ways[0].trigger()
    assert QGuiApplication.clipboard().text() == "ossdrop-cli exec -- "
    into = next(way for way in ways if way.text().startswith("Write it into") and path.name)
    into.trigger()
    assert "plain text" in page.banner.notice.title
    assert KEY_SECRET not in path.read_text()
    page.banner.notice.buttons[0].act()
    qtbot.waitUntil(lambda: KEY_SECRET in path.read_text())
    assert set(before.splitlines()) <= set(path.read_bytes().splitlines())


def test_what_was_read_before_a_change_does_not_come_over_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_file(practice)
    page = opened(qtbot, fresh)
    old, is_read, may_end = page.view, threading.Event(), threading.Event()
    read = flow_module.read_view

    def late(*words: Any) -> SettingsView | None:
        monkeypatch.setattr(flow_module, "read_view", read)
        is_read.set()
        assert may_end.wait(20)
        return old

    monkeypatch.setattr(flow_module, "read_view", late)
    seen: list[SettingsView] = []
    page.flow.view_read.connect(seen.append)
    page.flow.read()
    qtbot.waitUntil(is_read.is_set)
    page.flow.read()
    qtbot.waitUntil(lambda: len(seen) == 1)
    may_end.set()
    page.flow.read()
    qtbot.waitUntil(lambda: len(seen) > 1)
    assert all(view is not old for view in seen)


def test_the_files_that_scripts_read_are_offered(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / ".qwen" / "skills").mkdir(parents=True)
    other = tmp_path / ".qwen" / ".env"
    other.write_text("QWEN_TMP_OSS_BUCKET=of-the-scripts\n")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with_file(practice)
    page = opened(qtbot, fresh)
    offered = [a for a in page.file_menu.menu().actions() if "which scripts read" in a.text()]
    shown = {action.text().replace("\\", "/"): action for action in offered}
    (wanted,) = (text for text in shown if "~/.qwen/.env" in text)
    shown[wanted].trigger()
    qtbot.waitUntil(lambda: page.form.bucket.text() == "of-the-scripts")
    assert read_profiles(profiles_file()).active.env_file == other


def buttons(page: SettingsPage, text: str) -> list[QPushButton]:
    found = page.findChildren(QPushButton)
    return [b for b in found if b.text() == text and b.isVisibleTo(page)]


def click(qtbot: QtBot, page: SettingsPage, text: str) -> None:
    qtbot.waitUntil(lambda: bool(buttons(page, text)))
    buttons(page, text)[0].click()


@pytest.mark.parametrize(
    ("kept", "is_wrong"),
    [
        ("90", False),
        ("45", False),
        ("5000", False),
        ("86400", False),
        ("604801", True),
        ("3600.5", True),
        ("24h", True),
        ("²", True),
        ("9" * 20, True),
    ],
)
def test_a_lifetime_that_nobody_touched_stays_as_it_is(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, kept: str, is_wrong: bool
) -> None:
    path = with_file(practice, f"QWEN_TMP_OSS_URL_EXPIRES={kept}\nQWEN_TMP_OSS_PREFIX=p\n")
    page = opened(qtbot, fresh)
    field = page.form.fields["QWEN_TMP_OSS_URL_EXPIRES"]
    assert page.form.texts["QWEN_TMP_OSS_URL_EXPIRES"] == kept
    assert (field.control.property("wrong") == "yes") is is_wrong
    assert not page.form.is_changed
    page.form.prefix.setText("another")
    assert page.form.save.isEnabled() is not is_wrong
    if is_wrong:
        page.form.lifetime.segments.choose(0)
        page.form.lifetime.segments.chosen.emit(0)
        assert page.form.save.isEnabled()
    page.form.save.click()
    qtbot.waitUntil(lambda: read_env_file(path)["QWEN_TMP_OSS_PREFIX"] == "another")
    wanted = "3600" if is_wrong else kept
    assert read_env_file(path)["QWEN_TMP_OSS_URL_EXPIRES"] == wanted


def test_a_wrong_value_that_is_exported_says_who_decides(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QWEN_TMP_OSS_URL_EXPIRES", "24h")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    note = page.form.fields["QWEN_TMP_OSS_URL_EXPIRES"].note.text()
    assert note == (
        "The link lifetime cannot be used · "
        "fixed by the environment variable QWEN_TMP_OSS_URL_EXPIRES"
    )
    close(desktop)


def test_an_exported_key_is_not_entered_here(
    qtbot: QtBot, qapp: QApplication, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QWEN_TMP_OSS_AK_ID", KEY_ID)
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    keys = page.form.keys
    assert not keys.key_id.isEnabled()
    assert "fixed by the environment variable QWEN_TMP_OSS_AK_ID" in keys.id_field.note.text()
    page.form.bucket.setText("my-bucket")
    page.form.region.show_region("cn-beijing")
    keys.secret.setText("typed-secret-0123")
    assert page.form.save.isEnabled()
    page.form.save.click()
    qtbot.waitUntil(lambda: list(store.kept.values()) == ["typed-secret-0123"])
    assert "QWEN_TMP_OSS_AK_ID" not in read_env_file(default_env_file())
    close(desktop)


def test_destinations_that_cannot_be_read_are_told_and_kept(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    strange = {"id": "profile-9", "name": "of tomorrow", "kind": "webdav"}
    team = {"id": "profile-2", "name": "Team 甲", "kind": "found"}
    profiles_file().parent.mkdir(parents=True)
    profiles_file().write_text(json.dumps({"active": "profile-2", "profiles": [strange, team]}))
    desktop = Desktop(qapp, practice=False, files=[])
    cause = CATALOGUE[ErrorCode.PROFILES_UNREADABLE].cause
    qtbot.waitUntil(lambda: cause in desktop.window.toast.text)
    opened(qtbot, desktop)
    use_another(desktop, "New")
    qtbot.waitUntil(lambda: len(read_profiles(profiles_file()).all) == 3)
    assert strange in json.loads(profiles_file().read_text())["profiles"]
    close(desktop)


def test_a_new_destination_is_shown_from_its_top(
    qtbot: QtBot, desktop: Desktop, store: Backend
) -> None:
    page = opened(qtbot, desktop)
    desktop.window.resize(800, 600)
    page.form.advanced.setChecked(False)
    page.form.advanced.click()
    bar = shown_area(page).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    desktop.window.profile_menu.profile_made.emit("Lab")
    box = page.paste.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: bool(page.view and page.view.profile.name == "Lab"))
    qtbot.waitUntil(lambda: bool(box and box.hasFocus()))
    assert bar.value() == 0


def test_what_the_keyboard_is_on_is_in_sight(qtbot: QtBot, fresh: Desktop, store: Backend) -> None:
    """Back from the bar at the foot, it was on a field above or below what was shown."""
    page = opened(qtbot, fresh)
    activate(qtbot, fresh)
    fresh.window.resize(800, 600)
    page.form.begin(Kind.BUCKET)
    area = shown_area(page)
    page.form.advanced.click()
    qtbot.waitUntil(lambda: in_sight(page.form.models.key, area))  # what was opened
    page.form.bucket.setText("my-bucket")
    page.form.discard.setFocus()
    area.verticalScrollBar().setValue(0)
    assert not in_sight(page.form.models.key, area)
    now: QWidget | None = page.form.discard
    while now is not None and not area.content.isAncestorOf(now):
        qtbot.keyClick(now, Qt.Key.Key_Backtab)
        now = QApplication.focusWidget()
    assert now is not None
    assert in_sight(now, area)


def test_the_keys_of_saving_save(qtbot: QtBot, fresh: Desktop, store: Backend) -> None:
    page = opened(qtbot, fresh)
    activate(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.bucket.setText("my-bucket")
    page.form.region.show_region("cn-beijing")
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.bucket.setFocus()
    with qtbot.waitSignal(page.form.save_asked):
        qtbot.keyClick(page.form.bucket, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def shown_area(page: SettingsPage) -> PartArea:
    return next(area for area in page.findChildren(PartArea) if area.isVisible())


def in_sight(widget: QWidget, area: PartArea) -> bool:
    corner = widget.mapTo(area.viewport(), QPoint())
    return area.viewport().rect().contains(QRect(corner, widget.size()))


def test_a_drop_does_not_take_away_what_is_typed(
    qtbot: QtBot,
    desktop: Desktop,
    store: Backend,
    drop: Callable[..., None],
    make_file: Callable[..., Path],
) -> None:
    """It left the settings without a word of what was not saved."""
    page = opened(qtbot, desktop)
    page.form.prefix.setText("elsewhere/")
    said: list[str] = []
    toast = desktop.window.toast
    toast.say = lambda text, *a, **k: (said.append(text), Toast.say(toast, text, *a, **k))  # type: ignore[method-assign]
    drop(desktop.window, [make_file("a.png")])
    assert desktop.window.is_on_settings
    assert "what you typed here is not saved yet" in said[0]
    qtbot.waitUntil(lambda: "copied" in toast.text or "ready" in toast.text)
    assert desktop.window.is_on_settings
    page.form.discard.click()
    drop(desktop.window, [make_file("b.png")])
    assert not desktop.window.is_on_settings


def test_the_service_of_the_model_is_chosen_as_the_scripts_read_it(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    page.form.kinds.choose(1)
    page.form.kinds.chosen.emit(1)
    page.form.models.key.setText(API_KEY)
    choices = page.form.models.service.findChildren(QPushButton)
    segments = {button.text(): button for button in choices}
    segments["Singapore"].click()
    page.form.save.click()
    qtbot.waitUntil(lambda: default_env_file().exists())
    assert read_env_file(default_env_file()) == {"QWEN_REGION": "ap-southeast-1"}
    qtbot.waitUntil(lambda: bool(page.view and page.view.settings["QWEN_REGION"].value))
    segments["Own address…"].click()
    assert not page.form.save.isEnabled()
    page.form.models.service.address.setText("http://elsewhere.example")
    assert not page.form.save.isEnabled()
    page.form.models.service.address.setText("https://w.ap-southeast-1.maas.aliyuncs.com")
    page.form.save.click()
    wanted = {"QWEN_BASE_URL": "https://w.ap-southeast-1.maas.aliyuncs.com"}
    qtbot.waitUntil(lambda: read_env_file(default_env_file()) == wanted)


def test_another_key_than_was_meant_is_said_at_the_top(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "QWEN_TMP_OSS_BUCKET": "design-assets",
        "QWEN_TMP_OSS_REGION": "cn-shanghai",
        "QWEN_TMP_OSS_AK_ID": "LTAI5tLostLostLostLost99",
        "OSS_ACCESS_KEY_ID": KEY_ID,
        "OSS_ACCESS_KEY_SECRET": KEY_SECRET,
    }.items():
        monkeypatch.setenv(name, value)
    desktop = Desktop(qapp, practice=False, files=[])
    try:
        chip = desktop.window.chip
        qtbot.waitUntil(lambda: "with another AccessKey" in chip.accessibleName())
        assert chip.standing is Standing.UNPROVEN
    finally:
        close(desktop)


def test_a_secret_that_an_upload_found_wrong_is_asked_for_in_its_own_field(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    store: Backend,
    drop: Callable[[QWidget, list[Path]], None],
    make_file: Callable[..., Path],
) -> None:
    """Not in the field of the ID: what is typed there can be read by whoever looks over."""
    store.kept[f"OssDrop/default/{KEY_ID}", KEY_ID] = "wrong-0123"
    with_file(practice)
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())
    drop(fresh.window, [make_file()])
    banner = fresh.window.transfers.banner
    qtbot.waitUntil(lambda: banner.notice is not None and "Secret" in banner.notice.title)
    assert banner.notice is not None
    next(one for one in banner.notice.buttons if one.text == "Enter the key").act()
    qtbot.waitUntil(lambda: fresh.page is not None and fresh.page.form.keys.isVisibleTo(fresh.page))
    assert fresh.page is not None
    keys = fresh.page.form.keys
    qtbot.waitUntil(lambda: fresh.window.focusWidget() is keys.secret)
    keys.secret.setText(KEY_SECRET)
    assert fresh.page.form.save.isEnabled()  # the ID stays as it is


def test_a_new_name_is_not_lost_to_a_save_that_waits_for_the_password_store(
    qtbot: QtBot, fresh: Desktop, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu, may_go_on, is_waiting = fresh.window.profile_menu, threading.Event(), threading.Event()
    team = use_another(fresh, "Team 甲")
    page = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "Team 甲")
    keep = store.set_password

    def keep_late(*words: str) -> None:
        is_waiting.set()
        assert may_go_on.wait(20)
        keep(*words)

    monkeypatch.setattr(store, "set_password", keep_late)
    paste(page, f"QWEN_TMP_OSS_BUCKET=team-assets\nQWEN_TMP_OSS_REGION={REGION}\n")
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    qtbot.waitUntil(is_waiting.is_set)
    menu.profile_renamed.emit(team, "Team 乙")
    may_go_on.set()
    wanted = Profile(team, "Team 乙", Kind.BUCKET)
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active == wanted)


def test_a_secret_that_is_wrong_takes_nothing_from_the_one_that_works(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    """The service shows a Secret only once: what was kept may be the only copy."""
    store.kept[f"OssDrop/default/{KEY_ID}", KEY_ID] = KEY_SECRET
    with_file(practice)
    page = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: page.view is not None and page.view.ladder.used is not None)
    page.form.enter_key()
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText("mistyped-0123456789")
    page.form.save.click()
    qtbot.waitUntil(lambda: "The one before stays in use" in page.form.problem_text)
    assert list(store.kept.values()) == [KEY_SECRET]
    page.flow.read()  # as where the file was written a moment ago
    with qtbot.waitSignal(page.flow.view_read):
        pass
    assert "The one before stays in use" in page.form.problem_text
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, "another-0123456789", PUT_AND_GET)
    page.form.keys.secret.setText("another-0123456789")
    page.form.save.click()
    qtbot.waitUntil(lambda: list(store.kept.values()) == ["another-0123456789"])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_beyond_the_edge_of_the_smallest_window(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, language: str
) -> None:
    with_file(practice, f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())
    fresh.show_as(language, "light")
    page = opened(qtbot, fresh)
    fresh.window.resize(fresh.window.minimumSize())
    for part, area in page._areas.items():
        page.show_part(part)
        content = area.widget()
        qtbot.waitUntil(
            lambda content=content, area=area: content.width() <= area.viewport().width()
        )


def test_an_exported_api_key_is_not_entered_here(
    qtbot: QtBot, fresh: Desktop, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QWEN_API_KEY", API_KEY)
    page = opened(qtbot, fresh)
    page.form.begin(Kind.TEMPORARY)
    assert not page.form.models.key.isEnabled()
    assert "QWEN_API_KEY" in page.form.models.key_field.note.text()
    changes = SettingsChanges(Kind.TEMPORARY, {}, api_key=Secret("sk-another0123456789"))
    page.flow.save(changes)
    qtbot.waitUntil(
        lambda: "QWEN_API_KEY" in page.form.problem_text or bool(page.form.problem_text)
    )
    assert not store.kept


def test_a_refused_save_is_in_sight(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desktop)
    page.flow.save_failed.emit(OssDropError(ErrorCode.SECRET_WRONG))
    assert page.banner.isVisibleTo(page)


def test_a_remedy_elsewhere_asks_before_it_takes_what_was_typed(
    qtbot: QtBot, fresh: Desktop
) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.bucket.setText("half-typed")
    other = Queue(ProfileId("another"))
    error = OssDropError(ErrorCode.SECRET_WRONG)
    fresh.window.transfers.fix_asked.emit(Fix(FixKind.OPEN_SETTINGS), error, other)
    assert fresh.window.toast.text == "What you typed here is not saved yet."
    assert page.form.bucket.text() == "half-typed"
    assert fresh._settings.profile == DEFAULT_PROFILE


def test_a_remedy_elsewhere_leaves_new_files_their_way(qtbot: QtBot, fresh: Desktop) -> None:
    """One look at what another destination waits for, and every later file went there."""
    team = use_another(fresh, "Team")
    qtbot.waitUntil(lambda: fresh._settings.profile == team)
    error = OssDropError(ErrorCode.SECRET_WRONG)
    remedy = Fix(FixKind.OPEN_SETTINGS), error, Queue(DEFAULT_PROFILE)
    fresh.window.transfers.fix_asked.emit(*remedy)
    qtbot.waitUntil(lambda: fresh._settings.profile == DEFAULT_PROFILE)
    assert "while you are here" in fresh.window.toast.text
    assert fresh.page is not None
    fresh.page.closed.emit()
    qtbot.waitUntil(lambda: fresh._settings.profile == team)
    assert fresh.window.toast.text == "New files go to “Team” again."
    fresh.window.transfers.fix_asked.emit(*remedy)
    qtbot.waitUntil(lambda: fresh._settings.profile == DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: fresh.page is not None and fresh.page.form.isEnabled())
    fresh.page.form.begin(Kind.BUCKET)
    fresh.page.form.bucket.setText("half-typed")
    fresh.page.closed.emit()  # it stays for what is typed, and says so
    assert "Until then new files go to “" in fresh.window.toast.text
    fresh.window.toast.buttons[0].click()
    fresh.page.form.discard.click()
    fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)  # by hand: that is meant
    fresh.page.closed.emit()
    qtbot.waitUntil(lambda: not fresh.window.is_on_settings)
    assert fresh._settings.profile == DEFAULT_PROFILE


def test_who_leaves_with_something_typed_is_told_that_it_is_not_saved(
    qtbot: QtBot, fresh: Desktop
) -> None:
    page = opened(qtbot, fresh)
    page.closed.emit()
    assert not fresh.window.toast.isVisible()
    fresh.window.settings_asked.emit()
    qtbot.waitUntil(lambda: fresh.window.is_on_settings)
    page.form.begin(Kind.BUCKET)
    page.form.bucket.setText("half-typed")
    page.closed.emit()
    assert not fresh.window.is_on_settings
    assert fresh.window.toast.text == "What you typed in the settings is not saved yet."
    fresh.window.toast.buttons[0].click()
    assert fresh.window.is_on_settings
    assert page.form.bucket.text() == "half-typed"


def test_a_narrow_window_has_all_of_a_part_beside_one_another(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    fresh.window.resize(fresh.window.minimumSize())
    page.form.begin(Kind.BUCKET)
    for part, area in page._areas.items():
        page.show_part(part)
        qtbot.waitUntil(lambda area=area: area.viewport().width() <= fresh.window.width())
        assert area.content.minimumSizeHint().width() <= area.viewport().width(), part


@pytest.mark.parametrize(
    "text",
    [
        f"AccessKey ID: {KEY_ID}, Secret: {KEY_SECRET}",
        f"sk-0123456789abcdef0123 is for models. AccessKey ID: {KEY_ID}, Secret: {KEY_SECRET}",
        "Endpoint: https://files.example-corp.com",
    ],
)
def test_what_belongs_to_a_bucket_is_shown_with_the_bucket(
    qtbot: QtBot, fresh: Desktop, text: str
) -> None:
    """The page stood on temporary storage, said that two values were read, and saved none."""
    page = opened(qtbot, fresh)
    page.form.begin(Kind.TEMPORARY)
    paste(page, text)
    assert page.form.kind is Kind.BUCKET
    assert BUCKET_NAME in page.form.missing
    assert not page.form.save.isEnabled()


def test_what_is_pasted_is_in_sight_from_its_first_line(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    fresh.window.resize(640, 560)
    paste(page, f"bucket: {BUCKET}\nregion: {REGION}\nAccessKey ID: {KEY_ID}\nfolder: ai/prod\n")
    area, panel = page._areas[page.part], page.paste
    bar = area.verticalScrollBar()

    def is_on_top() -> bool:
        return 0 <= panel.mapTo(area.viewport(), QPoint()).y() < area.viewport().height() // 2

    bar.setValue(bar.maximum())
    assert not is_on_top()
    again = next(one for one in panel.findChildren(QPushButton) if "else" in one.text())
    again.click()
    qtbot.waitUntil(is_on_top)
    bar.setValue(bar.maximum())
    paste(page, f"bucket: {BUCKET}-2\nregion: {REGION}\n")
    qtbot.waitUntil(is_on_top)


def test_return_in_the_secret_leads_to_the_verdict(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    """Its field went, and the cursor was in the folder, three fields further down."""
    page = opened(qtbot, fresh)
    paste(page, f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n")
    paste(page, f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    fresh.window.activateWindow()
    page.form.keys.key_id.setText(KEY_ID)
    secret = page.form.keys.secret
    secret.setFocus()
    qtbot.waitUntil(secret.hasFocus)
    qtbot.keyClicks(secret, KEY_SECRET)
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    qtbot.waitUntil(page.verdict.button.hasFocus)


def test_what_is_typed_outlives_another_change_that_ends_while_it_is_being_saved(
    qtbot: QtBot, fresh: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A remedy that was just done was taken for the save, which failed afterwards."""
    page, goes_on = opened(qtbot, fresh), threading.Event()
    given: list[Secret] = []
    page.key_entered.connect(given.append)
    paste(page, f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n")
    paste(page, f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n")
    assert page.form.keys.secret.text() == KEY_SECRET

    def fail(*_: object, **__: object) -> None:
        assert goes_on.wait(10)
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE)

    monkeypatch.setattr(flow_module, "require_better", lambda *_: None)
    monkeypatch.setattr(flow_module, "save_changes", fail)
    page.form.save.click()
    with qtbot.waitSignal(page.flow.view_read):  # what follows every change
        page.flow.saved.emit()
        page.flow.read()
    assert page.form.bucket.text() == BUCKET
    with qtbot.waitSignal(page.flow.save_failed):
        goes_on.set()
    assert (page.form.bucket.text(), page.form.keys.secret.text()) == (BUCKET, KEY_SECRET)
    assert given == []
    assert page.form.save.isEnabled()


def test_fields_that_are_fixed_take_nothing_from_a_paste(qtbot: QtBot, desktop: Desktop) -> None:
    page = opened(qtbot, desktop)
    paste(page, "QWEN_TMP_OSS_BUCKET=another-bucket\nQWEN_TMP_OSS_REGION=cn-beijing")
    assert page.form.bucket.text() == BUCKET


def test_a_field_is_blamed_for_the_value_that_was_checked(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.region.show_region("cn-hangzhou")
    title = Words("wrong")
    page.form.show_fault(Check("", Status.FAIL, title, code=ErrorCode.REGION_WRONG))
    assert page.form.fields["QWEN_TMP_OSS_REGION"].control.property("wrong") == "yes"


def test_typed_settings_are_not_lost_by_a_new_destination(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.prefix.setText("typed")
    fresh.window.profile_menu.profile_made.emit("Team2")
    assert "not saved yet" in fresh.window.toast.text
    assert page.form.prefix.text() == "typed"
    assert len(fresh.window.profile_menu._profiles.all) == 1


def test_one_can_go_back_from_a_destination_that_is_empty(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    env = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    paste(page, f"{env}QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    paste(page, f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n")
    page.form.save.click()
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.READY)
    use_another(fresh, "Team2")
    qtbot.waitUntil(lambda: fresh.flow.holds)
    fresh.window.show_uploads()
    first = fresh.window.first_page
    assert first is not None
    qtbot.waitUntil(lambda: [one.text() for one in first._others] == [f"Use “{BUCKET}”"])
    assert first._remove.text() == "Remove “Team2”…"
    first._others[0].click()
    qtbot.waitUntil(lambda: not fresh.window.asks_for_place)
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())


def test_a_lifetime_that_is_not_saved_is_not_told_as_if_it_counted(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    with_file(practice, "QWEN_TMP_OSS_URL_EXPIRES=86400\n")
    page = opened(qtbot, fresh)
    note = page.form.fields["QWEN_TMP_OSS_URL_EXPIRES"].note
    assert note.text().startswith("A file sent now: until")
    page.form.lifetime.segments.choose(2)
    page.form.lifetime.segments.chosen.emit(2)
    assert note.text().startswith("Once this is saved, a file sent now: until")


def test_whoever_saves_by_keys_goes_on_with_the_verdict(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    values = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    values += f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n"
    paste(page, f"{values}AccessKey ID: {KEY_ID}\nAccessKey Secret: {KEY_SECRET}\n")
    assert fresh.window.focusWidget() is page.form.save
    qtbot.keyClick(page.form.save, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    assert fresh.window.focusWidget() is page.verdict.button


def test_what_can_be_opened_shows_whether_it_is(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    advanced = page.form.advanced

    def look() -> QImage:
        return advanced.icon().pixmap(16).toImage()

    closed = look()
    advanced.click()
    assert look() != closed
    advanced.click()
    assert look() == closed


def test_files_on_their_way_are_named_before_their_destination_goes(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    store: Backend,
    make_file: Callable[..., Path],
) -> None:
    menu = fresh.window.profile_menu
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "Team")
    page = opened(qtbot, fresh)
    values = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    values += f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n"
    paste(page, f"{values}AccessKey ID: {KEY_ID}\nAccessKey Secret: {KEY_SECRET}\n")
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    practice.faults.hold = threading.Event()
    fresh.window.show_uploads()
    fresh.flow.send([make_file()])
    qtbot.waitUntil(lambda: fresh.window.transfers.model.open_count == 1)
    menu.ask_to_remove()
    box = fresh.window.findChildren(QMessageBox)[-1]
    assert box.informativeText().startswith(
        "1 file has not arrived there yet: it stops, and stays on the list."
    )
    box.reject()
    practice.faults.hold.set()
    qtbot.waitUntil(lambda: fresh.window.transfers.model.open_count == 0)


def test_what_a_message_lies_on_can_be_scrolled_above_it(qtbot: QtBot, fresh: Desktop) -> None:
    page, window = opened(qtbot, fresh), fresh.window
    window.resize(700, 520)
    page.paste.hide()
    page.form.advanced.click()
    window.toast.say("Something that stays", stay=True)
    area = next(one for one in page.findChildren(PartArea) if one.isVisible())

    bar = area.verticalScrollBar()
    QApplication.processEvents()  # everything has its place
    bar.setValue(bar.maximum())
    end = page.form.mapTo(window.centralWidget(), page.form.rect().bottomLeft()).y()
    assert end < window.toast.y()
    with_it = bar.maximum()
    window.toast.hide()
    qtbot.waitUntil(lambda: 0 < bar.maximum() < with_it)  # the room is given back
