"""A Debian package of the bundle: in /usr/lib, with commands, menus, manual and icons."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HOME = "usr/lib/ossdrop"
_DEPENDS = (
    "libc6 (>= 2.28), libgl1, libegl1, libxcb-cursor0, libxkbcommon-x11-0, libdbus-1-3, "
    "libfontconfig1"
)
_WORDS = """\
Drop a file, get a link: an uploader for Qwen models
 Uploads pictures, clips and recordings to your own Alibaba Cloud OSS bucket,
 or to temporary storage, and gives a link that models can open. A window, and
 the command ossdrop-cli.
"""
_COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: OssDrop

Files: *
Copyright: the authors of OssDrop
License: MIT

License: MIT
"""
_OVERRIDES = """\
# PyInstaller's own starter, as its makers build it: it only loads Python.
ossdrop: hardening-no-pie [usr/lib/ossdrop/OssDrop]
# Extension modules of Python, which is loaded before them.
ossdrop: shared-library-lacks-prerequisites *
"""


def make(dist: Path, root: Path, version: str) -> Path:
    """Pack `dist/OssDrop`; returns the package, which lies beside it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(dist / "OssDrop", root / _HOME, symlinks=True)
    commands = root / "usr" / "bin"
    commands.mkdir(parents=True)
    for command, name in (("ossdrop", "OssDrop"), ("ossdrop-cli", "ossdrop-cli")):
        (commands / command).symlink_to(f"../lib/ossdrop/{name}")
    for place, content in _small_files(dist / "OssDrop" / "ossdrop-cli", version):
        target = root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    machine = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    _set_modes(root)
    _write_control(root, version, machine)
    package = dist / f"ossdrop_{version}_{machine}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
    subprocess.check_call(build, stdout=subprocess.DEVNULL)
    return package


def _small_files(cli: Path, version: str) -> Iterator[tuple[str, bytes]]:
    """Where each lies, and its content."""
    assets, icons = ROOT / "assets", "usr/share/icons/hicolor"
    yield "usr/share/applications/ossdrop.desktop", (assets / "ossdrop.desktop").read_bytes()
    yield "usr/share/metainfo/ossdrop.metainfo.xml", (assets / "ossdrop.metainfo.xml").read_bytes()
    yield f"{icons}/scalable/apps/ossdrop.svg", (assets / "icons" / "ossdrop.svg").read_bytes()
    for picture in (assets / "icons").glob("ossdrop-*.png"):
        side = picture.stem.rpartition("-")[2]
        yield f"{icons}/{side}x{side}/apps/ossdrop.png", picture.read_bytes()
    manual = (assets / "man" / "ossdrop-cli.1").read_bytes()
    yield "usr/share/man/man1/ossdrop-cli.1.gz", gzip.compress(manual, mtime=0)
    yield "usr/share/man/man1/ossdrop.1.gz", gzip.compress(b".so man1/ossdrop-cli.1\n", mtime=0)
    for shell, place in (
        ("bash", "bash-completion/completions/ossdrop-cli"),
        ("zsh", "zsh/vendor-completions/_ossdrop-cli"),
        ("fish", "fish/vendor_completions.d/ossdrop-cli.fish"),
    ):
        yield f"usr/share/{place}", subprocess.check_output([cli, "completion", shell])
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    text = _COPYRIGHT + "".join(f" {line or '.'}\n" for line in licence)
    yield "usr/share/doc/ossdrop/copyright", text.encode()
    changes = (
        f"ossdrop ({version}) unstable; urgency=low\n\n  * See CHANGELOG.md of the program.\n\n"
        " -- OssDrop <ossdrop@example.invalid>  Mon, 23 Nov 2026 00:00:00 +0000\n"
    )
    yield "usr/share/doc/ossdrop/changelog.gz", gzip.compress(changes.encode(), mtime=0)
    yield "usr/share/lintian/overrides/ossdrop", _OVERRIDES.encode()


def _set_modes(root: Path) -> None:
    """What everybody may read and only root may write, whatever the umask of who builds it."""
    for folder, names, files in os.walk(root):
        for name in (*names, *files):
            path = Path(folder, name)
            if not path.is_symlink():
                is_program = path.is_dir() or path.parent == root / _HOME
                path.chmod(0o755 if is_program else 0o644)
    root.chmod(0o755)


def _write_control(root: Path, version: str, machine: str) -> None:
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  "
        f"{path.relative_to(root)}\n"
        for path in files
    )
    fields = {
        "Package": "ossdrop",
        "Version": version,
        "Architecture": machine,
        "Maintainer": "OssDrop <ossdrop@example.invalid>",
        "Installed-Size": str(sum(path.stat().st_size for path in files) // 1024),
        "Depends": _DEPENDS,
        "Recommends": "gnome-keyring | kwalletmanager",
        "Section": "net",
        "Priority": "optional",
        "Description": _WORDS.rstrip(),
    }
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    for name, content in (("control", text), ("md5sums", sums)):
        (control / name).write_text(content)
        (control / name).chmod(0o644)
