"""What a model will not take waits in its row, with the reason; one button makes it fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ossdrop.practice.server import PracticeServer
from ossdrop.transfers.transfer import TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.rows.content import CONTENT_ROLE, RowAction, RowContent

Drop = Callable[[QWidget, list[Path]], None]


@pytest.fixture
def gifs(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("海报 1.gif", "b.gif")]
    for path in paths:
        Image.new("P", (300, 200)).save(path)
    return paths


def row(desktop: Desktop, number: int = 0) -> RowContent:
    model = desktop.window.transfers._model
    content = model.index(number).data(CONTENT_ROLE)
    assert isinstance(content, RowContent)
    return content


def waiting(desktop: Desktop) -> int:
    return len(desktop.window.transfers._model.misfits)


def puts(practice: PracticeServer) -> list[str]:
    return [one.key for one in practice.service.requests if one.method == "PUT"]


def test_it_says_why_before_anything_is_sent(
    qtbot: QtBot, desktop: Desktop, drop: Drop, gifs: list[Path], practice: PracticeServer
) -> None:
    desktop.choices.change(reader="qwen3.6-plus")
    drop(desktop.window, gifs[:1])
    qtbot.waitUntil(lambda: waiting(desktop) == 1)
    content = row(desktop)
    assert "takes pictures as" in content.subtitle
    assert content.subtitle.endswith("this one is GIF.")
    assert [button.action for button in content.buttons] == [
        RowAction.FIT,
        RowAction.RESUME,
        RowAction.CANCEL,
    ]
    assert puts(practice) == []


def test_nothing_is_said_where_no_model_is_chosen_or_the_file_fits(
    qtbot: QtBot, desktop: Desktop, drop: Drop, gifs: list[Path], tmp_path: Path
) -> None:
    drop(desktop.window, gifs[:1])
    qtbot.waitUntil(lambda: desktop.window.history._model.rowCount() == 1)
    desktop.choices.change(reader="qwen3.6-plus")
    Image.new("RGB", (300, 200)).save(tmp_path / "fits.png")
    drop(desktop.window, [tmp_path / "fits.png"])
    qtbot.waitUntil(lambda: desktop.window.history._model.rowCount() == 2)


def test_one_button_makes_it_fit_and_sends_that(
    qtbot: QtBot, desktop: Desktop, drop: Drop, gifs: list[Path], practice: PracticeServer
) -> None:
    before = gifs[0].read_bytes()
    desktop.choices.change(reader="qwen3.6-plus")
    drop(desktop.window, gifs[:1])
    qtbot.waitUntil(lambda: waiting(desktop) == 1)
    pane = desktop.window.transfers
    pane.list.button_clicked.emit(pane._model.index(0), RowAction.FIT)
    qtbot.waitUntil(lambda: "%E6%B5%B7%E6%8A%A5" in QGuiApplication.clipboard().text())
    assert QGuiApplication.clipboard().text().partition("?")[0].endswith(".webp")
    assert gifs[0].read_bytes() == before
    assert waiting(desktop) == 0
    assert len(puts(practice)) == 1


def test_it_is_sent_as_it_is_where_that_is_wanted(
    qtbot: QtBot, desktop: Desktop, drop: Drop, gifs: list[Path], practice: PracticeServer
) -> None:
    desktop.choices.change(reader="qwen3.6-plus")
    drop(desktop.window, gifs)
    qtbot.waitUntil(lambda: waiting(desktop) == 2)
    banner = desktop.window.transfers.banner
    qtbot.waitUntil(lambda: banner.isVisibleTo(desktop.window))
    pane = desktop.window.transfers
    pane.resume_asked.emit(pane._model.ids(TransferState.PAUSED, asks=True))
    qtbot.waitUntil(lambda: desktop.window.history._model.rowCount() == 2)
    assert len(puts(practice)) == 2


def test_what_cannot_be_made_to_fit_is_told_and_stays(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.gif"  # only whoever reads all of it finds that out
    Image.effect_noise((300, 300), 90).save(damaged)
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    desktop.choices.change(reader="qwen3.6-plus")
    drop(desktop.window, [damaged])
    qtbot.waitUntil(lambda: waiting(desktop) == 1)
    pane = desktop.window.transfers
    pane.list.button_clicked.emit(pane._model.index(0), RowAction.FIT)
    qtbot.waitUntil(lambda: "could not be made to fit" in desktop.window.toast.text)
    assert waiting(desktop) == 1
    assert row(desktop).buttons[0].action is RowAction.FIT  # it can be tried again
