"""What was set, saved or given out stays so."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config.credentials import find_credentials
from ossdrop.config.env_file import read_env_file
from ossdrop.config.profiles import Kind, Profile, read_profiles, write_profiles
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.selection import select_files
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder, default_env_file, profiles_file
from ossdrop.redaction import Secret
from ossdrop.settings_editor import (
    SecretPlace,
    SettingsChanges,
    import_settings,
    remove_profile,
    save_changes,
)
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.journal import read_journal
from ossdrop.transfers.transfer import KnownKey
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.config.test_keyring import Backend
from tests.core.transfers.test_manager import Recorder

_OTHER_ID = "LTAI5tOtherOtherOther001"
_ONE = {"QWEN_TMP_OSS_BUCKET": "bucket-one", "QWEN_TMP_OSS_REGION": "cn-beijing"}


def save(destinations: Destinations, values: dict[str, str], **more: object) -> None:
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, values, **more))  # type: ignore[arg-type]


def now(destinations: Destinations) -> tuple[str | None, str, str]:
    found = find_credentials(destinations.values(), destinations.secrets, "default")
    bucket = destinations.values().get("QWEN_TMP_OSS_BUCKET")
    return bucket, found.access_key_id, found.access_key_secret.reveal()


@pytest.mark.parametrize("place", [SecretPlace.ENV_FILE, SecretPlace.KEYRING])
def test_what_is_saved_after_until_i_quit_counts(store: Backend, place: SecretPlace) -> None:
    destinations = Destinations(environment={})
    for_this_run = SecretPlace.THIS_RUN
    typed = _ONE | {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    save(destinations, typed, secret=Secret(KEY_SECRET), place=for_this_run)
    save(destinations, {"QWEN_TMP_OSS_BUCKET": "bucket-two"})
    assert now(destinations) == ("bucket-two", KEY_ID, KEY_SECRET)
    assert not default_env_file().exists()  # nothing of it, as long as its key is for this run
    other = {"QWEN_TMP_OSS_AK_ID": _OTHER_ID}
    save(destinations, other, secret=Secret("another-secret-01"), place=place)
    wanted = ("bucket-two", _OTHER_ID, "another-secret-01")
    assert now(destinations) == wanted
    assert now(Destinations(environment={})) == wanted
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_REGION"] == "cn-beijing"  # whole


def test_until_i_quit_is_not_written_by_the_next_change_of_profiles(store: Backend) -> None:
    write_profiles(
        profiles_file(),
        read_profiles(profiles_file()).with_profile(Profile("default", kind=Kind.TEMPORARY)),
    )
    destinations = Destinations(environment={})
    typed = _ONE | {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    save(destinations, typed, secret=Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    assert destinations.goes_to_bucket()
    destinations.keep_profiles(destinations.profiles.with_profile(Profile("profile-2", "Other")))
    assert destinations.goes_to_bucket("default")
    assert read_profiles(profiles_file()).get("default").kind is Kind.TEMPORARY


def test_removing_a_profile_removes_its_own_secret(store: Backend, tmp_path: Path) -> None:
    (tmp_path / "team.env").write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    destinations = Destinations(environment={"QWEN_TMP_OSS_AK_ID": _OTHER_ID})
    team = Profile("profile-2", "Team", Kind.BUCKET, tmp_path / "team.env")
    destinations.keep_profiles(destinations.profiles.with_profile(team))
    destinations.secrets.write("profile-2", KEY_ID, Secret(KEY_SECRET))
    remove_profile(destinations, "profile-2")
    assert store.kept == {}


def _note(folder: Path, name: str, key: KnownKey, at_s: float) -> None:
    line = {"path": os.fsencode("/a").hex(), "key": key.key, "is_out": key.is_out}
    path = folder / f"command-{name}.jsonl"
    path.write_text(json.dumps(line) + "\n")
    os.utime(path, (at_s, at_s))


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_newest_note_counts_and_a_link_that_is_out_stays_so(tmp_path: Path, names: str) -> None:
    at_s = time.time() - 100
    _note(tmp_path, names[0], KnownKey("p/one", is_out=True), at_s)
    _note(tmp_path, names[1], KnownKey("p/one"), at_s + 10)
    assert CommandNotes(tmp_path).take_over() == {Path("/a"): KnownKey("p/one", is_out=True)}
    _note(tmp_path, "c", KnownKey("p/two"), at_s + 20)
    assert CommandNotes(tmp_path).take_over() == {Path("/a"): KnownKey("p/two")}


def test_deleting_what_was_sent_deletes_it_where_it_is(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.service.store.create_bucket("other-bucket", "cn-hangzhou")
    changing = dict(variables)
    recorder = Recorder()
    app = App(environment=changing, listener=recorder, stays=True)
    (sent,) = recorder.batch(app.submit([make_file()])).succeeded
    changing["QWEN_TMP_OSS_BUCKET"] = "other-bucket"
    app.delete_stored(sent)
    assert practice.service.store.buckets[BUCKET].objects == {}
    assert app.history.count() == 0
    app.close()


def test_a_list_of_profiles_that_cannot_be_opened_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = read_profiles(profiles_file()).with_profile(Profile("profile-2", "Team"))
    write_profiles(profiles_file(), kept)

    def refuse(*_: object) -> object:
        raise PermissionError(13, "no right")

    with monkeypatch.context() as patch:
        patch.setattr("ossdrop.config.profiles.read_json", refuse)
        destinations = Destinations()
        with pytest.raises(OssDropError) as refused:
            destinations.keep_profiles(destinations.profiles.with_profile(Profile("profile-3")))
    assert refused.value.code is ErrorCode.OWN_FILE_FAILED
    assert read_profiles(profiles_file()) == kept


def test_an_unreadable_destination_in_use_is_no_reason_for_another_one(
    variables: dict[str, str],
) -> None:
    strange = {"id": "profile-9", "kind": "of tomorrow"}
    profiles_file().parent.mkdir(parents=True)
    profiles_file().write_text(json.dumps({"active": "profile-9", "profiles": [strange]}))
    default_env_file().write_text("".join(f"{n}={text}\n" for n, text in variables.items()))
    destinations = Destinations(environment={})
    destinations.open()
    with pytest.raises(OssDropError) as raised:
        destinations.resolve()
    assert raised.value.code is ErrorCode.PROFILES_UNREADABLE
    destinations.keep_profiles(destinations.profiles.using("default"))
    assert destinations.resolve()


def test_a_call_that_got_no_answer_leaves_a_note_of_what_may_be_there(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.answer_lost_times = -1
    with pytest.raises(OssDropError):
        upload_file(make_file("a.txt", b"first"), settings=variables, timeout_s=1.5)
    practice.faults.answer_lost_times = 0
    objects = practice.service.store.buckets[BUCKET].objects
    assert len(objects) == 1
    (note,) = (data_folder() / "transfers").glob("*.dropped")
    os.utime(note, (1, 1))
    link = upload_file(make_file("b.txt", b"second"), settings=variables)
    assert [one.rpartition("_")[2] for one in objects] == ["b.txt"]
    assert requests.get(link, timeout=10).content == b"second"


def test_a_tree_of_empty_folders_is_left_as_soon_as_nobody_wants_it(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}").mkdir()
    looks = []

    def is_wanted() -> bool:
        looks.append(1)
        return len(looks) < 5

    assert list(select_files([tmp_path], is_wanted)) == []
    assert len(looks) < 10


def test_numbers_and_brackets_without_end(tmp_path: Path) -> None:
    good = {"begin": 2, "path": "2f62", "name": "b", "folder": "", "queue": "default"}
    bad = good | {"begin": 1, "place": float("inf")}
    answer = {"answered": [float("inf")], "of": 2}
    journal = tmp_path / "queue-x.jsonl"
    journal.write_text("".join(json.dumps(line) + "\n" for line in (bad, good, answer)))
    assert [item.name for item in read_journal(journal)] == ["b"]
    export = tmp_path / "export.json"
    export.write_text("[" * 200_000)
    gc.disable()  # at the bottom of a recursion nothing can be cleaned up, which is a warning here
    try:
        with pytest.raises(OssDropError) as raised:
            import_settings(export)
    finally:
        gc.enable()
    assert raised.value.code is ErrorCode.SETTINGS_FILE_UNREADABLE


def test_what_was_there_before_a_cancel_stays(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    recorder = Recorder()
    app = App(environment=variables, listener=recorder, stays=True)
    (first,) = recorder.batch(app.submit([make_file()])).succeeded
    assert first.finished is not None
    again = replace(first, key=first.finished.stored.key, finished=None)
    sender = app.sender(reuses=False)
    finished = sender.send(again, TransferControl())
    assert finished.was_there
    assert sender.take_back(finished) == 0
    assert app.history.count() == 1
    app.close()
