"""What a person has chosen about the program itself, apart from where files go."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Preferences:
    """The choices, with their defaults."""

    copies_links: bool = True  # put the links of a drop into the clipboard by themselves
    reuses_files: bool = True  # answer with the object that has the same content already
    limit_bytes_per_s: int = 0  # of all transfers together; 0: none


def read_preferences(path: Path) -> Preferences:
    """The choices kept in `path`; defaults where it is missing or damaged. Waits for the disk."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    known = {field.name: type(field.default) for field in fields(Preferences)}
    items = values.items() if isinstance(values, dict) else ()
    chosen: dict[str, Any] = {n: value for n, value in items if known.get(n) is type(value)}
    return Preferences(**chosen)


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep the choices, in one atomic write. Waits for the disk; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
    temporary.replace(path)
