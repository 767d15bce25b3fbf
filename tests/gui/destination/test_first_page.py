"""A first start: what is dropped waits in sight, and goes wherever one then chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE
from ossdrop.config.profiles import Kind
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file, preferences_file
from ossdrop.program.preferences import read_preferences
from ossdrop.transfers.journal import Journal
from ossdrop.transfers.transfer import Queue, Transfer, TransfersAdded
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.first_page import FirstPage
from ossdrop_gui.rows.content import CONTENT_ROLE
from ossdrop_gui.settings.page import SettingsPage
from ossdrop_gui.settings.verdict_card import Verdict
from ossdrop_gui.words.languages import ENGLISH
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close
from tests.gui.settings.conftest import opened, paste, use_another

Drop = Callable[[QWidget, list[Path]], None]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def first_page(desktop: Desktop) -> FirstPage:
    page = desktop.window.first_page
    assert page is not None
    return page


def test_a_file_waits_in_sight_and_is_sent_to_the_bucket_that_is_then_set_up(
    qtbot: QtBot,
    fresh: Desktop,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    QGuiApplication.clipboard().clear()
    path = make_file("hero.png")
    drop(fresh.window, [path])
    page = first_page(fresh)
    qtbot.waitUntil(lambda: page.zone.paths == (path,))
    assert "hero.png is waiting" in page.zone.accessibleName()
    assert fresh.core is not None
    assert fresh.core.transfers.open_count == 0
    page.own.button.click()
    settings = opened(qtbot, fresh)
    env = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    paste(settings, f"{env}QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    paste(settings, f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n")
    settings.form.save.click()
    qtbot.waitUntil(lambda: "hero.png" in clipboard())
    assert requests.get(clipboard(), timeout=10).content == b"a cat"
    assert page.zone.paths == ()


def test_trying_sends_what_waits_without_a_word_of_what_is_missing(
    qtbot: QtBot,
    fresh: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    QGuiApplication.clipboard().clear()
    errors: list[object] = []
    for signal in (
        fresh.flow.transfer_failed,
        fresh.flow.destination_failed,
        fresh.flow.queue_held,
    ):
        signal.connect(lambda *told: errors.append(told))
    drop(fresh.window, [make_file("hero.png")])
    first_page(fresh).practice.button.click()
    qtbot.waitUntil(lambda: clipboard().startswith("http://127.0.0.1"))
    assert errors == []
    assert fresh.window.drop_zone.isVisible()


def test_what_waits_can_be_let_go(
    qtbot: QtBot,
    fresh: Desktop,
    make_file: Callable[..., Path],
    drop: Drop,
) -> None:
    drop(fresh.window, [make_file("a.png"), make_file("b.png")])
    page = first_page(fresh)
    qtbot.waitUntil(lambda: len(page.zone.paths) == 2)
    page.zone.remove.click()
    assert page.zone.paths == ()
    assert fresh.flow.holds


def test_a_picture_that_is_pasted_waits_too(qtbot: QtBot, fresh: Desktop) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF8800)
    data = QMimeData()
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    fresh.window.paste()
    qtbot.waitUntil(lambda: len(first_page(fresh).zone.paths) == 1)


def test_the_way_of_an_api_key_begins_at_its_field(qtbot: QtBot, fresh: Desktop) -> None:
    first_page(fresh).temporary.button.click()
    page = opened(qtbot, fresh)
    qtbot.waitUntil(page.form.models.key.isVisible)
    assert not page.paste.isVisibleTo(page)
    page.back.click()
    assert first_page(fresh).isVisible()  # there is no place yet
    first_page(fresh).own.other.click()
    qtbot.waitUntil(page.form.bucket.isVisible)
    assert not page.form.models.key.isVisible()


def test_a_place_that_is_found_late_answers_the_question(
    qtbot: QtBot, fresh: Desktop, store: Backend, practice: PracticeServer
) -> None:
    """Whoever leaves the settings before the key was found stands before the question again."""
    assert first_page(fresh).isVisible()
    path = default_env_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n"
    )
    qtbot.waitUntil(fresh.window.drop_zone.isVisible)


def test_files_of_the_start_wait_as_well(
    qtbot: QtBot, qapp: QApplication, make_file: Callable[..., Path]
) -> None:
    desktop = Desktop(qapp, practice=False, files=[make_file("given.png")])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    qtbot.waitUntil(lambda: len(first_page(desktop).zone.paths) == 1)
    close(desktop)


@pytest.mark.usefixtures("practice")
def test_whoever_has_a_place_can_look_at_the_ways_and_go_back(
    qtbot: QtBot, desktop: Desktop
) -> None:
    page = opened(qtbot, desktop)
    page.form.other_ways_asked.emit()
    ways = first_page(desktop)
    assert ways.isVisible()
    assert ways.back.text() == "Settings"
    ways.back.click()
    assert page.isVisible()
    page.form.other_ways_asked.emit()
    qtbot.keyClick(ways, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.isVisible)  # and not somewhere nobody came from
    desktop.window.show_first_page()
    assert ways.back.text() == "Uploads"


def test_files_that_wait_are_not_dropped_without_a_question(
    qtbot: QtBot, fresh: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    drop(fresh.window, [make_file("a.png"), make_file("b.png")])
    qtbot.waitUntil(lambda: len(first_page(fresh).zone.paths) == 2)
    fresh.window.close()
    assert fresh.window.isVisible()
    assert fresh.window.toast.text == "2 files wait for a place, and are not kept."


def test_what_it_sent_is_read_wherever_it_is_pasted(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    QGuiApplication.clipboard().setText(
        f"bucket: my-assets\nregion: cn-beijing\n{KEY_ID} {KEY_SECRET}"
    )
    fresh.window.paste()
    page = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: page.form.bucket.text() == "my-assets")


def test_a_drop_on_a_destination_that_is_not_set_up_waits_for_one(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop, store: Backend
) -> None:
    desktop.flow.destination_failed.emit(OssDropError(ErrorCode.NOT_CONFIGURED))
    drop(desktop.window, [make_file("later.png")])
    qtbot.waitUntil(lambda: len(first_page(desktop).zone.paths) == 1)
    assert first_page(desktop).isVisible()
    assert "set up" not in desktop.window.toast.text


def test_a_destination_that_is_not_set_up_does_not_hide_what_was_sent(
    qtbot: QtBot, fresh: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    """Leaving its settings led to the first page, and the whole history was gone."""
    window = fresh.window
    window.practice_asked.emit()
    drop(window, [make_file("cat.png")])
    qtbot.waitUntil(lambda: window.history.list.model().rowCount() == 1)
    use_another(fresh, "Team")
    qtbot.waitUntil(lambda: fresh.flow.holds)
    page = opened(qtbot, fresh)
    page.closed.emit()
    assert not window.asks_for_place
    assert window.history.list.isVisible()
    drop(window, [make_file("dog.png")])  # asks where to
    qtbot.waitUntil(lambda: window.asks_for_place)


def test_return_presses_the_button_that_has_the_focus(qtbot: QtBot, fresh: Desktop) -> None:
    page = first_page(fresh)
    page.temporary.button.setFocus()
    qtbot.waitUntil(page.temporary.button.hasFocus)
    with qtbot.waitSignal(page.temporary_asked):
        qtbot.keyClick(page.temporary.button, Qt.Key.Key_Return)


def test_trying_goes_on_at_the_next_start_until_something_else_is_set_up(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    first_page(fresh).practice.button.click()
    qtbot.waitUntil(lambda: "Practice bucket" in fresh.window.chip.accessibleName())
    qtbot.waitUntil(lambda: read_preferences(preferences_file()).practises)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "Practice bucket" in again.window.chip.accessibleName())
    assert again.window.first_page is None
    close(again)
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n")
    later = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: BUCKET in later.window.chip.accessibleName())
    close(later)


def test_practice_that_was_chosen_beside_a_bucket_goes_on_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, fresh: Desktop, practice: PracticeServer
) -> None:
    """Else a file of somebody who tries, and trusts that all stays here, is on the internet."""
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n"
    )
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())
    fresh.window.profile_menu.profile_chosen.emit(PRACTICE_PROFILE)
    qtbot.waitUntil(lambda: "Practice bucket" in fresh.window.chip.accessibleName())
    qtbot.waitUntil(lambda: read_preferences(preferences_file()).practises)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "Practice bucket" in again.window.chip.accessibleName())
    again.window.profile_menu.profile_chosen.emit(DEFAULT_PROFILE)
    qtbot.waitUntil(lambda: BUCKET in again.window.chip.accessibleName())
    qtbot.waitUntil(lambda: not read_preferences(preferences_file()).practises)
    close(again)
    later = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: BUCKET in later.window.chip.accessibleName())
    close(later)


def test_settings_pasted_while_trying_are_a_place_of_their_own(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer, store: Backend
) -> None:
    """They go to the person's own settings and password store, and files to their bucket."""
    first_page(fresh).practice.button.click()
    qtbot.waitUntil(lambda: "Practice bucket" in fresh.window.chip.accessibleName())
    settings = opened(qtbot, fresh)
    env = f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
    paste(settings, f"{env}QWEN_TMP_OSS_ENDPOINT={practice.base_url}\n")
    paste(settings, f"AccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n")
    settings.form.save.click()
    qtbot.waitUntil(lambda: BUCKET in fresh.window.chip.accessibleName())
    assert KEY_SECRET in store.kept.values()
    assert KEY_SECRET not in default_env_file().read_text()
    assert f"QWEN_TMP_OSS_BUCKET={BUCKET}" in default_env_file().read_text()
    assert [path.name for path in default_env_file().parent.glob("*.env")] == [".env"]


def test_while_trying_the_settings_show_nothing_of_the_practice_bucket_to_go_on_with(
    qtbot: QtBot, fresh: Desktop
) -> None:
    first_page(fresh).practice.button.click()
    qtbot.waitUntil(lambda: "Practice bucket" in fresh.window.chip.accessibleName())
    settings = opened(qtbot, fresh)
    qtbot.waitUntil(lambda: settings.form.kind is Kind.PRACTICE)
    assert not settings.form.is_changed
    settings.begin_form(Kind.BUCKET)
    fresh.open_settings()
    qtbot.waitUntil(lambda: settings.form.kind is Kind.BUCKET)
    assert "127.0.0.1" not in settings.form.endpoint.text()


def test_with_a_place_it_promises_no_waiting_and_escape_leads_back(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desktop.window.show_first_page()
    page = desktop.window.first_page
    assert page is not None
    assert page.zone.isHidden()
    assert not page.back.isHidden()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desktop.window.asks_for_place)


def test_before_there_is_one_escape_leads_nowhere(fresh: Desktop) -> None:
    page = fresh.window.first_page
    assert page is not None
    assert not page.zone.isHidden()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert fresh.window.asks_for_place


def test_a_place_whose_key_comes_later_is_one(
    qtbot: QtBot, fresh: Desktop, make_file: Callable[..., Path], drop: Drop, store: Backend
) -> None:
    """It was asked for again, as if nothing had been saved."""
    drop(fresh.window, [make_file("a.png")])
    qtbot.waitUntil(lambda: len(first_page(fresh).zone.paths) == 1)
    page = opened(qtbot, fresh)
    paste(page, "bucket: my-assets\nregion: cn-beijing\n")
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.NOT_READY)
    page.back.click()
    qtbot.waitUntil(lambda: not fresh.window.asks_for_place)
    banner = fresh.window.transfers.banner
    qtbot.waitUntil(banner.isVisible)
    assert banner.notice is not None
    assert "AccessKey" in banner.notice.title


def test_what_was_sent_before_is_reached_without_a_place(qtbot: QtBot, fresh: Desktop) -> None:
    """Where nothing is kept, the second start knows no place: its history was out of reach."""
    window = fresh.window
    qtbot.waitUntil(lambda: window.asks_for_place)
    page = window.first_page
    assert page is not None
    assert page.back.isHidden()
    window.history.top.show()
    window.history.filled.emit(True)
    assert not page.back.isHidden()
    assert page.zone.isVisible()
    page.back.click()
    assert not window.asks_for_place


def asked_to_paste(qtbot: QtBot, fresh: Desktop, copied: str) -> SettingsPage:
    """The settings, after the first page's button, with something in the clipboard."""
    qtbot.waitUntil(lambda: fresh.window.asks_for_place)
    QGuiApplication.clipboard().setText(copied)
    assert fresh.window.first_page is not None
    fresh.window.first_page.paste_asked.emit()
    page = fresh.page
    assert page is not None
    qtbot.waitUntil(lambda: page.view is not None)
    return page


def test_the_ways_of_pasting_take_what_was_copied(qtbot: QtBot, fresh: Desktop) -> None:
    page = asked_to_paste(qtbot, fresh, "bucket: acme-files\nregion: cn-hangzhou\n")
    qtbot.waitUntil(lambda: page.form.bucket.text() == "acme-files")


def test_a_copied_text_without_settings_is_not_read(qtbot: QtBot, fresh: Desktop) -> None:
    page = asked_to_paste(qtbot, fresh, "see you at ten")
    assert page.paste.isVisible()
    box = page.paste.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == ""


def test_what_an_earlier_run_left_for_another_bucket_waits_for_a_word(
    qtbot: QtBot,
    qapp: QApplication,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    store: Backend,
) -> None:
    """The first page said nothing of it, and *Continue* sent it to the next customer's bucket."""
    path = make_file("plan.png")
    journal = Journal(data_folder() / "transfers")
    journal.note_bucket(Queue(DEFAULT_PROFILE), "customer-a")
    row = Transfer.of(1, 1, path, "plan.png", 5, queue=Queue(DEFAULT_PROFILE))
    journal.note(TransfersAdded((row,)))
    journal.close()
    desktop = Desktop(qapp, practice=False, files=[], language=ENGLISH)
    window = desktop.window
    qtbot.waitUntil(lambda: window.first_page is not None)
    page = first_page(desktop)
    qtbot.waitUntil(lambda: "1 unfinished upload is kept under “Uploads”" in page._subtitle.text())
    page.back.click()
    banner = window.transfers.banner
    qtbot.waitUntil(banner.isVisible)
    notice = banner.notice
    assert notice is not None
    assert notice.title == "1 file is for “customer-a”, which is no longer set up here."
    assert [button.text for button in notice.buttons] == ["Choose where files go", "Remove"]
    notice.buttons[0].act()
    assert window.asks_for_place
    settings = opened(qtbot, desktop)
    paste(
        settings,
        f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    settings.form.save.click()
    qtbot.waitUntil(lambda: settings.verdict.verdict is Verdict.READY)
    window.show_uploads()
    qtbot.waitUntil(lambda: banner.notice is not None and len(banner.notice.buttons) == 3)
    notice = banner.notice
    assert "customer-a" in notice.title
    said = window.transfers.model.index(0).data(CONTENT_ROLE).subtitle
    assert said == "Paused · 5 B · for “customer-a”, which is no longer set up here"
    notice.buttons[0].act()
    qtbot.waitUntil(lambda: settings.form.bucket.text() == "customer-a")
    settings.form.discard.click()
    window.show_uploads()
    notice.buttons[1].act()
    assert not practice.service.store.buckets[BUCKET].objects
    assert "for “customer-a”. Send it to" in window.toast.text
    window.toast.buttons[0].click()
    qtbot.waitUntil(lambda: len(practice.service.store.buckets[BUCKET].objects) == 1)
    close(desktop)
