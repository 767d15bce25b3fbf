"""Page 2 comes before page 10."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossdrop.intake.natural_order import natural_order
from ossdrop.intake.selection import select_files


@pytest.mark.parametrize(
    "names",
    [
        ["第1页.png", "第2页.png", "第3页.png", "第10页.png", "第11页.png"],
        ["Shot1.mov", "shot2.mov", "SHOT10.mov"],
        ["1", "1.png", "02", "2", "a", "a1", "a1b", "²2", "٣"],
        ["x" + "9" * 240, "x" + "9" * 241],
    ],
)
def test_numbers_count_as_numbers(names: list[str]) -> None:
    shuffled = [*names[1::2], *names[::2]]
    assert sorted(shuffled, key=natural_order) == names


def test_a_folder_gives_its_files_as_file_managers_show_them(tmp_path: Path) -> None:
    for name in ("page 10.png", "page 2.png", "b/1.png", "page 1.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [file.name for file in select_files((tmp_path,))]
    assert found == ["1.png", "page 1.png", "page 2.png", "page 10.png"]
