"""`make coverage`: what the tests of a room reach of it; each file has its floor.

A file that is not named below is reached whole, every line and branch. One that falls below its
floor fails, and so does one that has risen above it: its floor goes up then, or its line goes.
Processes that the tests start count as well. `--room NAME` for one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.rooms import PACKAGE, ROOMS, ROOT, Room

WHOLE = 100
_SOME_FAILED = 1  # pytest's exit code
_SPARE = 2  # percent: which thread is first decides over a line here and there
FLOORS: Mapping[str, int] = {
    "core/ossdrop/config/env_writer.py": 97,
    "core/ossdrop/config/keyring_store.py": 99,
    "core/ossdrop/paste/named.py": 98,
    "core/ossdrop/paste/reading.py": 98,
    "core/ossdrop/paste/regions.py": 98,
    "core/ossdrop/storage/checksum.py": 97,
    "core/ossdrop/storage/dashscope_temp.py": 96,
    "core/ossdrop/storage/oss_bucket.py": 99,
    "core/ossdrop/transfers/attempt.py": 97,
    "core/ossdrop/transfers/checkpoint.py": 98,
    "core/ossdrop/transfers/command_notes.py": 97,
    "core/ossdrop/transfers/journal.py": 97,
    "core/ossdrop/transfers/manager.py": 97,
    "core/ossdrop/transfers/retrying.py": 98,
    "core/ossdrop/transfers/sender.py": 94,
    "core/ossdrop/transfers/temporary_sender.py": 90,
}


def reached(rooms: Sequence[Room], folder: Path) -> dict[str, float]:
    """Run the tests of some rooms and print the report; percent of lines and branches by file."""
    settings = folder / "coverage.ini"
    settings.write_text(
        "[run]\nbranch = true\nparallel = true\npatch = subprocess\n"
        f"data_file = {folder / 'data'}\nsource = {ROOT / PACKAGE}\n"
        "[report]\nexclude_also =\n    raise AssertionError\n    class .*Protocol\n",
        encoding="utf-8",
    )
    paths = os.pathsep.join(str(ROOT / name) for name in ("core", "gui"))
    environment = os.environ | {"PYTHONPATH": paths, "COVERAGE_RCFILE": str(settings)}
    tests = dict.fromkeys(test for room in rooms for test in room.tests)
    included = "--include=" + ",".join(file for room in rooms for file in room.files)
    answer = folder / "report.json"
    for command in (
        ["run", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        ["combine", "-q"],
        ["report", "--show-missing", included],
        ["json", "-q", "-o", str(answer), included],
    ):
        coverage = [sys.executable, "-m", "coverage"]
        code = subprocess.call([*coverage, *command], cwd=ROOT, env=environment)
        # A test that holds a time may fail where each line is watched: `make test` judges those.
        if code > (_SOME_FAILED if command[0] == "run" else 0):
            raise SystemExit(f"coverage {command[0]}: {code}")
    files = json.loads(answer.read_text(encoding="utf-8"))["files"]
    return {Path(file).as_posix(): of["summary"]["percent_covered"] for file, of in files.items()}


def complaints(files: Sequence[str], percents: Mapping[str, float]) -> list[str]:
    """What differs from the floors."""
    found = []
    for file in files:
        percent, floor = percents.get(file, 0.0), FLOORS.get(file, WHOLE)
        if percent < floor:
            found.append(f"{file}: {percent:.1f} %, below its {floor} %")
        elif floor < WHOLE and percent > floor + _SPARE:
            found.append(f"{file}: {percent:.1f} %, its floor can be more than {floor} %")
    gone = [file for file in FLOORS if not (ROOT / file).exists()]
    return found + [f"{file}: it has a floor, and is not there" for file in gone]


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(prog="make coverage", description=__doc__)
    parser.add_argument("--room", choices=[room.name for room in ROOMS])
    chosen: str | None = parser.parse_args().room
    rooms = [room for room in ROOMS if chosen in (None, room.name)]
    with tempfile.TemporaryDirectory() as folder:
        percents = reached(rooms, Path(folder))
    files = [file for room in rooms for file in room.files]
    found = complaints(files, percents)
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
