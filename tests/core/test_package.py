"""The wheel and the sdist: what they hold, and that the wheel runs outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.timeout(180)
def test_the_sdist_holds_what_a_build_needs(packages: Path) -> None:
    (path,) = packages.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "constraints.txt", "Makefile"} <= names
    assert {
        "core/ossdrop/app.py",
        "gui/ossdrop_gui/app.py",
        "assets/samples/sunrise.png",
        "tests/conftest.py",
    } <= names
    assert not any("node_modules" in name or ".venv" in name for name in names)


@pytest.mark.timeout(180)
def test_the_wheel_runs_from_a_clean_environment(packages: Path, tmp_path: Path) -> None:
    """The packages it needs are this environment's; its own code comes from the wheel alone."""
    (path,) = packages.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(path) as wheel:
        wheel.extractall(site)
    libraries = next(p for p in map(Path, sys.path) if p.name == "site-packages")
    code = (
        "import sys; sys.path[:] = [p for p in sys.path if p and 'site-packages' not in p]\n"
        f"sys.path[:0] = [{str(site)!r}]; sys.path.append({str(libraries)!r})\n"
        "import ossdrop, ossdrop_gui\n"
        f"assert ossdrop.__file__.startswith({str(site)!r}), ossdrop.__file__\n"
        "from ossdrop.cli import main\n"
        "sys.exit(main(['demo']))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "OSSDROP_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("4 of 4 files uploaded")
    entry_points = (site / "ossdrop-0.1.0.dist-info" / "entry_points.txt").read_text()
    assert "ossdrop-cli = ossdrop.cli:main" in entry_points
    assert "ossdrop = ossdrop_gui.__main__:main" in entry_points
    assert (site / "ossdrop" / "assets" / "translations" / "ossdrop_zh_CN.qm").is_file()
