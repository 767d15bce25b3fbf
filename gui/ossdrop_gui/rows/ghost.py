"""What is seen at the pointer while rows are dragged out: which files, and what will land."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from ossdrop.history.entry import HistoryEntry
from ossdrop.printable import filled
from ossdrop_gui.look.theme import (
    RADIUS_CARD,
    RADIUS_CONTROL,
    SIZE_SMALL,
    SIZE_TEXT,
    font,
    metrics,
    palette,
    strong_weight,
)
from ossdrop_gui.words.wording import lifetime_text, translate

_HEIGHT, _EDGE, _WIDEST, _PICTURE = 48, 12, 260, 36
_TURNED, _ROOM = -2, 12  # degrees, and px around for what that takes
_FROM_POINTER = 10  # px: it lies before the place where something will land


def draw_ghost(
    entries: Sequence[HistoryEntry], picture: QPixmap | None, ratio: float
) -> tuple[QPixmap, QPoint]:
    """The picture of a drag, and where in it the pointer is; `picture` is of the first file."""
    title, words = words_of(entries)
    strong, soft = metrics(SIZE_TEXT, strong_weight()), metrics(SIZE_SMALL)
    title = strong.elidedText(title, Qt.TextElideMode.ElideMiddle, _WIDEST)
    left = _EDGE + (_PICTURE if picture is not None else 0)
    text = max(strong.horizontalAdvance(title), soft.horizontalAdvance(words))
    card = QRect(_ROOM, _ROOM, left + text + 2 * _EDGE, _HEIGHT)
    size = QSize(card.width() + 2 * _ROOM, card.height() + 2 * _ROOM)
    drawn = QPixmap(size * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        middle = QRectF(card).center()
        painter.translate(middle)
        painter.rotate(_TURNED)
        painter.translate(-middle)
        colours = palette()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(card, RADIUS_CARD, RADIUS_CARD)
        if picture is not None:
            place = QRect(card.left() + 6, card.top() + 6, _PICTURE, _PICTURE)
            _draw_picture(painter, place, picture)
        for line, colour, face, top in (
            (title, colours.text, font(SIZE_TEXT, strong_weight()), 6),
            (words, colours.soft, font(SIZE_SMALL), 25),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            place = QRect(card.left() + left, card.top() + top, text + _EDGE, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, line)
    return drawn, QPoint(size.width() + _FROM_POINTER, size.height() - _ROOM)


def words_of(entries: Sequence[HistoryEntry]) -> tuple[str, str]:
    """Which files, and what lands; for how long it works where that is the same for all."""
    count, first = len(entries), entries[0]
    title = first.name if count == 1 else translate("link_drag", "%Ln files", None, count)
    lives = {entry.expires_s for entry in entries if not entry.is_temporary}
    if len(lives) != 1 or any(entry.is_temporary for entry in entries):
        link, links = translate("link_drag", "Link"), translate("link_drag", "Links")
        return title, link if count == 1 else links
    words = translate("link_drag", "Links, work for %1")
    if count == 1:
        words = translate("link_drag", "Link, works for %1")
    return title, filled(words, lifetime_text(lives.pop()))


def _draw_picture(painter: QPainter, place: QRect, picture: QPixmap) -> None:
    """Its middle, as a square with round corners."""
    side = min(picture.width(), picture.height())
    part = QRect(0, 0, side, side)
    part.moveCenter(picture.rect().center())
    path = QPainterPath()
    path.addRoundedRect(QRectF(place), RADIUS_CONTROL, RADIUS_CONTROL)
    painter.save()
    painter.setClipPath(path)
    painter.drawPixmap(place, picture, part)
    painter.restore()
