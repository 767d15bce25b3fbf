"""The Qwen models that read what is uploaded: which there are, and which are retired.

Facts, not code: from Alibaba Cloud Model Studio's pages and its notices 731 (2026-07-13) and 792,
as stored in November 2026. Mainline models are announced three months before they go, dated
snapshots 30 days: this list has to be looked after.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

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

# The name of a retired model, and the one that takes its place.
RETIRED: Mapping[str, str] = {
    "qwen-vl-plus": "qwen3.6-plus",
    "qwen-vl-max": "qwen3.6-plus",
    "qwen-max": "qwen3.6-plus",
    "qwen-turbo": "qwen3.5-flash",
    "qwq-plus": "qwen3.6-plus",
    "qvq-max": "qwen3.6-plus",
    "qwen-audio-asr": "qwen3-asr-flash",
}
FORMER_DEFAULT_MODEL = "qwen-vl-plus"  # of versions before this one


def model_instead_of(model: str) -> str:
    """What to use instead of a retired or misspelt name, "" where nothing is like it."""
    name = model.strip().lower()
    like = difflib.get_close_matches(name, MODELS, n=1)
    return RETIRED.get(name) or (like[0] if like else "")
