"""Writes requirements with hashes for a release, from the pinned versions in constraints.txt.

`python tools/hashed_requirements.py FILE`: with it, `pip install --require-hashes -r FILE` takes
just these files. It asks the package index for each package, so it is no step of a build.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_28_aarch64", "win_amd64", "macosx_13_0_arm64")


def main() -> int:
    """Download each pinned package for each platform, and write what was downloaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="what to write")
    parser.add_argument("--here-only", action="store_true", help="for this platform alone")
    options = parser.parse_args()
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pins = [line.strip() for line in lines if "==" in line and not line.startswith("#")]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for platform in (None,) if options.here_only else (None, *_PLATFORMS):
        for pin in pins:
            found[pin] |= hashes_of(pin, platform)
    text = "".join(
        " \\\n    ".join([pin, *(f"--hash=sha256:{digest}" for digest in sorted(found[pin]))])
        + "\n"
        for pin in pins
        if found[pin]
    )
    options.file.write_text(text, encoding="utf-8")
    return 0


def hashes_of(pin: str, platform: str | None) -> set[str]:
    """Of the files that pip would take; none where there is none for the platform."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, pin]
        if platform:
            command += ["--platform", platform, "--only-binary=:all:"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir()}


if __name__ == "__main__":
    sys.exit(main())
