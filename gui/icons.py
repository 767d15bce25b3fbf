"""The program's own icon, in every size a desktop asks for."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from core.paths import assets_folder

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def app_icon() -> QIcon:
    """Read from the PNG files: that is faster than drawing the SVG at each start."""
    icon = QIcon()
    for size in SIZES:
        icon.addFile(str(assets_folder() / "icons" / f"ossdrop-{size}.png"))
    return icon
