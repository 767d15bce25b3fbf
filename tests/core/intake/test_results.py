"""What models have made is fetched whole, is what it should be, and is kept with its origin."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path

import pytest
import requests
from PIL import Image

from ossdrop import upload_file
from ossdrop.errors import PRIVATE, ErrorCode, OssDropError
from ossdrop.intake.results import fetch_result, links_in
from ossdrop.network.reach import Reach
from ossdrop.practice.server import PracticeServer
from tests.core.commands.test_cli import run


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://a.com/1.png?x=1&y=2", ["https://a.com/1.png?x=1&y=2"]),
        ("图片：https://a.com/1.png，还有 https://a.com/2.mp4。", ["https://a.com/1.png", "https://a.com/2.mp4"]),
        ('{"output": {"results": [{"url": "https:\\/\\/a.com\\/1.png?a=1\\u0026b=2"}]}}', ["https://a.com/1.png?a=1&b=2"]),
        ("https://a.com/1.png https://a.com/1.png", ["https://a.com/1.png"]),
        ("![a](https://a.com/1.png)", ["https://a.com/1.png"]),
        ("nothing here", []),
        ("file:///etc/passwd ftp://a", []),
    ],
)  # fmt: skip
def test_links_in_a_text_or_an_answer(text: str, links: list[str]) -> None:
    assert list(links_in(text)) == links


def made(tmp_path: Path, variables: dict[str, str], name: str, content: bytes) -> str:
    (tmp_path / name).write_bytes(content)
    return str(upload_file(tmp_path / name, settings=variables))


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_result_is_fetched_with_its_progress(variables: dict[str, str], tmp_path: Path) -> None:
    content = png() + bytes(900_000)
    link = made(tmp_path, variables, "猫.webp", content)
    heard: list[tuple[int, int]] = []
    fetched = fetch_result(link, tmp_path / "kept", lambda *step: heard.append(step))
    assert fetched.path.read_bytes() == content
    assert fetched.path.suffix == ".png"  # as its content is
    assert heard[-1] == (len(content), len(content))
    assert len(heard) > 2
    assert "signature" not in fetched.origin
    assert "猫" in fetched.path.name


@pytest.mark.parametrize("content", [b"", b"<html>Login</html>", b"PK\x03\x04" * 100, b'{"a": 1}'])
def test_what_is_no_result_is_not_kept(
    variables: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    link = made(tmp_path, variables, "a.png", content)
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.RESULT_UNUSABLE
    assert not list((tmp_path / "kept").glob("*"))


def test_one_that_is_gone_and_one_that_breaks_off(
    variables: dict[str, str], tmp_path: Path, practice: PracticeServer
) -> None:
    link = made(tmp_path, variables, "a.png", png() + bytes(500_000))
    practice.faults.truncate_answer_times = 1
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.CONNECTION_LOST
    assert not list((tmp_path / "kept").glob("*"))
    link = made(tmp_path, variables, "b.png", png() + bytes(1_500_000))  # in its middle
    practice.faults.truncate_answer_times = 1
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.CONNECTION_LOST
    assert not list((tmp_path / "kept").glob("*"))

    def fails(done: int, size: int) -> None:
        raise OssDropError(ErrorCode.CONNECTION_LOST)

    with pytest.raises(OssDropError):  # whatever ends it in its middle
        fetch_result(link, tmp_path / "kept", fails)
    assert not list((tmp_path / "kept").glob("*"))
    practice.faults.clock_offset_s = 100_000
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.RESULT_GONE
    practice.faults.clock_offset_s, practice.faults.redirect_to = 0, "http://127.0.0.1:1/"
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.RESULT_UNUSABLE


def test_the_command_keeps_an_answer_and_remembers_its_origin(
    variables: dict[str, str], temporary: dict[str, str], tmp_path: Path
) -> None:
    link = made(tmp_path, variables, "a.png", png())
    gone = link.replace("a.png", "b.png")
    told = run("keep", link, gone, "--json", variables=variables)
    assert told.returncode == 1
    refused, stored = [json.loads(line) for line in told.stdout.splitlines()]
    assert refused["error"]["code"] == "result_gone"
    assert requests.get(stored["url"], timeout=10).content == png()
    rows = [json.loads(line) for line in run("history", "list", "--json").stdout.splitlines()]
    origin = next(row["origin"] for row in rows if row["key"] == stored["key"])
    assert origin == stored["file"]
    assert "signature" not in told.stdout.replace(stored["url"], "")
    none = run("keep", link, "--json", variables=temporary)
    assert json.loads(none.stdout)["error"]["code"] == "keep_needs_bucket"
    assert run("keep", "nothing").returncode == 2


@pytest.mark.parametrize("status", [500, 503])
def test_a_service_that_fails_is_no_wrong_link(
    variables: dict[str, str], tmp_path: Path, practice: PracticeServer, status: int
) -> None:
    link = made(tmp_path, variables, "a.png", png())
    practice.faults.fail_times, practice.faults.fail_status = 9, status
    with pytest.raises(OssDropError) as told:
        fetch_result(link, tmp_path / "kept")
    assert told.value.code is ErrorCode.SERVICE_FAILED
    with pytest.raises(OssDropError) as told:  # no advice about a region
        fetch_result("http://127.0.0.1:1/a.png", tmp_path / "kept")
    assert told.value.code is ErrorCode.RESULT_UNUSABLE


def test_only_the_practice_bucket_is_private_and_good(
    tmp_path: Path, practice: PracticeServer, variables: dict[str, str]
) -> None:
    """Another program on this computer was asked, where the practice bucket was in use."""
    link = made(tmp_path, variables, "a.png", png())  # of another server than the own one's
    before = len(practice.service.requests)
    told = run("keep", "-", "--practice", given=f"http://[abc/x.png {link}")
    assert told.stderr.count("There is no picture") == 1  # what can be no address is no reason
    assert told.stderr.count("private network") == 1  # to leave out the other one
    told = run("keep", "-", "--practice", "--json", given=link)
    error = json.loads(told.stdout)["error"]
    assert (told.returncode, error["code"]) == (1, "result_unusable")
    assert "private network" in error["cause"]
    assert len(practice.service.requests) == before


def test_a_link_in_a_text_leads_to_nothing_private(
    variables: dict[str, str], tmp_path: Path, practice: PracticeServer
) -> None:
    link = made(tmp_path, variables, "a.png", png())
    before = len(practice.service.requests)
    text = json.dumps({"url": link})
    told = run("keep", "-", "--json", variables=variables, given=text)
    error = json.loads(told.stdout)["error"]
    assert (told.returncode, error["code"]) == (1, "result_unusable")
    assert "private network" in error["cause"]
    assert len(practice.service.requests) == before  # it was not even asked
    assert run("keep", link, variables=variables).returncode == 0  # named by the person


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "2130706433"])
def test_a_link_in_a_text_does_not_tell_which_ports_are_open_in_here(
    tmp_path: Path, host: str
) -> None:
    """It connected first and looked where it was then: an open port had another answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        link = f"http://{host}:{listening.getsockname()[1]}/a.png"
        with pytest.raises(OssDropError) as told:
            fetch_result(link, tmp_path / "kept", reach=Reach.PUBLIC)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert told.value.hint == PRIVATE
    with pytest.raises(OssDropError) as told_of_closed:
        fetch_result(link, tmp_path / "kept", reach=Reach.PUBLIC)
    assert (told_of_closed.value.hint, told_of_closed.value.detail) == (PRIVATE, told.value.detail)
