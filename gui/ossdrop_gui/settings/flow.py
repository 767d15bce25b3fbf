"""Between the settings page and the core: reads, saves, checks; nothing waits on the UI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Self

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles
from ossdrop.config.settings import BUCKET
from ossdrop.destinations import Destinations
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.doctor import Doctor
from ossdrop.doctor.fixes import apply_fix
from ossdrop.doctor.trial import require_better, require_better_api_key
from ossdrop.errors import CATALOGUE, OssDropError, Scope
from ossdrop.remedies import CHANGES, Fix
from ossdrop.settings_editor import (
    SecretPlace,
    SettingsChanges,
    SettingsView,
    export_settings,
    import_settings,
    read_view,
    remove_profile,
    remove_secret,
    rename_profile,
    require_free,
    save_changes,
    settings_text,
    unused_name,
    write_for_scripts,
)
from ossdrop_gui.background import Background

_HELD_MS = 700  # longer than the disk takes: somebody is being asked


_Stamp = tuple[int, int, int] | None  # of a file as it lies on the disk, None for none


def _stamp_of(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True)
class _Watched:
    """A settings file, and the nearest folder that is there."""

    path: Path
    stamp: _Stamp
    folder: Path

    @classmethod
    def of(cls, path: Path) -> Self:
        """Looks at the disk."""
        folder = next((one for one in path.parents if one.is_dir()), path.parent)
        return cls(path, _stamp_of(path), folder)


@dataclass(frozen=True)
class Untried:
    """Changes with a key that nobody could try, and why."""

    changes: SettingsChanges
    error: OssDropError


class SettingsFlow(QObject):
    """Answers by signals, on the UI thread."""

    view_read = Signal(object)  # SettingsView
    read_failed = Signal(object)  # OssDropError
    read_held = Signal()  # the password store has not answered yet
    saved = Signal()
    save_failed = Signal(object)  # OssDropError
    keys_left = Signal()  # of a destination that was removed where no password store was reached
    untried = Signal(object)  # Untried: nothing is saved
    save_ended = Signal(int, bool)  # the number that `save` gave, whether that is saved now
    check_began = Signal()
    check_done = Signal(object)  # Check
    check_ended = Signal(object)  # the worst Status, None when it was cancelled
    profiles_changed = Signal(object)  # Profiles
    buckets_found = Signal(object)  # those of destinations, by their ids
    first_bucket_found = Signal(str)  # of the destination that has no name of its own
    imported = Signal(object)  # SettingsChanges
    text_found = Signal(str)  # settings in a file that was dropped
    no_text_found = Signal(object)  # its Path
    written = Signal(str)  # a file that was written
    file_changed = Signal()  # the `.env` was changed by somebody else
    _check_given = Signal(int, object)
    _check_over = Signal(int, object)

    def __init__(
        self, destinations: Destinations, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._destinations, self._background = destinations, background
        self._changing = Lock()  # one change after the other: each builds on what is there
        self._changes = self._looks = 0  # changes that are under way
        self._saves = 0  # of the form, so far
        self._written: _Stamp = (0, 0, 0)  # of the file as it was left by the newest one
        self._doctor: Doctor | None = None
        self._run = self._reads = self._answered = 0
        self._checks: list[Check] = []
        self._has_scripts = False
        self._new: Profile | None = None  # being made: on no list before it is saved
        self._watcher = QFileSystemWatcher(self)
        self._watched: _Watched | None = None
        self._watcher.fileChanged.connect(self._on_watcher_file_changed)
        self._watcher.directoryChanged.connect(self._on_watcher_directory_changed)
        self._check_given.connect(self._on_check_given)
        self._check_over.connect(self._on_check_over)

    @property
    def profile(self) -> ProfileId:
        """The id of the profile whose settings are shown: that in use, or the one being made.

        The practice bucket has none. While one tries with it, those of one's own place are shown,
        which counts once something is saved.
        """
        if self._new is not None:
            return self._new.id
        in_use = self._destinations.profile
        return self._destinations.profiles.active_id if in_use == PRACTICE_PROFILE else in_use

    def read(self) -> None:
        """Read the settings that are shown."""
        tries, profile = self._destinations.profile == PRACTICE_PROFILE, self.profile
        new = self._new

        def read() -> SettingsView:
            view = read_view(self._destinations, profile)
            if new is not None:
                return replace(view, profile=new, is_new=True)
            return replace(view, kind=Kind.PRACTICE) if tries else view

        self._reads += 1
        number = self._reads

        def newest(tell: Callable[[Any], None]) -> Callable[[Any], None]:
            """What was read before a change may come after it."""

            def told(answer: Any) -> None:
                if number == self._reads:
                    self._answered = number
                    tell(answer)

            return told

        def say_held() -> None:
            if not self._answered < number == self._reads:
                return
            if self._destinations.secrets.is_asked:  # else it is the disk, and may still be asked
                self.read_held.emit()
            else:
                QTimer.singleShot(_HELD_MS, self, say_held)

        QTimer.singleShot(_HELD_MS, self, say_held)
        self._background.run(read, newest(self._take_view), newest(self.read_failed.emit))

    def _take_view(self, view: SettingsView) -> None:
        if view.profile.id != self.profile:
            return  # another destination was chosen meanwhile
        if self._watched is None or self._watched.path != view.env_path:
            self.watch()
        self._has_scripts = bool(view.script_files)
        self.view_read.emit(view)

    def watch(self) -> None:
        """Look at the settings file in use, and notice from now on what others write into it."""
        self._looks += 1
        number = self._looks

        def tell(found: _Watched) -> None:
            # What is being written is no news, and is looked at once it is; of several looks, which
            # may come in any order and be about another destination, the newest counts.
            if not self._changes and number == self._looks:
                self._note_look(found)

        self._background.run(self._look, tell)

    def _look(self) -> _Watched:
        return _Watched.of(self._destinations.env_path())

    def _note_look(self, found: _Watched) -> None:
        before, self._watched = self._watched, found
        if self._watch(found):
            self.watch()  # it may have changed before the watch on it stood
        if before is None or before.path != found.path:
            return  # nothing was known of it
        if found.stamp not in (before.stamp, self._written):
            self.file_changed.emit()

    def _watch(self, found: _Watched) -> bool:
        """Returns whether something is watched that was not."""
        wanted = {str(found.folder)}  # where it may be made anew
        if found.stamp is not None:
            wanted.add(str(found.path))
        present = {*self._watcher.files(), *self._watcher.directories()}
        if gone := present - wanted:  # what stays is not let go: a change meanwhile would be lost
            self._watcher.removePaths(sorted(gone))
        new = wanted - present
        return bool(new) and len(self._watcher.addPaths(sorted(new))) < len(new)

    @Slot(str)
    def _on_watcher_directory_changed(self, _: str) -> None:
        if self._watched is not None and self._watched.stamp is None:
            self.watch()

    @Slot(str)
    def _on_watcher_file_changed(self, path: str) -> None:
        self._watcher.addPath(path)  # whoever replaces a file ends the watch on it
        self.watch()

    def tell_profiles(self) -> None:
        """Say which destinations there are."""
        destinations = self._destinations

        def found(buckets: dict[ProfileId, str]) -> None:
            self.buckets_found.emit(buckets)
            self.first_bucket_found.emit(buckets.get(DEFAULT_PROFILE, ""))

        self._background.run(lambda: destinations.profiles, self.profiles_changed.emit)
        self._background.run(destinations.buckets, found)

    def read_profiles_again(self) -> None:
        """Look whether a list that was held can be read by now; then it counts."""

        def told(profiles: Profiles) -> None:
            if profiles.is_held:
                self.profiles_changed.emit(profiles)  # somebody asks once more
                return
            self.tell_profiles()
            self.saved.emit()  # another destination may be in use
            self.read()

        self._background.run(self._destinations.read_again, told)

    def save(
        self, changes: SettingsChanges, *, is_sure: bool = False, keeps_former: bool = False
    ) -> int:
        """Save the settings that are shown; files go there from now on.

        Returns the number that `save_ended` tells of it.

        A key that cannot be tried takes the place of one that may work only where `is_sure`; the
        Secret of that one stays with `keeps_former`.
        """
        destinations, profile, new = self._destinations, self.profile, self._new

        def why_untried() -> OssDropError | None:
            if changes.secret is not None and changes.token is None:
                return require_better(destinations, profile, changes.values, changes.secret)
            if changes.api_key is not None and changes.kind is Kind.TEMPORARY:
                values, key = changes.values, changes.api_key
                return require_better_api_key(destinations, profile, values, key)
            return None

        def save() -> Untried | None:
            require_free(destinations.values(profile), changes)  # before anybody is asked
            if (error := why_untried()) is not None and not is_sure:
                return Untried(changes, error)
            if new is not None:
                self._save_new(new, changes)
                return None
            save_changes(destinations, profile, changes, keeps_former=keeps_former)
            if destinations.profile != profile:
                destinations.keep_profiles(destinations.profiles.using(profile))
            return None

        def ended(is_saved: bool) -> None:  # noqa: FBT001 - a signal's
            if is_saved and self._new is new:
                self._new = None

        return self._save(save, ended)

    def save_as_new(self, changes: SettingsChanges) -> int:
        """Save settings as another destination, named after its bucket, and use it: as `save`."""
        made = Profile(Profiles().free_id(), changes.values[BUCKET], Kind.FOUND)
        return self._save(lambda: self._save_new(made, changes))

    def _save_new(self, profile: Profile, changes: SettingsChanges) -> None:
        """Put a destination on the list, use it and save its settings. Blocks."""
        destinations = self._destinations
        made = replace(profile, name=unused_name(destinations, profile.name))
        if changes.place is SecretPlace.THIS_RUN:  # nothing is written of it
            destinations.use_for_this_run(made, {})
            save_changes(destinations, made.id, changes)
            return
        before = destinations.profiles.active_id
        destinations.keep_profiles(destinations.profiles.with_profile(made).using(made.id))
        try:
            save_changes(destinations, made.id, changes)
        except OssDropError:  # what is entered stays in the form, and may be saved once more
            left = destinations.profiles.without(made.id).using(before)
            destinations.keep_profiles(left)
            raise

    def _save(
        self,
        work: Callable[[], Untried | None],
        at_end: Callable[[bool], None] = lambda is_saved: None,
    ) -> int:
        self._saves = number = self._saves + 1

        def ended(is_saved: bool) -> None:  # noqa: FBT001 - a signal's
            at_end(is_saved)
            self.save_ended.emit(number, is_saved)

        self._change(work, ended)
        return number

    def fix(self, fix: Fix) -> None:
        """Do a remedy that changes the settings, then check again."""
        if fix.kind in CHANGES:
            self._change(lambda: apply_fix(self._destinations, fix))

    def remove_secret(self) -> None:
        """Forget the secret of the AccessKey."""
        profile = self.profile
        self._change(lambda: remove_secret(self._destinations, profile))

    def write_for_scripts(self, path: Path) -> None:
        """Write the whole pair into a `.env`."""
        profile = self.profile

        def done(_: None) -> None:
            self.written.emit(str(path))
            self.read()

        self._background.run(
            lambda: write_for_scripts(self._destinations, profile, path),
            done,
            self.save_failed.emit,
        )

    def write_bundle(self, path: Path) -> None:
        """Write what helps whoever helps: versions, settings, redacted log, the last check."""
        from ossdrop.support_bundle import write_bundle

        checks = tuple(self._checks)
        self._background.run(
            lambda: write_bundle(self._destinations, checks, path),
            lambda _: self.written.emit(str(path)),
            self.save_failed.emit,
        )

    def export(self, path: Path) -> None:
        """Write the settings, without secrets, to a file."""
        profile = self.profile
        self._background.run(
            lambda: export_settings(self._destinations, profile, path),
            lambda _: self.written.emit(str(path)),
            self.save_failed.emit,
        )

    def look_into(self, path: Path) -> None:
        """Read the settings in a file that was dropped, whatever form they have."""

        def found(text: str) -> None:
            if text:
                self.text_found.emit(text)
            else:
                self.no_text_found.emit(path)

        self._background.run(
            lambda: settings_text(path), found, lambda _: self.no_text_found.emit(path)
        )

    def take_in(self, path: Path) -> None:
        """Read an exported file into the form."""
        self._background.run(
            lambda: import_settings(path), self.imported.emit, self.save_failed.emit
        )

    def use_profile(self, profile_id: ProfileId) -> None:
        """Send files to another destination from now on."""
        self.leave_new()
        self._with_profiles(lambda: self._destinations.profiles.using(profile_id))

    def begin_new(self, name: str) -> ProfileId:
        """Show the settings of a destination that is made, and used, once they are saved.

        Returns its id.
        """
        self.cancel_check()  # it says nothing of this one
        self._new = Profile(Profiles().free_id(), name, Kind.FOUND)
        self.read()
        return self._new.id

    @property
    def is_new(self) -> bool:
        """Whether a destination is shown that is not there yet."""
        return self._new is not None

    def leave_new(self) -> None:
        """Show the one in use again, from the next reading on."""
        self._new = None

    def remove_profile(self, profile_id: ProfileId) -> None:
        """Take a destination off the list, and its secrets out of the password store."""

        def removed() -> Profiles:
            left = remove_profile(self._destinations, profile_id)
            if profile_id in KeptNotes().removed:  # signals reach the UI thread by its event loop
                self.keys_left.emit()
            return left

        self._with_profiles(removed)

    def rename_profile(self, profile_id: ProfileId, name: str) -> None:
        """Call a destination something else."""
        self._with_profiles(lambda: rename_profile(self._destinations, profile_id, name))

    @Slot()
    def check_with_model(self) -> None:
        """The same, and at its end a model is asked to look, which costs tokens."""
        self.check(with_model=True)

    @Slot()
    def check(self, *, with_model: bool = False) -> None:
        """Run the connection check; a run that is under way ends."""
        self.cancel_check()
        self._run += 1
        run = self._run
        doctor = Doctor(
            self._destinations,
            profile_id=self._new.id if self._new is not None else None,
            with_scripts=self._has_scripts,
            with_model=with_model,
        )
        self._doctor = doctor
        self._checks = []
        self.check_began.emit()

        def examine() -> None:
            worst: Status | None = Status.OK
            for check in doctor.run():
                self._check_given.emit(run, check)
                if check.status is Status.FAIL or (
                    check.status is Status.WARN and worst is not Status.FAIL
                ):
                    worst = check.status
            self._check_over.emit(run, None if doctor.is_cancelled else worst)

        self._background.run(examine, on_error=lambda _: self._check_over.emit(run, None))

    def cancel_check(self) -> None:
        """End the check that is under way."""
        if self._doctor is not None:
            self._doctor.cancel()
            self._doctor = None

    @Slot(int, object)
    def _on_check_given(self, run: int, check: Check) -> None:
        if run == self._run and self._doctor is not None:
            self._checks.append(check)
            self.check_done.emit(check)

    @Slot(int, object)
    def _on_check_over(self, run: int, worst: Status | None) -> None:
        if run == self._run:
            self._doctor = None
            self.check_ended.emit(worst)

    @property
    def is_offline(self) -> bool:
        """Whether the newest check has failed by the network alone."""
        failed = [check.code for check in self._checks if check.status is Status.FAIL]
        return bool(failed) and all(
            code is not None and CATALOGUE[code].scope is Scope.NETWORK for code in failed
        )

    def _change(
        self,
        work: Callable[[], Untried | None],
        at_end: Callable[[bool], None] = lambda is_saved: None,
    ) -> None:
        def done(untried: Untried | None) -> None:
            end()
            at_end(untried is None)
            if untried is not None:
                self.untried.emit(untried)
                return
            self.saved.emit()
            self.read()
            self.tell_profiles()
            self.check()

        def failed(error: OssDropError) -> None:
            end()
            at_end(False)
            self.save_failed.emit(error)

        def end() -> None:
            self._changes -= 1
            self.watch()

        def change() -> Untried | None:
            with self._changing:
                untried = work()
                if untried is None:
                    with contextlib.suppress(OssDropError, OSError):
                        self._written = _stamp_of(self._destinations.env_path())
                return untried

        self._changes += 1
        self._background.run(change, done, failed)

    def _with_profiles(self, change: Callable[[], Profiles]) -> None:
        self.cancel_check()  # it says nothing of another destination

        def work() -> _Watched:
            with self._changing:
                self._destinations.keep_profiles(change())
                return self._look()  # before anybody reads what is set there

        def done(found: _Watched) -> None:
            self._changes -= 1
            self._note_look(found)
            self.tell_profiles()
            self.saved.emit()
            self.read()

        def failed(error: OssDropError) -> None:
            self._changes -= 1
            self.watch()
            self.save_failed.emit(error)

        self._changes += 1
        self._background.run(work, done, failed)
