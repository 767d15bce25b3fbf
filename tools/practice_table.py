"""Writes the table of operations in docs/practice.md; a test fails when it was forgotten."""

from __future__ import annotations

import argparse
from pathlib import Path

from ossdrop.practice.operation import Operation, Scope
from ossdrop.practice.operations import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent

PAGE = ROOT / "docs" / "practice.md"
_BEGIN, _END = "<!-- operations: tools/practice_table.py -->\n", "<!-- end of operations -->\n"
_HEAD = """
| operation | request | here | permission |
|---|---|---|---|
"""
_PATHS = {Scope.SERVICE: "/", Scope.BUCKET: "/bucket", Scope.OBJECT: "/bucket/key"}


def table() -> str:
    """The operations, as a table of Markdown: what is done first."""
    rows = [_row(operation) for operation in OPERATIONS]
    return _HEAD + "\n".join(rows) + "\n\n"


def page_with(table: str) -> str:
    """The page with its table replaced."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    return before + _BEGIN + table + _END + rest.partition(_END)[2]


def _row(operation: Operation) -> str:
    query = "&".join(sorted(operation.sub_resources))
    request = f"{operation.method} {_PATHS[operation.scope]}{'?' if query else ''}{query}"
    header = f" with {operation.header}" if operation.header else ""
    is_done = operation.handler is not None
    cells = [
        operation.name,
        f"`{request}`{header}",
        "done" if is_done else "refused",
        f"`{operation.action}`" if is_done else "",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page_with(table()), encoding="utf-8")
