"""Ends what another thread waits for on a socket.

On Linux and macOS shutting a socket down wakes whoever waits for it. On Windows it wakes no `recv`,
and closing it would free its handle for a connection of another thread, whose bytes OpenSSL would
then read here: so there one waits in short turns and looks between them.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

SHUTDOWN_WAKES = sys.platform != "win32"
TURN_S = 0.2
_LEAST_S = 0.001  # 0 would not wait at all


def receive_into(
    sock: socket.socket, buffer: Any, timeout_s: float | None, is_cut: Callable[[], bool]
) -> int:
    """`recv_into` with an end: raises TimeoutError, ConnectionAbortedError once it `is_cut`."""
    return _in_turns(sock, lambda: sock.recv_into(buffer), timeout_s, is_cut)


def send_all(
    sock: socket.socket, data: Any, timeout_s: float | None, is_cut: Callable[[], bool]
) -> None:
    """`sendall` with an end, in the same way. What TLS has begun with is given to it again."""
    left = memoryview(data).cast("B")
    until_s = _end_of(timeout_s)
    while left:
        count = _in_turns(sock, partial(sock.send, left), _left_of(until_s), is_cut)
        left = left[count:]


def _in_turns(
    sock: socket.socket,
    work: Callable[[], int],
    timeout_s: float | None,
    is_cut: Callable[[], bool],
) -> int:
    before_s, until_s = sock.gettimeout(), _end_of(timeout_s)
    try:
        while True:
            if is_cut():
                raise ConnectionAbortedError("cut while it waited")
            left_s = _left_of(until_s)
            sock.settimeout(TURN_S if left_s is None else max(min(left_s, TURN_S), _LEAST_S))
            try:
                return work()
            except TimeoutError:
                if left_s is not None and left_s <= TURN_S:
                    raise
    finally:
        sock.settimeout(before_s)


def _end_of(timeout_s: float | None) -> float | None:
    return None if timeout_s is None else time.monotonic() + timeout_s


def _left_of(until_s: float | None) -> float | None:
    return None if until_s is None else until_s - time.monotonic()
