"""Work in the background says when a file of ours could not be kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop_gui import choices
from ossdrop_gui.app import Desktop
from ossdrop_gui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def _held(*_: object) -> None:
    raise PermissionError(13, "another program has it open")


def test_a_file_that_is_held_is_told(qtbot: QtBot, background: Background) -> None:
    told: list[OssDropError] = []
    background.run(_held, on_error=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code is ErrorCode.OWN_FILE_FAILED
    assert told[0].detail == "another program has it open"


def test_a_choice_that_cannot_be_kept_is_told(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "write_preferences", _held)
    with qtbot.waitSignal(desktop._flow.request_failed) as met:
        desktop.choices.change(theme="dark")
    assert met.args[0].code is ErrorCode.OWN_FILE_FAILED  # type: ignore[index]
