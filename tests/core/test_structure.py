"""What the code may import, and that the core works without Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ossdrop.errors import CATALOGUE, ErrorCode

ROOT = Path(__file__).parents[2]


def test_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stdout


def test_core_works_with_pyside6_absent() -> None:
    code = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6'): sys.modules[name] = None\n"
        "import pkgutil, importlib, ossdrop\n"
        "names = [m.name for m in pkgutil.walk_packages(ossdrop.__path__, 'ossdrop.')]\n"
        "for name in names:\n"
        "    if not name.endswith('__main__'): importlib.import_module(name)\n"
        "from ossdrop.cli import main\n"
        "sys.exit(main(['demo']))"
    )
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "4 of 4 files" in result.stdout


def test_every_code_has_an_explanation() -> None:
    assert set(CATALOGUE) == set(ErrorCode)
    for explanation in CATALOGUE.values():
        assert explanation.cause.endswith(".")
        assert explanation.remedy.endswith(".")


def test_constraints_are_pinned_and_name_no_host() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all("==" in line for line in lines)
    assert "://" not in text


def test_the_table_of_errors_is_current() -> None:
    from tools.error_table import PAGE, table

    assert PAGE.read_text(encoding="utf-8") == table(), "run tools/error_table.py"
