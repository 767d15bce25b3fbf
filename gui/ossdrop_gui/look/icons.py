"""Icons: the program's own in every size, and the signs of the icon package Lucide."""

from __future__ import annotations

import functools
from enum import Enum

from PySide6.QtCore import QByteArray, QEvent, QRect, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ossdrop.program.paths import assets_folder

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_SIGN_SIZE = 16
_RATIOS = (1, 2, 3)  # sharp up to 300 %


class Sign(Enum):
    """A sign; its value is its name in Lucide."""

    CLOSE = "x"
    MORE = "ellipsis"
    UPLOAD = "upload"
    SEARCH = "search"
    OPENS = "chevron-down"
    CLOSES = "chevron-up"
    BACK = "chevron-left"
    GOOD = "check"
    WARNING = "triangle-alert"
    SKIPPED = "minus"
    AGAIN = "rotate-ccw"
    SETTINGS = "settings-2"
    PASTE = "clipboard"
    SOUND = "audio-lines"
    LINK = "link"
    LARGER = "maximize-2"
    SHELF = "picture-in-picture-2"


def app_icon() -> QIcon:
    """Read from the PNG files: that is faster than drawing the SVG at each start."""
    icon = QIcon()
    for size in SIZES:
        icon.addFile(str(assets_folder() / "icons" / f"ossdrop-{size}.png"))
    return icon


@functools.cache
def pixmap(sign: Sign, colour: str, size: int = _SIGN_SIZE, ratio: float = 1.0) -> QPixmap:
    """A sign in a colour, `size` px high, as sharp as a screen with `ratio` shows it."""
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    source = QByteArray(_source(sign).replace("currentColor", colour).encode())
    with QPainter(drawn) as painter:
        QSvgRenderer(source).render(painter)
    drawn.setDevicePixelRatio(ratio)
    return drawn


@functools.cache
def _source(sign: Sign) -> str:
    path = assets_folder() / "icons" / "lucide" / f"{sign.value}.svg"
    return path.read_text(encoding="utf-8")


def draw_sign(painter: QPainter, sign: Sign, place: QRect, colour: str, size: int) -> None:
    """Draw a sign in the middle of a place."""
    drawn = pixmap(sign, colour, size, painter.device().devicePixelRatioF())
    left = place.left() + (place.width() - size) // 2
    painter.drawPixmap(left, place.top() + (place.height() - size) // 2, drawn)


class SignLabel(QLabel):
    """Shows a sign in its colour of text. What it means is said beside it."""

    def __init__(self, sign: Sign, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._size = sign, size

    def show_sign(self, sign: Sign) -> None:
        """Show another one."""
        self._sign = sign
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is behind it comes from the style sheet."""
        super().paintEvent(event)
        colour = self.palette().color(QPalette.ColorRole.WindowText).name()
        with QPainter(self) as painter:
            draw_sign(painter, self._sign, self.rect(), colour, self._size)


class SignButton(QPushButton):
    """A button with a sign in its colour of text, before or after its words, or alone."""

    def __init__(self, sign: Sign, *, after: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        if after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._colour()

    def show_sign(self, sign: Sign) -> None:
        """Show another one."""
        self._sign = sign
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._colour()
        super().changeEvent(event)

    def _colour(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText).name()
        icon = QIcon()
        for ratio in _RATIOS:
            icon.addPixmap(pixmap(self._sign, colour, _SIGN_SIZE, ratio))
        self.setIcon(icon)


class OpenButton(SignButton):
    """Opens and closes what is below it; its sign says which is next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Sign.OPENS, after=True, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(lambda opened: self.show_sign(Sign.CLOSES if opened else Sign.OPENS))
