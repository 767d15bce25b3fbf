"""Our `upload_file()` and oss2 in one process, call by call: what else the computer does hits both.

`python -m tests.bench.alternating FILE...` prints the seconds of each. Imports are done before;
what the first call opens counts.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Sequence

from ossdrop import upload_file
from tests.bench.peer import key_of, oss2_bucket

_LOADED_BY_CALLS = (
    "ossdrop.calls.one_file",
    "ossdrop.storage.oss_bucket",
    "ossdrop.transfers.sender",
    "dotenv",
)


def main(paths: Sequence[str]) -> None:
    """Each file by both, the other one first every other time."""
    for name in _LOADED_BY_CALLS:
        importlib.import_module(name)
    taken_s = {"ours": 0.0, "oss2": 0.0}

    def timed(name: str, send: Callable[[str], object], path: str) -> None:
        began_s = time.perf_counter()
        send(path)
        taken_s[name] += time.perf_counter() - began_s

    bucket = oss2_bucket()
    ways: list[tuple[str, Callable[[str], object]]] = [
        ("ours", upload_file),
        ("oss2", lambda path: bucket.put_object_from_file(key_of(path), path)),
    ]
    for number, path in enumerate(paths):
        for name, send in ways[:: -1 if number % 2 else 1]:
            timed(name, send, path)
    print(json.dumps(taken_s))


if __name__ == "__main__":
    main(sys.argv[1:])
