"""What a transfer says of its file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ossdrop.transfers.transfer import Transfer


@pytest.mark.parametrize(
    "path",
    [
        Path("/home/她/Pictures/一.png"),
        Path("a.png"),
        Path("folder/a.png"),
        Path("/a.png"),
        Path("/"),
        Path(),
        Path("..", "a"),
        Path(".."),
        Path("/tmp", os.fsdecode(b"\xe4\xb8.png")) if os.name != "nt" else Path("C:\\a.png"),
        Path("//server/share/a.png"),
    ],
)
def test_its_path_is_the_one_that_was_given(path: Path) -> None:
    assert Transfer.of(1, 1, path, "shown", 7).path == path


def test_files_of_one_folder_share_its_text() -> None:
    first, second = (Transfer.of(n, 1, Path("/f", str(n)), str(n), 7) for n in (1, 2))
    assert first.at is second.at
