"""The newer SDK, and whether all three presigners say the same as ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import alibabacloud_oss_v2 as oss
import oss2
import pytest
import requests
from alibabacloud_oss_v2.signer import SignerV4
from alibabacloud_oss_v2.types import HttpRequest, SigningContext

from ossdrop.config.settings import Destination
from ossdrop.links import sign_link
from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.peers.conftest import oss2_bucket

KEYS = [
    "plain.png",
    "中文/猫.png",
    "emoji 😀.png",
    "100%.png",
    "%2F%20.png",
    "a?b=c&d.png",
    "a#b.png",
    "a+b c.png",
    "a//b.png",
    "~(x)'\"!*;:@,$.png",
]
NOW = datetime.now(UTC).replace(microsecond=0)
EXPIRES_S = 3600


def test_the_uploader_and_what_it_stored(
    client: oss.Client, make_file: Callable[..., Path]
) -> None:
    content = os.urandom(1_500_000)
    path = make_file("big.bin", content)
    uploader = client.uploader(part_size=200 * 1024, parallel_num=3)
    uploader.upload_file(oss.PutObjectRequest(bucket=BUCKET, key="大/big.bin"), filepath=str(path))
    got = client.get_object(oss.GetObjectRequest(bucket=BUCKET, key="大/big.bin"))
    assert got.body.content == content
    listed = client.list_objects_v2(oss.ListObjectsV2Request(bucket=BUCKET))
    assert [entry.key for entry in listed.contents or []] == ["大/big.bin"]


def test_its_presigned_links_open(client: oss.Client) -> None:
    client.put_object(oss.PutObjectRequest(bucket=BUCKET, key="猫 +.txt", body=b"v2"))
    request = oss.GetObjectRequest(bucket=BUCKET, key="猫 +.txt")
    url = client.presign(request).url or ""
    assert requests.get(url, timeout=10).content == b"v2"


@pytest.mark.parametrize("key", KEYS, ids=ascii)
def test_all_presigners_agree_and_their_links_open(
    practice: PracticeServer,
    destination: Destination,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
) -> None:
    bucket = oss2_bucket(practice.base_url)
    bucket.put_object(key, key.encode())
    urls = [_ours(destination, key), _of_oss2(bucket, key, monkeypatch), _of_v2(destination, key)]
    bucket.session.session.close()
    # The order of parameters in the query is free; what is signed, and the object, must agree.
    parts = [urlsplit(url) for url in urls]
    assert len({unquote(part.path) for part in parts}) == 1
    assert len({tuple(sorted(parse_qsl(part.query))) for part in parts}) == 1
    for url in urls:
        assert requests.get(url, timeout=10).content == key.encode()


def _ours(destination: Destination, key: str) -> str:
    to = destination
    link = sign_link(to.endpoint, to.bucket, key, to.credentials, to.region, EXPIRES_S, NOW)
    return link.url


def _of_oss2(bucket: oss2.Bucket, key: str, monkeypatch: pytest.MonkeyPatch) -> str:
    class Frozen(datetime):
        @classmethod
        def utcnow(cls) -> datetime:
            return NOW

    monkeypatch.setattr(oss2.auth, "datetime", Frozen)
    url: str = bucket.sign_url("GET", key, EXPIRES_S, slash_safe=True)
    return url


def _of_v2(destination: Destination, key: str) -> str:
    request = HttpRequest("GET", destination.endpoint.object_url(BUCKET, key))
    context = SigningContext(
        product="oss",
        region=REGION,
        bucket=BUCKET,
        key=key,
        request=request,
        credentials=oss.credentials.Credentials(KEY_ID, KEY_SECRET),
        signing_time=NOW,
    )
    context.auth_method_query = True
    context.expiration_time = NOW + timedelta(seconds=EXPIRES_S)
    SignerV4().sign(context)
    return request.url
