"""One verdict above destination and check: what it says, and what its button does."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ossdrop.config.env_file import read_env_file
from ossdrop.config.keyring_store import service_name
from ossdrop.config.profile_id import DEFAULT_PROFILE, NO_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, read_profiles
from ossdrop.config.settings import PREFIX, AnyDestination
from ossdrop.doctor.check import Status, failed, passed
from ossdrop.errors import UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file, preferences_file, profiles_file
from ossdrop.program.preferences import read_preferences, write_preferences
from ossdrop.sentences import Words
from ossdrop.settings_editor import SecretPlace
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.settings.fields import RegionBox
from ossdrop_gui.settings.groups import Columns
from ossdrop_gui.settings.page import Part
from ossdrop_gui.settings.verdict_card import Verdict, VerdictCard
from ossdrop_gui.words.languages import CHINESE, ENGLISH
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close
from tests.gui.settings.conftest import opened, paste, use_another


def write_settings(practice: PracticeServer, **changes: str) -> None:
    values = {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_ENDPOINT": practice.base_url,
        "QWEN_TMP_OSS_AK_ID": KEY_ID,
        "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET,
    } | {f"QWEN_TMP_OSS_{name}": text for name, text in changes.items()}
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text("".join(f"{name}={text}\n" for name, text in values.items()))


def mark(desktop: Desktop) -> str:
    """Of the destination in use, "" while its key is still looked for."""
    return desktop._knowledge._proofs.mark


def test_a_good_setup_says_where_files_go_and_leads_back_to_them(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, URL_EXPIRES="5400")
    page = opened(qtbot, fresh)
    assert page.verdict.verdict is Verdict.UNKNOWN
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    assert page.verdict.accessibleName() == (
        f"Ready to upload. Files go to {BUCKET}. Links work 90 minutes."
    )
    assert page.verdict.button.text() == "Start uploading"
    page.verdict.button.click()
    assert not page.isVisible()


def test_what_was_checked_does_not_stand_for_what_another_program_wrote(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    write_settings(practice, BUCKET="another-bucket")
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_BUCKET"] == "another-bucket")
    assert page.verdict.verdict is Verdict.UNKNOWN
    assert page.check.rows == []
    default_env_file().unlink()
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_BUCKET"] == "")
    write_settings(practice)  # made anew
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_BUCKET"] == BUCKET)
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    page.form.prefix.setText("other/")
    with qtbot.waitSignal(page.flow.check_ended):
        page.form.save.click()  # what is saved here is checked, and stays checked
    qtbot.waitUntil(lambda: page.view is not None and page.view.settings[PREFIX].value == "other/")
    assert page.verdict.verdict is Verdict.READY


def test_what_was_said_of_a_destination_goes_when_it_is_mended(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, AK_SECRET="")
    toast = fresh.window.toast
    fresh.flow.find_destination()
    qtbot.waitUntil(lambda: toast.isVisibleTo(fresh.window))
    assert "AccessKey" in toast.text
    write_settings(practice)
    fresh.flow.find_destination()
    qtbot.waitUntil(lambda: not toast.isVisibleTo(fresh.window))


def test_a_wrong_key_is_the_one_thing_in_sight_and_its_button_leads_to_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, AK_SECRET="wrong-secret-0123456789abcdefg")
    page = opened(qtbot, fresh)
    page.show_part(Part.CHECK)
    page.check.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert page.verdict.title == "Not ready: The AccessKey Secret is wrong"

    def shown() -> set[Status]:
        return {row.check.status for row in page.check.rows if row.isVisibleTo(page.check)}

    qtbot.waitUntil(lambda: Status.FAIL in shown())
    assert Status.OK not in shown()  # they are one line
    page.check.passed.click()
    assert Status.OK in shown()
    page.verdict.button.click()
    assert page.part is Part.DESTINATION
    assert page.form.keys.isVisibleTo(page)


def test_the_field_at_fault_is_marked_until_it_is_changed(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    practice.service.store.buckets.pop(BUCKET)
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    field = page.form.fields["QWEN_TMP_OSS_BUCKET"]
    assert field.control.property("wrong") == "yes"
    assert field.note.text() == "There is no bucket with this name."
    fresh.show_as(CHINESE, "light")
    qtbot.waitUntil(lambda: "Bucket" in field.note.text() and "bucket" not in field.note.text())
    fresh.show_as(ENGLISH, "light")
    page.form.bucket.setText("another-bucket")
    assert field.control.property("wrong") == "no"


def test_what_failed_is_not_said_of_what_is_typed_in_its_place(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Complete new keys stood below "The AccessKey Secret is wrong"."""
    write_settings(practice, AK_SECRET="wrong-secret-0123456789abcdefg")
    page = opened(qtbot, fresh)
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    paste(page, f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    assert page.verdict.accessibleName() == "Not saved yet. Saving it checks it as well."
    assert not page.verdict.button.isVisibleTo(page)
    page.form.discard.click()
    assert page.verdict.title == "Not ready: The AccessKey Secret is wrong"
    assert page.verdict.button.isVisibleTo(page)


def test_a_key_at_fault_is_marked_where_it_stands(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, AK_ID="LTAI5tNobodyNobodyNobody")
    page = opened(qtbot, fresh)
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    words = "The AccessKey ID is unknown or disabled."
    assert (page.form.key_field.note.text(), page.form.key_field.note.property("tone")) == (
        words,
        "bad",
    )
    page.verdict.button.click()
    assert page.form.keys.id_field.note.text() == words
    page.form.keys.key_id.setText(KEY_ID)
    assert page.form.keys.id_field.note.text() == ""


def test_an_address_that_is_not_there_is_corrected_where_it_stands(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, ENDPOINT="http://nobody.invalid")
    page = opened(qtbot, fresh)
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    field = page.form.fields["QWEN_TMP_OSS_ENDPOINT"]
    assert field.note.property("tone") == "bad"
    assert page.form.at_fault is page.form.endpoint
    page.verdict.button.click()
    assert page.form.endpoint.isVisibleTo(page.form)


def test_what_the_page_says_is_not_said_over_its_foot(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, AK_SECRET="")
    page = opened(qtbot, fresh)
    page.form.prefix.setText("other")
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.FAILING)
    assert not fresh.window.toast.isVisible(), fresh.window.toast.text
    fresh.window.toast.say("Copied.")
    foot = page.form.bar.mapTo(fresh.window.centralWidget(), QPoint(0, 0)).y()
    assert fresh.window.toast.geometry().bottom() < foot


def test_no_link_is_promised_where_none_can_be_made(
    qtbot: QtBot, qapp: QApplication, practice: PracticeServer
) -> None:
    write_settings(practice, AK_SECRET="")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.FAILING)

    def said() -> str:
        zone = desktop.window.drop_zone
        return " ".join(label.text() for label in zone.findChildren(QLabel))

    qtbot.waitUntil(lambda: "They wait, and go by themselves once they can" in said())
    assert "24 hours" not in said()
    close(desktop)


def test_nor_where_a_check_has_found_that_none_can(
    qtbot: QtBot, qapp: QApplication, practice: PracticeServer
) -> None:
    write_settings(practice, AK_SECRET="wrong-secret-0123456789abcdefg")
    desktop = Desktop(qapp, practice=False, files=[])
    zone = desktop.window.drop_zone

    def said() -> str:
        return " ".join(label.text() for label in zone.findChildren(QLabel))

    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.UNPROVEN)
    assert "24 hours" in said()
    opened(qtbot, desktop).flow.check()
    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.FAILING)
    assert "24 hours" not in said()
    desktop.window.chip.show_standing(Standing.READY)
    assert "24 hours" in said()
    close(desktop)


def test_a_wrong_api_key_is_marked(qtbot: QtBot, fresh: Desktop) -> None:
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text("DASHSCOPE_API_KEY=sk-0123456789abcdef0123456789abcdef\n")
    page = opened(qtbot, fresh)
    page.form.show_fault(failed("model.policy", OssDropError(ErrorCode.API_KEY_WRONG, "")))
    note = page.form.models.key_field.note
    assert "The API key is wrong" in note.text()
    assert note.property("tone") == "bad"
    assert page.form.at_fault is page.form.models.key
    page.form.models.key.setText("sk-another0123456789abcdef0123456")
    assert note.property("tone") != "bad"


def test_saving_is_what_comes_next_only_where_something_waits_for_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    assert page.form.save.property("look") == ""
    page.form.prefix.setText("ai/new")
    assert page.form.save.property("look") == "primary"
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_PREFIX"] == "ai/new"
    qtbot.waitUntil(lambda: page.form.save.property("look") == "")


def test_what_was_found_of_one_destination_is_not_said_of_another(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.UNKNOWN)
    assert page.check.rows == []


def test_a_check_that_ends_before_the_saved_settings_are_read_counts(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    view = page.view
    assert view is not None
    other = replace(view, profile=replace(view.profile, id=ProfileId("profile-2")))
    page.verdict.await_saved()
    page.verdict.begin()
    page.verdict.show_check(passed("a", Words("good")))
    page.verdict.end(Status.OK)
    page.verdict.show_view(other)
    assert page.verdict.verdict is Verdict.READY
    page.verdict.await_saved()  # another one was chosen, and nothing is checked
    page.verdict.show_view(view)
    assert page.verdict.verdict is Verdict.UNKNOWN


def test_parts_are_shown_one_at_a_time(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    for part in Part:
        page.show_part(part)
        assert page.form.bar.isVisibleTo(page) == (part is Part.DESTINATION)
        assert page.check.bar.isVisibleTo(page) == (part is Part.CHECK)
        assert page.verdict.isVisibleTo(page) == (part is not Part.GENERAL)


def test_without_a_password_store_none_is_offered(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    keyring.set_keyring(fail.Keyring())  # the fixture puts back what was there
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    assert page.form.keys.place is SecretPlace.THIS_RUN
    close(desktop)


def test_a_store_that_is_not_there_is_not_called_locked(
    qtbot: QtBot, qapp: QApplication, practice: PracticeServer, store: Backend
) -> None:
    write_settings(practice, AK_SECRET="")
    keyring.set_keyring(fail.Keyring())  # the fixture puts back what was there
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.FAILING)
    page = opened(qtbot, desktop)
    pills = [label.text() for label in page.ladder.findChildren(QLabel)]
    assert "no password store" in pills
    assert "locked" not in pills
    close(desktop)


def test_what_the_line_at_the_top_knows_at_the_start_the_verdict_knows_too(
    qtbot: QtBot, qapp: QApplication, practice: PracticeServer, store: Backend
) -> None:
    """The key was for one run: "cannot upload" above, and "Not checked yet" below it."""
    write_settings(practice, AK_SECRET="")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.FAILING)
    page = opened(qtbot, desktop)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert page.verdict.title == "Not ready: The Secret of the AccessKey is missing"
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    close(desktop)


def test_a_network_that_is_gone_is_no_wrong_destination(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    practice.stop()
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    # The place may be named only now: what the check has found is told once more when it is.
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.OFFLINE)


def test_what_waits_for_the_network_is_not_called_unchecked(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """The line at the top said "waiting for the network", and the settings "Not checked yet"."""
    write_settings(practice)
    page = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.UNPROVEN)
    qtbot.waitUntil(lambda: page.verdict.title == "Not checked yet")
    fresh.window.chip.show_standing(Standing.OFFLINE)
    assert page.verdict.title == "Waiting for the network"
    fresh.window.chip.show_standing(Standing.READY)
    assert page.verdict.title == "Ready to upload"


def test_whoever_goes_on_takes_the_only_region_that_is_suggested(qtbot: QtBot) -> None:
    box = RegionBox()
    qtbot.addWidget(box)
    box.show()
    box.show_region("cn-beijing")
    editor = box.lineEdit()
    assert editor is not None
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClicks(editor, "ulanqab")  # in place of what stood there
    editor.editingFinished.emit()  # as Tab does
    assert box.region == "cn-wulanchabu"
    box.setEditText("china")  # many have that
    editor.editingFinished.emit()
    assert box.currentText() == "china"


def test_enter_takes_the_first_region_that_is_suggested(qtbot: QtBot) -> None:
    box = RegionBox()
    qtbot.addWidget(box)
    editor = box.lineEdit()
    assert editor is not None
    for typed, expected in (("hang", "cn-hangzhou"), ("cn-beijing", "cn-beijing"), ("zz", "zz")):
        box.setEditText(typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert box.region == expected


def test_what_is_for_this_run_says_so_before_and_after(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    write_settings(practice, AK_SECRET="wrong-secret-0123456789abcdefg")
    page = opened(qtbot, fresh)
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    page.verdict.button.click()
    assert page.form.keys.key_id.placeholderText() == "LTAI...st01"  # only its Secret is wrong
    assert page.form.keys.place is SecretPlace.ENV_FILE  # where the one before it is
    page.form.keys.choose_place(1)
    page.form.keys.secret.setText(KEY_SECRET)
    assert page.form.bar.findChildren(QLabel)[0].text() == "Works until you quit"
    assert "Not in use yet" in page.verdict.accessibleName()
    assert page.form.save.text() == "Use and check"  # not "Save", beside that
    assert page.file_menu.text() == "Until you quit"
    page.form.keys.choose_place(2)
    assert (page.form.save.text(), page.file_menu.text()) == ("Save and check", "Saved in .env")
    page.form.keys.choose_place(1)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    words = " ".join(label.text() for label in page.form.key_row.findChildren(QLabel))
    assert "until you quit" in words
    assert "password store" not in words


@pytest.mark.parametrize("has_store", [True, False])
def test_what_works_until_one_quits_is_kept_without_being_entered_again(
    qtbot: QtBot, qapp: QApplication, practice: PracticeServer, store: Backend, has_store: bool
) -> None:
    """Nobody found the way; and to the password store there was none."""
    if not has_store:
        keyring.set_keyring(fail.Keyring())
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    page.form.keys.choose_place(1)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    qtbot.waitUntil(lambda: not page.form.is_saving and not page.form.keep.isHidden())
    page.form.keep.click()
    assert page.form.keep.isHidden()
    assert page.form.save.text() == "Save and check"
    assert page.form.keys.key_id.placeholderText() == "LTAI...st01"  # nothing to enter
    page.form.save.click()
    name = "QWEN_TMP_OSS_BUCKET"
    qtbot.waitUntil(lambda: read_env_file(default_env_file()).get(name) == BUCKET)
    qtbot.waitUntil(lambda: page.form._state.text() == "Nothing to save")
    written = read_env_file(default_env_file()).get("QWEN_TMP_OSS_AK_SECRET")
    assert written == (None if has_store else KEY_SECRET)
    if has_store:
        assert store.get_password(service_name("default", KEY_ID), KEY_ID) == KEY_SECRET
    close(desktop)


def test_an_api_key_has_a_place_where_there_is_no_password_store(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    keyring.set_keyring(fail.Keyring())
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    page.begin_form(Kind.TEMPORARY)
    page.flow.read()
    qtbot.waitUntil(page.form.models.places.isVisible)
    page.form.models.key.setText("sk-0123456789abcdef0123456789abcdef")
    page.form.models.places.choose(1)
    page.form.save.click()
    qtbot.waitUntil(lambda: "DASHSCOPE_API_KEY" in read_env_file(default_env_file()))
    close(desktop)


def test_what_files_have_met_since_makes_the_verdict_void(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    """The line at the top and the verdict never say two things."""
    page = opened(qtbot, fresh)
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    for standing in (Standing.UNPROVEN, Standing.READY):
        fresh.window.chip.show_standing(standing)
        assert page.verdict.verdict is Verdict.READY
    fresh.window.chip.show_standing(Standing.OFFLINE)
    assert page.verdict.verdict is Verdict.UNKNOWN


def test_what_an_upload_has_met_is_the_verdict_until_it_is_mended(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    """One card for one wrong Secret: the page had said "not checked yet" below a red one."""
    write_settings(practice, AK_SECRET="wrongwrongwrongwrongwrongwrong")
    fresh.flow.find_destination()
    path = tmp_path / "cat.txt"
    path.write_text("cat")
    with qtbot.waitSignal(fresh.flow.queue_held):
        fresh.window.files_given.emit((path,))
    page = opened(qtbot, fresh)
    assert page.verdict.verdict is Verdict.NOT_READY
    assert page.verdict.title == "Not ready: The AccessKey Secret is wrong"
    assert page.verdict.button.text() != "Check now"
    write_settings(practice)
    qtbot.waitUntil(lambda: page.verdict.verdict is not Verdict.NOT_READY)


def test_settings_that_cannot_be_read_are_told_at_the_top(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """The page was grey, and the reason stood below what could be seen."""
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_bytes(b"\xff\xfe\x00QWEN")
    fresh.open_settings()
    page = fresh.page
    assert page is not None
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert "settings file" in page.verdict.title.lower()
    write_settings(practice)
    page.flow.read()
    qtbot.waitUntil(lambda: page.view is not None)
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.UNKNOWN)


def card_of(qtbot: QtBot, fresh: Desktop, practice: PracticeServer) -> VerdictCard:
    write_settings(practice)
    return opened(qtbot, fresh).verdict


def test_what_was_met_is_over_once_a_check_is_good(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.learn(DEFAULT_PROFILE, OssDropError(ErrorCode.SECRET_WRONG))
    assert card.verdict is Verdict.NOT_READY
    card.begin()
    card.show_check(passed("service.secret", Words("It fits.")))
    card.end(Status.OK)
    card.note_uploads(work=None)
    assert card.verdict is Verdict.READY


def test_what_uploads_to_ones_own_bucket_met_says_nothing_of_practice(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    assert fresh.page is not None
    assert fresh.page.view is not None
    card.show_view(replace(fresh.page.view, kind=Kind.PRACTICE))
    card.learn(DEFAULT_PROFILE, OssDropError(ErrorCode.SECRET_WRONG))
    assert card.verdict is Verdict.UNKNOWN


def test_settings_that_could_not_be_read_are_neither_good_nor_bad_for_ever(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    assert fresh.page is not None
    assert fresh.page.view is not None
    card.await_saved()
    card.show_unreadable(OssDropError(ErrorCode.ENV_FILE_UNREADABLE))
    card.note_uploads(work=True)  # of before: nobody knows where the next one would go
    assert card.verdict is Verdict.NOT_READY
    card.note_uploads(work=None)
    card.show_view(fresh.page.view)
    assert card.verdict is Verdict.UNKNOWN


def test_a_secret_that_somebody_else_wrote_is_not_called_good(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: card.verdict is Verdict.READY)
    write_settings(practice, AK_SECRET="wrongwrongwrongwrongwrongwrong")
    qtbot.waitUntil(lambda: card.verdict is not Verdict.READY)


def test_an_upload_that_worked_before_the_page_was_read_anew_is_proof(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """A name was mended in the file, what waited went, and the page said that nothing was known."""
    write_settings(practice, BUCKET="nobodys-bucket")
    page = opened(qtbot, fresh)
    card = page.verdict
    card.button.click()
    qtbot.waitUntil(lambda: card.verdict is Verdict.NOT_READY)
    assert page.view is not None
    mended = replace(
        page.view,
        settings={
            **page.view.settings,
            "QWEN_TMP_OSS_BUCKET": replace(page.view.settings["QWEN_TMP_OSS_BUCKET"], value=BUCKET),
        },
    )
    card.forget()
    card.note_uploads(work=True)
    card.show_view(mended)
    assert card.verdict is Verdict.READY


def test_the_field_that_an_upload_found_wrong_is_marked(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    assert fresh.page is not None
    field = fresh.page.form.fields["QWEN_TMP_OSS_BUCKET"]
    card.learn(DEFAULT_PROFILE, OssDropError(ErrorCode.BUCKET_MISSING))
    assert field.control.property("wrong") == "yes"
    card.learn(DEFAULT_PROFILE, None)
    assert field.control.property("wrong") == "no"


def test_what_worked_before_a_restart_is_ready_after_it(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: card.verdict is Verdict.READY)
    qtbot.waitUntil(lambda: bool(read_preferences(preferences_file()).proven))
    assert KEY_ID not in preferences_file().read_text()
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: again.window.chip.standing is Standing.READY)
    assert opened(qtbot, again).verdict.verdict is Verdict.READY
    write_settings(practice, BUCKET="nobodys-bucket")
    qtbot.waitUntil(lambda: again.window.chip.place.bucket == "nobodys-bucket")
    assert again.window.chip.standing is Standing.UNPROVEN
    close(again)


def test_what_worked_in_an_earlier_run_is_said_with_its_time(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    """Green at the start, while the service was dead: nobody had tried yet."""
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: bool(read_preferences(preferences_file()).proven))
    assert "Proven to work" not in card.accessibleName()  # it was just now
    kept = read_preferences(preferences_file())
    mark, moment = kept.proven.split()
    earlier = replace(kept, proven=f"{mark} {int(moment) - 86_400}")
    write_preferences(preferences_file(), earlier)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: again.window.chip.standing is Standing.READY)
    verdict = opened(qtbot, again).verdict
    qtbot.waitUntil(lambda: "Proven to work: yesterday" in verdict.accessibleName())
    close(again)


def test_what_failed_before_a_restart_is_not_ready_after_it(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: bool(read_preferences(preferences_file()).proven))
    practice.service.store.buckets.pop(BUCKET)
    assert fresh.page is not None
    fresh.page.flow.check()
    qtbot.waitUntil(lambda: card.verdict is Verdict.NOT_READY)
    qtbot.waitUntil(lambda: not read_preferences(preferences_file()).proven)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: again.window.chip.place.bucket == BUCKET)
    assert again.window.chip.standing is Standing.UNPROVEN
    close(again)


def test_a_region_that_is_listed_is_not_marked_where_the_network_is_gone(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, ENDPOINT="")
    page = opened(qtbot, fresh)
    field = page.form.fields["QWEN_TMP_OSS_REGION"]
    error = OssDropError(ErrorCode.NETWORK_UNREACHABLE, hint=UNKNOWN_NAME)
    page.verdict.learn(DEFAULT_PROFILE, error)
    assert field.control.property("wrong") == "no"
    write_settings(practice, ENDPOINT="", REGION="cn-hangzou")
    qtbot.waitUntil(lambda: page.form.texts["QWEN_TMP_OSS_REGION"] == "cn-hangzou")
    page.verdict.learn(DEFAULT_PROFILE, error)
    assert field.control.property("wrong") == "yes"


def test_where_nothing_is_entered_there_is_nothing_to_check(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    page = opened(qtbot, fresh)
    assert page.verdict.title == "Nothing is set up yet"
    assert not page.verdict.button.isVisibleTo(page)
    write_settings(practice)
    qtbot.waitUntil(lambda: page.verdict.title == "Not checked yet")
    assert page.verdict.button.isVisibleTo(page)


def test_another_secret_or_folder_is_not_ready_because_the_former_one_was(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: bool(read_preferences(preferences_file()).proven))
    for changes in ({"AK_SECRET": "wrongwrongwrongwrongwrongwrong"}, {"PREFIX": "else/where"}):
        write_settings(practice, **changes)
        again = Desktop(qapp, practice=False, files=[])
        qtbot.waitUntil(lambda again=again: again.window.chip.place.bucket == BUCKET)
        qtbot.waitUntil(lambda again=again: mark(again) != "")
        assert again.window.chip.standing is Standing.UNPROVEN
        close(again)


def test_another_destination_that_fails_takes_no_proof_from_this_one(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    card = card_of(qtbot, fresh, practice)
    card.button.click()
    qtbot.waitUntil(lambda: bool(read_preferences(preferences_file()).proven))
    before = read_preferences(preferences_file()).proven
    assert fresh.core is not None
    destinations = fresh.core.destinations
    made = Profile(destinations.profiles.free_id(), "other", Kind.FOUND)
    made.env_path.parent.mkdir(parents=True, exist_ok=True)
    lines = f"QWEN_TMP_OSS_BUCKET=other-bucket\nQWEN_TMP_OSS_REGION={REGION}\n"
    made.env_path.write_text(lines)  # its key is missing
    destinations.keep_profiles(destinations.profiles.with_profile(made))
    fresh.window.profile_menu.profile_chosen.emit(made.id)
    qtbot.waitUntil(lambda: fresh.window.chip.place.bucket == "other-bucket")
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.FAILING)
    fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: fresh.window.chip.standing is Standing.READY)
    assert fresh._choices.now.proven == before


def test_what_has_failed_has_failed_when_one_comes_back_to_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    wrong = "wrongwrongwrongwrongwrongwrong"
    write_settings(practice, AK_SECRET=wrong)
    page, chip = opened(qtbot, fresh), fresh.window.chip
    qtbot.waitUntil(lambda: bool(mark(fresh)))
    page.verdict.button.click()
    qtbot.waitUntil(lambda: chip.standing is Standing.FAILING)
    first = chip.place
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: chip.place.profile != first.profile)
    write = default_env_file().read_text
    fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: chip.place == first and bool(mark(fresh)))
    assert chip.standing is Standing.FAILING
    default_env_file().write_text(write().replace(wrong, KEY_SECRET))  # another key
    qtbot.waitUntil(lambda: chip.standing is Standing.UNPROVEN)


def test_what_has_failed_says_why_when_one_comes_back_to_it(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    """The line at the top said that nothing could be uploaded, and not why."""
    write_settings(practice, AK_SECRET="wrongwrongwrongwrongwrongwrong")
    page, chip = opened(qtbot, fresh), fresh.window.chip
    qtbot.waitUntil(lambda: bool(mark(fresh)))
    first = chip.place
    (tmp_path / "film.txt").write_text("a film")
    fresh.flow.send([tmp_path / "film.txt"])
    why = OssDropError(ErrorCode.SECRET_WRONG).explanation.cause
    qtbot.waitUntil(lambda: why in chip.toolTip())
    assert why in chip.accessibleDescription()
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: chip.place.profile != first.profile)
    assert why not in chip.toolTip()
    fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: chip.place == first and bool(mark(fresh)))
    assert chip.standing is Standing.FAILING
    assert why in chip.toolTip()
    page.flow.check_ended.emit(Status.OK)
    assert why not in chip.toolTip()


def test_what_is_written_just_when_one_comes_back_to_a_destination_is_noticed(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Its file was looked at only after its settings were read: a change in between was missed."""
    write_settings(practice)
    page, chip = opened(qtbot, fresh), fresh.window.chip
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: chip.place.profile not in (NO_PROFILE, DEFAULT_PROFILE))

    def write_at_once() -> None:
        page.flow.saved.disconnect(write_at_once)
        write_settings(practice, BUCKET="another-bucket")

    page.flow.saved.connect(write_at_once)
    with qtbot.waitSignal(page.flow.file_changed):
        fresh.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: chip.place.bucket == "another-bucket")


def test_a_file_that_is_right_again_has_not_failed(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page, chip = opened(qtbot, fresh), fresh.window.chip
    page.verdict.button.click()
    qtbot.waitUntil(lambda: chip.standing is Standing.READY)
    write_settings(practice, PREFIX="a//b")
    qtbot.waitUntil(lambda: chip.standing is Standing.FAILING)
    write_settings(practice)
    qtbot.waitUntil(lambda: chip.standing is Standing.UNPROVEN and bool(mark(fresh)))
    assert not fresh._knowledge._proofs.has_failed


def test_what_was_under_way_to_the_bucket_before_proves_nothing_of_the_new_one(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    """It turned a check that had failed green, and the next file found no bucket."""
    write_settings(practice)
    chip = fresh.window.chip
    qtbot.waitUntil(lambda: chip.place.bucket == BUCKET)
    (tmp_path / "film.txt").write_text("a film")
    practice.faults.hold = threading.Event()
    fresh.flow.send([tmp_path / "film.txt"])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    found: list[AnyDestination] = []
    fresh.flow.destination_found.connect(found.append)
    write_settings(practice, BUCKET="nobodys-bucket")
    qtbot.waitUntil(lambda: bool(found) and chip.place.bucket == "nobodys-bucket")
    with qtbot.waitSignal(fresh.flow.links_ready):
        practice.faults.hold.set()
    assert chip.standing is Standing.UNPROVEN
    found.clear()
    write_settings(practice)
    qtbot.waitUntil(lambda: bool(found) and chip.place.bucket == BUCKET)
    fresh.flow.send([tmp_path / "film.txt"])
    qtbot.waitUntil(lambda: chip.standing is Standing.READY)


def with_team(
    qtbot: QtBot, desktop: Desktop, practice: PracticeServer, text: str = ""
) -> ProfileId:
    """A first destination that works, and another one in use, with `text` as its settings."""
    write_settings(practice)
    qtbot.waitUntil(lambda: desktop.window.chip.place.bucket == BUCKET)
    assert desktop.core is not None
    destinations = desktop.core.destinations
    made = Profile(destinations.profiles.free_id(), "Team", Kind.FOUND)
    made.env_path.write_text(text or default_env_file().read_text())
    destinations.keep_profiles(destinations.profiles.with_profile(made))
    desktop.window.profile_menu.profile_chosen.emit(made.id)
    return made.id


def test_what_waits_for_a_destination_that_was_removed_cannot_bring_it_back(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    """Its banner led to settings that nobody lists, and no upload worked after a restart."""
    chip, banner = fresh.window.chip, fresh.window.transfers.banner
    team = with_team(
        qtbot,
        fresh,
        practice,
        f"QWEN_TMP_OSS_BUCKET=team-bucket\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n",  # its Secret is missing
    )
    qtbot.waitUntil(lambda: chip.place.bucket == "team-bucket")
    (tmp_path / "a.txt").write_text("a")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: banner.notice is not None)
    fresh.window.profile_menu.profile_removed.emit(team)
    words = "1 file is for “Team”, which is no longer set up here."
    qtbot.waitUntil(lambda: banner.notice is not None and banner.notice.title == words)
    fresh._settings.use_profile(team)
    fresh._settings.rename_profile(DEFAULT_PROFILE, "Mine")  # what comes after it
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).get(DEFAULT_PROFILE).name == "Mine")
    assert read_profiles(profiles_file()).active_id == DEFAULT_PROFILE
    qtbot.waitUntil(lambda: banner.notice is not None and banner.notice.title == words)
    assert banner.notice is not None
    banner.notice.buttons[0].act()
    with qtbot.waitSignal(fresh.flow.links_ready):
        fresh.window.toast.buttons[0].click()


def test_nothing_goes_on_to_a_destination_that_was_removed(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    chip, banner = fresh.window.chip, fresh.window.transfers.banner
    team = with_team(qtbot, fresh, practice)
    qtbot.waitUntil(lambda: chip.place.profile == team and bool(mark(fresh)))
    practice.faults.hold = threading.Event()
    (tmp_path / "a.txt").write_text("a")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    changed = list[bool]()
    fresh._settings.file_changed.connect(lambda: changed.append(True))
    fresh.window.profile_menu.profile_removed.emit(team)
    words = "1 file is for “Team”, which is no longer set up here."
    qtbot.waitUntil(lambda: banner.notice is not None and banner.notice.title == words)
    qtbot.waitUntil(lambda: fresh.core is not None and not fresh.core.transfers.open_count)
    told = f"“Team” was removed. New files go to “{BUCKET}”."
    qtbot.waitUntil(lambda: fresh.window.toast.text == told)
    assert not changed  # its own settings file was, by us: no other program
    practice.faults.hold.set()


def test_what_is_typed_is_not_called_ready(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    page = opened(qtbot, fresh)
    page.verdict.button.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    page.form.bucket.setText("another-bucket")
    assert page.verdict.title == "Not saved yet"
    assert f"Until then: Files go to {BUCKET}." in page.verdict.accessibleName()
    assert page.verdict.button.isHidden()
    page.form.discard.click()
    assert page.verdict.title == "Ready to upload"
    assert not page.verdict.button.isHidden()


def test_an_upload_that_began_with_the_former_key_proves_nothing_of_another(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    write_settings(practice)
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())
    practice.faults.hold = threading.Event()
    (tmp_path / "a.txt").write_text("a")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    qtbot.waitUntil(lambda: mark(fresh) != "")  # its key is found after its name
    before = mark(fresh)
    write_settings(practice, AK_SECRET="wrongwrongwrongwrongwrongwrong")
    qtbot.waitUntil(lambda: mark(fresh) not in ("", before))
    with qtbot.waitSignal(fresh.flow.links_ready):
        practice.faults.hold.set()
    assert fresh._choices.now.proven == ""


def test_a_key_without_a_bucket_is_something_to_check(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice, BUCKET="")
    page = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: page.verdict.title == "Not checked yet")


@pytest.mark.parametrize("text", ["sk-sp-0123456789abcdef", "LTAI5tTestTestTestTest01", "sk-密钥"])
def test_what_is_wrong_with_an_api_key_is_said_beside_save(
    qtbot: QtBot, fresh: Desktop, text: str
) -> None:
    """Save was grey, and the reason lay below the fold."""
    page = opened(qtbot, fresh)
    page.form.begin(Kind.TEMPORARY)
    page.form.models.key.setText(text)
    assert not page.form.save.isEnabled()
    assert page.form._state.text() == "To be corrected: API key of Model Studio"


def test_a_window_that_gets_narrow_again_has_one_column_again(qtbot: QtBot, fresh: Desktop) -> None:
    """It kept two, and the right one was cut off."""
    page = opened(qtbot, fresh)
    page.show_part(Part.GENERAL)
    bar = page._areas[Part.GENERAL].horizontalScrollBar()
    columns = page.findChild(Columns)
    assert columns is not None
    for width, count in ((1000, 2), (800, 1)):
        fresh.window.resize(width, 700)
        qtbot.waitUntil(lambda count=count: columns._columns == count)
        qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_the_field_that_a_check_blames_is_in_sight(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """Its red frame was half below the verdict, or somewhere else on the page."""
    write_settings(practice, REGION="cn-shanghai")
    fresh.window.resize(860, 560)
    page = opened(qtbot, fresh)
    area = page._areas[Part.DESTINATION]
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.flow.check()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)

    def is_in_sight() -> bool:
        region = page.form.region
        top = region.mapTo(area.viewport(), QPoint()).y()
        return 0 <= top <= area.viewport().height() - region.height()

    assert page.form.at_fault is page.form.region
    qtbot.waitUntil(is_in_sight)
