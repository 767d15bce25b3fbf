"""The visual language in one place: colours, type sizes, spacing; `style` makes widgets of it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QWidget

PAGE_MARGIN = 24
CONTENT_WIDTH = 1040  # at most, in the middle of a wide window
ROW_HEIGHT = 56
RADIUS_CONTROL, RADIUS_CARD, RADIUS_DROP_ZONE = 8, 12, 14
SIZE_SMALL, SIZE_TEXT, SIZE_HEADING, SIZE_TITLE = 12, 13, 15, 24
_LATIN = ["Segoe UI Variable", "Segoe UI", "SF Pro Text", "Inter", "Noto Sans", "DejaVu Sans"]
_CHINESE = ["PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei"]
FAMILIES = [*_LATIN, *_CHINESE]


class Tone(Enum):
    """What a colour means; the word beside it always says the same."""

    NEUTRAL = "neutral"
    GOOD = "good"
    SOON = "soon"
    BAD = "bad"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#rrggbb`. Text pairs are at 5.1:1 or more.

    Those of the high-contrast themes are at 7:1 or more, their lines as well.
    """

    bg: str
    surface: str
    raised: str
    line: str
    faint_line: str
    control_line: str
    text: str
    soft: str
    accent: str
    on_accent: str
    behind_accent: str
    good: str
    behind_good: str
    soon: str
    behind_soon: str
    bad: str
    behind_bad: str
    track: str
    thumbnail: str
    chosen: str  # segment
    hovered: str  # row

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return QColor(self.bg).lightness() < QColor(self.text).lightness()

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Foreground and background of a tone."""
        return {
            Tone.NEUTRAL: (self.soft, self.thumbnail),
            Tone.GOOD: (self.good, self.behind_good),
            Tone.SOON: (self.soon, self.behind_soon),
            Tone.BAD: (self.bad, self.behind_bad),
        }[tone]


LIGHT = Palette(
    bg="#f6f7f9",
    surface="#ffffff",
    raised="#ffffff",
    line="#e2e5ea",
    faint_line="#eef0f3",
    control_line="#8a919e",
    text="#1a1d23",
    soft="#5a6270",
    accent="#4b45d6",
    on_accent="#ffffff",
    behind_accent="#efeefd",
    good="#16734a",
    behind_good="#e6f4ec",
    soon="#8a5a00",
    behind_soon="#fcf1dc",
    bad="#b42318",
    behind_bad="#fdecea",
    track="#e6e8ee",
    thumbnail="#e9ecf2",
    chosen="#ffffff",
    hovered="#f3f4f7",
)
DARK = Palette(
    bg="#131519",
    surface="#1a1d22",
    raised="#20242a",
    line="#2d323b",
    faint_line="#252930",
    control_line="#6b7482",
    text="#e9ebef",
    soft="#a3abb8",
    accent="#9a95ff",
    on_accent="#14121f",
    behind_accent="#2a2850",
    good="#58c994",
    behind_good="#18332a",
    soon="#e6b450",
    behind_soon="#36290f",
    bad="#ff8a7a",
    behind_bad="#3b1d1a",
    track="#2d323b",
    thumbnail="#2a2f38",
    chosen="#3a404b",
    hovered="#20242a",
)


CONTRAST_LIGHT = replace(
    LIGHT,
    bg="#ffffff",
    line="#1a1d23",
    faint_line="#5a6270",
    control_line="#000000",
    text="#000000",
    soft="#2b3038",
    accent="#2a23b8",
    behind_accent="#dfdcff",
    good="#0a4d2f",
    soon="#5c3b00",
    bad="#8c150c",
)
CONTRAST_DARK = replace(
    DARK,
    bg="#000000",
    surface="#000000",
    raised="#101114",
    line="#c8ccd4",
    faint_line="#8a919e",
    control_line="#ffffff",
    text="#ffffff",
    soft="#d5d9e0",
    accent="#bdb9ff",
    on_accent="#000000",
    good="#86e5b6",
    soon="#ffd071",
    bad="#ffb3a8",
)
_PALETTES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)


def choose_palette(*, dark: bool, contrast: bool) -> Palette:
    """The colours of a look."""
    if contrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def palette() -> Palette:
    """The colours of the theme that was applied."""
    roles = QGuiApplication.palette()
    colours = roles.window().color().name(), roles.link().color().name()
    return next((p for p in _PALETTES if (p.bg, p.accent) == colours), LIGHT)


@functools.cache
def font(size_px: int = SIZE_TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font in one of the four sizes."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(size_px)
    made.setWeight(heading_weight() if weight is QFont.Weight.DemiBold else weight)
    return made


@functools.cache
def heading_weight() -> QFont.Weight:
    """Of what is heavier than the rest: 600, or 700 where the Chinese font has one weight only.

    Qt makes that one bold for 700, not for 600: Latin letters would stand out beside it.
    """
    chinese = next((name for name in _CHINESE if QFontDatabase.hasFamily(name)), "")
    weights = [QFontDatabase.weight(chinese, style) for style in QFontDatabase.styles(chinese)]
    has_own = not chinese or max(weights, default=0) >= QFont.Weight.DemiBold.value
    return QFont.Weight.DemiBold if has_own else QFont.Weight.Bold


def strong_weight() -> QFont.Weight:
    """Of names, buttons and pills. Chinese fonts of Windows and Debian know 400 and 600 only:
    500 would give heavier Latin letters beside thin Chinese ones.
    """
    is_chinese = QLocale().language() == QLocale.Language.Chinese
    return QFont.Weight.Normal if is_chinese else QFont.Weight.Medium


@functools.cache
def metrics(size_px: int = SIZE_TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
    """The measures of the interface font."""
    return QFontMetrics(font(size_px, weight))


def set_look(widget: QWidget, look: str) -> None:
    """Choose a look of the style sheet, now or again after another property changed."""
    widget.setProperty("look", look)
    # Before it is shown first, nothing was made of the property yet.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
