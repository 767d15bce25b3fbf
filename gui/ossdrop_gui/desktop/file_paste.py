"""What is pasted with the cursor in a field and is no text.

Files are for the window, as those that are dropped. A picture is for nobody: it may be a
screenshot of the message with the key, and the window would put it on the internet.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ossdrop_gui.desktop.paste import paths_in

_FIELDS = QLineEdit, QPlainTextEdit


class FilePaste(QObject):
    """Leaves the keys of Paste to the window's shortcut where files were copied."""

    picture_refused = Signal()

    def __init__(
        self, field: QWidget, is_for_window: Callable[[QMimeData], object] = paths_in
    ) -> None:
        super().__init__(field)
        self._is_for_window = is_for_window
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field would claim the keys, and show the paths as its text."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QGuiApplication.clipboard().mimeData()
        if self._is_for_window(data):
            event.ignore()
            return True
        if data.hasImage() and not data.hasText() and isinstance(watched, _FIELDS):
            self.picture_refused.emit()
        return False
