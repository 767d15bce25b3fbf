"""The menu of the line at the top: the destinations there are, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles
from ossdrop.printable import filled
from ossdrop.redaction import holds_secret
from ossdrop_gui.look.plain import brief, on_button, show_plainly
from ossdrop_gui.notices.line_question import LineQuestion
from ossdrop_gui.words.wording import sentences


class ProfileMenu(QMenu):
    """One click changes where the next file goes; files under way keep their destination."""

    profile_chosen = Signal(str)
    profile_made = Signal(str)  # its name
    profile_renamed = Signal(str, str)  # its id, its name
    profile_removed = Signal(str)
    listed = Signal()  # another list, or another one in use
    settings_asked = Signal()
    check_asked = Signal()
    practice_page_asked = Signal()
    bucket_asked = Signal()  # of the first destination, in place of temporary storage

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._profiles, self._current = Profiles(), DEFAULT_PROFILE
        self._bucket = ""  # of the one in use, as the line at the top names it
        self._buckets: Mapping[ProfileId, str] = {}
        self.count_under_way: Callable[[ProfileId], int] = lambda _: 0  # files on their way to one
        self.aboutToShow.connect(self._fill)
        self._fill()

    @Slot(object)
    def show_profiles(self, profiles: Profiles) -> None:
        """Which destinations there are."""
        self._profiles = profiles
        self.listed.emit()

    def show_current(self, profile_id: ProfileId) -> None:
        """Which one is in use."""
        self._current = profile_id
        self.listed.emit()

    @Slot(object)
    def show_buckets(self, buckets: Mapping[ProfileId, str]) -> None:
        """Which destinations have one, whatever their files go to now."""
        self._buckets = buckets
        self.listed.emit()

    @property
    def _first_bucket(self) -> str:
        return self._buckets.get(DEFAULT_PROFILE, "")

    @property
    def with_bucket(self) -> tuple[tuple[ProfileId, str], ...]:
        """Those that have a bucket: id and name."""
        listed = (one for one in self._profiles.all if one.id in self._buckets)
        return tuple((one.id, one.name or self._buckets[one.id]) for one in listed)

    def show_bucket(self, bucket: str) -> None:
        """What the line at the top calls the destination in use."""
        self._bucket = bucket

    def profile_name(self, profile: Profile) -> str:
        """What a profile is called on the screen."""
        if profile.id == PRACTICE_PROFILE:
            return self.tr("Practice bucket")
        if profile.id == DEFAULT_PROFILE:  # as the line at the top calls it
            is_temporary = profile.kind is Kind.TEMPORARY
            called = self.tr("Temporary storage") if is_temporary else self._first_bucket
            return profile.name or called or self.tr("My files")
        return profile.name or profile.id

    @property
    def unready(self) -> str:
        """What the destination in use is called, where it may be removed; else ""."""
        is_own = self._current not in (DEFAULT_PROFILE, PRACTICE_PROFILE)
        return self.profile_name(self._profiles.get(self._current)) if is_own else ""

    @property
    def others(self) -> tuple[tuple[ProfileId, str], ...]:
        """The other destinations: id and name."""
        listed = (one for one in self._profiles.all if one.id != self._current)
        return tuple((one.id, self.profile_name(one)) for one in listed)

    def showEvent(self, event: QShowEvent) -> None:
        """Opened by a key, it begins where one is; the mouse chooses by itself."""
        super().showEvent(event)
        chosen = next((one for one in self.actions() if one.isChecked()), None)
        if chosen is not None and not QGuiApplication.mouseButtons():
            self.setActiveAction(chosen)

    def _fill(self) -> None:
        self.clear()
        group = QActionGroup(self)
        listed = (*self._profiles.all, self._profiles.get(PRACTICE_PROFILE))
        for profile in listed:
            name = self.profile_name(profile)
            is_named = profile.id == self._current and self._bucket not in ("", name)
            action = self.addAction(on_button(f"{name} · {self._bucket}" if is_named else name))
            action.setCheckable(True)
            action.setChecked(profile.id == self._current)
            action.triggered.connect(
                lambda _=False, profile_id=profile.id: self.profile_chosen.emit(profile_id)
            )
            group.addAction(action)
            if profile.id == DEFAULT_PROFILE and profile.kind is Kind.TEMPORARY:
                self._offer_bucket()
        self.addSeparator()
        self.addAction(self.tr("Check the connection")).triggered.connect(self.check_asked)
        if self._current == PRACTICE_PROFILE:
            shown = self.addAction(self.tr("Show the practice bucket"))
            shown.triggered.connect(self.practice_page_asked)
        self.addAction(self.tr("Settings…")).triggered.connect(self.settings_asked)
        self.addSeparator()
        self.addAction(self.tr("New destination…")).triggered.connect(self._on_new_asked)
        if self._current == PRACTICE_PROFILE:
            return
        if self._current not in self._profiles.ids and self._current != DEFAULT_PROFILE:
            return  # it cannot be read
        name = self.profile_name(self._profiles.get(self._current))
        rename = self.addAction(on_button(filled(self.tr("Rename “%1”…"), brief(name))))
        rename.triggered.connect(self._on_rename_asked)
        if self._current != DEFAULT_PROFILE:
            remove = self.addAction(on_button(filled(self.tr("Remove “%1”…"), brief(name))))
            remove.triggered.connect(self.ask_to_remove)

    def _offer_bucket(self) -> None:
        """The settings file names one, and temporary storage is used in its place."""
        if self._first_bucket:
            words = filled(self.tr("%1: use it again…"), brief(self._first_bucket))
            self.addAction(on_button(words)).triggered.connect(self.bucket_asked)

    @Slot()
    def _on_new_asked(self) -> None:
        title, label = self.tr("New destination"), self.tr("Its name, for example “Team”:")
        taken = [self.profile_name(one) for one in self._profiles.all]
        question = LineQuestion(self.parentWidget(), title, label, self._unless_taken(taken))
        question.ask("", self.profile_made.emit)

    @Slot()
    def _on_rename_asked(self) -> None:
        current = self._current
        before = self.profile_name(self._profiles.get(current))
        title, label = self.tr("Rename destination"), self.tr("Its new name:")
        taken = [name for _, name in self.others]
        question = LineQuestion(self.parentWidget(), title, label, self._unless_taken(taken))
        question.ask(before, lambda name: self.profile_renamed.emit(current, name))

    def _unless_taken(self, taken: Collection[str]) -> Callable[[str], str | None]:
        """Not nothing, and not as another one is called."""

        def why_not(name: str) -> str | None:
            if holds_secret(name) or "=" in name:
                return self.tr("This is what IT sent: paste it on the page that comes next.")
            if name in taken:
                return filled(self.tr("Another destination is called “%1” already."), name)
            return None if name else ""

        return why_not

    @Slot()
    def ask_to_remove(self) -> None:
        """Ask whether the destination in use shall go, and say what goes with it."""
        name = self.profile_name(self._profiles.get(self._current))
        title = filled(self.tr("Remove “%1”?"), name)
        words = self.tr(
            "Its keys are removed from this computer. Files in the bucket stay, and links that "
            "were sent go on working; new ones can be made here only where another destination "
            "has the same bucket or AccessKey."
        )
        if under_way := self.count_under_way(self._current):
            stops = self.tr(
                "%Ln files have not arrived there yet: they stop, and stay on the list.",
                None,
                under_way,
            )
            words = sentences(stops, words)
        box = QMessageBox(self.parentWidget())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(title)
        box.setInformativeText(words)
        show_plainly(box)
        remove = box.addButton(self.tr("Remove it"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        current = self._current
        remove.clicked.connect(lambda: self.profile_removed.emit(current))
        box.open()
