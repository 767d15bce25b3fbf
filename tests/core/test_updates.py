"""Newer versions: signed, looked for only where that is wanted, and told of quietly."""

from __future__ import annotations

import base64
import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ossdrop import updates
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.paths import data_folder
from ossdrop.updates import (
    Newest,
    UpdateNotes,
    UpdateSource,
    look_for_update,
    read_manifest,
    read_notes,
    update_source,
    write_notes,
)
from tools.update_manifest import main, make_keys, sign_version

_PAGE = "https://downloads.example/ossdrop"
_DAY_S = 86_400


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, bytes]:
    """The file of the secret key, and the public one."""
    file = tmp_path / "secret.key"
    return file, base64.b64decode(make_keys(file))


class _Page(http.server.BaseHTTPRequestHandler):
    content, seen = b"", dict[str, str]()

    def do_GET(self) -> None:
        type(self).seen = dict(self.headers)
        self.send_response(200 if self.content else 302)
        self.send_header("Content-Length", str(len(self.content)))
        self.send_header("Location", "https://elsewhere.example/")
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        """Quietly."""


@pytest.fixture
def page() -> Iterator[tuple[type[_Page], str]]:
    with http.server.HTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield _Page, f"http://127.0.0.1:{server.server_port}/newest"
        server.shutdown()
        thread.join()


def test_a_signed_answer_is_read_and_nothing_of_this_computer_is_told(
    keys: tuple[Path, bytes], page: tuple[type[_Page], str]
) -> None:
    file, key = keys
    handler, address = page
    handler.content = sign_version(file, "9.1.0", _PAGE)
    found = look_for_update(UpdateSource(address, key))
    assert found == Newest("9.1.0", _PAGE)
    assert found.is_newer
    assert handler.seen["User-Agent"] == "OssDrop"
    assert set(handler.seen) == {"Host", "User-Agent", "Accept-Encoding", "Accept", "Connection"}
    handler.content = b""  # leads elsewhere: not followed
    with pytest.raises(OssDropError) as raised:
        look_for_update(UpdateSource(address, key))
    assert raised.value.code is ErrorCode.UPDATE_UNREADABLE


@pytest.mark.parametrize(
    "change",
    [
        lambda signed: signed.replace(b"9.1.0", b"9.2.0"),
        lambda signed: b"A" + signed[1:] if signed[:1] != b"A" else b"B" + signed[1:],
        lambda signed: signed[:20],
        lambda signed: b"",
        lambda signed: b"\xff" * 200,
    ],
)
def test_what_is_not_as_it_was_signed_is_nothing(keys: tuple[Path, bytes], change: object) -> None:
    file, key = keys
    assert callable(change)
    with pytest.raises(OssDropError) as raised:
        read_manifest(change(sign_version(file, "9.1.0", _PAGE)), key)
    assert raised.value.code is ErrorCode.UPDATE_UNREADABLE


@pytest.mark.parametrize(
    ("version", "to"), [("9.1", "http://plain.example"), ("nine", _PAGE), ("1." * 9 + "1", _PAGE)]
)
def test_also_what_was_signed_has_to_make_sense(
    keys: tuple[Path, bytes], version: str, to: str
) -> None:
    file, key = keys
    with pytest.raises(OssDropError) as raised:
        read_manifest(sign_version(file, version, to), key)
    assert raised.value.code is ErrorCode.UPDATE_UNREADABLE


def test_versions_are_compared_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "__version__", "1.9.0")
    newer = [v for v in ("1.10.0", "1.9.0", "1.9.1", "1.8.99", "2.0") if Newest(v, "").is_newer]
    assert newer == ["1.10.0", "1.9.1", "2.0"]


def test_a_build_from_source_has_no_place_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[Path, bytes]
) -> None:
    assert update_source() is None
    monkeypatch.setattr(updates, "assets_folder", lambda: tmp_path)
    key = base64.b64encode(keys[1]).decode()
    for address, given, is_good in (
        ("https://downloads.example/newest", key, True),
        ("http://downloads.example/newest", key, False),
        ("https://downloads.example/newest", "short", False),
    ):
        (tmp_path / "update.json").write_text(json.dumps({"address": address, "key": given}))
        assert (update_source() is not None) is is_good


def test_it_is_looked_once_a_day_and_told_after_a_week() -> None:
    now = time.time()
    assert read_notes() == UpdateNotes()
    write_notes(UpdateNotes(now - 8 * _DAY_S, now - 3600, "1.2.3", _PAGE))
    notes = read_notes()
    assert notes.newest == Newest("1.2.3", _PAGE)
    assert notes.is_time_to_tell
    assert not notes.is_time_to_look
    assert UpdateNotes(now, now - 2 * _DAY_S).is_time_to_look
    assert UpdateNotes(now, now + 2 * _DAY_S).is_time_to_look  # the clock was set back
    assert not UpdateNotes(now).is_time_to_tell
    (data_folder() / "updates.json").write_text('{"looked_at_s": "soon", "version": "x"}')
    assert read_notes() == UpdateNotes()


def test_the_tool_makes_one_secret_key_for_its_owner_only(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "secret.key"
    assert main(["keys", str(file)]) == 0
    public = base64.b64decode(capsysbinary.readouterr().out)
    with pytest.raises(FileExistsError):
        main(["keys", str(file)])
    assert main(["sign", str(file), "1.2.3", _PAGE]) == 0
    assert read_manifest(capsysbinary.readouterr().out, public) == Newest("1.2.3", _PAGE)
