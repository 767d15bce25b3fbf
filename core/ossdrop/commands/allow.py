"""`allow` and `disallow`: whether the `.env` of a folder may decide where files go."""

from __future__ import annotations

from pathlib import Path

from ossdrop.commands.output import exit_code_of, say, say_error
from ossdrop.config.api_key import API_KEY_NAMES, base_url_of
from ossdrop.config.credentials import PairName
from ossdrop.config.endpoint import endpoint_of_region, parse_endpoint
from ossdrop.config.env_file import Source, Values
from ossdrop.config.folder_file import AllowedFiles, FolderFile, look_at
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION, has_bucket, parse_bucket
from ossdrop.destinations import Destinations
from ossdrop.errors import OssDropError
from ossdrop.redaction import mask


def allow(path: Path) -> int:
    """Allow a `.env`, and say what it decides; returns the exit code."""
    try:
        file = look_at(path)
        if file is None:
            say(f"{path}: there is no such file with settings of OssDrop.")
            return 1
        describe(file)
        AllowedFiles().allow(file)
    except OssDropError as error:
        say_error(error)
        return exit_code_of(error, before_any_request=True)
    say("Allowed, as long as it stays as it is.")
    return 0


def disallow(path: Path) -> int:
    """Use a `.env` no longer; returns the exit code."""
    try:
        was_allowed = AllowedFiles().disallow(path)
    except OssDropError as error:
        say_error(error)
        return exit_code_of(error, before_any_request=True)
    say(f"{path}: no longer used." if was_allowed else f"{path}: it was not allowed.")
    return 0


def describe(file: FolderFile) -> None:
    """What will happen with the file in force: which bucket and host, and whose key goes there.

    Blocks; raises ENV_FILE_UNREADABLE for the person's own settings.
    """
    destinations = Destinations(folder_file=file.values)
    destinations.open()
    values = destinations.values()
    say(f"The settings in {file.path} decide where files go:")
    say(f"  to       {_place(values)}")
    say(f"  with     {_key(values, file)}")
    say(f"  it sets  {', '.join(file.names)}")


def _place(values: Values) -> str:
    try:
        if not has_bucket(values):
            return f"temporary storage at {base_url_of(values)}"
        bucket = parse_bucket(values.get(BUCKET))
        if endpoint := (values.get(ENDPOINT) or "").strip():
            return f"bucket {bucket} at {parse_endpoint(endpoint, bucket).base_url}"
        if region := (values.get(REGION) or "").strip():
            return f"bucket {bucket} at {endpoint_of_region(normalise_region(region)).host}"
        return f"bucket {bucket}, without a region"
    except OssDropError as error:
        return f"a place that cannot be used ({error.explanation.cause})"


def _key(values: Values, file: FolderFile) -> str:
    if not has_bucket(values):
        for name in API_KEY_NAMES:
            if key := (values.get(name) or "").strip():
                return f"the API key {mask(key)} from {_source(values, name, file)}"
        return "the API key in the password store, if there is one"
    for pair in PairName:
        if key_id := (values.get(pair.value) or "").strip():
            return f"AccessKey {mask(key_id)} from {_source(values, pair.value, file)}"
    return "no AccessKey"


def _source(values: Values, name: str, file: FolderFile) -> str:
    origin = values.origin(name)
    if origin.source is Source.ENVIRONMENT:
        return "the environment"
    return "this file" if origin.path == file.path else "your own settings"
