"""What a bundle takes from the system it is installed on: which libraries, and how new ones.

A package that promises to run with less than that installs, and then does not start. What is
needed stands in the programs and libraries themselves; binutils read it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The libraries that may be looked for outside of the bundle, and Debian's packages with them.
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
_OF_GLIBC = re.compile(r"lib(c|m|dl|rt|pthread|resolv|util)\.so\.\d|ld-linux.*")
_GCC_OF = {29: "11", 30: "12", 31: "13", 32: "13", 33: "14"}  # by the last number of GLIBCXX_3.4
_NEEDED = re.compile(r"^ +NEEDED +(\S+)$")
_FROM = re.compile(r"^ +required from (\S+):$")
_VERSION = re.compile(r"^ +0x\S+ 0x\S+ \d+ (\w+?)_([\d.]+)$")


@dataclass(frozen=True)
class SystemNeeds:
    """Libraries that are not in the bundle, by their soname."""

    libraries: frozenset[str]
    glibc: str  # the newest version that something asks for, "" for none
    glibcxx: str = ""  # the same

    @property
    def debian(self) -> str:
        """The field Depends; raises LookupError for a library that nobody has thought of."""
        names = {_PACKAGES[one] for one in self.libraries} - {"libstdc++6"}
        depends = [f"libc6 (>= {self.glibc})" if self.glibc else "libc6", *sorted(names)]
        if self.glibcxx:
            number = int(self.glibcxx.rpartition(".")[2])
            depends.append(f"libstdc++6 (>= {_GCC_OF[number]})")
        return ", ".join(depends)

    @property
    def rpm(self) -> str:
        """What is required, by what packages provide: other distributions name them otherwise."""
        bits = "(64bit)"
        needs = [f"{one}(){bits}" for one in sorted(self.libraries)]
        needs.append(f"libc.so.6({f'GLIBC_{self.glibc}' if self.glibc else ''}){bits}")
        if self.glibcxx:
            needs.append(f"libstdc++.so.6(GLIBCXX_{self.glibcxx}){bits}")
        return ", ".join(needs)


def needs_of(bundle: Path) -> SystemNeeds:
    """What the programs and libraries below `bundle` look for outside of it. Needs objdump."""
    there = [path for path in sorted(bundle.rglob("*")) if path.is_file() and _is_elf(path)]
    if not there:  # but for scripts
        return SystemNeeds(frozenset(), "")
    told = subprocess.run(["objdump", "-p", *there], capture_output=True, text=True, check=True)
    own = {path.name for path in bundle.rglob("*.so*")}
    return read_needs(told.stdout.splitlines(), own)


def read_needs(lines: list[str], own: set[str]) -> SystemNeeds:
    """The same of what objdump has told, with the names of the libraries that come along."""
    outside = {name for name in _first(_NEEDED, lines) if name not in own}
    libraries = frozenset(name for name in outside if not _OF_GLIBC.fullmatch(name))
    newest: dict[str, tuple[int, ...]] = {"GLIBC": (), "GLIBCXX": ()}
    is_outside = False
    for line in lines:
        if found := _FROM.match(line):
            is_outside = found[1] in outside
        elif is_outside and (found := _VERSION.match(line)) and found[1] in newest:
            version = tuple(map(int, found[2].split(".")))
            newest[found[1]] = max(newest[found[1]], version)
    glibc, glibcxx = (".".join(map(str, version)) for version in newest.values())
    return SystemNeeds(libraries, glibc, glibcxx)


def _first(pattern: re.Pattern[str], lines: list[str]) -> Iterator[str]:
    return (found[1] for line in lines if (found := pattern.match(line)))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
