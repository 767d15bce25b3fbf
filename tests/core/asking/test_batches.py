"""A folder becomes requests a line each, within the API's limits; results become a table."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import requests

from ossdrop.asking import batches
from ossdrop.asking.batches import Result, are_results, read_results, write_batches, write_table
from ossdrop.errors import ErrorCode, OssDropError
from tests.core.asking.test_handover import SCHEMA, named
from tests.core.commands.test_cli import run
from tests.platforms import has_fifos

ANSWER = {"choices": [{"message": {"content": "=SUM(A1)\nsecond"}}], "usage": {"total_tokens": 7}}


def results(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_a_line_is_a_whole_request_with_an_id_of_its_own(tmp_path: Path) -> None:
    files = [("a/b.png", named()), ("a/b.png", named()), ("猫.mp4", named("video/mp4"))]
    (path,) = write_batches(files, "什么？", "qwen3.6-plus", tmp_path, "june")
    assert path.name == "june-1.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["custom_id"] for line in lines] == ["a/b.png", "a/b.png (2)", "猫.mp4"]
    for line in lines:
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        jsonschema.validate(line["body"], SCHEMA)


def test_it_is_split_at_the_limits_of_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_LINES", 4)
    made = write_batches(((f"{n}.png", named()) for n in range(10)), "?", "m", tmp_path, "a")
    assert [len(path.read_text().splitlines()) for path in made] == [4, 4, 2]
    monkeypatch.setattr(batches, "MOST_BYTES", 1000)
    made = write_batches(((f"{n}.png", named()) for n in range(10)), "?", "m", tmp_path, "b")
    assert all(path.stat().st_size <= 1000 for path in made)
    monkeypatch.setattr(batches, "MOST_LINE_BYTES", 100)
    with pytest.raises(OssDropError):
        write_batches([("a", named())], "?", "m", tmp_path, "c")


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a-1.jsonl").write_text("mine")
    with pytest.raises(FileExistsError):
        write_batches([("a", named())], "?", "m", tmp_path, "a")
    assert (tmp_path / "a-1.jsonl").read_text() == "mine"


def test_a_later_file_that_is_there_is_nobodys_to_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ossdrop.asking.batches.MOST_LINES", 1)
    (tmp_path / "a-2.jsonl").write_text("mine")
    with pytest.raises(FileExistsError):
        write_batches([("a", named()), ("b", named())], "?", "m", tmp_path, "a")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a-2.jsonl", "mine")]


def test_results_and_errors_become_a_table_that_runs_nothing(tmp_path: Path) -> None:
    path = results(
        tmp_path / "r.jsonl",
        {"custom_id": "b.png", "response": {"status_code": 200, "body": ANSWER}, "error": None},
        {"custom_id": "a.png", "response": None, "error": {"code": "x", "message": "too large"}},
        {"custom_id": "c", "response": {"body": {"error": {"message": "no"}}}, "error": None},
    )
    found = list(read_results(path))
    assert found == [
        Result("b.png", "=SUM(A1)\nsecond", tokens=7),
        Result("a.png", error="too large"),
        Result("c", error="no"),
    ]
    out = io.StringIO()
    write_table(found, out)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows[1] == ["b.png", "'=SUM(A1)\nsecond", "", "7"]
    assert are_results(path.read_bytes()[:4096])
    assert not are_results(b'{"custom_id": "a", "method": "POST"}\n')
    assert not are_results(b"\x89PNG")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '{"custom_id": "a"}',
        '{"response": {}}',
    ],
)
def test_what_is_no_result_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    """What came before and after it is there all the same: a download may be cut off anywhere."""
    path, good = tmp_path / "r.jsonl", json.dumps({"custom_id": "a", "response": {"body": ANSWER}})
    path.write_text(f"\n{line}\n{good}\n")
    with pytest.raises(OssDropError) as told:
        read_results(path)
    assert told.value.code is ErrorCode.RESULTS_UNREADABLE
    assert "line 2" in told.value.detail
    path.write_text(f"{good}\n{line}\n{good}")
    first, wrong, last = read_results(path)
    assert first == last == Result("a", "=SUM(A1)\nsecond", tokens=7)
    assert "line 2" in wrong.error


@pytest.mark.parametrize(
    "response",
    [
        {"body": {"choices": []}},
        {"body": 7},
        "x",
        {"body": ANSWER | {"usage": {"total_tokens": "x"}}},
    ],
)
def test_an_unusual_line_is_told_and_the_others_stay(tmp_path: Path, response: object) -> None:
    good = {"custom_id": "b.png", "response": {"body": ANSWER}}
    path = results(tmp_path / "r.jsonl", {"custom_id": "a.png", "response": response}, good)
    first, second = read_results(path)
    assert (first.file, first.answer) == ("a.png", "")
    assert "line 1" in first.error
    assert (second.file, second.tokens) == ("b.png", 7)


@has_fifos
def test_a_file_that_is_none_hides_no_other(tmp_path: Path) -> None:
    tabbed = {"choices": [{"message": {"content": "a\tb\x1b[2J"}}]}
    good = results(tmp_path / "r.jsonl", {"custom_id": "a.png", "response": {"body": tabbed}})
    os.mkfifo(tmp_path / "pipe")
    told = run("batch", "join", tmp_path / "pipe", good, tmp_path)
    assert told.returncode == 1
    assert "a.png,a\tb\ufffd[2J,," in told.stdout  # a tab stays, what moves the cursor does not
    assert told.stderr.count("not a regular file") == 2
    as_json = run("batch", "join", tmp_path / "pipe", good, "--json").stdout.splitlines()
    assert [json.loads(line)["file"] for line in as_json] == [str(tmp_path / "pipe"), "a.png"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_leaves_no_half_of_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, mode: str, buffering: int) -> IO[bytes]:
        path.touch()
        return open("/dev/full", "wb", buffering)  # noqa: PTH123 - the caller closes it

    monkeypatch.setattr("ossdrop.asking.batches.open_own", full)
    with pytest.raises(OSError, match="space"):
        write_batches([("a", named())], "?", "m", tmp_path, "a")
    assert not list(tmp_path.iterdir())


def test_a_folder_by_command(variables: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    (folder / "june").mkdir(parents=True)
    for name in ("a.png", "june/b c.png", "june/.hidden"):
        (folder / name).write_bytes(name.encode())
    (tmp_path / "out").mkdir()
    made = run(
        *("batch", "make", folder, "--model", "qwen3.6-plus", "--question", "Colour?"),
        *("--out", tmp_path / "out", "--anyway"),
        variables=variables,
    )
    assert made.returncode == 0, made.stderr
    (path,) = made.stdout.splitlines()
    lines = [json.loads(line) for line in Path(path).read_text().splitlines()]
    assert [line["custom_id"] for line in lines] == ["pictures/a.png", "pictures/june/b c.png"]
    url = lines[1]["body"]["messages"][0]["content"][0]["image_url"]["url"]
    assert requests.get(url, timeout=10).content == b"june/b c.png"
    assert parse_qs(urlsplit(url).query)["x-oss-expires"] == ["604800"]
    again = run(
        *("batch", "make", folder, "--model", "qwen3.6-plus", "--out", tmp_path / "out"),
        variables=variables,
    )
    assert again.returncode == 2
    late = run("batch", "join", tmp_path / "none.jsonl", "--json")
    assert json.loads(late.stdout)["error"]["code"] == "file_missing"


def test_temporary_storage_is_none_for_a_batch(temporary: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    told = run(
        *(
            "batch",
            "make",
            tmp_path / "a.png",
            "--model",
            "qwen3.6-plus",
            "--json",
            "--out",
            tmp_path,
        ),
        variables=temporary,
    )
    assert json.loads(told.stdout)["error"]["code"] == "batch_needs_bucket"
    assert not list(tmp_path.glob("*.jsonl"))
