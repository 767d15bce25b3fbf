"""A short message at the bottom of the window, with at most two buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from ossdrop_gui.desktop.announce import announce
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look

_SHOWN_MS = 5000
_SEEN_MS = 20_000  # in a window that somebody looks at
_MARGIN, _ABOVE_FOOT = 24, 12


class Toast(QFrame):
    """Floats over its parent; goes away by itself unless it asks something."""

    covers = Signal(int)  # pixels at the bottom of its parent; 0 when it is gone

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        set_look(self, "toast")
        self._label = PlainLabel()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._label)
        self._buttons: list[QPushButton] = []
        self._foot = 0  # of the page: what is in reach there stays in reach
        self._asks = self._is_question = self._is_unseen = False
        self._before: QWidget | None = None  # what had the keyboard when something was said
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message."""
        return self._label.text()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons that are shown."""
        return self._buttons

    def say(
        self,
        text: str,
        buttons: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        stay: bool = False,
        until_seen: bool = False,
        follows: bool | None = None,
    ) -> None:
        """Show `text`; each button is its words and what it does.

        It stays, or stays until it was in an active window for a while, or goes soon.
        It follows to other pages where it has a button, unless told otherwise.
        """
        self._end_question()
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # else it is still that of before
            self._before = focused
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()  # until the event loop gets to delete it
            old.deleteLater()
        self._buttons, self._asks = [], bool(buttons) if follows is None else follows
        self._label.setText(text)
        for words, act in buttons:
            button = QPushButton(words)
            self._add(button)
            button.clicked.connect(lambda _=False, act=act: act())  # it may ask the next question
        if stay or until_seen:
            close = SignButton(Sign.CLOSE)
            close.setAccessibleName(self.tr("Close"))
            set_look(close, "icon")
            self._add(close)
        self._row.setContentsMargins(16, 8, 8 if buttons else 16, 8)
        self._place()
        self.show()
        self.raise_()
        announce(self, text)
        self._timer.stop()
        self._is_unseen = until_seen and not self.isActiveWindow()
        if not stay and not self._is_unseen:
            self._timer.start(_SEEN_MS if until_seen else _SHOWN_MS)

    def ask(self, text: str, buttons: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Ask about what somebody is about to do; the keyboard is on the last button, to stay."""
        self.say(text, buttons, stay=True)
        if (app := QApplication.instance()) is not None:  # Escape answers it wherever one is
            app.installEventFilter(self)
            self._is_question = True
        self._buttons[len(buttons) - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is shown: what was only said belongs to the one before."""
        if not self._asks:
            self.hide()

    def keep_above(self, foot: int) -> None:
        """Leave the lowest pixels of the page free."""
        self._foot = foot
        if self.isVisible():
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """What was only said is not kept in the language of before."""
        if event.type() == QEvent.Type.LanguageChange and not self._asks:
            self.hide()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Also with its window, once that is shown again."""
        super().showEvent(event)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        """What it lay on is free."""
        self._end_question()
        self.covers.emit(0)
        super().hideEvent(event)

    def shows(self, text: str) -> bool:
        """Whether this can be read now."""
        return self.isVisible() and self.text == text

    def reword(self, before: str, text: str) -> None:
        """The same, by now with another number in it."""
        if text != before == self.text:
            self._label.setText(text)
            self._place()

    def take_back(self, text: str) -> None:
        """What it says is no longer so."""
        if self.text == text:
            self.hide()

    def _add(self, button: QPushButton) -> None:
        # A click leaves the focus where it is: else it goes to the top of the page with the toast.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.installEventFilter(self)
        button.clicked.connect(self._give_back)
        button.clicked.connect(self.hide)
        self._row.addWidget(button)
        button.show()  # else it takes no room until the event loop has shown it
        self._buttons.append(button)

    @Slot()
    def _give_back(self) -> None:
        """Whoever answered goes on where they were."""
        before, self._before = self._before, None
        has_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        if has_focus and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the window; Escape answers a question, and leaves no page."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and (watched in self._buttons or self._is_asked_at(watched)):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._give_back()
                self.hide()
                return True
        if watched is self._window and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif event.type() == QEvent.Type.WindowActivate and self._is_unseen:
                self._is_unseen = False
                self._timer.start(_SEEN_MS)
        return super().eventFilter(watched, event)

    def _is_asked_at(self, watched: QObject) -> bool:
        """Whether a question stands over what has the keyboard; a menu of it comes first."""
        is_here = isinstance(watched, QWidget) and watched.window() is self.window()
        return self._is_question and is_here and QApplication.activePopupWidget() is None

    def _end_question(self) -> None:
        if self._is_question and (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)
        self._is_question = False

    def _place(self) -> None:
        room = max(
            self._window.width()
            - 2 * _MARGIN
            - 40
            - sum(b.sizeHint().width() + 8 for b in self._buttons),
            160,
        )
        one_line = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        self._label.setWordWrap(one_line > room)
        self._label.setFixedWidth(min(one_line, room))
        self._row.invalidate()
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        above = self._foot + (_ABOVE_FOOT if self._foot else _MARGIN)
        self.move(left, self._window.height() - self.height() - above)
        self.covers.emit(self._window.height() - self.y())
