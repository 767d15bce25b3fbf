"""A `.env` that came with a download decides nothing until somebody has said that it may."""

from __future__ import annotations

import http.server
import json
import os
import pty
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from ossdrop import ErrorCode, OssDropError, upload_file
from ossdrop.practice.server import PracticeServer
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET
from tests.hostile.programs import BIN, run, run_each

COMMANDS = (
    ("upload", "secret-plan.txt"),
    ("resolve", "--upload-files", "secret-plan.txt"),
    ("check",),
    ("exec", "--", "true"),
    ("config", "show"),
    ("history", "link", "1"),
)


class _Thief(http.server.BaseHTTPRequestHandler):
    taken: ClassVar[list[str]] = []

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.taken.append(f"{self.command} {self.path} {self.headers} {body!r}")
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _take  # noqa: N815

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def thief() -> Iterator[str]:
    _Thief.taken.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Thief)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def download(tmp_path: Path) -> Path:
    folder = tmp_path / "download"
    folder.mkdir()
    (folder / "secret-plan.txt").write_text("the plan")
    return folder


def planted(thief: str) -> dict[str, str]:
    """What was seen to work, by name."""
    return {
        "base url alone": f"QWEN_BASE_URL={thief}\n",
        "endpoint alone": f"QWEN_TMP_OSS_ENDPOINT={thief}\n",
        "empty bucket": f"QWEN_TMP_OSS_BUCKET=\nQWEN_BASE_URL={thief}\n",
        "whole": f"QWEN_TMP_OSS_BUCKET=mine\nQWEN_TMP_OSS_REGION=cn-beijing\n"
        f"QWEN_TMP_OSS_ENDPOINT={thief}\nQWEN_TMP_OSS_AK_ID=x\nQWEN_TMP_OSS_AK_SECRET=y\n",
        "with export and a BOM": f"\ufeffexport QWEN_TMP_OSS_ENDPOINT='{thief}'\n",
        "as the scripts read it": f"export QWEN_BASE_URL = {thief} # a comment\n",
    }


@pytest.mark.parametrize("name", list(planted("")))
def test_nothing_goes_where_it_says(
    thief: str, download: Path, variables: dict[str, str], name: str
) -> None:
    (download / ".env").write_text(planted(thief)[name])
    theirs = {key: text for key, text in variables.items() if "ENDPOINT" not in key}
    theirs |= {"DASHSCOPE_API_KEY": API_KEY, "OSS_SESSION_TOKEN": "canary-token"}
    commands = [("ossdrop-cli", *command) for command in COMMANDS]
    for command, result in zip(commands, run_each(download, commands, theirs), strict=True):
        assert result.returncode == 3, (command, result.stderr)
        assert "ossdrop-cli allow" in result.stderr
        assert str(download / ".env") in result.stderr
    assert _Thief.taken == []
    for_machines = run(download, "ossdrop-cli", "upload", "--json", "cat.png", environment=theirs)
    assert '"env_file_not_allowed"' in for_machines.stdout


@pytest.mark.parametrize("arguments", COMMANDS[:2], ids=["upload", "resolve"])
def test_a_file_with_none_of_our_names_is_nobodys_business(
    download: Path, variables: dict[str, str], arguments: tuple[str, ...]
) -> None:
    (download / ".env").write_text("DATABASE_URL=postgres://x\nSECRET_KEY=1\n")
    result = run(download, "ossdrop-cli", *arguments, environment=variables)
    assert result.returncode == 0, result.stderr
    assert ".env" not in result.stderr


def test_practice_and_the_api_never_read_it(
    thief: str, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (download / ".env").write_text(planted(thief)["whole"])
    result = run(download, "ossdrop-cli", "upload", "--practice", "secret-plan.txt")
    assert result.returncode == 0, result.stderr
    monkeypatch.chdir(download)
    with pytest.raises(OssDropError) as raised:
        upload_file("secret-plan.txt")
    assert raised.value.code is ErrorCode.NOT_CONFIGURED
    assert _Thief.taken == []


def test_what_was_allowed_is_used_until_it_changes(
    download: Path, practice: PracticeServer, variables: dict[str, str], thief: str
) -> None:
    env = download / ".env"
    env.write_text("".join(f"{name}={text}\n" for name, text in variables.items()))
    assert run(download, "ossdrop-cli", "upload", "secret-plan.txt").returncode == 3
    allowed = run(download, "ossdrop-cli", "allow")
    assert allowed.returncode == 0, allowed.stderr
    for word in (str(env), BUCKET, practice.base_url.partition("//")[2], "LTAI...st01"):
        assert word in allowed.stderr
    assert KEY_SECRET not in allowed.stderr + allowed.stdout
    assert KEY_ID not in allowed.stderr
    sent = run(download, "ossdrop-cli", "upload", "secret-plan.txt")
    assert sent.returncode == 0, sent.stderr
    assert f"Settings: {env}" in sent.stderr
    env.write_text(env.read_text() + f"QWEN_BASE_URL={thief}\n")  # changed meanwhile
    assert run(download, "ossdrop-cli", "upload", "secret-plan.txt").returncode == 3
    assert run(download, "ossdrop-cli", "allow", ".env").returncode == 0
    assert run(download, "ossdrop-cli", "upload", "secret-plan.txt").returncode == 0
    assert run(download, "ossdrop-cli", "disallow").returncode == 0
    assert run(download, "ossdrop-cli", "upload", "secret-plan.txt").returncode == 3
    # The same content elsewhere is another file.
    run(download, "ossdrop-cli", "allow")
    other = download / "other"
    other.mkdir()
    (other / ".env").write_text(env.read_text())
    assert run(other, "ossdrop-cli", "upload", "../secret-plan.txt").returncode == 3
    named = run(other, "ossdrop-cli", "upload", "--env-file", ".env", "../secret-plan.txt")
    assert named.returncode == 0, named.stderr


def kept(variables: dict[str, str]) -> None:
    """The person's own settings."""
    env = Path(os.environ["OSSDROP_HOME"]) / "config" / ".env"
    env.parent.mkdir(parents=True)
    env.write_text("".join(f"{name}={text}\n" for name, text in variables.items()))


def test_it_is_said_where_files_will_go_with_whose_key(
    download: Path, variables: dict[str, str], thief: str
) -> None:
    """The person's own settings fill in what the file leaves out, and so they are named."""
    kept(variables)
    place = thief.partition("//")[2]
    (download / ".env").write_text(f"QWEN_TMP_OSS_ENDPOINT={thief}\n")
    words = run(download, "ossdrop-cli", "allow").stderr
    assert f"bucket {BUCKET} at {thief}" in words
    assert "AccessKey LTAI...st01 from your own settings" in words
    run(download, "ossdrop-cli", "upload", "secret-plan.txt", environment={"LANG": "C"})
    assert place in _Thief.taken[0]


def test_it_is_said_of_a_profile_that_uses_temporary_storage(
    download: Path, temporary: dict[str, str], thief: str
) -> None:
    """The profile decides before the file does."""
    kept(temporary)
    profiles = {"active": "default", "profiles": [{"id": "default", "kind": "temporary"}]}
    (Path(os.environ["OSSDROP_HOME"]) / "config" / "profiles.json").write_text(json.dumps(profiles))
    (download / ".env").write_text(
        f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-hangzhou\nQWEN_BASE_URL={thief}\n"
    )
    words = run(download, "ossdrop-cli", "allow").stderr
    assert f"temporary storage at {thief}" in words
    assert "the API key sk-***cdef from your own settings" in words
    assert "bucket my-bucket" not in words


def test_it_is_said_which_pair_signs(download: Path, variables: dict[str, str], thief: str) -> None:
    """An ID without a secret is passed over for the next pair, as the scripts do."""
    mine = {"OSS_ACCESS_KEY_ID": KEY_ID, "OSS_ACCESS_KEY_SECRET": KEY_SECRET}
    (download / ".env").write_text(
        planted(thief)["whole"].replace("QWEN_TMP_OSS_AK_SECRET=y\n", "")
    )
    words = run(download, "ossdrop-cli", "allow", environment=mine).stderr
    assert "AccessKey LTAI...st01 from the environment, its secret from the environment" in words


def test_it_is_said_where_the_api_key_goes_besides(
    download: Path, variables: dict[str, str], thief: str
) -> None:
    lines = {**variables, "QWEN_BASE_URL": thief}
    (download / ".env").write_text("".join(f"{name}={text}\n" for name, text in lines.items()))
    words = run(download, "ossdrop-cli", "allow", environment={"DASHSCOPE_API_KEY": API_KEY}).stderr
    assert f"bucket {BUCKET} at" in words
    assert f"models at {thief}" in words
    assert "the API key sk-***cdef from the environment" in words


def test_another_bucket_comes_with_its_own_pair_or_none(
    download: Path, variables: dict[str, str]
) -> None:
    """Never the ID of one file with the secret of another."""
    kept(variables)
    (download / ".env").write_text("QWEN_TMP_OSS_AK_ID=LTAI5tPlantedPlanted0001\n")
    assert "with     no AccessKey" in run(download, "ossdrop-cli", "allow").stderr
    shown = run(download, "ossdrop-cli", "config", "show", "--json")
    rows = {row.get("name"): row for row in map(json.loads, shown.stdout.splitlines())}
    assert rows["QWEN_TMP_OSS_AK_ID"]["value"] == "LTAI...0001"
    assert not rows["QWEN_TMP_OSS_AK_SECRET"]["value"]
    sent = run(download, "ossdrop-cli", "upload", "secret-plan.txt")
    assert sent.returncode == 3, sent.stderr


@pytest.mark.parametrize("name", ["QWEN_TMP_OSS_BUCKET", "QWEN_TMP_OSS_REGION"])
@pytest.mark.parametrize(
    "text", ["canarySecret0123456789abcdefgh", "mine at https://mine.example   with AccessKey x"]
)
def test_what_it_says_is_shown_only_where_it_can_be_right(
    download: Path, name: str, text: str
) -> None:
    (download / ".env").write_text(f"QWEN_TMP_OSS_BUCKET=mine\n{name}={text}\n")
    words = run(download, "ossdrop-cli", "allow").stderr
    assert "a place that cannot be used" in words
    assert text not in words


def test_a_childs_own_reading_fills_no_gap(
    download: Path, temporary: dict[str, str], thief: str
) -> None:
    """The scripts read `./.env` as well: what is not in force there is shadowed."""
    (download / ".env").write_text(planted(thief)["whole"] + "QWEN_TMP_OSS_PREFIX=x\n")
    (download / "mine.env").write_text("".join(f"{n}={t}\n" for n, t in temporary.items()))
    child = "import os, json; print(json.dumps(dict(os.environ)))"
    (download / "sub").mkdir()
    inside = ("exec", "--env-file", "../mine.env", "--", sys.executable, "-c", child)
    result = run(download / "sub", "ossdrop-cli", *inside)  # they read the repository's as well
    found = json.loads(result.stdout)
    assert found["QWEN_TMP_OSS_BUCKET"] == found["QWEN_TMP_OSS_ENDPOINT"] == ""
    assert found["QWEN_TMP_OSS_AK_ID"] == found["QWEN_TMP_OSS_AK_SECRET"] == ""
    assert found["QWEN_TMP_OSS_PREFIX"] == "qianwen-uploads"
    assert found["QWEN_BASE_URL"] == temporary["QWEN_BASE_URL"]


@pytest.mark.parametrize("argument", ["--env-file=x.png", "--env=x.png", "--allow-secrets", "-x"])
def test_a_files_name_is_no_option(download: Path, thief: str, argument: str) -> None:
    """What a shell makes of `upload *`."""
    (download / "x.png").write_text(planted(thief)["whole"])
    (download / argument).write_text("")
    names = sorted(path.name for path in download.iterdir())
    result = run(download, "ossdrop-cli", "upload", *names)
    assert result.returncode == 2
    assert f"./{argument}" in result.stderr
    assert _Thief.taken == []


def test_options_are_taken_in_full_only_and_shown_without_escapes(download: Path) -> None:
    assert run(download, "ossdrop-cli", "upload", "--env=x.png", "a").returncode == 2
    result = run(download, "ossdrop-cli", "upload", "a", "--zz\033[31m")
    assert result.returncode == 2
    assert "\033" not in result.stderr


@pytest.mark.parametrize(
    "content",
    ["QWEN_TMP_OSS_BUCKET=a" + " " * 60_000 + "x\n", "=\n" * 500_000, "=\n" * 30_000],
    ids=["blanks", "many lines", "fewer lines"],
)
def test_one_that_takes_long_to_read_is_refused_or_read_soon(
    download: Path, variables: dict[str, str], content: str
) -> None:
    (download / ".env").write_text(content + "QWEN_TMP_OSS_BUCKET=x\n")
    began_s = time.monotonic()
    result = run(download, "ossdrop-cli", "upload", "secret-plan.txt", environment=variables)
    assert result.returncode == 3
    assert time.monotonic() - began_s < 5
    assert len(result.stderr) < 2000


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals")
@pytest.mark.parametrize("answer", [b"y\n", b"n\n", b"\n", b"\x04"])
def test_on_a_terminal_it_is_asked_once(
    download: Path, variables: dict[str, str], answer: bytes
) -> None:
    env = download / ".env"
    env.write_text("".join(f"{name}={text}\n" for name, text in variables.items()))
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [BIN / "ossdrop-cli", "upload", "secret-plan.txt"],
        cwd=download,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    asked = b""
    while b"[y/N]" not in asked:
        asked += os.read(mine, 4096)
    os.write(mine, answer)
    out = process.communicate(timeout=50)[0]
    os.close(mine)
    assert BUCKET.encode() in asked
    assert KEY_SECRET.encode() not in asked
    said_yes = answer == b"y\n"
    assert process.returncode == (0 if said_yes else 3)
    assert bool(out) is said_yes
    again = run(download, "ossdrop-cli", "upload", "secret-plan.txt")
    assert again.returncode == process.returncode


@pytest.mark.skipif(os.name == "nt", reason="there are no FIFOs and devices by name")
@pytest.mark.parametrize("kind", ["fifo", "device", "endless link", "large", "binary", "folder"])
def test_a_file_that_is_none_neither_hangs_nor_fills_the_memory(
    download: Path, variables: dict[str, str], kind: str
) -> None:
    env = download / ".env"
    if kind == "fifo":
        os.mkfifo(env)
    elif kind == "device":
        env.symlink_to("/dev/zero")
    elif kind == "endless link":
        env.symlink_to(env)
    elif kind == "large":
        with env.open("wb") as file:
            file.write(b"QWEN_BASE_URL=x\n")
            file.truncate(10 * 1024**3)
    elif kind == "binary":
        env.write_bytes(b"QWEN_BASE_URL=\xff\xfe\n")
    else:
        env.mkdir()
    result = run(download, "ossdrop-cli", "upload", "secret-plan.txt", environment=variables)
    is_folder = kind == "folder"  # some call their virtualenv so
    assert result.returncode == (0 if is_folder else 3), result.stderr
    named = ("--env-file", str(env))
    result = run(download, "ossdrop-cli", "upload", *named, "secret-plan.txt")
    assert result.returncode == 3, result.stderr
    assert "cannot be read" in result.stderr
    assert not re.search("Traceback", result.stderr)
