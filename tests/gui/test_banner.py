"""A notice above the list, for those who hear it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.theme import Tone
from ossdrop_gui.notices import banner
from ossdrop_gui.notices.banner import Banner, Notice


def test_that_files_still_wait_is_not_said_with_each_try(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(banner, "announce", lambda _, text: heard.append(text))
    shown = Banner()
    qtbot.addWidget(shown)
    waits = Notice("No network", "3 files are waiting.", Tone.SOON)
    for notice in (waits, None, waits, None, Notice("The disk is full", "", Tone.BAD)):
        shown.show_notice(notice)
    assert heard == ["No network 3 files are waiting.", "The disk is full"]
