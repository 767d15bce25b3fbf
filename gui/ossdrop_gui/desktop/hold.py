"""How it stands with keys that are to work while another program is in front."""

from __future__ import annotations

from enum import Enum, auto


class Hold(Enum):
    """Whether such keys are ours. All but the first three need the person."""

    NONE = auto()
    ASKED = auto()  # the desktop asks the person, or will say at once
    WORKS = auto()
    TAKEN = auto()  # by another program
    UNSET = auto()  # in the desktop's settings, which may set some at any time
    REFUSED = auto()  # by the person in the desktop's dialog, or by the desktop
    UNKNOWN = auto()  # the desktop does not know which program this is
