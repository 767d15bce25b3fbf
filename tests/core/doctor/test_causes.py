"""Each cause is told apart from its neighbours, and nobody on the way holds up the check."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
import types
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ossdrop.app import App
from ossdrop.config.address import parse_address
from ossdrop.doctor import network_checks, storage_checks
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network import proxies
from ossdrop.network.proxies import proxy_for, proxy_script, read_proxy
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.service_errors import ServiceAnswer, service_error
from tests.conftest import KEY_ID, KEY_SECRET
from tests.core.doctor.test_doctor import examine, reds

STS = {
    "OSS_ACCESS_KEY_ID": "LTAI5tLongLastingKey001",
    "OSS_ACCESS_KEY_SECRET": KEY_SECRET,
    "OSS_SESSION_TOKEN": "left-over",
    "QWEN_TMP_OSS_AK_ID": "",
}


@pytest.mark.parametrize("may_delete", [True, False])
def test_checks_side_by_side_do_not_take_each_other_for_a_fault(
    practice: PracticeServer, variables: dict[str, str], *, may_delete: bool
) -> None:
    """A whole check between the PUT and the GET of another one: its sample is gone, or changed."""
    if not may_delete:
        practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    app = App(environment=variables)
    status = {}
    try:
        for check in Doctor(app.destinations).run():
            status[check.id] = check.status
            if check.id == "storage.put":
                assert not reds(examine(variables))
    finally:
        app.close()
    assert status["storage.fetch"] is Status.OK


@pytest.fixture
def trickling() -> Iterator[int]:
    """A server that sends one byte at a time, for ever; its port."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = server.accept()
                    threading.Thread(target=trickle, args=(line,), daemon=True).start()

        def trickle(line: socket.socket) -> None:
            words = b"HTTP/1.1 200 " + b"O" * 10_000
            with line, contextlib.suppress(OSError):
                for byte in words:
                    line.sendall(bytes([byte]))
                    if ended.wait(0.1):
                        return

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        ended.set()
        with contextlib.suppress(OSError):  # Windows knows no such thing of a listener
            server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("scheme", ["http", "https", "proxy"])
def test_who_sends_a_byte_now_and_then_holds_up_nothing(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, trickling: int, scheme: str
) -> None:
    monkeypatch.setattr(network_checks, "TIMEOUT_S", 0.5)
    monkeypatch.setattr(storage_checks, "TIMEOUT_S", 0.5)
    monkeypatch.setattr("ossdrop.doctor.context.TIMEOUT_S", 0.5)
    endpoint = f"{scheme}://127.0.0.1:{trickling}"
    if scheme == "proxy":
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{trickling}")
        endpoint = "https://cdn.example.com"
    began = time.monotonic()
    found = reds(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": endpoint}))
    assert time.monotonic() - began < 8
    assert len(found) == 1


def test_a_token_that_was_left_over_is_to_be_removed(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    practice.service.keys[STS["OSS_ACCESS_KEY_ID"]] = AccessKey(
        STS["OSS_ACCESS_KEY_ID"], KEY_SECRET
    )
    (red,) = reds_of(examine(variables | STS))
    assert red.code is ErrorCode.TOKEN_EXPIRED
    assert "does not belong" in str(red.title)
    assert "Remove the session token" in str(red.remedy)


def reds_of(checks: dict[str, Check]) -> list[Check]:
    return [check for check in checks.values() if check.status is Status.FAIL]


def test_a_refused_download_says_why_and_which_request_it_was(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    ends = datetime.now(UTC) + timedelta(minutes=5)
    may_put = AccessKey(
        variables["QWEN_TMP_OSS_AK_ID"], KEY_SECRET, frozenset({"oss:PutObject"}), None, ends
    )
    practice.service.keys[may_put.id] = may_put
    (red,) = reds_of(examine(variables))
    assert (red.id, red.code) == ("storage.fetch", ErrorCode.PERMISSION_MISSING)
    assert red.request_id


def test_hotlink_protection_is_no_missing_permission() -> None:
    words = ServiceAnswer(403, "AccessDenied", "", "You are denied by bucket referer policy.")
    assert service_error(words).code is ErrorCode.REFERER_REFUSED


@pytest.mark.parametrize("name", ["all_proxy", "https_proxy"])
def test_a_socks_proxy_is_told_as_one(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "socks5://127.0.0.1:1080")
    (red,) = reds_of(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://cdn.example.com"}))
    assert "SOCKS" in str(red.title)
    assert "port for HTTP" in str(red.remedy)


def test_all_proxy_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:7890")
    found = proxy_for("https://oss-cn-beijing.aliyuncs.com")
    assert found is not None
    assert found.shown == "127.0.0.1:7890"


def test_a_proxy_that_asks_for_a_login_before_the_tunnel(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            line, _ = server.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")

        threading.Thread(target=refuse, daemon=True).start()
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.getsockname()[1]}")
        (red,) = reds_of(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://cdn.example.com"}))
    assert red.code is ErrorCode.PROXY_FAILED
    assert "name and a password" in str(red.title)


@pytest.mark.parametrize("label", ["a" * 64, ".".join(["abcdefgh"] * 32)])
def test_a_name_that_is_too_long_is_no_address(variables: dict[str, str], label: str) -> None:
    with pytest.raises(ValueError, match="longer"):
        parse_address(f"https://{label}.example.com")
    (red,) = reds_of(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": f"https://{label}.com"}))
    assert red.code is ErrorCode.ENDPOINT_INVALID
    with pytest.raises(OssDropError):
        read_proxy(f"{label}.example.com:80")


def test_a_connection_nobody_trusts_is_said_once(
    variables: dict[str, str], practice: PracticeServer
) -> None:
    endpoint = practice.base_url.replace("http://", "https://")
    assert len(reds(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": endpoint}))) == 1


def test_a_proxy_script_is_said(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    told = "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://w/p\n}"
    monkeypatch.setattr(sys, "platform", "darwin")
    answer = types.SimpleNamespace(stdout=told)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
    assert proxy_script() == "http://w/p"
    proxies.use_proxy(proxies.ProxyChoice(follows_system=False))
    assert proxy_script() == ""
    proxies.use_proxy(proxies.ProxyChoice())
    monkeypatch.undo()
    monkeypatch.setattr(network_checks, "proxy_script", lambda: "http://w/p")
    monkeypatch.setattr(network_checks, "TIMEOUT_S", 0.5)
    checks = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://nowhere.invalid"})
    assert checks["network.pac"].status is Status.WARN


def test_who_has_no_scripts_reads_nothing_about_them(variables: dict[str, str]) -> None:
    app = App(environment=variables)
    try:
        with_them = {check.id for check in Doctor(app.destinations).run()}
        without = {check.id for check in Doctor(app.destinations, with_scripts=False).run()}
    finally:
        app.close()
    assert with_them - without == {"scripts"}
