"""What is advised can be typed, is about what was asked, and comes to an end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ossdrop.config.env_file import read_env_file
from ossdrop.practice.home import open_home
from ossdrop.program.paths import data_folder

CLI = [sys.executable, "-m", "ossdrop"]
PAIR = "QWEN_TMP_OSS_AK_ID=LTAI5tAdviceAdviceAdvic1\nQWEN_TMP_OSS_AK_SECRET=the-only-copy\n"
UNSET = "Remove-Item Env:" if sys.platform == "win32" else "unset "
API_KEY = "sk-0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CLI, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_api_key_never_goes_over_the_secret_of_an_access_key(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(PAIR)
    env = f"--env-file={path}"
    told = run(tmp_path, "config", "set-secret", "DASHSCOPE_API_KEY", env, given=API_KEY)
    assert f"with --plain {path} has it" in told.stderr
    wrong = run(tmp_path, "config", "set-secret", "--plain", env, given=API_KEY)
    assert wrong.returncode == 2
    done = run(tmp_path, "config", "set-secret", "DASHSCOPE_API_KEY", "--plain", env, given=API_KEY)
    assert done.returncode == 0
    assert read_env_file(path) == {
        "QWEN_TMP_OSS_AK_ID": "LTAI5tAdviceAdviceAdvic1",
        "QWEN_TMP_OSS_AK_SECRET": "the-only-copy",
        "DASHSCOPE_API_KEY": API_KEY,
    }


def test_what_a_full_disk_left_does_not_close_the_practice_bucket(tmp_path: Path) -> None:
    folder = data_folder() / "practice"
    folder.mkdir(parents=True)
    (folder / "9396e42b1252b66f.new").write_bytes(b"")
    assert open_home().port


@pytest.mark.parametrize(
    ("lines", "advice"),
    [
        ("", "config set QWEN_TMP_OSS_AK_ID ID"),
        ("QWEN_TMP_OSS_AK_SECRET=0123456789\n", "config set QWEN_TMP_OSS_AK_ID ID"),
        (PAIR.replace("Advic1", "Advic1\u200b"), "config set QWEN_TMP_OSS_AK_ID ID"),
    ],
)
def test_an_id_that_is_missing_or_wrong_is_what_is_asked_for(
    tmp_path: Path, lines: str, advice: str
) -> None:
    path = tmp_path / "my.env"
    place = "QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n"
    path.write_text(place + lines, encoding="utf-8")
    told = run(tmp_path, "check", "--env-file", str(path))
    assert advice in told.stdout
    assert told.stderr == f"Settings: {path}\n"


def test_a_key_that_is_not_used_ends_no_check(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(
        f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}"
        "QWEN_TMP_OSS_ENDPOINT=http://127.0.0.1:9\nDASHSCOPE_API_KEY=sk-0123\u200b\n",
        encoding="utf-8",
    )
    told = run(tmp_path, "check", "--env-file", str(path))
    assert told.stderr == f"Settings: {path}\n"
    assert "It works from there only" in told.stdout  # there is no store to move it into


def test_a_temporary_id_without_its_token_is_told_in_either_pair(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    for name in ("QWEN_TMP_OSS_AK_", "OSS_ACCESS_KEY_"):
        path.write_text(
            "QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n"
            f"{name}ID=STS.NUgYrLnoC37mZZCNnAbez\n{name}SECRET=0123456789\n"
        )
        told = run(tmp_path, "upload", str(path), "--env-file", str(path))
        assert told.returncode == 3
        assert "The token of the temporary credentials is missing." in told.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QWEN_TMP_OSS_REGION", "Beijing!"),
        ("QWEN_TMP_OSS_URL_EXPIRES", "24h"),
        ("QWEN_TMP_OSS_ENDPOINT", "https://x/y"),
    ],
)
def test_what_the_environment_decides_is_changed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}")
    monkeypatch.setenv(name, value)
    for command in ("check", "upload"):
        given = [str(path)] if command == "upload" else []
        told = run(tmp_path, command, *given, f"--env-file={path}")
        lines = (told.stdout + told.stderr).splitlines()
        advice = [line.strip() for line in lines if "try: " in line]
        assert advice[0] == f"try: {UNSET}{name}", told


def test_the_store_keeps_no_secret_that_it_is_never_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text("OSS_ACCESS_KEY_ID=LTAI5tAdviceAdviceAdvic1\n")
    env = f"--env-file={path}"
    told = run(tmp_path, "config", "set-secret", "OSS_ACCESS_KEY_SECRET", env, given="a-secret-0")
    assert told.returncode == 2
    assert "--plain" in told.stderr
    assert "QWEN_TMP_OSS_AK_ID" in told.stderr
    plain = run(
        tmp_path, "config", "set-secret", "OSS_ACCESS_KEY_SECRET", "--plain", env, given="a-secret"
    )
    assert plain.returncode == 0
    assert read_env_file(path)["OSS_ACCESS_KEY_SECRET"] == "a-secret"


def test_a_region_that_nobody_knows_is_said_when_it_is_set(tmp_path: Path) -> None:
    env = f"--env-file={tmp_path / 'my.env'}"
    assert "ap-southeast-1" in run(tmp_path, "config", "set", "QWEN_REGION", "bejing", env).stderr
    assert "Model Studio" not in run(tmp_path, "config", "set", "QWEN_REGION", "NONE", env).stderr
