"""Whether anything was asked of anybody yet: a wrong setting is another matter before that."""

from __future__ import annotations


class _Made:
    """One for the process."""

    any = False


def note_request() -> None:
    """A request goes out."""
    _Made.any = True


def was_any_made() -> bool:
    """Whether one went out."""
    return _Made.any
