"""Files are sent without an SDK: what it used to see to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.sessions import Session
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.base import Part, Span, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.storage.service_errors import answer_of, service_error
from tests.conftest import destination_at
from tests.contract.test_storage import source_of
from tests.hostile.rude_server import saying

_ID = "5C06A3B67B8B5A3DA422299D"


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    return source_of(make_file("cat.png", b"x" * 1000))


@pytest.fixture
def storage(destination: Destination) -> Iterator[OssBucket]:
    made = OssBucket(destination)
    yield made
    made.close()


def error_of(send: Callable[[], object]) -> OssDropError:
    with pytest.raises(OssDropError) as raised:
        send()
    return raised.value


@pytest.mark.parametrize("body", [b"", b"<html>busy</html>", b"<Error><Code>Any</Code></Error>"])
def test_the_head_of_an_answer_names_its_request(source: UploadSource, body: bytes) -> None:
    head = f"HTTP/1.1 503 Busy\r\nx-oss-request-id: {_ID}\r\nContent-Length: {len(body)}\r\n\r\n"
    with saying(head.encode() + body) as service:
        storage = OssBucket(destination_at(service.url))
        error = error_of(lambda: storage.upload(source, TransferControl()))
        storage.close()
    assert error.code is ErrorCode.SERVICE_BUSY
    assert error.request_id == _ID


def test_an_error_that_comes_as_good_is_one(source: UploadSource) -> None:
    """Joining parts may begin its answer before it fails."""
    body = b'<?xml version="1.0" ?>\n<Error><Code>InternalError</Code></Error>'
    head = f"HTTP/1.1 200 OK\r\nx-oss-request-id: {_ID}\r\nContent-Length: {len(body)}\r\n\r\n"
    with saying(head.encode() + body) as service:
        storage = OssBucket(destination_at(service.url))
        error = error_of(
            lambda: storage.complete_parts(
                source, "id", [Part(1, "etag", 1000, 1)], 1, TransferControl()
            )
        )
        storage.close()
    assert error.code is ErrorCode.SERVICE_FAILED
    assert "InternalError" in error.detail


@pytest.mark.parametrize("status", ["403 Forbidden", "400 Bad Request", "200 OK"])
def test_half_an_answer_is_none(source: UploadSource, status: str) -> None:
    """A clock that was wrong was told as a permission that is missing."""
    body = b"<?xml version='1.0' ?><Error><Code>RequestTimeToo"
    head = f"HTTP/1.1 {status}\r\nx-oss-request-id: {_ID}\r\nContent-Length: 400\r\n\r\n"
    with saying(head.encode() + body) as service:
        storage = OssBucket(destination_at(service.url))
        error = error_of(lambda: storage.upload(source, TransferControl()))
        storage.close()
    assert error.code is ErrorCode.CONNECTION_LOST


def test_a_clock_that_is_wrong_is_told_with_how_much(
    storage: OssBucket, practice: PracticeServer, source: UploadSource
) -> None:
    practice.faults.clock_offset_s = 2 * 3600
    error = error_of(lambda: storage.upload(source, TransferControl()))
    assert error.code is ErrorCode.CLOCK_WRONG
    assert error.detail.endswith("· 120 min off")


def test_an_answer_that_repeats_what_is_no_xml_has_its_code() -> None:
    said = b"<Code>SignatureDoesNotMatch</Code><StringToSign>a & b\x01</StringToSign>"
    body = b"<Error>%b</Error>" % said
    assert service_error(answer_of(403, body)).code is ErrorCode.SECRET_WRONG


@pytest.mark.parametrize("key", ["p/../other", "./a", "p/.."])
def test_a_key_that_is_folded_on_the_way_is_refused(
    storage: OssBucket, practice: PracticeServer, source: UploadSource, key: str
) -> None:
    error = error_of(lambda: storage.upload(replace(source, key=key), TransferControl()))
    assert error.code is ErrorCode.NAME_REFUSED
    assert not practice.service.requests


def test_a_part_without_an_etag_is_none(source: UploadSource) -> None:
    crc = crc64(b"x" * 1000)
    head = f"HTTP/1.1 200 OK\r\nx-oss-request-id: {_ID}\r\nContent-Length: 0\r\n"
    with saying(f"{head}x-oss-hash-crc64ecma: {crc}\r\n\r\n".encode()) as service:
        storage = OssBucket(destination_at(service.url))
        span = Span(0, 1000)
        error = error_of(lambda: storage.send_part(source, "id", 1, span, TransferControl()))
        storage.close()
    assert error.code is ErrorCode.SERVICE_FAILED


def test_no_connection_waits_for_the_first_block(storage: OssBucket, source: UploadSource) -> None:
    """A limit, or a slow disk, may take seconds: services close what says nothing."""
    connections = []

    class Limited(TransferControl):
        def allow(self, size_bytes: int) -> int:
            connections.append(len(storage._session._adapter.connections))
            return size_bytes

    storage.upload(source, Limited())
    assert connections == [0]


def test_a_session_that_is_cut_as_a_request_begins_sends_nothing(
    practice: PracticeServer,
) -> None:
    class Cut(Session):
        def cuttable(self):  # type: ignore[no-untyped-def]
            self.cut()
            return super().cuttable()

    with Cut(1) as session, pytest.raises(OSError, match="closed"):
        session.exchange("DELETE", practice.base_url, {}, None, (1, 1))
    assert not practice.service.requests


def test_what_oss2_refuses_by_itself_is_one_of_ours(storage: OssBucket) -> None:
    assert error_of(lambda: storage.find("", TransferControl())).code is ErrorCode.SERVICE_FAILED
