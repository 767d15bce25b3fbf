"""What a request says of the object that it makes: kept headers, ACL, tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.object_acl import object_acl_of
from ossdrop.practice.tagging import tags_of

KEPT_HEADERS = (
    "content-type",
    "content-disposition",
    "content-encoding",
    "content-language",
    "cache-control",
    "expires",
)
_META = "x-oss-meta-"
_MOST_META_BYTES = 8 * 1024
_NAME = re.compile(r"[a-z0-9-]+")
_NO_VALUE = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Traits:
    """What belongs to an object besides its bytes."""

    headers: dict[str, str]
    acl: str
    tags: dict[str, str]


def traits_of(headers: Mapping[str, str]) -> Traits:
    """The traits in the headers of a request, or the fields of a form; raises ServiceError."""
    return Traits(kept_headers(headers), object_acl_of(headers), tags_of(headers))


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The request headers that belong to the object; raises InvalidArgument, MetadataTooLarge."""
    meta = {name: value for name, value in headers.items() if name.startswith(_META)}
    if sum(len(name) + len(value) for name, value in meta.items()) > _MOST_META_BYTES:
        raise ServiceError("InvalidArgument", "The metadata of the object is over 8 KB.")
    kept = {name: headers[name] for name in KEPT_HEADERS if name in headers} | meta
    kept.setdefault("content-type", "application/octet-stream")
    for name, value in kept.items():
        require_header(name, value)
    return kept


def require_header(name: str, value: str) -> None:
    """Raise InvalidArgument for what no answer can carry as a header."""
    if not _NAME.fullmatch(name) or _NO_VALUE.search(value):
        raise ServiceError(
            "InvalidArgument",
            "A header has a character that it cannot have.",
            elements=(("ArgumentName", name), ("ArgumentValue", value)),
        )
