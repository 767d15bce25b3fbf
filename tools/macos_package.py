"""A disk image of OssDrop.app, notarised where an account is given. Runs on macOS only.

PyInstaller has signed the program by then, if OSSDROP_SIGN_IDENTITY named who signs: nothing in it
is changed afterwards, since that would break the signature. OSSDROP_NOTARY_PROFILE is the name
under which `xcrun notarytool store-credentials` keeps the account. Not tried: docs/releasing.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NOTARY_PROFILE = "OSSDROP_NOTARY_PROFILE"


def make(dist: Path, build: Path, version: str) -> Path:
    """Pack `dist/OssDrop.app`; returns the image, which lies beside it."""
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    # `ditto` keeps what a signature covers: links, modes, extended attributes.
    subprocess.check_call(["ditto", str(dist / "OssDrop.app"), str(build / "OssDrop.app")])
    (build / "Applications").symlink_to("/Applications")  # it is dragged there
    image = dist / f"OssDrop-{version}.dmg"
    image.unlink(missing_ok=True)
    volume = ["-volname", "OssDrop", "-srcfolder", str(build), "-format", "UDZO"]
    subprocess.check_call(["hdiutil", "create", "-quiet", *volume, str(image)])
    if profile := os.environ.get(NOTARY_PROFILE):
        submit = ["notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"]
        subprocess.check_call(["xcrun", *submit])
        subprocess.check_call(["xcrun", "stapler", "staple", str(image)])
    return image
