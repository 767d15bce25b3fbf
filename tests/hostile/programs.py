"""Runs OssDrop's programs as a person would, in a folder of somebody else's making."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent


def run(
    folder: Path,
    *command: str | Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """Run a program of ours in `folder`; its words are text."""
    result = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        input=stdin,
        capture_output=True,
        timeout=50,
        check=False,
    )
    out, errors = (text.decode("utf-8", "replace") for text in (result.stdout, result.stderr))
    return subprocess.CompletedProcess(result.args, result.returncode, out, errors)


def run_each(
    folder: Path,
    commands: Sequence[Sequence[str | Path]],
    environment: Mapping[str, str] | None = None,
) -> list[subprocess.CompletedProcess[str]]:
    """`run` for several at once, since they mind nobody: the answers in their order."""
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(lambda one: run(folder, *one, environment=environment), commands))
