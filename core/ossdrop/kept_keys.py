"""Which entries of the password store a profile may have, and taking away what nothing names."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable
from pathlib import Path

from ossdrop.config.api_key import STORED_AS
from ossdrop.config.credentials import PairName, clean
from ossdrop.config.env_file import decode_env, read_env_bytes, read_env_file
from ossdrop.config.folder_file import AllowedFiles
from ossdrop.config.kept_notes import NO_FILE, KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.session_token import read_token, remove_token
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import mask_id

_log = logging.getLogger(__name__)


def ids_of(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The IDs under which the password store may keep something for a profile."""
    found: set[str] = set()
    with contextlib.suppress(OssDropError):  # a damaged file names none
        values = destinations.values(profile_id)
        file = read_env_file(destinations.profiles.get(profile_id).env_path)
        for pair in PairName:
            found |= {clean(values.get(pair.value)), clean(file.get(pair.value))}
    if profile_id == DEFAULT_PROFILE:  # what a folder's own file means is kept under this one
        for path in AllowedFiles().paths:
            found |= _ids_in(path)
    return found - {""}


def _ids_in(path: Path) -> set[str]:
    with contextlib.suppress(OssDropError, OSError):  # a damaged file names none
        file = read_env_file(path) if path.is_file() else {}
        return {clean(file.get(pair.value)) for pair in PairName}
    return set()


def note_kept(destinations: Destinations, profile_id: ProfileId, ids: set[str]) -> None:
    """IDs that others have taken the place of keep their secrets until those have theirs. Blocks.

    An ID may have been mistyped, and the service shows a secret only once.
    """
    notes = KeptNotes()
    for key_id in ids - set(notes.of(profile_id)):  # kept by an older version, or by hand
        notes.add(profile_id, key_id, destinations.file_to_change(profile_id))


def lost_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The IDs for which something is kept, and that surely no file names any more. Blocks.

    Raises what the password store raises.
    """
    found = _unnamed(destinations, profile_id)
    lost = {one for one, files in found.items() if files and not _doubts(one, files)}
    return {key_id for key_id in lost if _is_kept(destinations, profile_id, key_id)}


def doubtful_ids(destinations: Destinations, profile_id: ProfileId) -> dict[str, tuple[Path, ...]]:
    """IDs that may be named by a file that is away, or that cannot be read; and these files.

    No file for one that was only exported. Raises as `lost_ids` does.
    """
    found = _unnamed(destinations, profile_id)
    return {
        key_id: tuple(file for file in _doubts(key_id, files) if file != NO_FILE)
        for key_id, files in found.items()
        if (not files or _doubts(key_id, files)) and _is_kept(destinations, profile_id, key_id)
    }


def _unnamed(destinations: Destinations, profile_id: ProfileId) -> dict[str, tuple[Path, ...]]:
    """What is noted, and what no file names that can be read; with the files that did."""
    named = ids_of(destinations, profile_id)
    more = AllowedFiles().paths if profile_id == DEFAULT_PROFILE else ()  # kept under this one
    return {
        key_id: tuple(dict.fromkeys((*files, *more)))
        for key_id, files in KeptNotes().of(profile_id).items()
        if key_id != STORED_AS  # not an AccessKey's: it is used
        and key_id not in named
        and not any(key_id in _ids_in(file) for file in files)
    }


def _doubts(key_id: str, files: Iterable[Path]) -> list[Path]:
    """The files that may still mean an ID: that are away, cannot be read, or have it somewhere."""
    return [path for path in files if not _is_free_of(path, key_id)]


def _is_free_of(path: Path, key_id: str) -> bool:
    try:
        text = decode_env(path, read_env_bytes(path) or b"")
    except (OssDropError, OSError):
        return False
    return path.is_file() and key_id not in text


def _is_kept(destinations: Destinations, profile_id: ProfileId, key_id: str) -> bool:
    """Whether the password store has the secret of an ID, or its token alone."""
    secrets = destinations.secrets
    return (secrets.read(profile_id, key_id) or read_token(secrets, profile_id, key_id)) is not None


def forget(destinations: Destinations, profile_id: ProfileId, ids: set[str]) -> set[str]:
    """Take out of the password store what belongs to IDs that nothing names any more. Blocks.

    Returns those of which something was kept.
    """
    found: set[str] = set()
    gone: set[str] = set()
    for key_id in ids - ids_of(destinations, profile_id):
        try:
            found |= {key_id} if _is_kept(destinations, profile_id, key_id) else set()
            destinations.secrets.remove(profile_id, key_id)
            remove_token(destinations.secrets, profile_id, key_id)
            gone.add(key_id)
        except OssDropError as error:  # what was to be saved is saved
            if error.code is not ErrorCode.KEYRING_ABSENT:  # what is not there keeps nothing
                _log.warning("the secret of AccessKey %s stays: %s", mask_id(key_id), error)
    KeptNotes().remove(profile_id, gone)
    return found


def forget_all(destinations: Destinations, profile_id: ProfileId) -> None:
    """Take all of a profile out of the password store. Blocks; raises what the store raises."""
    known = set(KeptNotes().of(profile_id)) | ids_of(destinations, profile_id) | {STORED_AS}
    for key_id in known:
        destinations.secrets.remove(profile_id, key_id)
        remove_token(destinations.secrets, profile_id, key_id)
    KeptNotes().remove(profile_id, known)
