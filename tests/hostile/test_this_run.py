"""What is for this run only leaves nothing behind, and takes nothing along."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.config.env_file import read_env_file
from ossdrop.config.profiles import Kind, Profile, read_profiles, write_profiles
from ossdrop.destinations import Destinations
from ossdrop.doctor.fixes import apply_fix
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file, profiles_file
from ossdrop.redaction import Secret
from ossdrop.remedies import Fix, FixKind
from ossdrop.settings_editor import (
    SecretPlace,
    SettingsChanges,
    remove_profile,
    remove_secret,
    save_changes,
)
from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.transfer import KnownKey, Transfer, TransfersAdded
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.config.test_keyring import Backend
from tests.core.transfers.test_manager import Recorder
from tests.hostile.test_given_out import now, save

_OLD_ID, _OLD_SECRET = "LTAI5tOldOldOldOldOld001", "old-secret-0123456789"
_OLD = (
    f"QWEN_TMP_OSS_BUCKET=old-bucket\nQWEN_TMP_OSS_REGION=cn-shanghai\n"
    f"QWEN_TMP_OSS_AK_ID={_OLD_ID}\nQWEN_TMP_OSS_AK_SECRET={_OLD_SECRET}\n"
)
_ONE = {"QWEN_TMP_OSS_BUCKET": "bucket-one", "QWEN_TMP_OSS_REGION": "cn-beijing"}


@pytest.fixture
def destinations(store: Backend) -> Destinations:
    """With a whole `.env`, and another bucket and key in force until the end of this run."""
    default_env_file().parent.mkdir(parents=True)
    default_env_file().write_text(_OLD)
    made = Destinations(environment={})
    typed = _ONE | {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    save(made, typed, secret=Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    assert now(made) == ("bucket-one", KEY_ID, KEY_SECRET)
    return made


def test_another_file_is_used_as_it_is(destinations: Destinations, tmp_path: Path) -> None:
    team = tmp_path / "team.env"
    text = _OLD.replace("old-bucket", "team-bucket")
    team.write_text(text)
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, {}, env_file=team))
    assert team.read_text() == text
    assert now(destinations) == ("team-bucket", _OLD_ID, _OLD_SECRET)


@pytest.mark.parametrize("place", [SecretPlace.KEYRING, SecretPlace.ENV_FILE])
def test_a_secret_that_is_kept_after_all_keeps_its_id(
    destinations: Destinations, place: SecretPlace
) -> None:
    save(destinations, {}, secret=Secret(KEY_SECRET), place=place)
    wanted = ("bucket-one", KEY_ID, KEY_SECRET)
    assert now(destinations) == wanted
    assert now(Destinations(environment={})) == wanted


def test_what_is_saved_afterwards_is_in_the_list_of_profiles(store: Backend) -> None:
    temporary = Profile("default", kind=Kind.TEMPORARY)
    write_profiles(profiles_file(), read_profiles(profiles_file()).with_profile(temporary))
    made = Destinations(environment={})
    typed = _ONE | {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    save(made, typed, secret=Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    save(made, typed, secret=Secret(KEY_SECRET), place=SecretPlace.KEYRING)
    assert Destinations(environment={}).goes_to_bucket("default")


def test_a_pair_in_the_file_stays_a_pair(destinations: Destinations, store: Backend) -> None:
    fix = Fix(FixKind.MOVE_SECRET, name="QWEN_TMP_OSS_AK_SECRET")
    apply_fix(destinations, fix)
    assert list(store.kept.values()) == [_OLD_SECRET]
    assert now(destinations) == ("bucket-one", KEY_ID, KEY_SECRET)
    assert now(Destinations(environment={})) == ("old-bucket", _OLD_ID, _OLD_SECRET)


def test_forgetting_the_secret_of_this_run_costs_no_other(destinations: Destinations) -> None:
    remove_secret(destinations, "default")
    assert default_env_file().read_text() == _OLD
    assert now(destinations)[1:] == (_OLD_ID, _OLD_SECRET)


def test_a_remedy_changes_what_counts(destinations: Destinations) -> None:
    apply_fix(destinations, Fix(FixKind.USE_REGION, "cn-hangzhou"))
    assert destinations.values().get("QWEN_TMP_OSS_REGION") == "cn-hangzhou"
    assert default_env_file().read_text() == _OLD


def test_a_save_that_fails_ends_nothing(
    destinations: Destinations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE)

    monkeypatch.setattr("ossdrop.destinations.change_settings", refuse)
    with pytest.raises(OssDropError):
        save(destinations, {"QWEN_TMP_OSS_PREFIX": "p"}, place=SecretPlace.ENV_FILE)
    assert now(destinations) == ("bucket-one", KEY_ID, KEY_SECRET)


def test_a_row_is_known_by_its_object_and_not_by_its_number(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    recorder = Recorder()
    app = App(environment=variables, listener=recorder, stays=True)
    (a,) = recorder.batch(app.submit([make_file("a.png", b"a")])).succeeded
    for path in data_folder().glob("history.sqlite*"):
        path.unlink()
    (b,) = recorder.batch(app.submit([make_file("b.png", b"b")])).succeeded
    app.delete_stored(a)
    assert b.finished is not None
    assert list(practice.service.store.buckets[BUCKET].objects) == [b.finished.stored.key]
    assert app.history.find(BUCKET, b.finished.stored.key) is not None
    app.close()


@pytest.mark.parametrize("text", ['{"active": "profile-2", "prof', "[]"])
def test_a_damaged_list_sends_nothing_to_another_bucket(text: str) -> None:
    profiles_file().parent.mkdir(parents=True)
    default_env_file().write_text(_OLD)
    profiles_file().write_text(text)
    destinations = Destinations(environment={})
    destinations.open()
    with pytest.raises(OssDropError) as raised:
        destinations.resolve()
    assert raised.value.code is ErrorCode.PROFILES_UNREADABLE
    for _ in range(3):  # chosen anew, it counts; the damaged file is set aside once
        destinations.keep_profiles(destinations.profiles.using("default"))
    assert destinations.resolve()
    assert len(list(profiles_file().parent.glob("profiles.damaged-*"))) == 1


def test_a_profile_that_is_saved_anew_is_read_again(store: Backend) -> None:
    profiles_file().parent.mkdir(parents=True)
    default_env_file().write_text(_OLD)
    profiles_file().write_text(
        '{"active": "default", "profiles": [{"id": "default", "kind": "?"}]}'
    )
    destinations = Destinations(environment={})
    save(destinations, {"QWEN_TMP_OSS_PREFIX": "p"})
    assert destinations.resolve()
    assert Destinations(environment={}).resolve()
    kept = json.loads(profiles_file().read_text())["profiles"]
    assert [one["id"] for one in kept] == ["default"]


def test_a_profile_whose_file_is_damaged_can_be_removed(store: Backend, tmp_path: Path) -> None:
    (tmp_path / "team.env").write_bytes(b"\xff\xfe\x00")
    destinations = Destinations(environment={})
    team = Profile("profile-2", "Team", Kind.BUCKET, tmp_path / "team.env")
    destinations.keep_profiles(destinations.profiles.with_profile(team))
    assert len(remove_profile(destinations, "profile-2").all) == 1


def test_notes_grow_no_younger_by_being_put_in_order(tmp_path: Path) -> None:
    at_s = time.time() - 1000
    lines = (
        {"path": os.fsencode(f"/{name}").hex(), "key": f"p/{name}", "is_out": True} for name in "xy"
    )
    old = tmp_path / "command-old.jsonl"
    old.write_text("".join(json.dumps(line) + "\n" for line in lines))
    os.utime(old, (at_s, at_s))
    notes = CommandNotes(tmp_path)
    notes.take_over()
    notes.note(TransfersAdded((Transfer.of(1, 1, Path("/y"), "y", 1),)))
    notes.close(is_done=True)
    assert old.stat().st_mtime == pytest.approx(at_s)
    assert CommandNotes(tmp_path).take_over() == {Path("/x"): KnownKey("p/x", is_out=True)}


def test_what_is_added_to_a_key_of_this_run_is_for_this_run_too(
    destinations: Destinations,
) -> None:
    save(destinations, {"QWEN_TMP_OSS_PREFIX": "p"})
    assert default_env_file().read_text() == _OLD
    assert destinations.values().get("QWEN_TMP_OSS_PREFIX") == "p"
    assert now(destinations) == ("bucket-one", KEY_ID, KEY_SECRET)


def test_a_key_of_this_run_is_written_down_without_being_entered_again(
    destinations: Destinations,
) -> None:
    save(destinations, {}, place=SecretPlace.ENV_FILE)
    kept = read_env_file(default_env_file())
    assert kept["QWEN_TMP_OSS_BUCKET"] == "bucket-one"
    assert (kept["QWEN_TMP_OSS_AK_ID"], kept["QWEN_TMP_OSS_AK_SECRET"]) == (KEY_ID, KEY_SECRET)
    assert now(Destinations(environment={})) == ("bucket-one", KEY_ID, KEY_SECRET)


def test_what_is_saved_with_another_key_leaves_it_for_this_run(destinations: Destinations) -> None:
    api_key = Secret("sk-0123456789abcdef0123456789abcdef")
    changes = SettingsChanges(Kind.TEMPORARY, {}, api_key=api_key)
    save_changes(destinations, "default", changes)
    assert "bucket-one" not in default_env_file().read_text()
