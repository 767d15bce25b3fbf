"""Things that move to explain, and not at all for people who asked their system for less motion."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QVariantAnimation
from PySide6.QtWidgets import QApplication

_ASK_TIMEOUT_S = 2
# Where desktops keep the wish, and what it then is.
_PORTAL_SETTINGS = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "0"),
)


def wants_less_motion() -> bool:
    """Whether the system was asked for less motion. Blocks."""
    try:
        if sys.platform == "win32":
            return _asked_on_windows()
        if sys.platform == "darwin":
            return _asked_on_mac()
        return _asked_by_portal()
    except Exception:  # noqa: BLE001 - no bus, no portal, no such key: nothing was asked
        return False


def allow_motion(allowed: bool) -> None:  # noqa: FBT001 - a property's setter
    """Qt keeps the wish; some platforms know it by themselves."""
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, allowed)


def moves() -> bool:
    """Whether things may move."""
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def fade(parent: QObject, duration_ms: int, show: Callable[[float], None]) -> QVariantAnimation:
    """From 1.0 to 0.0, the first half at rest; not started. Without motion it is one step."""
    made = QVariantAnimation(parent)
    made.setDuration(duration_ms)
    made.setStartValue(1.0)
    made.setKeyValueAt(0.5, 1.0)
    made.setEndValue(0.0)
    made.valueChanged.connect(lambda value: show(float(value)) if moves() else None)
    made.finished.connect(lambda: show(0.0))
    return made


def _asked_on_windows() -> bool:
    import ctypes

    animates = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    windll = getattr(ctypes, "windll")  # noqa: B009 - only there on Windows
    windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(animates), 0)
    return not animates.value


def _asked_on_mac() -> bool:
    command = ["defaults", "read", "com.apple.universalaccess", "reduceMotion"]
    import subprocess

    answer = subprocess.run(command, capture_output=True, timeout=_ASK_TIMEOUT_S, check=False)
    return answer.stdout.strip() == b"1"


def _asked_by_portal() -> bool:
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop",
        bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Settings",
    )
    with open_dbus_connection() as connection:
        for namespace, key, wish in _PORTAL_SETTINGS:
            question = new_method_call(portal, "Read", "ss", (namespace, key))
            answer = connection.send_and_get_reply(question, timeout=_ASK_TIMEOUT_S)
            if answer.header.message_type is not MessageType.method_return:
                continue
            value = answer.body[0]
            while isinstance(value, tuple):  # variants of variants
                value = value[1]
            if value == wish:
                return True
    return False
