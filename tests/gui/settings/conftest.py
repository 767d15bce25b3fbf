"""A first start, its settings page, and what is pasted there."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.settings.page import SettingsPage


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
