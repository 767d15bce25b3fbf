"""A server that says what a test wants, byte by byte, to whoever calls."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Self

from tests.platforms import stop_listening

Script = Callable[[bytes], Iterable[bytes]]


class RudeServer:
    """Reads a request's head, then sends the pieces of `script`, until it is told to end."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen)]
        self._callers: set[socket.socket] = set()
        self.requests: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def pause(self, seconds: float) -> bool:
        """For scripts: wait; False when the test is over."""
        return not self._ended.wait(seconds)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        stop_listening(self._listener)
        for caller in tuple(self._callers):
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            if self._ended.is_set():
                caller.close()
                return
            if sys.platform == "win32":  # where a shutdown wakes nobody who waits in `recv`
                caller.settimeout(3)
            self._callers.add(caller)
            thread = threading.Thread(target=self._answer, args=(caller,))
            self._threads.append(thread)
            thread.start()

    def _answer(self, caller: socket.socket) -> None:
        with caller, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and (data := caller.recv(65536)):
                head += data
            self.requests.append(head)
            for piece in self.script(head):
                if self._ended.is_set():
                    return
                caller.sendall(piece)
            caller.shutdown(socket.SHUT_WR)
            while caller.recv(65536):
                pass
        self._callers.discard(caller)


@contextlib.contextmanager
def saying(make: Callable[[RudeServer], Script] | bytes) -> Iterator[RudeServer]:
    """A server that answers everybody the same."""
    server: RudeServer
    if isinstance(make, bytes):
        words = make
        server = RudeServer(lambda _: [words])
    else:
        server = RudeServer(lambda _: [])
        server.script = make(server)
    with server:
        yield server
