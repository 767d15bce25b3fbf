"""What a screen reader sees, as a program for Debian's own Python: prints JSON lines.

`list` prints name, role and states of everything in the window; `press NAME` presses a button;
`listen FILE` writes down what is announced and what gets the focus, until it is ended.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pyatspi
from gi.repository import GLib


def window(timeout_s: float = 15) -> pyatspi.Accessible:
    """OssDrop's window, as soon as it is in the tree."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.childCount:
                return program
        time.sleep(0.1)
    raise SystemExit("no program in the accessibility tree")


def everything(node: pyatspi.Accessible) -> list[pyatspi.Accessible]:
    """All nodes below one."""
    found = [node]
    try:
        children = [child for child in node if child is not None]
    except GLib.GError:  # it has gone meanwhile
        return found
    for child in children:
        found += everything(child)
    return found


def told_of(node: pyatspi.Accessible) -> dict[str, object]:
    """A node, as JSON has it; nothing of one that has gone meanwhile."""
    try:
        states = node.getState()
        return {
            "name": node.name,
            "description": node.description,
            "role": node.getRoleName(),
            "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
            "showing": states.contains(pyatspi.STATE_SHOWING),
        }
    except GLib.GError:
        return {}


def listen(path: Path) -> None:
    """Write announcements down as they come."""

    def tell(event: pyatspi.event.Event) -> None:
        with path.open("a") as file:
            print(event.any_data, file=file)

    def follow(event: pyatspi.event.Event) -> None:
        if event.detail1:
            with path.open("a") as file:
                print("focus:", event.source.getRoleName(), event.source.name, file=file)

    window()
    pyatspi.Registry.registerEventListener(tell, "object:announcement")
    pyatspi.Registry.registerEventListener(follow, "object:state-changed:focused")
    path.write_text("listening\n")
    pyatspi.Registry.start()


def main() -> None:
    """One action."""
    if sys.argv[1] == "listen":
        listen(Path(sys.argv[2]))
        return
    nodes = everything(window())
    if sys.argv[1] == "list":
        for told in map(told_of, nodes):
            if told:
                print(json.dumps(told))
        return
    for node in nodes:
        if node.name == sys.argv[2] and node.getState().contains(pyatspi.STATE_SHOWING):
            actions = node.queryAction()
            for number in range(actions.nActions):
                if actions.getName(number).lower() == "press":
                    actions.doAction(number)
                    return
    raise SystemExit(f"nothing called {sys.argv[2]!r} can be pressed")


main()
