"""Another message from IT: what is there and works is not lost by it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ossdrop.config.env_file import read_env_file
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Kind, read_profiles
from ossdrop.config.settings import PREFIX
from ossdrop.doctor.check import failed
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file, profiles_file
from ossdrop.redaction import mask_id
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.settings.page import SettingsPage
from ossdrop_gui.settings.verdict_card import Verdict
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.gui.settings.conftest import opened, paste, use_another

OTHER_ID, OTHER_SECRET = "LTAI5tOtherOtherOther123", "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
OTHER = f"bucket: campaign-2026\nregion: cn-shanghai\nAccessKey ID: {OTHER_ID}\n"


@pytest.fixture
def page(qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend) -> SettingsPage:
    """A bucket that works, its Secret in the password store."""
    found = opened(qtbot, fresh)
    paste(
        found,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    found.form.save.click()
    qtbot.waitUntil(lambda: found.verdict.verdict is Verdict.READY)
    qtbot.waitUntil(lambda: not found.form.is_changed)
    return found


def answers(page: SettingsPage) -> dict[str, QPushButton]:
    QApplication.processEvents()  # they are shown by the event loop
    return {b.text(): b for b in page.banner.findChildren(QPushButton) if not b.isHidden()}


def states(page: SettingsPage) -> list[str]:
    return [label.text() for label in page.form.bar.findChildren(QLabel)]


def test_a_second_bucket_with_its_key_can_be_kept_beside_the_first(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    assert answers(page).keys() == {"Keep both", f"Replace “{BUCKET}”", "Leave it as it is"}
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_BUCKET"] == BUCKET
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "campaign-2026")
    made = read_profiles(profiles_file()).active
    qtbot.waitUntil(made.env_path.exists)
    assert read_env_file(made.env_path) == {
        "QWEN_TMP_OSS_BUCKET": "campaign-2026",
        "QWEN_TMP_OSS_REGION": "cn-shanghai",
        "QWEN_TMP_OSS_AK_ID": OTHER_ID,
    }
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_BUCKET"] == BUCKET
    assert set(store.kept.values()) == {KEY_SECRET, OTHER_SECRET}


def test_a_text_of_a_place_that_is_there_already_leads_to_it(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage, practice: PracticeServer, store: Backend
) -> None:
    """The old message of IT's, pasted again, made a second "campaign-2026 2"."""
    text = f"{OTHER}AccessKey Secret: {OTHER_SECRET}"
    paste(page, text)
    page.form.save.click()
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "campaign-2026")
    qtbot.waitUntil(lambda: not page.form.is_saving)
    qtbot.waitUntil(lambda: page.form.isEnabled() and not page.form.is_changed)
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n"
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    page.form.save.click()
    assert answers(page).keys() == {f"Use “{BUCKET}”", "Make another one", "Leave it as it is"}
    answers(page)[f"Use “{BUCKET}”"].click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.id == DEFAULT_PROFILE)
    assert read_profiles(profiles_file()).active_id == DEFAULT_PROFILE
    assert len(read_profiles(profiles_file()).all) == 2
    assert page.form.keys.secret.text() == KEY_SECRET  # the text may bring a newer key
    assert page.form.bucket.text() == BUCKET
    assert QApplication.focusWidget() is page.form.save


def test_a_secret_alone_goes_with_no_other_id(qtbot: QtBot, page: SettingsPage) -> None:
    """It was entered for the ID of one destination, and shown beside that of another."""
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "campaign-2026")
    qtbot.waitUntil(lambda: not page.form.is_saving and not page.form.is_changed)
    page.flow.use_profile(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: page.form.bucket.text() == BUCKET)
    page.form.enter_key()
    page.form.keys.keep_id(mask_id(KEY_ID), "")
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.bucket.setText("campaign-2026")
    page.form.save.click()
    answers(page)["Use “campaign-2026”"].click()
    qtbot.waitUntil(lambda: page.form.bucket.text() == "campaign-2026")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "campaign-2026")
    assert page.form.keys.secret.text() == ""


def test_another_bucket_does_not_take_the_folder_of_the_one_before(
    qtbot: QtBot, page: SettingsPage
) -> None:
    page.form.prefix.setText("reports")
    page.form.save.click()
    qtbot.waitUntil(lambda: read_env_file(default_env_file()).get(PREFIX) == "reports")
    qtbot.waitUntil(lambda: not page.form.is_changed and not page.form.is_saving)
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    assert page.form.prefix.text() == ""
    page.form.save.click()
    answers(page)
    words = " ".join(label.text() for label in page.banner.findChildren(QLabel))
    assert f"If you replace “{BUCKET}”, its folder “reports” is not kept." in words
    answers(page)["Leave it as it is"].click()
    page.form.discard.click()
    assert page.form.prefix.text() == "reports"
    page.form.prefix.setText("for-campaigns")  # typed: that is meant
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    answers(page)["Replace it"].click()
    assert page.form.prefix.text() == ""


@pytest.mark.parametrize("is_file", [True, False])
def test_a_second_bucket_without_a_key_takes_nothing_from_the_first(
    qtbot: QtBot, page: SettingsPage, store: Backend, tmp_path: Path, *, is_file: bool
) -> None:
    """A colleague's settings took the place of one's own, whose key was used for their bucket."""
    values = {"QWEN_TMP_OSS_BUCKET": "campaign-2026", "QWEN_TMP_OSS_REGION": "cn-shanghai"}
    if is_file:
        exported = {"ossdrop": 1, "kind": "bucket", "name": "", "values": values}
        (tmp_path / "exported.json").write_text(json.dumps(exported))
        page.flow.take_in(tmp_path / "exported.json")
        qtbot.waitUntil(lambda: page.form.bucket.text() == "campaign-2026")
    else:
        paste(page, "".join(f"{name}={value}\n" for name, value in values.items()))
    page.form.save.click()
    assert answers(page).keys() == {"Keep both", f"Replace “{BUCKET}”", "Leave it as it is"}
    words = " ".join(label.text() for label in page.banner.findChildren(QLabel))
    assert f"If you replace “{BUCKET}”, its AccessKey is used for campaign-2026." in words
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "campaign-2026")
    made = read_profiles(profiles_file()).active
    qtbot.waitUntil(made.env_path.exists)
    assert read_env_file(made.env_path) == values
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_BUCKET"] == BUCKET
    assert list(store.kept.values()) == [KEY_SECRET]


def test_half_a_key_of_another_bucket_can_have_its_own_place(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    paste(page, OTHER)
    page.form.save.click()
    assert answers(page).keys() == {"Keep both", "Leave it as it is"}
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "campaign-2026")
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    assert page.verdict.title == "Not ready: The Secret of the AccessKey is missing"
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "campaign-2026")
    assert page.check.rows  # of this destination: its page was empty under the verdict
    assert list(store.kept.values()) == [KEY_SECRET]


def test_a_second_bucket_for_this_run_is_written_nowhere(
    qtbot: QtBot, page: SettingsPage, fresh: Desktop, store: Backend
) -> None:
    before = profiles_file().read_bytes() if profiles_file().exists() else b""
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.keys.choose_place(1)
    page.form.save.click()
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: fresh.window.chip.place.bucket == "campaign-2026")
    assert (profiles_file().read_bytes() if profiles_file().exists() else b"") == before
    assert list(store.kept.values()) == [KEY_SECRET]
    fresh.window.profile_menu.profile_renamed.emit(DEFAULT_PROFILE, "First")
    qtbot.waitUntil(lambda: "First" in profiles_file().read_text())
    assert "campaign-2026" not in profiles_file().read_text()


def test_quitting_says_that_a_destination_for_this_run_goes_as_well(
    qtbot: QtBot, page: SettingsPage, fresh: Desktop, practice: PracticeServer, tmp_path: Path
) -> None:
    """It said "continue later", and the next start had nothing that its files could go to."""
    practice.faults.hold = threading.Event()
    (tmp_path / "a.txt").write_text("a")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    toast = fresh.window.toast
    fresh.window.ask_to_quit()
    assert toast.buttons[0].text() == "Quit, continue later"
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.keys.choose_place(1)
    page.form.save.click()
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: fresh.window.chip.place.bucket == "campaign-2026")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: fresh.window.transfers.model.open_count == 2)
    fresh.window.ask_to_quit()
    assert toast.text == (
        "2 files are not sent yet. 1 of them goes to “campaign-2026”, "
        "whose settings are kept until you quit only. Once that is set up again, you can continue."
    )
    assert toast.buttons[0].text() == "Quit all the same"
    practice.faults.hold.set()


def test_the_first_destination_for_this_run_goes_as_well(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, tmp_path: Path, store: Backend
) -> None:
    """Only a second one was named; its id is in the list whether or not anything is kept."""
    page = opened(qtbot, fresh)
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    page.form.keys.choose_place(1)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)
    practice.faults.hold = threading.Event()
    (tmp_path / "a.txt").write_text("a")
    fresh.flow.send([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: practice.service.waiting_requests == 1)
    fresh.window.ask_to_quit()
    assert fresh.window.toast.text == (
        f"1 file is not sent yet. The settings of “{BUCKET}” are kept until you quit only. "
        "Once that is set up again, you can continue."
    )
    practice.faults.hold.set()


def test_what_is_typed_while_it_is_asked_is_saved_too(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}\nDASHSCOPE_API_KEY={API_KEY}")
    page.form.save.click()
    page.form.prefix.setText("typed/since")
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "campaign-2026")
    made = read_profiles(profiles_file()).active
    qtbot.waitUntil(made.env_path.exists)
    assert read_env_file(made.env_path)["QWEN_TMP_OSS_PREFIX"] == "typed/since"
    assert API_KEY in store.kept.values()  # it came with the text


@pytest.mark.parametrize("has_store", [True, False])
def test_what_scripts_read_speaks_of_a_store_only_where_there_is_one(
    page: SettingsPage, tmp_path: Path, *, has_store: bool
) -> None:
    assert page.view is not None
    view = replace(page.view, script_files=(tmp_path / ".env",), has_store=has_store)
    page.ladder.show_view(view)
    QApplication.processEvents()  # which shows them
    labels = page.ladder.findChildren(QLabel)
    said = [label.text() for label in labels if label.isVisibleTo(page.ladder)]
    assert ("They cannot read the password store." in said) is has_store
    assert ("They read settings files only." in said) is not has_store


def test_which_of_two_destinations_of_one_bucket_is_replaced_is_said(
    qtbot: QtBot, page: SettingsPage, fresh: Desktop
) -> None:
    use_another(fresh, "The other one", f"QWEN_TMP_OSS_BUCKET={BUCKET}\n")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "The other one")
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    assert "Replace “The other one”" in answers(page)


def test_the_same_key_for_another_bucket_is_not_said_to_go(page: SettingsPage) -> None:
    page.form.bucket.setText("another-bucket")
    page.form.enter_key()
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    page.form.save.click()
    assert page.banner.notice is not None
    assert page.banner.notice.text == ""


def test_an_answer_is_of_the_bucket_that_was_asked_about(qtbot: QtBot, page: SettingsPage) -> None:
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    page.form.bucket.setText("a-third-one")
    answers(page)["Keep both"].click()
    assert page.banner.notice is not None
    assert page.banner.notice.title.startswith("a-third-one")


def test_replacing_is_still_possible(qtbot: QtBot, page: SettingsPage) -> None:
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    answers(page)[f"Replace “{BUCKET}”"].click()
    qtbot.waitUntil(
        lambda: read_env_file(default_env_file())["QWEN_TMP_OSS_BUCKET"] == "campaign-2026"
    )


def test_an_unknown_id_takes_nothing_from_the_key_that_works(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    page.form.enter_key()
    page.form.keys.key_id.setText(OTHER_ID)
    page.form.keys.secret.setText(OTHER_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: "The key before stays in use" in page.form.problem_text)
    assert list(store.kept.values()) == [KEY_SECRET]
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_AK_ID"] == KEY_ID
    note = page.form.keys.id_field.note
    assert (note.text(), note.property("tone")) == (
        "The AccessKey ID is unknown or disabled.",
        "bad",
    )


def test_a_key_that_is_over_is_not_saved(page: SettingsPage) -> None:
    paste(
        page,
        '{"AccessKeyId":"STS.NUgYrLnoC37mZZCNnAbez","AccessKeySecret":"'
        f'{OTHER_SECRET}1234567890abcd","SecurityToken":"CAIS{"x" * 120}",'
        '"Expiration":"2026-01-01T10:00:00Z"}',
    )
    assert not page.form.save.isEnabled()
    assert "To be corrected: The key works until" in states(page)


def test_saving_says_so_while_the_password_store_asks(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    page.form.enter_key()
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    store.gate = threading.Event()
    page.form.save.click()
    assert "Saving…" in states(page)
    assert not page.form.save.isEnabled()
    store.gate.set()
    qtbot.waitUntil(lambda: "Saving…" not in states(page))


def test_a_text_with_only_a_secret_is_settings_wherever_it_is_pasted(
    qtbot: QtBot, page: SettingsPage, fresh: Desktop
) -> None:
    fresh.window.show_uploads()
    QGuiApplication.clipboard().setText(f"AccessKey Secret：{OTHER_SECRET}")
    fresh.window.paste()
    qtbot.waitUntil(lambda: page.form.keys.secret.text() == OTHER_SECRET)
    assert page.isVisible()


def test_two_texts_that_go_together_say_so(page: SettingsPage) -> None:
    paste(page, f"AccessKey Secret：{OTHER_SECRET}")
    paste(page, f"AccessKey ID：{KEY_ID}")
    told = " ".join(label.text() for label in page.paste.findChildren(QLabel))
    assert "From the text before, and saved with it: AccessKey Secret." in told


def test_an_access_key_id_is_no_api_key(page: SettingsPage) -> None:
    page.form.kinds.choose(1)
    page.form.kinds.chosen.emit(1)
    page.form.models.key.setText(OTHER_ID)
    assert "This is an AccessKey ID" in page.form.models.key_field.note.text()
    assert not page.form.save.isEnabled()


def test_a_name_with_an_ampersand_is_shown_as_it_is(
    qtbot: QtBot, page: SettingsPage, fresh: Desktop
) -> None:
    menu = fresh.window.profile_menu
    use_another(fresh, "Team A & co")
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active.name == "Team A & co")

    def shown() -> list[str]:
        menu.aboutToShow.emit()
        return [a.text() for a in menu.actions() if isinstance(a, QAction)]

    qtbot.waitUntil(lambda: any("Team A && co" in text for text in shown()))


def test_a_wrong_api_key_takes_nothing_from_what_works(
    qtbot: QtBot, page: SettingsPage, practice: PracticeServer, store: Backend
) -> None:
    page.form.kinds.choose(1)
    page.form.kinds.chosen.emit(1)
    page.form.models.service.show_texts("", practice.base_url)
    page.form.models.key.setText("sk-11111111111111111111111111111111")
    page.form.save.click()
    qtbot.waitUntil(lambda: "What was set up before stays" in page.form.problem_text)
    assert page.form.models.key_field.note.property("tone") == "bad"
    assert list(store.kept.values()) == [KEY_SECRET]
    assert read_profiles(profiles_file()).active.kind is not Kind.TEMPORARY
    page.form.models.key.setText(API_KEY)
    page.form.save.click()
    qtbot.waitUntil(lambda: API_KEY in store.kept.values())


@pytest.mark.parametrize(
    "text", [API_KEY, f"DASHSCOPE_API_KEY={API_KEY}\nQWEN_BASE_URL=https://ws.maas.aliyuncs.com"]
)
def test_an_api_key_alone_is_settings_wherever_it_is_pasted(
    qtbot: QtBot, fresh: Desktop, store: Backend, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    fresh.window.paste()
    qtbot.waitUntil(lambda: fresh.page is not None and fresh.page.form.models.key.text() == API_KEY)


def test_the_rest_of_a_place_goes_with_its_bucket(qtbot: QtBot, desktop: Desktop) -> None:
    page = opened(qtbot, desktop)
    before = page.form.texts
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}\nEndpoint: https://other.example.com")
    assert page.form.texts == before
    assert page.form.keys.is_empty


def test_exported_settings_have_the_address_of_the_model_service(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    path = default_env_file()
    path.write_text(path.read_text() + "QWEN_BASE_URL=https://ws.maas.aliyuncs.com\n")
    file = tmp_path / "out.json"
    page.flow.export(file)
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: "ws.maas.aliyuncs.com" in file.read_text())
    page.flow.take_in(file)
    address = page.form.models.service.address
    qtbot.waitUntil(lambda: address.text() == "https://ws.maas.aliyuncs.com")


def test_what_a_variable_decides_is_not_ticked(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desktop)
    paste(page, OTHER)
    told = " ".join(label.text() for label in page.paste.findChildren(QLabel))
    assert "Not taken, since a variable of this computer decides it: Bucket" in told


def test_a_key_that_cannot_be_tried_takes_nothing_from_one_that_works(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    paste(page, f"QWEN_TMP_OSS_ENDPOINT=http://127.0.0.1:1\nQWEN_TMP_OSS_BUCKET={BUCKET}")
    page.form.enter_key()
    page.form.keys.key_id.setText(KEY_ID)
    page.form.keys.secret.setText(OTHER_SECRET)
    page.form.save.click()
    qtbot.waitUntil(lambda: answers(page).keys() == {"Save all the same", "Leave it as it is"})
    assert page.banner.notice is not None
    assert page.banner.notice.text.startswith("The connection was refused at this address. If")
    assert list(store.kept.values()) == [KEY_SECRET]
    assert "127.0.0.1:1\n" not in default_env_file().read_text()
    answers(page)["Save all the same"].click()
    qtbot.waitUntil(lambda: list(store.kept.values()) == [OTHER_SECRET])


def test_another_address_with_another_key_is_another_place(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    """Two buckets of one name, as two companies may have at two services."""
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        "QWEN_TMP_OSS_ENDPOINT=http://127.0.0.1:1\n"
        f"QWEN_TMP_OSS_AK_ID={OTHER_ID}\nQWEN_TMP_OSS_AK_SECRET={OTHER_SECRET}\n",
    )
    page.form.save.click()
    assert page.banner.notice is not None
    assert "at another address, with another key" in page.banner.notice.title
    answers(page)["Keep both"].click()
    qtbot.waitUntil(lambda: read_profiles(profiles_file()).active_id != DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: set(store.kept.values()) == {KEY_SECRET, OTHER_SECRET})


def test_to_replace_removes_what_it_said_whether_or_not_the_new_one_can_be_tried(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    answers(page)[f"Replace “{BUCKET}”"].click()  # at an address that nobody can reach from here
    qtbot.waitUntil(lambda: set(store.kept.values()) == {OTHER_SECRET})


def test_a_key_that_was_to_be_replaced_may_stay(page: SettingsPage) -> None:
    """There was no way back from *Replace…* but to leave the page."""
    assert page.form.key_row.isVisible()
    page.form.enter_key()
    page.form.keys.key_id.setText("LTAI5tAnotherKey12345678")
    assert page.form.keys.isVisible()
    assert page.form.keys.keep.text() == f"Keep {mask_id(KEY_ID)}"
    page.form.keys.keep.click()
    assert page.form.key_row.isVisible()
    assert page.form.key_row._replace.hasFocus()  # seen, and first to press
    assert not page.form.keys.isVisible()
    assert not page.form.is_changed


def test_what_was_typed_can_be_discarded(qtbot: QtBot, page: SettingsPage) -> None:
    assert page.form.discard.isHidden()
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    assert page.form.bucket.text() != BUCKET
    page.form.discard.click()
    assert page.form.bucket.text() == BUCKET
    assert page.form.keys.is_empty
    assert not page.form.is_changed
    assert page.form.discard.isHidden()
    assert page.form.key_row.isVisible()


def test_only_the_secret_is_asked_for_again_after_another_look(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    """The ID had gone from sight, with a note under it where it is from."""
    page.form.enter_key(failed("", OssDropError(ErrorCode.SECRET_WRONG)))
    shown = page.form.keys.key_id.placeholderText()
    assert shown == mask_id(KEY_ID)
    page.form.keys.secret.setText("half")
    fresh.window.show_uploads()
    before = page.view
    fresh.open_settings()
    qtbot.waitUntil(lambda: page.view is not before)
    assert page.form.keys.key_id.placeholderText() == shown


def test_what_an_upload_has_proven_needs_no_check(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage
) -> None:
    """The line at the top was green while the page said that nothing was known."""
    fresh.window.chip.show_standing(Standing.UNPROVEN)
    page.verdict.note_uploads(work=False)
    assert page.verdict.verdict is Verdict.UNKNOWN
    fresh.window.chip.show_standing(Standing.READY)
    assert page.verdict.verdict is Verdict.READY
    page.form.prefix.setText("other")
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.CHECKING)


def test_an_api_key_beside_a_bucket_goes_to_the_password_store(
    qtbot: QtBot, fresh: Desktop, page: SettingsPage, store: Backend
) -> None:
    """Not where the Secret is, nobody having seen a choice: into the `.env`, or nowhere."""
    path = default_env_file()
    path.write_text(path.read_text() + f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    qtbot.waitUntil(lambda: bool(page.view and page.view.plain_secrets))
    page.form.enter_api_key()
    page.form.models.key.setText("sk-sp-0123456789abcdef0123456789abcdef")
    assert not page.form.save.isEnabled()
    page.form.models.key.setText(API_KEY)
    page.form.prefix.setText("beside/it")
    page.form.save.click()
    qtbot.waitUntil(lambda: API_KEY in store.kept.values())
    qtbot.waitUntil(lambda: read_env_file(path).get("QWEN_TMP_OSS_PREFIX") == "beside/it")
    assert API_KEY not in path.read_text()
    assert page.form.kind is Kind.BUCKET


def test_a_bucket_that_takes_the_place_of_another_does_not_take_its_name(
    qtbot: QtBot, page: SettingsPage, store: Backend
) -> None:
    """“Blue” was what Red's bucket was called from then on."""
    page._flow.rename_profile(DEFAULT_PROFILE, "Blue")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "Blue")
    paste(page, f"{OTHER}AccessKey Secret: {OTHER_SECRET}")
    page.form.save.click()
    assert page.banner.notice is not None
    assert "Replacing “Blue” removes its Secret" in page.banner.notice.text
    answers(page)["Replace “Blue”"].click()
    name = "QWEN_TMP_OSS_BUCKET"
    qtbot.waitUntil(lambda: read_env_file(default_env_file())[name] == "campaign-2026")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "")
