"""Where everything lies on Linux: the bundle in `lib`, with commands, menus, manual and icons."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HOME = "lib/ossdrop"
_DESKTOP_ID = "com.ossdrop.OssDrop"
MADE_AT = 1_763_856_000  # of every file: the same content makes the same archive


def lay_out(bundle: Path, prefix: Path) -> None:
    """Copy `bundle` and all that belongs to it below `prefix`, as it lies in /usr or ~/.local."""
    shutil.copytree(bundle, prefix / _HOME, symlinks=True)
    commands = prefix / "bin"
    commands.mkdir(parents=True)
    for command, name in (("ossdrop", "OssDrop"), ("ossdrop-cli", "ossdrop-cli")):
        (commands / command).symlink_to(f"../{_HOME}/{name}")
    for place, content in _small_files(bundle / "ossdrop-cli"):
        write(prefix / place, content)


def write(path: Path, content: bytes) -> None:
    """Write a file, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def set_modes(root: Path, programs: Path) -> None:
    """What everybody may read and only its owner may write, whatever the umask of the builder."""
    for folder, names, files in os.walk(root):
        for name in (*names, *files):
            path = Path(folder, name)
            if not path.is_symlink():
                is_program = path.is_dir() or path.parent == programs or path.suffix == ".sh"
                path.chmod(0o755 if is_program else 0o644)
    root.chmod(0o755)


def _small_files(cli: Path) -> Iterator[tuple[str, bytes]]:
    """Where each lies, and its content."""
    assets, icons = ROOT / "assets", "share/icons/hicolor"
    for folder, ending in (("applications", "desktop"), ("metainfo", "metainfo.xml")):
        name = f"{_DESKTOP_ID}.{ending}"
        yield f"share/{folder}/{name}", (assets / name).read_bytes()
    yield f"{icons}/scalable/apps/ossdrop.svg", (assets / "icons" / "ossdrop.svg").read_bytes()
    for picture in (assets / "icons").glob("ossdrop-*.png"):
        side = picture.stem.rpartition("-")[2]
        yield f"{icons}/{side}x{side}/apps/ossdrop.png", picture.read_bytes()
    manual = (assets / "man" / "ossdrop-cli.1").read_bytes()
    yield "share/man/man1/ossdrop-cli.1.gz", gzip.compress(manual, mtime=0)
    yield "share/man/man1/ossdrop.1.gz", gzip.compress(b".so man1/ossdrop-cli.1\n", mtime=0)
    for shell, place in (
        ("bash", "bash-completion/completions/ossdrop-cli"),
        ("zsh", "zsh/vendor-completions/_ossdrop-cli"),
        ("fish", "fish/vendor_completions.d/ossdrop-cli.fish"),
    ):
        yield f"share/{place}", subprocess.check_output([cli, "completion", shell])
