"""The settings page: three parts, one at a time, under one verdict. `SettingsFlow` works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.admin_note import AdminNote, console_url
from ossdrop.config.ladder import RungState
from ossdrop.config.policies import Policies
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Kind
from ossdrop.config.settings import BUCKET, DEFAULT_PREFIX, ENDPOINT, PREFIX, REGION
from ossdrop.doctor.check import Check, Status
from ossdrop.errors import OssDropError
from ossdrop.paste.pasted import Pasted
from ossdrop.printable import filled
from ossdrop.redaction import Secret
from ossdrop.remedies import CHANGES, Fix, FixKind
from ossdrop.sentences import Words
from ossdrop.settings_editor import KEY_ID, KEY_SECRET, OtherPlace, SettingsChanges, SettingsView
from ossdrop_gui.desktop.file_dialogs import ask_for_folder
from ossdrop_gui.desktop.file_paste import FilePaste
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.pages import Pages
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.tab_order import order_tabs
from ossdrop_gui.look.theme import PAGE_MARGIN, Tone, set_look
from ossdrop_gui.notices.banner import Banner, Notice, NoticeButton
from ossdrop_gui.settings.admin_note import note_text, question_text, request_text
from ossdrop_gui.settings.check_card import CheckCard
from ossdrop_gui.settings.destination_form import DestinationForm
from ossdrop_gui.settings.file_menu import FileMenu
from ossdrop_gui.settings.flow import SettingsFlow, Untried
from ossdrop_gui.settings.ladder_card import LadderCard
from ossdrop_gui.settings.parts import PART_KEYS, FootBar, PartArea, centred
from ossdrop_gui.settings.paste_panel import PastePanel, name_text
from ossdrop_gui.settings.program_card import ProgramCard
from ossdrop_gui.settings.questions import (
    Question,
    before_another,
    before_moving,
    before_pasting,
    before_removing,
    before_taking_in,
    before_twin,
    before_untried,
    before_writing,
    leave_text,
    other_reading_notice,
)
from ossdrop_gui.settings.verdict_card import Verdict, VerdictCard
from ossdrop_gui.words.error_text import cause_text, remedy_text, words_text
from ossdrop_gui.words.spoken import Spoken

_COMMAND_FOR_SCRIPTS = "ossdrop-cli exec -- "


class Part(Enum):
    """What the page shows; in the order of its switch."""

    DESTINATION = "destination"
    CHECK = "check"
    GENERAL = "general"


_PARTS = tuple(Part)


class SettingsPage(Spoken, QWidget):
    """Where files go, whether that works, and what the program does by itself.

    It is made empty and filled piece by piece (`pieces`), so that nothing is held up for long.
    """

    closed = Signal()
    part_shown = Signal()
    practice_asked = Signal()
    other_ways_asked = Signal()
    removal_asked = Signal()  # of everything, from this computer
    model_asked = Signal(str)  # to use from now on
    other_asked = Signal(str)  # the ProfileId of a destination to use from now on
    key_entered = Signal(object)  # the Secret, once it is saved
    said = Signal(str)  # for the toast

    paste: PastePanel
    form: DestinationForm
    ladder: LadderCard
    check: CheckCard
    verdict: VerdictCard
    program: ProgramCard

    def __init__(self, flow: SettingsFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._view: SettingsView | None = None
        self._ask_again: Callable[[], None] | None = None
        self._pending: tuple[str, Callable[[], None]] | None = None  # profile, what to do with it
        self._is_told = True  # that the settings file was changed by another program
        self._is_saved = self._shows_ladder = self._wants_fields = False
        self._entered: list[Secret] = []  # keys that were to be saved last
        self._save_number: int | None = None  # what is being saved of the form
        self._pasted_names: set[str] = set()  # what texts have filled in that is not saved yet
        self._left_names: set[str] = set()  # what was in them and not taken, being fixed
        self.back, self.file_menu = SignButton(Sign.BACK), FileMenu(flow)
        self.parts = Segments(len(_PARTS))
        self.banner = Banner()
        self._areas = {part: PartArea() for part in Part}
        self._bars: dict[Part, QWidget] = {}
        self._stack = Pages()
        self._build()
        self._retranslate()

    def pieces(self, make_program: Callable[[QWidget], ProgramCard]) -> list[Callable[[], None]]:
        """What fills the page, to be called in this order."""
        destination = self._areas[Part.DESTINATION]

        def add_form() -> None:
            self.paste = PastePanel(destination.content)
            self.form = DestinationForm(destination.content)
            destination.add(self.paste)
            destination.add(self.form)
            self._add_bar(Part.DESTINATION, self.form.bar)
            self.form.setEnabled(False)  # until what is set is here: it is not lost

        def add_cards() -> None:
            self.ladder = LadderCard(destination.content)
            destination.add(self.ladder)
            self.verdict = VerdictCard(self._verdict_room)
            centred(self.verdict, self._verdict_room, above=4, below=12)
            self.check = CheckCard(self._areas[Part.CHECK].content)
            self._areas[Part.CHECK].add(self.check)
            self._add_bar(Part.CHECK, self.check.bar)
            self._connect()
            self.show_part(Part.DESTINATION)

        def add_program() -> None:
            general = self._areas[Part.GENERAL]
            self.program = make_program(general.content)
            general.add(self.program)
            self.program.removal_asked.connect(self.removal_asked)

        def order() -> None:
            order_tabs(self)

        return [add_form, add_cards, add_program, order]

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off."""
        self.form.obey(policies)
        self.check.obey(policies)
        self.program.obey(policies)

    @property
    def flow(self) -> SettingsFlow:
        """What reads, saves and checks."""
        return self._flow

    @property
    def view(self) -> SettingsView | None:
        """The settings that are shown, None until they were read."""
        return self._view

    def open(self) -> None:
        """Show the settings as they are now."""
        self._flow.read()

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return _PARTS[self._stack.currentIndex()]

    def show_part(self, part: Part) -> None:
        """Show one part, with what belongs to it."""
        self.parts.choose(_PARTS.index(part))
        self._stack.setCurrentIndex(_PARTS.index(part))
        self._verdict_room.setVisible(part is not Part.GENERAL)
        for other, bar in self._bars.items():
            bar.setVisible(other is part)
        self.part_shown.emit()

    def _show_part_beside(self, step: int) -> None:
        number = _PARTS.index(self.part) + step
        if 0 <= number < len(_PARTS):
            self.show_part(_PARTS[number])

    def show_destination(self) -> None:
        """Show where files go."""
        self.show_part(Part.DESTINATION)

    @property
    def foot_height(self) -> int:
        """Of the bar below the part that is shown, in pixels; 0 where it has none."""
        bar = self._bars.get(self.part)
        return bar.sizeHint().height() if bar is not None else 0

    @Slot(int)
    def note_covered(self, pixels: int) -> None:
        """Something lies over the bottom of the window, 0 px for nothing any more."""
        for part, area in self._areas.items():
            area.leave_free(max(pixels - self.foot_height, 0) if part is self.part else 0)

    def begin_form(self, kind: Kind) -> None:
        """Be ready for the fields of a kind of destination, once the settings are here."""

        def begin() -> None:
            self._wants_fields = True
            self.paste.hide()
            self.form.begin(kind)

        self.show_part(Part.DESTINATION)
        self._pending = self._flow.profile, begin

    def begin_new(
        self, profile_id: ProfileId, values: Mapping[str, str], *, in_use: str = ""
    ) -> None:
        """Be ready for a destination that is made, from its top, with what is known of it.

        `in_use` is what the one is called that files go to until this one is saved.
        """
        self.verdict.note_in_use(in_use)

        def begin() -> None:
            if not values:
                self._areas[Part.DESTINATION].to_top()
                self.paste.take_focus()
                return
            self._wants_fields = True
            self.paste.hide()
            self.form.begin(Kind.BUCKET)
            self.form.fill(values)
            self.form.enter_key()
            self._reveal(self.form.keys.secret)

        self.show_part(Part.DESTINATION)
        self._pending = profile_id, begin

    def begin_api_key(self) -> None:
        """Be ready for an API key, once the settings are here."""

        def begin() -> None:
            self.form.enter_api_key()
            self._reveal(self.form.models.key)

        self.show_part(Part.DESTINATION)
        self._pending = self._flow.profile, begin

    def begin_paste(self) -> None:
        """Be ready for what IT sent."""
        self.show_part(Part.DESTINATION)
        self.paste.start_over()
        self.paste.show()
        self.paste.take_focus()
        self._reveal(self.paste)

    def _reveal(self, widget: QWidget) -> None:
        """Scroll to something once it has its place."""
        area = self._areas[Part.DESTINATION]
        QTimer.singleShot(0, self, lambda: area.reveal(widget))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page says less."""
        super().resizeEvent(event)
        self.file_menu.give_room(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """By pages, wherever the keyboard is: not all that can be read can be reached by Tab."""
        steps = {
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
            Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
        }
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self._areas[self.part].verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        set_look(self.back, "link")
        top = QGridLayout()
        sides = Qt.AlignmentFlag
        top.addWidget(self.back, 0, 0, sides.AlignLeft)
        top.addWidget(self.parts, 0, 1)
        # Its sign comes last because it is laid out from right to left; it is not to move for that.
        top.addWidget(self.file_menu, 0, 2, sides.AlignRight | sides.AlignAbsolute)
        top.setColumnStretch(0, 1)
        top.setColumnStretch(2, 1)
        top.setContentsMargins(PAGE_MARGIN - 8, 12, PAGE_MARGIN - 8, 8)
        self._notice_room, self._verdict_room = QWidget(), QWidget()
        centred(self.banner, self._notice_room, above=0, below=12)
        self._notice_room.hide()
        for area in self._areas.values():
            self._stack.addWidget(area)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._notice_room)
        column.addWidget(self._verdict_room)
        column.addWidget(self._stack, 1)

    def _add_bar(self, part: Part, content: QWidget) -> None:
        self._bars[part] = bar = FootBar(content, self)
        self._column.addWidget(bar)

    def _let_drops_through(self) -> None:
        """Files dropped on a field, or pasted into it, are for the window, which knows them."""
        for box in self.findChildren(QLineEdit):
            box.setAcceptDrops(False)
            FilePaste(box).picture_refused.connect(self._say_text_is_wanted)
        for area in self.findChildren(QAbstractScrollArea):
            area.setAcceptDrops(False)
            FilePaste(area).picture_refused.connect(self._say_text_is_wanted)
            area.viewport().setAcceptDrops(False)

    @Slot()
    def _say_text_is_wanted(self) -> None:
        self.said.emit(self.tr("A picture cannot be read here: copy the text itself."))

    def _connect(self) -> None:
        self._let_drops_through()
        self._connect_cards()
        self._connect_flow()

    def _connect_cards(self) -> None:
        flow, form = self._flow, self.form
        self.back.clicked.connect(self.closed)
        self.file_menu.said.connect(self.said)
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        escape.activated.connect(self.closed)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self._on_save_pressed)
        for keys, step in zip(PART_KEYS, (-1, 1), strict=True):
            QShortcut(QKeySequence(keys), self).activated.connect(
                partial(self._show_part_beside, step)
            )
        self.banner.shown.connect(self._on_banner_shown)
        self.banner.left.connect(self._on_banner_left)
        form.save_asked.connect(self._on_form_save_asked)
        form.practice_asked.connect(self.practice_asked)
        form.other_ways_asked.connect(self.other_ways_asked)
        form.paste_asked.connect(self.begin_paste)
        form.kind_shown.connect(lambda _: self._show_ladder())
        form.key_row.more_asked.connect(self._on_more_asked)
        self.parts.chosen.connect(lambda number: self.show_part(_PARTS[number]))
        self.paste.understood.connect(self._on_paste_understood)
        self.paste.request_asked.connect(self._on_request_asked)
        self.paste.question_asked.connect(self._on_question_asked)
        self.paste.restarted.connect(self._show_paste)
        form.settings_pasted.connect(self.take_text)
        form.changed.connect(self._on_form_changed)
        form.discarded.connect(self._on_form_discarded)
        form.advanced.clicked.connect(self._on_form_advanced_clicked)
        form.keys.kept.connect(self._on_form_keys_kept)
        self.ladder.replace_asked.connect(form.enter_key)
        self.ladder.remove_asked.connect(self._on_remove_asked)
        self.ladder.move_asked.connect(self._on_move_asked)
        self.ladder.command_asked.connect(self._on_command_asked)
        self.ladder.write_asked.connect(self._on_write_asked)
        self.check.check_asked.connect(flow.check)
        self.check.cancel_asked.connect(flow.cancel_check)
        self.check.model_asked.connect(flow.check_with_model)
        self.check.fix_asked.connect(self.do_fix)
        self.verdict.check_asked.connect(flow.check)
        self.verdict.cancel_asked.connect(flow.cancel_check)
        self.verdict.fix_asked.connect(self.do_fix)
        self.verdict.upload_asked.connect(self.closed)
        self.verdict.blamed.connect(self._on_verdict_blamed)
        self.verdict.checks_asked.connect(lambda: self.show_part(Part.CHECK))

    def _connect_flow(self) -> None:
        flow, form = self._flow, self.form
        for cards in (self.verdict, self.check):
            flow.check_began.connect(cards.begin)
            flow.check_done.connect(cards.show_check)
            flow.check_ended.connect(cards.end)
        flow.check_ended.connect(lambda _: order_tabs(self))  # its lines are new
        flow.check_ended.connect(self._on_flow_check_ended)
        flow.view_read.connect(self.show_view)
        flow.file_changed.connect(self._on_flow_file_changed)
        flow.read_failed.connect(form.say_problem)
        flow.read_failed.connect(self.verdict.show_unreadable)
        flow.read_held.connect(self.verdict.await_store)
        flow.save_ended.connect(self._on_flow_save_ended)
        flow.save_failed.connect(self._on_flow_save_failed)
        flow.untried.connect(self._on_flow_untried)
        flow.keys_left.connect(
            lambda: self.said.emit(
                self.tr("The password store could not be reached: it may still have the Secret.")
            )
        )
        flow.saved.connect(lambda: form.say_problem(None))
        flow.saved.connect(self.verdict.await_saved)
        self.verdict.voided.connect(flow.cancel_check)
        self.verdict.voided.connect(self.check.start_over)
        flow.imported.connect(self._on_flow_imported)
        flow.text_found.connect(self.take_text)
        flow.written.connect(lambda path: self.said.emit(filled(self.tr("Saved: %1"), path)))

    @Slot(object)
    def show_view(self, view: SettingsView) -> None:
        """Fill the page. What was typed stays, unless it was just saved or meant for another."""
        is_same = self._view is not None and self._view.profile.id == view.profile.id
        self._tell_of_others(view)
        self.form.show_view(view, keeps_typed=is_same and not self._is_saved)
        self._view, self._is_saved = view, False
        self.ladder.show_view(view)
        self.verdict.show_view(view)
        self.form.setEnabled(True)
        if not is_same:
            if self._view is not None and self.part is Part.CHECK:
                self.show_part(Part.DESTINATION)
            if self.verdict.verdict is Verdict.UNKNOWN:  # else the check is of this one
                self.check.start_over()
            self._shows_ladder = self._wants_fields = False
        self._show_ladder()
        self.file_menu.show_view(view)
        if not self.form.is_changed:
            self.paste.start_over()
        is_new = not view.settings[BUCKET].value and not view.api_key
        self.paste.setVisible((is_new and not self._wants_fields) or self.paste.is_busy)
        if is_same and self._ask_again is not None:  # what is asked is still to be answered
            self._ask_again()
        else:
            self._show_file_notice()
        if self._pending is not None and self._pending[0] == view.profile.id:
            (_, act), self._pending = self._pending, None
            act()

    def _tell_of_others(self, view: SettingsView) -> None:
        """Say that another program wrote, where somebody types; our own writing is no news."""
        is_news = not self._is_told and not self._is_saved and self.form.is_changed
        self._is_told = True
        if is_news and self._view is not None and _values(self._view) != _values(view):
            self.said.emit(self.tr("The settings file was changed by another program."))

    def _show_ladder(self) -> None:
        """Where there is more to say of keys than their row does, or more was asked for."""
        view = self._view
        has_more = view is not None and bool(
            view.plain_secrets
            or view.ladder.is_blocked
            or view.ladder.passed_over
            or (view.ladder.used is not None and view.ladder.used.ends is not None)  # it counts
            or len([rung for rung in view.ladder.rungs if rung.state is not RungState.EMPTY]) > 1
            or (view.ladder.scripts_differ and view.script_files)
        )
        is_bucket = self.form.kind is Kind.BUCKET
        self.ladder.setVisible(is_bucket and (has_more or self._shows_ladder))

    @Slot()
    def _on_more_asked(self) -> None:
        self._shows_ladder = True
        self._show_ladder()
        self._reveal(self.ladder)

    # What it says and asks above the cards

    @Slot()
    def _show_file_notice(self) -> None:
        """Say what the scripts read otherwise, where nothing is being asked."""
        self._ask_again = None
        notice = None
        if self._view is not None and self._view.warnings:
            fix = Fix(FixKind.MEND_ENV_FILE, str(self._view.env_path))
            notice = other_reading_notice(self._view.warnings, lambda: self._flow.fix(fix))
        self.banner.show_notice(notice)

    def _ask(
        self,
        question: Callable[[], Question],
        act: Callable[[], None],
        leave: Callable[[], None] | None = None,
        *,
        is_late: bool = False,
    ) -> None:
        """Ask something; where it `is_late`, somebody may be typing elsewhere by now."""

        def answered() -> None:
            self._show_file_notice()
            act()

        def ask() -> None:
            self.banner.show_notice(question().notice(answered, leave or self._show_file_notice))

        self._ask_again = ask
        ask()
        if not (is_late and isinstance(QApplication.focusWidget(), QLineEdit)):
            self.banner.take_focus(-1)  # what changes nothing

    @Slot(bool)
    def _on_banner_shown(self, is_shown: bool) -> None:  # noqa: FBT001 - a signal's
        self._notice_room.setVisible(is_shown)
        order_tabs(self)  # its buttons are new

    @Slot()
    def _on_banner_left(self) -> None:
        """Whoever answered goes on with what there is to save."""
        save = self.form.save
        (save if save.isEnabled() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_remove_asked(self) -> None:
        self._ask(before_removing, self._flow.remove_secret)

    @Slot(str)
    def _on_move_asked(self, name: str) -> None:
        fix = Fix(FixKind.MOVE_SECRET, name=name)
        has_scripts = self._view is not None and bool(self._view.script_files)
        self._ask(lambda: before_moving(name, has_scripts=has_scripts), lambda: self._flow.fix(fix))

    # Scripts

    @Slot()
    def _on_command_asked(self) -> None:
        QGuiApplication.clipboard().setText(_COMMAND_FOR_SCRIPTS)
        words = self.tr("Copied: type it before the script's own command. Nothing is written.")
        self.said.emit(words)

    @Slot(object)
    def _on_write_asked(self, path: Path | None) -> None:
        """Write the pair into a `.env`; None: into that of a folder yet to be chosen."""

        def ask(path: Path) -> None:
            self._ask(lambda: before_writing(path), lambda: self._flow.write_for_scripts(path))

        if path is None:
            title = self.tr("The folder of your scripts")
            ask_for_folder(self, title, lambda folder: ask(folder / ".env"))
        else:
            ask(path)

    # What others tell

    @Slot(object)
    def _on_form_save_asked(self, changes: SettingsChanges) -> None:
        self._entered = [key for key in (changes.secret, changes.api_key) if key is not None]
        # A text or a file that brings another bucket means another place, with a key or without.
        is_given = BUCKET in self._pasted_names and self.form.names_other_bucket
        is_bucket = changes.kind is Kind.BUCKET
        if is_bucket and (twin := self._twin()) is not None:
            self._ask_about_twin(twin, changes)
        elif is_bucket and (self.form.is_of_other_bucket or is_given):
            self._ask_about_another()
        else:
            self._save(lambda: self._flow.save(changes))

    def _twin(self) -> OtherPlace | None:
        """Another destination that has the bucket which is to be saved, if any."""
        texts, view = self.form.texts, self._view
        if view is None or texts[BUCKET] in ("", view.settings[BUCKET].value):
            return None

        def is_twin(one: OtherPlace) -> bool:  # an address that is not written out is no other one
            return one.bucket == texts[BUCKET] and len({one.endpoint, texts[ENDPOINT]} - {""}) < 2

        return next(filter(is_twin, view.others), None)

    def _save(self, act: Callable[[], int]) -> None:
        focused = QApplication.focusWidget()
        goes = (self.form.save, self.form.keys)  # off, or away: it is given to what comes of it
        if focused is not None and any(one is focused or one.isAncestorOf(focused) for one in goes):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.say_saving(is_saving=True)
        self._save_number = act()

    def _ask_about_another(self) -> None:
        """A second message of IT's is mostly of a second place: the first one is not lost by it."""
        form = self.form
        saved = self._view.settings if self._view is not None else {}
        before = saved[BUCKET].value if saved else ""
        folder = saved[PREFIX].value if saved else ""
        has_key = self._view is not None and self._view.ladder.used is not None
        after = form.texts[BUCKET]

        def notice() -> tuple[str, str, tuple[str, ...]]:
            return before_another(
                before,
                after,
                name=self._view.profile.name if self._view is not None else "",
                can_replace=form.keys.is_good or form.keys.is_empty,
                loses_key=form.is_other_key,
                takes_key=form.keys.is_empty and has_key,
                loses_folder="" if form.texts[PREFIX] or folder == DEFAULT_PREFIX else folder,
            )

        def replacing() -> SettingsChanges:
            """Of another bucket: a name that the one before was given is not this one's."""
            is_first = self._view is None or self._view.profile.id == DEFAULT_PROFILE
            name = None if after == before else "" if is_first else after
            return replace(form.changes, name=name)

        acts = (
            lambda: self._save(lambda: self._flow.save_as_new(form.whole)),
            lambda: self._save(lambda: self._flow.save(replacing(), is_sure=True)),
        )
        self._ask_before_saving(notice, acts)  # the first: both are kept by it

    def _ask_about_twin(self, twin: OtherPlace, changes: SettingsChanges) -> None:
        """A message that came before is mostly of the place that came of it."""
        form, flow = self.form, self._flow
        is_instead = form.names_other_bucket  # of the one that is shown, which stays

        def use() -> None:
            entered = form.entered

            def fill() -> None:
                self._take_pasted(entered)
                self._on_banner_left()  # its answer was off meanwhile, and so lost the keyboard

            self._pending = twin.profile_id, fill
            self.other_asked.emit(twin.profile_id)

        def make() -> None:
            self._save(lambda: flow.save_as_new(form.whole) if is_instead else flow.save(changes))

        self._ask_before_saving(lambda: before_twin(twin.name, twin.bucket), (use, make))

    def _ask_before_saving(
        self,
        question: Callable[[], tuple[str, str, tuple[str, ...]]],
        acts: tuple[Callable[[], None], ...],
    ) -> None:
        """Ask what becomes of the bucket that is in the form; the first answer loses nothing."""
        form, after = self.form, self.form.texts[BUCKET]

        def answer(act: Callable[[], None]) -> Callable[[], None]:
            def answered() -> None:
                self._show_file_notice()
                if form.texts[BUCKET] == after:
                    act()
                else:  # something else was typed since: that is another question
                    form.save.click()

            return answered

        def ask() -> None:
            title, text, names = question()
            buttons = [NoticeButton(n, answer(a)) for n, a in zip(names, acts, strict=False)]
            leave = NoticeButton(leave_text(), self._show_file_notice)
            self.banner.show_notice(Notice(title, text, Tone.SOON, (*buttons, leave)))

        self._ask_again = ask
        ask()
        self.banner.take_focus(0)

    @Slot(int, bool)
    def _on_flow_save_ended(self, number: int, is_saved: bool) -> None:  # noqa: FBT001 - a signal's
        """What was typed is in the view that comes next; before that it is not to be lost.

        Nor by something else that was changed meanwhile, which `saved` tells as well.
        """
        if number != self._save_number:
            return
        self._save_number = None
        self.form.say_saving(is_saving=False)
        if is_saved:
            self._is_saved, self._pasted_names = True, set()
            self._show_file_notice()  # what was asked about what is saved now is answered by it
            for key in self._entered:
                self.key_entered.emit(key)
        elif self.hasFocus():
            self.form.save.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_flow_untried(self, untried: Untried) -> None:
        """A key that worked is not lost to one that may be wrong: the service shows none twice."""
        question = partial(before_untried, untried.error)
        self._ask(question, lambda: self._save_untried(untried.changes), is_late=True)

    def _save_untried(self, changes: SettingsChanges) -> None:
        if changes in (self.form.changes, self.form.changes_of_service):
            self._save(lambda: self._flow.save(changes, is_sure=True, keeps_former=True))
        else:  # something else was typed since: that is another question
            self.form.save.click()

    @Slot(object)
    def _on_flow_save_failed(self, error: OssDropError) -> None:
        self.form.say_problem(error)
        self.form.blame(error)
        notice = Notice(cause_text(error), remedy_text(error), Tone.BAD)  # in sight wherever one is
        self.banner.show_notice(notice)

    @Slot()
    def _on_flow_check_ended(self) -> None:
        """A password store that did not answer may have been opened for the check."""
        if self.hasFocus():
            self.verdict.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._view is not None and (self._view.problem or self._view.ladder.is_blocked):
            self._flow.read()

    @Slot(object)
    def _on_verdict_blamed(self, check: Check | None) -> None:
        """The field is marked, and all of it in sight: saving has moved what is on the page."""
        self.form.show_fault(check)
        if check is not None and not self.form.has_typed:
            self._reveal(self.form.at_fault)

    @Slot()
    def _on_flow_file_changed(self) -> None:
        """Show what is in the file now, unless somebody is typing here."""
        self._is_told = False
        self.verdict.forget()
        self._flow.read()  # what was typed stays

    @Slot(object)
    def _on_flow_imported(self, changes: SettingsChanges) -> None:
        def take_in() -> None:
            self._show_file_notice()
            self.form.take_in(changes)
            self._pasted_names |= changes.values.keys()
            self.said.emit(self.tr("Read from the file. Nothing is saved yet."))

        if self.form.is_changed:
            self._ask(before_taking_in, take_in, is_late=True)
        else:
            take_in()

    @Slot(object)
    def _on_paste_understood(self, pasted: Pasted) -> None:
        """What was typed for one place neither goes with another nor is lost to it unasked."""
        before, bucket = self.form.texts[BUCKET], pasted.values.get(BUCKET, "")
        typed = self.form.typed_names - self._pasted_names - pasted.values.keys()
        is_other = bucket not in ("", before) or self.form.is_elsewhere(pasted.values)
        if not (typed and before and is_other):
            self._take_pasted(pasted)
            return

        def start_over() -> None:
            if self._view is not None:
                self.form.show_view(self._view)
            self._pasted_names = set()
            self._take_pasted(pasted)

        def leave() -> None:
            self._show_file_notice()
            self.paste.start_over()

        places = (before, bucket)
        if bucket == before:
            places = self.form.texts[ENDPOINT], pasted.values[ENDPOINT]
        self._ask(partial(before_pasting, *places), start_over, leave)

    def _take_pasted(self, pasted: Pasted) -> None:
        """What an earlier text has filled in, and nobody saved, does not mix with this one."""
        again = self._pasted_names & pasted.values.keys() & {BUCKET, KEY_ID}
        if again and self._view is not None:  # another place, or another key: not the rest of it
            self.form.show_view(self._view)
            self._pasted_names = set()
        self.form.say_problem(None)
        self._show_file_notice()
        taken = self.form.taken(pasted.values, self._left_names)
        left = pasted.values.keys() - taken.keys()
        self._left_names = (self._left_names - taken.keys()) | left
        self.paste.show_left(left)
        self.paste.show_earlier(tuple(self._pasted_names - pasted.values.keys()))
        self._pasted_names |= taken.keys()
        self.form.take(replace(pasted, values=taken))
        if self.form.save.isEnabled() and self.paste.is_clear:  # Enter goes on
            self.form.save.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_paste()

    @Slot()
    def _on_save_pressed(self) -> None:
        """By its keys, as anywhere; where nothing can be saved nothing happens."""
        if self.part is Part.DESTINATION:
            self.form.save.click()

    @Slot(bool)
    def _on_form_advanced_clicked(self, is_open: bool) -> None:  # noqa: FBT001 - a signal's
        """What has opened is below the edge at most sizes."""
        if is_open:
            self._reveal(self.form.models.key)

    @Slot()
    def _show_paste(self) -> None:
        """From its first line: what is pasted may be longer than what was there before."""
        self._areas[Part.DESTINATION].reveal_top(self.paste)

    @Slot()
    def _on_form_keys_kept(self) -> None:
        self._pasted_names -= {KEY_ID, KEY_SECRET}

    @Slot()
    def _on_form_discarded(self) -> None:
        self._pasted_names, self._left_names = set(), set()
        self.paste.start_over()
        self._show_file_notice()

    def take_text_soon(self, text: str) -> None:
        """Read a text as settings, once those that are there were read."""
        self._pending = self._flow.profile, lambda: self.take_text(text)

    @Slot(str)
    def take_text(self, text: str) -> None:
        """Read a text as settings, wherever it was pasted or dropped."""
        self.show_part(Part.DESTINATION)
        self.paste.show()
        self.paste.take(text)
        self._show_paste()

    @Slot()
    def _on_form_changed(self) -> None:
        self.paste.show_missing(self.form.missing)
        keeps_nothing = self.form.keeps_nothing
        self.verdict.note_typed(is_typed=self.form.is_changed, keeps_nothing=keeps_nothing)
        self.file_menu.show_kept(keeps_nothing=keeps_nothing)

    @Slot(object)
    def _on_question_asked(self, missing: tuple[str, ...]) -> None:
        names = [name_text(name) for name in missing]
        QGuiApplication.clipboard().setText(question_text(names))
        self.said.emit(self.tr("The question is copied: paste it into a message to your IT."))

    @Slot()
    def _on_request_asked(self) -> None:
        QGuiApplication.clipboard().setText(request_text())
        self.said.emit(self.tr("The request is copied: paste it into a message to your IT."))

    # Remedies

    @Slot(object, object)
    def do_fix(self, fix: Fix, check: Check | None = None) -> None:
        """Carry out a remedy, from the check or from a failed upload."""
        texts = self.form.texts
        if fix.kind is FixKind.MOVE_SECRET:
            self._on_move_asked(fix.name)
        elif fix.kind in CHANGES:
            self._flow.fix(fix)
        elif fix.kind is FixKind.COPY_ADMIN_NOTE:
            QGuiApplication.clipboard().setText(note_text(self._note(check)))
            self.said.emit(self.tr("The note is copied: paste it into a message to your admin."))
        elif fix.kind is FixKind.OPEN_CONSOLE:
            QDesktopServices.openUrl(QUrl(console_url(texts[REGION], texts[BUCKET])))
        elif fix.kind is FixKind.OPEN_BROWSER:
            QDesktopServices.openUrl(QUrl("http://www.aliyun.com"))
        elif fix.kind is FixKind.USE_MODEL:
            self.model_asked.emit(fix.value)
        elif fix.kind is FixKind.ENTER_KEY:
            self.show_part(Part.DESTINATION)
            self.form.enter_key(check)
            self._reveal(self.form.keys.secret)
        else:
            self.show_part(Part.DESTINATION)
            self.form.correct(check)
            self._reveal(self.form.at_fault)

    def do_fix_for(self, fix: Fix, error: OssDropError, profile_id: ProfileId) -> None:
        """Carry out the remedy of a failed upload, once the settings of its profile are here."""
        title = Words(error.explanation.cause, key=error.cause_key)
        check = Check("", Status.FAIL, title, request_id=error.request_id, code=error.code)
        self._pending = profile_id, lambda: self.do_fix(fix, check)

    def _note(self, check: Check | None) -> AdminNote:
        used = self._view.ladder.used if self._view else None
        texts = self.form.texts
        return AdminNote(
            texts[BUCKET],
            texts[PREFIX].strip(" /") or DEFAULT_PREFIX,
            texts[REGION],
            used.masked_id if used else "",
            words_text(check.title) if check else "",
            check.request_id if check else "",
        )

    # Language

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Uploads"))
        self.parts.name([self.tr("Destination"), self.tr("Check"), self.tr("General")])
        (self._ask_again or self._show_file_notice)()


def _values(view: SettingsView) -> dict[str, str]:
    return {name: setting.shown for name, setting in view.settings.items()}
