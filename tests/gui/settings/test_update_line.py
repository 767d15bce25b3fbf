"""What General says about versions: nothing where nobody could look, one quiet line otherwise."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from ossdrop import __version__, updates
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.preferences import Preferences
from ossdrop.updates import Newest, UpdateNotes, UpdateSource, read_notes
from ossdrop_gui import update_check
from ossdrop_gui.background import Background
from ossdrop_gui.choices import Choices
from ossdrop_gui.settings.program_card import ProgramCard
from ossdrop_gui.update_check import UpdateCheck, UpdateState

_PAGE = "https://downloads.example/ossdrop"
_WEEK_S = 7 * 86_400


@pytest.fixture
def card(qtbot: QtBot) -> ProgramCard:
    made = ProgramCard()
    qtbot.addWidget(made)
    return made


def shown(card: ProgramCard) -> tuple[bool, str, bool]:
    """Whether the tick is there, the line, and whether it leads somewhere."""
    line = card.update_line
    text = "" if line.isHidden() else line.words.text()
    return (
        not card.boxes["checks_updates"].isHidden(),
        text,
        bool(text) and not line.button.isHidden(),
    )


def test_what_is_said(card: ProgramCard, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    card.show_update(UpdateState())
    assert shown(card) == (False, "", False)
    card.show_update(UpdateState(has_source=True, notes=UpdateNotes(now)))
    assert shown(card) == (True, "", False)
    card.show_update(UpdateState(has_source=True, notes=UpdateNotes(now - _WEEK_S)))
    never = f"OssDrop {__version__} does not look for newer versions."
    assert shown(card) == (True, never, False)
    card.show_preferences(Preferences(checks_updates=True))
    card.show_update(UpdateState(has_source=True, notes=UpdateNotes(now, now, __version__, _PAGE)))
    assert shown(card) == (True, f"OssDrop {__version__} is the newest version.", False)
    card.show_update(UpdateState(has_source=True, notes=UpdateNotes(now, now, "99.0", _PAGE)))
    assert shown(card) == (True, "Version 99.0 is out.", True)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card.update_line.button.click()
    assert opened == [_PAGE]


def test_it_looks_once_it_is_switched_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def look(source: UpdateSource) -> Newest:
        asked.append(source.address)
        if len(asked) == 1:
            raise OssDropError(ErrorCode.NETWORK_UNREACHABLE)
        return Newest("99.0", _PAGE)

    source = UpdateSource("https://downloads.example/newest", bytes(32))
    monkeypatch.setattr(update_check, "update_source", lambda: source)
    monkeypatch.setattr(update_check, "look_for_update", look)
    background = Background()
    choices = Choices(Preferences(), background)
    check = UpdateCheck(background, choices)
    states: list[UpdateState] = []
    check.told.connect(states.append)
    check.start()
    qtbot.waitUntil(lambda: len(states) == 1)
    assert states[0].has_source
    assert read_notes().first_start_s
    assert not asked
    choices.change(checks_updates=True)
    qtbot.waitUntil(lambda: states[-1].has_failed)
    check.look()  # that was the look of today
    assert len(asked) == 1
    check.state = replace(check.state, notes=UpdateNotes(1.0))  # a day later
    check.look()
    qtbot.waitUntil(lambda: states[-1].notes.newest == Newest("99.0", _PAGE))
    check.look()  # not again today
    assert len(asked) == 2
    assert updates.read_notes().newest == Newest("99.0", _PAGE)
    background.close()
