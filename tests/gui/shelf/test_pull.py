"""A row of the small window is pulled out as its link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ossdrop.history.entry import HistoryEntry
from ossdrop_gui.app import Desktop
from ossdrop_gui.rows.link_drag import LinkDrag
from tests.gui.shelf.test_shelf import names, opened

Drop = Callable[..., None]


def test_a_row_that_is_pulled_is_dragged_out_with_all_it_stands_for(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The drag itself is tried on a real desktop, from the list: test_drag.py."""
    begun: list[list[HistoryEntry]] = []
    monkeypatch.setattr(LinkDrag, "begin", lambda _, entries: begun.append(entries))
    shelf = opened(qtbot, desktop)
    drop(shelf, [make_file("a.txt", b"a")])
    qtbot.waitUntil(lambda: names(shelf) == ["a.txt"])
    row, place = shelf.rows[0], QPoint(60, 20)
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(row, place + QPoint(2, 0))
    QTest.mouseMove(row, place + QPoint(40, 0))
    qtbot.waitUntil(lambda: bool(begun))
    assert [[entry.name for entry in entries] for entries in begun] == [["a.txt"]]
    drop(shelf, [make_file(f"{number}.txt", b"%d" % number) for number in range(30)])
    qtbot.waitUntil(lambda: names(shelf)[:1] == ["30 files"])
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(row, place + QPoint(40, 0))
    qtbot.waitUntil(lambda: len(begun) == 2)
    assert len(begun[1]) == 30
