"""Addresses that mean one host to one reader and another to the next, or no encryption."""

from __future__ import annotations

import pytest
import urllib3.util
from hypothesis import given
from hypothesis import strategies as st

from ossdrop.config.address import Address, parse_address
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.env_file import Values
from ossdrop.config.model_service import base_url_of
from ossdrop.errors import ErrorCode, OssDropError


def base_url(text: str) -> str:
    return base_url_of(Values.of({"QWEN_BASE_URL": text}))


TWO_WAYS = (
    "http://evil.example:7601\\@127.0.0.1",
    "http://127.0.0.1\\.evil.example",
    "http://127.0.0.1:80@evil.example",
    "http://127.0.0.1#@evil.example",
    "http://127.0.0.1?.evil.example",
    "http://127.0.0.1 .evil.example",
    "http://127.0.0.1\t.evil.example",
    "http://127.0.0.1\n.evil.example",
    "http://127.0.0.1%2eevil.example",
    "http://user:password@127.0.0.1",
    "http://[::1]evil.example",
    "http://[::1",
    "https://[",
    "https://]",
    "http://127.1",
    "http://0x7f000001",
    "http://2130706433",
    "http://017700000001",
    "//127.0.0.1",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://a:0",
    "https://a:65536",
    "https://a:b",
    f"https://{'a' * 64}.example",
    "https://a..example",
    "https://-a.example",
    "https://\u2028.example",
    "https://\ud800.example",
)


@pytest.mark.parametrize("text", TWO_WAYS)
def test_what_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(OssDropError) as raised:
        base_url(text)
    assert raised.value.code in (ErrorCode.BASE_URL_INVALID, ErrorCode.ENDPOINT_INSECURE)
    with pytest.raises(OssDropError) as raised:
        parse_endpoint(text, "bucket")
    assert raised.value.code in (ErrorCode.ENDPOINT_INVALID, ErrorCode.ENDPOINT_INSECURE)
    assert "password" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://oss-cn-beijing.aliyuncs.com", "Begin it with https://."),
        ("http://oss-cn-beijing-internal.aliyuncs.com", "Begin it with https://."),
        ("http://cdn.example.com", "certificate for this domain"),
        ("http://10.0.0.5:9000", "office network"),
        ("http://pc-office:9000", "office network"),
    ],
)
def test_without_encryption_only_this_computer_is_reached(text: str, words: str) -> None:
    readers = (lambda: parse_endpoint(text, "bucket"), lambda: base_url(text))
    for read in readers:
        with pytest.raises(OssDropError) as raised:
            read()
        assert raised.value.code is ErrorCode.ENDPOINT_INSECURE
        of_service = "Begin the address of the model service with https://"  # has no console
        wanted = of_service if read is not readers[0] and "certificate" in words else words
        assert wanted in raised.value.explanation.remedy


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:1", "a.localhost", "127.0.0.2"])
def test_this_computer_may_be(host: str) -> None:
    assert parse_endpoint(f"http://{host}", "bucket").scheme == "http"
    assert base_url(f"http://{host}") == f"http://{host}/api/v1"


def read(text: str) -> Address | None:
    try:
        return parse_address(text)
    except ValueError:
        return None


@given(
    st.text(alphabet=st.characters(), max_size=60) | st.text("htps:/@[]\\.#?%a1-0 ", max_size=30)
)
def test_urllib3_finds_the_same_host_or_there_is_none(text: str) -> None:
    found = read(f"https://{text}") if "://" not in text else read(text)
    if found is None:
        return
    url = f"{found.scheme or 'https'}://{found.netloc}{found.path}"
    theirs = urllib3.util.parse_url(url)
    assert (theirs.host or "").strip("[]") == found.host
    assert theirs.port == found.port
    assert theirs.auth is None
