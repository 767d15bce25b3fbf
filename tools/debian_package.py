"""A Debian package of the bundle: in /usr/lib, with commands, menus, manual and icons."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools import xz
from tools.linux_files import MADE_AT, ROOT, lay_out, set_modes, write
from tools.system_libraries import needs_of

_AR, _AR_HEADER = b"!<arch>\n", 60
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
ossdrop: library-not-linked-against-libc *
# As the makers of Qt for Python, Pillow and MediaInfo bring them, the same on every Linux.
ossdrop: embedded-library *
"""


def make(dist: Path, root: Path, version: str) -> Path:
    """Pack `dist/OssDrop`; returns the package, which lies beside it."""
    shutil.rmtree(root, ignore_errors=True)
    prefix = root / "usr"
    lay_out(dist / "OssDrop", prefix)
    for place, content in _of_debian(version):
        write(prefix / place, content)
    machine = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    set_modes(root, prefix / "lib" / "ossdrop")
    _write_control(root, version, machine)
    package = dist / f"ossdrop_{version}_{machine}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(package)]
    # The same content makes the same package: no file is newer than this.
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(MADE_AT)}
    subprocess.check_call(build, stdout=subprocess.DEVNULL, env=environment)
    package.write_bytes(_with_xz(package.read_bytes()))
    return package


def _with_xz(package: bytes) -> bytes:
    """A package whose archives are not compressed, with compressed ones. Source: deb(5), ar(5)."""
    made, at = package[: len(_AR)], len(_AR)
    while at < len(package):
        header, start = package[at : at + _AR_HEADER], at + _AR_HEADER
        name, size = header[:16].rstrip(), int(header[48:58])
        content = package[start : start + size]
        at = start + size + size % 2
        if name.endswith(b".tar"):
            name, content = name + b".xz", xz.compressed(content)
        made += name.ljust(16) + header[16:48] + str(len(content)).encode().ljust(10) + header[58:]
        made += content + b"\n" * (len(content) % 2)
    return made


def _of_debian(version: str) -> Iterator[tuple[str, bytes]]:
    """What only a Debian package has: where each lies, and its content."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    text = _COPYRIGHT + "".join(f" {line or '.'}\n" for line in licence)
    yield "share/doc/ossdrop/copyright", text.encode()
    changes = (
        f"ossdrop ({version}) unstable; urgency=low\n\n  * See CHANGELOG.md of the program.\n\n"
        " -- OssDrop <ossdrop@example.invalid>  Mon, 23 Nov 2026 00:00:00 +0000\n"
    )
    yield "share/doc/ossdrop/changelog.gz", gzip.compress(changes.encode(), mtime=0)
    yield "share/lintian/overrides/ossdrop", _OVERRIDES.encode()


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
        "Depends": needs_of(root).debian,
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
