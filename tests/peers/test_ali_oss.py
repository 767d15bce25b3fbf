"""A client that is not Python: npm's ali-oss, signature V4."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests

from ossdrop.practice.operations import DONE
from ossdrop.practice.operations_refused import REFUSED
from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION

HERE = Path(__file__).parent
node, npm = shutil.which("node"), shutil.which("npm")
pytestmark = [
    pytest.mark.skipif(not (node and npm), reason="Node is not installed: it is for development"),
    pytest.mark.timeout(180),
]


def run(practice: PracticeServer, script: str, *more: str) -> dict[str, Any]:
    """What a script prints as JSON."""
    if not (HERE / "node_modules" / "ali-oss").is_dir():
        command = [str(npm), "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        installed = subprocess.run(command, cwd=HERE, capture_output=True, timeout=150, check=False)
        if installed.returncode:
            pytest.skip("npm could not install ali-oss: no package registry is reachable")
    arguments = [practice.base_url, KEY_ID, KEY_SECRET, BUCKET, REGION, *more]
    result = subprocess.run(
        [str(node), HERE / script, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    seen: dict[str, Any] = json.loads(result.stdout)
    return seen


def test_ali_oss_finds_what_it_expects(practice: PracticeServer) -> None:
    seen = run(practice, "ali_oss.cjs")
    assert seen["content"] == "from node"
    assert seen["size"] == str(1024 * 1024)
    assert sorted(seen["keys"]) == ["big.bin", "目录/猫 +%2F.txt"]
    # It leaves the bucket out of the path where the host is an address; signed is the same.
    url = seen["url"].replace(practice.base_url, f"{practice.base_url}/{BUCKET}")
    assert requests.get(url, timeout=10).text == "from node"
    assert seen["refused"] == "FileAlreadyExists"


def test_ali_oss_is_answered_by_every_operation(practice: PracticeServer) -> None:
    refused = [
        {
            "name": operation.name,
            "method": operation.method,
            "scope": operation.scope.value,
            "parameters": dict(entry.partition("=")[::2] for entry in operation.sub_resources),
        }
        for operation in REFUSED
    ]
    seen = run(practice, "ali_oss_operations.cjs", json.dumps(refused))
    assert seen["done"] == {operation.name: True for operation in DONE}
    assert seen["refused"] == {operation.name: "NotImplemented" for operation in REFUSED}
