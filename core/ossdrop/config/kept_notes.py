"""For what the password store of this computer has something, and which files name it.

A password store lists nothing: what is not noted could never be found again. Noted are AccessKey
IDs, as a `.env` has them, and that there is an API key; no secret.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from ossdrop.config.profile_id import ProfileId, is_profile_id
from ossdrop.program.files import own_lock, read_json, write_own
from ossdrop.program.paths import config_folder

_FILE = "kept-keys.json"
_LOCK_WAIT_S = 5.0
NO_FILE = Path()
_REMOVED = "(removed)"  # among a profile's names; no ID is called so
_Notes = dict[str, dict[str, list[str]]]  # by profile and name, the files


class KeptNotes:
    """The notes. Blocks on the disk; what cannot be written is not noted."""

    def __init__(self) -> None:
        self._path = config_folder() / _FILE

    def of(self, profile_id: ProfileId) -> dict[str, tuple[Path, ...]]:
        """What is kept for a profile, and which files have named it; they may be gone.

        `NO_FILE` among them: it was exported.
        """
        kept = self._read().get(profile_id, {})
        return {n: tuple(map(Path, files)) for n, files in kept.items() if n != _REMOVED}

    @property
    def profiles(self) -> frozenset[ProfileId]:
        """Profiles for which something is kept, or was."""
        return frozenset(map(ProfileId, self._read()))

    @property
    def removed(self) -> frozenset[ProfileId]:
        """Profiles that were removed where no password store could be reached."""
        return frozenset(ProfileId(one) for one, kept in self._read().items() if _REMOVED in kept)

    def note_removed(self, profile_id: ProfileId) -> None:
        """A profile is gone, and what is kept for it could not be removed."""
        if self.of(profile_id):
            self.add(profile_id, _REMOVED, None)

    def note_use(self, profile_id: ProfileId, name: str, file: Path | None) -> None:
        """What is kept already is also meant by `file`; None: by an ID that is exported."""
        known, place = self.of(profile_id), file.absolute() if file is not None else NO_FILE
        if name in known and place not in known[name]:
            self.add(profile_id, name, file)

    def add(self, profile_id: ProfileId, name: str, file: Path | None) -> None:
        """Something is kept under `name` from now on, for `file`; None: the ID was exported."""

        def added(notes: _Notes) -> None:
            files = {os.fspath(file.absolute() if file is not None else NO_FILE)}
            kept = notes.setdefault(profile_id, {})
            kept[name] = sorted(files.union(kept.get(name, ())))

        self._change(added)

    def remove(self, profile_id: ProfileId, names: Iterable[str]) -> None:
        """Nothing is kept under these any more."""

        def removed(notes: _Notes) -> None:
            for name in (*names, _REMOVED):
                notes.get(profile_id, {}).pop(name, None)

        self._change(removed)

    def _change(self, change: Callable[[_Notes], None]) -> None:
        """Change what is there by now, with nobody else at it."""
        with contextlib.suppress(OSError), own_lock(self._path.with_suffix(".lock"), _LOCK_WAIT_S):
            before, notes = self._read(), self._read()
            change(notes)
            kept = {profile: names for profile, names in notes.items() if names}
            if kept != before:
                write_own(self._path, json.dumps(kept, indent=2).encode())

    def _read(self) -> _Notes:
        """All that makes sense; raises nothing."""
        with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):
            return {
                profile: {
                    name: list(map(str, files))
                    for name, files in kept.items()
                    if name.isascii() and name.isprintable()
                }
                for profile, kept in read_json(self._path).items()
                if is_profile_id(profile) and isinstance(kept, dict)
            }
        return {}
