"""How archives for Linux are packed: with xz, and code of x86 made alike first, a tenth smaller."""

from __future__ import annotations

import lzma
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

_LARGEST = {"id": lzma.FILTER_LZMA2, "preset": 9}
# The decoder for this one came with xz 5.0; the one for ARM is too new for old systems.
_FILTERS = [{"id": lzma.FILTER_X86}, _LARGEST] if platform.machine() == "x86_64" else [_LARGEST]


def compressed(content: bytes) -> bytes:
    """The content as an .xz file."""
    return lzma.compress(content, lzma.FORMAT_XZ, lzma.CHECK_CRC64, filters=_FILTERS)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """An .xz file that is written bit by bit."""
    with lzma.open(path, "wb", check=lzma.CHECK_CRC64, filters=_FILTERS) as file:
        yield cast("BinaryIO", file)
