"""A short message at the bottom of the window, with at most two buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ossdrop_gui.desktop.announce import announce
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look

_SHOWN_MS = 5000
_MARGIN = 24


class Toast(QFrame):
    """Floats over its parent; goes away by itself unless it asks something."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        set_look(self, "toast")
        self._label = PlainLabel()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._label)
        self._buttons: list[QPushButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message."""
        return self._label.text()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons that are shown."""
        return self._buttons

    def say(
        self,
        text: str,
        buttons: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        stay: bool = False,
    ) -> None:
        """Show `text`; each button is its words and what it does."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()  # until the event loop gets to delete it
            old.deleteLater()
        self._buttons = []
        self._label.setText(text)
        for words, act in buttons:
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, act=act: act())
            self._add(button)
        if stay:
            close = SignButton(Sign.CLOSE)
            close.setAccessibleName(self.tr("Close"))
            set_look(close, "icon")
            self._add(close)
        self._row.setContentsMargins(16, 8, 8 if buttons else 16, 8)
        self._place()
        self.show()
        self.raise_()
        announce(self, text)
        self._timer.stop()
        if not stay:
            self._timer.start(_SHOWN_MS)

    def take_back(self, text: str) -> None:
        """What it says is no longer so."""
        if self.text == text:
            self.hide()

    def _add(self, button: QPushButton) -> None:
        button.clicked.connect(self.hide)
        self._row.addWidget(button)
        button.show()  # else it takes no room until the event loop has shown it
        self._buttons.append(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = max(
            self._window.width()
            - 2 * _MARGIN
            - 40
            - sum(b.sizeHint().width() + 8 for b in self._buttons),
            160,
        )
        one_line = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        self._label.setWordWrap(one_line > room)
        self._label.setFixedWidth(min(one_line, room))
        self._row.invalidate()
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - _MARGIN)
