"""HTTP sessions that do what was meant: no surprise redirects, no netrc, the system's own trust.

`requests` with `trust_env` reads netrc and would replace the Authorization header, so it is off;
`ossdrop.network.proxies` asks for the proxies of the environment or the system instead.
"""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import socket
import ssl
import threading
import weakref
from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import requests
import requests.adapters
import truststore
import urllib3

from ossdrop.network.answers import Answer, Limits, content_of, take_whole
from ossdrop.network.connections import Ties, tie
from ossdrop.network.idle import closed_in_children
from ossdrop.network.own_sockets import send_buffer_bytes
from ossdrop.network.reach import LeadsIntoPrivate, Reach
from ossdrop.network.requests_made import note_request
from ossdrop.network.under_way import RequestUnderWay, shut_down

SOCKET_BLOCK_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 10.0
# IPv6 addresses whose last four bytes are one of IPv4: the former form, and a translator's.
_AROUND_IPV4 = frozenset({0, 0x64FF9B << 64})
_FAKE_ADDRESSES = ipaddress.ip_network("198.18.0.0/15")


class Body(Protocol):
    """What a request brings: bytes, or a file that knows how many they are."""

    def __len__(self) -> int:
        """How many bytes."""


class Session(requests.Session):
    """A session whose requests can be cut off from another thread, and whose answers have an end.

    An answer is read whole, unless `stream` is asked for; `limits` bound it either way. `reach`
    is for addresses that others choose.
    """

    def __init__(
        self, connections: int, limits: Limits | None = None, *, reach: Reach = Reach.ANY
    ) -> None:
        super().__init__()
        self.trust_env = False
        self.headers["Accept-Encoding"] = "identity"
        self._limits = limits or Limits()
        self._is_cut = False
        self._adapter = TrustedAdapter(
            self._limits,
            reach=reach,
            pool_connections=4,
            pool_maxsize=connections,
        )
        closed_in_children(self)
        self.mount("https://", self._adapter)
        self.mount("http://", self._adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send a request; the answer's body is there when this returns, unless `stream`."""
        streams = kwargs.get("stream", False)
        with self._known_request():
            answer = super().send(request, **{**kwargs, "stream": True})
        if not streams:
            take_whole(answer, self._limits.most_bytes)
        return answer

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: Body | None,
        timeout_s: tuple[float, float],
        proxy: str = "",
    ) -> Answer:
        """One request as it is, without redirects and cookies, and its whole answer.

        For what is asked a thousand times: what `requests` adds costs as much as all the rest.
        `timeout_s` is to connect, and for each wait after that. Raises urllib3's errors.
        """
        manager = self._adapter.proxy_manager_for(proxy) if proxy else self._adapter.poolmanager
        if body is not None:
            headers = {**headers, "Content-Length": str(len(body))}
        connect_s, read_s = timeout_s
        with self._known_request():
            answer = manager.urlopen(
                method,
                url,
                body=body,
                headers=headers,
                timeout=urllib3.Timeout(connect=connect_s, read=read_s),
                retries=self._adapter.max_retries,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            content = content_of(answer, self._limits.most_bytes)
        return Answer(answer.status, answer.headers, content)

    def cut(self) -> None:
        """Shut down every socket: requests under way fail at once, and so do all later ones."""
        self._is_cut = True
        for handle in list(self._adapter.handles.values()):
            handle.cut()
        for connection in list(self._adapter.connections):
            shut_down(connection)
        self.close()

    def drop_idle(self) -> None:
        """Close connections that nobody has used for long. While no request is made."""
        for connection in list(self._adapter.connections):
            if connection.is_idle_for_long:
                connection.close()

    def let_go(self) -> None:
        """Close a forked child's copies of its parent's sockets, and say nothing on them."""
        self._adapter.making = threading.Lock()  # a thread that is not here may hold the former
        mine = self._adapter.handles.pop(threading.get_ident(), None)
        self._adapter.handles.clear()  # of threads that the child does not have
        for connection in list(self._adapter.connections):
            if mine is not None and mine.is_on(connection):
                connection.sock.close()  # the request fails, and is made again
            else:
                connection.close()

    @contextlib.contextmanager
    def _known_request(self) -> Iterator[None]:
        """Every request has a handle, so that `cut` finds it also while it connects."""
        is_known = threading.get_ident() in self._adapter.handles
        with contextlib.nullcontext() if is_known else self.cuttable():
            if self._is_cut:  # now that `cut` would find it
                raise requests.ConnectionError("the session is closed")
            note_request()
            yield

    @contextlib.contextmanager
    def cuttable(self) -> Iterator[RequestUnderWay]:
        """Gives a handle, for other threads, on the requests that this thread makes inside."""
        handles, thread_id = self._adapter.handles, threading.get_ident()
        outer, handle = handles.get(thread_id), RequestUnderWay()
        handles[thread_id] = handle
        try:
            yield handle
        finally:
            handle.close()
            if outer is None:
                del handles[thread_id]
            else:
                handles[thread_id] = outer


class TrustedAdapter(requests.adapters.HTTPAdapter):
    """Verifies with the operating system's certificates; sends in large blocks."""

    def __init__(self, limits: Limits, *, reach: Reach, **options: Any) -> None:
        self._reach, self._was_public = reach, reach is Reach.PUBLIC
        self.connections: weakref.WeakSet[Any] = weakref.WeakSet()
        self.handles: dict[int, RequestUnderWay] = {}  # by the thread that makes the requests
        self.making = threading.Lock()  # of what is made once for a proxy
        self._ties = Ties(limits, self._look_up, self._look_at, self.handles, self.connections)
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Called by requests; adds our TLS context, block size and connections."""
        super().init_poolmanager(*args, **{**kwargs, **_pool_options()})
        tie(self.poolmanager, self._ties)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Called for each request through a proxy; the same options as without one."""
        with self.making:  # requests gives it out before its connections are ours
            known = self.proxy_manager.get(proxy)
            if known is not None:
                return known
            manager = super().proxy_manager_for(proxy, **{**kwargs, **_pool_options()})
            tie(manager, self._ties)
            return manager

    def proxy_headers(self, proxy: str) -> dict[str, str]:
        """Called by requests, which has a name and a password in Latin-1 alone; UTF-8 is usual."""
        parts = urlsplit(proxy)
        if not parts.username:
            return {}
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        return {"Proxy-Authorization": f"Basic {base64.b64encode(login).decode()}"}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Certificates come from the context alone; there is no switch to turn checking off."""

    def _look_up(self, host: str, port: int) -> None:
        """Refuse a host that is not on the public internet before its ports are touched.

        Else whoever wrote a link learns from the answer which of them are open in there.
        """
        if self._reach is Reach.ANY or not self._was_public:
            return
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return  # connecting says what is wrong
        if not all(_is_public(str(address[0])) for *_, address in found):
            raise LeadsIntoPrivate

    def _look_at(self, made: socket.socket) -> None:
        """The same once more, before anything is sent: a name may have two answers."""
        is_public = _is_public(made.getpeername()[0])
        if self._reach is not Reach.ANY and self._was_public and not is_public:
            made.close()
            raise LeadsIntoPrivate
        self._was_public |= is_public


def _is_public(host: str) -> bool:
    """Whether an address is one of the public internet.

    198.18.0.0/15 counts: common proxies in China answer with such addresses for any name.
    """
    address = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is None and int(address) >> 32 in _AROUND_IPV4:
            within = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        address = within or address
    return address.is_global or address in _FAKE_ADDRESSES


def _pool_options() -> dict[str, object]:
    options = [
        (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        (socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer_bytes()),
    ]
    return {
        "ssl_context": truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        "blocksize": SOCKET_BLOCK_BYTES,
        "socket_options": options,
    }
