"""The settings one part at a time, each with what is at its foot, and in reach, always."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ossdrop_gui.look.theme import PAGE_MARGIN, set_look

_WIDEST = 952
_BAR_HEIGHT, _ABOVE, _BELOW = 60, 16, 16
PART_KEYS = ("Ctrl+PgUp", "Ctrl+PgDown")  # to the part before, and the one after


class PartArea(QScrollArea):
    """What one part has, below one another, in the middle of a wide window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget()
        set_look(self.content, "page")
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self._column.addStretch()
        inner = QWidget()
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        centred(inner, self.content, above=4, below=_BELOW)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it is reached, and scrolled to
        self.setWidget(self.content)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._make_room())
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_app_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls to what Tab reaches from within; not from the bar below it, nor from above.

        What a mouse presses stays under it.
        """
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not by_mouse and self.content.isAncestorOf(now):
            self.reveal(now)

    def _make_room(self) -> None:
        """The bar lies in the margin: what is above this part stays in line with it."""
        row = self.content.layout()
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() else 0
        around = row.contentsMargins() if row is not None else None
        if row is not None and around is not None:
            right = PAGE_MARGIN - taken
            row.setContentsMargins(around.left(), around.top(), right, around.bottom())

    def leave_free(self, pixels: int) -> None:
        """Something lies over the bottom: what is last can be scrolled above it."""
        if (row := self.content.layout()) is not None:
            around = row.contentsMargins()
            row.setContentsMargins(around.left(), around.top(), around.right(), _BELOW + pixels)

    def add(self, widget: QWidget) -> None:
        """Add something at the bottom."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to something, as far as needed."""
        self.ensureWidgetVisible(widget, 0, 16)

    def to_top(self) -> None:
        """Scroll to the very beginning."""
        self.verticalScrollBar().setValue(0)

    def reveal_top(self, widget: QWidget) -> None:
        """Scroll to where something begins, once it has its place."""

        def scroll() -> None:
            self.verticalScrollBar().setValue(widget.mapTo(self.content, QPoint()).y() - _ABOVE)

        QTimer.singleShot(0, widget, scroll)


class FootBar(QFrame):
    """A line above it, outside of what scrolls."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "foot")
        self.setMinimumHeight(_BAR_HEIGHT)
        centred(content, self, above=10, below=10)


def centred(inner: QWidget, outer: QWidget, *, above: int, below: int) -> None:
    """Put one widget into the middle of another, no wider than lines can be read."""
    inner.setMaximumWidth(_WIDEST)
    row = QHBoxLayout(outer)
    row.setContentsMargins(PAGE_MARGIN, above, PAGE_MARGIN, below)
    row.addStretch()
    row.addWidget(inner, 1000)
    row.addStretch()
