"""Search as you type, and which rows are shown at all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ossdrop.history.search import FileKind, HistoryQuery, LinkState
from ossdrop_gui.look.choices import ChoiceBox
from ossdrop_gui.look.icons import Sign, SignButton, pixmap
from ossdrop_gui.look.theme import palette, set_look

_STATES = (None, LinkState.WORKING, LinkState.EXPIRING, LinkState.EXPIRED)
_KINDS = (None, FileKind.IMAGE, FileKind.VIDEO, FileKind.AUDIO, FileKind.OTHER)


class SearchBar(QWidget):
    """A text, a state, a kind, and a menu for the whole history."""

    query_changed = Signal(object)  # HistoryQuery

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.states, self.kinds = QLineEdit(), ChoiceBox(), ChoiceBox()
        self.more = SignButton(Sign.MORE)
        set_look(self.more, "link")
        self.box.setClearButtonEnabled(True)
        self._search_sign = QAction(self)
        self.box.addAction(self._search_sign, QLineEdit.ActionPosition.LeadingPosition)
        self.box.setMinimumWidth(140)
        for choice, values in ((self.states, _STATES), (self.kinds, _KINDS)):
            for _ in values:
                choice.addItem("")
            choice.currentIndexChanged.connect(self._on_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.states)
        row.addWidget(self.kinds)
        row.addWidget(self.more)
        self.box.textChanged.connect(self._on_changed)
        self._retranslate()

    @property
    def query(self) -> HistoryQuery:
        """What is asked for."""
        return HistoryQuery(
            self.box.text().strip(),
            _STATES[self.states.currentIndex()],
            _KINDS[self.kinds.currentIndex()],
        )

    def clear(self) -> None:
        """Show everything."""
        self.box.clear()
        self.states.setCurrentIndex(0)
        self.kinds.setCurrentIndex(0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.StyleChange:
            self._search_sign.setIcon(QIcon(pixmap(Sign.SEARCH, palette().soft, ratio=2)))
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._search_sign.setText(self.tr("Search"))
        self.box.setPlaceholderText(self.tr("Search"))
        self.box.setAccessibleName(self.tr("Search the history"))
        self.states.setAccessibleName(self.tr("Links that"))
        self.kinds.setAccessibleName(self.tr("Kind of file"))
        self.more.setAccessibleName(self.tr("More for the whole history"))
        states = self.tr("all links"), self.tr("working"), self.tr("expiring"), self.tr("expired")
        kinds = (
            self.tr("all files"),
            self.tr("pictures"),
            self.tr("clips"),
            self.tr("recordings"),
            self.tr("others"),
        )
        for choice, texts in ((self.states, states), (self.kinds, kinds)):
            for number, text in enumerate(texts):
                choice.setItemText(number, text)

    @Slot()
    def _on_changed(self) -> None:
        self.query_changed.emit(self.query)
