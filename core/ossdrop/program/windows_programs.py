"""Which program a name means on Windows, and how a batch file is started there.

CreateProcess looks into the current folder first and finds `.exe` only: `npm`, `az` and many others
are `.cmd` files. What it gives to a batch file is read by cmd.exe, which knows more than quotes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

_ENDINGS = ".COM;.EXE;.BAT;.CMD"
_BATCH = (".bat", ".cmd")
_NOT_FOR_BATCH = frozenset('"%!\r\n')  # no quoting keeps cmd.exe from reading these


def find_program(name: str, environment: Mapping[str, str]) -> Path | None:
    """The file that a name means: in the folders of PATH, or where the name itself has a folder."""
    endings = environment.get("PATHEXT", _ENDINGS).split(";")
    names = [name, *(f"{name}{ending.lower()}" for ending in endings if ending)]
    if not any(name.lower().endswith(ending.lower()) for ending in endings if ending):
        names = names[1:]
    if "/" in name or "\\" in name:
        folders = [Path()]
    else:
        parts = environment.get("PATH", "").split(os.pathsep)
        folders = [Path(part) for part in parts if Path(part).is_absolute()]
    for folder in folders:
        for one in names:
            if (folder / one).is_file():
                return folder / one
    return None


def command_line(program: Path, arguments: Sequence[str]) -> list[str] | str:
    """What Popen is given; raises ValueError for what cannot be said to a batch file."""
    if program.suffix.lower() not in _BATCH:
        return [str(program), *arguments]
    for argument in arguments:
        if _NOT_FOR_BATCH & set(argument):
            raise ValueError(f"{argument!r} cannot be given to a batch file")
    # A backslash before the closing quote is one of the argument: cmd.exe knows no escape.
    return " ".join(f'"{part}"' for part in (str(program), *arguments))
