"""Connections between requests: for how long one is used again, and what a fork makes of it."""

from __future__ import annotations

import os
import weakref
from typing import Protocol

# The vendor's own SDKs give one up after 50 or 60 seconds: the service may be about to.
MOST_IDLE_S = 45.0


class _LetsGo(Protocol):
    def let_go(self) -> None:
        """Close the child's copies of its parent's sockets."""


_sessions: weakref.WeakSet[_LetsGo] = weakref.WeakSet()


def closed_in_children(session: _LetsGo) -> None:
    """A forked child neither uses nor ends the connections of its parent."""
    _sessions.add(session)


def _let_go() -> None:
    for session in list(_sessions):
        session.let_go()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
