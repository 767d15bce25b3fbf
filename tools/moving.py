"""Draws the moving picture of the README: a file is dropped, and its link is copied.

`python -m tools.moving [FOLDER]` on a screen, as `tools/film.py`; writes `drop-en.gif` and
`drop-zh.gif`, into docs/pictures without FOLDER. Window, upload and bucket are real; the hand that
brings the file is drawn.
"""

from __future__ import annotations

import argparse
import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDragLeaveEvent, QPainter, QPen, QPixmap, QPolygon
from PySide6.QtWidgets import QApplication

from ossdrop_gui.words.languages import CHINESE, ENGLISH
from tools.film import ROOT, Reel, Scene, opened

_WIDTH = 720
_EVERY_MS, _STEPS = 70, 12
_FILE = QRect(-28, -22, 56, 44)
_POINTER = QPolygon(
    [QPoint(*at) for at in ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))]
)


@dataclass
class Film:
    """The frames, and for how long each is shown."""

    reel: Reel
    pictures: list[Image.Image] = field(default_factory=list)
    lasts_ms: list[int] = field(default_factory=list)

    def shoot(self, hand: QPoint | None = None, carried: QPixmap | None = None) -> None:
        """Take a picture of the window; with the hand, and what it carries."""
        shown = self.reel.desktop.window.grab()
        if hand is not None:
            _draw_hand(shown, hand, carried)
        small = shown.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
        self.pictures.append(as_image(small))
        self.lasts_ms.append(_EVERY_MS)

    def hold(self, ms: int) -> None:
        """Show the last one longer."""
        self.lasts_ms[-1] += ms

    def save(self, path: Path) -> None:
        """Write it, with one palette for all frames."""
        palette = self.pictures[-1].quantize(255, dither=Image.Dither.NONE)
        frames = [one.quantize(palette=palette, dither=Image.Dither.NONE) for one in self.pictures]
        frames[0].save(
            path,
            save_all=True,
            append_images=frames[1:],
            duration=self.lasts_ms,
            loop=0,
            optimize=True,
        )


def as_image(pixmap: QPixmap) -> Image.Image:
    """The same for Pillow."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    pixmap.save(buffer, "PNG")
    with Image.open(io.BytesIO(buffer.data().data())) as picture:
        return picture.convert("RGB")


def _draw_hand(shown: QPixmap, at: QPoint, carried: QPixmap | None) -> None:
    with QPainter(shown) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if carried is not None:
            place = _FILE.translated(at)
            painter.setOpacity(0.9)
            painter.drawPixmap(place, carried)
            painter.setPen(QPen(QColor("#4B45D6"), 2))
            painter.drawRoundedRect(place, 6, 6)
            painter.setOpacity(1)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
        painter.setBrush(QColor("#1A1D23"))
        painter.drawPolygon(_POINTER.translated(at))


def _dropped(reel: Reel) -> Film:
    """A file comes from the right, is let go, is sent, and its link is in the clipboard."""
    film, window = Film(reel), reel.desktop.window
    reel.desktop.flow.send(reel.pictures(3))
    reel.wait(lambda: reel.rows() == 3)
    reel.pause(6000)  # until the toast is gone
    path = reel.files / "夏季新品发布会.png"
    with Image.open(ROOT / "docs" / "pictures" / "uploads.png") as picture:
        picture.convert("RGB").resize((1600, 1200)).save(path)
    carried = QPixmap(str(path))
    begin, end = QPoint(window.width() - 20, window.height() - 30), window.rect().center()
    film.shoot()
    film.hold(700)
    for step in range(1, _STEPS + 1):
        if step == _STEPS // 2:
            window.show_drag(1)
        at = begin + (end - begin) * (step / _STEPS)
        reel.pause(_EVERY_MS)
        film.shoot(at, carried)
    film.hold(500)
    window.dragLeaveEvent(QDragLeaveEvent())  # what letting go does to the window
    window.drop_zone.land()
    reel.server.faults.bytes_per_s = path.stat().st_size // 2
    reel.desktop.flow.send([path])
    while reel.rows() < 4 and len(film.pictures) < 60:
        reel.pause(_EVERY_MS)
        film.shoot(end)
    reel.server.faults.bytes_per_s = 0
    for _ in range(18):  # the new row glows, and the toast says it
        reel.pause(_EVERY_MS)
        film.shoot(end)
    film.hold(2500)
    return film


def main() -> int:
    """Draw both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "pictures")
    options = parser.parse_args()
    app = QApplication(["moving"])
    app.setQuitOnLastWindowClosed(False)
    scene = Scene("drop", "drop", lambda reel: None)
    for language in (CHINESE, ENGLISH):
        with opened(scene, language) as reel:
            path = options.folder / f"drop-{language[:2]}.gif"
            _dropped(reel).save(path)
            print(path, path.stat().st_size)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
