"""The settings page: it arranges form, ladder and check; `SettingsFlow` does the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.admin_note import AdminNote, console_url
from ossdrop.config.paste import Pasted
from ossdrop.config.profiles import Kind
from ossdrop.config.settings import BUCKET, DEFAULT_PREFIX, PREFIX, REGION
from ossdrop.doctor.check import Check, Fix, FixKind, Status
from ossdrop.doctor.fixes import CHANGES
from ossdrop.doctor.sentences import Words
from ossdrop.errors import OssDropError
from ossdrop.settings_editor import SettingsChanges, SettingsView
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.theme import PAGE_MARGIN, set_look
from ossdrop_gui.notices.banner import Banner
from ossdrop_gui.settings.admin_note import note_text, question_text, request_text
from ossdrop_gui.settings.check_card import CheckCard, words_text
from ossdrop_gui.settings.destination_form import DestinationForm
from ossdrop_gui.settings.file_menu import FileMenu
from ossdrop_gui.settings.flow import SettingsFlow
from ossdrop_gui.settings.form import line
from ossdrop_gui.settings.ladder_card import LadderCard
from ossdrop_gui.settings.paste_panel import PastePanel, name_text
from ossdrop_gui.settings.questions import (
    Question,
    before_moving,
    before_removing,
    before_writing,
    other_reading_notice,
)

_TWO_COLUMNS_FROM = 900
_COMMAND_FOR_SCRIPTS = "ossdrop-cli exec -- "


class SettingsPage(QWidget):
    """The form on the left, the connection check on the right, or below one another.

    It is made empty and filled piece by piece (`pieces`), so that nothing is held up for long.
    """

    closed = Signal()
    practice_asked = Signal()
    model_asked = Signal(str)  # to use from now on
    said = Signal(str)  # for the toast

    paste: PastePanel
    form: DestinationForm
    ladder: LadderCard
    check: CheckCard

    def __init__(self, flow: SettingsFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._view: SettingsView | None = None
        self._ask_again: Callable[[], None] | None = None
        self._pending: tuple[str, Callable[[], None]] | None = None  # profile, what to do with it
        self._is_saving = False
        self.back, self._title, self.file_menu = SignButton(Sign.BACK), QLabel(), FileMenu(flow)
        self.banner = Banner()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._retranslate()

    def pieces(self, make_program: Callable[[QWidget], QWidget]) -> list[Callable[[], None]]:
        """What fills the page, to be called in this order."""
        content = self._content

        def add_form() -> None:
            self.paste, self.form = PastePanel(content), DestinationForm(content)
            self._left.insertWidget(0, self.paste)
            self._left.insertWidget(1, self.form)

        def add_cards() -> None:
            self.ladder, self.check = LadderCard(content), CheckCard(content)
            self._left.insertWidget(2, self.ladder)
            self._right.insertWidget(0, self.check)
            self._connect()

        def add_program() -> None:
            self._right.insertWidget(1, make_program(content))

        return [add_form, add_cards, add_program]

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

    def begin_paste(self) -> None:
        """Be ready for what IT sent."""
        self.paste.show()
        self.paste.take_focus()

    def _build(self) -> None:
        set_look(self.back, "link")
        set_look(self._title, "heading")
        for column in (self._left, self._right):
            column.addStretch()
            column.setSpacing(16)
        self._columns.setSpacing(20)
        self._columns.addLayout(self._left, 4)
        self._columns.addLayout(self._right, 3)
        self._columns.setContentsMargins(PAGE_MARGIN, 4, PAGE_MARGIN, PAGE_MARGIN)
        self._content = QWidget()
        set_look(self._content, "page")
        self._content.setLayout(self._columns)
        self._scroll = scroll = QScrollArea()
        self._content.installEventFilter(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        top = line(self.back, self._title)
        top.addWidget(self.file_menu)
        top.setContentsMargins(PAGE_MARGIN - 8, 12, PAGE_MARGIN, 8)
        notice = line(self.banner, stretch=False)
        notice.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 12)
        self._notice_room = QWidget()
        self._notice_room.setLayout(notice)
        self._notice_room.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._notice_room)
        column.addWidget(scroll, 1)

    def _let_drops_through(self) -> None:
        """What is dropped on a field is for the window, which knows files."""
        for box in self._content.findChildren(QLineEdit):
            box.setAcceptDrops(False)
        for area in self._content.findChildren(QAbstractScrollArea):
            area.setAcceptDrops(False)
            area.viewport().setAcceptDrops(False)

    def _connect(self) -> None:
        self._let_drops_through()
        flow, form = self._flow, self.form
        self.back.clicked.connect(self.closed)
        self.banner.shown.connect(self._notice_room.setVisible)
        form.save_asked.connect(self._on_form_save_asked)
        form.practice_asked.connect(self.practice_asked)
        form.paste_asked.connect(self.begin_paste)
        form.kind_shown.connect(lambda kind: self.ladder.setVisible(kind is Kind.BUCKET))
        self.paste.understood.connect(self._on_paste_understood)
        self.paste.request_asked.connect(self._on_request_asked)
        self.paste.question_asked.connect(self._on_question_asked)
        self.paste.save_asked.connect(form.save.click)
        form.settings_pasted.connect(self.take_text)
        flow.text_found.connect(self.take_text)
        form.changed.connect(self._on_form_changed)
        self.ladder.replace_asked.connect(form.enter_key)
        self.ladder.remove_asked.connect(self._on_remove_asked)
        self.ladder.move_asked.connect(self._on_move_asked)
        self.ladder.command_asked.connect(self._on_command_asked)
        self.ladder.write_asked.connect(self._on_write_asked)
        self.check.check_asked.connect(flow.check)
        self.check.cancel_asked.connect(flow.cancel_check)
        self.check.fix_asked.connect(self.do_fix)
        flow.view_read.connect(self.show_view)
        flow.file_changed.connect(self._on_flow_file_changed)
        flow.read_failed.connect(form.say_problem)
        flow.save_failed.connect(self._on_flow_save_failed)
        flow.saved.connect(lambda: form.say_problem(None))
        flow.check_began.connect(self.check.begin)
        flow.check_done.connect(self.check.show_check)
        flow.check_ended.connect(self.check.end)
        flow.imported.connect(form.take_in)
        flow.written.connect(lambda path: self.said.emit(self.tr("Saved: %1").replace("%1", path)))

    @Slot(object)
    def show_view(self, view: SettingsView) -> None:
        """Fill the page. What was typed stays, unless it was just saved or meant for another."""
        is_same = self._view is not None and self._view.profile.id == view.profile.id
        self.form.show_view(view, keeps_typed=is_same and not self._is_saving)
        self._view, self._is_saving = view, False
        self.ladder.show_view(view)
        self.file_menu.show_view(view)
        if not self.form.is_changed:
            self.paste.start_over()
        is_new = not view.settings[BUCKET].value and not view.api_key
        self.paste.setVisible(is_new or self.paste.is_busy)
        self._show_file_notice()
        if self._pending is not None and self._pending[0] == view.profile.id:
            (_, act), self._pending = self._pending, None
            act()

    # What it says and asks above the cards

    @Slot()
    def _show_file_notice(self) -> None:
        """Say what the scripts read otherwise, where nothing is being asked."""
        self._ask_again = None
        warnings, fix = self._view.warnings if self._view else (), Fix(FixKind.MEND_ENV_FILE)
        notice = other_reading_notice(warnings, lambda: self._flow.fix(fix)) if warnings else None
        self.banner.show_notice(notice)

    def _ask(self, question: Callable[[], Question], act: Callable[[], None]) -> None:
        def answered() -> None:
            self._show_file_notice()
            act()

        def ask() -> None:
            self.banner.show_notice(question().notice(answered, self._show_file_notice))

        self._ask_again = ask
        ask()

    @Slot()
    def _on_remove_asked(self) -> None:
        self._ask(before_removing, self._flow.remove_secret)

    @Slot(str)
    def _on_move_asked(self, name: str) -> None:
        fix = Fix(FixKind.MOVE_SECRET, name=name)
        self._ask(lambda: before_moving(name), lambda: self._flow.fix(fix))

    # Scripts

    @Slot()
    def _on_command_asked(self) -> None:
        QGuiApplication.clipboard().setText(_COMMAND_FOR_SCRIPTS)
        words = self.tr("Copied: type it before the script's own command. Nothing is written.")
        self.said.emit(words)

    @Slot(object)
    def _on_write_asked(self, path: Path | None) -> None:
        """Write the pair into a `.env`; None: into that of a folder yet to be chosen."""
        if path is None:
            folder = QFileDialog.getExistingDirectory(self, self.tr("The folder of your scripts"))
            if not folder:
                return
            path = Path(folder) / ".env"
        chosen = path
        self._ask(lambda: before_writing(chosen), lambda: self._flow.write_for_scripts(chosen))

    # What others tell

    @Slot(object)
    def _on_form_save_asked(self, changes: SettingsChanges) -> None:
        self._is_saving = True
        self._flow.save(changes)

    @Slot(object)
    def _on_flow_save_failed(self, error: OssDropError) -> None:
        self._is_saving = False
        self.form.say_problem(error)

    @Slot()
    def _on_flow_file_changed(self) -> None:
        """Show what is in the file now, unless somebody is typing here."""
        if self._is_saving:
            return  # that was us; what is in the file now is read next
        if self.form.is_changed:
            self.said.emit(self.tr("The settings file was changed by another program."))
        else:
            self._flow.read()

    @Slot(object)
    def _on_paste_understood(self, pasted: Pasted) -> None:
        self.form.take(pasted)

    @Slot(str)
    def take_text(self, text: str) -> None:
        """Read a text as settings, wherever it was pasted or dropped."""
        self.paste.show()
        self.paste.take(text)

    @Slot()
    def _on_form_changed(self) -> None:
        self.paste.show_missing(self.form.missing, can_save=self.form.save.isEnabled())

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
            self.form.enter_key()
        else:
            self.form.bucket.setFocus()

    def do_fix_for(self, fix: Fix, error: OssDropError, profile: str) -> None:
        """Carry out the remedy of a failed upload, once the settings of its profile are here."""
        title = Words(error.explanation.cause)
        check = Check("", Status.FAIL, title, request_id=error.request_id)
        self._pending = profile, lambda: self.do_fix(fix, check)

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

    # Layout and language

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the columns need changes with what is shown in them, and with the language."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        columns = self._left.minimumSize().width() + self._right.minimumSize().width()
        around = self._columns.contentsMargins()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        needed = columns + self._columns.spacing() + around.left() + around.right() + bar
        wide = self.width() >= max(needed, _TWO_COLUMNS_FROM)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Uploads"))
        self._title.setText(self.tr("Settings"))
        (self._ask_again or self._show_file_notice)()
