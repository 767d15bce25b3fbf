"""Rows are dragged out as their links: into a chat, a document, a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from ossdrop.history.entry import HistoryEntry
from ossdrop.links import Link
from ossdrop_gui.history.ghost import draw_ghost
from ossdrop_gui.rows.row_list import RowList

_TEXT, _ADDRESSES = "text/plain", "text/uri-list"
_SIGNED_AT_ONCE = 50  # in some hundredths of a second
_Take = Callable[[list[Link]], None]


class LinkData(QMimeData):
    """Links that are being signed: whoever takes the drop gets them, as text and as addresses.

    They are asked for once the pointer lets go, when so few have long been signed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.links: tuple[str, ...] = ()

    def take(self, links: Sequence[Link]) -> None:
        """They are signed."""
        self.links = tuple(link.url for link in links)

    def formats(self) -> list[str]:
        """What can be asked for."""
        return [_TEXT, _ADDRESSES]

    def hasFormat(self, name: str) -> bool:
        """Whether something can be asked for in this form."""
        return name in self.formats()

    def retrieveData(self, name: str, kind: object) -> object:
        """The links, one a line; addresses only where a browser knows them."""
        if name == _ADDRESSES:
            return "\r\n".join(one for one in self.links if one.startswith("http")).encode()
        return "\n".join(self.links) if name == _TEXT else None


class LinkDrag(QObject):
    """Begins a drag when a row is pulled. `sign` gives the links of rows, off the UI thread."""

    def __init__(
        self,
        rows: RowList,
        entries_of: Callable[[QModelIndex, Callable[[list[HistoryEntry]], None]], None],
        sign: Callable[[list[HistoryEntry], _Take], None],
        picture_of: Callable[[HistoryEntry], QPixmap | None],
    ) -> None:
        super().__init__(rows)
        self._rows, self._entries_of, self._sign = rows, entries_of, sign
        self._picture_of = picture_of
        self._pressed: QPoint | None = None
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A row that is pressed and pulled is dragged; everything else is the list's."""
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
                self._entries_of(index, self._begin)
            return True  # the list would select rows
        return False

    def _begin(self, entries: list[HistoryEntry]) -> None:
        if not entries or not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        if len(entries) > _SIGNED_AT_ONCE:  # they would not be there when the pointer lets go
            self._sign(entries, lambda links: self._drag(entries, links))
            return
        data = LinkData()
        self._sign(entries, data.take)
        self._exec(entries, data)

    def _drag(self, entries: list[HistoryEntry], links: list[Link]) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            data = LinkData()
            data.take(links)
            self._exec(entries, data)

    def _exec(self, entries: list[HistoryEntry], data: LinkData) -> None:
        drag = QDrag(self._rows)
        drag.setMimeData(data)
        picture = self._picture_of(entries[0])
        drawn, pointer = draw_ghost(entries, picture, self._rows.devicePixelRatioF())
        drag.setPixmap(drawn)
        drag.setHotSpot(pointer)
        drag.exec(Qt.DropAction.CopyAction)
