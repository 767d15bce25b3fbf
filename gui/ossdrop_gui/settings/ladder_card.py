"""The sources of AccessKeys as a ladder: which is used, why the others are not, what scripts do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ossdrop.config.credentials import SECRET_OF, PairName
from ossdrop.config.env_file import Source
from ossdrop.config.ladder import Ladder, Rung, RungState
from ossdrop.errors import ErrorCode
from ossdrop.printable import filled
from ossdrop.settings_editor import SettingsView
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.form import Card, origin_text
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import countdown_text, moment_text, sentences, short_path

_TICK_MS = 1000
_PILL_WIDTH = 74


class LadderCard(Spoken, QWidget):
    """A line for each pair, and one for the Qwen scripts."""

    replace_asked = Signal()
    remove_asked = Signal()
    move_asked = Signal(str)  # the name of a secret in plain text
    command_asked = Signal()  # scripts get the key by `exec`
    write_asked = Signal(object)  # scripts get the key in a Path, None: one to be chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SettingsView | None = None
        self._heading = PlainLabel()
        set_look(self._heading, "strong")
        self._card = Card()
        self._card.column.setContentsMargins(8, 8, 8, 8)
        self._card.column.setSpacing(2)
        self._lines: list[QWidget] = []
        self._counting: tuple[_Line, Rung] | None = None  # a key that ends
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._card)
        self._retranslate()

    def show_view(self, view: SettingsView) -> None:
        """Show the ladder of a profile."""
        self._view = view
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("AccessKey: which one is used"))
        for old in self._lines:
            self._card.column.removeWidget(old)
            old.hide()  # until the event loop gets to delete it
            old.deleteLater()
        self._lines, self._counting = [], None
        self._tick.stop()
        if self._view is None:
            return
        ladder = self._view.ladder
        for rung in ladder.rungs:
            is_empty = rung.state is RungState.EMPTY
            if is_empty and (rung.pair is PairName.OSS or ladder.used is not None):
                continue  # nobody misses what was never set
            self._add(self._rung_line(rung, self._view))
        if ladder.scripts_differ and self._view.script_files:
            self._add(self._scripts_line(ladder, self._view))

    def _add(self, widget: QWidget) -> None:
        self._lines.append(widget)
        self._card.column.addWidget(widget)

    def _rung_line(self, rung: Rung, view: SettingsView) -> QWidget:
        used = rung.state is RungState.USED
        made = _Line("used" if used else "")
        pill, tone = self._pill(rung)
        made.say(pill, tone, self._title(rung), self._reason(rung))
        if rung.ends is not None:
            self._counting = made, rung
            self._tick.start()
        if rung.pair is PairName.OSS and rung.ends is not None:
            made.add_button(self.tr("Replace…"), "", self.replace_asked.emit)
            made.add_button(self.tr("Remove"), "link", self.remove_asked.emit)
        if rung.pair is PairName.QWEN:
            empty = rung.state is RungState.EMPTY
            enter = self.tr("Enter…") if empty else self.tr("Replace…")
            made.add_button(enter, "", self.replace_asked.emit)
            if rung.secret_origin.source in (Source.KEYRING, Source.ENV_FILE):
                made.add_button(self.tr("Remove"), "link", self.remove_asked.emit)
            plain = next((n for n in view.plain_secrets if n == SECRET_OF[PairName.QWEN]), "")
            if plain and view.has_store:
                store = self.tr("Move to the password store")
                made.add_button(store, "link", lambda: self.move_asked.emit(plain))
        return made

    @Slot()
    def _on_tick(self) -> None:
        """How long a temporary key still works, while somebody can see it."""
        if self._counting is not None and self.isVisible():
            made, rung = self._counting
            made.say_reason(self._reason(rung))

    def _scripts_line(self, ladder: Ladder, view: SettingsView) -> QWidget:
        made = _Line("")
        scripts = ladder.scripts
        rung = next((r for r in ladder.rungs if r.pair is scripts), None)
        if rung is None:
            title = self.tr("Qwen scripts would find no AccessKey")
        else:
            title = filled(self.tr("Qwen scripts would use %1"), rung.masked_id)
        reason = self.tr("They read settings files only.")
        if view.has_store:
            reason = self.tr("They cannot read the password store.")
        made.say(self.tr("scripts"), Tone.SOON, title, reason)
        if ladder.used is not None:
            button = made.add_button(self.tr("Use for scripts too…"), "link")
            button.setMenu(self._ways_for_scripts(view, button))
        return made

    def _ways_for_scripts(self, view: SettingsView, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        command = menu.addAction(self.tr("Copy the command that hands it to a script"))
        command.triggered.connect(self.command_asked)
        menu.addSeparator()
        for path in dict.fromkeys((view.env_path, *view.script_files)):
            text = filled(self.tr("Write it into %1"), short_path(path))
            write = menu.addAction(text)
            write.triggered.connect(lambda _=False, path=path: self.write_asked.emit(path))
        other = menu.addAction(self.tr("Write it into the .env of a folder…"))
        other.triggered.connect(lambda: self.write_asked.emit(None))
        return menu

    def _pill(self, rung: Rung) -> tuple[str, Tone]:
        error = rung.error
        if error is not None and error.code is ErrorCode.KEYRING_ABSENT:
            return self.tr("no password store"), Tone.BAD
        return {
            RungState.USED: (self.tr("in use"), Tone.GOOD),
            RungState.SHADOWED: (self.tr("not used"), Tone.NEUTRAL),
            RungState.HALF: (self.tr("half"), Tone.SOON),
            RungState.EMPTY: (self.tr("missing"), Tone.NEUTRAL),
            RungState.BLOCKED: (self.tr("locked"), Tone.BAD),
            RungState.INVALID: (self.tr("wrong"), Tone.BAD),
        }[rung.state]

    def _title(self, rung: Rung) -> str:
        if rung.state is RungState.EMPTY:
            return self.tr("No AccessKey has been entered yet")
        return rung.masked_id or SECRET_OF[rung.pair]

    def _reason(self, rung: Rung) -> str:
        name = rung.pair.value
        if rung.state is RungState.USED:
            place = origin_text(rung.secret_origin, SECRET_OF[rung.pair])
            text = filled(self.tr("%1 · its secret: %2"), name, place)
            if rung.ends is None:
                return text
            now = datetime.now(UTC)
            until = filled(
                self.tr("works until %1, and so do its links"), moment_text(rung.ends, now)
            )
            return f"{text} · {until} · {countdown_text(rung.ends - now)}"
        if rung.error is not None:
            return sentences(cause_text(rung.error), remedy_text(rung.error))
        if rung.state is RungState.SHADOWED:
            place = origin_text(rung.id_origin, name)
            return filled(self.tr("%1 · %2 · comes second"), name, place)
        if rung.state is RungState.HALF:
            missing = SECRET_OF[rung.pair] if rung.masked_id else name
            return filled(self.tr("%1 is missing, so it does not count."), missing)
        return self.tr("Your IT department, or the RAM console, gives you an ID and a Secret.")


class _Line(QWidget):
    def __init__(self, look: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_look(self, look)
        self._pill, self._title, self._reason = PlainLabel(), PlainLabel(), PlainLabel()
        self._pill.setMinimumWidth(_PILL_WIDTH)  # so that the words beside them line up
        self._pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(self._reason, "small")
        self._reason.setWordWrap(True)
        self._title.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._reason)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(0, 2, 0, 0)
        self._buttons.addStretch()
        words.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._pill)
        row.setAlignment(self._pill, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def say(self, pill: str, tone: Tone, title: str, reason: str) -> None:
        self._pill.setText(pill)
        self._pill.setProperty("tone", tone.value)
        set_look(self._pill, "pill")
        self._title.setText(title)
        self._reason.setText(reason)
        self.setAccessibleName(f"{pill}: {title}. {reason}")

    def say_reason(self, reason: str) -> None:
        """Show other words in the second line."""
        self._reason.setText(reason)

    def add_button(
        self, text: str, look: str, act: Callable[[], None] | None = None
    ) -> QPushButton:
        button = QPushButton(text)
        set_look(button, look)
        if act is not None:
            button.clicked.connect(lambda _=False: act())
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
