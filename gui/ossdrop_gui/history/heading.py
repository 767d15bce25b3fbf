"""What stands above the rows: that it is the history, or which stack of it is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ossdrop_gui.history.flow import MOST_CHOSEN
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import PlainLabel, ShortLabel, plain_tip
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.words.spoken import Spoken

_BACK, _GAP = 32, 10
_MORE_FROM = 700


class HistoryHeading(Spoken, QWidget):
    """Words, and the way back out of a stack."""

    back_clicked = Signal()
    copy_clicked = Signal()  # the links of all that is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = SignButton(Sign.BACK)
        set_look(self.back, "sign")
        self.back.setFixedSize(_BACK, _BACK)
        self.back.clicked.connect(self.back_clicked)
        self.back.hide()
        self.copy = QPushButton()
        set_look(self.copy, "small-link")
        self.copy.clicked.connect(self.copy_clicked)
        self.copy.hide()
        self.setObjectName("of-others")  # its words may be of any length
        self.title, self.more = ShortLabel(), PlainLabel()
        set_look(self.title, "heading")
        set_look(self.more, "soft")
        self._name, self._links = "", 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addWidget(self.more)
        row.addWidget(self.copy)
        self._retranslate()

    def show_stack(self, name: str, links: int = 0) -> None:
        """Name what is open, and how many links it has; "" for the whole history."""
        self._name, self._links = name, links
        self.back.setVisible(bool(name))
        self.copy.setVisible(0 < links <= MOST_CHOSEN)
        self._retranslate()

    def give_room(self, width: int) -> None:
        """Say what is shown beside the name only in a page that is wide enough, else instead."""
        self.more.setVisible(width >= _MORE_FROM)
        self._retranslate()

    @property
    def tools_width(self) -> int:
        """What the way out of a stack and its links need beside its name, in px."""
        shown = [one for one in (self.back, self.copy) if not one.isHidden()]
        return sum(one.sizeHint().width() + _GAP for one in shown)

    def say_more(self, words: str) -> None:
        """Words beside the name."""
        self.more.setText(words)
        self._retranslate()

    def _retranslate(self) -> None:
        shown = self.more.text() if self.more.isHidden() else ""
        self.title.setText(self._name or shown or self.tr("History"))
        self.title.setToolTip(plain_tip(self._name))
        self.copy.setText(self.tr("Copy %Ln links", None, self._links))
        self.back.setAccessibleName(self.tr("Back to all uploads"))
        self.back.setToolTip(self.tr("Back to all uploads"))
