"""Files that were dropped before there was a place for them: held in sight, lost never."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import (
    RADIUS_CONTROL,
    RADIUS_DROP_ZONE,
    SIZE_SMALL,
    font,
    palette,
    set_look,
)
from ossdrop_gui.words.spoken import Spoken

_HEIGHT, _LOW_HEIGHT = 148, 84
_SHEET, _TURN = 60, 3.0  # px, degrees
_APART, _FAN = 16, 8.0  # of several: px, degrees
_MOST_SHEETS, _LONGEST_KIND = 3, 4


class WaitingZone(Spoken, QFrame):
    """Dashed while it is empty; framed, with a sheet for a file or three, while it holds some."""

    cleared = Signal()
    choose_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._is_over = False
        self._heading, self._hint = PlainLabel(), PlainLabel()
        set_look(self._heading, "heading")
        set_look(self._hint, "soft")
        for label in (self._heading, self._hint):
            label.setWordWrap(True)
        self.choose, self.remove = QPushButton(), QPushButton()
        for button in (self.choose, self.remove):
            set_look(button, "link")
        self.choose.clicked.connect(self.choose_asked)
        self.remove.clicked.connect(self.cleared)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch()
        words.addWidget(self._heading)
        words.addWidget(self._hint)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(140, 8, 24, 8)
        row.addLayout(words, 1)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        self.setFixedHeight(_HEIGHT)
        self._retranslate()

    @property
    def paths(self) -> tuple[Path, ...]:
        """What is held."""
        return self._paths

    def hold(self, paths: Sequence[Path]) -> None:
        """Show what waits."""
        self._paths = tuple(paths)
        self._retranslate()
        self.update()

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a property's setter
        """Take less room in a low window, and say less."""
        self._hint.setVisible(not low)
        self.setFixedHeight(_LOW_HEIGHT if low else _HEIGHT)

    def set_drag_over(self, over: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show that letting go now would put something here."""
        self._is_over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame and the sheets."""
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours = palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_full = bool(self._paths) or self._is_over
        pen = QPen(QColor(colours.accent), 2 if is_full else 1.5)
        if not self._paths:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colours.behind_accent if is_full else colours.surface))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, RADIUS_DROP_ZONE, RADIUS_DROP_ZONE)
        shown = self._paths[:_MOST_SHEETS]
        for number, path in reversed(list(enumerate(shown))):
            place = number - (len(shown) - 1) / 2
            self._paint_sheet(painter, path, place * _APART, _TURN + place * _FAN)
        if not shown:
            self._paint_sheet(painter, None, 0, _TURN)

    def _paint_sheet(self, painter: QPainter, path: Path | None, aside: float, turn: float) -> None:
        """A sheet of paper with its kind on it."""
        colours = palette()
        side = min(_SHEET, self.height() - 24)
        painter.save()
        painter.translate(70 + aside, self.height() / 2)
        painter.rotate(turn)
        painter.setPen(QPen(QColor(colours.line if path else colours.control_line), 1))
        painter.setBrush(QColor(colours.surface))
        sheet = QRectF(-side * 0.42, -side / 2, side * 0.84, side)
        painter.drawRoundedRect(sheet, RADIUS_CONTROL, RADIUS_CONTROL)
        kind = path.suffix[1 : _LONGEST_KIND + 1].upper() if path else "↑"
        painter.setFont(font(SIZE_SMALL, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.accent))
        painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, kind or "…")
        painter.restore()

    def _retranslate(self) -> None:
        count = len(self._paths)
        if not count:
            heading = self.tr("Drop a file first, or choose where files go")
            hint = self.tr("It waits here, and is sent once there is a place for it.")
        else:
            one = filled(self.tr("%1 is waiting"), self._paths[0].name)
            heading = one if count == 1 else self.tr("%Ln files are waiting", None, count)
            hint = self.tr("Choose a place below: sending starts at once, links are copied.")
        self._heading.setText(heading)
        self._hint.setText(hint)
        self.choose.setText(self.tr("Choose files…"))
        self.choose.setVisible(not count)
        self.remove.setText(self.tr("Remove"))
        self.remove.setVisible(bool(count))
        self.setAccessibleName(f"{heading}. {hint}")
