"""What a person has chosen about the program itself, apart from where files go."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Preferences:
    """The choices, with their defaults."""

    copies_links: bool = True  # put the links of a drop into the clipboard by themselves


def read_preferences(path: Path) -> Preferences:
    """The choices kept in `path`; defaults where it is missing or damaged. Waits for the disk."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    known = {field.name for field in fields(Preferences)}
    items = values.items() if isinstance(values, dict) else ()
    return Preferences(**{name: value for name, value in items if name in known})


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep the choices, in one atomic write. Waits for the disk; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
    temporary.replace(path)
