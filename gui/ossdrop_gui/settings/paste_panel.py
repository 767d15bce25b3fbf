"""Paste what IT sent: a box for whatever it is, then what was read of it and what is missing."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from ossdrop.config.credentials import TOKEN
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.overview import check_value
from ossdrop.config.session_token import read_moment
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES
from ossdrop.paste.pasted import API_KEY, SECRETS, TOKEN_ENDS, Pasted
from ossdrop.paste.reader import read_pasted
from ossdrop.printable import filled
from ossdrop.redaction import mask, without_secrets
from ossdrop.settings_editor import KEY_ID, KEY_SECRET
from ossdrop_gui.look.icons import Sign, SignLabel
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, palette, set_look
from ossdrop_gui.settings.form import Card, line
from ossdrop_gui.words.wording import listed, moment_text, region_title, sentences, translate

_BOX_HEIGHT, _MOST_TEXT_HEIGHT = 76, 150
_TYPED_MS = 2_500  # nobody types on after that


class PastePanel(Card):
    """Shows the box until something was understood, then what that was; nothing is saved yet."""

    understood = Signal(object)  # Pasted
    request_asked = Signal()  # for a first setup
    question_asked = Signal(object)  # the names that are missing
    restarted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted: Pasted | None = None
        self._missing: tuple[str, ...] = ()
        self._earlier: tuple[str, ...] = ()
        self._came_at_once = False  # what is in the box was pasted, and not typed
        self._left: Container[str] = ()
        self._heading, self._note = PlainLabel(), PlainLabel()
        set_look(self._heading, "strong")
        set_look(self._note, "small")
        self._note.setWordWrap(True)
        self._box = QPlainTextEdit()
        self._box.setFixedHeight(_BOX_HEIGHT)
        self._box.setTabChangesFocus(True)
        self._box.document().contentsChange.connect(self._on_contents_changed)
        self._box.textChanged.connect(self._on_box_changed)
        self._request = QPushButton()
        set_look(self._request, "link")
        self._request.clicked.connect(self.request_asked)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._values = _Values(self)
        self._still = PlainLabel()
        self._still.setWordWrap(True)
        self._still.setProperty("tone", Tone.SOON.value)
        set_look(self._still, "small")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED_MS)
        self._typing.timeout.connect(self._on_typing_timeout)
        self._question, self._again = QPushButton(), QPushButton()
        set_look(self._question, "link")
        set_look(self._again, "link")
        self._build()
        self._retranslate()

    def _build(self) -> None:
        self._question.clicked.connect(lambda: self.question_asked.emit(self._asked_for))
        self._again.clicked.connect(self._on_again_clicked)
        above: tuple[QWidget, ...] = (self._heading, self._box, self._note)
        for widget in above:
            self.column.addWidget(widget)
        self.column.addLayout(line(self._request))
        below: tuple[QWidget, ...] = (self._text, self._values, self._still)
        for widget in below:
            self.column.addWidget(widget)
        self.column.addLayout(line(self._again, self._question))

    @property
    def is_busy(self) -> bool:
        """Whether somebody is about to paste."""
        return self._box.hasFocus()

    @property
    def is_clear(self) -> bool:
        """Whether what is there was pasted, and leaves no doubt."""
        return self._came_at_once and self._pasted is not None and not self._doubts(self._pasted)

    def take_focus(self) -> None:
        """Be ready for a paste."""
        self._box.setFocus()

    def take(self, text: str) -> None:
        """Read a text as if it had been pasted here."""
        self._replace("")
        self._box.setPlainText(text)

    def start_over(self) -> None:
        """Show the empty box again."""
        self._pasted, self._missing, self._left = None, (), ()
        self._replace("")
        self._retranslate()

    def show_left(self, names: Container[str]) -> None:
        """What is not taken of a text, since the environment decides it, or what it belongs to."""
        self._left = names
        self._retranslate()

    def show_earlier(self, names: tuple[str, ...]) -> None:
        """What an earlier text has filled in goes with this one."""
        self._earlier = names
        self._show_doubts()

    def show_missing(self, missing: tuple[str, ...]) -> None:
        """Say what a bucket still needs."""
        self._missing = missing
        self._show_doubts()

    @Slot(int, int, int)
    def _on_contents_changed(self, _at: int, _removed: int, added: int) -> None:
        self._came_at_once = added > 1

    @Slot()
    def _on_box_changed(self) -> None:
        text = self._box.toPlainText()
        self._typing.stop()
        if self._came_at_once:
            self._read(text)
        else:  # half a name is one, too
            self._typing.start()

    @Slot()
    def _on_typing_timeout(self) -> None:
        self._read(self._box.toPlainText())

    def _read(self, text: str) -> None:
        if not text.strip():
            return
        pasted = read_pasted(text)
        if pasted.is_empty:
            self._note.setText(self.tr("No settings were recognised in this text."))
            harmless = "".join(piece.text for piece in pasted.pieces)
            if harmless.count("***") > text.count("***") or without_secrets(text) != text:
                self._replace(harmless)
            return
        self._replace("")
        self._pasted = pasted
        self._retranslate()
        self.understood.emit(pasted)

    @Slot()
    def _on_again_clicked(self) -> None:
        self.start_over()
        self.take_focus()
        self.restarted.emit()

    def _replace(self, text: str) -> None:
        """A secret must not stay on the screen, understood or not."""
        came_at_once = self._came_at_once
        self._box.blockSignals(True)
        self._box.setPlainText(text)
        self._box.blockSignals(False)
        self._came_at_once = came_at_once  # of what was there before

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, and the colours of the look."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange and self._pasted is not None:
            self._text.setHtml(_marked(self._pasted))
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._request.setText(self.tr("Nothing yet? Copy a request for IT"))
        self._question.setText(self.tr("Copy a question for IT"))
        self._again.setText(self.tr("Paste something else"))
        self._box.setAccessibleName(self.tr("Paste what IT sent you"))
        self._box.setPlaceholderText(
            self.tr("A message, the AccessKey.csv, a .env: whatever it is.")
        )
        self._text.setAccessibleName(self.tr("The text you pasted"))
        pasted = self._pasted
        for_text: tuple[QWidget, ...] = (self._box, self._request)
        for_values: tuple[QWidget, ...] = (self._text, self._values, self._again)
        for widget in for_text:
            widget.setVisible(pasted is None)
        for widget in for_values:
            widget.setVisible(pasted is not None)
        self._show_doubts()
        if pasted is None:
            self._heading.setText(self.tr("Paste what IT sent you"))
            self._note.setText(self.tr("The fields below fill in by themselves."))
            return
        count = len(pasted.values)
        self._heading.setText(self.tr("%Ln values were read.", None, count))
        self._note.setText(
            self.tr("This stays in the window, and keys are not shown. Nothing is saved yet.")
        )
        self._text.setHtml(_marked(pasted))
        height = round(self._text.document().size().height()) + 2 * self._text.frameWidth() + 4
        self._text.setFixedHeight(min(max(height, 40), _MOST_TEXT_HEIGHT))
        self._values.show_values(pasted, self._left)

    @property
    def _asked_for(self) -> tuple[str, ...]:
        """What only IT can say: what is missing, and which of two places is right."""
        wrong = self._pasted.contradicting if self._pasted is not None else ()
        return (*self._missing, *(name for name in wrong if name not in self._missing))

    def _show_doubts(self) -> None:
        """Only this changes while somebody types in the fields below."""
        doubts = self._doubts(self._pasted) if self._pasted is not None else []
        self._still.setText(sentences(*doubts))
        self._still.setVisible(bool(doubts))
        self._question.setVisible(bool(doubts) and bool(self._asked_for))

    def _doubts(self, pasted: Pasted) -> list[str]:
        """What is missing, and what may have been read otherwise than it was meant."""
        said = []
        if left := [name for name in pasted.values if name in self._left]:
            words = self.tr("Not taken, since a variable of this computer decides it: %1.")
            said.append(filled(words, listed(map(name_text, left))))
        if self._earlier:
            words = self.tr("From the text before, and saved with it: %1.")
            said.append(filled(words, listed(map(name_text, self._earlier))))
        if _is_wrong(TOKEN_ENDS, pasted.values.get(TOKEN_ENDS, "")):
            said.append(self.tr("This key works no longer: ask your IT for a new one."))
        wrong = [n for n, value in pasted.values.items() if n != TOKEN_ENDS and _is_wrong(n, value)]
        if wrong:
            names = listed(map(name_text, wrong))
            said.append(filled(self.tr("This cannot be used as it is: %1."), names))
        if pasted.contradicting:
            said.append(self.tr("Region and endpoint name two places: ask which one is right."))
        if pasted.unread:
            names = listed(map(name_text, pasted.unread))
            said.append(filled(self.tr("Named in the text, but not understood: %1."), names))
        if missing := [name for name in self._missing if name not in pasted.unread]:
            names = listed(map(name_text, missing))
            said.append(filled(self.tr("Still missing: %1."), names))
        if pasted.has_several_keys:
            said.append(self.tr("The text has several AccessKeys: check that this is the one."))
        if pasted.doubled:
            names = listed(map(name_text, pasted.doubled))
            words = self.tr("The text has several values for %1: check that this is the one.")
            said.append(filled(words, names))
        return said


class _Values(QWidget):
    """A line for each value: a tick, what it is, and the value as it may be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)

    def show_values(self, pasted: Pasted, left: Container[str]) -> None:
        """Show what was read; what is `left` is not taken."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()  # until the event loop gets to delete it
                widget.deleteLater()
        for row, (name, value) in enumerate(pasted.values.items()):
            what, shown = PlainLabel(name_text(name), self), PlainLabel(_shown(name, value), self)
            set_look(what, "soft")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            is_wrong = _is_wrong(name, value) or name in left or name in pasted.contradicting
            sign = SignLabel(Sign.WARNING if is_wrong else Sign.GOOD, parent=self)
            sign.setProperty("tone", (Tone.BAD if is_wrong else Tone.GOOD).value)
            set_look(sign, "pill")
            for column, widget in enumerate((sign, what, shown)):
                self._grid.addWidget(widget, row, column)


def _is_wrong(name: str, value: str) -> bool:
    """Whether a value cannot be used as it is."""
    if name == TOKEN_ENDS:
        moment = read_moment(value)
        return moment is not None and moment <= datetime.now(UTC)
    return check_value(name, value) is not None


def name_text(name: str) -> str:
    """What a setting is called in the form."""
    return {
        BUCKET: translate("paste", "Bucket"),
        REGION: translate("paste", "Region"),
        PREFIX: translate("paste", "Folder"),
        ENDPOINT: translate("paste", "Endpoint"),
        URL_EXPIRES: translate("paste", "Links work for"),
        KEY_ID: translate("paste", "AccessKey ID"),
        KEY_SECRET: translate("paste", "AccessKey Secret"),
        TOKEN: translate("paste", "Security token"),
        TOKEN_ENDS: translate("paste", "The key works until"),
        API_KEY: translate("paste", "API key of Model Studio"),
        MODEL_REGION: translate("paste", "Region of the model service"),
        BASE_URL: translate("paste", "Address of the model service"),
    }.get(name, name)


def _shown(name: str, value: str) -> str:
    if name in SECRETS:
        return "••••••••"
    if name == KEY_ID:
        return mask(value)
    if name == TOKEN_ENDS and (moment := read_moment(value)):
        return moment_text(moment, datetime.now(UTC))
    if name == REGION:
        return f"{region_title(value)} · {value}" if region_title(value) != value else value
    return without_secrets(value)


def _marked(pasted: Pasted) -> str:
    """The text that was pasted, what was read of it marked by colour and a line below it."""
    colours = palette()
    look = f"color: {colours.accent}; background-color: {colours.behind_accent}"
    made = []
    for piece in pasted.pieces:
        text = escape(piece.text).replace("\n", "<br>").replace("***", "••••")
        made.append(f'<u style="{look}">{text}</u>' if piece.name else text)
    return "".join(made)
