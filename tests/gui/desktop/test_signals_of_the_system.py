"""The window is told to end by signals."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ossdrop_gui.__main__ import quit_when_told

NUMBERS = (signal.SIGINT, signal.SIGTERM)


class Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def quit(self) -> None:
        self.asked += 1


@pytest.fixture
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_quits_in_its_turn_and_not_in_the_middle_of_anything(
    qtbot: QtBot, qapp: QApplication, handlers: None, number: signal.Signals
) -> None:
    window = Window()
    quit_when_told(window)  # type: ignore[arg-type]
    signal.raise_signal(number)
    assert window.asked == 0  # this thread may hold a lock that quitting needs
    qtbot.waitUntil(lambda: window.asked == 1)
