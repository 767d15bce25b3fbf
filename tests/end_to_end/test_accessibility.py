"""The window through the eyes of a screen reader: the real accessibility tree, over AT-SPI."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desktop import Desktop, missing_programs
from tests.end_to_end.pointer import Pointer

ROOT = Path(__file__).parents[2]
READER = Path(__file__).with_name("screen_reader.py")
_FIRST_ROW = 220  # from the top of the window
PYTHON = "/usr/bin/python3"  # pyatspi is Debian's


def missing() -> list[str]:
    answer = subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return missing_programs() + (["python3-pyatspi"] if answer.returncode else [])


pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        sys.platform != "linux" or bool(missing()), reason=f"not installed: {missing()} (make test)"
    ),
]


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as made:
        made.start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        yield made


def read(desktop: Desktop) -> list[dict[str, object]]:
    answer = desktop.run([PYTHON, str(READER), "list"], 30)
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    return {
        "OSSDROP_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


def test_a_finished_upload_is_announced(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "ossdrop_gui", "--practice"]
    desktop.window_of(desktop.start(command, environment=variables))
    heard, picture = tmp_path / "heard", tmp_path / "cat.png"
    heard.touch()
    picture.write_bytes(b"a cat")
    desktop.start([PYTHON, str(READER), "listen", str(heard)])
    desktop.wait(lambda: "listening" in heard.read_text(), "the screen reader")
    # A second start hands its files over to the first.
    desktop.start([*command, str(picture)], environment=variables)
    desktop.wait(lambda: "1 link copied." in heard.read_text(), "the announcement")


def test_a_screen_reader_finds_and_presses_what_there_is(
    desktop: Desktop, variables: dict[str, str]
) -> None:
    process = desktop.start(
        [sys.executable, "-m", "ossdrop_gui", "--practice"], environment=variables
    )
    desktop.window_of(process)
    desktop.wait(
        lambda: any("Practice bucket" in str(node["name"]) for node in read(desktop)),
        "the destination in the accessibility tree",
    )
    desktop.wait(
        lambda: any(node["name"] == "Save and check" for node in read(desktop)),
        "the settings page, which is made after the window",
    )
    desktop.wait(
        lambda: all(n["name"] for n in read(desktop) if n["focusable"] and n["showing"]),
        "a name of everything that takes the focus",
    )
    nodes = read(desktop)
    buttons = {node["name"] for node in nodes if node["role"] == "push button"}
    assert {"Choose files…", "Settings"} <= buttons
    assert any(node["role"] == "list" and node["name"] == "Uploaded files" for node in nodes)
    answer = desktop.run([PYTHON, str(READER), "press", "Settings"], 30)
    assert answer.returncode == 0, answer.stderr
    desktop.wait(
        lambda: any(node["name"] == "Save and check" and node["showing"] for node in read(desktop)),
        "the settings page",
    )


def test_a_row_says_its_name_its_life_and_what_can_be_done(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path
) -> None:
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"a cat")
    command = [sys.executable, "-m", "ossdrop_gui", "--practice", str(picture)]
    desktop.window_of(desktop.start(command, environment=variables))

    def row() -> dict[str, object] | None:
        rows = [node for node in read(desktop) if str(node["name"]).startswith("cat.png, ")]
        return rows[-1] if rows and "until" in str(rows[-1]["name"]) else None

    found = desktop.wait(row, "the row in the accessibility tree")
    assert found is not None
    assert found["description"] == "Copy link, More…"


def test_the_row_that_one_goes_to_has_the_focus_for_a_screen_reader(
    desktop: Desktop, variables: dict[str, str], tmp_path: Path
) -> None:
    pictures = [tmp_path / "cat.png", tmp_path / "dog.png"]
    for picture in pictures:
        picture.write_bytes(picture.name.encode())
    command = [sys.executable, "-m", "ossdrop_gui", "--practice", *map(str, pictures)]
    window = desktop.window_of(desktop.start(command, environment=variables))
    heard = tmp_path / "heard"
    heard.touch()
    desktop.start([PYTHON, str(READER), "listen", str(heard)])
    desktop.wait(lambda: "listening" in heard.read_text(), "the screen reader")

    def arrived() -> bool:  # before that they stand in another list, which goes
        names = [str(node["name"]) for node in read(desktop)]
        return all(
            any(name.startswith(f"{picture.name}, ") and "until" in name for name in names)
            for picture in pictures
        )

    desktop.wait(arrived, "the rows")
    box = desktop.x.box(window)
    Pointer(desktop).click((box.x + 200, box.y + _FIRST_ROW))
    desktop.run(["xdotool", "key", "Down"], 10)

    def told() -> bool:
        lines = heard.read_text().splitlines()
        return any(line.startswith("focus: list item dog.png, ") for line in lines)

    desktop.wait(told, "the focus of the second row")
