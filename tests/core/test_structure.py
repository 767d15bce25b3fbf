"""What the code may import, and that the core works without Qt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ossdrop.errors import CATALOGUE, ErrorCode

ROOT = Path(__file__).parents[2]


# Imports that no review should have to find: who, and what it may not know.
WRONG_IMPORTS = (
    *(
        (importer, "oss2")
        for importer in (
            "ossdrop.destinations",
            "ossdrop.settings_editor",
            "ossdrop.support_bundle",
            "ossdrop.api",
            "ossdrop.intake.pictures",
            "ossdrop.storage.link_probe",
            "ossdrop.storage.dashscope_temp",
            "ossdrop.storage.request_body",
            "ossdrop.storage.service_errors",
            "ossdrop.storage.base",
            "ossdrop.storage.oss_bucket",
            "ossdrop.storage.signed_puts",
            "ossdrop.program.preferences",
            "ossdrop_gui.upload.flow",
        )
    ),
    ("ossdrop.doctor.doctor", "keyring"),
    ("ossdrop.intake.pictures", "ossdrop.app"),
    ("ossdrop.destinations", "ossdrop.transfers.manager"),
    ("ossdrop.storage.base", "ossdrop.destinations"),
    ("ossdrop.redaction", "ossdrop.errors"),
    ("ossdrop.history.search", "ossdrop.intake.selection"),
    ("ossdrop.transfers.speed", "PySide6.QtCore"),
    ("ossdrop_gui.rows.painter", "ossdrop_gui.app"),
    ("ossdrop_gui.upload.model", "ossdrop_gui.settings.page"),
    ("ossdrop_gui.look.theme", "ossdrop_gui.words.wording"),
)
NEW_MODULES = ("core/ossdrop/utils.py", "gui/ossdrop_gui/helpers.py")


def lint_imports(folder: Path) -> tuple[int, str]:
    """import-linter over the packages in a checkout, or in a copy of one."""
    paths = os.pathsep.join(str(folder / name) for name in ("core", "gui"))
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": paths, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return result.returncode, result.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The packages and the contracts, to be spoiled."""
    for name in ("core", "gui"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_import_contracts_hold() -> None:
    code, words = lint_imports(ROOT)
    assert code == 0, words


def test_each_wrong_import_breaks_a_contract(copied: Path) -> None:
    for importer, imported in WRONG_IMPORTS:
        root = "gui" if importer.startswith("ossdrop_gui") else "core"
        module = copied / root / Path(*importer.split(".")).with_suffix(".py")
        with module.open("a", encoding="utf-8") as file:
            file.write(f"\n\ndef _seeded() -> None:\n    import {imported}  # noqa\n")
    code, words = lint_imports(copied)
    assert code == 1
    shown = " ".join(words.split())
    missed = [
        (importer, imported)
        for importer, imported in WRONG_IMPORTS
        if f"{importer} -> {imported.partition('.')[0]}" not in shown
    ]
    assert not missed


@pytest.mark.parametrize("name", NEW_MODULES)
def test_a_module_without_a_place_breaks_a_contract(copied: Path, name: str) -> None:
    (copied / name).write_text('"""Everything else."""\n')
    code, words = lint_imports(copied)
    assert code == 1
    assert Path(name).stem in words


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


def test_every_package_that_is_used_has_its_licence_named() -> None:
    from tools.licences import PAGE, packages

    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| {name} |" in page for name in packages()), "run tools/licences.py"


def test_the_table_of_errors_is_current() -> None:
    from tools.error_table import CHINESE_PAGE, PAGE, chinese_table, table

    assert PAGE.read_text(encoding="utf-8") == table(), "run tools/error_table.py"
    assert CHINESE_PAGE.read_text(encoding="utf-8") == chinese_table(), "run tools/error_table.py"


def test_the_table_of_operations_is_current() -> None:
    from tools.practice_table import PAGE, page_with, table

    assert PAGE.read_text(encoding="utf-8") == page_with(table()), "run tools/practice_table.py"
