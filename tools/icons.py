"""Draws the PNG files, and Windows' ICO, of the program's icon. Run after its SVG changed."""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ossdrop_gui.look.icons import SIZES

ICO_SIZES = (16, 24, 32, 48, 64, 256)
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
    (FOLDER / "ossdrop.ico").write_bytes(
        ico([FOLDER / f"ossdrop-{size}.png" for size in ICO_SIZES])
    )
    del app
    return 0


def ico(pictures: list[Path]) -> bytes:
    """PNG files in one ICO: a header, an entry of 16 bytes each, then the files as they are."""
    contents = [picture.read_bytes() for picture in pictures]
    head = struct.pack("<3H", 0, 1, len(contents))
    offset = len(head) + 16 * len(contents)
    for content in contents:
        side = struct.unpack(">I", content[16:20])[0] % 256  # 256 is written as 0
        head += struct.pack("<4B2H2I", side, side, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return head + b"".join(contents)


if __name__ == "__main__":
    sys.exit(main())
