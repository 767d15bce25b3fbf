"""The page for people: what is in the practice bucket, for the person whose home it is.

Any web page, any program and any user of this computer can send requests here. A request is for the
page where it names this address and no other host, whatever that resolves to, and gets it with a
cookie that came for a one-time link (`sign_in`). Nothing is changed but by a form that deletes one
object. Clients of the service get its own answers, as if there were no page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from ossdrop.practice.clock import ServiceClock
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.link_ends import LinkEnds
from ossdrop.practice.page_files import Shown, kind_of, name_of, send_file, text_of
from ossdrop.practice.page_html import ICON, POLICY, View, closed_page, entered_page, told_page
from ossdrop.practice.page_list import Listing, list_page
from ossdrop.practice.page_object import object_page
from ossdrop.practice.page_words import Words, words_for
from ossdrop.practice.sign_in import (
    PREFIX,
    SIGN_IN_PATH,
    Session,
    SignIn,
    cookie_name,
    is_of_this_user,
    same,
)
from ossdrop.practice.store import Store
from ossdrop.practice.stored import Bucket, ObjectRecord

_LISTED = 100
_MOST_FORM_BYTES = 4096
_MOST_FIELDS = 16
_FORM = "application/x-www-form-urlencoded"
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Other sites get none. With `no-referrer`, browsers send `Origin: null` with our own form too.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class PracticePage:
    """Answers what a browser asks for the page. All calls come from the server's one thread."""

    def __init__(
        self,
        store: Store,
        links: LinkEnds,
        clock: ServiceClock,
        *,
        secret: str,
        bucket: str,
        temporary: str,
    ) -> None:
        self.sign_in = SignIn(secret)
        self._store, self._links, self._clock = store, links, clock
        self._first_bucket, self._temporary = bucket, temporary

    async def answer(self, exchange: Exchange, base_url: str) -> web.StreamResponse | None:
        """The answer to what is asked of the page; None for all other requests.

        Raises ServiceError for a program of another user, as for anybody who may not ask.
        """
        http, own = exchange.http, urlsplit(base_url)
        path, _, query = http.raw_path.partition("?")
        if http.headers.getall("Host", []) == [f"localhost:{own.port}"] and _wants_page(http):
            return _to(f"{base_url}/")
        is_here = http.headers.getall("Host", []) == [own.netloc]
        if not is_here or not (path.startswith(PREFIX) or _wants_page(http)):
            return None
        caller = http.transport.get_extra_info("peername") if http.transport else None
        port = own.port or 0
        if not is_of_this_user(caller, port):
            raise ServiceError("AccessDenied", "This page is another user's.")
        asked = _Asked(exchange, path, _fields(query), base_url, port)
        return exchange.closing(await self._route(asked))

    async def _route(self, asked: _Asked) -> web.StreamResponse:
        if (asked.method, asked.path) == ("GET", f"{PREFIX}icon.svg"):
            return asked.reply(ICON.encode(), kind="image/svg+xml")
        if (asked.method, asked.path) == ("GET", SIGN_IN_PATH):
            return self._enter(asked)
        session = self.sign_in.session_of(asked.http.headers.getall("Cookie", []), asked.port)
        if session is None:
            return asked.reply(closed_page(asked.words, used_up=False), 403)
        if asked.method == "POST" and asked.path == f"{PREFIX}delete":
            return await self._delete(asked, session)
        if asked.method != "GET":
            return asked.reply(told_page(asked.words, asked.words.refused), 405)
        return await self._show(asked, session)

    def _enter(self, asked: _Asked) -> web.Response:
        """The link was opened: a cookie instead of it, and an address that says nothing."""
        fetched_ahead = asked.http.headers.get("Sec-Purpose", asked.http.headers.get("Purpose", ""))
        if "prefetch" in fetched_ahead.lower():  # nobody has opened it yet
            return asked.reply(b"", 503)
        known = self.sign_in.session_of(asked.http.headers.getall("Cookie", []), asked.port)
        session = self.sign_in.enter(asked.fields.get("ticket", ""), asked.port) or known
        if session is None:
            return asked.reply(closed_page(asked.words, used_up=True), 403)
        comes_from_elsewhere = asked.http.headers.get("Sec-Fetch-Site") == "cross-site"
        response = asked.reply(entered_page(asked.words)) if comes_from_elsewhere else _to("/")
        response.set_cookie(
            cookie_name(asked.port),
            session.cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=asked.base_url.startswith("https:"),
        )
        return response

    async def _show(self, asked: _Asked, session: Session) -> web.StreamResponse:
        view = View(
            asked.fields.get("bucket", "") or next(iter(self._shown_buckets()), ""),
            asked.fields.get("prefix", ""),
            asked.fields.get("marker", ""),
        )
        bucket = self._store.buckets.get(view.bucket)
        if bucket is None:
            return asked.reply(told_page(asked.words, asked.words.gone), 404)
        if asked.path in ("/", f"{PREFIX}bucket"):
            return self._list(asked, session, view, bucket)
        record = bucket.objects.get(asked.fields.get("key", ""))
        if record is None or asked.path not in (f"{PREFIX}object", f"{PREFIX}file"):
            return asked.reply(told_page(asked.words, asked.words.gone), 404)
        if asked.path == f"{PREFIX}object":
            return self._object(asked, session, view, bucket, record)
        if self._store.discards:
            return asked.reply(told_page(asked.words, asked.words.discarded), 404)
        headers = dict(_HEADERS)
        return await send_file(
            asked.http, self._store, record, headers, save=bool(asked.fields.get("save"))
        )

    def _list(self, asked: _Asked, session: Session, view: View, bucket: Bucket) -> web.Response:
        """The objects after the marker, in the order of the service's listing."""
        keys = sorted(key for key in bucket.objects if key.startswith(view.prefix))
        start = bisect_right(keys, view.marker) if view.marker else 0
        shown = keys[start : start + _LISTED]
        before = max(start - _LISTED, 0)
        listing = Listing(
            view,
            [bucket.objects[key] for key in shown],
            first=start + 1,
            total=len(keys),
            previous=None if not start else keys[before - 1] if before else "",
            following=shown[-1] if start + _LISTED < len(keys) else None,
        )
        notice, session.notice = session.notice, ""
        return asked.reply(
            list_page(
                asked.words,
                [self._store.buckets[name] for name in self._shown_buckets()],
                listing,
                self._links.of(bucket, listing.records),
                self._clock.now(),
                notice,
                temporary=self._temporary,
                discards=self._store.discards,
            )
        )

    def _shown_buckets(self) -> list[str]:
        """The names of all buckets: the program's own comes first, temporary storage last."""
        ends = {self._first_bucket: 0, self._temporary: 2}
        return sorted(self._store.buckets, key=lambda name: (ends.get(name, 1), name))

    def _object(
        self, asked: _Asked, session: Session, view: View, bucket: Bucket, record: ObjectRecord
    ) -> web.Response:
        text = None
        if kind_of(record).shown is Shown.TEXT and not self._store.discards:
            text = text_of(self._store, record)
        page = object_page(
            asked.words,
            view,
            bucket,
            record,
            self._links.of(bucket, [record]).get(record.key),
            self._clock.now(),
            csrf=session.csrf,
            asks="ask" in asked.fields,
            text=text,
            discards=self._store.discards,
        )
        return asked.reply(page)

    async def _delete(self, asked: _Asked, session: Session) -> web.Response:
        """Delete an object, where the form of this very page and session says so."""
        form = await asked.form()
        if not asked.is_from_here or not same(session.csrf, form.get("csrf", "")):
            return asked.reply(told_page(asked.words, asked.words.refused), 403)
        bucket = self._store.buckets.get(asked.fields.get("bucket", ""))
        record = bucket.objects.get(asked.fields.get("key", "")) if bucket else None
        if bucket is None or record is None or not self._store.delete(bucket, record.key):
            return asked.reply(told_page(asked.words, asked.words.gone), 404)
        session.notice = name_of(record)
        view = View(bucket.name, asked.fields.get("prefix", ""), asked.fields.get("marker", ""))
        return _to(view.url("bucket"))


class _Asked:
    """A request for the page: its path, the fields of its query, the language it is answered in."""

    def __init__(
        self, exchange: Exchange, path: str, fields: Mapping[str, str], base_url: str, port: int
    ) -> None:
        self.http, self._exchange = exchange.http, exchange
        self.path, self.fields = path, fields
        self.base_url, self.port = base_url, port
        self.method = self.http.method
        self.words: Words = words_for(self.http.headers.get("Accept-Language", ""))

    @property
    def is_from_here(self) -> bool:
        """Whether a page of this origin sent it: every browser says where a form comes from."""
        headers = self.http.headers
        is_own = headers.getall("Origin", []) == [self.base_url]
        return is_own and headers.getall("Sec-Fetch-Site", ["same-origin"]) == ["same-origin"]

    async def form(self) -> Mapping[str, str]:
        """The fields of its body; {} for what is no form; raises ServiceError for a long one."""
        if self.http.headers.get("Content-Type", "").partition(";")[0].strip() != _FORM:
            return {}
        body = await self._exchange.receive_small(_MOST_FORM_BYTES)
        return _fields(body.decode("ascii"))

    def reply(
        self, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8"
    ) -> web.Response:
        """An answer of the page's."""
        headers = {**_HEADERS, "Content-Security-Policy": POLICY, "Content-Type": kind}
        return web.Response(body=body, status=status, headers=headers)


def _to(address: str) -> web.Response:
    return web.Response(
        status=303,
        headers={**_HEADERS, "Referrer-Policy": "no-referrer", "Location": address},
    )


def _wants_page(http: web.BaseRequest) -> bool:
    """Whether somebody opens the address in a browser: no client of the service asks like that."""
    return (
        http.method == "GET"
        and http.raw_path == "/"
        and "text/html" in http.headers.get("Accept", "").lower()
        and "Authorization" not in http.headers
    )


def _fields(query: str) -> dict[str, str]:
    """The fields of a query or a form; raises ValueError for what is none."""
    pairs = parse_qsl(
        query, keep_blank_values=True, errors="surrogatepass", max_num_fields=_MOST_FIELDS
    )
    return dict(pairs)
