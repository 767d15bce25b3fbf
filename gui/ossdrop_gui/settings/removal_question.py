"""What is asked before everything of OssDrop's is removed from this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.plain import show_plainly
from ossdrop_gui.words.wording import short_path, translate


def ask_before_removing(parent: QWidget, stays: Sequence[Path], act: Callable[[], None]) -> None:
    """Say what goes and what stays; Enter cancels. `stays` are files that are not OssDrop's own."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("removal", "Remove everything of OssDrop from this computer?"))
    lines = [
        translate(
            "removal",
            "Removed are its AccessKey Secrets in the password store, the settings, the history, "
            "unfinished uploads and the practice bucket. This cannot be undone, and OssDrop quits.",
        ),
        translate(
            "removal",
            "Files in your bucket stay, and links that were sent go on working until they end.",
        ),
        *(
            filled(translate("removal", "This settings file stays: %1"), short_path(path))
            for path in stays
        ),
    ]
    box.setInformativeText("\n\n".join(lines))
    show_plainly(box)
    role = QMessageBox.ButtonRole.DestructiveRole
    remove = box.addButton(translate("removal", "Remove and quit"), role)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    remove.clicked.connect(act)
    box.open()
