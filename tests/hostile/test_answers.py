"""Answers that never end, never stop growing, or mean nothing: each is an error, and soon."""

from __future__ import annotations

import gzip
import json
import math
import resource
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ossdrop.app import App
from ossdrop.config.env_file import Values
from ossdrop.config.settings import resolve_temporary
from ossdrop.doctor import context
from ossdrop.doctor.check import Status
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.picture_kinds import picture_kind
from ossdrop.intake.pictures import fetch_picture
from ossdrop.links import Link
from ossdrop.network import service_clock, sessions
from ossdrop.network.proxies import proxy_for
from ossdrop.storage import link_probe
from ossdrop.storage.base import TransferControl, UploadSource
from ossdrop.storage.dashscope_temp import DashScopeTemp
from ossdrop.storage.oss_bucket import OssBucket
from tests.conftest import API_KEY, destination_at
from tests.hostile.rude_server import RudeServer, Script, saying

OSS = b"HTTP/1.1 200 OK\r\nx-oss-request-id: 0123456789AB\r\nx-oss-hash-crc64ecma: 1\r\n"
_SOON_S = 0.25
_MUCH_SOONER_S = 8.0  # than any of the usual time limits, on a busy machine


def trickle(server: RudeServer) -> Script:
    def script(_: bytes) -> Iterable[bytes]:
        yield OSS + b"Content-Length: 1000000\r\n\r\n"
        while server.pause(0.05):
            yield b"x"

    return script


def head_that_never_ends(server: RudeServer) -> Script:
    def script(_: bytes) -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while server.pause(0.05):
            yield b"x"

    return script


def continue_for_ever(server: RudeServer) -> Script:
    def script(_: bytes) -> Iterable[bytes]:
        while server.pause(0.01):
            yield b"HTTP/1.1 100 Continue\r\n\r\n"

    return script


def body_that_never_ends(server: RudeServer) -> Script:
    def script(_: bytes) -> Iterable[bytes]:
        yield OSS + b"Content-Type: application/json\r\n\r\n"
        while server.pause(0):
            yield b"x" * 65536

    return script


def headers_that_never_end(server: RudeServer) -> Script:
    def script(_: bytes) -> Iterable[bytes]:
        yield OSS
        while server.pause(0):
            yield b"X-More: " + b"y" * 60_000 + b"\r\n"

    return script


@cache
def packed_zeros() -> bytes:
    return gzip.compress(bytes(150 * 1024**2), 1)


def bomb(server: RudeServer) -> Script:
    packed = packed_zeros()

    def script(_: bytes) -> Iterable[bytes]:
        yield OSS + b"Content-Encoding: gzip\r\nContent-Type: application/json\r\n"
        yield b"Content-Length: %d\r\n\r\n" % len(packed) + packed

    return script


ENDLESS = (
    trickle,
    head_that_never_ends,
    continue_for_ever,
    body_that_never_ends,
    headers_that_never_end,
    bomb,
)


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    path = make_file("cat.png", b"a cat")
    facts = path.stat()
    return UploadSource(
        path,
        "cat.png",
        "k/cat.png",
        5,
        facts.st_mtime_ns,
        "image/png",
        facts.st_ctime_ns,
        facts.st_ino,
    )


def act_upload(url: str, source: UploadSource) -> None:
    storage = OssBucket(destination_at(url), timeout_s=_SOON_S)
    try:
        storage.upload(source, TransferControl())
    finally:
        storage.close()


def act_find(url: str, source: UploadSource) -> None:
    storage = OssBucket(destination_at(url), timeout_s=_SOON_S)
    try:
        storage.begin_parts(source, TransferControl())
    finally:
        storage.close()


def temporary_at(url: str) -> DashScopeTemp:
    values = Values.of({"DASHSCOPE_API_KEY": API_KEY, "QWEN_BASE_URL": url})
    return DashScopeTemp(resolve_temporary(values, None, "default", "wan"), timeout_s=_SOON_S)


def act_policy(url: str, source: UploadSource) -> None:
    storage = temporary_at(url)
    try:
        storage.upload(source, TransferControl())
    finally:
        storage.close()


def act_probe(url: str, source: UploadSource) -> None:
    now = datetime.now(UTC)
    link_probe.probe(Link(f"{url}/bucket/key?x-oss-signature=1", now, now))


def act_picture(url: str, source: UploadSource) -> None:
    fetch_picture(f"{url}/cat.png", source.path.parent / "pasted")


def act_doctor(url: str, source: UploadSource) -> None:
    to = destination_at(url)
    settings = to.variables()
    app = App(settings=settings)
    try:
        checks = list(Doctor(app.destinations).run())
    finally:
        app.close()
    red = [check for check in checks if check.status is Status.FAIL]
    assert red
    raise OssDropError(red[0].code or ErrorCode.UNEXPECTED)


ACTS = (act_upload, act_find, act_policy, act_probe, act_picture, act_doctor)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("make", ENDLESS)
def test_it_comes_to_an_end_and_takes_no_memory(
    make: Callable[[RudeServer], Script],
    act: Callable[[str, UploadSource], None],
    source: UploadSource,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(link_probe, "_WITHIN_S", _SOON_S)
    monkeypatch.setattr("ossdrop.intake.pictures._WITHIN_S", _SOON_S)
    monkeypatch.setattr("ossdrop.intake.pictures.MOST_BYTES", 4 * 1024**2)
    monkeypatch.setattr(context, "TIMEOUT_S", _SOON_S)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with saying(make) as server:
        began = time.monotonic()
        with pytest.raises(OssDropError) as raised:
            act(server.url, source)
        took = time.monotonic() - began
    assert raised.value.code is not ErrorCode.UNEXPECTED
    assert took < _MUCH_SOONER_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def oss_answer(body: bytes, status: bytes = b"403 Forbidden", crc: bytes = b"1") -> bytes:
    return (
        b"HTTP/1.1 %s\r\nx-oss-request-id: 0123456789AB\r\nx-oss-hash-crc64ecma: %s\r\n"
        b'ETag: "x"\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s'
        % (status, crc, len(body), body)
    )


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%s]><Error><Code>&j;</Code></Error>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9)
)
_DENIED = b"<Error><Code>AccessDenied</Code><Message>%s</Message></Error>"
WORDS = {
    "no xml": b"\xff\xfe\x00",
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><Error/>',
    "entities": BOMB,
    "a file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Error><Code>&x;</Code></Error>',
    "depth": b"<a>" * 200_000,
    "depth closed": b"<a>" * 100_000 + b"</a>" * 100_000,
    "long words": _DENIED % (b"x" * 900_000),
    "controls": _DENIED % b"\xc2\x9b2J\xe2\x80\xae",
}


@pytest.mark.parametrize("status", [b"200 OK", b"403 Forbidden", b"500 Broken"])
@pytest.mark.parametrize("name", list(WORDS))
@pytest.mark.parametrize("act", [act_upload, act_find, act_probe])
def test_words_that_mean_nothing(
    act: Callable[[str, UploadSource], None], name: str, status: bytes, source: UploadSource
) -> None:
    with saying(oss_answer(WORDS[name], status)) as server:
        began = time.monotonic()
        if act is act_probe and status == b"200 OK":
            act(server.url, source)  # whatever it says, the link opens
            return
        with pytest.raises(OssDropError) as raised:
            act(server.url, source)
    assert time.monotonic() - began < _MUCH_SOONER_S
    assert len(raised.value.detail) < 5000
    assert "root:" not in raised.value.detail


@pytest.mark.parametrize("crc", [b"", b"abc", b"-1", b"1e9", b"1" * 5000, b"\xd9\xa1"])
def test_a_checksum_that_is_no_number(crc: bytes, source: UploadSource) -> None:
    with saying(oss_answer(b"", b"200 OK", crc)) as server:
        storage = OssBucket(destination_at(server.url), timeout_s=_SOON_S)
        for act in (
            lambda: storage.upload(source, TransferControl()),
            lambda: storage.find("k", TransferControl()),
        ):
            with pytest.raises(OssDropError):
                act()
        storage.close()


GOOD: dict[str, Any] = {
    "policy": "cG9saWN5",
    "signature": "c2ln",
    "upload_dir": "dashscope-instant/x/y",
    "upload_host": "http://127.0.0.1:9",
    "expire_in_seconds": "300",
    "max_file_size_mb": 100,
    "oss_access_key_id": "id",
    "x_oss_object_acl": "private",
    "x_oss_forbid_overwrite": "true",
}
CHANGES: tuple[tuple[str, Any], ...] = (
    *((name, value) for name in ("expire_in_seconds", "max_file_size_mb") for value in (
        math.inf, -math.inf, math.nan, 1e308, "1e999", "-5", "", None, [], {}, True, "9" * 5000,
        "\u0663",
    )),
    *((name, value) for name in GOOD if name not in ("expire_in_seconds", "max_file_size_mb")
      for value in ("\ud800", "a\r\nX: y", "a\0b", "x" * 100_000, ["x"] * 100_000)),
    *(("upload_host", value) for value in (
        "http://evil.example", "https://user:p@evil.example", "file:///etc", "", None, 5,
        "http://evil.example\\@127.0.0.1", "https://[", "javascript:1",
    )),
)  # fmt: skip


@pytest.mark.parametrize(("name", "value"), CHANGES)
def test_a_policy_is_not_believed(name: str, value: Any, source: UploadSource) -> None:
    body = json.dumps({"request_id": "r", "data": GOOD | {name: value}}).encode()
    refuse_policy(body, source)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"5", b'"x"', b"[" * 200_000, b'{"data":' * 50_000, b"\xff", b"{}",
     b'{"data": null}', b'{"data": []}'],
)  # fmt: skip
def test_json_that_is_no_policy(body: bytes, source: UploadSource) -> None:
    refuse_policy(body, source)


def refuse_policy(body: bytes, source: UploadSource) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with saying(head % len(body) + body) as server:
        with pytest.raises(OssDropError) as raised:
            act_policy(server.url, source)
        assert raised.value.code is not ErrorCode.UNEXPECTED
        assert all(b"a cat" not in request for request in server.requests)


def test_the_api_on_the_internet_cannot_send_files_to_this_computer() -> None:
    from ossdrop.storage.dashscope_temp import _host

    assert _host("https://oss.example/x", "https://dashscope.aliyuncs.com/api/v1")
    with pytest.raises(ValueError, match="host"):
        _host("http://127.0.0.1:80", "https://dashscope.aliyuncs.com/api/v1")


REDIRECT = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"


def test_a_page_of_the_internet_cannot_fetch_from_this_computer(
    make_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.2 stands for the internet here; what it redirects to is this computer."""
    public = sessions._is_public
    monkeypatch.setattr(sessions, "_is_public", lambda host: host == "127.0.0.2" or public(host))
    png = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n private"
    with saying(png) as private:
        target = f"{private.url}/router/secret.png".encode()
        with saying(REDIRECT % target) as page:
            inside = fetch_picture(f"{page.url}/cat.png", tmp_path / "pasted")
            assert inside.exists()  # from here to here is nobody's leap
            with pytest.raises(OssDropError):
                fetch_picture(f"{page.url}/cat.png".replace("127.0.0.1", "127.0.0.2"), tmp_path)
        assert len(private.requests) == 1


@pytest.mark.parametrize(
    ("host", "is_public"),
    [
        ("8.8.8.8", True),
        ("198.18.0.7", True),  # what proxies in China answer with
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),  # a translator of the network
        ("64:ff9b::808:808", True),
        ("2606:4700::1", True),
    ],
)
def test_which_addresses_are_public(host: str, is_public: bool) -> None:
    assert sessions._is_public(host) is is_public


def test_a_redirect_that_never_ends_or_leads_to_a_file(tmp_path: Path) -> None:
    for location in (b"/again.png", b"file:///etc/passwd", b"data:image/png,x"):
        with saying(REDIRECT % location) as page:
            with pytest.raises(OssDropError) as raised:
                fetch_picture(f"{page.url}/cat.png", tmp_path)
            assert raised.value.code is ErrorCode.PICTURE_FAILED
            assert len(page.requests) <= 5


def test_what_is_called_a_picture_and_is_none(tmp_path: Path) -> None:
    for content in (b"<html>secret</html>", b"-----BEGIN PRIVATE KEY-----", b"", b"<?xml?><a/>"):
        words = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + content
        with saying(words) as page:
            with pytest.raises(OssDropError) as raised:
                fetch_picture(f"{page.url}/cat.png", tmp_path)
            assert raised.value.code is ErrorCode.PICTURE_FAILED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [b"-1", b"-99999"])
def test_an_object_of_a_negative_size(length: bytes, source: UploadSource) -> None:
    head = b"HTTP/1.1 200 OK\r\nx-oss-request-id: 1\r\nETag: x\r\nContent-Length: %s\r\n\r\n"
    with saying(head % length) as server:
        storage = OssBucket(destination_at(server.url), timeout_s=_SOON_S)
        with pytest.raises(OssDropError):
            storage.find("k", TransferControl())
        storage.close()


@pytest.mark.parametrize("upload_id", [b"", b"x" * 5000])
def test_an_upload_with_an_odd_id(upload_id: bytes, source: UploadSource) -> None:
    body = b"<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
    with saying(oss_answer(body % upload_id, b"200 OK")) as server:
        with pytest.raises(OssDropError) as raised:
            act_find(server.url, source)
        assert raised.value.code is ErrorCode.SERVICE_FAILED


@pytest.mark.parametrize(
    "date",
    [
        b"Sat, 01 Jan 2199 00:00:00 GMT",
        b"Thu, 01 Jan 1970 00:00:00 GMT",
        b"Tue, 99999999999999999924 Nov 2026 00:00:00 GMT",
        b"Tue, 24 Nov 2026 00:00:00 -0000",
        b"nonsense",
    ],
)
def test_a_clock_that_nobody_has_changes_no_link(date: bytes, source: UploadSource) -> None:
    head = b"HTTP/1.1 404 Not Found\r\nx-oss-request-id: 1\r\nDate: %s\r\nContent-Length: 0\r\n\r\n"
    with saying(head % date) as server:
        storage = OssBucket(destination_at(server.url), timeout_s=_SOON_S)
        storage.find("k", TransferControl())
        storage.close()
    moment = service_clock.service_now()
    assert abs((moment - datetime.now(UTC)).total_seconds()) < 26 * 3600 + 5


def test_a_picture_is_fetched_without_a_login_and_without_cookies(tmp_path: Path) -> None:
    first = (
        b"HTTP/1.1 302 Found\r\nConnection: close\r\nSet-Cookie: id=1\r\n"
        b"Location: /b.png\r\nContent-Length: 0\r\n\r\n"
    )
    with saying(first) as page:
        address = page.url.replace("http://", "http://user:password@")
        with pytest.raises(OssDropError):
            fetch_picture(f"{address}/a.png", tmp_path)
    assert len(page.requests) > 1
    for request in page.requests:
        assert b"cookie" not in request.lower()
        assert b"authorization" not in request.lower()


@pytest.mark.parametrize(
    "address",
    [
        "http://[",
        "http://" + "a" * 70_000,
        "http://a..b/",
        "http://\ud800/",
        "data:image/png;base64," + "%41" * 2_000_000,
        "data:image/svg+xml," + "a" * 2_000_000,
        "data:image/png;base64,AAAA",
        "data:,",
    ],
    ids=range(8),
)
def test_an_address_of_no_picture_is_an_error_soon(address: str, tmp_path: Path) -> None:
    began_s = time.monotonic()
    with pytest.raises(OssDropError) as raised:
        fetch_picture(address, tmp_path)
    assert raised.value.code is not ErrorCode.PROXY_FAILED
    assert time.monotonic() - began_s < _MUCH_SOONER_S


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_drawing_in_a_coding_that_hides_it_is_none(coding: str) -> None:
    assert picture_kind('<?xml version="1.0"?><svg/>'.encode(coding)) == ""


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "localhost."]
)
def test_no_proxy_sees_what_is_for_this_computer(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:8080")
    assert proxy_for(f"http://{host}:9/x") is None
    assert proxy_for("http://example.com/") is not None
