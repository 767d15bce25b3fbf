"""What can go wrong on demand, so that every failure a user meets can be provoked here."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from dataclasses import dataclass, field, fields


@dataclass
class Faults:
    """Faults of the running service; any field may be changed while it runs.

    `methods` limits the faults of the answer to some HTTP methods (all when empty). The
    `..._times` counters count down to zero: the first N matching requests are hit.
    """

    methods: frozenset[str] = frozenset()
    latency_s: float = 0.0
    bytes_per_s: float = 0.0  # per connection, 0 = no limit
    bytes_per_s_total: float = 0.0  # all connections together, 0 = no limit
    reset_after_bytes: int = -1  # of a request's body, -1 = never
    reset_times: int = -1  # how often, -1 = always
    fail_times: int = 0  # -1 = always
    fail_percent: float = 0.0
    fail_status: int = 0  # 0 = the one that the service gives with the code
    fail_code: str = "ServiceUnavailable"
    fail_ec: str = ""
    answer_lost_times: int = 0  # the work is done, the connection is cut instead of an answer
    truncate_answer_times: int = 0
    redirect_to: str = ""
    captive_portal: bool = False  # an HTML page with status 200 instead of any answer
    wrong_crc_times: int = 0
    clock_offset_s: float = 0.0
    disk_full: bool = False
    hold: threading.Event | None = None  # requests wait here until it is set
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _total_free_at: float = 0.0

    def concerns(self, method: str) -> bool:
        """Whether requests of this method are hit at all."""
        return not self.methods or method in self.methods

    def take(self, counter: str, method: str) -> bool:
        """Whether this request is one of those that the counter names; counts it down."""
        if not self.concerns(method):
            return False
        with self._lock:
            left: int = getattr(self, counter)
            if left > 0:
                setattr(self, counter, left - 1)
            return left != 0

    def fails_now(self, method: str) -> bool:
        """Whether this request gets the error answer of `fail_code`."""
        if self.take("fail_times", method):
            return True
        return self.concerns(method) and random.random() * 100 < self.fail_percent  # noqa: S311

    async def wait_before_answer(self, method: str) -> None:
        """The latency, and the wait of a server that hangs."""
        if not self.concerns(method):
            return
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        # A threading.Event, because tests set it from another thread.
        while self.hold is not None and not self.hold.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    @property
    def limits_rate(self) -> bool:
        """Whether a rate limit is on."""
        return bool(self.bytes_per_s or self.bytes_per_s_total)

    async def pace(self, size_bytes: int) -> None:
        """Wait as long as `size_bytes` take on the line that the rates describe."""
        wait_s = size_bytes / self.bytes_per_s if self.bytes_per_s else 0.0
        if self.bytes_per_s_total:
            now = time.monotonic()
            self._total_free_at = (
                max(self._total_free_at, now) + size_bytes / self.bytes_per_s_total
            )
            wait_s = max(wait_s, self._total_free_at - now)
        if wait_s:
            await asyncio.sleep(wait_s)


def parse_fault(text: str) -> tuple[str, object]:
    """Read `NAME=VALUE` from the command line; raises ValueError with the names there are."""
    name, sign, value = text.partition("=")
    name = name.strip().replace("-", "_")
    types = {f.name: f.type for f in fields(Faults) if not f.name.startswith("_")}
    if name not in types or name == "hold":
        known = ", ".join(sorted(n for n in types if n != "hold"))
        raise ValueError(f"no fault is called {name!r}; there are: {known}")
    kind = str(types[name])
    if kind == "bool":
        return name, value.lower() in ("", "1", "true", "yes", "on")
    if not sign:
        raise ValueError(f"{name} needs a value, as in {name}=1")
    if kind in ("int", "float"):
        try:
            return name, int(value) if kind == "int" else float(value)
        except ValueError:
            raise ValueError(f"{name} needs a number, not {value!r}") from None
    if kind.startswith("frozenset"):
        return name, frozenset(value.upper().split(","))
    return name, value
