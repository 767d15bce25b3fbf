"""What of a pasted text may not be seen: whatever could be a key, or a part of one.

Far more is hidden than is read: nothing is lost but a word on the screen. Words stay, and names
that are made of words, such as those of buckets, regions and folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ossdrop.redaction import REDACTED, without_secrets

_RUN = re.compile(r"(?:[A-Za-z0-9]|[+/](?=[A-Za-z0-9+/])){6,}={0,2}")
_SHORTEST = 8
# Words as they are joined in names: accessKeySecret, OSSClient, assets2026, 20260301.
_WORDS = re.compile(
    r"\d{0,8}(?:[a-z]{2,})?(?:[A-Z][a-z]{2,}|[A-Z]{2,4}(?=[A-Z][a-z]{2}|\d|$)|Id|Ak|Sk|Db|My|To|Of|In)*"
    r"\d{0,8}|[A-Z]{2,16}\d{0,4}"
)
_SHORT_WORD = re.compile(
    r"(?i)a[kn]y?|all|and|ap[ip]|cdn|csv|dev|doc|env|for|get|i[dns]|img|job|key|log|my|new|of|old|on"
    r"|one|oss|put|ram|run|sdk|set|sk|sql|sts|the|to|tmp|url|use|web|xml"
)
_PLAIN_WORD = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]{2,5}|[A-Z]|\d{1,4}")
_API_LIKE = re.compile(r"(?i)(?<![A-Za-z0-9])sk\s?[-_–—]\s?[A-Za-z0-9][A-Za-z0-9_-]{6,}")
_GROUPS = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z0-9]{1,15}(?:[ \t–-]{1,3}[A-Za-z0-9]{1,15}){1,60}(?![A-Za-z0-9])"
)
_LABELLED = re.compile(
    r"(?i)(?:secret|secrt|\bsk|key|token|passw(?:or)?d|\bpwd|密钥|秘钥|金鑰|密码|密碼|口令|令牌|密匙"
    r"|开头|结尾)[\"'’*`）)]{0,3}s?[ \t]{0,4}(?:[:：=＝\t]|是|为|is\b)?"
    r"[ \t]{0,4}\n?[ \t]{0,4}[\"'“`*]{0,3}"
)
_VALUE_BEHIND = re.compile(
    r"([A-Za-z0-9+/]{5,200}(?:[*`~]{1,4}[A-Za-z0-9+/]{1,64}){0,6}={0,2})"
    r"(?:[*`]{0,3}[ \t]{0,2}\n[ \t]{0,8}([A-Za-z0-9+/]{4,60}={0,2})[ \t]{0,4}$)?",
    re.MULTILINE,
)
_NAMES_OF_SETTINGS = re.compile(r"(?i)key|secret|access|id$|oss|bucket|region|folder|endpoint")
_PART_BEHIND = re.compile(
    r"(?i)(?:半段?|第.段|[前后中]段|[前后]\d{1,2}位|中间|(?:first|second|last) (?:half|part)"
    r"|part \d)[\s:：是]{0,4}([A-Za-z0-9+/]{4,48})"
)
_PASSWORD = re.compile(
    r"(?i)(?:passw(?:or)?d|\bpwd|密码|密碼|口令)[ \t]{0,4}[:：=]?"
    r"[ \t]{0,4}[\n\t ][ \t]{0,4}([!-~]{6,64})"
)
_PASSWORD_HEADING = re.compile(
    r"(?i)\s{0,4}[\"']?(?:\ufeff)?(?:(?:login|logon|console|user)[ _-]?)?"
    r"(?:passw(?:or)?d|登录密码|登錄密碼|密码|密碼)[\"']?\s{0,4}"
)
_AUTHORIZATION = re.compile(r"(?i)authorization[\"']?\s?[:=]\s?[\"']?([^\r\n'\"]{1,2000})")
_QUERY = re.compile(
    r"(?<=[\w/])\?((?=[^\s\"'<>]{0,400}(?:sign|secret|token|key))[^\s\"'<>]{1,4096})", re.IGNORECASE
)
_USER = re.compile(r"://([^\s/@\"'<>]{1,200})@")
_PART = re.compile(r"[A-Za-z0-9]{5,}")
_LONGEST_SECRET = 128
_DIGITS = re.compile(r"\d{24,}")
_HIDDEN, _HELD = "***", "<***>"  # in brackets, nothing takes it for a value of a secret

Span = tuple[int, int]


def spans_to_hide(text: str, keep: Iterable[str], secrets: Iterable[str] = ()) -> list[Span]:
    """The places that may not be seen, in order.

    `keep` are values that are none, though odd; of `secrets` not even a part is to be seen.
    """
    known = {one.lower() for one in keep}
    runs = (run for run in _RUN.finditer(text) if len(run[0]) >= _SHORTEST)
    found = [run.span() for run in runs if _is_odd(run[0]) and not _is_in(text, run, known)]
    found += [one.span() for one in _API_LIKE.finditer(text) if _is_odd(one[0][3:])]
    found += [one.span() for one in _DIGITS.finditer(text)]
    for pattern in (_AUTHORIZATION, _QUERY, _USER, _PART_BEHIND):
        found += [one.span(1) for one in pattern.finditer(text) if one[1] != _HIDDEN]
    found += [one.span(1) for one in _PASSWORD.finditer(text) if not one[1].isalpha()]
    found += _password_cells(text)
    short = [one for one in secrets if len(one) <= _LONGEST_SECRET]
    parts = _PART.finditer(text)
    found += [part.span() for part in parts if any(part[0] in one for one in short)]
    found += _groups(text, known)
    found += _behind_labels(text, known)
    return _merged(found)


def _password_cells(text: str) -> Iterator[Span]:
    """What stands below a heading of passwords in a table: a CSV of the console has one."""
    column, separator, start = -1, ",", 0
    for row in text.splitlines(keepends=True):
        sign = "\t" if "\t" in row else ","
        cells = row.rstrip("\r\n").split(sign)
        if len(cells) > 1 and (at := _heading_of_password(cells)) >= 0:
            column, separator = at, sign
        elif 0 <= column < len(cells := row.rstrip("\r\n").split(separator)) and cells[column]:
            first = start + sum(len(cell) + 1 for cell in cells[:column])
            yield first, first + len(cells[column])
        start += len(row)


def _heading_of_password(cells: list[str]) -> int:
    """Where a row has the heading of a column of passwords, -1 where it has none."""
    places = (number for number, cell in enumerate(cells) if _PASSWORD_HEADING.fullmatch(cell))
    return next(places, -1)


def shown(text: str, spans: Iterable[Span], start: int, end: int) -> str:
    """A part of the text as it may be seen."""
    made = []
    for first, last in spans:
        if last > start and first < end:
            made += [text[start : max(first, start)], _HELD]
            start = last
    made.append(text[start:end])
    return hidden("".join(made)).replace(_HELD, _HIDDEN)


def hidden(text: str) -> str:
    """A text with a sign that every language knows in place of secrets."""
    return without_secrets(text).replace(REDACTED, _HIDDEN)


def _is_odd(run: str) -> bool:
    """Whether a run is made of no words."""
    parts = [part for part in re.split(r"[+/=]+", run) if part]
    if len(parts) > 1 and all(_PLAIN_WORD.fullmatch(part) or part.isdigit() for part in parts):
        return False  # a folder
    return any(not _is_of_words(part) for part in parts if len(part) > 3)


def _is_of_words(run: str) -> bool:
    """Chance makes words, too, but short ones, or such as nobody can pronounce."""
    words = re.findall(r"[A-Z]?[a-z]+", run)
    short = [word for word in words if len(word) < 4 and not _SHORT_WORD.fullmatch(word)]
    is_spoken = all(len(word) < 4 or re.search(r"[aeiouyAEIOUY]", word) for word in words)
    return bool(_WORDS.fullmatch(run)) and not short and is_spoken


def _is_in(text: str, run: re.Match[str], known: set[str]) -> bool:
    """Whether a run is, or is a part of, a value that was read as a name."""
    start, end = run.span()
    while (
        start > 0
        and (text[start - 1].isalnum() or text[start - 1] in "-._/")
        and run.start() - start < 64
    ):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-._/") and end - run.end() < 64:
        end += 1
    return text[start:end].strip("/.-").lower() in known


def _groups(text: str, known: set[str]) -> Iterator[Span]:
    """A key in groups: several that are no words, side by side."""
    for found in _GROUPS.finditer(text):
        parts = re.findall(r"[A-Za-z0-9]+", found[0])
        odd = [part for part in parts if _is_part(part)]
        if len(odd) * 3 >= len(parts) and _is_key_of_parts(odd) and found[0].lower() not in known:
            yield found.span()


def _is_part(part: str) -> bool:
    """One of several groups: letters with digits, or of changing case, or a single one."""
    return not _PLAIN_WORD.fullmatch(part) or (len(part) == 1 and part not in "aAI")


def _is_key_of_parts(odd: list[str]) -> bool:
    return len(odd) >= 2 and sum(map(len, odd)) >= _SHORTEST


def _behind_labels(text: str, known: set[str]) -> Iterator[Span]:
    """What stands behind the word, unless it is one itself; and the line on which it goes on."""
    for label in _LABELLED.finditer(text):
        value = _VALUE_BEHIND.match(text, label.end())
        if value and _is_no_word(value[1], known):
            yield value.span(1)
            if value[2] and _is_no_word(value[2], known):
                yield value.span(2)


def _is_no_word(value: str, known: set[str]) -> bool:
    if _PLAIN_WORD.fullmatch(value) or value.isdigit() or value.lower() in known:
        return False
    return not (_WORDS.fullmatch(value) and _NAMES_OF_SETTINGS.search(value))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
