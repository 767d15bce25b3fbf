"""HTTP sessions that do what was meant: no surprise redirects, no netrc, the system's own trust.

`requests` with `trust_env` reads netrc and would replace the Authorization header, so it is off;
`ossdrop.network.proxies` asks for the proxies of the environment or the system instead.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests
import requests.adapters
import truststore
import urllib3.poolmanager

if sys.platform == "linux":
    import fcntl
    import termios
else:  # other systems do not say how much has left
    termios = None

SOCKET_BLOCK_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0  # also for each block sent: 512 KiB at 5 KB/s
# What the kernel takes before it leaves: small, so that progress is true and the answer not late.
SEND_BUFFER_BYTES = 256 * 1024
# A line on which nothing is confirmed for so long is dead, whatever else the timeouts say.
DEAD_LINE_S = 30


class Session(requests.Session):
    """A session whose requests can be cut off from another thread."""

    def __init__(self, connections: int) -> None:
        super().__init__()
        self.trust_env = False
        self._adapter = TrustedAdapter(pool_connections=4, pool_maxsize=connections)
        self.mount("https://", self._adapter)
        self.mount("http://", self._adapter)

    def cut(self) -> None:
        """Shut down every socket: requests under way fail at once, in whatever they wait for."""
        for connection in list(self._adapter.connections):
            _shut_down(connection)
        self.close()

    @contextlib.contextmanager
    def cuttable(self) -> Iterator[RequestUnderWay]:
        """Gives a handle, for other threads, on the request that this thread makes inside."""
        request = RequestUnderWay(self._adapter.in_use, threading.get_ident())
        try:
            yield request
        finally:
            self._adapter.in_use.pop(request.thread_id, None)


@dataclass(frozen=True)
class RequestUnderWay:
    """The request that one thread makes (an `OpenRequest`)."""

    in_use: dict[int, Any]  # connections by the thread that uses them
    thread_id: int

    def cut(self) -> None:
        """Shut its socket down: the request fails at once."""
        if (connection := self.in_use.get(self.thread_id)) is not None:
            _shut_down(connection)

    def unsent_bytes(self) -> int:
        """What the kernel has taken and the other side has not confirmed; 0 where unknown."""
        connection = self.in_use.get(self.thread_id)
        if connection is None or termios is None:
            return 0
        try:
            waiting = fcntl.ioctl(connection.sock.fileno(), termios.TIOCOUTQ, bytes(4))
        except (OSError, AttributeError, ValueError):  # it may be closing at this moment
            return 0
        return int.from_bytes(waiting, sys.byteorder)


class TrustedAdapter(requests.adapters.HTTPAdapter):
    """Verifies with the operating system's certificates; sends in large blocks."""

    def __init__(self, **options: Any) -> None:
        self.connections: weakref.WeakSet[Any] = weakref.WeakSet()
        self.in_use: dict[int, Any] = {}  # by the thread that makes the request
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

    def _remember_connections_of(self, manager: Any) -> None:
        """Make the manager's connections known here, so that they can be cut."""
        connections, in_use = self.connections, self.in_use

        def remembering(connection: type[Any]) -> type[Any]:
            class Remembering(connection):  # type: ignore[misc]
                def connect(self) -> None:
                    super().connect()
                    connections.add(self)
                    self.sock.settimeout(READ_TIMEOUT_S)  # urllib3 sends under the connect timeout

                def request(self, *args: Any, **kwargs: Any) -> None:
                    in_use[threading.get_ident()] = self
                    super().request(*args, **kwargs)

            return Remembering

        pools: dict[str, Any] = urllib3.poolmanager.pool_classes_by_scheme
        manager.pool_classes_by_scheme = {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": remembering(pool.ConnectionCls)})
            for scheme, pool in pools.items()
        }


def _shut_down(connection: Any) -> None:
    with contextlib.suppress(OSError, AttributeError):  # it may be closing at this moment
        connection.sock.shutdown(socket.SHUT_RDWR)


def _pool_options() -> dict[str, object]:
    options = [
        (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES),
    ]
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        options.append((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_LINE_S * 1000))
    return {
        "ssl_context": truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        "blocksize": SOCKET_BLOCK_BYTES,
        "socket_options": options,
    }
