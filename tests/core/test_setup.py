"""What `make run`, `demo` and `test` do is done without make too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup
from tools.setup import start

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("what", "rest", "command"),
    [
        ("run", ["cat.png"], ["ossdrop", "--practice", "cat.png"]),
        ("demo", [], ["ossdrop-cli", "demo"]),
        ("test", ["-q"], ["python", str(ROOT / "tools" / "run_tests.py"), "-q"]),
    ],
)
def test_each_name_starts_what_make_starts(
    monkeypatch: pytest.MonkeyPatch, what: str, rest: list[str], command: list[str]
) -> None:
    started: list[list[object]] = []
    monkeypatch.setattr(setup.subprocess, "call", lambda one: started.append(one) or 7)
    assert start(what, rest) == 7
    (found,) = started
    assert [Path(str(found[0])).stem, *map(str, found[1:])] == command
    assert Path(str(found[0])).is_relative_to(ROOT / ".venv")


def test_what_is_none_of_them_is_said() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "tools" / "setup.py", "sing"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert "run" in told.stderr


def test_a_second_start_installs_nothing_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As `make` does it: by the stamp that is newer than what it depends on."""
    made: list[str] = []
    monkeypatch.setattr(setup, "STAMP", tmp_path / ".installed")
    monkeypatch.setattr(setup, "make_venv", lambda: made.append("venv"))
    monkeypatch.setattr(setup, "add_system_packages", lambda *_, **__: made.append("packages"))
    monkeypatch.setattr(setup, "start", lambda what, rest: 0)
    monkeypatch.setattr(sys, "argv", ["setup.py", "demo"])
    assert (setup.main(), setup.main()) == (0, 0)
    assert made == ["venv", "packages"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "setup: $(STAMP)" in makefile
