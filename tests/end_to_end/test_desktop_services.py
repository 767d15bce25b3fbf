"""Where the window is not in front: messages with actions, and the tray, on a real desktop."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.end_to_end.desktop import Desktop, DesktopError, missing_programs
from tests.end_to_end.file_manager import FileManager
from tests.end_to_end.pointer import Pointer
from tests.end_to_end.x_client import Box

_ICON = 40  # as high as the tray
ROOT = Path(__file__).parents[2]
missing = missing_programs("dunst", "dunstctl", "trayer", "gio", "update-desktop-database")
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)} (make test)"),
]


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as made:
        yield made


def open_ossdrop(desktop: Desktop, tmp_path: Path) -> int:
    desktop.environment |= {
        "OSSDROP_HOME": str(tmp_path / "OssDrop"),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    window = desktop.window_of(desktop.start([sys.executable, "-m", "ossdrop_gui", "--practice"]))
    desktop.place(window, Box(560, 40, 700, 640))
    return window


def is_active(desktop: Desktop, window: int) -> bool:
    return desktop.run(["xdotool", "getactivewindow"]).stdout.strip() == str(window).encode()


def test_a_message_says_it_where_another_window_is_in_front_and_leads_back(
    desktop: Desktop, tmp_path: Path
) -> None:
    desktop.start(["dunst"])
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "cat.txt").write_text("a cat")
    window = open_ossdrop(desktop, tmp_path)
    file_manager = FileManager(desktop, folder, Box(10, 10, 480, 400))
    Pointer(desktop).drag(file_manager.icon(), desktop.x.box(window).centre)
    shown = ["dunstctl", "count", "displayed"]
    desktop.wait(lambda: desktop.run(shown).stdout.strip() == b"1", "the message")
    assert not is_active(desktop, window)
    desktop.run(["dunstctl", "action", "0"])
    desktop.wait(lambda: is_active(desktop, window), "the window to come back")
    desktop.run(["dunstctl", "close-all"])
    past = json.loads(desktop.run(["dunstctl", "history"]).stdout)["data"][0]
    assert [message["summary"]["data"] for message in past] == ["1 link copied"]
    assert [message["appname"]["data"] for message in past] == ["OssDrop"]
    assert "http" not in json.dumps(past)  # a link is a secret


def open_tray(desktop: Desktop) -> int:
    """The window of a tray. On a busy machine trayer may miss its start: then it gets another."""
    place = ["--edge", "top", "--align", "left", "--widthtype", "pixel", "--width", "200"]
    command = ["trayer", *place, "--heighttype", "pixel", "--height", str(_ICON)]
    search = ["xdotool", "search", "--onlyvisible", "--class", "trayer"]

    def look() -> int:
        found = desktop.run(search).stdout.split()
        return int(found[-1]) if found else 0

    first = desktop.start(command)
    try:
        return desktop.wait(look, "the tray", 10)
    except DesktopError:
        first.terminate()
        first.wait()
        desktop.start(command)
        return desktop.wait(look, "the tray")


def test_a_click_in_the_tray_brings_the_window_back(desktop: Desktop, tmp_path: Path) -> None:
    tray = open_tray(desktop)
    window = open_ossdrop(desktop, tmp_path)
    tree = ["xwininfo", "-tree", "-id", hex(tray)]
    desktop.wait(
        lambda: b"ossdrop" in desktop.run(tree).stdout.lower(), "OssDrop's icon in the tray"
    )
    desktop.run(["xdotool", "windowminimize", str(window)])
    desktop.wait(lambda: not is_active(desktop, window), "the window to go away")
    box = desktop.x.box(tray)
    Pointer(desktop).click((box.x + _ICON // 2, box.y + _ICON // 2))
    desktop.wait(lambda: is_active(desktop, window), "the window to come back")


def test_a_file_manager_offers_it_and_hands_over_the_file(desktop: Desktop, tmp_path: Path) -> None:
    open_ossdrop(desktop, tmp_path)
    listing = ["gio", "mime", "image/png"]
    assert b"com.ossdrop.OssDrop.desktop" not in desktop.run(listing).stdout  # never by itself
    code = (
        "import sys; from ossdrop_gui.desktop.file_manager import offer; "
        "offer(sys.argv[1] == 'yes', '')"
    )
    assert desktop.run([sys.executable, "-c", code, "yes"], 30).returncode == 0
    assert b"com.ossdrop.OssDrop.desktop" in desktop.run(listing).stdout
    entry = desktop.home / ".local" / "share" / "applications" / "com.ossdrop.OssDrop.desktop"
    assert desktop.run(["desktop-file-validate", str(entry)]).stdout == b""
    picture = tmp_path / '我的 $HOME 100% "cat".png'
    picture.write_bytes(b"a cat")
    assert desktop.run(["gio", "launch", str(entry), str(picture)], 30).returncode == 0
    url = desktop.clipboard(lambda text: text.startswith("http://127.0.0.1:"))
    assert requests.get(url, timeout=10).content == b"a cat"
    assert desktop.run([sys.executable, "-c", code, "no"], 30).returncode == 0
    assert not entry.exists()
    assert b"com.ossdrop.OssDrop.desktop" not in desktop.run(listing).stdout
