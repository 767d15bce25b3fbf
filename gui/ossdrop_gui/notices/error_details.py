"""The vendor's words about an error, redacted, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ossdrop.errors import OssDropError
from ossdrop_gui.look.plain import show_plainly
from ossdrop_gui.words.error_text import cause_text, detail_text, remedy_text


def show_details(window: QWidget, error: OssDropError, about: str) -> None:
    """Show an error's details over `window`; `about` is what failed."""
    box = QMessageBox(window)
    box.setWindowTitle(about)
    box.setText(cause_text(error))
    box.setInformativeText(f"{remedy_text(error)}\n\n{detail_text(error)}")
    show_plainly(box)
    words = QCoreApplication.translate("error_details", "Copy details")
    copy = box.addButton(words, QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    details = f"{cause_text(error)}\n{detail_text(error)}"
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.open()
