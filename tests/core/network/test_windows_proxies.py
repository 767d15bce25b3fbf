"""A script that chooses the proxy: run by Windows, and asked once in a while."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ossdrop.network import windows_proxies
from ossdrop.network.proxies import ProxyChoice, proxies_for, proxy_script, use_proxy
from ossdrop.network.windows_proxies import first_proxy

URL = "https://b.oss-cn-beijing.aliyuncs.com/k"
Script = Callable[[str | None], list[str]]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """Lets Windows answer so; gives what it was asked."""

    def answering(answer: str | None) -> list[str]:
        asked: list[str] = []
        use_proxy(ProxyChoice())
        monkeypatch.setattr(windows_proxies, "_ask", lambda place: (asked.append(place), answer)[1])
        return asked

    yield answering
    use_proxy(ProxyChoice())


@pytest.mark.parametrize(
    ("said", "scheme", "first"),
    [
        ("proxy.example:8080", "https", "proxy.example:8080"),
        ("a.example:1;b.example:2", "https", "a.example:1"),
        ("http=a.example:1;https=b.example:2", "https", "b.example:2"),
        ("http=a.example:1", "https", ""),
        ("", "https", ""),
    ],
)
def test_the_first_proxy_of_a_list_is_used(said: str, scheme: str, first: str) -> None:
    assert first_proxy(said, scheme) == first


def test_what_the_script_chooses_is_used_and_asked_once(script: Script) -> None:
    asked = script("proxy.example:8080")
    for name in ("a", "b"):
        assert proxies_for(f"{URL}/{name}")["https"] == "http://proxy.example:8080"
    assert asked == ["https://b.oss-cn-beijing.aliyuncs.com/"]
    use_proxy(ProxyChoice())
    proxies_for(URL)
    assert len(asked) == 2
    assert proxies_for("http://127.0.0.1:1/") == {}


def test_a_direct_way_is_one(script: Script) -> None:
    script("")
    assert proxies_for(URL) == {}


def test_the_environment_comes_first_and_without_a_script_what_is_set(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = script("proxy.example:8080")
    monkeypatch.setenv("https_proxy", "http://own.example:1")
    assert proxies_for(URL)["https"] == "http://own.example:1"
    assert asked == []
    monkeypatch.delenv("https_proxy")
    script(None)
    monkeypatch.setattr(
        "requests.utils.get_environ_proxies", lambda _: {"https": "http://set.example:2"}
    )
    assert proxies_for(URL)["https"] == "http://set.example:2"


@pytest.mark.parametrize(("answer", "told"), [("p:1", ""), ("", ""), (None, "http://w/p")])
def test_a_script_is_told_only_where_it_cannot_be_run(
    script: Script, monkeypatch: pytest.MonkeyPatch, answer: str | None, told: str
) -> None:
    script(answer)
    monkeypatch.setattr("ossdrop.network.proxies._script_of_registry", lambda: "http://w/p")
    assert proxy_script() == told


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows runs it")
def test_windows_runs_the_script() -> None:
    words = b'function FindProxyForURL(u, h) { return "PROXY proxy.example:8080"; }'

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/x-ns-proxy-autoconfig")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/proxy.pac"
        said = windows_proxies.run_script(URL, address, detects=False)
        assert said is not None
        assert first_proxy(said, "https") == "proxy.example:8080"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
