"""What the kernel is told about our connections, and what it tells of them, on each system."""

from __future__ import annotations

import contextlib
import socket
import sys

# A line on which nothing is confirmed for so long is dead, whatever else the timeouts say.
DEAD_LINE_S = 30
# What the kernel takes before it leaves: small, so that progress is true and the answer not late.
SEND_BUFFER_BYTES = 256 * 1024
_UNTOLD_BUFFER_BYTES = 128 * 1024  # where it does not say what has left: all of it is not true
_IDLE_S, _PROBE_EVERY_S, _PROBES = 10, 2, 10  # Windows always sends ten

if sys.platform == "linux":
    import fcntl
    import termios

    def unsent_bytes(sock: socket.socket) -> int:
        """What was taken and the other side has not confirmed; raises OSError, ValueError."""
        waiting = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(waiting, sys.byteorder)

elif sys.platform == "darwin":
    _NOT_WRITTEN = 0x1024  # SO_NWRITE of sys/socket.h

    def unsent_bytes(sock: socket.socket) -> int:
        """What was taken and the other side has not confirmed; raises OSError."""
        return sock.getsockopt(socket.SOL_SOCKET, _NOT_WRITTEN)

else:

    def unsent_bytes(_: socket.socket) -> int:
        """0: this system does not say what was taken and not confirmed."""
        return 0


def send_buffer_bytes() -> int:
    """How much the kernel takes of one connection."""
    return SEND_BUFFER_BYTES if sys.platform in ("linux", "darwin") else _UNTOLD_BUFFER_BYTES


def notice_dead_line(sock: socket.socket) -> None:
    """Let a connection fail once its line has been dead for `DEAD_LINE_S`. Never raises.

    Sources: tcp(7); SIO_KEEPALIVE_VALS and TCP_MAXRT in Microsoft's documentation; netinet/tcp.h.
    """
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # probes, for who only waits
            wanted = (1, _IDLE_S * 1000, _PROBE_EVERY_S * 1000)
            sock.ioctl(socket.SIO_KEEPALIVE_VALS, wanted)
        _set(sock, _WINDOWS_MAXRT, DEAD_LINE_S)  # of what was sent and not confirmed
    elif sys.platform == "darwin":
        _set(sock, _MACOS_CONNDROPTIME, DEAD_LINE_S)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        _set(sock, _MACOS_KEEPALIVE, _IDLE_S)
        _set(sock, socket.TCP_KEEPINTVL, _PROBE_EVERY_S)
        _set(sock, socket.TCP_KEEPCNT, _PROBES)
    elif hasattr(socket, "TCP_USER_TIMEOUT"):
        _set(sock, socket.TCP_USER_TIMEOUT, DEAD_LINE_S * 1000)


_WINDOWS_MAXRT, _MACOS_CONNDROPTIME, _MACOS_KEEPALIVE = 5, 0x80, 0x10


def _set(sock: socket.socket, option: int, value: int) -> None:
    with contextlib.suppress(OSError):  # an older system
        sock.setsockopt(socket.IPPROTO_TCP, option, value)
