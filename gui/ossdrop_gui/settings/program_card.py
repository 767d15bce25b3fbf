"""What a person chooses about the program itself: language, look, what happens by itself."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.policies import Feature, Policies
from ossdrop.errors import OssDropError
from ossdrop.links import OWN_TEMPLATE, LinkFormat, LinkTemplate
from ossdrop.models.catalogue import catalogue, is_model_name
from ossdrop.printable import filled
from ossdrop.program.preferences import Preferences
from ossdrop.redaction import Secret
from ossdrop_gui.desktop.file_manager import can_be_offered
from ossdrop_gui.desktop.hold import Hold
from ossdrop_gui.desktop.key_combination import combination_of
from ossdrop_gui.look.choices import ChoiceBox
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.form import Field
from ossdrop_gui.settings.groups import Columns, Group
from ossdrop_gui.settings.update_line import UpdateLine
from ossdrop_gui.update_check import UpdateState
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.format_text import format_text
from ossdrop_gui.words.languages import CHINESE, ENGLISH
from ossdrop_gui.words.model_text import takes_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import sentences, short_path

_LANGUAGES = ("", ENGLISH, CHINESE)
_THEMES = ("", "light", "dark", "contrast")
_LIMITS_KB = (0, 250, 500, 1_000, 2_000, 5_000, 10_000)
_DAYS = (0, 30, 90, 365)
_CLEARING = ("Backspace", "Del")
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_PROXIES = ("", "none", "manual")


class ProgramCard(Spoken, QWidget):
    """Every choice holds at once."""

    changed = Signal(str, object)  # the preference's name, its value
    watch_asked = Signal()
    removal_asked = Signal()  # of everything, from this computer
    keys_wanted = Signal(bool)  # whether keys are pressed here: those that are kept must let go
    proxy_password_given = Signal(str, object)  # the proxy's address, Secret

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language, self.theme, self.format = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.reader = ChoiceBox()
        self.reader.setEditable(True)
        self.hotkey = QKeySequenceEdit()
        self.hotkey.setMaximumSequenceLength(1)
        self.hotkey.setClearButtonEnabled(True)
        self._kept_keys, self._is_typing = "", False
        self._hold, self._keys_called = Hold.NONE, ""
        self.hotkey.installEventFilter(self)
        self.watch, self.watched_names = QPushButton(), QLineEdit()
        self.template, self.limit, self.keep_days = QLineEdit(), ChoiceBox(), ChoiceBox()
        self.proxy, self.proxy_address = ChoiceBox(), QLineEdit()
        self.proxy_password = QLineEdit()
        self.proxy_password.setEchoMode(QLineEdit.EchoMode.Password)
        for box, values in (
            (self.language, _LANGUAGES),
            (self.theme, _THEMES),
            (self.format, (*(f.value for f in LinkFormat), OWN_TEMPLATE)),
            (self.limit, tuple(kb * 1000 for kb in _LIMITS_KB)),
            (self.keep_days, _DAYS),
            (self.proxy, _PROXIES),
        ):
            for value in values:
                box.addItem("", value)
        self._fields = {
            "language": Field(self.language, keeps_room=False),
            "theme": Field(self.theme, keeps_room=False),
            "reader": Field(self.reader, keeps_room=False),
            "link_format": Field(self.format, keeps_room=False),
            "link_template": Field(self.template, keeps_room=False),
            "limit_bytes_per_s": Field(self.limit, keeps_room=False),
            "proxy": Field(self.proxy, keeps_room=False),
            "proxy_address": Field(self.proxy_address, keeps_room=False),
            "proxy_password": Field(self.proxy_password, keeps_room=False),
            "history_days": Field(self.keep_days, keeps_room=False),
            "hotkey": Field(self.hotkey, keeps_room=False),
            "watched": Field(self.watch, keeps_room=False),
            "watched_names": Field(self.watched_names, keeps_room=False),
        }
        self.boxes = {
            name: QCheckBox()
            for name in (
                *("copies_links", "hides_links", "reuses_files", "keeps_metadata"),
                *("notifies", "reminds", "stays_in_tray", "in_file_manager", "watched_copies"),
                "checks_updates",
            )
        }
        if not can_be_offered():
            self.boxes["in_file_manager"].hide()
        self.update_line = UpdateLine()
        self.remove = QPushButton()
        set_look(self.remove, "link")
        self._groups = self._grouped()
        self.show_hotkey(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Columns(
                [self._groups[name] for name in ("window", "links", "sending")],
                [self._groups[name] for name in ("elsewhere", "computer")],
            )
        )
        self._watched, self._may_watch, self._watch_works = "", True, True
        self._update, self._may_check = UpdateState(), True
        self._retranslate()
        self._connect()

    def _grouped(self) -> dict[str, Group]:
        def group(fields: str, ticks: str = "", *others: QWidget) -> Group:
            return Group(
                [self._fields[name] for name in fields.split()],
                [self.boxes[name] for name in ticks.split()],
                others,
            )

        return {
            "window": group("language theme"),
            "links": group("reader link_format link_template", "copies_links hides_links"),
            "sending": group(
                "limit_bytes_per_s proxy proxy_address proxy_password",
                "reuses_files keeps_metadata",
            ),
            "elsewhere": group(
                "watched watched_names hotkey",
                "watched_copies notifies reminds stays_in_tray in_file_manager",
            ),
            "computer": group("history_days", "checks_updates", self.update_line, self.remove),
        }

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off."""
        self._may_watch = policies.allows(Feature.WATCH)
        self._say_watched()
        self._may_check = policies.allows(Feature.UPDATE_CHECK)
        self.show_update(self._update)

    @Slot(object)
    def show_update(self, state: UpdateState) -> None:
        """Show what is known about newer versions; a build without a place to look offers none."""
        self._update = state
        is_offered = state.has_source and self._may_check
        box = self.boxes["checks_updates"]
        box.setVisible(is_offered)
        shown = state if is_offered else UpdateState()
        self.update_line.show_state(shown, is_on=box.isChecked())

    @Slot(object)
    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen."""
        controls = (
            *(self.language, self.theme, self.format),
            *(self.limit, self.keep_days, self.proxy),
        )
        values = (
            preferences.language,
            preferences.theme,
            preferences.link_format,
            preferences.limit_bytes_per_s,
            preferences.history_days,
            preferences.proxy,
        )
        for box, value in zip(controls, values, strict=True):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(value), 0))
        if not self.reader.count():  # read by now: whoever opened the profile has asked for it
            self.reader.addItems(["", *catalogue().offered])
            self._name_no_reader()
        if not self.reader.hasFocus():
            self.reader.setCurrentText(preferences.reader)
        self._say_reader(preferences.reader)
        for line_edit, text in (
            (self.template, preferences.link_template),
            (self.proxy_address, preferences.proxy_address),
            (self.watched_names, preferences.watched_names),
        ):
            with QSignalBlocker(line_edit):
                if not line_edit.hasFocus():
                    line_edit.setText(text)
        self._kept_keys = preferences.hotkey
        if not self.hotkey.hasFocus():
            self._show_keys()
        for name, tick in self.boxes.items():
            with QSignalBlocker(tick):
                tick.setChecked(getattr(preferences, name))
        self._fields["link_template"].set_visible(preferences.link_format == OWN_TEMPLATE)
        self._watched = preferences.watched
        self._say_watched()
        is_manual = preferences.proxy == "manual"
        self._fields["proxy_address"].set_visible(is_manual)
        if not preferences.proxy_address and not self.proxy_address.text():
            self._say_no_proxy()
        self._fields["proxy_password"].set_visible(is_manual and "@" in preferences.proxy_address)

    def _connect(self) -> None:
        for name, choice in (
            ("language", self.language),
            ("theme", self.theme),
            ("link_format", self.format),
            ("limit_bytes_per_s", self.limit),
            ("history_days", self.keep_days),
            ("proxy", self.proxy),
        ):
            choice.currentIndexChanged.connect(
                lambda _, name=name, choice=choice: self.changed.emit(name, choice.currentData())
            )
        self.reader.activated.connect(lambda _: self._on_reader_chosen())
        if (typed := self.reader.lineEdit()) is not None:
            typed.editingFinished.connect(self._on_reader_chosen)
        self.hotkey.keySequenceChanged.connect(self._on_hotkey_changed)
        self.watch.clicked.connect(self._on_watch_clicked)
        self.remove.clicked.connect(self.removal_asked)
        self.watched_names.editingFinished.connect(
            lambda: self.changed.emit("watched_names", self.watched_names.text().strip())
        )
        self.template.textChanged.connect(self._on_template_changed)
        self.proxy_address.editingFinished.connect(self._on_proxy_address_finished)
        self.proxy_password.editingFinished.connect(self._on_proxy_password_finished)
        for name, tick in self.boxes.items():
            tick.toggled.connect(lambda on, name=name: self.changed.emit(name, on))

    @Slot()
    def _on_watch_clicked(self) -> None:
        if self._watched:
            self.changed.emit("watched", "")
        else:
            self.watch_asked.emit()

    def say_watch_works(self, works: bool) -> None:  # noqa: FBT001 - a signal's
        """Say whether the watched folder can be read."""
        self._watch_works = works
        self._say_watched()

    def _say_watched(self) -> None:
        self.watch.setText(
            self.tr("Stop watching")
            if self._watched and self._may_watch
            else self.tr("Choose a folder…")
        )
        words, tone = self.tr("Files that are put into it are sent by themselves."), Tone.NEUTRAL
        if self._watched:
            words = short_path(Path(self._watched))
        if self._watched and not self._watch_works:
            words, tone = filled(self.tr("%1 · it cannot be read"), words), Tone.BAD
        if not self._may_watch:  # it is looked for where others have it
            words, tone = self.tr("Switched off by your administrator."), Tone.NEUTRAL
        self._fields["watched"].say(words, tone)
        self.watch.setEnabled(self._may_watch)
        is_watching = bool(self._watched) and self._may_watch
        self._fields["watched_names"].set_visible(is_watching)
        self.boxes["watched_copies"].setVisible(is_watching)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that are held alone empty the field for a moment: nobody has cleared it."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.keys_wanted.emit(True)
        elif kind == QEvent.Type.FocusOut:
            self._show_keys()
            self.keys_wanted.emit(False)
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:  # leaves the field as it was
                self.hotkey.clearFocus()
                return True
            self._is_typing = True
        elif kind == QEvent.Type.KeyRelease and self.hotkey.keySequence().isEmpty():
            self._show_keys()
        return super().eventFilter(watched, event)

    def _show_keys(self) -> None:
        """Show the keys that are kept."""
        self._is_typing = False
        with QSignalBlocker(self.hotkey):
            self.hotkey.setKeySequence(QKeySequence(self._kept_keys, _PORTABLE))
        self._say_hotkey()

    @Slot(QKeySequence)
    def _on_hotkey_changed(self, keys: QKeySequence) -> None:
        text = keys.toString(_PORTABLE)
        if text in _CLEARING or (not text and not self._is_typing):
            self._kept_keys = ""
            self._show_keys()
            self.changed.emit("hotkey", "")
        elif combination_of(text) is not None and text != self._kept_keys:
            self._kept_keys, self._hold = text, Hold.NONE
            self.changed.emit("hotkey", text)
        self._say_hotkey()

    @Slot(bool)
    def show_hotkey(self, possible: bool) -> None:  # noqa: FBT001 - a slot
        """Where a system lets no program have such keys there is nothing to choose."""
        self._fields["hotkey"].set_visible(possible)

    def hide_offer(self, is_installed: bool) -> None:  # noqa: FBT001 - a result
        """What is installed is in the menus of file managers already."""
        if is_installed:
            self.boxes["in_file_manager"].hide()

    def say_hold(self, hold: Hold, called: str) -> None:
        """Another program may have the keys, or the desktop calls others by `called`."""
        self._hold, self._keys_called = hold, called
        self._say_hotkey()

    def _say_hotkey(self) -> None:
        inner = self.hotkey.findChild(QLineEdit)
        if inner is not None:  # Qt's own words come back with each change, as once translated
            inner.setPlaceholderText(self.tr("Press keys"))
            inner.setAccessibleName(self.tr("Press keys"))
        field, text = self._fields["hotkey"], self.hotkey.keySequence().toString(_PORTABLE)
        if text and combination_of(text) is None:
            needed = self.tr("Hold two of Ctrl, Alt and Shift, and press a letter, digit or F key.")
            field.say(needed, Tone.BAD)
        elif text and self._hold is Hold.TAKEN:
            field.say(self.tr("Another program has these keys already. Choose others."), Tone.BAD)
        elif text and self._hold is Hold.REFUSED:
            field.say(self.tr("Your desktop did not allow these keys. Choose others."), Tone.BAD)
        elif text and self._hold is Hold.UNSET:
            field.say(self.tr("No keys are set for it in your desktop's settings."), Tone.SOON)
        elif text and self._hold is Hold.UNKNOWN:
            tick = self.tr("Your desktop does not know OssDrop yet: offer it in the file manager.")
            field.say(tick, Tone.BAD)
        elif text and self._hold is Hold.ASKED:
            field.say(self.tr("Your desktop asks you about these keys."))
        elif text and self._keys_called:
            keys = self.tr("Set in your desktop: %1. Its own settings change it.")
            field.say(filled(keys, self._keys_called))
        else:
            field.say(self.tr("Uploads what is copied, while any program is in front."))

    @Slot()
    def _on_reader_chosen(self) -> None:
        """A whole text, perhaps with a key in it, is kept nowhere."""
        name = self.reader.currentText().strip()
        if is_model_name(name) or not name:
            self._say_reader(name)
            self.changed.emit("reader", name)
        else:
            self.reader.setCurrentText("")

    def _name_no_reader(self) -> None:
        """The choice without words has some for a screen reader."""
        none = self.tr("no model in particular")
        self.reader.setItemData(0, none, Qt.ItemDataRole.AccessibleTextRole)

    def _say_reader(self, name: str) -> None:
        none = self.tr("With a model, files that it will not take are told before they are sent.")
        self._fields["reader"].say(takes_text(name) if name else none)

    @Slot(str)
    def _on_template_changed(self, text: str) -> None:
        field = self._fields["link_template"]
        try:
            LinkTemplate(text)
        except ValueError:
            known = " ".join(f"{{{name}}}" for name in LinkTemplate.FIELDS)
            field.say(filled(self.tr("Use one or more of %1"), known), Tone.BAD)
        else:
            field.say("")
            self.changed.emit("link_template", text)

    @Slot()
    def _on_proxy_address_finished(self) -> None:
        field, text = self._fields["proxy_address"], self.proxy_address.text().strip()
        if not text:
            self._say_no_proxy()
            self.changed.emit("proxy_address", "")
            return
        # Imports requests: not for those who have no proxy.
        from ossdrop.network.proxies import read_proxy

        try:
            proxy = read_proxy(text)
        except OssDropError as error:
            field.say(sentences(cause_text(error), remedy_text(error)), Tone.BAD)
        else:
            field.say("")
            self.proxy_address.setText(proxy.address)
            self.changed.emit("proxy_address", proxy.address)
            if proxy.password:  # it goes to the password store, and nowhere else
                self.proxy_password_given.emit(proxy.address, proxy.password)

    def _say_no_proxy(self) -> None:
        words = self.tr("Until it is entered, the system's proxy is used.")
        self._fields["proxy_address"].say(words)

    @Slot()
    def _on_proxy_password_finished(self) -> None:
        if text := self.proxy_password.text():
            self.proxy_password.clear()  # it is never shown again
            self.proxy_password_given.emit(self.proxy_address.text().strip(), Secret(text))

    def _retranslate(self) -> None:
        names = {
            "language": self.tr("Language"),
            "theme": self.tr("Look"),
            "reader": self.tr("Files are for"),
            "link_format": self.tr("Copy links as"),
            "link_template": self.tr("Own format"),
            "limit_bytes_per_s": self.tr("Speed limit"),
            "proxy": self.tr("Proxy"),
            "proxy_address": self.tr("Its address"),
            "proxy_password": self.tr("Its password"),
            "history_days": self.tr("Keep history"),
            "hotkey": self.tr("Shortcut"),
            "watched": self.tr("Watch a folder"),
            "watched_names": self.tr("Only names like"),
        }
        for name, text in names.items():
            self._fields[name].name(text)
        headings = {
            "window": self.tr("Window"),
            "links": self.tr("Links"),
            "sending": self.tr("Sending"),
            "elsewhere": self.tr("While you work elsewhere"),
            "computer": self.tr("This computer"),
        }
        for name, text in headings.items():
            self._groups[name].name(text)
        self.remove.setText(self.tr("Remove OssDrop's data from this computer…"))
        system = self.tr("as the system")
        for number, text in enumerate((system, "English", "中文")):
            self.language.setItemText(number, text)
        looks = system, self.tr("light"), self.tr("dark"), self.tr("high contrast")
        for number, text in enumerate(looks):
            self.theme.setItemText(number, text)
        ways = (system, self.tr("no proxy"), self.tr("enter it"))
        for number, text in enumerate(ways):
            self.proxy.setItemText(number, text)
        script = self.tr(
            "Where a script chooses the proxy (PAC), enter it by hand. Else leave it as it is."
        )
        self._fields["proxy"].say("" if sys.platform == "win32" else script)  # which runs it
        self.proxy_address.setPlaceholderText("name@proxy.example.com:8080")
        for number, style in enumerate(LinkFormat):
            self.format.setItemText(number, format_text(style))
        self.format.setItemText(len(LinkFormat), self.tr("own format"))
        if (typed := self.reader.lineEdit()) is not None:
            typed.setPlaceholderText(self.tr("no model in particular"))
        self._name_no_reader()
        self._say_reader(self.reader.currentText().strip())
        self.watched_names.setPlaceholderText("*.png")
        self._say_watched()
        self._say_hotkey()
        self.limit.setItemText(0, self.tr("none"))
        for number, kb in enumerate(_LIMITS_KB[1:], 1):
            self.limit.setItemText(number, f"{kb / 1000:g} MB/s" if kb >= 1000 else f"{kb} KB/s")
        self.keep_days.setItemText(0, self.tr("all of it"))
        for number, days in enumerate(_DAYS[1:], 1):
            self.keep_days.setItemText(number, self.tr("%Ln days", None, days))
        self._fields["history_days"].say(self.tr("Files in the bucket are never deleted by this."))
        texts = {
            "copies_links": self.tr("Copy links when a drop is done"),
            "hides_links": self.tr("Keep links out of the clipboard's history"),
            "reuses_files": self.tr("Do not send the same file to a bucket twice"),
            "keeps_metadata": self.tr("Keep place and camera in pictures that are made to fit"),
            "notifies": self.tr("Tell me when a drop is done and the window is away"),
            "reminds": self.tr("Remind me an hour before links expire"),
            "stays_in_tray": self.tr("Stay in the tray when the window is closed"),
            "checks_updates": self.tr("Look for newer versions, once a day"),
            "watched_copies": self.tr("Copy the links of files from the watched folder, too"),
            "in_file_manager": self.tr("Offer it in the file manager (Open with)"),
        }
        for name, text in texts.items():
            self.boxes[name].setText(text)
