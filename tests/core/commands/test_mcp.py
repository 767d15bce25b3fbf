"""An agent, by the official client: what it may send, and what it never gets."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from mcp import Client, StdioServerParameters, stdio_client
from PIL import Image

from ossdrop.commands.mcp_server import is_elsewhere
from ossdrop.practice.server import PracticeServer
from tests.conftest import API_KEY, KEY_ID, KEY_SECRET

Talk = Callable[[Client], Awaitable[None]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (64, 32)).save(folder / "猫.png")
    Image.new("RGB", (2, 2)).save(folder / "tiny.png")
    (folder / "id_rsa").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n")
    (tmp_path / "outside.txt").write_text("not yours")
    (folder / "way-out").symlink_to(tmp_path / "outside.txt")
    return folder


def talk(root: Path, variables: dict[str, str], conversation: Talk, *more: str) -> None:
    arguments = ["-m", "ossdrop", "mcp", "--root", str(root), *more]
    server = StdioServerParameters(
        command=sys.executable, args=arguments, env={**os.environ, **variables}, cwd=str(root)
    )

    async def run() -> None:
        async with asyncio.timeout(60), Client(stdio_client(server)) as client:
            await conversation(client)

    asyncio.run(run())


async def call(client: Client, name: str, **arguments: Any) -> Any:
    result = await client.call_tool(name, arguments)
    text = "".join(getattr(part, "text", "") for part in result.content)
    return json.loads(text) if text[:1] in "{[" else text


async def opens(url: str) -> bool:
    return (await asyncio.to_thread(requests.get, url, timeout=10)).ok


def test_it_uploads_links_and_lists(root: Path, variables: dict[str, str]) -> None:
    async def conversation(client: Client) -> None:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert names == {"upload", "link", "check", "history"}
        sent = await call(client, "upload", path=str(root / "猫.png"), expires_s=600)
        assert await opens(sent["url"])
        again = await call(client, "link", history_id=sent["history_id"])
        assert await opens(again["url"])
        told = str((await client.call_tool("history", {})).content)
        assert "猫.png" in told
        for secret in (KEY_SECRET, KEY_ID, sent["url"], "signature"):
            assert secret not in told
        checks = str((await client.call_tool("check", {})).content)
        assert "fail" not in checks
        assert KEY_SECRET not in checks

    talk(root, variables, conversation)


def test_it_sends_nothing_else(root: Path, variables: dict[str, str]) -> None:
    async def conversation(client: Client) -> None:
        for path, code in (
            (root.parent / "outside.txt", "file_not_allowed"),
            (root / "way-out", "file_not_allowed" if os.name == "posix" else "file_missing"),
            (root / ".." / "outside.txt", "file_not_allowed"),
            (Path("/etc/passwd"), "file_not_allowed"),
            (root / "id_rsa", "file_looks_secret"),
            (root / "gone.png", "file_missing"),
            (root, "file_is_special"),
            ("a\0b", "file_missing"),
        ):
            answer = await client.call_tool("upload", {"path": str(path)})
            assert answer.is_error  # else an agent takes it for done
            assert (answer.structured_content or {})["error"]["code"] == code, path
        told = await call(client, "upload", path=str(root / "猫.png"), expires_s=10**9)
        assert told["error"]["code"] == "expires_invalid"
        assert (await call(client, "link", history_id=99))["error"]["code"] == "row_missing"
        too_large = (await call(client, "link", history_id=10**30))["error"]
        assert too_large["code"] == "usage"
        assert "whole number" in too_large["cause"]

    talk(root, variables, conversation)


def test_it_asks_only_where_that_is_allowed(
    root: Path, variables: dict[str, str], practice: PracticeServer
) -> None:
    practice.service.dashscope.models = None
    extra = {"DASHSCOPE_API_KEY": API_KEY, "QWEN_BASE_URL": practice.base_url}

    async def conversation(client: Client) -> None:
        told = await call(client, "ask", path=str(root / "猫.png"), question="What?")
        assert "64 × 32" in told["answer"]
        assert told["tokens"] > 0
        before = len(practice.service.requests)
        for path, model, code in (
            ("猫.png", "fun-asr", "model_refused"),
            ("tiny.png", "", "file_misfit"),
        ):
            told = await call(client, "ask", path=str(root / path), question="?", model=model)
            assert told["error"]["code"] == code
        assert len(practice.service.requests) == before  # nothing was sent for it

    talk(root, variables | extra, conversation, "--ask")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"C:\pictures\a.png", False),
        ("c:/pictures/a.png", False),
        ("a.png", False),
        (r"..\a.png", False),
        (r"D:\a.png", True),
        (r"\\evil\share\a.png", True),
        ("//evil/share/a.png", True),
        (r"\\?\UNC\evil\share\a.png", True),
        (r"\\?\C:\pictures\a.png", True),
        (r"\\.\pipe\a", True),
        (r"\??\UNC\evil\share\a.png", True),
    ],
)
def test_on_windows_nothing_is_looked_at_elsewhere(given: str, wanted: bool) -> None:
    """A look signs in at a server of whoever has written the agent's text."""
    assert is_elsewhere(given, [r"C:\pictures"]) is wanted


def test_a_share_may_be_a_root_itself() -> None:
    assert not is_elsewhere("//nas/team/a.png", [r"\\NAS\Team\pictures"])
    assert is_elsewhere("//nas/other/a.png", [r"\\NAS\Team\pictures"])
