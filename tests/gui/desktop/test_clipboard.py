"""What drops leave in the clipboard: all of what came together, nothing over what is newer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from ossdrop.links import Link, LinkFormat, NamedLink
from ossdrop.redaction import Secret
from ossdrop_gui.desktop import clipboard as clipboard_module
from ossdrop_gui.desktop.clipboard import LinkClipboard
from tests.gui.upload.test_uploads import clipboard


@pytest.fixture(autouse=True)
def owned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offscreen platform owns nothing; on a desktop a program owns what it has copied."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


def link(name: str) -> NamedLink:
    now = datetime.now(UTC)
    return NamedLink(Link(f"https://bucket/{name}", now, now + timedelta(hours=1)), name)


def test_drops_that_overlap_are_copied_together(qtbot: QtBot) -> None:
    links, style = LinkClipboard(), LinkFormat.URL
    links.mark(1)
    links.mark(2)
    assert links.write_for(1, [link("a"), link("b")], style) == 2
    assert links.write_for(2, [link("c")], style) == 3
    assert clipboard() == "https://bucket/a\nhttps://bucket/b\nhttps://bucket/c"
    links.mark(3)  # after all of that: it is the next thing a person does
    assert links.write_for(3, [link("d")], style) == 1
    assert clipboard() == "https://bucket/d"


def test_links_to_two_destinations_are_not_mixed(qtbot: QtBot) -> None:
    """Pasted into the chat with one customer, they showed what is another's."""
    links, style = LinkClipboard(), LinkFormat.URL
    links.mark(1)
    links.mark(2)
    assert links.write_for(1, [link("a")], style, place="one") == 1
    assert links.write_for(2, [link("b")], style, place="other") == 0
    assert clipboard() == "https://bucket/a"
    links.mark(3)
    assert links.write_for(3, [link("c")], style, place="other") == 1
    assert clipboard() == "https://bucket/c"


def test_what_was_copied_meanwhile_stays(qtbot: QtBot) -> None:
    links, style = LinkClipboard(), LinkFormat.URL
    links.mark(1)
    links.mark(2)
    assert links.write_for(1, [link("a")], style) == 1
    links.write("by hand")
    qtbot.waitUntil(lambda: links.changes > 0)
    assert links.write_for(2, [link("b")], style) == 0
    assert clipboard() == "by hand"
    links.mark(3)
    assert links.write_for(3, [link("c")], style) == 1
    assert clipboard() == "https://bucket/c"


@pytest.mark.parametrize("copied", ["the-secret-01234567", "a word of one's own"])
def test_a_key_that_was_entered_here_gives_way_to_the_links_that_wait_for_it(
    qtbot: QtBot, copied: str
) -> None:
    """What is pasted into a chat next was the Secret."""
    links = LinkClipboard()
    links.mark(1)
    QGuiApplication.clipboard().setText(f"AccessKey Secret: {copied}")
    qtbot.waitUntil(lambda: links.changes > 0)
    links.take_in(Secret("the-secret-01234567"))
    is_key = copied.startswith("the-secret")
    assert links.write_for(1, [link("a")], LinkFormat.URL) == is_key
    assert (clipboard() == "https://bucket/a") is is_key


def test_a_clipboard_that_is_refused_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    links, told = LinkClipboard(), list[str]()
    monkeypatch.setattr(QClipboard, "setText", lambda *_: None)
    with qtbot.waitSignal(links.refused):
        links.write("by hand", lambda: told.append("copied"))
    assert told == []
    links.mark(1)
    assert links.write_for(1, [link("a")], LinkFormat.URL) == 0


def test_what_is_asked_for_later_is_not_overwritten_by_what_was_refused(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard_module, "_AGAIN_MS", 1)
    links, told, later = LinkClipboard(), list[str](), QTimer(singleShot=True, interval=50)
    with monkeypatch.context() as refusing:
        refusing.setattr(QClipboard, "setText", lambda *_: None)
        links.write("first", lambda: told.append("first"))
    links.write("second", lambda: told.append("second"))
    with qtbot.waitSignal(later.timeout):  # it comes after what is tried again
        later.start()
    assert (clipboard(), told) == ("second", ["second"])
