"""The list widget of both lists: its rows have buttons, for the pointer and the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ossdrop_gui.desktop.announce import announce
from ossdrop_gui.look.theme import ROW_HEIGHT
from ossdrop_gui.rows.content import (
    CONTENT_ROLE,
    GAP,
    PILL_ROLE,
    Pill,
    RowAction,
    RowContent,
    button_places,
    buttons_left,
    pill_place,
)
from ossdrop_gui.rows.painter import ButtonLook, RowDelegate

AnyIndex = QModelIndex | QPersistentModelIndex
_MOST_PAINTED = 200


@dataclass
class _Painted:
    """What a row shows, and where in it its pill is."""

    content: RowContent
    pill: QRect | None


class RowList(QListView):
    """A list of rows. Enter presses its first button, or the one that was chosen.

    All rows are equally high, so their places are computed, never stored: QListView's own layout
    takes a third of a second for a million rows, each time.
    """

    button_clicked = Signal(object, object)  # index, RowAction

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferred_height = 0
        self._hovered_row = -1
        self._hovered_action: RowAction | None = None
        self._painted: dict[int, _Painted] = {}  # by row
        self._chosen = 0  # the button of the current row that Enter presses
        self._delegate = RowDelegate(self._look_of, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(False)  # the window takes drops anywhere

    # The places of rows

    def doItemsLayout(self) -> None:
        """Nothing is laid out; only the scroll bar follows the number of rows."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(ROW_HEIGHT // 2)
        bar.setPageStep(seen)
        bar.setRange(0, max(0, self._row_count() * ROW_HEIGHT - seen))
        QAbstractItemView.updateGeometries(self)

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Rows that come in above do not move those that are seen."""
        bar = self.verticalScrollBar()
        seen_from = bar.value()
        super().rowsInserted(parent, start, end)
        if not start and seen_from:
            self.updateGeometries()
            bar.setValue(seen_from + (end + 1) * ROW_HEIGHT)
        self._painted.clear()
        self.viewport().update()

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a row is, in the viewport."""
        if not index.isValid():
            return QRect()
        top = index.row() * ROW_HEIGHT - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), ROW_HEIGHT)

    def indexAt(self, position: QPoint) -> QModelIndex:
        """The row at a place of the viewport."""
        row = (position.y() + self.verticalScrollBar().value()) // ROW_HEIGHT
        return self.model().index(row, 0) if 0 <= row < self._row_count() else QModelIndex()

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as is needed to show a row."""
        place, bar, seen = self.visualRect(index), self.verticalScrollBar(), self.viewport()
        if place.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= seen.height():
            bar.setValue(bar.value() + place.bottom() + 1 - seen.height())

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """The row that a key leads to."""
        action, page = QAbstractItemView.CursorAction, self.viewport().height() // ROW_HEIGHT
        last, row = self._row_count() - 1, self.currentIndex().row()
        steps = {
            action.MoveUp: row - 1,
            action.MovePrevious: row - 1,
            action.MoveDown: row + 1,
            action.MoveNext: row + 1,
            action.MovePageUp: row - max(page, 1),
            action.MovePageDown: row + max(page, 1),
            action.MoveHome: 0,
            action.MoveEnd: last,
        }
        wanted = steps.get(cursorAction, row)
        return self.model().index(min(max(wanted, 0), last), 0) if last >= 0 else QModelIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows that a rectangle of the viewport touches."""
        scrolled, last = self.verticalScrollBar().value(), self._row_count() - 1
        area = rect.normalized()
        first = max((area.top() + scrolled) // ROW_HEIGHT, 0)
        end = min((area.bottom() + scrolled) // ROW_HEIGHT, last)
        chosen = QItemSelection()
        if first <= end:
            chosen.select(self.model().index(first, 0), self.model().index(end, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be painted again when a selection changes: all that is seen."""
        return QRegion(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are seen."""
        with QPainter(self.viewport()) as painter:
            self._paint_seen(painter, event.rect())

    def _paint_seen(self, painter: QPainter, area: QRect) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        state, selected = option.state, self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        scrolled = self.verticalScrollBar().value()
        first = max((area.top() + scrolled) // ROW_HEIGHT, 0)
        end = min((area.bottom() + scrolled) // ROW_HEIGHT, self._row_count() - 1)
        if len(self._painted) > _MOST_PAINTED:  # rows that were scrolled away
            self._painted.clear()
        for row in range(first, end + 1):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            option.state = state
            if selected is not None and selected.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            self._paint_row(painter, option, index, area)

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, area: QRect
    ) -> None:
        """The row, or only the column of its pill where nothing else is wanted."""
        row, rect = index.row(), option.rect
        known = self._painted.get(row)
        if known is not None and known.pill is not None:
            pill = known.pill.translated(rect.topLeft())
            if pill.left() - GAP < area.left() and area.right() < pill.right() + GAP:
                self._delegate.paint_pill(painter, option, row, known.content, pill)
                return
        content = index.data(CONTENT_ROLE)
        if not isinstance(content, RowContent):
            return
        self._delegate.paint_row(painter, option, row, content)
        place = None
        if content.pill is not None:
            found = pill_place(content.pill, rect, buttons_left(content, rect))
            place = found.translated(-rect.topLeft())
        self._painted[row] = _Painted(content, place)

    def tick(self) -> None:
        """Show how pills have changed by themselves: only they are painted again."""
        changed, seen = QRect(), self.viewport().rect()  # one place is painted sooner than many
        for row, known in self._painted.items():
            index = self.model().index(row, 0)
            rect = self.visualRect(index)
            if known.pill is None or not rect.intersects(seen):
                continue
            pill = index.data(PILL_ROLE)
            if pill == known.content.pill:
                continue
            is_like_before = (
                isinstance(pill, Pill)
                and known.content.pill is not None
                and pill.tone is known.content.pill.tone
                and pill.width == known.pill.width()
            )
            if is_like_before:
                known.content = replace(known.content, pill=pill)
                changed |= known.pill.translated(rect.topLeft())
            else:
                changed |= rect
        self.viewport().update(changed)

    def _row_count(self) -> int:
        return self.model().rowCount() if self.model() is not None else 0

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
        """Enter presses a button of the current row; Left and Right choose which."""
        index, key = self.currentIndex(), event.key()
        content = index.data(CONTENT_ROLE) if index.isValid() else None
        if not isinstance(content, RowContent) or not content.buttons:
            super().keyPressEvent(event)
            return
        chosen = min(self._chosen, len(content.buttons) - 1)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.button_clicked.emit(index, content.buttons[chosen].action)
        elif key == Qt.Key.Key_Menu:
            self.button_clicked.emit(index, RowAction.MORE)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._chosen = min(max(chosen + step, 0), len(content.buttons) - 1)
            announce(self, content.buttons[self._chosen].text)
            self.update(index)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Another row begins with its first button."""
        self._chosen = 0
        super().currentChanged(current, previous)

    def button_rect(self, index: QModelIndex, action: RowAction) -> QRect:
        """Where a button is, in the viewport; empty when the row has none."""
        content = index.data(CONTENT_ROLE)
        if isinstance(content, RowContent):
            for button, place in button_places(content, self.visualRect(index)):
                if button.action is action:
                    return place
        return QRect()

    def _look_of(self, row: int, button: int, action: RowAction) -> ButtonLook:
        """How a button of a row is painted."""
        has_focus = self.hasFocus() and row == self.currentIndex().row()
        if has_focus and self._chosen and button == self._chosen:
            return ButtonLook.FOCUSED
        is_hovered = (row, action) == (self._hovered_row, self._hovered_action)
        return ButtonLook.HOVERED if is_hovered else ButtonLook.PLAIN

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
        if (row, action) == (self._hovered_row, self._hovered_action):
            return
        self._hovered_row, self._hovered_action = row, action
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()
