"""A row shows no picture of another file that took the place of the one that was sent."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.rows.sent_file import SentFile
from tests.gui.history.test_history import Drop, titles

_LARGE = QSize(560, 330)


def picture(path: Path, colour: str, side: int = 80) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def test_a_replaced_picture_is_not_shown_for_the_one_that_was_sent(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    path = picture(tmp_path / "colour.png", "#cc3344")
    drop(desktop.window, [path])
    qtbot.waitUntil(lambda: titles(desktop) == ["colour.png"])
    assert desktop.core is not None
    history = desktop.core.history
    entry = history.entries(history.ids()).popitem()[1]
    shown: list[QImage | None] = []
    rows = desktop.window.history.list.model()
    rows.thumbnails.look_at(SentFile.of(entry), _LARGE, shown.append)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0] is not None
    assert shown[0].pixelColor(40, 40) == QColor("#cc3344")
    picture(path, "#3344cc", 81)
    rows.thumbnails.look_at(SentFile.of(entry), _LARGE, shown.append)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown[1] is None


@pytest.mark.parametrize(
    ("change", "is_there"),
    [
        (lambda path, sent_s: None, True),
        (lambda path, sent_s: path.write_bytes(b"longer than before"), False),
        (lambda path, sent_s: os.utime(path, (sent_s + 60, sent_s + 60)), False),
        (lambda path, sent_s: os.utime(path, (sent_s + 10**9, sent_s + 10**9)), True),
        (lambda path, sent_s: path.unlink(), False),
    ],
    ids=["the same", "another size", "written later", "a wrong clock", "gone"],
)
def test_whether_it_is_the_same_file(
    make_file: Callable[..., Path], change: Callable[[Path, int], object], is_there: bool
) -> None:
    path, sent_s = make_file(), int(time.time()) - 3600
    os.utime(path, (sent_s - 5, sent_s - 5))
    change(path, sent_s)
    assert SentFile(path, 5, sent_s).is_there is is_there
