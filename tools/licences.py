"""Writes docs/licences.md: what OssDrop uses at run time, and under which licence.

`python tools/licences.py` reads the metadata of the installed packages; a test fails when a package
came without its line.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "licences.md"
_HEAD = """# Licences

OssDrop itself: MIT (`LICENSE`). What it needs at run time, as the packages say it; written by
`tools/licences.py`. Icons: Lucide, ISC.

| package | licence |
|---|---|
"""
_LONG = 60


def packages() -> list[str]:
    """Every package that an installation without extras brings along, by name."""
    waiting, found = ["ossdrop"], set[str]()
    while waiting:
        name = waiting.pop()
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:  # of another system
            found.discard(name)
            continue
        for line in needs:
            needed = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-")
            if "extra ==" not in line and needed not in found:
                found.add(needed)
                waiting.append(needed)
    return sorted(found)


def licence_of(name: str) -> str:
    """One line: the expression, the field, or the classifier."""
    metadata = importlib.metadata.metadata(name)
    field = (metadata.get("License") or "").strip()
    classes = [
        c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or [] if "License" in c
    ]
    short = field if field and len(field) < _LONG and "\n" not in field else ""
    return metadata.get("License-Expression") or short or ", ".join(classes) or "see its package"


def page() -> str:
    """The table."""
    return _HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in packages())


def main() -> int:
    """Write it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
