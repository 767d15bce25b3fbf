"""Tags of an object: from the header of an upload, and on their own.

Source: the pages "PutObjectTagging", "GetObjectTagging" and "DeleteObjectTagging" of the service's
API reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote_plus

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.xml import document
from ossdrop.practice.xml_bodies import parse, whole_text_of

HEADER = "x-oss-tagging"
_MOST_TAGS, _MOST_KEY_CHARS, _MOST_VALUE_CHARS = 10, 128, 256
_ALLOWED = re.compile(r"[\w +\-=.:/]*")


def tags_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The tags that a request gives its object; raises InvalidTag."""
    pairs = (entry.partition("=") for entry in headers.get(HEADER, "").split("&") if entry)
    return _checked([(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs])


async def put_tagging(exchange: Exchange) -> web.StreamResponse:
    """PutObjectTagging: the new tags take the place of all that were there."""
    exchange.require_object()
    root = parse(await exchange.receive_small())
    entries = root.findall("TagSet/Tag")
    if root.tag != "Tagging" or root.find("TagSet") is None:
        raise ServiceError("MalformedXML", "The XML you provided has no TagSet.")
    pairs = [(whole_text_of(one, "Key"), whole_text_of(one, "Value")) for one in entries]
    return _keep(exchange, _checked(pairs), status=200)


async def get_tagging(exchange: Exchange) -> web.StreamResponse:
    """GetObjectTagging."""
    tags = exchange.require_object().tags
    nodes = [("Tag", [("Key", key), ("Value", value)]) for key, value in tags.items()]
    return exchange.answer(document("Tagging", [("TagSet", nodes)]))


async def delete_tagging(exchange: Exchange) -> web.StreamResponse:
    """DeleteObjectTagging."""
    return _keep(exchange, {}, status=204)


def _keep(exchange: Exchange, tags: dict[str, str], *, status: int) -> web.StreamResponse:
    record = exchange.require_object()
    exchange.store.put(exchange.require_bucket(), replace(record, tags=tags))
    return exchange.answer(status=status)


def _checked(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    tags = dict(pairs)
    are_words = all(_ALLOWED.fullmatch(text) for pair in pairs for text in pair)
    are_short = all(
        0 < len(key) <= _MOST_KEY_CHARS and len(value) <= _MOST_VALUE_CHARS for key, value in pairs
    )
    if len(pairs) > _MOST_TAGS or len(tags) < len(pairs) or not (are_words and are_short):
        raise ServiceError("InvalidTag", "The tag you provided is invalid.")
    return tags
