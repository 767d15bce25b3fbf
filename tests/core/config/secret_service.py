"""Runs a program beside a real Secret Service: gnome-keyring on a session bus of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")


class Store(Enum):
    """In which state the password store is."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    ABSENT = "absent"


_BEGIN = {
    Store.UNLOCKED: "printf secret | gnome-keyring-daemon --unlock --components=secrets >&2",
    # In a new session, what an earlier one has stored is locked.
    Store.LOCKED: "gnome-keyring-daemon --start --components=secrets >&2",
    Store.ABSENT: "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere",
}


def missing_programs() -> list[str]:
    """What is not installed of what this needs."""
    return [program for program in PROGRAMS if not shutil.which(program)]


def run_beside(
    store: Store, folder: Path, script: str, variables: dict[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a shell script on a bus with, or without, a password store."""
    for name in ("home", "runtime", "data"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHON_KEYRING_BACKEND", "DISPLAY", "WAYLAND_DISPLAY")
    }
    environment |= {
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "data"),
        "OSSDROP_CLI": f"{sys.executable} -m ossdrop",
        **variables,
    }
    return subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", f"{_BEGIN[store]}\n{script}"],
        env=environment,
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
