"""What a file is to a model, told by its content."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from ossdrop.models.limits import Kind


@dataclass(frozen=True)
class MediaFacts:
    """A picture, clip or recording. 0 and "": not known, or none of it.

    Width and height are in pixels as it is shown, upright; `format` is as models' documents name
    it: JPEG, MP4.
    """

    kind: Kind
    format: str
    size_bytes: int
    width_px: int = 0
    height_px: int = 0
    seconds: float = 0.0
    sample_rate_hz: int = 0
    is_damaged: bool = False  # a picture that nobody can read

    def to_json(self) -> bytes:
        """For another process."""
        return json.dumps({**asdict(self), "kind": self.kind.value}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The other side of `to_json`; raises ValueError, TypeError."""
        values = json.loads(content)
        return cls(**{**values, "kind": Kind(values["kind"])})
