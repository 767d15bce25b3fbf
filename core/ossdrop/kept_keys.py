"""Which entries of the password store a profile may have, and taking away what nothing names."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from ossdrop.config.api_key import STORED_AS
from ossdrop.config.credentials import PairName, clean
from ossdrop.config.env_file import read_env_file
from ossdrop.config.folder_file import AllowedFiles
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import DAMAGED
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


def note_kept(profile_id: ProfileId, ids: set[str]) -> None:
    """IDs that others have taken the place of keep their secrets until those have theirs. Blocks.

    An ID may have been mistyped, and the service shows a secret only once.
    """
    notes = KeptNotes()
    for key_id in ids - set(notes.of(profile_id)):  # kept by an older version, or by hand
        notes.add(profile_id, key_id, None)


def lost_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The IDs for which something is kept, and that no file names any more. Blocks.

    Raises what the password store raises.
    """
    named = ids_of(destinations, profile_id)
    return {
        key_id
        for key_id, files in KeptNotes().of(profile_id).items()
        if key_id != STORED_AS  # not an AccessKey's: it is used
        and key_id not in named
        and not any(key_id in _ids_in(file) for file in files)
        and _is_kept(destinations, profile_id, key_id)
    }


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


def orphans(destinations: Destinations) -> frozenset[ProfileId]:
    """Profiles that were removed where no password store could be reached. May read a file."""
    profiles = destinations.profiles
    if DAMAGED in profiles.unread:  # then nobody knows which there are
        return frozenset()
    return KeptNotes().profiles - {one.id for one in profiles.all} - profiles.unread_ids
