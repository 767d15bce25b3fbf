"""The rows of both lists: what is on one, how it is painted, how its buttons are clicked.

Rows are painted, not made of widgets, so that a million of them cost no more than ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.theme import (
    RADIUS_CONTROL,
    ROW_HEIGHT,
    SIZE_SMALL,
    Palette,
    Tone,
    font,
    palette,
)

CONTENT_ROLE = Qt.ItemDataRole.UserRole + 1
_PADDING, _GAP, _BADGE = 14, 12, 36
_ICON_BUTTON = 32
_BUTTON_HEIGHT = 32
_PILL_HEIGHT = 22
_META_NEEDS = 300  # in narrower rows the name comes first; the pill says the same in short
AnyIndex = QModelIndex | QPersistentModelIndex


class RowAction(Enum):
    """What a button of a row does."""

    COPY_LINK = "copy_link"
    MORE = "more"
    CANCEL = "cancel"
    RETRY = "retry"
    DETAILS = "details"


@dataclass(frozen=True)
class RowButton:
    """A button; `quiet` ones have no frame."""

    action: RowAction
    text: str
    quiet: bool = False
    width: int = 0  # 0: as wide as its text

    @property
    def is_icon(self) -> bool:
        """Whether it shows a single sign."""
        return len(self.text) == 1


@dataclass(frozen=True)
class RowContent:
    """Everything a row shows."""

    badge: str
    title: str
    subtitle: str
    spoken: str  # what a screen reader says
    badge_tone: Tone = Tone.NEUTRAL
    subtitle_tone: Tone = Tone.NEUTRAL
    meta: str = ""
    pill: str = ""
    pill_tone: Tone = Tone.NEUTRAL
    progress: float | None = None  # 0 to 1
    buttons: tuple[RowButton, ...] = ()
    glows: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Every row is as high as the next."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        content = index.data(CONTENT_ROLE)
        if not isinstance(content, RowContent):
            return
        view = option.widget if isinstance(option.widget, RowList) else None
        pressed = view.hovered_action if view and view.hovered_row == index.row() else None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _RowPainter(painter, option, content, palette()).paint(index.row(), pressed)
        painter.restore()


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

    def paint(self, row: int, hovered: RowAction | None) -> None:
        rect, content = self._rect, self._content
        self._paint_background(row)
        self._paint_badge(QRect(rect.left() + _PADDING, rect.center().y() - 17, _BADGE, _BADGE))
        right = rect.right() - _PADDING
        for button, place in button_places(content, rect):
            self._paint_button(button, place, hovered=hovered is button.action)
            right = min(right, place.left() - _GAP)
        if content.pill:
            right = self._paint_pill(right) - _GAP
        left = rect.left() + _PADDING + _BADGE + _GAP
        text = QRect(left, rect.top() + 8, max(right - left, 0), rect.height() - 16)
        if content.progress is not None:
            self._paint_progress(text)
        else:
            self._paint_texts(text)

    def _paint_background(self, row: int) -> None:
        state, rect = self._option.state, self._rect
        if self._content.glows or state & QStyle.StateFlag.State_Selected:
            self._painter.fillRect(rect, QColor(self._colours.behind_accent))
        if row:
            self._painter.setPen(QPen(QColor(self._colours.faint_line), 1))
            self._painter.drawLine(rect.topLeft(), rect.topRight())
        if state & QStyle.StateFlag.State_HasFocus:
            self._painter.setPen(QPen(QColor(self._colours.accent), 2))
            self._painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 6, 6)

    def _paint_badge(self, place: QRect) -> None:
        foreground, background = self._colours.tone(self._content.badge_tone)
        self._fill(place, background, RADIUS_CONTROL)
        self._text(place, self._content.badge, foreground, 10, QFont.Weight.DemiBold)

    def _paint_button(self, button: RowButton, place: QRect, *, hovered: bool) -> None:
        if hovered:
            self._fill(place, self._colours.behind_accent, RADIUS_CONTROL)
        if not button.quiet:
            self._painter.setPen(QPen(QColor(self._colours.control_line), 1))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
        quiet_text = button.quiet and not button.is_icon
        colour = self._colours.accent if quiet_text else self._colours.text
        size = 16 if button.is_icon else 13
        self._text(place, button.text, colour, size, QFont.Weight.Medium)

    def _paint_pill(self, right: int) -> int:
        foreground, background = self._colours.tone(self._content.pill_tone)
        metrics = QFontMetrics(font(SIZE_SMALL, QFont.Weight.DemiBold))
        width = metrics.horizontalAdvance(self._content.pill) + 20
        place = QRect(
            right - width, self._rect.center().y() - _PILL_HEIGHT // 2, width, _PILL_HEIGHT
        )
        self._fill(place, background, _PILL_HEIGHT // 2)
        self._text(place, self._content.pill, foreground, SIZE_SMALL, QFont.Weight.DemiBold)
        return place.left()

    def _paint_texts(self, area: QRect) -> None:
        content = self._content
        meta_width = 0
        if content.meta and area.width() >= _META_NEEDS:
            metrics = QFontMetrics(font(SIZE_SMALL))
            meta_width = min(metrics.horizontalAdvance(content.meta) + _GAP, area.width() // 2)
            place = QRect(area.right() - meta_width, area.top(), meta_width, area.height())
            self._line(place, content.meta, self._colours.soft, SIZE_SMALL, right=True)
        half = area.height() // 2
        top = QRect(area.left(), area.top(), area.width() - meta_width, half)
        self._title(top)
        colour = self._colours.tone(content.subtitle_tone)[0]
        self._line(top.translated(0, half), content.subtitle, colour, SIZE_SMALL)

    def _paint_progress(self, area: QRect) -> None:
        content = self._content
        metrics = QFontMetrics(font(SIZE_SMALL))
        meta_width = min(metrics.horizontalAdvance(content.meta) + 2, area.width() * 2 // 3)
        line = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        name = line.adjusted(0, 0, -meta_width - _GAP, 0)
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
        shown = QFontMetrics(face).elidedText(text, elide, place.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)


def button_places(content: RowContent, rect: QRect) -> list[tuple[RowButton, QRect]]:
    """Where the buttons of a row are, from right to left."""
    metrics = QFontMetrics(font(13, QFont.Weight.Medium))
    places = []
    right = rect.right() - _PADDING + 4
    for button in reversed(content.buttons):
        natural = metrics.horizontalAdvance(button.text) + (20 if button.quiet else 28)
        width = _ICON_BUTTON if button.is_icon else max(natural, button.width)
        top = rect.center().y() - _BUTTON_HEIGHT // 2
        places.append((button, QRect(right - width, top, width, _BUTTON_HEIGHT)))
        right -= width + 8
    return places


class RowList(QListView):
    """A list of rows. Enter does what the first button does; the Menu key opens the menu."""

    button_clicked = Signal(object, object)  # index, RowAction

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferred_height = 0
        self.hovered_row = -1
        self.hovered_action: RowAction | None = None
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(False)  # the window takes drops anywhere

    def prefer_height_of(self, rows: int) -> None:
        """Be as high as so many rows, or less where there is no room; never less than one."""
        self._preferred_height = rows * ROW_HEIGHT + 4
        self.setMinimumHeight(min(rows, 1) * ROW_HEIGHT + 4)
        self.setMaximumHeight(self._preferred_height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The preferred height, if one was set."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._preferred_height) if self._preferred_height else hint

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer over buttons."""
        self._hover(*self._hit(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """No button is hovered any more."""
        self._hover(QModelIndex(), None)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a button does not change the selection."""
        _, action = self._hit(event.position().toPoint())
        if action is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button is clicked when the pointer leaves it where it is."""
        index, action = self._hit(event.position().toPoint())
        if action is not None and event.button() == Qt.MouseButton.LeftButton:
            self.button_clicked.emit(index, action)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the first button of the current row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            content = index.data(CONTENT_ROLE)
            if isinstance(content, RowContent) and content.buttons:
                self.button_clicked.emit(index, content.buttons[0].action)
                return
        if event.key() == Qt.Key.Key_Menu and index.isValid():
            self.button_clicked.emit(index, RowAction.MORE)
            return
        super().keyPressEvent(event)

    def button_rect(self, index: QModelIndex, action: RowAction) -> QRect:
        """Where a button is, in the viewport; empty when the row has none."""
        content = index.data(CONTENT_ROLE)
        if isinstance(content, RowContent):
            for button, place in button_places(content, self.visualRect(index)):
                if button.action is action:
                    return place
        return QRect()

    def _hit(self, position: QPoint) -> tuple[QModelIndex, RowAction | None]:
        index = self.indexAt(position)
        content = index.data(CONTENT_ROLE) if index.isValid() else None
        if isinstance(content, RowContent):
            for button, place in button_places(content, self.visualRect(index)):
                if place.contains(position):
                    return index, button.action
        return index, None

    def _hover(self, index: QModelIndex, action: RowAction | None) -> None:
        row = index.row()
        if (row, action) == (self.hovered_row, self.hovered_action):
            return
        self.hovered_row, self.hovered_action = row, action
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()
