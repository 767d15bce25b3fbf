"""Puts the window and the core together: the window first, the core after the first paint."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ossdrop.config.profile_id import NO_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.config.profiles import Kind
from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import Preferences, read_preferences
from ossdrop_gui.background import Background
from ossdrop_gui.desktop.front import InFront
from ossdrop_gui.desktop.hotkey import Hotkey
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.look.quiet_focus import focus_quietly
from ossdrop_gui.look.style import apply_theme
from ossdrop_gui.main_window import MainWindow, Setup
from ossdrop_gui.words.languages import Languages, system_language
from ossdrop_gui.words.wording import translate

if TYPE_CHECKING:
    from ossdrop.app import App
    from ossdrop.config.policies import Policies
    from ossdrop.config.profiles import Profiles
    from ossdrop.config.settings import AnyDestination
    from ossdrop.doctor.check import Status
    from ossdrop.errors import OssDropError
    from ossdrop.history.entry import HistoryEntry
    from ossdrop.place import Place
    from ossdrop.remedies import Fix
    from ossdrop.settings_editor import SettingsView
    from ossdrop.transfers.transfer import Queue
    from ossdrop_gui.choices import Choices
    from ossdrop_gui.desktop_services import DesktopServices
    from ossdrop_gui.history.flow import HistoryFlow
    from ossdrop_gui.history.model import HistoryModel
    from ossdrop_gui.rows.thumbnails import Thumbnails
    from ossdrop_gui.settings.page import SettingsPage
    from ossdrop_gui.settings.program_card import ProgramCard
    from ossdrop_gui.upload.flow import UploadFlow
    from ossdrop_gui.upload.model import TransferModel

_PREPARE_EVERY_MS = 150
_LOOK_AGAIN_MS = 2000  # into a list that another program has open
_LEAST_VALUES = 2  # in a text that is settings


class Desktop(QObject):
    """Owns the window, the core, and everything between them."""

    def __init__(
        self, app: QApplication, *, practice: bool, files: Sequence[Path], language: str = ""
    ) -> None:
        super().__init__()
        self._qt = app
        self._services: DesktopServices | None = None
        # A few hundred bytes, before there is a window that could wait for them.
        self._has_lost_choices = False
        self._preferences = read_preferences(preferences_file(), self._note_lost_choices)
        self._languages = Languages(app)
        self._language = language  # decides over what was chosen
        self._use(self._preferences)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._use_theme())
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._use_theme())
        self._practice, self._files = practice, tuple(files)
        self._has_told_unread = False
        self._removed: tuple[ProfileId, str] | None = None  # that is to be, and its name
        self._unusable: OssDropError | None = None  # why the place in use is none
        self._lent: tuple[ProfileId, ProfileId] | None = None  # in use for a remedy; before it
        self._to_find_again = {"found", "restored"}
        self._hotkey = Hotkey(self)
        self._is_choosing_keys = False
        self._has_ended = False
        self.removes_all = False  # everything of ours on this computer, after the end
        self._sends_to = NO_PROFILE  # the destination in use, as it was told last
        self._is_configured = False  # a place of the person's own
        self._may_go_on = False  # a question waits for a key that was just saved
        self._background = Background(self)
        self._core: App | None = None
        self._page: SettingsPage | None = None
        self._page_steps: list[Callable[[], None]] = [self._make_page]
        self.window = MainWindow()
        self.window.closed.connect(self.end)
        self.window.settings_asked.connect(self.open_settings)
        self.window.setup_asked.connect(self._on_setup_asked)
        self.window.practice_asked.connect(self._on_practice_chosen)
        self.window.text_given.connect(self._on_text_given)
        if self._preferences.geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(self._preferences.geometry.encode()))
        middle = self.window.geometry().center()
        screen = QGuiApplication.screenAt(middle) or self.window.screen()
        self.window.fit_into(screen.availableGeometry())
        self.window.show()
        QTimer.singleShot(0, self, self._on_painted)

    def _note_lost_choices(self) -> None:
        self._has_lost_choices = True

    @property
    def flow(self) -> UploadFlow:
        """What uploads; there once the window was painted."""
        return self._flow

    @property
    def choices(self) -> Choices:
        """What is chosen about the program; there once the window was painted."""
        return self._choices

    @property
    def core(self) -> App | None:
        """What works without a window; there once the window was painted."""
        return self._core

    @property
    def services(self) -> DesktopServices | None:
        """Tray, messages and the like; there once the window was painted."""
        return self._services

    @property
    def history_flow(self) -> HistoryFlow:
        """What acts on history rows; there once the window was painted."""
        return self._history_flow

    def show_as(self, language: str, theme: str) -> None:
        """Another language and look, whatever was chosen: for pictures and tests."""
        self._language = language
        self._use(replace(self._preferences, theme=theme))

    @property
    def page(self) -> SettingsPage | None:
        """The settings page, once it was opened."""
        return self._page

    @Slot()
    def _on_painted(self) -> None:
        """The window is there: now the rest of the program is loaded."""
        gc.enable()
        from ossdrop.app import App
        from ossdrop.config.policies import Policies
        from ossdrop_gui.asking.desk import AskDesk
        from ossdrop_gui.bridge import Bridge
        from ossdrop_gui.choices import Choices
        from ossdrop_gui.desktop_services import DesktopServices
        from ossdrop_gui.destination.knowledge import DestinationKnowledge
        from ossdrop_gui.history.flow import HistoryFlow
        from ossdrop_gui.history.model import HistoryModel
        from ossdrop_gui.look.motion import allow_motion, wants_less_motion
        from ossdrop_gui.rows.thumbnails import Thumbnails
        from ossdrop_gui.settings.flow import SettingsFlow
        from ossdrop_gui.upload.flow import UploadFlow
        from ossdrop_gui.upload.model import TransferModel

        self._bridge = Bridge(self)
        core = App(listener=self._bridge.listen, practice=self._practice, stays=True)
        self._core = core
        self._policies = Policies()  # until they are read
        self._choices = Choices(self._preferences, self._background, self)
        self._flow = UploadFlow(core, self._bridge, self._background, self._choices, self)
        self._flow.await_place()
        self._knowledge = DestinationKnowledge(self.window.chip, core, self._choices, self)
        self._settings = SettingsFlow(core.destinations, self._background, self)
        thumbnails = Thumbnails(self._background, self)
        transfers = TransferModel(thumbnails, self)
        history = HistoryModel(core.history, self._background, thumbnails, self)
        self._history_flow = HistoryFlow(
            core, self._background, self._flow.clipboard, lambda: self._choices.now, self
        )
        self._bridge.transfers_added.connect(transfers.on_transfers_added)
        self._bridge.transfer_changed.connect(transfers.on_transfer_changed)
        self._bridge.transfer_removed.connect(transfers.on_transfer_removed)
        self._bridge.progress_read.connect(transfers.on_progress_read)
        self.window.connect_core(
            self._flow, transfers, self._history_flow, history, self._background
        )
        self._background.run(wants_less_motion, lambda less: allow_motion(not less))
        self._connect_settings()
        self._services = DesktopServices(
            self.window,
            self._flow,
            self._history_flow,
            transfers,
            core.history,
            self._choices,
            self._background,
            self,
        )
        self._make_shelf(core, transfers, thumbnails)
        self._connect_hotkey()
        self._desk = AskDesk(core, self._background, lambda: self._choices.now, self.window)
        self._connect_desk(core)
        self._make_watches(core)
        self._services.window_asked.connect(self.window.come_up)
        self._services.quit_asked.connect(self._on_quit_asked)
        self.window.leaving.can_hide = self._services.has_tray
        self._use(self._preferences)
        self._read_what_is_there(core, history)

    def _read_what_is_there(self, core: App, history: HistoryModel) -> None:
        history.reload()
        if self._has_lost_choices:
            self.window.say_choices_lost()
        self.window.leaving.unkept_rows = lambda: core.history.unkept_rows
        self._history_flow.clean_up()
        self._flow.restore()
        self._background.run(partial(_open, core), self._find_out)

    def _make_watches(self, core: App) -> None:
        """What looks by itself, each where it is wanted: they begin once the policies are known."""
        from ossdrop_gui.update_check import UpdateCheck
        from ossdrop_gui.upload.watch import FolderWatch

        self._watch = FolderWatch(core, self._background, self._choices, self._flow.clipboard, self)
        self._watch.changed.connect(self.window.chip.show_watched)
        self._watch.told.connect(self.window.chip.show_watch_works)
        self._watch.failed.connect(self._flow.request_failed)
        self._updates = UpdateCheck(self._background, self._choices, self)

    def _make_shelf(self, core: App, transfers: TransferModel, thumbnails: Thumbnails) -> None:
        from ossdrop_gui.shelf_keeper import ShelfKeeper

        flow, history = self._flow, self._history_flow
        self._shelf = shelf = ShelfKeeper(
            self.window, flow, history, transfers, core.history, thumbnails, self._background, self
        )
        self.window.shelf_asked.connect(lambda: shelf.open(self._choices.now.shelf))
        self.window.shelf_button.show()
        shelf.window_asked.connect(self.window.come_up)
        shelf.moved.connect(lambda place: self._choices.change(shelf=place))
        if self._services is not None and self._services.tray is not None:
            self._services.tray.shelf_asked.connect(self.window.shelf_asked)
        if self._preferences.shelf_is_open:
            shelf.open_again(self._preferences.shelf)

    def _connect_desk(self, core: App) -> None:
        from ossdrop.models.catalogue import catalogue

        window, desk, history = self.window, self._desk, self._history_flow
        window.history.ask_asked.connect(desk.ask)
        window.history.handover_asked.connect(desk.hand_over)
        window.results_given.connect(desk.look_into)
        desk.file_met.connect(lambda path: self._flow.send([path]))
        clipboard = self._flow.clipboard
        clipboard.refused.connect(window.say_not_copied)
        desk.copy_asked.connect(lambda text: clipboard.write(text, window.say_copied))
        desk.answer_copied.connect(clipboard.write)
        desk.table_written.connect(window.say_saved)
        desk.key_asked.connect(self._on_desk_key_asked)
        desk.problem_met.connect(self._flow.request_failed)
        history.style_used.connect(lambda style: self._choices.change(copied_as=style))
        self._background.run(catalogue)  # so that nobody waits for the disk who shows it

    @Slot()
    def _on_desk_key_asked(self) -> None:
        """A model is asked with an API key, wherever files go."""
        self.open_settings()
        if self._page is not None:
            self._page.begin_api_key()

    def _connect_settings(self) -> None:
        window, settings, menu = self.window, self._settings, self.window.profile_menu
        self._look_again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._look_again.timeout.connect(settings.read_profiles_again)
        self._choices.changed.connect(self._use)
        window.chip.learnt.connect(self._on_chip_learnt)
        self._flow.destination_named.connect(self._on_flow_destination_named)
        self._flow.destination_found.connect(self._on_flow_destination_found)
        self._flow.destination_failed.connect(self._on_flow_destination_failed)
        self._flow.held_changed.connect(self.window.show_held)
        self._flow.destination_found.connect(lambda _: self._find_again("found"))
        self._flow.restored.connect(lambda _: self._find_again("restored"))
        self._flow.restored.connect(self.window.transfers.show_left_for)
        window.model_chosen.connect(self._flow.choose_model)
        window.transfers.fix_asked.connect(self._on_fix_asked)
        menu.profile_chosen.connect(self._on_profile_chosen)
        menu.profile_made.connect(self._on_profile_made)
        window.place_asked.connect(self._on_place_asked)
        window.transfers.bucket_asked.connect(self._on_bucket_asked)
        menu.profile_renamed.connect(settings.rename_profile)
        menu.profile_removed.connect(self._on_profile_removed)
        menu.check_asked.connect(self._on_check_asked)
        menu.practice_page_asked.connect(self._on_practice_page_asked)
        settings.profiles_changed.connect(menu.show_profiles)
        settings.buckets_found.connect(menu.show_buckets)
        settings.buckets_found.connect(window.history.show_buckets)
        settings.first_bucket_found.connect(window.chip.show_first_bucket)
        settings.first_bucket_found.connect(window.transfers.show_first_bucket)
        settings.profiles_changed.connect(self._show_current_profile)
        settings.file_changed.connect(self._on_settings_file_changed)
        self._flow.destination_named.connect(lambda place: menu.show_current(place.profile))
        settings.profiles_changed.connect(self._on_settings_profiles_changed)
        settings.saved.connect(self._on_settings_saved)
        settings.check_ended.connect(self._on_settings_check_ended)

    @Slot()
    def _show_current_profile(self) -> None:
        if self._core is not None:
            self.window.profile_menu.show_current(self._core.destinations.profile)

    def _find_out(self, policies: Policies) -> None:
        """Whether there is a place for files; the first page asks for one."""
        from ossdrop.config.policies import Feature

        self._policies = policies
        self.window.obey(policies)
        if self._page is not None:  # somebody was faster
            self._page.obey(policies)
        self._history_flow.policies = policies
        if policies.allows(Feature.WATCH):
            self._watch.start()
        if policies.allows(Feature.UPDATE_CHECK):
            self._updates.start()
        self._settings.tell_profiles()
        self._settings.watch()
        self._background.run(_load_settings_page, lambda _: self._prepare_page())
        if self._core is not None:
            self._background.run(  # what cannot be read says so where the first file would go
                self._core.destinations.is_configured,
                self._show_page,
                lambda _: self._show_page(configured=True),
            )

    def _show_page(self, configured: bool) -> None:  # noqa: FBT001 - a callback's result
        from ossdrop.config.policies import Feature

        files, self._files = self._files, ()
        self._is_configured = configured and not self._practice
        practises = self._preferences.practises and (
            not configured or self._preferences.practises_beside
        )
        if practises and self._policies.allows(Feature.PRACTICE):
            self._flow.use_practice()
        elif configured:
            self._flow.find_destination()
        else:
            self._flow.hold()
            self.window.show_uploads()
        self._flow.begin()
        self.window.send(files)

    @Slot()
    def _prepare_page(self) -> None:
        """Make the settings page piece by piece while nothing else happens: each is short."""
        if self._page_steps:
            self._page_steps.pop(0)()
            QTimer.singleShot(_PREPARE_EVERY_MS, self, self._prepare_page)

    def _connect_hotkey(self) -> None:
        window = self.window
        self._in_front = InFront(window.come_up, window.paste_from_elsewhere)
        self._hotkey.pressed.connect(self._in_front.ask)
        self._hotkey.look()

    def _make_program_card(self, parent: QWidget) -> ProgramCard:
        from ossdrop.program.menu_entry import is_installed
        from ossdrop_gui.settings.program_card import ProgramCard

        card = ProgramCard(parent)
        self._background.run(is_installed, card.hide_offer)
        card.watch_asked.connect(self._on_watch_asked)
        card.say_watch_works(self._watch.works)
        self._watch.told.connect(card.say_watch_works)
        card.show_preferences(self._choices.now)
        card.show_update(self._updates.state)
        self._updates.told.connect(card.show_update)
        hotkey = self._hotkey
        hotkey.changed.connect(lambda: card.say_hold(hotkey.hold, hotkey.called))
        card.say_hold(hotkey.hold, hotkey.called)
        hotkey.allowed.connect(card.show_hotkey)
        card.show_hotkey(hotkey.is_possible)
        card.keys_wanted.connect(self._on_keys_wanted)
        card.changed.connect(self._choices.change_one)
        card.proxy_password_given.connect(self._flow.keep_proxy_password)
        self._choices.changed.connect(card.show_preferences)
        return card

    @Slot(bool)
    def _on_keys_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        """While keys are chosen none are taken; then it is tried whether they are to be had."""
        self._is_choosing_keys = wanted
        if wanted:
            self._hotkey.pause()
        else:
            self._hotkey.use(self._choices.now.hotkey)

    def _make_page(self) -> None:
        from ossdrop_gui.settings.page import SettingsPage

        page = SettingsPage(self._settings)
        self.window.add_settings_page(page)  # empty still: what is added has its place at once
        self._page_steps += [*page.pieces(self._make_program_card), partial(self._use_page, page)]

    def _use_page(self, page: SettingsPage) -> None:
        self._page = page
        page.obey(self._policies)
        self._on_chip_learnt(self.window.chip.standing)
        self._settings.view_read.connect(self._on_settings_view_read)
        self._tell_verdict(self._unusable)
        self._flow.queue_held.connect(self._on_flow_queue_held)
        for queue, error in self._flow.causes.items():
            self._on_flow_queue_held(queue, error)
        self._flow.queue_released.connect(lambda queue: page.verdict.learn(queue.profile, None))
        self.window.leaving.has_unsaved = lambda: page.form.has_typed
        self.window.leaving.lent_to = lambda: self.window.chip.title if self._lent else ""
        page.form.discarded.connect(self.window.toast.leave)
        # What lives as long as the program need not be looked through for garbage each time: with
        # everything loaded that holds up all threads for 50 ms.
        self._background.run(_load_transfers, lambda _: gc.freeze())
        page.closed.connect(self._on_page_closed)
        page.removal_asked.connect(self._on_page_removal_asked)
        page.practice_asked.connect(self._on_practice_chosen)
        page.other_asked.connect(self._use_profile)
        page.other_ways_asked.connect(self.window.show_other_ways)
        page.said.connect(self.window.toast.say)
        page.key_entered.connect(self._flow.clipboard.take_in)
        page.file_menu.history_asked.connect(self.window.history.ask_for_import)
        page.model_asked.connect(self._on_model_asked)
        self.window.settings_given.connect(self._settings.look_into)
        self._settings.no_text_found.connect(self._on_settings_no_text_found)

    @Slot()
    def _on_page_removal_asked(self) -> None:
        from ossdrop.removal import files_that_stay, forget_secrets
        from ossdrop_gui.desktop.file_manager import offer
        from ossdrop_gui.settings.removal_question import ask_before_removing

        if self._core is None or self._page is None:
            return
        page, destinations = self._page, self._core.destinations

        def forget() -> None:
            forget_secrets(destinations)
            offer(wanted=False, label="")

        def go_on() -> None:
            self._background.run(forget, self._quit_for_good, self._flow.request_failed.emit)

        self._background.run(
            partial(files_that_stay, destinations),
            lambda stays: ask_before_removing(page, stays, go_on),
            self._flow.request_failed.emit,
        )

    def _quit_for_good(self, _: object) -> None:
        """Secrets are gone; the rest is removed once nothing has it open."""
        self.removes_all = True
        self.window.quit()

    @Slot()
    def open_settings(self) -> None:
        """Show the settings page."""
        if self._core is None:
            return
        while self._page_steps:
            self._page_steps.pop(0)()
        if self._page is None:
            return
        if not self._page.isVisibleTo(self.window):
            self._leave_new_unless_typed()
        self._page.open()
        self.window.leaving.note_back()
        self.window.show_page(self._page)
        focus_quietly(self._page.back)

    @Slot(object)
    def _on_chip_learnt(self, standing: Standing) -> None:
        """The line at the top and the verdict say the same."""
        if self._page is not None:
            told = {Standing.READY: True, Standing.FAILING: False, Standing.OFFLINE: False}
            proven_at = self.window.chip.proven_at
            self._page.verdict.note_uploads(
                work=told.get(standing), at=proven_at, is_offline=standing is Standing.OFFLINE
            )

    @Slot(object)
    def _on_settings_no_text_found(self, path: Path) -> None:
        """It was a file like any other."""
        self.window.show_uploads()
        self.window.files_given.emit((path,))

    @Slot(object)
    def _on_flow_destination_named(self, place: Place) -> None:
        if place.is_known:
            before, self._sends_to = self._sends_to, place.profile
            if self._choices.now.watched and NO_PROFILE != before != place.profile:
                self.window.say_watch_follows(self._choices.now.watched)
        self._tell_of_removed(place)
        self._knowledge.note_named(place)
        self._is_configured |= place.is_known and not place.is_practice

    @Slot(object)
    def _on_flow_destination_found(self, destination: AnyDestination) -> None:
        """There is a place now: whoever was still asked for one need not answer."""
        self._knowledge.note_found(destination)
        self._tell_verdict(None)
        was_asked = self._flow.holds
        self._flow.send_held()
        if was_asked and self.window.asks_for_place:
            self.window.show_uploads()

    @Slot(object)
    def _on_flow_destination_failed(self, error: OssDropError) -> None:
        """Where nothing is set up, what is dropped waits in sight for a place."""
        from ossdrop.errors import ErrorCode

        self._knowledge.note_lost()
        self._tell_verdict(error)
        if error.code is ErrorCode.NOT_CONFIGURED:
            self._flow.hold()
        elif self._flow.holds and self._is_configured:  # its key is missing, say: a banner tells
            has_files = bool(self._flow.held)
            self._flow.send_held()
            if has_files and self.window.asks_for_place:  # where their banner is
                self.window.show_uploads()

    def _tell_verdict(self, error: OssDropError | None) -> None:
        """Why files cannot go to the place in use, None: they can be tried."""
        from ossdrop.errors import ErrorCode, Scope

        before, self._unusable = self._unusable, None
        is_wrong = error is not None and error.code is not ErrorCode.NOT_CONFIGURED
        if error is not None and is_wrong and error.explanation.scope is Scope.DESTINATION:
            self._unusable = error
        if self._page is not None and self._core is not None and (before or self._unusable):
            self._page.verdict.learn(self._core.destinations.profile, self._unusable)

    @Slot(str)
    def _on_text_given(self, text: str) -> None:
        """What IT sent, pasted where there is no field for it."""
        from ossdrop.intake.results import links_in
        from ossdrop.paste.pasted import API_KEY, KEY_SECRET
        from ossdrop.paste.reader import read_pasted

        links, rest = links_in(text), text
        for link in links:
            if "?" in link:  # a signed one names a bucket and a key of somebody's
                rest = rest.replace(link, "")
        values = read_pasted(rest).values
        comes_alone = {KEY_SECRET, API_KEY} & values.keys()
        if len(values) < _LEAST_VALUES and not comes_alone:
            if links and self._core is not None:
                find = partial(self._core.destinations.to_keep, links)
                self._background.run(find, self._offer_to_keep, self._flow.request_failed.emit)
            else:
                self.window.say_nothing_to_paste()
            return
        self.open_settings()
        if self._page is not None:
            self._page.take_text_soon(text)

    def _offer_to_keep(self, links: tuple[str, ...]) -> None:
        if links:
            self.window.offer_to_keep(len(links), lambda: self._flow.keep_results(links))
        else:
            self.window.say_links_are_own()

    @Slot(object)
    def _on_setup_asked(self, way: Setup) -> None:
        self.open_settings()
        if self._page is None:
            return
        if way is Setup.PASTE:
            self._begin_paste(self._page)
        else:
            self._page.begin_form(Kind.TEMPORARY if way is Setup.TEMPORARY else Kind.BUCKET)

    def _begin_paste(self, page: SettingsPage) -> None:
        """What was copied is taken at once where it has settings: it was asked for."""
        from ossdrop.paste.reader import read_pasted

        text = QGuiApplication.clipboard().text()
        if read_pasted(text).is_empty:
            page.begin_paste()
        else:
            page.take_text_soon(text)

    @Slot()
    def _on_watch_asked(self) -> None:
        """A folder is watched once it was said what will be sent, where, and who can open it."""
        from ossdrop_gui.desktop.file_dialogs import ask_for_folder
        from ossdrop_gui.upload.watch_question import ask_before_watching

        def count(folder: Path) -> None:
            self._watch.count(folder, partial(ask, folder))

        def ask(folder: Path, count: int) -> None:
            to = self.window.chip.accessibleName()
            ask_before_watching(self.window, folder, count, to, lambda: self._watch.begin(folder))

        ask_for_folder(self.window, translate("watching", "The folder to watch"), count)

    @Slot()
    def _on_practice_page_asked(self) -> None:
        """Show in the browser what is in the practice bucket: a link that works once."""
        if self._core is None:
            return
        from ossdrop_gui.desktop.browser import open_link

        self._background.run(
            self._core.destinations.practice_page,
            lambda link: open_link(link, self),
            self._flow.request_failed.emit,
        )

    @Slot()
    def _on_check_asked(self) -> None:
        """Of the destination in use, also where another one is being made."""

        def check() -> None:
            self._settings.leave_new()
            self.open_settings()
            self._settings.check()

        if self._settings.is_new:
            self.window.leaving.unless_typed(check)
        else:
            check()

    @Slot(object, object, object)
    def _on_fix_asked(self, fix: Fix, error: OssDropError, queue: Queue) -> None:
        """The remedy of an upload, which may belong to another profile than the one in use."""
        from ossdrop.remedies import FixKind

        if fix.kind is FixKind.USE_MODEL:
            self._on_model_asked(fix.value)
            return
        profile = queue.profile

        def mend() -> None:
            if self._page is not None:
                self._page.do_fix_for(fix, error, profile)

        def change_and_mend() -> None:
            in_use = self._core.destinations.profile if self._core is not None else profile
            self._lent = profile, self._lent[1] if self._lent else in_use
            self._settings.use_profile(profile)
            self.open_settings()
            self.window.say_destination_changes()
            mend()

        if profile in (self._settings.profile, PRACTICE_PROFILE):
            self.open_settings()
            mend()
        else:
            self.window.leaving.unless_typed(change_and_mend)

    @Slot(str)
    def _on_model_asked(self, model: str) -> None:
        """Another model for temporary storage: what waits for one goes on."""
        self._flow.choose_model(model)
        self._flow.release_all()

    @Slot()
    def _on_page_closed(self) -> None:
        self._settings.cancel_check()
        self.window.leave_settings()
        if self._page is not None and not self._page.form.is_saving:
            self.window.leaving.note_left()
            self._leave_new_unless_typed()
            if not self.window.leaving.has_unsaved():
                self._give_back()

    def _give_back(self) -> None:
        """A remedy has led to another destination: new files go where they went before."""
        lent, self._lent = self._lent, None
        if lent is None or self._core is None or self._core.destinations.profile != lent[0]:
            return
        if lent[1] == PRACTICE_PROFILE:
            self._practise()
        else:
            self._use_profile(lent[1])
        called = self.window.profile_menu.profile_name
        self.window.say_destination_is_back(called(self._core.destinations.profiles.get(lent[1])))

    def _leave_new_unless_typed(self) -> None:
        """What was typed for a destination that is being made is there when one comes back."""
        if not self.window.leaving.has_unsaved():
            self._settings.leave_new()

    @Slot()
    def _on_settings_saved(self) -> None:
        """What held the queue may be mended; the destination may be another one."""
        self._knowledge.note_saved()
        if self._core is not None and self._core.destinations.profile != PRACTICE_PROFILE:
            self._stop_practising()
        self._flow.find_destination()
        self._flow.release_all()
        self._may_go_on = self._desk.has_left

    @Slot()
    def _on_settings_file_changed(self) -> None:
        self._knowledge.note_rewritten()
        self._settings.tell_profiles()
        self._flow.find_destination()
        self._flow.release_all()

    @Slot(object)
    def _on_settings_check_ended(self, worst: Status | None) -> None:
        from ossdrop.doctor.check import Status

        if worst is None or self._settings.is_new:  # it says nothing of the one in use
            return
        standing = Standing.FAILING if worst is Status.FAIL else Standing.READY
        self._knowledge.note_checked(Standing.OFFLINE if self._settings.is_offline else standing)
        if worst is not Status.FAIL:  # what has waited may go
            self._flow.release_all()

    @Slot(object)
    def _on_settings_view_read(self, view: SettingsView) -> None:
        """What the line at the top knows of the same place, the verdict knows too."""
        from ossdrop_gui.settings.verdict_card import Verdict

        chip, page = self.window.chip, self._page
        is_same = chip.place.profile == view.profile.id and chip.standing is Standing.READY
        if page is not None and is_same and page.verdict.verdict is Verdict.UNKNOWN:
            page.verdict.note_uploads(work=True, at=chip.proven_at)
        if self._may_go_on and self._desk.has_left and view.api_key:
            self.window.offer_to_go_on(self._desk.go_on)
        self._may_go_on = False

    @Slot(object, object)
    def _on_flow_queue_held(self, queue: Queue, error: OssDropError) -> None:
        from ossdrop.errors import Scope

        self._knowledge.note_held(queue, error)
        if self._page is not None and error.explanation.scope is Scope.DESTINATION:
            self._page.verdict.learn(queue.profile, error)

    def _find_again(self, known: str) -> None:
        """Look for what an earlier run stored: once, with its list and the destination known."""
        if self._to_find_again == {known} and self._core is not None:
            self._core.find_again()
        self._to_find_again.discard(known)

    @Slot(object)
    def _on_settings_profiles_changed(self, profiles: Profiles) -> None:
        named = {profile.id: profile.name for profile in profiles.all if profile.name}
        self.window.chip.show_names(named)
        self.window.history.show_names(named)
        names = dict.fromkeys((*profiles.unread_ids, PRACTICE_PROFILE, NO_PROFILE), "")
        called = self.window.profile_menu.profile_name
        names |= {
            one.id: called(one) if one.kind is Kind.TEMPORARY else one.name for one in profiles.all
        }
        self.window.transfers.show_known(None if profiles.is_damaged else names)
        if profiles.is_held:
            self._look_again.start()
        if (problem := profiles.problem) is not None and not self._has_told_unread:
            self._has_told_unread = True
            self._flow.request_failed.emit(problem)

    @Slot(str)
    def _on_profile_removed(self, profile_id: ProfileId) -> None:
        menu = self.window.profile_menu
        self._removed = profile_id, dict(menu.others).get(profile_id) or menu.unready
        self._settings.remove_profile(profile_id)

    def _tell_of_removed(self, place: Place) -> None:
        if self._removed is None or self._core is None:
            return
        profile_id, name = self._removed
        if profile_id not in self._core.destinations.profiles.ids:  # it may have failed
            self._removed = None
            self.window.say_removed(name, has_other=place.is_known)

    @Slot(str)
    def _on_profile_chosen(self, profile_id: ProfileId) -> None:
        self._lent = None
        if profile_id == PRACTICE_PROFILE:
            self._on_practice_chosen()
        else:
            self.window.leaving.unless_typed(lambda: self._use_profile(profile_id))

    @Slot(str)
    def _use_profile(self, profile_id: ProfileId) -> None:
        self._stop_practising()
        self._settings.use_profile(profile_id)

    @Slot(str)
    def _on_profile_made(self, name: str) -> None:
        self._make_destination(name, {})

    @Slot(object)
    def _on_place_asked(self, entry: HistoryEntry) -> None:
        """A destination of the bucket a row is in: the key is all that is missing."""
        from ossdrop.config.endpoint import endpoint_of_region
        from ossdrop.config.settings import BUCKET, ENDPOINT, REGION

        values = {BUCKET: entry.bucket, REGION: entry.region}
        if entry.endpoint != endpoint_of_region(entry.region):
            values[ENDPOINT] = entry.endpoint.base_url
        self._make_destination(entry.bucket, values)

    @Slot(str)
    def _on_bucket_asked(self, bucket: str) -> None:
        from ossdrop.config.settings import BUCKET

        self._make_destination(bucket, {BUCKET: bucket})

    def _make_destination(self, name: str, values: Mapping[str, str]) -> None:
        def make() -> None:
            self.open_settings()
            if self._page is not None:
                in_use = self.window.chip.title if self.window.chip.place.is_known else ""
                self._page.begin_new(self._settings.begin_new(name), values, in_use=in_use)

        self.window.leaving.unless_typed(make)

    @Slot()
    def _on_practice_chosen(self) -> None:
        """By hand: so it begins next time.

        Unless it was chosen for want of another place, and one was set up by then.
        """
        self._choices.change(practises=True, practises_beside=self._is_configured)
        self._practise()

    def _stop_practising(self) -> None:
        if self._choices.now.practises:
            self._choices.change(practises=False, practises_beside=False)

    def _practise(self) -> None:
        self._flow.use_practice()
        self._flow.send_held()
        self.window.show_uploads()

    @Slot(object)
    def _use(self, preferences: Preferences) -> None:
        """Language and look, switched while running."""
        self._languages.use(self._language or preferences.language or system_language())
        self._preferences = preferences
        self._use_theme()
        if self._services is not None:
            if not self._is_choosing_keys:
                self._hotkey.use(preferences.hotkey)
            has_tray = self._services.has_tray
            self.window.stays_in_tray = has_tray and preferences.stays_in_tray

    def _use_theme(self) -> None:
        apply_theme(self._qt, self._preferences.theme)

    @Slot(object, bool)
    def take_over(self, files: Sequence[Path], practice: bool) -> None:  # noqa: FBT001
        """A second start hands over what it was given."""
        self.window.come_up()
        if self._core is None:
            self._practice |= practice
            self._files = (*self._files, *files)
            return
        if practice:
            self._flow.once_placed(self._practise)
        self.window.send(files)

    @Slot()
    def _on_quit_asked(self) -> None:
        self.window.ask_to_quit()

    @Slot()
    def end(self) -> None:
        """Stop all that is under way, once; what is unfinished goes on at the next start."""
        if self._has_ended:
            return
        self._has_ended = True
        self.window.hide()
        self._page_steps.clear()
        self._hotkey.close()
        has_shelf = False
        if self._services is not None:
            self._services.close()
            has_shelf = self._shelf.is_open
            self._shelf.close()
        if self._core is not None:
            self._settings.cancel_check()
            self._core.destinations.secrets.close()
        self._background.close()
        if self._core is not None:
            # Not before: what is still being written has an older place, or none.
            self._choices.keep_windows(self.window.saveGeometry(), has_shelf=has_shelf)
            self._core.close()
        self._languages.close()


def _load_transfers() -> None:
    """Load what the first upload needs before there is one: oss2 takes a third of a second."""
    import ossdrop.storage.oss2_requests
    import ossdrop.storage.oss_bucket  # noqa: F401


def _open(core: App) -> Policies:
    """Open the profile; what an administrator has decided, as far as it can be read.

    What cannot be is told with the first file: nothing is sent then.
    """
    from ossdrop.config.policies import Policies
    from ossdrop.errors import OssDropError

    core.open_profile()
    try:
        return core.destinations.policies
    except OssDropError:
        return Policies()


def _load_settings_page() -> None:
    """Load its modules before it is asked for, so that opening it is only making widgets."""
    import ossdrop_gui.settings.page
    import ossdrop_gui.settings.program_card  # noqa: F401
    from ossdrop.paste.reader import read_pasted

    read_pasted("bucket: x")  # its patterns are made the first time: a third of a second
