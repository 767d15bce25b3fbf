"""Enter an AccessKey, and where its secret shall be kept. It is never shown again."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ossdrop.config.credentials import TOKEN
from ossdrop.config.env_file import Source
from ossdrop.config.ladder import Ladder
from ossdrop.config.overview import Setting, check_value
from ossdrop.config.session_token import SessionToken, is_session_id, read_moment
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.paste.pasted import TOKEN_ENDS, Pasted
from ossdrop.paste.reader import looks_swapped
from ossdrop.printable import filled
from ossdrop.redaction import Secret
from ossdrop.settings_editor import KEY_ID, KEY_SECRET, SecretPlace
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.form import Field, Form, line, origin_text
from ossdrop_gui.words.error_text import cause_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import moment_text, sentences

_HIDDEN = "••••••••"
_PLACES = (SecretPlace.KEYRING, SecretPlace.THIS_RUN, SecretPlace.ENV_FILE)


class KeyPanel(Spoken, QWidget):
    """ID, secret, and where the secret shall be kept."""

    changed = Signal()
    kept = Signal()  # the key that is in use: none is to replace it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed: dict[str, Setting] = {}  # what the environment decides
        self._refused: dict[str, tuple[str, OssDropError]] = {}  # text, and what was said of it
        self._fault: dict[str, str] = {}  # what the check said of the key in use
        self._token: SessionToken | None = None
        self._has_store = True
        self._origin_of_id = ""
        self._kept_id = ""  # masked: only its Secret is entered anew
        self._id_of_token = ""  # the ID that it was pasted with
        self._form = Form()
        self.key_id, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.id_field, self.secret_field = Field(self.key_id), Field(self.secret)
        self._places = Segments(len(_PLACES))
        self._places.choose(0)
        self._place_field = Field(self._places)
        self.keep = QPushButton()
        set_look(self.keep, "link")
        at_the_left = QWidget()
        at_the_left.setLayout(line(self.keep))
        self._keep_field = Field(at_the_left, keeps_room=False)
        for field in (self.id_field, self.secret_field, self._place_field, self._keep_field):
            self._form.add(field)
        self._keep_field.set_visible(False)
        self._used_id = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        self.key_id.textChanged.connect(self._on_text_changed)
        self.secret.textChanged.connect(self._on_text_changed)
        self._places.chosen.connect(self._on_places_chosen)
        self.keep.clicked.connect(self.kept)
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
    def token(self) -> SessionToken | None:
        """The token of temporary credentials."""
        key_id = self.key_id.text().strip()
        is_its_own = is_session_id(key_id) and self._id_of_token in ("", key_id)
        return self._token if is_its_own else None

    @property
    def is_good(self) -> bool:
        """Whether what was typed can be saved."""
        key_id, secret = self.key_id.text().strip(), self.secret.text().strip()
        wrong = check_value(KEY_ID, key_id) or check_value(KEY_SECRET, secret)
        has_id = bool(key_id) or KEY_ID in self._fixed or bool(self._kept_id)
        has_token = self.token is not None or not is_session_id(key_id)
        has_secret = bool(secret) or KEY_SECRET in self._fixed
        return wrong is None and has_id and has_secret and has_token and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether temporary credentials were entered that work no longer."""
        ends = self.token.ends if self.token is not None else None
        return ends is not None and ends <= datetime.now(UTC)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The parts that cannot be saved as they are."""
        texts = ((KEY_ID, self.key_id.text().strip()), (KEY_SECRET, self.secret.text().strip()))
        names = tuple(name for name, text in texts if text and check_value(name, text))
        return (*names, TOKEN_ENDS) if self.is_over else names

    @property
    def is_begun(self) -> bool:
        """Whether there is an ID of a key that lasts, and its Secret comes later."""
        key_id = self.key_id.text().strip()
        is_usable = check_value(KEY_ID, key_id) is None and not is_session_id(key_id)
        return bool(key_id) and is_usable and self.entered is None and not self._fixed

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that were neither typed nor given from outside."""
        boxes = ((KEY_ID, self.key_id), (KEY_SECRET, self.secret))
        known = {*self._fixed, *([KEY_ID] if self._kept_id else [])}
        names = tuple(n for n, box in boxes if not box.text().strip() and n not in known)
        needs_token = is_session_id(self.key_id.text().strip()) and self.token is None
        return (*names, TOKEN) if needs_token else names

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
            kept = self._kept_id if name == KEY_ID else ""
            box.setPlaceholderText(fixed.shown if fixed else kept)
        self._say_keys()

    def show_fault(self, of_id: str, of_secret: str) -> None:
        """Say what the check blames, until something is typed in its place."""
        self._fault = {KEY_ID: of_id, KEY_SECRET: of_secret}
        self._say_keys()

    def refuse(self, error: OssDropError) -> None:
        """Say what the service did not take of what was typed, until it is changed."""
        is_id = error.code is ErrorCode.ACCESS_KEY_UNKNOWN
        name, box = (KEY_ID, self.key_id) if is_id else (KEY_SECRET, self.secret)
        self._refused = {name: (box.text().strip(), error)}
        self._say_keys()

    def choose_lasting_place(self) -> None:
        """Where the secret is there at the next start, too: it need not be entered for that."""
        self.choose_place(0 if self._has_store else 2)
        self.key_id.setPlaceholderText(self._used_id)
        self.secret.setPlaceholderText(_HIDDEN)

    def show_store(self, *, is_there: bool) -> None:
        """Offer the password store only where there is one."""
        self._has_store = is_there
        self._places.enable(0, is_enabled=is_there)
        self._say_place()
        if not is_there and self.place is SecretPlace.KEYRING:
            self.choose_place(1)

    def keep_id(self, masked: str, origin: str, *, takes_focus: bool = True) -> None:
        """Only the Secret is wrong, or missing: the ID stays, unless another one is typed."""
        self._kept_id, self._origin_of_id = masked, origin
        self.key_id.setPlaceholderText(masked)
        if takes_focus:
            self.secret.setFocus()
        self._on_text_changed()

    def offer_to_keep(self, masked: str) -> None:
        """The key in use may stay, by a button; "" where there is none."""
        self._used_id = masked
        self._keep_field.set_visible(bool(masked))
        self.keep.setText(filled(self.tr("Keep %1"), masked))

    def choose_place_of(self, ladder: Ladder) -> None:
        """Another secret goes where the one before it is."""
        used = ladder.rungs[0].secret_origin.source if ladder.rungs else None
        number = {Source.THIS_RUN: 1, Source.ENV_FILE: 2}.get(used) if used else None
        if number is not None:
            self.choose_place(number)

    def take(self, pasted: Pasted) -> None:
        """Fill in what was pasted; a secret of another key does not go to one that is fixed."""
        if KEY_ID in self._fixed and KEY_ID in pasted.values:
            return
        if TOKEN in pasted.values:
            ends = read_moment(pasted.values.get(TOKEN_ENDS, ""))
            self._token = SessionToken(Secret(pasted.values[TOKEN]), ends)
        if KEY_ID in pasted.values:
            self.key_id.setText(pasted.values[KEY_ID])
        if KEY_SECRET in pasted.values:
            self.secret.setText(pasted.values[KEY_SECRET])
        if TOKEN in pasted.values:
            self._id_of_token = self.key_id.text().strip()
        self._on_text_changed()  # a token alone is a change too

    def clear(self) -> None:
        """Forget what was typed."""
        self._token, self._id_of_token, self._kept_id = None, "", ""
        self._refused = {}
        is_moved = self.secret.placeholderText() == _HIDDEN
        for box in (self.key_id, self.secret):
            box.clear()
            if is_moved:
                box.setPlaceholderText("")
        self._places.choose(0 if self._has_store else 1)
        self._retranslate()

    def _retranslate(self) -> None:
        self.id_field.name(self.tr("AccessKey ID"))
        self.secret_field.name(self.tr("AccessKey Secret"))
        self._place_field.name(self.tr("Keep the secret"))
        self._places.name(
            [
                self.tr("in the password store"),
                self.tr("until I quit"),
                self.tr("in .env"),
            ]
        )
        self.offer_to_keep(self._used_id)
        self._say_place()
        self._say_keys()

    def _say_place(self) -> None:
        texts = {
            SecretPlace.KEYRING: self.tr(
                "Only you can use it, signed in here. It is never shown again."
            ),
            SecretPlace.THIS_RUN: self.tr(
                "Nothing that you enter here is kept: next time you enter it again."
            ),
            SecretPlace.ENV_FILE: self.tr(
                "As plain text: scripts can read it, and so can everyone who gets the file."
            ),
        }
        is_plain = self.place is SecretPlace.ENV_FILE
        words = texts[self.place]
        if not self._has_store:
            words = sentences(words, self.tr("This computer has no password store."))
        self._place_field.say(words, Tone.SOON if is_plain else Tone.NEUTRAL)

    def _say_keys(self) -> None:
        key_id, secret = self.key_id.text().strip(), self.secret.text().strip()
        for field, name, text in (
            (self.id_field, KEY_ID, key_id),
            (self.secret_field, KEY_SECRET, secret),
        ):
            error, fixed = check_value(name, text), self._fixed.get(name)
            if fixed is not None:
                words = origin_text(fixed.origin, name)
                if not fixed.shown:
                    hides = self.tr(
                        "The environment variable %1 is set and empty: what is saved does not "
                        "count. Start OssDrop without it."
                    )
                    words = filled(hides, name)
                field.say(words, Tone.BAD if text else Tone.SOON)
            else:
                words = cause_text(error) if error else "" if text else self._fault.get(name, "")
                if text and name in self._refused and self._refused[name][0] == text:
                    words = cause_text(self._refused[name][1])
                field.say(words, Tone.BAD if words else Tone.NEUTRAL)
                if not words and not text and name == KEY_ID and self._kept_id:
                    field.say(self._origin_of_id)
        if is_session_id(key_id):
            self.id_field.say(self._about_token(), Tone.BAD if self.is_over else Tone.SOON)
        if secret and looks_swapped(key_id, secret):
            self.secret_field.say(
                self.tr("This looks like the ID: the two may be swapped."), Tone.SOON
            )

    def _about_token(self) -> str:
        """What a temporary key needs, or for how long it works."""
        if self.token is None:
            return self.tr("A temporary key: paste its security token too, all in one text.")
        if self.token.ends is None:
            return self.tr("A temporary key, with its token. Nobody knows when it ends.")
        if self.is_over:
            return self.tr(
                "This key works no longer: ask your IT for a new one, or empty the fields."
            )
        moment = moment_text(self.token.ends, datetime.now(UTC))
        return self.tr("A temporary key: it works until %1, and so do its links.").replace(
            "%1", moment
        )

    @Slot()
    def _on_text_changed(self) -> None:
        self._say_keys()
        self.changed.emit()

    @Slot(int)
    def _on_places_chosen(self, _: int) -> None:
        self._say_place()
        self.changed.emit()
