"""Which networks an address that others chose may lead to."""

from __future__ import annotations

from enum import Enum


class LeadsIntoPrivate(ConnectionRefusedError):
    """A connection would leave the public internet."""

    def __init__(self) -> None:
        super().__init__("it leads out of the public internet")


class Reach(Enum):
    """How far a session goes. Light: what only names one loads no network."""

    ANY = "any"
    SAME = "same"  # never from the public internet into a private network or this computer
    PUBLIC = "public"  # the public internet alone
