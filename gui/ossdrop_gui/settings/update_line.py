"""One quiet line about versions, in General."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ossdrop import __version__
from ossdrop.printable import filled
from ossdrop.updates import Newest
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.update_check import UpdateState
from ossdrop_gui.words.spoken import Spoken


class UpdateLine(Spoken, QWidget):
    """Says what is known; not seen while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._is_on = UpdateState(), False
        self.words, self.button = PlainLabel(), QPushButton()
        set_look(self.words, "small")
        set_look(self.button, "small-link")
        self.button.clicked.connect(self._on_button_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch()
        self._retranslate()

    def show_state(self, state: UpdateState, *, is_on: bool) -> None:
        """Show what is known, and whether somebody wants to know."""
        self._state, self._is_on = state, is_on
        self._retranslate()

    @property
    def _newer(self) -> Newest | None:
        newest = self._state.notes.newest
        return newest if self._is_on and newest is not None and newest.is_newer else None

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Open its page"))
        self.button.setVisible(self._newer is not None)
        text = self._text()
        self.words.setText(text)
        self.setVisible(bool(text))

    def _text(self) -> str:
        state = self._state
        if not state.has_source:
            return ""
        if not self._is_on:
            never = filled(self.tr("OssDrop %1 does not look for newer versions."), __version__)
            return never if state.notes.is_time_to_tell else ""
        if self._newer is not None:
            return filled(self.tr("Version %1 is out."), self._newer.version)
        if state.has_failed:
            return self.tr("Newer versions could not be looked for. It is tried again later.")
        newest = filled(self.tr("OssDrop %1 is the newest version."), __version__)
        return newest if state.notes.newest is not None else ""

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._newer is not None:
            QDesktopServices.openUrl(QUrl(self._newer.page))
