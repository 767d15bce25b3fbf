"""The rooms that `make coverage` and `make mutants` measure, and the tests that hold each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "core/ossdrop"


@dataclass(frozen=True)
class Room:
    """A part of the core: a folder or a module, and its tests."""

    name: str
    code: str
    tests: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        """Its modules, from the root of the checkout."""
        path = ROOT / PACKAGE / self.code
        found = sorted(path.glob("*.py")) if path.is_dir() else [path]
        return [file.relative_to(ROOT).as_posix() for file in found]


ROOMS = (
    Room(
        "transfers",
        "transfers",
        (
            "tests/core/transfers",
            "tests/core/calls/test_truth.py",
            "tests/contract",
            "tests/core/storage/test_temporary.py",
        ),
    ),
    Room(
        "storage",
        "storage",
        ("tests/core/storage", "tests/contract", "tests/hostile/test_answers.py"),
    ),
    Room("links", "links.py", ("tests/core/test_links.py",)),
    Room(
        "config",
        "config",
        (
            "tests/core/config",
            "tests/core/test_session_token.py",
            "tests/core/test_settings_editor.py",
            "tests/core/commands/test_env_files.py",
            "tests/core/commands/test_here.py",
            "tests/core/storage/test_temporary.py",
            "tests/hostile/test_addresses.py",
            "tests/hostile/test_planted_env.py",
            "tests/hostile/test_wrong_values.py",
        ),
    ),
    Room("paste", "paste", ("tests/core/paste", "tests/hostile/test_texts.py")),
)
