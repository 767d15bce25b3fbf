"""Where files are dropped: it invites, and it shows that a drop will land."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.icons import Sign, draw_sign
from ossdrop_gui.look.motion import fade, moves
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import RADIUS_DROP_ZONE, palette, set_look
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import lifetime_text, sentences

_ICON = 40
_LANDS_MS = 500
_DAY_S = 86_400

_HEIGHT, _LOW_HEIGHT = 112, 76


class DropZone(Spoken, QFrame):
    """The card at the top. The window itself takes the drops; this shows them."""

    choose_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag_over = False
        self._landing = 0.0
        self._lands = fade(self, _LANDS_MS, self._on_landing)
        self._expires_s = _DAY_S
        self._practice = self._temporary = False
        self._heading = PlainLabel()
        set_look(self._heading, "heading")
        self._hint = PlainLabel()
        set_look(self._hint, "soft")
        self._hint.setWordWrap(True)
        self._choose = QPushButton()
        set_look(self._choose, "primary")
        self._choose.clicked.connect(self.choose_clicked)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addStretch()
        texts.addWidget(self._heading)
        texts.addWidget(self._hint)
        texts.addStretch()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(32, 16, 32, 16)
        row.setSpacing(20)
        row.addSpacing(_ICON + 20)
        row.addLayout(texts, 1)
        row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(_HEIGHT)
        self.setAccessibleName("drop-zone")
        self._retranslate()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, self.minimumHeight())

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a property's setter
        """Take less room in a low window."""
        self.setMinimumHeight(_LOW_HEIGHT if low else _HEIGHT)
        margin = 6 if low else 16
        self._row.setContentsMargins(32, margin, 32, margin)

    def set_quiet(self, quiet: bool) -> None:  # noqa: FBT001 - a property's setter
        """Leave the one primary button to what is more pressing."""
        set_look(self._choose, "" if quiet else "primary")
        self._choose.style().unpolish(self._choose)
        self._choose.style().polish(self._choose)

    def take_focus(self) -> None:
        """Focus the button: the first thing a keyboard reaches."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_drag_over(self, over: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show that letting go now would upload."""
        self._drag_over = over
        self._retranslate()
        self.update()

    def land(self) -> None:
        """Files were let go here: for a moment one sees where."""
        if moves():
            self._lands.start()

    def _on_landing(self, strength: float) -> None:
        self._landing = strength
        self.update()

    def describe(self, *, expires_s: int, practice: bool) -> None:
        """What happens to a file dropped now."""
        self._expires_s, self._practice, self._temporary = expires_s, practice, False
        self._retranslate()

    def describe_nothing(self) -> None:
        """Nobody knows yet where files go."""
        self._expires_s, self._practice, self._temporary = 0, False, False
        self._retranslate()

    def describe_temporary(self) -> None:
        """Files go to temporary storage."""
        self._practice, self._temporary = False, True
        self._retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dashed card and its arrow."""
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours = palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.accent), 2 if self._drag_over else 1.4)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        over = QColor(colours.behind_accent)
        over.setAlphaF(1.0 if self._drag_over else self._landing)
        for fill in (QColor(colours.surface), over):
            painter.setBrush(fill)
            painter.drawRoundedRect(area, RADIUS_DROP_ZONE, RADIUS_DROP_ZONE)
        draw_sign(painter, Sign.UPLOAD, QRect(32, 0, _ICON, self.height()), colours.accent, _ICON)

    def _retranslate(self) -> None:
        heading = self.tr("Let go to upload") if self._drag_over else self.tr("Drop files here")
        self._heading.setText(heading)
        paste = QKeySequence(QKeySequence.StandardKey.Paste).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        if self._temporary:
            who = self.tr("Links work 48 hours, for one Qwen model.")
        elif self._practice:
            who = self.tr("Links to them open on this computer only.")
        elif not self._expires_s:
            who = self.tr("They wait until there is a place for them.")
        else:
            who = self.tr("Anyone with the link can open the file for %1.")
            who = filled(who, lifetime_text(self._expires_s))
        self._hint.setText(sentences(filled(self.tr("or paste with %1."), paste), who))
        self._choose.setText(self.tr("Choose files…"))
