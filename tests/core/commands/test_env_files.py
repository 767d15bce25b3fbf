"""Which files `--env-file` takes and makes, and which it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.config.env_file import read_env_file
from ossdrop.config.env_writer import change_env_file
from ossdrop.errors import ErrorCode, OssDropError
from tests.hostile.programs import run
from tests.platforms import has_fifos

CLI = [sys.executable, "-m", "ossdrop"]


def write(variables: dict[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in variables.items())


def test_a_file_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new.env"
    command = ("ossdrop-cli", "config")
    shown = run(tmp_path, *command, "show", "--env-file", path)
    assert shown.returncode == 3
    made = run(tmp_path, *command, "set", "QWEN_TMP_OSS_BUCKET", "my-bucket", "--env-file", path)
    assert made.returncode == 0, made.stderr
    assert read_env_file(path) == {"QWEN_TMP_OSS_BUCKET": "my-bucket"}
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows know no such pipes")
def test_a_pipe_of_the_shell_is_read_once(variables: dict[str, str], tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.write_text(write(variables))
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    for command in (f"upload {picture}", "check", "config show"):
        script = f"{' '.join(CLI)} {command} --env-file <(cat {settings})"
        result = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, timeout=30, check=False
        )
        assert result.returncode == 0, result.stderr
    told = subprocess.run(
        ["bash", "-c", f"{' '.join(CLI)} check --env-file <(cat {settings})"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert "The settings were handed to OssDrop" in told.stdout
    refused = subprocess.run(
        [
            "bash",
            "-c",
            f"{' '.join(CLI)} config set QWEN_TMP_OSS_BUCKET my-bucket --env-file <(echo)",
        ],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert refused.returncode == 1
    assert "pipe" in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows know no such pipes")
def test_a_pipe_that_says_nothing_is_not_waited_for_long(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    try:
        began = time.monotonic()
        result = subprocess.run(
            [*CLI, "config", "show", "--env-file", f"/dev/fd/{ours}"],
            pass_fds=[ours],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert result.returncode == 3
    assert "2 seconds" in result.stderr
    assert time.monotonic() - began < 15


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_other_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        result = run(tmp_path, "ossdrop-cli", "config", "show", "--env-file", path)
        assert result.returncode == 3, path
        with pytest.raises(OssDropError) as raised:
            change_env_file(path, {"QWEN_TMP_OSS_BUCKET": "b"})
        assert raised.value.code is ErrorCode.ENV_FILE_UNWRITABLE
    assert pipe.is_fifo()


def test_a_file_with_two_names_is_not_written(tmp_path: Path) -> None:
    path, other = tmp_path / ".env", tmp_path / "other"
    path.write_text("A=1\n")
    os.link(path, other)
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {"QWEN_TMP_OSS_BUCKET": "b"})
    assert "hard link" in raised.value.detail
    assert path.samefile(other)
    assert path.read_text() == "A=1\n"


@has_fifos
def test_settings_can_come_in_by_stdin(tmp_path: Path) -> None:
    told = subprocess.run(
        [*CLI, "config", "show", "QWEN_TMP_OSS_BUCKET", "--env-file", "/dev/stdin"],
        cwd=tmp_path,
        input="QWEN_TMP_OSS_BUCKET=from-a-pipe\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "from-a-pipe" in told.stdout


def test_a_file_without_a_setting_in_it_is_named(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    """ "No destination is set up", with all of its values in the file."""
    (tmp_path / "my.env").write_text('$env:QWEN_TMP_OSS_BUCKET="lab"\nQWEN_TMP_OSS_REGION: x\n')
    told = run(tmp_path, "ossdrop-cli", "upload", make_file(), "--env-file", "my.env")
    assert told.returncode == 3
    assert "no line of my.env is like QWEN_TMP_OSS_BUCKET=my-bucket" in told.stderr
