"""API keys of Model Studio in a text: other vendors' have the same form, or nearly so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from ossdrop.paste.marks import Mark, Marks
from ossdrop.paste.pasted import API_KEY, VARIABLE, Reading

_API = re.compile(r"(?<![A-Za-z0-9])sk-[A-Za-z0-9][A-Za-z0-9_-]{11,}")
_OTHERS_API = re.compile(r"sk-(?:proj|ant|or|svcacct|admin|live|test|None|lf|kimi)-")
_PLAIN_API = re.compile(r"sk-[0-9a-f]+")
_WITH_KIND = re.compile(r"sk-[a-z]{2,12}-[A-Za-z0-9_-]+")
_API_LENGTH = 35
_MOST = 64


def api_keys_in(
    text: str, marks: Marks, named: Iterable[Reading], *, is_of_service: bool
) -> list[Reading]:
    """The API keys of Model Studio, the one that is meant first.

    `is_of_service`: the text speaks of it, so that the only key may be named for another program.
    """
    variables = {one.start: one for one in named if (one.name, one.trust) == (API_KEY, VARIABLE)}
    found = {
        one.start(): Reading(API_KEY, one[0].rstrip("_-"), one[0].rstrip("_-"), one.start())
        for one in itertools.islice(_API.finditer(text), _MOST)
    } | variables
    keys = [(one, marks.at(one.start, one.end)) for _, one in sorted(found.items())]
    keys = [
        (one, mark)
        for one, mark in keys
        if _is_whole(one, mark, is_variable=one.start in variables)
    ]
    ours = [(one, mark) for one, mark in keys if one.start in variables or mark.vendor >= 0]
    if not ours and is_of_service and len({one.value for one, _ in keys}) == 1:
        ours = keys[:1]
    ours.sort(key=lambda key: (key[1].age < 0, -key[1].rank, key[0].start))
    return [one for one, _ in ours]


def _is_whole(key: Reading, mark: Mark, *, is_variable: bool) -> bool:
    if _OTHERS_API.match(key.value):
        return False
    if _PLAIN_API.fullmatch(key.value):
        return len(key.value) == _API_LENGTH
    return is_variable or mark.vendor > 0 or bool(_WITH_KIND.fullmatch(key.value))
