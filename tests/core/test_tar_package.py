"""The archive for Linux: installed without root, and nothing of it stays once it is removed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="it is an archive for Linux"),
    pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell to install with"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    from tools import tar_package

    bundle = tmp_path / "dist" / "OssDrop"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "_internal" / "libx.so").write_bytes(b"x")
    (bundle / "OssDrop").write_text('#!/bin/sh\necho "it runs: $*"\n')
    (bundle / "OssDrop").chmod(0o755)
    (bundle / "ossdrop-cli").symlink_to("OssDrop")
    return tar_package.make(tmp_path / "dist", tmp_path / "build", "1.2.3")


def install(archive: Path, home: Path, *words: str) -> str:
    folder = home.parent / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return run(["sh", str(unpacked / "install.sh"), *words], home)


def run(command: list[str], home: Path) -> str:
    variables = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        command, env=variables, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def test_it_is_installed_for_one_person_and_removed_without_a_trace(
    archive: Path, tmp_path: Path
) -> None:
    home = tmp_path / "a home, with blanks"
    (home / ".local" / "bin").mkdir(parents=True)
    (home / ".local" / "bin" / "own").write_text("somebody's own\n")
    assert "is installed" in install(archive, home)
    program = home / ".local" / "bin" / "ossdrop"
    assert run([str(program), "a"], home) == "it runs: a\n"
    entry = (home / ".local" / "share" / "applications" / "com.ossdrop.OssDrop.desktop").read_text()
    assert f'Exec="{program}" %F' in entry
    before = files(home)
    install(archive, home)  # over the older one
    assert files(home) == before
    run(["sh", str(home / ".local" / "lib" / "ossdrop" / "uninstall.sh")], home)
    assert files(home) - {".local/share/applications/mimeinfo.cache"} == {".local/bin/own"}


def test_it_may_lie_elsewhere(archive: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    place = tmp_path / "opt" / "ossdrop"
    install(archive, home, str(place))
    assert run([str(place / "bin" / "ossdrop-cli")], home) == "it runs: \n"
    assert files(home) == set()


def test_the_same_content_makes_the_same_archive(archive: Path, tmp_path: Path) -> None:
    from tools import tar_package

    before = archive.read_bytes()
    tar_package.make(tmp_path / "dist", tmp_path / "build", "1.2.3")
    assert archive.read_bytes() == before
    with tarfile.open(archive) as packed:
        assert {(one.uid, one.uname) for one in packed.getmembers()} == {(0, "root")}
