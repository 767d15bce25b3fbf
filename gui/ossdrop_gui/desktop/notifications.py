"""Messages of the desktop, also where there is no tray; a click on one brings the window back."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from ossdrop.program.menu_entry import DESKTOP_ID

_WAIT_S = 120.0  # for a click; desktops forget about messages sooner
_EXPIRES_MS = 10_000
_PATH, _INTERFACE = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"


class Notifications(QObject):
    """One message at a time: a newer one takes the place of the one before."""

    clicked = Signal(str)  # the action's name

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        self._connection: Any = None
        self._lock = threading.Lock()

    def use_tray(self, tray: QSystemTrayIcon) -> None:
        """Where there is no D-Bus, messages come from the tray."""
        self._tray = tray
        tray.messageClicked.connect(lambda: self.clicked.emit("default"))

    def notify(self, title: str, text: str, action: str = "", action_text: str = "") -> None:
        """Show a message; `action` is told by `clicked` when its button is pressed."""
        if sys.platform.startswith("linux"):
            words = (title, text, action, action_text)
            worker = threading.Thread(
                target=self._send, args=words, name="notifications", daemon=True
            )
            worker.start()
        elif self._tray is not None:
            self._tray.showMessage(title, text)

    def close(self) -> None:
        """Stop waiting for clicks."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()

    def _send(self, title: str, text: str, action: str, action_text: str) -> None:
        """Runs in a thread of its own until the message was clicked, or is gone."""
        try:
            self._send_by_dbus(title, text, action, action_text)
        except Exception:  # noqa: BLE001 - no bus, no service, or closed: then there is no message
            return

    def _send_by_dbus(self, title: str, text: str, action: str, action_text: str) -> None:
        from jeepney import DBusAddress, MatchRule, new_method_call
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.close()
        connection = open_dbus_connection(bus="SESSION")
        with self._lock:
            self._connection = connection
        rule = MatchRule(type="signal", interface=_INTERFACE, path=_PATH)
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        buttons = ["default", title] + ([action, action_text] if action else [])
        hints = {"desktop-entry": ("s", DESKTOP_ID)}
        call = new_method_call(
            DBusAddress(_PATH, _INTERFACE, _INTERFACE),
            "Notify",
            "susssasa{sv}i",
            ("OssDrop", 0, "ossdrop", title, text, buttons, hints, _EXPIRES_MS),
        )
        with connection.filter(rule) as signals:
            number = connection.send_and_get_reply(call, timeout=_WAIT_S).body[0]
            self._wait_for_click(
                lambda: connection.recv_until_filtered(signals, timeout=_WAIT_S), number
            )

    def _wait_for_click(self, receive: Callable[[], Any], number: int) -> None:
        while True:
            message = receive()
            member = message.header.fields.get(3)  # its name
            if message.body[:1] != (number,):
                continue
            if member == "ActionInvoked":
                self.clicked.emit(message.body[1])
            return
