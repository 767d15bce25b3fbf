"""HTTP sessions that do what was meant: no surprise redirects, no netrc, the system's own trust.

`requests` with `trust_env` reads netrc and would replace the Authorization header, so it is off;
`ossdrop.network.proxies` asks for the proxies of the environment or the system instead.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

import requests
import requests.adapters
import truststore
import urllib3.poolmanager

from ossdrop.network import cutting
from ossdrop.network.answers import BoundedResponse, Limits, take_whole
from ossdrop.network.own_sockets import notice_dead_line, send_buffer_bytes, unsent_bytes
from ossdrop.network.requests_made import note_request
from ossdrop.program.waiting import wait_for

SOCKET_BLOCK_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0  # also for each block sent: 512 KiB at 5 KB/s
_Made = TypeVar("_Made")
_FAKE_ADDRESSES = ipaddress.ip_network("198.18.0.0/15")


class Session(requests.Session):
    """A session whose requests can be cut off from another thread, and whose answers have an end.

    An answer is read whole, unless `stream` is asked for; `limits` bound it either way. One that
    `keeps_public` connects to no private network, nor to this computer, after it has been on the
    public internet: for addresses that others choose.
    """

    def __init__(
        self, connections: int, limits: Limits | None = None, *, keeps_public: bool = False
    ) -> None:
        super().__init__()
        self.trust_env = False
        self.headers["Accept-Encoding"] = "identity"
        self._limits = limits or Limits()
        self._is_cut = False
        self._adapter = TrustedAdapter(
            self._limits,
            keeps_public=keeps_public,
            pool_connections=4,
            pool_maxsize=connections,
        )
        self.mount("https://", self._adapter)
        self.mount("http://", self._adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send a request; the answer's body is there when this returns, unless `stream`."""
        streams = kwargs.get("stream", False)
        with self._known_request():
            if self._is_cut:
                raise requests.ConnectionError("the session is closed")
            note_request()
            answer = super().send(request, **{**kwargs, "stream": True})
        if not streams:
            take_whole(answer, self._limits.most_bytes)
        return answer

    def cut(self) -> None:
        """Shut down every socket: requests under way fail at once, and so do all later ones."""
        self._is_cut = True
        for handle in list(self._adapter.handles.values()):
            handle.cut()
        for connection in list(self._adapter.connections):
            _shut_down(connection)
        self.close()

    def _known_request(self) -> contextlib.AbstractContextManager[object]:
        """Every request has a handle, so that `cut` finds it also while it connects."""
        is_known = threading.get_ident() in self._adapter.handles
        return contextlib.nullcontext() if is_known else self.cuttable()

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


class RequestUnderWay:
    """What one thread asks for (an `OpenRequest`): connecting, sending, waiting for the answer."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._connecting: socket.socket | None = None  # a second handle on a socket
        self._changed = threading.Event()
        self._is_cut = False

    def cut(self) -> None:
        """End it wherever it is, and whatever it does next: it fails at once."""
        self._is_cut = True
        self._changed.set()
        if (connecting := self._connecting) is not None:
            with contextlib.suppress(OSError):
                connecting.shutdown(socket.SHUT_RDWR)
        if (connection := self._connection) is not None:
            _shut_down(connection)

    def close(self) -> None:
        """Let go of a connection that came to no use: its certificate was refused, perhaps."""
        if (connecting := self._connecting) is not None:
            self._connecting = None
            connecting.close()

    def unsent_bytes(self) -> int:
        """What the kernel has taken and the other side has not confirmed; 0 where unknown."""
        connection = self._connection
        try:
            return unsent_bytes(connection.sock)
        except (OSError, AttributeError, ValueError):  # it may be closing at this moment
            return 0

    def connect(self, make: Callable[[], socket.socket]) -> socket.socket:
        """Connect, in a thread of its own: neither a name's lookup nor a connect can be cut."""
        made = self.leave_behind(make, socket.socket.close)
        self._connecting = made.dup()  # TLS takes the first handle over
        return made

    def leave_behind(self, make: Callable[[], _Made], close: Callable[[_Made], None]) -> _Made:
        """What `make` gives, in a thread of its own: what cannot be cut is left to its end.

        Nobody waits for that; what it then gives is closed.
        """
        answer: Future[_Made] = Future()

        def connect() -> None:
            try:
                made = make()
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                answer.set_exception(error)
            else:
                answer.set_result(made)

        answer.add_done_callback(lambda _: self._changed.set())
        threading.Thread(target=connect, name="connect", daemon=True).start()
        wait_for(self._changed)
        if not answer.done():
            answer.add_done_callback(partial(_close_late, close))
            raise ConnectionAbortedError("cut while connecting")
        made = answer.result()
        if not self._is_cut:
            self._changed.clear()
        return made

    def use(self, connection: Any) -> None:
        """It goes over this connection from now on; raises where it was cut meanwhile."""
        self._connection = connection
        self.close()
        if self._is_cut:
            _shut_down(connection)
            raise ConnectionAbortedError("cut before it began")


def _close_late(close: Callable[[_Made], None], answer: Future[_Made]) -> None:
    if answer.exception() is None:
        close(answer.result())


class TrustedAdapter(requests.adapters.HTTPAdapter):
    """Verifies with the operating system's certificates; sends in large blocks."""

    def __init__(self, limits: Limits, *, keeps_public: bool, **options: Any) -> None:
        self._limits = limits
        self._keeps_public, self._was_public = keeps_public, False
        self.connections: weakref.WeakSet[Any] = weakref.WeakSet()
        self.handles: dict[int, RequestUnderWay] = {}  # by the thread that makes the requests
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Called by requests; adds our TLS context, block size and connections."""
        super().init_poolmanager(*args, **{**kwargs, **_pool_options()})
        self._remember_connections_of(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Called by requests for each proxy; the same options as without one."""
        manager = super().proxy_manager_for(proxy, **{**kwargs, **_pool_options()})
        self._remember_connections_of(manager)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Certificates come from the context alone; there is no switch to turn checking off."""

    def _look_at(self, made: socket.socket) -> None:
        """Refuse a connection that leaves the public internet, before anything is sent."""
        is_public = _is_public(made.getpeername()[0])
        if self._keeps_public and self._was_public and not is_public:
            made.close()
            raise ConnectionRefusedError("it leads out of the public internet")
        self._was_public |= is_public

    def _remember_connections_of(self, manager: Any) -> None:
        """Make the manager's connections known here, so that they can be cut."""
        connections, handles, adapter = self.connections, self.handles, self
        bounded = partial(BoundedResponse, limits=self._limits)

        def remembering(connection: type[Any]) -> type[Any]:
            class Remembering(connection):  # type: ignore[misc]
                def __init__(self, *args: Any, **kwargs: Any) -> None:
                    super().__init__(*args, **kwargs)
                    self.is_cut = False
                    self.response_class = partial(bounded, is_cut=lambda: self.is_cut)

                def _new_conn(self) -> socket.socket:
                    handle = handles.get(threading.get_ident())
                    connect = super()._new_conn
                    made: socket.socket = handle.connect(connect) if handle else connect()
                    notice_dead_line(made)
                    if self.proxy is None:  # behind one, nothing is known here
                        adapter._look_at(made)
                    return made

                def connect(self) -> None:
                    handle, connect = handles.get(threading.get_ident()), super().connect
                    if handle is None or cutting.SHUTDOWN_WAKES:
                        connect()
                    else:  # with what a proxy and TLS say to it
                        handle.leave_behind(connect, lambda _: self.close())
                    connections.add(self)

                def send(self, data: Any) -> None:
                    sock = self.sock
                    if cutting.SHUTDOWN_WAKES or not isinstance(sock, socket.socket):
                        super().send(data)
                    else:
                        cutting.send_all(sock, data, READ_TIMEOUT_S, lambda: self.is_cut)

                def request(self, *args: Any, **kwargs: Any) -> None:
                    if self.sock is None:
                        self.connect()
                    if (handle := handles.get(threading.get_ident())) is not None:
                        handle.use(self)
                    self.sock.settimeout(READ_TIMEOUT_S)  # urllib3 sends under another one
                    super().request(*args, **kwargs)

            return Remembering

        pools: dict[str, Any] = urllib3.poolmanager.pool_classes_by_scheme
        manager.pool_classes_by_scheme = {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": remembering(pool.ConnectionCls)})
            for scheme, pool in pools.items()
        }


def _is_public(host: str) -> bool:
    """Whether an address is one of the public internet.

    198.18.0.0/15 counts: common proxies in China answer with such addresses for any name.
    """
    address = ipaddress.ip_address(host.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global or address in _FAKE_ADDRESSES


def _shut_down(connection: Any) -> None:
    connection.is_cut = True
    with contextlib.suppress(OSError, AttributeError):  # it may be closing at this moment
        connection.sock.shutdown(socket.SHUT_RDWR)


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
