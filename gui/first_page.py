"""What a first start shows: where files can go, and a way to try without deciding."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_CARD_WIDTH = 330


class FirstPage(QWidget):
    """Two choices, no account, no wizard."""

    settings_file_asked = Signal()
    practice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._subtitle = _label("title"), _label("soft")
        self._own = _ChoiceCard(primary=False)
        self._own.button.clicked.connect(self.settings_file_asked)
        self._practice = _ChoiceCard(primary=True)
        self._practice.button.clicked.connect(self.practice_asked)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addStretch()
        cards.addWidget(self._practice)
        cards.addWidget(self._own)
        cards.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._subtitle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addLayout(cards)
        column.addStretch()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Where should your files go?"))
        self._subtitle.setText(self.tr("You can change this at any time."))
        self._practice.show_texts(
            self.tr("Try it first"),
            self.tr("Files stay on this computer. Links to them work here only."),
            self.tr("Needs: nothing"),
            self.tr("Try first"),
        )
        self._own.show_texts(
            self.tr("Your own bucket"),
            self.tr(
                "Files are kept. Links work for up to 7 days, and a new one can be had any time."
            ),
            self.tr("Needs: bucket name, region, AccessKey"),
            self.tr("Open the settings file"),
        )


class _ChoiceCard(QFrame):
    def __init__(self, *, primary: bool) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(_CARD_WIDTH)
        self._heading, self._text, self._needs = _label("heading"), _label("soft"), _label("small")
        self.button = QPushButton()
        if primary:
            self.button.setProperty("look", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addStretch()
        column.addSpacing(16)
        column.addWidget(self._needs)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_texts(self, heading: str, text: str, needs: str, button: str) -> None:
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
