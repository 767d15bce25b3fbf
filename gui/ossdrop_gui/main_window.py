"""The window: one page of uploads, or the first page. It arranges; `flow` decides."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ossdrop.printable import filled
from ossdrop_gui.destination.chip import DestinationChip, Standing
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.pages import Pages
from ossdrop_gui.look.plain import brief, on_button
from ossdrop_gui.look.style import dress
from ossdrop_gui.look.tab_order import order_tabs
from ossdrop_gui.look.theme import PAGE_MARGIN, set_look
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.quitting import QuitQuestions
from ossdrop_gui.shortcuts import Own, keys_for, show_shortcuts
from ossdrop_gui.upload.drag_veil import DragVeil
from ossdrop_gui.upload.drop_zone import DropZone
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import sentences

if TYPE_CHECKING:
    from ossdrop.config.policies import Policies
    from ossdrop.config.settings import AnyDestination
    from ossdrop.place import Place
    from ossdrop.transfers.transfer import Transfer
    from ossdrop_gui.background import Background
    from ossdrop_gui.destination.first_page import FirstPage
    from ossdrop_gui.history.flow import HistoryFlow
    from ossdrop_gui.history.model import HistoryModel
    from ossdrop_gui.settings.page import SettingsPage
    from ossdrop_gui.upload.flow import UploadFlow
    from ossdrop_gui.upload.model import TransferModel
    from ossdrop_gui.upload.model_bar import ModelBar

_OF_RESULTS = ".jsonl"
_HEADER_HEIGHT = 60
_LEAST = QSize(640, 480)
_TITLE_BAR, _SHELF_BUTTON = 40, 32


class Setup(Enum):
    """How a person wants to say where files go."""

    PASTE = "paste"
    FORM = "form"
    TEMPORARY = "temporary"


class MainWindow(Spoken, QMainWindow):
    """Takes drops anywhere on it."""

    files_given = Signal(object)  # tuple[Path, ...]
    results_given = Signal(object)  # a Path that may be a results file of the Batch API
    settings_given = Signal(object)  # a Path that may hold settings, dropped on the settings
    image_given = Signal(object, str)  # QImage, its name or ""
    picture_given = Signal(object)  # Picture of a page
    address_given = Signal(str)  # of a picture on a page
    text_given = Signal(str)  # pasted, and no path
    closed = Signal()
    hidden_to_tray = Signal()
    settings_asked = Signal()
    shelf_asked = Signal()
    setup_asked = Signal(object)  # Setup
    place_asked = Signal(object)  # HistoryEntry: its bucket shall be a destination again
    model_chosen = Signal(str)
    practice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("OssDrop")
        dress(self)
        self.setMinimumSize(_LEAST)
        self.resize(860, 680)
        self.setAcceptDrops(True)
        self.chip = DestinationChip()
        self.settings_button = SignButton(Sign.SETTINGS)
        set_look(self.settings_button, "soft-link")
        self.settings_button.clicked.connect(self.settings_asked)
        self.shelf_button = SignButton(Sign.SHELF)
        set_look(self.shelf_button, "sign")
        self.shelf_button.setFixedSize(_SHELF_BUTTON, _SHELF_BUTTON)
        self.shelf_button.clicked.connect(self.shelf_asked)
        self.shelf_button.hide()  # until there is something to show in it
        self.drop_zone = DropZone()
        self.drop_zone.choose_clicked.connect(self._on_drop_zone_choose_clicked)
        self.drop_zone.paste_clicked.connect(self.paste)
        self.first_page: FirstPage | None = None
        self.model_bar: ModelBar | None = None
        self._flow: UploadFlow | None = None
        self._policies: Policies | None = None
        self._may_close = False
        self.stays_in_tray = False  # closing hides the window; quitting ends the program
        self._stack = Pages()
        self._came_from: QWidget | None = None  # what had the keyboard before the settings
        self._settings_page: SettingsPage | None = None
        self._stack.addWidget(self._uploads_page())
        root = QWidget()
        set_look(root, "page")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setCentralWidget(root)
        self.toast = Toast(root)
        self.leaving = QuitQuestions(self.toast, self.hide, self._show_settings, self)
        self.leaving.held_count = self._held_count
        self._stack.currentChanged.connect(self._make_room)
        self._stack.currentChanged.connect(lambda _: self.toast.leave())
        self._veil = DragVeil(root)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)
        choose = QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self)
        choose.activated.connect(self._on_drop_zone_choose_clicked)
        for keys, act in (
            (QKeySequence.StandardKey.HelpContents, self.show_keys),
            (QKeySequence.StandardKey.Preferences, self.settings_asked.emit),
            (QKeySequence.StandardKey.Quit, self.ask_to_quit),
            (Own.PLACES, self._open_places),
            (Own.SHELF, self._on_shelf_keys),
        ):
            QShortcut(keys_for(keys), self).activated.connect(act)
        self._retranslate()
        self.drop_zone.take_focus()

    def connect_core(
        self,
        flow: UploadFlow,
        transfers: TransferModel,
        history_flow: HistoryFlow,
        history: HistoryModel,
        background: Background,
    ) -> None:
        """Fill the page once the core is there; until then the window takes drops already."""
        from ossdrop_gui.destination.profile_menu import ProfileMenu
        from ossdrop_gui.history.pane import (
            HistoryPane,  # not before the first paint: SQLite and more
        )
        from ossdrop_gui.messages import FlowMessages
        from ossdrop_gui.upload.pane import TransferPane

        self._flow = flow
        self.profile_menu = ProfileMenu(self)
        self.profile_menu.settings_asked.connect(self.settings_asked)
        to_form = functools.partial(self.setup_asked.emit, Setup.FORM)
        self.profile_menu.bucket_asked.connect(to_form)
        self.profile_menu.count_under_way = transfers.count_under_way
        self.chip.setMenu(self.profile_menu)
        self.transfers = TransferPane(transfers)
        self.history = HistoryPane(history, history_flow, background)
        # What the list was not told yet is under way all the same.
        self.leaving.open_count = lambda: transfers.open_count or flow.open_count
        self.leaving.is_looking = lambda: flow.is_looking
        self.leaving.count_ending = lambda: {
            self.profile_menu.profile_name(one): transfers.count_under_way(one.id)
            for one in flow.ending
        }
        self._top_column.addWidget(self.transfers)
        self._top_column.addWidget(self.history.top)
        self._top_column.addStretch(1)
        self.transfers.show()
        self.transfers.setVisible(transfers.rowCount() > 0)
        self._page_column.addWidget(self.history, 1)
        self.history.show()
        self._make_page(transfers, history)
        for given in (self.files_given, self.image_given, self.picture_given, self.address_given):
            given.connect(self.history.show_all)  # what is sent is seen
        self.files_given.connect(flow.send)
        self.image_given.connect(flow.send_image)
        self.picture_given.connect(flow.send_picture)
        self.address_given.connect(flow.send_address)
        self.history.send_again_asked.connect(flow.send_anew)
        self.history.keep_asked.connect(flow.keep)
        self.history.list_buckets = lambda: self.profile_menu.with_bucket
        flow.rows_added.connect(self.history.show_new)
        self._connect_transfers(flow, transfers)
        flow.destination_named.connect(self._on_flow_destination_named)
        flow.destination_named.connect(history.show_home)
        flow.destination_found.connect(self._on_flow_destination_found)
        flow.destination_failed.connect(lambda _: self.drop_zone.describe_nothing())
        self.chip.learnt.connect(self._on_chip_learnt)
        self._messages = FlowMessages(
            flow,
            history_flow,
            self.chip,
            self.toast,
            self.transfers,
            lambda: self.is_on_settings,
            self,
        )
        self._messages.place_asked.connect(self.place_asked)

    def _connect_transfers(self, flow: UploadFlow, transfers: TransferModel) -> None:
        pane = self.transfers
        pane.banner.shown.connect(self.drop_zone.set_quiet)
        pane.cancel_asked.connect(flow.cancel)
        pane.remove_asked.connect(flow.remove_transfers)
        pane.again_asked.connect(flow.send)
        pane.cancel_all_asked.connect(self._ask_before_cancelling)
        pane.take_off_asked.connect(self._ask_before_taking_off)
        pane.pause_asked.connect(flow.pause)
        pane.resume_asked.connect(flow.resume)
        pane.retry_asked.connect(flow.retry)
        pane.again_tried.connect(flow.try_again)
        pane.place_asked.connect(self.show_uploads)
        pane.redirect_asked.connect(self._ask_before_redirecting)
        pane.fit_asked.connect(flow.fit)
        pane.fit_cancelled.connect(flow.cancel_fit)
        flow.fitting.connect(transfers.show_fitting)
        flow.destination_named.connect(lambda place: pane.show_in_use(place.profile))
        transfers.left_from_before.connect(pane.note_left_from_before)

    def _make_page(self, transfers: TransferModel, history: HistoryModel) -> None:
        """One page that scrolls as one, with the rows of the history last."""
        has_focus = self._top.isAncestorOf(self.focusWidget() or self)
        self.history.list.make_page(self._top, history.day_words)
        if has_focus:  # what moves into another widget loses it
            self.drop_zone.take_focus()
        self.toast.covers.connect(self.history.list.note_covered)
        self.history.list.column_changed.connect(self._on_list_column_changed)
        self._on_list_column_changed(*self.history.list.column)
        self.transfers.list.seen_asked.connect(self._on_transfers_list_seen_asked)
        self.transfers.left.connect(self._on_transfers_left)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)
        self.history.filled.connect(lambda _: self._invite())
        self.history.filled.connect(lambda _: self._show_way_back())
        self.history.bar.paste_asked.connect(self.paste)
        transfers.totals_changed.connect(self._invite)
        transfers.totals_changed.connect(self._show_way_back)
        transfers.totals_changed.connect(self.leaving.note_progress)
        self._invite()

    def obey(self, policies: Policies) -> None:
        """Offer nothing that an administrator has switched off."""
        self._policies = policies
        if self.first_page is not None:
            self.first_page.obey(policies)

    @Slot()
    def show_other_ways(self) -> None:
        """The ways to choose from, beside the settings: back is where one came from."""
        self.show_first_page(is_beside_settings=True)

    def show_first_page(self, *, is_beside_settings: bool = False) -> None:
        """Ask where files shall go; the page is made for those who need it."""
        if self.first_page is None:
            from ossdrop_gui.destination.first_page import FirstPage

            self.first_page = page = FirstPage()
            for asked, way in (
                (page.paste_asked, Setup.PASTE),
                (page.form_asked, Setup.FORM),
                (page.temporary_asked, Setup.TEMPORARY),
            ):
                asked.connect(functools.partial(self.setup_asked.emit, way))
            page.practice_asked.connect(self.practice_asked)
            page.settings_asked.connect(self.settings_asked)
            page.profile_asked.connect(self.profile_menu.profile_chosen)
            page.remove_asked.connect(self.profile_menu.ask_to_remove)
            self.profile_menu.listed.connect(self._show_other_places)
            page.left.connect(self._on_first_page_left)
            page.zone.choose_asked.connect(self._on_drop_zone_choose_clicked)
            if self._flow is not None:
                page.zone.cleared.connect(self._flow.drop_held)
                page.zone.hold(self._flow.held)
            self._stack.addWidget(page)
        self._show_other_places()
        if self._policies is not None:
            self.first_page.obey(self._policies)
        self.first_page.stand_beside_settings(is_beside=is_beside_settings)
        self._show_way_back()
        self._stack.setCurrentWidget(self.first_page)
        self.first_page.take_focus()

    @Slot()
    def _on_first_page_left(self) -> None:
        if self.first_page is not None and self.first_page.is_beside_settings:
            self._show_settings()
        else:
            self.leave_settings()

    @Slot()
    def _show_other_places(self) -> None:
        """On the first page, which may be that of one destination among several."""
        if self.first_page is not None:
            self.first_page.show_others(self.profile_menu.unready, self.profile_menu.others)

    @property
    def asks_for_place(self) -> bool:
        """Whether the first page is shown."""
        return self.first_page is not None and self._stack.currentWidget() is self.first_page

    @Slot(object)
    def show_held(self, paths: tuple[Path, ...]) -> None:
        """Show what waits for a place."""
        if paths and self._stack.currentIndex() == 0:
            self.show_first_page()
        if self.first_page is not None:
            self.first_page.zone.hold(paths)
            self._show_way_back()
        if self._flow is not None:
            self.transfers.show_has_place(not self._flow.holds)

    @Slot()
    def _show_way_back(self) -> None:
        """What was sent before is worth a look also where no place is set up any more."""
        if self.first_page is None or self._flow is None:
            return
        waits = self._flow.holds
        has_uploads = not self._flow.held and not self._is_empty
        self.first_page.show_way_back(there_is_one=not waits or has_uploads, waits=waits)
        self.first_page.show_left(self.transfers.model.rowCount())

    def add_settings_page(self, page: SettingsPage) -> None:
        """Add the page that is made when it is needed."""
        self._settings_page = page
        self._stack.addWidget(page)
        page.part_shown.connect(self._make_room)
        self.toast.covers.connect(page.note_covered)

    @property
    def is_on_settings(self) -> bool:
        """Whether the settings are shown."""
        return self._settings_page is not None and (
            self._stack.currentWidget() is self._settings_page
        )

    @Slot()
    def _make_room(self) -> None:
        """The settings say what is wrong, and their button that saves stays in reach."""
        if self.is_on_settings:
            self._messages.leave_to_verdict()
        page = self._settings_page
        self.toast.keep_above(page.foot_height if page and self.is_on_settings else 0)

    def _show_settings(self) -> None:
        """Once they were opened."""
        if self._settings_page is not None:
            self.show_page(self._settings_page)

    def show_page(self, page: QWidget) -> None:
        """Show a page."""
        if not page.isVisibleTo(self):
            now = self.focusWidget()
            lists = (self.history.list, self.transfers.list) if self._flow is not None else ()
            self._came_from = next((one for one in lists if one is now), None)
        self._stack.setCurrentWidget(page)

    def show_uploads(self) -> None:
        """Show the page that is used every day; before there is a place for files, the first."""
        if self._flow is not None and self._flow.holds:
            self.show_first_page()
            return
        self._stack.setCurrentIndex(0)
        self.drop_zone.take_focus()

    def leave_settings(self) -> None:
        """Go back to what was sent, where there is some: also before a new place is set up."""
        if self._flow is not None and not self._flow.held and not self._is_empty:
            self._stack.setCurrentIndex(0)
            if self._came_from is not None and self._came_from.isVisible():  # to the row one was at
                self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.drop_zone.take_focus()
        else:
            self.show_uploads()

    @Slot(object, object)
    def _ask_before_cancelling(self, ids: list[int], failed: list[int]) -> None:
        """Many are not cancelled by a slip: what was sent of them is gone then."""

        def cancel() -> None:
            self.transfers.cancel_asked.emit(ids)
            self.transfers.remove_asked.emit(failed)

        count = len(ids)
        if count == 1:
            words = self.tr("Cancel %Ln uploads? What was sent of them is removed.", None, count)
        else:  # some arrive while one reads: a number would not be true for long
            words = self.tr("Cancel what has not arrived yet? What was sent of it is removed.")
        if failed:
            more = self.tr("%Ln files that failed leave the list, too.", None, len(failed))
            words = sentences(words, more)
        yes = self.tr("Cancel it") if count == 1 else self.tr("Cancel them")
        buttons = [(yes, cancel), (self.tr("Do not cancel"), _do_nothing)]
        self.toast.ask(words, buttons)

    @Slot(object)
    def _ask_before_taking_off(self, ids: list[int]) -> None:
        """The same of files that wait for the person, and are not being sent."""
        count = len(ids)
        words = self.tr("Take %Ln files off the list? What was sent of them is lost.", None, count)
        remove = self.tr("Remove"), lambda: self.transfers.cancel_asked.emit(ids)
        self.toast.ask(words, [remove, (self.tr("Keep %Ln files", None, count), _do_nothing)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome; not our own links."""
        if event.source() is not None or not self.can_take(event.mimeData()):
            return
        from ossdrop_gui.desktop.paste import paths_in

        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.show_drag(len(paths_in(event.mimeData())))

    @staticmethod
    def can_take(data: QMimeData) -> bool:
        """Whether there is something in it to send."""
        from ossdrop_gui.desktop.paste import (  # the first paint does without
            links_text_in,
            paths_in,
            picture_address_in,
        )

        is_picture = data.hasImage() or picture_address_in(data)
        return bool(paths_in(data) or is_picture or links_text_in(data))

    def show_drag(self, count: int) -> None:
        """Show what letting go would do with so many files, 0 for something else."""
        self._show_drag(is_over=True)
        if self._stack.currentIndex() == 0:
            self._veil.show_over(count, self.chip.title if self.chip.place.is_known else "")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._show_drag(is_over=False)

    def _show_drag(self, *, is_over: bool) -> None:
        self.drop_zone.set_drag_over(is_over)
        if not is_over:
            self._veil.hide()
        if self.first_page is not None:
            self.first_page.zone.set_drag_over(is_over)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were let go."""
        self._show_drag(is_over=False)
        if self.take(event.mimeData()):
            self.drop_zone.land()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def send(self, paths: Sequence[Path]) -> None:
        """Files that somebody gave, wherever; what a batch brought is shown and not sent."""
        if len(paths) == 1 and paths[0].suffix.lower() == _OF_RESULTS:
            self.results_given.emit(paths[0])
        elif paths:
            self.files_given.emit(tuple(paths))

    def take(self, data: QMimeData, *, is_elsewhere: bool = False) -> bool:
        """Send what was dropped or pasted; False where there is nothing to send.

        `is_elsewhere`: not on this window, whose settings it does not concern.
        """
        from ossdrop_gui.desktop.paste import (
            could_be_settings,
            image_in,
            links_text_in,
            name_in,
            paths_in,
            picture_address_in,
            picture_in,
        )

        paths = paths_in(data)
        is_on_settings = self.is_on_settings and not is_elsewhere
        if is_on_settings and len(paths) == 1 and could_be_settings(paths[0]):
            self.settings_given.emit(paths[0])
        elif paths:
            self.send(paths)
            if is_on_settings:
                self._leave_for_drop()
        elif (picture := picture_in(data)) is not None:
            self.picture_given.emit(picture)
        elif (image := image_in(data)) is not None:
            self.image_given.emit(image, name_in(data))
        elif address := picture_address_in(data):
            self.address_given.emit(address)
        elif text := links_text_in(data):
            self.text_given.emit(text)
        else:
            return False
        return True

    def _leave_for_drop(self) -> None:
        """To where files can be seen on their way; not away from what somebody typed."""
        if not self.leaving.has_unsaved():
            self.show_uploads()
            return
        words = self.tr("The files you dropped go to “%1”: what you typed here is not saved yet.")
        words = filled(words, self.chip.title)
        if self._flow is not None and self._flow.holds:
            words = self.tr("The files you dropped wait until a place for them is saved.")

        def show() -> None:
            self.show_uploads()
            self.leaving.note_left()

        self.toast.say(words, [(self.tr("Show them"), show)], stay=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Quit, or ask first while files are being sent."""
        if self.stays_in_tray and not self._may_close:
            event.ignore()
            self.hide()
            self.hidden_to_tray.emit()
            return
        if not self._may_close and self.leaving.ask(self.quit):
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)

    @property
    def _is_empty(self) -> bool:
        """Whether nothing was sent, and nothing waits. Another page may lie above."""
        return self.history.top.isHidden() and not self.transfers.model.rowCount()

    @Slot()
    def _invite(self) -> None:
        """The drop zone fills the page while nothing else is on it."""
        is_empty = self._is_empty
        self.drop_zone.invite(is_empty)
        self._top_column.setStretchFactor(self.drop_zone, 1 if is_empty else 0)
        self._top_column.setStretch(self._top_column.count() - 1, 0 if is_empty else 1)
        margins = self._top_column.contentsMargins()
        margins.setBottom(PAGE_MARGIN if is_empty else 0)
        self._top_column.setContentsMargins(margins)

    @Slot()
    def _on_transfers_left(self) -> None:
        """What was sent is in the history, or will be in a moment."""
        self.history.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QRect)
    def _on_transfers_list_seen_asked(self, place: QRect) -> None:
        self._ensure_seen(self.transfers.list.viewport(), place)

    @Slot(QWidget, QWidget)
    def _on_app_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """What a key leads to is seen, also where the page was scrolled away from it."""
        if now is not None and now is not self.transfers.list and self._top.isAncestorOf(now):
            self._ensure_seen(now, now.rect())

    def _ensure_seen(self, widget: QWidget, place: QRect) -> None:
        page = self.history.list
        corner = page.viewport().mapFrom(self, widget.mapTo(self, place.topLeft()))
        page.ensure_seen(QRect(corner, place.size()))

    @Slot(int, int)
    def _on_list_column_changed(self, left: int, width: int) -> None:
        """The line at the top stands above what it is about, beside a scroll bar or not."""
        page, seen = self.history.list.width(), self.history.list.viewport().width()
        bottom = self._top_column.contentsMargins().bottom()
        self._header.setContentsMargins(left, 0, page - left - width, 0)
        self._top_column.setContentsMargins(left, 4, seen - left - width, bottom)

    def _uploads_page(self) -> QWidget:
        self._page = page = QWidget()
        header = QWidget()
        header.setFixedHeight(_HEADER_HEIGHT)
        self._header = QHBoxLayout(header)
        self._header.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        self._header.addWidget(self.chip)
        self._header.addStretch()
        self._header.addWidget(self.shelf_button)
        self._header.addWidget(self.settings_button)
        self._top = QWidget()  # scrolled with the rows of the history, once they are there
        self._top_column = QVBoxLayout(self._top)
        self._top_column.setContentsMargins(PAGE_MARGIN, 4, PAGE_MARGIN, 0)
        self._top_column.setSpacing(12)
        self._top_column.addWidget(self.drop_zone)
        self._top_column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._page_column = QVBoxLayout(page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(0)
        self._page_column.addWidget(header)
        self._page_column.addWidget(self._top)
        self._page_column.setAlignment(Qt.AlignmentFlag.AlignTop)
        return page

    def _retranslate(self) -> None:
        self.settings_button.setText(self.tr("Settings"))
        words = self.tr("Small window that stays on top")
        self.shelf_button.setToolTip(words)
        self.shelf_button.setAccessibleName(words)

    @Slot()
    def _on_chip_learnt(self, standing: Standing) -> None:
        self.drop_zone.show_failing(is_failing=standing is Standing.FAILING)

    @Slot()
    def _on_drop_zone_choose_clicked(self) -> None:
        from ossdrop_gui.desktop.file_dialogs import ask_for_files

        ask_for_files(self, self.tr("Choose files"), self.files_given.emit)

    @Slot()
    def paste(self) -> None:
        """Upload what the clipboard holds: files, a path, or a picture."""
        from ossdrop_gui.desktop.paste import paths_in_text

        data = QGuiApplication.clipboard().mimeData()
        if self.take(data):
            return
        if paths := paths_in_text(data):
            self.files_given.emit(paths)
        elif data is not None and data.hasText():
            self.text_given.emit(data.text())
        else:
            self.say_nothing_to_paste()

    def take_from_elsewhere(self, data: QMimeData) -> bool:
        """Send what was given while another program is in front; come up with a question."""
        from ossdrop_gui.desktop.paste import links_text_in, paths_in

        paths = paths_in(data)
        is_results = len(paths) == 1 and paths[0].suffix.lower() == _OF_RESULTS
        is_question = is_results or (not paths and bool(links_text_in(data)))
        taken = self.take(data, is_elsewhere=True)
        # A question, or files that wait for a place: those are asked for in the window.
        if taken and ((is_question and not data.hasImage()) or self._held_count()):
            self.come_up()
        return taken

    @Slot()
    def paste_from_elsewhere(self) -> None:
        """The same with what is copied."""
        from ossdrop_gui.desktop.paste import paths_in_text

        data = QGuiApplication.clipboard().mimeData()
        if self.take_from_elsewhere(data):
            return
        if paths := paths_in_text(data):
            self.files_given.emit(paths)
            if self._held_count():
                self.come_up()
        else:
            self.come_up()
            self.paste()

    def say_nothing_to_paste(self) -> None:
        """Say that the clipboard holds nothing that can be used here."""
        self.toast.say(self.tr("There are no files to paste. Copy some first."))

    def offer_to_keep(self, count: int, keep: Callable[[], None]) -> None:
        """A text has links: perhaps to what a model has made, which is gone after a day."""
        from ossdrop.intake.results import MOST_LINKS

        words = self.tr(
            "The text has %Ln links. Store what is behind them in your bucket?", None, count
        )
        if count == MOST_LINKS:
            words = self.tr(
                "The text has many links. Store what is behind the first %Ln in your bucket?",
                None,
                count,
            )
        self.toast.say(words, [(self.tr("Store it"), keep)], stay=True)

    def offer_to_go_on(self, ask: Callable[[], None]) -> None:
        """A question was left for its key, which may be there now."""
        words = self.tr("Your question is still there.")
        self.toast.say(words, [(self.tr("Go on with it"), ask)], stay=True)

    def say_links_are_own(self) -> None:
        """What a pasted text links to is in the bucket already."""
        self.toast.say(self.tr("That is in your bucket already: there is nothing to store."))

    def say_copied(self) -> None:
        """Say that a request is in the clipboard."""
        self.toast.say(self.tr("The request is copied. Its links are credentials while they work."))

    @Slot(object)
    def _ask_before_redirecting(self, waiting: Callable[[], list[Transfer]]) -> None:
        """They were meant for somebody else, perhaps: not by a slip."""
        transfers, place, to = waiting(), self.chip.place, self.chip.title
        count, name = len(transfers), self.transfers.meant_for(transfers)
        words = self.tr("%Ln files are for “%2”. Send them to “%1”?", None, count)
        if not name:
            words = self.tr(
                "%Ln files are for another destination. Send them to “%1”?", None, count
            )

        def send() -> None:
            going = waiting()  # what has arrived meanwhile is where it was meant to be
            if going and self._flow is not None and self.chip.place == place:
                self._flow.redirect(going)
                said = self.tr("%Ln files go to “%1” now.", None, len(going))
                self.toast.say(filled(said, to))

        yes = on_button(filled(self.tr("Send them to “%1”"), brief(to)))
        question = filled(words, brief(to), brief(name))
        self.toast.ask(question, [(yes, send), (self.tr("Leave them"), _do_nothing)])

    @Slot()
    def say_not_copied(self) -> None:
        """Say that what is in the clipboard is still another program's."""
        self.toast.say(self.tr("Not copied: another program has the clipboard. Try once more."))

    def say_saved(self, path: str) -> None:
        """Say where a file is."""
        self.toast.say(filled(self.tr("Saved: %1"), path))

    def say_choices_lost(self) -> None:
        """Their file was damaged: nobody shall take the defaults for their own choices."""
        words = self.tr(
            "The choices in General could not be read and begin anew: please look through them. "
            "The damaged file was set aside; settings and history are as they were."
        )
        self.toast.say(words, stay=True, follows=True)

    def say_destination_changes(self) -> None:
        """Say that a remedy has led to another destination, which is in use meanwhile."""
        words = self.tr("This destination is in use while you are here: new files go there too.")
        self.toast.say(words)

    def say_destination_is_back(self, name: str) -> None:
        """Say that new files go where they went before a remedy."""
        self.toast.say(filled(self.tr("New files go to “%1” again."), name))

    def say_removed(self, name: str, *, has_other: bool) -> None:
        """Say that a destination is gone, and where new files go."""
        words = filled(self.tr("“%1” was removed."), name)
        if has_other:
            words = sentences(words, filled(self.tr("New files go to “%1”."), self.chip.title))
        self.toast.say(words)

    def say_watch_follows(self, folder: str) -> None:
        """Say that new files of the watched folder go to another destination by now."""
        words = self.tr("New files of “%1” go to “%2” now.")
        self.toast.say(filled(words, Path(folder).name or folder, self.chip.title))

    def ask_to_quit(self) -> None:
        """Close for good; ask first while files are being sent."""
        if self.leaving.ask(self.quit):
            self.come_up()
        else:
            self.quit()

    def _held_count(self) -> int:
        return len(self._flow.held) if self._flow is not None else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, as the space bar does.

        Escape ends a search wherever the keyboard is.
        """
        is_on_uploads = self._flow is not None and self._stack.currentIndex() == 0
        if event.key() == Qt.Key.Key_Escape and is_on_uploads and self.history.go_back():
            return
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            button, QAbstractButton
        ):
            button.click()
            return
        super().keyPressEvent(event)

    @Slot()
    def quit(self) -> None:
        """Close for good, without a question."""
        self._may_close = True
        self.close()

    def fit_into(self, room: QRect) -> None:
        """Be no larger, title bar included, than what a screen has: at 200 % that is little."""
        inner = room.adjusted(0, min(_TITLE_BAR, room.height() // 10), 0, 0)
        self.setMinimumSize(_LEAST.boundedTo(inner.size()))
        size = self.size().boundedTo(inner.size())
        is_free = not (self.isMaximized() or self.isFullScreen())
        if is_free and size != self.size():  # what fits stays where it was put
            place = QRect(self.pos(), size)
            place.moveCenter(inner.center())
            self.setGeometry(place)

    @Slot()
    def come_up(self) -> None:
        """Be seen, in front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def _open_places(self) -> None:
        """As a click on the line at the top does."""
        if self.chip.isVisible():
            self.chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.chip.showMenu()

    @Slot()
    def _on_shelf_keys(self) -> None:
        if self.shelf_button.isVisible():
            self.shelf_asked.emit()

    def show_keys(self) -> None:
        """Show the list of keys."""
        show_shortcuts(self)

    def _show_model(self, model: str) -> None:
        if self.model_bar is None:
            from ossdrop_gui.upload.model_bar import ModelBar

            self.model_bar = ModelBar()
            self.model_bar.model_chosen.connect(self.model_chosen)
            self.model_bar.copied.connect(self._on_model_bar_copied)
            self._top_column.insertWidget(1, self.model_bar)
            order_tabs(self._top)
        self.model_bar.show_model(model)

    @Slot()
    def _on_model_bar_copied(self) -> None:
        self.toast.say(self.tr("The example is copied."))

    @Slot(object)
    def _on_flow_destination_named(self, place: Place) -> None:
        """What was said of another place no longer holds."""
        self.profile_menu.show_bucket("" if place.is_practice else place.bucket)
        if place.is_practice:
            self.drop_zone.describe(expires_s=1, practice=True)
        elif not place.is_known:
            self.drop_zone.describe_nothing()

    @Slot(object)
    def _on_flow_destination_found(self, destination: AnyDestination) -> None:
        from ossdrop.config.profile_id import PRACTICE_PROFILE
        from ossdrop.config.settings import TemporaryDestination

        if isinstance(destination, TemporaryDestination):
            self._show_model(destination.model)
            self.drop_zone.describe_temporary()
            return
        if self.model_bar is not None:
            self.model_bar.hide()
        practice = destination.profile == PRACTICE_PROFILE
        self.drop_zone.describe(expires_s=destination.expires_s, practice=practice)


def _do_nothing() -> None:
    """The answer that leaves everything as it is."""
