"""Everything that the settings of a call come from, as something that can be compared.

Files are read rather than asked for their times: they are small, and a time tells nothing of two
changes within one tick of the clock. What is remembered of all this are digests, under a key of
this process: nobody can try texts on them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from ossdrop.program.files import read_regular

_MOST_BYTES = 4 * 1024**2  # more than any file of settings may have
_KEY = secrets.token_bytes(32)


def of_process() -> bytes:
    """The whole environment (settings, proxies, certificates, folders), and the current folder."""
    try:
        folder = os.getcwd()  # noqa: PTH109 - as text
    except FileNotFoundError:  # it is gone
        folder = ""
    return of_mapping({**os.environ, "": folder})


def of_mapping(values: Mapping[str, str]) -> bytes:
    """Names and values, in any order; raises TypeError for what are none."""
    if not isinstance(values, Mapping):
        raise TypeError(f"settings: names and values are needed, not {type(values).__name__}")
    for name, value in values.items():
        if not (isinstance(name, str) and isinstance(value, str)):
            raise TypeError(f"settings: text is needed, {name!r} has {type(value).__name__}")
    return _digest(repr(sorted(values.items())).encode("utf-8", "surrogateescape"))


def of_files(paths: Iterable[Path]) -> tuple[bytes, ...]:
    """What is in each file; one that is missing or cannot be read is so in a way of its own."""
    return tuple(_of_file(path) for path in paths)


def _of_file(path: Path) -> bytes:
    try:
        return _digest(b"=" + read_regular(path, _MOST_BYTES))
    except (OSError, ValueError) as error:
        return _digest(f"!{error!r}".encode("utf-8", "backslashreplace"))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16, key=_KEY).digest()
