"""Drops: files that were given together, by hand or in one command."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

MOST_SINGLE = 20  # a drop of more files is one row of the history, a stack


@dataclass(frozen=True, slots=True)
class Drop:
    """Which files belong together. `id` is of 48 bits, for ever; 0 for a file that came alone."""

    id: int = 0
    name: str = ""  # of the folder that was given, where it was one
    files: int = 0  # as many as were known by then


NO_DROP = Drop()


def new_drop_id() -> int:
    """One that no other drop has, in this process or another."""
    return uuid.uuid4().int >> 80 or 1
