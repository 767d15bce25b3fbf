"""ICU's data in a bundle: what is kept is byte for byte what it was, and the rest is gone."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tools import icu_data

_ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("as") or not shutil.which("ld"),
    reason="such a library is made where packages for Linux are: with binutils",
)
_SORTS = """
from PySide6.QtCore import QCollator, QLocale
print("".join(sorted("中啊波za丁B", key=QCollator(QLocale("zh_CN")).sortKey)))
print(QLocale("tr_TR").toUpper("i"))
"""


def _library(items: dict[str, bytes]) -> bytes:
    """A file with an archive somewhere in it, as ICU writes them."""
    header = (struct.pack("<2H", 32, 0x27DA).ljust(12, b"\0") + b"CmnD").ljust(32, b"\0")
    names_at = 4 + 8 * len(items)
    names = b"".join(name.encode() + b"\0" for name in items)
    start = names_at + len(names)
    table, named_at, at = b"", names_at, start
    for name, content in items.items():
        table += struct.pack("<2I", named_at, at)
        named_at += len(name) + 1
        at += len(content)
    body = b"".join(items.values())
    return b"\x7fELF" + bytes(60) + header + struct.pack("<I", len(items)) + table + names + body


def _read(archive: bytes) -> dict[str, bytes]:
    size = struct.unpack_from("<H", archive)[0]
    count = struct.unpack_from("<I", archive, size)[0]
    places = [struct.unpack_from("<2I", archive, size + 4 + 8 * row) for row in range(count)]
    ends = [at for _, at in places[1:]] + [len(archive) - size]
    return {
        archive[size + name : archive.index(0, size + name)].decode(): archive[
            size + at : size + end
        ]
        for (name, at), end in zip(places, ends, strict=True)
    }


def test_what_our_languages_need_is_kept_as_it_was_and_nothing_else() -> None:
    items = {
        "icudt73l/coll/af.res": b"a" * 48,
        "icudt73l/coll/zh.res": bytes(range(48)),
        "icudt73l/curr/zh.res": b"c" * 32,
        "icudt73l/gb18030.cnv": b"g" * 20,
        "icudt73l/root.res": b"r" * 16,
        "icudt73l/unames.icu": b"u" * 160,
    }
    made = _read(icu_data.reduced(_library(items)))
    assert list(made) == ["icudt73l/coll/zh.res", "icudt73l/gb18030.cnv", "icudt73l/root.res"]
    for name, content in made.items():
        assert content.rstrip(b"\0") == items[name].rstrip(b"\0"), name
        assert not content[len(items[name]) :].strip(b"\0"), name


def test_a_file_without_such_data_is_refused() -> None:
    with pytest.raises(ValueError, match="no data"):
        icu_data.reduced(b"\x7fELF" + bytes(1000))


@_ON_LINUX
def test_qt_sorts_chinese_with_the_smaller_library_as_with_its_own(tmp_path: Path) -> None:
    from PySide6 import __file__ as package

    own = next((Path(package).parent / "Qt" / "lib").glob("libicudata.so.*"))
    made = tmp_path / own.name
    icu_data.make_smaller(own, made)
    assert made.stat().st_size < 4e6

    def said(**more: str) -> list[str]:
        command = [sys.executable, "-c", _SORTS]
        return subprocess.check_output(command, env=os.environ | more, text=True).splitlines()

    assert said(LD_PRELOAD=str(made)) == said() == ["啊波丁中aBz", "İ"]
