"""What needs this program to be in front: on Wayland nobody else may read what is copied."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_WAIT_S = 30.0  # for the desktop, or the person, to bring the window to the front
_ARRIVES_MS = 150  # what is copied, after that


def is_wayland() -> bool:
    """Whether the desktop speaks Wayland to this program."""
    return QGuiApplication.platformName().startswith("wayland")


class InFront(QObject):
    """Does something with what is copied, as soon as it may be read."""

    def __init__(self, come_up: Callable[[], None], act: Callable[[], None]) -> None:
        super().__init__()
        self._come_up, self._act = come_up, act
        self._until_s = 0.0
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state_changed)

    @Slot(str)
    def ask(self, token: str = "") -> None:
        """Act at once, or once the window is in front; `token` is the desktop's leave for that."""
        active = Qt.ApplicationState.ApplicationActive
        if not is_wayland() or QGuiApplication.applicationState() is active:
            self._act()
            return
        self._until_s = time.monotonic() + _WAIT_S
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it, and takes it out
        self._come_up()

    @Slot(Qt.ApplicationState)
    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and time.monotonic() < self._until_s:
            self._until_s = 0.0
            QTimer.singleShot(_ARRIVES_MS, self, self._act)
