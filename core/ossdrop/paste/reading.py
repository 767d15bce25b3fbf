"""Reads what IT sent: everything that is found in it, then what of that is meant.

Nothing here is certain; the page shows what was understood before anything is saved. A wrong value
is worse than none: what is doubtful is told, and what has not the form of its kind is left out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from ossdrop.config.credentials import TOKEN
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES, parse_prefix
from ossdrop.errors import OssDropError
from ossdrop.paste.api_keys import api_keys_in
from ossdrop.paste.hiding import hidden, shown, spans_to_hide
from ossdrop.paste.keys import Keys, keys_in
from ossdrop.paste.labels import claims, name_of, readings
from ossdrop.paste.marks import Mark, Marks
from ossdrop.paste.named import current_values, heading_lines, named_in
from ossdrop.paste.pasted import (
    ADDRESS,
    API_KEY,
    KEY_ID,
    KEY_SECRET,
    NAMED,
    OF_SERVICE,
    SECRETS,
    TOKEN_ENDS,
    VARIABLE,
    Pasted,
    Piece,
    Reading,
)
from ossdrop.paste.places import (
    HOST,
    from_host,
    only_bucket,
    places_in,
    without_addresses,
    without_hosts,
    without_queries,
)
from ossdrop.paste.regions import cities_in, named_region, regions_in
from ossdrop.paste.text import plain
from ossdrop.redaction import could_be_secret, mask_id, shows_secret_of

_PLACES = (BUCKET, REGION, PREFIX, ENDPOINT, URL_EXPIRES)
_NO_FOLDER = frozenset({"无", "没有", "根目录", "none", "root", "/", "-"})
_ORDER = (*_PLACES, KEY_ID, KEY_SECRET, TOKEN, TOKEN_ENDS, API_KEY, *OF_SERVICE)
_KEY_WITHOUT_KIND = re.compile(r"(?<![A-Za-z0-9])[0-9a-f]{28,}(?![A-Za-z0-9])")
_MODEL_STUDIO = re.compile(r"dashscope|百炼|qwen|model studio", re.IGNORECASE)
_LONGEST_LABEL = 32
_MOST_CLAIMED = 8_000  # characters; more than a message has
_OTHER_HOST = re.compile(r"-internal|oss-accelerate")


def read(text: str) -> Pasted:
    """The settings in a text, whatever form it has."""
    text = plain(text)
    marks = Marks(text)
    headings = heading_lines(text)
    named = [*named_in(text), *readings(without_queries(text))]
    named = [one for one in named if _is_value(text, one, headings)]
    current = current_values(text)
    without = without_addresses(text)  # a signed link has an ID too
    keys = keys_in(without, marks, named, current)
    is_of_service = bool(_MODEL_STUDIO.search(text))
    api_keys = api_keys_in(without, marks, named, is_of_service=is_of_service)
    found = {one.name: one for one in (*keys.readings, *api_keys[:1])}
    places = [*named, *places_in(text)]
    places += _regions(text, places)
    of_service = [one for one in named if one.name in OF_SERVICE]  # whose region is another one
    places = [one for one in places if not any(_is_in(one, other) for other in of_service)]
    known = {one.value for one in (*found.values(), *places)}
    places += only_bucket(without_hosts(text), known)
    places = [one for one in places if one.value and not _is_needless(text, one)]
    chosen, doubled = _chosen(places, marks, keys, current)
    found |= chosen | _service_of(found, of_service)
    values = _tidy({name: one.value.strip() for name, one in found.items()})
    marked = [one for name, one in found.items() if name in values and one.words]
    if len({one.value for one in api_keys}) > 1:
        doubled.append(API_KEY)
    pieces = _pieces(text, marked, values)
    unread = claims(text[:_MOST_CLAIMED], [name for name in _ORDER if name not in values])
    return Pasted(
        values, keys.has_several, pieces, tuple(n for n in doubled if n in values), unread
    )


def _service_of(keys: Mapping[str, Reading], named: Iterable[Reading]) -> dict[str, Reading]:
    """Whose API key it is, where variables say so: a stored key goes to no address of a text's."""
    meant = {one.name: one for one in named if one.trust == VARIABLE}
    return meant if API_KEY in keys else {}


def _is_in(one: Reading, other: Reading) -> bool:
    return other.start <= one.start < other.end


def _is_value(text: str, one: Reading, headings: Container[int]) -> bool:
    """Whether a reading is no label itself, as the headings of a table are."""
    if not one.value.strip() or (len(one.value) < _LONGEST_LABEL and name_of(one.value)):
        return False
    return one.name not in _PLACES or text.rfind("\n", 0, one.start) + 1 not in headings


def _is_needless(text: str, one: Reading) -> bool:
    """Whether a host of the inner network, or a fast lane, stands beside the usual one."""
    is_other = one.name == ENDPOINT and _OTHER_HOST.search(one.value)
    if not is_other or (one.trust != ADDRESS and "-internal" not in one.value):
        return False
    return any(not _OTHER_HOST.search(host[2]) for host in HOST.finditer(text))


def _regions(text: str, places: Iterable[Reading]) -> list[Reading]:
    rest = without_hosts(text)
    buckets = [one for one in places if one.name == BUCKET]
    return [*regions_in(rest), *cities_in(rest, buckets[:20])]


def _chosen(
    places: Iterable[Reading], marks: Marks, keys: Keys, current: Container[str]
) -> tuple[dict[str, Reading], list[str]]:
    """The value of each setting, and which settings have several that may be meant."""
    chosen: dict[str, Reading] = {}
    doubled: list[str] = []
    of_keys = keys.mark if keys.has_several else Mark()
    has_keys = any(one.name == KEY_ID for one in keys.readings)  # only those of this service
    for name in _PLACES:
        ones = [
            replace(one, value=_as_field(name, one.value)) for one in places if one.name == name
        ]
        ones = [one for one in ones if one.value]
        said = [(one, marks.at(one.start, one.end)) for one in ones[:100]]
        ours = [(one, mark) for one, mark in said if mark.vendor >= 0]
        said = ours or [(one, mark) for one, mark in said if has_keys and mark.vendor == -1]
        if name == ENDPOINT:  # there is one without it
            said = [(one, mark) for one, mark in said if mark.age >= 0]
        said.sort(
            key=lambda pair: (
                pair[0].value not in current,
                *_place_order(pair[0], pair[1], of_keys),
            )
        )
        meant = [one for one, mark in said if mark.age >= 0] or [one for one, _ in said]
        if said:
            chosen[name] = said[0][0]
        if len(_distinct(name, meant)) > 1:
            doubled.append(name)
    return chosen, doubled


def _place_order(one: Reading, mark: Mark, of_keys: Mark) -> tuple[object, ...]:
    is_inside = one.name == ENDPOINT and "-internal" in one.value
    is_elsewhere = bool(of_keys.stage and mark.stage and of_keys.stage != mark.stage)
    return (mark.age < 0, is_elsewhere, -mark.rank, -one.trust, is_inside, one.start)


def _distinct(name: str, ones: list[Reading]) -> set[str]:
    """The values that are surely meant for a setting."""
    least = {BUCKET: ADDRESS, REGION: ADDRESS}.get(name, NAMED)
    if name == REGION and any(one.trust >= NAMED for one in ones):
        least = NAMED
    values = {one.value for one in ones if one.trust >= least}
    return {one for one in values if not HOST.fullmatch(one)} if name == ENDPOINT else values


def _as_field(name: str, text: str) -> str:
    """A value as its field takes it; "" for one that says nothing, or could be a secret."""
    text = text.strip()
    if name == BUCKET:
        text = text.lower()
    if name == REGION and (found := named_region(text)):
        text = found[0]
    if name == PREFIX and text.lower() in _NO_FOLDER:
        return ""
    read = {REGION: normalise_region, PREFIX: parse_prefix}.get(name)
    with contextlib.suppress(OssDropError):  # the field will say what is wrong with it
        text = read(text) if read else text
    return "" if could_be_secret(text) or _KEY_WITHOUT_KIND.search(text) else text


def _tidy(values: dict[str, str]) -> dict[str, str]:
    """Values in the order of the fields, and no endpoint that says nothing."""
    tidy = {name: text for name, text in values.items() if text}
    if ENDPOINT in tidy:
        tidy |= _of_endpoint(tidy)
    if "%" in tidy.get(TOKEN, ""):
        tidy[TOKEN] = unquote(tidy[TOKEN])
    if TOKEN not in tidy:
        tidy.pop(TOKEN_ENDS, None)
    return {name: tidy[name] for name in _ORDER if tidy.get(name)}


def _of_endpoint(values: Mapping[str, str]) -> dict[str, str]:
    """What an endpoint says: the region, the bucket; a public one then need not be written."""
    text = values[ENDPOINT]
    host = HOST.fullmatch(text.lower().removeprefix("https://").removeprefix("http://").strip("/"))
    if host is None:
        return {}
    meant = from_host(host.group(1) or "", host.group(2))
    if (
        REGION not in meant
        or values.get(REGION, meant[REGION]).removeprefix("oss-") != meant[REGION]
    ):
        return {}  # which of the two is right, the check will say
    return {ENDPOINT: ""} | meant | {n: values[n] for n in (BUCKET, REGION) if n in values}


def _pieces(text: str, found: list[Reading], values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The text with what was read marked in it, and no secret in sight."""
    harmless = [value for name, value in values.items() if name in (*_PLACES, *OF_SERVICE)]
    spans = spans_to_hide(text, harmless, [one.value for one in found if one.name in SECRETS])
    pieces: list[Piece] = []
    position = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start < position:
            continue
        pieces.append(Piece(shown(text, spans, position, one.start)))
        pieces.append(Piece(_shown(one), one.name))
        position = one.end
    pieces.append(Piece(shown(text, spans, position, len(text))))
    if shows_secret_of(text, "".join(piece.text for piece in pieces)):
        return (Piece(hidden(text)),)  # cut in two, a key is not known as one
    return tuple(pieces)


def _shown(one: Reading) -> str:
    if one.name in SECRETS:
        return "***"
    if one.name == KEY_ID:
        return mask_id(one.words)
    return hidden(one.words)
