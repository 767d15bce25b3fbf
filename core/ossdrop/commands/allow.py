"""`allow` and `disallow`: whether the `.env` of a folder may decide where files go."""

from __future__ import annotations

import os
from pathlib import Path

from ossdrop.commands.output import exit_code_of, say, say_error
from ossdrop.config.api_key import base_url_of, find_api_key
from ossdrop.config.credentials import PairName
from ossdrop.config.endpoint import endpoint_of_region, parse_endpoint
from ossdrop.config.env_file import Source, Values
from ossdrop.config.folder_file import AllowedFiles, FolderFile, look_at
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION, has_bucket
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
    """What the file would decide: which bucket and host, and whose key goes there."""
    values = Values(os.environ, (file.values,))
    say(f"The settings in {file.path} decide where files go:")
    say(f"  to       {_place(values)}")
    say(f"  with     {_key(values)}")
    say(f"  it sets  {', '.join(file.names)}")


def _place(values: Values) -> str:
    try:
        if not has_bucket(values):
            return f"temporary storage at {base_url_of(values)}"
        bucket = (values.get(BUCKET) or "").strip()
        if endpoint := (values.get(ENDPOINT) or "").strip():
            return f"bucket {bucket} at {parse_endpoint(endpoint, bucket).base_url}"
        return f"bucket {bucket} at {endpoint_of_region((values.get(REGION) or '').strip()).host}"
    except OssDropError as error:
        return f"a place that cannot be used ({error.explanation.cause})"


def _key(values: Values) -> str:
    places = {Source.ENVIRONMENT: "the environment", Source.ENV_FILE: "this file"}
    if not has_bucket(values):
        key = find_api_key(values, None, "")
        if key is None:
            return "the API key in the password store, if there is one"
        return f"the API key {mask(key.key.reveal())} from {places[key.source]}"
    for pair in PairName:
        if key_id := (values.get(pair.value) or "").strip():
            return f"AccessKey {mask(key_id)} from {places[values.source(pair.value)]}"
    return "no AccessKey"
