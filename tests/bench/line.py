"""A line to somewhere far away: a TCP proxy that delays both directions and limits the rate up.

Run as a companion: `python -m tests.bench.line PORT ROUND_TRIP_S EACH TOGETHER`, with the rates in
bytes a second up, of each connection and of all together (0: no limit).
A kernel without netem cannot do this itself. What is imitated: the time a byte travels, the round
trip of a new connection, and the rates upwards, with back-pressure up to the sender's socket. What
is not: lost packets, slow start.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
from dataclasses import dataclass
from typing import Any

from tests.bench.processes import answer_takes

_PIECE_BYTES = 16 * 1024
_BUFFER_BYTES = 128 * 1024
_CATCH_UP_S = 0.05  # so much of the rate that a late wake-up lost may be caught up
_TRAVELLING_PIECES = 256
_COUNTS_FROM_BYTES = 1024**2


@dataclass(eq=False)
class _Connection:
    """When its bytes went up: for counting how many were used at once."""

    first_s: float = 0.0
    last_s: float = 0.0
    up_bytes: int = 0

    def note(self, now_s: float, size_bytes: int) -> None:
        self.first_s = self.first_s or now_s
        self.last_s = now_s
        self.up_bytes += size_bytes


class Line:
    """Carries connections to a port of this computer as if it were far away."""

    def __init__(
        self, port: int, round_trip_s: float, bytes_per_s: float, together_bytes_per_s: float = 0
    ) -> None:
        self._target = ("127.0.0.1", port)
        self._delay_s = round_trip_s / 2
        self._bytes_per_s = bytes_per_s
        self._together_bytes_per_s = together_bytes_per_s
        self._free_at = 0.0  # for the next piece of whichever connection
        self._connections: list[_Connection] = []
        self._listener = socket.socket()
        # Set before listening, so that accepted sockets have it: back-pressure needs small buffers.
        if bytes_per_s:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(256)
        self._listener.setblocking(False)

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def take(self) -> dict[str, Any]:
        """How many connections carried a megabyte or more at the same time, since the last time."""
        spans = [c for c in self._connections if c.up_bytes >= _COUNTS_FROM_BYTES]
        self._connections = []
        at_once = [sum(c.first_s <= one.first_s <= c.last_s for c in spans) for one in spans]
        return {"at_once": max(at_once, default=0)}

    async def serve(self) -> None:
        """Carry connections for ever."""
        loop = asyncio.get_running_loop()
        running: set[asyncio.Task[None]] = set()
        while True:
            near, _ = await loop.sock_accept(self._listener)
            task = loop.create_task(self._carry(near))
            running.add(task)
            task.add_done_callback(running.discard)

    async def _carry(self, near: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        far = socket.socket()
        far.setblocking(False)
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = _Connection()
        self._connections.append(connection)
        try:
            await asyncio.sleep(2 * self._delay_s)  # the handshake
            await loop.sock_connect(far, self._target)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._one_way(near, far, connection, self._bytes_per_s))
                both.create_task(self._one_way(far, near, None, 0))
        except* OSError:
            pass  # one end is gone: the other one is told by closing it
        finally:
            near.close()
            far.close()

    async def _one_way(
        self,
        source: socket.socket,
        sink: socket.socket,
        connection: _Connection | None,
        bytes_per_s: float,
    ) -> None:
        travelling: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_TRAVELLING_PIECES)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._depart(source, travelling, connection, bytes_per_s))
            both.create_task(self._arrive(travelling, sink))

    async def _depart(
        self,
        source: socket.socket,
        travelling: asyncio.Queue[tuple[float, bytes]],
        connection: _Connection | None,
        bytes_per_s: float,
    ) -> None:
        """Take pieces from `source` at the rate of the line."""
        loop = asyncio.get_running_loop()
        free_at = 0.0
        while True:
            data = await loop.sock_recv(source, _PIECE_BYTES)
            if data and bytes_per_s:
                free_at = max(free_at, loop.time() - _CATCH_UP_S) + len(data) / bytes_per_s
                shared_s = self._turn_of(len(data), loop.time())
                await asyncio.sleep(max(0.0, max(free_at, shared_s) - loop.time()))
            now = loop.time()
            if connection is not None and data:
                connection.note(now, len(data))
            await travelling.put((now + self._delay_s, data))
            if not data:
                return

    def _turn_of(self, size_bytes: int, now_s: float) -> float:
        """When a piece may leave, after all that came before it on any connection."""
        if self._together_bytes_per_s:
            earliest_s = max(self._free_at, now_s - _CATCH_UP_S)
            self._free_at = earliest_s + size_bytes / self._together_bytes_per_s
        return self._free_at

    @staticmethod
    async def _arrive(travelling: asyncio.Queue[tuple[float, bytes]], sink: socket.socket) -> None:
        """Hand pieces to `sink` when their time has come."""
        loop = asyncio.get_running_loop()
        while True:
            due_s, data = await travelling.get()
            if (left_s := due_s - loop.time()) > 0:
                await asyncio.sleep(left_s)
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            await loop.sock_sendall(sink, data)


def main(port: int, round_trip_s: float, each: float, together: float) -> None:
    """Carry until stdin closes."""
    line = Line(port, round_trip_s, each, together)
    threading.Thread(target=lambda: asyncio.run(line.serve()), daemon=True).start()
    print(json.dumps({"port": line.port}), flush=True)
    answer_takes(line.take)


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(float, sys.argv[2:5]))
