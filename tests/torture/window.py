"""The real window, which sends one file, or goes on with it, prints the link and ends.

Whatever an earlier run has left is gone on with, as by "Continue all"; the file is dropped only
where nothing was left of it.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ossdrop.app import App
from ossdrop.transfers.manager import TransferManager
from ossdrop_gui.app import Desktop

_LOOK_EVERY_MS = 20


class Driver:
    """Presses what a person would press."""

    def __init__(self, desktop: Desktop, file: Path) -> None:
        self._desktop, self._file = desktop, file
        self._is_found = threading.Event()  # whether something was left
        self._has_looked = threading.Event()
        self._is_configured = self._has_begun = False
        _after(App, "restore", self._has_looked.set)
        _after(TransferManager, "restore", self._is_found.set)
        self._timer = QTimer(interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        """Drop the file or continue, once the program is ready for it."""
        if self._desktop.core is None or not self._has_looked.is_set():
            return
        self._timer.stop()
        flow = self._desktop.flow
        flow.links_ready.connect(self._end)
        if self._is_found.is_set():
            flow.resume_all()
        else:
            flow.send([self._file])

    def _end(self) -> None:
        newest = self._desktop.flow.newest
        QGuiApplication.clipboard().setText(newest.text)
        print(QGuiApplication.clipboard().text(), flush=True)
        self._desktop.window.quit()


def _after(owner: type, name: str, then: Callable[[], None]) -> None:
    """Call `then` whenever a method has returned."""
    method = getattr(owner, name)

    def wrapped(*arguments: object, **named: object) -> object:
        result = method(*arguments, **named)
        then()
        return result

    setattr(owner, name, wrapped)


def main() -> int:
    """Run until the link is there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    desktop = Desktop(app, practice=False, files=[])
    driver = Driver(desktop, Path(sys.argv[1]))
    desktop.window.closed.connect(app.quit)
    code = app.exec()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
