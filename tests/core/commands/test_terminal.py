"""What a person at a terminal, and a script, may rely on: words, exit codes, JSON, no traceback."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ossdrop import OssDropError, __version__, upload_file
from ossdrop.commands.arguments import make_parser
from ossdrop.commands.output import print_json, print_line
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import assets_folder
from tests.conftest import KEY_ID
from tests.hostile.programs import run
from tests.platforms import has_shells, has_terminals

CLI = [sys.executable, "-m", "ossdrop"]


def cold(
    *arguments: str | Path, shell: str = "", variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A real start, perhaps with streams that a shell has closed or sent elsewhere."""
    command: Sequence[str | Path] = [*CLI, *arguments]
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    return subprocess.run(
        command,
        env=os.environ | (variables or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_said() -> None:
    assert cold("--version").stdout == f"OssDrop {__version__}\n"


@pytest.mark.parametrize(
    "shell", [">&-", ">/dev/full", "<&-", "2>&-", "2>/dev/full", ">&- 2>&- <&-"]
)
@pytest.mark.parametrize(
    "command", [("config", "show"), ("--help",), ("history", "export"), ("completion", "bash")]
)
@has_shells
def test_streams_that_are_closed_or_full_give_no_traceback(
    tmp_path: Path, command: tuple[str, ...], shell: str
) -> None:
    result = cold(*command, shell=shell)
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr
    prints = command[0] != "history"  # an empty one has nothing to print
    is_lost = prints and shell.startswith(">")
    assert result.returncode == int(is_lost), result.stderr


@has_shells
def test_a_full_disk_behind_stdout_is_said(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    result = cold("upload", make_file(), shell=">/dev/full", variables=variables)
    assert result.returncode == 1
    assert "could not be written" in result.stderr
    assert "Traceback" not in result.stderr


@has_shells
def test_a_closed_input_is_no_empty_file(variables: dict[str, str]) -> None:
    result = cold("upload", "--json", "-", shell="<&-", variables=variables)
    assert result.returncode == 2
    assert json.loads(result.stdout)["error"]["cause"] == "Standard input is closed."


def test_what_looks_like_a_key_is_not_resolved_unasked(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("sec.env", b"QWEN_TMP_OSS_AK_SECRET=abcdefghij0123456789ABCDEFGHIJ\n")
    for options in ((), ("--upload-files",)):
        refused = cold("resolve", "--json", path, *options, variables=variables)
        assert refused.returncode == 1
        told = json.loads(refused.stdout)
        assert (told["file"], told["error"]["code"]) == (str(path), "file_looks_secret")
    assert not practice.service.requests
    sent = cold("resolve", path, "--upload-files", "--allow-secrets", variables=variables)
    assert sent.returncode == 0, sent.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--fault", "latency_s=abc"), "usage"),
        (("--fault", "latency_s"), "usage"),
        (("--folder", str(Path(__file__))), "practice_failed"),
    ],
)
def test_a_practice_bucket_that_does_not_start_says_why_in_json(
    tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    result = run(tmp_path, "ossdrop-cli", "practice", "--json", *options)
    assert result.returncode == (2 if code == "usage" else 1)
    error = json.loads(result.stdout)["error"]
    assert error["code"] == code
    assert "latency_s" in error["cause"] or code != "usage"


@has_terminals
def test_an_end_of_input_where_a_secret_is_asked_for(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [*CLI, "config", "set-secret"]
    environment = os.environ | {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    with subprocess.Popen(
        command,
        stdin=theirs,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        text=True,
    ) as process:
        os.close(theirs)
        assert process.stderr is not None
        words = ""
        while not words.endswith(": "):  # what is typed before the question is thrown away
            words += process.stderr.read(1)
        os.write(ours, b"\x04")
        words += process.communicate(timeout=30)[1]
    os.close(ours)
    assert process.returncode == 2
    assert "Traceback" not in words


@pytest.mark.parametrize(
    "command",
    [
        ("config", "set", "--json"),
        ("config", "unset", "QWEN_TMP_OSS_BUKET", "--json"),
        ("config", "--json", "nonsense"),
        ("upload", "--json"),
        ("upload", "--json", "-", "-"),
        ("history", "link", "99", "--json"),
        ("profiles", "use", "nobody", "--json"),
        ("exec", "--env-file"),
        ("upload", "--json", "--name", "x.png", "a.png"),
        ("profiles", "add", "a\nb", "--json"),
        ("profiles", "add", "default", "--json"),
    ],
)
def test_what_was_not_understood_is_told_in_json_too(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = run(tmp_path, "ossdrop-cli", *command)
    assert result.returncode == 2
    assert result.stderr
    if "--json" in command:
        assert json.loads(result.stdout)["error"]["code"] == "usage"


def test_a_typing_mistake_unsets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "named.env"
    path.write_text("QWEN_TMP_OSS_BUKET=a\n")
    result = run(
        tmp_path, "ossdrop-cli", "config", "unset", "QWEN_TMP_OSS_BUKET", "--env-file", path
    )
    assert result.returncode == 2
    assert "QWEN_TMP_OSS_BUCKET" in result.stderr
    assert path.read_text() == "QWEN_TMP_OSS_BUKET=a\n"


def test_3_means_that_nothing_was_asked_of_anybody(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    resolve = ("ossdrop-cli", "resolve", make_file(), "--upload-files", "--json")
    assert run(tmp_path, *resolve).returncode == 3
    wrong = variables | {"QWEN_TMP_OSS_AK_SECRET": "wrong-secret-0123456789abcdef"}
    asked = run(tmp_path, *resolve, environment=wrong)
    assert asked.returncode == 1
    assert json.loads(asked.stdout)["error"]["code"] == "secret_wrong"
    assert practice.service.requests


def test_files_are_called_what_the_person_called_them(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    folder = make_file("a.png").parent
    given = ["./a.png", "missing.png", "-", str(folder / "a.png"), "a.png", "./a.png"]
    result = subprocess.run(
        [*CLI, "upload", "--json", "--name", "b.png", *given],
        env=os.environ | variables,
        cwd=folder,
        input=b"from a pipe",
        capture_output=True,
        timeout=60,
        check=False,
    )
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"] for line in lines] == given
    assert b"missing.png: The file cannot be found." in result.stderr


def test_an_error_of_the_api_names_the_file(
    variables: dict[str, str], make_file: Callable[..., Path], tmp_path: Path
) -> None:
    for path, settings in (
        (tmp_path / "missing.png", variables),
        (make_file(), variables | {"QWEN_TMP_OSS_AK_SECRET": "wrong-secret-0123456789"}),
    ):
        with pytest.raises(OssDropError) as raised:
            upload_file(path, settings=settings)
        assert raised.value.file == str(path)
        assert str(raised.value).startswith(f"{path}: ")


def test_demo_in_json(make_file: Callable[..., Path]) -> None:
    result = cold("demo", "--json", make_file())
    (line,) = map(json.loads, result.stdout.splitlines())
    assert (line["same"], line["size"], line["status"]) == (True, 5, 200)


def test_destinations_from_the_terminal(tmp_path: Path) -> None:
    def profiles(*arguments: str) -> list[dict[str, object]]:
        result = run(tmp_path, "ossdrop-cli", "profiles", *arguments)
        assert result.returncode == 0, result.stderr
        listed = run(tmp_path, "ossdrop-cli", "profiles", "list", "--json")
        return [json.loads(line) for line in listed.stdout.splitlines()]

    default, team = profiles("add", "Team A")
    assert (team["name"], team["in_use"], default["in_use"]) == ("Team A", True, False)
    assert profiles("rename", "Team A", "设计组")[1]["name"] == "设计组"
    assert profiles("use", "default")[0]["in_use"]
    assert len(profiles("remove", str(team["id"]))) == 1
    refused = run(tmp_path, "ossdrop-cli", "profiles", "remove", "default")
    assert refused.returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_shell_gets_what_completes(tmp_path: Path, shell: str) -> None:
    script = run(tmp_path, "ossdrop-cli", "completion", shell)
    assert script.returncode == 0, script.stderr
    assert "ossdrop-cli" in script.stdout


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    found = subprocess.run(
        [*CLI],
        env=os.environ
        | {
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "COMP_LINE": "ossdrop-cli upload --allow",
            "COMP_POINT": "26",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "found"),
        },
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "found").read_text().strip() == "--allow-secrets"


def test_the_manual_has_every_command_and_option() -> None:
    manual = (assets_folder() / "man" / "ossdrop-cli.1").read_text("utf-8").replace("\\-", "-")
    (commands,) = [a for a in make_parser()._actions if a.choices]
    assert commands.choices is not None
    for name, command in dict(commands.choices).items():
        assert f"ossdrop-cli {name}" in manual
        for action in command._actions:
            if action.dest != "help" and action.help != "==SUPPRESS==":
                assert all(option in manual for option in action.option_strings), name


def test_a_service_that_hangs_is_not_waited_for_in_silence(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """Whoever waits is told so within some seconds, long before the last attempt has failed."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        endpoint = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with subprocess.Popen(
            [*CLI, "upload", str(make_file())],
            env=os.environ | variables | {"QWEN_TMP_OSS_ENDPOINT": endpoint},
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            assert "Still waiting for the service" in process.stderr.readline()
            process.kill()


def test_a_result_and_the_end_of_its_line_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal between the two gave the next result on the same line, which is no link."""
    written: list[str] = []

    class Out(io.StringIO):
        def write(self, text: str) -> int:
            written.append(text)
            return len(text)

    monkeypatch.setattr("sys.stdout", Out())
    print_line("https://b.example/k")
    print_json({"url": "x"})
    assert written == ["https://b.example/k\n", '{"url": "x"}\n']
