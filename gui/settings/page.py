"""The settings page: it arranges fields, ladder and check; `SettingsFlow` does the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.config.admin_note import AdminNote, console_url
from core.config.env_file import Source
from core.config.overview import check_value
from core.config.paste import Pasted
from core.config.profiles import Kind
from core.config.settings import (
    BUCKET,
    DEFAULT_EXPIRES_S,
    DEFAULT_PREFIX,
    ENDPOINT,
    PREFIX,
    REGION,
    URL_EXPIRES,
)
from core.doctor.check import Check, Fix, FixKind, Status
from core.doctor.fixes import CHANGES
from core.doctor.sentences import Words
from core.errors import OssDropError
from core.redaction import Secret
from core.settings_desk import KEY_ID, SettingsChanges, SettingsView
from core.storage.object_key import example_key
from gui.error_text import cause_text, remedy_text
from gui.settings.admin_note import note_text, request_text
from gui.settings.check_card import CheckCard, words_text
from gui.settings.fields import LifetimeField, RegionBox, Segments
from gui.settings.flow import SettingsFlow
from gui.settings.form import Card, Field, Form, line, origin_text
from gui.settings.key_panel import KeyPanel, PastePanel
from gui.settings.ladder_card import LadderCard
from gui.theme import PAGE_MARGIN, Tone, set_look
from gui.wording import moment_text, sentences

_KINDS = (Kind.BUCKET, Kind.TEMPORARY)
_TWO_COLUMNS_FROM = 900
_LONG_PATH = 36
_MODEL_CONSOLE = "https://bailian.console.aliyun.com/?tab=model#/api-key"


class SettingsPage(QWidget):
    """Fields on the left, the connection check on the right, or below one another."""

    closed = Signal()
    practice_asked = Signal()
    said = Signal(str)  # for the toast

    def __init__(self, flow: SettingsFlow, program: QWidget) -> None:
        super().__init__()
        self._flow = flow
        self._view: SettingsView | None = None
        self.back, self._title, self._saved_in = QPushButton(), QLabel(), QPushButton()
        set_look(self.back, "link")
        set_look(self._title, "heading")
        set_look(self._saved_in, "link")
        self._file_menu = QMenu(self)
        self._saved_in.setMenu(self._file_menu)
        self.kinds = Segments(len(_KINDS) + 1)
        self._kind_note = QLabel()
        set_look(self._kind_note, "small")
        self._kind_note.setWordWrap(True)
        self.bucket, self.prefix, self.endpoint = QLineEdit(), QLineEdit(), QLineEdit()
        self.region, self.lifetime = RegionBox(), LifetimeField()
        self.api_key = QLineEdit()
        self.api_key.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {
            BUCKET: Field(self.bucket),
            REGION: Field(self.region),
            PREFIX: Field(self.prefix),
            URL_EXPIRES: Field(self.lifetime),
            ENDPOINT: Field(self.endpoint),
        }
        self.api_key_field = Field(self.api_key)
        self.paste, self.keys, self.ladder = PastePanel(), KeyPanel(), LadderCard()
        self.check = CheckCard()
        self.save = QPushButton()
        set_look(self.save, "primary")
        self._problem = QLabel()
        set_look(self._problem, "small")
        self._problem.setWordWrap(True)
        self._advanced = QPushButton()
        set_look(self._advanced, "link")
        self._advanced.setCheckable(True)
        self._paste_button = QPushButton()
        set_look(self._paste_button, "link")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build(program)
        self._connect()
        self._retranslate()

    def open(self) -> None:
        """Show the settings as they are now, and check them."""
        self._flow.read()

    def begin_paste(self) -> None:
        """Be ready for what IT sent."""
        self.paste.show()
        self.paste.take_focus()

    def enter_key(self) -> None:
        """Be ready for an AccessKey, or an API key."""
        self._show_keys()
        if self._kind is Kind.TEMPORARY:
            self.api_key.setFocus()
        else:
            self.keys.key_id.setFocus()

    @property
    def _kind(self) -> Kind:
        number = self.kinds.current
        return _KINDS[number] if 0 <= number < len(_KINDS) else Kind.PRACTICE

    # Building

    def _build(self, program: QWidget) -> None:
        form, self._form_card = Form(), Card()
        for field in self.fields.values():
            form.add(field)
        form.add(self.api_key_field)
        self._form_card.column.addWidget(self.kinds)
        self._form_card.column.addWidget(self._kind_note)
        self._form_card.column.addWidget(form)
        self._form_card.column.addWidget(self.keys)
        self._form_card.column.addLayout(line(self._advanced, self._paste_button))
        self._form_card.column.addWidget(self._problem)
        self._form_card.column.addLayout(line(self.save))
        left, right = QVBoxLayout(), QVBoxLayout()
        for widget in (self.paste, self._form_card, self.ladder):
            left.addWidget(widget)
        right.addWidget(self.check)
        right.addWidget(program)
        left.addStretch()
        right.addStretch()
        for column in (left, right):
            column.setSpacing(16)
        self._columns.setSpacing(20)
        self._columns.addLayout(left, 4)
        self._columns.addLayout(right, 3)
        content = QWidget()
        set_look(content, "page")
        content.setLayout(self._columns)
        self._columns.setContentsMargins(PAGE_MARGIN, 4, PAGE_MARGIN, PAGE_MARGIN)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        top = line(self.back, self._title)
        top.addWidget(self._saved_in)
        top.setContentsMargins(PAGE_MARGIN - 8, 12, PAGE_MARGIN, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(scroll, 1)

    def _connect(self) -> None:
        flow = self._flow
        self.back.clicked.connect(self.closed)
        self.kinds.chosen.connect(self._on_kinds_chosen)
        for box in (self.bucket, self.prefix, self.endpoint, self.api_key):
            box.textChanged.connect(self._on_form_changed)
        self.region.changed.connect(self._on_form_changed)
        self.lifetime.changed.connect(self._on_form_changed)
        self.keys.changed.connect(self._on_form_changed)
        self._advanced.toggled.connect(lambda _: self._show_fields())
        self._paste_button.clicked.connect(self.begin_paste)
        self.save.clicked.connect(self._on_save_clicked)
        self.paste.understood.connect(self._on_paste_understood)
        self.paste.request_asked.connect(self._on_request_asked)
        self.ladder.replace_asked.connect(self.enter_key)
        self.ladder.remove_asked.connect(flow.remove_secret)
        self.ladder.move_asked.connect(lambda name: flow.fix(Fix(FixKind.MOVE_SECRET, name=name)))
        self.ladder.scripts_asked.connect(self._on_scripts_asked)
        self.check.check_asked.connect(flow.check)
        self.check.cancel_asked.connect(flow.cancel_check)
        self.check.fix_asked.connect(self.do_fix)
        flow.view_read.connect(self.show_view)
        flow.file_changed.connect(self._on_flow_file_changed)
        flow.read_failed.connect(self._say_problem)
        flow.save_failed.connect(self._say_problem)
        flow.saved.connect(self._on_flow_saved)
        flow.check_began.connect(self.check.begin)
        flow.check_done.connect(self.check.show_check)
        flow.check_ended.connect(self.check.end)
        flow.imported.connect(self._on_flow_imported)
        flow.written.connect(lambda path: self.said.emit(self.tr("Saved: %1").replace("%1", path)))

    # Showing

    @property
    def flow(self) -> SettingsFlow:
        """What reads, saves and checks."""
        return self._flow

    @property
    def problem_text(self) -> str:
        """What went wrong last, "" while nothing did."""
        return self._problem.text() if self._problem.isVisibleTo(self) else ""

    @property
    def view(self) -> SettingsView | None:
        """The settings that are shown, None until they were read."""
        return self._view

    @Slot(object)
    def show_view(self, view: SettingsView) -> None:
        """Fill the page."""
        self._view = view
        self.kinds.choose(_KINDS.index(view.kind) if view.kind in _KINDS else len(_KINDS))
        settings = view.settings
        self.bucket.setText(settings[BUCKET].value)
        self.region.show_region(settings[REGION].value)
        is_default = settings[PREFIX].origin.source is Source.DEFAULT
        self.prefix.setText("" if is_default else settings[PREFIX].value)
        self.endpoint.setText(settings[ENDPOINT].value)
        seconds = settings[URL_EXPIRES].value
        self.lifetime.show_seconds(int(seconds) if seconds.isdigit() else DEFAULT_EXPIRES_S)
        self.keys.clear()
        self.api_key.clear()
        for name, field in self.fields.items():
            field.control.setEnabled(not settings[name].is_fixed)
        self._advanced.setChecked(bool(settings[ENDPOINT].value))
        self.ladder.show_view(view)
        is_new = not settings[BUCKET].value and not view.api_key
        self.paste.setVisible(is_new or self.paste.is_busy)
        if view.problem is not None:
            self._say_problem(view.problem)
        else:
            self._problem.hide()
        self._retranslate_file()
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self._kind
        is_bucket = kind is Kind.BUCKET
        for name in (BUCKET, REGION, PREFIX, URL_EXPIRES):
            self.fields[name].set_visible(is_bucket)
        self.fields[ENDPOINT].set_visible(is_bucket and self._advanced.isChecked())
        self._advanced.setVisible(is_bucket)
        self.api_key_field.set_visible(kind is Kind.TEMPORARY)
        self.ladder.setVisible(is_bucket)
        self._show_keys()
        self._say_kind()
        self._on_form_changed()

    def _show_keys(self) -> None:
        """Ask for a key where there is none, or where a new one is wanted."""
        used = self._view.ladder.used if self._view else None
        asked = self.sender() is self.ladder or not self.keys.is_empty
        is_bucket = self._kind is Kind.BUCKET
        blocked = self._view is not None and self._view.ladder.is_blocked
        self.keys.setVisible(is_bucket and (asked or (used is None and not blocked)))

    def _say_kind(self) -> None:
        self._kind_note.setText(
            {
                Kind.BUCKET: self.tr(
                    "Files are kept. Links work for up to 7 days, and a new one can be had any "
                    "time."
                ),
                Kind.TEMPORARY: self.tr(
                    "Links begin with oss:// and work 48 hours, only for the chosen model and "
                    "your account. They cannot be renewed; not for production."
                ),
                Kind.PRACTICE: self.tr(
                    "Files stay on this computer. Links to them work here only."
                ),
            }[self._kind]
        )

    @Slot()
    def _on_form_changed(self) -> None:
        if self._view is None:
            return
        for name, text in self._texts().items():
            self._say_field(name, text)
        self._say_api_key()
        self.save.setEnabled(self._can_save())

    def _texts(self) -> dict[str, str]:
        return {
            BUCKET: self.bucket.text().strip(),
            REGION: self.region.region,
            PREFIX: self.prefix.text().strip(),
            URL_EXPIRES: str(self.lifetime.seconds),
            ENDPOINT: self.endpoint.text().strip(),
        }

    def _say_field(self, name: str, text: str) -> None:
        field = self.fields[name]
        error = check_value(name, text, self.bucket.text().strip())
        if error is not None:
            field.say(sentences(cause_text(error), remedy_text(error)), Tone.BAD)
            return
        setting = self._view.settings[name] if self._view else None
        if setting is not None and setting.is_fixed:
            field.say(origin_text(setting.origin, name), Tone.SOON)
        elif name == PREFIX:
            field.say(example_key(text or DEFAULT_PREFIX))
        elif name == URL_EXPIRES:
            now = datetime.now(UTC)
            until = moment_text(now + timedelta(seconds=self.lifetime.seconds), now)
            field.say(self.tr("A file sent now: until %1").replace("%1", until))
        elif setting is not None and setting.value == text and text:
            words = origin_text(setting.origin, name)
            if setting.shadowed:
                words = self.tr("%1 · counts before another place").replace("%1", words)
            field.say(words, Tone.SOON if setting.differs else Tone.NEUTRAL)
        elif name == ENDPOINT:
            field.say(self.tr("Empty: the one of the region. A custom domain goes here."))
        else:
            field.say(self.tr("not saved yet") if text else "")

    def _say_api_key(self) -> None:
        view = self._view
        if view is None:
            return
        text = self.api_key.text().strip()
        error = check_value("DASHSCOPE_API_KEY", text)
        if error is not None:
            self.api_key_field.say(cause_text(error), Tone.BAD)
        elif text.startswith("sk-sp-"):
            self.api_key_field.say(
                self.tr("A key of a token plan cannot store files: use one billed by use."),
                Tone.BAD,
            )
        elif text or view.api_key_origin is None:
            self.api_key_field.say(self.tr("From the Model Studio console; it begins with sk-"))
        else:
            place = origin_text(view.api_key_origin, "DASHSCOPE_API_KEY")
            self.api_key_field.say(f"{view.api_key} · {place}")

    def _can_save(self) -> bool:
        kind = self._kind
        if kind is Kind.PRACTICE:
            return True
        if kind is Kind.TEMPORARY:
            text = self.api_key.text().strip()
            good = not text.startswith("sk-sp-") and not check_value("DASHSCOPE_API_KEY", text)
            return good and bool(text or (self._view and self._view.api_key))
        texts = self._texts()
        wrong = any(check_value(n, text, texts[BUCKET]) for n, text in texts.items())
        keys_good = self.keys.is_empty or self.keys.is_good
        return not wrong and bool(texts[BUCKET]) and bool(texts[REGION]) and keys_good

    # Doing

    @Slot(int)
    def _on_kinds_chosen(self, _: int) -> None:
        self._show_fields()

    @Slot()
    def _on_save_clicked(self) -> None:
        kind = self._kind
        if kind is Kind.PRACTICE:
            self.practice_asked.emit()
            return
        self._problem.hide()
        if kind is Kind.TEMPORARY:
            text = self.api_key.text().strip()
            self._flow.save(SettingsChanges(kind, {}, api_key=Secret(text) if text else None))
            return
        self._flow.save(
            SettingsChanges(kind, self._changed_values(), self.keys.entered, place=self.keys.place)
        )

    def _changed_values(self) -> dict[str, str]:
        """What differs from what is in force; what the environment fixes is left alone."""
        view, values = self._view, self._texts()
        if view is None:
            return {}
        if values[URL_EXPIRES] == str(DEFAULT_EXPIRES_S):
            values[URL_EXPIRES] = ""
        if values[PREFIX] == DEFAULT_PREFIX:
            values[PREFIX] = ""
        if key_id := self.keys.key_id.text().strip():
            values[KEY_ID] = key_id
        kept = {
            n: s.value for n, s in view.settings.items() if s.origin.source is not Source.DEFAULT
        }
        return {
            name: text
            for name, text in values.items()
            if not view.settings[name].is_fixed and text != kept.get(name, "")
        }

    @Slot()
    def _on_flow_file_changed(self) -> None:
        """Show what is in the file now, unless somebody is typing here."""
        if self._changed_values() or not self.keys.is_empty or self.api_key.text():
            self.said.emit(self.tr("The settings file was changed by another program."))
        else:
            self._flow.read()

    @Slot()
    def _on_flow_saved(self) -> None:
        self._problem.hide()

    @Slot(object)
    def _say_problem(self, error: OssDropError) -> None:
        self._problem.setText(sentences(cause_text(error), remedy_text(error)))
        self._problem.setProperty("tone", Tone.BAD.value)
        set_look(self._problem, "small")
        self._problem.show()

    @Slot(object)
    def _on_paste_understood(self, pasted: Pasted) -> None:
        values = pasted.values
        if "DASHSCOPE_API_KEY" in values and BUCKET not in values and not self.bucket.text():
            self.kinds.choose(_KINDS.index(Kind.TEMPORARY))
        elif BUCKET in values:
            self.kinds.choose(_KINDS.index(Kind.BUCKET))
        self.api_key.setText(values.get("DASHSCOPE_API_KEY", self.api_key.text()))
        self._fill(values)
        self.keys.take(pasted)
        self._show_fields()

    @Slot(object)
    def _on_flow_imported(self, changes: SettingsChanges) -> None:
        if changes.kind in _KINDS:
            self.kinds.choose(_KINDS.index(changes.kind))
        self._fill(dict(changes.values))
        self._show_fields()

    def _fill(self, values: dict[str, str]) -> None:
        self.bucket.setText(values.get(BUCKET, self.bucket.text()))
        self.region.show_region(values.get(REGION, self.region.region))
        self.prefix.setText(values.get(PREFIX, self.prefix.text()))
        if ENDPOINT in values:
            self.endpoint.setText(values[ENDPOINT])
            self._advanced.setChecked(True)
        if values.get(URL_EXPIRES, "").isdigit():
            self.lifetime.show_seconds(int(values[URL_EXPIRES]))

    @Slot()
    def _on_request_asked(self) -> None:
        QGuiApplication.clipboard().setText(request_text())
        self.said.emit(self.tr("The request is copied: paste it into a message to your IT."))

    @Slot()
    def _on_scripts_asked(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("The folder of your scripts: its .env will hold the secret as plain text")
        )
        if folder:
            self._flow.write_for_scripts(Path(folder))

    @Slot(object, object)
    def do_fix(self, fix: Fix, check: Check | None = None) -> None:
        """Carry out a remedy, from the check or from a failed upload."""
        if fix.kind in CHANGES:
            self._flow.fix(fix)
        elif fix.kind is FixKind.COPY_ADMIN_NOTE:
            QGuiApplication.clipboard().setText(note_text(self._note(check)))
            self.said.emit(self.tr("The note is copied: paste it into a message to your admin."))
        elif fix.kind is FixKind.OPEN_CONSOLE:
            QDesktopServices.openUrl(QUrl(console_url(self.region.region, self.bucket.text())))
        elif fix.kind is FixKind.OPEN_BROWSER:
            QDesktopServices.openUrl(QUrl("http://www.aliyun.com"))
        elif fix.kind is FixKind.ENTER_KEY:
            self.keys.setVisible(self._kind is Kind.BUCKET)
            self.enter_key()
        else:
            self.bucket.setFocus()

    def do_fix_for(self, fix: Fix, error: OssDropError) -> None:
        """Carry out the remedy of a failed upload."""
        title = Words(error.explanation.cause)
        self.do_fix(fix, Check("", Status.FAIL, title, request_id=error.request_id))

    def _note(self, check: Check | None) -> AdminNote:
        used = self._view.ladder.used if self._view else None
        return AdminNote(
            self.bucket.text().strip(),
            self.prefix.text().strip(" /") or DEFAULT_PREFIX,
            self.region.region,
            used.masked_id if used else "",
            words_text(check.title) if check else "",
            check.request_id if check else "",
        )

    # Layout and language

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        wide = event.size().width() >= _TWO_COLUMNS_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.back.setText(self.tr("‹ Uploads"))
        self._title.setText(self.tr("Settings"))
        self.kinds.name([self.tr("My bucket"), self.tr("Temporary, 48 hours"), self.tr("Practice")])
        self.fields[BUCKET].name(self.tr("Bucket"))
        self.fields[REGION].name(self.tr("Region"))
        self.fields[PREFIX].name(self.tr("Folder"))
        self.fields[URL_EXPIRES].name(self.tr("Links work for"))
        self.fields[ENDPOINT].name(self.tr("Endpoint"))
        self.api_key_field.name(self.tr("API key"))
        self.bucket.setPlaceholderText("my-ai-assets")
        self.prefix.setPlaceholderText(DEFAULT_PREFIX)
        self._advanced.setText(self.tr("Advanced"))
        self._paste_button.setText(self.tr("Paste what IT sent you…"))
        self.save.setText(self.tr("Save and check"))
        self._retranslate_file()
        self._say_kind()
        self._on_form_changed()

    def _retranslate_file(self) -> None:
        path = self._view.env_path if self._view else None
        shown = str(path).replace(str(Path.home()), "~", 1) if path else ""
        if len(shown) > _LONG_PATH:
            shown = "…" + shown[-_LONG_PATH:]
        text = self.tr("Saved in %1").replace("%1", shown) if shown else ""
        self._saved_in.setText(f"{text} ▾" if text else "")
        self._saved_in.setVisible(bool(text))
        menu = self._file_menu
        menu.clear()
        if path is None:
            return
        menu.addAction(self.tr("Open the settings file")).triggered.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        menu.addAction(self.tr("Use another .env…")).triggered.connect(self._on_other_file_asked)
        menu.addSeparator()
        menu.addAction(self.tr("Export settings, without secrets…")).triggered.connect(
            self._on_export_asked
        )
        menu.addAction(self.tr("Import settings…")).triggered.connect(self._on_import_asked)
        menu.addSeparator()
        menu.addAction(self.tr("Save a file for support…")).triggered.connect(self._on_bundle_asked)
        menu.addAction(self.tr("Open Model Studio's API keys")).triggered.connect(
            lambda: QDesktopServices.openUrl(QUrl(_MODEL_CONSOLE))
        )

    @Slot()
    def _on_other_file_asked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("The .env to read and write"),
            str(Path.home() / ".env"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._flow.save(SettingsChanges(self._kind, {}, env_file=Path(name)))

    @Slot()
    def _on_export_asked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export settings"), "ossdrop-settings.json"
        )
        if name:
            self._flow.export(Path(name))

    @Slot()
    def _on_bundle_asked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a file for support"), "ossdrop-support.zip"
        )
        if name:
            self._flow.write_bundle(Path(name))

    @Slot()
    def _on_import_asked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import settings"), "", "*.json")
        if name:
            self._flow.take_in(Path(name))
