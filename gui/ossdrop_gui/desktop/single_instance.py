"""One window per person: a second start hands over its files and raises the first one.

A lock decides who is the one, so that starts of the same moment agree. Its socket lies in a folder
that is this user's alone, and both sides look at who is on the other end: a name in the shared
temporary folder could be taken by anybody, who would then be given the list of files.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import struct
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from ossdrop.program.files import make_own_folder, own_lock
from ossdrop.program.paths import data_folder
from ossdrop_gui.desktop.taskbar import let_come_to_front

if TYPE_CHECKING:
    import filelock

_CONNECT_MS, _ANSWER_MS = 1000, 10_000  # the first one may still be making its window
_CLAIM_S, _LOOK_AGAIN_S = 15.0, 0.05
_MOST_BYTES = 4 * 1024**2
# What comes after the answer: whoever hung for longer than that is waited for must not send files
# that were given to another window since.
_STILL_MEANT = b"yes\n"
_MOST_PATH_BYTES = 100  # of a socket, on every system


def server_name() -> str:
    """Where the window of this person and OSSDROP_HOME listens; "" where there is no safe place."""
    digest = hashlib.sha256(os.fsencode(data_folder())).hexdigest()[:20]
    if os.name == "nt":
        return f"ossdrop-{os.environ.get('USERNAME', '')}-{digest}"
    for folder in _own_folders():
        path = folder / f"ossdrop-{digest}.sock"
        if len(os.fsencode(path)) <= _MOST_PATH_BYTES and _is_own(folder):
            return str(path)
    return ""


def _own_folders() -> list[Path]:
    """Folders that may be this user's alone; the last one is made for systems without another."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folders = [Path(runtime)] if runtime else []
    shared = Path(tempfile.gettempdir()) / f"ossdrop-{os.getuid()}"
    for folder in (data_folder(), shared):
        try:
            make_own_folder(folder)
        except OSError:
            continue
        folders.append(folder)
    return folders


def _is_own(folder: Path) -> bool:
    """Whether nobody else can do anything in a folder, which is no link either."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    is_closed = stat.S_ISDIR(facts.st_mode) and not facts.st_mode & 0o077
    return is_closed and facts.st_uid == os.geteuid()


def peer_uid(descriptor: int) -> int | None:
    """The user at the other end of a local socket; None where the system does not say."""
    if sys.platform == "win32":
        return None
    with socket.socket(fileno=os.dup(descriptor)) as end:
        if hasattr(socket, "SO_PEERCRED"):
            said = end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            return int(struct.unpack("3i", said)[1])
        if hasattr(socket, "LOCAL_PEERCRED"):  # macOS, BSD: struct xucred
            said = end.getsockopt(0, socket.LOCAL_PEERCRED, 76)
            return int(struct.unpack_from("II", said)[1])
    return None


def _is_ours(end: QLocalSocket) -> bool:
    uid = peer_uid(end.socketDescriptor())
    return uid is None or uid == os.geteuid()


def hand_over(files: Sequence[Path], *, practice: bool) -> bool:
    """Give files to the window that is open already; False when there is none."""
    end = QLocalSocket()
    end.connectToServer(server_name())
    if not end.waitForConnected(_CONNECT_MS) or not _is_ours(end):
        return False
    let_come_to_front(end.socketDescriptor())
    words = {"files": [str(path.absolute()) for path in files], "practice": practice}
    end.write(json.dumps(words).encode() + b"\n")
    taken = _is_answered(end)
    if taken:
        end.write(_STILL_MEANT)
        taken = _is_answered(end)
    end.disconnectFromServer()
    return taken


def _is_answered(end: QLocalSocket) -> bool:
    """Whether what was written is answered; one that is just quitting answers no more."""
    came = end.waitForBytesWritten(_CONNECT_MS) and end.waitForReadyRead(_ANSWER_MS)
    return came and bool(end.readAll())


def read_words(line: bytes) -> tuple[tuple[Path, ...], bool] | None:
    """What a second start said: its files, and whether it wants practice. None for nonsense."""
    try:
        words = json.loads(line)
        names = words["files"]
        if not isinstance(names, list):
            return None
        for name in names:
            os.fsencode(name)  # half a surrogate pair is no name
        return tuple(Path(name) for name in names), bool(words["practice"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _answer(caller: QLocalSocket) -> None:
    caller.write(b"ok\n")
    caller.flush()


class SingleInstance(QObject):
    """The window's side: takes files from later starts."""

    files_handed = Signal(object, bool)  # paths, whether practice was asked for

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_connection)
        self._callers: dict[QLocalSocket, tuple[tuple[Path, ...], bool] | None] = {}
        self._lock: filelock.BaseFileLock | None = None

    def claim(self, files: Sequence[Path], *, practice: bool) -> bool:
        """Be the one; False once `files` were handed to the one there is.

        One that holds the lock and does not answer, since it hangs, keeps nobody from a window.
        """
        until_s = time.monotonic() + _CLAIM_S
        while time.monotonic() < until_s:
            if self._take_lock():
                self.listen()
                return True
            if hand_over(files, practice=practice):
                return False
            time.sleep(_LOOK_AGAIN_S)  # it is just starting, or just ending
        return True

    def _take_lock(self) -> bool:
        import filelock

        try:
            lock = own_lock(data_folder() / "window.lock", 0)
            lock.acquire()
        except filelock.Timeout:
            return False
        except OSError:  # no place for a lock: rather two windows than none
            return True
        self._lock = lock
        return True

    def listen(self) -> None:
        """Take what later starts hand over. What a crash left behind is taken over."""
        if (name := server_name()) and not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On macOS the system itself hands over what is opened with OssDrop."""
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.files_handed.emit((Path(event.file()),), False)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def take_no_more(self) -> None:
        """It is being quit: who comes now waits until it is over, and has a window of its own."""
        self._server.close()
        for caller in list(self._callers):
            caller.abort()

    def close(self) -> None:
        """Be it no longer."""
        self.take_no_more()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @Slot()
    def _on_server_connection(self) -> None:
        caller = self._server.nextPendingConnection()
        if not _is_ours(caller):
            caller.abort()
            caller.deleteLater()
            return
        self._callers[caller] = None  # what it has said
        QTimer.singleShot(_ANSWER_MS, caller, caller.abort)  # one that says nothing takes no place
        caller.readyRead.connect(lambda: self._read(caller))
        caller.disconnected.connect(lambda: self._forget(caller))
        self._read(caller)  # what came before anybody listened

    def _read(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _MOST_BYTES:
                caller.abort()
            return
        line, words = bytes(caller.readLine().data()), self._callers.get(caller)
        if words is not None:
            self._callers[caller] = None
            if line == _STILL_MEANT:
                self.files_handed.emit(*words)
                _answer(caller)
            return
        self._callers[caller] = read_words(line)
        if self._callers[caller] is None:
            caller.abort()
            return
        _answer(caller)

    def _forget(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            del self._callers[caller]
            if isValid(caller):  # not where the program is just ending
                caller.deleteLater()
