"""The headless contract beyond uploading: resolve, check, config, exec, history."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from ossdrop.commands import files
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.commands.test_cli import ROOT, run
from tests.platforms import has_links, has_signals, has_terminals


@pytest.mark.skipif(os.name == "nt", reason="it has no such limits")
def test_a_file_is_sent_where_nothing_can_be_written(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """It wanted a temporary folder that it did not use."""
    code = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
os.execv(sys.executable, [sys.executable, "-P", "-m", "ossdrop", *sys.argv[1:]])
"""
    told = subprocess.run(
        [sys.executable, "-c", code, "upload", make_file("cat.txt", b"a cat")],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert requests.get(told.stdout.strip(), timeout=10).content == b"a cat"
    assert "Traceback" not in told.stderr


def test_stdin_becomes_a_file_with_a_name(variables: dict[str, str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "ossdrop", "upload", "-", "--name", "猫 1.png", "--json"],
        env=os.environ | variables,
        cwd=ROOT,
        input=b"from a pipe",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    values = json.loads(result.stdout)
    assert values["key"].endswith("_猫_1.png")
    assert values["content_type"] == "image/png"
    assert requests.get(values["url"], timeout=10).content == b"from a pipe"


def test_nothing_from_stdin_is_told(variables: dict[str, str]) -> None:
    """A command before the pipe had failed, and the link was that of an empty file."""
    result = run("upload", "-", variables=variables, given="")
    assert "Nothing came from stdin" in result.stderr
    assert requests.get(result.stdout.strip(), timeout=10).content == b""


def test_stdin_leaves_others_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an end it took all of the disk."""
    usage = SimpleNamespace(total=100 << 30, free=1 << 30)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: usage)
    stdin = io.TextIOWrapper(io.BytesIO(b"x" * 10))
    monkeypatch.setattr(files, "given_input", lambda: stdin)
    with pytest.raises(OssDropError) as caught, files.named_files(["-"], "stdin"):
        pass
    assert caught.value.code is ErrorCode.OWN_FILE_FAILED
    assert caught.value.explanation.cause.startswith("The disk has too little room")


def test_a_pattern_that_the_shell_left_alone_is_expanded_in_order(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{name}.png", name.encode()) for name in "bac"]
    make_file("other.txt")
    result = run("upload", paths[0].parent / "*.png", variables=variables)
    contents = [requests.get(url, timeout=10).text for url in result.stdout.split()]
    assert contents == ["a", "b", "c"]
    none = run("upload", "--json", paths[0].parent / "*.gif", variables=variables)
    assert json.loads(none.stdout)["error"]["code"] == "file_missing"


def test_a_template_and_a_table(variables: dict[str, str], make_file: Callable[..., Path]) -> None:
    path = make_file("a.png")
    result = run("upload", path, "--format", r"{name}|{size}|{bucket}", variables=variables)
    assert result.stdout == f"a.png|5|{BUCKET}\n"
    table = run("upload", path, "--format", "table", variables=variables)
    assert table.stdout.startswith("a.png\thttp://")
    wrong = run("upload", path, "--format", "{secret}", variables=variables)
    assert wrong.returncode == 2
    assert "{name}" in wrong.stderr


@has_terminals
def test_a_bar_on_a_terminal_and_none_in_a_pipe(
    variables: dict[str, str], make_file: Callable[..., Path], practice: PracticeServer
) -> None:
    path = make_file("big.bin", bytes(3_000_000))
    practice.faults.bytes_per_s = 3_000_000
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "ossdrop", "upload", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                data = os.read(ours, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data
        assert process.stdout is not None
        link = process.stdout.read()
    os.close(ours)
    assert b"MB/s" in shown or b"kB/s" in shown
    assert link.count(b"\n") == 1
    practice.faults.bytes_per_s = 0
    assert run("upload", path, variables=variables).stderr == ""


def test_resolve_passes_links_through_and_turns_files_into_what_is_wanted(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    assert run("resolve", "oss://a/b").stdout == "oss://a/b\n"
    path = make_file("a.png", b"x")
    assert run("resolve", path).stdout == "data:image/png;base64,eA==\n"
    link = run("resolve", path, "--upload-files", variables=variables).stdout.strip()
    assert requests.get(link, timeout=10).content == b"x"
    gone = run("resolve", "--json", "missing.png")
    assert gone.returncode == 1
    assert json.loads(gone.stdout)["error"]["code"] == "file_missing"
    assert run("resolve", path, "--upload-files").returncode == 3


def test_links_signed_with_another_key_than_that_of_the_upload_are_said(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """Such a link may open nothing: not a word was said of it."""
    for name in ("a.png", "b.png"):
        run("upload", make_file(name, name.encode()), variables=variables)
    same = run("history", "link", 1, 2, variables=variables)
    assert same.stderr == ""
    following = variables | {"QWEN_TMP_OSS_AK_ID": "LTAI5tTheNextKey"}
    other = run("history", "link", 1, 2, variables=following)
    assert other.returncode == 0
    assert len(other.stdout.splitlines()) == 2
    (line,) = other.stderr.splitlines()
    assert "LTAI...tKey" in line
    assert "not been tried" in line


def test_temporary_storage_with_the_model_of_the_caller(
    temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    result = run("upload", "--json", "--model", "wan", make_file(), variables=temporary)
    values = json.loads(result.stdout)
    assert values["destination"] == "temporary"
    assert values["url"].startswith("oss://")
    unknown = run("upload", "--json", "--model", "nobody", make_file(), variables=temporary)
    assert json.loads(unknown.stdout)["error"]["code"] == "model_unknown"
    (row,) = map(json.loads, run("history", "list", "--json").stdout.splitlines())
    assert row["model"] == "wan"
    assert run("history", "link", row["id"]).stdout.strip() == values["url"]
    assert run("history", "delete", row["id"]).returncode == 1


def test_check_is_green_for_a_modest_key(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    result = run("check", "--json", variables=variables)
    assert result.returncode == 0, result.stdout
    checks = {c["id"]: c for c in map(json.loads, result.stdout.splitlines())}
    assert {c["status"] for c in checks.values()} == {"ok", "skip"}
    assert set(checks["storage.fetch"]) == {"id", "status", "title", "detail", "remedy"}
    assert KEY_SECRET not in result.stdout
    assert "x-oss-signature=" not in result.stdout


def test_check_says_3_where_it_asked_nobody_and_1_where_somebody_refused(
    variables: dict[str, str],
) -> None:
    assert run("check").returncode == 3
    wrong = run("check", variables=variables | {"QWEN_TMP_OSS_AK_SECRET": "wrong"})
    assert wrong.returncode == 1
    assert "✗ The AccessKey Secret is wrong." in wrong.stdout


def test_config_writes_shows_and_takes_out(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text("# mine\nOTHER=1\n")
    env = ("--env-file", path)
    assert run("config", "set", "QWEN_TMP_OSS_REGION", "oss-cn-beijing", *env).returncode == 0
    assert run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, *env).returncode == 0
    assert path.read_text() == (
        f"# mine\nOTHER=1\nQWEN_TMP_OSS_REGION=cn-beijing\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
    )
    shown = run("config", "show", "--json", *env, variables={"QWEN_TMP_OSS_REGION": "cn-hangzhou"})
    rows = {v["name"]: v for v in map(json.loads, shown.stdout.splitlines()) if "name" in v}
    region = rows["QWEN_TMP_OSS_REGION"]
    assert (region["value"], region["source"]) == ("cn-hangzhou", "environment")
    assert region["shadows"] == [str(path)]
    assert rows["QWEN_TMP_OSS_AK_ID"]["value"] == "LTAI...st01"
    assert rows["QWEN_TMP_OSS_PREFIX"] == {
        "name": "QWEN_TMP_OSS_PREFIX",
        "value": "qianwen-uploads",
        "source": "default",
        "path": None,
        "shadows": [],
        "error": None,
    }
    assert run("config", "unset", "QWEN_TMP_OSS_REGION", *env).returncode == 0
    assert path.read_text() == f"# mine\nOTHER=1\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"


def test_a_proxy_that_can_be_none_is_a_wrong_setting(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    variables |= {
        "QWEN_TMP_OSS_ENDPOINT": "https://cdn.example.com",
        "https_proxy": "socks5://127.0.0.1:1080",
    }
    proxied = run("upload", make_file(), variables=variables)
    assert proxied.returncode == 3
    assert "SOCKS" in proxied.stderr


def test_config_refuses_what_cannot_be_right_and_secrets_in_argv() -> None:
    assert run("config", "set", "QWEN_TMP_OSS_BUCKET", "UPPER").returncode == 3
    assert run("config", "set", "PATH", "/").returncode == 2
    secret = run("config", "set", "QWEN_TMP_OSS_AK_SECRET", KEY_SECRET)
    assert secret.returncode == 2
    assert KEY_SECRET not in secret.stdout + secret.stderr
    assert run("config", "set-secret", "QWEN_TMP_OSS_AK_SECRET", KEY_SECRET).returncode == 2
    assert run("config", "set-secret").returncode == 2  # there is no ID yet
    swapped = run("config", "set", "QWEN_TMP_OSS_AK_ID", "abcdefghij0123456789ABCDEFGHIJ")
    assert swapped.returncode == 2
    assert "looks like a secret" in swapped.stderr


def test_options_may_stand_anywhere_before_two_dashes(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    made = run("config", "set", "--env-file", path, "QWEN_TMP_OSS_PREFIX", "--json", "-x")
    assert made.returncode == 2  # what begins with a dash is an option
    made = run("config", "set", "--env-file", path, "QWEN_TMP_OSS_PREFIX", "--", "--json")
    assert (made.returncode, path.read_text()) == (0, "QWEN_TMP_OSS_PREFIX=--json\n")
    told = run("upload", "a.png", "--json", "b.png", "--expires", "60", "c.png")
    assert '"code": "not_configured"' in told.stdout


def test_a_note_never_asks_for_the_rights_to_a_value_that_cannot_be_used(tmp_path: Path) -> None:
    note = run("config", "admin-note", variables={"QWEN_TMP_OSS_BUCKET": "UPPER"})
    assert (note.returncode, note.stdout) == (3, "")
    assert "not a valid bucket name" in note.stderr


def test_the_commands_read_the_env_of_their_folder_before_the_own_one(
    variables: dict[str, str], tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    text = "".join(f"{name}={value}\n" for name, value in variables.items())
    (folder / ".env").write_text(text)
    own = tmp_path / "ossdrop-home" / "config" / ".env"
    own.parent.mkdir(parents=True)
    own.write_text("QWEN_TMP_OSS_BUCKET=other-bucket\nQWEN_TMP_OSS_PREFIX=own\n")
    subprocess.run([sys.executable, "-m", "ossdrop", "allow"], cwd=folder, timeout=60, check=True)
    result = subprocess.run(
        [sys.executable, "-m", "ossdrop", "upload", "--json", str(make_file())],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    values = json.loads(result.stdout)
    assert (values["bucket"], values["key"][:4]) == (BUCKET, "own/")
    (folder / "below").mkdir()
    above = subprocess.run(
        [sys.executable, "-m", "ossdrop", "upload", "--json", str(make_file())],
        cwd=folder / "below",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert above.returncode == 3  # parent folders are never searched


def test_exec_passes_plain_forms_and_the_exit_code(variables: dict[str, str]) -> None:
    code = (
        "import json, os, sys; print(json.dumps({k: v for k, v in os.environ.items() "
        "if k.startswith(('QWEN_', 'OSS_'))})); sys.exit(9)"
    )
    given = variables | {"QWEN_TMP_OSS_REGION": "oss-cn-hangzhou"}
    result = run("exec", "--", sys.executable, "-c", code, variables=given)
    assert result.returncode == 9
    seen = json.loads(result.stdout)
    assert seen["QWEN_TMP_OSS_REGION"] == "cn-hangzhou"
    assert seen["QWEN_TMP_OSS_AK_SECRET"] == KEY_SECRET
    assert seen["QWEN_TMP_OSS_PREFIX"] == "qianwen-uploads"
    assert run("exec", "--", sys.executable, "-V").returncode == 3
    assert run("exec", "--", "no-such-command-here", variables=variables).returncode == 127
    assert run("exec", variables=variables).returncode == 2
    if os.name == "posix":  # elsewhere nothing is killed by a signal
        killed = run("exec", "--", "sh", "-c", "kill -9 $$", variables=variables)
        assert killed.returncode == -signal.SIGKILL  # a shell says 137


def test_history_forgets_deletes_exports_and_takes_in_again(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    tmp_path: Path,
) -> None:
    run("upload", make_file("cat 猫.png"), make_file("=dog.txt"), variables=variables)
    rows = list(map(json.loads, run("history", "list", "--json").stdout.splitlines()))
    assert [row["name"] for row in rows] == ["=dog.txt", "cat 猫.png"]
    found = run("history", "list", "--json", "--search", "猫").stdout
    assert json.loads(found)["name"] == "cat 猫.png"
    exported = run("history", "export")
    table = list(csv.DictReader(io.StringIO(exported.stdout)))
    assert [row["name"] for row in table] == ["cat 猫.png", "'=dog.txt"]  # as they came
    assert "x-oss-" not in exported.stdout
    assert KEY_ID not in exported.stdout
    objects = practice.service.store.buckets[BUCKET].objects
    assert run("history", "remove", rows[0]["id"]).returncode == 0
    assert len(objects) == 2
    assert run("history", "delete", rows[1]["id"], variables=variables).returncode == 0
    assert [key for key in objects if key.endswith("dog.txt")] == list(objects)
    assert run("history", "list").stdout == ""
    path = tmp_path / "out.csv"
    path.write_text(exported.stdout)
    assert run("history", "import", "--file", path).stderr == "2 new rows.\n"
    told = "0 new rows.\n2 rows are in the history already.\n"
    assert run("history", "import", "--file", path).stderr == told
    back = list(map(json.loads, run("history", "list", "--json").stdout.splitlines()))
    assert [row["name"] for row in back] == ["=dog.txt", "cat 猫.png"]
    path.write_text("not,an\nexport,1\n")
    assert run("history", "import", "--file", path).returncode == 1


def test_delete_without_the_right_to_says_so_and_keeps_the_row(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    run("upload", make_file(), variables=variables)
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    result = run("history", "delete", 1, "--json", variables=variables)
    assert result.returncode == 1
    assert json.loads(result.stdout)["error"]["code"] == "permission_missing"
    assert run("history", "list").stdout


@pytest.mark.parametrize("module", ["oss2", "keyring", "requests", "sqlite3", "tqdm", "dotenv"])
def test_help_imports_nothing_heavy(module: str) -> None:
    code = (
        "import sys; sys.argv = ['x', '--help']\nfrom ossdrop.cli import main\n"
        f"try: main()\nfinally: print({module!r} in sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stderr.endswith("False\n"), result.stderr


def test_a_small_file_is_sent_without_oss2(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """It takes longer to load than such a file takes to be sent."""
    code = (
        "import sys; from ossdrop.cli import main\n"
        "try: main()\nfinally: print('oss2' in sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "upload", str(make_file())],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.startswith("http")
    assert result.stderr.endswith("False\n"), result.stderr


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
@has_signals
def test_a_signal_reaches_the_child_that_has_the_secrets(
    variables: dict[str, str], tmp_path: Path, name: str
) -> None:
    number = signal.Signals[name]
    child = (
        "import os, signal, sys\n"
        f"signal.signal({int(number)}, lambda *_: sys.exit(7))\n"
        "print(os.getpid(), flush=True)\n"
        "while True: signal.pause()\n"
    )
    command = [sys.executable, "-m", "ossdrop", "exec", "--", sys.executable, "-c", child]
    with subprocess.Popen(
        command,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        child_id = int(process.stdout.readline())
        process.send_signal(number)
        assert process.wait(timeout=10) == 7
    with pytest.raises(ProcessLookupError):
        os.kill(child_id, 0)


@has_signals
def test_nobody_is_left_behind_with_the_secrets(variables: dict[str, str]) -> None:
    child = "import os, sys; print(os.getpid(), flush=True); sys.stdin.read()"
    command = [sys.executable, "-m", "ossdrop", "exec", "--", sys.executable, "-c", child]
    with subprocess.Popen(
        command, env=os.environ | variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        child_id = int(process.stdout.readline())
        process.kill()  # no process can answer to this
        assert process.wait(timeout=10) == -signal.SIGKILL
        with pytest.raises(ProcessLookupError):
            os.kill(child_id, 0)


@has_links
def test_a_pattern_goes_through_folders_once_and_in_no_circle(
    variables: dict[str, str], tmp_path: Path
) -> None:
    inner = tmp_path / "all" / "a" / "b"
    inner.mkdir(parents=True)
    for path in (tmp_path / "all", inner):
        (path / "x.txt").write_text(str(path))
    for name in ("to-all", "to-all-again"):
        (inner / name).symlink_to(tmp_path / "all", target_is_directory=True)
    for pattern in ("**/*.txt", "**/*", "**", "*/../**/*.txt"):
        result = run("upload", tmp_path / "all" / pattern, "--json", variables=variables)
        found = [json.loads(line)["file"] for line in result.stdout.splitlines()]
        assert sorted(Path(name).resolve() for name in found) == [
            inner / "x.txt",
            tmp_path / "all" / "x.txt",
        ], pattern


@pytest.mark.skipif(os.name != "posix", reason="it forbids such names")
def test_json_names_a_file_as_it_is_called(variables: dict[str, str], tmp_path: Path) -> None:
    name = "e\u0301 \x07 \u202e\U000e0041.txt"  # not composed, a bell, a direction, a tag
    (tmp_path / name).write_text("content")
    for command in ("upload", "resolve"):
        missing = str(tmp_path / f"missing {name}")
        extra = ["--upload-files"] if command == "resolve" else []
        result = run(command, missing, "--json", *extra, variables=variables)
        assert json.loads(result.stdout)["file"] == missing
        assert result.stdout.strip().isprintable()
    result = run("upload", tmp_path / name, "--json", variables=variables)
    assert json.loads(result.stdout)["file"] == str(tmp_path / name)
    assert "\u202e" not in result.stderr


@has_signals
def test_ctrl_c_is_quiet_from_the_first_moment() -> None:
    slow = "import sys, time; sys.stdout.write('!'); sys.stdout.flush(); time.sleep(60)\n"
    for module in ("ossdrop.commands.arguments", "ossdrop.program.log_files"):
        code = (
            "import importlib.abc, signal, sys\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "class Slow(importlib.abc.MetaPathFinder):\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            f"        if name == {module!r}:\n            {slow}"
            "sys.meta_path.insert(0, Slow())\n"
            "sys.argv = ['ossdrop-cli', 'check']\n"
            "from ossdrop.__main__ import main\nsys.exit(main())\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.read(1) == b"!"
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        assert said == b""
        assert process.returncode in (130, -signal.SIGINT)
