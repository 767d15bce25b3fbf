"""`make test`: all tests, in two processes side by side; with arguments what pytest makes of them.

The first half is shown as it runs, the second one at its end. The exit code is the first bad one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FIRST = ("core", "contract")


def halves() -> tuple[list[str], list[str]]:
    """The folders of tests for each process."""
    names = sorted(path.parent.name for path in (ROOT / "tests").glob("*/__init__.py"))
    first = [f"tests/{name}" for name in names if name in _FIRST]
    return first, [f"tests/{name}" for name in names if name not in _FIRST]


def main(arguments: list[str]) -> int:
    """Run them; returns the exit code."""
    pytest = [sys.executable, "-m", "pytest"]
    if arguments:
        return subprocess.call([*pytest, *arguments], cwd=ROOT)
    first, second = halves()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as shown_later,
        subprocess.Popen(
            [*pytest, *second], cwd=ROOT, stdout=shown_later, stderr=subprocess.STDOUT
        ) as other,
    ):
        code = subprocess.call([*pytest, *first], cwd=ROOT)
        code = other.wait() or code
        shown_later.seek(0)
        shutil.copyfileobj(shown_later, sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
