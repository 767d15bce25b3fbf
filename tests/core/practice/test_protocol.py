"""What is no request is answered in the service's XML, and no connection is left in disorder."""

from __future__ import annotations

import re
import socket
from typing import Self
from xml.etree import ElementTree

import oss2
import pytest

from ossdrop.practice.server import PracticeServer
from tests.fuzz.practice_requests import NO_HTTP

GET = b"GET /practice-bucket/none HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Line:
    """A connection over which bytes go as they are."""

    def __init__(self, server: PracticeServer) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), 10)
        self._read = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, data: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer."""
        self._socket.sendall(data)
        while b"\r\n\r\n" not in self._read:
            self._read += self._socket.recv(65536)
        head, _, rest = self._read.partition(b"\r\n\r\n")
        match = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(match[1]) if match else 0
        while len(rest) < length:
            rest += self._socket.recv(65536)
        self._read = rest[length:]
        return head, rest[:length]

    def is_closed(self) -> bool:
        """Whether the other side ends it; waits for that."""
        return self._socket.recv(1) == b""


@pytest.mark.parametrize("data", NO_HTTP, ids=lambda data: ascii(data[:30]))
def test_what_is_no_request_is_answered_in_xml(practice: PracticeServer, data: bytes) -> None:
    with Line(practice) as line:
        head, body = line.ask(data)
    assert re.match(rb"HTTP/\d\.\d 4", head)
    root = ElementTree.fromstring(body)
    assert all(root.findtext(name) is not None for name in ("Code", "RequestId", "HostId"))
    assert b"x-oss-request-id" in head.lower()


def test_a_fault_of_ours_is_answered_in_xml(
    practice: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AttributeError("a fault of ours")

    monkeypatch.setattr("ossdrop.practice.service.find_operation", fail)
    with Line(practice) as line:
        head, body = line.ask(GET + b"\r\n")
        assert line.is_closed()
    assert head.startswith(b"HTTP/1.1 500")
    assert ElementTree.fromstring(body).findtext("Code") == "InternalError"
    assert b"Traceback" not in body


def test_a_host_that_is_no_utf_8(practice: PracticeServer) -> None:
    with Line(practice) as line:
        head, body = line.ask(b"GET /k HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 4")
    assert ElementTree.fromstring(body).findtext("HostId")


@pytest.mark.parametrize("method", [b"GET", b"DELETE"])
def test_a_body_that_is_announced_and_never_comes(practice: PracticeServer, method: bytes) -> None:
    with Line(practice) as line:
        head, body = line.ask(GET.replace(b"GET", method) + b"Content-Length: 100\r\n\r\n")
        assert b"connection: close" in head.lower()
        assert b"<Code>AccessDenied</Code>" in body
        assert line.is_closed()


def test_a_body_that_stops_coming_is_given_up(
    practice: PracticeServer, bucket: oss2.Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ossdrop.practice.exchange._LONGEST_SILENCE_S", 0.2)
    target = bucket.sign_url("PUT", "k", 60).removeprefix(practice.base_url)
    request = f"PUT {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n12345"
    with Line(practice) as line:
        head, body = line.ask(request.encode())
    assert head.startswith(b"HTTP/1.1 400")
    assert b"connection: close" in head.lower()
    assert b"<Code>RequestTimeout</Code>" in body
    assert practice.service.store.blobs.sizes() == {}


def test_a_body_that_nobody_needs_leaves_the_connection_in_order(practice: PracticeServer) -> None:
    with Line(practice) as line:
        for _ in range(3):
            head, body = line.ask(GET + b"Content-Length: 5\r\n\r\n12345")
            assert head.startswith(b"HTTP/1.1 403")
            assert b"<Code>AccessDenied</Code>" in body
            assert b"connection: close" not in head.lower()
