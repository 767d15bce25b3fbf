from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from ossdrop.program.change_time import change_time_ns, change_time_of_open_ns

_SOON_NS = 60 * 10**9


def test_it_moves_though_the_time_of_the_content_is_set_back(
    make_file: Callable[..., Path],
) -> None:
    path = make_file("a.bin", b"before")
    facts = path.stat()
    first = change_time_ns(path, facts)
    assert abs(time.time_ns() - first) < _SOON_NS
    with path.open("rb") as file:
        assert change_time_of_open_ns(file.fileno(), facts) == first
    now = first
    while now == first:  # the clock of inodes ticks every few milliseconds
        path.write_bytes(b"behind")
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        now = change_time_ns(path, path.stat())
    assert now > first
    assert path.stat().st_mtime_ns == facts.st_mtime_ns
