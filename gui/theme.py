"""The visual language in one place: colours, type sizes, spacing, the style sheet."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from core.paths import assets_folder

SPACE = 4
PAGE_MARGIN = 24
ROW_HEIGHT = 56
RADIUS_CONTROL, RADIUS_CARD, RADIUS_DROP_ZONE = 8, 12, 14
SIZE_SMALL, SIZE_TEXT, SIZE_HEADING, SIZE_TITLE = 12, 13, 15, 24
FAMILIES = [
    "Segoe UI Variable",
    "Segoe UI",
    "SF Pro Text",
    "Inter",
    "Noto Sans",
    "DejaVu Sans",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
]


class Tone(Enum):
    """What a colour means; the word beside it always says the same."""

    NEUTRAL = "neutral"
    GOOD = "good"
    SOON = "soon"
    BAD = "bad"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#rrggbb`. Text pairs are at 5.1:1 or more."""

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
)


def palette() -> Palette:
    """The colours of the theme that was applied."""
    return DARK if QGuiApplication.palette().window().color() == QColor(DARK.bg) else LIGHT


@functools.cache
def font(size_px: int = SIZE_TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font in one of the four sizes."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(size_px)
    made.setWeight(weight)
    return made


@functools.cache
def metrics(size_px: int = SIZE_TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
    """The measures of the interface font."""
    return QFontMetrics(font(size_px, weight))


def set_look(widget: QWidget, look: str) -> None:
    """Choose a look of the style sheet, now or again after another property changed."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def apply_theme(app: QApplication, *, dark: bool | None = None) -> None:
    """Style the whole program; `dark=None` does as the system does."""
    if dark is None:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    colours = DARK if dark else LIGHT
    if app.styleSheet() == style_sheet(colours):
        return
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_qt_palette(colours))
    app.setStyleSheet(style_sheet(colours))


def _qt_palette(colours: Palette) -> QPalette:
    qt = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.bg,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.bg,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.soft,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
    }
    for role, colour in roles.items():
        qt.setColor(role, QColor(colour))
    return qt


def style_sheet(c: Palette) -> str:
    """The style sheet; widgets choose their look by the property `look`."""
    icons, kind = (assets_folder() / "icons").as_posix(), "dark" if c is DARK else "light"
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QWidget[look="page"] {{ background: {c.bg}; }}
    QLabel {{ background: transparent; }}
    QLabel[look="title"] {{ font-size: {SIZE_TITLE}px; font-weight: 600; }}
    QLabel[look="heading"] {{ font-size: {SIZE_HEADING}px; font-weight: 600; }}
    QLabel[look="strong"] {{ font-weight: 600; color: {c.soft}; }}
    QLabel[look="soft"] {{ color: {c.soft}; }}
    QLabel[look="small"] {{ color: {c.soft}; font-size: {SIZE_SMALL}px; }}
    QLabel[look="small"][tone="bad"], QLabel[look="soft"][tone="bad"] {{ color: {c.bad}; }}
    QLabel[look="small"][tone="soon"], QLabel[look="soft"][tone="soon"] {{ color: {c.soon}; }}
    QLabel[look="small"][tone="good"] {{ color: {c.good}; }}
    QLabel[look="pill"] {{
        border-radius: 8px; padding: 2px 9px; font-size: {SIZE_SMALL}px; font-weight: 500;
        background: {c.thumbnail}; color: {c.soft}; }}
    QLabel[look="pill"][tone="good"] {{ background: {c.good}; color: {c.surface}; }}
    QLabel[look="pill"][tone="soon"] {{ background: {c.behind_soon}; color: {c.soon}; }}
    QLabel[look="pill"][tone="bad"] {{ background: {c.behind_bad}; color: {c.bad}; }}
    QWidget[look="used"] {{ background: {c.behind_good}; border-radius: 8px; }}
    QLabel[look="mark"] {{
        border-radius: 10px; font-size: {SIZE_SMALL}px; font-weight: 700; color: {c.soft}; }}
    QLabel[look="mark"][tone="good"] {{ background: {c.behind_good}; color: {c.good}; }}
    QLabel[look="mark"][tone="soon"] {{ background: {c.behind_soon}; color: {c.soon}; }}
    QLabel[look="mark"][tone="bad"] {{ background: {c.behind_bad}; color: {c.bad}; }}
    QFrame[look="rule"] {{ background: {c.faint_line}; border: none; max-height: 1px; }}
    QLineEdit, QComboBox, QSpinBox, QPlainTextEdit {{
        background: {c.surface}; border: 1px solid {c.control_line};
        border-radius: {RADIUS_CONTROL}px; padding: 7px 10px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus {{
        border: 2px solid {c.accent}; padding: 6px 9px; }}
    QLineEdit[wrong="yes"], QComboBox[wrong="yes"], QSpinBox[wrong="yes"] {{
        border-color: {c.bad}; }}
    QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{
        background: {c.bg}; color: {c.soft}; border-color: {c.line}; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({icons}/chevron-{kind}.svg); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{
        background: {c.raised}; border: 1px solid {c.line};
        selection-background-color: {c.behind_accent}; selection-color: {c.text}; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox:focus {{ color: {c.accent}; }}
    QCheckBox::indicator {{
        width: 16px; height: 16px; background: {c.surface}; border: 1px solid {c.control_line};
        border-radius: 4px; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url({icons}/check-{kind}.svg); }}
    QCheckBox::indicator:focus {{ border: 2px solid {c.text}; }}
    QScrollArea, QScrollArea > QWidget > QWidget[look="page"] {{
        background: {c.bg}; border: none; }}
    QPushButton[look="segment"] {{ padding: 6px 12px; }}
    QPushButton[look="segment"]:checked {{
        background: {c.behind_accent}; color: {c.accent}; border-color: {c.accent}; }}
    QFrame[look="card"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="banner"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="banner"][tone="bad"] {{ background: {c.behind_bad}; border-color: {c.bad}; }}
    QFrame[look="banner"][tone="soon"] {{ background: {c.behind_soon}; border-color: {c.soon}; }}
    QLabel[look="banner-title"] {{ font-weight: 600; }}
    QLabel[look="sign"] {{
        color: {c.soft}; border: 1px solid {c.soft}; border-radius: 12px; font-weight: 600; }}
    QLabel[look="sign"][tone="bad"] {{ color: {c.bad}; border-color: {c.bad}; }}
    QLabel[look="sign"][tone="soon"] {{ color: {c.soon}; border-color: {c.soon}; }}
    QFrame[look="toast"] {{ background: {c.text}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="toast"] QLabel {{ color: {c.bg}; font-weight: 500; }}
    QFrame[look="toast"] QPushButton {{
        background: transparent; color: {c.bg}; border: 1px solid {c.bg}; padding: 5px 12px; }}
    QFrame[look="toast"] QPushButton[look="icon"] {{ border-color: transparent; padding: 5px 8px; }}
    QFrame[look="toast"] QPushButton:hover {{ color: {c.text}; background: {c.bg}; }}
    QFrame[look="toast"] QPushButton:focus {{ border: 2px solid {c.bg}; padding: 4px 11px; }}
    QPushButton {{
        background: {c.surface}; border: 1px solid {c.control_line};
        border-radius: {RADIUS_CONTROL}px; padding: 7px 14px; font-weight: 500; }}
    QPushButton:hover {{ background: {c.behind_accent}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 6px 13px; }}
    QPushButton:disabled {{ color: {c.soft}; border-color: {c.line}; }}
    QPushButton[look="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
    QPushButton[look="primary"]:hover {{ background: {c.accent}; border-color: {c.text}; }}
    QPushButton[look="primary"]:focus {{ border: 2px solid {c.text}; padding: 6px 13px; }}
    QPushButton[look="link"] {{
        background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 7px 8px; }}
    QPushButton[look="link"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="link"]:focus {{ border: 2px solid {c.accent}; padding: 6px 7px; }}
    QPushButton[look="small-link"] {{
        background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 2px 4px; font-size: {SIZE_SMALL}px; }}
    QPushButton[look="small-link"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton[look="chip"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: 18px;
        padding: 0px; text-align: left; }}
    QPushButton[look="chip"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="chip"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton::menu-indicator {{ width: 0px; image: none; }}
    QListView {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px;
        padding: 1px; outline: none; }}
    QListView:focus {{ border: 1px solid {c.accent}; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 7px 20px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {c.behind_accent}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.soft}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar::handle:vertical {{
        background: {c.control_line}; border-radius: 4px; min-height: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0px; width: 0px; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{
        background: {c.track}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    """
