"""Opens a link in the browser without putting it on a command line.

A signed link is a credential, and on Linux every user can read the arguments of every process:
`xdg-open` and the browser get a one-time address of this computer, which leads to the link.
"""

from __future__ import annotations

import secrets
import sys

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket

from ossdrop.program.socket_owner import is_mine

_WAIT_MS = 60_000  # for a browser that is just starting
_MOST_BYTES = 64 * 1024


def open_link(url: str, parent: QObject) -> None:
    """Show what is behind `url` in the browser."""
    if sys.platform != "linux":
        QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
        return
    once = OneTimeAddress(url, parent)
    if address := once.listen():
        QDesktopServices.openUrl(QUrl(address))


class OneTimeAddress(QObject):
    """Leads whoever of this user comes first to a link, and nobody after."""

    def __init__(self, url: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._url, self._path = url, f"/{secrets.token_urlsafe(24)}"
        self._server = QTcpServer(self)
        self._server.newConnection.connect(self._on_server_connection)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.close)

    def listen(self) -> str:
        """Wait for the browser; returns the address to give it, "" where there is none."""
        if not self._server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost)):
            return ""
        self._late.start(_WAIT_MS)
        return f"http://127.0.0.1:{self._server.serverPort()}{self._path}"

    @Slot()
    def close(self) -> None:
        """Wait no longer."""
        self._server.close()
        self.deleteLater()

    @Slot()
    def _on_server_connection(self) -> None:
        caller = self._server.nextPendingConnection()
        from_here = caller.peerAddress() == QHostAddress(QHostAddress.SpecialAddress.LocalHost)
        if not (from_here and is_mine(caller.peerPort(), self._server.serverPort())):
            caller.abort()
            return
        caller.readyRead.connect(lambda: self._read(caller))
        caller.disconnected.connect(caller.deleteLater)
        self._read(caller)

    def _read(self, caller: QTcpSocket) -> None:
        head = bytes(caller.peek(_MOST_BYTES).data())
        if b"\r\n\r\n" not in head:
            if len(head) >= _MOST_BYTES:
                caller.abort()
            return
        if head.split(b" ", 2)[:2] != [b"GET", self._path.encode()]:  # a favicon, a scanner
            self._say(caller, "404 Not Found", "")
            return
        self._server.close()  # nobody comes second
        caller.disconnected.connect(self.deleteLater)
        self._say(caller, "302 Found", f"Location: {self._url}\r\nReferrer-Policy: no-referrer\r\n")

    def _say(self, caller: QTcpSocket, status: str, headers: str) -> None:
        end = "Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        caller.write(f"HTTP/1.1 {status}\r\n{headers}{end}".encode())
        caller.disconnectFromHost()
