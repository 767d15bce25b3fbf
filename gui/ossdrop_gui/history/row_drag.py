"""A row of the history that is pulled is dragged out as its links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ossdrop_gui.rows.row_list import RowList


class RowDrag(QObject):
    """Calls `begin` with the row that is pulled; everything else is the list's."""

    def __init__(self, rows: RowList, begin: Callable[[QModelIndex], None]) -> None:
        super().__init__(rows)
        self._rows, self._begin = rows, begin
        self._pressed: QPoint | None = None
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether it is."""
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            is_left = event.button() == Qt.MouseButton.LeftButton
            is_row = self._rows.indexAt(place).isValid() and not self._rows.is_on_button(place)
            self._pressed = place if is_left and is_row and not event.modifiers() else None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            if (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                index, self._pressed = self._rows.indexAt(self._pressed), None
                self._begin(index)
            return True  # the list would select rows
        return False
