"""Writes docs/errors.md from the catalogue; a test fails when it was forgotten."""

from __future__ import annotations

import argparse
from pathlib import Path

from ossdrop.doctor.check import fix_for
from ossdrop.errors import CATALOGUE, OssDropError

ROOT = Path(__file__).resolve().parent.parent

PAGE = ROOT / "docs" / "errors.md"
_HEAD = """# Errors

Every cause a person can meet, as the window, the connection check and the command line say it.
`code` is what JSON output shows. Written by `tools/error_table.py` from `core/ossdrop/errors.py`.

| code | concerns | what happened | what to do | a retry can help | button |
|---|---|---|---|---|---|
"""


def table() -> str:
    """The page."""
    rows = []
    for code, explanation in CATALOGUE.items():
        fix = fix_for(OssDropError(code, hint="cn-beijing"))
        cells = [
            f"`{code.value}`",
            explanation.scope.value,
            explanation.cause,
            explanation.remedy.replace("|", "\\|"),
            "yes" if explanation.may_retry else "",
            fix.kind.value.replace("_", " ") if fix else "",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(table(), encoding="utf-8")
