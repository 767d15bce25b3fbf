"""What drops leave in the clipboard: all of what came together, nothing over what is newer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QClipboard
from pytestqt.qtbot import QtBot

from ossdrop.links import Link, LinkFormat, NamedLink
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
