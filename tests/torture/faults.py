"""Uploads under random faults of the service and the line: each comes to its right end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ossdrop.errors import ErrorCode
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.faults import Faults
from ossdrop.storage.object_key import safe_name
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.transfer import Transfer
from tests.torture.place import EXPIRED, KEY, Events, Made, Place, at_home, require

_UPLOADS = 2000
_MOST_AT_ONCE = 40
_MOST_BYTES = 400_000
_LARGE_BYTES = 40_000_000  # one in a batch: in parts
_PATIENCE_S = 60.0
_LINKS_TRIED = 3  # of a batch; the checksums of all are compared


@dataclass(frozen=True)
class Kind:
    """What goes wrong, and the only ends that are right. None: the upload arrives."""

    make: Callable[[Random], Faults]
    ends: tuple[ErrorCode | None, ...] = (None,)
    key: AccessKey = KEY


KINDS = {
    "nothing": Kind(lambda pick: Faults()),
    "resets": Kind(
        lambda pick: Faults(reset_after_bytes=pick.randrange(1, 300_000), reset_times=3)
    ),
    "503": Kind(lambda pick: Faults(fail_percent=10)),
    "500": Kind(lambda pick: Faults(fail_percent=10, fail_status=500, fail_code="InternalError")),
    "429": Kind(lambda pick: Faults(fail_times=4, fail_status=429, fail_code="Throttling")),
    "lost answers": Kind(lambda pick: Faults(answer_lost_times=pick.randrange(1, 4))),
    "cut answers": Kind(lambda pick: Faults(truncate_answer_times=pick.randrange(1, 4))),
    "wrong CRC": Kind(lambda pick: Faults(wrong_crc_times=2)),
    "latency": Kind(lambda pick: Faults(latency_s=pick.random() / 3)),
    "slow line": Kind(lambda pick: Faults(bytes_per_s=pick.choice([500_000, 5_000_000]))),
    "clock": Kind(lambda pick: Faults(clock_offset_s=pick.choice([-7200, 5400, 86_400]))),
    "another place": Kind(
        lambda pick: Faults(redirect_to="http://127.0.0.1:9/"), (ErrorCode.LOGIN_PAGE,)
    ),
    "sign-in page": Kind(lambda pick: Faults(captive_portal=True), (ErrorCode.LOGIN_PAGE,)),
    "expired STS": Kind(lambda pick: Faults(), (ErrorCode.TOKEN_EXPIRED,), EXPIRED),
}
_GONE = "line gone"  # for 0.1 to 30 seconds


def run(place: Place, scale: float) -> str:
    """Batches of files, each under one kind of fault."""
    wanted = max(round(_UPLOADS * scale), 40)
    done = 0
    ends: Counter[str] = Counter()
    with at_home(place):
        while done < wanted:
            name = place.random.choice([*KINDS, _GONE])
            count = min(place.random.randint(2, _MOST_AT_ONCE), wanted - done)
            for transfer in _batch(place, name, count, longest_s=max(30 * scale, 3)):
                ends[transfer.error.code.value if transfer.error else "arrived"] += 1
            done += count
    place.faults = Faults()
    place.require_tidy()
    told = ", ".join(f"{count} {end}" for end, count in ends.most_common())
    return f"{done} uploads: {told}; no wrong byte, no false success, none given up too soon"


def _batch(place: Place, name: str, count: int, longest_s: float) -> tuple[Transfer, ...]:
    kind = KINDS.get(name, KINDS["nothing"])
    files = [place.file(place.size(_MOST_BYTES)) for _ in range(count - 1)]
    files.append(place.file(place.random.choice([_LARGE_BYTES, 0])))
    events = Events()
    patience = Patience(_PATIENCE_S, _PATIENCE_S, waits_for_all=True)
    app = place.app(events, stays=False, patience=patience, key=kind.key)
    place.faults = kind.make(place.random)
    gone_s = place.random.uniform(0.1, longest_s) if name == _GONE else 0.0
    try:
        sender = app.sender()
        batch_id = app.transfers.submit([one.path for one in files], lambda: sender)
        _line(place, gone_s)
        batch = events.batch(batch_id)
    finally:
        app.close()
        place.faults = Faults()
    for transfer, made in zip(batch.transfers, files, strict=True):
        _require_right_end(place, name, kind, transfer, made)
    links = [(t, made) for t, made in zip(batch.transfers, files, strict=True) if t.finished]
    for transfer, made in place.random.sample(links, min(_LINKS_TRIED, len(links))):
        assert transfer.finished is not None
        place.require_link(transfer.finished.url, made)
    for made in files:
        made.path.unlink()
    return batch.transfers


def _line(place: Place, gone_s: float) -> None:
    """Let it be gone for so long, in the middle of what is done meanwhile."""
    if gone_s:
        with place.line_gone():
            time.sleep(gone_s)


def _require_right_end(place: Place, name: str, kind: Kind, transfer: Transfer, made: Made) -> None:
    code = transfer.error.code if transfer.error else None
    require(code in kind.ends, f"{name}: {made.path.name} ended with {code}: {transfer.error}")
    stored = [one for key, one in place.bucket.objects.items() if key.endswith(_ending(made))]
    if transfer.finished is None:
        require(not stored, f"{name}: a failed upload left an object")
        return
    is_whole = len(stored) == 1 and stored[0].crc64 == transfer.finished.stored.crc64
    require(is_whole, f"{name}: {len(stored)} objects of {made.path.name}")


def _ending(made: Made) -> str:
    return f"_{safe_name(made.path.name)}"
