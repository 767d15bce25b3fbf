"""Keys of the whole desktop where a portal gives them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from ossdrop_gui.desktop import hotkey
from ossdrop_gui.desktop.hold import Hold
from ossdrop_gui.desktop.hotkey import Hotkey, can_have_keys
from ossdrop_gui.desktop.hotkey_portal import trigger_of
from ossdrop_gui.desktop.key_combination import combination_of
from tests.gui.desktop.portal import Bus, Portal

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-daemon"), reason="not installed: dbus-daemon (make test)"
)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with Bus() as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        monkeypatch.setattr(hotkey, "_is_wayland", lambda: True)
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
    assert not can_have_keys()


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
    assert can_have_keys()
    keys.use("Ctrl+Alt+U")
    keys.allow(True)
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    assert keys.called == "Strg+Alt+U"
    assert portal.apps == ["com.ossdrop.OssDrop"]
    (name, told) = portal.bound[0]
    assert (name, told["preferred_trigger"]) == ("upload-what-is-copied", ("s", "CTRL+ALT+u"))
    with qtbot.waitSignal(keys.pressed):
        portal.press()
    portal.rename("Super+U")
    qtbot.waitUntil(lambda: keys.called == "Super+U")
    portal.rename(None)
    qtbot.waitUntil(lambda: keys.hold is Hold.REFUSED)


def test_a_no_is_a_no_and_an_older_portal_is_asked_as_well(
    qtbot: QtBot, bus: str, keys: Hotkey
) -> None:
    portal = Portal(bus, answer=1, has_registry=False)
    keys.allow(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.REFUSED)
    keys.close()
    portal.answer = 0
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    portal.end_session()
    qtbot.waitUntil(lambda: keys.hold is Hold.REFUSED)
    portal.close()


def test_a_portal_that_was_started_anew_is_asked_again(
    qtbot: QtBot, bus: str, keys: Hotkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Portal(bus)
    keys.allow(True)
    keys.use("Ctrl+Alt+U")
    qtbot.waitUntil(lambda: keys.hold is Hold.WORKS)
    second = Portal(bus)  # waits in the queue for the name
    first.close()
    qtbot.waitUntil(lambda: bool(second.bound))
    with qtbot.waitSignal(keys.pressed):
        second.press()
    second.close()


def test_only_the_portal_is_believed(qtbot: QtBot, bus: str, portal: Portal, keys: Hotkey) -> None:
    """Any program on the bus could have what was copied uploaded."""
    keys.allow(True)
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
        other.send(forged)
    portal.press(session="/somebody/elses")
    portal.press("another-name")
    portal.rename("Super+U")  # what comes after them
    qtbot.waitUntil(lambda: keys.called == "Super+U")
    portal.press()
    qtbot.waitUntil(lambda: told == ["Super+U"])
