"""What waits for one destination, and whether it may go."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Container, Iterator
from enum import Enum

from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.transfers.attempt import Attempt
from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.transfer import Queue

_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 30.0
# A file that met the network's fault so often while others went through has a fault of its own.
_FAILED_PROVERS = 3
_SETBACKS = 3
_MOST_GONE = 64  # places of those that have left


class Lane(Enum):
    """Large and small files wait apart, so that one kind never starves the other."""

    SMALL = 16
    LARGE = 3

    @property
    def at_once(self) -> int:
        """How many of this kind are sent at the same time, of all destinations together."""
        return self.value

    @classmethod
    def of(cls, attempt: Attempt) -> Lane:
        """Where an attempt waits. Only files that are sent in parts are large."""
        return cls.LARGE if attempt.transfer.size_bytes > THRESHOLD_BYTES else cls.SMALL


NOBODY_THERE = frozenset(
    {ErrorCode.NETWORK_UNREACHABLE, ErrorCode.NETWORK_TIMEOUT, ErrorCode.PROXY_UNREACHABLE}
)


class Gate(Enum):
    """Whether files may go: freely, one alone to prove the destination, or not at all."""

    PROVING = "proving"
    OPEN = "open"
    HELD = "held"


def holds_queue(error: OssDropError) -> bool:
    """Whether an error would meet every other file of the same destination, too."""
    shared = error.explanation.scope in (Scope.DESTINATION, Scope.NETWORK)
    return shared or error.code is ErrorCode.PRACTICE_FAILED


def is_nobody_there(error: OssDropError) -> bool:
    """Whether nobody answered at all, so that it is no file's fault."""
    return error.code in NOBODY_THERE


class _Line:
    """Attempts in their order, each of which stands there once.

    One that leaves it keeps its place until that is come to, or many have left: an ordered
    dictionary would let it go at once, and takes eight times the memory for each that waits.
    """

    def __init__(self) -> None:
        self._attempts = deque[Attempt]()
        self._gone = 0  # of these

    def __len__(self) -> int:
        return len(self._attempts) - self._gone

    def __iter__(self) -> Iterator[Attempt]:
        return (attempt for attempt in self._attempts if attempt.waits)

    def add(self, attempt: Attempt, *, first: bool) -> None:
        attempt.waits = True
        if first:
            self._attempts.appendleft(attempt)
        else:
            self._attempts.append(attempt)

    def remove(self, attempt: Attempt) -> None:
        if attempt.waits:
            attempt.waits = False
            self._gone += 1
            if self._gone > max(len(self), _MOST_GONE):
                self._attempts, self._gone = deque(self), 0

    def take(self, busy: Container[int]) -> Attempt | None:
        """The first one that is not `busy`."""
        passed: list[Attempt] = []
        found = None
        while found is None and self._attempts:
            attempt = self._attempts.popleft()
            if not attempt.waits:
                self._gone -= 1
            elif attempt.transfer.id in busy:
                passed.append(attempt)
            else:
                attempt.waits, found = False, attempt
        self._attempts.extendleft(reversed(passed))
        return found


class TransferQueue:
    """One destination's waiting files, in the order of their drops.

    No lock of its own: all calls come with the manager's lock held.
    """

    def __init__(self, name: Queue) -> None:
        self.name = name
        self.gate = Gate.PROVING
        self._prover: Attempt | None = None
        self._lanes = {lane: _Line() for lane in Lane}
        self._timer: threading.Timer | None = None
        self.is_told_held = False  # and that it goes on was not told yet
        self._wait_s = _FIRST_WAIT_S
        self._proofs = 0
        self._failed_provers = 0  # one after another, while nothing has gone through

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    def __iter__(self) -> Iterator[Attempt]:
        for lane in self._lanes.values():
            yield from lane

    def add(self, attempt: Attempt, *, first: bool = False) -> None:
        """Let an attempt wait, at the end or as the next one."""
        self._lanes[Lane.of(attempt)].add(attempt, first=first)

    def remove(self, attempt: Attempt) -> None:
        """It waits no longer."""
        self._lanes[Lane.of(attempt)].remove(attempt)

    def take(self, lane: Lane, busy: Container[int]) -> Attempt | None:
        """The next attempt of a lane that may start now.

        `busy` are ids whose earlier attempt has not quite ended: they wait a moment longer.
        """
        proving = self.gate is Gate.PROVING
        if self.gate is Gate.HELD or (proving and self._prover is not None):
            return None
        attempt = self._lanes[lane].take(busy)
        if proving and attempt is not None:
            self._prover = attempt
        return attempt

    def note_proof(self) -> None:
        """Something went through: everything may go."""
        self.gate, self._prover = Gate.OPEN, None
        self._wait_s = _FIRST_WAIT_S
        self._proofs += 1
        self._failed_provers = 0

    def note_setback_of(self, attempt: Attempt) -> bool:
        """Note that it met a fault of the network; whether that is the file's own by now.

        Others went through meanwhile, or there are none.
        """
        if self._proofs != attempt.seen_proofs or not self:
            attempt.seen_proofs = self._proofs
            attempt.setbacks += 1
        return attempt.setbacks > _SETBACKS

    def note_failed_prover(self) -> bool:
        """Note that a file has failed for good by the way there; whether that is all files' fate.

        One or two may be to blame themselves, for a firewall say. Three, one after another, are
        not, where nothing went through.
        """
        if self.gate is Gate.OPEN or not self:  # of what comes later nothing is known
            self._failed_provers = 0
            return False
        self._failed_provers += 1
        return self._failed_provers >= _FAILED_PROVERS

    def note_end(self, attempt: Attempt) -> None:
        """An attempt ended, whichever way: another one may prove the destination."""
        if self._prover is attempt:
            self._prover = None

    def is_proving(self, attempt: Attempt) -> bool:
        """Whether all others wait for this one."""
        return self._prover is attempt

    def hold(self, error: OssDropError, go_on: Callable[[], None]) -> None:
        """Let nothing start; what waits for the network calls `go_on` after a while."""
        self.gate = Gate.HELD
        if error.explanation.scope is Scope.NETWORK:
            timer = threading.Timer(self._wait_s, go_on)
            timer.daemon = True
            timer.name = f"transfers-wait-{self.name}"
            with contextlib.suppress(RuntimeError):  # no more threads: whoever asks tries again
                timer.start()
                self._timer = timer
            self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)

    def release(self) -> None:
        """Let one file try; the others follow when it goes through."""
        self.cancel_timer()
        for route in {attempt.route for attempt in self}:
            route.renew()
        self.gate, self._prover = Gate.PROVING, None

    def cancel_timer(self) -> threading.Timer | None:
        """Do not go on by itself."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        return timer
