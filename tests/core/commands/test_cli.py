"""The headless program as a user runs it: a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET, KEY_SECRET
from tests.platforms import has_shells, has_signals

ROOT = Path(__file__).parents[3]


def run(
    *arguments: object, variables: dict[str, str] | None = None, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ossdrop", *map(str, arguments)],
        env={**os.environ, **(variables or {})},
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_upload_prints_a_link_a_line_in_the_order_given(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file("b.txt", b"b"), make_file("a 猫.txt", b"a")]
    result = run("upload", *paths, variables=variables)
    assert result.returncode == 0, result.stderr
    contents = [requests.get(url, timeout=10).content for url in result.stdout.split()]
    assert contents == [b"b", b"a"]


@has_signals
def test_a_link_is_printed_as_soon_as_it_is_there(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.bytes_per_s = 100_000
    paths = [make_file("small.txt"), make_file("big.bin", bytes(8_000_000))]
    command = [sys.executable, "-m", "ossdrop", "upload", *map(str, paths)]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
    assert requests.get(first.strip(), timeout=10).content == b"a cat"


@has_shells
def test_a_link_that_nobody_reads_is_said_to_be_in_the_history(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """The file had gone out, and nothing said that its link was lost."""
    command = f"{sys.executable} -m ossdrop upload {make_file()} | true"
    told = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "`ossdrop-cli history list`" in told.stderr
    assert "cat.png" in run("history", "list", variables=variables).stdout


def test_json_has_the_fields_of_the_contract(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    good = make_file("a.png")
    result = run("upload", "--json", good, "missing.png", variables=variables)
    assert result.returncode == 1
    first, second = map(json.loads, result.stdout.splitlines())
    assert set(first) == {
        "file",
        "destination",
        "bucket",
        "key",
        "size",
        "crc64",
        "content_type",
        "url",
        "expires_at",
    }
    assert isinstance(first["crc64"], str)
    assert second["file"] == "missing.png"
    assert second["error"]["code"] == "file_missing"
    assert KEY_SECRET not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"QWEN_TMP_OSS_REGION": ""}, 3), ({"QWEN_TMP_OSS_AK_SECRET": ""}, 3)],
)
def test_a_wrong_configuration_ends_with_3_before_any_request(
    variables: dict[str, str],
    make_file: Callable[..., Path],
    changes: dict[str, str],
    code: int,
) -> None:
    result = run("upload", make_file(), variables=variables | changes)
    assert result.returncode == code
    assert result.stdout == ""


def test_an_env_file_that_was_named_must_be_there(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    result = run("upload", "--env-file", "typo.env", make_file(), variables=variables)
    assert result.returncode == 3
    assert "typo.env does not exist" in result.stderr


def test_output_is_utf_8_wherever_it_goes(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    ascii_only = variables | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    result = run("upload", "--json", make_file("图片 😀.txt"), variables=ascii_only)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["file"].endswith("图片 😀.txt")


@has_shells
def test_a_reader_that_left_is_no_fault_to_speak_of(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    run("upload", make_file(), variables=variables)
    command = f"{sys.executable} -m ossdrop history list | true"
    result = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert result.stderr == b""


def test_a_refusal_of_the_service_ends_with_1(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    wrong = {"QWEN_TMP_OSS_AK_SECRET": "wrong-canary"}
    result = run("upload", make_file(), variables=variables | wrong)
    assert result.returncode == 1
    assert "AccessKey Secret is wrong" in result.stderr
    assert "wrong-canary" not in result.stderr


def test_a_wrong_option_ends_with_2() -> None:
    assert run("upload").returncode == 2
    for wrong in (["--expires", "abc", "x"], ["--expires", "0", "x"], [""]):
        assert run("upload", *wrong).returncode == 2
    assert run("history", "link", "9" * 30).returncode == 2
    assert run("practice", "--port", "99999").returncode == 2


def test_history_lists_what_was_uploaded_and_signs_afresh(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    run("upload", make_file(), variables=variables)
    listed = json.loads(run("history", "list", "--json", variables=variables).stdout)
    assert listed["name"] == "cat.png"
    link = run("history", "link", listed["id"], variables=variables).stdout.strip()
    assert requests.get(link, timeout=10).content == b"a cat"
    assert run("history", "link", 99, variables=variables).returncode == 2


def test_the_demo_uploads_the_samples_and_compares() -> None:
    result = run("demo")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "4 of 4 files uploaded, fetched back by their links and compared.\n"


def test_the_demo_says_when_a_file_did_not_make_it() -> None:
    result = run("demo", "missing.png")
    assert result.returncode == 1
    assert "cannot be found" in result.stderr


@has_signals
def test_practice_prints_what_to_use_and_ends_when_told(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    command = [sys.executable, "-m", "ossdrop", "practice", "--json", "--port", "0"]
    command += ["--folder", str(tmp_path / "p"), "--fault", "fail_times=1"]
    command += ["--fault", "fail_code=InvalidObjectName"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        values = json.loads(process.stdout.readline())
        first = run("upload", make_file(), variables=values)
        second = run("upload", make_file(), variables=values)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
    assert (first.returncode, second.returncode) == (1, 0)
    assert (tmp_path / "p" / "practice.json").stat().st_mode & 0o077 == 0


def test_a_fault_that_does_not_exist_is_named() -> None:
    result = run("practice", "--fault", "no_such=1")
    assert result.returncode == 2
    assert "latency_s" in result.stderr


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from ossdrop.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('oss2','requests','keyring','aiohttp','sqlite3') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert result.stdout.splitlines()[-1] == "[]"
    assert "examples:" in result.stdout


def test_what_a_model_does_not_take_is_said_before_anything_is_sent(
    variables: dict[str, str], tmp_path: Path, practice: PracticeServer
) -> None:
    from PIL import Image

    Image.new("P", (40, 30)).save(tmp_path / "a.gif")
    wanted = ("upload", tmp_path / "a.gif", "--json", "--model", "qwen3.6-plus")
    told = run(*wanted, variables=variables)
    error = json.loads(told.stdout)["error"]
    assert (told.returncode, error["code"]) == (1, "file_misfit")
    assert "this one is GIF" in error["detail"]
    assert not [one for one in practice.service.requests if one.method == "PUT"]
    assert run(*wanted, "--anyway", variables=variables).returncode == 0
    assert run("upload", tmp_path / "a.gif", variables=variables).returncode == 0  # nobody said


def test_what_does_not_fit_is_made_to(variables: dict[str, str], tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "猫.gif"
    Image.new("P", (40, 30)).save(path)
    before = path.read_bytes()
    told = run("upload", path, "--fit", "--json", "--model", "qwen3.6-plus", variables=variables)
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout)
    assert values["file"] == str(path)
    assert values["content_type"] == "image/webp"
    assert "made to fit" in told.stderr
    assert path.read_bytes() == before
    assert run("upload", path, "--fit", variables=variables).returncode == 2


def test_a_model_for_speech_is_asked_no_question(
    variables: dict[str, str], tmp_path: Path, practice: PracticeServer
) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    for words in (
        ("request", tmp_path / "a.wav", "--model", "fun-asr", "--json"),
        ("batch", "make", tmp_path / "a.wav", "--model", "fun-asr", "--json"),
    ):
        told = run(*words, variables=variables)
        assert json.loads(told.stdout)["error"]["code"] == "model_refused"
    assert not practice.service.requests


def test_a_request_is_given_as_json_with_files_that_fit(
    variables: dict[str, str], tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("P", (40, 30)).save(tmp_path / "a.gif")
    words = ("request", tmp_path / "a.gif", "--model", "qwen3.6-plus", "--json", "--as", "json")
    assert run(*words, variables=variables).returncode == 1
    told = run(*words, "--fit", variables=variables)
    assert told.returncode == 0, told.stderr
    body = json.loads(json.loads(told.stdout)["text"])
    parts = body["messages"][0]["content"]
    (url,) = [part["image_url"]["url"] for part in parts if "image_url" in part]
    assert requests.get(url, timeout=10).headers["Content-Type"] == "image/webp"


def test_nobody_is_asked_without_a_key(variables: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    told = run("ask", tmp_path / "a.png", "What?", "--json", variables=variables)
    assert json.loads(told.stdout)["error"]["code"] == "api_key_missing"


def test_what_looks_secret_is_refused_unless_allowed(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file("cat.png"), make_file("id_rsa", b"key")]
    result = run("upload", "--json", *paths, variables=variables)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert rows[0]["url"].startswith("http")
    assert rows[1]["error"]["code"] == "file_looks_secret"
    assert "--allow-secrets" in result.stderr
    assert run("upload", "--allow-secrets", *paths, variables=variables).returncode == 0


def test_the_same_content_is_sent_again_unless_reused(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path, large = make_file("a.txt", b"the same"), make_file("large.bin", bytes(20_000_000))
    objects = practice.service.store.buckets[BUCKET].objects
    for arguments, count in (((), 2), ((), 4), (("--reuse",), 4)):
        result = run("upload", *arguments, path, large, variables=variables)
        assert (result.returncode, len(objects)) == (0, count)
    assert requests.get(result.stdout.split()[0], timeout=10).content == b"the same"
    practice.service.requests.clear()
    objects.clear()  # somebody deleted them: they are sent again
    assert run("upload", "--reuse", path, variables=variables).returncode == 0
    assert len(objects) == 1


def test_a_wrong_key_is_tried_once_for_all_files(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(50)]
    result = run("upload", *paths, variables=variables | {"QWEN_TMP_OSS_AK_SECRET": "wrong"})
    assert result.returncode == 1
    assert result.stderr.count("The AccessKey Secret is wrong.") == 50
    assert len(practice.service.requests) == 1
