"""Secrets from a terminal: what is kept counts, nothing is lost, and advice comes to an end."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.config.env_file import read_env_file
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import config_folder, default_env_file, profiles_file
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.hostile.programs import run
from tests.platforms import UNSET, has_modes

ROOT = Path(__file__).resolve().parents[3]
OTHER_ID, STS_ID = "LTAI5tOtherOtherOtherOt2", "STS.NUgYrLnoC37mZZCNnAbez"
_BACKEND = """
import json, keyring.backend, keyring.errors, os, pathlib
class Store(keyring.backend.KeyringBackend):
    priority = 1
    path = pathlib.Path(os.environ["STORE_FILE"])
    def _all(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}
    def get_password(self, service, name):
        return self._all().get(service)
    def set_password(self, service, name, secret):
        self.path.write_text(json.dumps({**self._all(), service: secret}))
    def delete_password(self, service, name):
        self.path.write_text(json.dumps({k: v for k, v in self._all().items() if k != service}))
"""


class Terminal:
    """A shell of somebody who has a password store."""

    def __init__(self, folder: Path, practice: PracticeServer) -> None:
        (folder / "file_store.py").write_text(_BACKEND)
        self.folder, self.practice = folder, practice
        self.store = folder / "store.json"
        self.file = folder / "my.env"
        self.variables = {
            "PYTHON_KEYRING_BACKEND": "file_store.Store",
            "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT / "core"))),
            "STORE_FILE": str(self.store),
        }

    @property
    def kept(self) -> list[str]:
        """The secrets in the password store."""
        return list(json.loads(self.store.read_text()).values()) if self.store.exists() else []

    def run(
        self, *arguments: str, given: str = "", file: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """A command about the file."""
        about = [f"--env-file={self.file}"] if file else []
        command = ("ossdrop-cli", *arguments, *about)
        return run(self.folder, *command, environment=self.variables, stdin=given.encode())

    def write(self, **values: str) -> None:
        """The file, with the practice bucket where nothing else is said."""
        place = {
            "QWEN_TMP_OSS_BUCKET": BUCKET,
            "QWEN_TMP_OSS_REGION": REGION,
            "QWEN_TMP_OSS_ENDPOINT": self.practice.base_url,
        }
        lines = (f"{name}={text}\n" for name, text in {**place, **values}.items() if text)
        self.file.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def terminal(tmp_path: Path, practice: PracticeServer) -> Terminal:
    return Terminal(tmp_path, practice)


def test_what_is_kept_takes_the_place_of_what_the_file_says(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    path = str(make_file("a.txt"))
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET="wrong-secret-012345678")
    assert terminal.run("upload", path).returncode == 1
    told = terminal.run("config", "set-secret", given=KEY_SECRET)
    assert "for AccessKey" in told.stderr
    assert terminal.kept == [KEY_SECRET]
    assert "QWEN_TMP_OSS_AK_SECRET" not in read_env_file(terminal.file)
    assert terminal.run("upload", path).returncode == 0


def test_a_check_that_mends_never_writes_over_another_secret(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET="wrong-secret-012345678")
    told = terminal.run("check", "--fix")
    assert terminal.kept == [KEY_SECRET]
    assert "keeps another secret" in told.stderr
    assert "check --fix" not in told.stdout  # it would not help a second time


def test_a_mistyped_id_costs_no_secret(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    for key_id in (OTHER_ID, KEY_ID):
        terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", key_id)
    assert "AccessKey" in terminal.run("config", "show").stderr
    assert KEY_SECRET in terminal.kept
    told = terminal.run("config", "unset", "QWEN_TMP_OSS_AK_ID")
    assert "no longer" in told.stderr
    assert terminal.kept == []


def test_an_api_key_of_a_file_is_not_that_of_a_destination(terminal: Terminal) -> None:
    terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", given=API_KEY, file=False)
    assert terminal.kept == [API_KEY]
    terminal.file.write_text("QWEN_BASE_URL=https://dashscope.aliyuncs.com\n")
    for action in ("set-secret", "clear-secret"):
        told = terminal.run("config", action, "DASHSCOPE_API_KEY", given="sk-another0123456789")
        assert told.returncode == 2
        assert terminal.kept == [API_KEY]
    shown = terminal.run("config", "show", "DASHSCOPE_API_KEY", file=False).stdout
    assert "keyring" in shown


def test_one_api_key_counts_whatever_it_is_called(terminal: Terminal) -> None:
    terminal.file.write_text("QWEN_API_KEY=sk-wrong0123456789\n")
    name = "DASHSCOPE_API_KEY"
    terminal.run("config", "set-secret", name, "--plain", given=API_KEY)
    assert read_env_file(terminal.file) == {name: API_KEY}
    terminal.run("config", "set-secret", "QWEN_API_KEY", "--plain", given="sk-other0123456789")
    assert read_env_file(terminal.file) == {"QWEN_API_KEY": "sk-other0123456789"}


def test_temporary_credentials_can_be_entered_one_by_one(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    for name, secret in (
        ("OSS_ACCESS_KEY_SECRET", "sts-secret-0123"),
        ("OSS_SESSION_TOKEN", "t" * 40),
    ):
        told = terminal.run("config", "set-secret", name, given=secret)
        assert told.returncode == 0, told.stderr
    shown = terminal.run("config", "show").stderr
    assert "its secret from keyring" in shown
    assert "sts-secret-0123" not in terminal.file.read_text()


def test_a_token_that_is_missing_is_asked_for(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID, OSS_ACCESS_KEY_SECRET="sts-secret-0123")
    checked = terminal.run("check")
    assert checked.returncode == 3
    assert "config set-secret OSS_SESSION_TOKEN" in checked.stdout
    sent = terminal.run("upload", str(make_file("a.txt")))
    assert "config set-secret OSS_SESSION_TOKEN" in sent.stderr


def test_the_secret_of_the_id_that_is_set_is_what_is_meant(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=OTHER_ID)
    assert "--plain" in terminal.run("config", "set-secret", given="a-secret-0123").stderr
    assert terminal.run("config", "set-secret", "--plain", given="a-secret-0123").returncode == 0
    assert read_env_file(terminal.file)["OSS_ACCESS_KEY_SECRET"] == "a-secret-0123"


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("DASHSCOPE_API_KEY", "sk-abc def", "API key"),
        ("QWEN_TMP_OSS_AK_SECRET", "two words", "AccessKey"),
        ("QWEN_TMP_OSS_AK_SECRET", OTHER_ID, "ID"),
        ("QWEN_TMP_OSS_AK_SECRET", API_KEY, "API key"),
        ("QWEN_TMP_OSS_BUCKET", "x", "known secrets"),
    ],
)
def test_what_cannot_be_the_secret_is_told_as_what_it_is(
    terminal: Terminal, name: str, given: str, words: str
) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    told = terminal.run("config", "set-secret", name, "--plain", given=given)
    assert told.returncode != 0
    assert words in told.stderr
    assert "try: " not in told.stderr
    assert given not in told.stderr


def test_a_refused_value_advises_nothing_against_the_good_one(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    told = terminal.run("config", "set", "QWEN_TMP_OSS_ENDPOINT", "https://files.example.com/x")
    assert told.returncode == 3
    assert "try: " not in told.stderr


def test_without_a_store_one_is_told_where_the_secret_is(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    terminal.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    told = terminal.run("config", "clear-secret")
    assert "config unset QWEN_TMP_OSS_AK_SECRET" in told.stderr
    assert "--plain" not in told.stderr


@pytest.mark.parametrize("name", ["QWEN_TMP_OSS_BUCKET", "QWEN_TMP_OSS_REGION"])
def test_a_variable_that_is_exported_empty_is_unset(terminal: Terminal, name: str) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    terminal.variables[name] = ""
    assert name in next(
        line for line in terminal.run("check").stdout.splitlines() if "try: " in line
    )
    assert "config set" not in terminal.run("upload", str(terminal.file)).stderr


def test_another_destination_does_not_decide_where_a_file_does(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    here = terminal.folder / ".env"
    terminal.file.rename(here)
    terminal.run("allow", file=False)
    told = terminal.run("profiles", "add", "three", file=False)
    assert str(here) in told.stderr
    advice = told.stderr.split("It is empty: ossdrop-cli ")[1].split()
    advised = [part.strip("'") for part in advice]
    assert terminal.run(*[*advised[:3], "brand-new", advised[-1]], file=False).returncode == 0
    assert read_env_file(here)["QWEN_TMP_OSS_BUCKET"] == BUCKET


def test_a_stale_token_is_one_thing_for_all_commands(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    terminal.write(
        OSS_ACCESS_KEY_ID=KEY_ID, OSS_ACCESS_KEY_SECRET=KEY_SECRET, OSS_SESSION_TOKEN="t" * 40
    )
    said = terminal.run("check").stdout + terminal.run("upload", str(make_file("a.txt"))).stderr
    assert said.count("There is a session token that does not belong to this AccessKey.") == 2
    assert said.count("config unset OSS_SESSION_TOKEN") == 2


def test_a_token_is_cleared_and_nothing_else(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    terminal.run("config", "set-secret", given="sts-secret-0123")
    terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", given="t" * 40)
    terminal.run("config", "clear-secret", "OSS_SESSION_TOKEN")
    assert terminal.kept == ["sts-secret-0123"]
    told = terminal.run("check")
    assert "config set-secret OSS_SESSION_TOKEN" in told.stdout
    terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", given="t" * 40)
    terminal.run("config", "clear-secret")
    assert terminal.kept == []


def test_what_was_replaced_goes_when_it_is_told_to(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", OTHER_ID)
    told = terminal.run("config", "set-secret", given="of-the-other-0123")
    assert "clear-secret --replaced" in told.stderr
    assert KEY_SECRET in terminal.kept
    terminal.run("config", "clear-secret", "--replaced")
    assert terminal.kept == ["of-the-other-0123"]


def test_what_was_replaced_can_still_be_removed_when_the_id_is_gone_too(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", OTHER_ID)
    terminal.run("config", "set-secret", given="of-the-other-0123")
    terminal.run("config", "unset", "QWEN_TMP_OSS_AK_ID")
    assert KEY_SECRET in terminal.kept
    assert "of-the-other-0123" not in terminal.kept
    told = terminal.run("config", "clear-secret", "--replaced")
    assert told.returncode == 0, told.stderr
    assert terminal.kept == []


def test_a_secret_that_shares_its_line_is_taken_out_as_well(terminal: Terminal) -> None:
    terminal.file.write_text(
        f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_BUCKET={BUCKET} QWEN_TMP_OSS_AK_SECRET=of-long-ago-0123\n"
    )
    terminal.run("config", "set-secret", given=KEY_SECRET)
    assert "of-long-ago-0123" not in terminal.file.read_text()
    assert read_env_file(terminal.file)["QWEN_TMP_OSS_BUCKET"] == BUCKET
    assert terminal.kept == [KEY_SECRET]


def test_an_allowed_file_means_the_same_whichever_destination_is_in_use(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.file.rename(terminal.folder / ".env")
    terminal.run("allow", file=False)
    terminal.run("profiles", "add", "w", file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    for name in ("default", "w"):
        terminal.run("profiles", "use", name, file=False)
        assert "secret from keyring" in terminal.run("config", "show", file=False).stderr


@has_modes
def test_a_repair_is_of_the_file_that_decides_here(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    here = terminal.folder / ".env"
    terminal.file.rename(here)
    here.chmod(0o644)
    terminal.run("allow", file=False)
    terminal.run("check", "--fix", file=False)
    assert here.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"OSS_ACCESS_KEY_ID": KEY_ID, "OSS_ACCESS_KEY_SECRET": "wrong-0123"}, "--plain"),
        ({"OSS_ACCESS_KEY_ID": OTHER_ID, "OSS_ACCESS_KEY_SECRET": "w-0123"}, "set OSS_ACCESS"),
        ({"QWEN_TMP_OSS_AK_ID": STS_ID, "QWEN_TMP_OSS_AK_SECRET": "w-0123"}, "TOKEN"),
    ],
)
def test_advice_is_about_the_pair_that_is_used(
    terminal: Terminal, make_file: Callable[..., Path], values: dict[str, str], advice: str
) -> None:
    terminal.write(**values)
    path = str(make_file("a.txt"))
    assert advice in terminal.run("upload", path).stderr
    terminal.write()
    terminal.variables |= values
    exported = terminal.run("upload", path).stderr
    assert f"try: {UNSET}" in exported or "OSS_SESSION_TOKEN" in exported


def test_a_key_of_the_store_is_shown_once(terminal: Terminal) -> None:
    terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", given=API_KEY, file=False)
    told = terminal.run("config", "show", "--json", file=False).stdout
    values = [json.loads(line) for line in told.splitlines()]
    found = [one["source"] for one in values if one.get("name") == "DASHSCOPE_API_KEY"]
    assert found == ["keyring"]


def test_a_token_is_kept_with_its_end(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    terminal.run("config", "set-secret", "OSS_ACCESS_KEY_SECRET", given=KEY_SECRET)
    ends = "2026-12-24T18:00+08:00"
    name = "OSS_SESSION_TOKEN"
    done = terminal.run("config", "set-secret", name, "--ends", ends, given="its-token-0123456789")
    assert done.returncode == 0, done.stderr
    assert "2026-12-24T10:00:00+00:00 its-token-0123456789" in terminal.kept
    wrong = terminal.run("config", "set-secret", name, "--ends", "soon", given="another-token-123")
    assert wrong.returncode == 2
    other = terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", "--ends", ends, given=API_KEY)
    assert other.returncode == 2


def test_a_secret_is_one_line(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    told = terminal.run("config", "set-secret", given=f"{KEY_SECRET}\nanother-line-0123456789\n")
    assert told.returncode == 2
    assert "one line" in told.stderr
    assert terminal.kept == []


def test_what_has_gone_is_named_and_so_is_the_file(terminal: Terminal) -> None:
    none = terminal.run("config", "clear-secret", "--replaced")
    assert "no secret of a replaced AccessKey" in none.stderr
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    told = terminal.run("config", "clear-secret").stderr
    assert f"config unset QWEN_TMP_OSS_AK_SECRET --env-file={terminal.file}`" in told


def test_what_a_destination_takes_with_it_is_said_first(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "Team A", file=False)
    told = terminal.run("profiles", "remove", "Team A", file=False)
    assert told.returncode == 0
    first, *_ = told.stderr.splitlines()
    assert first == "Team A: what the password store keeps for it goes, for good."


@pytest.mark.parametrize(
    "words",
    [
        ("profiles", "add", "Team A", "Team B"),
        ("profiles", "list", "Team A"),
        ("config", "show", "QWEN_TMP_OSS_BUCKET", "extra"),
        ("config", "unset", "QWEN_TMP_OSS_BUCKET", "extra"),
        ("config", "admin-note", "extra"),
    ],
)
def test_a_word_too_many_is_not_passed_over(terminal: Terminal, words: tuple[str, ...]) -> None:
    told = terminal.run(*words, file=False)
    assert told.returncode == 2
    assert repr(words[-1]) in told.stderr


def test_what_is_exported_is_unset_before_anything_is_kept(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    terminal.variables["QWEN_TMP_OSS_AK_ID"] = KEY_ID
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", OTHER_ID)
    told = terminal.run("config", "set-secret", given="of-the-other-0123456789abcdefg")
    assert told.returncode == 2
    assert terminal.kept == [KEY_SECRET]
    terminal.variables["QWEN_API_KEY"] = API_KEY
    told = terminal.run(
        "config", "set-secret", "DASHSCOPE_API_KEY", "--plain", given="sk-new0123456789"
    )
    assert told.returncode == 2
    assert "QWEN_API_KEY" in told.stderr
    assert "DASHSCOPE_API_KEY" not in terminal.file.read_text()


def test_a_folders_key_never_takes_the_place_of_ones_own(terminal: Terminal) -> None:
    terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", given=API_KEY, file=False)
    folder = terminal.folder / ".env"
    text = (
        f"QWEN_BASE_URL={terminal.practice.base_url}\nDASHSCOPE_API_KEY=sk-of-the-project0123456\n"
    )
    folder.write_text(text)
    terminal.run("allow", file=False)
    told = terminal.run(
        "config", "set-secret", "DASHSCOPE_API_KEY", given="sk-new0123456", file=False
    )
    assert told.returncode == 2
    terminal.run("check", "--fix", file=False)
    assert terminal.kept == [API_KEY]
    assert folder.read_text() == text
    terminal.file.write_text(text)
    terminal.run("check", "--fix")
    assert (terminal.kept, terminal.file.read_text()) == ([API_KEY], text)


def test_another_folder_keeps_the_secret_of_the_id_that_it_names(terminal: Terminal) -> None:
    for name in ("p1", "p2"):
        folder = terminal.folder / name
        folder.mkdir()
        terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
        terminal.file.rename(folder / ".env")
        terminal.run("allow", str(folder / ".env"), file=False)
    first = terminal.folder
    terminal.folder = first / "p1"
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    assert terminal.kept == [KEY_SECRET]
    terminal.run("config", "unset", "QWEN_TMP_OSS_AK_ID", file=False)
    assert terminal.kept == [KEY_SECRET]


def test_a_secret_that_is_refused_takes_nothing_from_the_one_that_works(
    terminal: Terminal,
) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    told = terminal.run("config", "set-secret", given="wrong-secret-0123456789abcdef")
    assert told.returncode == 1
    assert terminal.kept == [KEY_SECRET]


@pytest.mark.parametrize("name", ["QWEN_API_KEY", "QWENCLOUD_API_KEY"])
def test_check_names_the_variable_that_has_the_api_key(
    terminal: Terminal, practice: PracticeServer, name: str
) -> None:
    key = "sk-0123456789abcdef0123456789abcdef"
    terminal.file.write_text(f"{name}={key}\nQWEN_BASE_URL={practice.base_url}\n")
    assert f"config set-secret {name} --plain" in terminal.run("check").stdout


def test_check_names_no_remedy_of_the_window(terminal: Terminal) -> None:
    terminal.file.write_text("")
    for words in ((), ("--json",)):
        told = terminal.run("check", *words).stdout
        assert "Set a bucket and its region, or an API key." in told


def test_the_secret_of_an_id_that_was_edited_away_can_be_reached(terminal: Terminal) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    assert terminal.kept
    own.write_text("QWEN_TMP_OSS_AK_ID=LTAI5tEditedByHand0001\n")
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    assert told.returncode == 0
    assert terminal.kept == []


def test_the_secret_of_a_named_file_is_none_that_was_replaced(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.run("config", "set-secret", given=KEY_SECRET)
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == [KEY_SECRET]


def test_a_secret_that_could_not_be_tried_says_so(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    assert "could not be tried" not in terminal.run("config", "set-secret", given=KEY_SECRET).stderr
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_ENDPOINT="http://127.0.0.1:1")
    told = terminal.run("config", "set-secret", given="another-0123456789abcdef")
    assert "It took the place of another one and could not be tried" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("config", "set-secret", "--plain={}"),
        ("upload", "a.png", "--bogus={}"),
        ("config", "{}"),
        ("{}",),
        ("--json", "{}"),
        ("upload", "a.png", "--model", "{}"),
    ],
)
@pytest.mark.parametrize(
    "secret", ["mODUyMEkLJIRkHLIogT7tmAWiGri7o", "sk-0123456789abcdef0123456789abcdef"]
)
def test_a_secret_in_the_wrong_place_is_not_echoed(
    terminal: Terminal, words: tuple[str, ...], secret: str
) -> None:
    told = terminal.run(*(word.format(secret) for word in words), file=False)
    assert told.returncode != 0
    assert secret not in told.stderr + told.stdout


def test_what_the_store_keeps_is_shown_as_that(terminal: Terminal, tmp_path: Path) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    terminal.run("config", "set-secret", "OSS_ACCESS_KEY_SECRET", given=KEY_SECRET)
    ends = "2036-12-24T18:00+00:00"
    terminal.run(
        "config", "set-secret", "OSS_SESSION_TOKEN", "--ends", ends, given="token-0123456789"
    )
    told = terminal.run("config", "show", "--json").stdout
    values = {one["name"]: one for one in map(json.loads, told.splitlines()) if "name" in one}
    for name in ("OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"):
        assert values[name]["source"] == "keyring", name
    assert "2036-12-24T18:00" in values["OSS_SESSION_TOKEN"]["value"]
    assert "token-0123456789" not in told


def test_a_token_that_has_ended_is_told_as_that(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    terminal.run("config", "set-secret", "OSS_ACCESS_KEY_SECRET", given=KEY_SECRET)
    late = ("--ends", "2020-12-01T18:00Z")
    told = terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", *late, given="token-012345")
    assert told.returncode == 2


def test_a_missing_part_of_temporary_credentials_is_what_is_asked_for(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID)
    told = terminal.run("upload", __file__, "--allow-secrets").stderr
    assert "config set-secret OSS_ACCESS_KEY_SECRET" in told


def test_a_lasting_key_takes_no_token(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=OTHER_ID, OSS_ACCESS_KEY_SECRET=KEY_SECRET)
    told = terminal.run(
        "config", "set-secret", "OSS_SESSION_TOKEN", "--plain", given="token-0123456"
    )
    assert told.returncode == 2
    assert "OSS_SESSION_TOKEN" not in terminal.file.read_text()


def test_which_destination_is_in_use_after_one_went_is_said(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "W", file=False)
    told = terminal.run("profiles", "remove", "W", file=False).stderr
    assert "In use is the default destination now" in told
    assert "settings stay in" not in told  # there were none


def test_plain_secrets_that_stay_are_said(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "W")  # its settings lie in the file
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    told = terminal.run("profiles", "remove", "W", file=False).stderr
    assert "as plain text: QWEN_TMP_OSS_AK_SECRET" in told
    assert KEY_SECRET not in told


def test_a_token_overwrites_no_secret_of_another_key(terminal: Terminal) -> None:
    terminal.write(
        QWEN_TMP_OSS_AK_ID=STS_ID, QWEN_TMP_OSS_AK_SECRET="a" * 30, OSS_ACCESS_KEY_SECRET="b" * 30
    )
    before = terminal.file.read_text()
    told = terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", given="token-0123456")
    assert told.returncode == 2
    assert "config unset OSS_ACCESS_KEY_SECRET" in told.stderr
    assert terminal.file.read_text() == before


def test_why_there_is_no_access_key_is_what_an_upload_says(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID, OSS_ACCESS_KEY_SECRET=KEY_SECRET)
    told = terminal.run("config", "show")
    assert "AccessKey: none" in told.stderr
    assert "is an ID for some hours" in told.stderr
    *_, ladder = terminal.run("config", "show", "--json").stdout.splitlines()
    assert json.loads(ladder)["access_key"] is None


def test_practice_names_no_file(terminal: Terminal) -> None:
    terminal.write()
    (terminal.folder / "a.txt").write_text("a")
    told = terminal.run("upload", "a.txt", "--practice")
    assert told.returncode == 0
    assert "Settings:" not in told.stderr


def test_a_row_that_fails_holds_up_no_other(terminal: Terminal) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID, QWEN_TMP_OSS_AK_SECRET=KEY_SECRET)
    for name in ("a.txt", "b.txt"):
        (terminal.folder / name).write_text(name)
        terminal.run("upload", str(terminal.folder / name))
    rows = terminal.run("history", "list", "--json").stdout.splitlines()
    ids = [str(json.loads(row)["id"]) for row in rows]
    keys = [json.loads(row)["key"] for row in rows]
    terminal.practice.service.store.delete(terminal.practice.service.store.buckets[BUCKET], keys[0])
    terminal.practice.faults.fail_times = 1
    terminal.practice.faults.fail_code = "AccessDenied"
    told = terminal.run("history", "delete", *ids, "--json")
    assert told.returncode == 1
    (failed,) = [json.loads(line) for line in told.stdout.splitlines()]
    assert str(failed["id"]) == ids[0]
    assert len(terminal.run("history", "list", "--json").stdout.splitlines()) == 1


def test_an_api_key_that_is_used_was_not_replaced(terminal: Terminal) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    for name, secret in (("DASHSCOPE_API_KEY", API_KEY), ("QWEN_TMP_OSS_AK_SECRET", KEY_SECRET)):
        told = terminal.run("config", "set-secret", name, given=secret, file=False)
        assert "replaced" not in told.stderr
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    assert "no secret of a replaced AccessKey" in told.stderr
    assert sorted(terminal.kept) == sorted([API_KEY, KEY_SECRET])


@pytest.mark.parametrize("becomes", [f"QWEN_TMP_OSS_AK_ID={OTHER_ID}\n", None])
def test_what_the_check_moved_is_found_again_too(terminal: Terminal, becomes: str | None) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
    terminal.run("check", "--fix", file=False)
    assert terminal.kept == [KEY_SECRET]
    if becomes is None:
        own.unlink()
    else:
        own.write_text(becomes)
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    if becomes is None:  # it may be back
        assert terminal.kept == [KEY_SECRET]
        assert str(own) in told.stderr
        terminal.run("config", "clear-secret", "--replaced", "--yes", file=False)
    assert terminal.kept == []


def test_what_is_kept_for_a_named_file_goes_once_that_has_another_id(terminal: Terminal) -> None:
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID, OSS_ACCESS_KEY_SECRET=KEY_SECRET)
    terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", given="t" * 40)
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID[:-1] + "x", OSS_ACCESS_KEY_SECRET=KEY_SECRET)
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []


def test_a_destination_that_was_removed_without_its_store_leaves_nothing_out_of_reach(
    terminal: Terminal,
) -> None:
    terminal.run("profiles", "add", "Z", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", given=API_KEY, file=False)
    there = terminal.variables["PYTHON_KEYRING_BACKEND"]
    terminal.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    told = terminal.run("profiles", "remove", "Z", file=False)
    assert "may keep secrets of Z" in told.stderr
    terminal.variables["PYTHON_KEYRING_BACKEND"] = there
    assert sorted(terminal.kept) == sorted([API_KEY, KEY_SECRET])
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []


def test_a_token_that_is_kept_goes_with_a_secret_that_stands_in_the_file(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    """The remedy for a missing token, followed: it ends."""
    path = str(make_file("a.txt"))
    terminal.write(OSS_ACCESS_KEY_ID=STS_ID, OSS_ACCESS_KEY_SECRET=KEY_SECRET)
    told = terminal.run("upload", path)
    assert "config set-secret OSS_SESSION_TOKEN" in told.stderr
    assert "paste" not in told.stderr
    terminal.run("config", "set-secret", "OSS_SESSION_TOKEN", given="t" * 40)
    assert "OSS_SESSION_TOKEN" not in terminal.run("upload", path).stderr


@pytest.mark.parametrize("away", ["unreadable", "too long", "moved", "a folder", "one line"])
def test_a_key_whose_file_cannot_be_read_just_now_stays(terminal: Terminal, away: str) -> None:
    """It may be back: the service shows a Secret only once."""
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    text = f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n"
    own.write_text(text)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    if away == "unreadable":
        own.write_bytes(text.encode() + b"# caf\xe9\n")
    elif away == "too long":
        own.write_text(text + "# \n" * 30_000)
    elif away == "one line":
        own.write_text(f"QWEN_TMP_OSS_BUCKET=b {text}")
    else:
        own.rename(own.with_suffix(".away"))
        if away == "a folder":
            own.mkdir()
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    assert str(own) in told.stderr
    assert "--replaced --yes" in told.stderr
    assert terminal.kept == [KEY_SECRET]


def test_a_key_that_a_named_file_uses_is_not_taken_from_it(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    path = str(make_file("a.txt"))
    assert terminal.run("upload", path).returncode == 0
    own.write_text(f"QWEN_TMP_OSS_AK_ID={OTHER_ID}\n")
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.run("upload", path).returncode == 0
    terminal.file.rename(terminal.file.with_name("moved.env"))
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert KEY_SECRET in terminal.kept


def test_a_key_of_an_exported_id_stays(terminal: Terminal) -> None:
    terminal.variables["QWEN_TMP_OSS_AK_ID"] = KEY_ID
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    del terminal.variables["QWEN_TMP_OSS_AK_ID"]
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    assert "exported" in told.stderr
    assert terminal.kept == [KEY_SECRET]


@pytest.mark.parametrize("backend", ["fail", "null"])
def test_where_no_store_can_be_reached_nothing_is_said_to_be_gone(
    terminal: Terminal, backend: str
) -> None:
    terminal.run("profiles", "add", "Z", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    there = terminal.variables["PYTHON_KEYRING_BACKEND"]
    terminal.variables["PYTHON_KEYRING_BACKEND"] = f"keyring.backends.{backend}.Keyring"
    told = terminal.run("config", "unset", "QWEN_TMP_OSS_AK_ID", file=False)
    assert "may keep the secret" in told.stderr
    assert "may keep secrets of Z" in terminal.run("profiles", "remove", "Z", file=False).stderr
    told = terminal.run("config", "clear-secret", "--replaced", file=False)
    assert (told.returncode, "nothing was removed" in told.stderr) == (1, True)
    terminal.variables["PYTHON_KEYRING_BACKEND"] = there
    assert terminal.kept == [KEY_SECRET]
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []


def test_a_list_that_is_away_for_a_moment_makes_no_key_an_orphan(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "B", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    profiles_file().write_text("damaged")
    terminal.run("profiles", "add", "C", file=False)
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == [KEY_SECRET]


def test_an_api_key_that_is_kept_is_shown_also_where_another_one_counts(terminal: Terminal) -> None:
    terminal.run("config", "set-secret", "DASHSCOPE_API_KEY", given=API_KEY, file=False)
    terminal.variables["QWEN_API_KEY"] = "sk-another-0123456789abcdef"
    shown = terminal.run("config", "show", file=False).stdout
    assert "DASHSCOPE_API_KEY=***\tkeyring" in shown
    terminal.variables["DASHSCOPE_API_KEY"] = terminal.variables.pop("QWEN_API_KEY")
    assert "shadows keyring" in terminal.run("config", "show", file=False).stdout


def test_notes_that_make_no_sense_stop_nothing(terminal: Terminal) -> None:
    notes = config_folder() / "kept-keys.json"
    notes.parent.mkdir(parents=True, exist_ok=True)
    for text in ('{"default": {"X": null}}', '{"default": {"X": 5}}', "[]", '{"default": ["X"]}'):
        notes.write_text(text)
        told = terminal.run("config", "clear-secret", "--replaced", file=False)
        assert (told.returncode, "Traceback" in told.stderr) == (0, False)


def test_in_the_folder_of_an_allowed_file_the_advice_for_an_api_key_can_be_followed(
    terminal: Terminal,
) -> None:
    terminal.write(QWEN_TMP_OSS_AK_ID=KEY_ID)
    terminal.file.rename(terminal.folder / ".env")
    terminal.run("allow", file=False)
    told = terminal.run("ask", "https://example.com/a.png", "What?", file=False)
    assert "config set-secret DASHSCOPE_API_KEY --plain" in told.stderr


@pytest.mark.parametrize(
    "text",
    [
        "QWEN_TMP_OSS_AK_ID={}\0\0\n",
        "QWEN_TMP_OSS_AK_ID={}\u200b\n",
        "QWEN_TMP_OSS_REGION=cn-beijingQWEN_TMP_OSS_AK_ID={}\n",
        "QWEN_TMP_OSS_AK_ID: {}\n",
    ],
)
def test_a_file_that_has_an_id_in_any_way_may_mean_it(terminal: Terminal, text: str) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    own.write_text(text.format(KEY_ID), encoding="utf-8")
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == [KEY_SECRET]


def test_an_id_that_was_exported_since_or_written_into_another_file_stays(
    terminal: Terminal, make_file: Callable[..., Path]
) -> None:
    own = default_env_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    terminal.write(QWEN_TMP_OSS_AK_ID=OTHER_ID)
    for use in ("exported", "written", "allowed"):
        own.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
        terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
        if use == "exported":
            terminal.write(QWEN_TMP_OSS_AK_ID=OTHER_ID)
            terminal.variables["QWEN_TMP_OSS_AK_ID"] = KEY_ID
            assert terminal.run("upload", str(make_file("a.txt"))).returncode == 0
            del terminal.variables["QWEN_TMP_OSS_AK_ID"]
        elif use == "written":
            terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID)
            terminal.file.rename(terminal.file.with_suffix(".away"))
        else:
            (terminal.folder / ".env").write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
            terminal.run("allow", file=False)
            (terminal.folder / ".env").unlink()
        own.write_text(f"QWEN_TMP_OSS_AK_ID={OTHER_ID}\n")
        terminal.run("config", "clear-secret", "--replaced", file=False)
        assert terminal.kept == [KEY_SECRET], use
        (config_folder() / "kept-keys.json").unlink()


def test_a_removal_that_did_not_happen_takes_no_key_later(terminal: Terminal) -> None:
    """Its note is written first; the destination is there all the same."""
    terminal.run("profiles", "add", "K", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    before = profiles_file().read_bytes()
    there = terminal.variables["PYTHON_KEYRING_BACKEND"]
    terminal.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    terminal.run("profiles", "remove", "K", file=False)
    profiles_file().write_bytes(before)
    terminal.variables["PYTHON_KEYRING_BACKEND"] = there
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == [KEY_SECRET]


def test_what_was_kept_before_there_were_notes_is_found_too(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "K", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    (config_folder() / "kept-keys.json").unlink()
    there = terminal.variables["PYTHON_KEYRING_BACKEND"]
    terminal.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    told = terminal.run("profiles", "remove", "K", file=False)
    assert "may keep secrets of K" in told.stderr
    terminal.variables["PYTHON_KEYRING_BACKEND"] = there
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []


def test_the_keys_of_what_could_not_be_read_can_be_removed_too(terminal: Terminal) -> None:
    terminal.run("profiles", "add", "K", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    profiles_file().write_text(profiles_file().read_text().replace('"found"', '"wormhole"'))
    listed = terminal.run("profiles", "list", file=False).stderr
    for label in re.findall(r"profiles remove (\S+)`", listed):
        terminal.run("profiles", "remove", label, file=False)
    assert terminal.kept == [KEY_SECRET]
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []


@pytest.mark.parametrize("way", ["unset", "unreadable"])
def test_an_entry_can_be_reached_where_the_notes_are_lost(terminal: Terminal, way: str) -> None:
    terminal.run("profiles", "add", "U", file=False)
    terminal.run("config", "set", "QWEN_TMP_OSS_AK_ID", KEY_ID, file=False)
    terminal.run("config", "set-secret", given=KEY_SECRET, file=False)
    (config_folder() / "kept-keys.json").unlink()
    if way == "unset":
        there = terminal.variables["PYTHON_KEYRING_BACKEND"]
        terminal.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        told = terminal.run("config", "unset", "QWEN_TMP_OSS_AK_ID", file=False)
        assert "may keep the secret" in told.stderr
        terminal.variables["PYTHON_KEYRING_BACKEND"] = there
    else:
        terminal.run("profiles", "use", "default", file=False)
        profiles_file().write_text(profiles_file().read_text().replace('"found"', '"wormhole"'))
        listed = terminal.run("profiles", "list", file=False).stderr
        for label in re.findall(r"profiles remove (\S+)`", listed):
            terminal.run("profiles", "remove", label, file=False)
    terminal.run("config", "clear-secret", "--replaced", file=False)
    assert terminal.kept == []
