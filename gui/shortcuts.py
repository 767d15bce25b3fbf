"""The list of keys, shown by F1."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.wording import translate

_KEYS = QKeySequence.StandardKey
_CONTEXT = "shortcuts"


def shortcuts() -> list[tuple[str, str]]:
    """Keys and what they do."""
    return [
        (_native(_KEYS.Open), translate(_CONTEXT, "Choose files")),
        (_native(_KEYS.Paste), translate(_CONTEXT, "Upload what was copied: files or a picture")),
        (_native(_KEYS.Find), translate(_CONTEXT, "Search the history")),
        (_plain("Return"), translate(_CONTEXT, "Do what the row's first button does")),
        (_plain("Menu"), translate(_CONTEXT, "Open the row's menu")),
        (_native(_KEYS.Copy), translate(_CONTEXT, "Copy links of the selected rows")),
        (_native(_KEYS.Delete), translate(_CONTEXT, "Remove the selected rows from the history")),
        (_native(_KEYS.Preferences), translate(_CONTEXT, "Settings")),
        (_native(_KEYS.Quit), translate(_CONTEXT, "Quit")),
        (_native(_KEYS.HelpContents), translate(_CONTEXT, "This list")),
    ]


def show_shortcuts(window: QWidget) -> None:
    """Show the list over a window."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate(_CONTEXT, "Keys"))
    rows = "".join(
        f"<tr><td><b>{keys}</b></td><td>&nbsp;&nbsp;{text}</td></tr>"
        for keys, text in shortcuts()
        if keys
    )
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<table cellspacing=4>{rows}</table>")
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()


def _native(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _plain(name: str) -> str:
    return QKeySequence(name).toString(QKeySequence.SequenceFormat.NativeText)
