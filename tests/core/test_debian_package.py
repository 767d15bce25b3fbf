"""The Debian package, as dpkg reads it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="it is a package for Linux"),
    pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="there is no dpkg here"),
]


def make(folder: Path) -> Path:
    from tools import debian_package

    bundle = folder / "dist" / "OssDrop"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "_internal" / "libx.so").write_bytes(b"x" * 1001)
    (bundle / "OssDrop").write_text("#!/bin/sh\necho completion\n")
    (bundle / "OssDrop").chmod(0o755)
    (bundle / "ossdrop-cli").symlink_to("OssDrop")
    return debian_package.make(folder / "dist", folder / "build", "1.2.3")


def test_dpkg_reads_what_it_is_and_unpacks_what_was_packed(tmp_path: Path) -> None:
    package = make(tmp_path)
    said = subprocess.check_output(["dpkg-deb", "--field", package, "Version"], text=True)
    assert said == "1.2.3\n"
    subprocess.check_call(["dpkg-deb", "--extract", package, tmp_path / "unpacked"])
    library = tmp_path / "unpacked" / "usr" / "lib" / "ossdrop" / "_internal" / "libx.so"
    assert library.read_bytes() == b"x" * 1001
    assert (tmp_path / "unpacked" / "usr" / "bin" / "ossdrop").is_symlink()


def test_its_archives_are_compressed_and_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    content = make(tmp_path / "one").read_bytes()
    assert make(tmp_path / "two").read_bytes() == content
    assert content.count(b"\xfd7zXZ\0") == 2
