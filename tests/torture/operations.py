"""Random operations under faults: the order of states is legal, all ends, each quit is short."""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from ossdrop.app import App
from ossdrop.practice.faults import Faults
from ossdrop.transfers.transfer import (
    BatchFinished,
    PartsRemain,
    Transfer,
    TransferChanged,
    TransferEvent,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)
from tests.torture.place import TOO_LONG_S, Events, Place, at_home, require

_OPERATIONS = 2000
_MOST_BYTES = 30_000_000
_MOST_LISTED = 40
_QUIT_S = 2.0
_QUEUED, _RUNNING, _PAUSED = TransferState.QUEUED, TransferState.RUNNING, TransferState.PAUSED
_SUCCEEDED, _FAILED = TransferState.SUCCEEDED, TransferState.FAILED
_CANCELLED = TransferState.CANCELLED
# What may follow what. From queued back to queued: a queue that is held takes a file back.
_LEGAL = {
    _QUEUED: {_QUEUED, _RUNNING, _PAUSED, _FAILED, _CANCELLED, _SUCCEEDED},
    _RUNNING: {_QUEUED, _PAUSED, _SUCCEEDED, _FAILED, _CANCELLED},
    _PAUSED: {_QUEUED, _CANCELLED, _SUCCEEDED, _PAUSED},
    _FAILED: {_QUEUED},
    _CANCELLED: {_QUEUED},
    _SUCCEEDED: set(),
}


class Watch(Events):
    """Holds each event against the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.now: dict[int, Transfer] = {}
        self.wrong: list[str] = []
        self.told: set[Path] = set()
        self.operations = 0
        self.ended: Counter[int] = Counter()

    def __call__(self, event: TransferEvent) -> None:
        """Take one; what is illegal is noted, since nobody hears what a listener raises."""
        match event:
            case TransfersAdded(transfers):
                self.now |= {one.id: one for one in transfers}
            case TransferChanged(transfer):
                self._change(transfer)
            case TransferRemoved(transfer_id):
                self.now.pop(transfer_id)
            case BatchFinished(batch_id):
                self.ended[batch_id] += 1
            case PartsRemain(transfer):
                self.told.add(transfer.path)
        super().__call__(event)

    def _change(self, transfer: Transfer) -> None:
        before = self.now[transfer.id].state
        if transfer.state not in _LEGAL[before]:
            self.wrong.append(f"{before.value} → {transfer.state.value}")
        self.now[transfer.id] = transfer


def run(place: Place, scale: float) -> str:
    """Operations on one App after another, over the same home."""
    wanted = max(round(_OPERATIONS * scale), 30)
    counts: Counter[str] = Counter()
    told: set[Path] = set()  # files of which something stays, as the person was told
    longest_s, left = 0.0, wanted
    with at_home(place):
        while left > 0:
            most = min(left, place.random.randint(5, 60))
            watch, quit_s = _one_start(place, most, counts)
            longest_s, left = max(longest_s, quit_s), left - watch.operations
            told |= watch.told
        told |= _finish(place).told
        place.require_tidy(told=told)
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    return f"{wanted} operations ({told}): every order legal, every quit ≤ {longest_s:.2f} s"


def _one_start(place: Place, most: int, counts: Counter[str]) -> tuple[Watch, float]:
    watch = Watch()
    app = place.app(watch)
    app.restore()
    for _ in range(most):
        place.faults = _faults(place)
        name = _act(place, app, watch)
        counts[name] += 1
        watch.operations += 1
        if name == "quit":
            break
        time.sleep(place.random.expovariate(20))
    began = time.monotonic()
    app.close()
    quit_s = time.monotonic() - began
    counts["restart"] += 1
    require(quit_s <= _QUIT_S, f"quitting took {quit_s:.1f} s under {place.faults}")
    require(not watch.wrong, f"illegal: {watch.wrong[:5]}")
    require(max(watch.ended.values(), default=1) == 1, "a batch has ended twice")
    return watch, quit_s


def _act(place: Place, app: App, watch: Watch) -> str:
    """One operation on some of what is listed; returns its name."""
    listed = list(watch.now)
    some = place.random.sample(listed, min(len(listed), place.random.randint(1, 6)))
    transfers = app.transfers
    acts = {
        "pause": lambda: transfers.pause(*some),
        "resume": lambda: transfers.resume(*some),
        "cancel": lambda: transfers.cancel(*some),
        "retry": lambda: transfers.retry(*some),
        "remove": lambda: transfers.remove(*some),
        "release": transfers.release,
        "pause_all": transfers.pause_all,
        "resume_all": transfers.resume_all,
        "quit": lambda: None,
    }
    name = place.random.choice(["submit", "submit", *acts])
    if name == "submit" and len(listed) < _MOST_LISTED:
        made = [place.file(place.size(_MOST_BYTES)) for _ in range(place.random.randint(1, 4))]
        app.submit([one.path for one in made])
    elif name in acts:
        acts[name]()
    return name


def _faults(place: Place) -> Faults:
    pick = place.random
    return pick.choice(
        [
            Faults(),
            Faults(fail_percent=30),
            Faults(answer_lost_times=2),
            Faults(reset_after_bytes=pick.randrange(1, 2_000_000), reset_times=2),
            Faults(latency_s=pick.random()),
            Faults(bytes_per_s=2_000_000),
            Faults(wrong_crc_times=1),
            Faults(captive_portal=True),
            Faults(fail_times=2, fail_status=500, fail_code="InternalError"),
        ]
    )


def _finish(place: Place) -> Watch:
    """Left alone at last, everything that is listed ends, and nothing stays unseen."""
    place.faults = Faults()
    watch = Watch()
    app = place.app(watch)
    app.restore()
    watch.batch(app.transfers.resume_all())
    watch.batch(app.transfers.retry_all())
    long_ago = time.time() - 60
    for path in (place.home / "data" / "transfers").glob("*.dropped"):
        with suppress(FileNotFoundError):  # one of the uploads above was faster
            os.utime(path, (long_ago, long_ago))
    while list((place.home / "data" / "transfers").glob("*.dropped")):  # a few with each upload
        watch.batch(app.submit([place.file(1).path]))
        app.transfers.wait_until_idle(TOO_LONG_S)
    bad = [one for one in watch.now.values() if not one.state.is_terminal]
    bad = [one for one in bad if not one.looks_secret]
    app.close()
    require(not bad, f"{len(bad)} are still {bad[0].state.value if bad else ''}")
    require(not watch.wrong, f"illegal: {watch.wrong[:5]}")
    return watch
