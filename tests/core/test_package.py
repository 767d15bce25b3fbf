"""The wheel and the sdist: what they hold, and that the wheel runs outside the checkout."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
try:
    VERSION = importlib.metadata.version("ossdrop")
except importlib.metadata.PackageNotFoundError:
    pytest.skip("it is not installed", allow_module_level=True)


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
    assert (site / "ossdrop" / "assets" / "translations" / "ossdrop_zh_CN.qm").is_file()


def test_the_wheel_puts_two_packages_into_site_packages_and_no_more(packages: Path) -> None:
    (path,) = packages.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        # What lies beside them goes to `share`: the manual page, and nothing else.
        beside = [name for name in names if name.startswith(f"ossdrop-{VERSION}.data/")]
        roots = {name.partition("/")[0] for name in names if name not in beside}
        metadata = wheel.read(f"ossdrop-{VERSION}.dist-info/METADATA").decode()
    assert roots == {"ossdrop", "ossdrop_gui", f"ossdrop-{VERSION}.dist-info"}
    assert [name.rpartition("/data/")[2] for name in beside] == ["share/man/man1/ossdrop-cli.1"]
    assert "Classifier: Typing :: Typed" in metadata
    assert "Project-URL" not in metadata  # no address before there is one


@pytest.fixture(scope="module")
def installed(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment with the wheel in it, as pip puts it there."""
    (path,) = packages.glob("*.whl")
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True, timeout=60)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps"]
    subprocess.run([*install, "--no-index", str(path)], check=True, timeout=120)
    libraries = next(p for p in map(Path, sys.path) if p.name == "site-packages")
    (site,) = home.glob("lib/*/site-packages")
    (site / "libraries.pth").write_text(f"{libraries}\n")  # what it needs; not what is editable
    return home / "bin"


@pytest.fixture
def django(tmp_path: Path) -> Path:
    """A folder with packages called as ours once were, as every second Django project has."""
    for name in ("core", "gui"):
        package = tmp_path / "project" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise RuntimeError('the project was imported')\n")
    return tmp_path / "project"


SCRIPT = """
from pathlib import Path

from ossdrop import ErrorCode, OssDropError, UploadedLink, resolve_file, upload_file, upload_files
from ossdrop import upload_files_async


def send(path: Path) -> UploadedLink | None:
    try:
        return upload_file(path, settings={"QWEN_TMP_OSS_BUCKET": "my-bucket"})
    except OssDropError as error:
        assert error.code is ErrorCode.REGION_MISSING, error
        return None


async def send_all(paths: list[Path]) -> list[str]:
    found = [*upload_files(paths), *await upload_files_async(paths, timeout_s=60)]
    return [one for one in found if not isinstance(one, OssDropError)]


same: str = resolve_file("https://example.com/cat.png")
assert send(Path(__file__)) is None
print(same)
"""


@pytest.mark.timeout(180)
@pytest.mark.skipif(os.name == "nt", reason="environments are laid out otherwise there")
@pytest.mark.parametrize("on_path", [False, True])
def test_a_project_with_packages_called_core_and_gui_can_use_it(
    installed: Path, django: Path, *, on_path: bool
) -> None:
    script = django / "send.py"
    script.write_text(SCRIPT)
    environment = {"PATH": os.environ["PATH"], "OSSDROP_HOME": str(django / "home")}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    if on_path:
        environment["PYTHONPATH"] = str(django)

    def run(*command: str | Path) -> str:
        result = subprocess.run(
            command,
            cwd=django,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    assert run(installed / "python", script) == "https://example.com/cat.png\n"
    assert "upload" in run(installed / "ossdrop-cli", "--help")
    assert "upload" in run(installed / "python", "-m", "ossdrop", "--help")
    assert "first_paint_s" in run(installed / "ossdrop", "--measure-start")
    assert "first_paint_s" in run(installed / "python", "-m", "ossdrop_gui", "--measure-start")
    if not on_path:  # once is enough
        mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(django / "cache")]
        run(*mypy, "--python-executable", str(installed / "python"), script)


def test_the_hashed_requirements_are_the_pinned_versions() -> None:
    """What a release is installed from; `tools/hashed_requirements.py` writes it."""

    def pins(name: str) -> list[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return [line.split()[0] for line in lines if "==" in line and not line.startswith("#")]

    text = (ROOT / "requirements-hashed.txt").read_text(encoding="utf-8")
    assert pins("requirements-hashed.txt") == pins("constraints.txt")
    assert text.count("--hash=sha256:") >= len(pins("constraints.txt"))
    assert "://" not in text
