"""Rows are dragged out as their links: into a chat, a document, a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ossdrop.history.entry import HistoryEntry
from ossdrop.links import Link
from ossdrop_gui.rows.ghost import draw_ghost

_TEXT, _ADDRESSES = "text/plain", "text/uri-list"
_SIGNED_AT_ONCE = 50  # in some hundredths of a second
_Take = Callable[[list[Link]], None]


class LinkData(QMimeData):
    """Links that are being signed: whoever takes the drop gets them, as text and as addresses.

    They are asked for once the pointer lets go, when so few have long been signed.
    """

    def __init__(self, *, has_addresses: bool = True) -> None:
        """With `has_addresses` a browser, or a file manager, knows what to do with them."""
        super().__init__()
        self.links: tuple[str, ...] = ()
        self._formats = [_TEXT, *([_ADDRESSES] if has_addresses else [])]

    def take(self, links: Sequence[Link]) -> None:
        """They are signed."""
        self.links = tuple(link.url for link in links)

    def formats(self) -> list[str]:
        """What can be asked for."""
        return self._formats

    def hasFormat(self, name: str) -> bool:
        """Whether something can be asked for in this form."""
        return name in self._formats

    def retrieveData(self, name: str, kind: object) -> object:
        """The links, one a line; Qt makes bytes of addresses itself, and none of Python's bytes."""
        if name == _ADDRESSES:
            return [QUrl.fromEncoded(one.encode()) for one in self.links if _is_address(one)]
        return "\n".join(self.links) if name == _TEXT else None


def _is_address(link: str) -> bool:
    return link.startswith("http")


def _data_of(entries: Sequence[HistoryEntry]) -> LinkData:
    """Not even the form of addresses where there are none: an empty one makes programs stumble."""
    return LinkData(has_addresses=not all(entry.is_temporary for entry in entries))


class LinkDrag(QObject):
    """Begins drags out of a widget. `sign` gives the links of rows, off the UI thread."""

    def __init__(
        self,
        source: QWidget,
        sign: Callable[[list[HistoryEntry], _Take], None],
        picture_of: Callable[[HistoryEntry], QPixmap | None],
    ) -> None:
        super().__init__(source)
        self._source, self._sign, self._picture_of = source, sign, picture_of

    def begin(self, entries: list[HistoryEntry]) -> None:
        """Begin one with these rows, where the button is still held."""
        if not entries or not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        if len(entries) > _SIGNED_AT_ONCE:  # they would not be there when the pointer lets go
            self._sign(entries, lambda links: self._drag(entries, links))
            return
        data = _data_of(entries)
        self._sign(entries, data.take)
        self._exec(entries, data)

    def _drag(self, entries: list[HistoryEntry], links: list[Link]) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            data = _data_of(entries)
            data.take(links)
            self._exec(entries, data)

    def _exec(self, entries: list[HistoryEntry], data: LinkData) -> None:
        drag = QDrag(self._source)
        drag.setMimeData(data)
        picture = self._picture_of(entries[0])
        drawn, pointer = draw_ghost(entries, picture, self._source.devicePixelRatioF())
        drag.setPixmap(drawn)
        drag.setHotSpot(pointer)
        drag.exec(Qt.DropAction.CopyAction)
