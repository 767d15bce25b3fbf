"""Names as people number them: page 2 comes before page 10, as file managers show them."""

from __future__ import annotations

import re

_NUMBERS = re.compile("([0-9]+)")


def natural_order(name: str) -> tuple[tuple[str | int, ...], str]:
    """What to sort names by: digits as numbers, without upper case; then the name itself."""
    parts = _NUMBERS.split(name.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), name
