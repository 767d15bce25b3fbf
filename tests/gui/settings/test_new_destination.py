"""A destination that is being made: nothing goes there, and none is in use, before it is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ossdrop.config.ladder import RungState
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Kind, read_profiles
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import profiles_file
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.settings.page import SettingsPage
from ossdrop_gui.settings.verdict_card import Verdict
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.gui.settings.conftest import opened, paste
from tests.gui.settings.test_verdict import write_settings


@pytest.fixture
def page(qtbot: QtBot, fresh: Desktop, practice: PracticeServer) -> SettingsPage:
    """The settings of a new destination beside one that works."""
    write_settings(practice)
    shown = opened(qtbot, fresh)
    begin(qtbot, fresh, shown)
    return shown


def begin(qtbot: QtBot, desktop: Desktop, page: SettingsPage) -> None:
    qtbot.waitUntil(lambda: desktop.window.chip.place.is_known)
    desktop.window.profile_menu.profile_made.emit("Lab")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "Lab")


def whole(practice: PracticeServer) -> str:
    values = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    values += f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n"
    return f"{values}AccessKey ID: {KEY_ID}\nAccessKey Secret: {KEY_SECRET}\n"


def make(page: SettingsPage) -> None:
    """Save the new one, though its bucket has a destination already."""
    page.form.save.click()
    QApplication.processEvents()
    buttons = page.banner.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Make another one").click()


def names() -> list[str]:
    return [one.name for one in read_profiles(profiles_file()).all]


def test_whoever_backs_out_keeps_what_works(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    """The new one was in use at once, and files waited for it."""
    assert names() == [""]
    assert fresh.core is not None
    assert fresh.core.destinations.profile == DEFAULT_PROFILE
    assert page.verdict.title == "New destination “Lab”"
    assert BUCKET in page.verdict._cause.text()  # where files go until then
    page.closed.emit()
    opened(qtbot, fresh)
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.id == DEFAULT_PROFILE)
    assert page.form.bucket.text() == BUCKET
    assert "Lab" not in page.verdict.title
    assert not fresh.flow.holds
    assert names() == [""]


def test_it_is_used_once_it_is_saved(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage, practice: PracticeServer
) -> None:
    paste(page, whole(practice))
    make(page)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    active = read_profiles(profiles_file()).active
    assert (active.name, active.kind) == ("Lab", Kind.BUCKET)
    qtbot.waitUntil(lambda: "Lab" in fresh.window.chip.accessibleName())


def test_a_text_of_a_place_that_is_there_already_leads_to_it(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage, practice: PracticeServer
) -> None:
    paste(page, whole(practice))
    page.form.save.click()
    QApplication.processEvents()
    answers = {one.text(): one for one in page.banner.findChildren(QPushButton)}
    answers[f"Use “{BUCKET}”"].click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.id == DEFAULT_PROFILE)
    assert names() == [""]
    assert page.form.keys.secret.text() == KEY_SECRET


def test_what_was_typed_for_it_is_still_there_when_one_comes_back(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    page.form.bucket.setText("lab-bucket")
    page.closed.emit()
    assert "not saved yet" in fresh.window.toast.text
    fresh.open_settings()
    assert not fresh.window.toast.isVisible()  # it led to where one is
    qtbot.waitUntil(page.isVisible)
    assert page.view is not None
    assert page.view.profile.name == "Lab"
    assert page.form.bucket.text() == "lab-bucket"


def test_half_of_it_is_not_used(qtbot: QtBot, page: SettingsPage) -> None:
    """Return in an empty field saved a destination that could not work, in use from then on."""
    page.form.fill({"QWEN_TMP_OSS_BUCKET": "lab-bucket", "QWEN_TMP_OSS_REGION": REGION})
    assert "Still missing" in page.form._state.text()
    assert not page.form.save.isEnabled()
    page.form.bucket.setFocus()
    qtbot.keyClick(page.form.bucket, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.keys.key_id.hasFocus)
    page.form.keys.key_id.setText(KEY_ID)
    qtbot.keyClick(page.form.keys.key_id, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.keys.secret.hasFocus)
    assert names() == [""]


def test_return_leads_to_what_is_missing_also_of_the_first_destination(
    qtbot: QtBot, fresh: Desktop
) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.fill({"QWEN_TMP_OSS_BUCKET": "lab-bucket", "QWEN_TMP_OSS_REGION": REGION})
    assert page.form.save.isEnabled()  # the key may come in another message
    qtbot.keyClick(page.form.keys.key_id, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.keys.key_id.hasFocus)
    assert not page.form.is_saving


def test_a_check_of_it_says_nothing_of_the_one_in_use(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    before = fresh.window.chip.standing
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert fresh.window.chip.standing is before


def test_a_file_that_goes_elsewhere_says_nothing_of_it(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    """It was said that files stay on this computer, where they went into the other bucket."""
    page.form.bucket.setText("lab-bucket")
    fresh.window.chip.show_standing(Standing.READY)
    assert page.verdict.title == "New destination “Lab”"
    assert "computer" not in page.verdict._cause.text()
    page.form.discard.click()
    assert page.verdict.title == "New destination “Lab”"


def test_what_has_gone_before_the_settings_were_opened_says_nothing_of_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """*Set it up again*, as the first thing one did there, said that files stay here."""
    write_settings(practice)
    qtbot.waitUntil(lambda: fresh.window.chip.place.is_known)
    fresh.window.chip.show_standing(Standing.READY)
    fresh.window.transfers.bucket_asked.emit("lab-bucket")
    qtbot.waitUntil(lambda: fresh.page is not None and fresh.page.view is not None)
    assert fresh.page is not None
    verdict = fresh.page.verdict
    fresh.window.chip.show_standing(Standing.READY)
    qtbot.waitUntil(lambda: "lab-bucket" in verdict.title)
    assert "computer" not in verdict._cause.text()
    assert BUCKET in verdict._cause.text()


def test_another_destination_can_be_chosen_instead(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.id == DEFAULT_PROFILE)
    assert names() == [""]


def test_what_was_typed_for_one_place_is_not_saved_in_another(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """A folder typed for one went into the other, and was lost to the one it was meant for."""
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.form.prefix.setText("posters")
    page.take_text(whole(practice).replace(BUCKET, "lab-bucket"))
    assert "lab-bucket" in page.banner._text.text()
    assert page.form.bucket.text() == BUCKET
    answer(page, "Leave it as it is")
    assert (page.form.prefix.text(), page.form.bucket.text()) == ("posters", BUCKET)
    assert not page.banner.isVisibleTo(page)
    page.take_text(whole(practice).replace(BUCKET, "lab-bucket"))
    answer(page, "Replace it")
    assert (page.form.prefix.text(), page.form.bucket.text()) == ("", "lab-bucket")
    assert page.form.keys.key_id.text() == KEY_ID


def test_a_bucket_of_the_same_name_elsewhere_is_another_place(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.form.prefix.setText("posters")
    elsewhere = whole(practice).replace(practice.base_url, "http://127.0.0.1:9")
    page.take_text(elsewhere.replace(KEY_ID, f"{KEY_ID[:-2]}99"))
    assert "127.0.0.1:9" in page.banner._text.text()
    answer(page, "Leave it as it is")
    page.take_text(whole(practice))  # the same place: nothing is lost
    assert not page.banner.isVisibleTo(page)
    assert page.form.prefix.text() == "posters"


def test_a_new_key_takes_nothing_that_was_typed(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Nor where IT writes out the address that the region has anyway."""
    write_settings(practice, ENDPOINT="")
    page = opened(qtbot, fresh)
    page.form.prefix.setText("posters")
    address = f"oss-{REGION}.aliyuncs.com"
    page.take_text(
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={address}\nAccessKey ID: {KEY_ID[:-2]}99\n"
        f"AccessKey Secret: {KEY_SECRET}\n"
    )
    assert not page.banner.isVisibleTo(page)
    assert page.form.prefix.text() == "posters"


def test_return_saves_where_a_key_is_behind_a_locked_store(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    view = page.view
    assert view is not None
    first, *others = view.ladder.rungs
    rungs = (replace(first, state=RungState.BLOCKED), *others)
    page.form.show_view(replace(view, ladder=replace(view.ladder, rungs=rungs)))
    page.form.prefix.setText("posters")
    assert page.form.missing
    with qtbot.waitSignal(page.form.save_asked):
        qtbot.keyClick(page.form.prefix, Qt.Key.Key_Return)


def test_what_a_text_brings_itself_is_nobodys_loss(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    page = opened(qtbot, fresh)
    page.form.begin(Kind.BUCKET)
    page.form.bucket.setText("mistyped")
    page.take_text(whole(practice))
    assert page.form.bucket.text() == BUCKET
    assert not page.banner.isVisibleTo(page)


def answer(page: SettingsPage, text: str) -> None:
    next(one for one in page.banner.findChildren(QPushButton) if one.text() == text).click()


@pytest.mark.parametrize("text", [f"DASHSCOPE_API_KEY={API_KEY}", API_KEY, "bucket=lab"])
def test_what_it_sent_is_no_name(qtbot: QtBot, fresh: Desktop, text: str) -> None:
    """It stood there in clear, and in bold on the next page."""
    menu = fresh.window.profile_menu
    assert menu._unless_taken(["Team"])("Lab") is None
    words = menu._unless_taken(["Team"])(text)
    assert words == "This is what IT sent: paste it on the page that comes next."
