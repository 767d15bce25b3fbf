"""Named destinations: each has its `.env` and its place in the password store."""

from __future__ import annotations

import errno
import json
import os
import secrets
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId, is_profile_id
from ossdrop.errors import NO_RIGHTS, ErrorCode, OssDropError
from ossdrop.program.files import leads_nowhere, read_json, set_aside, write_own
from ossdrop.program.held_files import is_held
from ossdrop.program.paths import default_env_file, profiles_file


class Kind(Enum):
    """What a profile's files go to. FOUND: the bucket that is set, else temporary storage."""

    FOUND = "found"
    BUCKET = "bucket"
    TEMPORARY = "temporary"
    PRACTICE = "practice"


_MOST_OF_LABEL = 60
# Among what is unread: the whole list, since what it says makes no sense; or for now, since another
# program has it open, say, or its rights are others'.
DAMAGED: Any = object()
HELD: Any = object()
FORBIDDEN: Any = object()
# No file that can be opened for reading, whenever it is tried.
_LASTING = {
    *(errno.EISDIR, errno.ENOTDIR),
    *(errno.ELOOP, errno.ENXIO, errno.EINVAL, errno.EFBIG),
}


@dataclass(frozen=True)
class Profile:
    """One destination. `id` never changes, since the password store and the history name it."""

    id: ProfileId
    name: str = ""  # what a person called it; "" for those that have a name of their own
    kind: Kind = Kind.FOUND
    env_file: Path | None = None  # None: the one in OssDrop's own folder

    @property
    def env_path(self) -> Path:
        """The `.env` of this profile."""
        if self.env_file is not None:
            return self.env_file
        if self.id == DEFAULT_PROFILE:
            return default_env_file()
        return default_env_file().with_name(f"{self.id}.env")


PRACTICE = Profile(PRACTICE_PROFILE, kind=Kind.PRACTICE)


@dataclass(frozen=True)
class Profiles:
    """All destinations and the one in use. There is always the default one."""

    all: tuple[Profile, ...] = (Profile(DEFAULT_PROFILE),)
    active_id: ProfileId = DEFAULT_PROFILE
    unread: tuple[Any, ...] = ()  # what this version cannot read: kept in the file as it is
    lost_choice: Any = None  # what stands for the one in use, and is none: kept as well

    def get(self, profile_id: ProfileId) -> Profile:
        """The profile of this id; the practice bucket is always there, others become new ones."""
        if profile_id == PRACTICE_PROFILE:
            return PRACTICE
        return next((p for p in self.all if p.id == profile_id), Profile(profile_id))

    @property
    def active(self) -> Profile:
        """The one in use."""
        return self.get(self.active_id)

    @property
    def ids(self) -> frozenset[ProfileId]:
        """Those that can be read."""
        return frozenset(profile.id for profile in self.all)

    @property
    def has_unread(self) -> bool:
        """Whether something in the file makes no sense to this version."""
        return bool(self.unread) or self.lost_choice is not None

    @property
    def is_damaged(self) -> bool:
        """Whether the list as a whole cannot be read: nobody knows then which there are."""
        return DAMAGED in self.unread or self.is_held

    @property
    def is_held(self) -> bool:
        """Whether that is so for now only: what it says is as good as it was."""
        return HELD in self.unread or FORBIDDEN in self.unread

    @property
    def problem(self) -> OssDropError | None:
        """Why something of the list cannot be read, None where all can be."""
        if not self.has_unread:
            return None
        code = ErrorCode.OWN_FILE_FAILED if self.is_held else ErrorCode.PROFILES_UNREADABLE
        hint = NO_RIGHTS if FORBIDDEN in self.unread else ""
        return OssDropError(code, str(profiles_file()), hint=hint)

    @property
    def unread_ids(self) -> frozenset[ProfileId]:
        """The ids of those that cannot be read."""
        ids = map(_id_in, self.unread)
        return frozenset(
            ProfileId(one) for one in ids if isinstance(one, str) and is_profile_id(one)
        )

    def is_unread(self, profile_id: ProfileId) -> bool:
        """Whether it may be this one that cannot be read."""
        is_any = self.is_damaged and profile_id != PRACTICE_PROFILE
        is_instead = self.lost_choice is not None and profile_id == self.active_id
        return profile_id in self.unread_ids or is_any or is_instead

    @property
    def unread_labels(self) -> tuple[str, ...]:
        """What to call each entry that cannot be read: its id or name, where that is its own."""
        taken = {text for profile in self.all for text in (profile.id, profile.name)}
        labels: list[str] = []
        for number, item in enumerate(self._unread_items, 1):
            label = _label_of(item)
            is_plain = label.isprintable() and not label.startswith("-") and bool(label.strip())
            is_own = is_plain and label not in taken and label not in labels
            labels.append(label if is_own else f"unread-{number}")
        return tuple(labels)

    def unread_id(self, label: str) -> ProfileId | None:
        """The id of an entry that cannot be read, where it is one, and no other's."""
        item = dict(zip(self.unread_labels, self._unread_items, strict=True)).get(label)
        found = _id_in(item)
        is_own = isinstance(found, str) and is_profile_id(found)
        is_own = is_own and all(one.id != found for one in self.all)
        return ProfileId(found) if is_own else None

    def without_unread(self, label: str) -> Profiles:
        """Without what cannot be read and is called so."""
        items = self._unread_items
        gone = dict(zip(self.unread_labels, items, strict=True)).get(label)
        return replace(self, unread=tuple(one for one in self.unread if one is not gone))

    def without_item(self, text: str) -> Profiles:
        """Without one entry that cannot be read, which is this JSON."""
        items = self._unread_items
        gone = next((one for one in items if json.dumps(one) == text), None)
        return replace(self, unread=tuple(one for one in self.unread if one is not gone))

    @property
    def _unread_items(self) -> tuple[Any, ...]:
        return tuple(filter(_is_item, self.unread))

    @property
    def as_written(self) -> Profiles:
        """As they are once they were written: a damaged list has been set aside."""
        return replace(self, unread=self._unread_items)

    def using(self, profile_id: ProfileId) -> Profiles:
        """With another one in use; not with one that is not there, removed meanwhile say."""
        if profile_id not in self.ids | self.unread_ids | {PRACTICE_PROFILE}:
            return self
        return replace(self, active_id=profile_id, lost_choice=None)

    def with_profile(self, profile: Profile) -> Profiles:
        """With a profile added, or changed where its id is there already, readable or not."""
        if profile.id in self.unread_ids:
            rest = (one for one in self.unread if _id_in(one) != profile.id)
            return replace(self, unread=tuple(rest)).with_profile(profile)
        if any(p.id == profile.id for p in self.all):
            return replace(self, all=tuple(profile if p.id == profile.id else p for p in self.all))
        return replace(self, all=(*self.all, profile))

    def without(self, profile_id: ProfileId) -> Profiles:
        """Without a profile; the default one stays. Its `.env` and secrets are left alone."""
        left = tuple(p for p in self.all if p.id != profile_id or p.id == DEFAULT_PROFILE)
        active = DEFAULT_PROFILE if self.active_id == profile_id else self.active_id
        return replace(self, all=left, active_id=active)

    def free_id(self) -> ProfileId:
        """An id for a new profile: none that was ever given, since secrets are kept by it."""
        return ProfileId(f"profile-{secrets.token_hex(8)}")


def merged(base: Profiles, wanted: Profiles, there: Profiles) -> Profiles:
    """What is `there` by now, with what turned `base` into `wanted`: others write meanwhile."""
    before = {profile.id: profile for profile in base.all}
    result = there
    for profile in wanted.all:
        if before.pop(profile.id, None) != profile:
            result = result.with_profile(profile)
    for profile_id in before:
        result = result.without(profile_id)
    gone = [json.dumps(one) for one in base.unread if _is_item(one)]
    for one in wanted.unread:
        if _is_item(one) and json.dumps(one) in gone:
            gone.remove(json.dumps(one))
    for one in gone:
        result = result.without_item(one)
    is_same = (wanted.active_id, wanted.lost_choice) == (base.active_id, base.lost_choice)
    return result if is_same else result.using(wanted.active_id)


def _is_item(unread: Any) -> bool:
    return not any(unread is one for one in (DAMAGED, HELD, FORBIDDEN))


def _label_of(item: Any) -> str:
    named = (item.get("id") or item.get("name")) if isinstance(item, dict) else None
    text = named if isinstance(named, str) else json.dumps(item)
    return text[:_MOST_OF_LABEL]


def _id_in(item: Any) -> Any:
    """What an entry that cannot be read has for an id."""
    return item.get("id") if isinstance(item, dict) else None


def read_profiles(path: Path) -> Profiles:
    """The profiles kept in `path`, and what cannot be read of it. Blocks.

    One that is damaged as a whole, or cannot be opened, is told by `unread`; it is set aside before
    anything is written in its place, unless it is only held for now.
    """
    try:
        values = read_json(path)
        items = values["profiles"]
        if not isinstance(items, list):
            raise TypeError("not a list")
        only = DEFAULT_PROFILE if len(items) < 2 else None  # of several, none is meant by itself
        active = values.get("active", only)
    except FileNotFoundError:
        return Profiles(unread=(HELD,)) if leads_nowhere(path) else Profiles()
    except OSError as error:
        if is_held(error):
            return Profiles(unread=(HELD,))
        if error.errno in (errno.EACCES, errno.EPERM):
            return Profiles(unread=(FORBIDDEN,))
        return Profiles(unread=(DAMAGED if error.errno in _LASTING else HELD,))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Profiles(unread=(DAMAGED,))
    found, unread = _read_each(items)
    if not any(p.id == DEFAULT_PROFILE for p in found):
        found = (Profile(DEFAULT_PROFILE), *found)
    known = {p.id for p in found} | {PRACTICE_PROFILE} | Profiles(unread=unread).unread_ids
    if isinstance(active, str) and active in known:
        return Profiles(found, ProfileId(active), unread)
    return Profiles(found, unread=unread, lost_choice=str(active))


def _read_each(items: list[Any]) -> tuple[tuple[Profile, ...], tuple[Any, ...]]:
    found: dict[ProfileId, Profile] = {}
    unread = []
    for item in items:
        try:
            profile = _profile_of(item)
        except (ValueError, KeyError, TypeError, AttributeError):
            unread.append(item)
            continue
        if profile.id in found:  # two of one id: which is meant, nobody knows
            unread.append(item)
        found.setdefault(profile.id, profile)
    return tuple(found.values()), tuple(unread)


def write_profiles(path: Path, profiles: Profiles) -> None:
    """Keep the profiles, in one atomic write. Blocks; raises OSError."""
    if DAMAGED in profiles.unread:
        set_aside(path)
    values = {
        "active": profiles.active_id if profiles.lost_choice is None else profiles.lost_choice,
        "profiles": [
            {
                "id": p.id,
                "name": p.name,
                "kind": p.kind.value,
                "env_file": os.fspath(p.env_file) if p.env_file else None,
            }
            for p in profiles.all
        ]
        + list(filter(_is_item, profiles.unread)),
    }
    write_own(path, json.dumps(values, indent=2).encode())


def _profile_of(item: dict[str, Any]) -> Profile:
    env_file = Path(item["env_file"]) if item.get("env_file") else None
    os.fsencode(env_file or "")  # raises ValueError for half a character
    name = str(item.get("name", "")).encode(errors="replace").decode()
    if "\0" in str(env_file) or not is_profile_id(str(item["id"])):
        raise ValueError("not a profile of ours")
    return Profile(ProfileId(str(item["id"])), name, Kind(item["kind"]), env_file)
