"""Files pasted with the cursor in a field are for the window, as those that are dropped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ossdrop_gui.desktop.paste import paths_in


class FilePaste(QObject):
    """Leaves the keys of Paste to the window's shortcut where files were copied."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field would claim the keys, and show the paths as its text."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        if is_paste and paths_in(QGuiApplication.clipboard().mimeData()):
            event.ignore()
            return True
        return False
