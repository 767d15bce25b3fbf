"""What a row of the lists shows, and where in it everything is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPixmap

from ossdrop.storage.object_key import content_type_of
from ossdrop_gui.look.icons import Sign
from ossdrop_gui.look.theme import SIZE_SMALL, SIZE_TEXT, Tone, strong_weight
from ossdrop_gui.look.theme import metrics as metrics_of

CONTENT_ROLE = Qt.ItemDataRole.UserRole + 1
PILL_ROLE = Qt.ItemDataRole.UserRole + 2  # of CONTENT_ROLE only what changes by itself
OPENING_SIGN = "›"
EDGE, GAP = 8, 12
THUMBNAIL = 40
TEXT_LEFT = EDGE + THUMBNAIL + GAP
UNTIL_COLUMN = 128
_BUTTON_COLUMN, _PILL_COLUMN = 112, 116  # at least: fonts and languages differ
_SIGN_BUTTON, _BUTTON_HEIGHT, _BUTTON_PADDING = 32, 32, 10
_PILL_HEIGHT = 26
_PILL_LEFT, _PILL_RIGHT, PILL_RING, PILL_RING_GAP = 7, 10, 14, 6


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
    FIT = "fit"
    UPLOAD_AGAIN = "upload_again"
    OPEN = "open"  # by what says that it opens


@dataclass(frozen=True)
class RowButton:
    """A button: words without a frame, until the pointer or the selection gives it one."""

    action: RowAction
    text: str
    column: int = 0  # px: as wide as the column that all rows have for theirs
    sign: Sign | None = None  # shown instead of its text


@dataclass(frozen=True)
class Pill:
    """A countdown, or another word about where a row stands."""

    text: str
    tone: Tone = Tone.NEUTRAL
    life: float | None = None  # how much of a link's life is left, 0 to 1: its ring

    @property
    def text_left(self) -> int:
        """Where its words begin, in px."""
        return _PILL_RIGHT if self.life is None else _PILL_LEFT + PILL_RING + PILL_RING_GAP

    @property
    def width(self) -> int:
        """In px."""
        metrics = metrics_of(SIZE_SMALL, strong_weight())
        return self.text_left + metrics.horizontalAdvance(self.text) + _PILL_RIGHT

    def ring(self, place: QRect) -> QRect:
        """Where its ring is, in its place."""
        top = place.top() + (place.height() - PILL_RING) // 2
        return QRect(place.left() + _PILL_LEFT, top, PILL_RING, PILL_RING)


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
    opening: str = ""  # of a stack: that Enter shows what is in it
    stacked: tuple[QPixmap, ...] = ()  # pictures of what is in it, three at most
    pill_column: int = _PILL_COLUMN

    @property
    def opens(self) -> bool:
        """Whether it is a stack."""
        return bool(self.opening)

    @property
    def actions(self) -> str:
        """What can be done with it, as a screen reader says it: Left and Right choose."""
        words = (self.opening, *(button.text for button in self.buttons))
        return ", ".join(word for word in words if word)


def badge_of(name: str) -> str | Sign:
    """What stands for a file that has no picture: a sign, or its type in letters."""
    if content_type_of(name).startswith("audio/"):
        return Sign.SOUND
    return name.rpartition(".")[2][:4].upper() if "." in name else "…"


def button_column(texts: Sequence[str]) -> int:
    """How wide the column of buttons is in which each of these may stand."""
    metrics = metrics_of(SIZE_TEXT, strong_weight())
    widest = max(metrics.horizontalAdvance(text) for text in texts)
    return max(widest + 2 * _BUTTON_PADDING, _BUTTON_COLUMN)


def pill_column(texts: Sequence[str]) -> int:
    """How wide the column of pills is in which each of these may stand."""
    return max(_PILL_COLUMN, *(Pill(text, life=1.0).width for text in texts))


def pill_place(content: RowContent, rect: QRect) -> QRect:
    """Where the pill of a row is: at the left of its column, so that all begin below each other."""
    width = content.pill.width if content.pill else 0
    left = buttons_left(content, rect) - max(content.pill_column, width)
    top = rect.center().y() - _PILL_HEIGHT // 2 + 1
    return QRect(left, top, width, _PILL_HEIGHT)


def buttons_left(content: RowContent, rect: QRect) -> int:
    """Where what is left of the buttons of a row ends."""
    return min([rect.right() + 1 - EDGE, *(p.left() - 8 for _, p in button_places(content, rect))])


def texts_right(content: RowContent, rect: QRect) -> int:
    """Where the words of a row end."""
    right = buttons_left(content, rect)
    return right if content.pill is None else pill_place(content, rect).left() - GAP


def button_places(content: RowContent, rect: QRect) -> list[tuple[RowButton, QRect]]:
    """Where the buttons of a row are, from right to left."""
    metrics = metrics_of(SIZE_TEXT, strong_weight())
    places = []
    right = rect.right() + 1 - EDGE
    for button in reversed(content.buttons):
        width = metrics.horizontalAdvance(button.text) + 2 * _BUTTON_PADDING
        width = _SIGN_BUTTON if button.sign else max(width, button.column)
        top = rect.center().y() - _BUTTON_HEIGHT // 2 + 1
        places.append((button, QRect(right - width, top, width, _BUTTON_HEIGHT)))
        right -= width + 4
    return places


def opening_place(content: RowContent, rect: QRect) -> QRect:
    """The words of a stack as far as the sign that it opens, in either line: a click does."""
    if not content.opens:
        return QRect()
    is_above = content.title.endswith(OPENING_SIGN)
    text = content.title if is_above else content.subtitle
    metrics = metrics_of(SIZE_TEXT, strong_weight()) if is_above else metrics_of(SIZE_SMALL)
    head, sign, _ = text.partition(OPENING_SIGN)
    right = rect.left() + TEXT_LEFT + metrics.horizontalAdvance(head + sign) + 4
    top = rect.top() if is_above else rect.center().y()
    place = QRect(rect.left() + TEXT_LEFT, top, 0, rect.height() // 2)
    place.setRight(min(right, texts_right(content, rect)))
    return place


def frame_of(button: RowButton, place: QRect) -> QRect:
    """What a button looks like in its place: words stand at the right of their column."""
    if button.sign or not button.column:
        return place
    metrics = metrics_of(SIZE_TEXT, strong_weight())
    width = metrics.horizontalAdvance(button.text) + 2 * _BUTTON_PADDING
    return place.adjusted(max(place.width() - width, 0), 0, 0, 0)
