"""Until when the links of an object work, as far as that can be known.

A signed link is known to nobody but who signed it and whoever got it: the service sees one when it
is opened. The program's history knows when the newest one ends that it gave out (`LinksGiven`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from ossdrop.practice.request import ServiceRequest
from ossdrop.practice.signature import V4
from ossdrop.practice.stored import Bucket, ObjectRecord

TEMPORARY_FOR = timedelta(hours=48)
_MOST_SEEN = 20_000
_TIME_FORMAT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class LinkEnd:
    """When a link ends, and for how long it was signed."""

    at: datetime
    lifetime: timedelta


class LinksGiven(Protocol):
    """Who gave links out, and knows when the newest of each object ends."""

    def __call__(self, bucket: str, keys: Sequence[str], /) -> Mapping[str, LinkEnd]:
        """By key; what is not known is left out. Waits for nobody."""


def nothing_given(_bucket: str, _keys: Sequence[str], /) -> Mapping[str, LinkEnd]:
    """Nobody is known who gave links out."""
    return {}


class LinkEnds:
    """The ends of links that were opened since the service began to run, and of those given out."""

    def __init__(self, given: LinksGiven, temporary_bucket: str) -> None:
        self._given = given
        self._temporary_bucket = temporary_bucket
        self._seen: OrderedDict[tuple[str, str], LinkEnd] = OrderedDict()

    def note(self, request: ServiceRequest) -> None:
        """Remember a link that was opened and whose signature was right."""
        end = _end_of(request)
        if end is None:
            return
        place = request.bucket, request.key
        before = self._seen.pop(place, None)
        self._seen[place] = end if before is None else max(before, end, key=lambda one: one.at)
        if len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)

    def of(self, bucket: Bucket, records: Sequence[ObjectRecord]) -> dict[str, LinkEnd]:
        """By key, when the link ends that works longest; files of temporary storage have one."""
        if bucket.name == self._temporary_bucket:
            return {
                record.key: LinkEnd(
                    datetime.fromtimestamp(record.modified_at, UTC) + TEMPORARY_FOR, TEMPORARY_FOR
                )
                for record in records
            }
        found = dict(self._given(bucket.name, [record.key for record in records]))
        for record in records:
            seen = self._seen.get((bucket.name, record.key))
            given = found.get(record.key, seen)
            if seen is not None and given is not None:
                found[record.key] = max(seen, given, key=lambda one: one.at)
        return found


def _end_of(request: ServiceRequest) -> LinkEnd | None:
    """The end of the link that a request is; None where it carries its signature elsewhere."""
    query = request.query
    if "authorization" in request.headers:
        return None
    try:
        if query.get("x-oss-signature-version") == V4:
            lifetime = timedelta(seconds=int(query["x-oss-expires"]))
            signed_at = datetime.strptime(query["x-oss-date"], _TIME_FORMAT).replace(tzinfo=UTC)
            return LinkEnd(signed_at + lifetime, lifetime)
        if "Expires" in query and "Signature" in query:  # it does not say for how long
            at = datetime.fromtimestamp(int(query["Expires"]), UTC)
            return LinkEnd(at, max(at - datetime.now(UTC), timedelta(seconds=1)))
    except (ValueError, LookupError, OverflowError, OSError):
        return None
    return None
