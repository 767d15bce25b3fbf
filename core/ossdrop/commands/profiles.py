"""`profiles`: the named destinations of the window, from a terminal."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from ossdrop.commands.opening import opened
from ossdrop.commands.output import UsageError, print_json, print_line, say
from ossdrop.commands.quoting import quoted
from ossdrop.config.api_key import STORED_AS
from ossdrop.config.env_check import SECRET_NAMES
from ossdrop.config.env_file import EnvFile, Values, names_in, read_env_file
from ossdrop.config.folder_file import NAME, AllowedFiles, look_at
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import DAMAGED, Kind, Profile, Profiles
from ossdrop.config.settings import has_bucket
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.kept_keys import ids_of
from ossdrop.program.paths import profiles_file
from ossdrop.redaction import could_be_secret
from ossdrop.settings_editor import remove_profile, rename_profile

_MOST_OF_NAME = 100


def run(options: argparse.Namespace) -> int:
    """One of the actions; returns the exit code."""
    actions = {"list": _list, "use": _use, "add": _add, "rename": _rename, "remove": _remove}
    takes = {"list": 0, "rename": 2}.get(options.action, 1)
    if surplus := [word for word in (options.name, options.new_name) if word][takes:]:
        raise UsageError(f"profiles {options.action} takes no {surplus[0]!r}")
    with opened(options, needs_settings=False) as app:
        return actions[options.action](app.destinations, options)


def _list(destinations: Destinations, options: argparse.Namespace) -> int:
    profiles = destinations.profiles
    for one in profiles.all:
        values = {
            "id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "env_file": str(one.env_path),
            "in_use": one.id == profiles.active_id and profiles.lost_choice is None,
        }
        if options.json:
            print_json(values)
        else:
            sign = "*" if values["in_use"] else " "
            print_line("\t".join((sign, one.id, one.name, one.kind.value, str(one.env_path))))
    for label in profiles.unread_labels:
        say(f"This cannot be read, and stays in the file: {label}")
        say(f"  `ossdrop-cli profiles remove {quoted(label)}` takes it out.")
    if profiles.lost_choice is not None:
        say("Which one is in use cannot be read: `ossdrop-cli profiles use NAME` chooses one.")
    if DAMAGED in profiles.unread:
        say(f"{profiles_file()} cannot be read. It is set aside by the next change:")
        say("  `ossdrop-cli profiles use default` begins a new one.")
    return 0


def _use(destinations: Destinations, options: argparse.Namespace) -> int:
    profile = _named(destinations, options)
    _keep(destinations, destinations.profiles.using(profile.id))
    _say_what_decides_here()
    return 0


def _say_what_decides_here() -> bool:
    """Whether the `.env` of this folder decides, whichever destination is in use; says so."""
    here = look_at(Path(NAME))
    if here is None or not AllowedFiles().is_allowed(here):
        return False
    say(f"It is in use everywhere but in this folder: {here.path} decides here.")
    return True


def _add(destinations: Destinations, options: argparse.Namespace) -> int:
    """Its settings lie in the file of --env-file, or in one of its own."""
    if not options.name:
        raise UsageError("profiles add NAME")
    _require_free(destinations, options.name)
    profiles = destinations.profiles
    file = options.env_file.absolute() if options.env_file is not None else None
    made = Profile(profiles.free_id(), options.name, Kind.FOUND, file)
    _keep(destinations, profiles.with_profile(made).using(made.id))
    own = made.env_path
    if options.json:
        print_json({"id": made.id, "name": made.name, "env_file": str(own)})
    else:
        print_line(made.id)
    is_used = not _say_what_decides_here()
    if is_used:
        say("It is in use now.")
    if not has_bucket(Values({}, (EnvFile(own, read_env_file(own)),))):
        about = "" if is_used else f" --env-file={quoted(str(own))}"
        say(f"It is empty: ossdrop-cli config set QWEN_TMP_OSS_BUCKET NAME{about}")
    return 0


def _rename(destinations: Destinations, options: argparse.Namespace) -> int:
    if not options.new_name:
        raise UsageError("profiles rename NAME NEW_NAME")
    profile = _named(destinations, options)
    _require_free(destinations, options.new_name)
    return _keep(destinations, rename_profile(destinations, profile.id, options.new_name))


def _remove(destinations: Destinations, options: argparse.Namespace) -> int:
    profiles = destinations.profiles
    if options.name in profiles.unread_labels:
        profile_id = profiles.unread_id(options.name)
        _keep(destinations, profiles.without_unread(options.name))
        say(f"{options.name}: what could not be read of it is gone.")
        if profile_id is not None:
            for key_id in ids_of(destinations, profile_id) | {STORED_AS}:
                KeptNotes().add(profile_id, key_id, destinations.env_path(profile_id))
            KeptNotes().note_removed(profile_id)
            say("  `ossdrop-cli config clear-secret --replaced` removes its secrets, too.")
        return 0
    profile = _named(destinations, options)
    if profile.id == DEFAULT_PROFILE:
        raise UsageError("The default destination stays; `config unset NAME` empties it.")
    say(f"{profile.name}: what the password store keeps for it goes, for good.")
    path = destinations.env_path(profile.id)
    stays = f"Its settings stay in {path}, its" if path.exists() else "Its"
    if profile.env_file is None and path.exists() and not _is_readable(path):
        stays = f"{path} cannot be read, and goes as well. Its"
    say(f"{stays} files stay in the bucket.")
    if path.exists() and (plain := _plain_in(path)):
        goes = "stay" if profile.env_file is not None else "do not stay"
        say(f"In that file {goes}, as plain text: {', '.join(plain)}.")
    if not options.yes and not _confirms():
        say("Nothing was removed.")
        return 1
    was_in_use = destinations.profiles.active_id == profile.id
    _keep(destinations, remove_profile(destinations, profile.id))
    if profile.id in KeptNotes().removed:
        say(f"But the password store cannot be reached, and may keep secrets of {profile.name}.")
        say("  `ossdrop-cli config clear-secret --replaced` removes them, where it can be.")
    if was_in_use:
        say("In use is the default destination now: `ossdrop-cli config show`.")
    return 0


def _is_readable(path: Path) -> bool:
    with contextlib.suppress(OssDropError):
        names_in(path)
        return True
    return False


def _plain_in(path: Path) -> list[str]:
    with contextlib.suppress(OssDropError):  # a damaged file keeps nobody from removing it
        return sorted(names_in(path) & SECRET_NAMES)
    return []


def _confirms() -> bool:
    """Whether the person says yes; who cannot be asked has said so by the command."""
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print("Remove it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _require_free(destinations: Destinations, name: str) -> None:
    """A name that can be told from the others, in a list of one line each."""
    if could_be_secret(name):
        raise UsageError("That looks like a secret, and a name is shown to everybody.")
    if not name.isprintable() or not name.strip() or len(name) > _MOST_OF_NAME:
        raise UsageError(f"The name of a destination is up to {_MOST_OF_NAME} characters of text.")
    if any(name in (one.name, one.id) for one in destinations.profiles.all):
        raise UsageError(f"There is a destination called {name} already.")


def _named(destinations: Destinations, options: argparse.Namespace) -> Profile:
    """The one that is meant: by its id, or by a name that only one has."""
    found = [one for one in destinations.profiles.all if options.name == one.id]
    found = found or [one for one in destinations.profiles.all if options.name == one.name]
    if len(found) > 1:
        raise UsageError(f"Several are called {options.name}: give the id that `list` shows.")
    if not found:
        raise UsageError("Name one destination: `ossdrop-cli profiles list` shows them.")
    return found[0]


def _keep(destinations: Destinations, profiles: Profiles) -> int:
    try:
        destinations.keep_profiles(profiles)
    except OSError as error:
        detail = f"{profiles_file()}: {error.strerror or 'another OssDrop is changing it'}"
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail) from error
    return 0
