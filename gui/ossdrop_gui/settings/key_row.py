"""The AccessKey in use as one row of the form; the ladder below says more where there is more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ossdrop.config.credentials import SECRET_OF
from ossdrop.config.ladder import RungState
from ossdrop.printable import filled
from ossdrop.settings_editor import SettingsView
from ossdrop_gui.look.plain import PlainLabel, ShortLabel, plain_tip
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.settings.form import origin_text
from ossdrop_gui.words.error_text import cause_text
from ossdrop_gui.words.spoken import Spoken


class KeyRow(Spoken, QFrame):
    """Its masked ID, where its secret is kept, and the ways to change it or to see more."""

    replace_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "key-row")
        self._view: SettingsView | None = None
        self._key_id, self._place = PlainLabel(), ShortLabel()
        set_look(self._place, "soft")
        self._replace, self._more = QPushButton(), QPushButton()
        for button in (self._replace, self._more):
            set_look(button, "link")
        self._replace.clicked.connect(self.replace_asked)
        self._more.clicked.connect(self.more_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._key_id)
        row.addWidget(self._place, 1)
        row.addWidget(self._more)
        row.addWidget(self._replace)
        self._retranslate()

    def take_focus(self) -> None:
        """Be ready to replace the key."""
        # No focus proxy: where the row comes later than its buttons, Tab would go round in them.
        self._replace.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: SettingsView) -> None:
        """Show the key of a profile."""
        self._view = view
        self._retranslate()

    def _retranslate(self) -> None:
        self._replace.setText(self.tr("Replace…"))
        self._more.setText(self.tr("Details"))
        key_id, place = self._words()
        self._key_id.setText(key_id)
        self._place.setText(place)
        self._place.setToolTip(plain_tip(place))

    def _words(self) -> tuple[str, str]:
        """The ID in use, or the one that stands in the way, and what is to be said of it."""
        if self._view is None:
            return "", ""
        ladder = self._view.ladder
        if (used := ladder.used) is not None:
            where = origin_text(used.secret_origin, SECRET_OF[used.pair])
            return used.masked_id, filled(self.tr("its secret: %1"), where)
        stuck = next((rung for rung in ladder.rungs if rung.state is RungState.BLOCKED), None)
        if stuck is not None:
            return stuck.masked_id, cause_text(stuck.error) if stuck.error else ""
        return "", self.tr("None has been entered yet")
