"""Whose a TCP connection on this computer is, where the system tells (Linux)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """The user of one end of a connection; None where that is not known."""

    uid: int | None

    @property
    def is_me(self) -> bool:
        """Whether it is this user, or nothing says that it is not."""
        return self.uid is None or self.uid == os.geteuid()


def owner_of_port(port: int, peer_port: int) -> Owner:
    """Who has the loopback connection from `port` to `peer_port` (127.0.0.1 on both sides)."""
    wanted = f"0100007F:{port:04X}", f"0100007F:{peer_port:04X}"
    try:
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    except OSError:
        return Owner(None)
    for line in lines:
        columns = line.split()
        if tuple(columns[1:3]) == wanted:
            return Owner(int(columns[7]))
    return Owner(None)
