"""A first start, its settings page, and what is pasted there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.settings.page import SettingsPage
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close


@pytest.fixture
def fresh(qtbot: QtBot, qapp: QApplication, store: Backend) -> Iterator[Desktop]:
    """A first start, with a password store."""
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    yield desktop
    close(desktop)


def opened(qtbot: QtBot, desktop: Desktop) -> SettingsPage:
    desktop.open_settings()
    page = desktop.page
    assert page is not None
    qtbot.waitUntil(lambda: page.view is not None)
    return page


def paste(page: SettingsPage, text: str) -> None:
    box = page.paste.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText(text)
