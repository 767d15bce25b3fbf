"""Access control lists: of an object, and the words that a request may use for one.

Source: the pages "PutObjectACL" and "GetObjectACL" of the service's API reference.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.listing import OWNER
from ossdrop.practice.xml import document

OBJECT_HEADER = "x-oss-object-acl"
_BUCKET_HEADER = "x-oss-acl"
_OF_BUCKETS = ("private", "public-read", "public-read-write")
_OF_OBJECTS = ("default", *_OF_BUCKETS)


def object_acl_of(headers: Mapping[str, str]) -> str:
    """The ACL that a request gives its object; raises InvalidArgument."""
    return _checked(headers.get(OBJECT_HEADER, "default"), _OF_OBJECTS, OBJECT_HEADER)


def bucket_acl_of(headers: Mapping[str, str]) -> str | None:
    """The ACL that a request gives its bucket, None where it names none; raises InvalidArgument."""
    wanted = headers.get(_BUCKET_HEADER)
    return None if wanted is None else _checked(wanted, _OF_BUCKETS, _BUCKET_HEADER)


async def put_acl(exchange: Exchange) -> web.StreamResponse:
    """PutObjectACL."""
    record = exchange.require_object()
    if OBJECT_HEADER not in exchange.request.headers:
        raise ServiceError("MissingArgument", f"Your request is missing {OBJECT_HEADER}.")
    acl = object_acl_of(exchange.request.headers)
    exchange.store.put(exchange.require_bucket(), replace(record, acl=acl))
    return exchange.answer()


async def get_acl(exchange: Exchange) -> web.StreamResponse:
    """GetObjectACL."""
    grant = exchange.require_object().acl
    nodes = [OWNER, ("AccessControlList", [("Grant", grant)])]
    return exchange.answer(document("AccessControlPolicy", nodes))


def _checked(acl: str, known: Collection[str], name: str) -> str:
    if acl not in known:
        raise ServiceError(
            "InvalidArgument",
            "No such access control exists.",
            elements=(("ArgumentName", name), ("ArgumentValue", acl)),
        )
    return acl
