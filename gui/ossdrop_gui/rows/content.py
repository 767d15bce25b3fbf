"""What a row of the lists shows, and where its buttons are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPixmap

from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.theme import SIZE_SMALL, Tone
from ossdrop_gui.look.theme import metrics as metrics_of

CONTENT_ROLE = Qt.ItemDataRole.UserRole + 1
PILL_ROLE = Qt.ItemDataRole.UserRole + 2  # of CONTENT_ROLE only what changes by itself
PADDING, GAP = 14, 12
_SIGN_BUTTON, _BUTTON_HEIGHT = 32, 32
_PILL_HEIGHT, _PILL_PADDING = 22, 10


class RowAction(Enum):
    """What a button of a row does."""

    COPY_LINK = "copy_link"
    MORE = "more"
    CANCEL = "cancel"
    RETRY = "retry"
    PAUSE = "pause"
    RESUME = "resume"
    DETAILS = "details"
    FIX = "fix"
    UPLOAD_AGAIN = "upload_again"


@dataclass(frozen=True)
class RowButton:
    """A button; `quiet` ones have no frame."""

    action: RowAction
    text: str
    quiet: bool = False
    width: int = 0  # 0: as wide as its text
    sign: Sign | None = None  # shown instead of its text


@dataclass(frozen=True)
class Pill:
    """A countdown, or another word about where a row stands."""

    text: str
    tone: Tone = Tone.NEUTRAL

    @property
    def width(self) -> int:
        """In px."""
        metrics = metrics_of(SIZE_SMALL, QFont.Weight.DemiBold)
        return metrics.horizontalAdvance(self.text) + 2 * _PILL_PADDING


@dataclass(frozen=True)
class RowContent:
    """Everything a row shows."""

    badge: str | Sign
    title: str
    subtitle: str
    spoken: str  # what a screen reader says
    badge_tone: Tone = Tone.NEUTRAL
    subtitle_tone: Tone = Tone.NEUTRAL
    meta: str = ""
    pill: Pill | None = None
    progress: float | None = None  # 0 to 1
    buttons: tuple[RowButton, ...] = ()
    glow: float = 0.0  # 1.0: has just come
    thumbnail: QPixmap | None = None
    begins_group: bool = False  # the row above it is of another day


def pill_place(pill: Pill, rect: QRect, right: int) -> QRect:
    """Where the pill of a row is that ends at `right`."""
    top = rect.center().y() - _PILL_HEIGHT // 2
    return QRect(right - pill.width, top, pill.width, _PILL_HEIGHT)


def buttons_left(content: RowContent, rect: QRect) -> int:
    """Where what is left of the buttons of a row ends."""
    places = button_places(content, rect)
    return min([rect.right() - PADDING, *(place.left() - GAP for _, place in places)])


def button_places(content: RowContent, rect: QRect) -> list[tuple[RowButton, QRect]]:
    """Where the buttons of a row are, from right to left."""
    metrics = metrics_of(13, QFont.Weight.Medium)
    places = []
    right = rect.right() - PADDING + 4
    for button in reversed(content.buttons):
        natural = metrics.horizontalAdvance(button.text) + (20 if button.quiet else 28)
        width = _SIGN_BUTTON if button.sign else max(natural, button.width)
        top = rect.center().y() - _BUTTON_HEIGHT // 2
        places.append((button, QRect(right - width, top, width, _BUTTON_HEIGHT)))
        right -= width + 8
    return places
