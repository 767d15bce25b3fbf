"""A repository's own configuration is never obeyed; what it says of a file is read all the same."""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import time
from pathlib import Path

import pytest

from ossdrop.doctor.git_files import GitState, git_state
from tests.hostile.programs import run

NAMES = (".env", "sub/.env", "sub/deep/.env", "中文/.env", "a b/.env", "build/.env")
IGNORES = (
    {},
    {".gitignore": ".env\n"},
    {".gitignore": "*.env\n!sub/.env\n"},
    {".gitignore": "/.env\n", "sub/.gitignore": ".env\n!deep/.env\n"},
    {".gitignore": "# nothing\nbuild/\nsub/**/.env\n"},
    {".git/info/exclude": ".env\n", "sub/.gitignore": "!.env\n"},
    {".gitignore": "中文/\na\\ b/.env\n"},
)


def git(folder: Path, *arguments: str) -> int:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a", "GIT_COMMITTER_NAME": "a"}
    who |= {"GIT_COMMITTER_EMAIL": "a", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, env=os.environ | who, capture_output=True, check=False, timeout=20
    ).returncode


def as_git_says(root: Path, name: str) -> GitState:
    if git(root, "ls-files", "--error-unmatch", "--", name) == 0:
        return GitState.TRACKED
    ignored = git(root, "check-ignore", "-q", "--", name) == 0
    return GitState.IGNORED if ignored else GitState.UNIGNORED


@pytest.mark.parametrize("version", ["2", "4"])
@pytest.mark.parametrize("ignores", IGNORES)
def test_it_says_what_git_says(tmp_path: Path, ignores: dict[str, str], version: str) -> None:
    git(tmp_path, "init")
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("QWEN_TMP_OSS_AK_SECRET=x\n")
    for number in range(40):
        (tmp_path / f"file-{number}.txt").write_text("x")
    for name, text in ignores.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    git(tmp_path, "add", "file-1.txt", "file-10.txt", "file-2.txt")
    git(tmp_path, "add", "-f", "sub/deep/.env")
    git(tmp_path, "add", "-N", "-f", "a b/.env")  # a flag that makes entries longer
    git(tmp_path, "update-index", "--index-version", version)
    for name in NAMES:
        assert git_state(tmp_path / name) is as_git_says(tmp_path, name), name


def test_in_a_linked_work_tree(tmp_path: Path) -> None:
    main, linked = tmp_path / "main", tmp_path / "linked"
    main.mkdir()
    git(main, "init")
    (main / ".env").write_text("x")
    git(main, "add", ".env")
    git(main, "commit", "-m", "x")
    git(main, "worktree", "add", str(linked))
    assert git_state(linked / ".env") is GitState.TRACKED
    assert git_state(tmp_path / "other.env") is GitState.NONE


def test_nothing_of_its_configuration_is_run(tmp_path: Path, variables: dict[str, str]) -> None:
    sprung = tmp_path / "sprung"
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init")
    hook = folder / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    hook.chmod(0o755)
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor"):
        git(folder, "config", name, str(hook))
    env = folder / ".env"
    env.write_text("".join(f"{name}={text}\n" for name, text in variables.items()))
    result = run(folder, "ossdrop-cli", "check", "--env-file", str(env), "--json")
    assert '"safety.git"' in result.stdout
    assert not sprung.exists()


@pytest.mark.parametrize(
    "index",
    [b"", b"DIRC", b"DIRC\0\0\0\2\xff\xff\xff\xff", b"x" * 100, b"DIRC\0\0\0\4\0\0\0\1" * 9],
)
def test_an_index_that_is_none(tmp_path: Path, index: bytes) -> None:
    git(tmp_path, "init")
    (tmp_path / ".git" / "index").write_bytes(index)
    assert git_state(tmp_path / ".env") in (GitState.NONE, GitState.UNIGNORED)
    (tmp_path / ".git" / "index").unlink()
    os.mkfifo(tmp_path / ".git" / "index")
    assert git_state(tmp_path / ".env") is GitState.UNIGNORED


def test_an_index_of_names_that_grow_fills_no_memory(tmp_path: Path) -> None:
    """Version 4 writes of each name only what is new in it: 5 MB were 6.6 GB of names."""
    git(tmp_path, "init")
    one = bytes(60) + b"\0\0" + b"\0" + b"x" * 20 + b"\0"
    index = b"DIRC" + struct.pack(">II", 4, 60_000) + one * 60_000
    (tmp_path / ".git" / "index").write_bytes(index)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert git_state(tmp_path / ".env") is GitState.NONE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.parametrize(
    "line", ["*a" * 8 + "z", "**/" * 30 + "z", "[z-a]", "a" * 100_000, "[" * 500]
)
def test_a_line_that_cannot_be_matched_soon_says_nothing(tmp_path: Path, line: str) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text(f"{line}\n*.env\n")
    began_s = time.monotonic()
    assert git_state(tmp_path / f"{'a' * 60}.env") is GitState.IGNORED
    assert time.monotonic() - began_s < 5
