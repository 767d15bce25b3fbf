"""What a command changes is the file that is in force where one stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ossdrop.config.env_file import read_env_file
from ossdrop.history.store import HistoryStore
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file
from tests.conftest import KEY_ID, KEY_SECRET

STS_IN_THE_WRONG_PAIR = (
    "QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n"
    "QWEN_TMP_OSS_AK_ID=STS.NUgYrLnoC37mZZCNnAbez\nQWEN_TMP_OSS_AK_SECRET=0123456789\n"
)
CLI = [sys.executable, "-m", "ossdrop"]


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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder whose `.env` was allowed; another account is set up for all others."""
    own = default_env_file()
    own.parent.mkdir(parents=True)
    own.write_text(
        "QWEN_TMP_OSS_BUCKET=everywhere\nQWEN_TMP_OSS_AK_ID=LTAI5tGlobalGlobalGlobal\n"
        "QWEN_TMP_OSS_AK_SECRET=the-only-copy-of-it\n"
    )
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".env").write_text(f"QWEN_TMP_OSS_BUCKET=here\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    assert run(folder, "allow").returncode == 0
    return folder


def test_a_secret_goes_to_its_id_and_never_over_that_of_another(project: Path) -> None:
    before = read_env_file(default_env_file())
    done = run(project, "config", "set-secret", "--plain", given=KEY_SECRET)
    assert done.returncode == 0
    assert str(project / ".env") in done.stderr.splitlines()[-1]
    assert read_env_file(default_env_file()) == before
    assert read_env_file(project / ".env")["QWEN_TMP_OSS_AK_SECRET"] == KEY_SECRET
    shown = run(project, "config", "show")  # it is still allowed
    assert "its secret from env_file" in shown.stderr


def test_a_value_is_changed_where_it_counts(project: Path) -> None:
    before = read_env_file(default_env_file())
    done = run(project, "config", "set", "QWEN_TMP_OSS_URL_EXPIRES", "60")
    assert done.stderr == f"Settings: {project / '.env'}\n"
    assert run(project, "config", "unset", "QWEN_TMP_OSS_BUCKET").returncode == 0
    assert read_env_file(default_env_file()) == before
    assert read_env_file(project / ".env") == {
        "QWEN_TMP_OSS_AK_ID": KEY_ID,
        "QWEN_TMP_OSS_URL_EXPIRES": "60",
    }


@pytest.mark.parametrize("is_named", [False, True])
@pytest.mark.parametrize(
    ("lines", "command"),
    [
        ("export QWEN_TMP_OSS_REGION=oss-cn-beijing # where\n", ["check", "--fix"]),
        ("", ["config", "set", "QWEN_TMP_OSS_PREFIX", "pictures"]),
        ("QWEN_TMP_OSS_PREFIX=p\n", ["config", "unset", "QWEN_TMP_OSS_PREFIX"]),
    ],
)
def test_a_file_that_was_allowed_stays_so_when_a_command_changes_it(
    project: Path, lines: str, command: list[str], is_named: bool
) -> None:
    path = project / ".env"
    path.write_text(path.read_text() + lines)
    assert run(project, "allow").returncode == 0
    before = path.read_text()
    run(project, *command, *(["--env-file", ".env"] if is_named else []))
    assert path.read_text() != before
    told = run(project, "config", "show", "QWEN_TMP_OSS_BUCKET")
    assert told.stdout.startswith(f"QWEN_TMP_OSS_BUCKET=here\t{path}\t"), told.stderr


def test_names_that_are_none_and_files_of_another_form_are_told(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_text("QWEN_TMP_OSS_BUKET=my-bucket\nDASHSCOPE_API_KEY=sk-0123456789abcdef\n")
    told = run(tmp_path, "check", "--env-file", str(path))
    assert "! There is no setting called QWEN_TMP_OSS_BUKET: it does nothing." in told.stdout
    assert "Perhaps QWEN_TMP_OSS_BUCKET is meant." in told.stdout
    path.write_text("bucket: my-bucket\nregion: cn-beijing\n")
    told = run(tmp_path, "check", "--env-file", str(path))
    assert f"! There is no setting of OssDrop in {path}." in told.stdout


@pytest.mark.parametrize(
    ("lines", "cause", "command"),
    [
        ("DASHSCOPE_API_KEY=Bearer sk-0123\n", "The API key contains", "set-secret DASHSCOPE"),
        (
            "QWEN_TMP_OSS_BUCKET=UPPER\n",
            "not a valid bucket name",
            "config set QWEN_TMP_OSS_BUCKET NAME",
        ),
        (
            STS_IN_THE_WRONG_PAIR,
            "The token of the temporary credentials is missing.",
            "",
        ),
    ],
)
def test_what_can_be_typed_is_about_the_cause_and_the_file(
    tmp_path: Path, lines: str, cause: str, command: str
) -> None:
    path = tmp_path / "my.env"
    path.write_text(lines)
    for name in ("check", "upload"):
        files = [str(path)] if name == "upload" else []
        told = run(tmp_path, name, *files, "--env-file", str(path))
        words = told.stdout + told.stderr
        assert cause in words
        assert "Bucket  and" not in words
        assert command in words
        if command:
            assert f"--env-file={path}" in words


def test_an_ordinary_folder_is_named_in_the_note_and_a_secret_is_none(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    folder = "MarketingCampaign2026AutumnSale"
    path.write_text(f"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_PREFIX={folder}\n")
    told = run(tmp_path, "config", "admin-note", "--env-file", str(path))
    assert f"my-bucket/{folder}/*" in told.stdout
    path.write_text("QWEN_TMP_OSS_BUCKET=b1b\nQWEN_TMP_OSS_PREFIX=Zb8kQ1xT5uNcR7vWmP3eYs9LhD2fGa\n")
    told = run(tmp_path, "config", "admin-note", "--env-file", str(path))
    assert (told.returncode, told.stdout) == (3, "")


def test_a_destination_can_be_removed_where_there_is_no_password_store(tmp_path: Path) -> None:
    made = run(tmp_path, "profiles", "add", "Team")
    assert "in use now.\nIt is empty: " in made.stderr
    assert run(tmp_path, "profiles", "add", "mODUyMEkLJIRkHLIogT7tmAWiGri7o").returncode == 2
    assert run(tmp_path, "profiles", "remove", "Team").returncode == 0


def test_a_folder_of_others_does_not_become_the_practice_buckets(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    tmp_path.chmod(0o755)
    for target in (tmp_path, tmp_path / "thesis.txt"):
        told = run(tmp_path, "practice", "--folder", str(target), "--port", "0")
        assert told.returncode == 1
        assert os.name != "posix" or tmp_path.stat().st_mode & 0o777 == 0o755
    assert (
        "name an empty folder"
        in run(tmp_path, "practice", "--folder", str(tmp_path), "--port", "0").stderr
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
@pytest.mark.parametrize("is_temporary", [False, True])
def test_links_that_are_there_are_printed_also_when_it_is_ended(
    practice: PracticeServer,
    variables: dict[str, str],
    temporary: dict[str, str],
    tmp_path: Path,
    *,
    is_temporary: bool,
) -> None:
    big, small = tmp_path / "big.bin", tmp_path / "small.txt"
    big.write_bytes(b"x" * 30_000_000)
    small.write_bytes(b"small")
    process = subprocess.Popen(
        [*CLI, "upload", "--limit-kb", "500", str(big), str(small)],
        env=os.environ | (temporary if is_temporary else variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    store, pause = HistoryStore(data_folder() / "history.sqlite"), threading.Event()
    try:
        while process.poll() is None and not store.ids():  # until the small one is in there
            pause.wait(0.05)
        process.terminate()
        links, words = process.communicate(timeout=60)
    finally:
        store.close()
        process.kill()
    assert process.returncode == 128 + signal.SIGTERM
    assert "small.txt" in links
    # Nobody can look into temporary storage: everything went there a second time.
    assert ("goes on where it was" in words) is not is_temporary
    assert ("sends all of it again" in words) is is_temporary
