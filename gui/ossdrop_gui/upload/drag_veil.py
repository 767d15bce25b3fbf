"""Over the whole window while something is dragged over it: letting go anywhere uploads."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.theme import SIZE_TEXT, SIZE_TITLE, font, palette, strong_weight

_INSET, _RADIUS, _SIGN = 12, 16, 40
_OPACITY = 0.93
_GAP = 16


class DragVeil(QWidget):
    """What will happen, and where to. It takes no events: the window takes the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count = 0
        self._place = ""
        self.hide()
        parent.installEventFilter(self)

    def show_over(self, count: int, place: str) -> None:
        """`count` files, 0 where there is one of another kind; `place` is where they go, or ""."""
        self._count, self._place = count, place
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.setAccessibleName(self._words())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of a window that grows meanwhile."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def _words(self) -> str:
        count = self._count
        if count > 1:  # one may be a folder of many
            return self.tr("Drop to upload %Ln files", None, count)
        return self.tr("Drop to upload")

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame, the page behind it nearly gone."""
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours = palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.bg)
        veil.setAlphaF(_OPACITY)
        painter.fillRect(self.rect(), veil)
        area = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.behind_accent))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        middle = self.rect().center()
        sign = self.rect()
        sign.setHeight(_SIGN)
        sign.moveTop(middle.y() - _SIGN - _GAP)
        draw_sign(painter, Sign.UPLOAD, sign, colours.accent, _SIGN)
        words = self.rect()
        words.setHeight(32)
        words.moveTop(middle.y())
        painter.setPen(QColor(colours.text))
        painter.setFont(font(SIZE_TITLE, QFont.Weight.DemiBold))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._words())
        if self._place:
            painter.setPen(QColor(colours.soft))
            painter.setFont(font(SIZE_TEXT, strong_weight()))
            below = words.translated(0, 36)
            where = filled(self.tr("to %1"), self._place)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, where)
