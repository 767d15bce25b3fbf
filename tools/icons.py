"""Draws the PNG files of the program's icon from its SVG. Run after the SVG changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ossdrop_gui.look.icons import SIZES

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "icons"


def main() -> int:
    """Write one file a size."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    app = QGuiApplication(["icons", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(FOLDER / "ossdrop.svg"))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(FOLDER / f"ossdrop-{size}.png"))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
