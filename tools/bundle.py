"""Packs the program for people without Python: `dist/OssDrop`, with PyInstaller.

Takes the password store's backends along, which are found by name only, and checks that what came
out starts and uploads.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TOOL = "pyinstaller"


def main() -> int:
    """Build, then try it."""
    constraints = ROOT / "constraints.txt"
    install = [sys.executable, "-m", "pip", "install", "-q", "-c", str(constraints), _TOOL]
    subprocess.check_call(install)
    build, dist = ROOT / "build" / "bundle", ROOT / "dist"
    separator = os.pathsep
    for name, entry, windowed in (
        ("OssDrop", ROOT / "gui" / "__main__.py", True),
        ("ossdrop-cli", ROOT / "core" / "__main__.py", False),
    ):
        command = [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--onedir"),
            *("--name", name, "--distpath", str(dist), "--workpath", str(build)),
            *("--specpath", str(build), "--paths", str(ROOT)),
            *("--collect-submodules", "keyring.backends"),
            *("--collect-submodules", "core", "--hidden-import", "oss2"),
            *("--collect-data", "aliyunsdkcore"),
            *("--add-data", f"{ROOT / 'assets'}{separator}core/assets"),
            "--windowed" if windowed else "--console",
            str(entry),
        ]
        if windowed:
            command[-1:-1] = ["--collect-submodules", "gui"]
        subprocess.check_call(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    return _try(dist)


def _try(dist: Path) -> int:
    """Start both from outside of the checkout."""
    ending = ".exe" if os.name == "nt" else ""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"OSSDROP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        cli = dist / "ossdrop-cli" / f"ossdrop-cli{ending}"
        subprocess.check_call([cli, "demo"], cwd=home, env=environment, timeout=120)
        window = [dist / "OssDrop" / f"OssDrop{ending}", "--measure-start"]
        words = subprocess.check_output(window, cwd=home, env=environment, timeout=60)
        figures = json.loads(words.splitlines()[-1])
    size = sum(path.stat().st_size for path in dist.rglob("*") if path.is_file())
    print(f"dist/: {size / 1e6:.0f} MB, first paint after {figures['first_paint_s']:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
