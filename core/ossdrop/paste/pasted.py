"""What was read from a pasted text: the words that its reader, and who asks it, have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.model_service import BASE_URL, MODEL_REGION
from ossdrop.config.regions import is_other_region
from ossdrop.config.session_token import is_session_id
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION

KEY_ID, KEY_SECRET = PairName.QWEN.value, SECRET_OF[PairName.QWEN]
API_KEY = "DASHSCOPE_API_KEY"
OF_SERVICE = MODEL_REGION, BASE_URL  # whose key an API key is
TOKEN_ENDS = "token_ends"  # noqa: S105 - no variable: it goes with the token
SECRETS = frozenset({KEY_SECRET, TOKEN, API_KEY})
_NEEDED = (BUCKET, REGION, KEY_ID, KEY_SECRET)
ID = re.compile(r"(?:(?<![A-Za-z0-9])|(?<=I[Dd])|(?<=AK))(?:LTAI|STS\.|TMP\.)[A-Za-z0-9._-]{8,}")
VARIABLE, NAMED, ADDRESS, LOOSE = 4, 3, 2, 1  # how sure it is that a value is meant


@dataclass(frozen=True)
class Reading:
    """A setting that was found, and the words of the text that say so."""

    name: str
    value: str
    words: str
    start: int
    trust: int = NAMED

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.words)


@dataclass(frozen=True)
class Piece:
    """A part of the pasted text as it may be shown, and the setting that was read from it."""

    text: str
    name: str = ""


@dataclass(frozen=True)
class Pasted:
    """Variables that were found in a text. Secrets are among them: never shown or logged."""

    values: Mapping[str, str] = field(repr=False)
    has_several_keys: bool = False  # and nobody knows which one is meant
    pieces: tuple[Piece, ...] = ()
    doubled: tuple[str, ...] = ()  # settings that the text gives several values
    unread: tuple[str, ...] = ()  # settings that it names, with what has not their form

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not self.values

    @property
    def contradicting(self) -> tuple[str, ...]:
        """The region and the endpoint, where they name two places."""
        region, endpoint = self.values.get(REGION, ""), self.values.get(ENDPOINT, "")
        is_wrong = bool(region and endpoint) and is_other_region(endpoint, region)
        return (REGION, ENDPOINT) if is_wrong else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What a bucket needs beside this; nothing where only an API key was found."""
        of_bucket = self.values.keys() - {API_KEY, *OF_SERVICE}
        is_session = is_session_id(self.values.get(KEY_ID, ""))
        needed = (*_NEEDED, TOKEN) if is_session else _NEEDED
        return tuple(n for n in needed if n not in self.values) if of_bucket else ()
