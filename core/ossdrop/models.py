"""The Qwen models that read what is uploaded: which there are, and which are retired.

Facts, not code: from Alibaba Cloud Model Studio's pages and its notices 731 (2026-07-13) and 792,
as stored in November 2026. Mainline models are announced three months before they go, dated
snapshots 30 days: this list has to be looked after.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

DEFAULT_MODEL = "qwen3.6-plus"  # who reads what goes to temporary storage

# What the window offers; any other name can be typed.
MODELS = (
    "qwen3.6-plus",
    "qwen3.7-plus",
    "qwen3.5-plus",
    "qwen3.5-flash",
    "qwen3-vl-plus",
    "qwen-vl-ocr",
    "qwen3.5-omni-plus",
)


@dataclass(frozen=True)
class Retired:
    """Since when a model gives no result any more, and what to use instead, where that is known."""

    since: date
    instead: str = ""


_NOTICE_731, _NOTICE_792 = date(2026, 7, 13), date(2026, 10, 10)
RETIRED: Mapping[str, Retired] = {
    "qwen-vl-plus": Retired(_NOTICE_731, "qwen3.6-plus"),
    "qwen-vl-max": Retired(_NOTICE_731, "qwen3.6-plus"),
    "qwen-max": Retired(_NOTICE_731, "qwen3.6-plus"),
    "qwen-turbo": Retired(_NOTICE_731, "qwen3.5-flash"),
    "qwq-plus": Retired(_NOTICE_731, "qwen3.6-plus"),
    "qvq-max": Retired(_NOTICE_731, "qwen3.6-plus"),
    "qwen-audio-asr": Retired(date(2026, 3, 30), "qwen3-asr-flash"),
    "qwen-tts": Retired(_NOTICE_792),
    "qwen-tts-realtime": Retired(_NOTICE_792),
    "qwen-voice-design": Retired(_NOTICE_792),
    "gummy-realtime-v1": Retired(_NOTICE_792),
}
FORMER_DEFAULT_MODEL = "qwen-vl-plus"  # of versions before this one


def model_instead_of(model: str) -> str:
    """What to use instead of a retired or misspelt name, "" where nothing is like it."""
    name = model.strip().lower()
    if (retired := RETIRED.get(name)) is not None:
        return retired.instead
    like = difflib.get_close_matches(name, MODELS, n=1)
    return like[0] if like else ""
