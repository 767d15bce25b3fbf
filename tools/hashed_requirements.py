"""Writes requirements with hashes for a release, from the pinned versions in constraints.txt.

`python tools/hashed_requirements.py [FILE]` (requirements-hashed.txt when left out): with it,
`pip install --require-hashes -r FILE` takes just these files. It asks the package index what pip
would take on each platform, so it is no step of a build.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_28_aarch64", "win_amd64", "macosx_13_0_arm64")
_PYTHONS = ("3.11", "3.14")
_MISSING = re.compile(r"No matching distribution found for (\S+)")


def main() -> int:
    """Ask for each platform and Python, and write what pip would take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "requirements-hashed.txt")
    options = parser.parse_args()
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.strip() for line in lines if "==" in line and not line.startswith("#")]
    found: defaultdict[str, set[str]] = defaultdict(set)
    ways = [(), *((platform, python) for platform in _PLATFORMS for python in _PYTHONS)]
    for way in ways:
        for name, digest in hashes_of(pins, way):
            found[name].add(digest)
    options.file.write_text("".join(entry(pin, found) for pin in pins), encoding="utf-8")
    return 0


def entry(pin: str, found: dict[str, set[str]]) -> str:
    """A pin with the hashes of its files."""
    hashes = sorted(found.get(_plain(pin.partition("==")[0]), ()))
    return " \\\n    ".join([pin, *(f"--hash=sha256:{digest}" for digest in hashes)]) + "\n"


def hashes_of(pins: Sequence[str], way: Sequence[str]) -> list[tuple[str, str]]:
    """Name and hash of each file that pip would take; a package may have none for a platform."""
    wanted = list(pins)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed"]
        command += ["--no-deps", "--report", str(report)]
        if way:
            platform, python = way
            command += ["--target", folder, "--only-binary=:all:"]
            command += ["--platform", platform, "--python-version", python]
        while wanted:
            result = subprocess.run(
                [*command, *wanted], check=False, capture_output=True, text=True
            )
            if result.returncode == 0:
                break
            missing = _MISSING.search(result.stderr)
            if missing is None:
                raise SystemExit(result.stderr)
            wanted.remove(missing[1])
        files = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [
        (
            _plain(file["metadata"]["name"]),
            file["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for file in files
    ]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


if __name__ == "__main__":
    sys.exit(main())
