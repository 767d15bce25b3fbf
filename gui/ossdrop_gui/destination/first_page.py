"""What a first start shows: room for a first file, and where files can go."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.policies import Feature, Policies
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import MAX_EXPIRES_S
from ossdrop.printable import filled
from ossdrop_gui.destination.waiting_zone import WaitingZone
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import PlainLabel, brief, on_button
from ossdrop_gui.look.quiet_focus import focus_quietly
from ossdrop_gui.look.theme import PAGE_MARGIN, set_look
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import sentences

_OTHERS_BESIDE = 2  # destinations in one line
_WIDE_FROM, _LOW_BELOW = 860, 620
_WIDEST = 952
_CARD_HEIGHT = 252


class FirstPage(Spoken, QWidget):
    """Three choices, no account, no wizard. The bucket comes first, trying last."""

    paste_asked = Signal()
    form_asked = Signal()
    temporary_asked = Signal()
    practice_asked = Signal()
    settings_asked = Signal()
    left = Signal()
    profile_asked = Signal(str)  # its id
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = WaitingZone()
        self._title, self._subtitle = PlainLabel(), PlainLabel()
        set_look(self._title, "title")
        set_look(self._subtitle, "soft")
        self.back, self._settings = SignButton(Sign.BACK), QPushButton()
        for button, asked in ((self.back, self.left), (self._settings, self.settings_asked)):
            set_look(button, "link")
            button.clicked.connect(asked)
        self.own, self.temporary, self.practice = _ChoiceCard(), _ChoiceCard(), _ChoiceCard()
        set_look(self.own.button, "primary")
        self.own.button.clicked.connect(self.paste_asked)
        self.own.other.clicked.connect(self.form_asked)
        self.temporary.button.clicked.connect(self.temporary_asked)
        self.practice.button.clicked.connect(self.practice_asked)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        for card in self._all:
            self._cards.addWidget(card, 1)
        self._cards.addStretch(0)
        self._others: list[QPushButton] = []
        self._remove = QPushButton()
        set_look(self._remove, "link")
        self._remove.hide()
        self._remove.clicked.connect(self.remove_asked)
        self._name, self._left_count = "", 0
        self.is_beside_settings = False
        self._is_limited = False  # an administrator lets links work for less than seven days
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        escape.activated.connect(self._on_escape_activated)
        self._build()
        self._retranslate()

    @Slot()
    def _on_escape_activated(self) -> None:
        if not self.back.isHidden():
            self.left.emit()

    @property
    def _all(self) -> tuple[_ChoiceCard, ...]:
        return self.own, self.temporary, self.practice

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch()
        top.addWidget(self._settings)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(8)
        column.addWidget(self.zone)
        column.addSpacing(24)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._subtitle)
        column.addSpacing(20)
        column.addLayout(self._cards)
        column.addSpacing(12)
        self._other_places = QGridLayout()
        self._other_places.setColumnStretch(_OTHERS_BESIDE, 1)
        right = Qt.AlignmentFlag.AlignRight
        self._other_places.addWidget(self._remove, 0, _OTHERS_BESIDE, right)
        column.addLayout(self._other_places)
        column.addStretch()
        self._column = column
        content = QWidget()
        set_look(content, "page")
        row = QHBoxLayout(content)
        row.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN)
        row.addStretch()
        row.addWidget(inner, 1000)
        row.addStretch()
        area = QScrollArea()  # on a small screen its cards keep their height
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    def take_focus(self) -> None:
        """Focus what most people came for."""
        focus_quietly(self.own.button)

    def show_others(self, name: str, others: Sequence[tuple[ProfileId, str]]) -> None:
        """The destinations that are set up besides the one called `name`, which is not.

        `name` is "" where it is the only one.
        """
        for button in self._others:
            self._other_places.removeWidget(button)
            button.hide()  # until the event loop gets to delete it
            button.deleteLater()
        self._others = []
        for place, (profile_id, other) in enumerate(others):
            button = QPushButton(on_button(filled(self.tr("Use “%1”"), brief(other))))
            set_look(button, "link")
            button.clicked.connect(functools.partial(self.profile_asked.emit, profile_id))
            line, column = divmod(place, _OTHERS_BESIDE)
            self._other_places.addWidget(button, line, column, Qt.AlignmentFlag.AlignLeft)
            self._others.append(button)
        self._name = name
        self._remove.setVisible(bool(name))
        self._retranslate()

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off."""
        self.temporary.setVisible(policies.allows(Feature.TEMPORARY))
        self.practice.setVisible(policies.allows(Feature.PRACTICE))
        self._is_limited = policies.longest_link_s < MAX_EXPIRES_S
        self._retranslate()
        # Those that stay keep their width: nothing is stretched.
        self._cards.setStretch(len(self._all), sum(card.isHidden() for card in self._all))

    def stand_beside_settings(self, *, is_beside: bool) -> None:
        """Whether somebody came from the settings to compare, and goes back there."""
        self.is_beside_settings = is_beside
        self._settings.setVisible(not is_beside)
        self._retranslate()

    def show_way_back(self, *, there_is_one: bool, waits: bool) -> None:
        """Whether this page can be left; and whether files wait for what is chosen here."""
        self.back.setVisible(there_is_one or self.is_beside_settings)
        self.zone.setVisible(waits)  # else nothing waits: it is sent at once

    def show_left(self, count: int) -> None:
        """How many files of an earlier run wait on the other page."""
        if count != self._left_count:
            self._left_count = count
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards below one another where there is no room beside."""
        wide = event.size().width() >= _WIDE_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(direction)
        self._cards.setSpacing(16 if wide else 8)
        for card in self._all:
            card.set_flat(flat=not wide)
        is_low = event.size().height() < _LOW_BELOW
        self.zone.set_low(is_low)
        for place, room in ((3, 24), (5, 4), (7, 20)):
            item = self._column.itemAt(place)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                policy = QSizePolicy.Policy.Fixed
                spacer.changeSize(0, room // 3 if is_low else room, policy, policy)
        self._column.invalidate()
        super().resizeEvent(event)

    def _words_of_bucket(self) -> str:
        if self._is_limited:
            return self.tr("Files are kept, and a new link can be had any time.")
        return self.tr(
            "Files are kept. Links work for up to 7 days, and a new one can be had any time."
        )

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Settings") if self.is_beside_settings else self.tr("Uploads"))
        self._settings.setText(self.tr("Settings"))
        self._remove.setText(on_button(filled(self.tr("Remove “%1”…"), brief(self._name))))
        self._title.setText(self.tr("Where should files go?"))
        left = self._left_count
        kept = self.tr("%Ln unfinished uploads are kept under “Uploads”.", None, left)
        any_time = self.tr("You can change this at any time.")
        self._subtitle.setText(sentences(any_time, kept) if left else any_time)
        self.own.show_texts(
            self.tr("My company's bucket or my own"),
            self._words_of_bucket(),
            self.tr("Needs: bucket name, region, AccessKey"),
            self.tr("Paste what IT sent"),
            self.tr("Enter it step by step"),
        )
        self.temporary.show_texts(
            self.tr("Temporary storage"),
            self.tr("Links for one Qwen model, for 48 hours. They cannot be renewed."),
            self.tr("Needs: an API key of Model Studio"),
            self.tr("Enter the API key"),
        )
        self.practice.show_texts(
            self.tr("Try it first"),
            self.tr("No account. Files stay on this computer, and links open here only."),
            self.tr("Needs: nothing"),
            self.tr("Try it"),
        )


class _ChoiceCard(QFrame):
    """A choice: tall with its buttons below, or flat with them beside."""

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "card")
        self._heading, self._text, self._needs = PlainLabel(), PlainLabel(), PlainLabel()
        looks = (self._heading, "heading"), (self._text, "soft"), (self._needs, "small")
        for label, look in looks:
            set_look(label, look)
            label.setWordWrap(True)
        self.button, self.other = QPushButton(), QPushButton()
        set_look(self.other, "link")
        self._words = QVBoxLayout()
        self._words.setSpacing(6)
        self._words.addWidget(self._heading)
        self._words.addWidget(self._text)
        self._words.addStretch()
        self._words.addWidget(self._needs)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(4)
        self._buttons.addWidget(self.button)
        self._buttons.addWidget(self.other)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(12)
        self._box.addLayout(self._words, 1)
        self._box.addLayout(self._buttons)
        self.set_flat(flat=False)

    def set_flat(self, *, flat: bool) -> None:
        """Lie flat where the window is narrow: what it needs is said once it is chosen."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if flat else directions.TopToBottom)
        self._needs.setVisible(not flat)
        kept = self.other.sizePolicy()
        kept.setRetainSizeWhenHidden(not flat)  # so that the first buttons line up
        self.other.setSizePolicy(kept)
        self.setMinimumHeight(0 if flat else _CARD_HEIGHT)
        margin = 8 if flat else 20
        self._box.setContentsMargins(20, margin, 20, margin)
        self._words.setSpacing(2 if flat else 6)
        side = Qt.AlignmentFlag.AlignRight if flat else Qt.AlignmentFlag.AlignLeft
        self._buttons.setAlignment(self.button, side)
        self._buttons.setAlignment(self.other, side)

    def show_texts(self, heading: str, text: str, needs: str, button: str, other: str = "") -> None:
        """Say what the choice is."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._needs.setText(needs)
        self.button.setText(button)
        self.other.setText(other)
        self.other.setVisible(bool(other))
