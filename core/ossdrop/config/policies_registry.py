"""What Group Policy or Intune has written into the registry of Windows."""

from __future__ import annotations

import importlib
from typing import Any

POLICIES_KEY = r"Software\Policies\OssDrop"
# Which name of a value stands for which one in the file that other systems have.
_NAMES = {
    "LongestLinkSeconds": "longest_link_s",
    "AllowedBuckets": "allowed_buckets",
    "AllowedEndpoints": "allowed_endpoints",
    "Off": "off",
}


def read_registry() -> dict[str, Any] | None:
    """The policies as the file of other systems has them, None where there are none.

    Raises OSError where they cannot be read. Only an administrator can write under this key.
    """
    try:
        values = _values_of(POLICIES_KEY)
    except FileNotFoundError:
        return None
    found = {_NAMES.get(name, name): value for name, value in values.items()}
    try:
        settings = _values_of(rf"{POLICIES_KEY}\Settings")
    except FileNotFoundError:
        return found
    return {**found, "settings": settings}


def _values_of(path: str) -> dict[str, Any]:
    """The named values of a key: texts, numbers and lists of texts."""
    winreg: Any = importlib.import_module("winreg")
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # also for a program of 32 bits
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
        count = winreg.QueryInfoKey(key)[1]
        found = (winreg.EnumValue(key, index) for index in range(count))
        return {name: value for name, value, _ in found if name}
