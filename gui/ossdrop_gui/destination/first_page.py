"""What a first start shows: where files can go, and a way to try without deciding."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_CARD_WIDTH, _FLAT_WIDTH = 260, 560
_WIDE_FROM = 860


class FirstPage(QWidget):
    """Three choices, no account, no wizard."""

    setup_asked = Signal()
    temporary_asked = Signal()
    practice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._subtitle = _label("title"), _label("soft")
        self._subtitle.setWordWrap(False)
        self._own = _ChoiceCard(primary=False)
        self._own.button.clicked.connect(self.setup_asked)
        self._practice = _ChoiceCard(primary=True)
        self._practice.button.clicked.connect(self.practice_asked)
        self._temporary = _ChoiceCard(primary=False)
        self._temporary.button.clicked.connect(self.temporary_asked)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        for card in (self._practice, self._own, self._temporary):
            self._cards.addWidget(card)
        row = QHBoxLayout()
        row.addStretch()
        row.addLayout(self._cards)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._subtitle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addLayout(row)
        column.addStretch()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards below one another where there is no room beside."""
        wide = event.size().width() >= _WIDE_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(direction)
        for card in (self._practice, self._own, self._temporary):
            card.set_flat(flat=not wide)
        super().resizeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Where should your files go?"))
        self._subtitle.setText(self.tr("You can change this at any time."))
        self._practice.show_texts(
            self.tr("Try it first"),
            self.tr("Files stay on this computer. Links to them work here only."),
            self.tr("Needs: nothing"),
            self.tr("Try first"),
        )
        self._temporary.show_texts(
            self.tr("Temporary storage"),
            self.tr("Links for one Qwen model, for 48 hours. They cannot be renewed."),
            self.tr("Needs: an API key of Model Studio"),
            self.tr("Enter the API key"),
        )
        self._own.show_texts(
            self.tr("Your own bucket"),
            self.tr(
                "Files are kept. Links work for up to 7 days, and a new one can be had any time."
            ),
            self.tr("Needs: bucket name, region, AccessKey"),
            self.tr("Set it up"),
        )


class _ChoiceCard(QFrame):
    """A choice: tall with its button below, or flat with the button beside."""

    def __init__(self, *, primary: bool) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._heading, self._text, self._needs = _label("heading"), _label("soft"), _label("small")
        self.button = QPushButton()
        if primary:
            self.button.setProperty("look", "primary")
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        words.addStretch()
        words.addWidget(self._needs)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(12)
        self._box.addLayout(words, 1)
        self._box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_flat(flat=False)

    def set_flat(self, *, flat: bool) -> None:
        """Lie flat where the window is narrow."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if flat else directions.TopToBottom)
        self.setFixedWidth(_FLAT_WIDTH if flat else _CARD_WIDTH)
        margin = 14 if flat else 24
        self._box.setContentsMargins(20, margin, 20, margin)

    def show_texts(self, heading: str, text: str, needs: str, button: str) -> None:
        """Say what the choice is."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._needs.setText(needs)
        self.button.setText(button)


def _label(look: str) -> QLabel:
    label = QLabel()
    label.setProperty("look", look)
    label.setWordWrap(look != "title")
    if look == "soft":
        label.setMinimumHeight(20)
    return label
