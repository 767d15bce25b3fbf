from __future__ import annotations

import base64
import errno
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest
import urllib3

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.settings import Destination
from ossdrop.errors import LOGIN, NOT_HTTP, NOT_HTTPS, TOO_MANY_OPEN, ErrorCode, OssDropError
from ossdrop.network import sessions
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import ProxyChoice, proxies_for, read_proxy, use_proxy
from ossdrop.network.sessions import Session
from ossdrop.practice.server import PracticeServer
from ossdrop.redaction import Secret
from ossdrop.storage.base import TransferCancelled
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.transfers.attempt import Attempt, Route, Terms
from ossdrop.transfers.transfer import BatchFinished, Transfer
from tests.conftest import BUCKET, destination_at
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of
from tests.hostile.rude_server import saying
from tests.platforms import tells_what_left


def test_https_at_a_port_that_speaks_http_is_no_fault_of_the_line(
    practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    """ "The connection was interrupted", and it was tried for half a minute."""
    address = practice.base_url.replace("http://", "https://")
    storage = OssBucket(destination_at(address))
    with pytest.raises(OssDropError) as raised:
        storage.upload(source_of(make_file("a.png")), CountingControl())
    storage.close()
    assert raised.value.code is ErrorCode.NETWORK_UNREACHABLE
    assert raised.value.hint == NOT_HTTPS
    assert "does not speak https" in raised.value.explanation.cause


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"hello\r\n\r\n"])
def test_what_speaks_no_http_is_no_fault_of_the_line(
    variables: dict[str, str], make_file: Callable[..., Path], answer: bytes
) -> None:
    """It was "check your internet connection", for as long as the caller would wait."""
    with saying(answer) as server:
        given = {**variables, "QWEN_TMP_OSS_ENDPOINT": server.url}
        with pytest.raises(OssDropError) as raised:
            upload_file(make_file("a.png"), settings=given, timeout_s=25)
    assert (raised.value.code, raised.value.hint) == (ErrorCode.NETWORK_UNREACHABLE, NOT_HTTP)
    assert "is no web service" in str(raised.value)


def test_a_request_that_hangs_is_cut_from_another_thread(
    practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    practice.faults.hold = threading.Event()
    storage = OssBucket(destination_at(practice.base_url))
    errors: list[OssDropError] = []

    def send() -> None:
        try:
            storage.upload(source_of(make_file("big.bin", bytes(20_000_000))), CountingControl())
        except OssDropError as error:
            errors.append(error)

    thread = threading.Thread(target=send)
    thread.start()
    while not practice.service.waiting_requests:
        thread.join(0.01)
    began_s = time.monotonic()
    storage.close()
    thread.join(5)
    assert time.monotonic() - began_s < 1
    assert [error.code for error in errors] == [ErrorCode.CONNECTION_LOST]


def test_closing_does_not_wait_for_a_server_that_hangs(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.hold = threading.Event()
    app = App(environment=variables)
    app.submit([make_file()])
    pause = threading.Event()
    while not practice.service.waiting_requests:
        pause.wait(0.01)
    began_s = time.monotonic()
    app.close()
    assert time.monotonic() - began_s < 2


def test_this_computer_is_never_behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "internal.example.com")
    assert proxies_for("https://b.oss-cn-beijing.aliyuncs.com/k")["https"].endswith(":3128")
    assert "https" not in proxies_for("https://internal.example.com/k")
    for url in (
        "http://127.0.0.1:80/",
        "http://localhost/",
        "http://b.localhost:1/",
        "http://[::1]/",
    ):
        assert proxies_for(url) == {}


def test_a_stalled_transfer_is_cancelled_at_once_and_frees_its_place(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    ended = threading.Event()
    app = App(environment=variables, listener=lambda e: ended.set() if _is_end(e) else None)
    app.submit([make_file("first.txt")])  # until one has gone through, the others wait for it
    assert ended.wait(5)
    ended.clear()
    practice.faults.hold = threading.Event()
    app.submit([make_file(f"{n}.txt", f"content {n}".encode()) for n in range(6)])
    pause = threading.Event()
    while practice.service.waiting_requests < 6:
        pause.wait(0.01)
    began_s = time.monotonic()
    app.transfers.cancel_all()
    assert ended.wait(1)
    practice.faults.hold = None
    ended.clear()
    app.submit([make_file("next.txt", b"another content")])
    assert ended.wait(5)
    assert time.monotonic() - began_s < 2
    app.close()
    # What was cancelled may still have arrived: the service had all of it before the cut.
    keys = practice.service.store.buckets[BUCKET].objects
    assert any(key.endswith("_next.txt") for key in keys)


def test_a_slow_line_is_no_fault(
    practice: PracticeServer, destination: Destination, make_file: Callable[..., Path]
) -> None:
    """At 400 KB/s, 4 MB take longer than the connect timeout that urllib3 would send under."""
    practice.faults.bytes_per_s = 400_000
    storage = OssBucket(destination)
    stored = storage.upload(source_of(make_file("clip.mp4", bytes(5_000_000))), CountingControl())
    storage.close()
    assert stored.size_bytes == 5_000_000


@tells_what_left
def test_progress_counts_what_really_left(
    destination: Destination, make_file: Callable[..., Path]
) -> None:
    """A server that takes 100 KB and then nothing: what the kernel still holds has not left."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    port = listener.getsockname()[1]
    storage = OssBucket(
        replace(destination, endpoint=parse_endpoint(f"http://127.0.0.1:{port}", BUCKET))
    )
    path = make_file("clip.mp4", bytes(10_000_000))
    transfer = Transfer.of(1, 1, path, "clip.mp4", 10_000_000)
    attempt = Attempt(transfer, Route(lambda: None), Terms())  # type: ignore[arg-type,return-value]
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(storage.upload, source_of(path), attempt)
        connection, _ = listener.accept()
        read = 0
        while read < 100_000:
            read += len(connection.recv(4096))
        before, now = -1, attempt.sent_bytes
        while before != now:  # until nothing more is handed over
            before = now
            threading.Event().wait(0.2)
            now = attempt.sent_bytes
        shown = attempt.progress(time.monotonic()).sent_bytes
        assert shown < now
        assert read - 2000 <= shown <= read + 600_000 - (now - shown)
        attempt.cancelled = True
        attempt.stop()
        assert isinstance(future.exception(timeout=2), TransferCancelled)
        assert attempt.progress(time.monotonic()).sent_bytes >= shown  # it never goes back
    connection.close()
    listener.close()
    storage.close()


def _is_end(event: object) -> bool:
    return isinstance(event, BatchFinished)


@pytest.mark.parametrize(
    ("typed", "password", "address"),
    [
        ("proxy.example.com:8080", "", "http://proxy.example.com:8080"),
        ("http://li@proxy.example.com:8080", "p@ss", "http://li:p%40ss@proxy.example.com:8080"),
        ("https://li:x@proxy.example.com:1", "", "https://li:x@proxy.example.com:1"),
    ],
)
def test_a_proxy_is_understood_as_it_is_typed(typed: str, password: str, address: str) -> None:
    assert read_proxy(typed, Secret(password) if password else None).url == address


@pytest.mark.parametrize("typed", ["", "proxy", "socks5://proxy:1", "proxy:port"])
def test_a_proxy_that_cannot_be_is_named(typed: str) -> None:
    with pytest.raises(OssDropError) as raised:
        read_proxy(typed)
    assert raised.value.code is ErrorCode.PROXY_INVALID


def test_the_chosen_proxy_is_used_but_never_for_this_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://system:1")
    url = "https://oss-cn-beijing.aliyuncs.com"
    try:
        assert proxies_for(url)["https"] == "http://system:1"
        use_proxy(ProxyChoice(follows_system=False, proxy=read_proxy("own:2")))
        assert proxies_for(url) == {"http": "http://own:2", "https": "http://own:2"}
        assert proxies_for("http://127.0.0.1:9") == {}
        use_proxy(ProxyChoice(follows_system=False))
        assert proxies_for(url) == {}
    finally:
        use_proxy(ProxyChoice())


def test_a_connection_that_is_used_again_gets_as_long_for_its_body() -> None:
    """Not only as long as to connect: it was 10 s for half a MiB, from the second file on."""
    listener = socket.create_server(("127.0.0.1", 0))
    enough = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as asked:
            for is_slow in (False, True):
                length = _length_asked(asked)
                enough.wait(0.6 if is_slow else 0)
                asked.read(length)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with ThreadPoolExecutor(1) as pool, Session(1) as session:
        serving = pool.submit(serve)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for body in (b"x", bytes(30_000_000)):
            answer = session.exchange("PUT", url, {}, body, (0.2, 20))
            assert answer.status == 200
        serving.result(5)
    listener.close()


def _length_asked(asked: IO[bytes]) -> int:
    """Reads a request's head."""
    length = 0
    while (line := asked.readline()) != b"\r\n":
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return length


def test_a_proxy_that_the_environment_names_counts_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was found is kept for a moment: asking the system takes as long as a small file."""
    url = "https://bucket.oss-cn-hangzhou.aliyuncs.com/k"
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxies_for(url) == {}
    monkeypatch.setenv("https_proxy", "http://first.example:3128")
    assert proxies_for(url)["https"] == "http://first.example:3128"
    monkeypatch.setenv("https_proxy", "http://second.example:3128")
    assert proxies_for(url)["https"] == "http://second.example:3128"
    monkeypatch.setenv("no_proxy", "aliyuncs.com")
    assert proxies_for(url) == {}


def test_the_system_is_not_asked_for_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "ossdrop.network.proxies._system_proxy", lambda url, scheme: asked.append(url) or ""
    )
    use_proxy(ProxyChoice())
    for number in range(3):
        assert proxies_for(f"https://bucket.oss-cn-hangzhou.aliyuncs.com/{number}") == {}
    assert proxies_for("https://other.oss-cn-hangzhou.aliyuncs.com/1") == {}
    assert len(asked) == 2
    use_proxy(ProxyChoice())  # chosen anew: asked anew
    proxies_for("https://bucket.oss-cn-hangzhou.aliyuncs.com/3")
    assert len(asked) == 3


def test_a_proxy_is_made_ready_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for each request: a TLS context alone takes as long as a small file."""
    made: list[None] = []
    options = sessions._pool_options
    monkeypatch.setattr(sessions, "_pool_options", lambda: (made.append(None), options())[1])
    with Session(2) as session:
        made.clear()
        for _ in range(3):
            with pytest.raises(urllib3.exceptions.HTTPError):
                session.exchange(
                    "PUT", "http://b.example/k", {}, b"x", (1, 1), "http://127.0.0.1:9"
                )
    assert len(made) == 1


def test_a_proxy_that_was_reached_is_not_to_blame_for_what_ends_later() -> None:
    """Each upload through one failed for good by a drop that is tried again without one."""
    with ThreadPoolExecutor(1) as pool, socket.create_server(("127.0.0.1", 0)) as listener:

        def drop() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)

        dropping = pool.submit(drop)
        proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with Session(1) as session, pytest.raises(urllib3.exceptions.HTTPError) as raised:
            session.exchange("PUT", "http://b.example/k", {}, b"x", (5, 5), proxy)
        dropping.result(5)
    assert network_error(raised.value).code is ErrorCode.CONNECTION_LOST


@pytest.mark.parametrize(
    ("answer", "code", "hint"),
    [
        (b"407 Proxy Authentication Required", ErrorCode.PROXY_FAILED, LOGIN),
        (b"403 Forbidden", ErrorCode.PROXY_FAILED, ""),
        (b"502 Bad Gateway", ErrorCode.PROXY_UNREACHABLE, ""),
        (b"503 Service Unavailable", ErrorCode.PROXY_UNREACHABLE, ""),
    ],
)
def test_a_proxy_that_says_no_is_told_from_one_whose_line_is_gone(
    answer: bytes, code: ErrorCode, hint: str
) -> None:
    with (
        saying(b"HTTP/1.1 " + answer + b"\r\n\r\n") as proxy,
        Session(1) as session,
        pytest.raises(urllib3.exceptions.HTTPError) as raised,
    ):
        session.exchange("PUT", "https://b.example/k", {}, b"x", (5, 5), proxy.url)
    error = network_error(raised.value)
    assert (error.code, error.hint) == (code, hint)


def test_a_login_for_a_proxy_may_be_in_any_language() -> None:
    proxy = read_proxy("小李:密码é@proxy.example:3128")
    with Session(1) as session:
        made = session.get_adapter("http://").proxy_headers(proxy.url)
    kind, login = made["Proxy-Authorization"].split()
    assert (kind, base64.b64decode(login).decode()) == ("Basic", "小李:密码é")


def test_a_child_waits_for_no_thread_of_its_parent() -> None:
    """One that is made ready for a proxy while another thread forks."""
    with Session(1) as session, ThreadPoolExecutor(1) as pool:
        adapter = session.get_adapter("http://")
        with adapter.making:
            session.let_go()  # what is called in the child
            made = pool.submit(adapter.proxy_manager_for, "http://proxy.example:3128")
            assert made.result(5) is not None


def test_a_proxy_is_given_to_nobody_before_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    tie = sessions.tie

    def slowly(manager: object, ties: object) -> None:
        begun.set()
        assert go_on.wait(10)
        tie(manager, ties)  # type: ignore[arg-type]

    with Session(2) as session, ThreadPoolExecutor(2) as pool:
        monkeypatch.setattr(sessions, "tie", slowly)
        ask = session._adapter.proxy_manager_for
        first = pool.submit(ask, "http://127.0.0.1:9")
        assert begun.wait(10)
        second = pool.submit(ask, "http://127.0.0.1:9")
        with pytest.raises(TimeoutError):
            second.result(0.2)
        go_on.set()
        assert first.result(10) is second.result(10)


def test_too_many_open_files_are_no_fault_of_the_line() -> None:
    reason = urllib3.exceptions.NewConnectionError(urllib3.connection.HTTPConnection("h"), "no")
    reason.__cause__ = OSError(errno.EMFILE, "Too many open files")
    error = network_error(reason)
    assert (error.code, error.hint) == (ErrorCode.NETWORK_UNREACHABLE, TOO_MANY_OPEN)
    assert "too many files are open" in error.explanation.cause
