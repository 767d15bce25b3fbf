"""The list widget of both lists: its rows have buttons, for the pointer and the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui.row_content import CONTENT_ROLE, RowAction, RowContent, button_places
from gui.row_painter import RowDelegate
from gui.theme import ROW_HEIGHT


class RowList(QListView):
    """A list of rows. Enter does what the first button does; the Menu key opens the menu."""

    button_clicked = Signal(object, object)  # index, RowAction

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferred_height = 0
        self._hovered_row = -1
        self._hovered_action: RowAction | None = None
        self.setItemDelegate(RowDelegate(lambda: (self._hovered_row, self._hovered_action), self))
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
        if (row, action) == (self._hovered_row, self._hovered_action):
            return
        self._hovered_row, self._hovered_action = row, action
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()
