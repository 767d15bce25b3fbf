"""Paints the rows of both lists, and the cards and headings between them.

Rows are painted, not made of widgets, so that a million of them cost no more than ten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.ring import draw_ring
from ossdrop_gui.look.theme import (
    RADIUS_CARD,
    RADIUS_CONTROL,
    ROW_HEIGHT,
    SIZE_SMALL,
    SIZE_TEXT,
    Tone,
    font,
    palette,
    strong_weight,
)
from ossdrop_gui.look.theme import metrics as metrics_of
from ossdrop_gui.rows.content import (
    EDGE,
    GAP,
    TEXT_LEFT,
    THUMBNAIL,
    UNTIL_COLUMN,
    Pill,
    RowAction,
    RowButton,
    RowContent,
    button_places,
    frame_of,
    pill_place,
    texts_right,
)

_BADGE_SIGN, _BUTTON_SIGN = 18, 16
_RING_STROKE = 2.4
_STACK_STEP, _STACK_RADIUS = 4, 6
_UNTIL_FROM = 780  # in narrower rows the name comes first; the pill says the same in short
_LINE, _BAR = 20, 4
AnyIndex = QModelIndex | QPersistentModelIndex


class ButtonLook(Enum):
    """How a button is painted."""

    PLAIN = "plain"
    FRAMED = "framed"
    HOVERED = "hovered"
    FOCUSED = "focused"


@dataclass(frozen=True)
class RowState:
    """How a row stands among the others."""

    is_first: bool = False  # of its card
    is_last: bool = False
    is_selected: bool = False
    is_hovered: bool = False
    has_focus: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints rows. `look_of` is asked for row, number and action of each button."""

    def __init__(
        self, look_of: Callable[[int, int, RowAction], ButtonLook], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look_of = look_of

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """What most rows need."""
        return QSize(200, ROW_HEIGHT)

    def paint_row(
        self, painter: QPainter, rect: QRect, row: int, content: RowContent, state: RowState
    ) -> None:
        """Paint one row whose content is known."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks = [self._look_of(row, n, b.action) for n, b in enumerate(content.buttons)]
        _RowPainter(painter, rect, content, state).paint(looks)
        painter.restore()

    @staticmethod
    def paint_pill(
        painter: QPainter, rect: QRect, content: RowContent, state: RowState, place: QRect
    ) -> None:
        """Paint only the pill of a row, and what is above, below and behind it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _RowPainter(painter, rect, content, state).paint_pill(place)


def paint_heading(painter: QPainter, place: QRect, words: str, more: str) -> None:
    """The name of a group of rows, and what is said beside it."""
    colour = palette().soft
    painter.setPen(QColor(colour))
    left = place.adjusted(2, 0, 0, 0)
    for text, weight in ((words, QFont.Weight.DemiBold), (more, QFont.Weight.Normal)):
        painter.setFont(font(SIZE_SMALL, weight))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        width = metrics_of(SIZE_SMALL, weight).horizontalAdvance(text)
        left = left.adjusted(width + 10, 0, 0, 0)


class _RowPainter:
    def __init__(
        self, painter: QPainter, rect: QRect, content: RowContent, state: RowState
    ) -> None:
        self._painter, self._content, self._colours = painter, content, palette()
        self._rect, self._state = rect, state

    def paint(self, looks: list[ButtonLook]) -> None:
        rect, content = self._rect, self._content
        self._paint_background()
        top = rect.top() + (ROW_HEIGHT - THUMBNAIL) // 2
        self._paint_badge(QRect(rect.left() + EDGE, top, THUMBNAIL, THUMBNAIL))
        places = button_places(content, rect)
        for (button, place), look in zip(places, reversed(looks), strict=True):
            self._paint_button(button, place, look)
        if content.pill is not None:
            self._paint_pill(content.pill, pill_place(content, rect))
        left, right = rect.left() + TEXT_LEFT, texts_right(content, rect)
        area = QRect(left, rect.top() + 8, max(right - left, 0), rect.height() - 16)
        if content.progress is not None:
            self._paint_progress(area)
        else:
            self._paint_texts(area)

    def paint_pill(self, place: QRect) -> None:
        self._paint_background()
        if self._content.pill is not None:
            self._paint_pill(self._content.pill, place)

    def _paint_background(self) -> None:
        state, colours = self._state, self._colours
        self._paint_card(self._background)
        if self._content.glow and not state.is_selected:
            glow = QColor(colours.behind_accent)
            glow.setAlphaF(self._content.glow)
            self._paint_card(glow)
        if not state.is_first:
            self._painter.setPen(QPen(QColor(colours.faint_line), 1))
            top = self._rect.top()
            self._painter.drawLine(self._rect.left() + TEXT_LEFT, top, self._rect.right() - 1, top)
        if state.has_focus and not state.is_selected:
            self._painter.setPen(QPen(QColor(colours.accent), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(self._rect.adjusted(3, 3, -3, -3), 8, 8)

    @property
    def _background(self) -> QColor:
        if self._state.is_selected:
            return QColor(self._colours.behind_accent)
        return QColor(self._colours.hovered if self._state.is_hovered else self._colours.surface)

    def _paint_card(self, fill: QColor) -> None:
        """The part of its card that a row is."""
        beyond = 2 * RADIUS_CARD
        card = QRectF(self._rect).adjusted(
            0.5,
            0.5 if self._state.is_first else -beyond,
            -0.5,
            -0.5 if self._state.is_last else beyond,
        )
        self._painter.save()
        self._painter.setClipRect(self._rect, Qt.ClipOperation.IntersectClip)
        self._painter.setBrush(QBrush(fill))
        self._painter.setPen(QPen(QColor(self._colours.line), 1))
        self._painter.drawRoundedRect(card, RADIUS_CARD, RADIUS_CARD)
        self._painter.restore()

    def _paint_badge(self, place: QRect) -> None:
        if self._content.opens:
            self._paint_stack(place)
            return
        if self._content.thumbnail is not None:
            self._paint_picture(place, self._content.thumbnail, RADIUS_CONTROL)
            return
        foreground, background = self._colours.tone(self._content.badge_tone)
        self._fill(place, background, RADIUS_CONTROL)
        if isinstance(self._content.badge, Sign):
            draw_sign(self._painter, self._content.badge, place, foreground, _BADGE_SIGN)
        else:
            self._text(place, self._content.badge, foreground, 10, QFont.Weight.DemiBold)

    def _paint_picture(self, place: QRect, picture: QPixmap, radius: int) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), radius, radius)
        self._painter.save()
        self._painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        self._painter.drawPixmap(place, picture)
        self._painter.restore()
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(0, 0, 0, 15), 1))
        inner = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.drawRoundedRect(inner, radius, radius)

    def _paint_stack(self, place: QRect) -> None:
        """Three sheets, each with a rim that parts it from the one behind."""
        side = place.width() - 2 * _STACK_STEP
        corners = [(2 * _STACK_STEP, 0), (_STACK_STEP, _STACK_STEP), (0, 2 * _STACK_STEP)]
        pictures = (*self._content.stacked, None, None, None)[:3]
        foreground, background = self._colours.tone(Tone.NEUTRAL)
        for (x, y), picture in zip(corners, reversed(pictures), strict=True):
            sheet = QRect(place.left() + x, place.top() + y, side, side)
            rim = sheet.adjusted(-2, -2, 2, 2)
            self._fill(rim, self._background.name(), _STACK_RADIUS + 2)
            if picture is not None:
                self._paint_picture(sheet, picture, _STACK_RADIUS)
            else:
                self._fill(sheet, background, _STACK_RADIUS)
        if not self._content.stacked:
            front = QRect(place.left(), place.top() + 2 * _STACK_STEP, side, side)
            badge = self._content.badge
            if isinstance(badge, Sign):
                draw_sign(self._painter, badge, front, foreground, _BUTTON_SIGN)
            else:
                self._text(front, badge, foreground, 9, QFont.Weight.DemiBold)

    def _paint_button(self, button: RowButton, place: QRect, look: ButtonLook) -> None:
        frame = frame_of(button, place)
        if look is ButtonLook.HOVERED:
            self._fill(frame, self._colours.behind_accent, RADIUS_CONTROL)
        if look is not ButtonLook.PLAIN and not (button.sign and look is ButtonLook.FRAMED):
            is_focused = look is ButtonLook.FOCUSED
            colour = self._colours.accent if is_focused else self._colours.control_line
            self._painter.setPen(QPen(QColor(colour), 2 if is_focused else 1))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5)
            self._painter.drawRoundedRect(inner, RADIUS_CONTROL, RADIUS_CONTROL)
        if button.sign is not None:
            draw_sign(self._painter, button.sign, place, self._colours.soft, _BUTTON_SIGN)
            return
        self._text(frame, button.text, self._colours.accent, SIZE_TEXT, strong_weight())

    def _paint_pill(self, pill: Pill, place: QRect) -> None:
        foreground, background = self._colours.tone(pill.tone)
        self._fill(place, background, place.height() // 2)
        if pill.life is not None:
            ring = QRectF(pill.ring(place))
            draw_ring(self._painter, ring, pill.life, foreground, _RING_STROKE)
        self._painter.setFont(font(SIZE_SMALL, strong_weight()))
        self._painter.setPen(QColor(foreground))
        words = place.adjusted(pill.text_left, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(words, side, pill.text)

    def _paint_texts(self, area: QRect) -> None:
        content, meta_width = self._content, 0
        if content.meta and self._rect.width() >= _UNTIL_FROM:
            natural = metrics_of(SIZE_SMALL).horizontalAdvance(content.meta) + GAP
            meta_width = min(max(natural, UNTIL_COLUMN), area.width() // 2)
            place = QRect(area.right() - meta_width, area.top(), meta_width, area.height())
            self._line(place, content.meta, self._colours.soft, SIZE_SMALL, right=True)
        width = area.width() - meta_width
        self._title(QRect(area.left(), area.top(), width, _LINE))
        colour = self._colours.tone(content.subtitle_tone)[0]
        below = QRect(area.left(), area.top() + _LINE, width, area.height() - _LINE)
        if below.height() > _LINE:
            self._painter.setFont(font(SIZE_SMALL))
            self._painter.setPen(QColor(colour))
            self._painter.drawText(below, Qt.TextFlag.TextWordWrap, content.subtitle)
        else:
            self._line(below, content.subtitle, colour, SIZE_SMALL)

    def _paint_progress(self, area: QRect) -> None:
        content = self._content
        meta = _short(content.meta, area.width() // 2)
        meta_width = metrics_of(SIZE_SMALL).horizontalAdvance(meta) + 2
        line = QRect(area.left(), area.top() + 2, area.width(), _LINE)
        self._title(line.adjusted(0, 0, -meta_width - GAP, 0))
        place = QRect(line.right() - meta_width, line.top(), meta_width, line.height())
        self._line(place, meta, self._colours.soft, SIZE_SMALL, right=True)
        bar = QRect(area.left(), area.bottom() - 9, area.width(), _BAR)
        self._fill(bar, self._colours.track, _BAR // 2)
        filled = round(bar.width() * min(max(content.progress or 0.0, 0.0), 1.0))
        if filled >= _BAR:
            done = QRect(bar.left(), bar.top(), filled, _BAR)
            self._fill(done, self._colours.accent, _BAR // 2)

    def _fill(self, place: QRect, colour: str, radius: int) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QBrush(QColor(colour)))
        self._painter.drawRoundedRect(place, radius, radius)

    def _text(self, place: QRect, text: str, colour: str, size: int, weight: QFont.Weight) -> None:
        self._painter.setFont(font(size, weight))
        self._painter.setPen(QColor(colour))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _title(self, place: QRect) -> None:
        # Names are cut in the middle: their end tells versions and types apart.
        middle = Qt.TextElideMode.ElideMiddle
        title, colour = self._content.title, self._colours.text
        self._line(place, title, colour, SIZE_TEXT, strong_weight(), elide=middle)

    def _line(
        self,
        place: QRect,
        text: str,
        colour: str,
        size: int,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        right: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        face = font(size, weight)
        self._painter.setFont(face)
        self._painter.setPen(QColor(colour))
        shown = metrics_of(size, weight).elidedText(text, elide, place.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _short(meta: str, width: int) -> str:
    """As much of `1.4 GB of 2.3 GB · 12.4 MB/s · about 1 min left` as fits: the name counts more.

    The speed goes first, then how much was sent.
    """
    first, *rest = meta.split(" · ")
    forms = [meta, " · ".join([first, *rest[-1:]]), rest[-1] if rest else first]
    metrics = metrics_of(SIZE_SMALL)
    return next((one for one in forms if metrics.horizontalAdvance(one) <= width), forms[-1])


def wrapped_lines(text: str, width: int) -> int:
    """How many lines the second text of a row takes, in full."""
    metrics = metrics_of(SIZE_SMALL)
    flag = Qt.TextFlag.TextWordWrap
    one, all_of_them = (
        metrics.boundingRect(QRect(0, 0, max(wide, 1), 10_000), flag, text).height()
        for wide in (100_000, width)
    )
    return max(round(all_of_them / max(one, 1)), 1)
