"""The real bucket's storage: what each answer and each fault of the network becomes."""

from __future__ import annotations

import contextlib
import gc
import socket
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
import requests

from ossdrop.config.credentials import Credentials, PairName
from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link
from ossdrop.network.service_clock import service_now
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.redaction import Secret
from ossdrop.storage.base import (
    OpenRequest,
    Span,
    TransferControl,
    TransferStopped,
    UploadSource,
)
from ossdrop.storage.link_probe import probe
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.storage.service_errors import ServiceAnswer, answer_of, service_error
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, destination_at
from tests.contract.control import CountingControl
from tests.hostile.rude_server import saying


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    path = make_file("cat.png", b"x" * 300_000)
    facts = path.stat()
    return UploadSource(
        path,
        "cat.png",
        "k/cat.png",
        300_000,
        facts.st_mtime_ns,
        "image/png",
        facts.st_ctime_ns,
        facts.st_ino,
    )


@pytest.fixture
def storage(destination: Destination) -> Iterator[OssBucket]:
    made = OssBucket(destination)
    yield made
    made.close()


def error_of(storage: OssBucket, source: UploadSource) -> OssDropError:
    with pytest.raises(OssDropError) as raised:
        storage.upload(source, CountingControl())
    assert KEY_SECRET not in repr(raised.value) + raised.value.detail
    assert KEY_ID not in raised.value.detail
    return raised.value


def test_an_upload_is_one_request_and_its_link_opens(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    stored = storage.upload(source, CountingControl())
    assert [(r.method, r.status) for r in practice.service.requests] == [("PUT", 200)]
    answer = requests.get(storage.sign(stored.key, 60).url, timeout=10)
    assert answer.content == source.path.read_bytes()
    assert answer.headers["Content-Type"] == "image/png"
    assert 'filename="cat.png"' in answer.headers["Content-Disposition"]


def test_put_and_get_permissions_are_enough(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    stored = storage.upload(source, CountingControl())
    assert storage.find(stored.key, TransferControl()) is not None
    with pytest.raises(OssDropError) as raised:
        storage.delete(stored.key)
    assert raised.value.code is ErrorCode.PERMISSION_MISSING
    assert raised.value.hint == "oss:DeleteObject"


def changed_key(practice: PracticeServer, **changes: object) -> None:
    practice.service.keys[KEY_ID] = replace(practice.service.keys[KEY_ID], **changes)  # type: ignore[arg-type]


ACCOUNT_FAULTS: list[tuple[str, Callable[[PracticeServer], None], ErrorCode]] = [
    ("unknown key", lambda s: s.service.keys.pop(KEY_ID), ErrorCode.ACCESS_KEY_UNKNOWN),
    ("disabled key", lambda s: changed_key(s, enabled=False), ErrorCode.ACCESS_KEY_UNKNOWN),
    ("wrong secret", lambda s: changed_key(s, secret="other"), ErrorCode.SECRET_WRONG),
    (
        "account disabled",
        lambda s: changed_key(s, account_disabled=True),
        ErrorCode.ACCOUNT_DISABLED,
    ),
    ("no permission", lambda s: changed_key(s, actions=frozenset()), ErrorCode.PERMISSION_MISSING),
    ("bucket gone", lambda s: s.service.store.buckets.clear(), ErrorCode.BUCKET_MISSING),
]


@pytest.mark.parametrize(
    ("break_it", "code"), [f[1:] for f in ACCOUNT_FAULTS], ids=[f[0] for f in ACCOUNT_FAULTS]
)
def test_what_the_service_refuses_has_its_own_error(
    practice: PracticeServer,
    storage: OssBucket,
    source: UploadSource,
    break_it: Callable[[PracticeServer], object],
    code: ErrorCode,
) -> None:
    break_it(practice)
    error = error_of(storage, source)
    assert error.code is code
    assert error.request_id


def test_a_clock_that_is_wrong_is_named(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    practice.faults.clock_offset_s = 3600
    assert error_of(storage, source).code is ErrorCode.CLOCK_WRONG


def test_a_wrong_region_is_named_with_the_right_one(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    practice.service.store.buckets["practice-bucket"].region = "cn-shanghai"
    error = error_of(storage, source)
    assert (error.code, error.hint) == (ErrorCode.REGION_WRONG, "cn-shanghai")


def test_a_region_signed_wrongly_is_named(
    practice: PracticeServer, destination: Destination, source: UploadSource
) -> None:
    storage = OssBucket(replace(destination, region="cn-beijing"))
    assert error_of(storage, source).code is ErrorCode.REGION_WRONG
    storage.close()


def test_temporary_credentials_work_until_they_run_out(
    practice: PracticeServer, destination: Destination, source: UploadSource
) -> None:
    ends_at = datetime.now(UTC) + timedelta(minutes=5)
    changed_key(practice, security_token="sts-token", token_expires_at=ends_at)
    credentials = replace(destination.credentials, security_token=Secret("sts-token"))
    storage = OssBucket(replace(destination, credentials=credentials))
    link = storage.sign(storage.upload(source, CountingControl()).key, 60)
    assert requests.get(link.url, timeout=10).ok
    changed_key(practice, token_expires_at=ends_at - timedelta(minutes=10))
    assert error_of(storage, source).code is ErrorCode.TOKEN_EXPIRED
    storage.close()


FAULTS: list[tuple[dict[str, object], ErrorCode]] = [
    ({"fail_times": 1}, ErrorCode.SERVICE_BUSY),
    ({"fail_times": 1, "fail_code": "InternalError"}, ErrorCode.SERVICE_FAILED),
    ({"fail_times": 1, "fail_code": "TooManyRequests"}, ErrorCode.SERVICE_BUSY),
    ({"fail_times": 1, "fail_code": "PublicEndpointForbidden"}, ErrorCode.DOMAIN_REQUIRED),
    ({"fail_times": 1, "fail_code": "InvalidObjectName"}, ErrorCode.NAME_REFUSED),
    ({"fail_times": 1, "fail_code": "EntityTooLarge"}, ErrorCode.FILE_TOO_LARGE),
    (
        {"fail_times": 1, "fail_code": "AccessDenied", "fail_ec": "0002-00000080"},
        ErrorCode.SIGNATURE_REFUSED,
    ),
    ({"fail_times": 1, "fail_code": "InvalidSecurityToken"}, ErrorCode.TOKEN_EXPIRED),
    ({"fail_times": 1, "fail_code": "QuotaExceeded"}, ErrorCode.BUCKET_FULL),
    ({"reset_after_bytes": 1000}, ErrorCode.CONNECTION_LOST),
    ({"answer_lost_times": 1}, ErrorCode.CONNECTION_LOST),
    ({"redirect_to": "http://127.0.0.1:9/login"}, ErrorCode.LOGIN_PAGE),
    ({"captive_portal": True}, ErrorCode.LOGIN_PAGE),
    ({"wrong_crc_times": 1}, ErrorCode.CHECKSUM_MISMATCH),
    ({"disk_full": True}, ErrorCode.SERVICE_FAILED),
]


@pytest.mark.parametrize(("faults", "code"), FAULTS, ids=str)
def test_every_fault_has_its_own_error(
    practice: PracticeServer,
    storage: OssBucket,
    source: UploadSource,
    faults: dict[str, object],
    code: ErrorCode,
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    assert error_of(storage, source).code is code


def test_a_part_that_arrived_damaged_is_none(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    upload_id = storage.begin_parts(source, TransferControl())
    practice.faults.wrong_crc_times = 1
    with pytest.raises(OssDropError) as raised:
        storage.send_part(source, upload_id, 1, Span(0, 300_000), TransferControl())
    assert raised.value.code is ErrorCode.CHECKSUM_MISMATCH


def test_what_parts_became_is_compared_as_a_whole(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    upload_id = storage.begin_parts(source, TransferControl())
    part = storage.send_part(source, upload_id, 1, Span(0, 300_000), TransferControl())
    practice.faults.wrong_crc_times = 1
    with pytest.raises(OssDropError) as raised:
        storage.complete_parts(source, upload_id, [part], part.crc64, TransferControl())
    assert raised.value.code is ErrorCode.CHECKSUM_MISMATCH


def test_a_link_is_tried_with_one_byte(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    stored = storage.upload(source, TransferControl())
    probe(storage.sign(stored.key, 60))
    storage.put_small("k/empty", b"")  # when this is done, what was asked before is noted
    assert [r.status for r in practice.service.requests if r.method == "GET"] == [206]
    probe(storage.sign("k/empty", 60))  # an empty one has none, and opens
    with pytest.raises(OssDropError) as raised:
        probe(storage.sign("k/none", 60))
    assert raised.value.code is ErrorCode.OBJECT_MISSING
    now = datetime.now(UTC)
    with pytest.raises(OssDropError) as raised:
        probe(Link("oss://dashscope/x", now, now))
    assert raised.value.code is ErrorCode.LINK_UNCHECKABLE


class Ended(TransferControl):
    """Of a transfer that is wanted no longer."""

    def check(self) -> None:
        raise TransferStopped


def test_what_is_wanted_no_longer_asks_nothing(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    upload_id = storage.begin_parts(source, TransferControl())
    part = storage.send_part(source, upload_id, 1, Span(0, 300_000), TransferControl())
    practice.service.requests.clear()
    for ask in (
        lambda: storage.upload(source, Ended()),
        lambda: storage.begin_parts(source, Ended()),
        lambda: storage.send_part(source, upload_id, 1, Span(0, 300_000), Ended()),
        lambda: storage.complete_parts(source, upload_id, [part], part.crc64, Ended()),
        lambda: storage.find(source.key, Ended()),
    ):
        with pytest.raises(TransferStopped):
            ask()
    assert practice.service.store.buckets[BUCKET].objects == {}
    assert not [r for r in practice.service.requests if r.status == 200]


class CutAtOnce(TransferControl):
    """Of a transfer that is stopped as soon as there is something to cut."""

    def __init__(self) -> None:
        self._is_cut = False

    def set_request(self, request: OpenRequest | None) -> None:
        if request is not None:
            self._is_cut = True
            request.cut()

    def check(self) -> None:
        if self._is_cut:
            raise TransferStopped


def test_what_was_cut_on_purpose_is_no_error(storage: OssBucket, source: UploadSource) -> None:
    upload_id = storage.begin_parts(source, TransferControl())
    part = storage.send_part(source, upload_id, 1, Span(0, 300_000), TransferControl())
    for ask in (
        lambda: storage.upload(source, CutAtOnce()),
        lambda: storage.begin_parts(source, CutAtOnce()),
        lambda: storage.send_part(source, upload_id, 1, Span(0, 300_000), CutAtOnce()),
        lambda: storage.complete_parts(source, upload_id, [part], part.crc64, CutAtOnce()),
        lambda: storage.find(source.key, CutAtOnce()),
    ):
        with pytest.raises(TransferStopped):
            ask()


class Remembering(TransferControl):
    """Knows each request for as long as anybody holds it."""

    def __init__(self) -> None:
        self.requests: list[weakref.ref[OpenRequest]] = []

    def set_request(self, request: OpenRequest | None) -> None:
        if request is not None:
            self.requests.append(weakref.ref(request))


def test_nobody_holds_a_request_that_has_ended(storage: OssBucket, source: UploadSource) -> None:
    control = Remembering()
    storage.upload(source, control)
    storage.find(source.key, control)
    gc.collect()
    assert [request() for request in control.requests] == [None, None]


def test_a_service_that_cannot_be_reached_is_named(source: UploadSource) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound but not listening: refuses connections
        storage = OssBucket(destination_at(f"127.0.0.1:{unused.getsockname()[1]}"))
        assert error_of(storage, source).code is ErrorCode.NETWORK_UNREACHABLE
        storage.close()


def test_a_proxy_that_is_gone_is_named(
    source: UploadSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    storage = OssBucket(destination_at("https://cdn.example.com"))
    refused = error_of(storage, source)
    assert refused.code is ErrorCode.PROXY_UNREACHABLE
    assert refused.explanation.cause == "The proxy does not answer."
    storage.close()


def test_netrc_and_proxies_of_the_environment_do_not_touch_this_computer(
    storage: OssBucket, source: UploadSource, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert storage.upload(source, CountingControl()).size_bytes == 300_000


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (b"408 Request Timeout", ErrorCode.NETWORK_TIMEOUT),
        (b"413 Payload Too Large", ErrorCode.GATEWAY_REFUSED_SIZE),
        (b"429 Too Many Requests", ErrorCode.SERVICE_BUSY),
        (b"502 Bad Gateway", ErrorCode.SERVICE_FAILED),
        (b"200 OK", ErrorCode.LOGIN_PAGE),
    ],
)
def test_what_a_gateway_answers_is_its_own_cause(
    source: UploadSource, status: bytes, code: ErrorCode
) -> None:
    with saying(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n") as gateway:
        storage = OssBucket(destination_at(gateway.url))
        assert error_of(storage, source).code is code
        storage.close()


def test_no_checksum_is_not_a_wrong_one(source: UploadSource) -> None:
    answer = b'HTTP/1.1 200 OK\r\nx-oss-request-id: 1\r\nETag: "x"\r\nContent-Length: 0\r\n\r\n'
    with saying(answer) as service:
        storage = OssBucket(destination_at(service.url))
        assert error_of(storage, source).code is ErrorCode.CHECKSUM_MISSING
        storage.close()


def test_an_answer_nobody_asked_for_does_not_become_the_next_ones(source: UploadSource) -> None:
    """103 was taken for the answer to one request, and the answer for that to the next."""
    early = b"HTTP/1.1 103 Early Hints\r\nx-oss-request-id: 1\r\nLink: x\r\n\r\n"
    found = b"HTTP/1.1 200 OK\r\nx-oss-request-id: 2\r\nContent-Length: 7\r\n\r\n"
    with saying(early + found) as service:
        storage = OssBucket(destination_at(service.url))
        for _ in range(2):
            with pytest.raises(OssDropError) as raised:
                storage.find("k", TransferControl())
            assert raised.value.code is ErrorCode.CONNECTION_LOST
        storage.close()
    assert len(service.requests) == 2  # on a connection each


def test_what_no_service_of_ours_answers_is_no_link(source: UploadSource) -> None:
    now = datetime.now(UTC)
    for status, code in (
        (b"200 OK", ErrorCode.LOGIN_PAGE),
        (b"407 Login", ErrorCode.PROXY_FAILED),
        (b"500 Broken", ErrorCode.SERVICE_FAILED),
    ):
        with saying(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n") as gateway:
            with pytest.raises(OssDropError) as raised:
                probe(Link(f"{gateway.url}/k", now, now))
            assert raised.value.code is code


def test_what_is_too_large_for_one_request_is_refused_before_it_is_sent(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    assert error_of(storage, replace(source, size_bytes=5 * 1024**3 + 1)).code is (
        ErrorCode.FILE_TOO_LARGE
    )
    assert error_of(storage, replace(source, size_bytes=5 * 1024**3)).code is ErrorCode.FILE_CHANGED
    assert [r for r in practice.service.requests if r.status == 200] == []


@pytest.mark.parametrize(
    ("answer", "code", "detail"),
    [
        (
            ServiceAnswer(403, "AccessDenied", message="You are denied by bucket referer policy."),
            ErrorCode.REFERER_REFUSED,
            "403 · AccessDenied · You are denied by bucket referer policy.",
        ),
        (
            ServiceAnswer(404, "NoSuchBucket", message="No referer policy here."),
            ErrorCode.BUCKET_MISSING,
            "404 · NoSuchBucket · No referer policy here.",
        ),
        (ServiceAnswer(403, "AccessDenied"), ErrorCode.PERMISSION_MISSING, "403 · AccessDenied"),
    ],
)
def test_what_the_service_says_of_a_referer(
    answer: ServiceAnswer, code: ErrorCode, detail: str
) -> None:
    error = service_error(answer)
    assert (error.code, error.detail) == (code, detail)


def test_an_answer_without_words_adds_none() -> None:
    assert answer_of(500, b"<Error><Code>InternalError</Code></Error>").message == ""
    assert answer_of(500, b"no XML") == ServiceAnswer(500)


def test_a_domain_of_ones_own_is_called_by_its_name(
    practice: PracticeServer, source: UploadSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve, asked = socket.getaddrinfo, list[object]()

    def patched(host: object, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return resolve("127.0.0.1", *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", patched)
    cast("dict[str, str]", practice.service.config.domains)["files.localhost"] = BUCKET
    named = Endpoint("http", f"files.localhost:{practice.port}", Style.CUSTOM_DOMAIN)
    storage = OssBucket(replace(destination_at(practice.base_url), endpoint=named))
    storage.upload(source, CountingControl())
    storage.close()
    assert source.key in practice.service.store.buckets[BUCKET].objects
    assert set(asked) == {"files.localhost"}


def test_every_answer_tells_the_time_of_the_service(
    practice: PracticeServer, storage: OssBucket, source: UploadSource
) -> None:
    practice.faults.clock_offset_s = 600
    with contextlib.suppress(OssDropError):
        storage.upload(source, CountingControl())
    ahead_s = (service_now() - datetime.now(UTC)).total_seconds()
    assert 590 < ahead_s < 610


def test_a_link_that_leads_elsewhere_does_not_open(
    storage: OssBucket, source: UploadSource
) -> None:
    storage.upload(source, CountingControl())
    works = storage.sign(source.key, 60)
    probe(works)
    leads = f"HTTP/1.1 302 Found\r\nLocation: {works.url}\r\nContent-Length: 0\r\n\r\n"
    with saying(leads.encode()) as elsewhere, pytest.raises(OssDropError) as raised:
        probe(replace(works, url=f"{elsewhere.url}/cat.png"))
    assert raised.value.code is ErrorCode.LOGIN_PAGE


def test_a_few_bytes_are_stored_as_text(storage: OssBucket) -> None:
    storage.put_small("k/check.txt", b"a few")
    answer = requests.get(storage.sign("k/check.txt", 60).url, timeout=10)
    assert (answer.text, answer.headers["Content-Type"]) == ("a few", "text/plain")


@pytest.mark.parametrize("pair", PairName)
def test_the_part_of_a_key_that_is_refused_is_named(
    destination: Destination, source: UploadSource, pair: PairName
) -> None:
    def hint_of(key_id: str, secret: str) -> str:
        credentials = Credentials(key_id, Secret(secret), pair=pair)
        with contextlib.closing(OssBucket(replace(destination, credentials=credentials))) as one:
            return error_of(one, source).hint

    is_other = pair is PairName.OSS
    assert hint_of("LTAI5tNobodyNobodyNobody", "x") == ("OSS_ACCESS_KEY_ID" if is_other else "")
    wrong = hint_of(KEY_ID, "wrong-secret-012345678")
    assert wrong == ("OSS_ACCESS_KEY_SECRET" if is_other else "")
    missing = replace(destination, bucket="nobodys-bucket-1")
    other = Credentials(KEY_ID, Secret(KEY_SECRET), pair=pair)
    with contextlib.closing(OssBucket(replace(missing, credentials=other))) as one:
        assert error_of(one, source).hint == ""


def test_of_an_answer_the_words_that_support_asks_for_are_kept() -> None:
    body = b"""<Error><Code>InternalError</Code><Message>Please try again.</Message>
        <RequestId>534B371674E88A4D8906008B</RequestId><EC>0002-00000001</EC></Error>"""
    error = service_error(answer_of(500, body))
    assert error.request_id == "534B371674E88A4D8906008B"
    assert error.detail == "500 \u00b7 InternalError \u00b7 0002-00000001 \u00b7 Please try again."
    odd = service_error(ServiceAnswer(500, code="no code", message="Please try again."))
    assert odd.detail == "500 \u00b7 Please try again."


def test_what_is_stored_names_its_request(storage: OssBucket, source: UploadSource) -> None:
    whole = storage.upload(source, CountingControl())
    source = replace(source, key=f"{source.key}-in-parts")
    upload_id = storage.begin_parts(source, TransferControl())
    span = Span(0, source.size_bytes)
    part = storage.send_part(source, upload_id, 1, span, TransferControl())
    joined = storage.complete_parts(source, upload_id, [part], whole.crc64, TransferControl())
    assert whole.request_id
    assert joined.request_id not in ("", whole.request_id)


def test_what_idles_is_closed_and_opened_anew(storage: OssBucket, source: UploadSource) -> None:
    stored = storage.upload(source, CountingControl())
    storage.drop_idle()
    found = storage.find(stored.key, TransferControl())
    assert found is not None
    assert found.crc64 == stored.crc64


def test_by_itself_a_control_counts_what_is_there_and_gives_up() -> None:
    control = CountingControl()
    control.add_kept(7)
    assert control.sent_bytes == 7
    assert not TransferControl().goes_on(OssDropError(ErrorCode.SERVICE_FAILED))
