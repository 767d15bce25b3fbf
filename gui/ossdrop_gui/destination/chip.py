"""The line at the top: where the next file goes, and whether that was proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLocale, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ossdrop.config.profile_id import DEFAULT_PROFILE, NO_PROFILE, ProfileId
from ossdrop.errors import OssDropError
from ossdrop.place import Place
from ossdrop.printable import filled
from ossdrop_gui.look.hover import let_hover_end
from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.plain import plain_tip
from ossdrop_gui.look.theme import Tone, font, palette, set_look
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import moment_text, region_title, sentences

_HEIGHT, _DOT, _PADDING, _GAP, _OPENS = 36, 9, 16, 8, 14


class Standing(Enum):
    """What is known about the destination."""

    UNSET = "unset"
    LOCKED = "locked"  # the password store has not answered yet
    UNPROVEN = "unproven"
    READY = "ready"
    PRACTICE = "practice"
    FAILING = "failing"
    OFFLINE = "offline"


_NOT_OF_A_PLACE = (Standing.UNSET, Standing.LOCKED, Standing.PRACTICE)


class DestinationChip(Spoken, QPushButton):
    """Shows a destination: a dot and a word, the bucket, the region."""

    learnt = Signal(object)  # a Standing that something has shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "chip")
        self._place = Place(NO_PROFILE)
        self._standing = Standing.UNSET
        self._proven_at: datetime | None = None
        self._cause: OssDropError | None = None  # why files cannot be sent, where that is known
        self._uses_other_key = False
        self._watched, self._watch_works = "", True
        self._names: dict[ProfileId, str] = {}
        self._first_bucket = ""
        self._retranslate()

    def show_names(self, names: Mapping[ProfileId, str]) -> None:
        """What destinations were called by somebody."""
        self._names = dict(names)
        self._retranslate()

    def show_watched(self, folder: str) -> None:
        """Show that a folder is watched, "" where none is."""
        self._watched = Path(folder).name or folder
        self._retranslate()

    def show_watch_works(self, works: bool) -> None:  # noqa: FBT001 - a signal's
        """Show whether the watched folder can be read."""
        self._watch_works = works
        self._retranslate()

    @property
    def standing(self) -> Standing:
        """What is shown about the destination."""
        return self._standing

    @property
    def title(self) -> str:
        """What the destination is called."""
        return self._name()

    def name_of(self, profile: ProfileId) -> str:
        """What a destination is called; the first one, without a name, by its bucket."""
        first = self._first_bucket if profile == DEFAULT_PROFILE else ""
        return self._names.get(profile, first)

    @property
    def has_others(self) -> bool:
        """Whether files could go to another destination, of another customer perhaps."""
        current = self._place.profile
        has_first = current != DEFAULT_PROFILE and bool(self._first_bucket)
        return has_first or any(one != current for one in self._names)

    @Slot(str)
    def show_first_bucket(self, bucket: str) -> None:
        """That of the first destination, whichever is in use."""
        self._first_bucket = bucket

    @property
    def tone(self) -> Tone:
        """The colour of what is known of it."""
        return self._tone()

    @property
    def proven_at(self) -> datetime | None:
        """When the destination was last seen to work."""
        return self._proven_at if self._standing is Standing.READY else None

    @property
    def place(self) -> Place:
        """Where files go."""
        return self._place

    def show_place(self, place: Place, *, uses_other_key: bool = False) -> None:
        """Show where files go, and whether another key is used than was meant.

        What is known of the same place stays known.
        """
        before = self._place
        if before.model and place.model and self._standing is not Standing.FAILING:
            before = replace(before, model=place.model)  # it may mend a failure, and no network
        is_same = (place, uses_other_key) == (before, self._uses_other_key)
        self._place, self._uses_other_key = place, uses_other_key
        if place.is_practice:
            self._standing = Standing.PRACTICE
        elif not place.is_known:
            self._standing = Standing.UNSET
        elif not is_same or self._standing in _NOT_OF_A_PLACE:
            self._standing = Standing.UNPROVEN
        self._retranslate()
        self.learnt.emit(self._standing)

    def show_standing(
        self,
        standing: Standing,
        proven_at: datetime | None = None,
        cause: OssDropError | None = None,
    ) -> None:
        """Show that something was learnt about the same destination: now, or at an earlier time.

        Of practice there is no more to say; and where nothing is set up, nothing can be proven.
        """
        if self._standing is Standing.PRACTICE or not self._place.is_known:
            return
        self._standing, self._cause = standing, cause
        if standing is Standing.READY:
            self._proven_at = proven_at or datetime.now(UTC)
        self._retranslate()
        self.learnt.emit(standing)

    def setMenu(self, menu: QMenu) -> None:
        """What opens with it."""
        super().setMenu(menu)
        let_hover_end(self)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(self._words_width() + 2 * _PADDING + _DOT + 2 * _GAP + 14, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut when there is no room."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame comes from the style sheet; dot and words are painted."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours = palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tone(self._tone())[0]))
        painter.drawEllipse(_PADDING, (self.height() - _DOT) // 2, _DOT, _DOT)
        left = _PADDING + _DOT + _GAP
        strong, plain = font(weight=QFont.Weight.DemiBold), font()
        name, second = self._fitting(self.width() - left - _PADDING - _OPENS - _GAP + 2)
        left = self._paint_words(painter, left, name, strong, colours.text)
        left = self._paint_words(painter, left + _GAP, second, plain, colours.soft)
        if self.menu() is not None:
            place = QRect(left + _GAP - 2, 0, _OPENS, self.height())
            draw_sign(painter, Sign.OPENS, place, colours.soft, _OPENS)

    def _fitting(self, room: int) -> tuple[str, str]:
        """The name, and what can be said beside it: where that is little, how it stands."""
        strong, plain = QFontMetrics(font(weight=QFont.Weight.DemiBold)), QFontMetrics(font())
        room -= _GAP
        of_name = strong.horizontalAdvance(self._name())
        brief = " · ".join(word for word in (self._word(), self._watches()) if word)
        for second in (self._second(), brief, self._word()):
            of_second = plain.horizontalAdvance(second)
            if of_name + of_second <= room:
                break
        left = max(room - of_second, min(of_name, room // 2))
        return strong.elidedText(self._name(), Qt.TextElideMode.ElideRight, left), second

    def _paint_words(
        self, painter: QPainter, left: int, text: str, face: QFont, colour: str
    ) -> int:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(face)
        room = max(self.width() - left - _PADDING - _OPENS - _GAP + 2, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        place = QRect(left, 0, width + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return left + width

    def _second(self) -> str:
        other = self.tr("with another AccessKey") if self._uses_other_key else ""
        there = self._there() if self._name() != self._there() else ""
        words = (there, self._where(), other, self._word(), self._watches())
        return " · ".join(word for word in words if word)

    def _watches(self) -> str:
        if not self._watched:
            return ""
        words = self.tr("watching %1") if self._watch_works else self.tr("cannot read %1")
        return filled(words, self._watched)

    def _name(self) -> str:
        """What somebody called it, else where it is."""
        place = self._place
        called = self._names.get(place.profile, "")
        return called if called and not place.is_practice else self._there()

    def _there(self) -> str:
        place = self._place
        if place.is_practice:
            return self.tr("Practice bucket")
        if place.model:
            return self.tr("Temporary storage")
        if place.profile in self._names and not place.is_known:
            return self.tr("Not set up yet")
        return place.bucket or self.tr("No destination yet")

    def _where(self) -> str:
        place = self._place
        if place.is_practice:
            return ""
        return place.model or (region_title(place.region) if place.region else "")

    def _words_width(self) -> int:
        strong = QFontMetrics(font(weight=QFont.Weight.DemiBold))
        return (
            strong.horizontalAdvance(self._name())
            + QFontMetrics(font()).horizontalAdvance(self._second())
            + _GAP
        )

    def _word(self) -> str:
        return {
            Standing.UNSET: "",
            Standing.LOCKED: self.tr("waiting for the password store"),
            Standing.UNPROVEN: self.tr("not tried yet"),
            Standing.READY: self.tr("ready"),
            Standing.PRACTICE: self.tr("links open on this computer only"),
            Standing.FAILING: self.tr("cannot upload"),
            Standing.OFFLINE: self.tr("waiting for the network"),
        }[self._standing]

    def _tone(self) -> Tone:
        other = self._uses_other_key or bool(self._watched and not self._watch_works)
        good, unproven = (Tone.SOON,) * 2 if other else (Tone.GOOD, Tone.NEUTRAL)
        return {
            Standing.READY: good,
            Standing.UNPROVEN: unproven,
            Standing.PRACTICE: Tone.SOON,
            Standing.FAILING: Tone.BAD,
            Standing.OFFLINE: Tone.SOON,
            Standing.LOCKED: Tone.SOON,
        }.get(self._standing, Tone.NEUTRAL)

    def _proof(self) -> str:
        """When the destination was proven to work, or why it does not."""
        if self._cause is not None and self._standing in (Standing.FAILING, Standing.OFFLINE):
            from ossdrop_gui.words.error_text import cause_text, remedy_text

            return sentences(cause_text(self._cause), remedy_text(self._cause))
        if self.proven_at is None:
            return ""
        moment = moment_text(self.proven_at, datetime.now(UTC))
        return filled(self.tr("Proven to work: %1"), moment)

    def _retranslate(self) -> None:
        pause = "，" if QLocale().language() == QLocale.Language.Chinese else ", "
        words = pause.join(word for word in (self._name(), self._second()) if word)
        self.setAccessibleName(filled(self.tr("Destination: %1"), words))
        self.setToolTip(plain_tip(self._proof()))
        self.setAccessibleDescription(self._proof())
        self.updateGeometry()
        self.update()
