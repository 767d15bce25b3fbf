"""Keys in a text, by their form: IDs with their own secrets, tokens with theirs.

A label makes nothing a key that has not the form of one; only variables may hold others, such as
the practice bucket's. Keys come as pairs, or not at all: never the ID of one with the secret of
another.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ossdrop.config.credentials import TOKEN
from ossdrop.config.session_token import is_session_id
from ossdrop.paste.marks import Mark, Marks
from ossdrop.paste.pasted import ID, KEY_ID, KEY_SECRET, TOKEN_ENDS, VARIABLE, Reading
from ossdrop.redaction import could_be_secret

_WHOLE_ID = re.compile(
    r"LTAI(?:[A-Za-z0-9]{12}|[A-Za-z0-9]{16}|[A-Za-z0-9]{20})|(?:STS|TMP)\.[A-Za-z0-9]{16,60}"
)
_OTHERS_ID = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA|AKID)[A-Za-z0-9]{12,40}(?![A-Za-z0-9])")
_OTHERS_BEFORE = re.compile(r"(?:client|app|jwt|webhook|corp|agent)[ _-]?secret|jwt", re.IGNORECASE)
_ID_AND_SLASH = re.compile(ID.pattern + "[/:]?")
_RUN = re.compile(r"(?<![A-Za-z0-9/+_%-])[A-Za-z0-9]{30,48}(?![A-Za-z0-9/+=_%-])")
_LABEL = re.compile(
    r"(?:secret|密钥|秘钥|密碼|密码|金鑰|\bsk|secret[ _-]?key)(?:'s|’s)?[^A-Za-z0-9\n]{0,12}"
    r"(?:\bis\b|是|为)?[^A-Za-z0-9\n]{0,8}\n?[^A-Za-z0-9\n]{0,16}$",
    re.IGNORECASE,
)
_OF_SECRETS = re.compile(r"[A-Za-z0-9/+=_-]+")
_OLD_ID = re.compile(r"(?=[A-Za-z]{0,24}\d)[A-Za-z0-9]{16,24}")  # before they began with LTAI
_NEAR, _BESIDE = 48, 12
SECRET_LENGTH, _SESSION_LENGTHS = 30, range(40, 49)
_LENGTHS_ALONE = (SECRET_LENGTH, 44)
_TOKEN_FORM = re.compile(r"(?<![A-Za-z0-9/+=])CAIS[A-Za-z0-9/+=_%-]{96,4096}")
_MOST_KEYS = 64  # that one text is asked for


class _Kind(Enum):
    ID = 1
    SECRET = 2


@dataclass(frozen=True)
class _Part:
    """An ID or a secret, where it stands."""

    kind: _Kind
    reading: Reading
    mark: Mark
    is_ours: bool = True
    is_sure: bool = True  # by a label, or right behind an ID

    @property
    def start(self) -> int:
        return self.reading.start

    @property
    def value(self) -> str:
        return self.reading.value


@dataclass(frozen=True)
class Pair:
    """An ID with its own secret, or one of them alone."""

    key_id: Reading | None
    secret: Reading | None
    mark: Mark

    @property
    def order(self) -> tuple[object, ...]:
        """What is taken comes first."""
        first = min(one.start for one in (self.key_id, self.secret) if one)
        is_part = self.key_id is None or self.secret is None
        return (self.mark.age < 0, -self.mark.rank, is_part, first)


@dataclass(frozen=True)
class Keys:
    """The keys that are taken, and whether there were others."""

    readings: tuple[Reading, ...]
    mark: Mark
    has_several: bool


def keys_in(
    text: str, marks: Marks, named: Iterable[Reading], preferred: Container[str] = ()
) -> Keys:
    """The pair that is meant, with its token. `named` are values with a label of their own."""
    named = list(named)
    ids = _without_beginnings(list(itertools.islice(_ids(text, marks), _MOST_KEYS)))
    secrets = list(itertools.islice(_secrets(text, marks, named, ids), _MOST_KEYS))
    if any(one.is_sure and one.is_ours for one in secrets):
        secrets = [one for one in secrets if one.is_sure]
    pairs = [*_paired([*ids, *secrets]), *_custom(named, marks, ids)]
    pairs.sort(key=lambda pair: (_id_of(pair) not in preferred, pair.order))
    has_several = any(
        len({one.value for one in parts if one.is_ours}) > 1 for parts in (ids, secrets)
    )
    best = pairs[0] if pairs else None
    parts = [one for one in (best.key_id, best.secret) if one] if best else []
    return Keys((*parts, *_token(text, named, best)), best.mark if best else Mark(), has_several)


def _without_beginnings(ids: list[_Part]) -> list[_Part]:
    """The IDs, without those that only say how another one begins."""
    values = {one.value for one in ids}
    return [
        one for one in ids if not any(o != one.value and o.startswith(one.value) for o in values)
    ]


def _id_of(pair: Pair) -> str:
    return pair.key_id.value if pair.key_id else ""


def _ids(text: str, marks: Marks) -> Iterator[_Part]:
    for pattern in (ID, _OTHERS_ID):
        for found in pattern.finditer(text):
            value = found[0].rstrip("._-")
            is_ours = pattern is ID
            one = Reading(KEY_ID, value, value, found.start())
            yield _Part(_Kind.ID, one, marks.at(one.start, one.end), is_ours)


def _secrets(text: str, marks: Marks, named: list[Reading], ids: list[_Part]) -> Iterator[_Part]:
    ends = {one.reading.end for one in ids}
    without_ids = _ID_AND_SLASH.sub(lambda one: " " * len(one[0]), text)
    seen: set[int] = set()
    for one in named:
        if one.name == KEY_SECRET and _has_length(one.value) and not ID.match(one.value):
            seen.add(one.start)
            mark = marks.at(one.start, one.end)
            yield _Part(_Kind.SECRET, one, mark, not _is_others(text, one.start, mark))
    for found in _RUN.finditer(without_ids):
        if found.start() in seen:
            continue
        before = text[max(0, found.start() - _NEAR) : found.start()]
        is_beside = any(end in ends for end in range(found.start() - _BESIDE, found.start()))
        is_sure = bool(_LABEL.search(before)) or is_beside
        if not (_has_length(found[0]) if is_sure else len(found[0]) in _LENGTHS_ALONE):
            continue
        if is_sure or could_be_secret(found[0]):
            one = Reading(KEY_SECRET, found[0], found[0], found.start())
            mark = marks.at(one.start, one.end)
            is_ours = not _is_others(text, one.start, mark)
            yield _Part(_Kind.SECRET, one, mark, is_ours, is_sure)


def _has_length(secret: str) -> bool:
    if not _OF_SECRETS.fullmatch(secret):
        return False
    return len(secret) == SECRET_LENGTH or len(secret) in _SESSION_LENGTHS


def _is_others(text: str, start: int, mark: Mark) -> bool:
    """Whether a secret is another program's: `client_secret`, `jwt secret`."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - _NEAR) : start]
    return bool(_OTHERS_BEFORE.search(line)) or (mark.vendor < 0 and "aws_secret" not in line)


def _paired(parts: list[_Part]) -> Iterator[Pair]:
    """Pairs of what is old, and of all other."""
    parts = [
        one for one in parts if one.kind is _Kind.ID or one.is_ours or _ours_before(one, parts)
    ]
    for is_old in (False, True):
        group = sorted((p for p in parts if (p.mark.age < 0) == is_old), key=lambda p: p.start)
        yield from _pairs_of(group)


def _ours_before(secret: _Part, parts: list[_Part]) -> bool:
    """A name of another vendor does not matter right behind an ID of this service."""
    before = [p for p in parts if p.start < secret.start and p is not secret]
    last = max(before, key=lambda p: p.start, default=None)
    return last is not None and last.kind is _Kind.ID and last.is_ours and secret.is_sure


def _without_repeats(parts: Iterable[_Part]) -> Iterator[_Part]:
    seen: set[str] = set()
    for one in parts:
        if one.value not in seen:
            seen.add(one.value)
            yield one


def _pairs_of(parts: list[_Part]) -> Iterator[Pair]:
    """Each secret goes with the ID before it; columns go side by side; secrets may come first."""
    kinds = itertools.groupby(parts, key=lambda part: part.kind)
    runs = [list(_without_repeats(run)) for _, run in kinds]
    is_turned = bool(runs) and runs[0][0].kind is _Kind.SECRET and len(runs) % 2 == 0
    if not is_turned and runs and runs[0][0].kind is _Kind.SECRET:
        alone = [one for one in runs.pop(0) if len(one.value) in _LENGTHS_ALONE]
        yield from (_pair(None, one) for one in alone)
    for index in range(0, len(runs), 2):
        first, second = runs[index], runs[index + 1] if index + 1 < len(runs) else []
        ids, secrets = (second, first) if is_turned else (first, second)
        if len(ids) != len(secrets):  # the secret beside the ID; the others have none
            near = (ids[0], secrets[-1:]) if is_turned and ids else (ids[-1], secrets[:1])
            yield from (_pair(one, None) for one in ids if one is not near[0])
            ids, secrets = [near[0]], near[1]
        for one, other in itertools.zip_longest(ids, secrets):
            yield from _fitting(one, other)


def _fitting(key_id: _Part, secret: _Part | None) -> Iterator[Pair]:
    if not key_id.is_ours:
        return
    fits = secret is not None and _fits(key_id, secret)
    if _WHOLE_ID.fullmatch(key_id.value):
        yield _pair(key_id, secret if fits else None)
    elif fits:
        yield _pair(None, secret)  # the ID was not copied whole


def _fits(key_id: _Part, secret: _Part) -> bool:
    """Whether the two can belong together: by their lengths, and by what is said of them."""
    length = len(secret.value)
    is_long_enough = length == SECRET_LENGTH
    if not key_id.value.startswith("LTAI"):
        is_long_enough = length in _SESSION_LENGTHS
    return is_long_enough and key_id.mark.stage * secret.mark.stage >= 0


def _pair(key_id: _Part | None, secret: _Part | None) -> Pair:
    marked = key_id or secret
    mark = marked.mark if marked else Mark()
    return Pair(key_id.reading if key_id else None, secret.reading if secret else None, mark)


def _custom(named: list[Reading], marks: Marks, ids: list[_Part]) -> Iterator[Pair]:
    """Keys of another form: variables say so, as of the practice bucket's, or both labels do."""
    if ids:
        return
    variables = [one for one in named if one.trust == VARIABLE]
    key_id = next((one for one in variables if one.name == KEY_ID), None)
    secret = next((one for one in variables if one.name == KEY_SECRET), None)
    if key_id is None and secret is None:
        yield from _old(named, marks)
        return
    mark = marks.at(key_id.start, key_id.end) if key_id else Mark()
    if key_id is not None or (secret is not None and len(secret.value) not in _LENGTHS_ALONE):
        yield Pair(key_id, secret, mark)


def _old(named: list[Reading], marks: Marks) -> Iterator[Pair]:
    """An ID from before they began with LTAI: beside a secret of this service's length."""
    ids = [one for one in named if one.name == KEY_ID and _OLD_ID.fullmatch(one.value)]
    secrets = [one for one in named if one.name == KEY_SECRET and len(one.value) == SECRET_LENGTH]
    if len({one.value for one in ids}) == len({one.value for one in secrets}) == 1:
        mark = marks.at(ids[0].start, ids[0].end)
        if mark.vendor >= 0:
            yield Pair(ids[0], secrets[0], mark)


def _token(text: str, named: list[Reading], pair: Pair | None) -> Iterator[Reading]:
    """The token of temporary credentials, and when they end: only with an ID of that kind."""
    key_id = pair.key_id if pair else None
    if key_id is not None and key_id.value.startswith("LTAI"):
        return
    tokens = [one for one in named if one.name == TOKEN]
    tokens += [Reading(TOKEN, one[0], one[0], one.start()) for one in _TOKEN_FORM.finditer(text)]
    after = key_id.start if key_id is not None and _several_sessions(text) else 0
    tokens.sort(key=lambda one: one.start)
    if token := next((one for one in tokens if one.start >= after), None):
        yield token
        yield from [one for one in named if one.name == TOKEN_ENDS and one.start >= after][:1]


def _several_sessions(text: str) -> bool:
    return len({one[0] for one in ID.finditer(text) if is_session_id(one[0])}) > 1
