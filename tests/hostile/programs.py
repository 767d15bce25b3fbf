"""Runs OssDrop's programs as a person would, in a folder of somebody else's making."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.hostile.warm import run_warm

BIN = Path(sys.executable).parent


def run(
    folder: Path,
    *command: str | Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """Run a program of ours in `folder`; its words are text."""
    program, *arguments = command
    if program != "ossdrop-cli" or not hasattr(socket, "AF_UNIX"):
        return run_cold(folder, *command, environment=environment, stdin=stdin)
    whole = {**os.environ, **(environment or {})}
    code, *words = run_warm(folder, [os.fspath(one) for one in arguments], whole, stdin)
    return subprocess.CompletedProcess(command, code, *(_text(one) for one in words))


def run_cold(
    folder: Path,
    *command: str | Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """The same with a real start: for what happens while Python starts and imports."""
    result = subprocess.run(
        [*_program(os.fspath(command[0])), *command[1:]],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        input=stdin,
        capture_output=True,
        timeout=50,
        check=False,
    )
    words = _text(result.stdout), _text(result.stderr)
    return subprocess.CompletedProcess(result.args, result.returncode, *words)


def _program(name: str) -> list[str | Path]:
    """What starts a program of ours; where it is not installed, as its module."""
    path = BIN / (f"{name}.exe" if os.name == "nt" else name)
    module = {"ossdrop": "ossdrop_gui", "ossdrop-cli": "ossdrop"}.get(name, name)
    return [path] if path.exists() else [sys.executable, "-P", "-m", module]


def run_each(
    folder: Path,
    commands: Sequence[Sequence[str | Path]],
    environment: Mapping[str, str] | None = None,
) -> list[subprocess.CompletedProcess[str]]:
    """`run` for several at once, since they mind nobody: the answers in their order."""
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(lambda one: run(folder, *one, environment=environment), commands))


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace")
