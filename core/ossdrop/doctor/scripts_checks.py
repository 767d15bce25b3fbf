"""Whether the Qwen scripts, which read the same settings, read them the same way: one verdict.

They pass an endpoint on as it is written, know no password store and no custom domain; see
docs/architecture.md ("Settings").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ossdrop.config.endpoint import Style
from ossdrop.config.env_check import can_mend, check_env
from ossdrop.config.env_file import Source
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import (
    ENDPOINT,
    PREFIX,
    REGION,
    Destination,
    TemporaryDestination,
)
from ossdrop.doctor.check import Check, failed, passed, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError
from ossdrop.redaction import shown
from ossdrop.remedies import Fix, FixKind


def check_scripts(context: Context, *, only_files: bool = False) -> Iterator[Check]:
    """The gravest difference, the others among its details; `only_files` where values are wrong."""
    try:
        found = list(_of_files(context))
        if not only_files:
            found += [*_of_values(context), *_of_keys(context)]
    except OssDropError as error:
        yield failed(CheckId.SCRIPTS, error)
        return
    if not found and only_files:
        return
    if not found:
        yield passed(CheckId.SCRIPTS, said(_same(context)))
        return
    others = "\n".join(str(check.title) for check in found[1:])
    yield replace(found[0], detail=others)


def _same(context: Context) -> Sentence:
    """They read the same, and the newest ones decide otherwise where nothing is said."""
    if isinstance(context.destination, TemporaryDestination):
        is_open = context.destination.other_region != ""
        return Sentence.SCRIPTS_SAME_REGION if is_open else Sentence.SCRIPTS_SAME
    has_folder = bool((context.values.get(PREFIX) or "").strip())
    return Sentence.SCRIPTS_SAME if has_folder else Sentence.SCRIPTS_SAME_FOLDER


def _of_files(context: Context) -> Iterator[Check]:
    """Lines that are read in two ways."""
    for path in context.files:
        if warnings := check_env(path):
            names = ", ".join(warning.name for warning in warnings)
            title = said(Sentence.SCRIPTS_OTHER, names)
            if can_mend(path):
                fix = _of_file(context, path, Fix(FixKind.MEND_ENV_FILE, str(path)))
                yield warned(CheckId.SCRIPTS, title, said(Sentence.SCRIPTS_OTHER_REMEDY), fix)
            else:
                yield warned(CheckId.SCRIPTS, title, said(Sentence.SCRIPTS_OTHER_BY_HAND))


def _of_file(context: Context, path: Path | None, fix: Fix) -> Fix:
    """A remedy that changes a file, where that is the one whose settings can be changed here."""
    return fix if path == context.env_path else Fix(FixKind.OPEN_SETTINGS)


def _of_values(context: Context) -> Iterator[Check]:
    """Values that OssDrop understands and the scripts do not."""
    for name, written, meant in _verbatim(context):
        title = said(Sentence.SCRIPTS_VERBATIM, f"{name}={shown(written)}")
        fix = _of_file(context, context.values.origin(name).path, _written(name, meant))
        yield warned(CheckId.SCRIPTS, title, said(Sentence.SCRIPTS_VERBATIM_REMEDY, meant), fix)
    to = context.destination
    if isinstance(to, Destination) and to.endpoint.style is Style.CUSTOM_DOMAIN:
        title, remedy = said(Sentence.SCRIPTS_DOMAIN), said(Sentence.SCRIPTS_DOMAIN_REMEDY)
        yield warned(CheckId.SCRIPTS, title, remedy)


def _written(name: str, value: str) -> Fix:
    return Fix(FixKind.WRITE_VALUE, value, name)


def _verbatim(context: Context) -> Iterator[tuple[str, str, str]]:
    """Name, text and meaning."""
    region = (context.values.get(REGION) or "").strip()
    if region and normalise_region(region) != region:
        yield REGION, region, normalise_region(region)
    endpoint = (context.values.get(ENDPOINT) or "").strip()
    to = context.destination
    # They can use no custom domain, however it is written.
    if endpoint and isinstance(to, Destination) and to.endpoint.style is not Style.CUSTOM_DOMAIN:
        meant = to.endpoint.base_url
        if endpoint.rstrip("/") != meant:
            yield ENDPOINT, endpoint, meant


def _of_keys(context: Context) -> Iterator[Check]:
    """A key in the password store, which no script can see."""
    to = context.destination
    if isinstance(to, TemporaryDestination):
        differs = to.api_key.source is Source.KEYRING
        title = said(Sentence.SCRIPTS_API_KEY)
    else:
        ladder = context.ladder
        differs = ladder.used is not None and ladder.scripts_differ
        title = said(Sentence.SCRIPTS_PAIR)
    if differs:
        yield warned(CheckId.SCRIPTS, title, said(Sentence.SCRIPTS_PAIR_REMEDY))
