"""The real window, whose password store is harmed before it sends a file; says what came of it.

Arguments: the harm, the file, the process that is the store. Prints one JSON object: the end, the
words on the screen, the longest time that the event loop was held, and how long quitting took.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ossdrop.errors import OssDropError
from ossdrop_gui.app import Desktop

_BEAT_MS, _READY_MS, _MOST_MS, _SLOW_S = 5, 1500, 20_000, 3.0


class Driver:
    """Harms, sends, and watches the loop."""

    def __init__(self, desktop: Desktop, harm: str, file: Path, store: int) -> None:
        self._desktop, self._harm, self._file, self._store = desktop, harm, file, store
        self._end, self._words = "nothing", ""
        self._longest_s = 0.0
        self._last_s = time.monotonic()
        self._beat = QTimer(interval=_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        QTimer.singleShot(_READY_MS, self._begin)
        QTimer.singleShot(_MOST_MS, self._finish)

    def _on_beat(self) -> None:
        now_s = time.monotonic()
        self._longest_s, self._last_s = max(self._longest_s, now_s - self._last_s), now_s

    def _begin(self) -> None:
        flow = self._desktop.flow
        flow.links_ready.connect(lambda *_: self._came("link", None))
        flow.queue_held.connect(lambda _, error: self._came("held", error))
        flow.transfer_failed.connect(lambda _, error: self._came("failed", error))
        threading.Thread(target=self._do_harm).start()
        QTimer.singleShot(300, self._send)

    def _do_harm(self) -> None:
        """On a thread of its own: what harms may wait as well."""
        if self._harm == "killed":
            os.kill(self._store, signal.SIGKILL)
        elif self._harm == "slow":
            os.kill(self._store, signal.SIGSTOP)
            time.sleep(_SLOW_S)
            os.kill(self._store, signal.SIGCONT)
        elif self._harm == "locked":
            call = "org.freedesktop.Secret.Service.Lock"
            path = "array:objpath:/org/freedesktop/secrets/collection/login"
            where = "--dest=org.freedesktop.secrets"
            subprocess.run(
                ["dbus-send", "--print-reply", where, "/org/freedesktop/secrets", call, path],
                check=False,
                capture_output=True,
            )
        elif self._harm == "lying":
            item = ["service", os.environ["SERVICE_NAME"], "username", os.environ["KEY_ID"]]
            subprocess.run(
                ["secret-tool", "store", "--label=x", *item], input=b"a-lie-0123456789", check=True
            )

    def _send(self) -> None:
        self._beat.start()
        self._last_s = time.monotonic()
        self._desktop.flow.send([self._file])

    def _came(self, end: str, error: OssDropError | None) -> None:
        if self._end == "nothing":
            self._end = end
            if error:
                self._words = f"{error.code.value}: {error.explanation.cause} ({error.detail})"
            QTimer.singleShot(200, self._finish)

    def _finish(self) -> None:
        if not self._beat.isActive():
            return
        self._beat.stop()
        began_s = time.monotonic()
        self._desktop.window.quit()
        values = {"end": self._end, "words": self._words, "held_ms": self._longest_s * 1000}
        print(json.dumps(values | {"quit_s": time.monotonic() - began_s}), flush=True)


def main() -> int:
    """Run until there is an end."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    desktop = Desktop(app, practice=False, files=[])
    driver = Driver(desktop, sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    desktop.window.closed.connect(app.quit)
    code = app.exec()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
