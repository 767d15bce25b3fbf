"""Every screen in every state: nothing clipped, overlapping, empty or without a name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
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

from ossdrop_gui.history.pane import HistoryPane
from ossdrop_gui.history.preview import Preview
from ossdrop_gui.look.plain import ShortLabel
from ossdrop_gui.look.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette, Tone
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.upload.drag_veil import DragVeil
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
        if label.text() and label.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"shows markup: {label.text()!r}")
        # Names may be as long as they like; words of ours only where there is little room.
        is_narrow = window.width() < 800 or label.parentWidget().objectName() == "of-others"
        may_end_early = isinstance(label, ShortLabel) and is_narrow
        if label.text() and clipped(label) and not (may_end_early and label.toolTip()):
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
            and not isinstance(child, (Toast, DragVeil, Preview))
            and not isinstance(child.parent(), HistoryPane)  # what scrolls lies over it
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


@pytest.mark.timeout(480)
def test_the_same_holds_at_150_percent() -> None:
    """The scale is chosen when a program starts, so it takes another process."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", __file__]
    answer = subprocess.run(
        [*command, "-k", "clipped_overlapping"],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=460,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-3000:]
    assert f"{len(SCREENS)} passed" in answer.stdout


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    red, green, blue = linear(parts.redF()), linear(parts.greenF()), linear(parts.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("palette", "least"),
    [(LIGHT, 4.5), (DARK, 4.5), (CONTRAST_LIGHT, 7), (CONTRAST_DARK, 7)],
    ids=["light", "dark", "contrast-light", "contrast-dark"],
)
def test_text_can_be_read_in_every_look(palette: Palette, least: float) -> None:
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
        assert contrast(ink, paper) >= least, (ink, paper)
    assert contrast(palette.control_line, palette.surface) >= (3 if least < 7 else 7)
