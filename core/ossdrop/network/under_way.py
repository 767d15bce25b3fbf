"""A request under way, as other threads may touch it."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

if sys.platform == "linux":
    import fcntl
    import termios
else:  # other systems do not say how much has left
    termios = None


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
        if connection is None or termios is None:
            return 0
        try:
            waiting = fcntl.ioctl(connection.sock.fileno(), termios.TIOCOUTQ, bytes(4))
        except (OSError, AttributeError, ValueError):  # it may be closing at this moment
            return 0
        return int.from_bytes(waiting, sys.byteorder)

    def is_on(self, connection: Any) -> bool:
        """Whether it goes over this connection."""
        return self._connection is connection

    def connect(self, make: Callable[[], socket.socket]) -> socket.socket:
        """Connect, in a thread of its own: neither a name's lookup nor a connect can be cut.

        One that is cut is left behind to its end, which nobody waits for.
        """
        answer: Future[socket.socket] = Future()

        def connect() -> None:
            try:
                made = make()
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                answer.set_exception(error)
            else:
                answer.set_result(made)

        answer.add_done_callback(lambda _: self._changed.set())
        threading.Thread(target=connect, name="connect", daemon=True).start()
        self._changed.wait()
        if not answer.done():
            answer.add_done_callback(_close_late)
            raise ConnectionAbortedError("cut while connecting")
        made = answer.result()
        if not self._is_cut:
            self._changed.clear()
        self._connecting = made.dup()  # TLS takes the first handle over
        return made

    def use(self, connection: Any) -> None:
        """It goes over this connection from now on; raises where it was cut meanwhile."""
        self._connection = connection
        self.close()
        if self._is_cut:
            shut_down(connection)
            raise ConnectionAbortedError("cut before it began")


def _close_late(answer: Future[socket.socket]) -> None:
    if answer.exception() is None:
        answer.result().close()


def shut_down(connection: Any) -> None:
    """End a connection, for whoever waits on it; it stays to be closed."""
    with contextlib.suppress(OSError, AttributeError):  # it may be closing at this moment
        connection.sock.shutdown(socket.SHUT_RDWR)
