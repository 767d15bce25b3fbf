"""Fresh links for rows of the history: signed with the AccessKey that each was uploaded with.

Where that key was replaced, the one that its bucket is set up with now signs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ossdrop.config.credentials import Credentials
from ossdrop.config.endpoint import Endpoint
from ossdrop.config.policies import Feature, Policies
from ossdrop.config.profile_id import PRACTICE_PROFILE, ProfileId, is_profile_id
from ossdrop.config.settings import BUCKET, Destination
from ossdrop.destinations import Destinations
from ossdrop.errors import NO_KEY_NOW, OTHER_SECRET, ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.links import Link, sign_link
from ossdrop.network.service_clock import service_now
from ossdrop.redaction import mask_id

_Whose = tuple[ProfileId, str, str, str, Endpoint]


class RowSigner:
    """Signs for rows. Every method may wait for the password store and the disk.

    With `starts_practice`, a link to the practice bucket starts it: nothing else would answer.
    """

    def __init__(
        self, destinations: Destinations, history: HistoryStore, *, starts_practice: bool
    ) -> None:
        self._destinations, self._history = destinations, history
        self._starts_practice = starts_practice

    def link(self, entry: HistoryEntry, expires_s: int | None = None) -> Link:
        """A fresh link for a row, with the key it was uploaded with or that its bucket has now.

        In temporary storage it is the one link there is. Needs no network, and no history that can
        be written. Raises ACCESS_KEY_GONE when neither is set up, LINK_TEMPORARY when a
        temporary link has expired, ROW_IMPORTED for a place that is not set up here.
        """
        return self.links([entry], expires_s)[0]

    def links(
        self,
        entries: Sequence[HistoryEntry],
        expires_s: int | None = None,
        *,
        is_given: bool = True,
    ) -> list[Link]:
        """Fresh links for rows, as `link` makes them; noted in the history all at once.

        Not `is_given`, they are for this program alone, or perhaps for nobody: `note_given` tells.
        """
        links: list[Link] = []
        for signed in self._each(entries, expires_s):
            if isinstance(signed, OssDropError):
                raise signed
            links.append(signed)
        if is_given:
            self.note_given(entries, links)
        return links

    def each_link(
        self, entries: Sequence[HistoryEntry], expires_s: int | None = None
    ) -> list[Link | OssDropError]:
        """As `links`, with the error of a row in the place of its link: the others have theirs."""
        found = list(self._each(entries, expires_s))
        given = [(e, one) for e, one in zip(entries, found, strict=True) if isinstance(one, Link)]
        self.note_given([entry for entry, _ in given], [link for _, link in given])
        return found

    def _each(
        self, entries: Sequence[HistoryEntry], expires_s: int | None
    ) -> Iterator[Link | OssDropError]:
        known: dict[_Whose, Credentials] = {}
        policies = self._destinations.policies
        here: Endpoint | OssDropError | None = None
        if any(entry.profile == PRACTICE_PROFILE for entry in entries):
            here = self._practice_place(policies)
        for entry in entries:
            placed = entry
            if entry.profile == PRACTICE_PROFILE and here is not None:
                if isinstance(here, OssDropError):
                    yield here
                    continue
                placed = replace(entry, endpoint=here)
            try:
                yield self._sign(placed, expires_s, known, policies)
            except OssDropError as error:
                yield error

    def _practice_place(self, policies: Policies) -> Endpoint | OssDropError | None:
        """Where the practice bucket answers, started where this is to."""
        try:
            policies.require(Feature.PRACTICE)  # a link that nothing would answer is none
            if self._starts_practice:
                self._destinations.practice.ensure_running()
        except OssDropError as error:
            return error
        return self.practice_endpoint()

    def note_given(self, entries: Sequence[HistoryEntry], links: Sequence[Link]) -> None:
        """Note in the history until when the newest link to each row works."""
        ends = {
            entry.id: link.expires_at
            for entry, link in zip(entries, links, strict=True)
            if not entry.is_temporary
        }
        if ends:
            with contextlib.suppress(OssDropError):
                self._history.note_links(ends)

    def practice_endpoint(self) -> Endpoint | None:
        """Where the practice bucket answers now: on another port perhaps than when a row came."""
        with contextlib.suppress(OssDropError):
            return self._destinations.resolve_bucket(PRACTICE_PROFILE).endpoint
        return None

    def _sign(
        self,
        entry: HistoryEntry,
        expires_s: int | None,
        known: dict[_Whose, Credentials],
        policies: Policies,
    ) -> Link:
        """A link; what keys and places are known to be signed with is looked up once."""
        if entry.is_temporary:
            policies.require(Feature.TEMPORARY)
            if entry.link_expires_at <= datetime.now(UTC):
                raise OssDropError(ErrorCode.LINK_TEMPORARY)
            return Link(f"oss://{entry.key}", entry.created_at, entry.link_expires_at)
        if entry.profile != PRACTICE_PROFILE:
            policies.require_place(entry.bucket, entry.endpoint)
        whose = entry.profile, entry.access_key_fingerprint, *_place_of(entry)
        credentials = None if entry.is_imported else known.get(whose)
        if credentials is None:
            credentials = self.credentials_of(entry)
            if entry.access_key_fingerprint != credentials.former_fingerprint:  # noted row by row
                known[whose] = credentials
        return sign_link(
            entry.endpoint,
            entry.bucket,
            entry.key,
            credentials,
            entry.region,
            policies.lifetime(expires_s, entry.expires_s),
            service_now(),
        )

    def credentials_of(self, entry: HistoryEntry) -> Credentials:
        """The pair a row was uploaded with, or that its bucket has now.

        Raises ACCESS_KEY_GONE where neither is set up.
        """
        if entry.is_imported:
            return self._credentials_for_imported(entry)
        gone = f"{entry.access_key_masked}, {entry.bucket}"
        if not is_profile_id(entry.profile):
            raise OssDropError(ErrorCode.ACCESS_KEY_GONE, gone)
        try:
            credentials = self._destinations.credentials(entry.profile)
        except OssDropError as error:
            if (other := self._other_key(entry)) is not None:
                return other
            if error.code is ErrorCode.CREDENTIALS_MISSING:
                is_there = self._is_still_at(entry)
                hint = NO_KEY_NOW if is_there else ""
                raise OssDropError(ErrorCode.ACCESS_KEY_GONE, gone, hint=hint) from None
            raise
        if entry.access_key_fingerprint == credentials.former_fingerprint:  # of an older version
            with contextlib.suppress(OssDropError):
                self._history.note_fingerprint(entry.id, credentials.fingerprint)
        elif entry.access_key_fingerprint != credentials.fingerprint:
            if (other := self._other_key(entry)) is not None:
                return other
            is_same_id = entry.access_key_masked == mask_id(credentials.access_key_id)
            hint = OTHER_SECRET if is_same_id else ""
            raise OssDropError(ErrorCode.ACCESS_KEY_GONE, gone, hint=hint)
        return credentials

    def _is_still_at(self, entry: HistoryEntry) -> bool:
        """Whether the destination a row was uploaded to is there, with the same bucket."""
        if entry.profile not in self._destinations.profiles.ids:
            return False
        with contextlib.suppress(OssDropError):
            bucket = self._destinations.values(entry.profile).get(BUCKET) or ""
            return bucket.strip() == entry.bucket
        return False

    def _other_key(self, entry: HistoryEntry) -> Credentials | None:
        """The very key of a row where another destination has it, else the one its bucket has now.

        Not for a row of practice: its place is held against no policy, so only practice signs it.
        """
        if entry.profile == PRACTICE_PROFILE:
            return None
        for profile in self._destinations.profiles.all:
            with contextlib.suppress(OssDropError):
                found = self._destinations.credentials(profile.id)
                if found.fingerprint == entry.access_key_fingerprint:
                    return found
        # One ID has one Secret: with another one, the Secret was mistyped.
        now = self._keys_at(entry)
        return next(
            (one for one in now if mask_id(one.access_key_id) != entry.access_key_masked), None
        )

    def _keys_at(self, entry: HistoryEntry) -> Iterator[Credentials]:
        """Those of the destinations that have the very place of a row, its own first."""
        ids = {self._destinations.profile, *(one.id for one in self._destinations.profiles.all)}
        for profile in sorted(ids, key=lambda one: (one != entry.profile, one)):
            with contextlib.suppress(OssDropError):
                to = self._destinations.resolve_bucket(profile)
                if _place_of(to) == _place_of(entry):
                    yield to.credentials

    def _credentials_for_imported(self, entry: HistoryEntry) -> Credentials:
        """The pair of a place that is set up here; what a file says decides no host.

        The fingerprint alone would not do: a row that somebody has exported can be changed.
        """
        for credentials in self._keys_at(entry):
            if credentials.fingerprint == entry.access_key_fingerprint:
                return credentials
        raise OssDropError(ErrorCode.ROW_IMPORTED, entry.bucket)


def _place_of(one: HistoryEntry | Destination) -> tuple[str, str, Endpoint]:
    """What makes a place the same one: a bucket's name alone is not, of a service of one's own."""
    return one.bucket, one.region, one.endpoint
