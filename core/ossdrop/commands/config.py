"""`config`: show and change settings."""

from __future__ import annotations

import argparse
import contextlib

from ossdrop.commands.config_secrets import clear_secret, set_secret
from ossdrop.commands.opening import opened
from ossdrop.commands.output import (
    UsageError,
    error_values,
    print_json,
    print_line,
    say,
    say_error,
)
from ossdrop.commands.remedies import RefusedValue, about_file
from ossdrop.config.admin_note import AdminNote
from ossdrop.config.api_key import API_KEY_NAMES, STORED_AS, ApiKey, find_api_key
from ossdrop.config.credentials import SECRET_OF, PairName
from ossdrop.config.env_check import KNOWN_NAMES, SECRET_NAMES
from ossdrop.config.env_file import Source, Values, names_in
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.kept_settings import with_kept
from ossdrop.config.ladder import Ladder, read_ladder
from ossdrop.config.model_service import MODEL_REGION, SINGAPORE, is_known_region
from ossdrop.config.overview import Setting, check_value, read_overview
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import BUCKET, PREFIX, REGION
from ossdrop.destinations import Destinations
from ossdrop.errors import NO_TOKEN, OssDropError
from ossdrop.kept_keys import forget, ids_of, note_kept
from ossdrop.redaction import could_be_secret, has_id_form, mask_id

_KEY_ID = PairName.QWEN.value
_DECIDERS = {
    Source.ENVIRONMENT: "the process environment",
    Source.ADMINISTRATOR: "your administrator",
    Source.THIS_RUN: "what was entered for this run",
}
_IDS = frozenset(pair.value for pair in PairName)


def run(options: argparse.Namespace) -> int:
    """One of the actions; returns the exit code."""
    actions = {
        "show": _show,
        "set": _set,
        "unset": _unset,
        "set-secret": set_secret,
        "clear-secret": clear_secret,
        "admin-note": _admin_note,
    }
    takes = {"set": 2, "set-secret": 2, "admin-note": 0}.get(options.action, 1)
    if surplus := [word for word in (options.name, options.value) if word][takes:]:
        raise UsageError(f"config {options.action} takes no {surplus[0]!r}")
    with opened(options) as app:
        return actions[options.action](app.destinations, options)


def _show(destinations: Destinations, options: argparse.Namespace) -> int:
    values = destinations.values()
    ladder = read_ladder(values, destinations.secrets, destinations.profile)
    wanted = {options.name} if options.name else set(KNOWN_NAMES)
    if not wanted <= set(KNOWN_NAMES):
        raise UsageError(f"known names: {', '.join(KNOWN_NAMES)}")
    api_key = _api_key(destinations, values) if wanted & {*API_KEY_NAMES} else None
    has_stored_key = api_key is not None and _has_stored_key(destinations)
    settings = with_kept(read_overview(values), ladder, api_key, has_stored_key=has_stored_key)
    for setting in settings:
        if setting.name in wanted:
            _print(setting, as_json=options.json)
    if options.name:
        return 0
    if options.json:
        print_json(_ladder_values(ladder))
    else:
        used = ladder.used
        if used is None:
            say(_why_none(destinations, ladder))
        else:
            say(f"AccessKey: {used.masked_id}, its secret from {used.secret_origin.source.value}")
        _tell_passed_over(ladder)
        if ladder.scripts_differ and used is not None:
            say("The Qwen scripts would use another AccessKey, or none.")
            say("`ossdrop-cli exec -- COMMAND` hands this one on.")
    return 0


def _tell_passed_over(ladder: Ladder) -> None:
    if lost := ladder.passed_over:
        say(f"The secret of AccessKey {lost.masked_id} is missing, so it does not count.")


def _why_none(destinations: Destinations, ladder: Ladder) -> str:
    """Why no AccessKey is used, as an upload would say it."""
    half = next((rung for rung in ladder.rungs if rung.masked_id), None)
    try:
        destinations.credentials(destinations.profile)
    except OssDropError as error:
        cause = error.explanation.cause
        if half is not None and error.hint != NO_TOKEN:
            return f"AccessKey: none, since the secret of {half.masked_id} is missing. {cause}"
        return f"AccessKey: none. {cause} ({error.detail})".removesuffix(" ()")
    return "AccessKey: none"


def _api_key(destinations: Destinations, values: Values) -> ApiKey | None:
    try:
        return find_api_key(values, destinations.secrets, destinations.profile)
    except OssDropError as error:
        say_error(error, STORED_AS)
        return None


def _has_stored_key(destinations: Destinations) -> bool:
    """Whether the password store has an API key, also where another one counts."""
    with contextlib.suppress(OssDropError):
        return destinations.secrets.read(destinations.profile, STORED_AS) is not None
    return False


def _print(setting: Setting, *, as_json: bool) -> None:
    origin = setting.origin
    place = str(origin.path) if origin.path else origin.source.value
    shadowed = [str(o.path) if o.path else o.source.value for o in setting.shadowed]
    if as_json:
        print_json(
            {
                "name": setting.name,
                "value": setting.shown,
                "source": origin.source.value,
                "path": str(origin.path) if origin.path else None,
                "shadows": shadowed,
                "error": error_values(setting.error) if setting.error else None,
            }
        )
    elif setting.shown or origin.source is not Source.DEFAULT:
        words = f"{setting.name}={setting.shown}\t{place}"
        print_line(f"{words}\tshadows {', '.join(shadowed)}" if shadowed else words)
        if setting.error:
            say_error(setting.error, setting.name)


def _ladder_values(ladder: Ladder) -> dict[str, object]:
    used = ladder.used
    return {
        "access_key": used.masked_id if used else None,
        "pair": used.pair.value if used else None,
        "secret_source": used.secret_origin.source.value if used else None,
        "scripts_use": ladder.scripts.value if ladder.scripts else None,
        "passed_over": ladder.passed_over.masked_id if ladder.passed_over else None,
    }


def _set(destinations: Destinations, options: argparse.Namespace) -> int:
    name, value = options.name, options.value
    if name is None or value is None:
        raise UsageError("config set NAME VALUE")
    if name not in KNOWN_NAMES:
        raise UsageError(
            f"known names: {', '.join(n for n in KNOWN_NAMES if n not in SECRET_NAMES)}"
        )
    if name in SECRET_NAMES:
        raise UsageError(f"{name} is a secret: config set-secret asks for it")
    value = value.strip()
    if name in _IDS:
        value = value.strip("\"'")  # as copied out of a file
    if name in _IDS and could_be_secret(value) and not has_id_form(value):
        raise UsageError(f"{name} takes an AccessKey ID, and this looks like a secret")
    if error := check_value(name, value, destinations.values().get(BUCKET) or ""):
        raise RefusedValue(error.code, error.detail, hint=error.hint)
    if name == REGION and value:
        value = normalise_region(value)
    if name == MODEL_REGION and not is_known_region(value):
        say(f"{name}: not a region of Model Studio; {SINGAPORE} will be called.")
    _change(destinations, name, value)
    if destinations.values().get(name) != value and value:
        place = destinations.values().origin(name)
        decider = place.path or _DECIDERS[place.source]
        say(f"Saved, but {decider} decides: {name} is set there.")
    return 0


def _unset(destinations: Destinations, options: argparse.Namespace) -> int:
    if options.name is None:
        raise UsageError("config unset NAME")
    if options.name not in KNOWN_NAMES:
        raise UsageError(f"known names: {', '.join(KNOWN_NAMES)}")
    path = destinations.file_to_change()
    if options.name not in names_in(path):
        say(f"{options.name} is not set in {path}.")
    else:
        _change(destinations, options.name, None)
    if place := destinations.values().origin(options.name).path or _exported(destinations, options):
        say(f"{options.name} is still set: {place} has it.")
    return 0


def _exported(destinations: Destinations, options: argparse.Namespace) -> str:
    return _DECIDERS.get(destinations.values().source(options.name), "")


def _change(destinations: Destinations, name: str, value: str | None) -> None:
    """Write one variable; the password store keeps nothing for an ID that is gone for good."""
    profile = destinations.profile
    before = ids_of(destinations, profile)
    destinations.change_file(destinations.file_to_change(), {name: value})
    gone = before - ids_of(destinations, profile)
    note_kept(destinations, profile, gone)  # where no store can be reached, for another time
    if value:
        if name in _IDS:
            KeptNotes().note_use(profile, value, destinations.file_to_change())
        return
    for key_id in forget(destinations, profile, gone):
        say(f"The password store keeps the secret of AccessKey {mask_id(key_id)} no longer.")
    if left := gone & set(KeptNotes().of(profile)):
        ids = ", ".join(map(mask_id, sorted(left)))
        say(f"The password store cannot be reached, and may keep the secret of {ids}.")
        say("  `ossdrop-cli config clear-secret --replaced` removes it, where it can be.")
    pair = next((pair for pair in PairName if pair.value == name), None)
    secret = SECRET_OF[pair] if pair else ""
    if secret and (place := destinations.values().origin(secret).path):
        unset = about_file(f"ossdrop-cli config unset {secret}")
        say(f"{place} still has {secret}: `{unset}` takes it out.")


def _admin_note(destinations: Destinations, options: argparse.Namespace) -> int:
    """What an administrator needs to mend the setup; nothing is asked of the service."""
    settings = {setting.name: setting for setting in read_overview(destinations.values())}
    for name in (BUCKET, PREFIX, REGION):
        if error := settings[name].error:
            raise error  # a note about it would ask for the wrong rights
    ladder = read_ladder(destinations.values(), destinations.secrets, destinations.profile)
    _tell_passed_over(ladder)
    used = ladder.used  # the rights are asked for it, whatever else is set
    note = AdminNote(
        settings[BUCKET].shown,
        settings[PREFIX].shown,
        settings[REGION].shown,
        used.masked_id if used else settings[_KEY_ID].shown or settings[PairName.OSS.value].shown,
    )
    if options.json:
        print_json(
            {
                "bucket": note.bucket,
                "region": note.region,
                "folder": note.prefix,
                "access_key_id": note.masked_id,
                "policy": note.policy,
            }
        )
    else:
        print_line(note.text(), keep="\n\t")
    return 0
