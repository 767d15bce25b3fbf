"""Saving settings: nothing that was set is lost, and nothing is written that was not meant."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from keyring.errors import NoKeyringError

from ossdrop.config.credentials import find_credentials
from ossdrop.config.env_file import Source, read_env_file
from ossdrop.config.kept_notes import NO_FILE, KeptNotes
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile
from ossdrop.config.settings import BUCKET
from ossdrop.destinations import Destinations
from ossdrop.doctor.fixes import apply_fix
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.kept_keys import forget, ids_of, lost_ids
from ossdrop.program.paths import config_folder, default_env_file, profiles_file
from ossdrop.redaction import Secret
from ossdrop.remedies import Fix, FixKind
from ossdrop.settings_editor import (
    SecretPlace,
    SettingsChanges,
    read_view,
    remove_profile,
    rename_profile,
    save_changes,
    unused_name,
)
from tests.conftest import API_KEY, KEY_ID, KEY_SECRET
from tests.core.config.test_keyring import Backend

_OTHER_ID = "LTAI5tOtherOtherOther001"
_BUCKET = {"QWEN_TMP_OSS_BUCKET": "my-bucket", "QWEN_TMP_OSS_REGION": "cn-beijing"}


def pair(destinations: Destinations) -> tuple[str, str]:
    found = find_credentials(destinations.values(), destinations.secrets, "default")
    return found.access_key_id, found.access_key_secret.reveal()


def test_an_exported_id_keeps_its_secret(store: Backend) -> None:
    exported = {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    destinations = Destinations(environment=exported)
    destinations.secrets.write("default", KEY_ID, Secret(KEY_SECRET))
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": _OTHER_ID}
    with pytest.raises(OssDropError) as raised:
        save_changes(
            destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret("typed-secret-01"))
        )
    assert raised.value.code is ErrorCode.VALUE_FIXED
    assert list(store.kept.values()) == [KEY_SECRET]
    assert not default_env_file().exists()
    # For the exported account itself a secret can be entered.
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, _BUCKET, Secret("new-one")))
    assert pair(destinations) == (KEY_ID, "new-one")


def test_an_exported_secret_is_not_entered_anew(store: Backend) -> None:
    exported = {"QWEN_TMP_OSS_AK_ID": KEY_ID, "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET}
    destinations = Destinations(environment=exported)
    with pytest.raises(OssDropError) as raised:
        save_changes(
            destinations, "default", SettingsChanges(Kind.BUCKET, {}, Secret("typed-secret-01"))
        )
    assert raised.value.code is ErrorCode.VALUE_FIXED
    assert store.kept == {}


@pytest.mark.parametrize("before", ["", "QWEN_TMP_OSS_PREFIX=p\n"])
def test_until_i_quit_writes_nothing_at_all(store: Backend, before: str) -> None:
    if before:
        default_env_file().parent.mkdir(parents=True)
        default_env_file().write_text(before)
    destinations = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    changes = SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    save_changes(destinations, "default", changes)
    assert pair(destinations) == (KEY_ID, KEY_SECRET)
    assert destinations.values().get("QWEN_TMP_OSS_BUCKET") == "my-bucket"
    assert destinations.goes_to_bucket()
    view = read_view(destinations)
    assert view.settings["QWEN_TMP_OSS_BUCKET"].origin.source is Source.THIS_RUN
    assert store.kept == {}
    files = [path for path in config_folder().rglob("*") if path.is_file()]
    assert files == ([default_env_file()] if before else [])
    assert not before or default_env_file().read_text() == before
    assert Destinations(environment={}).values().get("QWEN_TMP_OSS_BUCKET") is None


def test_until_i_quit_comes_before_what_the_file_says(store: Backend, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    old = f"QWEN_TMP_OSS_AK_ID={_OTHER_ID}\nQWEN_TMP_OSS_AK_SECRET=of-the-file-0123\n"
    file.write_text(old + "QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n")
    destinations = Destinations(environment={}, env_file=file)
    typed = {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    changes = SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    save_changes(destinations, "default", changes)
    assert pair(destinations) == (KEY_ID, KEY_SECRET)
    assert file.read_text().startswith(old)


def test_a_replaced_id_leaves_no_secret_that_nothing_can_reach(store: Backend) -> None:
    destinations = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET)))
    typed["QWEN_TMP_OSS_AK_ID"] = _OTHER_ID
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret("b" * 30)))
    assert list(store.kept.values()) == ["b" * 30]
    typed["QWEN_TMP_OSS_AK_ID"] = ""
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed))
    assert store.kept == {}


def test_an_id_that_another_file_names_keeps_its_secret(store: Backend, tmp_path: Path) -> None:
    """The window's own `.env` has the ID too: changing a named file takes nothing from it."""
    own = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    save_changes(own, "default", SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET)))
    named = tmp_path / "named.env"
    named.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n")
    other = Destinations(environment={}, env_file=named)
    before = ids_of(other, "default")
    named.write_text(f"QWEN_TMP_OSS_AK_ID={_OTHER_ID}\n")
    forget(other, "default", before)
    assert list(store.kept.values()) == [KEY_SECRET]


def test_an_id_that_was_mistyped_costs_no_secret(store: Backend) -> None:
    destinations = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET)))
    for key_id in (_OTHER_ID, KEY_ID):
        typed["QWEN_TMP_OSS_AK_ID"] = key_id
        save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed))
    assert destinations.resolve_bucket().credentials.access_key_secret == Secret(KEY_SECRET)
    typed["QWEN_TMP_OSS_AK_ID"] = _OTHER_ID
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret("b" * 30)))
    assert list(store.kept.values()) == ["b" * 30]
    assert lost_ids(destinations, "default") == set()


def test_moving_a_secret_never_takes_the_place_of_another(store: Backend, tmp_path: Path) -> None:
    file = tmp_path / "my.env"
    destinations = Destinations(environment={}, env_file=file)
    for name, kept_as in (
        ("QWEN_TMP_OSS_AK_SECRET", KEY_ID),
        ("DASHSCOPE_API_KEY", "DASHSCOPE_API_KEY"),
    ):
        file.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n{name}=wrong-0123456789\n")
        destinations.secrets.write(destinations.profile, kept_as, Secret("right-0123456789"))
        with pytest.raises(OssDropError) as raised:
            apply_fix(destinations, Fix(FixKind.MOVE_SECRET, name=name))
        assert raised.value.code is ErrorCode.SECRET_DIFFERS
        assert f"{name}=wrong-0123456789" in file.read_text()
        file.write_text(f"QWEN_TMP_OSS_AK_ID={KEY_ID}\n{name}=right-0123456789\n")
        apply_fix(destinations, Fix(FixKind.MOVE_SECRET, name=name))
        assert name not in file.read_text()


def test_no_secret_stays_in_a_file_that_nothing_leads_to(store: Backend, tmp_path: Path) -> None:
    destinations = Destinations(environment={})
    own = Profile(destinations.profiles.free_id(), "A")
    named = Profile(f"{own.id}0", "B", env_file=tmp_path / "mine.env")
    destinations.keep_profiles(destinations.profiles.with_profile(own).with_profile(named))
    for one in (own, named):
        one.env_path.parent.mkdir(parents=True, exist_ok=True)
        one.env_path.write_text(f"QWEN_TMP_OSS_BUCKET=b\nQWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n")
        destinations.keep_profiles(remove_profile(destinations, one.id))
    assert "QWEN_TMP_OSS_BUCKET=b" in own.env_path.read_text()
    assert KEY_SECRET not in own.env_path.read_text()
    assert KEY_SECRET in named.env_path.read_text()  # somebody's own
    assert [one.id for one in destinations.profiles.all] == ["default"]


@pytest.mark.parametrize("becomes", ["gone", "edited", "damaged"])
def test_a_removed_destination_leaves_no_secret_whatever_became_of_its_file(
    store: Backend, becomes: str
) -> None:
    destinations = Destinations()
    made = Profile(destinations.profiles.free_id(), "Team", Kind.FOUND)
    destinations.keep_profiles(destinations.profiles.with_profile(made).using(made.id))
    values = {
        "QWEN_TMP_OSS_BUCKET": "team-assets",
        "QWEN_TMP_OSS_REGION": "cn-beijing",
        "QWEN_TMP_OSS_AK_ID": "LTAI5tTeamTeamTeamTeam01",
    }
    save_changes(destinations, made.id, SettingsChanges(Kind.BUCKET, values, Secret("s" * 30)))
    assert "s" * 30 in store.kept.values()
    path = made.env_path
    if becomes == "gone":
        path.unlink()
    elif becomes == "edited":
        path.write_text(path.read_text().replace("Team01", "Team02"))
    else:
        path.write_bytes(b"QWEN_TMP_OSS_AK_ID=\xff\xfe\n")
    destinations.keep_profiles(remove_profile(destinations, made.id))
    assert store.kept == {}
    assert made.id not in {profile.id for profile in destinations.profiles.all}


def test_a_key_that_is_for_this_run_is_known_without_a_store(
    store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "error", NoKeyringError("there is none"))
    destinations = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    place = SecretPlace.THIS_RUN
    changes = SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET), place=place)
    save_changes(destinations, "default", changes)
    used = read_view(destinations).ladder.used
    assert used is not None
    assert used.secret_origin.source is Source.THIS_RUN


def test_what_no_store_ever_had_is_not_missed_in_one(
    store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "error", NoKeyringError("there is none"))
    destinations = Destinations(environment={})
    made = Profile(ProfileId("p1"), "Team")
    destinations.keep_profiles(destinations.profiles.with_profile(made).using(made.id))
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    brief = SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET), place=SecretPlace.THIS_RUN)
    save_changes(destinations, made.id, brief)
    remove_profile(destinations, made.id)
    assert not KeptNotes().removed


def test_what_belongs_to_a_key_of_this_run_is_written_nowhere_either(store: Backend) -> None:
    destinations = Destinations(environment={})
    place, key = SecretPlace.THIS_RUN, Secret(API_KEY)
    brief = SettingsChanges(Kind.TEMPORARY, {}, api_key=key, place=place)
    save_changes(destinations, "default", brief)
    address = {"QWEN_BASE_URL": "http://127.0.0.1:1"}  # mended in a second step
    save_changes(destinations, "default", SettingsChanges(Kind.TEMPORARY, address, place=place))
    assert not default_env_file().exists()
    assert not profiles_file().exists()
    assert destinations.values().get("QWEN_BASE_URL") == "http://127.0.0.1:1"


def test_a_key_of_this_run_can_be_written_down_without_being_typed_again(store: Backend) -> None:
    destinations = Destinations(environment={})
    brief = SettingsChanges(Kind.TEMPORARY, {}, api_key=Secret(API_KEY), place=SecretPlace.THIS_RUN)
    save_changes(destinations, "default", brief)
    save_changes(
        destinations, "default", SettingsChanges(Kind.TEMPORARY, {}, place=SecretPlace.ENV_FILE)
    )
    assert read_env_file(default_env_file())["DASHSCOPE_API_KEY"] == API_KEY
    assert store.kept == {}


@pytest.mark.parametrize("is_tried", [True, False])
def test_the_secret_of_a_replaced_id_stays_where_nobody_tried_the_new_one(
    store: Backend, *, is_tried: bool
) -> None:
    destinations = Destinations(environment={})
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    save_changes(destinations, "default", SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET)))
    other = SettingsChanges(Kind.BUCKET, {"QWEN_TMP_OSS_AK_ID": _OTHER_ID}, Secret("b" * 30))
    save_changes(destinations, "default", other, keeps_former=not is_tried)
    assert set(store.kept.values()) == {"b" * 30, *([] if is_tried else [KEY_SECRET])}


def test_no_two_destinations_are_called_the_same(store: Backend) -> None:
    destinations = Destinations(environment={})
    for number in (1, 2, 3):
        profiles = destinations.profiles
        made = Profile(ProfileId(f"p{number}"), unused_name(destinations, "Team"))
        destinations.keep_profiles(profiles.with_profile(made))
    assert [one.name for one in destinations.profiles.all] == ["", "Team", "Team 2", "Team 3"]
    first = SettingsChanges(Kind.BUCKET, _BUCKET)
    save_changes(destinations, "default", first)  # which has no name of its own
    assert unused_name(destinations, "my-bucket") == "my-bucket 2"
    for wanted in ("Team 2", "Team"):
        destinations.keep_profiles(rename_profile(destinations, ProfileId("p2"), wanted))
        assert destinations.profiles.get(ProfileId("p2")).name == "Team 2"


def test_the_service_of_a_key_of_this_run_is_written_down_with_it(store: Backend) -> None:
    destinations = Destinations(environment={})
    address = {"QWEN_BASE_URL": "http://127.0.0.1:1"}
    brief = SettingsChanges(
        Kind.TEMPORARY, address, api_key=Secret(API_KEY), place=SecretPlace.THIS_RUN
    )
    save_changes(destinations, "default", brief)
    save_changes(
        destinations, "default", SettingsChanges(Kind.TEMPORARY, {}, place=SecretPlace.ENV_FILE)
    )
    assert read_env_file(default_env_file()) == {**address, "DASHSCOPE_API_KEY": API_KEY}


def test_an_odd_id_in_the_file_keeps_no_api_key_from_being_saved(store: Backend) -> None:
    default_env_file().parent.mkdir(parents=True)
    default_env_file().write_text("QWEN_TMP_OSS_AK_ID=LTAI5t\u200bodd\n", encoding="utf-8")
    destinations = Destinations(environment={})
    changes = SettingsChanges(Kind.TEMPORARY, {}, api_key=Secret(API_KEY))
    save_changes(destinations, "default", changes)
    assert list(store.kept.values()) == [API_KEY]


def test_what_takes_the_place_of_something_that_cannot_be_read_keeps_it_aside(
    store: Backend,
) -> None:
    profiles_file().parent.mkdir(parents=True, exist_ok=True)
    strange = {"id": "p1", "name": "A", "kind": "wormhole", "env_file": "/x/mine.env", "more": 1}
    profiles_file().write_text(json.dumps({"active": "p1", "profiles": [strange]}))
    before = profiles_file().read_bytes()
    destinations = Destinations(environment={})
    destinations.open()
    typed = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    changes = SettingsChanges(Kind.BUCKET, typed, Secret(KEY_SECRET))
    save_changes(destinations, ProfileId("p1"), changes)
    (aside,) = profiles_file().parent.glob("profiles.damaged-*.json")
    assert aside.read_bytes() == before
    assert destinations.profiles.get(ProfileId("p1")).kind is Kind.BUCKET


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed")
def test_a_folder_that_is_gone_hides_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program was started in it: only what scripts there would read is not known."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    view = read_view(Destinations(environment={}))
    assert view.env_path.name == ".env"


def test_an_api_key_for_this_run_takes_nothing_else_along() -> None:
    """Beside it, the settings of a bucket are written as ever."""
    destinations = Destinations(environment={})
    values = {"QWEN_TMP_OSS_BUCKET": "my-assets", "QWEN_TMP_OSS_REGION": "cn-beijing"}
    run = SecretPlace.THIS_RUN
    changes = SettingsChanges(Kind.BUCKET, values, api_key=Secret(API_KEY), api_place=run)
    save_changes(destinations, destinations.profile, changes)
    assert read_env_file(default_env_file())["QWEN_TMP_OSS_BUCKET"] == "my-assets"
    assert API_KEY not in default_env_file().read_text()
    view = read_view(destinations)
    assert view.api_key_origin is not None
    assert view.api_key_origin.source is Source.THIS_RUN


def test_the_use_of_a_key_is_noted_for_the_destination_that_used_it(store: Backend) -> None:
    """A kept Secret looked as if nothing named it, and the next save removed it."""
    exported = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}
    destinations = Destinations(environment=exported)
    second = Profile(destinations.profiles.free_id(), "second", Kind.BUCKET)
    destinations.keep_profiles(destinations.profiles.with_profile(second))
    for profile_id in (DEFAULT_PROFILE, second.id):
        Destinations(environment={}).secrets.write(profile_id, KEY_ID, Secret(KEY_SECRET))
    before = KeptNotes().of(DEFAULT_PROFILE)
    destinations.resolve(second.id)
    assert NO_FILE in KeptNotes().of(second.id)[KEY_ID]
    assert KeptNotes().of(DEFAULT_PROFILE) == before


def test_the_name_of_a_place_for_this_run_is_not_given_to_the_next_one(store: Backend) -> None:
    """A customer's name stood on another customer's bucket after a restart."""
    destinations = Destinations()
    first = destinations.profiles.get(DEFAULT_PROFILE)
    destinations.use_for_this_run(first, {BUCKET: "blue-bucket"})
    destinations.keep_profiles(rename_profile(destinations, DEFAULT_PROFILE, "Blue"))
    assert destinations.profiles.get(DEFAULT_PROFILE).name == "Blue"
    assert Destinations().profiles.get(DEFAULT_PROFILE).name == ""
    destinations.end_this_run(DEFAULT_PROFILE, [BUCKET])  # it is saved
    destinations.keep_profiles(destinations.profiles)
    assert Destinations().profiles.get(DEFAULT_PROFILE).name == "Blue"
