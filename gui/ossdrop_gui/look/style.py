"""The style sheet of the whole program, made of the tokens of `theme`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ossdrop.program.paths import assets_folder
from ossdrop_gui.look.pages import Pages
from ossdrop_gui.look.theme import (
    RADIUS_CARD,
    RADIUS_CONTROL,
    SIZE_HEADING,
    SIZE_SMALL,
    SIZE_TITLE,
    Palette,
    choose_palette,
    font,
    heading_weight,
    strong_weight,
)

_SHEET = "styleSheetOfWindows"  # the program's property that has it


def apply_theme(app: QApplication, theme: str = "") -> None:
    """Style the whole program: "light", "dark", "contrast", or "" as the system has it.

    Each window has the style sheet, not the program: that one would make a new style, and take each
    widget through it several times.
    """
    hints = app.styleHints()
    dark = theme == "dark" or (theme != "light" and hints.colorScheme() == Qt.ColorScheme.Dark)
    wanted = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    colours = choose_palette(dark=dark, contrast=theme == "contrast" or wanted)
    before, sheet = app.property(_SHEET), style_sheet(colours)
    if sheet == before:
        return
    if not before:  # the first time: each goes through all widgets
        app.setStyle("Fusion")
        app.setFont(font())
    windows = [window for window in app.topLevelWidgets() if window.parent() is None]
    for window in windows:  # the others have the sheet of the one they belong to
        for pages in window.findChildren(Pages):
            if before and pages.isVisibleTo(window):
                pages.part()
    app.setPalette(_qt_palette(colours))
    app.setProperty(_SHEET, sheet)
    for window in windows:
        window.setStyleSheet(sheet)


def dress(window: QWidget) -> None:
    """Give a window that belongs to no other the look of the program."""
    app = QApplication.instance()
    sheet = app.property(_SHEET) if app is not None else None
    if isinstance(sheet, str):
        window.setStyleSheet(sheet)


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
    icons, kind = (assets_folder() / "icons").as_posix(), "dark" if c.is_dark else "light"
    strong, heavy = strong_weight().value, heading_weight().value
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QWidget[look="page"] {{ background: {c.bg}; }}
    QLabel {{ background: transparent; }}
    QLabel[look="title"] {{ font-size: {SIZE_TITLE}px; font-weight: {heavy}; }}
    QLabel[look="heading"] {{ font-size: {SIZE_HEADING}px; font-weight: {heavy}; }}
    QLabel[look="strong"] {{ font-weight: {heavy}; color: {c.soft}; }}
    QLabel[look="group"] {{ font-weight: {heavy}; }}
    QLabel[look="soft"] {{ color: {c.soft}; }}
    QLabel[look="small"] {{ color: {c.soft}; font-size: {SIZE_SMALL}px; }}
    QLabel[look="small"][tone="bad"], QLabel[look="soft"][tone="bad"] {{ color: {c.bad}; }}
    QLabel[look="small"][tone="soon"], QLabel[look="soft"][tone="soon"] {{ color: {c.soon}; }}
    QLabel[look="small"][tone="good"] {{ color: {c.good}; }}
    QLabel[look="pill"] {{
        border-radius: 8px; padding: 2px 9px; font-size: {SIZE_SMALL}px; font-weight: {strong};
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
    QLineEdit, QComboBox, QPlainTextEdit, QTextEdit {{
        background: {c.surface}; border: 1px solid {c.control_line};
        border-radius: {RADIUS_CONTROL}px; padding: 7px 10px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
        border: 2px solid {c.accent}; padding: 6px 9px; }}
    QLineEdit[wrong="yes"], QComboBox[wrong="yes"] {{
        border-color: {c.bad}; }}
    QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{
        background: {c.bg}; color: {c.soft}; border-color: {c.line}; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({icons}/chevron-{kind}.svg); width: 12px; height: 12px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{
        background: {c.raised}; border: 1px solid {c.control_line}; border-radius: 0px;
        padding: 0px; outline: none; }}
    QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0px 8px; }}
    QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {{
        background: {c.behind_accent}; color: {c.text}; }}
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
    QFrame[look="track"] {{ background: {c.track}; border-radius: {RADIUS_CONTROL}px; }}
    QPushButton[look="segment"] {{
        background: transparent; border: 1px solid transparent; border-radius: 7px;
        padding: 5px 12px; font-weight: 400; }}
    QPushButton[look="segment"]:hover {{ color: {c.accent}; }}
    QPushButton[look="segment"]:checked {{
        background: {c.chosen}; border-color: {c.control_line}; font-weight: {heavy}; }}
    QPushButton[look="segment"]:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
    QFrame[look="foot"] {{
        background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
    QFrame[look="key-row"] {{
        background: {c.bg}; border: 1px solid {c.line}; border-radius: {RADIUS_CONTROL}px; }}
    QFrame[look="verdict"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="verdict"][tone="good"] {{
        background: {c.behind_good}; border-color: {c.behind_good}; }}
    QFrame[look="verdict"][tone="bad"] {{
        background: {c.behind_bad}; border-color: {c.behind_bad}; }}
    QLabel[look="disc"] {{ background: {c.thumbnail}; color: {c.soft}; border-radius: 24px; }}
    QLabel[look="disc"][tone="good"] {{ background: {c.surface}; color: {c.good}; }}
    QLabel[look="disc"][tone="bad"] {{ background: {c.surface}; color: {c.bad}; }}
    QPushButton[look="passed"] {{
        background: transparent; border: 1px solid transparent; text-align: right;
        padding: 9px 4px; }}
    QPushButton[look="passed"]:focus {{ border: 2px solid {c.accent}; padding: 8px 3px; }}
    QFrame[look="card"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="sheet"] {{
        background: {c.raised}; border: 1px solid {c.line}; border-radius: 16px; }}
    QLabel[look="sight"] {{
        background: {c.thumbnail}; color: {c.soft};
        border-top-left-radius: 15px; border-top-right-radius: 15px; }}
    QFrame[look="banner"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="banner"][tone="bad"] {{ background: {c.behind_bad}; border-color: {c.bad}; }}
    QFrame[look="banner"][tone="soon"] {{ background: {c.behind_soon}; border-color: {c.soon}; }}
    QLabel[look="banner-title"] {{ font-weight: {heavy}; }}
    QLabel[look="sign"] {{ color: {c.soft}; }}
    QLabel[look="sign"][tone="bad"] {{ color: {c.bad}; }}
    QLabel[look="sign"][tone="soon"] {{ color: {c.soon}; }}
    QFrame[look="toast"] {{ background: {c.text}; border-radius: {RADIUS_CARD}px; }}
    QFrame[look="toast"] QLabel {{ color: {c.bg}; font-weight: {strong}; }}
    QFrame[look="toast"] QPushButton {{
        background: transparent; color: {c.bg}; border: 1px solid {c.bg}; padding: 5px 12px; }}
    QFrame[look="toast"] QPushButton[look="icon"] {{ border-color: transparent; padding: 5px 8px; }}
    QFrame[look="toast"] QPushButton:hover {{ color: {c.text}; background: {c.bg}; }}
    QFrame[look="toast"] QPushButton:focus {{ border: 2px solid {c.bg}; padding: 4px 11px; }}
    QPushButton {{
        background: {c.surface}; border: 1px solid {c.control_line};
        border-radius: {RADIUS_CONTROL}px; padding: 7px 14px; font-weight: {strong}; }}
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
    QPushButton[quiet="yes"]:focus {{ border: 1px solid {c.control_line}; padding: 7px 14px; }}
    QPushButton[look="primary"][quiet="yes"]:focus {{
        border: 1px solid {c.accent}; padding: 7px 14px; }}
    QPushButton[look="link"][quiet="yes"]:focus {{
        border: 1px solid transparent; padding: 7px 8px; }}
    QPushButton[look="sign"] {{
        background: transparent; border: 1px solid transparent; color: {c.soft};
        padding: 5px; }}
    QPushButton[look="accent-sign"] {{
        background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 5px; }}
    QPushButton[look="accent-sign"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="accent-sign"]:focus {{ border: 2px solid {c.accent}; padding: 4px; }}
    QPushButton[look="sign"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="sign"]:focus {{ border: 2px solid {c.accent}; padding: 4px; }}
    QPushButton[look="soft-link"] {{
        background: transparent; border: 1px solid transparent; color: {c.soft};
        padding: 7px 8px; }}
    QPushButton[look="soft-link"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="soft-link"]:focus {{ border: 2px solid {c.accent}; padding: 6px 7px; }}
    QPushButton[look="small-link"] {{
        background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 2px 4px; font-size: {SIZE_SMALL}px; }}
    QPushButton[look="bare-link"] {{
        background: transparent; border: none; color: {c.soft}; padding: 1px 0px;
        font-size: {SIZE_SMALL}px; font-weight: 400; }}
    QPushButton[look="bare-link"]:hover {{ color: {c.accent}; }}
    QPushButton[look="bare-link"]:focus {{ color: {c.accent}; text-decoration: underline; }}
    QPushButton[look="small-link"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton[look="chip"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: 18px;
        padding: 0px; text-align: left; }}
    QPushButton[look="chip"]:hover {{ background: {c.behind_accent}; }}
    QPushButton[look="chip"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton::menu-indicator {{ width: 0px; image: none; }}
    QListView {{ background: transparent; border: none; outline: none; }}
    QFrame[look="card-foot"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-top: 1px solid {c.faint_line};
        border-bottom-left-radius: {RADIUS_CARD}px; border-bottom-right-radius: {RADIUS_CARD}px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 7px 20px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {c.behind_accent}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.soft}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar::handle:vertical {{
        background: {c.control_line}; border-radius: 4px; min-height: 32px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
    QScrollBar::handle:horizontal {{
        background: {c.control_line}; border-radius: 4px; min-width: 32px; }}
    QScrollBar[look="empty"]::handle:vertical {{ background: transparent; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0px; width: 0px; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{
        background: {c.track}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    """
