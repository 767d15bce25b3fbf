"""What an administrator has decided, as the window shows it; and everything removed again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from ossdrop.config import policies
from ossdrop.program.paths import config_folder, default_env_file
from ossdrop.removal import remove_own_folders
from ossdrop_gui.app import Desktop
from ossdrop_gui.history.menu import RowMenu
from tests.conftest import KEY_ID
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close
from tests.gui.history.test_history import Drop, sent
from tests.gui.upload.test_uploads import clipboard

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has them in the registry")


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "etc" / "policies.json"
    path.parent.mkdir(mode=0o755)
    decisions = {
        "settings": {"QWEN_TMP_OSS_BUCKET": "of-the-company"},
        "longest_link_s": 86_400,
        "off": ["practice", "temporary", "ask", "watch"],
    }
    path.write_text(json.dumps(decisions))
    path.chmod(0o644)
    monkeypatch.setattr(policies, "policies_file", lambda: path)
    monkeypatch.setattr(policies, "_ADMINISTRATOR", os.getuid())


@pytest.mark.usefixtures("decided", "store")
def test_nothing_is_offered_that_is_switched_off(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    desktop = Desktop(qapp, practice=False, files=[])
    try:
        qtbot.waitUntil(lambda: "of-the-company" in desktop.window.chip.accessibleName())
        desktop.window.show_first_page()
        page = desktop.window.first_page
        assert page is not None
        assert [card.isHidden() for card in page._all] == [False, True, True]
        desktop.open_settings()
        qtbot.waitUntil(lambda: desktop.page is not None and desktop.page.view is not None)
        assert desktop.page is not None
        form, general = desktop.page.form, desktop.page.program
        assert form.bucket.text() == "of-the-company"
        assert not form.bucket.isEnabled()
        assert "set by your administrator" in form.fields["QWEN_TMP_OSS_BUCKET"].note.text()
        assert [b.isHidden() for b in form.kinds._group.buttons()] == [False, True, True]
        assert not general.watch.isEnabled()  # it was missing without a word
        assert general._fields["watched"].note.text() == "Switched off by your administrator."
    finally:
        close(desktop)


def menu_texts(menu: QMenu) -> list[str]:
    found: list[str] = []
    for action in menu.actions():
        inner = action.menu()
        found += [action.text(), *(menu_texts(inner) if isinstance(inner, QMenu) else [])]
    return found


def test_a_row_offers_no_longer_life_and_no_question(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    decided: None,
) -> None:
    sent(qtbot, desktop, drop, make_file, "a.txt")
    assert desktop.core is not None
    history = desktop.core.history
    entry = history.entries(history.ids()).popitem()[1]

    def offered() -> list[str]:
        menu = RowMenu(desktop.window, desktop.history_flow, [entry], lambda _: None)
        texts = menu_texts(menu)
        menu.deleteLater()
        return texts

    before = offered()
    desktop.history_flow.policies = desktop.core.destinations.policies
    assert set(before) - set(offered()) == {"7 days", "Ask a model…"}


def test_settings_for_a_colleague_are_copied_and_everything_can_be_removed(
    qtbot: QtBot, qapp: QApplication, store: Backend, variables: dict[str, str]
) -> None:
    from ossdrop.config.profiles import Kind
    from ossdrop.destinations import Destinations
    from ossdrop.redaction import Secret
    from ossdrop.settings_editor import SettingsChanges, save_changes

    secret = variables.pop("QWEN_TMP_OSS_AK_SECRET")
    changes = SettingsChanges(Kind.BUCKET, variables, Secret(secret))
    save_changes(Destinations(environment={}), "default", changes)
    desktop = Desktop(qapp, practice=False, files=[])
    try:
        qtbot.waitUntil(lambda: "practice-bucket" in desktop.window.chip.accessibleName())
        desktop.open_settings()
        qtbot.waitUntil(lambda: desktop.page is not None and desktop.page.view is not None)
        assert desktop.page is not None
        actions = {a.text(): a for a in desktop.page.file_menu._menu.actions()}
        actions["Copy settings for a colleague"].trigger()
        assert "QWEN_TMP_OSS_BUCKET=practice-bucket" in clipboard()
        assert secret not in clipboard()
        assert KEY_ID not in clipboard()

        desktop.page.program.remove.click()
        qtbot.waitUntil(lambda: bool(desktop.page and desktop.page.findChildren(QMessageBox)))
        box = desktop.page.findChildren(QMessageBox)[-1]
        assert box.standardButton(box.defaultButton()) is QMessageBox.StandardButton.Cancel
        assert store.kept
        next(b for b in box.buttons() if b.text() == "Remove and quit").click()
        qtbot.waitUntil(lambda: desktop.removes_all and not desktop.window.isVisible())
        assert not store.kept
        assert default_env_file().exists()  # until nothing has it open
        assert remove_own_folders() == ()
        assert not config_folder().exists()
    finally:
        close(desktop)
