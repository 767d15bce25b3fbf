"""One cause, one message: a notice above the list, with the button that solves it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ossdrop_gui.desktop.announce import announce
from ossdrop_gui.look.icons import Sign, SignLabel
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.words.wording import sentences


@dataclass(frozen=True)
class NoticeButton:
    """What a button of a notice says and does."""

    text: str
    act: Callable[[], None]


@dataclass(frozen=True)
class Notice:
    """What a banner says. The first button is the remedy, the others are quiet."""

    title: str
    text: str
    tone: Tone
    buttons: tuple[NoticeButton, ...] = ()


_SIGNS = {
    Tone.BAD: Sign.WARNING,
    Tone.SOON: Sign.WARNING,
    Tone.NEUTRAL: Sign.AGAIN,
    Tone.GOOD: Sign.GOOD,
}

_SAY_AGAIN_S = 300.0
_AROUND = 20 + 24 + 12 + 12 + 16  # margins, the sign, and the gaps
_MOST_LINES = 3  # beside buttons; more stand above them
_WORDS_WIDTH = 360  # what the words need beside the buttons, in pixels


class Banner(QFrame):
    """Shows a notice, or nothing."""

    shown = Signal(bool)
    left = Signal()  # its button that had the focus is gone: the next one may cancel everything

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "banner")
        self._notice: Notice | None = None
        self._announced, self._announced_at = "", 0.0
        self._sign, self._title, self._text = SignLabel(Sign.AGAIN, 20), PlainLabel(), PlainLabel()
        set_look(self._sign, "sign")
        self._sign.setFixedSize(24, 24)
        set_look(self._title, "banner-title")
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._button_row = QHBoxLayout()
        self._button_row.setSpacing(12)
        self._button_row.addStretch()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._body.addLayout(words, 1)
        self._body.addLayout(self._button_row)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 14, 16, 14)
        self._row.setSpacing(12)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._body, 1)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notice

    def show_notice(self, notice: Notice | None) -> None:
        """Show another notice; None hides the banner."""
        before, self._notice = self._notice, notice
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.setVisible(notice is not None)
        if (before is None) != (notice is None):
            self.shown.emit(notice is not None)
        if notice is None:
            if had_focus:
                self.left.emit()
            return
        self._title.setText(notice.title)
        self._text.setText(notice.text)
        self._text.setVisible(bool(notice.text))
        same_buttons = before is not None and [b.text for b in before.buttons] == [
            b.text for b in notice.buttons
        ]
        if not same_buttons:  # a button under the pointer must not be swapped with each count
            self._make_buttons(notice)
            if had_focus:
                self.left.emit()
        self._arrange()
        if before is None or (before.title, before.tone) != (notice.title, notice.tone):
            self._show_tone(notice.tone)
            self._announce(sentences(notice.title, notice.text))

    def _announce(self, text: str) -> None:
        """What waits is tried again and again: that it still waits is no news each time."""
        now = time.monotonic()
        if text != self._announced or now - self._announced_at > _SAY_AGAIN_S:
            self._announced, self._announced_at = text, now
            announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than its words need at this width; buttons below where it is narrow."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        buttons = self._button_row.sizeHint().width()
        height = self._text.heightForWidth(self.width() - _AROUND - buttons)
        is_short = height <= _MOST_LINES * self._text.fontMetrics().lineSpacing()
        wide = self.width() >= buttons + _WORDS_WIDTH and is_short
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._body.setSpacing(12 if wide else 4)
        self.setMinimumHeight(max(self._row.heightForWidth(self.width()), 0))

    def _make_buttons(self, notice: Notice) -> None:
        for old in self._buttons:
            self._button_row.removeWidget(old)
            old.hide()  # until the event loop gets to delete it
            old.deleteLater()
        self._buttons = []
        for number, button in enumerate(notice.buttons):
            made = QPushButton(button.text)
            set_look(made, "link" if number else "primary")
            made.clicked.connect(lambda _=False, number=number: self._act(number))
            self._button_row.insertWidget(self._button_row.count() - number, made)
            self._buttons.append(made)
        # As they stand; else they come after all of the page. For Qt the first must be in reach.
        before: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for made in reversed(self._buttons):
            QWidget.setTabOrder(before, made)
            before = made
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def take_focus(self, number: int) -> None:
        """Focus one of its buttons, counted as in the notice."""
        if self._buttons:
            self._buttons[number].show()  # else the event loop has to show it first
            self._buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, number: int) -> None:
        if self._notice is not None:
            self._notice.buttons[number].act()

    def _show_tone(self, tone: Tone) -> None:
        self._sign.show_sign(_SIGNS[tone])
        for widget in (self, self._sign):
            widget.setProperty("tone", tone.value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
