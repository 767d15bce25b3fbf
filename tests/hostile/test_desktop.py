"""What the desktop's other programs get to see of links and keys."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from ossdrop.program import socket_owner
from ossdrop.program.socket_owner import is_mine
from ossdrop_gui.background import Background
from ossdrop_gui.desktop import browser
from ossdrop_gui.desktop.browser import OneTimeAddress, open_link
from ossdrop_gui.desktop.clipboard import LinkClipboard
from ossdrop_gui.settings.paste_panel import PastePanel

LINK = "https://b.oss-cn-beijing.aliyuncs.com/k?x-oss-signature=c0ffee"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="/proc shows arguments there")


@linux_only
def test_the_browser_gets_a_link_that_no_command_line_had(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )
    background = Background()
    open_link(LINK, background)
    assert "c0ffee" not in opened[0]
    assert opened[0].startswith("http://127.0.0.1:")
    answers: list[requests.Response] = []

    def visit(address: str) -> None:
        with_no_redirect = {"allow_redirects": False, "timeout": 5}
        background.run(lambda: requests.get(address, **with_no_redirect), answers.append)

    visit(opened[0].rpartition("/")[0] + "/favicon.ico")
    qtbot.waitUntil(lambda: len(answers) == 1)
    visit(opened[0])
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[0].status_code == 404
    assert answers[1].headers["Location"] == LINK
    with pytest.raises(requests.ConnectionError):
        requests.get(opened[0], timeout=1)
    background.close()


@linux_only
def test_another_user_who_saw_the_address_gets_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "is_mine", lambda *_: False)
    once = OneTimeAddress(LINK)
    address = QUrl(once.listen())
    with socket.create_connection((address.host(), address.port()), timeout=5) as caller:
        caller.sendall(f"GET {address.path()} HTTP/1.1\r\n\r\n".encode())
        caller.setblocking(False)

        def is_over() -> bool:
            try:
                return caller.recv(1) == b""
            except BlockingIOError:
                return False
            except ConnectionError:
                return True

        qtbot.waitUntil(is_over)
    once.close()


@linux_only
def test_whose_a_connection_is_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as caller:
            assert is_mine(caller.getsockname()[1], port)
            monkeypatch.setattr(socket_owner.os, "geteuid", lambda: 12345)
            assert not is_mine(caller.getsockname()[1], port)
            monkeypatch.undo()
    assert not is_mine(1, 1)  # what is not listed is nobody's of ours
    monkeypatch.setattr(socket_owner, "Path", lambda _: tmp_path / "nowhere")
    assert not is_mine(1, 1)


@linux_only
@pytest.mark.parametrize("way", ["IPv6", "another address"])
def test_a_way_that_the_system_lists_otherwise_is_refused(qtbot: QtBot, way: str) -> None:
    once = OneTimeAddress(LINK)
    address = QUrl(once.listen())
    family = socket.AF_INET6 if way == "IPv6" else socket.AF_INET
    with socket.socket(family) as caller:
        if way == "IPv6":
            try:
                caller.connect(("::ffff:127.0.0.1", address.port()))
            except OSError:
                pytest.skip("there is no IPv6 here")
        else:
            caller.bind(("127.0.0.2", 0))
            caller.connect(("127.0.0.1", address.port()))
        caller.sendall(f"GET {address.path()} HTTP/1.1\r\n\r\n".encode())
        caller.setblocking(False)
        answer = b""

        def is_over() -> bool:
            nonlocal answer
            try:
                data = caller.recv(4096)
            except BlockingIOError:
                return False
            except ConnectionError:
                return True
            answer += data
            return not data

        qtbot.waitUntil(is_over)
    once.close()
    if way == "IPv6":
        return  # listed as 127.0.0.1 by some kernels: then it is this user's own, and may
    assert b"c0ffee" not in answer


@pytest.mark.parametrize("hides", [False, True])
def test_links_mark_themselves_only_where_that_is_wanted(qtbot: QtBot, hides: bool) -> None:
    clipboard = LinkClipboard()
    clipboard.hides_links = hides
    clipboard.write(LINK)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == LINK
    assert data.hasFormat("x-kde-passwordManagerHint") is hides
    assert data.hasFormat("org.nspasteboard.ConcealedType") is hides
    assert any("ExcludeClipboardContent" in name for name in data.formats()) is hides
    QGuiApplication.clipboard().clear()  # the offscreen platform crashes with it at its end


def test_a_paste_that_is_not_understood_hides_its_secret(qtbot: QtBot) -> None:
    panel = PastePanel()
    qtbot.addWidget(panel)
    panel._box.setPlainText("the password is y0Qb7nXc2VkLmPz8RtWfHs4JdGa1UeXy, keep it")
    assert "y0Qb7n" not in panel._box.toPlainText()
    assert "keep it" in panel._box.toPlainText()
    panel._box.setPlainText("口令 \uff59\uff10\uff31\uff42\uff17\uff4e\uff38\uff43\uff12\uff36")
    assert "\uff31\uff42\uff17" not in panel._box.toPlainText()
    panel._box.setPlainText("a word and a blank ")  # as somebody types it
    assert panel._box.toPlainText() == "a word and a blank "
    panel._box.setPlainText("http://[ and nothing else")
    assert panel._box.toPlainText() == "http://[ and nothing else"
