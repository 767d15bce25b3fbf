"""The list widget of both lists: its rows have buttons, for the pointer and the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ossdrop_gui.desktop.announce import announce, tell_focus
from ossdrop_gui.look.theme import CONTENT_WIDTH, PAGE_MARGIN, ROW_HEIGHT, set_look
from ossdrop_gui.rows.content import (
    CONTENT_ROLE,
    GAP,
    PILL_ROLE,
    Pill,
    RowAction,
    RowContent,
    button_places,
    opening_place,
    pill_place,
)
from ossdrop_gui.rows.painter import ButtonLook, RowDelegate, RowState, paint_heading
from ossdrop_gui.rows.places import RowPlaces, Special

AnyIndex = QModelIndex | QPersistentModelIndex
_MOST_PAINTED = 200
_NONE = -1


@dataclass
class _Painted:
    """What a row shows, and where in it its pill is."""

    content: RowContent
    pill: QRect | None


class RowList(QListView):
    """A list of rows. Enter presses its first button, or the one that was chosen.

    The places of rows are computed, never stored: QListView's own layout takes a third of a second
    for a million rows, each time. A list that is a page has other widgets on top, scrolled with its
    rows, and paints its rows as cards in a column in the middle.
    """

    button_clicked = Signal(object, object)  # index, RowAction
    look_asked = Signal(object)  # index of a row to be seen closer
    seen_asked = Signal(QRect)  # of a list that does not scroll: a place in it
    column_changed = Signal(int, int)  # of a page: the left of what it shows, and its width

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = RowPlaces()
        self._specials: tuple[Special, ...] = ()
        self._heading_of: Callable[[int], tuple[str, str]] = lambda row: ("", "")
        self._top: QWidget | None = None  # of a page
        self._top_height = self._covered = 0
        self._most_rows = -1
        self._hovered_row = -1
        self._hovered_action: RowAction | None = None
        self._painted: dict[int, _Painted] = {}  # by row
        self.goes_on = False  # whether its last card has something below its rows
        self._has_opened = False  # by the click before: another one is of the same hand
        self._chosen = _NONE  # the button of the current row that Enter presses
        self._delegate = RowDelegate(self._look_of, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(False)  # the window takes drops anywhere
        self.setFrameShape(QListView.Shape.NoFrame)

    # The places of rows

    def make_page(self, top: QWidget, heading_of: Callable[[int], tuple[str, str]]) -> None:
        """Scroll `top` with the rows; `heading_of` gives the words above a row that has some."""
        self._top, self._heading_of = top, heading_of
        # Over the list, not in it: what is in an item view no screen reader finds.
        top.setParent(self.parentWidget())
        top.installEventFilter(self)
        # Always there, seen or not: what is pressed must not move when rows come or go.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        top.show()
        self.updateGeometries()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is on top may need more or less room."""
        if watched is self._top and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometries()
        return super().eventFilter(watched, event)

    def set_specials(self, specials: Sequence[Special]) -> None:
        """Which rows have headings above them, or are higher than the others."""
        if tuple(specials) != self._specials:
            self._specials = tuple(specials)
            self._measure()
            self.updateGeometries()
            self.viewport().update()

    def _measure(self) -> None:
        count = self._row_count()
        if self._places.count != count or self._places.specials != self._specials:
            known = [special for special in self._specials if special.row < count]
            self._places = RowPlaces(count, known)
        self._painted.clear()

    @property
    def places(self) -> RowPlaces:
        """Where rows are."""
        return self._places

    @property
    def column(self) -> tuple[int, int]:
        """Left and width of the rows, in the viewport.

        On a page they stand in the middle of the list: the bar lies in its margin.
        """
        if self._top is None:
            return 0, self.viewport().width()
        width = self.width()
        column = min(width - 2 * PAGE_MARGIN, CONTENT_WIDTH)
        return (width - column) // 2, column

    def doItemsLayout(self) -> None:
        """Nothing is laid out; only the scroll bar follows the number of rows."""
        self._measure()
        QAbstractItemView.doItemsLayout(self)

    @Slot(int)
    def note_covered(self, pixels: int) -> None:
        """Something lies over the bottom of a page: its last row can be scrolled above it."""
        if pixels != self._covered:
            self._covered = pixels
            self.updateGeometries()

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is, and put what is on top in its place."""
        bar, seen = self.verticalScrollBar(), self.viewport()
        foot = max(PAGE_MARGIN, self._covered) if self._top is not None else 0
        before = self._top_height
        if self._top is not None:
            needed = self._top.heightForWidth(seen.width())
            least = self._top.minimumSizeHint().height() if needed < 0 else needed
            self._top_height = least if self._places.count else max(least, seen.height())
            foot = foot if self._places.count else 0
        whole = self._top_height + self._places.height + foot
        look = "empty" if whole <= seen.height() else ""
        if self._top is not None and bar.property("look") != look:
            set_look(bar, look)
        bar.setSingleStep(ROW_HEIGHT // 2)
        bar.setPageStep(seen.height())
        bar.setRange(0, max(0, whole - seen.height()))
        if before and self._top_height != before and bar.value() >= before:
            bar.setValue(bar.value() + self._top_height - before)  # the rows that are seen stay
        self._place_top()
        QAbstractItemView.updateGeometries(self)
        if self._top is not None:
            self.viewport().update()
            self.column_changed.emit(*self.column)

    def _place_top(self) -> None:
        if self._top is not None:
            scrolled, width = self.verticalScrollBar().value(), self.viewport().width()
            self._top.setGeometry(0, -scrolled, width, self._top_height)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is on top goes along with the rows.

        All is painted anew: where a list can be seen through, what was painted cannot be moved.
        """
        self._place_top()
        self.viewport().update()

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Rows that come in above do not move those that are seen."""
        bar = self.verticalScrollBar()
        seen_from, height = bar.value(), self._places.height
        first_seen = self._places.row_from(self._scrolled())
        super().rowsInserted(parent, start, end)
        self._measure()
        self.updateGeometries()
        if start <= first_seen and seen_from > self._top_height:
            bar.setValue(seen_from + self._places.height - height)
        self.viewport().update()

    def _scrolled(self) -> int:
        """How far into the rows the viewport begins."""
        return self.verticalScrollBar().value() - self._top_height

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a row is, in the viewport."""
        if not index.isValid():
            return QRect()
        row, (left, width) = index.row(), self.column
        top = self._places.top(row) - self._scrolled()
        return QRect(left, top, width, self._places.height_of(row))

    def indexAt(self, position: QPoint) -> QModelIndex:
        """The row at a place of the viewport."""
        left, width = self.column
        if not left <= position.x() < left + width:
            return QModelIndex()
        row = self._places.row_at(position.y() + self._scrolled())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as is needed to show a row."""
        place = self.visualRect(index)
        if not index.row() and self._top is not None:  # what is above it, too, as far as it fits
            seen = self.viewport().height()
            place.setTop(max(place.top() - self._top_height - ROW_HEIGHT, place.bottom() - seen))
        if index.row() == self._row_count() - 1 and self._top is not None:
            place.setBottom(place.bottom() + PAGE_MARGIN)
        if self._most_rows >= 0:  # what is around scrolls
            self.seen_asked.emit(place)
        else:
            self.ensure_seen(place, to_top=hint is QAbstractItemView.ScrollHint.PositionAtTop)

    def ensure_seen(self, place: QRect, *, to_top: bool = False) -> None:
        """Scroll as little as is needed to show a place of the viewport."""
        bar, seen = self.verticalScrollBar(), self.viewport()
        if place.top() < 0 or to_top:
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

    def _rows_in(self, area: QRect) -> range:
        """The rows that an area of the viewport touches, with their headings."""
        scrolled, last = self._scrolled(), self._row_count() - 1
        first = max(self._places.row_from(area.top() + scrolled), 0)
        return range(first, min(self._places.row_from(area.bottom() + scrolled), last) + 1)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows that a rectangle of the viewport touches."""
        touched = self._rows_in(rect.normalized())
        chosen = QItemSelection()
        if touched:
            chosen.select(self.model().index(touched[0], 0), self.model().index(touched[-1], 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be painted again when a selection changes: all that is seen."""
        return QRegion(self.viewport().rect())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are seen."""
        with QPainter(self.viewport()) as painter:
            self._paint_seen(painter, event.rect())

    def _paint_seen(self, painter: QPainter, area: QRect) -> None:
        if len(self._painted) > _MOST_PAINTED:  # rows that were scrolled away
            self._painted.clear()
        for row in self._rows_in(area):
            index = self.model().index(row, 0)
            rect = self.visualRect(index)
            special = self._places.special(row)
            if special is not None and special.above:
                above = QRect(rect.topLeft(), QSize(rect.width(), special.above))
                above.moveBottom(rect.top() - 1)
                paint_heading(painter, above, *self._heading_of(row))
            self._paint_row(painter, index, rect, area)

    def _state_of(self, row: int, index: QModelIndex) -> RowState:
        after, own = self._places.special(row + 1), self._places.special(row)
        selection = self.selectionModel()
        return RowState(
            is_first=not row or bool(own and own.above),
            is_last=(row == self._row_count() - 1 and not self.goes_on)
            or bool(after and after.above),
            is_selected=selection is not None and selection.isSelected(index),
            is_hovered=row == self._hovered_row,
            has_focus=self.hasFocus() and row == self.currentIndex().row(),
        )

    def _paint_row(self, painter: QPainter, index: QModelIndex, rect: QRect, area: QRect) -> None:
        """The row, or only the column of its pill where nothing else is wanted."""
        row = index.row()
        state, known = self._state_of(row, index), self._painted.get(row)
        if known is not None and known.pill is not None:
            pill = known.pill.translated(rect.topLeft())
            if pill.left() - GAP < area.left() and area.right() < pill.right() + GAP:
                self._delegate.paint_pill(painter, rect, known.content, state, pill)
                return
        content = index.data(CONTENT_ROLE)
        if not isinstance(content, RowContent):
            return
        self._delegate.paint_row(painter, rect, row, content, state)
        place = None
        if content.pill is not None:
            place = pill_place(content, rect).translated(-rect.topLeft())
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
        count = self.model().rowCount() if self.model() is not None else 0
        return count if self._most_rows < 0 else min(count, self._most_rows)

    def show_at_most(self, rows: int, specials: Sequence[Special] = ()) -> None:
        """Be as high as the first rows, and show no others: what is around is what scrolls."""
        self._most_rows = rows
        self._specials = tuple(specials)
        self._measure()
        self.setFixedHeight(self._places.height)
        self.updateGeometries()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer over buttons."""
        self._hover(*self._hit(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """No button is hovered any more."""
        self._hover(QModelIndex(), None)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a button does not change the selection, but is where one is now."""
        index, action = self._hit(event.position().toPoint())
        self._has_opened = False
        is_button = action not in (None, RowAction.OPEN)  # what opens is chosen and dragged, too
        if not is_button or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            keeps = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, keeps)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button is clicked when the pointer leaves it where it is."""
        index, action = self._hit(event.position().toPoint())
        if action is not None and event.button() == Qt.MouseButton.LeftButton:
            if self._has_opened:  # the second of two quick clicks: another row is there now
                return
            if action is not RowAction.OPEN:
                self.button_clicked.emit(index, action)
                return
            super().mouseReleaseEvent(event)
            if not event.modifiers():  # else it is chosen with others
                self._has_opened = True
                self.look_asked.emit(index)
        else:
            super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The key for menus has opened one already."""
        return _is_menu_by_key(event) or super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """The same: of several rows it opens once they are read, which is later than this."""
        return _is_menu_by_key(event) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What has the focus can be seen: a row, one of those in sight.

        Nothing scrolls for it: the mouse that gave the focus points at a row already.
        """
        if not self.currentIndex().isValid() and self._row_count():
            first = self.model().index(self._first_in_sight(), 0)
            scrolls = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setAutoScroll(scrolls)
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            tell_focus(self, self.currentIndex().row())
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.scrollTo(self.currentIndex())

    def _first_in_sight(self) -> int:
        """The uppermost row that is seen whole; the first one where none is."""
        middle, height = self.viewport().width() // 2, self.viewport().height()
        for y in range(0, height, ROW_HEIGHT // 2):
            index = self.indexAt(QPoint(middle, y))
            if index.isValid() and self.visualRect(index).top() >= 0:
                return index.row()
        return 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A row is seen closer."""
        index, action = self._hit(event.position().toPoint())
        if self._has_opened:
            return
        if action is None and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.look_asked.emit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button of the current row; Left and Right choose which."""
        index, key = self.currentIndex(), event.key()
        content = index.data(CONTENT_ROLE) if index.isValid() else None
        if not isinstance(content, RowContent) or not content.buttons:
            super().keyPressEvent(event)
            return
        least = _NONE if content.opens else 0
        chosen = min(max(self._chosen, least), len(content.buttons) - 1)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen == _NONE:
            self.look_asked.emit(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.button_clicked.emit(index, content.buttons[chosen].action)
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self.look_asked.emit(index)
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.button_clicked.emit(index, RowAction.MORE)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._chosen = chosen = min(max(chosen + step, least), len(content.buttons) - 1)
            announce(self, content.opening if chosen == _NONE else content.buttons[chosen].text)
            self.update(index)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Another row begins with its first button; a stack with none, as it opens."""
        self._chosen = _NONE
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            tell_focus(self, current.row())

    def is_on_button(self, position: QPoint) -> bool:
        """Whether a place of the viewport is on a button of a row."""
        return self._hit(position)[1] is not None

    def button_rect(self, index: QModelIndex, action: RowAction) -> QRect:
        """Where a button is, in the viewport; empty when the row has none."""
        content = index.data(CONTENT_ROLE)
        if isinstance(content, RowContent):
            for button, place in button_places(content, self.visualRect(index)):
                if button.action is action:
                    return place
        return QRect()

    def opening_rect(self, index: QModelIndex) -> QRect:
        """What opens a stack by a click, in the viewport; empty for a row that is none."""
        content = index.data(CONTENT_ROLE)
        if isinstance(content, RowContent):
            return opening_place(content, self.visualRect(index))
        return QRect()

    def _look_of(self, row: int, button: int, action: RowAction) -> ButtonLook:
        """How a button of a row is painted."""
        has_focus = self.hasFocus() and row == self.currentIndex().row()
        if has_focus and button == self._chosen_of(row):
            return ButtonLook.FOCUSED
        if (row, action) == (self._hovered_row, self._hovered_action):
            return ButtonLook.HOVERED
        is_chosen = row == self._hovered_row or self._is_selected(row)
        return ButtonLook.FRAMED if is_chosen and not button else ButtonLook.PLAIN

    def _chosen_of(self, row: int) -> int:
        content = self.model().index(row, 0).data(CONTENT_ROLE)
        is_stack = isinstance(content, RowContent) and content.opens
        return self._chosen if is_stack else max(self._chosen, 0)

    def _is_selected(self, row: int) -> bool:
        selection = self.selectionModel()
        return selection is not None and selection.isSelected(self.model().index(row, 0))

    def _hit(self, position: QPoint) -> tuple[QModelIndex, RowAction | None]:
        index = self.indexAt(position)
        content = index.data(CONTENT_ROLE) if index.isValid() else None
        if isinstance(content, RowContent):
            for button, place in button_places(content, self.visualRect(index)):
                if place.contains(position):
                    return index, button.action
            if opening_place(content, self.visualRect(index)).contains(position):
                return index, RowAction.OPEN
        return index, None

    def _hover(self, index: QModelIndex, action: RowAction | None) -> None:
        row = index.row()
        if (row, action) == (self._hovered_row, self._hovered_action):
            return
        before = self.model().index(self._hovered_row, 0) if self.model() is not None else index
        self._hovered_row, self._hovered_action = row, action
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        for changed in (before, index):
            self.viewport().update(self.visualRect(changed))


def _is_menu_by_key(event: QEvent) -> bool:
    """Whether it asks for a menu by a key; it is answered then."""
    by_key = QContextMenuEvent.Reason.Keyboard
    if not (isinstance(event, QContextMenuEvent) and event.reason() is by_key):
        return False
    event.accept()
    return True
