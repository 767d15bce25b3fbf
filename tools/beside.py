"""Puts each picture that the screens aim at beside the real window in the same state.

`python tools/beside.py MOCKUPS [FOLDER]` writes them, small, into docs/pictures/beside without
FOLDER; `docs/design.md` says of each what differs, and why.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 - found by the line above
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget  # noqa: E402

from ossdrop.history.entry import HistoryEntry  # noqa: E402
from ossdrop_gui.app import Desktop  # noqa: E402
from ossdrop_gui.history.model import HistoryModel  # noqa: E402
from ossdrop_gui.shelf.shelf import Shelf  # noqa: E402
from ossdrop_gui.words.languages import CHINESE, ENGLISH  # noqa: E402
from tools import screens  # noqa: E402
from tools.moving import as_image  # noqa: E402

_HEIGHT, _GAP, _COLOURS = 480, 16, 96
_PAPER, _SETTLES_S = "#8a8f98", 0.4
_MESSAGE = """小周你好，给你开好了：
bucket 名字是 shanghai-design
区域：华东2（上海）
AccessKey ID：LTAI5tExampleExamplex7Qd
Secret 我电话里告诉你，别发群里
文件请放在 design/team 目录下
链接给客户用的话选 7 天就行
"""


@dataclass(frozen=True)
class Pair:
    """A picture, and what shows the same."""

    picture: str
    screen: str
    language: str = CHINESE
    look: str = "light"
    size: tuple[int, int] = (1000, 720)
    then: Callable[[Desktop], QWidget] = lambda desktop: desktop.window


def _asked(desktop: Desktop) -> QWidget:
    desktop.window.history.ask_asked.emit(_entries(desktop)[:1])
    return _sheet()


def _handed_over(desktop: Desktop) -> QWidget:
    desktop.window.history.handover_asked.emit(_entries(desktop)[:1])
    return _sheet()


def _sheet() -> QWidget:
    screens.wait(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget() or QWidget()


def _entries(desktop: Desktop) -> list[HistoryEntry]:
    model = cast("HistoryModel", desktop.window.history.list.model())
    return [entry for row in range(model.rowCount()) if (entry := model.entry(row))]


def _shelf(desktop: Desktop) -> QWidget:
    desktop.window.shelf_asked.emit()
    screens.wait(lambda: any(isinstance(one, Shelf) for one in QApplication.topLevelWidgets()))
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Shelf))


def _paste(desktop: Desktop) -> QWidget:
    page = desktop.page
    box = page.paste.findChild(QPlainTextEdit) if page is not None else None
    if box is not None:
        box.setPlainText(_MESSAGE)
    return desktop.window


PAIRS = (
    Pair("empty-light-zh", "empty"),
    Pair("first-held-light-zh", "first-held"),
    Pair("uploads-busy-light-zh", "busy"),
    Pair("uploads-busy-dark-en", "busy", ENGLISH, "dark"),
    Pair("uploads-wide-light-en", "done", ENGLISH, size=(1440, 900)),
    Pair("drag-over-dark-en", "drag-over", ENGLISH, "dark"),
    Pair("held-light-zh", "held"),
    Pair("preview-light-en", "preview", ENGLISH),
    Pair("settings-ready-light-zh", "settings-ready"),
    Pair("settings-ready-dark-en", "settings-ready", ENGLISH, "dark"),
    Pair("settings-one-cause-light-zh", "settings-check"),
    Pair("settings-one-cause-dark-en", "settings-check", ENGLISH, "dark"),
    Pair("settings-check-light-zh", "settings-checks"),
    Pair("paste-read-light-zh", "settings-paste", then=_paste),
    Pair("model-check-and-ask-light-zh", "done", then=_asked),
    Pair("batch-handover-light-zh", "stack", then=_handed_over),
    Pair("drop-shelf-light-zh", "done", then=_shelf),
)


def _shown(pair: Pair, app: QApplication) -> Image.Image:
    screen = next(one for one in screens.SCREENS if one.name == pair.screen)
    with screens.opened(app, screen) as desktop:
        screens.present(desktop, pair.language, pair.look, pair.size)
        widget = pair.then(desktop)
        end = time.monotonic() + _SETTLES_S
        screens.wait(lambda: time.monotonic() > end)
        shown = as_image(widget.grab())
        if widget is not desktop.window:
            widget.close()
        return shown


def _beside(picture: Image.Image, shown: Image.Image) -> Image.Image:
    both = [_of_height(one.convert("RGB")) for one in (picture, shown)]
    paper = Image.new("RGB", (sum(one.width for one in both) + _GAP, _HEIGHT), _PAPER)
    paper.paste(both[0], (0, 0))
    paper.paste(both[1], (both[0].width + _GAP, 0))
    return paper.quantize(_COLOURS, dither=Image.Dither.NONE)


def _of_height(image: Image.Image) -> Image.Image:
    """As high as the other; a small one is not made larger than it is."""
    if image.height < _HEIGHT:
        room = Image.new("RGB", (image.width, _HEIGHT), _PAPER)
        room.paste(image, (0, (_HEIGHT - image.height) // 2))
        return room
    width = round(image.width * _HEIGHT / image.height)
    return image.resize((width, _HEIGHT), Image.Resampling.LANCZOS)


def main() -> int:
    """Draw all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mockups", type=Path)
    folder = ROOT / "docs" / "pictures" / "beside"
    parser.add_argument("folder", nargs="?", type=Path, default=folder)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["beside"])
    for pair in PAIRS:
        with Image.open(options.mockups / f"{pair.picture}.png") as picture:
            made = _beside(picture, _shown(pair, app))
        made.save(options.folder / f"{pair.picture}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
