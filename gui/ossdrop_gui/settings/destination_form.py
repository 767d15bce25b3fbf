"""Where files go, as a form: three destinations, their fields, and the AccessKey."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from ossdrop.config.credentials import TOKEN, PairName
from ossdrop.config.env_file import Source
from ossdrop.config.ladder import RungState
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.overview import Setting, check_value
from ossdrop.config.policies import Feature, Policies
from ossdrop.config.profiles import Kind
from ossdrop.config.regions import find_region, is_other_region
from ossdrop.config.settings import (
    BUCKET,
    DEFAULT_EXPIRES_S,
    DEFAULT_PREFIX,
    ENDPOINT,
    MAX_EXPIRES_S,
    PREFIX,
    REGION,
    URL_EXPIRES,
)
from ossdrop.doctor.check import Check
from ossdrop.errors import BEFORE_STAYS, NO_SECRET, OF_ADDRESS, ErrorCode, OssDropError
from ossdrop.paste.pasted import API_KEY, TOKEN_ENDS, Pasted
from ossdrop.paste.reader import read_pasted
from ossdrop.printable import filled
from ossdrop.redaction import mask_id
from ossdrop.sentences import Words
from ossdrop.settings_editor import (
    KEY_ID,
    KEY_SECRET,
    SecretPlace,
    SettingsChanges,
    SettingsView,
)
from ossdrop.storage.object_key import example_key
from ossdrop_gui.look.icons import OpenButton
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.fields import LifetimeField, RegionBox
from ossdrop_gui.settings.form import Card, Field, Form, line, origin_text
from ossdrop_gui.settings.key_panel import KeyPanel
from ossdrop_gui.settings.key_row import KeyRow
from ossdrop_gui.settings.model_access import ModelAccess
from ossdrop_gui.settings.paste_panel import name_text
from ossdrop_gui.words.error_text import cause_text, remedy_text, words_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import listed, moment_text, sentences

_FIELD_OF = {
    **dict.fromkeys((ErrorCode.REGION_WRONG, ErrorCode.REGION_MISSING), REGION),
    ErrorCode.REGION_INVALID: REGION,
    **dict.fromkeys((ErrorCode.BUCKET_MISSING, ErrorCode.BUCKET_INVALID), BUCKET),
    ErrorCode.NOT_CONFIGURED: BUCKET,
    **dict.fromkeys((ErrorCode.ENDPOINT_INVALID, ErrorCode.ENDPOINT_INSECURE), ENDPOINT),
    ErrorCode.PREFIX_INVALID: PREFIX,
    ErrorCode.EXPIRES_INVALID: URL_EXPIRES,
    **dict.fromkeys((ErrorCode.ACCESS_KEY_UNKNOWN, ErrorCode.TOKEN_EXPIRED), KEY_ID),
    ErrorCode.SECRET_WRONG: KEY_SECRET,
    **dict.fromkeys((ErrorCode.API_KEY_WRONG, ErrorCode.API_KEY_KIND), API_KEY),
}
# What goes with a bucket, and with an AccessKey ID.
_TOGETHER = {BUCKET: (REGION, ENDPOINT, PREFIX), KEY_ID: (KEY_SECRET, TOKEN, TOKEN_ENDS)}
_SAY_AGAIN_MS = 20_000
_KINDS = (Kind.BUCKET, Kind.TEMPORARY, Kind.PRACTICE)
_SWITCHABLE = {Kind.TEMPORARY: Feature.TEMPORARY, Kind.PRACTICE: Feature.PRACTICE}


@dataclass(frozen=True)
class _Fault:
    """What the check blames: a field, as long as it has this value."""

    name: str
    value: str
    words: Words


_SIGN = re.compile(r"[^\w-]")  # without one, a text has no second value


class DestinationForm(Spoken, Card):
    """Says at each field where its value comes from, or what is wrong with what was typed."""

    save_asked = Signal(object)  # SettingsChanges
    practice_asked = Signal()
    paste_asked = Signal()
    other_ways_asked = Signal()
    kind_shown = Signal(object)  # Kind
    discarded = Signal()
    settings_pasted = Signal(str)  # into a field that is for one value
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SettingsView | None = None
        self._fault: _Fault | None = None
        self._points_at = BUCKET
        self._asks_for_keys = self._is_filling = False
        self.is_saving = False  # which may take as long as the password store asks
        self.kinds = Segments(len(_KINDS))
        self._kind_note = PlainLabel()
        self.bucket, self.prefix, self.endpoint = QLineEdit(), QLineEdit(), QLineEdit()
        self._longest_s = MAX_EXPIRES_S  # that an administrator lets a link work
        self.region, self.lifetime = RegionBox(), LifetimeField()
        self.fields = {
            BUCKET: Field(self.bucket),
            REGION: Field(self.region),
            PREFIX: Field(self.prefix),
            URL_EXPIRES: Field(self.lifetime),
            ENDPOINT: Field(self.endpoint),
        }
        self.models = ModelAccess(self)
        self.keys, self.key_row = KeyPanel(), KeyRow()
        self.key_field = Field(self.key_row)
        self.advanced, self._paste_button = OpenButton(), QPushButton()
        self._other_ways = QPushButton()
        self._problem, self._state = PlainLabel(), PlainLabel()
        self.discard, self.save = QPushButton(), QPushButton()
        self.keep = QPushButton()  # what is there until one quits
        self.bar = QWidget()  # at the foot of the page
        self._build()
        self._connect()
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page, what only compares the ways has no room beside them."""
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        ways = self.kinds.sizeHint().width() + self._other_ways.sizeHint().width()
        needed = ways + margins.left() + margins.right() + 2 * self.column.spacing()
        self._other_ways.setVisible(event.size().width() > needed)

    def _build(self) -> None:
        for note in (self._kind_note, self._problem):
            set_look(note, "small")
            note.setWordWrap(True)
        for button in (
            self.advanced,
            self._paste_button,
            self._other_ways,
            self.discard,
            self.keep,
        ):
            set_look(button, "link")
        set_look(self._state, "soft")
        self.discard.hide()  # until something was typed
        form = Form()
        for name in (BUCKET, REGION):
            form.add(self.fields[name])
        form.add(self.key_field)
        form.add_wide(self.keys)
        for name in (PREFIX, URL_EXPIRES, ENDPOINT):
            form.add(self.fields[name])
        for field in self.models.fields:
            form.add(field)
        ways = line(self.kinds, self._other_ways, stretch=False)
        ways.setStretch(0, 1)
        self.column.addLayout(ways)
        for widget in (self._kind_note, form, self._problem):
            self.column.addWidget(widget)
        foot = line(self._paste_button, self.advanced, stretch=False)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._state.setWordWrap(True)  # in a narrow window
        foot.addWidget(self._state, 1)
        foot.addWidget(self.keep)
        foot.addWidget(self.discard)
        foot.addWidget(self.save)
        self.bar.setLayout(foot)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _: self._show_fields())
        for box in (self.bucket, self.prefix, self.endpoint):
            box.textChanged.connect(self._on_form_changed)
        for box in (self.bucket, self.prefix, self.endpoint, self.keys.key_id, self.models.key):
            box.textChanged.connect(self._on_box_changed)
        if (region := self.region.lineEdit()) is not None:
            region.textEdited.connect(self._on_box_changed)
        self.region.changed.connect(self._on_form_changed)
        self.lifetime.changed.connect(self._on_form_changed)
        self.models.changed.connect(self._on_form_changed)
        self.keys.changed.connect(self._on_form_changed)
        self.key_row.replace_asked.connect(self.enter_key)
        self.keys.kept.connect(self._on_keys_kept)
        self.advanced.toggled.connect(lambda _: self._show_fields())
        self._paste_button.clicked.connect(self.paste_asked)
        self._other_ways.clicked.connect(self.other_ways_asked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        for box in self.findChildren(QLineEdit):
            if not isinstance(box.parent(), QComboBox):  # there it chooses
                box.returnPressed.connect(self._on_return_pressed)
        self._tick = QTimer(self)  # what is said of moments becomes old
        self._tick.setInterval(_SAY_AGAIN_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    # What it says

    @property
    def kind(self) -> Kind:
        """The destination that is chosen."""
        return _KINDS[max(self.kinds.current, 0)]

    @property
    def problem_text(self) -> str:
        """What went wrong last, "" while nothing did."""
        return self._problem.text() if self._problem.isVisibleTo(self) else ""

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed what is not saved."""
        is_other_kind = self._view is not None and self.kind is not self._view.kind
        return is_other_kind or self.has_typed

    @property
    def has_typed(self) -> bool:
        """Whether more than another kind of destination was chosen, which is no loss."""
        typed = self._changed_values() or not self.keys.is_empty or self.models.text
        is_other_service = self.kind is Kind.TEMPORARY and self.models.changed_service
        return bool(typed or is_other_service or self._moves_key)

    @property
    def typed_names(self) -> set[str]:
        """The variables that a text of another place would take from whoever typed them."""
        names = set(self._changed_values())
        if self.keys.entered is not None:
            names.add(KEY_SECRET)
        return names

    @property
    def _moves_key(self) -> bool:
        """Whether a key of this run shall be kept, without being entered again."""
        if self.kind is Kind.TEMPORARY:
            return self._is_brief and self.models.place is SecretPlace.ENV_FILE
        is_asked = self._asks_for_keys and self.keys.is_empty
        return self._is_brief and is_asked and self.keys.place is not SecretPlace.THIS_RUN

    @property
    def is_of_other_bucket(self) -> bool:
        """Whether a key was entered for another bucket than the one that is set up."""
        if self._view is None or not self.keys.key_id.text().strip():
            return False
        before, texts = self._view.settings, self.texts
        is_elsewhere = texts[ENDPOINT] != before[ENDPOINT].value and self.is_other_key
        is_other = before[BUCKET].value != texts[BUCKET]
        return bool(before[BUCKET].value) and (is_other or is_elsewhere)

    def is_elsewhere(self, pasted: Mapping[str, str]) -> bool:
        """Whether a text is of a bucket of the same name at another address, with another key."""
        before, address, key_id = self.texts[ENDPOINT], pasted.get(ENDPOINT), pasted.get(KEY_ID)
        if not (before and address and key_id):  # an address may be that of the region, written out
            return False
        return address != before and not self._is_value_of(KEY_ID, key_id)

    @property
    def names_other_bucket(self) -> bool:
        """Whether another bucket than the one that is set up is in the form."""
        before = self._view.settings[BUCKET].value if self._view is not None else ""
        return bool(before) and before != self.texts[BUCKET]

    @property
    def is_other_key(self) -> bool:
        """Whether another AccessKey than the one in use was entered."""
        if not self.keys.key_id.text().strip():
            return False
        used = self._view.ladder.used if self._view is not None else None
        return used is not None and used.masked_id != mask_id(self.keys.key_id.text().strip())

    @property
    def changes(self) -> SettingsChanges:
        """What differs from what is saved, of a bucket."""
        values, place = self._changed_values(), self.keys.place
        entered, token = self.keys.entered, self.keys.token
        api_key = self.models.entered
        api_place = self._place_beside_bucket() if api_key is not None else None
        moves = self._moves_key
        return SettingsChanges(
            self.kind, values, entered, token, api_key, place, api_place, moves_key=moves
        )

    @property
    def changes_of_service(self) -> SettingsChanges:
        """What differs from what is saved, of temporary storage."""
        models = self.models
        changed, place = models.changed_service, models.place
        return SettingsChanges(self.kind, changed, api_key=models.entered, place=place)

    @property
    def whole(self) -> SettingsChanges:
        """All that is in the form, for a place of its own."""
        settings = self._view.settings if self._view is not None else {}
        values = {n: t for n, t in self.texts.items() if t and not settings[n].is_fixed}
        for name, default in ((URL_EXPIRES, str(DEFAULT_EXPIRES_S)), (PREFIX, DEFAULT_PREFIX)):
            if values.get(name) == default:
                del values[name]
        values[KEY_ID] = self.keys.key_id.text().strip()
        return replace(self.changes, values=values)

    @property
    def entered(self) -> Pasted:
        """What was typed of a bucket, as if it came in one text."""
        values = {name: text for name, text in self._changed_values().items() if text}
        if key_id := self.keys.key_id.text().strip():
            values[KEY_ID] = key_id  # that of the destination which is shown, perhaps
        secret = self.keys.entered if key_id else None  # a Secret alone is for the ID that is here
        parts = ((KEY_SECRET, secret), (API_KEY, self.models.entered))
        values |= {name: secret.reveal() for name, secret in parts if secret is not None}
        if (token := self.keys.token) is not None:
            values[TOKEN] = token.token.reveal()
            if token.ends is not None:
                values[TOKEN_ENDS] = token.ends.isoformat()
        return Pasted(values)

    @property
    def missing(self) -> tuple[str, ...]:
        """What a destination still needs."""
        if self._view is None or self.kind is Kind.PRACTICE:
            return ()
        if self.kind is Kind.TEMPORARY:
            return () if self.models.has_key else (API_KEY,)
        texts = self.texts
        names = [name for name in (BUCKET, REGION) if not texts[name]]
        if self._view.ladder.used is None or not self.keys.is_empty:
            names += self.keys.missing
        return tuple(names)

    @property
    def texts(self) -> dict[str, str]:
        """The text of every field, by the name of its variable."""
        return {
            BUCKET: self.bucket.text().strip(),
            REGION: self.region.region,
            PREFIX: self.prefix.text().strip(),
            URL_EXPIRES: self.lifetime.text,
            ENDPOINT: self.endpoint.text().strip(),
        }

    # Showing

    def show_view(self, view: SettingsView, *, keeps_typed: bool = False) -> None:
        """Fill the fields with what is in force; with `keeps_typed` but for what was typed."""
        typed = self._changed_values() if keeps_typed else {}
        has_typed = keeps_typed and self.is_changed
        is_mended = self._view is not None and self._view.problem is not None
        self._view, settings = view, view.settings
        is_default = settings[PREFIX].origin.source is Source.DEFAULT
        shown = {name: settings[name].value for name in self.texts}
        shown[PREFIX] = "" if is_default else settings[PREFIX].value
        shown |= {name: text for name, text in typed.items() if name in shown}
        self._is_filling = True
        self.bucket.setText(shown[BUCKET])
        self.region.show_region(shown[REGION])
        self.prefix.setText(shown[PREFIX])
        self.endpoint.setText(shown[ENDPOINT])
        self._is_filling = False
        self.lifetime.show_text(shown[URL_EXPIRES])
        keeps_service = has_typed and self.kind is Kind.TEMPORARY
        self.models.show_view(view, keeps_key=has_typed, keeps_service=keeps_service)
        if not has_typed:
            self._asks_for_keys = False
            self.kinds.choose(_KINDS.index(view.kind))
            self.keys.clear()
            self.keys.choose_place_of(view.ladder)
        for name, field in self.fields.items():
            field.control.setEnabled(not settings[name].is_fixed)
        self.keys.show_fixed(settings[KEY_ID], settings[KEY_SECRET])
        self.keys.show_store(is_there=view.has_store)
        self.keys.offer_to_keep(view.ladder.used.masked_id if view.ladder.used else "")
        if not has_typed:
            self._ask_for_secret(view)
        self.key_row.show_view(view)
        self.advanced.setChecked(bool(settings[ENDPOINT].value))
        # Else it says why what was typed was refused, which is still so.
        if view.problem or is_mended or not has_typed:
            self.say_problem(view.problem)
        self._show_fields()

    def _ask_for_secret(self, view: SettingsView) -> None:
        """Where an ID is there and its Secret is not, only that is to be entered."""
        first = view.ladder.rungs[0]
        if view.ladder.used is None and first.masked_id and first.state is RungState.HALF:
            words = origin_text(first.id_origin, KEY_ID)
            self.keys.keep_id(first.masked_id, words, takes_focus=False)

    def say_problem(self, error: OssDropError | None) -> None:
        """Say why something could not be done; None: nothing is wrong any more."""
        self._problem.setVisible(error is not None)
        if error is not None:
            self._problem.setText(sentences(cause_text(error), remedy_text(error)))
            self._problem.setProperty("tone", Tone.BAD.value)
            set_look(self._problem, "small")

    def blame(self, error: OssDropError) -> None:
        """Mark the part of a key that the service refused before it was saved."""
        if error.hint != BEFORE_STAYS:
            return
        if error.code is ErrorCode.API_KEY_WRONG:
            self.models.refuse(error)
        else:
            self.keys.refuse(error)

    @Slot(object)
    def show_fault(self, check: Check | None) -> None:
        """Mark the field that a failed check blames, until it is changed."""
        name = self._name_at_fault(check) if check is not None else ""
        self._fault = None
        if check is not None and name:
            self._fault = _Fault(name, self._checked(name) or self.texts.get(name, ""), check.title)
        self._on_form_changed()

    def _name_at_fault(self, check: Check) -> str:
        if check.code is ErrorCode.NETWORK_UNREACHABLE and check.hint in OF_ADDRESS:
            if self._checked(ENDPOINT) or self.texts[ENDPOINT]:
                return ENDPOINT
            return "" if find_region(self.texts[REGION]) else REGION  # else it is the network
        if check.hint == NO_SECRET:
            return KEY_SECRET
        return _FIELD_OF.get(check.code, "") if check.code else ""

    def _checked(self, name: str) -> str:
        """What the check was about; of a key, its masked form."""
        if self._view is None:
            return ""
        if name in (KEY_ID, KEY_SECRET):
            return self._view.ladder.used.masked_id if self._view.ladder.used else ""
        return self._view.api_key if name == API_KEY else self._view.settings[name].value

    def _says_fault(self, name: str) -> str:
        """What the check said of a key that is still the one in use, "" for nothing."""
        fault = self._fault
        if fault is None or (fault.name, fault.value) != (name, self._checked(name)):
            return ""
        return words_text(fault.words)

    def correct(self, check: Check | None) -> None:
        """Put the cursor where a failed check says that something is wrong."""
        self.show_fault(check)
        is_address = check is not None and check.code is ErrorCode.NETWORK_UNREACHABLE
        self._points_at = REGION if is_address else BUCKET  # where nothing is to blame
        if self._fault is not None and self._fault.name == ENDPOINT:
            self.advanced.setChecked(True)
        self.at_fault.setFocus()

    @property
    def at_fault(self) -> QWidget:
        """The control that the check blames; where it blames none the region, or the bucket."""
        name = self._fault.name if self._fault else self._points_at
        if self.kind is Kind.TEMPORARY and name != API_KEY:
            return self.models.service  # its address is the one field that can be wrong
        return self._control_of(name)

    def _control_of(self, name: str) -> QWidget:
        if name == API_KEY:
            return self.models.key
        if name in (KEY_ID, KEY_SECRET):
            return self.keys.key_id if name == KEY_ID else self.keys.secret
        return self.fields[name].control

    def begin(self, kind: Kind) -> None:
        """Be ready for the fields of a kind of destination."""
        self._choose(kind)
        self._show_fields()
        (self.models.key if kind is Kind.TEMPORARY else self.bucket).setFocus()

    def enter_api_key(self) -> None:
        """Be ready for an API key: questions to models need it wherever files go."""
        if self.kind is not Kind.TEMPORARY:
            self.advanced.setChecked(True)
        self._show_fields()
        self.models.key.setFocus()

    def enter_key(self, check: Check | None = None) -> None:
        """Be ready for an AccessKey, or an API key; where only its Secret is wrong, for that."""
        self._asks_for_keys = True
        self._show_fields()
        used = self._view.ladder.used if self._view is not None else None
        is_wrong = check is not None and check.code is ErrorCode.SECRET_WRONG
        first = self._view.ladder.rungs[0] if self._view is not None else None
        if first is not None and used is None and first.state is RungState.HALF and first.masked_id:
            self.keys.keep_id(first.masked_id, origin_text(first.id_origin, KEY_ID))
            return
        if is_wrong and used is not None and used.pair is PairName.QWEN:
            self.keys.keep_id(used.masked_id, origin_text(used.id_origin, KEY_ID))
            return
        if self.kind is Kind.TEMPORARY:
            self.models.key.setFocus()
        else:
            self.keys.key_id.setFocus()

    @Slot()
    def _on_discard_clicked(self) -> None:
        """What is saved counts again: nothing that was typed stays."""
        if self._view is not None:
            self.models.forget_refusal()
            self.show_view(self._view)
            self.discarded.emit()

    @Slot()
    def _on_keep_clicked(self) -> None:
        """The key need not be entered again: only where it is kept is another place."""
        self.enter_key()
        self.keys.choose_lasting_place()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_keys_kept(self) -> None:
        self._asks_for_keys = False
        self.keys.clear()
        if self._view is not None:
            self.keys.choose_place_of(self._view.ladder)
        self._show_fields()
        self.key_row.take_focus()

    def take(self, pasted: Pasted) -> None:
        """Fill in what was pasted, and choose the destination that it belongs to."""
        values = pasted.values
        is_of_bucket = {BUCKET, KEY_ID, KEY_SECRET} & values.keys()
        if is_of_bucket or (ENDPOINT in values and API_KEY not in values):
            self._choose(Kind.BUCKET)  # elsewhere what was read is not seen, nor saved
        elif API_KEY in values and not self.bucket.text():
            self._choose(Kind.TEMPORARY)
        self.models.key.setText(values.get(API_KEY, self.models.key.text()))
        self._take_service(values)
        self.keys.take(pasted)
        self._fill_place(values)

    def _fill_place(self, values: Mapping[str, str]) -> None:
        left = {ENDPOINT: ""} if self._leaves_address(values) else {}
        if self._leaves_folder(values):
            left[PREFIX] = ""
        self.fill({**left, **values})

    def taken(self, pasted: Mapping[str, str], left_before: Collection[str]) -> dict[str, str]:
        """What of a text is filled in: of a place, or a key, that is fixed otherwise, nothing.

        Nor the rest of one that was left in a text before: a Secret often comes in a second one.
        """
        left: set[str] = set()
        for name, rest in _TOGETHER.items():
            setting = self._view.settings.get(name) if self._view is not None else None
            is_fixed = setting is not None and setting.is_fixed
            is_other = name in pasted and not self._is_value_of(name, pasted[name])
            if is_fixed and (is_other or (name not in pasted and name in left_before)):
                left |= {name, *rest}
        return {name: text for name, text in pasted.items() if name not in left}

    def _is_value_of(self, name: str, text: str) -> bool:
        setting = self._view.settings[name] if self._view is not None else None
        shown = mask_id(text) if name == KEY_ID else text
        return setting is not None and shown in (setting.value, setting.shown)

    def _leaves_address(self, pasted: Mapping[str, str]) -> bool:
        """Whether all of another place was pasted, and the address is that of the saved one."""
        if self._view is None or not (pasted.get(BUCKET) and pasted.get(REGION)):
            return False
        saved = {name: setting.value for name, setting in self._view.settings.items()}
        is_other = saved[BUCKET] not in ("", pasted[BUCKET])
        return is_other and self.endpoint.text() == saved[ENDPOINT]

    def _leaves_folder(self, values: Mapping[str, str]) -> bool:
        """Whether another bucket was given, and the folder is the one in the saved bucket."""
        saved = self._view.settings if self._view is not None else {}
        is_other = BUCKET in values and saved[BUCKET].value not in ("", values[BUCKET])
        return is_other and self.prefix.text() == saved[PREFIX].value

    def take_in(self, changes: SettingsChanges) -> None:
        """Fill in settings that were exported; nothing is saved yet."""
        self._choose(changes.kind)
        values = changes.values
        self._take_service(values)
        self._fill_place(values)

    def _take_service(self, values: Mapping[str, str]) -> None:
        service = self.models.service
        if service.isEnabled() and {MODEL_REGION, BASE_URL} & values.keys():
            service.show_texts(values.get(MODEL_REGION, ""), values.get(BASE_URL, ""))

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill in the fields that `values` names; what the environment fixes stays."""
        fixed = self._view.settings if self._view is not None else {}
        values = {n: t for n, t in values.items() if n not in fixed or not fixed[n].is_fixed}
        self._is_filling = True
        self.bucket.setText(values.get(BUCKET, self.bucket.text()))
        self.region.show_region(values.get(REGION, self.region.region))
        self.prefix.setText(values.get(PREFIX, self.prefix.text()))
        if ENDPOINT in values:
            self.endpoint.setText(values[ENDPOINT])
            self.advanced.setChecked(bool(values[ENDPOINT]) or self.advanced.isChecked())
        if values.get(URL_EXPIRES):
            self.lifetime.show_text(values[URL_EXPIRES])
        self._is_filling = False
        self._show_fields()

    def _choose(self, kind: Kind) -> None:
        if kind in _KINDS:
            self.kinds.choose(_KINDS.index(kind))

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off, but what is in use."""
        for kind, feature in _SWITCHABLE.items():
            is_offered = policies.allows(feature) or kind is self.kind
            self.kinds.offer(_KINDS.index(kind), is_offered=is_offered)
        self._longest_s = policies.longest_link_s
        self.lifetime.limit(self._longest_s)
        self._say_kind()

    def _show_fields(self) -> None:
        is_bucket = self.kind is Kind.BUCKET
        for name in (BUCKET, REGION, PREFIX, URL_EXPIRES):
            self.fields[name].set_visible(is_bucket)
        self.fields[ENDPOINT].set_visible(is_bucket and self.advanced.isChecked())
        self.advanced.setVisible(is_bucket)
        # Asking a model needs it wherever files go.
        asks_models = is_bucket and (self.advanced.isChecked() or bool(self.models.text))
        self.models.key_field.set_visible(self.kind is Kind.TEMPORARY or asks_models)
        has_store = self._view is None or self._view.has_store
        is_asked_alone = asks_models and self.keys.entered is None
        has_key = self.kind is Kind.TEMPORARY or is_asked_alone
        self.models.place_field.set_visible(has_key and not has_store)
        self.models.service_field.set_visible(self.kind is Kind.TEMPORARY)
        self.keys.setVisible(is_bucket and self._needs_keys())
        self.key_field.set_visible(is_bucket and not self._needs_keys())
        self._say_kind()
        self._on_form_changed()
        self.kind_shown.emit(self.kind)

    def _needs_keys(self) -> bool:
        """Whether there is no key yet, or a new one is wanted."""
        if self._asks_for_keys or not self.keys.is_empty or self._view is None:
            return True
        return self._view.ladder.used is None and not self._view.ladder.is_blocked

    def _say_kind(self) -> None:
        self._kind_note.setText(
            {
                Kind.BUCKET: self._words_of_bucket(),
                Kind.TEMPORARY: self.tr(
                    "Links begin with oss:// and work 48 hours, only for the chosen model and "
                    "your account. They cannot be renewed; not for production."
                ),
                Kind.PRACTICE: self.tr(
                    "Files stay on this computer. Links to them work here only."
                ),
            }[self.kind]
        )

    def _words_of_bucket(self) -> str:
        if self._longest_s < MAX_EXPIRES_S:
            return self.tr("Files are kept, and a new link can be had any time.")
        return self.tr(
            "Files are kept. Links work for up to 7 days, and a new one can be had any time."
        )

    @Slot()
    def _on_tick(self) -> None:
        if self._view is not None and self.isVisible():
            self._say_field(URL_EXPIRES, self.texts[URL_EXPIRES], self._view)

    @Slot()
    def _on_form_changed(self) -> None:
        if self._view is None:
            return
        for name, text in self.texts.items():
            self._say_field(name, text, self._view)
        self._say_key(self._view)
        self.models.say(self._says_fault(API_KEY))
        self.save.setEnabled(not self.is_saving and self._can_save(self._view))
        self._say_state()
        self.changed.emit()

    def _say_state(self) -> None:
        """Whether something waits to be saved: only then is saving what comes next."""
        is_new = self.is_changed
        is_brief = self.keeps_nothing
        words, tone = self.tr("Nothing to save"), Tone.NEUTRAL
        if self.is_saving:
            words = self.tr("Saving…")
        elif is_new and self.missing:
            names = listed(map(name_text, self.missing))
            words = filled(self.tr("Still missing: %1"), names)
        elif is_new and (wrong := self._wrong_names()):
            words = filled(self.tr("To be corrected: %1"), listed(map(name_text, wrong)))
        elif is_brief:
            words, tone = self.tr("Works until you quit"), Tone.SOON
        elif is_new:
            words = self.tr("Not saved yet")
        self._state.setText(words)
        self._state.setProperty("tone", tone.value)
        set_look(self._state, "soft")
        self.discard.setVisible(is_new and not self.is_saving)
        is_bucket = self.kind not in (Kind.TEMPORARY, Kind.PRACTICE)
        self.keep.setVisible(is_brief and is_bucket and not is_new and not self.is_saving)
        self.save.setText(self.tr("Use and check") if is_brief else self.tr("Save and check"))
        look = "primary" if is_new and self.save.isEnabled() else ""
        if self.save.property("look") != look:
            set_look(self.save, look)

    @property
    def _is_brief(self) -> bool:
        """Whether what is in use is gone at the next start."""
        view = self._view
        if view is None or self.kind is Kind.PRACTICE:
            return False
        if self.kind is Kind.TEMPORARY:
            origin = view.api_key_origin
        else:
            origin = view.ladder.used.secret_origin if view.ladder.used is not None else None
        return origin is not None and origin.source is Source.THIS_RUN

    def _wrong_names(self) -> list[str]:
        """The fields that cannot be saved as they are."""
        if self._view is None or self.kind is Kind.PRACTICE:
            return []
        of_models = [API_KEY] if self.models.key_fault else []
        if self.kind is Kind.TEMPORARY:
            return of_models
        texts = self.texts
        wrong = [
            name
            for name, text in texts.items()
            if not self._view.settings[name].is_fixed and check_value(name, text, texts[BUCKET])
        ]
        return [*wrong, *([] if self.keys.is_empty else self.keys.wrong), *of_models]

    @property
    def keeps_nothing(self) -> bool:
        """Whether what is entered, or else what is in use, is gone at the next start."""
        return not self._is_kept() if self.is_changed else self._is_brief

    def say_saving(self, *, is_saving: bool) -> None:
        """Whether a save is under way, from now on."""
        self.is_saving = is_saving
        self._on_form_changed()

    def _is_kept(self) -> bool:
        """Whether what was entered is there at the next start."""
        if self.kind is Kind.TEMPORARY:
            return self.models.place is not SecretPlace.THIS_RUN
        places = [] if self.keys.is_empty else [self.keys.place]
        places += [self._place_beside_bucket()] if self.models.text else []
        return SecretPlace.THIS_RUN not in places

    def _place_beside_bucket(self) -> SecretPlace:
        """Of an API key: that of the Secret which is entered with it, else its own."""
        return self.keys.place if self.keys.entered is not None else self.models.place

    @Slot(str)
    def _on_box_changed(self, text: str) -> None:
        """A whole text in a field for one value would show the secret in it.

        An endpoint is none, though it names the region as well.
        """
        box = self.sender()
        found = read_pasted(text).values if _SIGN.search(text) and not self._is_filling else {}
        if box is self.endpoint and found.keys() <= {REGION, ENDPOINT}:
            return
        if box is self.models.key and found.keys() == {API_KEY}:
            self.models.key.setText(found[API_KEY])  # without its name
        elif len(found) > 1:
            if isinstance(box, QLineEdit):
                box.clear()
            self.settings_pasted.emit(text)

    def _say_field(self, name: str, text: str, view: SettingsView) -> None:
        field, setting = self.fields[name], view.settings[name]
        error = check_value(name, text, self.bucket.text().strip())
        if error is None and text == setting.value:
            error = setting.error  # of a value that may not be shown
        fault = self._fault
        if error is not None:
            field.say(self._words_of(name, error, setting), Tone.BAD)
        elif fault is not None and (fault.name, fault.value) == (name, text):
            field.say(words_text(fault.words), Tone.BAD)
        elif name == ENDPOINT and is_other_region(text, self.texts[REGION]):
            field.say(self.tr("It belongs to another region than the one above."), Tone.BAD)
        elif setting.is_fixed:
            field.say(origin_text(setting.origin, name), Tone.SOON)
        elif name == PREFIX:
            field.say(example_key(text or DEFAULT_PREFIX))
        elif name == URL_EXPIRES:
            self._say_lifetime(field, text, view)
        elif setting.value == text and text:
            words = origin_text(setting.origin, name)
            if setting.shadowed:
                words = filled(self.tr("%1 · overrides another source"), words)
            field.say(words, Tone.SOON if setting.differs else Tone.NEUTRAL)
        elif name == ENDPOINT:
            field.say(self.tr("Empty: the one of the region. A custom domain goes here."))
        else:
            field.say(self.tr("not saved yet") if text else "")

    def _words_of(self, name: str, error: OssDropError, setting: Setting) -> str:
        if setting.is_fixed:  # nothing can be typed here: who decides is what helps
            return f"{cause_text(error).rstrip('.。')} · {origin_text(setting.origin, name)}"
        if name == URL_EXPIRES and not self.lifetime.is_in_seconds:
            if self.lifetime.is_too_long:
                return self.tr("Links work for 7 days at most.")
            return self.tr("Enter a number: up to 7 days are possible.")
        return sentences(cause_text(error), remedy_text(error))

    def _say_lifetime(self, field: Field, text: str, view: SettingsView) -> None:
        now = datetime.now(UTC)
        ends, used = now + timedelta(seconds=min(int(text), self._longest_s)), view.ladder.used
        if used is not None and used.ends is not None:  # no link outlives its key
            ends = min(ends, used.ends)
        if ends <= now:
            field.say(self.tr("The key works no longer: a link cannot be made."), Tone.BAD)
        elif text != view.settings[URL_EXPIRES].value:
            words = self.tr("Once this is saved, a file sent now: until %1")
            field.say(filled(words, moment_text(ends, now)))
        else:
            field.say(filled(self.tr("A file sent now: until %1"), moment_text(ends, now)))

    def _say_key(self, view: SettingsView) -> None:
        used, lost = view.ladder.used, view.ladder.passed_over
        fault = self._says_fault(KEY_ID) or self._says_fault(KEY_SECRET)
        self.keys.show_fault(self._says_fault(KEY_ID), self._says_fault(KEY_SECRET))
        if used is None:
            self.key_field.say("")
        elif fault:
            self.key_field.say(fault, Tone.BAD)
        elif lost is not None:
            words = self.tr("The secret of %1 is missing: this one is used instead.")
            self.key_field.say(filled(words, lost.masked_id), Tone.SOON)
        else:
            is_fixed = used.id_origin.is_fixed
            self.key_field.say(origin_text(used.id_origin, used.pair.value) if is_fixed else "")

    # Saving

    def _can_save(self, view: SettingsView) -> bool:
        if self.kind is Kind.PRACTICE:
            return True
        if self.kind is Kind.TEMPORARY:
            return self.models.is_good
        if view.is_new and self.missing:  # it is used from then on
            return False
        texts, wrong = self.texts, self._wrong_names()
        # Half a key takes nothing from one that works, or that is behind a locked store; that of
        # another bucket can have a place of its own.
        is_first = view.ladder.used is None and not view.ladder.is_blocked
        is_first = is_first or self.is_of_other_bucket
        keys_good = self.keys.is_empty or self.keys.is_good or (is_first and self.keys.is_begun)
        return not wrong and bool(texts[BUCKET]) and bool(texts[REGION]) and keys_good

    @Slot()
    def _on_return_pressed(self) -> None:
        """It leads to what is missing, and saves once nothing is that can be entered."""
        control = next(map(self._control_of, self.missing), None)
        if control is not None and control.isVisibleTo(self):  # not behind a locked store
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.save.click()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.say_problem(None)
        if self.kind is Kind.PRACTICE:
            self.practice_asked.emit()
        elif self.kind is Kind.TEMPORARY:
            self.save_asked.emit(self.changes_of_service)
        else:
            self.save_asked.emit(self.changes)

    def _changed_values(self) -> dict[str, str]:
        """What differs from what is in force; what the environment fixes is left alone."""
        view, values = self._view, self.texts
        if view is None:
            return {}
        kept = {
            n: s.value for n, s in view.settings.items() if s.origin.source is not Source.DEFAULT
        }
        for name, default in ((URL_EXPIRES, str(DEFAULT_EXPIRES_S)), (PREFIX, DEFAULT_PREFIX)):
            if name not in kept and values[name] == default:
                values[name] = ""
        if key_id := self.keys.key_id.text().strip():
            values[KEY_ID] = key_id
        return {
            name: text
            for name, text in values.items()
            if text != kept.get(name, "") and (name == KEY_ID or not view.settings[name].is_fixed)
        }

    # Language

    def _retranslate(self) -> None:
        self.kinds.name([self.tr("My bucket"), self.tr("Temporary, 48 hours"), self.tr("Practice")])
        self.fields[BUCKET].name(self.tr("Bucket"))
        self.fields[REGION].name(self.tr("Region"))
        self.key_field.name("AccessKey")
        self.fields[PREFIX].name(self.tr("Folder"))
        self.fields[URL_EXPIRES].name(self.tr("Links work for"))
        self.fields[ENDPOINT].name(self.tr("Endpoint"))
        self.models.name()
        self.bucket.setPlaceholderText("my-ai-assets")
        self.prefix.setPlaceholderText(DEFAULT_PREFIX)
        self.advanced.setText(self.tr("Advanced"))
        self._paste_button.setText(self.tr("Paste what IT sent you…"))
        self._other_ways.setText(self.tr("Compare the ways…"))
        self.discard.setText(self.tr("Discard"))
        self.keep.setText(self.tr("Keep it…"))
        self._say_kind()
        self._say_state()
        self._on_form_changed()
