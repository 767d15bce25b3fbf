"""Several commands at one moment: no change of one is lost to another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Profile, Profiles, merged, read_profiles
from ossdrop.destinations import Destinations
from ossdrop.program.paths import config_folder, profiles_file

CLI = [sys.executable, "-m", "ossdrop"]
AT_ONCE = 8


def all_done(commands: list[tuple[list[str], Path]]) -> bool:
    processes = [
        subprocess.Popen([*CLI, *words], cwd=folder, stdout=subprocess.DEVNULL)
        for words, folder in commands
    ]
    return [process.wait(120) for process in processes] == [0] * len(commands)


def test_destinations_that_are_added_at_once_are_all_there(tmp_path: Path) -> None:
    names = {f"team-{number}" for number in range(AT_ONCE)}
    assert all_done([(["profiles", "add", name], tmp_path) for name in sorted(names)])
    assert {profile.name for profile in read_profiles(profiles_file()).all} >= names


def test_files_that_are_allowed_at_once_are_all_remembered(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(AT_ONCE)]
    for folder in folders:
        folder.mkdir()
        (folder / ".env").write_text("QWEN_TMP_OSS_BUCKET=my-bucket\n")
    assert all_done([(["allow"], folder) for folder in folders])
    allowed = json.loads((config_folder() / "allowed.json").read_text())
    assert allowed.keys() == {os.path.realpath(folder / ".env") for folder in folders}


def test_a_list_that_was_read_before_another_program_wrote_takes_nothing_from_it() -> None:
    one, other = Destinations(), Destinations()
    assert one.profiles.all == other.profiles.all
    a, b = (Profile(one.profiles.free_id(), name) for name in ("A", "B"))
    one.keep_profiles(one.profiles.with_profile(a))
    other.keep_profiles(other.profiles.with_profile(b).using(b.id))
    one.keep_profiles(one.profiles.without(a.id))
    kept = read_profiles(profiles_file())
    assert ({profile.name for profile in kept.all} >= {"B"}, kept.active_id) == (True, b.id)
    assert a not in kept.all


def test_what_was_changed_is_changed_in_what_is_there() -> None:
    default = Profile(DEFAULT_PROFILE)
    a, b = (Profile(Profiles().free_id(), name) for name in "ab")
    base, there = Profiles((default, a)), Profiles((default, a, b), b.id)
    assert merged(base, base, there) == there
    assert merged(base, Profiles((default,)), there) == Profiles((default, b), b.id)
    assert merged(base, base.using(a.id), there).active_id == a.id


def test_a_destination_whose_file_is_damaged_can_be_removed(tmp_path: Path) -> None:
    assert all_done([(["profiles", "add", "team"], tmp_path)])
    made = read_profiles(profiles_file()).active
    made.env_path.parent.mkdir(parents=True, exist_ok=True)
    made.env_path.write_bytes(b"QWEN_TMP_OSS_AK_ID=\xff\n")
    assert all_done([(["profiles", "remove", "team", "--yes"], tmp_path)])
    assert made.id not in {profile.id for profile in read_profiles(profiles_file()).all}
