"""A first start, its settings page, and what is pasted there."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ossdrop.config.profile_id import ProfileId
from ossdrop.config.profiles import Profile, Profiles
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


def use_another(desktop: Desktop, name: str, settings: str = "") -> ProfileId:
    """Use a destination that was made earlier, with these settings; returns its id."""
    core, made = desktop.core, Profile(Profiles().free_id(), name)
    assert core is not None
    if settings:
        made.env_path.parent.mkdir(parents=True, exist_ok=True)
        made.env_path.write_text(settings)
    core.destinations.keep_profiles(core.destinations.profiles.with_profile(made))
    desktop._settings.use_profile(made.id)
    return made.id
