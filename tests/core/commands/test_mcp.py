"""An agent, by the official client: what it may send, and what it never gets."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from mcp import Client, StdioServerParameters, stdio_client
from PIL import Image

from ossdrop.app import App
from ossdrop.commands import mcp_server
from ossdrop.commands.mcp_server import Desk
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.roots import Roots, is_elsewhere
from ossdrop.intake.selection import Selected, look_at
from ossdrop.practice.server import PracticeServer
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET
from tests.core.history.test_store import entry
from tests.core.transfers.test_ends import wait_until

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


@pytest.fixture
def bucket_app(variables: dict[str, str]) -> Iterator[App]:
    made = App(environment=variables)
    yield made
    made.close()


@pytest.fixture
def desk(root: Path, bucket_app: App) -> Desk:
    return Desk(bucket_app, Roots([root]))


@pytest.mark.skipif(os.name == "nt", reason="links need an administrator, and open files stay")
@pytest.mark.parametrize("way", ["link", "folder", "rename"])
def test_what_takes_the_place_of_a_file_meanwhile_is_not_sent(
    desk: Desk,
    root: Path,
    practice: PracticeServer,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    """Whoever may write into the folder swapped it for a link, between the look and the reading."""
    (root / "in").mkdir()
    (root / "in" / "a.txt").write_text("harmless!")
    away = root.parent / "away"
    away.mkdir()
    (away / "a.txt").write_text("not yours")

    def swapped(path: Path) -> Selected:
        found = look_at(path)
        if way == "link":
            path.unlink()
            path.symlink_to(away / "a.txt")
        elif way == "folder":
            path.parent.rename(root / "former")
            path.parent.symlink_to(away)
        else:
            (root / "id_rsa").rename(path)
        return found

    monkeypatch.setattr(mcp_server, "look_at", swapped)
    with pytest.raises(OssDropError) as raised:
        desk.upload(str(root / "in" / "a.txt"))
    assert raised.value.code is ErrorCode.FILE_CHANGED
    assert not practice.service.store.buckets[BUCKET].objects


@pytest.mark.skipif(os.name == "nt", reason="links need an administrator")
def test_what_becomes_a_link_before_it_is_opened_is_not_opened(
    desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "in").mkdir()
    (root / "in" / "a.txt").write_text("harmless!")
    resolve = Path.resolve

    def resolved(path: Path, strict: bool = False) -> Path:
        found = resolve(path, strict)
        if found.name == "a.txt":
            found.unlink()
            found.symlink_to(root.parent / "outside.txt")
        return found

    monkeypatch.setattr(Path, "resolve", resolved)
    with pytest.raises(OssDropError) as raised:
        desk.upload(str(root / "in" / "a.txt"))
    assert raised.value.code is ErrorCode.FILE_NOT_ALLOWED


def test_a_relative_path_counts_from_the_folders(
    desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk.upload("tiny.png")["url"]
    assert desk.upload(f"{root.name}/tiny.png")["url"]  # as before


def test_what_was_uploaded_from_elsewhere_is_not_told(
    desk: Desk, root: Path, bucket_app: App
) -> None:
    """A link to an old upload is no way around the folders."""
    sent = desk.upload(str(root / "tiny.png"))
    for path, name in (
        (root.parent / "outside.txt", "outside.txt"),
        (root / "id_rsa", "id_rsa"),
        (root / ".." / "outside.txt", "dotted.txt"),
    ):
        row = bucket_app.history.add(entry(f"k/{name}", name=name, source_path=path))
        with pytest.raises(mcp_server._NoSuchRow):
            desk.link(row)
    here = entry("k/odd", name="odd", source_path=root / "a\x1b\u202eb.png")
    bucket_app.history.add(here)
    assert [row["name"] for row in desk.history()] == ["odd", "tiny.png"]
    assert "\x1b" not in desk.history()[0]["source_path"]
    assert desk.link(sent["history_id"])["url"]


def test_an_upload_that_was_taken_back_ends_and_leaves_nothing(
    root: Path, variables: dict[str, str], practice: PracticeServer
) -> None:
    with (root / "film.mp4").open("wb") as film:
        film.truncate(3 * 1024**3)
    bucket = practice.service.store.buckets[BUCKET]

    async def conversation(client: Client) -> None:
        asking = asyncio.create_task(client.call_tool("upload", {"path": "film.mp4"}))
        await asyncio.to_thread(wait_until, lambda: bool(bucket.uploads))
        asking.cancel()
        await asyncio.to_thread(wait_until, lambda: not bucket.uploads)
        assert "film.mp4" not in str((await client.call_tool("history", {})).content)

    talk(root, variables, conversation)
    assert not bucket.objects
