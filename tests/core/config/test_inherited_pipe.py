"""Settings that come in by a pipe which the shell has opened."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ossdrop.config.inherited_pipe import read_inherited_pipe
from ossdrop.errors import ErrorCode, OssDropError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows names no handles so")


@pytest.fixture
def pipe() -> Iterator[tuple[Path, int]]:
    """The path of its end for reading, and the handle of the other."""
    ours, theirs = os.pipe()
    yield Path(f"/dev/fd/{ours}"), theirs
    os.close(ours)


def write_and_close(handle: int, content: bytes) -> threading.Thread:
    def write() -> None:
        with os.fdopen(handle, "wb") as file:
            file.write(content)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


def test_all_that_comes_is_read(pipe: tuple[Path, int]) -> None:
    path, handle = pipe
    filler = b"#" + b"x" * 100_000 + b"\n"  # more than a pipe holds
    thread = write_and_close(handle, filler + b"QWEN_TMP_OSS_BUCKET=my-assets\n")
    found = read_inherited_pipe(path)
    thread.join()
    assert found is not None
    assert (found.path, found.values) == (None, {"QWEN_TMP_OSS_BUCKET": "my-assets"})


def test_what_is_no_pipe_is_left_to_others(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    assert read_inherited_pipe(file) is None
    with file.open() as opened:
        assert read_inherited_pipe(Path(f"/dev/fd/{opened.fileno()}")) is None


def test_more_than_settings_can_be_is_not_read(pipe: tuple[Path, int]) -> None:
    path, handle = pipe
    thread = write_and_close(handle, b"#" * (1024**2 + 1))
    with pytest.raises(OssDropError) as raised:
        read_inherited_pipe(path)
    thread.join()
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE
    assert "1 MiB" in raised.value.detail


def test_a_handle_that_is_closed_says_so() -> None:
    with pytest.raises(OssDropError) as raised:
        read_inherited_pipe(Path("/dev/fd/999999"))
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE
