"""What the kernel is told about a connection, and tells of it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

import pytest
import requests

from ossdrop.network import connections, own_sockets
from ossdrop.network.own_sockets import DEAD_LINE_S, notice_dead_line, send_buffer_bytes
from ossdrop.network.sessions import Session


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        there, _ = listener.accept()
    with here, there:
        yield here, there


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_what_has_not_arrived_is_known(pair: tuple[socket.socket, socket.socket]) -> None:
    here, _ = pair
    here.setblocking(False)
    sent = here.send(bytes(10_000_000))
    assert 0 < own_sockets.unsent_bytes(here) <= sent


def test_where_the_system_does_not_tell_less_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    on_windows = send_buffer_bytes()
    monkeypatch.setattr(sys, "platform", "linux")
    assert on_windows < send_buffer_bytes()


def test_every_connection_is_told_to_notice_a_dead_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[socket.socket] = []
    monkeypatch.setattr(connections, "notice_dead_line", told.append)
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        Session(1) as session,
        pytest.raises(requests.RequestException),
    ):
        session.get(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.2)
    assert len(told) == 1


def test_a_dead_line_is_noticed_in_time(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, object]] = []

    class Asked(socket.socket):
        def ioctl(self, control: int, option: object) -> None:
            asked.append((control, option))
            super().ioctl(control, option)  # type: ignore[misc]

    with Asked(fileno=pair[0].detach()) as here:
        notice_dead_line(here)
        if sys.platform == "win32":
            ((control, (_, idle_ms, every_ms)),) = asked  # type: ignore[misc]
            assert control == socket.SIO_KEEPALIVE_VALS
            assert idle_ms + 10 * every_ms == DEAD_LINE_S * 1000
        elif hasattr(socket, "TCP_USER_TIMEOUT"):
            option = here.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert option == DEAD_LINE_S * 1000
