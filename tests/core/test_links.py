from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import (
    Link,
    LinkFormat,
    LinkTemplate,
    NamedLink,
    format_link,
    format_links,
    link_style,
    sign_link,
)
from ossdrop.practice.server import PracticeServer
from ossdrop.redaction import Secret
from ossdrop.storage.oss_bucket import OssBucket
from tests.conftest import KEY_ID, REGION
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def sign(destination: Destination, key: str, expires_s: int, now: datetime) -> Link:
    return sign_link(
        destination.endpoint,
        destination.bucket,
        key,
        destination.credentials,
        destination.region,
        expires_s,
        now,
    )


def test_a_link_works_until_it_runs_out(
    practice: PracticeServer, destination: Destination, make_file: Callable[..., Path]
) -> None:
    storage = OssBucket(destination)
    key = storage.upload(source_of(make_file()), CountingControl()).key
    storage.close()
    now = datetime.now(UTC)
    assert requests.get(sign(destination, key, 60, now).url, timeout=10).content == b"a cat"
    old = sign(destination, key, 60, now - timedelta(seconds=61))
    answer = requests.get(old.url, timeout=10)
    assert answer.status_code == 403
    assert "0002-00000069" in answer.text


def test_a_link_says_who_signed_it_and_when_it_ends(destination: Destination) -> None:
    link = sign(destination, "a/b c.png", 3600, NOW.replace(microsecond=7))
    assert (link.signed_at, link.expires_at) == (NOW, NOW + timedelta(hours=1))
    parts = urlsplit(link.url)
    assert parts.path.endswith("/a/b%20c.png")
    query = dict(parse_qsl(parts.query))
    assert len(query.pop("x-oss-signature")) == 64
    assert query == {
        "x-oss-credential": f"{KEY_ID}/20261123/{REGION}/oss/aliyun_v4_request",
        "x-oss-date": "20261123T120000Z",
        "x-oss-expires": "3600",
        "x-oss-signature-version": "OSS4-HMAC-SHA256",
    }
    credentials = replace(destination.credentials, security_token=Secret("a+b"))
    of_token = sign(replace(destination, credentials=credentials), "a", 60, NOW).url
    assert dict(parse_qsl(urlsplit(of_token).query))["x-oss-security-token"] == "a+b"


@pytest.mark.parametrize("expires_s", [1, 604_800])
def test_every_lifetime_that_the_service_takes_is_possible(
    destination: Destination, expires_s: int
) -> None:
    link = sign(destination, "a", expires_s, NOW)
    assert link.expires_at == NOW + timedelta(seconds=expires_s)


@pytest.mark.parametrize("expires_s", [0, -1, 604_801])
def test_impossible_lifetimes_are_refused(destination: Destination, expires_s: int) -> None:
    with pytest.raises(ValueError, match="604800"):
        sign(destination, "k", expires_s, NOW)


def test_formats(destination: Destination) -> None:
    link = sign(destination, "a/[x] 中.png", 60, NOW)
    assert format_link(NamedLink(link, "[x] 中.png", "image/png"), LinkFormat.URL) == link.url
    markdown = format_link(NamedLink(link, "[x] 中.png", "image/png"), LinkFormat.MARKDOWN)
    assert markdown == f"![\\[x\\] 中.png](<{link.url}>)"
    message = json.loads(format_link(NamedLink(link, "a.mp4", "video/mp4"), LinkFormat.DASHSCOPE))
    assert message == {"video": link.url}


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("image/png", "image"),
        ("video/mp4", "video"),
        ("audio/mpeg", "audio"),
        ("application/pdf", "file"),
    ],
)
def test_one_link_is_one_part_of_a_message(
    destination: Destination, content_type: str, kind: str
) -> None:
    link = sign(destination, "a", 60, NOW)
    text = format_links([NamedLink(link, "a", content_type)], LinkFormat.DASHSCOPE)
    assert json.loads(text) == {kind: link.url}


def test_many_links_are_one_text_in_order() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    links = [
        NamedLink(Link(f"https://b/{n}?s=%2F", now, now), f"{n}\t.png", "image/png", n, "b", f"{n}")
        for n in range(2)
    ]
    assert format_links(links, LinkFormat.URL) == "https://b/0?s=%2F\nhttps://b/1?s=%2F"
    table = format_links(links, LinkFormat.TABLE)
    assert table == "0 .png\thttps://b/0?s=%2F\n1 .png\thttps://b/1?s=%2F"
    message = json.loads(format_links(links, LinkFormat.DASHSCOPE))
    assert message == [{"image": "https://b/0?s=%2F"}, {"image": "https://b/1?s=%2F"}]
    own = LinkTemplate(r"{bucket}/{key}\t{size} {type} {expires_at} {{}}\n")
    assert format_link(links[1], own) == "b/1\t1 image/png 2026-11-23T00:00:00+00:00 {}\n"
    assert format_links(links, LinkTemplate("{key} {url}")) == (
        "0 https://b/0?s=%2F\n1 https://b/1?s=%2F"
    )


@pytest.mark.parametrize(
    ("name", "template", "style"),
    [
        ("markdown", "", LinkFormat.MARKDOWN),
        ("template", "{url}", LinkTemplate("{url}")),
        ("template", "{none}", LinkFormat.URL),
        ("a format to come", "{url}", LinkFormat.URL),
    ],
)
def test_a_style_that_is_none_is_the_plain_link(name: str, template: str, style: object) -> None:
    assert link_style(name, template) == style


def test_a_markdown_link_shows_pictures_only() -> None:
    link = Link("https://b/a?s=1", NOW, NOW)
    page = NamedLink(link, "a*b_[c].html", "text/html")
    assert format_link(page, LinkFormat.MARKDOWN) == "[a\\*b_\\[c\\].html](<https://b/a?s=1>)"


@pytest.mark.parametrize(
    "text", ["", "no field", "{}", "{0}", "{secret}", "{url.__class__}", "{url!r}", "{url:>9}", "{"]
)
def test_a_template_has_known_fields_only(text: str) -> None:
    with pytest.raises(ValueError, match="template"):
        LinkTemplate(text)


def test_a_link_never_outlives_the_credentials_that_sign_it(destination: Destination) -> None:
    credentials = replace(
        destination.credentials,
        security_token=Secret("token"),
        token_ends=NOW + timedelta(minutes=10),
    )
    temporary = replace(destination, credentials=credentials)
    link = sign(temporary, "p/cat.txt", 86_400, NOW)
    assert link.expires_at == NOW + timedelta(minutes=10)
    assert "x-oss-expires=600" in link.url
    with pytest.raises(OssDropError) as raised:
        sign(temporary, "p/cat.txt", 60, NOW + timedelta(minutes=10))
    assert raised.value.code is ErrorCode.TOKEN_EXPIRED


def test_a_link_is_shown_without_what_opens_it(destination: Destination) -> None:
    link = sign(destination, "p/cat.txt", 604_800, NOW)  # more digits than a port has
    assert "p/cat.txt" in link.masked
    assert "x-oss-signature=" in link.url
    assert not any(value in link.masked for _, value in parse_qsl(urlsplit(link.url).query))
    assert link.url not in repr(link)


def test_a_template_writes_a_field_as_it_stands_there() -> None:
    link = Link("https://e.com/?a=1&b=2", NOW, NOW)
    named = NamedLink(link, '<a> "b", c')
    for text, written in (
        ('{{"n": "{name:json}"}}', '{"n": "<a> \\"b\\", c"}'),
        ("{name:csv},{url:csv}", '"<a> ""b"", c",https://e.com/?a=1&b=2'),
        (
            '<a href="{url:html}">{name:html}</a>',
            '<a href="https://e.com/?a=1&amp;b=2">&lt;a&gt; &quot;b&quot;, c</a>',
        ),
        ("{name}", '<a> "b", c'),
    ):
        assert LinkTemplate(text).fill(named) == written
    for wrong in ("{name:xml}", "{name:10}", "{name!r}"):
        with pytest.raises(ValueError, match="template"):
            LinkTemplate(wrong)
