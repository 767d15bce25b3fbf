"""Where files are dropped: it invites while there is nothing yet, and is a strip from then on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ossdrop.printable import filled
from ossdrop_gui.look.drawing import Drawing
from ossdrop_gui.look.icons import Sign, SignButton, draw_sign
from ossdrop_gui.look.motion import fade, moves
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.quiet_focus import focus_quietly
from ossdrop_gui.look.ring import Ring
from ossdrop_gui.look.theme import RADIUS_CONTROL, RADIUS_DROP_ZONE, Tone, palette, set_look
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import lifetime_text, sentences

_SIGN_BOX, _SIGN, _EDGE = 40, 20, 16
_HEIGHT = 72
_DRAWING = QSize(310, 175)
_DRAWING_FROM = 440  # px high: in a lower one the words are all
_LANDS_MS = 500
_DAY_S = 86_400
_DASH, _DASH_OPACITY = 1.5, 0.7


class _Invitation(QWidget):
    """The drawing, three words and two buttons, in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = Drawing("empty", _DRAWING)
        self.title, self.hint, self.life = PlainLabel(), PlainLabel(), PlainLabel()
        set_look(self.title, "title")
        for label in (self.hint, self.life):
            set_look(label, "soft")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose, self.paste = QPushButton(), SignButton(Sign.PASTE)
        self.ring = Ring(1.0, Tone.GOOD)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addStretch()
        life = QHBoxLayout()
        life.setSpacing(8)
        life.addStretch(1)
        life.addWidget(self.ring)
        life.addWidget(self.life, 0)
        life.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        column.addWidget(self.drawing, 0, centre)
        column.addSpacing(20)
        column.addWidget(self.title, 0, centre)
        column.addSpacing(8)
        column.addWidget(self.hint)
        column.addSpacing(20)
        column.addLayout(buttons)
        column.addSpacing(28)
        column.addLayout(life)
        column.addStretch()


class DropZone(Spoken, QFrame):
    """The card at the top. The window itself takes the drops; this shows them."""

    choose_clicked = Signal()
    paste_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag_over = self._invites = False
        self._landing = 0.0
        self._lands = fade(self, _LANDS_MS, self._on_landing)
        self._expires_s = _DAY_S
        self._is_failing = False
        self._practice = self._temporary = False
        self._strip = QWidget()
        self._heading = PlainLabel()
        set_look(self._heading, "heading")
        self._hint = PlainLabel()
        set_look(self._hint, "soft")
        self._hint.setWordWrap(True)
        self._choose = QPushButton()
        set_look(self._choose, "primary")
        self._choose.clicked.connect(self.choose_clicked)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(self._heading)
        texts.addWidget(self._hint)
        texts.addStretch()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(_EDGE + _SIGN_BOX + 12, 4, _EDGE, 4)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignVCenter)
        self._invitation: _Invitation | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._strip)
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("drop-zone")
        self._retranslate()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, max(self.minimumHeight(), self._column.sizeHint().height()))

    def invite(self, invites: bool) -> None:  # noqa: FBT001 - a slot
        """Fill the page while there is nothing else on it."""
        if invites == self._invites:
            return
        had_focus = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) else False
        self._invites = invites
        if invites and self._invitation is None:
            self._invitation = made = _Invitation(self)
            set_look(made.choose, "primary")
            made.choose.clicked.connect(self.choose_clicked)
            made.paste.clicked.connect(self.paste_clicked)
            self._column.addWidget(made)
            self._retranslate()
        self._strip.setVisible(not invites)
        if self._invitation is not None:
            self._invitation.setVisible(invites)
        grows = QSizePolicy.Policy.Expanding if invites else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)
        self.updateGeometry()
        if had_focus:
            self.take_focus()

    def set_quiet(self, quiet: bool) -> None:  # noqa: FBT001 - a property's setter
        """Leave the one primary button to what is more pressing."""
        set_look(self._choose, "" if quiet else "primary")
        self._choose.style().unpolish(self._choose)
        self._choose.style().polish(self._choose)

    def take_focus(self) -> None:
        """Focus the button: the first thing a keyboard reaches."""
        is_inviting = self._invites and self._invitation is not None
        button = self._invitation.choose if is_inviting and self._invitation else self._choose
        focus_quietly(button)

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

    def resizeEvent(self, event: object) -> None:
        """No drawing where there is no room for it."""
        if self._invitation is not None:
            self._invitation.drawing.setVisible(self.height() >= _DRAWING_FROM)
        super().resizeEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dashed card and its arrow."""
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        colours = palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor(colours.accent)
        line.setAlphaF(1.0 if self._drag_over else _DASH_OPACITY)
        pen = QPen(line, 2 if self._drag_over else _DASH)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        over = QColor(colours.behind_accent)
        over.setAlphaF(1.0 if self._drag_over else self._landing)
        for fill in (QColor(colours.surface), over):
            painter.setBrush(fill)
            painter.drawRoundedRect(area, RADIUS_DROP_ZONE, RADIUS_DROP_ZONE)
        if not self._invites:
            box = QRect(_EDGE, (self.height() - _SIGN_BOX) // 2, _SIGN_BOX, _SIGN_BOX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.behind_accent))
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            draw_sign(painter, Sign.UPLOAD, box, colours.accent, _SIGN)

    def _retranslate(self) -> None:
        heading = self.tr("Let go to upload") if self._drag_over else self.tr("Drop files here")
        self._heading.setText(heading)
        paste = QKeySequence(QKeySequence.StandardKey.Paste).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        who = self._who()
        self._hint.setText(sentences(filled(self.tr("or paste with %1."), paste), who))
        self._choose.setText(self.tr("Choose files…"))
        if self._invitation is not None:
            made = self._invitation
            made.title.setText(self.tr("Drop it in, get a link"))
            made.hint.setText(
                self.tr(
                    "Pictures, clips, recordings, documents or whole folders: the link is in the "
                    "clipboard when it is done."
                )
            )
            made.choose.setText(self.tr("Choose files…"))
            made.paste.setText(filled(self.tr("Paste (%1)"), paste))
            made.life.setText(who)

    def show_failing(self, *, is_failing: bool) -> None:
        """Promise no link while it is known that there will be none."""
        self._is_failing = is_failing
        self._retranslate()

    def _who(self) -> str:
        if self._temporary and not self._is_failing:
            return self.tr("Links work 48 hours, for one Qwen model.")
        if self._practice:
            return self.tr("Links to them open on this computer only.")
        if not self._expires_s or self._is_failing:
            return self.tr("They wait, and go by themselves once they can.")
        who = self.tr("Anyone with the link can open the file for %1.")
        return filled(who, lifetime_text(self._expires_s))
