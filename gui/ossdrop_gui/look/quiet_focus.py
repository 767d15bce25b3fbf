"""Focus that the program gives by itself: it shows once somebody uses the keyboard.

Else a window that was opened with the mouse begins with a frame around a button that nobody chose,
as no other program of the systems does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QWindow
from PySide6.QtWidgets import QPushButton, QWidget

from ossdrop_gui.look.theme import set_look

# A button that goes away with its focus would be looked at while half of it is gone.
_ENDS = (
    QEvent.Type.KeyPress,
    QEvent.Type.FocusOut,
    QEvent.Type.Hide,
    QEvent.Type.DeferredDelete,
)
_TABS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


def focus_quietly(button: QPushButton) -> None:
    """Give a button the focus, without its frame until a key is pressed.

    Whoever came here by a key sees at once where the next one goes.
    """
    if _uses_keys(button):
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    if button.property("quiet") != "yes":
        button.installEventFilter(_Watcher(button))
    _show(button, is_quiet=True)
    button.setFocus(Qt.FocusReason.OtherFocusReason)


def _uses_keys(widget: QWidget) -> bool:
    handle: QWindow | None = widget.window().windowHandle()  # None before it is shown
    if handle is None:
        return False
    inputs = handle.findChild(_Inputs) or _Inputs(handle)
    return inputs.is_key


class _Inputs(QObject):
    """What a window was used with last. It sees what the system sends, and no other event."""

    def __init__(self, handle: QWindow) -> None:
        super().__init__(handle)
        self.is_key = False
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key, or a click."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.is_key = event.type() is QEvent.Type.KeyPress
        return False


class _Watcher(QObject):
    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button = button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key, or another focus: from then on the frame is seen."""
        by_tab = isinstance(event, QFocusEvent) and event.reason() in _TABS
        if event.type() in _ENDS or by_tab:
            self._button.removeEventFilter(self)
            _show(self._button, is_quiet=False)
            self.deleteLater()
        return False


def _show(button: QPushButton, *, is_quiet: bool) -> None:
    button.setProperty("quiet", "yes" if is_quiet else "no")
    set_look(button, str(button.property("look") or ""))
