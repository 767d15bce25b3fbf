"""What is said and asked before a folder is watched: its first files are sent by nobody's hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.plain import show_plainly
from ossdrop_gui.words.wording import sentences, short_path, translate


def ask_before_watching(
    window: QWidget, folder: Path, count: int, to: str, act: Callable[[], None]
) -> None:
    """Ask once, naming the folder, its files and `to` where new ones go; Enter cancels."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    title = translate("watching", "Send new files of “%1” by themselves?")
    box.setText(filled(title, short_path(folder)))
    there = translate("watching", "Files that are there now are not sent: %1.")
    there = filled(there, count) if count else ""
    who = translate("watching", "Anyone who gets a link can open its file while the link works.")
    box.setInformativeText(f"{to}\n\n{sentences(there, who)}")
    show_plainly(box)
    accept = QMessageBox.ButtonRole.AcceptRole
    watch = box.addButton(translate("watching", "Watch it"), accept)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    watch.clicked.connect(act)
    box.open()
