"""Enter what IT sent: pasted as a whole, or by hand. A secret is never shown again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.overview import Setting, check_value
from ossdrop.config.paste import Pasted, looks_swapped, read_pasted
from ossdrop.redaction import Secret, without_secrets
from ossdrop.settings_editor import KEY_ID, KEY_SECRET, SecretPlace
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.fields import Segments
from ossdrop_gui.settings.form import Card, Field, Form, line, origin_text
from ossdrop_gui.words.error_text import cause_text

_PLACES = (SecretPlace.KEYRING, SecretPlace.THIS_RUN, SecretPlace.ENV_FILE)


class PastePanel(Card):
    """A box for whatever was sent; what was understood is said before anything is saved."""

    understood = Signal(object)  # Pasted
    request_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._note = QLabel(), QLabel()
        set_look(self._heading, "strong")
        set_look(self._note, "small")
        self._note.setWordWrap(True)
        self._box = QPlainTextEdit()
        self._box.setFixedHeight(76)
        self._box.setTabChangesFocus(True)
        self._box.textChanged.connect(self._on_box_changed)
        self._request = QPushButton()
        set_look(self._request, "link")
        self._request.clicked.connect(self.request_asked)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._box)
        self.column.addWidget(self._note)
        self.column.addLayout(line(self._request))
        self._retranslate()

    @property
    def is_busy(self) -> bool:
        """Whether somebody is about to paste."""
        return self._box.hasFocus()

    def take_focus(self) -> None:
        """Be ready for a paste."""
        self._box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Paste what IT sent you"))
        self._box.setAccessibleName(self.tr("Paste what IT sent you"))
        self._box.setPlaceholderText(
            self.tr("A .env, the AccessKey file, an address of the bucket, or the message itself")
        )
        self._request.setText(self.tr("Nothing yet? Copy a request for IT"))
        self._note.setText(self.tr("The fields below fill in by themselves."))

    @Slot()
    def _on_box_changed(self) -> None:
        text = self._box.toPlainText()
        if not text.strip():
            return
        pasted = read_pasted(text)
        if pasted.is_empty:
            self._note.setText(self.tr("No settings were recognised in this text."))
            if (harmless := without_secrets(text)) != text:
                self._replace(harmless)
            return
        self._replace("")
        count = len(pasted.values)
        self._note.setText(self.tr("%n values filled in below.", None, count))
        self.understood.emit(pasted)

    def _replace(self, text: str) -> None:
        """A secret must not stay on the screen, understood or not."""
        self._box.blockSignals(True)
        self._box.setPlainText(text)
        self._box.blockSignals(False)


class KeyPanel(QWidget):
    """ID, secret, and where the secret shall be kept."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed: dict[str, Setting] = {}  # what the environment decides
        self._form = Form()
        self.key_id, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.id_field, self.secret_field = Field(self.key_id), Field(self.secret)
        self._places = Segments(len(_PLACES))
        self._places.choose(0)
        self._place_field = Field(self._places)
        for field in (self.id_field, self.secret_field, self._place_field):
            self._form.add(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        self.key_id.textChanged.connect(self._on_text_changed)
        self.secret.textChanged.connect(self._on_text_changed)
        self._places.chosen.connect(self._on_places_chosen)
        self._retranslate()

    @property
    def place(self) -> SecretPlace:
        """Where the secret shall be kept."""
        return _PLACES[max(self._places.current, 0)]

    def choose_place(self, number: int) -> None:
        """Choose where the secret is kept: 0 password store, 1 this run, 2 the `.env`."""
        self._places.choose(number)
        self._on_places_chosen(number)

    @property
    def entered(self) -> Secret | None:
        """The secret that was typed."""
        text = self.secret.text().strip()
        return Secret(text) if text else None

    @property
    def is_good(self) -> bool:
        """Whether what was typed can be saved."""
        key_id, secret = self.key_id.text().strip(), self.secret.text().strip()
        wrong = check_value(KEY_ID, key_id) or check_value(KEY_SECRET, secret)
        has_id = bool(key_id) or KEY_ID in self._fixed
        return wrong is None and has_id and bool(secret)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.key_id.text().strip() and not self.secret.text().strip()

    def show_fixed(self, *settings: Setting) -> None:
        """What the environment decides cannot be entered here; the note says so."""
        self._fixed = {setting.name: setting for setting in settings if setting.is_fixed}
        for name, box in ((KEY_ID, self.key_id), (KEY_SECRET, self.secret)):
            fixed = self._fixed.get(name)
            box.setEnabled(fixed is None)
            box.setPlaceholderText(fixed.shown if fixed else "")
        self._say_keys()

    def take(self, pasted: Pasted) -> None:
        """Fill in what was pasted."""
        if KEY_ID in pasted.values:
            self.key_id.setText(pasted.values[KEY_ID])
        if KEY_SECRET in pasted.values:
            self.secret.setText(pasted.values[KEY_SECRET])

    def clear(self) -> None:
        """Forget what was typed."""
        self.key_id.clear()
        self.secret.clear()
        self._places.choose(0)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.id_field.name(self.tr("AccessKey ID"))
        self.secret_field.name(self.tr("AccessKey Secret"))
        self._place_field.name(self.tr("Keep the secret"))
        self._places.name(
            [
                self.tr("in the password store"),
                self.tr("until I quit"),
                self.tr("in the .env file"),
            ]
        )
        self._say_place()
        self._say_keys()

    def _say_place(self) -> None:
        texts = {
            SecretPlace.KEYRING: self.tr(
                "Only you can use it, signed in here. It is never shown again."
            ),
            SecretPlace.THIS_RUN: self.tr("Nothing is written; next time you enter it again."),
            SecretPlace.ENV_FILE: self.tr(
                "As plain text: scripts can read it, and so can everyone who gets the file."
            ),
        }
        is_plain = self.place is SecretPlace.ENV_FILE
        self._place_field.say(texts[self.place], Tone.SOON if is_plain else Tone.NEUTRAL)

    def _say_keys(self) -> None:
        key_id, secret = self.key_id.text().strip(), self.secret.text().strip()
        for field, name, text in (
            (self.id_field, KEY_ID, key_id),
            (self.secret_field, KEY_SECRET, secret),
        ):
            error, fixed = check_value(name, text), self._fixed.get(name)
            if fixed is not None:
                field.say(origin_text(fixed.origin, name), Tone.BAD if text else Tone.SOON)
            else:
                field.say(cause_text(error) if error else "", Tone.BAD if error else Tone.NEUTRAL)
        if secret and looks_swapped(key_id, secret):
            self.secret_field.say(
                self.tr("This looks like the ID: the two may be swapped."), Tone.SOON
            )

    @Slot()
    def _on_text_changed(self) -> None:
        self._say_keys()
        self.changed.emit()

    @Slot(int)
    def _on_places_chosen(self, _: int) -> None:
        self._say_place()
        self.changed.emit()
