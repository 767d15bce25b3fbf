"""What is seen at the pointer while rows are dragged out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from ossdrop.history.entry import HistoryEntry
from ossdrop_gui.rows.ghost import draw_ghost, words_of
from tests.core.history.test_store import entry as made_entry


def entry(name: str = "猫.png", **changes: object) -> HistoryEntry:
    return replace(made_entry(), name=name, expires_s=86_400, **changes)  # type: ignore[arg-type]


def test_it_says_what_will_land(qtbot: QtBot) -> None:
    """Of temporary storage the life began with the upload: a day and less may be left of it."""
    assert words_of([entry()]) == ("猫.png", "Link, works for 24 hours")
    assert words_of([entry(), entry("b.png")]) == ("2 files", "Links, work for 24 hours")
    assert words_of([entry(), entry(model="qwen-vl")])[1] == "Links"
    assert words_of([replace(entry(), expires_s=60), entry()])[1] == "Links"


def test_it_shows_the_picture_of_the_file(qtbot: QtBot) -> None:
    red = QPixmap(40, 20)
    red.fill(QColor(Qt.GlobalColor.red))
    plain, _ = draw_ghost([entry()], None, 2.0)
    drawn, pointer = draw_ghost([entry()], red, 2.0)
    assert drawn.width() > plain.width()
    image, colour = drawn.toImage(), QColor(Qt.GlobalColor.red)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    reds = sum(image.pixelColor(x, y) == colour for x, y in places)
    assert reds > 60 * 60  # 36 x 36 at twice the size, but for its corners
    assert pointer.x() > drawn.width() / 2  # it lies left of the pointer
