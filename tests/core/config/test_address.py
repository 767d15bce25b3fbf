"""Addresses of servers as they are typed."""

from __future__ import annotations

import pytest

from ossdrop.config.address import Address, Place, is_loopback, parse_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" HTTPS://Cdn.Example.com/ ", Address("https", "cdn.example.com")),
        ("cdn.example.com:8443/a/b/", Address("", "cdn.example.com", 8443, "/a/b")),
        ("http://[::1]", Address("http", "::1")),
        ("http://[2001:DB8::1]:65535/", Address("http", "2001:db8::1", 65535)),
        ("127.0.0.1:1", Address("", "127.0.0.1", 1)),
        ("文件.example", Address("", "xn--5nqy36c.example")),
        ("abc.fe", Address("", "abc.fe")),
        ("1x.ab1", Address("", "1x.ab1")),
    ],
)
def test_an_address_is_read_as_it_was_meant(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.example?x", r"\? or #"),
        ("https://a.example#x", r"\? or #"),
        ("https://a.example/ä", "path"),
        ("ftp://a.example", "https://"),
        ("https://a b.example", "characters"),
        ("LTAI5tTestTestTestTest01", "key"),
        ("https://http://a.example", "port"),
        ("https://a.example:0", "port"),
        ("https://a.example:", "port"),
        ("https://a.example:123456", "port"),
        ("https://[::1]x", "host name"),
        (f"https://{'a' * 64}.example", "longer"),
        (f"https://{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 10}.example", "longer"),
        ("https://[::1]:", "port"),
        ("https://[127.0.0.1]", "host name"),
        ("https://[::1", "host name"),
        ("", "host name"),
        ("https://12.34", "host name"),
        ("https://12.0x34", "host name"),
        ("https://" + "ä" * 64 + ".example", "host name"),
    ],
)
def test_what_is_none_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_address(text)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("b.localhost", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.0.0.1", False),
        ("localhost.example", False),
        ("notlocalhost", False),
        ("10.0.0.1", False),
    ],
)
def test_this_computer_is_known_by_every_name(host: str, is_here: bool) -> None:
    assert is_loopback(host) is is_here


@pytest.mark.parametrize(
    ("text", "place", "netloc"),
    [
        ("oss-cn-beijing.aliyuncs.com", Place.SERVICE, "oss-cn-beijing.aliyuncs.com"),
        ("cdn.example.com:1", Place.DOMAIN, "cdn.example.com:1"),
        ("pc-office", Place.NETWORK, "pc-office"),
        ("10.0.0.1", Place.NETWORK, "10.0.0.1"),
        ("[2001:db8::1]:8080", Place.NETWORK, "[2001:db8::1]:8080"),
    ],
)
def test_a_server_is_of_one_kind(text: str, place: Place, netloc: str) -> None:
    address = parse_address(text)
    assert (address.place, address.netloc) == (place, netloc)
