"""A stand-in for a desktop's portal of keys, on a bus of its own."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress as Address
from jeepney import (
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_NAME, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"
_NOT_ALLOWED = "org.freedesktop.portal.Error.NotAllowed"


class Bus:
    """A private session bus."""

    def __enter__(self) -> Self:
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()


class Portal:
    """Answers at once as the person would: `answer` is 0 for yes, 1 for no."""

    def __init__(self, bus: str, *, answer: int = 0, has_registry: bool = True) -> None:
        self.answer, self._has_registry = answer, has_registry
        self.knows_program = True
        self.called = "Strg+Alt+U"
        self.apps: list[str] = []
        self.bound: list[tuple[str, dict[str, Any]]] = []
        self.session, self.client = "", ""
        self._connection: DBusConnection = open_dbus_connection(bus)
        self._connection.send_and_get_reply(message_bus.RequestName(_NAME))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        """End, as a portal that crashed."""
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def press(self, name: str = "upload-what-is-copied", session: str = "") -> None:
        """As if the keys were pressed."""
        body = (session or self.session, name, 1, {"activation_token": ("s", "a-token")})
        self._signal(_PATH, _SHORTCUTS, "Activated", "osta{sv}", body)

    def rename(self, called: str | None) -> None:
        """The person chooses other keys in the desktop's settings, or takes them away."""
        found = [] if called is None else [self._shortcut(called)]
        body = (self.session, found)
        self._signal(_PATH, _SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", body)

    def end_session(self) -> None:
        """The desktop takes all away."""
        interface = "org.freedesktop.portal.Session"
        self._signal(self.session, interface, "Closed", "", ())

    def _shortcut(self, called: str) -> tuple[str, dict[str, Any]]:
        return "upload-what-is-copied", {"trigger_description": ("s", called)}

    def _signal(self, path: str, interface: str, member: str, signature: str, body: Any) -> None:
        made = new_signal(Address(path, interface=interface), member, signature, body)
        made.header.fields[HeaderFields.destination] = self.client
        self._connection.send(made)

    def _serve(self) -> None:
        with contextlib.suppress(OSError, ConnectionError, EOFError), self._connection:
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._reply(message)

    def _reply(self, call: Message) -> None:
        fields = call.header.fields
        member = fields[HeaderFields.member]
        self.client = fields[HeaderFields.sender]
        if member == "Get":
            self._connection.send(new_method_return(call, "v", (("u", 1),)))
        elif member == "Register" and self._has_registry:
            self.apps.append(call.body[0])
            self._connection.send(new_method_return(call))
        elif member == "CreateSession" and not self.knows_program:
            self._connection.send(new_error(call, _NOT_ALLOWED, "s", ("no app id",)))
        elif member in {"CreateSession", "BindShortcuts"}:
            self._answer(call, member)
        else:
            self._connection.send(new_error(call, _UNKNOWN, "s", (f"no {member}",)))

    def _answer(self, call: Message, member: str) -> None:
        options = call.body[-1]
        sender = self.client[1:].replace(".", "_")
        request = f"{_PATH}/request/{sender}/{options['handle_token'][1]}"
        results: dict[str, Any] = {}
        if member == "CreateSession":
            self.session = f"{_PATH}/session/{sender}/{options['session_handle_token'][1]}"
            results["session_handle"] = ("s", self.session)
        else:
            self.bound += call.body[1]
            results["shortcuts"] = ("a(sa{sv})", [self._shortcut(self.called)])
        # The answer comes before what says where it will be: both orders are seen.
        no = self.answer if member == "BindShortcuts" else 0
        body = (no, {} if no else results)
        self._signal(request, "org.freedesktop.portal.Request", "Response", "ua{sv}", body)
        self._connection.send(new_method_return(call, "o", (request,)))
