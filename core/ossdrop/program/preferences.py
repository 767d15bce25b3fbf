"""What a person has chosen about the program itself, apart from where files go."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from ossdrop.program.files import read_json, set_aside, write_own

DEFAULT_MODEL = "qwen3.6-plus"  # who reads what goes to temporary storage
FORMER_DEFAULT_MODEL = "qwen-vl-plus"  # of versions before this one: retired
_log = logging.getLogger(__name__)
_MOST_NUMBER = 2**31  # bytes a second


@dataclass(frozen=True)
class Preferences:
    """The choices, with their defaults."""

    hides_links: bool = False  # from clipboard histories, where many people look for them
    copies_links: bool = True  # put the links of a drop into the clipboard by themselves
    reuses_files: bool = True  # answer with the object that has the same content already
    limit_bytes_per_s: int = 0  # of all transfers together; 0: none
    language: str = ""  # "": as the system
    theme: str = ""  # "": as the system, else "light", "dark" or "contrast"
    model: str = DEFAULT_MODEL  # who reads what goes to temporary storage
    reader: str = ""  # the model that files in a bucket are for; "": none in particular
    keeps_metadata: bool = False  # of pictures that are made to fit: places, names of makers
    link_format: str = "url"  # as `ossdrop.links.link_style` takes it
    copied_as: str = ""  # the format that was chosen last in a row's menu
    link_template: str = "{name}: {url}"
    notifies: bool = True  # when a drop is done and the window is away
    reminds: bool = False  # an hour before links expire
    stays_in_tray: bool = False  # closing the window does not quit
    in_file_manager: bool = False  # in the menu that it shows for files
    history_days: int = 0  # rows older than this are forgotten; 0: none
    proxy: str = ""  # "": as the system, "none", or "manual"
    proxy_address: str = ""  # of a manual one, without its password
    watched: str = ""  # a folder whose new files are sent by themselves; "": none
    watched_names: str = ""  # which of them, as *.png; "": all
    watched_copies: bool = False  # put their links into the clipboard
    practises: bool = False  # goes on with the practice bucket while nothing else is set up
    practises_beside: bool = False  # and though something else was
    proven: str = ""  # destinations that have worked: a mark and a time in seconds on each line
    checks_updates: bool = False  # look once a day whether there is a newer version
    geometry: str = ""  # of the window, in base64
    hotkey: str = ""  # "Ctrl+Alt+U" uploads what is copied, whatever is in front; "": none
    shelf: str = ""  # where the small window was: "x,y"
    shelf_is_open: bool = False  # at the end of the last run


def read_preferences(path: Path, on_damage: Callable[[], None] = lambda: None) -> Preferences:
    """The choices kept in `path`; defaults where it is missing or damaged. Waits for the disk.

    A damaged file is set aside, and `on_damage` called.
    """
    try:
        values = read_json(path)
    except FileNotFoundError:
        return Preferences()
    except OSError as error:
        _log.warning("the choices could not be read: %s", error.strerror)
        return Preferences()
    except ValueError:
        set_aside(path)
        _log.warning("the choices could not be read: the file was set aside")
        on_damage()
        return Preferences()
    known = {field.name: type(field.default) for field in fields(Preferences)}
    items = values.items() if isinstance(values, dict) else ()
    chosen: dict[str, Any] = {
        name: value for name, value in items if known.get(name) is type(value) and _is_usable(value)
    }
    if chosen.get("model") == FORMER_DEFAULT_MODEL:  # it is retired, and nobody chose it
        del chosen["model"]
    found = Preferences(**chosen)
    return replace(found, proxy_address=_without_password(found.proxy_address))


def _is_usable(value: object) -> bool:
    """Whether a number is in its range, a text one that can be shown and written again."""
    if isinstance(value, int):
        return 0 <= value <= _MOST_NUMBER
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def _without_password(address: str) -> str:
    """Earlier versions kept what was typed; a password is for the password store alone."""
    login, at, place = address.rpartition("@")
    scheme, separator, name = login.rpartition("://")
    return f"{scheme}{separator}{name.partition(':')[0]}{at}{place}"


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep the choices, in one atomic write. Waits for the disk; raises OSError."""
    kept = replace(preferences, proxy_address=_without_password(preferences.proxy_address))
    write_own(path, json.dumps(asdict(kept)).encode())
