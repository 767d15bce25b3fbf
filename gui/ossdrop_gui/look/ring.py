"""The ring: how much is left of a link's life, or done of what is being sent."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ossdrop_gui.look.theme import Tone, palette

_FULL = 360 * 16
_TOP = 90 * 16
_TRACK_OPACITY = 0.28
STEPS = 120  # of 3 degrees: it is drawn again only when it has gone that far


def stepped(share: float) -> float:
    """A share of 0 to 1 as the ring shows it."""
    return round(min(max(share, 0.0), 1.0) * STEPS) / STEPS


def draw_ring(painter: QPainter, place: QRectF, share: float, colour: str, stroke: float) -> None:
    """Draw it inside a square place: from the top clockwise, a share of 0 to 1."""
    half = stroke / 2
    area = place.adjusted(half, half, -half, -half)
    track = QColor(colour)
    track.setAlphaF(_TRACK_OPACITY)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(track, stroke))
    painter.drawEllipse(area)
    if share > 0:
        pen = QPen(QColor(colour), stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if share < 1 else Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(area, _TOP, -round(_FULL * share))


class Ring(QWidget):
    """A ring beside a heading; what it means is said in words there."""

    def __init__(
        self,
        share: float = 0.0,
        tone: Tone | None = None,
        size: int = 16,
        stroke: float = 2.6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._share, self._tone, self._stroke = share, tone, stroke
        self.setFixedSize(size, size)

    def show_share(self, share: float) -> None:
        """Show another share."""
        if stepped(share) != self._share:
            self._share = stepped(share)
            self.update()

    def show_tone(self, tone: Tone) -> None:
        """Show another colour."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the accent, or in the colour of a tone."""
        colours = palette()
        colour = colours.tone(self._tone)[0] if self._tone else colours.accent
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ring(painter, QRectF(self.rect()), self._share, colour, self._stroke)
