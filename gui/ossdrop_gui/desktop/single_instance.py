"""One window per person: a second start hands over its files and raises the first one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ossdrop.program.paths import data_folder

_TIMEOUT_MS = 1000
_MOST_BYTES = 4 * 1024**2


def _server_name() -> str:
    """One for each person and OSSDROP_HOME."""
    owner = f"{os.getuid() if hasattr(os, 'getuid') else os.environ.get('USERNAME', '')}"
    digest = hashlib.sha256(f"{owner} {data_folder()}".encode()).hexdigest()
    return f"ossdrop-{digest[:20]}"


def hand_over(files: Sequence[Path], *, practice: bool) -> bool:
    """Give files to the window that is open already; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name())
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    words = {"files": [str(path.absolute()) for path in files], "practice": practice}
    socket.write(json.dumps(words).encode() + b"\n")
    taken = socket.waitForBytesWritten(_TIMEOUT_MS) and socket.waitForReadyRead(_TIMEOUT_MS)
    socket.disconnectFromServer()
    return taken


class SingleInstance(QObject):
    """The window's side: takes files from later starts."""

    files_handed = Signal(object, bool)  # paths, whether practice was asked for

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_connection)
        self._callers: list[QLocalSocket] = []

    def listen(self) -> None:
        """Be the one. What a crash left behind is taken over."""
        if not self._server.listen(_server_name()):
            QLocalServer.removeServer(_server_name())
            self._server.listen(_server_name())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On macOS the system itself hands over what is opened with OssDrop."""
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.files_handed.emit((Path(event.file()),), False)
            return True
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Be it no longer."""
        self._server.close()

    @Slot()
    def _on_server_connection(self) -> None:
        caller = self._server.nextPendingConnection()
        self._callers.append(caller)
        caller.readyRead.connect(lambda: self._read(caller))
        caller.disconnected.connect(lambda: self._forget(caller))

    def _read(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _MOST_BYTES:
                caller.abort()
            return
        try:
            words = json.loads(bytes(caller.readLine().data()))
            files = tuple(Path(name) for name in words["files"])
            practice = bool(words["practice"])
        except (ValueError, KeyError, TypeError):
            caller.abort()
            return
        caller.write(b"ok\n")
        caller.flush()
        self.files_handed.emit(files, practice)

    def _forget(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            caller.deleteLater()
