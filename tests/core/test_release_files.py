"""What a release is made of besides the bundle: the portable zip, and what stores need to know."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

from tools import zip_package
from tools.store_manifests import main, manifests

_BASE = "https://downloads.example/v1.2.3/"


def test_the_portable_zip_unpacks_into_one_folder_and_is_the_same_each_time(tmp_path: Path) -> None:
    bundle = tmp_path / "OssDrop"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "OssDrop.exe").write_bytes(b"MZ")
    (bundle / "_internal" / "猫.dll").write_bytes(b"x" * 10_000)
    first = zip_package.make(tmp_path, "1.2.3")
    content = first.read_bytes()
    os.utime(bundle / "OssDrop.exe", (1, 2_000_000_000))
    assert zip_package.make(tmp_path, "1.2.3").read_bytes() == content
    with zipfile.ZipFile(first) as packed:
        assert packed.namelist() == ["OssDrop/OssDrop.exe", "OssDrop/_internal/猫.dll"]
        assert packed.testzip() is None


def test_stores_are_told_the_very_files_that_are_there(tmp_path: Path) -> None:
    names = ("OssDrop-1.2.3-setup.exe", "OssDrop-1.2.3-portable.zip", "OssDrop-1.2.3.dmg")
    sums = {}
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
        sums[name] = hashlib.sha256(name.encode()).hexdigest()
    assert main(["1.2.3", _BASE, str(tmp_path), str(tmp_path / "out")]) == 0
    written = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    installer = written["winget/OssDrop.OssDrop.installer.yaml"]
    assert installer.count(sums[names[0]].upper()) == 2  # for one person, and for everybody
    assert installer.count(f"{_BASE}{names[0]}") == 2
    assert "Custom: /ALLUSERS" in installer
    scoop = json.loads(written["scoop/ossdrop.json"])
    there = {"url": f"{_BASE}{names[1]}", "hash": sums[names[1]]}
    assert scoop["architecture"]["64bit"] == there
    cask = written["homebrew/ossdrop.rb"]
    assert f'sha256 "{sums[names[2]]}"' in cask
    assert f'url "{_BASE}{names[2]}"' in cask
    assert len(written) == 5


def test_nothing_is_written_for_what_is_not_there(tmp_path: Path) -> None:
    assert manifests("1.2.3", _BASE, tmp_path) == {}
