"""Pages of which one is shown, and which can take a new look one after another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


class Pages(QStackedWidget):
    """A stack whose hidden pages may be apart for a turn of the event loop.

    A style sheet goes through all widgets below a window, seen or not. Those that nobody sees can
    follow in the next turn, so that none of the two is long.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._places: list[QVBoxLayout] = []
        self._apart: list[int] = []  # indices

    def addWidget(self, page: QWidget) -> int:
        """Add a page; its place in the stack stays taken while it is apart."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self._pages.append(page)
        self._places.append(layout)
        return super().addWidget(place)

    def currentWidget(self) -> QWidget:
        """The page that is shown."""
        return self._pages[self.currentIndex()]

    def setCurrentIndex(self, index: int) -> None:
        """Show a page, with all of its look."""
        self.join()
        super().setCurrentIndex(index)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page, with all of its look."""
        self.setCurrentIndex(self._pages.index(page))

    def part(self) -> None:
        """Take what is hidden out of the window, until the next turn of the event loop."""
        # Another language is on its way by the program to its windows: they would not hear of it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
        if not self._apart:
            QTimer.singleShot(0, self, self.join)
        for index, page in enumerate(self._pages):
            if index != self.currentIndex() and index not in self._apart:
                self._apart.append(index)
                page.setParent(None)

    @Slot()
    def join(self) -> None:
        """Put them back, where they take the look of the window."""
        apart, self._apart = self._apart, []
        for index in apart:
            self._places[index].addWidget(self._pages[index])
            self._pages[index].show()  # as far as its place is seen
