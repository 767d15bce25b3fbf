"""What is advised can be typed, is about what was asked, and comes to an end."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ossdrop.commands.remedies import command_against
from ossdrop.config.env_file import read_env_file
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.home import open_home
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file
from tests.hostile.programs import run as run_program
from tests.platforms import UNSET

CLI = [sys.executable, "-m", "ossdrop"]
PAIR = "QWEN_TMP_OSS_AK_ID=LTAI5tAdviceAdviceAdvic1\nQWEN_TMP_OSS_AK_SECRET=the-only-copy\n"
STS_ID = "STS.NUgYrLnoC37mZZCNnAbez"
API_KEY = "sk-0123456789abcdef0123456789abcdef"


def words_of(command: str) -> list[str]:
    """As the shells of this system take it apart, where nothing in it is quoted."""
    return shlex.split(command, posix=sys.platform != "win32")


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return run_program(folder, "ossdrop-cli", *arguments, stdin=given.encode())


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
    assert told.stderr.splitlines() == [f"Settings: {path}"]


def test_a_key_that_is_not_used_ends_no_check(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(
        f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}"
        "QWEN_TMP_OSS_ENDPOINT=http://127.0.0.1:9\nDASHSCOPE_API_KEY=sk-0123\u200b\n",
        encoding="utf-8",
    )
    told = run(tmp_path, "check", "--env-file", str(path))
    assert told.stderr.splitlines() == [f"Settings: {path}"]
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


def advised(told: subprocess.CompletedProcess[str]) -> list[str]:
    """The commands that are proposed."""
    return [line.split("try: ", 1)[1] for line in told.stderr.splitlines() if "try: " in line]


def test_a_token_goes_to_its_own_name_also_where_there_is_no_store(
    tmp_path: Path, practice: PracticeServer
) -> None:
    """Following the advice to its end: it once wrote the token over the secret."""
    path = tmp_path / "sts.env"
    path.write_text(
        f"QWEN_TMP_OSS_BUCKET=b1b\nQWEN_TMP_OSS_REGION=cn-beijing\nOSS_ACCESS_KEY_ID={STS_ID}\n"
        f"QWEN_TMP_OSS_ENDPOINT={practice.base_url}\nOSS_ACCESS_KEY_SECRET=the-only-copy\n"
    )
    told = run(tmp_path, "upload", "sts.env", "--allow-secrets", f"--env-file={path}")
    for _ in range(3):
        commands = [one for one in advised(told) if "set-secret" in one]
        if not commands:
            break
        told = run(tmp_path, *words_of(commands[0])[1:], given="CAIStoken0123456789\n")
    kept = read_env_file(path)
    assert kept["OSS_ACCESS_KEY_SECRET"] == "the-only-copy"
    assert kept["OSS_SESSION_TOKEN"] == "CAIStoken0123456789"


def test_an_id_for_some_hours_in_the_wrong_pair_is_mended_by_what_is_advised(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sts.env"
    path.write_text(
        "QWEN_TMP_OSS_BUCKET=b1b\nQWEN_TMP_OSS_REGION=cn-beijing\n"
        f"QWEN_TMP_OSS_AK_ID={STS_ID}\nQWEN_TMP_OSS_AK_SECRET=the-only-copy\n"
    )
    told = run(tmp_path, "check", f"--env-file={path}")
    (command,) = {
        line.split("try: ", 1)[1]
        for line in told.stdout.splitlines()
        if "try: " in line and "TOKEN" in line
    }
    done = run(tmp_path, *words_of(command)[1:], given="CAIStoken0123456789\n")
    assert done.returncode == 0, done.stderr
    kept = read_env_file(path)
    assert {name: text for name, text in kept.items() if "KEY" in name or "TOKEN" in name} == {
        "OSS_ACCESS_KEY_ID": STS_ID,
        "OSS_ACCESS_KEY_SECRET": "the-only-copy",
        "OSS_SESSION_TOKEN": "CAIStoken0123456789",
    }
    assert "AK_ID" not in path.read_text()


def test_all_settings_on_one_line_are_mended_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "one.env"
    path.write_text(PAIR.replace("\n", " ") + "QWEN_TMP_OSS_BUCKET=b1b\n")
    told = run(tmp_path, "check", "--fix", f"--env-file={path}")
    assert "is written as all programs read it" in told.stderr
    assert read_env_file(path) == {
        "QWEN_TMP_OSS_AK_ID": "LTAI5tAdviceAdviceAdvic1",
        "QWEN_TMP_OSS_AK_SECRET": "the-only-copy",
        "QWEN_TMP_OSS_BUCKET": "b1b",
    }


def test_keys_that_came_before_the_new_one_are_named(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"QWEN_API_KEY={API_KEY}\nDASHSCOPE_API_KEY={API_KEY}\n")
    told = run(
        tmp_path,
        *("config", "set-secret", "DASHSCOPE_API_KEY", "--plain", f"--env-file={path}"),
        given=API_KEY,
    )
    assert "has no QWEN_API_KEY any more" in told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows know no such pipes")
def test_what_came_by_a_pipe_is_changed_by_no_command(tmp_path: Path) -> None:
    for command in ("check", "upload x"):
        told = subprocess.run(
            ["bash", "-c", f"{' '.join(CLI)} {command} --env-file <(echo QWEN_TMP_OSS_BUCKET=UP)"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "not a valid bucket name" in told.stdout + told.stderr
        assert "ossdrop-cli config" not in told.stdout + told.stderr


def test_only_what_decides_by_itself_can_be_allowed(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("QWEN_TMP_OSS_BUCKET=b1b\n")
    told = run(tmp_path, "allow", "settings.env")
    assert (told.returncode, told.stdout) == (2, "")
    assert "--env-file settings.env" in told.stderr


def test_a_file_that_has_changed_since_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_TMP_OSS_BUCKET=b1b\n")
    assert "has not been allowed yet" in run(tmp_path, "config", "show").stderr
    assert run(tmp_path, "allow").returncode == 0
    path.write_text("QWEN_TMP_OSS_BUCKET=b1b\n# mine\n")
    assert "has changed since it was allowed" in run(tmp_path, "config", "show").stderr


def test_a_file_that_is_nobodys_business_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"NAME=caf\xe9\n")
    assert run(tmp_path, "config", "show").returncode == 0
    path.write_bytes("QWEN_TMP_OSS_BUCKET=b1b\n".encode("utf-16"))
    assert run(tmp_path, "config", "show").returncode == 3


@pytest.mark.parametrize("name", ["..", "x" * 256])
def test_what_no_file_can_be_called_is_said_before_anything_is_read(
    tmp_path: Path, name: str
) -> None:
    told = run(tmp_path, "upload", "-", "--name", name, "--practice", "--json", given="x")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert "no file can be called so" in told.stdout + told.stderr


def test_a_history_that_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    told = run(tmp_path, "history", "import", "--file", "nothing.json")
    assert "is not a history" not in told.stderr
    assert "nothing.json" in told.stderr


def test_an_id_without_its_secret_is_no_key_and_why(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text("QWEN_TMP_OSS_AK_ID=LTAI5tAdviceAdviceAdvic1\n")
    told = run(tmp_path, "config", "show", f"--env-file={path}")
    assert "the secret of LTAI...vic1 is missing" in told.stderr


def test_a_row_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "Name the rows" in run(tmp_path, "history", "remove").stderr
    assert "No such row: 9999." in run(tmp_path, "history", "remove", "9999").stderr


def test_a_folder_that_decides_for_itself_is_no_contradiction(tmp_path: Path) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("QWEN_TMP_OSS_BUCKET=everywhere\nQWEN_TMP_OSS_REGION=cn-beijing\n")
    (tmp_path / ".env").write_text("QWEN_TMP_OSS_BUCKET=here\n")
    assert run(tmp_path, "allow").returncode == 0
    told = run(tmp_path, "check").stdout
    assert f"The settings come from {tmp_path / '.env'}" in told
    assert "two places" not in told


def test_a_note_asks_for_the_key_that_is_used(tmp_path: Path) -> None:
    path = tmp_path / "five.env"
    path.write_text(
        "QWEN_TMP_OSS_BUCKET=b1b\nQWEN_TMP_OSS_REGION=cn-beijing\n"
        "QWEN_TMP_OSS_AK_ID=LTAI5tLostLostLostLostaa1\nOSS_ACCESS_KEY_ID=LTAI5tUsedUsedUsedUsedbb2\n"
        "OSS_ACCESS_KEY_SECRET=secret-of-it\n"
    )
    told = run(tmp_path, "config", "admin-note", f"--env-file={path}")
    assert "LTAI...dbb2" in told.stdout
    assert "LTAI...taa1" not in told.stdout
    assert "LTAI...taa1 is missing" in told.stderr


def test_a_secret_is_not_written_beside_the_id_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my.env"
    path.write_text("QWEN_TMP_OSS_AK_ID=LTAI5tFileFileFileFilefi1\n")
    monkeypatch.setenv("QWEN_TMP_OSS_AK_ID", "LTAI5tShellShellShellsh2")
    command = ("config", "set-secret", "--plain", f"--env-file={path}")
    told = run(tmp_path, *command, given="secret-0\n")
    assert told.returncode == 2
    assert "another QWEN_TMP_OSS_AK_ID" in told.stderr
    assert "secret-0" not in path.read_text()


@pytest.mark.parametrize("name", ["QWENCLOUD_API_KEY", "QWEN_API_KEY", "DASHSCOPE_API_KEY"])
def test_a_wrong_api_key_is_named_as_it_is_set(
    tmp_path: Path, practice: PracticeServer, name: str
) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"{name}=sk-nobodysnobodys0123\nQWEN_BASE_URL={practice.base_url}\n")
    told = run(tmp_path, "upload", str(path), "--allow-secrets", f"--env-file={path}")
    (command,) = advised(told)
    assert command.startswith(f"ossdrop-cli config set-secret {name} --plain")


def test_a_secret_that_is_exported_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sts.env"
    path.write_text(f"QWEN_TMP_OSS_AK_ID={STS_ID}\n")
    monkeypatch.setenv("QWEN_TMP_OSS_AK_SECRET", "exported-only-012")
    command = ("config", "set-secret", "OSS_SESSION_TOKEN", "--plain", f"--env-file={path}")
    run(tmp_path, *command, given="CAIStoken0123456789\n")
    assert "exported-only" not in path.read_text()
    assert "CAIStoken" in path.read_text()


PLACE = f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}"


def test_an_address_that_does_not_exist_leads_to_who_knows_it(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(PLACE.replace("cn-beijing", "cn-bejing"))
    told = run(tmp_path, "upload", str(path), "--allow-secrets", f"--env-file={path}", "--wait=0")
    assert f"try: ossdrop-cli check --env-file={path}" in told.stderr
    run(tmp_path, "check", "--fix", f"--env-file={path}")
    assert "cn-bejing" in path.read_text()  # offline, nobody knows what it should be


def test_what_is_wrong_with_the_settings_stands_there_once(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text("QWEN_TMP_OSS_BUCKET=My Bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n")
    told = run(tmp_path, "check", "--json", f"--env-file={path}")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [one["id"] for one in found if one.get("code") == "bucket_invalid"] == [
        "settings.complete"
    ]


def test_another_cloud_is_no_domain_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"{PLACE}QWEN_TMP_OSS_ENDPOINT=https://my-bucket.s3.amazonaws.com\n")
    told = run(tmp_path, "upload", str(path), "--allow-secrets", f"--env-file={path}")
    assert told.returncode == 3
    assert "another cloud" in told.stderr


def test_a_setup_without_its_bucket_is_no_setup(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"QWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}DASHSCOPE_API_KEY={API_KEY}\n")
    told = run(tmp_path, "check", f"--env-file={path}").stdout
    assert "QWEN_TMP_OSS_BUCKET is not set: the other settings of your bucket do nothing." in told


def test_an_id_in_quotes_is_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    run(
        tmp_path,
        "config",
        "set",
        "QWEN_TMP_OSS_AK_ID",
        '"LTAI5tMyOwnKeyMyOwnKey01"',
        f"--env-file={path}",
    )
    assert read_env_file(path) == {"QWEN_TMP_OSS_AK_ID": "LTAI5tMyOwnKeyMyOwnKey01"}


def test_a_name_inside_a_value_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text('X="multi\nline QWEN_TMP_OSS_BUCKET=inner\nend"\n')
    told = run(tmp_path, "config", "set", "QWEN_TMP_OSS_BUCKET", "abc-def", f"--env-file={path}")
    assert "belong to one value in quotes" in told.stderr
    assert "disk" not in told.stderr


def test_a_terminal_is_told_what_a_terminal_can_do(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(
        "QWEN_TMP_OSS_BUCKET=b-1\nQWEN_TMP_OSS_REGION=cn-beijing\nQWEN_TMP_OSS_AK_ID=LTAI5tAdviceAdviceAdvic1\n"
    )
    told = run(tmp_path, "upload", str(path), "--allow-secrets", "--json", f"--env-file={path}")
    for words in ("until you quit", "in Settings"):
        assert words not in told.stderr + told.stdout


def test_a_link_for_48_hours_lives_no_other_time(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"DASHSCOPE_API_KEY={API_KEY}\nQWEN_BASE_URL=http://127.0.0.1:9\n")
    told = run(tmp_path, "upload", __file__, "--expires", "60", f"--env-file={path}", "--wait=0")
    assert "48 hours, whatever --expires says" in told.stderr


def test_rows_are_named_where_none_is_taken(tmp_path: Path) -> None:
    assert run(tmp_path, "history", "list", "5").returncode == 2


def test_an_id_that_is_exported_empty_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my.env"
    path.write_text(f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n{PAIR}")
    monkeypatch.setenv("QWEN_TMP_OSS_AK_ID", "")
    for words in (("upload", str(path)), ("check",)):
        told = run(tmp_path, *words, f"--env-file={path}")
        assert "hides the AccessKey that is saved" in told.stdout + told.stderr
        assert f"{UNSET}QWEN_TMP_OSS_AK_ID" in told.stdout + told.stderr


def test_credentials_that_have_ended_begin_anew_with_their_id() -> None:
    """The Secret alone was asked for, under the old ID."""
    assert command_against(OssDropError(ErrorCode.TOKEN_EXPIRED)).startswith(
        "ossdrop-cli config set OSS_ACCESS_KEY_ID ID"
    )


def test_advice_for_many_files_is_given_once(tmp_path: Path) -> None:
    lines = "QWEN_TMP_OSS_BUCKET=nobody-there\nQWEN_TMP_OSS_ENDPOINT=http://127.0.0.1:9\n"
    (tmp_path / "my.env").write_text(f"{lines}QWEN_TMP_OSS_REGION=cn-hangzhou\n{PAIR}")
    names = [f"{number}.txt" for number in range(5)]
    for name in names:
        (tmp_path / name).write_text(name)
    missing = "not-there.txt"
    told = run(tmp_path, "upload", "--json", "--env-file", "my.env", *names, missing)
    assert told.returncode == 1
    results = [json.loads(line) for line in told.stdout.splitlines()]
    assert [one["file"] for one in results] == [*names, missing]
    assert len({one["error"]["remedy"] for one in results[:5]}) == 1  # programs get it with each
    words = told.stderr.splitlines()
    for name in (*names, missing):
        assert len([line for line in words if line.startswith(f"{name}: ")]) == 1
    assert told.stderr.count(results[0]["error"]["remedy"]) == 1
    assert told.stderr.count("details: ConnectionRefusedError") == 1
    assert results[5]["error"]["remedy"] in told.stderr
