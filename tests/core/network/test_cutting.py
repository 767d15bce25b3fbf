"""Cutting where a shutdown wakes nobody, as on Windows: the same tests run there as it is."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from ossdrop.network import cutting
from ossdrop.network.sessions import Session
from tests.core.test_every_code import self_signed

AT_ONCE_S = 2.0


@pytest.fixture(params=["as it is here", "as on Windows"])
def wakes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "as on Windows":
        monkeypatch.setattr(cutting, "SHUTDOWN_WAKES", False)
        monkeypatch.setattr(socket.socket, "shutdown", lambda *_: None)
        monkeypatch.setattr(ssl.SSLSocket, "shutdown", lambda *_: None)


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Takes connections, and neither reads nor says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def _cut_after(
    listener: socket.socket, ask: Callable[[Session, int], object]
) -> tuple[float, BaseException | None]:
    """How long `ask` takes to end once it was cut, and how it ended."""
    session, ended = Session(1), []

    def run() -> None:
        try:
            ask(session, listener.getsockname()[1])
        except requests.RequestException as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    connection, _ = listener.accept()
    connection.recv(1)  # it has connected, and begun
    thread.join(0.1)
    began_s = time.monotonic()
    session.cut()
    thread.join(10)
    took_s = time.monotonic() - began_s
    connection.close()
    return took_s, ended[0] if ended else None


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda s, port: s.get(f"http://127.0.0.1:{port}/", timeout=10), id="answer"),
        pytest.param(
            lambda s, port: s.put(f"http://127.0.0.1:{port}/", data=bytes(50_000_000), timeout=10),
            id="body",
        ),
        pytest.param(lambda s, port: s.get(f"https://127.0.0.1:{port}/", timeout=10), id="TLS"),
        pytest.param(
            lambda s, port: s.get(
                "https://bucket.example/",
                timeout=10,
                proxies={"https": f"http://127.0.0.1:{port}"},
            ),
            id="proxy",
        ),
    ],
)
@pytest.mark.usefixtures("wakes")
def test_what_waits_is_cut_at_once(
    silent: socket.socket, ask: Callable[[Session, int], object]
) -> None:
    took_s, error = _cut_after(silent, ask)
    assert took_s < AT_ONCE_S
    assert isinstance(error, requests.ConnectionError)


def test_turns_wait_as_long_as_asked_and_leave_the_timeout_as_it_was() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.settimeout(7)
        began_s = time.monotonic()
        with pytest.raises(TimeoutError):
            cutting.receive_into(here, bytearray(1), 0.3, lambda: False)
        assert 0.25 < time.monotonic() - began_s < 2
        assert here.gettimeout() == 7


def test_what_is_sent_in_turns_arrives_whole() -> None:
    here, there = socket.socketpair()
    content = bytes(range(256)) * 20_000
    got = bytearray()

    def read() -> None:
        while data := there.recv(65536):
            got.extend(data)

    with here, there:
        thread = threading.Thread(target=read)
        thread.start()
        cutting.send_all(here, content, 10, lambda: False)
        here.close()
        thread.join(10)
    assert got == content


def test_turns_carry_tls_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn that ends in between is taken up where it was: nothing is lost or doubled."""
    monkeypatch.setattr(cutting, "TURN_S", 0.01)
    certificate = self_signed(tmp_path)
    theirs, ours = (
        ssl.SSLContext(kind) for kind in (ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT)
    )
    theirs.load_cert_chain(certificate)
    ours.check_hostname, ours.verify_mode = False, ssl.CERT_NONE
    here, there = socket.socketpair()
    content = bytes(range(256)) * 8000
    got, pause = bytearray(), threading.Event()

    def answer() -> None:
        with theirs.wrap_socket(there, server_side=True) as line:
            while len(got) < len(content):
                got.extend(line.recv(65536))
                pause.wait(0.005)
            for start in range(0, len(content), 65536):
                line.sendall(content[start : start + 65536])
                pause.wait(0.005)

    thread = threading.Thread(target=answer)
    thread.start()
    back = bytearray()
    with ours.wrap_socket(here) as line:
        for start in range(0, len(content), 1 << 20):
            cutting.send_all(line, content[start : start + (1 << 20)], 10, lambda: False)
        buffer = bytearray(65536)
        while count := cutting.receive_into(line, buffer, 10, lambda: False):
            back += buffer[:count]
    thread.join(10)
    assert got == back == content
