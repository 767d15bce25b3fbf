"""Taking everything of OssDrop's off this computer: secrets first, then its own folders.

What stays: files in a bucket, links that were sent, a `.env` that is not in OssDrop's own folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ossdrop.config.folder_file import AllowedFiles
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE, PROXY_SECRETS
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.kept_keys import forget_all
from ossdrop.program.files import own_lock
from ossdrop.program.paths import (
    config_folder,
    data_folder,
    log_folder,
    own_home,
    preferences_file,
)
from ossdrop.program.preferences import read_preferences


def files_that_stay(destinations: Destinations) -> tuple[Path, ...]:
    """What is not in OssDrop's own folders: each `.env` that was chosen or allowed. Blocks.

    Also what a link leads to that stands in for such a folder, and what cannot be looked at.
    """
    found = dict.fromkeys(profile.env_path for profile in destinations.profiles.all)
    found |= dict.fromkeys(AllowedFiles().paths)
    own = config_folder()
    led = [path.resolve() for path in own_folders() if path.is_symlink()]
    return (
        *(path for path in found if not path.is_relative_to(own) and _may_be_there(path)),
        *led,
    )


def _may_be_there(path: Path) -> bool:
    try:
        path.lstat()
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def in_use() -> tuple[str, ...]:
    """Which programs of OssDrop's run, by their locks: "window", "practice"."""
    locks = {
        "window": data_folder() / "window.lock",
        "practice": data_folder() / "practice" / "serving.lock",
    }
    return tuple(name for name, path in locks.items() if path.exists() and _is_held(path))


def _is_held(path: Path) -> bool:
    try:
        with own_lock(path, 0):
            return False
    except TimeoutError:  # filelock's
        return True
    except OSError:  # no right to it: whoever may not even lock it will hear of that
        return False


def own_folders() -> tuple[Path, ...]:
    """Settings, data and logs."""
    return config_folder(), data_folder(), log_folder()


def forget_secrets(destinations: Destinations) -> None:
    """Take out of the password store all that is OssDrop's, of every destination. Blocks.

    Raises what the password store raises, but where there is none: nothing was removed then, or
    not all.
    """
    notes = KeptNotes()
    profiles = {DEFAULT_PROFILE, *destinations.profiles.ids, *notes.profiles}
    address = read_preferences(preferences_file()).proxy_address
    try:
        for profile_id in sorted(profiles):
            forget_all(destinations, profile_id)
        if "@" in address:
            destinations.secrets.remove(PROXY_SECRETS, address)
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            raise


def remove_own_folders() -> tuple[Path, ...]:
    """Remove settings, history, what is unfinished, the practice bucket and logs. Blocks.

    Nothing of this program may have them open. Returns what could not be removed.
    """
    left: list[Path] = []

    def note(_: Callable[..., Any], path: str, __: object) -> None:
        if os.path.lexists(path):
            left.append(Path(path))

    for folder in own_folders():
        if folder.is_symlink():  # somebody else's arrangement: only the link is ours
            with contextlib.suppress(OSError):
                folder.unlink()
        else:
            shutil.rmtree(folder, onerror=note)
        if own_home() or folder.parent.name == "OssDrop":  # once nothing is in it
            with contextlib.suppress(OSError):
                folder.parent.rmdir()
    return tuple(path for path in left if path.exists())
