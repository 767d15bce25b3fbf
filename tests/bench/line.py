"""A line to somewhere far away: a TCP proxy that delays both directions and limits the rate up.

Run as a companion: `python -m tests.bench.line PORT CONDITIONS`, with `Conditions` as JSON.
A kernel without netem cannot do this itself. What is imitated: the time a byte travels, the round
trip of a new connection, and the rates upwards, with back-pressure up to the sender's socket. What
is not: lost packets, slow start.
"""

from __future__ import annotations

import asyncio
import json
import random
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
_BETWEEN_STALLS_S = (0.5, 1.5)


@dataclass(frozen=True)
class Conditions:
    """What a line is like. Rates are up, in bytes a second; 0: no limit."""

    round_trip_s: float
    each: float = 0  # of one connection
    together: float = 0  # of all of them
    then: float = 0  # what `together` becomes
    then_after_s: float = 0  # counted from the first piece
    stalls_s: tuple[float, float] = (0, 0)  # a connection stops now and then, for so long


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

    def __init__(self, port: int, conditions: Conditions) -> None:
        self._target = ("127.0.0.1", port)
        self._like = conditions
        self._delay_s = conditions.round_trip_s / 2
        self._free_at = self._began_at = 0.0  # for the next piece of whichever connection
        self._connections: list[_Connection] = []
        self._listener = socket.socket()
        # Set before listening, so that accepted sockets have it: back-pressure needs small buffers.
        if conditions.each or conditions.together:
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
                both.create_task(self._one_way(near, far, connection))
                both.create_task(self._one_way(far, near, None))
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
    ) -> None:
        travelling: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_TRAVELLING_PIECES)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._depart(source, travelling, connection))
            both.create_task(self._arrive(travelling, sink))

    async def _depart(
        self,
        source: socket.socket,
        travelling: asyncio.Queue[tuple[float, bytes]],
        connection: _Connection | None,
    ) -> None:
        """Take pieces from `source`; upwards at the rate of the line, and with its stalls."""
        loop = asyncio.get_running_loop()
        free_at, stall_at = 0.0, loop.time() + random.uniform(*_BETWEEN_STALLS_S)
        while True:
            data = await loop.sock_recv(source, _PIECE_BYTES)
            if data and connection is not None:
                if self._like.each:
                    free_at = max(free_at, loop.time() - _CATCH_UP_S) + len(data) / self._like.each
                shared_s = self._turn_of(len(data), loop.time())
                await asyncio.sleep(max(0.0, max(free_at, shared_s) - loop.time()))
                if self._like.stalls_s[1] and loop.time() > stall_at:
                    await asyncio.sleep(random.uniform(*self._like.stalls_s))
                    stall_at = loop.time() + random.uniform(*_BETWEEN_STALLS_S)
            now = loop.time()
            if connection is not None and data:
                connection.note(now, len(data))
            await travelling.put((now + self._delay_s, data))
            if not data:
                return

    def _turn_of(self, size_bytes: int, now_s: float) -> float:
        """When a piece may leave, after all that came before it on any connection."""
        self._began_at = self._began_at or now_s
        is_later = self._like.then and now_s - self._began_at > self._like.then_after_s
        rate = self._like.then if is_later else self._like.together
        if rate:
            self._free_at = max(self._free_at, now_s - _CATCH_UP_S) + size_bytes / rate
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


def main(port: int, conditions: Conditions) -> None:
    """Carry until stdin closes."""
    line = Line(port, conditions)
    threading.Thread(target=lambda: asyncio.run(line.serve()), daemon=True).start()
    print(json.dumps({"port": line.port}), flush=True)
    answer_takes(line.take)


if __name__ == "__main__":
    main(int(sys.argv[1]), Conditions(**json.loads(sys.argv[2])))
