"""The port belongs to one program, and who comes second is told so."""

from __future__ import annotations

import errno
import socket

import pytest

from ossdrop.cli import main
from ossdrop.practice import listening
from ossdrop.practice.listening import is_taken, listen_on

WSAEACCES = 10013


def refused_by_windows() -> OSError:
    error = OSError(errno.EACCES, "An attempt was made to access a socket in a forbidden way")
    error.winerror = WSAEACCES  # type: ignore[attr-defined, unused-ignore]
    return error


def test_a_port_is_for_one() -> None:
    with listen_on(0) as first:
        first.listen()
        with pytest.raises(OSError) as raised:  # noqa: PT011 - its words are the system's
            listen_on(first.getsockname()[1])
        assert is_taken(raised.value)


def test_where_the_system_knows_exclusive_use_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listening, "_EXCLUSIVE", socket.SO_KEEPALIVE)  # stands for Windows' own
    with listen_on(0) as first:
        assert first.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert not first.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)


def test_what_is_no_port_in_use() -> None:
    assert is_taken(refused_by_windows())
    assert not is_taken(PermissionError(errno.EACCES, "a port below 1024"))
    assert not is_taken(OSError(errno.EADDRNOTAVAIL, "no such address"))


def test_windows_words_for_a_taken_port_are_understood(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(port: int) -> socket.socket:
        raise refused_by_windows()

    monkeypatch.setattr("ossdrop.practice.server.listen_on", refuse)
    assert main(["practice", "--port", "48481"]) == 1
    assert "port 48481 is taken by another program" in capsys.readouterr().err
