"""The real password store killed, locked, slow and lying while the window is open."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ossdrop.config.keyring_store import service_name
from ossdrop.errors import ErrorCode
from tests.core.config.secret_service import Store, missing_programs, run_beside
from tests.torture.place import KEY, Place, require

_ROUNDS = 3
_QUIT_S, _HELD_MS = 2.0, 500.0  # the machines are busy: the figure is told as well
_DRIVER = Path(__file__).with_name("window_at_store.py")
# What may come of it; the codes of the password store, and of a secret that is wrong.
_STORE = {ErrorCode.KEYRING_FAILED.value, ErrorCode.KEYRING_ABSENT.value}
_STORE |= {ErrorCode.KEYRING_UNKNOWN.value}
_ENDS = {
    "killed": _STORE | {"nothing"},  # the bus starts it anew, locked: see below
    "locked": _STORE | {"nothing"},  # its prompt waits for the person; so does the file
    "slow": {"link"},
    "lying": {ErrorCode.SECRET_WRONG.value},
}


def run(place: Place, scale: float) -> str:
    """Each harm a few times, in a session of its own."""
    if missing := missing_programs():
        return f"not tried: {', '.join(missing)} missing"
    rounds = max(round(_ROUNDS * scale), 1)
    told, held_ms, quit_s = [], 0.0, 0.0
    for harm, ends in _ENDS.items():
        for number in range(rounds):
            came = _one(place, harm, number)
            code = came["words"].partition(":")[0] or came["end"]
            require(code in ends, f"{harm}: {came}")
            require(came["quit_s"] <= _QUIT_S, f"{harm}: quitting took {came['quit_s']:.1f} s")
            require(came["held_ms"] <= _HELD_MS, f"{harm}: held for {came['held_ms']:.0f} ms")
            held_ms, quit_s = max(held_ms, came["held_ms"]), max(quit_s, came["quit_s"])
        told.append(f"{harm}: {code}")
    return (
        f"{rounds} times each – {', '.join(told)}; the window was never held for more than "
        f"{held_ms:.0f} ms, and quit within {quit_s:.2f} s"
    )


def _one(place: Place, harm: str, number: int) -> dict[str, Any]:
    folder = place.folder / f"store {harm} {number}"
    folder.mkdir()
    variables = {n: v for n, v in place.environment.items() if n.startswith(("QWEN", "QT_"))}
    del variables["QWEN_TMP_OSS_AK_SECRET"]
    variables |= {
        "OSSDROP_HOME": str(folder / "ossdrop"),
        "SERVICE_NAME": service_name("default", KEY.id),
        "KEY_ID": KEY.id,
    }
    store = "STORE=$(pgrep -n gnome-keyring-d)"
    keep = f"printf {KEY.secret} | $OSSDROP_CLI config set-secret >&2"
    file = place.file(5000).path
    run_it = f"{sys.executable} -P {_DRIVER} {harm} '{file}' $STORE"
    result = run_beside(Store.UNLOCKED, folder, f"{store}\n{keep}\n{run_it}", variables)
    lines = result.stdout.splitlines()
    require(lines, f"{harm}: {result.stderr[-2000:]}")
    came: dict[str, Any] = json.loads(lines[-1])
    return came
