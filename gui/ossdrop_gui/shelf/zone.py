"""The part of the shelf where files are dropped: it says what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.ring import draw_ring, stepped
from ossdrop_gui.look.theme import (
    RADIUS_CARD,
    SIZE_TEXT,
    Tone,
    font,
    palette,
    set_look,
    strong_weight,
)

_HEIGHT, _SIGN, _GAP = 84, 22, 4
_STROKE, _DASH = 2.6, (4, 3)


class ZoneState(Enum):
    """What a zone shows."""

    IDLE = "idle"
    OVER = "over"  # something is held over it
    BUSY = "busy"
    DONE = "done"
    TROUBLE = "trouble"  # something waits for the person


@dataclass(frozen=True)
class ZoneLook:
    """What a zone shows, in words too; `share` is how much has been sent, 0 to 1."""

    state: ZoneState
    words: str
    share: float = 0.0


_SIGNS = {ZoneState.DONE: Sign.GOOD, ZoneState.TROUBLE: Sign.WARNING}
_TONES = {ZoneState.DONE: Tone.GOOD, ZoneState.TROUBLE: Tone.SOON}


class ShelfZone(QPushButton):
    """A button too: it opens the window, where there is more to see."""

    pressed_open = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "zone")
        self._shown = ZoneLook(ZoneState.IDLE, "")
        self.setFixedHeight(_HEIGHT)
        self.clicked.connect(self.pressed_open)

    @property
    def shown(self) -> ZoneLook:
        """What it shows now."""
        return self._shown

    def show_look(self, look: ZoneLook) -> None:
        """Show something else."""
        look = ZoneLook(look.state, look.words, stepped(look.share))
        if look != self._shown:
            self._shown = look
            self.setAccessibleName(look.words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame, a sign, words."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours, state = palette(), self._shown.state
        tone = _TONES.get(state)
        foreground, background = colours.tone(tone) if tone else (colours.soft, colours.surface)
        is_over = state is ZoneState.OVER
        if is_over:
            foreground, background = colours.accent, colours.behind_accent
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(QColor(colours.accent), 2 if is_over or self.hasFocus() else 1.5)
        if not is_over and not self.hasFocus():
            pen.setDashPattern(_DASH)
            pen.setColor(QColor(colours.control_line))
        if tone and not self.hasFocus():
            pen = QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        painter.setBrush(QColor(background))
        painter.drawRoundedRect(area, RADIUS_CARD, RADIUS_CARD)
        whole = self.rect()
        sign = QRect(0, 0, _SIGN, _SIGN)
        sign.moveCenter(whole.center())
        sign.moveBottom(whole.center().y() - _GAP // 2)
        if state is ZoneState.BUSY:
            draw_ring(painter, QRectF(sign), self._shown.share, colours.accent, _STROKE)
        else:
            colour = colours.accent if state is ZoneState.IDLE else foreground
            draw_sign(painter, _SIGNS.get(state, Sign.UPLOAD), sign, colour, _SIGN)
        face = font(SIZE_TEXT, strong_weight())
        painter.setFont(face)
        painter.setPen(QColor(colours.text if state is ZoneState.BUSY else foreground))
        words = whole.adjusted(12, whole.height() // 2 + _GAP, -12, -8)
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
            painter.fontMetrics().elidedText(
                self._shown.words, Qt.TextElideMode.ElideRight, words.width()
            ),
        )
