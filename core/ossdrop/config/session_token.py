"""Temporary credentials (STS) in the password store: a secret, a token in pieces, and their end.

The ID stands in the `.env` as OSS_ACCESS_KEY_ID; the other parts are kept under it. A token has
about a thousand characters, and Windows keeps no more than that in one entry.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from ossdrop.config.profile_id import ProfileId
from ossdrop.redaction import Secret

_PIECE = 1000
_NO_END = "-"
_OF_TOKEN = " token "  # noqa: S105 - no ID has a blank
_CHINESE_ZONE = re.compile(r"\s{0,3}[（(]?\s?(?:北京时间|北京時間|UTC\+8|GMT\+8|CST)\s?[）)]?$")


class SecretReader(Protocol):
    """What gives the secrets that are kept."""

    def read(self, profile_id: ProfileId, access_key_id: str) -> Secret | None:
        """The secret, None when there surely is none; raises KEYRING_... when unknown."""

    def is_for_this_run(self, profile_id: ProfileId, name: str) -> bool:
        """Whether it was entered for this run only: no store has it."""


class SecretKeeper(SecretReader, Protocol):
    """What keeps secrets."""

    def write(self, profile_id: ProfileId, name: str, secret: Secret) -> None:
        """Keep a secret; raises KEYRING_..."""

    def remove(self, profile_id: ProfileId, name: str) -> None:
        """Forget a secret; raises KEYRING_..."""

    def keep_for_this_run(self, profile_id: ProfileId, name: str, secret: Secret) -> None:
        """Keep a secret in memory only."""


@dataclass(frozen=True)
class SessionToken:
    """The token, and the moment after which nothing that it signed works."""

    token: Secret
    ends: datetime | None = None  # UTC


def is_session_id(access_key_id: str) -> bool:
    """Whether an AccessKey ID belongs to temporary credentials."""
    return access_key_id.startswith(("STS.", "TMP."))


def read_token(
    secrets: SecretReader, profile_id: ProfileId, access_key_id: str
) -> SessionToken | None:
    """The token of an ID, None when none is kept. May block; raises KEYRING_..."""
    pieces = []
    for name in _names(access_key_id):  # pragma: no branch - without an end
        piece = secrets.read(profile_id, name)
        pieces += [piece.reveal()] if piece else []
        if piece is None or len(piece.reveal()) < _PIECE:
            break
    ends, separator, token = "".join(pieces).partition(" ")
    return SessionToken(Secret(token), read_moment(ends)) if separator else None


def keep_token(
    secrets: SecretKeeper,
    profile_id: ProfileId,
    access_key_id: str,
    kept: SessionToken,
    *,
    for_this_run: bool = False,
) -> None:
    """Keep the token of an ID. May block; raises KEYRING_..."""
    ends = kept.ends.isoformat() if kept.ends else _NO_END
    text = f"{ends} {kept.token.reveal()}"
    keep = secrets.keep_for_this_run if for_this_run else secrets.write
    for name, start in zip(_names(access_key_id), range(0, len(text), _PIECE), strict=False):
        keep(profile_id, name, Secret(text[start : start + _PIECE]))


def remove_token(secrets: SecretKeeper, profile_id: ProfileId, access_key_id: str) -> None:
    """Forget the token of an ID. May block; raises KEYRING_..."""
    for name in _names(access_key_id):  # pragma: no branch - without an end
        if secrets.read(profile_id, name) is None:
            return
        secrets.remove(profile_id, name)


def read_moment(text: str) -> datetime | None:
    """A moment as STS gives it (ISO 8601), in UTC; one without a zone is of this computer's."""
    plain = _CHINESE_ZONE.sub("+08:00", text.strip()).replace(" UTC", "Z")
    with contextlib.suppress(ValueError, OverflowError):  # the first and the last day there are
        return datetime.fromisoformat(plain).astimezone(UTC)
    return None


def key_id_of(name: str) -> str:
    """The ID under whose name, or the name of whose token, something is kept."""
    return name.partition(_OF_TOKEN)[0]


def _names(access_key_id: str) -> Iterator[str]:
    return (f"{access_key_id}{_OF_TOKEN}{number}" for number in itertools.count(1))
