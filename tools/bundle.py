"""Packs the program for people without Python: `dist/OssDrop`, with PyInstaller.

Takes the password store's backends along, which are found by name only, and checks that what came
out starts and uploads. On Debian a package is made of it, on macOS it says what it opens.
"""

from __future__ import annotations

import argparse
import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TOOL = "pyinstaller"
_DEPENDS = "libgl1, libegl1, libxcb-cursor0, libxkbcommon-x11-0, libdbus-1-3, libfontconfig1"


def main() -> int:
    """Build, then try it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    constraints = ROOT / "constraints.txt"
    install = [sys.executable, "-m", "pip", "install", "-q", "-c", str(constraints), _TOOL]
    subprocess.check_call(install)
    build, dist = ROOT / "build" / "bundle", ROOT / "dist"
    separator = os.pathsep
    for name, entry, windowed in (
        ("OssDrop", ROOT / "gui" / "ossdrop_gui" / "__main__.py", True),
        ("ossdrop-cli", ROOT / "core" / "ossdrop" / "__main__.py", False),
    ):
        command = [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--onedir"),
            *("--name", name, "--distpath", str(dist), "--workpath", str(build)),
            *("--specpath", str(build), "--paths", str(ROOT / "core")),
            *("--paths", str(ROOT / "gui")),
            *("--collect-submodules", "keyring.backends"),
            *("--collect-submodules", "ossdrop", "--hidden-import", "oss2"),
            *("--collect-data", "aliyunsdkcore"),
            *("--add-data", f"{ROOT / 'assets'}{separator}ossdrop/assets"),
            "--windowed" if windowed else "--console",
            str(entry),
        ]
        if sys.platform == "win32":
            command[-1:-1] = _windows_options(name, build)
        if windowed:
            command[-1:-1] = ["--collect-submodules", "ossdrop_gui"]
        subprocess.check_call(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    if sys.platform == "darwin":
        _name_documents(dist / "OssDrop.app" / "Contents" / "Info.plist")
    code = _try(dist)
    if shutil.which("dpkg-deb"):
        print(_make_package(dist, build / "package"))
    return code


def _windows_options(name: str, build: Path) -> list[str]:
    """The icon, what *Properties* shows; a manifest: sharp on every screen, paths of any length."""
    version = _version()
    build.mkdir(parents=True, exist_ok=True)
    resource = build / f"{name}-version.txt"
    resource.write_text(version_resource(name, version), encoding="utf-8")
    return [
        *("--icon", str(ROOT / "assets" / "icons" / "ossdrop.ico")),
        *("--version-file", str(resource)),
        *("--manifest", str(ROOT / "tools" / "ossdrop.manifest")),
    ]


def _version() -> str:
    text = (ROOT / "core" / "ossdrop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(.+?)"', text)
    if found is None:
        raise LookupError("no version")
    return found[1]


def version_resource(name: str, version: str) -> str:
    """As PyInstaller reads it, after Windows' VS_VERSIONINFO."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    four = tuple((numbers + [0] * 4)[:4])
    texts = {
        "CompanyName": "OssDrop",
        "FileDescription": "OssDrop",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "OssDrop",
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({one!r}, {text!r})" for one, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _name_documents(info: Path) -> None:
    """The Finder offers OssDrop for every file."""
    values = plistlib.loads(info.read_bytes())
    kinds = {"CFBundleTypeRole": "Viewer", "LSItemContentTypes": ["public.data"]}
    values["CFBundleDocumentTypes"] = [kinds | {"LSHandlerRank": "Alternate"}]
    info.write_bytes(plistlib.dumps(values))


def _make_package(dist: Path, root: Path) -> Path:
    """A Debian package: the program in /opt, its commands, its entry in menus, its icons."""
    shutil.rmtree(root, ignore_errors=True)
    for name in ("OssDrop", "ossdrop-cli"):
        shutil.copytree(dist / name, root / "opt" / "ossdrop" / name, symlinks=True)
    commands, share = root / "usr" / "bin", root / "usr" / "share"
    commands.mkdir(parents=True)
    for command, name in (("ossdrop", "OssDrop"), ("ossdrop-cli", "ossdrop-cli")):
        (commands / command).symlink_to(f"/opt/ossdrop/{name}/{name}")
    icons, assets = share / "icons" / "hicolor", ROOT / "assets"
    copies = {
        assets / "ossdrop.desktop": share / "applications" / "ossdrop.desktop",
        assets / "ossdrop.metainfo.xml": share / "metainfo" / "ossdrop.metainfo.xml",
        ROOT / "LICENSE": share / "doc" / "ossdrop" / "copyright",
        assets / "icons" / "ossdrop.svg": icons / "scalable" / "apps" / "ossdrop.svg",
    }
    for picture in (assets / "icons").glob("ossdrop-*.png"):
        size = picture.stem.rpartition("-")[2]
        copies[picture] = icons / f"{size}x{size}" / "apps" / "ossdrop.png"
    for source, target in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    version = _version()
    machine = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    (root / "DEBIAN").mkdir()
    fields = {
        "Package": "ossdrop",
        "Version": version,
        "Architecture": machine,
        "Maintainer": "OssDrop <ossdrop@example.invalid>",
        "Depends": _DEPENDS,
        "Description": "Drop a file, get a link: an uploader for Alibaba Cloud OSS and Qwen models",
    }
    control = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (root / "DEBIAN" / "control").write_text(control)
    package = dist / f"ossdrop_{version}_{machine}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
    subprocess.check_call(build, stdout=subprocess.DEVNULL)
    return package


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
