"""Makes `.venv` with everything OssDrop needs. Standard library only: it runs before anything is.

`python3 tools/setup.py` installs the program and its tools, `--for-tests` also the desktop
programs that the end-to-end tests use. With `run`, `demo` or `test`, and what follows, it does what
`make` of that name does, for computers without make. Missing system packages are installed where
that is possible without asking (root on Debian or Ubuntu); else the command to type is printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".installed"
TEST_STAMP = VENV / ".installed-for-tests"
VENV_PACKAGES = "python3-venv"
WINDOW_PACKAGES = """
    libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libbrotli1
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-xinerama0 libx11-xcb1
    fonts-wqy-microhei
"""
TEST_PACKAGES = """
    xvfb xauth openbox xdotool wmctrl xclip x11-utils pcmanfm dbus gnome-keyring libsecret-tools
    at-spi2-core python3-pyatspi gir1.2-atspi-2.0 dunst trayer
    desktop-file-utils libglib2.0-bin
"""


def main() -> int:
    """Install, and perhaps start something; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--for-tests", action="store_true")
    parser.add_argument("what", nargs="?", choices=("run", "demo", "test"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="files, or arguments of pytest")
    options = parser.parse_args()
    if options.what is None:
        return install(for_tests=options.for_tests)
    if not STAMP.exists() and (code := install(for_tests=False)):
        return code
    if options.what == "test" and not TEST_STAMP.exists() and (code := install(for_tests=True)):
        return code
    return start(options.what, options.rest)


def start(what: str, rest: list[str]) -> int:
    """What `make` of this name does; returns its exit code."""
    folder, ending = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
    commands = {
        "run": [folder / f"ossdrop{ending}", "--practice"],
        "demo": [folder / f"ossdrop-cli{ending}", "demo"],
        "test": [folder / f"python{ending}", ROOT / "tools" / "run_tests.py"],
    }
    return subprocess.call([*commands[what], *rest])


def install(*, for_tests: bool) -> int:
    """Install; returns the exit code."""
    if sys.version_info < (3, 11):
        print("OssDrop needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 1
    try:
        if for_tests:
            add_system_packages(WINDOW_PACKAGES, needed_for="the window's tests", required=True)
            add_system_packages(TEST_PACKAGES, needed_for="the end-to-end tests", required=False)
            TEST_STAMP.touch()
        else:
            make_venv()
            add_system_packages(WINDOW_PACKAGES, needed_for="the window", required=False)
            STAMP.touch()
    except subprocess.CalledProcessError as error:
        print("This command failed:", " ".join(map(str, error.cmd)))
        return 1
    return 0


def make_venv() -> None:
    """Make `.venv` and install the checkout, editable, with pinned versions."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists() or subprocess.call([python, "-c", "import pip"]) != 0:
        if not has_module("ensurepip"):
            add_system_packages(VENV_PACKAGES, needed_for="installing", required=True)
        print("Making .venv …")
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", VENV])
    print("Installing the packages OssDrop uses (about 300 MB, a minute or two) …")
    constraints = (ROOT / "constraints.txt").as_uri()  # pip splits a plain path at its blanks
    environment = {**os.environ, "PIP_CONSTRAINT": constraints}
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--use-pep517"]  # oss2 and crcmod are source packages without pyproject.toml
    subprocess.check_call([*command, "--editable", f"{ROOT}[dev]"], env=environment)


def has_module(name: str) -> bool:
    """Whether this Python brings `name` along; Debian takes ensurepip out."""
    code = f"import {name}, sys; sys.exit(0)"
    return subprocess.call([sys.executable, "-c", code], stderr=subprocess.DEVNULL) == 0


def add_system_packages(packages: str, *, needed_for: str, required: bool) -> None:
    """Install what is missing of `packages`, or print how; exits when `required` and impossible."""
    if not shutil.which("dpkg-query"):
        if required:
            print(f"For {needed_for}, Python's venv and pip are needed; install them first.")
            sys.exit(1)
        return
    missing = [name for name in packages.split() if not is_installed(name)]
    if not missing:
        return
    install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq"]
    install += ["--no-install-recommends", *missing]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing system packages for {needed_for}: {' '.join(missing)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.check_call(["apt-get", "-qq", "update"], env=environment)
        subprocess.check_call(install, env=environment, stdout=subprocess.DEVNULL)
        return
    print(
        f"For {needed_for}, type: sudo apt-get install --no-install-recommends {' '.join(missing)}"
    )
    if required:
        sys.exit(1)


def is_installed(package: str) -> bool:
    """Whether dpkg has it, under this name or the one that Debian 13 gave it (…t64)."""
    for name in (package, f"{package}t64"):
        command = ["dpkg-query", "-W", "-f", "${Status}", name]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.stdout.endswith("ok installed"):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
