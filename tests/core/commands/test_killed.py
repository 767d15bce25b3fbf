"""A command that was killed: the same command goes on, and makes no second copy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET
from tests.platforms import KILL_ITSELF, was_killed

_LARGE = 20_000_000
# Killed when the object is there and its row is written, before anybody has seen the link.
_KILLED_AT_ITS_END = """
import os, signal, sys
from ossdrop.commands import upload
upload.print_transfer = lambda *words: KILL
from ossdrop.cli import main
main()
""".replace("KILL", KILL_ITSELF)


def run(variables: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *map(str, arguments)],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def keys(practice: PracticeServer) -> list[str]:
    return sorted(practice.service.store.buckets[BUCKET].objects)


@pytest.mark.parametrize("size", [1000, _LARGE])
def test_the_same_command_makes_no_second_copy(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path], size: int
) -> None:
    path = make_file("offer 猫.bin", os.urandom(size))
    killed = run(variables, "-c", _KILLED_AT_ITS_END, "upload", path)
    assert was_killed(killed)
    (stored,) = keys(practice)
    again = run(variables, "-m", "ossdrop", "upload", path)
    assert again.returncode == 0, again.stderr
    assert requests.get(again.stdout.strip(), timeout=10).content == path.read_bytes()
    assert keys(practice) == [stored]
    listed = run(variables, "-m", "ossdrop", "history", "list", "--json")
    assert listed.stdout.count('"key"') == 1
    # And once it has come to its end, the same command means a new upload, as ever.
    assert run(variables, "-m", "ossdrop", "upload", path).returncode == 0
    assert len(keys(practice)) == 2


def test_one_fault_that_passes_makes_no_second_copy_either(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("a.bin", os.urandom(1000))
    run(variables, "-c", _KILLED_AT_ITS_END, "upload", path)
    (stored,) = keys(practice)
    practice.faults.methods, practice.faults.fail_times = frozenset({"HEAD"}), 1
    again = run(variables, "-m", "ossdrop", "upload", path)
    assert again.returncode == 0, again.stderr
    assert keys(practice) == [stored]


def test_a_file_that_has_changed_since_is_sent(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("a.bin", b"before")
    run(variables, "-c", _KILLED_AT_ITS_END, "upload", path)
    path.write_bytes(b"behind")
    again = run(variables, "-m", "ossdrop", "upload", path)
    assert requests.get(again.stdout.strip(), timeout=10).content == b"behind"
    assert len(keys(practice)) == 2


def test_of_many_files_only_the_rest_is_sent(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{n}.bin", os.urandom(100)) for n in range(40)]
    killed = _KILLED_AT_ITS_END.replace(
        "lambda *words: ", "lambda one, *rest: one.name == '20.bin' and "
    )
    run(variables, "-c", killed, "upload", *paths)
    before = set(keys(practice))
    assert len(before) >= 20
    again = run(variables, "-m", "ossdrop", "upload", *paths)
    assert again.returncode == 0, again.stderr
    assert len(again.stdout.splitlines()) == 40
    assert len(keys(practice)) == 40
    assert before <= set(keys(practice))
    assert not list(Path(os.environ["OSSDROP_HOME"]).rglob("command-*"))


def test_a_large_file_whose_checkpoint_outlived_its_row_is_done(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("film.bin", os.urandom(_LARGE))
    before_discard = (
        "import os, signal\n"
        "from ossdrop.transfers.checkpoint import Checkpoint\n"
        "discard = Checkpoint.discard\n"
        "def end(self):\n"
        f"    if self.parts: {KILL_ITSELF}\n"
        "    discard(self)\n"
        "Checkpoint.discard = end\n"
        "from ossdrop.cli import main\n"
        "main()\n"
    )
    killed = run(variables, "-c", before_discard, "upload", path)
    assert was_killed(killed)
    transfers = Path(os.environ["OSSDROP_HOME"]) / "data" / "transfers"
    assert list(transfers.glob("*.jsonl"))
    again = run(variables, "-m", "ossdrop", "upload", path)
    assert again.returncode == 0, again.stderr
    assert len(keys(practice)) == 1
    assert not list(transfers.glob("*.jsonl"))
