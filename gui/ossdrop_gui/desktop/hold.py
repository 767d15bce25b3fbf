"""How it stands with keys that are to work while another program is in front."""

from __future__ import annotations

from enum import Enum, auto


class Hold(Enum):
    """Whether such keys are ours."""

    NONE = auto()
    ASKED = auto()  # the desktop asks the person, or will say at once
    WORKS = auto()
    TAKEN = auto()  # by another program
    REFUSED = auto()  # by the person in the desktop's dialog, or by the desktop
