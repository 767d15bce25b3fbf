"""Whose a TCP connection on this computer is, as Linux tells it."""

from __future__ import annotations

import os
from pathlib import Path

_LOOPBACK = "0100007F"


def is_mine(port: int, peer_port: int) -> bool:
    """Whether this user has the connection from 127.0.0.1:`port` to 127.0.0.1:`peer_port`.

    What the system does not list is nobody's of ours: one that came in over IPv6, for example.
    """
    wanted = (f"{_LOOPBACK}:{port:04X}", f"{_LOOPBACK}:{peer_port:04X}")
    try:
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    except OSError:
        return False
    rows = (line.split() for line in lines)
    return any((row[1], row[2]) == wanted and int(row[7]) == os.geteuid() for row in rows)
