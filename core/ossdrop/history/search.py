"""Finding history rows by any part of a word, in any script.

SQLite's own trigram index cannot find words of one or two characters, which most Chinese ones are.
So the index holds every character and every pair of neighbours of a row's text; a search asks for
the rows that have all of its pairs, and then compares the text itself.
"""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache


class LinkState(Enum):
    """Whether the newest link of a row works."""

    WORKING = "working"
    EXPIRING = "expiring"  # within the hour
    EXPIRED = "expired"


class FileKind(Enum):
    """What kind of file a row is."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    OTHER = "other"


@dataclass(frozen=True)
class HistoryQuery:
    """Which rows are wanted; the empty query wants all. `now` decides what `state` means."""

    text: str = ""
    state: LinkState | None = None
    kind: FileKind | None = None
    bucket: str = ""
    drop: int = 0  # the rows of one drop, in its order

    @property
    def folds_drops(self) -> bool:
        """Whether a large drop is one row: what is looked for is found inside of drops."""
        return not (self.text or self.state or self.kind or self.drop)

    @property
    def is_empty(self) -> bool:
        """Whether every row is wanted."""
        return self == HistoryQuery()


SOON_S = 3600
_DIGITS = re.compile(r"(?=([0-9]{3}))")


def folded(text: str) -> str:
    """Text as it is compared: composed, without upper case."""
    return unicodedata.normalize("NFKC", text).casefold()


def search_text(name: str, source_path: bytes, key: str) -> str:
    """What the index has of a row: its name, the folder it came from, and the one it went to.

    The last is for files of earlier versions: it is not looked in, for every row has the same.
    """
    folder = os.fsdecode(source_path).replace("\\", "/").rpartition("/")[0]
    return folded(f"{name}\n{folder}\n{key.rpartition('/')[0]}")


def grams(text: str) -> str:
    """The characters and pairs of a text as words of hexadecimal digits, each once."""
    return " ".join(dict.fromkeys(_grams(text)))


def _grams(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from _grams_of_line(line)


@lru_cache(maxsize=8)  # folders: many files have the same
def _grams_of_line(line: str) -> tuple[str, ...]:
    codes = [character.encode("utf-8", "surrogateescape").hex() for character in line]
    pairs = (first + second for first, second in itertools.pairwise(codes))
    # Numbers have few different pairs: "99999" has one, and so have a great many rows.
    triples = (triple.encode().hex() for triple in _DIGITS.findall(line))
    return (*codes, *pairs, *triples)


def match_words(text: str) -> str:
    """The words of the index that a row must have, as an FTS5 query; "" for no text."""
    wanted: dict[str, None] = {}
    for word in folded(text).split():
        found = list(_grams(word))
        # The pairs say more than the single characters do.
        wanted |= dict.fromkeys(gram for gram in found[len(word) :] or found)
    return " AND ".join(f'"{gram}"' for gram in wanted)


# SQLite's own functions where they will do: a word such as "99999" has a single pair, which a great
# many rows have, and a call into Python for each of them takes too long.
_CONTAINS_ASCII = "(instr(lower(u.name), ?) OR instr(lower(CAST(u.source_path AS TEXT)), ?))"
_CONTAINS = "(instr(u.name, ?) OR instr(search_text(u.name, u.source_path, ''), ?))"


def selection(
    query: HistoryQuery, now: datetime, *, by_time: bool = False
) -> tuple[str, list[object]]:
    """FROM, WHERE and ORDER BY of a query, with `uploads` as `u`, and its values.

    Newest first: by id, which needs no sorting; `by_time` where rows may have come in later than
    they were made.
    """
    source, clauses, values = "uploads u", ["1"], list[object]()
    # What no name can have, half an emoji of an argument say, is found nowhere.
    text = query.text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if words := match_words(text):
        source = "uploads_search JOIN uploads u ON u.id = uploads_search.rowid"
        clauses.append("uploads_search MATCH ?")
        values.append(words)
        for word in folded(text).split():
            # The index knows that all pairs are there, but not where.
            clauses.append(_CONTAINS_ASCII if word.isascii() else _CONTAINS)
            values += [word] * clauses[-1].count("?")
    _add_state(query.state, int(now.timestamp()), clauses, values)
    _add_kind(query.kind, clauses, values)
    if query.bucket:
        clauses.append("u.bucket = ?")
        values.append(query.bucket)
    newest_id = f"{'uploads_search.rowid' if words else 'u.id'} DESC"
    order = f"u.created_at DESC, {newest_id}" if by_time else newest_id
    if query.drop:
        clauses.append("u.drop_id = ? AND u.drop_id > 0")
        values.append(query.drop)
        order = "u.drop_place, u.id"
    return f"FROM {source} WHERE {' AND '.join(clauses)} ORDER BY {order}", values


def _add_state(
    state: LinkState | None, now_s: int, clauses: list[str], values: list[object]
) -> None:
    if state is LinkState.EXPIRED:
        clauses.append("u.link_expires_at <= ?")
        values.append(now_s)
    elif state is not None:
        clauses.append("u.link_expires_at > ?")
        values.append(now_s)
    if state is LinkState.EXPIRING:
        clauses.append("u.link_expires_at <= ?")
        values.append(now_s + SOON_S)


def _add_kind(kind: FileKind | None, clauses: list[str], values: list[object]) -> None:
    if kind is FileKind.OTHER:
        for named in (FileKind.IMAGE, FileKind.VIDEO, FileKind.AUDIO):
            clauses.append("u.content_type NOT LIKE ?")
            values.append(f"{named.value}/%")
    elif kind is not None:
        clauses.append("u.content_type LIKE ?")
        values.append(f"{kind.value}/%")


EVERYTHING = HistoryQuery()
