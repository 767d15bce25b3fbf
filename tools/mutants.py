"""`make mutants`: one small fault at a time in the code; the tests of its room must see each.

mutmut makes the faults. Its own runner leaves out whatever has a decorator (context managers,
properties) and draws no sample, so both are here: a mutant's lot is made of the seed, its file and
what it changes, so that code elsewhere may change without another sample being drawn. Each mutant
is tried in a copy of the checkout, by those tests of its room that reach its line. What a log or an
error says in words is not changed.

`--seed` and `--count` draw another sample, `--room` one room's, `--again` tries what survived last
time. Below `--floor` percent it ends with 1. docs/mutants.md says what survives, and why.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from tools.rooms import PACKAGE, ROOMS, ROOT, Room

_SURVIVORS = ROOT / "build" / "mutants.json"
_NOT_COPIED = (".*", "__pycache__", "build")
_LEFT_ALONE = (cst.Annotation, cst.Decorator, cst.Raise, cst.Import, cst.ImportFrom)
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
_SLOW_S = 3.0  # tests that take longer are tried only where no other reaches a line
_SPARE_S, _TIMES_SLOWER = 20.0, 5.0  # before a mutant counts as one that hangs


@dataclass(frozen=True)
class Mutant:
    """One fault: a file, the line where it is, and the whole file with it."""

    lot: str
    room: str
    file: str
    line: int
    code: str

    @property
    def diff(self) -> str:
        """What was changed."""
        before = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(before, self.code.splitlines(), lineterm="", n=0)
        changed = [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]
        return "\n".join([f"{self.file}:{self.line}", *changed])


class Outcome(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Known:
    """A room's tests without a fault: how long each takes, and which reach a line."""

    seconds: dict[str, float]
    reach: dict[str, dict[int, list[str]]]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that reach its line, or the nearest one that any reaches; the quickest first."""
        lines = self.reach.get(mutant.file, {})
        near = min(lines, key=lambda line: abs(line - mutant.line), default=0)
        found = sorted(lines.get(near, self.seconds), key=self.seconds.__getitem__)
        return [test for test in found if self.seconds[test] < _SLOW_S] or found


class _Finder(cst.CSTVisitor):
    """Every change that mutmut knows, inside of functions."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, cst.CSTNode, cst.CSTNode]] = []
        self._depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _LEFT_ALONE) or _is_log_call(node):
            return False
        if self._depth:
            line = self.get_metadata(PositionProvider, node).start.line
            for kind, operator in mutation_operators:
                if isinstance(node, kind):
                    self.found += [(line, node, changed) for changed in operator(node)]
        self._depth += isinstance(node, cst.FunctionDef)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._depth -= isinstance(original_node, cst.FunctionDef)


def _is_log_call(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and isinstance(node.func.value, cst.Name)
        and node.func.value.value == "_log"
    )


def drawn(
    rooms: Sequence[Room], seed: int, count: int, only: Collection[str] | None = None
) -> list[Mutant]:
    """A sample of all mutants of some rooms, in the order of the code; `only` some of it."""
    lots: dict[str, tuple[str, str, int, cst.Module, cst.CSTNode, cst.CSTNode]] = {}
    for room in rooms:
        for file in room.files:
            wrapper = MetadataWrapper(cst.parse_module((ROOT / file).read_text(encoding="utf-8")))
            finder, module = _Finder(), wrapper.module
            wrapper.visit(finder)
            alike: Counter[str] = Counter()
            for line, node, changed in finder.found:
                fault = f"{file} {module.code_for_node(node)} {module.code_for_node(changed)}"
                alike[fault] += 1
                lot = hashlib.sha256(f"{seed} {fault} {alike[fault]}".encode()).hexdigest()
                lots[lot] = (room.name, file, line, module, node, changed)
    sample = set(sorted(lots)[:count])
    print(f"{len(sample)} of {len(lots)} mutants", flush=True)
    found = []
    for lot, (room_name, file, line, module, node, changed) in lots.items():
        if lot in sample and (only is None or lot in only):
            code = cst.ensure_type(module.deep_replace(node, changed), cst.Module).code
            found.append(Mutant(lot, room_name, file, line, code))
    return found


def known_of(room: Room) -> Known:
    """Run a room's tests once, each in a context of its own."""
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        command = [sys.executable, "-m", "tools.mutants", "--observe", answer.name]
        command += ["--room", room.name]
        subprocess.run(command, check=True, cwd=ROOT, env=_environment(ROOT))
        values = json.loads(Path(answer.name).read_text(encoding="utf-8"))
    reach = {
        file: {int(line): tests for line, tests in lines.items()}
        for file, lines in values["reach"].items()
    }
    return Known(values["seconds"], reach)


def observe(room: Room, answer: Path) -> int:
    """Inside of `known_of`: run the tests and write down what they reach."""
    import coverage
    import pytest

    seconds: defaultdict[str, float] = defaultdict(float)
    measured = coverage.Coverage(data_file=None, include=[str(ROOT / PACKAGE / "*")])

    class Observer:
        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            measured.switch_context(item.nodeid)
            return (yield)

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            seconds[report.nodeid] += report.duration

    measured.start()
    result = pytest.main(["-q", "-p", "no:cacheprovider", *room.tests], plugins=[Observer()])
    measured.stop()
    data = measured.get_data()
    reach = {
        Path(file).relative_to(ROOT).as_posix(): {
            line: sorted(reaching)
            for line, tests in data.contexts_by_lineno(file).items()
            if (reaching := {test for test in tests if test in seconds})
        }
        for file in data.measured_files()
    }
    answer.write_text(json.dumps({"seconds": seconds, "reach": reach}), encoding="utf-8")
    return int(result)


def try_out(mutant: Mutant, known: Known, copy: Path) -> Outcome:
    """Run the tests that can see a mutant; a copy of the checkout has it meanwhile."""
    tests = known.tests_of(mutant)
    each_s = _SPARE_S + _TIMES_SLOWER * known.seconds[tests[-1]]
    all_s = _SPARE_S + _TIMES_SLOWER * sum(known.seconds[test] for test in tests)
    command = [*_PYTEST, "-x", f"--timeout={each_s:.0f}", *tests]
    file = copy / mutant.file
    before = file.read_bytes()
    file.write_text(mutant.code, encoding="utf-8")
    try:
        result = subprocess.run(
            command,
            cwd=copy,
            env=_environment(copy),
            timeout=all_s,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome.TIMED_OUT
    finally:
        file.write_bytes(before)
    return Outcome.KILLED if result.returncode else Outcome.SURVIVED


def _environment(checkout: Path) -> dict[str, str]:
    """No compiled files: one of the same second and size would be taken for the mutant."""
    paths = os.pathsep.join(str(checkout / folder) for folder in ("core", "gui"))
    return os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def outcomes_of(mutants: Sequence[Mutant], jobs: int) -> list[Outcome]:
    """Try mutants out, and say what survives as soon as that is known."""
    rooms = {mutant.room for mutant in mutants}
    known = {room.name: known_of(room) for room in ROOMS if room.name in rooms}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(jobs):
            ignored = shutil.ignore_patterns(*_NOT_COPIED)
            copies.put(shutil.copytree(ROOT, Path(folder) / str(number), ignore=ignored))

        def try_one(mutant: Mutant) -> Outcome:
            copy = copies.get()
            try:
                outcome = try_out(mutant, known[mutant.room], copy)
            finally:
                copies.put(copy)
            if outcome is Outcome.SURVIVED:
                print(f"\n{mutant.diff}", flush=True)
            return outcome

        return list(pool.map(try_one, mutants))


def table_of(mutants: Sequence[Mutant], outcomes: Sequence[Outcome]) -> str:
    """What became of each room's."""
    counts = Counter(zip((mutant.room for mutant in mutants), outcomes, strict=True))
    lines = ["| room | mutants | killed | timed out | survived |", "|---|---|---|---|---|"]
    for room in dict.fromkeys(mutant.room for mutant in mutants):
        numbers = [counts[room, outcome] for outcome in Outcome]
        lines.append(f"| {room} | {sum(numbers)} | " + " | ".join(map(str, numbers)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Draw, try out, count."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--count", type=int, default=320)
    parser.add_argument("--room", choices=[room.name for room in ROOMS])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--floor", type=float, default=90)
    parser.add_argument("--observe", type=Path, help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    rooms = [room for room in ROOMS if options.room in (None, room.name)]
    if options.observe:
        return observe(rooms[0], options.observe)
    only = json.loads(_SURVIVORS.read_text(encoding="utf-8")) if options.again else None
    mutants = drawn(rooms, options.seed, options.count, only)
    outcomes = outcomes_of(mutants, options.jobs)
    found = zip(mutants, outcomes, strict=True)
    survivors = [mutant.lot for mutant, outcome in found if outcome is Outcome.SURVIVED]
    _SURVIVORS.parent.mkdir(exist_ok=True)
    _SURVIVORS.write_text(json.dumps(survivors), encoding="utf-8")
    killed = len(mutants) - len(survivors)
    percent = 100 * killed / max(len(mutants), 1)
    print(f"\n{table_of(mutants, outcomes)}\n{killed} of {len(mutants)}: {percent:.1f} %")
    return 0 if percent >= options.floor else 1


if __name__ == "__main__":
    sys.exit(main())
