"""Which entries of the password store a profile may have, and taking away what nothing names."""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path

from ossdrop.config.api_key import STORED_AS
from ossdrop.config.credentials import PairName, clean
from ossdrop.config.env_file import read_env_file
from ossdrop.config.folder_file import AllowedFiles
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.session_token import remove_token
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.files import own_lock, read_json, write_own
from ossdrop.program.paths import config_folder
from ossdrop.redaction import Secret, mask_id

_log = logging.getLogger(__name__)
_FORMER, _MOST_FORMER = "former AccessKeys", 25  # an entry has 1,024 characters
_KNOWN = "kept-keys.json"  # in the config folder: the IDs that something was kept for
_LOCK_WAIT_S = 5.0


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


def note_former(destinations: Destinations, profile_id: ProfileId, ids: set[str]) -> None:
    """IDs that others have taken the place of keep their secrets until those have theirs. Blocks.

    An ID may have been mistyped, and the service shows a secret only once.
    """
    with contextlib.suppress(OssDropError):  # then nothing is kept of them either
        kept = {one for one in ids if destinations.secrets.read(profile_id, one)}
        if kept:
            _note(destinations, profile_id, kept | former_ids(destinations, profile_id))


def former_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The IDs that were replaced, and whose secrets are still kept, as far as known. Blocks."""
    try:
        return noted_ids(destinations, profile_id)
    except OssDropError:
        return set()


def noted_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The same; raises what the password store raises."""
    noted = destinations.secrets.read(profile_id, _FORMER)
    return set(noted.reveal().split()) if noted else set()


def forget(destinations: Destinations, profile_id: ProfileId, ids: set[str]) -> set[str]:
    """Take out of the password store what belongs to IDs that nothing names any more. Blocks.

    Returns those of which something was kept.
    """
    found: set[str] = set()
    gone: set[str] = set()
    for key_id in ids - ids_of(destinations, profile_id):
        try:
            found |= {key_id} if destinations.secrets.read(profile_id, key_id) else set()
            destinations.secrets.remove(profile_id, key_id)
            remove_token(destinations.secrets, profile_id, key_id)
            gone.add(key_id)
        except OssDropError as error:  # what was to be saved is saved
            if error.code is not ErrorCode.KEYRING_ABSENT:  # what is not there keeps nothing
                _log.warning("the secret of AccessKey %s stays: %s", mask_id(key_id), error)
    former = former_ids(destinations, profile_id)
    if former & (gone | ids_of(destinations, profile_id)):
        with contextlib.suppress(OssDropError):
            _note(destinations, profile_id, former - gone - ids_of(destinations, profile_id))
    _change_known(profile_id, set(), gone)
    return found


def _note(destinations: Destinations, profile_id: ProfileId, former: set[str]) -> None:
    """What is not noted could never be found again: a store lists nothing."""
    if former:
        known = " ".join(sorted(former)[:_MOST_FORMER])
        destinations.secrets.write(profile_id, _FORMER, Secret(known))
    else:
        destinations.secrets.remove(profile_id, _FORMER)


def note_known(destinations: Destinations, profile_id: ProfileId, key_id: str) -> None:
    """An ID whose secret is kept from now on: it is found again, whatever becomes of the `.env`.

    Not one of a file that was only named, or of a folder's: those have no place of their own.
    """
    if profile_id != DEFAULT_PROFILE or destinations.is_of_profile:
        _change_known(profile_id, {key_id}, set())


def lost_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    """The IDs for which something is kept, and that no file names any more. Blocks."""
    left = _known_ids(profile_id) - ids_of(destinations, profile_id)
    with contextlib.suppress(OssDropError):
        return {one for one in left if destinations.secrets.read(profile_id, one)}
    return set()


def _known_ids(profile_id: ProfileId) -> set[str]:
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        return {str(one) for one in read_json(config_folder() / _KNOWN).get(profile_id, [])}
    return set()


def _change_known(profile_id: ProfileId, come: set[str], go: set[str]) -> None:
    """IDs only, as the `.env` has them: a password store lists nothing."""
    path = config_folder() / _KNOWN
    with contextlib.suppress(OSError), own_lock(path.with_suffix(".lock"), _LOCK_WAIT_S):
        found: dict[str, list[str]] = {}
        with contextlib.suppress(OSError, ValueError, TypeError):
            found = dict(read_json(path))
        known = (_known_ids(profile_id) | come) - go
        kept = {name: ids for name, ids in found.items() if name != profile_id}
        if known:
            kept[profile_id] = sorted(known)
        if kept != found:
            write_own(path, json.dumps(kept, indent=2).encode())


def forget_all(destinations: Destinations, profile_id: ProfileId) -> None:
    """Take all of a profile out of the password store. Blocks; raises what the store raises."""
    known = _known_ids(profile_id) | former_ids(destinations, profile_id)
    for key_id in ids_of(destinations, profile_id) | known:
        destinations.secrets.remove(profile_id, key_id)
        remove_token(destinations.secrets, profile_id, key_id)
    destinations.secrets.remove(profile_id, STORED_AS)
    destinations.secrets.remove(profile_id, _FORMER)
    _change_known(profile_id, set(), known)
