"""How long the newest link of an upload still works, as a pill."""

from __future__ import annotations

from datetime import datetime, timedelta

from ossdrop.history.entry import HistoryEntry
from ossdrop_gui.look.ring import stepped
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.rows.content import Pill
from ossdrop_gui.words.wording import countdown_text

_SOON = timedelta(hours=1)


def life_of(entry: HistoryEntry, now: datetime) -> Pill:
    """In words, and as a share of its life."""
    left = entry.link_expires_at - now
    if left <= timedelta(0):
        return Pill(countdown_text(left))
    life = stepped(left.total_seconds() / max(entry.expires_s, 1))
    return Pill(countdown_text(left), Tone.SOON if left < _SOON else Tone.GOOD, life)
