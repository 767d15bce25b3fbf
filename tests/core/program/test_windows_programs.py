"""Which program a name means on Windows: never one of the current folder by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ossdrop.program.windows_programs import command_line, find_program

ENDINGS = ".COM;.EXE;.BAT;.CMD"


def test_a_name_is_looked_for_in_path_with_the_endings_of_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, first, second = tmp_path / "here", tmp_path / "first", tmp_path / "second"
    for folder in (here, first, second):
        folder.mkdir()
    monkeypatch.chdir(here)
    (here / "npm.exe").touch()
    (first / "npm").touch()  # a script for other shells
    (first / "npm.cmd").touch()
    (second / "npm.exe").touch()
    environment = {"PATH": os.pathsep.join([".", "", str(first), str(second)]), "PATHEXT": ENDINGS}
    assert find_program("npm", environment) == first / "npm.cmd"
    assert find_program("npm.exe", environment) == second / "npm.exe"
    assert find_program("./npm", environment) == Path("npm.exe")
    assert find_program("none", environment) is None


def test_a_batch_file_gets_each_argument_in_quotes() -> None:
    program = Path("C:/Program Files/nodejs/npm.cmd")
    assert command_line(program, ["run", "a&b ^c"]) == f'"{program}" "run" "a&b ^c"'
    assert command_line(Path("a.exe"), ['"', "%"]) == ["a.exe", '"', "%"]
    for sign in '"%!\n':
        with pytest.raises(ValueError, match="batch file"):
            command_line(program, [f"a{sign}b"])


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has batch files")
def test_exec_runs_a_batch_file(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "tool.cmd").write_text("@echo %QWEN_TMP_OSS_BUCKET% %1\n")
    told = subprocess.run(
        [sys.executable, "-m", "ossdrop", "exec", "--", "tool", "a&b"],
        env={**os.environ, **variables, "PATH": f"{tmp_path};{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.split() == ["practice-bucket", '"a&b"'], told.stderr
