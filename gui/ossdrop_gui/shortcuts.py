"""The list of keys, shown by F1."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

from ossdrop_gui.words.wording import translate

_KEYS = QKeySequence.StandardKey
_NATIVE = QKeySequence.SequenceFormat.NativeText
_WHERE_THERE_ARE_NONE = {_KEYS.Preferences: "Ctrl+,", _KEYS.Quit: "Ctrl+Q"}  # on Windows


class Own(Enum):
    """Keys that no system has a name for."""

    PLACES = "Ctrl+D"
    SHELF = "Ctrl+Shift+M"


def keys_for(key: QKeySequence.StandardKey | Own) -> QKeySequence:
    """The system's keys for something, else those of most other systems."""
    if isinstance(key, Own):
        return QKeySequence(key.value)
    standard = QKeySequence(key)
    return QKeySequence(_WHERE_THERE_ARE_NONE.get(key, "")) if standard.isEmpty() else standard


def shortcuts() -> list[tuple[str, str]]:
    """Keys and what they do."""
    from ossdrop_gui.settings.parts import PART_KEYS

    return [
        (_native(_KEYS.Open), translate("shortcuts", "Choose files")),
        (
            _native(_KEYS.Paste),
            translate("shortcuts", "Upload copied files or a picture"),
        ),
        (_native(Own.PLACES), translate("shortcuts", "Choose where files go")),
        (_native(Own.SHELF), translate("shortcuts", "Small window on top")),
        (_native(_KEYS.Find), translate("shortcuts", "Search the history")),
        (
            _plain("Return"),
            translate("shortcuts", "Press the row's first button, or open its files"),
        ),
        (
            "← →",
            translate("shortcuts", "Choose another button of the row"),
        ),
        (_plain("Space"), translate("shortcuts", "Look closer, or show the files of a row")),
        (_plain("Escape"), translate("shortcuts", "Go back, or clear the search")),
        (_plain("Menu"), translate("shortcuts", "Open the row's menu")),
        (_native(_KEYS.Copy), translate("shortcuts", "Copy links of the selected rows")),
        (
            _native(_KEYS.Delete),
            translate("shortcuts", "Remove the selected rows"),
        ),
        (_native(_KEYS.Undo), translate("shortcuts", "Bring removed rows back")),
        (_native(_KEYS.Preferences), translate("shortcuts", "Settings")),
        (
            " ".join(map(_plain, PART_KEYS)),
            translate("shortcuts", "Another part of the settings"),
        ),
        (_native(_KEYS.Save), translate("shortcuts", "Save the settings")),
        (_native(_KEYS.Quit), translate("shortcuts", "Quit")),
        (_native(_KEYS.HelpContents), translate("shortcuts", "This list")),
    ]


def show_shortcuts(window: QWidget) -> None:
    """Show the list over a window."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("shortcuts", "Keyboard"))
    cell = "<td style='white-space: nowrap'>"  # so that it is no higher than a small screen
    rows = "".join(
        f"<tr>{cell}<b>{keys}</b></td>{cell}&nbsp;&nbsp;{text}</td></tr>"
        for keys, text in shortcuts()
        if keys
    )
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<table cellspacing=4>{rows}</table>")
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()


def _native(key: QKeySequence.StandardKey | Own) -> str:
    return keys_for(key).toString(_NATIVE)


def _plain(name: str) -> str:
    return QKeySequence(name).toString(_NATIVE)
