"""The menu of the line at the top: the destinations there are, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from ossdrop.config.profiles import DEFAULT_PROFILE, PRACTICE_PROFILE, Profile, Profiles


class ProfileMenu(QMenu):
    """One click changes where the next file goes; files under way keep their destination."""

    profile_chosen = Signal(str)
    profile_made = Signal(str)  # its name
    profile_removed = Signal(str)
    settings_asked = Signal()
    check_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._profiles, self._current = Profiles(), DEFAULT_PROFILE
        self.aboutToShow.connect(self._fill)
        self._fill()

    @Slot(object)
    def show_profiles(self, profiles: Profiles) -> None:
        """Which destinations there are."""
        self._profiles = profiles

    def show_current(self, profile_id: str) -> None:
        """Which one is in use."""
        self._current = profile_id

    def profile_name(self, profile: Profile) -> str:
        """What a profile is called on the screen."""
        if profile.id == PRACTICE_PROFILE:
            return self.tr("Practice bucket")
        return profile.name or self.tr("My files")

    def _fill(self) -> None:
        self.clear()
        group = QActionGroup(self)
        listed = (*self._profiles.all, self._profiles.get(PRACTICE_PROFILE))
        for profile in listed:
            action = self.addAction(self.profile_name(profile))
            action.setCheckable(True)
            action.setChecked(profile.id == self._current)
            action.triggered.connect(
                lambda _=False, profile_id=profile.id: self.profile_chosen.emit(profile_id)
            )
            group.addAction(action)
        self.addSeparator()
        self.addAction(self.tr("Check the connection")).triggered.connect(self.check_asked)
        self.addAction(self.tr("Settings…")).triggered.connect(self.settings_asked)
        self.addSeparator()
        self.addAction(self.tr("New destination…")).triggered.connect(self._on_new_asked)
        if self._current not in (DEFAULT_PROFILE, PRACTICE_PROFILE):
            name = self.profile_name(self._profiles.get(self._current))
            text = self.tr("Take “%1” off this list").replace("%1", name)
            self.addAction(text).triggered.connect(lambda: self.profile_removed.emit(self._current))

    @Slot()
    def _on_new_asked(self) -> None:
        title, label = self.tr("New destination"), self.tr("Its name, for example “Team”:")
        name, good = QInputDialog.getText(self.parentWidget(), title, label)
        if good and name.strip():
            self.profile_made.emit(name.strip())
