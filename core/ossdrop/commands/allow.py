"""`allow` and `disallow`: whether the `.env` of a folder may decide where files go."""

from __future__ import annotations

import argparse
from pathlib import Path

from ossdrop.commands.output import UsageError, say
from ossdrop.config.api_key import API_KEY_NAMES, find_api_key
from ossdrop.config.credentials import SECRET_OF, find_credentials
from ossdrop.config.endpoint import endpoint_of_region, parse_endpoint
from ossdrop.config.env_check import KNOWN_NAMES
from ossdrop.config.env_file import Source, Values, decode_env, is_merged, parse_env, separate_lines
from ossdrop.config.folder_file import NAME, AllowedFiles, FolderFile, look_at
from ossdrop.config.model_service import BASE_URL, MODEL_REGION, base_url_of
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION, parse_bucket
from ossdrop.destinations import Destinations
from ossdrop.errors import IN_FOLDER, ErrorCode, OssDropError
from ossdrop.redaction import mask_api_key, mask_id

_SETS_API = frozenset({*API_KEY_NAMES, BASE_URL, MODEL_REGION})


def run(options: argparse.Namespace) -> int:
    """Let a `.env` decide, or no longer; returns the exit code."""
    path: Path = options.file
    return allow(path) if options.allows else disallow(path)


def allow(path: Path) -> int:
    """Use a `.env` from now on, as long as it stays as it is; returns the exit code."""
    if path.name != NAME:
        raise UsageError(f"only a file called {NAME} decides by itself: use --env-file {path}")
    file = look_at(path)
    if file is None:
        say(f"{path}: there is no such file with settings of OssDrop.")
        return 1
    require_plain(file)
    describe(file)
    AllowedFiles().allow(file)
    say("Allowed, as long as it stays as it is.")
    return 0


def disallow(path: Path) -> int:
    """Use a `.env` no longer; returns the exit code."""
    was_allowed = AllowedFiles().disallow(path)
    say(f"{path}: no longer used." if was_allowed else f"{path}: it was not allowed.")
    return 0


def describe(file: FolderFile) -> None:
    """What will happen with the file in force: which bucket and host, and whose key goes there.

    What is used decides, so what is said is what is done. Blocks, perhaps on the password store;
    raises ENV_FILE_UNREADABLE for the person's own settings.
    """
    destinations = Destinations(folder_file=file.values)
    destinations.open()
    values = destinations.values()
    say(f"The settings in {file.path} decide where files go:")
    if destinations.goes_to_bucket():
        say(f"  to       {_bucket(values)}")
        say(f"  with     {_pair(values, destinations, file)}")
    if not destinations.goes_to_bucket() or _SETS_API & set(file.names):
        use = "models at" if destinations.goes_to_bucket() else "to       temporary storage at"
        say(f"  {use} {_api(values)}")
        say(f"  with     {_api_key(values, destinations, file)}")
    say(f"  it sets  {', '.join(file.names)}")


def require_plain(file: FolderFile) -> None:
    """Raise LINES_MERGED for settings that do not count yet, and would, once they are mended."""
    text = decode_env(file.path, file.content)
    now, then = parse_env(text), parse_env(separate_lines(text))
    for name in KNOWN_NAMES:
        if now.get(name) != then.get(name) or is_merged(now.get(name) or ""):
            raise OssDropError(ErrorCode.LINES_MERGED, f"{file.path}: {name}", hint=IN_FOLDER)


def _bucket(values: Values) -> str:
    try:
        bucket = parse_bucket(values.get(BUCKET))
        if endpoint := (values.get(ENDPOINT) or "").strip():
            return f"bucket {bucket} at {parse_endpoint(endpoint, bucket).base_url}"
        if region := (values.get(REGION) or "").strip():
            return f"bucket {bucket} at {endpoint_of_region(normalise_region(region)).host}"
        return f"bucket {bucket}, without a region"
    except OssDropError as error:
        return f"a place that cannot be used ({error.explanation.cause})"


def _api(values: Values) -> str:
    try:
        return base_url_of(values)
    except OssDropError as error:
        return f"a place that cannot be used ({error.explanation.cause})"


def _pair(values: Values, destinations: Destinations, file: FolderFile) -> str:
    try:
        used = find_credentials(values, destinations.secrets, destinations.profile)
    except OssDropError as error:
        return f"no AccessKey ({error.explanation.cause})"
    own = _source(values, SECRET_OF[used.pair], file)
    secret = "your password store" if used.secret_from_keyring else own
    source = _source(values, used.pair.value, file)
    return f"AccessKey {mask_id(used.access_key_id)} from {source}, its secret from {secret}"


def _api_key(values: Values, destinations: Destinations, file: FolderFile) -> str:
    try:
        key = find_api_key(values, destinations.secrets, destinations.profile)
    except OssDropError as error:
        return f"no API key ({error.explanation.cause})"
    if key is None:
        return "no API key"
    source = _source(values, key.name, file)
    return f"the API key {mask_api_key(key.key.reveal())} from " + (
        "your password store" if key.source is Source.KEYRING else source
    )


def _source(values: Values, name: str, file: FolderFile) -> str:
    origin = values.origin(name)
    if origin.source is Source.ENVIRONMENT:
        return "the environment"
    if origin.source is Source.ADMINISTRATOR:
        return "your administrator"
    return "this file" if origin.path == file.path else "your own settings"
