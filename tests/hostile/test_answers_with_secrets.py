"""Whatever a server repeats of a key, and however: nothing of it is told, kept or logged."""

from __future__ import annotations

import json
import logging
from urllib.parse import quote

import pytest

from ossdrop.config.env_file import Values
from ossdrop.config.settings import parse_prefix, resolve_destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import RedactionFilter, Secret, could_be_secret, redact
from ossdrop.storage.service_errors import answer_of, service_error

SECRET = "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
KEY = "sk-89d21712c0a52d15fd877db2b0085fcb"
SIGNATURE = "43a9" * 16


@pytest.fixture(autouse=True)
def met() -> None:
    Secret(SECRET)
    Secret(KEY)


def pieces(secret: str) -> set[str]:
    return {secret[at : at + 10] for at in range(len(secret) - 9)}


@pytest.mark.parametrize("secret", [SECRET, KEY])
@pytest.mark.parametrize(
    "form",
    [
        lambda text: text[:6] + "\u200b" + text[6:],
        "\u2060".join,
        lambda text: text[1:-1],
        lambda text: f"{text[:15]} and {text[15:]}",
        lambda text: text.removeprefix("sk-"),
        lambda text: f"ending {text[-14:]}",
        quote,
    ],
)
def test_a_key_that_was_met_is_hidden_in_any_form(secret: str, form) -> None:  # type: ignore[no-untyped-def]
    told = redact(f"wrong key {form(secret)}!").replace("\u200b", "").replace("\u2060", "")
    assert not [piece for piece in pieces(secret) if piece in told], told
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s", (form(secret),), None)
    RedactionFilter().filter(record)
    assert not [piece for piece in pieces(secret) if piece in record.getMessage()]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"x-oss-signature": [SIGNATURE]}),
        str(("x-oss-signature", SIGNATURE)),
        f"x-oss-signature%253D{SIGNATURE}",
        f"x-oss-signature\\u003d{SIGNATURE}",
        f"bad sig was {SIGNATURE}",
        f"acme.oss-cn-x/a?OSSAccessKeyId=x&sign={SIGNATURE}",
    ],
)
def test_a_signature_is_hidden_however_it_is_written(text: str) -> None:
    assert SIGNATURE[:16] not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "tom:Passw0rdxyz12@oss.acme.com",
        "https://tom:Passw0rd/xyz@oss.acme.com",
        "socks5:tom:Passw0rdxyz12@h",
        "password=Passw0rdxyz2",
    ],
)
def test_a_password_is_hidden_with_and_without_a_scheme(text: str) -> None:
    assert "Passw0rd" not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "practice-bucket in cn-hangzhou on 20261129 at 12:34:56",
        "https://my-assets.oss-cn-beijing.aliyuncs.com/ai/2026/cat@2x.png",
        "Request ID: 6743A91C0123456789ABCDEF",
        "C:\\Users\\tom\\Desktop\\cat.png, mail li@example.com",
        "the upload of 2026-11-29 12:00:00 to oss-cn-hangzhou.aliyuncs.com:443",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    Secret("sk-practice-0a1b2c3d4e5f6071")
    assert redact(text) == text


def hint_of(endpoint: str) -> str:
    body = f"<Error><Code>AccessDenied</Code><Endpoint>{endpoint}</Endpoint></Error>"
    return service_error(answer_of(403, body.encode())).hint


def test_a_region_of_the_service_is_the_only_hint() -> None:
    token = "CAISkz6kNUgYrLnoC37mZZCNnAbez0123456789"
    body = f"<Error><Code>AccessDenied</Code><Endpoint>oss-{token}.aliyuncs.com</Endpoint></Error>"
    assert token not in service_error(answer_of(403, body.encode())).hint
    body = (
        "<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>"
    )
    assert service_error(answer_of(403, body.encode())).hint == "cn-beijing"


@pytest.mark.parametrize("request_id", [KEY[3:], SIGNATURE, "0123456789"])
def test_what_is_no_request_id_is_none(request_id: str) -> None:
    assert OssDropError(ErrorCode.UNEXPECTED, request_id=request_id).request_id == ""


def test_an_answer_with_empty_elements_is_an_answer() -> None:
    body = b"<Error><Code>AccessDenied</Code><Message/><AuthAction/><Endpoint/></Error>"
    assert service_error(answer_of(403, body)).code is ErrorCode.PERMISSION_MISSING
    body = b"<Error><Code/><Message/></Error>"
    assert service_error(answer_of(500, body)).code is ErrorCode.SERVICE_FAILED


@pytest.mark.parametrize("text", [SECRET, f"ai/{KEY}", KEY.upper(), "sk_89d21712c0a52d15fd877db2"])
def test_a_secret_is_no_folder(text: str) -> None:
    with pytest.raises(OssDropError) as raised:
        parse_prefix(text)
    assert raised.value.code is ErrorCode.PREFIX_INVALID
    assert text not in str(raised.value)


def test_a_secret_that_was_met_is_no_bucket_whatever_it_looks_like() -> None:
    Secret("723d0f3aa1b2c3d4e5f60718293ad910")
    assert could_be_secret("723d0f3aa1b2c3d4e5f60718293ad910")
    with pytest.raises(OssDropError) as raised:
        resolve_destination(
            Values.of({"QWEN_TMP_OSS_BUCKET": "723d0f3aa1b2c3d4e5f60718293ad910"}), None
        )
    assert "723d" not in str(raised.value)


@pytest.mark.parametrize(
    "form",
    [
        "\u00ad".join,
        "\u034f".join,
        "\u200d".join,
        lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text),
        lambda text: " ".join(text[at : at + 5] for at in range(0, len(text), 5)),
        lambda text: "".join(f"&#{ord(c)};" for c in text),
        lambda text: "".join(f"%{ord(c):02x}" for c in text),
    ],
)
def test_no_spelling_gets_a_key_through(form) -> None:  # type: ignore[no-untyped-def]
    assert redact(form(SECRET)) == "[REDACTED]"


def test_an_emoji_of_several_parts_stays() -> None:
    assert redact("a family 👨\u200d👩\u200d👧 of files") == "a family 👨\u200d👩\u200d👧 of files"


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad"])
def test_a_folder_has_nothing_that_nobody_sees(mark: str) -> None:
    with pytest.raises(OssDropError):
        parse_prefix(f"ai/pro{mark}d")
