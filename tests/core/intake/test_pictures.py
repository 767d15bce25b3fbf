"""Pictures that are dragged out of a page."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake import pictures
from ossdrop.intake.pictures import fetch_picture

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 1000


class Page(BaseHTTPRequestHandler):
    """Pictures, a page, a redirect to a picture."""

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        if path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/cat.png")
            self.end_headers()
            return
        kind = "text/html" if path == "/page.png" else "image/png"
        self.send_response(404 if path == "/gone.png" else 200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(PNG)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    made.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever).start()
    yield made
    made.shutdown()
    made.server_close()


def code_of(address: str, folder: Path) -> ErrorCode:
    with pytest.raises(OssDropError) as raised:
        fetch_picture(address, folder)
    return raised.value.code


def test_a_picture_is_fetched_under_its_own_name_and_never_over_another(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    for path, name in (
        ("/cat.png?w=9", "cat.png"),
        ("/moved", "cat 2.png"),
        ("/%E7%8C%AB%201", "猫_1.png"),
        ("/a%2F..%2Fb.png", "a_.._b.png"),
        ("/thumb.php", "thumb.php.png"),
    ):
        found = fetch_picture(base + path, tmp_path / "pasted")
        assert found.name == name
        assert found.parent == tmp_path / "pasted"
        assert found.read_bytes() == PNG
    long = fetch_picture(f"{base}/{'n' * 400}.png", tmp_path)
    assert long.name.endswith("n.png")
    assert all("Cookie" not in headers for headers in server.seen)  # type: ignore[attr-defined]


def test_what_is_no_picture_is_not_taken(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    for path in ("/page.png", "/gone.png"):
        assert code_of(base + path, tmp_path) is ErrorCode.PICTURE_FAILED
    monkeypatch.setattr(pictures, "MOST_BYTES", 500)
    assert code_of(f"{base}/cat.png", tmp_path) is ErrorCode.PICTURE_FAILED
    (tmp_path / "file").touch()
    monkeypatch.undo()
    assert code_of(f"{base}/cat.png", tmp_path / "file") is ErrorCode.PICTURE_FAILED
    assert code_of("http://127.0.0.1:9/cat.png", tmp_path) is ErrorCode.NETWORK_UNREACHABLE
    assert sorted(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_picture_within_the_address_itself(tmp_path: Path) -> None:
    address = "data:image/gif;base64," + base64.b64encode(b"GIF89a").decode()
    found = fetch_picture(address, tmp_path)
    assert found.suffix == ".gif"
    assert found.read_bytes() == b"GIF89a"
    for wrong in ("data:text/html,x", "data:image/png", "data:image/png;base64,!"):
        assert code_of(wrong, tmp_path) is ErrorCode.PICTURE_FAILED
