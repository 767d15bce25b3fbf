"""Keys of the whole desktop on Wayland: its portal asks the person, and keeps what they choose.

Source: https://flatpak.github.io/xdg-desktop-portal/docs, GlobalShortcuts version 1. Programs
outside a sandbox say which desktop file is theirs, where the portal has a Registry (1.19).
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from ossdrop.program.menu_entry import DESKTOP_ID
from ossdrop_gui.desktop.hold import Hold

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message
    from jeepney.io.blocking import DBusConnection

    from ossdrop_gui.desktop.key_combination import Combination

_BUS_NAME, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_BUS = "org.freedesktop.DBus"
_NAME = "upload-what-is-copied"
_ASK_TIMEOUT_S = 25  # the bus may have to start it
_STARTS, _SOON_S = 5, 60.0  # of a portal that ends again and again
_log = logging.getLogger(__name__)


def portal_has_keys() -> bool:
    """Whether the desktop's portal gives keys. Blocks; starts the portal where it does not run."""
    try:
        from jeepney import MessageType, Properties
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection() as connection:
            question = Properties(_address(_SHORTCUTS)).get("version")
            answer = connection.send_and_get_reply(question, timeout=_ASK_TIMEOUT_S)
            return answer.header.message_type is MessageType.method_return
    except Exception:  # noqa: BLE001 - no bus, or no portal
        return False


def trigger_of(combination: Combination) -> str:
    """As the portal writes keys: https://specifications.freedesktop.org/shortcuts-spec."""
    held = (
        ("CTRL", combination.control),
        ("ALT", combination.alt),
        ("SHIFT", combination.shift),
        ("LOGO", combination.meta),
    )
    key = combination.key.lower() if len(combination.key) == 1 else combination.key
    return "+".join([*(name for name, is_held in held if is_held), key])


class _Bell(QObject):
    """Rings in the thread that made it."""

    pressed = Signal(str)
    told = Signal(object, str)


class PortalKeys:
    """One combination. The person may choose other keys, or none, in the desktop's own dialog."""

    def __init__(
        self,
        label: str,
        pressed: Callable[[str], None],
        told: Callable[[Hold, str], None],
        parent: QObject,
    ) -> None:
        self._label, self._pressed, self._told = label, pressed, told
        # The parent's, since the thread that listens may be the last that knows it.
        self._bell = _Bell(parent)
        self._bell.pressed.connect(self._on_pressed, Qt.ConnectionType.QueuedConnection)
        self._bell.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._lock = threading.Lock()
        self._connection: DBusConnection | None = None
        self._is_closed = False

    def grab(self, combination: Combination) -> None:
        """Ask the desktop for these; the person answers in their own time."""
        self._told(Hold.ASKED, "")
        worker = threading.Thread(
            target=self._run, args=(trigger_of(combination),), name="hotkey", daemon=True
        )
        worker.start()

    def close(self) -> None:
        """Let them go: with the connection goes what was bound on it."""
        with self._lock:
            self._is_closed = True
            if self._connection is not None:
                with contextlib.suppress(OSError):  # wakes the thread, which closes it
                    self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._bell.deleteLater()

    def _on_pressed(self, token: str) -> None:
        if not self._is_closed:  # it may have waited to be delivered
            self._pressed(token)

    def _on_told(self, hold: Hold, called: str) -> None:
        if not self._is_closed:
            self._told(hold, called)

    def _run(self, trigger: str) -> None:
        from jeepney.io.blocking import open_dbus_connection

        end = Hold.REFUSED
        try:
            with open_dbus_connection() as connection:
                with self._lock:
                    if self._is_closed:
                        return
                    self._connection = connection
                session, starts = _Session(connection, self._bell), 0
                while starts < _STARTS:
                    began_s = time.monotonic()
                    with contextlib.suppress(_EndedError):
                        session.listen(self._label, trigger)
                    starts = starts + 1 if time.monotonic() - began_s < _SOON_S else 0
        except _UnknownError:
            end = Hold.UNKNOWN
        except Exception as error:  # noqa: BLE001 - no bus, a no, another answer, or closed
            _log.debug("the desktop gives no keys: %s", type(error).__name__)
        with self._lock:
            self._connection = None
            if not self._is_closed:
                self._bell.told.emit(end, "")


class _RefusedError(Exception):
    """By the person, or by the desktop."""


class _UnknownError(_RefusedError):
    """The desktop knows no program of this name."""


class _EndedError(_RefusedError):
    """By nobody: the portal that was asked has ended."""


class _Session:
    """What is bound with the portal; of the thread that listens."""

    def __init__(self, connection: DBusConnection, bell: _Bell) -> None:
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus

        self._connection, self._bell = connection, bell
        self._tokens = (f"ossdrop{number}" for number in itertools.count(1))
        self._portal = ""  # its own name on the bus: nobody else is believed
        self._signals: deque[Message] = deque()
        # An answer may be there before what says where it will be.
        connection.filter(MatchRule(type="signal"), queue=self._signals)
        end = MatchRule(type="signal", sender=_BUS, member="NameOwnerChanged")
        end.add_arg_condition(0, _BUS_NAME)
        for rule in (MatchRule(type="signal", sender=_BUS_NAME), end):
            connection.send_and_get_reply(message_bus.AddMatch(rule))

    def listen(self, label: str, trigger: str) -> None:
        """Bind the keys and tell when they are pressed; returns when the portal has ended."""
        with contextlib.suppress(_RefusedError):  # it is not there before 1.19
            self._call(_REGISTRY, "Register", "sa{sv}", DESKTOP_ID, {})
        if self._portal == _BUS:  # which says that there is none now, and that it can start none
            self._wait_for_portal()
            return
        try:
            made = self._ask("CreateSession", "a{sv}", session_handle_token=next(self._tokens))
        except _EndedError:
            raise
        except _RefusedError:
            raise _UnknownError from None
        handle = made["session_handle"][1]
        wanted = {"description": ("s", label), "preferred_trigger": ("s", trigger)}
        bound = self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", handle, [(_NAME, wanted)], "")
        self._tell(bound["shortcuts"][1])
        while True:
            member, path, body = self._next_signal()
            if self._is_end(member, body):
                return
            if member == "Closed" and path == handle:
                raise _RefusedError
            if member == "Activated" and body[:2] == (handle, _NAME):
                options = body[3] if len(body) > 3 else {}
                self._bell.pressed.emit(options.get("activation_token", ("s", ""))[1])
            elif member == "ShortcutsChanged" and body[0] == handle:
                self._tell(body[1])

    def _wait_for_portal(self) -> None:
        while True:
            member, _, body = self._next_signal()
            if member == "NameOwnerChanged" and body[2]:
                return

    def _is_end(self, member: str, body: tuple[Any, ...]) -> bool:
        """Whether the portal that was asked has ended; that another begins tells the same again."""
        return member == "NameOwnerChanged" and body[1] == self._portal

    def _tell(self, shortcuts: Iterable[tuple[str, Mapping[str, tuple[str, str]]]]) -> None:
        """Which keys the person has chosen, in the desktop's own words."""
        known = dict(shortcuts).get(_NAME, {})
        called = known.get("trigger_description", ("s", ""))[1]
        self._bell.told.emit(Hold.WORKS if called else Hold.UNSET, called)

    def _ask(self, member: str, signature: str, *body: object, **tokens: str) -> dict[str, Any]:
        """What the portal says by a signal once the person has answered."""
        options = {name: ("s", token) for name, token in tokens.items()}
        options["handle_token"] = ("s", next(self._tokens))
        (request,) = self._call(_SHORTCUTS, member, signature, *body, options)
        while True:
            member, path, answer = self._next_signal()
            if self._is_end(member, answer):
                raise _EndedError
            if member == "Response" and path == request:
                if answer[0]:
                    raise _RefusedError
                return dict(answer[1])

    def _call(self, interface: str, member: str, signature: str, *body: object) -> tuple[Any, ...]:
        from jeepney import HeaderFields, MessageType, new_method_call

        call = new_method_call(_address(interface), member, signature, body)
        answer = self._connection.send_and_get_reply(call, timeout=_ASK_TIMEOUT_S)
        self._portal = answer.header.fields.get(HeaderFields.sender, "")
        if answer.header.message_type is not MessageType.method_return:
            raise _EndedError if self._portal == _BUS else _RefusedError
        return tuple(answer.body)

    def _next_signal(self) -> tuple[str, str, tuple[Any, ...]]:
        """Its name, the object it is about and what it says; blocks until there is one."""
        from jeepney import HeaderFields

        while True:
            signal = self._connection.recv_until_filtered(self._signals)
            fields = signal.header.fields
            if fields.get(HeaderFields.sender) in {self._portal, _BUS}:
                member, path = fields[HeaderFields.member], fields[HeaderFields.path]
                return member, path, tuple(signal.body)


def _address(interface: str) -> DBusAddress:
    from jeepney import DBusAddress

    return DBusAddress(_PATH, _BUS_NAME, interface)
