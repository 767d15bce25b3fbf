"""Whether the settings are complete and well written, and who the keys belong to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ossdrop.config.env_check import KNOWN_NAMES, mistyped_names
from ossdrop.config.env_file import Origin, Source, read_env_text
from ossdrop.config.model_service import (
    MAINLAND,
    MODEL_REGION,
    SINGAPORE,
    is_known_region,
    region_of,
)
from ossdrop.config.overview import read_overview
from ossdrop.config.policies import Policies, read_policies
from ossdrop.config.regions import is_other_region, region_of_host
from ossdrop.config.settings import (
    BUCKET,
    DEFAULT_PREFIX,
    MAX_EXPIRES_S,
    PREFIX,
    AnyDestination,
    Destination,
    TemporaryDestination,
    forgets_bucket,
    has_bucket,
)
from ossdrop.doctor.check import Check, Status, failed, passed, skipped, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import ENDED, ErrorCode, OssDropError
from ossdrop.redaction import shown
from ossdrop.remedies import Fix, FixKind
from ossdrop.sentences import Words

_OF_VALUES = (ErrorCode.CREDENTIALS_INVALID, ErrorCode.CREDENTIALS_MISSING)
# Not of two files: the `.env` of a folder is there to decide in that folder.
_WHICH_COUNTS = {
    Source.ENVIRONMENT: Sentence.VALUES_DIFFER_FIXED,
    Source.ADMINISTRATOR: Sentence.VALUES_DIFFER_POLICY,
    Source.THIS_RUN: Sentence.VALUES_DIFFER_BRIEF,
}
_OF_KEYS = (
    ErrorCode.CREDENTIALS_MISSING,
    ErrorCode.CREDENTIALS_INVALID,
    ErrorCode.KEYRING_ABSENT,
    ErrorCode.KEYRING_FAILED,
    ErrorCode.KEYRING_UNKNOWN,
    ErrorCode.TOKEN_EXPIRED,
)


def check_settings(context: Context) -> Iterator[Check]:
    """Where the settings come from, what they say, values in two places."""
    yield _settings_file(context)
    yield from _policies(read_policies())
    yield from _unknown_names(context)
    yield from _unknown_region(context)
    try:
        destination = context.find_destination()
    except OssDropError as error:
        if error.code not in _OF_KEYS or not has_bucket(context.values):
            yield failed(CheckId.SETTINGS_COMPLETE, error)
            return
        name = (context.values.get(BUCKET) or "").strip()
        try:
            read_policies().require_bucket(name)
        except OssDropError as refused:
            yield failed(CheckId.SETTINGS_COMPLETE, refused)
            return
        folder = (context.values.get(PREFIX) or "").strip() or DEFAULT_PREFIX
        words = said(Sentence.SETTINGS_GOOD, shown(name), shown(folder))
        yield passed(CheckId.SETTINGS_COMPLETE, words)
        context.destination = None
    else:
        context.destination = destination
        yield passed(CheckId.SETTINGS_COMPLETE, _described(destination))
        yield from _two_places(destination)
    yield from _without_bucket(context)
    yield from _differing(context)


def _two_places(destination: AnyDestination) -> Iterator[Check]:
    """A region that the endpoint is not of: no signature would fit."""
    if not isinstance(destination, Destination):
        return
    host, region = destination.endpoint.host, destination.region
    if is_other_region(host, region):
        yield Check(
            CheckId.SETTINGS_DIFFERS.of("region"),
            Status.FAIL,
            said(Sentence.TWO_PLACES, region, region_of_host(host)),
            said(Sentence.TWO_PLACES_REMEDY),
            fix=Fix(FixKind.OPEN_SETTINGS),
            code=ErrorCode.REGION_WRONG,
        )


def _settings_file(context: Context) -> Check:
    """Which places decide, named in their order."""
    origins = {context.values.origin(name) for name in KNOWN_NAMES}
    files = [str(path) for path in context.files if Origin(Source.ENV_FILE, path) in origins]
    exported = Origin(Source.ENVIRONMENT) in origins
    if Origin(Source.ADMINISTRATOR) in origins and not files and not exported:
        return passed(CheckId.SETTINGS_FILE, said(Sentence.ENV_FILE_POLICY))
    if Origin(Source.ENV_FILE) in origins:  # practice, a pipe, or what a caller has handed in
        return passed(CheckId.SETTINGS_FILE, said(Sentence.ENV_FILE_GIVEN))
    if files and exported:
        sentence = Sentence.ENV_FILE_AND_MORE
    elif files:
        sentence = Sentence.ENV_FILE_READ
    else:
        sentence = Sentence.ENV_FILE_NONE if exported else Sentence.ENV_FILE_EMPTY
    if sentence is Sentence.ENV_FILE_EMPTY and (other := _file_of_others(context.files)):
        remedy = said(Sentence.ENV_FILE_OTHER_REMEDY)
        return warned(CheckId.SETTINGS_FILE, said(Sentence.ENV_FILE_OTHER, other), remedy)
    return passed(CheckId.SETTINGS_FILE, said(sentence, ", ".join(files)))


def _policies(policies: Policies) -> Iterator[Check]:
    """What an administrator has decided, for whoever wonders why something is not as usual."""
    if policies.settings:
        names = ", ".join(policies.settings)
        words = said(Sentence.POLICY_SETTINGS, str(len(policies.settings)))
        yield passed(CheckId.SETTINGS_POLICY.of("settings"), words, names)
    if policies.longest_link_s < MAX_EXPIRES_S:
        words = said(Sentence.POLICY_LIFETIME, f"{policies.longest_link_s / 3600:.3g}")
        yield passed(CheckId.SETTINGS_POLICY.of("lifetime"), words)
    if policies.allowed_buckets is not None:
        allowed = ", ".join(sorted(policies.allowed_buckets)) or "–"
        yield passed(CheckId.SETTINGS_POLICY.of("buckets"), said(Sentence.POLICY_BUCKETS, allowed))
    if policies.allowed_endpoints and policies.allowed_buckets is not None:
        allowed = ", ".join(sorted(policies.allowed_endpoints))
        words = said(Sentence.POLICY_ENDPOINTS, allowed)
        yield passed(CheckId.SETTINGS_POLICY.of("endpoints"), words)
    if policies.off:
        names = ", ".join(sorted(feature.value for feature in policies.off))
        yield passed(CheckId.SETTINGS_POLICY.of("off"), said(Sentence.POLICY_OFF, names))


def _file_of_others(files: tuple[Path, ...]) -> str:
    """A file that says something, and nothing that we know: perhaps it is written otherwise."""
    for path in files:
        with contextlib.suppress(OssDropError):
            lines = (line.strip() for line in read_env_text(path).splitlines())
            if any(line and not line.startswith("#") for line in lines):
                return str(path)
    return ""


def _unknown_names(context: Context) -> Iterator[Check]:
    """What begins like a setting of ours, and is none: it was mistyped."""
    values = context.values
    found = {*values.environment, *(name for file in values.files for name in file.values)}
    for name, meant in mistyped_names(found).items():
        title = said(Sentence.NAME_UNKNOWN, shown(name))
        remedy = said(Sentence.NAME_UNKNOWN_REMEDY, meant)
        yield warned(CheckId.SETTINGS_UNKNOWN.of(shown(name)), title, remedy)


def _without_bucket(context: Context) -> Iterator[Check]:
    """A whole setup that does nothing, since the one name that switches to it is not set."""
    if forgets_bucket(context.values) and isinstance(context.destination, TemporaryDestination):
        title = said(Sentence.BUCKET_NOT_SET, BUCKET)
        remedy = said(Sentence.BUCKET_NOT_SET_REMEDY)
        yield warned(CheckId.SETTINGS_UNKNOWN.of(BUCKET), title, remedy)


def _unknown_region(context: Context) -> Iterator[Check]:
    """A region of Model Studio that nobody knows is taken for another one, as by the scripts."""
    given = context.values.get(MODEL_REGION) or ""
    if not is_known_region(given):
        title = said(Sentence.REGION_UNKNOWN, shown(given), region_of(context.values))
        remedy = said(Sentence.REGION_UNKNOWN_REMEDY, MODEL_REGION, f"{MAINLAND} / {SINGAPORE}")
        yield warned(CheckId.SETTINGS_UNKNOWN.of(MODEL_REGION), title, remedy)


def _described(destination: Destination | TemporaryDestination) -> Words:
    if isinstance(destination, TemporaryDestination):
        return said(Sentence.SETTINGS_TEMPORARY, shown(destination.model))
    return said(Sentence.SETTINGS_GOOD, destination.bucket, shown(destination.prefix))


def _differing(context: Context) -> Iterator[Check]:
    for setting in read_overview(context.values):
        sentence = _WHICH_COUNTS.get(setting.origin.source)
        if setting.differs and sentence is not None:
            yield warned(
                CheckId.SETTINGS_DIFFERS.of(setting.name),
                said(Sentence.VALUES_DIFFER, setting.name),
                said(sentence),
            )


def check_keys(context: Context) -> Iterator[Check]:
    """The password store, and the pair or API key that is used."""
    from ossdrop.config.api_key import differing_names, find_api_key

    if isinstance(context.destination, TemporaryDestination):
        key = context.destination.api_key
        from_store = key.source is Source.KEYRING
        yield (
            passed(CheckId.KEYRING, said(Sentence.KEYRING_ANSWERS))
            if from_store
            else skipped(CheckId.KEYRING)
        )
        several = differing_names(context.values)
        if several:
            title = said(Sentence.API_KEYS_DIFFER, several[0])
            yield warned(CheckId.CREDENTIALS, title, said(Sentence.API_KEYS_DIFFER_REMEDY))
        else:
            yield passed(CheckId.CREDENTIALS, said(Sentence.API_KEY_FOUND, key.name))
        return
    if not has_bucket(context.values):
        try:
            find_api_key(context.values, None, context.profile)
        except OssDropError as error:
            yield failed(CheckId.CREDENTIALS, error)
        return
    yield from _pair(context)


def _pair(context: Context) -> Iterator[Check]:
    ladder = context.ladder
    blocked = next((rung for rung in ladder.rungs if rung.error is not None), None)
    used = ladder.used
    is_kept = used is not None and used.secret_origin.source is Source.KEYRING
    if blocked is not None and blocked.error is not None:
        of_store = blocked.error.code not in _OF_VALUES
        if of_store:
            yield failed(CheckId.KEYRING, blocked.error)
            yield skipped(CheckId.CREDENTIALS)
        else:
            yield skipped(CheckId.KEYRING)
            yield failed(CheckId.CREDENTIALS, blocked.error)
        return
    if is_kept:
        yield passed(CheckId.KEYRING, said(Sentence.KEYRING_ANSWERS))
    else:
        yield skipped(CheckId.KEYRING)
    try:
        context.find_destination()
    except OssDropError as error:
        if error.code in _OF_KEYS:  # a temporary ID without its token, for example
            yield failed(CheckId.CREDENTIALS, error)
            return
    if used is None:  # what else is wrong stands with the settings
        yield skipped(CheckId.CREDENTIALS)
        return
    if used.ends is not None and used.ends <= datetime.now(UTC):
        yield failed(CheckId.CREDENTIALS, OssDropError(ErrorCode.TOKEN_EXPIRED, hint=ENDED))
        return
    yield passed(CheckId.CREDENTIALS, said(Sentence.PAIR_COMPLETE, used.masked_id), used.pair.value)
    if lost := ladder.passed_over:
        title = said(Sentence.PAIR_OTHER, lost.masked_id, used.masked_id)
        remedy, fix = said(Sentence.PAIR_OTHER_REMEDY), Fix(FixKind.ENTER_KEY)
        yield warned(CheckId.CREDENTIALS_OTHER, title, remedy, fix)
