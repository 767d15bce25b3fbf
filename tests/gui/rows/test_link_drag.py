"""What a program is given that rows are dropped on; the drag itself is tried in test_drag.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QUrl

from ossdrop.links import Link
from ossdrop_gui.rows.link_drag import LinkData

pytestmark = pytest.mark.usefixtures("qapp")
URLS = (
    "https://my-assets.oss-cn-hangzhou.aliyuncs.com/t/%E7%8C%AB%2B1.png?x-oss-signature=a%2Fb%3D",
    "https://my-assets.oss-cn-hangzhou.aliyuncs.com/t/2.png?x-oss-signature=0f",
)


def taken(*urls: str) -> LinkData:
    now = datetime.now(UTC)
    data = LinkData(has_addresses=not urls[0].startswith("oss"))
    data.take([Link(url, now, now) for url in urls])
    return data


def test_links_are_there_as_text_and_as_addresses() -> None:
    """The addresses were empty, over which a file manager fell."""
    data = taken(*URLS)
    assert data.text() == "\n".join(URLS)
    assert data.data("text/uri-list").data().decode().split() == [*URLS]
    assert data.urls() == [QUrl.fromEncoded(url.encode()) for url in URLS]


def test_what_no_browser_knows_is_text_alone() -> None:
    data = taken("oss://dashscope-instant/abc/cat.png")
    assert data.formats() == ["text/plain"]
    assert not data.hasUrls()
    assert data.text() == "oss://dashscope-instant/abc/cat.png"
