"""Texts of others as they may be shown: nothing invisible, nothing that moves a cursor.

Names of files, a server's words and imported rows reach terminals, logs and screens. A control
character there clears the screen, a direction turns a name around, a line break forges a line.
"""

from __future__ import annotations

import json
import re
import unicodedata

_CONTROLS = ("Cc", "Cs", "Zl", "Zp")  # controls, lone surrogates, separators of lines
# Directions and what else has no width, but not the joiners of emoji.
_INVISIBLE = frozenset(
    map(chr, [0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060])
) | frozenset(map(chr, [*range(0x2066, 0x2070), 0xFEFF, *range(0xE0000, 0xE0080)]))
_JOINERS = frozenset("\u034f\ufe0e\ufe0f")  # marks that show nothing of their own
_FORMULA = re.compile("(^|[;\t])(?=[=+@＝＋－＠-])")
_KEPT_FORMULA = re.compile("(^|[;\t])'(?=[=+@＝＋－＠-])")
_PLACE = re.compile(r"%([1-9])")
_PLAIN = re.compile(r"[ -~]*\Z")


def printable(text: str, keep: str = "") -> str:
    """`text` with `�` for each control character that is not in `keep`, and no directions."""
    if _PLAIN.match(text):  # nearly always
        return text
    return "".join(_shown(c, keep) for c in text if c not in _INVISIBLE)


def seen(text: str) -> str:
    """`text` as an eye reads it: what has no width is not there, wide letters are letters."""
    if text.isascii():
        return text
    plain = "".join(c for c in text if unicodedata.category(c) != "Cf" and c not in _JOINERS)
    return unicodedata.normalize("NFKC", plain)


def escaped(json_text: str) -> str:
    """JSON with such characters escaped: the same values, safe on a terminal."""
    if _PLAIN.match(json_text):
        return json_text
    return "".join(json.dumps(c)[1:-1] if _is_unsafe(c) else c for c in json_text)


def filled(sentence: str, *values: object) -> str:
    """A sentence, perhaps a translated one, with its values in the places of `%1`, `%2`.

    All at once: a value may itself look like a place.
    """
    return _PLACE.sub(
        lambda place: str(values[int(place[1]) - 1]) if int(place[1]) <= len(values) else place[0],
        sentence,
    )


def cell(text: str, keep: str = "") -> str:
    """A text for a cell of a table: no spreadsheet runs it, no terminal obeys it.

    Some part cells at semicolons, or at tabs.
    """
    return _FORMULA.sub(r"\1'", printable(text, keep))


def plain_of_cell(text: str) -> str:
    """The text that `cell` was made of, as far as it can be known."""
    return _KEPT_FORMULA.sub(r"\1", text)


def printable_name(name: str) -> str:
    """A file name as it may be shown, in one form (NFC)."""
    return unicodedata.normalize("NFC", printable(name))


def _shown(character: str, keep: str) -> str:
    is_control = unicodedata.category(character) in _CONTROLS and character not in keep
    return "�" if is_control else character


def _is_unsafe(character: str) -> bool:
    return character in _INVISIBLE or unicodedata.category(character) in _CONTROLS
