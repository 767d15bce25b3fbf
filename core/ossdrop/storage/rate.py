"""The rate of policy calls: 100 a second and account, shared with every other program."""

from __future__ import annotations

import threading
import time

from ossdrop.storage.base import TransferControl

# 90 a second, the rest is for others; one by one, since bursts that the network pushes together
# would not fit into one second of the service.
_EVERY_S = 0.011
_LOOK_EVERY_S = 0.05
_KEPT = 100  # accounts, before those whose turn is over are forgotten
_lock = threading.Lock()
_pause = threading.Event()
_next_s: dict[str, float] = {}  # by account: when its next call may be made


def wait_for_turn(account: str, control: TransferControl) -> None:
    """Wait until one more call fits, whoever asks in this process; the control may raise."""
    with _lock:
        now_s = time.monotonic()
        if len(_next_s) > _KEPT:
            for other in [one for one, free_s in _next_s.items() if free_s < now_s]:
                del _next_s[other]
        turn_s = max(_next_s.get(account, 0.0), now_s)
        _next_s[account] = turn_s + _EVERY_S
    while (left_s := turn_s - time.monotonic()) > 0:
        control.check()
        _pause.wait(min(left_s, _LOOK_EVERY_S))
