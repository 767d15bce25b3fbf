"""Which entries of the password store a profile may have, and taking away what nothing names."""

from __future__ import annotations

import contextlib
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
from ossdrop.redaction import Secret, mask_id

_log = logging.getLogger(__name__)
_FORMER, _MOST_FORMER = "former AccessKeys", 25  # an entry has 1,024 characters
_KNOWN = "known AccessKeys"  # all that a profile ever kept something for


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

    Only of a profile that can be removed; under the first one lie those of files that were named.
    """
    if profile_id == DEFAULT_PROFILE:
        return
    with contextlib.suppress(OssDropError):
        known = _known_ids(destinations, profile_id) | {key_id}
        text = " ".join(sorted(known)[-_MOST_FORMER:])
        destinations.secrets.write(profile_id, _KNOWN, Secret(text))


def _known_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    noted = destinations.secrets.read(profile_id, _KNOWN)
    return set(noted.reveal().split()) if noted else set()


def forget_all(destinations: Destinations, profile_id: ProfileId) -> None:
    """Take all of a profile out of the password store. Blocks; raises what the store raises."""
    known = _known_ids(destinations, profile_id) | former_ids(destinations, profile_id)
    for key_id in ids_of(destinations, profile_id) | known:
        destinations.secrets.remove(profile_id, key_id)
        remove_token(destinations.secrets, profile_id, key_id)
    destinations.secrets.remove(profile_id, STORED_AS)
    for name in (_FORMER, _KNOWN):
        destinations.secrets.remove(profile_id, name)
