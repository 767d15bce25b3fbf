"""The menu of the line at the top, where it concerns the practice bucket."""

from __future__ import annotations

import pytest
import requests
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Kind, Profile, Profiles, write_profiles
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.paths import default_env_file, profiles_file
from ossdrop_gui.app import Desktop
from ossdrop_gui.desktop import browser
from ossdrop_gui.words.languages import Languages
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close

SHOW = "Show the practice bucket"


def action(desktop: Desktop, words: str = SHOW) -> QAction | None:
    """What the menu has under these words, as it is opened."""
    menu = desktop.window.profile_menu
    menu.aboutToShow.emit()
    return next((one for one in menu.actions() if one.text() == words), None)


def test_the_practice_bucket_is_shown_in_the_browser(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(browser, "open_link", lambda url, parent: opened.append(url))
    desktop = Desktop(qapp, practice=True, files=[])
    qtbot.waitUntil(lambda: "Practice bucket" in desktop.window.chip.accessibleName())
    for _ in range(2):  # each time a fresh link
        show = action(desktop)
        assert show is not None
        show.trigger()
        before = len(opened)
        qtbot.waitUntil(lambda before=before: len(opened) > before)
    first, second = opened
    assert first != second
    with requests.Session() as person:
        person.trust_env = False
        shown = person.get(second, headers={"Accept": "text/html"}, timeout=10)
    assert shown.status_code == 200
    assert "practice-bucket" in shown.text
    close(desktop)


def test_a_bucket_of_ones_own_has_no_such_page(desktop: Desktop) -> None:
    assert action(desktop) is None
    assert action(desktop, "Check the connection") is not None


def test_a_practice_bucket_that_does_not_run_is_said(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desktop.core is not None
    opened: list[str] = []
    monkeypatch.setattr(browser, "open_link", lambda url, parent: opened.append(url))

    def fail() -> str:
        raise OssDropError(ErrorCode.PRACTICE_FAILED, "no room")

    monkeypatch.setattr(desktop.core.destinations, "practice_page", fail)
    desktop.window.profile_menu.practice_page_asked.emit()
    qtbot.waitUntil(lambda: "could not be started" in desktop.window.toast.text)
    assert not opened


def test_it_is_offered_in_chinese(qtbot: QtBot, qapp: QApplication, desktop: Desktop) -> None:
    desktop.window.profile_menu.show_current("practice")
    languages = Languages(qapp)
    languages.use("zh_CN")
    assert action(desktop, "查看试用 Bucket") is not None
    languages.close()


def test_the_one_in_use_is_named_as_the_line_at_the_top_does(desktop: Desktop) -> None:
    bucket = desktop.window.chip.place.bucket
    assert action(desktop, bucket) is not None


def test_a_secret_in_the_place_of_a_bucket_is_in_no_menu(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    secret = "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(f"QWEN_TMP_OSS_BUCKET={secret}\n")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.core is not None)
    menu = desktop.window.profile_menu
    qtbot.waitUntil(lambda: bool(menu._buckets))
    menu._fill()
    names = [one.text() for one in menu.actions()]
    close(desktop)
    assert not [name for name in names if secret in name]


def test_temporary_storage_in_place_of_a_bucket_is_called_so(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    """The menu ticked the bucket that was not in use, and choosing it did nothing."""
    kept = Profiles((Profile(DEFAULT_PROFILE, kind=Kind.TEMPORARY),))
    write_profiles(profiles_file(), kept)
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(
        "QWEN_TMP_OSS_BUCKET=my-assets\nQWEN_TMP_OSS_REGION=cn-beijing\n"
        "QWEN_API_KEY=sk-0123456789abcdef0123456789abcdef\n"
    )
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.core is not None)
    qtbot.waitUntil(lambda: action(desktop, "Temporary storage") is not None)
    used = action(desktop, "Temporary storage")
    assert used is not None
    assert used.isChecked()
    qtbot.waitUntil(lambda: action(desktop, "my-assets: use it again…") is not None)
    back = action(desktop, "my-assets: use it again…")
    assert back is not None
    back.trigger()
    qtbot.waitUntil(lambda: desktop.page is not None and desktop.page.view is not None)
    page = desktop.page
    assert page is not None
    qtbot.waitUntil(lambda: page.form.kind is Kind.BUCKET)
    assert page.form.bucket.text() == "my-assets"
    close(desktop)


def test_a_key_that_opens_it_leads_to_the_destination_in_use(desktop: Desktop) -> None:
    """Nothing was marked, and the first Return did nothing."""
    menu = desktop.window.profile_menu
    menu.popup(QPoint())
    active = menu.activeAction()
    assert active is not None
    assert active.isChecked()
    menu.close()
