"""Every screen in every state: nothing clipped, overlapping, empty or without a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from gui.theme import DARK, LIGHT, Palette, Tone
from gui.toast import Toast
from tools.screens import LANGUAGES, LOOKS, SCREENS, SIZES, Screen, opened, present

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit, QAbstractSpinBox)


def visible(window: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    for widget in window.findChildren(kind):
        if widget.isVisibleTo(window) and widget.window() is window:
            yield widget


def is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def clipped(label: QLabel) -> bool:
    needed = label.sizeHint()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return needed.width() > label.width() + 1 or needed.height() > label.height() + 1


def problems(window: QWidget) -> list[str]:
    found = []
    for label in visible(window, QLabel):
        assert isinstance(label, QLabel)
        if label.text() and clipped(label):
            found.append(f"clipped: {label.text()!r} in {label.size()}")
    for kind in _CONTROLS:
        for control in visible(window, kind):
            if isinstance(control.parentWidget(), (QComboBox, QAbstractSpinBox)):
                continue
            found += control_problems(control)
    return found + overlaps(window)


def control_problems(control: QWidget) -> list[str]:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    found = []
    if not (text or control.accessibleName()):
        found.append(f"without a name: {control}")
    if control.width() < 8 or control.height() < 8:
        found.append(f"no size: {text or control.accessibleName()}")
    is_button = isinstance(control, QAbstractButton) and control.property("look") != "chip"
    if is_button and control.sizeHint().width() > control.width() + 2:
        found.append(f"clipped button: {text!r}")
    return found


def overlaps(window: QWidget) -> list[str]:
    found = []
    for parent in visible(window, QWidget):
        if isinstance(parent, (QComboBox, QListView, QPlainTextEdit)):
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisibleTo(window)
            and not child.isWindow()
            and not isinstance(child, Toast)
        ]
        for number, one in enumerate(children):
            for other in children[number + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > 2 and common.height() > 2:
                    found.append(f"overlap: {name_of(one)} and {name_of(other)}: {common}")
    return found


def name_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} {text() if callable(text) else widget.accessibleName()!r}"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_nothing_is_clipped_overlapping_or_nameless(qapp: QApplication, screen: Screen) -> None:
    with opened(qapp, screen) as desktop:
        for language in LANGUAGES:
            for size in SIZES:
                present(desktop, language, LOOKS[0], size)
                assert problems(desktop.window) == [], f"{screen.name} {language} {size}"
                outside = desktop.window.centralWidget().geometry()
                assert desktop.window.rect().contains(QRect(outside))


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    red, green, blue = linear(parts.redF()), linear(parts.greenF()), linear(parts.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_in_both_looks(palette: Palette) -> None:
    pairs = [
        (ink, paper)
        for ink in (palette.text, palette.soft, palette.accent)
        for paper in (palette.bg, palette.surface, palette.raised)
    ]
    pairs += [palette.tone(tone) for tone in Tone]
    pairs += [(palette.on_accent, palette.accent), (palette.accent, palette.behind_accent)]
    pairs += [(palette.surface, palette.good), (palette.bad, palette.surface)]
    pairs += [(palette.text, palette.behind_good), (palette.soft, palette.behind_good)]
    for ink, paper in pairs:
        assert contrast(ink, paper) >= 4.5, (ink, paper)
    assert contrast(palette.control_line, palette.surface) >= 3
