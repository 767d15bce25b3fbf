"""The settings with the keyboard alone: where Tab leads, and what a question does with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.config.profiles import Kind
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop_gui.app import Desktop
from ossdrop_gui.settings.flow import Untried
from ossdrop_gui.settings.page import Part, SettingsPage
from ossdrop_gui.settings.verdict_card import Verdict
from tests.conftest import KEY_ID, KEY_SECRET, REGION
from tests.gui.history.test_history import Drop, sent
from tests.gui.settings.conftest import opened
from tests.gui.settings.test_verdict import write_settings


def by_tab(desktop: Desktop, page: SettingsPage) -> list[QWidget]:
    """What Tab leads to, from the first to the last of the page."""
    page.back.setFocus()
    found: list[QWidget] = []
    while (now := desktop.window.focusWidget()) is not None and now not in found:
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return found


def asked(qtbot: QtBot, desktop: Desktop, practice: PracticeServer) -> SettingsPage:
    """The settings, asking whether what was typed shall give way to what was pasted."""
    write_settings(practice)
    page = opened(qtbot, desktop)
    page.form.prefix.setText("posters")
    page.take_text(f"QWEN_TMP_OSS_BUCKET=lab-bucket\nQWEN_TMP_OSS_REGION={REGION}\n")
    assert page.banner.isVisibleTo(page)
    return page


def test_tab_goes_through_the_check_as_it_stands_there(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """The verdict's button came after the foot, and those of the lines after that."""
    write_settings(practice, AK_SECRET="wrongwrongwrongwrongwrongwrong")
    page = opened(qtbot, fresh)
    fresh.window.resize(1000, 720)
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    qtbot.waitUntil(lambda: not page.check._is_running)
    for part in (Part.CHECK, Part.DESTINATION):
        page.show_part(part)
        around = (page.verdict, page._areas[part], page._bars[part])
        found = by_tab(fresh, page)[3:]  # after the top
        places = [next(n for n, one in enumerate(around) if one.isAncestorOf(w)) for w in found]
        assert set(places) == {0, 1, 2}
        assert places == sorted(places)
        if part is Part.CHECK:
            lines = [one.mapTo(page, QPoint(0, one.height() // 2)).y() for one in found[2:-2]]
            assert lines == sorted(lines)


def test_a_question_after_saving_by_a_key_has_the_keyboard(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Return did nothing, and Tab went on at the foot."""
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.take_text(
        f"QWEN_TMP_OSS_BUCKET=lab-bucket\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"AccessKey ID: {KEY_ID[:-2]}99\nAccessKey Secret: {KEY_SECRET[:-2]}99\n"
    )
    page.form.save.setFocus()
    QTest.keyClick(page.form.save, Qt.Key.Key_Return)
    now = fresh.window.focusWidget()
    assert now is not None
    assert page.banner.isAncestorOf(now)
    assert now.property("text") == "Keep both"
    leave = next(one for one in page.banner._buttons if one.text() == "Leave it as it is")
    qtbot.waitUntil(leave.isVisible)
    leave.setFocus()
    QTest.keyClick(leave, Qt.Key.Key_Return)
    assert page.form.save.hasFocus()
    assert page.form.bucket.text() == "lab-bucket"


def test_a_question_waits_for_its_answer(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Whatever read the settings once more took it away."""
    page = asked(qtbot, fresh, practice)
    with qtbot.waitSignal(page.flow.view_read):
        page.flow.read()
    assert page.banner.isVisibleTo(page)
    assert page.form.prefix.text() == "posters"


def test_a_question_that_comes_late_takes_no_keyboard_from_whoever_types(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.form.prefix.setFocus()
    error = OssDropError(ErrorCode.NETWORK_TIMEOUT)
    page.flow.untried.emit(Untried(page.form.changes, error))
    assert page.banner.isVisibleTo(page)
    assert isinstance(fresh.window.focusWidget(), QLineEdit)


def test_tab_comes_round_whatever_was_asked(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """After a question it went round in the lower half of the page."""
    page = asked(qtbot, fresh, practice)
    leave = next(one for one in page.banner._buttons if one.text() == "Leave it as it is")
    for button in (None, leave, page.form.discard):
        if button is not None:
            button.click()
        found = by_tab(fresh, page)
        assert fresh.window.focusWidget() is found[0] is page.back
        assert page.form.save in found or not page.form.save.isEnabled()


def test_a_question_about_what_is_saved_meanwhile_is_answered(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """It stayed, and its answer filled in what nobody asked for any more."""
    page = asked(qtbot, fresh, practice)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    assert not page.banner.isVisibleTo(page)


def test_page_keys_scroll_wherever_the_keyboard_is(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    fresh.window.resize(800, 600)
    page.form.advanced.click()
    bar = page._areas[Part.DESTINATION].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(0)
    page.back.setFocus()
    QTest.keyClick(page.back, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(page.back, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_the_settings_lead_back_to_the_row_one_came_from(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.png")
    rows = desktop.window.history.list
    rows.setFocus()
    opened(qtbot, desktop).closed.emit()
    assert desktop.window.focusWidget() is rows


def test_keys_lead_through_the_parts(qtbot: QtBot, fresh: Desktop) -> None:
    """Only Tab and arrows did, and nothing named any."""
    page = opened(qtbot, fresh)
    fresh.window.activateWindow()
    page.form.begin(Kind.BUCKET)
    page.form.bucket.setFocus()
    seen = []
    for key in (Qt.Key.Key_PageDown,) * 3 + (Qt.Key.Key_PageUp,):
        focused = fresh.window.focusWidget() or page
        qtbot.keyClick(focused, key, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.part)
    assert seen == [Part.CHECK, Part.GENERAL, Part.GENERAL, Part.CHECK]
