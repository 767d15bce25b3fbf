"""DashScope's side of the practice bucket: policies, their limits, and the upload they allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.dashscope import BUCKET
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig

KEYS = {"sk-one": "account", "sk-two": "account", "sk-other": "another", "sk-sp-plan": "account"}


@pytest.fixture
def server(tmp_path: Path, access_key: AccessKey) -> Iterator[PracticeServer]:
    config = ServiceConfig(
        tmp_path / "bucket", (access_key,), api_keys=KEYS, models=frozenset({"qwen3.6-plus", "wan"})
    )
    with PracticeServer(config) as made:
        yield made


def policy(
    server: PracticeServer, key: str = "sk-one", model: str = "qwen3.6-plus"
) -> requests.Response:
    return requests.get(
        f"{server.base_url}/api/v1/uploads",
        params={"action": "getPolicy", "model": model},
        headers={"Authorization": f"Bearer {key}"},
        timeout=10,
    )


def send(data: dict[str, Any], content: bytes, **changes: str) -> requests.Response:
    fields = {
        "OSSAccessKeyId": data["oss_access_key_id"],
        "Signature": data["signature"],
        "policy": data["policy"],
        "x-oss-object-acl": data["x_oss_object_acl"],
        "x-oss-forbid-overwrite": data["x_oss_forbid_overwrite"],
        "key": f"{data['upload_dir']}/猫.png",
        "success_action_status": "200",
        **changes,
    }
    files = {"file": ("cat.png", content)}
    return requests.post(data["upload_host"], data=fields, files=files, timeout=10)


def test_it_knows_the_models_in_use_and_no_others(tmp_path: Path, access_key: AccessKey) -> None:
    with PracticeServer(ServiceConfig(tmp_path, (access_key,), api_keys=KEYS)) as server:
        for model in ("qwen3.7-plus", "qwen3.6-plus-2026-04-02", "fun-asr"):
            assert policy(server, model=model).status_code == 200, model
        for model in ("qwen-nonsense", "qwen-vl-plus"):
            assert policy(server, model=model).json()["code"] == "ModelNotFound", model


def test_a_policy_allows_one_upload_that_nobody_can_fetch(server: PracticeServer) -> None:
    answer = policy(server)
    data = answer.json()["data"]
    assert data["expire_in_seconds"] == 300
    assert send(data, b"a cat").status_code == 200
    key = f"{data['upload_dir']}/猫.png"
    assert key in server.service.store.buckets[BUCKET].objects
    assert send(data, b"again").status_code == 409
    assert requests.get(f"{data['upload_host']}/{key}", timeout=10).status_code == 403


@pytest.mark.parametrize(
    ("key", "model", "status", "code"),
    [
        ("sk-unknown", "wan", 401, "InvalidApiKey"),
        ("sk-sp-plan", "wan", 401, "InvalidApiKey"),
        ("sk-one", "no-such-model", 404, "ModelNotFound"),
        ("sk-one", "", 404, "ModelNotFound"),
    ],
)
def test_wrong_keys_and_models(
    server: PracticeServer, key: str, model: str, status: int, code: str
) -> None:
    answer = policy(server, key, model)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_policy_runs_out(server: PracticeServer) -> None:
    data = policy(server).json()["data"]
    server.faults.clock_offset_s = 301
    answer = send(data, b"late")
    assert answer.status_code == 403
    assert "Policy expired" in answer.text


def test_a_policy_limits_size_and_place(server: PracticeServer) -> None:
    server.service.dashscope.max_file_size_mb = 1
    data = policy(server).json()["data"]
    assert send(data, bytes(1024**2 + 1)).status_code == 400
    assert send(data, b"x", key="elsewhere/cat.png").status_code == 403
    assert send(data, b"x", Signature="wrong").status_code == 403


def test_the_rate_limit_is_per_account_and_model(server: PracticeServer) -> None:
    server.service.dashscope.policies_per_s = 3
    codes = [policy(server, key).status_code for key in ("sk-one", "sk-two", "sk-one", "sk-two")]
    assert codes == [200, 200, 200, 429]
    assert policy(server, model="wan").status_code == 200
    assert policy(server, "sk-other").status_code == 200
    server.faults.clock_offset_s = 2
    assert policy(server).status_code == 200


def test_numbers_may_come_as_text(server: PracticeServer) -> None:
    server.service.dashscope.numbers_as_text = True
    assert policy(server).json()["data"]["max_file_size_mb"] == "100"
