"""`remove-all`: take everything of OssDrop's off this computer, but the program itself."""

from __future__ import annotations

import argparse
import sys

from ossdrop.commands.output import UsageError, say
from ossdrop.destinations import Destinations
from ossdrop.program.menu_entry import withdraw
from ossdrop.removal import (
    files_that_stay,
    forget_secrets,
    in_use,
    own_folders,
    remove_own_folders,
)

_WORD = "remove"
_END_FIRST = {
    "window": "OssDrop is open: quit it first, in its menu.",
    "practice": "The practice bucket runs: end it where it was started (Ctrl+C).",
}


def run(options: argparse.Namespace) -> int:
    """Ask, and remove; returns the exit code."""
    if running := in_use():  # it would go on, and write again what was removed
        raise UsageError(" ".join(_END_FIRST[name] for name in running))
    destinations = Destinations()
    destinations.open()
    stays = files_that_stay(destinations)
    if not options.yes:
        _ask()
    there = [path for path in own_folders() if path.exists()]
    if not options.leave_secrets:
        forget_secrets(destinations)
    is_withdrawn, stuck = _withdraw()
    left = remove_own_folders()
    for path in there:
        say(f"Removed: {path}" if not path.exists() else f"Not all removed: {path}")
    if options.leave_secrets:
        say("What the password store of this computer has was left there.")
    elif not there and not is_withdrawn:
        say("Nothing of OssDrop's was there.")
    for path in left:
        say(f"Could not be removed: {path}")
    for path in stays:
        say(f"Stays, since it is not OssDrop's own: {path}")
    say("Files in your bucket stay, and links that were sent go on working.")
    return 1 if left or stuck else 0


def _withdraw() -> tuple[bool, bool]:
    """Take OssDrop out of the file manager's menu: whether it was there, and whether it stays."""
    try:
        found = withdraw()
    except OSError as error:
        say(f"Could not be removed: OssDrop in the menu of the file manager ({error.strerror})")
        return True, True
    if found:
        say("Removed: OssDrop in the menu of the file manager")
    return found, False


def _ask() -> None:
    """Raise UsageError unless a person at the terminal says so."""
    folders = "\n".join(f"  {path}" for path in own_folders())
    if not sys.stdin.isatty():
        raise UsageError("remove-all asks before it removes anything: --yes where nobody can")
    say(
        "This removes OssDrop's settings, its secrets in the password store, the history, "
        "unfinished uploads, the practice bucket, logs, and its entry in the menu of the file "
        f"manager:\n{folders}"
    )
    sys.stderr.write(f"Type {_WORD} to go on: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip() != _WORD:
        raise UsageError("nothing was removed")
