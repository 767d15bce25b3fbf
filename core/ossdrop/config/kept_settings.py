"""Settings as they are in force, those of the password store among them: no file names these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ossdrop.config.api_key import STORED_AS, ApiKey
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.env_file import Origin, Source
from ossdrop.config.ladder import Ladder
from ossdrop.config.overview import Setting

_KEPT = (Source.KEYRING, Source.THIS_RUN)


def with_kept(
    settings: Iterable[Setting],
    ladder: Ladder,
    api_key: ApiKey | None,
    *,
    has_stored_key: bool = False,
) -> tuple[Setting, ...]:
    """The settings, with what the ladder and the API key say of the password store.

    With `has_stored_key` it keeps an API key, whether or not that is the one that counts.
    """
    kept: dict[str, tuple[str, Origin]] = {}
    for rung in ladder.rungs:
        if rung.masked_id and rung.secret_origin.source in _KEPT:
            kept[SECRET_OF[rung.pair]] = "***", rung.secret_origin
            if rung.pair is PairName.OSS:
                word = "ended" if rung.ends and rung.ends <= datetime.now(UTC) else "until"
                ends = f"*** ({word} {rung.ends.isoformat()})" if rung.ends else "***"
                kept[TOKEN] = ends, rung.secret_origin
    if api_key is not None and api_key.source in _KEPT:
        kept[api_key.name] = "***", Origin(api_key.source)
    elif has_stored_key:
        kept[STORED_AS] = "***", Origin(Source.KEYRING)
    return tuple(_with(setting, kept.get(setting.name)) for setting in settings)


def _with(setting: Setting, kept: tuple[str, Origin] | None) -> Setting:
    if kept is None:
        return setting
    if setting.shown:  # another place has it, and comes first
        return replace(setting, shadowed=(*setting.shadowed, kept[1]))
    return replace(setting, shown=kept[0], origin=kept[1])
