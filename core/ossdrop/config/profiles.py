"""Named destinations: each has its `.env` and its place in the password store."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from ossdrop.program.files import read_json, write_own
from ossdrop.program.paths import default_env_file

_ID = re.compile(r"[a-z0-9-]{1,40}")  # names its `.env`
DEFAULT_PROFILE = "default"
PRACTICE_PROFILE = "practice"


def is_profile_id(text: str) -> bool:
    """Whether this may be a profile's id."""
    return _ID.fullmatch(text) is not None


class Kind(Enum):
    """What a profile's files go to. FOUND: the bucket that is set, else temporary storage."""

    FOUND = "found"
    BUCKET = "bucket"
    TEMPORARY = "temporary"
    PRACTICE = "practice"


@dataclass(frozen=True)
class Profile:
    """One destination. `id` never changes, since the password store and the history name it."""

    id: str
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
    active_id: str = DEFAULT_PROFILE

    def get(self, profile_id: str) -> Profile:
        """The profile of this id; the practice bucket is always there, others become new ones."""
        if profile_id == PRACTICE_PROFILE:
            return PRACTICE
        return next((p for p in self.all if p.id == profile_id), Profile(profile_id))

    @property
    def active(self) -> Profile:
        """The one in use."""
        return self.get(self.active_id)

    def using(self, profile_id: str) -> Profiles:
        """With another one in use."""
        return replace(self, active_id=profile_id)

    def with_profile(self, profile: Profile) -> Profiles:
        """With a profile added, or changed where its id is there already."""
        if any(p.id == profile.id for p in self.all):
            return replace(self, all=tuple(profile if p.id == profile.id else p for p in self.all))
        return replace(self, all=(*self.all, profile))

    def without(self, profile_id: str) -> Profiles:
        """Without a profile; the default one stays. Its `.env` and secrets are left alone."""
        left = tuple(p for p in self.all if p.id != profile_id or p.id == DEFAULT_PROFILE)
        active = DEFAULT_PROFILE if self.active_id == profile_id else self.active_id
        return Profiles(left, active)

    def free_id(self) -> str:
        """An id for a new profile."""
        taken = {p.id for p in self.all}
        return next(name for n in range(2, 1000) if (name := f"profile-{n}") not in taken)


def read_profiles(path: Path) -> Profiles:
    """The profiles kept in `path`; the default ones where it is missing or damaged. Blocks."""
    try:
        values = read_json(path)
        found = tuple(_profile_of(item) for item in values["profiles"])
        active_id = str(values["active"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Profiles()
    if not any(p.id == DEFAULT_PROFILE for p in found):
        found = (Profile(DEFAULT_PROFILE), *found)
    known = {p.id for p in found} | {PRACTICE_PROFILE}
    return Profiles(found, active_id if active_id in known else DEFAULT_PROFILE)


def write_profiles(path: Path, profiles: Profiles) -> None:
    """Keep the profiles, in one atomic write. Blocks; raises OSError."""
    values = {
        "active": profiles.active_id,
        "profiles": [
            {
                "id": p.id,
                "name": p.name,
                "kind": p.kind.value,
                "env_file": os.fspath(p.env_file) if p.env_file else None,
            }
            for p in profiles.all
        ],
    }
    write_own(path, json.dumps(values, ensure_ascii=False, indent=2).encode())


def _profile_of(item: dict[str, Any]) -> Profile:
    env_file = Path(item["env_file"]) if item.get("env_file") else None
    if "\0" in str(env_file) or not is_profile_id(str(item["id"])):
        raise ValueError("not a profile of ours")
    return Profile(str(item["id"]), str(item.get("name", "")), Kind(item["kind"]), env_file)
