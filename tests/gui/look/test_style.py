"""The style sheet of the windows: one for all of a program, by look and language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.look.pages import Pages
from ossdrop_gui.look.style import apply_theme, dress, style_sheet
from ossdrop_gui.look.theme import DARK, LIGHT, font, heading_weight, set_look
from ossdrop_gui.words.languages import CHINESE, Languages


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


def test_hidden_pages_follow_in_the_next_turn(qtbot: QtBot, qapp: QApplication) -> None:
    """Each goes through all of its widgets: none of the two turns is long."""
    apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    dress(window)
    pages = Pages(window)
    labels = [QLabel(f"page {number}") for number in range(3)]
    for label in labels:
        pages.addWidget(label)
    pages.setCurrentWidget(labels[1])
    window.show()

    def colours() -> list[str]:
        return [label.palette().color(label.foregroundRole()).name() for label in labels]

    before = colours()
    apply_theme(qapp, "dark")
    assert colours() == [before[0], DARK.text, before[2]]
    assert pages.currentWidget() is labels[1]
    qtbot.waitUntil(lambda: colours() == [DARK.text] * 3)
    apply_theme(qapp, "light")
    pages.setCurrentWidget(labels[2])  # at once: it is whole
    assert colours() == [LIGHT.text] * 3
    assert labels[2].isVisible()
    assert not labels[0].isVisible()


@pytest.mark.usefixtures("locale")
def test_pages_that_are_apart_hear_of_another_language(qtbot: QtBot, qapp: QApplication) -> None:
    class Page(QLabel):
        heard = 0

        def changeEvent(self, event: QEvent) -> None:
            self.heard += event.type() == QEvent.Type.LanguageChange

    apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    dress(window)
    pages, shown, hidden = Pages(window), Page(), Page()
    pages.addWidget(shown)
    pages.addWidget(hidden)
    window.show()
    qapp.processEvents()
    languages = Languages(qapp)
    languages.use(CHINESE)
    apply_theme(qapp, "dark")
    qapp.processEvents()
    languages.close()
    assert shown.heard == hidden.heard > 0


def _ink(weight: QFont.Weight) -> int:
    """Of a Chinese word, by how dark its picture is."""
    picture = QImage(80, 40, QImage.Format.Format_Grayscale8)
    picture.fill(0)
    with QPainter(picture) as painter:
        painter.setPen(QColor("white"))
        painter.setFont(font(24, weight))
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "试用")
    return sum(bytes(picture.constBits()))


def test_headings_are_heavier_in_chinese_as_well(qtbot: QtBot) -> None:
    """Debian's Chinese font has one weight: Latin letters stood out bold beside thin Chinese."""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("there is no Chinese font (make test installs one on Debian)")
    assert _ink(QFont.Weight.DemiBold) > 1.1 * _ink(QFont.Weight.Normal)
    assert f"font-weight: {heading_weight().value}" in style_sheet(LIGHT)
