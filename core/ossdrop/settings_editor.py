"""What the settings page shows and saves: one reading, one writing, nothing of it on the screen."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from ossdrop.config.api_key import API_KEY_NAMES, STORED_AS, find_api_key
from ossdrop.config.credentials import PAIR_NAMES, SECRET_OF, TOKEN, PairName, clean
from ossdrop.config.env_check import SECRET_NAMES, EnvWarning, check_env
from ossdrop.config.env_file import Origin, Source, Values, names_in, read_env_file
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.ladder import Ladder, read_ladder
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.overview import Setting, read_overview
from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles
from ossdrop.config.script_files import script_files
from ossdrop.config.session_token import SecretReader, SessionToken, keep_token, remove_token
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES, has_bucket
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.kept_keys import forget, forget_all, ids_of, lost_ids, note_kept
from ossdrop.paste.reader import read_pasted
from ossdrop.program.files import parse_json, read_regular
from ossdrop.program.held_files import remove_file
from ossdrop.redaction import Secret, mask_api_key, shown

_log = logging.getLogger(__name__)
KEY_ID, KEY_SECRET = PairName.QWEN.value, SECRET_OF[PairName.QWEN]
_MOST_BYTES = 1024**2  # of an exported file
_OF_KEYS = frozenset({name for pair in PAIR_NAMES for name in pair} | set(API_KEY_NAMES))
_OF_SERVICE = frozenset({MODEL_REGION, BASE_URL})
SHARED_NAMES = (BUCKET, REGION, PREFIX, ENDPOINT, URL_EXPIRES, KEY_ID, MODEL_REGION, BASE_URL)


class SecretPlace(Enum):
    """Where a secret that was entered goes."""

    KEYRING = "keyring"
    THIS_RUN = "this_run"
    ENV_FILE = "env_file"  # plain text, on purpose


@dataclass(frozen=True)
class OtherPlace:
    """Where another destination puts its files, and what that is called: its bucket, at least."""

    profile_id: ProfileId
    name: str
    bucket: str
    endpoint: str  # as it is written; "" is that of the region


@dataclass(frozen=True)
class SettingsView:
    """The settings of one profile as they are. Secrets are not in it."""

    profile: Profile
    kind: Kind  # BUCKET or TEMPORARY, whatever the profile leaves open
    env_path: Path
    settings: Mapping[str, Setting]
    ladder: Ladder
    api_key: str  # masked; "" for none
    api_key_origin: Origin | None
    warnings: tuple[EnvWarning, ...]
    plain_secrets: tuple[str, ...]  # names of secrets in the `.env`
    script_files: tuple[Path, ...] = ()  # where scripts on this computer look for their `.env`
    has_store: bool = True  # whether a secret can go into a password store
    has_file: bool = True  # whether there is a `.env` yet
    api_key_name: str = ""  # the variable that has the API key, or its name in the password store
    has_fixed_api_key: bool = False  # whether the environment decides about it
    problem: OssDropError | None = None  # the `.env`, or the password store, cannot be read
    is_new: bool = False  # whether it is on no list before it is saved
    others: tuple[OtherPlace, ...] = ()  # the buckets of the other destinations


@dataclass(frozen=True)
class SettingsChanges:
    """What a person wants saved. Values of "" are taken out of the `.env`."""

    kind: Kind
    values: Mapping[str, str]
    secret: Secret | None = None  # of the AccessKey ID among `values`
    token: SessionToken | None = None  # of temporary credentials, with their ID and secret
    api_key: Secret | None = None
    place: SecretPlace = SecretPlace.KEYRING
    api_place: SecretPlace | None = None  # of the API key, where it is another one
    name: str | None = None  # of the profile
    env_file: Path | None = None
    moves_key: bool = False  # one of this run, to `place`, without being entered again


def read_view(destinations: Destinations, profile_id: ProfileId | None = None) -> SettingsView:
    """The settings of a profile. Blocks on disk and password store; raises ENV_FILE_UNREADABLE."""
    profile_id = profile_id or destinations.profile
    profile = destinations.profiles.get(profile_id)
    values = destinations.values(profile_id)
    path = destinations.env_path(profile_id)
    problem, masked, origin = None, "", None
    secrets = _AskedOnce(destinations.secrets)
    try:
        api_key = find_api_key(values, secrets, profile_id)
    except OssDropError as error:
        api_key, problem = None, error
    if api_key is not None:
        masked = mask_api_key(api_key.key.reveal())
        is_kept = api_key.source in (Source.KEYRING, Source.THIS_RUN)
        origin = Origin(api_key.source) if is_kept else values.origin(api_key.name)
    found_kind = Kind.BUCKET if has_bucket(values) or api_key is None else Kind.TEMPORARY
    in_file = {} if profile_id == PRACTICE_PROFILE else read_env_file(path)
    return SettingsView(
        profile,
        found_kind if profile.kind is Kind.FOUND else profile.kind,
        path,
        {setting.name: setting for setting in read_overview(values)},
        read_ladder(values, secrets, profile_id),
        masked,
        origin,
        () if profile_id == PRACTICE_PROFILE else check_env(path),
        tuple(name for name in in_file if name in SECRET_NAMES and in_file[name].strip()),
        script_files(_working_folder(), Path.home()),
        destinations.secrets.is_there(),
        path.exists(),
        api_key.name if api_key is not None else "",
        _fixed_api_key(values) != "",
        problem=problem,
        others=tuple(_others(destinations, profile_id)),
    )


def _others(destinations: Destinations, profile_id: ProfileId) -> Iterator[OtherPlace]:
    for one in destinations.profiles.all:
        if one.id == profile_id:
            continue
        with contextlib.suppress(OssDropError):  # of one that cannot be read nothing is known
            values = destinations.values(one.id)
            if bucket := clean(values.get(BUCKET)):
                yield OtherPlace(one.id, one.name or bucket, bucket, clean(values.get(ENDPOINT)))


def _working_folder() -> Path:
    """Where scripts would be started; home where that folder is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


class _AskedOnce:
    """The password store for one reading: a person who did not open it is not asked again."""

    def __init__(self, secrets: SecretReader) -> None:
        self._secrets = secrets
        self._error: OssDropError | None = None

    def read(self, profile_id: ProfileId, name: str) -> Secret | None:
        if self._error is not None and not self.is_for_this_run(profile_id, name):
            raise self._error
        try:
            return self._secrets.read(profile_id, name)
        except OssDropError as error:
            self._error = error
            raise

    def is_for_this_run(self, profile_id: ProfileId, name: str) -> bool:
        return self._secrets.is_for_this_run(profile_id, name)


def _fixed_api_key(values: Values) -> str:
    """The variable of an API key that is exported, "" where none is."""
    names = (n for n in API_KEY_NAMES if values.source(n) is Source.ENVIRONMENT)
    return next((n for n in names if (values.get(n) or "").strip()), "")


def save_changes(
    destinations: Destinations,
    profile_id: ProfileId,
    changes: SettingsChanges,
    *,
    keeps_former: bool = False,
) -> None:
    """Save a profile's settings: secrets first, then the `.env` in one write. Blocks.

    What is kept for this run only is written nowhere, with all that was entered beside it. With
    `keeps_former`, the secret of a replaced ID stays, as where nobody knows whether the new one
    works. Raises
    OssDropError with nothing written to the `.env`: VALUE_FIXED for what the environment or an
    administrator decides,
    what the password store and the writer raise.
    """
    require_free(destinations.values(profile_id), changes)
    changes, is_brief = _of_brief_key(destinations, profile_id, changes)
    before = ids_of(destinations, profile_id)
    profile = destinations.profiles.get(profile_id)
    if changes.env_file is not None:
        profile = replace(profile, env_file=changes.env_file)
    values: dict[str, str | None] = dict(changes.values)
    if changes.secret is not None:
        values |= _keep_pair(destinations, profile_id, changes)
    if changes.api_key is not None:
        values |= _keep_api_key(destinations, profile_id, changes)
    wanted = replace(profile, kind=changes.kind)
    if changes.name is not None:
        wanted = replace(wanted, name=changes.name)
    if is_brief:
        destinations.use_for_this_run(wanted, {name: text or "" for name, text in values.items()})
        return
    rest, ended = _with_this_run(destinations, profile_id, changes)
    values, ended = {**rest, **values}, ended | set(values)
    if values:
        destinations.change_file(profile.env_path, values)
    _let_file_count(destinations, profile_id, changes, values)
    was_for_this_run = destinations.end_this_run(profile_id, ended)
    if changes.env_file is None:
        gone = before - ids_of(destinations, profile_id)
        is_good = changes.secret is not None and not keeps_former
        if is_good or not destinations.values(profile_id).get(KEY_ID):
            forget(destinations, profile_id, gone | _lost_ids(destinations, profile_id))
        else:
            note_kept(destinations, profile_id, gone)
    if (
        was_for_this_run
        or destinations.profiles.is_unread(profile_id)
        or destinations.profiles.get(profile_id) != wanted
        or destinations.profiles.active_id != profile_id
    ):
        try:
            destinations.keep_profiles(destinations.profiles.with_profile(wanted).using(profile_id))
        except OSError as error:
            detail = str(error.strerror)
            raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail) from error


def _of_brief_key(
    destinations: Destinations, profile_id: ProfileId, changes: SettingsChanges
) -> tuple[SettingsChanges, bool]:
    """What to save, and whether all of it is for this run only, as the key that it belongs to.

    Such a key is written down where that is chosen, without being entered again.
    """
    secrets, is_temporary = destinations.secrets, changes.kind is Kind.TEMPORARY
    entered = changes.api_key if is_temporary else changes.secret
    key_id = changes.values.get(KEY_ID) or destinations.values(profile_id).get(KEY_ID) or ""
    name = STORED_AS if is_temporary else key_id.strip()
    has_own_place = changes.api_place is not None  # then it decides nothing about the rest
    is_entered = bool(changes.secret or (changes.api_key and not has_own_place))
    if entered is not None or changes.env_file is not None or not name:
        return changes, changes.place is SecretPlace.THIS_RUN and is_entered
    if not secrets.is_for_this_run(profile_id, name):
        return changes, changes.place is SecretPlace.THIS_RUN and is_entered
    if changes.place is not SecretPlace.ENV_FILE and not changes.moves_key:
        return changes, not is_entered or changes.place is SecretPlace.THIS_RUN
    kept = secrets.read(profile_id, name)  # it is in memory
    if is_temporary:
        return replace(changes, api_key=kept), False
    return replace(changes, secret=kept, values={**changes.values, KEY_ID: name}), False


def _lost_ids(destinations: Destinations, profile_id: ProfileId) -> set[str]:
    with contextlib.suppress(OssDropError):  # what was to be saved is saved
        return lost_ids(destinations, profile_id)
    return set()


def _with_this_run(
    destinations: Destinations, profile_id: ProfileId, changes: SettingsChanges
) -> tuple[dict[str, str], set[str]]:
    """What was entered for this run and is saved too, and all that ends with a save.

    A key that is for this run stays so, until another one, or another file, takes its place.
    """
    of_this_run = destinations.of_this_run(profile_id)
    if changes.env_file is not None:
        destinations.secrets.forget_for_this_run(profile_id, of_this_run.get(KEY_ID, ""))
        return {}, set(of_this_run)
    stay = set()  # what was entered with a key for this run, which another one takes the place of
    if changes.secret is not None:
        stay |= of_this_run.keys() - _OF_SERVICE
    if changes.api_key is not None and changes.kind is Kind.TEMPORARY:
        stay |= of_this_run.keys() & _OF_SERVICE
    rest = {name: text for name, text in of_this_run.items() if name in stay - _OF_KEYS}
    replaced = {n for pair in PAIR_NAMES for n in pair} if changes.secret is not None else set()
    return rest, set(rest) | replaced


def _let_file_count(
    destinations: Destinations,
    profile_id: ProfileId,
    changes: SettingsChanges,
    values: Mapping[str, str | None],
) -> None:
    """A secret that is in the file now is no longer the one that was for this run."""
    if changes.place is not SecretPlace.ENV_FILE:
        return
    if changes.secret is not None:
        key_id = clean(values.get(KEY_ID) or destinations.values(profile_id).get(KEY_ID))
        destinations.secrets.forget_for_this_run(profile_id, key_id)
    if changes.api_key is not None:
        destinations.secrets.forget_for_this_run(profile_id, STORED_AS)


def require_free(values: Values, changes: SettingsChanges) -> None:
    """Raise VALUE_FIXED for what was entered and could not count."""
    entered = dict(changes.values)
    if changes.secret is not None:
        entered[KEY_SECRET] = changes.secret.reveal()
    if changes.token is not None:
        entered[PairName.OSS.value] = entered.get(KEY_ID, "")
    if changes.api_key is not None and (fixed := _fixed_api_key(values)):
        raise OssDropError(ErrorCode.VALUE_FIXED, fixed)
    for name, text in entered.items():
        if values.origin(name).is_fixed and clean(values.get(name)) != clean(text):
            values.require_changeable(name)


def _keep_pair(
    destinations: Destinations, profile_id: ProfileId, changes: SettingsChanges
) -> dict[str, str | None]:
    """Keep the AccessKey Secret; returns what is to be written for it."""
    key_id = clean(changes.values.get(KEY_ID) or destinations.values(profile_id).get(KEY_ID))
    if changes.secret is None or not key_id:
        raise OssDropError(ErrorCode.CREDENTIALS_MISSING)
    secret = Secret(clean(changes.secret.reveal()))
    _keep(destinations, profile_id, key_id, secret, changes.place)
    if changes.token is not None:
        return _keep_triple(destinations, profile_id, key_id, secret, changes.token, changes.place)
    kept: dict[str, str | None] = {KEY_SECRET: None}
    if destinations.values(profile_id).source(KEY_ID) is Source.THIS_RUN:
        kept[KEY_ID] = key_id  # it was written nowhere yet
    if changes.place is SecretPlace.ENV_FILE:
        kept[KEY_SECRET] = secret.reveal()
    return kept


def _keep_triple(
    destinations: Destinations,
    profile_id: ProfileId,
    key_id: str,
    secret: Secret,
    token: SessionToken,
    place: SecretPlace,
) -> dict[str, str | None]:
    """Keep temporary credentials, as the triple that the SDKs know; no pair comes before it."""
    written: dict[str, str | None] = {KEY_ID: None, KEY_SECRET: None, PairName.OSS.value: key_id}
    rest: dict[str, str | None] = {SECRET_OF[PairName.OSS]: None, TOKEN: None}
    if place is SecretPlace.ENV_FILE:
        rest = {SECRET_OF[PairName.OSS]: secret.reveal(), TOKEN: token.token.reveal()}
    else:
        is_brief = place is SecretPlace.THIS_RUN
        keep_token(destinations.secrets, profile_id, key_id, token, for_this_run=is_brief)
    return written | rest


def _keep_api_key(
    destinations: Destinations, profile_id: ProfileId, changes: SettingsChanges
) -> dict[str, str | None]:
    if changes.api_key is None:
        return {}
    key, place = Secret(clean(changes.api_key.reveal())), changes.api_place or changes.place
    _keep(destinations, profile_id, STORED_AS, key, place)
    others: dict[str, str | None] = dict.fromkeys(API_KEY_NAMES)
    if place is SecretPlace.ENV_FILE:
        return {**others, STORED_AS: key.reveal()}
    return others


def _keep(
    destinations: Destinations, profile_id: ProfileId, name: str, secret: Secret, place: SecretPlace
) -> None:
    if place is SecretPlace.KEYRING:
        destinations.secrets.write(profile_id, name, secret)
    elif place is SecretPlace.THIS_RUN:
        destinations.secrets.keep_for_this_run(profile_id, name, secret)


def unused_name(destinations: Destinations, name: str, profile_id: ProfileId | None = None) -> str:
    """A name that no other destination has: with a number behind it where one has. May read a file.

    A first destination without a name is called after its bucket.
    """
    profiles = destinations.profiles
    taken = {one.name for one in profiles.all if one.id != profile_id}
    if profile_id != DEFAULT_PROFILE and not profiles.get(DEFAULT_PROFILE).name:
        with contextlib.suppress(OssDropError):  # one that cannot be read has no bucket to show
            taken.add(shown(clean(destinations.values(DEFAULT_PROFILE).get(BUCKET))))
    found, number = name, 2
    while found in taken:
        found, number = f"{name} {number}", number + 1
    return found


def rename_profile(destinations: Destinations, profile_id: ProfileId, name: str) -> Profiles:
    """The profiles with another name for one. May read a file."""
    profiles = destinations.profiles
    profile = replace(profiles.get(profile_id), name=unused_name(destinations, name, profile_id))
    return profiles.with_profile(profile)


def remove_profile(destinations: Destinations, profile_id: ProfileId) -> Profiles:
    """The profiles without one, whose secrets are taken out of the password store. Blocks.

    Nothing leads to a `.env` of OssDrop's own any more: its plain secrets go as well. One that the
    person named stays as it is, as do files and links. Raises what the password store raises, and
    what the writer does.
    """
    profile = destinations.profiles.get(profile_id)
    path, secrets = profile.env_path, destinations.secrets
    ids = {  # under which a password store may have something
        one
        for one in ids_of(destinations, profile_id)
        if not secrets.is_for_this_run(profile_id, one)
    }
    if profile.env_file is None and path.exists():
        _take_out_plain(destinations, path)
    try:
        forget_all(destinations, profile_id)
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            raise
        for key_id in ids:  # there may be one another time
            KeptNotes().add(profile_id, key_id, path)
        KeptNotes().note_removed(profile_id)
    return destinations.profiles.without(profile_id)


def _take_out_plain(destinations: Destinations, path: Path) -> None:
    try:
        if plain := names_in(path) & SECRET_NAMES:
            destinations.change_file(path, dict.fromkeys(plain))
    except OssDropError as error:
        if error.code is ErrorCode.ENV_FILE_UNREADABLE:  # it is OssDrop's own, and may have some
            with contextlib.suppress(OSError):
                remove_file(path)


def remove_secret(destinations: Destinations, profile_id: ProfileId) -> None:
    """Take the AccessKey's secret out of the password store and of the `.env`. Blocks.

    Of one that is for this run only, nothing but what is in memory.
    """
    values = destinations.values(profile_id)
    key_id = clean(values.get(KEY_ID))
    if values.source(KEY_ID) is Source.THIS_RUN:
        destinations.secrets.forget_for_this_run(profile_id, key_id)
        destinations.end_this_run(profile_id, (KEY_ID, KEY_SECRET))
        return
    if key_id:
        destinations.secrets.remove(profile_id, key_id)
        destinations.change_file(destinations.env_path(profile_id), {KEY_SECRET: None})
        return
    session_id = clean(values.get(PairName.OSS.value))
    destinations.secrets.remove(profile_id, session_id)
    remove_token(destinations.secrets, profile_id, session_id)
    names = (PairName.OSS.value, SECRET_OF[PairName.OSS], TOKEN)
    destinations.change_file(destinations.env_path(profile_id), dict.fromkeys(names))


def write_for_scripts(destinations: Destinations, profile_id: ProfileId, path: Path) -> None:
    """Write the whole pair, secret included, into a `.env`: a deliberate act. Blocks.

    Raises what `App.destination` and the writer do.
    """
    variables: dict[str, str | None] = dict(destinations.resolve_bucket(profile_id).variables())
    destinations.change_file(path, variables)


def export_settings(destinations: Destinations, profile_id: ProfileId, path: Path) -> None:
    """The settings of a profile as a JSON file, without secrets and AccessKey IDs. Blocks."""
    view = read_view(destinations, profile_id)
    values = {
        name: view.settings[name].value
        for name in SHARED_NAMES
        if name != KEY_ID
        and view.settings[name].origin.source is not Source.DEFAULT
        and view.settings[name].error is None  # what is wrong may hold anything
    }
    name = shown(view.profile.name)
    content = {"ossdrop": 1, "kind": view.kind.value, "name": name, "values": values}
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, str(error.strerror)) from error


def shared_text(view: SettingsView) -> str:
    """The settings of a profile as lines of a `.env`, without its AccessKey: to send and to paste.

    Whoever gets them needs a key of their own.
    """
    values = {
        name: view.settings[name].value
        for name in SHARED_NAMES
        if name != KEY_ID
        and view.settings[name].origin.source is not Source.DEFAULT
        and view.settings[name].error is None
    }
    return "\n".join(f"{name}={value}" for name, value in values.items() if value)


def settings_text(path: Path) -> str:
    """The text of a file that holds settings in any form, "" for any other. Blocks."""
    try:
        content = read_regular(path, _MOST_BYTES)
    except OSError:
        return ""
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):  # what Excel and Notepad write
        with contextlib.suppress(UnicodeError):
            text = content.decode(encoding)
            return "" if read_pasted(text).is_empty else text
    return ""


def import_settings(path: Path) -> SettingsChanges:
    """What an exported file says; nothing is saved. Blocks; raises SETTINGS_FILE_UNREADABLE."""
    try:
        content = parse_json(read_regular(path, _MOST_BYTES).removeprefix(b"\xef\xbb\xbf"))
        if content["ossdrop"] != 1:
            raise ValueError("another version")
        values = {n: str(text) for n, text in content["values"].items() if n in SHARED_NAMES}
        return SettingsChanges(Kind(content["kind"]), values, name=str(content.get("name", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        detail = f"{path.name}: {type(error).__name__}"
        raise OssDropError(ErrorCode.SETTINGS_FILE_UNREADABLE, detail) from error
