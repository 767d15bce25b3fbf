"""The style sheet of the windows: one for all of a program, by look and language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.style import apply_theme, dress, style_sheet
from ossdrop_gui.look.theme import DARK, LIGHT, set_look


@pytest.fixture
def locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("locale")
@pytest.mark.parametrize(("language", "weight"), [("en", 500), ("zh_CN", 400)])
def test_chinese_letters_are_400_or_600(language: str, weight: int) -> None:
    QLocale.setDefault(QLocale(language))
    sheet = style_sheet(LIGHT)
    assert ("font-weight: 500" in sheet) is (weight == 500)
    assert f"font-weight: {weight}" in sheet


def test_a_look_reaches_every_window_and_what_belongs_to_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    dress(window)
    label, button, menu = QLabel("words", window), QPushButton("do", window), QMenu(window)
    set_look(button, "primary")
    window.show()
    for theme, colours in (("dark", DARK), ("light", LIGHT)):
        apply_theme(qapp, theme)
        for widget in (label, menu):
            assert widget.palette().color(widget.foregroundRole()).name() == colours.text
        menu.ensurePolished()
        assert button.grab().toImage().pixelColor(12, 4).name() == colours.accent
