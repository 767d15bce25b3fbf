"""What a model is reached with: an API key, where that is kept, and whose service is called."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from ossdrop.config.api_key import PLAN_PREFIX
from ossdrop.config.model_service import BASE_URL, MAINLAND, MODEL_REGION
from ossdrop.config.overview import check_value
from ossdrop.errors import OssDropError
from ossdrop.paste.pasted import API_KEY
from ossdrop.redaction import Secret, has_id_form
from ossdrop.settings_editor import SecretPlace, SettingsView
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.settings.fields import ServiceField
from ossdrop_gui.settings.form import Field, origin_text
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.wording import sentences

_PLACES = (SecretPlace.THIS_RUN, SecretPlace.ENV_FILE)  # where there is no password store


class ModelAccess(QObject):
    """Three fields of the form, in any kind of destination: a question to a model needs them too.

    They are the form's to place, and to show or hide.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: SettingsView | None = None
        self._refused: tuple[str, OssDropError] | None = None  # what was typed, and why it is wrong
        self.key, self.places, self.service = QLineEdit(), Segments(len(_PLACES)), ServiceField()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.places.choose(0)
        self.key_field, self.place_field = Field(self.key), Field(self.places)
        self.service_field = Field(self.service)
        self.fields = self.key_field, self.place_field, self.service_field
        self.key.textChanged.connect(self.changed)
        self.places.chosen.connect(self.changed)
        self.service.changed.connect(self.changed)

    @property
    def text(self) -> str:
        """The key that was entered, "" for none."""
        return self.key.text().strip()

    @property
    def entered(self) -> Secret | None:
        """The same, hidden."""
        return Secret(self.text) if self.text else None

    @property
    def has_key(self) -> bool:
        """Whether there is a key, or one was entered."""
        return bool(self.text or (self._view is not None and self._view.api_key))

    @property
    def place(self) -> SecretPlace:
        """The password store, where there is one; else what was chosen."""
        if self._view is None or self._view.has_store:
            return SecretPlace.KEYRING
        return _PLACES[max(self.places.current, 0)]

    @property
    def key_fault(self) -> str:
        """Why what was typed is no API key that can be used here; "" where it may be one."""
        if (error := check_value(API_KEY, self.text)) is not None:
            return cause_text(error)
        if has_id_form(self.text):
            return self.tr("This is an AccessKey ID. An API key begins with sk-.")
        if self.text.startswith(PLAN_PREFIX):
            return self.tr("A key of a token plan cannot store files: use one billed by use.")
        return ""

    @property
    def is_good(self) -> bool:
        """Whether files could be sent with it."""
        address = self.service.texts[BASE_URL]
        is_address = self.service.is_complete and check_value(BASE_URL, address) is None
        return is_address and self.has_key and not self.key_fault

    @property
    def changed_service(self) -> dict[str, str]:
        """What differs of the service; one that is what it is without a setting stays so."""
        if self._view is None:
            return {}
        settings, texts = self._view.settings, self.service.texts
        has_address = bool(settings[BASE_URL].value)  # whoever leaves that one means the mainland
        if texts[MODEL_REGION] == MAINLAND and not settings[MODEL_REGION].value and not has_address:
            texts[MODEL_REGION] = ""
        return {name: text for name, text in texts.items() if text != settings[name].value}

    def show_view(self, view: SettingsView, *, keeps_key: bool, keeps_service: bool) -> None:
        """Fill the fields with what is in force, but for what was typed."""
        self._view, settings = view, view.settings
        if not keeps_service:
            self.service.show_texts(settings[MODEL_REGION].value, settings[BASE_URL].value)
        is_fixed = any(settings[name].is_fixed for name in (MODEL_REGION, BASE_URL))
        self.service.setEnabled(not is_fixed)
        if not keeps_key:
            self.key.clear()
        self.key.setEnabled(not view.has_fixed_api_key)

    def refuse(self, error: OssDropError) -> None:
        """The service refused what was typed, before it was saved."""
        self._refused = self.text, error
        self.changed.emit()

    def forget_refusal(self) -> None:
        """Nothing that was typed stays."""
        self._refused = None

    def say(self, blamed: str) -> None:
        """Say at each field where its value comes from, or what is wrong.

        `blamed` is what the check said of the key in use, "" for nothing.
        """
        if self._view is not None:
            self._say_key(self._view, blamed)
            self._say_service(self._view)

    def _say_key(self, view: SettingsView, blamed: str) -> None:
        field = self.key_field
        if fault := self.key_fault:
            field.say(fault, Tone.BAD)
        elif self.text and self._refused is not None and self._refused[0] == self.text:
            field.say(cause_text(self._refused[1]), Tone.BAD)
        elif not self.text and blamed:
            field.say(f"{view.api_key} · {blamed}", Tone.BAD)
        elif self.text or view.api_key_origin is None:
            field.say(self.tr("From the Model Studio console; it begins with sk-"))
        else:
            origin = origin_text(view.api_key_origin, view.api_key_name)
            field.say(f"{view.api_key} · {origin}")

    def _say_service(self, view: SettingsView) -> None:
        field, error = self.service_field, check_value(BASE_URL, self.service.texts[BASE_URL])
        fixed = next((n for n in (BASE_URL, MODEL_REGION) if view.settings[n].is_fixed), "")
        if fixed:
            field.say(origin_text(view.settings[fixed].origin, fixed), Tone.SOON)
        elif error is not None:
            field.say(sentences(cause_text(error), remedy_text(error)), Tone.BAD)
        else:
            field.say(self.tr("An API key works in its own region only."))

    def name(self) -> None:
        """Say what the fields are, in the language of now."""
        self.key_field.name(self.tr("API key"))
        self.service_field.name(self.tr("Model service"))
        self.place_field.name(self.tr("Keep the API key"))
        self.places.name([self.tr("until I quit"), self.tr("in the .env file")])
        self.place_field.say(self.tr("This computer has no password store."))
        self.service.address.setAccessibleName(self.tr("Own address of the model service"))
        self.service.name(
            [self.tr("Mainland China"), self.tr("Singapore"), self.tr("Own address…")]
        )
