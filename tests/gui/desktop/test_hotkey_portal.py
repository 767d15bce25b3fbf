"""Keys of the whole desktop where a portal gives them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

pytest.importorskip("jeepney", reason="portals are of Linux")

from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ossdrop_gui.desktop import front, hotkey
from ossdrop_gui.desktop.front import InFront
from ossdrop_gui.desktop.hold import Hold
from ossdrop_gui.desktop.hotkey import Hotkey
from ossdrop_gui.desktop.hotkey_portal import portal_has_keys, trigger_of
from ossdrop_gui.desktop.key_combination import combination_of
from tests.gui.desktop.portal import Bus, Portal

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-daemon"), reason="not installed: dbus-daemon (make test)"
)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with Bus() as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        for module in (hotkey, front):
            monkeypatch.setattr(module, "is_wayland", lambda: True)
        yield made.address


@pytest.fixture
def portal(bus: str) -> Iterator[Portal]:
    made = Portal(bus)
    yield made
    made.close()


@pytest.fixture
def keys(bus: str, qtbot: QtBot) -> Iterator[Hotkey]:
    made = Hotkey()
    yield made
    made.close()


def test_without_a_portal_there_is_nothing_to_choose(bus: str) -> None:
    assert not portal_has_keys()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ctrl+Alt+U", "CTRL+ALT+u"),
        ("Meta+Shift+7", "SHIFT+LOGO+7"),
        ("Alt+Shift+F12", "ALT+SHIFT+F12"),
    ],
)
def test_keys_as_a_portal_writes_them(text: str, trigger: str) -> None:
    combination = combination_of(text)
    assert combination is not None
    assert trigger_of(combination) == trigger


def test_the_desktop_is_asked_and_tells_when_they_are_pressed(
    qtbot: QtBot, portal: Portal, keys: Hotkey
) -> None:
    keys.use("Ctrl+Alt+U")
    with qtbot.waitSignal(keys.allowed):
        keys.look()
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    assert keys.called == "Strg+Alt+U"
    assert portal.apps == ["com.ossdrop.OssDrop"]
    (name, told) = portal.bound[0]
    assert (name, told["preferred_trigger"]) == ("upload-what-is-copied", ("s", "CTRL+ALT+u"))
    with qtbot.waitSignal(keys.pressed) as pressed:
        portal.press()
    assert pressed.args == ["a-token"]
    portal.rename(None)
    qtbot.waitUntil(lambda: keys.hold is Hold.UNSET)
    portal.rename("Super+U")  # given back in the desktop's settings
    qtbot.waitUntil(lambda: keys.called == "Super+U")
    assert keys.hold is Hold.WORKS
    keys.pause()  # somebody is about to choose others: what the desktop asked is not asked again
    portal.press()
    portal.rename("Super+O")
    with qtbot.assertNotEmitted(keys.pressed):
        qtbot.waitUntil(lambda: keys.called == "Super+O")
    keys.use("Ctrl+Alt+U")
    with qtbot.waitSignal(keys.pressed):
        portal.press()
    assert len(portal.bound) == 1


def test_a_no_is_a_no_and_an_older_portal_is_asked_as_well(
    qtbot: QtBot, bus: str, keys: Hotkey
) -> None:
    portal = Portal(bus, answer=1, has_registry=False)
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.REFUSED)
    keys.close()
    portal.answer = 0
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    portal.end_session()
    qtbot.waitUntil(lambda: keys.hold is Hold.REFUSED)
    portal.close()


def test_a_desktop_that_does_not_know_the_program_is_told_from_a_no(
    qtbot: QtBot, portal: Portal, keys: Hotkey
) -> None:
    portal.knows_program = False
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.UNKNOWN)


def test_keys_that_the_desktop_did_not_set_are_not_called_working(
    qtbot: QtBot, portal: Portal, keys: Hotkey
) -> None:
    portal.called = ""
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.UNSET)


@pytest.mark.parametrize("waits", [True, False])
def test_a_portal_that_was_started_anew_is_asked_again(
    qtbot: QtBot, bus: str, keys: Hotkey, waits: bool
) -> None:
    first = Portal(bus)
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    second = Portal(bus) if waits else None  # in the queue for the name: the bus tells it once
    first.close()
    second = second or Portal(bus)  # else that it has gone, and that there is one
    qtbot.waitUntil(lambda: bool(second.bound) or keys.hold is Hold.REFUSED)
    assert keys.hold is Hold.WORKS
    with qtbot.waitSignal(keys.pressed):
        second.press()
    second.close()


def test_what_was_told_of_former_keys_is_not_taken_for_others(
    qtbot: QtBot, portal: Portal, keys: Hotkey
) -> None:
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    former = keys._keys
    assert former is not None
    former._bell.told.emit(Hold.REFUSED, "")  # type: ignore[attr-defined]  # it waits now
    keys.use("Ctrl+Alt+I")
    qtbot.waitUntil(lambda: len(portal.bound) == 2 and keys.hold is Hold.WORKS)
    assert keys._keys is not None
    with qtbot.waitSignal(keys.pressed):
        portal.press()


def test_what_is_copied_is_read_once_the_window_is_in_front(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "is_wayland", lambda: True)
    done: list[str] = []
    in_front = InFront(lambda: done.append("up"), lambda: done.append("paste"))
    states = Qt.ApplicationState
    active, inactive = states.ApplicationActive, states.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", staticmethod(lambda: inactive))
    in_front.ask("a-token")
    assert done == ["up"]
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "a-token"
    for state in (active, inactive, active):  # once is enough
        in_front._on_state_changed(state)
    qtbot.waitUntil(lambda: done == ["up", "paste"])
    monkeypatch.setattr(QGuiApplication, "applicationState", staticmethod(lambda: active))
    in_front.ask()
    assert done == ["up", "paste", "paste"]


def test_only_the_portal_is_believed(qtbot: QtBot, bus: str, portal: Portal, keys: Hotkey) -> None:
    """Any program on the bus could have what was copied uploaded."""
    keys._on_found(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    address = DBusAddress(
        "/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.GlobalShortcuts"
    )
    body = (portal.session, "upload-what-is-copied", 1, {})
    forged = new_signal(address, "Activated", "osta{sv}", body)
    forged.header.fields[HeaderFields.destination] = portal.client
    told: list[str] = []
    keys.pressed.connect(lambda: told.append(keys.called))
    with open_dbus_connection(bus) as other:
        other.send(forged)
        other.send_and_get_reply(message_bus.GetId())  # what was sent before it has arrived
    portal.press(session="/somebody/elses")
    portal.press("another-name")
    portal.rename("Super+U")  # what comes after them
    qtbot.waitUntil(lambda: keys.called == "Super+U")
    assert told == []
    portal.press()
    qtbot.waitUntil(lambda: told == ["Super+U"])
