"""What a file seems to say, and what it would say once it is mended: nothing changes unseen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from ossdrop.config.env_file import read_env_file
from ossdrop.program.paths import data_folder, default_env_file, profiles_file
from tests.hostile.programs import run, run_cold

EVIL = "https://evil.example.com"


def own_settings(variables: dict[str, str]) -> None:
    path = default_env_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))


@pytest.mark.parametrize("first", ["QWEN_TMP_OSS_PREFIX=x", "QWEN_TMP_OSS_URL_EXPIRES=60", "X=y"])
def test_what_hides_behind_another_setting_is_not_allowed_unseen(
    variables: dict[str, str], tmp_path: Path, first: str
) -> None:
    own_settings(variables)
    planted = tmp_path / "download"
    planted.mkdir()
    (planted / ".env").write_text(
        f"QWEN_TMP_OSS_REGION=cn-beijing\n{first} QWEN_TMP_OSS_BUCKET=evil-bucket "
        f"QWEN_TMP_OSS_ENDPOINT={EVIL}\n"
    )
    told = run(planted, "ossdrop-cli", "allow")
    assert told.returncode == 3
    assert "a line of its own" in told.stderr
    run(planted, "ossdrop-cli", "check", "--fix")
    (planted / "a.txt").write_text("a")
    sent = run(planted, "ossdrop-cli", "upload", "a.txt")
    assert sent.returncode != 0
    assert "not been allowed" in sent.stderr
    assert "evil" not in sent.stdout


def test_where_a_setting_has_two_values_nobody_chooses(
    variables: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "my.env"
    lines = [f"{name}={value}" for name, value in variables.items()]
    lines += ["QWEN_TMP_OSS_URL_EXPIRES=3600 QWEN_TMP_OSS_BUCKET=other-bucket"]
    path.write_text("\n".join(lines) + "\n")
    before = path.read_bytes()
    told = run(tmp_path, "ossdrop-cli", "check", "--fix", "--env-file", path)
    assert "two values" in told.stdout + told.stderr
    assert path.read_bytes() == before


def test_what_cannot_be_rewritten_is_not_promised(
    variables: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "my.env"
    lines = [f"{name}={value}" for name, value in variables.items()]
    path.write_text("\n".join([*lines, "QWEN_TMP_OSS_PREFIX=${HOME}/x"]) + "\n")
    told = run(tmp_path, "ossdrop-cli", "check", "--env-file", path).stdout
    assert "Write it by hand" in told
    assert "Let OssDrop rewrite" not in told


@pytest.mark.parametrize("value", ["a $(touch PWNED) b", "a`touch PWNED`", "x$HOME", "a\\"])
def test_nothing_is_written_that_a_shell_would_run(tmp_path: Path, value: str) -> None:
    path = tmp_path / "my.env"
    told = run(
        tmp_path, "ossdrop-cli", "config", "set", "QWEN_TMP_OSS_PREFIX", value, "--env-file", path
    )
    assert told.returncode == 3
    assert not path.exists()


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell to read it")
@pytest.mark.parametrize("value", ["a b", "a; touch PWNED", "a & touch PWNED", "~/x", "素材 1|2"])
def test_what_is_written_reads_the_same_in_a_shell(tmp_path: Path, value: str) -> None:
    path = tmp_path / "my.env"
    names = "config", "set", "QWEN_TMP_OSS_PREFIX", value
    assert run(tmp_path, "ossdrop-cli", *names, "--env-file", path).returncode == 0
    assert read_env_file(path)["QWEN_TMP_OSS_PREFIX"] == value
    script = 'set -a; . ./my.env; printf %s "$QWEN_TMP_OSS_PREFIX"'
    read = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True, timeout=30
    )
    assert read.stdout.decode() == value
    assert not (tmp_path / "PWNED").exists()


def write_profiles(active: object, *profiles: object) -> None:
    profiles_file().parent.mkdir(parents=True, exist_ok=True)
    profiles_file().write_text(json.dumps({"active": active, "profiles": list(profiles)}))


@pytest.mark.parametrize("active", [None, 5, "gone", "profile-b\0", "Work"])
def test_a_choice_that_makes_no_sense_sends_nothing_elsewhere(
    variables: dict[str, str], tmp_path: Path, active: object
) -> None:
    own_settings(variables)
    strange = {"id": "Work", "name": "Work", "kind": "found", "env_file": None}
    write_profiles(active, *([strange] if active == "Work" else []))
    (tmp_path / "a.txt").write_text("a")
    sent = run(tmp_path, "ossdrop-cli", "upload", "a.txt")
    assert sent.returncode == 3
    assert "could not be read" in sent.stderr
    assert json.loads(profiles_file().read_text())["active"] == active
    run(tmp_path, "ossdrop-cli", "profiles", "use", "default")
    assert run(tmp_path, "ossdrop-cli", "upload", "a.txt").returncode == 0


def test_a_choice_that_is_missing_among_several_sends_nothing_to_the_first(
    variables: dict[str, str], tmp_path: Path
) -> None:
    own_settings(variables)
    ids = ("default", "profile-b")
    listed = [{"id": one, "name": one, "kind": "found", "env_file": None} for one in ids]
    profiles_file().parent.mkdir(parents=True, exist_ok=True)
    profiles_file().write_text(json.dumps({"profiles": listed}))
    (tmp_path / "a.txt").write_text("a")
    assert run(tmp_path, "ossdrop-cli", "upload", "a.txt").returncode == 3
    told = run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
    assert "profiles use NAME" in told


def test_what_cannot_be_read_can_be_taken_out(variables: dict[str, str], tmp_path: Path) -> None:
    own_settings(variables)
    kinds = [{"id": "p1", "name": "Old", "kind": "hologram", "env_file": None}, None]
    write_profiles("default", *kinds)
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
    for label in ("p1", "null"):
        assert f"profiles remove {label}" in listed
        assert run(tmp_path, "ossdrop-cli", "profiles", "remove", label).returncode == 0
    assert "could not be read" not in run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
    assert len(json.loads(profiles_file().read_text())["profiles"]) == 1


@pytest.mark.parametrize("name", ["\ud800", "a\0b"])
def test_a_name_that_is_no_text_costs_no_other(
    variables: dict[str, str], tmp_path: Path, name: str
) -> None:
    own_settings(variables)
    profile = {"id": "p1", "name": name, "kind": "found", "env_file": None}
    write_profiles("p1", profile)
    if "\0" in name:  # as it is, and not as \u0000
        text = profiles_file().read_text().replace("\\u0000", "\0")  # it is left out then
        profiles_file().write_text(text)
    for action in (("add", "New"), ("use", "p1"), ("rename", "p1", "Better")):
        told = run(tmp_path, "ossdrop-cli", "profiles", *action)
        assert told.returncode == 0, told.stderr
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list", "--json").stdout.splitlines()
    assert [json.loads(line)["name"] for line in listed] == ["", "Better", "New"]


def test_the_default_one_stays_wherever_it_stands(tmp_path: Path) -> None:
    other = {"id": "p1", "name": "B", "kind": "found", "env_file": None}
    default = {"id": "default", "name": "", "kind": "found", "env_file": None}
    write_profiles("default", other, default)
    assert run(tmp_path, "ossdrop-cli", "profiles", "remove", "default").returncode == 2
    assert run(tmp_path, "ossdrop-cli", "profiles", "remove", "B").returncode == 0


def test_a_new_destination_with_a_file_is_not_called_empty(
    variables: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "team.env"
    path.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
    told = run(tmp_path, "ossdrop-cli", "profiles", "add", "T", "--env-file", path, "--json")
    assert "empty" not in told.stderr
    assert json.loads(told.stdout)["name"] == "T"


def test_a_damaged_history_is_told(variables: dict[str, str], tmp_path: Path) -> None:
    own_settings(variables)
    (tmp_path / "a.txt").write_text("a")
    run_cold(tmp_path, "ossdrop-cli", "upload", "a.txt")
    history = data_folder() / "history.sqlite"
    history.write_bytes(history.read_bytes()[:5000])
    told = run_cold(tmp_path, "ossdrop-cli", "history", "list")
    assert "history was damaged" in told.stderr
    assert "history.damaged-" in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="a file's mode tells nothing there")
def test_a_history_that_lies_elsewhere_is_closed_to_others_too(
    variables: dict[str, str], tmp_path: Path
) -> None:
    own_settings(variables)
    data_folder().mkdir(parents=True, exist_ok=True)
    there = tmp_path / "disk" / "history.sqlite"
    there.parent.mkdir()
    (data_folder() / "history.sqlite").symlink_to(there)
    (tmp_path / "a.txt").write_text(str(time.time()))
    run_cold(tmp_path, "ossdrop-cli", "upload", "a.txt")
    assert there.stat().st_mode & 0o077 == 0


def test_the_advice_takes_out_what_cannot_be_read_and_nothing_else(
    variables: dict[str, str], tmp_path: Path
) -> None:
    own_settings(variables)
    good = {"id": "p1", "name": "good", "kind": "found", "env_file": None}
    write_profiles("p1", good, {**good, "kind": "wormhole"}, {**good, "id": "default", "kind": "x"})
    for _ in range(2):
        listed = run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
        label = listed.partition("profiles remove ")[2].partition("`")[0]
        assert label not in ("p1", "good", "default")
        assert run(tmp_path, "ossdrop-cli", "profiles", "remove", label).returncode == 0
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list", "--json")
    assert "could not be read" not in listed.stderr
    assert [json.loads(line)["name"] for line in listed.stdout.splitlines()] == ["", "good"]


@pytest.mark.parametrize("where", ["after", "before", "between"])
def test_nuls_of_a_power_loss_cost_no_destination(tmp_path: Path, where: str) -> None:
    write_profiles("default", {"id": "p1", "name": "B", "kind": "found", "env_file": None})
    text = profiles_file().read_text()
    nuls = {"after": f"{text}\0\0", "before": f"\0{text}", "between": text.replace("{", "{\0")}
    profiles_file().write_text(nuls[where])
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list", "--json").stdout.splitlines()
    assert [json.loads(line)["name"] for line in listed] == ["", "B"]


def test_a_choice_that_cannot_be_read_says_how_to_choose(tmp_path: Path) -> None:
    write_profiles(7, {"id": "p1", "name": "B", "kind": "found", "env_file": None})
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list", "--json")
    assert "profiles use NAME" in listed.stderr
    assert not any(json.loads(line)["in_use"] for line in listed.stdout.splitlines())


@pytest.mark.parametrize("sign", ["\f", "\v", "\x1c", "\u2028"])
def test_what_only_looks_like_one_value_is_not_allowed(tmp_path: Path, sign: str) -> None:
    planted = tmp_path / "download"
    planted.mkdir()
    (planted / ".env").write_text(
        f"QWEN_TMP_OSS_PREFIX=a{sign}QWEN_TMP_OSS_ENDPOINT={EVIL}\n", encoding="utf-8"
    )
    assert run(planted, "ossdrop-cli", "allow").returncode == 3


@pytest.mark.parametrize("name", ["a\0b", "a\nb", "a\u202eb", "--yes", "-x", " "])
def test_an_entry_with_an_odd_name_can_be_taken_out(tmp_path: Path, name: str) -> None:
    write_profiles("default", {"id": name, "name": name, "kind": "wormhole", "env_file": None})
    listed = run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
    label = listed.partition("profiles remove ")[2].partition("`")[0]
    assert run(tmp_path, "ossdrop-cli", "profiles", "remove", label).returncode == 0
    assert "cannot be read" not in run(tmp_path, "ossdrop-cli", "profiles", "list").stderr
