"""`check` judges what `upload` would use, and names what can be done about it here."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.support_bundle import write_bundle
from tests.conftest import KEY_ID, KEY_SECRET
from tests.hostile.programs import run

Found = dict[str, dict[str, str]]


def write_env(path: Path, variables: dict[str, str]) -> Path:
    path.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
    path.chmod(0o600)
    return path


def check(folder: Path, *options: str | Path) -> Found:
    result = run(folder, "ossdrop-cli", "check", "--json", *options)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["id"]: line for line in lines}


def test_the_folders_file_is_judged_as_upload_uses_it(
    variables: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    path = write_env(folder / ".env", variables)
    path.write_text("export " + path.read_text())
    path.chmod(0o644)
    assert run(folder, "ossdrop-cli", "allow").returncode == 0
    found = check(folder)
    assert found["settings.file"]["title"] == f"The settings come from {path}."
    assert "QWEN_TMP_OSS_BUCKET" in found["scripts"]["title"]
    judged = ["scripts", "safety.git"]
    judged += ["safety.file"] if os.name == "posix" else []  # Windows has no modes
    assert {name: found[name]["status"] for name in judged} == dict.fromkeys(judged, "warn")
    assert str(path) in found["safety.plain"]["detail"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "the same way"),
        ({"QWEN_TMP_OSS_ENDPOINT": "oss-cn-hangzhou.aliyuncs.com"}, "take QWEN_TMP_OSS_ENDPOINT"),
        ({"QWEN_TMP_OSS_ENDPOINT": "HTTPS://oss-cn-hangzhou.aliyuncs.com"}, "as it is written"),
        ({"QWEN_TMP_OSS_ENDPOINT": "https://img.example.com"}, "cannot use a custom domain"),
        ({"QWEN_TMP_OSS_ENDPOINT": "https://oss-cn-hangzhou.aliyuncs.com/"}, "the same way"),
    ],
)
def test_one_verdict_on_the_scripts(
    variables: dict[str, str], tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    proxy = {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    path = write_env(tmp_path / "named.env", variables | changes)
    result = run(tmp_path, "ossdrop-cli", "check", "--json", "--env-file", path, environment=proxy)
    verdicts = [
        line["title"]
        for line in map(json.loads, result.stdout.splitlines())
        if "Qwen scripts" in line["title"]
    ]
    assert len(verdicts) == 1
    assert words in verdicts[0]


def test_what_is_a_change_of_the_settings_is_done_when_asked(
    variables: dict[str, str], tmp_path: Path
) -> None:
    path = write_env(tmp_path / "named.env", variables)
    path.write_text(path.read_text().replace("QWEN_TMP_OSS_REGION=", "export QWEN_TMP_OSS_REGION="))
    path.chmod(0o644)
    found = check(tmp_path, "--env-file", path)
    assert found["scripts"]["command"].startswith("ossdrop-cli check --fix")
    store = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    result = run(tmp_path, "ossdrop-cli", "check", "--fix", "--env-file", path, environment=store)
    assert f"Done: {path} is written as all programs read it." in result.stderr
    assert "export" not in path.read_text()
    assert KEY_SECRET in path.read_text()  # there is no password store to move it to
    assert "is in the password store" not in result.stderr
    if os.name == "posix":
        assert f"Done: {path} can be read by you only." in result.stderr
        assert path.stat().st_mode & 0o777 == 0o600
    assert result.stdout.count("The file downloaded through its link is identical.") == 1


def test_lines_are_mended_also_where_something_else_is_missing(tmp_path: Path) -> None:
    path = write_env(tmp_path / "named.env", {"QWEN_TMP_OSS_BUCKET": "my-bucket"})
    path.write_text("export " + path.read_text())
    run(tmp_path, "ossdrop-cli", "check", "--fix", "--env-file", path)
    assert path.read_text() == "QWEN_TMP_OSS_BUCKET=my-bucket\n"


def test_a_secret_that_stays_in_the_file_is_said(tmp_path: Path) -> None:
    path = write_env(
        tmp_path / "named.env",
        {"QWEN_TMP_OSS_AK_ID": KEY_ID, "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET},
    )
    result = run(tmp_path, "ossdrop-cli", "config", "clear-secret", "--env-file", path)
    assert "still has QWEN_TMP_OSS_AK_SECRET" in result.stderr
    assert result.returncode == 1  # whoever clears a computer by a script must know
    spaced = run(
        tmp_path,
        "ossdrop-cli",
        *("config", "set-secret", "--plain", "--env-file", path),
        stdin=b"two words of it",
    )
    assert spaced.returncode == 3
    assert KEY_SECRET in path.read_text()


def test_an_administrator_gets_a_note_without_secrets(
    practice: PracticeServer,
    variables: dict[str, str],
    tmp_path: Path,
    make_file: Callable[..., Path],
) -> None:
    path = write_env(tmp_path / "named.env", variables)
    note = run(tmp_path, "ossdrop-cli", "config", "admin-note", "--env-file", path)
    assert '"oss:PutObject"' in note.stdout
    assert "practice-bucket/qianwen-uploads/*" in note.stdout
    assert KEY_SECRET not in note.stdout
    assert KEY_ID not in note.stdout
    may_get_only = PUT_AND_GET - {"oss:PutObject"}
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, may_get_only)
    sent = run(tmp_path, "ossdrop-cli", "upload", make_file(), "--env-file", path)
    assert "try: ossdrop-cli config admin-note" in sent.stderr


def test_a_secret_goes_into_the_file_where_the_person_insists(tmp_path: Path) -> None:
    path = write_env(tmp_path / "named.env", {"QWEN_TMP_OSS_AK_ID": KEY_ID})
    command = ("ossdrop-cli", "config", "set-secret", "--env-file", path)
    refused = run(tmp_path, *command, stdin=KEY_SECRET.encode())
    assert refused.returncode != 0
    assert "try: ossdrop-cli config set-secret --plain" in refused.stderr
    assert KEY_SECRET not in path.read_text()
    kept = run(tmp_path, *command, "--plain", stdin=KEY_SECRET.encode())
    assert kept.returncode == 0, kept.stderr
    assert f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n" in path.read_text()
    assert KEY_SECRET not in kept.stdout + kept.stderr


def test_the_support_file_says_which_secrets_are_not_set(
    variables: dict[str, str], tmp_path: Path
) -> None:
    app = App(environment=variables)
    try:
        write_bundle(app.destinations, [], tmp_path / "support.zip")
    finally:
        app.close()
    with zipfile.ZipFile(tmp_path / "support.zip") as bundle:
        settings = bundle.read("settings.txt").decode().splitlines()
    assert "OSS_ACCESS_KEY_SECRET is not set" in settings
    assert "QWEN_TMP_OSS_AK_SECRET is set (environment)" in settings
    assert os.fsencode(KEY_SECRET) not in (tmp_path / "support.zip").read_bytes()
