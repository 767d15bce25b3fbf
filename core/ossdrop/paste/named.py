"""Values that carry their names: variables, the keys of JSON, the columns of a table."""

from __future__ import annotations

import contextlib
import csv
import itertools
import json
import re
from collections.abc import Iterator

from ossdrop.config.env_file import parse_env
from ossdrop.config.settings import BUCKET, REGION
from ossdrop.paste.labels import is_variable, name_of, takes
from ossdrop.paste.pasted import KEY_ID, KEY_SECRET, NAMED, VARIABLE, Reading

_PAIR = re.compile(r"\"([^\"\\\n]{1,64})\"\s{0,4}:\s{0,4}\"((?:[^\"\\\n]|\\[^\n]){1,4096})\"")
_LINE = re.compile(
    r"(?m)^[ \t]{0,16}[+-]?[ \t]{0,4}(?:(?:export|set|setx)[ \t]+|\$env:)?([A-Za-z][A-Za-z_]{2,40})"
    r"[ \t]{0,8}=([^\n]*)"
)
_MOST_LINES, _MOST_HEADINGS, _MOST_CELLS, _MOST_OF_LINE = 200, 60, 24, 2000


def named_in(text: str) -> Iterator[Reading]:
    """What variables, JSON and tables name."""
    yield from _of_json(text)
    yield from _of_tables(text)
    yield from _of_variables(text)


def current_values(text: str) -> set[str]:
    """What the profile in use has, where several are there, as in the file of aliyun-cli."""
    with contextlib.suppress(ValueError, RecursionError):
        content = json.loads(text) if text.startswith("{") else None
        if isinstance(content, dict) and isinstance(content.get("profiles"), list):
            for one in content["profiles"]:
                if isinstance(one, dict) and one.get("name") == content.get("current"):
                    return {text for text in one.values() if isinstance(text, str) and text}
    return set()


def _of_json(text: str) -> Iterator[Reading]:
    """Also JSON that is a part of a message, on any level."""
    for found in itertools.islice(_PAIR.finditer(text), _MOST_LINES):
        if name := name_of(found[1]):
            value = found[2]
            with contextlib.suppress(ValueError):
                value = json.loads(f'"{value}"')
            trust = VARIABLE if is_variable(found[1]) else NAMED
            yield Reading(name, value, found[2], found.start(2), trust)


def _of_variables(text: str) -> Iterator[Reading]:
    """The lines of a `.env`, as the programs read them: of one variable, the last line counts."""
    lines = [one for one in _LINE.finditer(text) if is_variable(one[1])][:_MOST_LINES]
    last = {one[1]: one for one in lines}
    for line in [*last.values(), *lines]:
        value = next(iter(parse_env(f"{line[1]}={line[2][:_MOST_OF_LINE]}").values()), "")
        place = text.find(value, line.start(2), line.end(2))
        trust = VARIABLE if last[line[1]] is line else NAMED
        yield Reading(
            is_variable(line[1]), value, value if place >= 0 else "", max(place, 0), trust
        )


def _of_tables(text: str) -> Iterator[Reading]:
    """Headings, then rows: the console's CSV, cells copied from Excel, Markdown."""
    for delimiter in "\t|,;":
        names: list[str] = []
        start = 0
        for number, line in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES]):
            if delimiter in line[:_MOST_OF_LINE]:
                cells = _cells(line[:_MOST_OF_LINE], delimiter)
                headings = _headings(cells) if number < _MOST_HEADINGS else []
                if headings:
                    names = headings
                elif names:
                    yield from _row(text, start, cells, names)
                else:
                    yield from _columns(text, start, cells)
            elif line.strip():
                names = []
            start += len(line) + 1


def heading_lines(text: str) -> set[int]:
    """Where lines begin that have nothing but the headings of a table."""
    starts = set()
    start = 0
    for line in text.split("\n", _MOST_HEADINGS)[:_MOST_HEADINGS]:
        if any(one in line and _headings(_cells(line[:_MOST_OF_LINE], one)) for one in "\t|,;"):
            starts.add(start)
        start += len(line) + 1
    return starts


def _cells(line: str, delimiter: str) -> list[str]:
    doubled = line.replace("||", "|") if delimiter == "|" else line  # a heading of Jira's
    with contextlib.suppress(csv.Error, StopIteration):
        return [cell.strip() for cell in next(csv.reader([doubled], delimiter=delimiter))]
    return []


def _headings(cells: list[str]) -> list[str]:
    names = [name_of(cell) if len(cell) <= 40 else "" for cell in cells[:_MOST_CELLS]]
    return names if sum(map(bool, names)) > 1 else []


def _row(text: str, start: int, cells: list[str], names: list[str]) -> Iterator[Reading]:
    place = start
    for name, cell in zip(names, cells, strict=False):
        value = cell.strip("`*{} ")
        at = text.find(value, place) if value else -1
        if at >= 0:
            if name and value.strip(" -:"):
                yield Reading(name, value, value, at)
            place = at + len(value)


def _columns(text: str, start: int, cells: list[str]) -> Iterator[Reading]:
    """A label, and a value for each of several things beside it."""
    name = name_of(cells[0]) if cells and len(cells[0]) <= 40 else ""
    if name not in (BUCKET, REGION, KEY_ID, KEY_SECRET):
        return
    place = start
    for cell in cells[1:_MOST_CELLS]:
        value = cell.strip("`*{} ")
        if value and takes(name, value) and (at := text.find(value, place)) >= 0:
            yield Reading(name, value, value, at)
            place = at + len(value)
