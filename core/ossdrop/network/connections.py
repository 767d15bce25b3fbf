"""Connections that other threads can cut, and that know when they were used last."""

from __future__ import annotations

import socket
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import urllib3.poolmanager

from ossdrop.network import cutting
from ossdrop.network.answers import BoundedResponse, Limits
from ossdrop.network.idle import MOST_IDLE_S
from ossdrop.network.own_sockets import notice_dead_line
from ossdrop.network.under_way import RequestUnderWay

READ_TIMEOUT_S = 120.0  # also for each block sent: 512 KiB at 5 KB/s
_JOINED_BYTES = 1 << 16  # of a body, which go out with the head: one packet less, and one wait


@dataclass(frozen=True)
class Ties:
    """What the connections of a session share."""

    limits: Limits
    look_up: Callable[[str, int], None]  # a host and a port before it is connected to; may raise
    look_at: Callable[[socket.socket], None]  # at a new one, before anything is sent; may raise
    handles: dict[int, RequestUnderWay]  # by the thread that makes the requests
    connections: weakref.WeakSet[Any]  # all of them, once they stand


def tie(manager: Any, ties: Ties) -> None:
    """Let a pool manager of urllib3 make such connections."""
    pools: dict[str, Any] = urllib3.poolmanager.pool_classes_by_scheme
    manager.pool_classes_by_scheme = {
        scheme: type(pool.__name__, (pool,), {"ConnectionCls": _tied(pool.ConnectionCls, ties)})
        for scheme, pool in pools.items()
    }


def _tied(connection: type[Any], ties: Ties) -> type[Any]:
    class Remembering(connection):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.is_cut = False
            self._head: bytes | None = None  # of a request whose body begins
            self._has_stood = False  # since it was connected last
            self.response_class = partial(
                BoundedResponse, limits=ties.limits, is_cut=lambda: self.is_cut
            )
            self.used_s = time.monotonic()

        @property
        def is_idle_for_long(self) -> bool:
            return time.monotonic() - self.used_s > MOST_IDLE_S

        @property
        def is_connected(self) -> bool:  # urllib3 asks before it uses one again
            return not self.is_idle_for_long and super().is_connected

        def _new_conn(self) -> socket.socket:
            handle = ties.handles.get(threading.get_ident())
            has_proxy, new_conn = self.proxy is not None, super()._new_conn

            def connect() -> socket.socket:
                if not has_proxy:  # behind one, nothing is known here
                    ties.look_up(self._dns_host, self.port)
                made: socket.socket = new_conn()
                return made

            made = handle.connect(connect) if handle else connect()
            notice_dead_line(made)
            if not has_proxy:
                ties.look_at(made)
            return made

        def connect(self) -> None:
            handle, connect = ties.handles.get(threading.get_ident()), super().connect
            self._has_stood = False
            if handle is None or cutting.SHUTDOWN_WAKES:
                connect()
            else:  # with what a proxy and TLS say to it
                handle.leave_behind(connect, lambda _: self.close())
            self._has_stood = True
            ties.connections.add(self)

        @property
        def has_connected_to_proxy(self) -> bool:
            """Also once it was closed: what ends a request then is not the proxy's fault.

            urllib3 asks after it has closed the connection.
            """
            return self._has_stood or bool(super().has_connected_to_proxy)

        def send(self, data: Any) -> None:
            if self._head == b"":  # what comes first
                self._head = data
                return
            if self._head is not None and len(data) <= _JOINED_BYTES:
                data, self._head = b"".join((self._head, data)), None
            self._send_head()
            self._send_now(data)

        def _send_head(self) -> None:
            head, self._head = self._head, None
            if head:
                self._send_now(head)

        def _send_now(self, data: Any) -> None:
            sock = self.sock
            if cutting.SHUTDOWN_WAKES or not isinstance(sock, socket.socket):
                super().send(data)
            else:
                cutting.send_all(sock, data, READ_TIMEOUT_S, lambda: self.is_cut)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is None:
                self.connect()
            if (handle := ties.handles.get(threading.get_ident())) is not None:
                handle.use(self)
            self.timeout = READ_TIMEOUT_S  # urllib3 would send under that for connecting
            self._head = b""
            try:
                super().request(*args, **kwargs)
                self._send_head()
            finally:
                self._head = None  # of one that has failed

        def getresponse(self) -> Any:
            answer = super().getresponse()
            self.used_s = time.monotonic()
            return answer

    return Remembering
