"""The SDKs as their users have them: their own signer, their own session, no code of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import alibabacloud_oss_v2 as oss
import oss2
import pytest

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION


@pytest.fixture
def v1_server(tmp_path: Path, access_key: AccessKey) -> Iterator[PracticeServer]:
    """A practice bucket that accepts signature V1 too, as for old accounts."""
    config = ServiceConfig(tmp_path / "v1", (access_key,), refuse_v1=False)
    with PracticeServer(config) as server:
        yield server


@pytest.fixture
def bucket(practice: PracticeServer) -> Iterator[oss2.Bucket]:
    """oss2 with signature V4, path style."""
    made = oss2_bucket(practice.base_url)
    yield made
    made.session.session.close()


def oss2_bucket(endpoint: str, token: str | None = None, **options: Any) -> oss2.Bucket:
    provider = oss2.credentials.StaticCredentialsProvider(KEY_ID, KEY_SECRET, token)
    settings = {"region": REGION, "connect_timeout": 10, **options}
    return oss2.Bucket(oss2.ProviderAuthV4(provider), endpoint, BUCKET, **settings)


@pytest.fixture
def change_key(practice: PracticeServer) -> Callable[..., None]:
    """Changes what the service knows of the test's key."""

    def change(**changes: Any) -> None:
        practice.service.keys[KEY_ID] = replace(practice.service.keys[KEY_ID], **changes)

    return change


@pytest.fixture
def client(practice: PracticeServer) -> oss.Client:
    """alibabacloud-oss-v2, path style."""
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(KEY_ID, KEY_SECRET)
    config.region, config.endpoint, config.use_path_style = REGION, practice.base_url, True
    config.retry_max_attempts = 1
    return oss.Client(config)
