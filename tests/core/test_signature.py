"""The signature of requests and links, held against oss2's own signer."""

from __future__ import annotations

from typing import Any

import oss2
import pytest

from ossdrop.redaction import Secret
from ossdrop.signature import query_of, sign

BUCKET, REGION = "design-assets", "cn-hangzhou"
KEY_ID, SECRET = "LTAI5tPracticeKey00000001", "practiceSecret0000000000000001"
KEYS = ("a.png", "七月/海报 1.png", "a/b~c/100%+'\"&=?#.txt", "🎬/…/\u00e9e\u0301")
PARAMETERS = ({}, {"uploads": ""}, {"uploadId": "0004B9/+ =%", "partNumber": "10000"})
HEADERS = (
    {},
    {"Content-Type": "image/png", "Content-Disposition": "inline", "User-Agent": "any"},
    {"content-type": "text/plain; charset=utf-8", "x-oss-forbid-overwrite": "true"},
)


@pytest.mark.parametrize("token", ["", "CAIS+/=token"])
@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("parameters", PARAMETERS)
@pytest.mark.parametrize("key", KEYS)
def test_a_request_is_signed_as_oss2_signs_it(
    key: str, parameters: dict[str, str], headers: dict[str, str], token: str
) -> None:
    request = _signed_by_oss2("PUT", key, parameters, headers, token)
    sent = {name.lower(): text for name, text in request.headers.items() if text is not None}
    expected = sent.pop("authorization").rpartition("Signature=")[2]
    signed = {
        name: text
        for name, text in sent.items()
        if name.startswith("x-oss-") or name == "content-type"
    }
    signature = sign(
        "PUT",
        f"/{BUCKET}/{key}",
        query_of(parameters),
        sorted(signed.items()),
        stamp=sent["x-oss-date"],
        region=REGION,
        secret=Secret(SECRET),
    )
    assert signature == expected


def test_another_secret_or_region_is_another_signature() -> None:
    made = {
        sign("PUT", "/b/k", "", (), stamp="20261201T000000Z", region=region, secret=Secret(secret))
        for region in (REGION, "cn-beijing")
        for secret in (SECRET, SECRET[::-1])
    }
    assert len(made) == 4


def _signed_by_oss2(
    method: str, key: str, parameters: dict[str, str], headers: dict[str, str], token: str
) -> Any:
    provider = oss2.credentials.StaticCredentialsProvider(KEY_ID, SECRET, token or None)
    request = oss2.http.Request(
        method,
        "https://host/any",
        params=dict(parameters),
        headers=dict(headers),
        region=REGION,
        product="oss",
    )
    oss2.ProviderAuthV4(provider)._sign_request(request, BUCKET, key)
    return request
