"""The Qwen models that read what is uploaded: which there are, and which are retired.

Facts, not code: they stand in `assets/models.json`, each with its source and date. Mainline models
are announced three months before they go, dated snapshots 30 days, so the list has to be looked
after: a `models.json` in the folder of the settings counts instead of ours. Nothing is downloaded.
"""

from __future__ import annotations

import difflib
import functools
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ossdrop.models.limits import Kind, Limits, Model
from ossdrop.program.files import read_json
from ossdrop.program.paths import assets_folder, config_folder
from ossdrop.redaction import holds_secret

_NAME = "models.json"
_SNAPSHOT = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|latest)$")
_NAME_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retired:
    """Since when a model gives no result any more, and what to use instead, where that is known."""

    since: date
    instead: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All that is known of models, as of a month."""

    as_of: str
    models: Mapping[str, Model]
    retired: Mapping[str, Retired]

    @property
    def offered(self) -> tuple[str, ...]:
        """What the window offers; any other name can be typed."""
        return tuple(name for name, model in self.models.items() if model.is_offered)

    def find(self, name: str) -> Model | None:
        """A model by its name, or by that of a dated snapshot of it."""
        name = name.strip().lower()
        return self.models.get(name) or self.models.get(_SNAPSHOT.sub("", name))

    def find_retired(self, name: str) -> Retired | None:
        """What is known of a model that is gone, None for one that is not."""
        return self.retired.get(name.strip().lower())

    def instead_of(self, name: str) -> str:
        """What to use instead of a retired or misspelt name, "" where nothing is like it."""
        if (retired := self.find_retired(name)) is not None:
            return retired.instead
        like = difflib.get_close_matches(name.strip().lower(), self.offered, n=1)
        return like[0] if like else ""


def is_model_name(text: str) -> bool:
    """Whether a text can be a model's name: no whole text, no address, nothing with a key in it."""
    return _NAME_FORM.fullmatch(text) is not None and "//" not in text and not holds_secret(text)


@functools.cache
def catalogue() -> Catalogue:
    """The models, read once. Waits for the disk."""
    own = config_folder() / _NAME
    try:
        return read_catalogue(own)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("%s cannot be used, OssDrop's own list counts: %s", own, error)
    return read_catalogue(assets_folder() / _NAME)


def read_catalogue(path: Path) -> Catalogue:
    """The models that a file lists; raises OSError, and ValueError and its like for odd content."""
    content = read_json(path)
    families = {name: dict(values) for name, values in content["limits"].items()}
    models = {one["name"]: _model(one, families) for one in content["models"]}
    if not models:
        raise ValueError("it lists no model")
    retired = {
        one["name"]: Retired(date.fromisoformat(one["since"]), one.get("instead", ""))
        for one in content["retired"]
    }
    return Catalogue(str(content["as_of"]), models, retired)


def _model(values: Mapping[str, Any], families: Mapping[str, Mapping[str, Any]]) -> Model:
    family = families[values["limits"]] if "limits" in values else {}
    takes = tuple((kind, _limits(family[kind.value])) for kind in Kind if kind.value in family)
    return Model(
        str(values["name"]),
        takes,
        is_offered=bool(values.get("is_offered", False)),
        needs_public_link=bool(family.get("needs_public_link", False)),
        answers=bool(family.get("answers", True)),
        thinks=bool(values.get("thinks", False)),
    )


def _limits(values: Mapping[str, Any]) -> Limits:
    """Raises TypeError for a name that no limit has."""
    formats, unsure = tuple(values.get("formats", ())), frozenset(values.get("unsure", ()))
    return Limits(**{**values, "formats": formats, "unsure": unsure})
