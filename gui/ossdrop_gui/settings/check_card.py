"""The connection check as a list that fills in from top to bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.sentences import Words, fill
from ossdrop.redaction import redact
from ossdrop_gui.look.icons import Sign, SignLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.settings.form import Card, line
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.wording import sentences, translate

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

_FAMILIES = ("settings", "keys", "network", "upload", "link", "safety")
_FAMILY_OF = {
    "settings": "settings",
    "keyring": "keys",
    "credentials": "keys",
    "scripts": "keys",
    "network": "network",
    "clock": "network",
    "service": "upload",
    "storage": "upload",
    "dashscope": "upload",
    "link": "link",
    "safety": "safety",
}


def words_text(words: Words) -> str:
    """A sentence of the check in the language of the window."""
    if not words.sentence:
        return ""
    return fill(translate("catalogue", words.sentence), words)


class CheckCard(QWidget):
    """A heading with a button, a line for each check, a line with the result."""

    check_asked = Signal()
    cancel_asked = Signal()
    fix_asked = Signal(object, object)  # Fix, Check

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._result = QLabel(), QLabel()
        set_look(self._heading, "strong")
        set_look(self._result, "small")
        self._result.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_button_clicked)
        self._is_running = False
        self._worst: Status | None = None
        self._has_run = False
        self._rows: list[CheckRow] = []
        self._waiting: dict[str, QLabel] = {}
        self._card = Card()
        self._card.column.setContentsMargins(0, 4, 0, 4)
        self._card.column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = line(self._heading)
        top.addWidget(self.button)
        column.addLayout(top)
        column.addWidget(self._card)
        column.addWidget(self._result)
        self._card.hide()
        self._retranslate()

    @property
    def rows(self) -> list[CheckRow]:
        """The lines that are shown."""
        return self._rows

    @Slot()
    def begin(self) -> None:
        """A run has begun."""
        for row in self._rows:
            self._drop(row)
        self._rows = []
        self._is_running, self._has_run = True, True
        self._forget_waiting()
        for family in _FAMILIES:
            waiting = self._waiting[family] = QLabel()
            set_look(waiting, "soft")
            waiting.setContentsMargins(48, 9, 16, 9)
            self._card.column.addWidget(waiting)
        self._card.setVisible(True)
        self._retranslate()

    @Slot(object)
    def show_check(self, check: Check) -> None:
        """One more check is done."""
        row = CheckRow(check, is_first=not self._rows)
        row.fix_asked.connect(self.fix_asked)
        self._rows.append(row)
        family = _FAMILY_OF.get(check.id.partition(".")[0], _FAMILIES[-1])
        if waiting := self._waiting.pop(family, None):
            self._drop(waiting)
        self._card.column.insertWidget(self._card.column.count() - len(self._waiting), row)

    @Slot(object)
    def end(self, worst: Status | None) -> None:
        """The run is over; None: it was cancelled."""
        self._is_running, self._worst = False, worst
        self._forget_waiting()
        self._retranslate()

    def _forget_waiting(self) -> None:
        for waiting in self._waiting.values():
            self._drop(waiting)
        self._waiting.clear()

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
        self._heading.setText(self.tr("Connection check"))
        families = {
            "settings": self.tr("Settings"),
            "keys": self.tr("Keys"),
            "network": self.tr("Network"),
            "upload": self.tr("A tiny file, there and back"),
            "link": self.tr("What links do"),
            "safety": self.tr("Safety"),
        }
        for family, label in self._waiting.items():
            label.setText(f"{families[family]} …")
        again = self.tr("Check again") if self._has_run else self.tr("Check now")
        self.button.setText(self.tr("Stop") if self._is_running else again)
        self._result.setText(self._result_text())

    def _result_text(self) -> str:
        if self._is_running:
            return self.tr("Checking…")
        if not self._has_run:
            return self.tr(
                "Stores a tiny file in your bucket, opens it by its link, and removes it again."
            )
        if self._worst is None:
            return self.tr("Stopped.")
        return {
            Status.OK: self.tr("Everything works."),
            Status.WARN: self.tr("Uploads work. The amber lines are worth a look."),
            Status.FAIL: self.tr("Not ready: %1").replace("%1", self._first_failure()),
        }[self._worst]

    def _first_failure(self) -> str:
        """The one cause: what fails after it fails by it."""
        failed = (row.check for row in self._rows if row.check.status is Status.FAIL)
        check = next(failed, None)
        return words_text(check.title) if check else ""

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._is_running:
            self.cancel_asked.emit()
            self.end(None)
        else:
            self.check_asked.emit()


class CheckRow(QWidget):
    """A sign, a sentence, the remedy, its button, and the details."""

    fix_asked = Signal(object, object)

    def __init__(self, check: Check, *, is_first: bool) -> None:
        super().__init__()
        self.check = check
        self._title, self._remedy, self._detail = QLabel(), QLabel(), QLabel()
        for label in (self._title, self._remedy, self._detail):
            label.setWordWrap(True)
        for label in (self._remedy, self._detail):
            set_look(label, "small")
        if check.status is Status.SKIP:
            set_look(self._title, "soft")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.hide()
        self.fix_button = self._make_fix_button()
        self._details, self._copy = QPushButton(), QPushButton()
        for button in (self._details, self._copy):
            set_look(button, "small-link")
        self._copy.hide()
        self._details.clicked.connect(self._on_details_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._arrange(is_first=is_first)
        self._details.setVisible(bool(self._detail_text()) and check.status is not Status.OK)
        self.retranslate()

    def _make_fix_button(self) -> QPushButton | None:
        check, fix = self.check, self.check.fix
        if fix is None:
            return None
        button = QPushButton()
        if check.status is Status.FAIL:
            set_look(button, "primary")
        button.clicked.connect(lambda: self.fix_asked.emit(fix, check))
        return button

    def _arrange(self, *, is_first: bool) -> None:
        check = self.check
        mark = SignLabel(_SIGNS[check.status], 12)
        mark.setFixedSize(QSize(20, 20))
        mark.setProperty("tone", _TONES[check.status].value)
        set_look(mark, "mark")
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
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not is_first:
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
