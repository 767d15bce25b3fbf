"""The table of endpoint forms: each is read as what the person meant."""

from __future__ import annotations

import pytest

from ossdrop.config.endpoint import Style, endpoint_of_region, parse_endpoint
from ossdrop.config.regions import (
    REGIONS,
    find_region,
    nearest_region,
    normalise_region,
    region_of_host,
    service_host,
)
from ossdrop.errors import ErrorCode, OssDropError

VIRTUAL, PATH, CUSTOM = Style.VIRTUAL_HOST, Style.PATH, Style.CUSTOM_DOMAIN


@pytest.mark.parametrize(
    ("text", "base_url", "style"),
    [
        ("oss-cn-beijing.aliyuncs.com", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        ("my-bucket.oss-cn-beijing.aliyuncs.com", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        ("HTTPS://OSS-cn-beijing.aliyuncs.com/", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        ("oss-cn-beijing", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        ("cn-beijing", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        ("cdn.example.com", "https://cdn.example.com", CUSTOM),
        ("素材.example.com", "https://xn--9qv989b.example.com", CUSTOM),
        ("nas-1", "https://nas-1", CUSTOM),
        ("pc-office:9000", "https://pc-office:9000", CUSTOM),
        ("my-bucket.example.com", "https://my-bucket.example.com", CUSTOM),
        (
            "oss-cn-beijing-internal.aliyuncs.com",
            "https://oss-cn-beijing-internal.aliyuncs.com",
            VIRTUAL,
        ),
        ("s3.oss-cn-beijing.aliyuncs.com", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
        (
            "my-bucket.s3.oss-cn-beijing.aliyuncs.com",
            "https://oss-cn-beijing.aliyuncs.com",
            VIRTUAL,
        ),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", PATH),
        ("localhost:8080", "http://localhost:8080", PATH),
        ("https://10.0.0.5", "https://10.0.0.5", PATH),
        ("my-bucket.localhost:9000", "http://localhost:9000", VIRTUAL),
        ("  oss-cn-beijing.aliyuncs.com\n", "https://oss-cn-beijing.aliyuncs.com", VIRTUAL),
    ],
)
def test_each_form_is_read_as_it_was_meant(text: str, base_url: str, style: Style) -> None:
    endpoint = parse_endpoint(text, "my-bucket")
    assert (endpoint.base_url, endpoint.style) == (base_url, style)


@pytest.mark.parametrize(
    "text",
    [
        "https://oss-cn-beijing.aliyuncs.com/folder",
        "oss-cn-beijing.aliyuncs.com?x=1",
        "ftp://oss-cn-beijing.aliyuncs.com",
        "user:pass@oss-cn-beijing.aliyuncs.com",
        "oss cn beijing",
        "https://",
        "host:99999",
        "[::1]:8080",
        "other.oss-cn-beijing.aliyuncs.com",
        "例子。com/路径",
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(OssDropError) as raised:
        parse_endpoint(text, "my-bucket")
    assert raised.value.code is ErrorCode.ENDPOINT_INVALID
    assert raised.value.detail


def test_before_the_bucket_is_set_its_name_may_stand_in_the_endpoint() -> None:
    endpoint = parse_endpoint("my-bucket.oss-cn-beijing.aliyuncs.com", "")
    assert endpoint.base_url == "https://oss-cn-beijing.aliyuncs.com"
    assert parse_endpoint("cdn.example.com", "").base_url == "https://cdn.example.com"


def test_a_port_that_is_none_is_said() -> None:
    with pytest.raises(OssDropError, match="port is not a number from 1"):
        parse_endpoint("127.0.0.1:0", "b")


def test_internal_and_loopback_endpoints_are_known() -> None:
    assert parse_endpoint("oss-cn-beijing-internal.aliyuncs.com", "b").is_internal
    assert parse_endpoint("127.0.0.1:80", "b").is_loopback
    assert not parse_endpoint("cdn.example.com", "b").is_loopback


@pytest.mark.parametrize(
    ("style_text", "url"),
    [
        ("oss-cn-beijing.aliyuncs.com", "https://b-1.oss-cn-beijing.aliyuncs.com/a/%E4%B8%AD%20x"),
        ("cdn.example.com", "https://cdn.example.com/a/%E4%B8%AD%20x"),
        ("127.0.0.1:80", "http://127.0.0.1:80/b-1/a/%E4%B8%AD%20x"),
    ],
)
def test_object_urls_follow_the_style(style_text: str, url: str) -> None:
    assert parse_endpoint(style_text, "b-1").object_url("b-1", "a/中 x") == url


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("cn-beijing", "cn-beijing"),
        ("oss-cn-beijing", "cn-beijing"),
        (" CN-Beijing ", "cn-beijing"),
        ("oss-cn-beijing-internal", "cn-beijing"),
        ("oss-cn-hzfinance", "cn-hangzhou-finance"),
        ("oss-cn-szfinance.aliyuncs.com", "cn-shenzhen-finance-1"),
    ],
)
def test_regions_are_normalised(text: str, region: str) -> None:
    assert normalise_region(text) == region


@pytest.mark.parametrize("text", ["beijing", "华北2", "cn_beijing", "http://x"])
def test_impossible_regions_are_refused(text: str) -> None:
    with pytest.raises(OssDropError) as raised:
        normalise_region(text)
    assert raised.value.code is ErrorCode.REGION_INVALID


def test_every_listed_region_has_a_host() -> None:
    assert len({region.id for region in REGIONS}) == len(REGIONS) == 32
    for region in REGIONS:
        assert normalise_region(region.id) == region.id
        assert endpoint_of_region(region.id).host == f"oss-{region.id}.aliyuncs.com"
    assert endpoint_of_region("cn-hangzhou-finance").host == "oss-cn-hzfinance.aliyuncs.com"


def test_a_region_is_found_by_its_host_and_by_its_id() -> None:
    for region in ("cn-beijing", "cn-hangzhou-finance", "cn-beijing-finance-1"):
        assert region_of_host(service_host(region)) == region
    assert region_of_host("oss-cn-beijing-internal.aliyuncs.com") == "cn-beijing"
    found = find_region("us-west-1")
    assert found is not None
    assert (found.english, found.chinese) == ("US (Silicon Valley)", "美国（硅谷）")
    assert find_region("us-west-9") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cn-bejing", "cn-beijing"),
        ("ap-southeast1", "ap-southeast-1"),
        ("cn-beijing", ""),
        ("xyz", ""),
    ],
)
def test_a_misspelt_region_names_the_one_that_was_meant(text: str, meant: str) -> None:
    assert nearest_region(text) == meant
