"""What names a destination for ever: in the password store, the history and the journal."""

from __future__ import annotations

import re
from typing import NewType

ProfileId = NewType("ProfileId", str)

_FORM = re.compile(r"[a-z0-9-]{1,40}")  # it names a `.env` too
DEFAULT_PROFILE = ProfileId("default")
PRACTICE_PROFILE = ProfileId("practice")
PROXY_SECRETS = ProfileId("proxy")  # in place of a profile, in the password store
NO_PROFILE = ProfileId("")  # where it is nobody's yet, or of no matter


def is_profile_id(text: str) -> bool:
    """Whether this may be a profile's id."""
    return _FORM.fullmatch(text) is not None
