"""What the bundle for Windows takes along, read as Windows reads it."""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_icon_has_every_size_that_windows_shows() -> None:
    content = (ROOT / "assets" / "icons" / "ossdrop.ico").read_bytes()
    kind, count = struct.unpack("<2H", content[2:6])
    assert kind == 1
    sides = []
    for number in range(count):
        side, size, offset = struct.unpack("<B7x2I", content[6 + 16 * number : 22 + 16 * number])
        assert content[offset : offset + 4] == b"\x89PNG"
        assert offset + size <= len(content)
        sides.append(side or 256)
    assert sides == [16, 24, 32, 48, 64, 256]


def test_the_manifest_is_sharp_on_every_screen_and_takes_long_paths() -> None:
    manifest = ElementTree.parse(ROOT / "packaging" / "windows" / "ossdrop.manifest")
    said = {one.tag.rpartition("}")[2]: one.text for one in manifest.iter()}
    assert said["dpiAwareness"] == "PerMonitorV2"
    assert said["longPathAware"] == "true"


def test_the_version_resource_names_the_program() -> None:
    made = _tool("bundle_parts").version_resource("OssDrop", "1.2.3rc1")
    assert "filevers=(1, 2, 3, 0)" in made
    assert "StringStruct('OriginalFilename', 'OssDrop.exe')" in made


def test_the_window_keeps_its_words_and_qt_those_of_our_languages() -> None:
    is_used = _tool("bundle_parts").is_used
    kept = (
        "ossdrop/assets/translations/ossdrop_zh_CN.qm",
        "ossdrop\\assets\\translations\\ossdrop_en.qm",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_en.qm",
    )
    left = (
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qt_help_zh_CN.qm",
        "ossdrop/assets/translations/ossdrop_zh_CN.ts",
        "Crypto\\PublicKey\\_mlkem.pyd",
        "Crypto/SelfTest/__init__.py",
    )
    assert [place for place in (*kept, *left) if is_used(place)] == list(kept)
