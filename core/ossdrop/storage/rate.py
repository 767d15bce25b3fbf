"""The rate of policy calls: 100 a second and account, shared with every other program."""

from __future__ import annotations

import threading
from functools import cache

import pyrate_limiter

from ossdrop.storage.base import TransferControl

# 90 a second, the rest is for others; one by one, since bursts that the network pushes together
# would not fit into one second of the service.
_EVERY_MS = 11
_LOOK_EVERY_S = 0.002
_pause = threading.Event()


@cache
def _limiter(_account: str) -> pyrate_limiter.Limiter:
    """One for this process and account, whoever asks."""
    return pyrate_limiter.Limiter(pyrate_limiter.Rate(1, _EVERY_MS))


def wait_for_turn(account: str, control: TransferControl) -> None:
    """Wait until one more call fits; the control may raise meanwhile."""
    limiter = _limiter(account)
    while not limiter.try_acquire(account, blocking=False):
        control.check()
        _pause.wait(_LOOK_EVERY_S)
