"""Which region each API key turned out to belong to, for as long as this process runs.

A key that one region does not know is tried in the other one, once; both the upload and the
question about it go to the right one from then on.
"""

from __future__ import annotations

import logging

from ossdrop.config.api_key import ApiKey
from ossdrop.config.model_service import MODEL_REGION

_log = logging.getLogger(__name__)
_homes: dict[str, str] = {}  # by fingerprint; "" for a key that neither region knows


def home_of(api_key: ApiKey) -> str:
    """The region that a key was found in, where it is not the one that is called first; else ""."""
    return _homes.get(api_key.fingerprint, "")


def was_tried(api_key: ApiKey) -> bool:
    """Whether the other region was asked already."""
    return api_key.fingerprint in _homes


def knows_homes() -> bool:
    """Whether any key was found in the other region."""
    return any(_homes.values())


def note_home(api_key: ApiKey, region: str) -> None:
    """The region that knows a key; "" where neither does. Says once what to set."""
    if region and home_of(api_key) != region:
        _log.warning("the API key belongs to region %s: set %s to it", region, MODEL_REGION)
    _homes[api_key.fingerprint] = region
