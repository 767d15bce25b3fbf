"""What IT sent, read into settings: a `.env`, a table, JSON, an address, a chat line.

Nothing here is certain; the page shows what was understood before anything is saved.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ossdrop.config.credentials import TOKEN
from ossdrop.config.env_file import parse_env, separate_lines
from ossdrop.config.paste_labels import (
    API_KEY,
    KEY_ID,
    KEY_SECRET,
    TOKEN_ENDS,
    Reading,
    is_variable,
    name_of,
    readings,
    region_by_name,
)
from ossdrop.config.regions import REGIONS, normalise_region, region_of_host
from ossdrop.config.session_token import is_session_id
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES, parse_prefix
from ossdrop.errors import OssDropError
from ossdrop.redaction import mask, shows_secret_of, without_secrets

SECRETS = frozenset({KEY_SECRET, TOKEN, API_KEY})
_NEEDED = (BUCKET, REGION, KEY_ID, KEY_SECRET)
_NO_FOLDER = frozenset({"无", "没有", "根目录", "none", "root", "/", "-"})
_ORDER = (BUCKET, REGION, PREFIX, ENDPOINT, URL_EXPIRES, KEY_ID, KEY_SECRET, TOKEN, TOKEN_ENDS)
_MOST_CHARACTERS = 64 * 1024  # a whole page of mail is far less
_ID = re.compile(r"(?<![A-Za-z0-9])(?:LTAI|STS\.|TMP\.)[A-Za-z0-9._-]{8,}")
# `ID:LTAI…Secret:…`, as a chat program joins two lines.
_GLUED = re.compile(
    r"(\b(?:LTAI|STS\.)[A-Za-z0-9]{12,32}?)(?=(?:Access ?Key ?)?(?:Secret|SK)\s?[:：=])"
)
_LINE_OF_ENV = re.compile(r"(?m)^\s*(?:export\s+)?([A-Z][A-Z_]{2,40})=([^\r\n]*)")
_PLAIN = re.compile(r"[A-Za-z0-9.]+")
_ID_AND_SLASH = re.compile(_ID.pattern + "/?")
_SECRET = re.compile(
    r"(?<![A-Za-z0-9/+=_-])(?:[A-Za-z0-9]{30}|[A-Za-z0-9]{44})(?![A-Za-z0-9/+=_-])"
)
_API_KEY = re.compile(r"\bsk-[A-Za-z0-9-]{16,}")
_URL = re.compile(r"(?:https?|oss)://[^\s\"'<>|，。；]+", re.IGNORECASE)
_HOST = re.compile(
    r"\b(?:([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.)?(oss-[a-z0-9-]+\.aliyuncs\.com)\b", re.IGNORECASE
)
_REGIONS = "|".join(sorted((one.id for one in REGIONS), key=len, reverse=True))
_REGION = re.compile(
    rf"(?<![\w.-])(?:oss-(?:cn|ap|eu|us|na|me)-[a-z0-9-]+|{_REGIONS})(?:-internal)?(?![\w.-])"
)


@dataclass(frozen=True)
class Piece:
    """A part of the pasted text as it may be shown, and the setting that was read from it."""

    text: str
    name: str = ""


@dataclass(frozen=True)
class Pasted:
    """Variables that were found in a text. Secrets are among them: never shown or logged."""

    values: Mapping[str, str] = field(repr=False)
    has_several_keys: bool = False  # and nobody knows which one is meant
    pieces: tuple[Piece, ...] = ()
    doubled: tuple[str, ...] = ()  # settings that lines of a `.env` give several values

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not self.values

    @property
    def missing(self) -> tuple[str, ...]:
        """What a bucket needs beside this; nothing where only an API key was found."""
        of_bucket = self.values.keys() - {API_KEY}
        is_session = is_session_id(self.values.get(KEY_ID, ""))
        needed = (*_NEEDED, TOKEN) if is_session else _NEEDED
        return tuple(n for n in needed if n not in self.values) if of_bucket else ()


def read_pasted(text: str) -> Pasted:
    """The settings in a text, whatever form it has."""
    text = text.removeprefix("\ufeff").replace("\xa0", " ")[:_MOST_CHARACTERS].strip()
    if "\n" not in text:  # copied out of a program's string
        text = text.replace("\\n", "\n")
    text = _GLUED.sub(r"\1 ", text)
    found: dict[str, Reading] = {}
    for reader in (_from_json, _from_table, _from_env, _from_words):
        for one in reader(text):
            if one.value.strip():
                found.setdefault(one.name, one)
    values = _tidy({name: one.value.strip() for name, one in found.items()})
    marked = [one for name, one in found.items() if name in values]
    pieces = tuple(_pieces(text, marked))
    if shows_secret_of(text, "".join(piece.text for piece in pieces)):
        pieces = (Piece(without_secrets(text)),)  # cut in two, a key is not known as one
    has_several = any(len(set(pattern.findall(text))) > 1 for pattern in (_ID, _SECRET))
    return Pasted(values, has_several, pieces, tuple(n for n in _doubled(text) if n in values))


def looks_swapped(key_id: str, secret: str) -> bool:
    """Whether ID and secret were pasted into each other's field."""
    return bool(_ID.fullmatch(secret.strip())) and not _ID.fullmatch(key_id.strip())


def _from_json(text: str) -> Iterator[Reading]:
    """Also that of STS, and the configuration of aliyun-cli: keys on any level."""
    if not text.startswith(("{", "[")):
        return
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [*_current_of(content), content]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            for key, value in item.items():
                if isinstance(value, str) and (name := name_of(key)):
                    yield Reading(name, value, value)
            waiting += [one for one in item.values() if isinstance(one, (dict, list))]


def _current_of(content: Any) -> list[Any]:
    """The profile in use, where several are there, as in the configuration of aliyun-cli."""
    if not isinstance(content, dict) or not isinstance(content.get("profiles"), list):
        return []
    named = (one for one in content["profiles"] if isinstance(one, dict))
    return [one for one in named if one.get("name") == content.get("current")]


def _from_table(text: str) -> Iterator[Reading]:
    """Headings, then one row a user: the console's CSV, cells copied from Excel, Markdown."""
    for delimiter in ",\t|;":
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        except csv.Error:  # a cell of over 128 KiB
            return
        rows = [row for row in rows if any(cell.strip(" -:") for cell in row)]
        names = [name_of(cell) for cell in rows[0]] if rows else []
        if len(rows) > 1 and sum(map(bool, names)) > 1:
            for name, cell in zip(names, rows[1], strict=False):
                if name and cell.strip():
                    yield Reading(name, cell.strip(), cell.strip())
            return


def _from_env(text: str) -> Iterator[Reading]:
    """Also where all of it stands on one line."""
    if "=" not in text:
        return
    lines = re.sub(r"(?im)^\s*(?:set\s+|\$env:)", "", text)
    for variable, value in parse_env(separate_lines(lines)).items():
        if name := is_variable(variable):
            yield Reading(name, value, value)


def _doubled(text: str) -> Iterator[str]:
    given: dict[str, set[str]] = {}
    for variable, value in _LINE_OF_ENV.findall(separate_lines(text)):
        if name := is_variable(variable):
            given.setdefault(name, set()).add(value.strip(" \"'"))
    return (name for name, values in given.items() if len(values) > 1)


def _from_words(text: str) -> Iterator[Reading]:
    """Addresses, keys and names in running text."""
    for url in _URL.findall(text):
        for name, value in _from_url(url).items():
            yield Reading(name, value, url)
    rest = _URL.sub(" ", text)
    for host in _HOST.finditer(rest):
        for name, value in _from_host(host.group(1) or "", host.group(2)).items():
            yield Reading(name, value, host[0])
    rest = _HOST.sub(" ", rest)
    yield from readings(text)
    if named := region_by_name(rest):
        yield named
    for name, pattern in ((REGION, _REGION), (KEY_ID, _ID), (API_KEY, _API_KEY)):
        if found := pattern.search(rest):
            yield Reading(name, found[0], found[0])
    without_keys = _API_KEY.sub(" ", _ID_AND_SLASH.sub(" ", rest))
    if secret := _SECRET.search(without_keys):
        yield Reading(KEY_SECRET, secret[0], secret[0])


def _from_url(url: str) -> dict[str, str]:
    """A console page of a bucket, the address of an object in it, or `oss://bucket/folder`."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:  # "http://["
        return {}
    if parts.scheme == "oss":
        return {BUCKET: host, PREFIX: parts.path.strip("/")}
    if host.startswith("oss.console."):
        steps = [unquote(step) for step in (parts.path + "/" + parts.fragment).split("/") if step]
        if "bucket" in steps:
            after = steps[steps.index("bucket") + 1 :]
            return _from_host(after[1] if len(after) > 1 else "", after[0]) if after else {}
        return {}
    if found := _HOST.fullmatch(host):
        return _from_host(found.group(1) or "", found.group(2))
    # A signed link names its region; the bucket of a custom domain cannot be seen.
    credential = parse_qs(parts.query).get("x-oss-credential", [""])[0].split("/")
    values = {REGION: credential[2]} if len(credential) > 2 else {}
    return values | {ENDPOINT: f"{parts.scheme}://{parts.netloc}"} if values else {}


def _from_host(bucket: str, host: str) -> dict[str, str]:
    host = host.lower()
    is_anywhere = host.startswith("oss-accelerate")  # the service's own fast lane, of no region
    values = {ENDPOINT: host} if is_anywhere else {REGION: region_of_host(host)}
    if bucket:
        values[BUCKET] = bucket.lower()
    if "-internal" in host:
        values[ENDPOINT] = host
    return values


def _tidy(values: dict[str, str]) -> dict[str, str]:
    """Values as the fields take them: the region's short form, no endpoint that says nothing."""
    tidy = {name: text for name, text in values.items() if text}
    if BUCKET in tidy:
        tidy[BUCKET] = tidy[BUCKET].lower()
    if ENDPOINT in tidy:
        tidy |= _of_endpoint(tidy)
    if REGION in tidy and (named := region_by_name(tidy[REGION])):
        tidy[REGION] = named.value
    if tidy.get(PREFIX, "").lower() in _NO_FOLDER:
        del tidy[PREFIX]
    for name, read in ((REGION, normalise_region), (PREFIX, parse_prefix)):
        with contextlib.suppress(OssDropError):  # the field will say what is wrong with it
            if name in tidy:
                tidy[name] = read(tidy[name])
    if looks_swapped(tidy.get(KEY_ID, ""), tidy.get(KEY_SECRET, "")):
        tidy[KEY_ID], tidy[KEY_SECRET] = tidy[KEY_SECRET], tidy.get(KEY_ID, "")
    if TOKEN not in tidy:
        tidy.pop(TOKEN_ENDS, None)
    return {name: tidy[name] for name in (*_ORDER, API_KEY) if tidy.get(name)}


def _of_endpoint(values: Mapping[str, str]) -> dict[str, str]:
    """What an endpoint says: the region, the bucket; a public one then need not be written."""
    text = values[ENDPOINT]
    host = _HOST.fullmatch(text.lower().removeprefix("https://").removeprefix("http://").strip("/"))
    if host is None:
        return {}
    meant = _from_host(host.group(1) or "", host.group(2))
    if (
        REGION not in meant
        or values.get(REGION, meant[REGION]).removeprefix("oss-") != meant[REGION]
    ):
        return {}  # which of the two is right, the check will say
    return {ENDPOINT: ""} | meant | {n: values[n] for n in (BUCKET, REGION) if n in values}


def _pieces(text: str, found: list[Reading]) -> Iterator[Piece]:
    """The text with what was read marked in it, and no secret in sight."""
    position = 0
    places = [(text.index(one.words), one) for one in found if one.words in text]
    for start, one in sorted(places, key=lambda place: (place[0], -len(place[1].words))):
        if start < position:
            continue
        yield Piece(without_secrets(text[position:start]))
        yield Piece(_shown(one), one.name)
        position = start + len(one.words)
    yield Piece(without_secrets(text[position:]))


def _shown(one: Reading) -> str:
    if one.name in SECRETS:
        return "***"
    if one.name == KEY_ID:
        return mask(one.words) if _PLAIN.fullmatch(one.words) else "***"
    return without_secrets(one.words)
