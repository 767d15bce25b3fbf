from __future__ import annotations

import io
import logging

import pytest

from ossdrop.redaction import (
    RedactionFilter,
    Secret,
    could_be_secret,
    mask,
    mask_url,
    redact,
    without_secrets,
)

URL = (
    "https://b.oss-cn-beijing.aliyuncs.com/k/a.png?x-oss-credential=LTAI5tAbCdEfGhIjKl%2F2026"
    "&x-oss-signature=deadbeef&x-oss-security-token=tok"
)


@pytest.mark.parametrize(("text", "masked"), [("short", "***"), ("LTAI5tAbCdEf", "LTAI...CdEf")])
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_a_url_loses_its_query() -> None:
    assert mask_url(URL) == "https://b.oss-cn-beijing.aliyuncs.com/k/a.png?[REDACTED]"


@pytest.mark.parametrize(
    "text",
    [
        f"GET {URL} failed",
        "{'authorization': 'OSS4-HMAC-SHA256 Credential=LTAI5tAbCdEfGhIjKl/x, Signature=deadbeef'}",
        "Authorization: Bearer sk-deadbeefdeadbeef",
        "{'SignatureProvided': 'deadbeef', 'StringToSign': 'deadbeef\nLTAI5tAbCdEfGhIjKl'}",
        "<StringToSign>deadbeef\nLTAI5tAbCdEfGhIjKl</StringToSign>",
        "{'x-oss-security-token': 'deadbeef'} x-oss-security-token:deadbeef",
        "<SecurityToken>deadbeef</SecurityToken> 'SecurityToken': 'deadbeef'",
        '{"AccessKeySecret":"deadbeef"} QWEN_TMP_OSS_AK_SECRET=deadbeef',
        "{'QWEN_TMP_OSS_AK_SECRET': 'deadbeef', 'DASHSCOPE_API_KEY': 'deadbeef'}",
        "u%3Fx-oss-credential%3DLTAI5tAbCdEfGhIjKl%26x-oss-signature%3Ddeadbeef",
        "id_LTAI5tAbCdEfGhIjKl_x TMP.AbCdEfGhIjKl",
        "http://user:deadbeef@proxy:3128",
        "/k?OSSAccessKeyId=LTAI5tAbCdEfGhIjKl&Signature=deadbeef",
    ],
)
def test_nothing_secret_survives(text: str) -> None:
    cleaned = redact(text)
    for part in ("deadbeef", "LTAI5tAbCdEfGhIjKl", "=tok", "AbCdEfGhIjKl"):
        assert part not in cleaned


def test_ordinary_words_survive() -> None:
    text = "403 · AccessDenied · 0003-00000001 · You have no right to access this object"
    assert redact(text) == text


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("canary")
    assert "canary" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "canary"


def test_the_log_filter_cleans_messages_arguments_and_tracebacks() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactionFilter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise RuntimeError(URL)
    except RuntimeError:
        logger.exception("asked %s", URL)
    assert "deadbeef" not in stream.getvalue()
    assert "RuntimeError" in stream.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("12345678", "***"), ("123456789", "1234...6789"), ("", "***"), ("LTAI5tTest", "LTAI...Test")],
)
def test_the_boundary_of_what_is_masked_whole(text: str, shown: str) -> None:
    assert mask(text) == shown


def test_a_key_of_letters_only_is_one_and_a_long_name_is_none() -> None:
    assert could_be_secret("QqWwEeRrTtYyUuIiOoPpAaSsDdFfGg")
    assert not could_be_secret("MyVeryLongProjectFolderNameForTheTeam")


def test_a_key_behind_a_long_word_is_one_too() -> None:
    words = "a-long-word-0123456789abcdef01234567-abcdefghij0123456789ABCDEFGHIJ"
    assert could_be_secret(words)
    assert "ABCDEFGHIJ" not in without_secrets(f"see {words} there")
