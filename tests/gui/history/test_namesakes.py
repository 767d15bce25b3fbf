"""Files of one name are told apart by their folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.history.namesakes import folders_of_namesakes
from tests.core.history.test_store import entry
from tests.gui.history.test_history import Drop, contents, titles


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["/a/logo.png", "/b/logo.png", "/b/other.png"], {0: "a", 1: "b"}),
        (["/a/logo.png", "/a/logo.png"], {}),  # a picture that was changed and sent again
        (["/x/may/web/l.png", "/x/june/web/l.png"], {0: "may/web", 1: "june/web"}),
        (["/web/l.png", "/x/web/l.png"], {0: "web", 1: "x/web"}),
        (["/l.png", "/x/l.png"], {1: "x"}),
        (["/a/l.png", "/b/L.png"], {}),
    ],
)
def test_only_namesakes_out_of_different_folders_are_told_apart(
    paths: list[str], told: dict[int, str]
) -> None:
    rows = [
        replace(entry(f"k/{row}", name=Path(path).name), id=row, source_path=Path(path))
        for row, path in enumerate(paths)
    ]
    assert folders_of_namesakes(rows) == told


def test_rows_that_look_alike_name_their_folders(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path], tmp_path: Path
) -> None:
    for folder in ("海报", "web"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "logo.png").write_bytes(folder.encode())
        drop(desktop.window, [tmp_path / folder / "logo.png"])
        qtbot.waitUntil(lambda: bool(titles(desktop)) and titles(desktop)[0] == "logo.png")
    qtbot.waitUntil(lambda: titles(desktop) == ["logo.png"] * 2)
    qtbot.waitUntil(lambda: contents(desktop)[0].subtitle.endswith("from web"))
    assert contents(desktop)[1].subtitle.endswith("from 海报")
    assert "from web" in contents(desktop)[0].spoken
    drop(desktop.window, [make_file("other.png", b"other")])
    qtbot.waitUntil(lambda: titles(desktop)[0] == "other.png")
    assert "from" not in contents(desktop)[0].subtitle
