"""Settings as they are in force, those of the password store among them: no file names these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ossdrop.config.api_key import ApiKey
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.env_file import Origin, Source
from ossdrop.config.ladder import Ladder
from ossdrop.config.overview import Setting

_KEPT = (Source.KEYRING, Source.THIS_RUN)


def with_kept(
    settings: Iterable[Setting], ladder: Ladder, api_key: ApiKey | None
) -> tuple[Setting, ...]:
    """The settings, with what the ladder and the API key say of the password store."""
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
    return tuple(_with(setting, kept.get(setting.name)) for setting in settings)


def _with(setting: Setting, kept: tuple[str, Origin] | None) -> Setting:
    if kept is None or setting.shown:
        return setting
    return replace(setting, shown=kept[0], origin=kept[1])
