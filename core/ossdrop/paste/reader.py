"""What IT sent, read into settings: a `.env`, a table, JSON, an address, a chat line."""

from __future__ import annotations

from ossdrop.paste.pasted import ID, Pasted


def read_pasted(text: str) -> Pasted:
    """The settings in a text, whatever form it has."""
    from ossdrop.paste.reading import read  # 60 ms that not every start needs

    return read(text)


def looks_swapped(key_id: str, secret: str) -> bool:
    """Whether ID and secret were pasted into each other's field."""
    return bool(ID.fullmatch(secret.strip())) and not ID.fullmatch(key_id.strip())
