"""Paints the rows of both lists.

Rows are painted, not made of widgets, so that a million of them cost no more than ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.theme import RADIUS_CONTROL, ROW_HEIGHT, SIZE_SMALL, Palette, font, palette
from ossdrop_gui.look.theme import metrics as metrics_of
from ossdrop_gui.rows.content import (
    CONTENT_ROLE,
    GAP,
    PADDING,
    Pill,
    RowAction,
    RowButton,
    RowContent,
    button_places,
    buttons_left,
    pill_place,
)

_BADGE = 36
_BADGE_SIGN, _BUTTON_SIGN = 18, 16
_META_NEEDS = 300  # in narrower rows the name comes first; the pill says the same in short
AnyIndex = QModelIndex | QPersistentModelIndex


class ButtonLook(Enum):
    """How a button is painted."""

    PLAIN = "plain"
    HOVERED = "hovered"
    FOCUSED = "focused"


class RowDelegate(QStyledItemDelegate):
    """Paints rows. `look_of` is asked for row, number and action of each button."""

    def __init__(
        self, look_of: Callable[[int, int, RowAction], ButtonLook], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look_of = look_of

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Every row is as high as the next."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        content = index.data(CONTENT_ROLE)
        if isinstance(content, RowContent):
            self.paint_row(painter, option, index.row(), content)

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, row: int, content: RowContent
    ) -> None:
        """Paint one row whose content is known."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks = [self._look_of(row, n, b.action) for n, b in enumerate(content.buttons)]
        _RowPainter(painter, option, content, palette()).paint(row, looks)
        painter.restore()

    def paint_pill(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: int,
        content: RowContent,
        place: QRect,
    ) -> None:
        """Paint only the pill of a row, and what is above, below and behind it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _RowPainter(painter, option, content, palette()).paint_pill(row, place)


class _RowPainter:
    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        content: RowContent,
        colours: Palette,
    ) -> None:
        self._painter, self._content, self._colours = painter, content, colours
        self._option = option
        self._rect: QRect = option.rect

    def paint(self, row: int, looks: Sequence[ButtonLook]) -> None:
        rect, content = self._rect, self._content
        self._paint_background(row)
        self._paint_badge(QRect(rect.left() + PADDING, rect.center().y() - 17, _BADGE, _BADGE))
        right = buttons_left(content, rect)
        for (button, place), look in zip(
            button_places(content, rect), reversed(looks), strict=True
        ):
            self._paint_button(button, place, look)
        if content.pill is not None:
            place = pill_place(content.pill, rect, right)
            self._paint_pill(content.pill, place)
            right = place.left() - GAP
        left = rect.left() + PADDING + _BADGE + GAP
        text = QRect(left, rect.top() + 8, max(right - left, 0), rect.height() - 16)
        if content.progress is not None:
            self._paint_progress(text)
        else:
            self._paint_texts(text)

    def paint_pill(self, row: int, place: QRect) -> None:
        self._paint_background(row)
        if self._content.pill is not None:
            self._paint_pill(self._content.pill, place)

    def _paint_background(self, row: int) -> None:
        state, rect = self._option.state, self._rect
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if strength := 1.0 if is_selected else self._content.glow:
            background = QColor(self._colours.behind_accent)
            background.setAlphaF(strength)
            self._painter.fillRect(rect, background)
        if row:
            day = self._content.begins_group
            colour = self._colours.control_line if day else self._colours.faint_line
            self._painter.setPen(QPen(QColor(colour), 1))
            self._painter.drawLine(rect.topLeft(), rect.topRight())
        if state & QStyle.StateFlag.State_HasFocus:
            self._painter.setPen(QPen(QColor(self._colours.accent), 2))
            self._painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 6, 6)

    def _paint_badge(self, place: QRect) -> None:
        if self._content.thumbnail is not None:
            outline = QPainterPath()
            outline.addRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
            self._painter.save()
            self._painter.setClipPath(outline)
            self._painter.drawPixmap(place, self._content.thumbnail)
            self._painter.restore()
            return
        foreground, background = self._colours.tone(self._content.badge_tone)
        self._fill(place, background, RADIUS_CONTROL)
        if isinstance(self._content.badge, Sign):
            draw_sign(self._painter, self._content.badge, place, foreground, _BADGE_SIGN)
        else:
            self._text(place, self._content.badge, foreground, 10, QFont.Weight.DemiBold)

    def _paint_button(self, button: RowButton, place: QRect, look: ButtonLook) -> None:
        if look is ButtonLook.FOCUSED:
            self._painter.setPen(QPen(QColor(self._colours.accent), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
        elif look is ButtonLook.HOVERED:
            self._fill(place, self._colours.behind_accent, RADIUS_CONTROL)
        if not button.quiet and look is not ButtonLook.FOCUSED:
            self._painter.setPen(QPen(QColor(self._colours.control_line), 1))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
        if button.sign is not None:
            draw_sign(self._painter, button.sign, place, self._colours.soft, _BUTTON_SIGN)
            return
        colour = self._colours.accent if button.quiet else self._colours.text
        self._text(place, button.text, colour, 13, QFont.Weight.Medium)

    def _paint_pill(self, pill: Pill, place: QRect) -> None:
        foreground, background = self._colours.tone(pill.tone)
        self._fill(place, background, place.height() // 2)
        self._text(place, pill.text, foreground, SIZE_SMALL, QFont.Weight.DemiBold)

    def _paint_texts(self, area: QRect) -> None:
        content = self._content
        meta_width = 0
        if content.meta and area.width() >= _META_NEEDS:
            metrics = metrics_of(SIZE_SMALL)
            meta_width = min(metrics.horizontalAdvance(content.meta) + GAP, area.width() // 2)
            place = QRect(area.right() - meta_width, area.top(), meta_width, area.height())
            self._line(place, content.meta, self._colours.soft, SIZE_SMALL, right=True)
        half = area.height() // 2
        top = QRect(area.left(), area.top(), area.width() - meta_width, half)
        self._title(top)
        colour = self._colours.tone(content.subtitle_tone)[0]
        self._line(top.translated(0, half), content.subtitle, colour, SIZE_SMALL)

    def _paint_progress(self, area: QRect) -> None:
        content = self._content
        metrics = metrics_of(SIZE_SMALL)
        meta_width = min(metrics.horizontalAdvance(content.meta) + 2, area.width() * 2 // 3)
        line = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        name = line.adjusted(0, 0, -meta_width - GAP, 0)
        self._title(name)
        meta = QRect(line.right() - meta_width, line.top(), meta_width, line.height())
        self._line(meta, content.meta, self._colours.soft, SIZE_SMALL, right=True)
        bar = QRect(area.left(), area.bottom() - 11, area.width(), 6)
        self._fill(bar, self._colours.track, 3)
        filled = round(bar.width() * min(max(content.progress or 0.0, 0.0), 1.0))
        if filled >= 6:
            self._fill(QRect(bar.left(), bar.top(), filled, 6), self._colours.accent, 3)

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
        weight = QFont.Weight.Medium
        self._line(place, self._content.title, self._colours.text, 13, weight, elide=middle)

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
