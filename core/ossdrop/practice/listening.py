"""The port of the practice bucket: on the loopback interface, and nobody else's."""

from __future__ import annotations

import errno
import socket

LOOPBACK = "127.0.0.1"
_WSAEACCES = 10013  # what Windows says where the one who has the port shares it with nobody
# On Windows, SO_REUSEADDR would let a second program take over a port that is in use.
_EXCLUSIVE = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)


def listen_on(port: int) -> socket.socket:
    """A socket bound to `port`, 0 for any; raises OSError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR if _EXCLUSIVE is None else _EXCLUSIVE, 1
        )
        listener.bind((LOOPBACK, port))
    except OSError:
        listener.close()
        raise
    return listener


def is_taken(error: OSError) -> bool:
    """Whether a port could not be had because another program has it."""
    return error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) == _WSAEACCES
