"""What is copied is in the clipboard of a real desktop, also just after another program copied."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desktop import Desktop, missing_programs

_ROOT = Path(__file__).parents[2]
_JUST_AFTER_ANOTHER = """
import subprocess, sys
from datetime import UTC, datetime
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ossdrop.links import Link, LinkFormat, NamedLink
from ossdrop_gui.desktop.clipboard import LinkClipboard
app = QApplication(sys.argv)
window = QWidget()
window.show()
links, copied = LinkClipboard(), []
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}  # it stays, and has them open
def other():
    words = f"other {len(copied)}"
    copied.append(words)
    subprocess.run(["xclip", "-selection", "clipboard"], input=words.encode(), check=True, **quiet)
    while not is_there(words):  # it goes into the background before X has heard of it
        pass
def is_there(words):
    ask = ["timeout", "1", "xclip", "-selection", "clipboard", "-o"]  # this program does not answer
    return subprocess.run(ask, capture_output=True).stdout.decode() == words
def told():
    print(app.clipboard().text())
    app.quit()
def copy():
    other()
    links.write("by hand", told)
def drop():
    links.mark(1)
    other()
    now = datetime.now(UTC)
    print(links.write_for(1, [NamedLink(Link("https://a", now, now), "a")], LinkFormat.URL))
    copy()
QTimer.singleShot(500, drop)
QTimer.singleShot(20_000, app.quit)
links.refused.connect(lambda: print("refused"))
links.write("first")
app.exec()
"""
missing = missing_programs()
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)} (make test)"),
]


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as made:
        made.environment |= {"PYTHONPATH": str(_ROOT)}
        yield made


def test_what_another_program_copied_just_now_is_no_link_that_was_copied(desktop: Desktop) -> None:
    """X refused it, as its news had not been read yet, and "Link copied" was said all the same."""
    told = desktop.run([sys.executable, "-c", _JUST_AFTER_ANOTHER], limit_s=60)
    assert told.stdout.decode().splitlines() == ["0", "by hand"], told.stderr.decode()
