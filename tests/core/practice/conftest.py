"""A client that says exactly what it is told, and a bucket that is begun again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import oss2
import pytest

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION

Refusal = Callable[[Callable[[], Any]], tuple[int, str, str]]


@contextmanager
def bucket_at(url: str, name: str = BUCKET) -> Iterator[oss2.Bucket]:
    """A bucket as oss2 has it."""
    provider = oss2.credentials.StaticCredentialsProvider(KEY_ID, KEY_SECRET)
    bucket = oss2.Bucket(oss2.ProviderAuthV4(provider), url, name, region=REGION)
    yield bucket
    bucket.session.session.close()


@pytest.fixture
def bucket(practice: PracticeServer) -> Iterator[oss2.Bucket]:
    """The practice bucket as oss2 has it."""
    with bucket_at(practice.base_url) as made:
        yield made


@pytest.fixture
def begin(tmp_path: Path, access_key: AccessKey) -> Callable[..., PracticeServer]:
    """Begins a practice bucket over the same folder each time."""

    def begin(**settings: Any) -> PracticeServer:
        return PracticeServer(ServiceConfig(tmp_path / "kept", (access_key,), **settings))

    return begin


@pytest.fixture
def refusal() -> Refusal:
    """Status, code and EC of what a call is refused with."""

    def refusal(call: Callable[[], Any]) -> tuple[int, str, str]:
        with pytest.raises(oss2.exceptions.ServerError) as raised:
            call()
        return raised.value.status, raised.value.code, raised.value.ec

    return refusal
