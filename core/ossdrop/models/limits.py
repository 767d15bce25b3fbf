"""What a model takes: formats, sizes and lengths, as its documents say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a file is to a model."""

    PICTURE = "picture"
    CLIP = "clip"
    SOUND = "sound"


@dataclass(frozen=True)
class Limits:
    """Of one kind of file. 0 and an empty tuple: nothing is said about it.

    `max_mb` are megabytes of 1024² bytes, which is the larger reading: the documents say "MB".
    `unsure` names those of which there is one source only: they warn, and refuse nothing.
    """

    formats: tuple[str, ...] = ()
    min_side_px: int = 0
    max_side_px: int = 0
    max_ratio: int = 0  # of the longer side to the shorter one
    min_s: int = 0
    max_s: int = 0
    min_rate_hz: int = 0  # of sound
    max_mb: int = 0
    max_count: int = 0  # of one request
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Model:
    """A model in use. `takes` is empty where nothing is known about it: then nothing is said."""

    name: str
    takes: tuple[tuple[Kind, Limits], ...] = ()
    is_offered: bool = False  # in the window's list; any other name can be typed
    needs_public_link: bool = False  # http(s); no `oss://` and no base64
    answers: bool = True  # questions; those for speech have an API of their own
    thinks: bool = False  # before it answers, unless it is told not to

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it takes besides text."""
        return tuple(kind for kind, _ in self.takes)

    def limits_of(self, kind: Kind) -> Limits | None:
        """What it says about a kind of file, None where it takes none of it."""
        return dict(self.takes).get(kind)
