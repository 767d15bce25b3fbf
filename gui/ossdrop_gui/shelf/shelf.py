"""A small window that stays on top: drop something, take the last links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ossdrop.history.entry import HistoryEntry
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import ShortLabel
from ossdrop_gui.look.style import dress
from ossdrop_gui.look.theme import Tone, palette, set_look
from ossdrop_gui.rows.thumbnails import Thumbnails
from ossdrop_gui.shelf.row import ShelfRow
from ossdrop_gui.shelf.zone import ShelfZone, ZoneLook, ZoneState
from ossdrop_gui.words.spoken import Spoken

MOST_ROWS = 3
_WIDTH, _BAR, _EDGE, _DOT, _BUTTON = 288, 36, 8, 8, 28
_RADIUS = 12
_TICK_MS, _DONE_MS, _RESTS_MS = 1000, 4000, 1000


class _Bar(QWidget):
    """Its name, and the way back to the window. Pulled, it moves the shelf."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.NEUTRAL
        self.title = ShortLabel()
        set_look(self.title, "strong")
        self.larger, self.close_it = SignButton(Sign.LARGER), SignButton(Sign.CLOSE)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + 6 + _DOT + 8, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.title, 1)
        for button in (self.larger, self.close_it):
            set_look(button, "sign")
            button.setFixedSize(_BUTTON, _BUTTON)
            row.addWidget(button)
        self.setFixedHeight(_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot says what is known of the destination."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette().tone(self.tone)[0]))
            painter.drawEllipse(_EDGE + 6, (_BAR - _DOT) // 2, _DOT, _DOT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The system moves it: on Wayland nobody else may."""
        handle = self.window().windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()


class Shelf(Spoken, QWidget):
    """Never opens by itself, has no entry in the taskbar, and remembers where it was."""

    window_asked = Signal()
    copy_asked = Signal(object)  # HistoryEntry
    pulled = Signal(object)  # HistoryEntry: its row is dragged out
    paste_asked = Signal()
    moved = Signal(QPoint)
    retranslated = Signal()

    def __init__(
        self,
        thumbnails: Thumbnails,
        place: Callable[[], tuple[str, Tone]],
        can_take: Callable[[QMimeData], bool],
        take: Callable[[QMimeData], bool],
    ) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
        super().__init__(None, kind | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("OssDrop")
        self.setAcceptDrops(True)
        dress(self)
        self._place, self._can_take, self._take = place, can_take, take
        self._over = 0  # files that are held over it
        self._words = ZoneLook(ZoneState.IDLE, "")
        self.bar, self.zone = _Bar(), ShelfZone()
        self.rows = [ShelfRow(thumbnails) for _ in range(MOST_ROWS)]
        thumbnails.arrived.connect(self._on_thumbnails_arrived)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        around = QVBoxLayout()
        around.setContentsMargins(_EDGE, 0, _EDGE, _EDGE)
        around.addWidget(self.zone)
        column.addLayout(around)
        for row in self.rows:
            row.hide()
            row.copy_asked.connect(self.copy_asked)
            row.pulled.connect(self.pulled)
            column.addWidget(row)
        self.setFixedWidth(_WIDTH)
        self.bar.larger.clicked.connect(self.window_asked)
        self.bar.close_it.clicked.connect(self.close)
        self.zone.pressed_open.connect(self.window_asked)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste_asked)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._rest = QTimer(self, singleShot=True, interval=_RESTS_MS)
        self._rest.timeout.connect(self._tell_place)
        self._done = QTimer(self, singleShot=True, interval=_DONE_MS)
        self._done.timeout.connect(self._show_words)
        self._retranslate()

    def open_at(self, corner: QPoint | None, screens: Sequence[QRect]) -> None:
        """Be seen: where it was, if there is still a screen; else at the bottom right."""
        self.adjustSize()
        size = self.sizeHint()
        if corner is None or not any(one.contains(QRect(corner, size)) for one in screens):
            room = screens[0]
            corner = room.bottomRight() - QPoint(size.width() + 24, size.height() + 24)
        self.move(corner)
        self.show()
        self.raise_()

    def show_place(self) -> None:
        """Where files go, and what is known of it."""
        title, self.bar.tone = self._place()
        self.bar.title.setText(title)
        self.bar.update()

    def show_last(self, entries: Sequence[HistoryEntry]) -> None:
        """The newest uploads."""
        shown = entries[:MOST_ROWS]
        for row, entry in zip(self.rows, shown, strict=False):
            row.show_entry(entry)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(shown))
        self.adjustSize()
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """Grow upwards where there is no room below."""
        if self.isVisible():
            below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
            if below > 0:
                self.move(self.pos() - QPoint(0, below))

    def show_work(self, look: ZoneLook | None) -> None:
        """What is under way, None for nothing."""
        self._words = look or ZoneLook(ZoneState.IDLE, self.tr("Drop here"))
        self._show_words()

    def show_done(self, words: str) -> None:
        """What has been done, for a moment."""
        self._done.start()
        if not self._over:
            self.zone.show_look(ZoneLook(ZoneState.DONE, words))

    @Slot()
    def _show_words(self) -> None:
        if self._over:
            words = self.tr("Drop to upload")  # one may be a folder of many
            if self._over > 1:
                words = self.tr("Drop to upload %Ln files", None, self._over)
            self.zone.show_look(ZoneLook(ZoneState.OVER, words))
        elif not self._done.isActive():
            self.zone.show_look(self._words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, and what else the window takes."""
        if event.source() is not None or not self._can_take(event.mimeData()):
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._over = max(len(event.mimeData().urls()), 1)
        self._show_words()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._over = 0
        self._show_words()

    def dropEvent(self, event: QDropEvent) -> None:
        """Something was let go."""
        self._over = 0
        self._show_words()
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it; Return presses a button, as the space bar does."""
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            button, QAbstractButton
        ):
            button.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while there is something to see."""
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nothing is seen."""
        self._tick.stop()
        super().hideEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember where it is, once it has come to rest."""
        self._rest.start()
        super().moveEvent(event)

    def _tell_place(self) -> None:
        if self.isVisible():
            self.moved.emit(self.pos())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self.moved.emit(self.pos())
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with round corners."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette().line), 1))
            painter.setBrush(QColor(palette().raised))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(_WIDTH, self._column.sizeHint().height())

    @Slot()
    def _on_tick(self) -> None:
        for row in self.rows:
            row.tick()

    @Slot()
    def _on_thumbnails_arrived(self) -> None:
        for row in self.rows:
            row.update()

    def _retranslate(self) -> None:
        self.bar.larger.setToolTip(self.tr("Open the window"))
        self.bar.larger.setAccessibleName(self.tr("Open the window"))
        self.bar.close_it.setToolTip(self.tr("Close"))
        self.bar.close_it.setAccessibleName(self.tr("Close"))
        self.setAccessibleName(self.tr("Small window"))
        self.show_place()
        self.show_work(None)
        self._on_tick()
        self.retranslated.emit()
