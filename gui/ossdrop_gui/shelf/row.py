"""A row of the shelf: a picture, a name, the life of its link, and a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from ossdrop.history.entry import HistoryEntry
from ossdrop.network.service_clock import service_now
from ossdrop.printable import filled
from ossdrop_gui.look.icons import Sign, SignButton, draw_sign
from ossdrop_gui.look.plain import PlainLabel, plain_tip
from ossdrop_gui.look.ring import Ring
from ossdrop_gui.look.theme import SIZE_SMALL, Tone, font, palette, set_look
from ossdrop_gui.rows.content import badge_of
from ossdrop_gui.rows.life import life_of
from ossdrop_gui.rows.thumbnails import Thumbnails

_HEIGHT, _PICTURE, _RING, _RADIUS, _BUTTON = 40, 28, 13, 6, 28
_EDGE, _GAP = 12, 10


class _Name(PlainLabel):
    """Cut in the middle: the end of a name tells versions and types apart."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class ShelfRow(QWidget):
    """One upload."""

    copy_asked = Signal(object)  # HistoryEntry
    pulled = Signal(object)  # HistoryEntry: to be dragged out as its link

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._entry: HistoryEntry | None = None
        self._pressed: QPoint | None = None
        self._name, self._left = _Name(), PlainLabel()
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left.setFont(font(SIZE_SMALL))
        self._ring = Ring(size=_RING, stroke=2.2, tone=Tone.GOOD)
        self.copy = SignButton(Sign.LINK)
        set_look(self.copy, "accent-sign")
        self.copy.setFixedSize(_BUTTON, _BUTTON)
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self._entry))
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + _PICTURE + _GAP, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self._name, 1)
        row.addWidget(self._ring)
        row.addWidget(self._left)
        row.addWidget(self.copy)
        self.setFixedHeight(_HEIGHT)

    @property
    def entry(self) -> HistoryEntry | None:
        """What it shows."""
        return self._entry

    def show_entry(self, entry: HistoryEntry) -> None:
        """Show an upload."""
        self._entry = entry
        self._name.setText(entry.name)
        self._name.setToolTip(plain_tip(entry.name))
        self.tick()
        self.update()

    def tick(self) -> None:
        """Show how long its link works now."""
        if (entry := self._entry) is None:
            return
        pill = life_of(entry, service_now())
        self._left.setText(pill.text)
        self._ring.show_share(pill.life or 0.0)
        self._ring.show_tone(pill.tone)
        copy = self.tr("Copy link") if pill.life is not None else self.tr("Copy new link")
        self.copy.setToolTip(copy)
        self.copy.setAccessibleName(filled("%1: %2", copy, entry.name))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may be pulled."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if is_left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It is."""
        if self._pressed is None or self._entry is None:
            return
        pulled = (event.position().toPoint() - self._pressed).manhattanLength()
        if pulled >= QApplication.startDragDistance():
            self._pressed = None
            self.pulled.emit(self._entry)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above it, and the picture."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRect(0, 0, self.width(), 1), QColor(palette().faint_line))
            if self._entry is not None:
                self._paint_picture(painter, self._entry)

    def _paint_picture(self, painter: QPainter, entry: HistoryEntry) -> None:
        place = QRect(_EDGE, (self.height() - _PICTURE) // 2, _PICTURE, _PICTURE)
        known = self._thumbnails.of(entry)
        outline = QPainterPath()
        outline.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        if known is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, known)
            return
        foreground, background = palette().tone(Tone.NEUTRAL)
        painter.fillRect(place, QColor(background))
        badge = badge_of(entry.name)
        if isinstance(badge, Sign):
            draw_sign(painter, badge, place, foreground, 14)
        else:
            painter.setFont(font(8))
            painter.setPen(QColor(foreground))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, badge)
