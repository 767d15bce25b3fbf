"""`config set-secret` and `clear-secret`: from a prompt or stdin, never from argv."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ossdrop.commands.output import DONE, FAILED, UsageError, given_input, say
from ossdrop.commands.remedies import RefusedValue, about_file
from ossdrop.config.api_key import API_KEY_NAMES, STORED_AS
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName, clean
from ossdrop.config.env_file import Source, names_in, read_env_file
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.profiles import DAMAGED
from ossdrop.config.session_token import SessionToken, is_session_id, keep_token, remove_token
from ossdrop.destinations import Destinations
from ossdrop.doctor.trial import require_better
from ossdrop.errors import OF_API_KEY, ErrorCode, OssDropError
from ossdrop.kept_keys import doubtful_ids, forget, forget_all, lost_ids
from ossdrop.redaction import Secret, has_id_form, mask_id

_KEY_ID = PairName.QWEN.value
_MOST = 64 * 1024  # characters that are read of what is piped in


@dataclass(frozen=True)
class _Target:
    """What a secret is of: its variable, and under which name the password store keeps it."""

    variable: str
    stored_as: str
    is_stored: bool = True  # whether it is looked for there

    @property
    def is_api_key(self) -> bool:
        """Whether it is one of Model Studio's."""
        return self.stored_as == STORED_AS

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that come before the password store."""
        return API_KEY_NAMES if self.is_api_key else (self.variable,)


def set_secret(destinations: Destinations, options: argparse.Namespace) -> int:
    """The AccessKey Secret of the ID that is set; with NAME an API key, or a session token."""
    if options.value is not None:
        raise UsageError(
            "a secret is never given as an argument: it is asked for, or read from stdin"
        )
    if options.name == TOKEN:
        _move_session(destinations)
    target = _target(destinations, options)
    if target.variable == TOKEN and not is_session_id(target.stored_as):
        raise UsageError(f"{mask_id(target.stored_as)} is an AccessKey that lasts: it has no token")
    if options.ends and options.ends <= datetime.now(UTC):
        raise UsageError("--ends: that is over")
    if options.ends and (target.variable != TOKEN or options.plain):
        raise UsageError(f"--ends is of {TOKEN}, in the password store")
    if not options.plain:
        _require_stored(destinations, target)
    _require_free(destinations, target, is_plain=options.plain)
    secret = _asked(target)
    untried = None
    if target.variable == SECRET_OF[PairName.QWEN]:
        untried = require_better(destinations, destinations.profile, {}, Secret(secret))
    if options.plain:
        path = destinations.file_to_change()
        _require_own_id(destinations, path, target)
        others = [one for one in target.names if one != target.variable]
        taken = sorted(names_in(path) & {*others})
        destinations.change_file(path, {**dict.fromkeys(others), target.variable: secret})
        say(f"{path} has it, as plain text: whoever gets the file gets the key.")
        _tell_taken(path, taken)
    else:
        _store(destinations, target, secret, options.ends)
        _take_out(destinations, target.names)
        whose = "" if target.is_api_key else f", for AccessKey {mask_id(target.stored_as)}"
        say(f"The password store keeps it{whose}.")
    if untried is not None:
        say("It took the place of another one and could not be tried: `ossdrop-cli check`.")
    _tell_replaced(destinations)
    return 0


def _require_free(destinations: Destinations, target: _Target, *, is_plain: bool) -> None:
    """Raise UsageError for what is exported: it decides, so what is typed could not count.

    Also where an ID is, and another one was typed since: its secret would go over that one's.
    """
    values = destinations.values()
    for name in target.names:
        if values.source(name) is Source.ENVIRONMENT and clean(values.get(name)):
            raise UsageError(f"{name} is set in the process environment: unset it there first")
    pair = next((pair for pair in PairName if SECRET_OF[pair] == target.variable), None)
    path = destinations.file_to_change()
    is_exported = pair is not None and values.origin(pair.value).is_fixed
    if pair is None or not is_exported or is_plain or not path.exists():
        return
    typed = clean(read_env_file(path).get(pair.value))
    if typed not in ("", target.stored_as):
        raise UsageError(
            f"{pair.value} is set in the process environment, or by your administrator, to "
            f"{mask_id(target.stored_as)}: its secret would be replaced, not that of "
            f"{mask_id(typed)} in {path}"
        )


def _require_own_id(destinations: Destinations, path: Path, target: _Target) -> None:
    """Raise UsageError where the file has another ID: the secret would be taken for that one's."""
    pair = next((pair for pair in PairName if SECRET_OF[pair] == target.variable), None)
    own = clean(read_env_file(path).get(pair.value)) if pair is not None and path.exists() else ""
    if pair is not None and own not in ("", target.stored_as):
        where = destinations.values().origin(pair.value).source.value
        raise UsageError(
            f"{path} has another {pair.value}, {mask_id(own)}: the one that counts, "
            f"{mask_id(target.stored_as)}, is from the {where}"
        )


def _move_session(destinations: Destinations) -> None:
    """An ID for some hours goes, with its secret, where its token can go: the first pair has none.

    Raises UsageError where another key is there already.
    """
    path, other = destinations.file_to_change(), PairName.OSS
    in_file = read_env_file(path) if path.exists() else {}  # what is exported is written nowhere
    key_id, secret = clean(in_file.get(_KEY_ID)), clean(in_file.get(SECRET_OF[PairName.QWEN]))
    if not is_session_id(key_id):
        return
    if clean(destinations.values().get(other.value)) not in ("", key_id):
        raise UsageError(
            f"{mask_id(key_id)} is an ID for some hours, which {other.value} takes, and that has "
            f"another one: `{about_file(f'ossdrop-cli config unset {other.value}')}` makes room"
        )
    own = clean(in_file.get(SECRET_OF[other]))
    if own and (not clean(in_file.get(other.value)) or secret not in ("", own)):
        unset = about_file(f"ossdrop-cli config unset {SECRET_OF[other]}")
        raise UsageError(f"{SECRET_OF[other]} of another key is in {path}: `{unset}` makes room")
    changes: dict[str, str | None] = {
        _KEY_ID: None,
        SECRET_OF[PairName.QWEN]: None,
        other.value: key_id,
    }
    if secret:
        changes[SECRET_OF[other]] = secret
    destinations.change_file(path, changes)
    say(f"{path}: {mask_id(key_id)} is {other.value} now, which takes a token.")


def _tell_replaced(destinations: Destinations) -> None:
    """Another `.env` may name the ID that this one named: nothing goes by itself."""
    lost: set[str] = set()
    with contextlib.suppress(OssDropError):
        lost = lost_ids(destinations, destinations.profile)
    if lost:
        ids = ", ".join(mask_id(key_id) for key_id in sorted(lost))
        say(f"The secrets of replaced AccessKeys are kept: {ids}.")
        clear = about_file("ossdrop-cli config clear-secret --replaced")
        say(f"  `{clear}` removes them.")


def _require_stored(
    destinations: Destinations, target: _Target, *, is_cleared: bool = False
) -> None:
    """Raise UsageError for what the password store is never asked for."""
    if not target.is_stored:
        raise UsageError(
            f"the password store keeps no secret for {PairName.OSS.value}: --plain writes it into "
            f"the .env, or use {_KEY_ID} for this AccessKey"
        )
    path = destinations.file_to_change()
    if target.is_api_key and path != destinations.env_path_of_profile():
        where = "name no file, and do it elsewhere" if is_cleared else f"with --plain {path} has it"
        raise UsageError(
            f"the password store keeps the API key of a destination, not of a file: {where}"
        )


def _asked(target: _Target) -> str:
    """What is typed or piped in, where it can be what is asked for."""
    typed = _ask(target).strip().removeprefix(f"{target.variable}=").strip("\"'")
    try:
        secret = clean(typed)
    except OssDropError as error:
        hint = OF_API_KEY if target.is_api_key else ""
        raise RefusedValue(error.code, error.detail, hint=hint) from None
    if not secret:
        raise UsageError("no secret was given")
    if not target.is_api_key and secret.startswith("sk-"):
        raise UsageError("this is an API key: config set-secret DASHSCOPE_API_KEY takes it")
    if target.variable != TOKEN and (has_id_form(secret) or secret == target.stored_as):
        raise UsageError("this is an AccessKey ID: its secret is asked for")
    return secret


def _store(destinations: Destinations, target: _Target, secret: str, ends: datetime | None) -> None:
    secrets, profile = destinations.secrets, destinations.profile
    try:
        if target.variable == TOKEN:
            keep_token(secrets, profile, target.stored_as, SessionToken(Secret(secret), ends))
        else:
            secrets.write(profile, target.stored_as, Secret(secret))
    except OssDropError as error:
        is_plain = not target.is_api_key and target.variable != TOKEN
        hint = error.hint if is_plain else target.variable  # which one is still to be kept
        raise OssDropError(error.code, error.detail, hint=hint) from error


def _take_out(destinations: Destinations, names: Sequence[str]) -> None:
    """Out of the file that is in force: what stands there comes before the password store."""
    path = destinations.file_to_change()
    if found := sorted(names_in(path) & {*names}):
        destinations.change_file(path, dict.fromkeys(found))
        _tell_taken(path, found)


def _tell_taken(path: Path, names: Sequence[str]) -> None:
    if names:
        say(f"{path} has no {' and no '.join(names)} any more: it came before this one.")


def clear_secret(destinations: Destinations, options: argparse.Namespace) -> int:
    """Out of the password store; what a file still has is said."""
    if options.replaced:
        return _clear_replaced(destinations, with_doubtful=options.yes)
    target = _target(destinations, options)
    if target.is_api_key:
        _require_stored(destinations, target, is_cleared=True)
    secrets, profile = destinations.secrets, destinations.profile
    code = DONE
    try:
        if target.variable != TOKEN:
            secrets.remove(profile, target.stored_as)
        if target.variable in (TOKEN, SECRET_OF[PairName.OSS]):
            remove_token(secrets, profile, target.stored_as)
        whose = "" if target.is_api_key else f" of {mask_id(target.stored_as)}"
        say(f"The password store has that{whose} no longer.")
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            raise
        say("No password store can be reached here: nothing was removed.")
        code = FAILED
    for name in target.names:
        if place := destinations.values().origin(name).path:
            unset = about_file(f"ossdrop-cli config unset {name}")
            say(f"{place} still has {name}: `{unset}` takes it out.")
    return code


def _clear_replaced(destinations: Destinations, *, with_doubtful: bool) -> int:
    """Those of the destination in use, and of destinations that were removed without their keys."""
    profile, notes = destinations.profile, KeptNotes()
    gone: set[str] = set()
    doubtful: dict[str, tuple[Path, ...]] = {}
    try:
        for profile_id in _gone(destinations):
            left = set(notes.of(profile_id))
            forget_all(destinations, profile_id)
            gone |= left
        doubtful = doubtful_ids(destinations, profile)
        lost = lost_ids(destinations, profile) | (set(doubtful) if with_doubtful else set())
        gone |= forget(destinations, profile, lost)
    except OssDropError as error:
        if error.code is not ErrorCode.KEYRING_ABSENT:
            raise
        if _gone(destinations) or notes.of(profile):
            say("The password store cannot be reached here: nothing was removed.")
            return 1
    ids = ", ".join(mask_id(key_id) for key_id in sorted(gone))
    said = f"has the secrets of {ids} no longer" if ids else "has no secret of a replaced AccessKey"
    say(f"The password store {said}.")
    if doubtful and not with_doubtful:
        _tell_doubtful(doubtful)
    return 0


def _gone(destinations: Destinations) -> set[ProfileId]:
    """Profiles that were removed without their keys; none while nobody knows which there are."""
    profiles = destinations.profiles
    if DAMAGED in profiles.unread:
        return set()
    return set(KeptNotes().removed - profiles.ids - profiles.unread_ids)


def _tell_doubtful(doubtful: Mapping[str, Sequence[Path]]) -> None:
    """What may still be meant stays: the service shows a Secret only once."""
    for key_id, files in sorted(doubtful.items()):
        where = ", ".join(map(str, files))
        why = f"it may be named in {where}" if where else "it may be exported somewhere"
        say(f"That of {mask_id(key_id)} stays: {why}.")
    clear = about_file("ossdrop-cli config clear-secret --replaced --yes")
    say(f"  `{clear}` removes these as well.")


def _target(destinations: Destinations, options: argparse.Namespace) -> _Target:
    """What is meant; without a name the secret of the AccessKey ID that is set."""
    if options.name in API_KEY_NAMES:
        return _Target(options.name if options.plain else STORED_AS, STORED_AS)
    values = destinations.values()
    ids = {pair: clean(values.get(pair.value)) for pair in PairName}
    pair = next((pair for pair in PairName if ids[pair]), PairName.QWEN)
    if options.name is not None:
        pair = next((p for p in PairName if options.name in (p.value, SECRET_OF[p])), PairName.OSS)
        if options.name not in (pair.value, SECRET_OF[pair], TOKEN):
            known = (*SECRET_OF.values(), TOKEN, STORED_AS)
            raise UsageError(f"known secrets: {', '.join(known)}")
    if not ids[pair]:
        raise UsageError(f"set {pair.value} first, or name DASHSCOPE_API_KEY")
    variable = TOKEN if options.name == TOKEN else SECRET_OF[pair]
    is_stored = pair is PairName.QWEN or is_session_id(ids[pair])
    return _Target(variable, ids[pair], is_stored)


def _ask(target: _Target) -> str:
    if given_input().isatty():
        what = f"AccessKey Secret of {mask_id(target.stored_as)}"
        if target.is_api_key:
            what = "API key"
        elif target.variable == TOKEN:
            what = f"Session token of {mask_id(target.stored_as)}"
        try:
            return getpass.getpass(f"{what} (it is not shown): ")
        except EOFError:  # Ctrl+D
            return ""
    first, *rest = (line.strip() for line in sys.stdin.read(_MOST).splitlines() or [""])
    if any(rest):
        raise UsageError("a secret is one line: this is more than that")
    return first
