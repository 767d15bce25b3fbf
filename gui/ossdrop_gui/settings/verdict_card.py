"""The answer to the one question: can files be sent now? And if not, what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ossdrop.config.ladder import RungState
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.profiles import Kind
from ossdrop.config.settings import BUCKET, REGION, URL_EXPIRES
from ossdrop.doctor.check import Check, Status, failed
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.printable import filled
from ossdrop.remedies import Fix
from ossdrop.settings_editor import KEY_ID, KEY_SECRET, SettingsView
from ossdrop_gui.look.icons import Sign, SignLabel
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.words.error_text import words_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import lifetime_text, moment_text, sentences

_HEIGHT, _DISC, _SIGN = 96, 48, 22
_JUST_NOW = timedelta(minutes=5)

_UNREADABLE = object()  # in place of the settings that a check is about
_ENTERED = {ErrorCode.SECRET_WRONG: KEY_SECRET, ErrorCode.ACCESS_KEY_UNKNOWN: KEY_ID}


class Verdict(Enum):
    """What is known of the settings."""

    UNKNOWN = "unknown"
    CHECKING = "checking"
    READY = "ready"
    NOT_READY = "not_ready"
    STOPPED = "stopped"


_SIGNS = {
    Verdict.UNKNOWN: Sign.SKIPPED,
    Verdict.CHECKING: Sign.MORE,
    Verdict.READY: Sign.GOOD,
    Verdict.NOT_READY: Sign.CLOSE,
    Verdict.STOPPED: Sign.SKIPPED,
}
_TONES = {Verdict.READY: Tone.GOOD, Verdict.NOT_READY: Tone.BAD}


class VerdictCard(Spoken, QFrame):
    """A disc, a sentence, its cause, a line about the checks, and one button."""

    check_asked = Signal()
    cancel_asked = Signal()
    upload_asked = Signal()
    fix_asked = Signal(object, object)  # Fix, Check
    checks_asked = Signal()
    voided = Signal()  # what was found out is of other settings
    blamed = Signal(object)  # the Check that fails, None for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict.UNKNOWN
        self._view: SettingsView | None = None
        self._checks: list[Check] = []
        self._met: dict[ProfileId, Check] = {}  # by uploads, which wait for it to be mended
        self._judged: object = None  # the settings that the checks are about
        self._blamed: Check | None = None
        self._awaits_saved = self._awaits_store = self._is_of_saved = False
        self._has_sent = False  # since the settings were as they are now
        self._is_offline = False
        self._sent_at: datetime | None = None  # the last time, where that is known
        self._in_use = ""  # while another one is being made
        self._is_typed = False  # something else, below, that is not saved yet
        self._keeps_nothing = False  # and will not be
        self._disc = SignLabel(_SIGNS[self._verdict], _SIGN)
        self._title, self._cause = PlainLabel(), PlainLabel()
        self._count, self.button = QPushButton(), QPushButton()
        self._count.clicked.connect(self.checks_asked)
        self.button.clicked.connect(self._on_button_clicked)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        set_look(self._title, "heading")
        set_look(self._count, "bare-link")
        for label in (self._title, self._cause):
            label.setWordWrap(True)
        self._disc.setFixedSize(QSize(_DISC, _DISC))
        self._disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._cause)
        words.addWidget(self._count, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(16)
        row.addWidget(self._disc)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(_HEIGHT)

    @property
    def verdict(self) -> Verdict:
        """What is shown."""
        return self._verdict

    @property
    def title(self) -> str:
        """The sentence that is shown."""
        return self._title.text()

    @property
    def failure(self) -> Check | None:
        """The one cause: what fails after it fails by it."""
        return next((check for check in self._checks if check.status is Status.FAIL), None)

    def show_view(self, view: SettingsView) -> None:
        """Say of which settings it speaks; what was found out of others is void."""
        self._view, before, self._awaits_store = view, self._view, False
        was_unreadable = self._judged is _UNREADABLE
        is_changed = self._judged not in (None, _judged(view)) and not self._awaits_saved
        is_void = is_changed or was_unreadable
        is_other = before is None or _place_of(before) != _place_of(view)
        is_about_it = self._awaits_saved and self._is_of_saved
        self._awaits_saved = self._is_of_saved = False
        # Whoever saves or changes the file forgets it before; to a new one, none have gone.
        if (is_other and before is not None) or view.is_new:
            self._has_sent = False
        if (is_other and not is_about_it) or is_void:
            self._checks, self._verdict = [], Verdict.UNKNOWN
            if is_void:
                self.voided.emit()
        self._judged, self._blamed = _judged(view), None  # a field has another value perhaps
        self._take_what_was_met()
        self._retranslate()

    def forget(self) -> None:
        """Somebody else wrote the settings, a Secret perhaps: what was found out need not hold."""
        self._has_sent = False
        if self._verdict in (Verdict.READY, Verdict.NOT_READY):
            self._checks, self._verdict = [], Verdict.UNKNOWN
            self.voided.emit()
            self._retranslate()

    def learn(self, profile: ProfileId, error: OssDropError | None) -> None:
        """Uploads of a profile wait for this, None: for nothing any more."""
        if error is not None:
            self._met[profile] = failed("", error)
        elif self._met.pop(profile, None) in self._checks:
            self._checks, self._verdict = [], Verdict.UNKNOWN
        self._take_what_was_met()
        self._retranslate()

    def _take_what_was_met(self) -> None:
        """What is known by uploads need not be checked first."""
        view = self._view
        if view is None or view.kind is Kind.PRACTICE or self._judged is _UNREADABLE:
            return
        met = self._met.get(view.profile.id)
        if met is not None and self._verdict in (Verdict.UNKNOWN, Verdict.READY):
            self._checks, self._verdict = [met], Verdict.NOT_READY
        elif self._has_sent and self._verdict is Verdict.UNKNOWN:
            self._verdict = Verdict.READY

    @Slot()
    def await_saved(self) -> None:
        """The next view shows what was saved here, and what the check is about that follows."""
        self._awaits_saved = True
        self._met.clear()
        self._has_sent = False

    @Slot()
    def await_store(self) -> None:
        """What is set is not known before the password store has answered."""
        self._awaits_store = self._view is None
        self._retranslate()

    @Slot(object)
    def show_unreadable(self, error: OssDropError) -> None:
        """The settings could not be read, and so nothing below can be used."""
        self._awaits_store = self._awaits_saved = False
        self._judged = _UNREADABLE
        self._checks, self._verdict = [failed("", error)], Verdict.NOT_READY
        self._retranslate()

    def note_uploads(
        self, *, work: bool | None, at: datetime | None = None, is_offline: bool = False
    ) -> None:
        """Files have gone, or could not; None: of the settings as they are now that is not known.

        What the check has found before that does not hold. `at`: when they have gone last;
        `is_offline`: it is the network that they wait for.
        """
        self._is_offline = is_offline
        if self._view is not None and self._view.is_new:
            return  # none have gone there
        self._has_sent, self._sent_at = bool(work), at
        if self._judged is _UNREADABLE:
            return
        is_wrong = self._verdict is (Verdict.NOT_READY if work else Verdict.READY)
        if is_wrong and (work is not None or not self._checks):
            self._checks, self._verdict = [], Verdict.UNKNOWN
            self.voided.emit()
        self._take_what_was_met()
        self._retranslate()

    def note_typed(self, *, is_typed: bool, keeps_nothing: bool) -> None:
        """What is typed below is another place, perhaps: what is known is not about that."""
        if (is_typed, keeps_nothing) != (self._is_typed, self._keeps_nothing):
            self._is_typed, self._keeps_nothing = is_typed, keeps_nothing
            self._retranslate()

    @Slot()
    def begin(self) -> None:
        """A run has begun."""
        self._is_of_saved = self._awaits_saved  # its view may come later
        self._checks, self._verdict = [], Verdict.CHECKING
        self._retranslate()

    @Slot(object)
    def show_check(self, check: Check) -> None:
        """One more check is done."""
        self._checks.append(check)
        self._retranslate()

    @Slot(object)
    def end(self, worst: Status | None) -> None:
        """The run is over; None: it was cancelled."""
        if worst is None:
            self._verdict = Verdict.STOPPED
        else:
            self._verdict = Verdict.NOT_READY if worst is Status.FAIL else Verdict.READY
            if worst is not Status.FAIL and self._view is not None:  # what was met is mended
                self._met.pop(self._view.profile.id, None)
        self._retranslate()

    def _retranslate(self) -> None:
        if self.failure is not self._blamed:
            self._blamed = self.failure
            self.blamed.emit(self._blamed)
        title, cause = self._words()
        self._title.setText(title)
        self._cause.setText(cause)
        self._count.setText(self._count_text())
        self._count.setVisible(bool(self._count.text()) and not self._is_of_other)
        self.button.setText(self._button_text())
        self.button.setEnabled(not self._awaits_store)
        is_other = self._is_of_other or (self._is_typed and self._verdict is Verdict.UNKNOWN)
        self.button.setVisible(not self._is_unset and not is_other)
        shown = Verdict.UNKNOWN if self._is_of_other else self._verdict
        tone = _TONES.get(shown, Tone.NEUTRAL)
        self._disc.show_sign(_SIGNS[shown])
        for widget, look in ((self, "verdict"), (self._disc, "disc")):
            widget.setProperty("tone", tone.value)
            set_look(widget, look)
        set_look(self.button, "primary" if tone is not Tone.NEUTRAL else "")
        self.setAccessibleName(f"{title}. {cause}")

    def _words(self) -> tuple[str, str]:
        if self._awaits_store:
            return self.tr("Waiting for your password store"), self.tr(
                "It asks in a window of its own. What is set appears here once that is answered."
            )
        if self._view is not None and self._view.is_new and self._verdict is Verdict.UNKNOWN:
            return self._words_of_new(self._view.profile.name)
        unused = self.tr("Not in use yet") if self._keeps_nothing else self.tr("Not saved yet")
        if self._is_typed and self._verdict is Verdict.READY:
            return unused, filled(self.tr("Until then: %1"), self._where_to())
        if self._verdict is Verdict.READY:
            return self.tr("Ready to upload"), self._where_to()
        if self._is_typed and self._verdict in (Verdict.UNKNOWN, Verdict.NOT_READY):
            checks = self.tr("Saving it checks it as well.")
            if self._keeps_nothing:
                checks = self.tr("Using it checks it as well.")
            place = self._place() if self._verdict is Verdict.UNKNOWN else ""
            then = filled(self.tr("Until then, files go to %1."), place) if place else ""
            return unused, sentences(checks, then)
        if self._verdict is Verdict.NOT_READY and (failure := self.failure) is not None:
            title = words_text(failure.title).rstrip(".。")
            remedy = words_text(failure.remedy)
            if (name := self._decider(failure)) != "":
                words = self.tr("It is set by the variable %1: correct it there, then start again.")
                remedy = filled(words, name)
            return filled(self.tr("Not ready: %1"), title), remedy
        if self._is_unset:
            return self.tr("Nothing is set up yet"), self.tr(
                "Paste what IT sent you, or enter it step by step."
            )
        if self._verdict is Verdict.UNKNOWN and self._is_offline:
            return self.tr("Waiting for the network"), self.tr(
                "Files that wait go on by themselves once it is back."
            )
        way = self.tr("The check sends a tiny file and fetches it back by its link.")
        return {
            Verdict.CHECKING: self.tr("Checking…"),
            Verdict.STOPPED: self.tr("The check was stopped"),
        }.get(self._verdict, self.tr("Not checked yet")), way

    def _words_of_new(self, name: str) -> tuple[str, str]:
        title = filled(self.tr("New destination “%1”"), name)
        way = self.tr("Paste what IT sent you, or enter it step by step.")
        if self._is_typed:
            way = self.tr("Saving it checks it as well.")
        then = self.tr("It is used once it is saved.")
        if self._in_use:
            then = filled(self.tr("Until it is saved, files go to “%1”."), self._in_use)
        return title, sentences(way, then)

    def note_in_use(self, name: str) -> None:
        """Files go there until a destination that is being made is saved, "" for nowhere yet."""
        self._in_use = name

    @property
    def _is_unset(self) -> bool:
        """Whether there is nothing yet that could be checked."""
        view = self._view
        if view is None or self._verdict is not Verdict.UNKNOWN or view.api_key:
            return False
        if view.kind is Kind.PRACTICE:
            return False
        has_key = any(rung.state is not RungState.EMPTY for rung in view.ladder.rungs)
        return not (has_key or view.settings[BUCKET].value or view.settings[REGION].value)

    @property
    def _is_of_other(self) -> bool:
        """Whether what is known is not about what is seen below."""
        return self._verdict in (Verdict.READY, Verdict.NOT_READY) and self._is_typed

    def _where_to(self) -> str:
        """Where files go, and for how long links work."""
        view = self._view
        if view is None:
            return ""
        if view.kind is Kind.TEMPORARY:
            return self.tr("Files go to temporary storage. Links work 48 hours.")
        bucket, expires = view.settings[BUCKET].value, view.settings[URL_EXPIRES].value
        if view.kind is Kind.PRACTICE or not bucket:
            return self.tr("Files stay on this computer. Links to them work here only.")
        lifetime = lifetime_text(int(expires)) if expires.isdigit() else expires
        words = filled(self.tr("Files go to %1. Links work %2."), self._place(), lifetime)
        return sentences(words, self._when_last())

    def _place(self) -> str:
        """The bucket that is set, with the name of its destination, "" where there is none."""
        view = self._view
        if view is None or view.kind in (Kind.TEMPORARY, Kind.PRACTICE):
            return ""
        names = view.profile.name, view.settings[BUCKET].value
        return " · ".join(dict.fromkeys(filter(None, names))) if names[1] else ""

    def _when_last(self) -> str:
        """Where no check was made here, and it is a while since files have gone."""
        at, now = self._sent_at, datetime.now(UTC)
        if self._checks or at is None or now - at < _JUST_NOW:
            return ""
        return filled(self.tr("Proven to work: %1."), moment_text(at, now))

    def _count_text(self) -> str:
        good = sum(check.status is Status.OK for check in self._checks)
        worth = [check for check in self._checks if check.status is Status.WARN]
        waiting = sum(check.status is Status.SKIP for check in self._checks)
        if not good:
            return ""
        words = self.tr("%Ln checks passed", None, good)
        if self._verdict is Verdict.NOT_READY and waiting:
            words += self.tr(", %Ln wait for this one", None, waiting)
        elif self._verdict is Verdict.READY and worth:
            words += self.tr(", %Ln worth a look", None, len(worth))
        return f"{words} ›"

    def _fix(self) -> Fix | None:
        failure = self.failure if self._verdict is Verdict.NOT_READY else None
        return failure.fix if failure is not None and not self._decider(failure) else None

    def _decider(self, failure: Check) -> str:
        """The exported variable that a key is entered in, where the check asks for a key."""
        name = _ENTERED.get(failure.code) if failure.code is not None else None
        setting = self._view.settings.get(name) if self._view is not None and name else None
        return setting.name if setting is not None and setting.is_fixed else ""

    def _button_text(self) -> str:
        if self._verdict is Verdict.READY:
            return self.tr("Start uploading")
        if (fix := self._fix()) is not None:
            return fix_text(fix)
        if self._verdict is Verdict.CHECKING:
            return self.tr("Stop")
        return self.tr("Check now") if self._verdict is Verdict.UNKNOWN else self.tr("Check again")

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._verdict is Verdict.READY:
            self.upload_asked.emit()
        elif (fix := self._fix()) is not None:
            self.fix_asked.emit(fix, self.failure)
        elif self._verdict is Verdict.CHECKING:
            self.cancel_asked.emit()
            self.end(None)
        else:
            self.check_asked.emit()


def _place_of(view: SettingsView) -> tuple[ProfileId, bool]:
    """What the checks are about: while one tries with the practice bucket, that."""
    return view.profile.id, view.kind is Kind.PRACTICE


def _judged(view: SettingsView) -> object:
    """What a check is about. Whether the password store is open does not count."""
    ids = tuple((rung.pair, rung.masked_id, rung.id_origin) for rung in view.ladder.rungs)
    return _place_of(view), ids, tuple((one.name, one.value) for one in view.settings.values())
