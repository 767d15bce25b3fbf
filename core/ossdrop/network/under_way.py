"""A request under way, as other threads may touch it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from ossdrop.network.own_sockets import unsent_bytes
from ossdrop.program.waiting import wait_for

_Made = TypeVar("_Made")


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
            shut_down(connection)

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

    def is_on(self, connection: Any) -> bool:
        """Whether it goes over this connection."""
        return self._connection is connection

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
        try:
            threading.Thread(target=connect, name="connect", daemon=True).start()
        except (RuntimeError, MemoryError):  # the system gives no more: then nobody can cut this
            connect()
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
            shut_down(connection)
            raise ConnectionAbortedError("cut before it began")


def _close_late(close: Callable[[_Made], None], answer: Future[_Made]) -> None:
    if answer.exception() is None:
        close(answer.result())


def shut_down(connection: Any) -> None:
    """End a connection, for whoever waits on it; it stays to be closed."""
    connection.is_cut = True
    with contextlib.suppress(OSError, AttributeError):  # it may be closing at this moment
        connection.sock.shutdown(socket.SHUT_RDWR)
