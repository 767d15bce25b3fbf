"""The connection check as a list that fills in from top to bottom; what passed is one line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ossdrop.config.policies import Feature, Policies
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.check_ids import Family, family_of
from ossdrop.redaction import redact
from ossdrop_gui.look.icons import OpenButton, Sign, SignLabel
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.form import Card, line
from ossdrop_gui.words.error_text import words_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.wording import sentences

_TONES = {
    Status.OK: Tone.GOOD,
    Status.WARN: Tone.SOON,
    Status.FAIL: Tone.BAD,
    Status.SKIP: Tone.NEUTRAL,
}
_SIGNS = {
    Status.OK: Sign.GOOD,
    Status.WARN: Sign.WARNING,
    Status.FAIL: Sign.CLOSE,
    Status.SKIP: Sign.SKIPPED,
}


class CheckCard(QWidget):
    """A line for what passed, which opens, and one for each of the others."""

    check_asked = Signal()
    model_asked = Signal()  # the check, and at its end a model
    cancel_asked = Signal()
    fix_asked = Signal(object, object)  # Fix, Check

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self.button = PlainLabel(), QPushButton()
        set_look(self._hint, "soft")
        self._hint.setWordWrap(True)
        self.button.clicked.connect(self._on_button_clicked)
        self.ask = QPushButton()
        set_look(self.ask, "link")
        self.ask.clicked.connect(self._on_ask_clicked)
        self._may_ask = True
        self._asks_model = False
        self._is_running = False
        self._has_run = False
        self._rows: list[CheckRow] = []
        self._waiting: dict[Family, QLabel] = {}
        self.passed = OpenButton()
        self.passed.toggled.connect(lambda _: self._show_passed())
        set_look(self.passed, "passed")
        self._card = Card()
        self._card.column.setContentsMargins(0, 4, 0, 4)
        self._card.column.setSpacing(0)
        self._passed_row = QWidget()
        row = QHBoxLayout(self._passed_row)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(_mark(Status.OK))
        row.addWidget(self.passed, 1)
        self._card.column.addWidget(self._passed_row)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.bar = QWidget()  # at the foot of the page
        foot = QHBoxLayout(self.bar)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.ask)
        foot.addWidget(self.button)
        self._retranslate()

    @property
    def rows(self) -> list[CheckRow]:
        """The lines that are shown."""
        return self._rows

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off."""
        self._may_ask = policies.allows(Feature.ASK)
        self._retranslate()

    @Slot()
    def begin(self) -> None:
        """A run has begun."""
        for row in self._rows:
            self._drop(row)
        self._rows = []
        self._is_running, self._has_run = True, True
        self._forget_waiting()
        for family in Family:
            if family is Family.MODEL and not self._asks_model:
                continue
            waiting = self._waiting[family] = PlainLabel()
            set_look(waiting, "soft")
            waiting.setContentsMargins(48, 9, 16, 9)
            self._card.column.addWidget(waiting)
        self._card.setVisible(True)
        self._show_passed()
        self._retranslate()

    def start_over(self) -> None:
        """Forget what was found: it was about other settings."""
        for row in self._rows:
            self._drop(row)
        self._rows, self._is_running, self._has_run = [], False, False
        self._forget_waiting()
        self._card.hide()
        self._retranslate()

    @Slot(object)
    def show_check(self, check: Check) -> None:
        """One more check is done."""
        row = CheckRow(check)
        row.fix_asked.connect(self.fix_asked)
        self._rows.append(row)
        family = family_of(check.id)
        if waiting := self._waiting.pop(family, None):
            self._drop(waiting)
        self._card.column.insertWidget(self._card.column.count() - len(self._waiting), row)
        self._show_passed()

    @Slot(object)
    def end(self, _: Status | None) -> None:
        """The run is over."""
        self._is_running = self._asks_model = False
        self._forget_waiting()
        self._retranslate()

    def _forget_waiting(self) -> None:
        for waiting in self._waiting.values():
            self._drop(waiting)
        self._waiting.clear()

    def _show_passed(self) -> None:
        """One line for what passed, and with it the rows where they were asked for."""
        good = [row for row in self._rows if row.check.status is Status.OK]
        for row in good:
            row.setVisible(self.passed.isChecked())
        self._passed_row.setVisible(bool(good))
        self.passed.setText(self.tr("%Ln checks passed", None, len(good)))

    def _drop(self, widget: QWidget) -> None:
        self._card.column.removeWidget(widget)
        widget.hide()  # until the event loop gets to delete it
        widget.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            for row in self._rows:
                row.retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        families = {
            Family.SETTINGS: self.tr("Settings"),
            Family.KEYS: self.tr("Keys"),
            Family.NETWORK: self.tr("Network"),
            Family.UPLOAD: self.tr("A tiny file, there and back"),
            Family.LINK: self.tr("What links do"),
            Family.SAFETY: self.tr("Safety"),
            Family.MODEL: self.tr("A model looks"),
        }
        for family, label in self._waiting.items():
            label.setText(f"{families[family]} …")
        again = self.tr("Check again") if self._has_run else self.tr("Check now")
        self.button.setText(self.tr("Stop") if self._is_running else again)
        self.ask.setText(self.tr("Let a model look (costs tokens)"))
        self.ask.setVisible(self._may_ask and not self._is_running)
        self._hint.setText(self.tr("The check sends a tiny test file."))
        self._show_passed()

    @Slot()
    def _on_ask_clicked(self) -> None:
        self._asks_model = True
        self.model_asked.emit()

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._is_running:
            self.cancel_asked.emit()
        else:
            self.check_asked.emit()


def _mark(status: Status) -> SignLabel:
    mark = SignLabel(_SIGNS[status], 12)
    mark.setFixedSize(QSize(20, 20))
    mark.setProperty("tone", _TONES[status].value)
    set_look(mark, "mark")
    return mark


class CheckRow(QWidget):
    """A sign, a sentence, the remedy, its button, and the details."""

    fix_asked = Signal(object, object)

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check
        self._title, self._remedy, self._detail = PlainLabel(), PlainLabel(), PlainLabel()
        for label in (self._title, self._remedy, self._detail):
            label.setWordWrap(True)
        for label in (self._remedy, self._detail):
            set_look(label, "small")
        if check.status is Status.SKIP:
            set_look(self._title, "soft")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.hide()
        self.fix_button = self._make_fix_button()
        # With a parent from the start: those that are not laid out would outlive their row.
        self._details, self._copy = QPushButton(self), QPushButton(self)
        for button in (self._details, self._copy):
            set_look(button, "small-link")
        self._copy.hide()
        self._details.clicked.connect(self._on_details_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._arrange()
        self._details.setVisible(bool(self._detail_text()) and check.status is not Status.OK)
        self.retranslate()

    def _make_fix_button(self) -> QPushButton | None:
        check, fix = self.check, self.check.fix
        if fix is None:
            return None
        button = QPushButton()
        button.clicked.connect(lambda: self.fix_asked.emit(fix, check))
        return button

    def _arrange(self) -> None:
        check = self.check
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._remedy, self._detail):
            words.addWidget(label)
        if self.fix_button is not None or self._detail_text():
            buttons = line(self._details, self._copy)
            if self.fix_button is not None:
                buttons.insertWidget(0, self.fix_button)
            buttons.setContentsMargins(0, 6, 0, 2)
            words.addLayout(buttons)
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(12)
        row.addWidget(_mark(check.status), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rule = QFrame()
        rule.setFixedHeight(1)
        set_look(rule, "rule")
        column.addWidget(rule)
        column.addLayout(row)

    def retranslate(self) -> None:
        """Say it in the language of the window."""
        check = self.check
        title, remedy = words_text(check.title), words_text(check.remedy)
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._detail.setText(self._detail_text())
        self._details.setText(self.tr("Details"))
        self._copy.setText(self.tr("Copy"))
        if self.fix_button is not None and check.fix is not None:
            self.fix_button.setText(fix_text(check.fix))
        status = {
            Status.OK: self.tr("works"),
            Status.WARN: self.tr("works, but"),
            Status.FAIL: self.tr("does not work"),
            Status.SKIP: self.tr("not checked"),
        }[check.status]
        self.setAccessibleName(f"{status}: {sentences(title, remedy)}")

    def _detail_text(self) -> str:
        lines = [redact(self.check.detail)]
        if self.check.request_id:
            lines.append(f"Request ID: {self.check.request_id}")
        return "\n".join(text for text in lines if text)

    @Slot()
    def _on_details_clicked(self) -> None:
        shown = not self._detail.isVisible()
        self._detail.setVisible(shown)
        self._copy.setVisible(shown)

    @Slot()
    def _on_copy_clicked(self) -> None:
        text = sentences(words_text(self.check.title), words_text(self.check.remedy))
        QGuiApplication.clipboard().setText(f"{self.check.id}: {text}\n{self._detail_text()}")
