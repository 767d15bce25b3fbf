"""A row looked at: its picture or its first lines, and the life of its link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ossdrop.history.entry import HistoryEntry
from ossdrop.network.service_clock import service_now
from ossdrop.printable import filled, printable
from ossdrop_gui.background import Background
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.ring import Ring
from ossdrop_gui.look.theme import Tone, font, set_look
from ossdrop_gui.rows.life import life_of
from ossdrop_gui.rows.sent_file import SentFile
from ossdrop_gui.rows.thumbnails import Thumbnails, may_be_pictured
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import moment_text, size_text, until_text

_WIDTH, _PICTURE, _AROUND = 560, QSize(560, 330), 14
_RING, _STROKE = 36, 4.0
_TICK_MS = 1000
_MOST_LINES, _MOST_BYTES = 40, 16 * 1024
_WORD_SIZE = 64
_GHOST, _MORE = 96, 32  # px
_AIR = 12  # px above and below, at least
_SHADOW_BLUR, _SHADOW_DOWN, _SHADOW = 64, 24, QColor(0, 0, 0, 41)


class _Sight(PlainLabel):
    """What is to be seen. Pulled, it is the file itself, not its link.

    As large as it is told to be: a label's own hint remembers the height it had before.
    """

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self._pressed: QPoint | None = None

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A pull may begin."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if is_left and self.path else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It has begun."""
        if self._pressed is None or self.path is None:
            return
        moved = event.position().toPoint() - self._pressed
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(self.file_data(self.path))
            if not self.pixmap().isNull():
                drag.setPixmap(self.pixmap().scaledToHeight(_GHOST))
            drag.exec(Qt.DropAction.CopyAction)

    @staticmethod
    def file_data(path: Path) -> QMimeData:
        """A file, as file managers give it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        return data


class Preview(Spoken, QFrame):
    """Over the page, in its middle. Up and Down walk through the history; Escape ends it."""

    closed = Signal()
    step_asked = Signal(int)  # rows further down
    copy_asked = Signal(object)  # HistoryEntry
    open_asked = Signal(object)
    menu_asked = Signal(object, QPoint)  # HistoryEntry, and where on the screen

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        thumbnails: Thumbnails,
        place_text: Callable[[HistoryEntry], str],
    ) -> None:
        super().__init__(parent)
        self._place_text = place_text
        self._background, self._thumbnails = background, thumbnails
        self._entry: HistoryEntry | None = None
        set_look(self, "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sight = _Sight()
        set_look(self._sight, "sight")
        self._sight.setFixedSize(_PICTURE)
        # Not by the style sheet: what that keeps free, a picture is cut off by.
        self._sight.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        self._image: QImage | None = None  # what can be seen of it
        self._name, self._facts, self._until = PlainLabel(), PlainLabel(), PlainLabel()
        set_look(self._name, "heading")
        for label in (self._facts, self._until):
            set_look(label, "soft")
        self._name.setWordWrap(True)
        self._ring = Ring(tone=Tone.GOOD, size=_RING, stroke=_STROKE)
        self._keys = PlainLabel()
        set_look(self._keys, "small")
        self.copy, self._open, self._close = QPushButton(), QPushButton(), QPushButton()
        set_look(self.copy, "primary")
        set_look(self._close, "link")
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self._entry))
        self._open.clicked.connect(lambda: self.open_asked.emit(self._entry))
        self._close.clicked.connect(self.end)
        self._more = SignButton(Sign.MORE)
        set_look(self._more, "sign")
        self._more.setFixedSize(_MORE, _MORE)
        self._more.clicked.connect(self._on_more_clicked)
        self._arrange()
        self.setFixedWidth(_WIDTH)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(_SHADOW_BLUR)
        shadow.setOffset(0, _SHADOW_DOWN)
        shadow.setColor(_SHADOW)
        self.setGraphicsEffect(shadow)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_life)
        parent.installEventFilter(self)
        self._retranslate()
        self.hide()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addWidget(self._until)
        told = QHBoxLayout()
        told.setSpacing(16)
        told.addLayout(words, 1)
        told.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self._open)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        below = self._below = QVBoxLayout()
        below.setContentsMargins(20, 16, 20, 16)
        below.setSpacing(14)
        below.addLayout(told)
        below.addLayout(buttons)
        below.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sight)
        column.addLayout(below)

    def show_entry(self, entry: HistoryEntry) -> None:
        """Look at a row."""
        if self._entry is None:
            self._watch_clicks(True)
        self._entry = entry
        self._sight.path = None if entry.is_imported else entry.source_path
        self._retranslate()
        self._say_kind(entry)
        if not entry.is_imported:  # what came in a file names nothing of this person's
            self._look_at(entry)
        self._tick.start()
        self._fit()
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def renew(self, entry: HistoryEntry) -> None:
        """The row that is shown has another link by now."""
        if self._entry is not None and self._entry.id == entry.id:
            self._entry = entry
            self._retranslate()

    def end_for(self, entries: Sequence[HistoryEntry]) -> None:
        """What is looked at may be gone."""
        if self._entry is not None and any(one.id == self._entry.id for one in entries):
            self.end()

    def end(self) -> None:
        """Back to the list."""
        self._tick.stop()
        self._watch_clicks(False)
        self._entry = None
        self.hide()
        self.closed.emit()

    def _watch_clicks(self, watches: bool) -> None:  # noqa: FBT001
        """See each event of the program, but only as long as something is shown."""
        if (app := QApplication.instance()) is not None:
            (app.installEventFilter if watches else app.removeEventFilter)(self)

    def _look_at(self, entry: HistoryEntry) -> None:
        def take(show: Callable[[object], None]) -> Callable[[object], None]:
            return lambda found: show(found) if self._entry is entry and found else None

        path, file = entry.source_path, SentFile.of(entry)
        if may_be_pictured(entry.content_type):
            self._thumbnails.look_at(file, _PICTURE * 2, take(self._show_picture))
        elif entry.content_type.startswith("text/"):
            self._background.run(
                lambda: _first_lines(path) if file.is_there else "", take(self._show_text)
            )

    def _say_kind(self, entry: HistoryEntry) -> None:
        """The type in large letters, until there is something to see."""
        kind = entry.name.rpartition(".")[2][:4].upper() if "." in entry.name else "…"
        self._image = None
        self._sight.setPixmap(QPixmap())
        self._sight.setFont(font(_WORD_SIZE, QFont.Weight.DemiBold))
        self._sight.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sight.setText(kind)

    def _show_picture(self, image: object) -> None:
        if isinstance(image, QImage):
            self._image = image
            self._fit_picture()

    def _fit_picture(self) -> None:
        """All of it, however low the page is."""
        if self._image is None:
            return
        ratio = self.devicePixelRatioF()
        whole = QSize(_PICTURE.width(), self._sight.maximumHeight())
        size = (whole - QSize(2 * _AROUND, 2 * _AROUND)) * ratio
        fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image).scaled(size, fit, smooth)
        pixmap.setDevicePixelRatio(ratio)
        self._sight.setPixmap(pixmap)

    def _show_text(self, text: object) -> None:
        self._sight.setFont(font(12))
        self._sight.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._sight.setText(str(text))

    def _show_life(self) -> None:
        if (entry := self._entry) is None:
            return
        pill, now = life_of(entry, service_now()), service_now()
        works = entry.link_expires_at > now
        self._ring.show_share(pill.life or 0.0)
        self._ring.show_tone(pill.tone)
        until = until_text(entry.link_expires_at, now) if works else ""
        self._until.setText(" · ".join(word for word in (until, pill.text) if word))

    def _retranslate(self) -> None:
        self._open.setText(self.tr("Open in browser"))
        self._close.setText(self.tr("Close"))
        self._more.setAccessibleName(self.tr("More…"))
        self._keys.setText(self.tr("↑ ↓ next file · Enter copies the link · Space or Esc closes"))
        self.setAccessibleName(self.tr("Preview"))
        if (entry := self._entry) is not None:
            now = service_now()
            works = entry.link_expires_at > now
            self._name.setText(entry.name)
            words = [size_text(entry.size_bytes), moment_text(entry.created_at, now)]
            words.append(self._place_text(entry))
            if entry.origin:
                host = urlsplit(entry.origin).hostname or ""
                words.append(filled(self.tr("from %1"), printable(host)))
            self._facts.setText(" · ".join(words))
            self.copy.setText(self.tr("Copy link") if works else self.tr("Copy new link"))
            self._open.setVisible(not entry.is_temporary)
            self._show_life()

    @Slot()
    def _on_more_clicked(self) -> None:
        corner = self._more.rect().bottomLeft()
        self.menu_asked.emit(self._entry, self._more.mapToGlobal(corner))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, copy, or end."""
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
            self.end()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_asked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._entry is not None:
            focused = next((one for one in self._stops if one.hasFocus()), self.copy)
            focused.click()
        else:
            super().keyPressEvent(event)

    @property
    def _stops(self) -> list[QAbstractButton]:
        """What can have the keyboard, in its order."""
        every = (self.copy, self._open, self._more, self._close)
        return [one for one in every if one.isVisibleTo(self)]

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes round in it: what is below it is not to be used meanwhile."""
        stops = self._stops
        at = next((number for number, one in enumerate(stops) if one.hasFocus()), None)
        if at is None:
            at = -1 if is_next else 0
        reason = Qt.FocusReason.TabFocusReason
        reason = reason if is_next else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if is_next else -1)) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Stay in the middle; a click beside it ends it, and does what it does."""
        if not self.isVisible() or QApplication.activePopupWidget() is not None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            # A button would give the keyboard to the next one.
            is_walk = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and watched in self._stops
            if is_walk:
                self.keyPressEvent(event)
            return is_walk
        if isinstance(event, QResizeEvent) and watched is self.parentWidget():
            self._fit()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            if not self.rect().contains(place):
                self.end()
        return False

    def _fit(self) -> None:
        """In the middle of the page; less to see where that is low."""
        parent = self.parentWidget()
        if parent is None:
            return
        words = self._below.sizeHint().height()
        self._sight.setFixedHeight(min(_PICTURE.height(), parent.height() - words - 2 * _AIR))
        self._fit_picture()
        self.adjustSize()
        left, top = (parent.width() - self.width()) // 2, (parent.height() - self.height()) // 2
        self.move(max(left, 0), max(top, 0))


def _first_lines(path: Path) -> str:
    """The beginning of a text, "" where there is none to see. Waits for the disk."""
    try:
        if not path.is_file():  # a pipe in its place would never end
            return ""
        with path.open("rb") as file:
            beginning = file.read(_MOST_BYTES)
    except (OSError, ValueError):
        return ""
    lines = beginning.decode("utf-8", "replace").splitlines()[:_MOST_LINES]
    return "\n".join(printable(line, keep="\t") for line in lines)
