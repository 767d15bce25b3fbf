"""ICU's data for what Qt asks of it in our two languages: 3.5 MB in place of 32.

Qt on Linux takes ICU along to sort names, change case, name zones of time and read old charsets.
Its data holds each of that for 800 languages, and units, currencies and more that Qt never asks
for. It is one archive inside a library: `icudtNNl`, a header, a table of contents, the items.

Source: ICU 73, `common/ucmndata.h` and `common/udata.cpp`.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

_KIND = b"CmnD"
_KIND_AT = 12  # in the header: after two sizes, a mark, three bytes of what machine, and versions
_ALIGNED = 16
_KEPT = re.compile(
    r"""(?x)
    (?:coll/)? (?:root|en|en_US|zh\w*|pool|res_index|ucadata) \.(?:res|icu)
    |(?:zone/) (?:root|en|zh\w*|pool|res_index|tzdbNames) \.res
    |(?:zoneinfo64|timezoneTypes|keyTypeData|metaZones|windowsZones|supplementalData) \.res
    |(?:likelySubtags|numberingSystems|currencyNumericCodes|icuver|icustd) \.res
    |(?:cnvalias|uemoji|ulayout) \.icu | nfkc\w* \.nrm | uts46 \.nrm
    |(?:gb18030|ibm-1383_P110-1999|windows-936-2000|windows-950-2000) \.cnv
    """
)


def is_kept(name: str) -> bool:
    """Whether an item, by its name below the archive's, is of what Qt asks here."""
    return _KEPT.fullmatch(name) is not None


def reduced(library: bytes) -> bytes:
    """The archive in a library's file, with the items that are kept, as such an archive itself.

    Raises `ValueError` where no archive is found.
    """
    start = library.find(_KIND) - _KIND_AT
    if start < 0:
        raise ValueError("no data of ICU")
    size = struct.unpack_from("<H", library, start)[0]
    contents = start + size
    return library[start:contents] + _archive(
        [one for one in _items(library, contents) if is_kept(one[0].partition(b"/")[2].decode())]
    )


def make_smaller(library: Path, made: Path) -> None:
    """Write a library like `library` with less in it to `made`, which ends in `.so.NN`.

    Needs binutils, as PyInstaller does. Raises `CalledProcessError`.
    """
    version = library.name.rpartition(".")[2]
    made.parent.mkdir(parents=True, exist_ok=True)
    data, source, compiled = (made.with_suffix(end) for end in (".dat", ".s", ".o"))
    data.write_bytes(reduced(library.read_bytes()))
    symbol = f"icudt{version}_dat"
    source.write_text(
        f".section .rodata\n.balign {_ALIGNED}\n.globl {symbol}\n.type {symbol}, %object\n"
        f'{symbol}:\n.incbin "{data.name}"\n.size {symbol}, .-{symbol}\n'
        '.section .note.GNU-stack,"",%progbits\n',
        encoding="ascii",
    )
    for command in (
        ("as", "-o", compiled.name, source.name),
        ("ld", "-shared", "-soname", library.name, "-o", made.name, compiled.name),
    ):
        subprocess.check_call(command, cwd=made.parent)


def _items(library: bytes, contents: int) -> list[tuple[bytes, bytes]]:
    """Names and bytes of all items; both are found by their distance from the table's start."""
    count = struct.unpack_from("<I", library, contents)[0]
    places = [struct.unpack_from("<2I", library, contents + 4 + 8 * row) for row in range(count)]
    # The last one ends where nothing says: with the file, at the latest.
    ends = [place for _, place in places[1:]] + [len(library) - contents]
    found = []
    for (named_at, at), end in zip(places, ends, strict=True):
        name = library[contents + named_at : library.index(0, contents + named_at)]
        found.append((name, library[contents + at : contents + end]))
    return found


def _archive(items: list[tuple[bytes, bytes]]) -> bytes:
    names_at = 4 + 8 * len(items)
    names, named_at = b"", []
    for name, _ in items:
        named_at.append(names_at + len(names))
        names += name + b"\0"
    body, places = b"", []
    start = names_at + len(names)
    start += -start % _ALIGNED
    for _, content in items:
        places.append(start + len(body))
        body += content + bytes(-len(content) % _ALIGNED)
    table = b"".join(struct.pack("<2I", *one) for one in zip(named_at, places, strict=True))
    head = struct.pack("<I", len(items)) + table + names
    return head + bytes(start - len(head)) + body
