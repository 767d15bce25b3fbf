"""Carries out the remedies that are changes of the settings; the window does the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ossdrop.config.api_key import API_KEY_NAMES, STORED_AS
from ossdrop.config.credentials import SECRET_OF, PairName, clean
from ossdrop.config.env_file import read_env_file
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import REGION
from ossdrop.destinations import Destinations
from ossdrop.errors import OF_API_KEY, ErrorCode, OssDropError
from ossdrop.redaction import Secret
from ossdrop.remedies import Fix, FixKind


def apply_fix(destinations: Destinations, fix: Fix, profile_id: ProfileId | None = None) -> None:
    """Do what `fix` says to a profile's settings. Blocks; raises OssDropError.

    Only for the kinds in CHANGES.
    """
    path = Path(fix.value) if fix.value else destinations.file_to_change(profile_id)
    actions: dict[FixKind, Callable[[], None]] = {
        FixKind.USE_REGION: lambda: _write(destinations, profile_id, REGION, fix.value),
        FixKind.WRITE_VALUE: lambda: _write(destinations, profile_id, fix.name, fix.value),
        FixKind.MEND_ENV_FILE: lambda: destinations.mend_file(path),
        FixKind.MAKE_PRIVATE: lambda: _make_private(path),
        FixKind.ADD_TO_GITIGNORE: lambda: _add_to_gitignore(path),
        FixKind.MOVE_SECRET: lambda: _move_secret(
            destinations, fix.name, profile_id or destinations.profile
        ),
    }
    actions[fix.kind]()


def _write(destinations: Destinations, profile_id: ProfileId | None, name: str, value: str) -> None:
    """Where the value that counts stands: in the file, or in what is for this run only."""
    profile_id = profile_id or destinations.profile
    destinations.values(profile_id).require_changeable(name)
    if name in destinations.of_this_run(profile_id):
        destinations.change_this_run(profile_id, {name: value})
    else:
        destinations.change_file(destinations.file_to_change(profile_id), {name: value})


def _make_private(path: Path) -> None:
    try:
        path.chmod(0o600)
    except OSError as error:
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, str(error.strerror)) from error


def _add_to_gitignore(path: Path) -> None:
    ignore = path.with_name(".gitignore")
    try:
        before = ignore.read_bytes() if ignore.exists() else b""
        gap = b"\n" if before and not before.endswith(b"\n") else b""
        with ignore.open("ab") as file:
            file.write(gap + path.name.encode() + b"\n")
    except OSError as error:
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, str(error.strerror)) from error


def is_movable(name: str, values: Mapping[str, str]) -> bool:
    """Whether the password store can hold this secret of a `.env` and still be asked for it.

    It is for the AccessKey of QWEN_TMP_OSS_*, whose ID names the entry, and for the API key, unless
    several differ: then another one would count as soon as this one is out of the file.
    """
    if name in API_KEY_NAMES:
        try:
            return len({clean(values.get(n)) for n in API_KEY_NAMES} - {""}) == 1
        except OssDropError:  # one of them is no key
            return False
    return name == SECRET_OF[PairName.QWEN]


def _move_secret(destinations: Destinations, name: str, profile_id: ProfileId) -> None:
    """Into the password store, and out of the file only once it is kept there."""
    path = destinations.file_to_change(profile_id)
    in_file = read_env_file(path)
    secret = clean(in_file.get(name))
    is_api_key = name in API_KEY_NAMES
    own_id = in_file.get(PairName.QWEN.value)  # of the same file, whatever else is in force
    key_id = own_id or destinations.values(profile_id).get(PairName.QWEN.value)
    kept_as = STORED_AS if is_api_key else clean(key_id)
    if not (secret and kept_as):
        raise OssDropError(ErrorCode.CREDENTIALS_MISSING)
    kept = destinations.secrets.read(profile_id, kept_as)
    if kept is not None and kept.reveal() != secret:  # nobody knows which of them is right
        raise OssDropError(ErrorCode.SECRET_DIFFERS, hint=OF_API_KEY if is_api_key else "")
    destinations.secrets.write(profile_id, kept_as, Secret(secret))
    destinations.change_file(path, dict.fromkeys(API_KEY_NAMES if is_api_key else [name]))
