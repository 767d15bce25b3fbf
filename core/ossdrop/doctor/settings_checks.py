"""Whether the settings are complete and well written, and read by the scripts in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from ossdrop.config.env_check import check_env
from ossdrop.config.env_file import Source
from ossdrop.config.overview import read_overview
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import (
    BUCKET,
    ENDPOINT,
    REGION,
    Destination,
    TemporaryDestination,
    has_bucket,
)
from ossdrop.doctor.check import Check, Fix, FixKind, failed, passed, skipped, warned
from ossdrop.doctor.context import Context
from ossdrop.doctor.sentences import Sentence, Words, said
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import shown

_OF_KEYS = (
    ErrorCode.CREDENTIALS_MISSING,
    ErrorCode.CREDENTIALS_INVALID,
    ErrorCode.KEYRING_ABSENT,
    ErrorCode.KEYRING_FAILED,
    ErrorCode.KEYRING_UNKNOWN,
)


def check_settings(context: Context) -> Iterator[Check]:
    """Settings file, settings, the scripts' reading of them, values in two places."""
    yield _settings_file(context)
    try:
        destination = context.find_destination()
    except OssDropError as error:
        if error.code not in _OF_KEYS:
            yield failed("settings.complete", error)
            return
        name = (context.values.get(BUCKET) or "").strip()
        yield passed("settings.complete", said(Sentence.SETTINGS_GOOD, shown(name), "…"))
        context.destination = None
    else:
        context.destination = destination
        yield passed("settings.complete", _described(destination))
    yield _scripts(context)
    yield from _differing(context)


def _settings_file(context: Context) -> Check:
    if context.env_path is None or not context.env_path.exists():
        return passed("settings.file", said(Sentence.ENV_FILE_NONE))
    return passed("settings.file", said(Sentence.ENV_FILE_READ, context.env_path))


def _described(destination: Destination | TemporaryDestination) -> Words:
    if isinstance(destination, TemporaryDestination):
        return said(Sentence.SETTINGS_TEMPORARY, shown(destination.model))
    return said(Sentence.SETTINGS_GOOD, destination.bucket, shown(destination.prefix))


def _scripts(context: Context) -> Check:
    """Where the scripts would read a value otherwise, or could not use it."""
    check_id = "settings.scripts"
    values = context.values
    if context.env_path is not None:
        try:
            warnings = check_env(context.env_path)
        except OssDropError as error:
            return failed(check_id, error)
        if warnings:
            names = ", ".join(warning.name for warning in warnings)
            return warned(
                check_id,
                said(Sentence.SCRIPTS_OTHER, names),
                said(Sentence.SCRIPTS_OTHER_REMEDY),
                Fix(FixKind.MEND_ENV_FILE),
            )
    for name, written, read in _verbatim(context):
        fix = Fix(FixKind.WRITE_VALUE, read, name)
        if values.source(name) is not Source.ENV_FILE:
            fix = Fix(FixKind.OPEN_SETTINGS)
        title = said(Sentence.SCRIPTS_VERBATIM, f"{name}={shown(written)}")
        return warned(check_id, title, said(Sentence.SCRIPTS_VERBATIM_REMEDY, read), fix)
    return passed(check_id, said(Sentence.SCRIPTS_SAME))


def _verbatim(context: Context) -> Iterator[tuple[str, str, str]]:
    """Name, text, and meaning of values that OssDrop understands and the scripts do not."""
    values = context.values
    region = (values.get(REGION) or "").strip()
    if region and normalise_region(region) != region:
        yield REGION, region, normalise_region(region)
    endpoint = (values.get(ENDPOINT) or "").strip()
    if endpoint and isinstance(context.destination, Destination):
        meant = context.destination.endpoint
        names_bucket = endpoint.lower().removeprefix("https://").removeprefix("http://")
        if names_bucket.startswith(f"{context.destination.bucket}.") or "." not in endpoint:
            yield ENDPOINT, endpoint, meant.base_url


def _differing(context: Context) -> Iterator[Check]:
    for setting in read_overview(context.values):
        if setting.differs:
            place = setting.origin.path or setting.origin.source.value
            yield warned(
                f"settings.differs.{setting.name}",
                said(Sentence.VALUES_DIFFER, setting.name),
                said(Sentence.VALUES_DIFFER_REMEDY, place),
            )


def check_keys(context: Context) -> Iterator[Check]:
    """The password store, and the pair or API key that is used."""
    from ossdrop.config.api_key import differing_names, find_api_key

    if isinstance(context.destination, TemporaryDestination):
        key = context.destination.api_key
        from_store = key.source is Source.KEYRING
        yield (
            passed("keyring", said(Sentence.KEYRING_ANSWERS)) if from_store else skipped("keyring")
        )
        several = differing_names(context.values)
        if several:
            title = said(Sentence.API_KEYS_DIFFER, several[0])
            yield warned("credentials", title, said(Sentence.API_KEYS_DIFFER_REMEDY))
        else:
            yield passed("credentials", said(Sentence.API_KEY_FOUND, key.name))
        return
    if not has_bucket(context.values):
        try:
            find_api_key(context.values, None, context.profile)
        except OssDropError as error:
            yield failed("credentials", error)
        return
    yield from _pair(context)


def _pair(context: Context) -> Iterator[Check]:
    ladder = context.find_ladder()
    blocked = next((rung for rung in ladder.rungs if rung.error is not None), None)
    used = ladder.used
    is_kept = used is not None and used.secret_origin.source is Source.KEYRING
    if blocked is not None and blocked.error is not None:
        of_store = blocked.error.code is not ErrorCode.CREDENTIALS_INVALID
        if of_store:
            yield failed("keyring", blocked.error)
            yield skipped("credentials")
        else:
            yield skipped("keyring")
            yield failed("credentials", blocked.error)
        return
    if is_kept:
        yield passed("keyring", said(Sentence.KEYRING_ANSWERS))
    else:
        yield skipped("keyring")
    if used is None:
        try:
            context.find_destination()
        except OssDropError as error:
            yield failed("credentials", error)
        return
    yield passed("credentials", said(Sentence.PAIR_COMPLETE, used.masked_id), used.pair.value)
    if ladder.scripts_differ:
        title, remedy = said(Sentence.SCRIPTS_PAIR), said(Sentence.SCRIPTS_PAIR_REMEDY)
        yield warned("credentials.scripts", title, remedy)
