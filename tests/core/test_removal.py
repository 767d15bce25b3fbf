"""Everything of OssDrop's goes off this computer, and nothing else does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile
from ossdrop.destinations import Destinations
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.files import own_lock
from ossdrop.program.menu_entry import MARK, entry_path
from ossdrop.program.paths import config_folder, data_folder, default_env_file, preferences_file
from ossdrop.redaction import Secret
from ossdrop.removal import files_that_stay, forget_secrets, remove_own_folders
from ossdrop.settings_editor import (
    SecretPlace,
    SettingsChanges,
    read_view,
    save_changes,
    shared_text,
)
from tests.conftest import API_KEY, KEY_ID, KEY_SECRET
from tests.core.commands.test_cli import run
from tests.core.config.test_keyring import Backend
from tests.platforms import has_desktop_entries

_BUCKET = {"QWEN_TMP_OSS_BUCKET": "my-bucket", "QWEN_TMP_OSS_REGION": "cn-beijing"}


def save(
    destinations: Destinations, profile: ProfileId, values: dict[str, str], secret: str
) -> None:
    changes = SettingsChanges(Kind.BUCKET, values, Secret(secret))
    save_changes(destinations, profile, changes)


def test_secrets_of_every_destination_go(store: Backend, tmp_path: Path) -> None:
    destinations = Destinations(environment={})
    save(destinations, DEFAULT_PROFILE, {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}, KEY_SECRET)
    other = Profile(ProfileId("team"), "Team", Kind.BUCKET, tmp_path / "team" / ".env")
    destinations.keep_profiles(destinations.profiles.with_profile(other))
    values = {**_BUCKET, "QWEN_TMP_OSS_AK_ID": "LTAI5tOtherOtherOther001"}
    save(destinations, other.id, values, "another-secret-0123456789")
    changes = SettingsChanges(
        Kind.TEMPORARY, {}, api_key=Secret(API_KEY), place=SecretPlace.KEYRING
    )
    save_changes(destinations, "default", changes)
    destinations.secrets.write("proxy", "user@proxy:3128", Secret("password"))
    preferences_file().write_text(json.dumps({"proxy_address": "user@proxy:3128"}))
    assert len(store.kept) == 4
    assert files_that_stay(destinations) == (tmp_path / "team" / ".env",)
    forget_secrets(destinations)
    assert not store.kept


def test_a_store_that_cannot_be_reached_leaves_everything(
    store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    destinations = Destinations(environment={})
    save(destinations, DEFAULT_PROFILE, {**_BUCKET, "QWEN_TMP_OSS_AK_ID": KEY_ID}, KEY_SECRET)

    def locked(service: str, name: str) -> None:
        raise OSError("locked")

    monkeypatch.setattr(store, "get_password", locked)
    monkeypatch.setattr(store, "delete_password", locked)
    with pytest.raises(OssDropError) as raised:
        forget_secrets(destinations)
    assert raised.value.code is ErrorCode.KEYRING_FAILED
    assert default_env_file().exists()


def test_own_folders_go_and_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept")
    config_folder().mkdir(parents=True)
    (config_folder() / ".env").write_text("x=1")
    data_folder().mkdir()
    (data_folder() / "linked").symlink_to(elsewhere, target_is_directory=True)
    assert remove_own_folders() == ()
    assert not config_folder().parent.exists()
    assert (elsewhere / "kept.txt").read_text() == "kept"


def test_the_command_asks_and_says_what_stays(tmp_path: Path) -> None:
    default_env_file().parent.mkdir(parents=True)
    default_env_file().write_text("QWEN_TMP_OSS_BUCKET=my-bucket\n")
    refused = run("remove-all")
    assert refused.returncode == 2
    assert default_env_file().exists()
    removed = run("remove-all", "--yes")
    assert (removed.returncode, removed.stdout) == (0, "")
    assert "links that were sent go on working" in removed.stderr
    assert not default_env_file().exists()


@has_desktop_entries
def test_what_was_put_into_the_file_managers_menu_goes_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    entry_path().parent.mkdir(parents=True)
    for text, stays in ((f"[Desktop Entry]\n{MARK}\n", False), ("[Desktop Entry]\n", True)):
        entry_path().write_text(text)
        assert run("remove-all", "--yes").returncode == 0
        assert entry_path().exists() is stays


def test_what_a_colleague_gets_has_no_secret_and_is_read_by_the_paste_box(store: Backend) -> None:
    from ossdrop.paste.reader import read_pasted

    destinations = Destinations(environment={})
    values = {**_BUCKET, "QWEN_TMP_OSS_PREFIX": "team-a", "QWEN_TMP_OSS_AK_ID": KEY_ID}
    save(destinations, DEFAULT_PROFILE, values, KEY_SECRET)
    text = shared_text(read_view(destinations, "default"))
    assert KEY_SECRET not in text
    assert KEY_ID not in text
    del values["QWEN_TMP_OSS_AK_ID"]
    assert dict(read_pasted(f"Paste all of this into OssDrop.\n\n{text}\n").values) == values


def test_what_was_allowed_or_cannot_be_looked_at_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = tmp_path / "project" / ".env"
    allowed.parent.mkdir()
    allowed.write_text("QWEN_TMP_OSS_BUCKET=my-bucket\n")
    assert run("allow", allowed).returncode == 0
    linked = tmp_path / "dotfiles"
    linked.mkdir()
    if os.name == "posix":  # elsewhere links need a right of their own
        data_folder().symlink_to(linked, target_is_directory=True)
    away = Profile(ProfileId("away"), "Away", Kind.BUCKET, tmp_path / "locked" / ".env")
    destinations = Destinations(environment={})
    destinations.keep_profiles(destinations.profiles.with_profile(away))
    look = Path.lstat

    def refuses(path: Path) -> object:
        if path.parent.name == "locked":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "lstat", refuses)
    expected = {away.env_path, allowed, *([linked] if os.name == "posix" else [])}
    assert set(files_that_stay(destinations)) == expected


def test_secrets_can_be_left_where_the_store_cannot_be_opened() -> None:
    default_env_file().parent.mkdir(parents=True)
    default_env_file().write_text("QWEN_TMP_OSS_BUCKET=my-bucket\n")
    removed = run("remove-all", "--yes", "--leave-secrets")
    assert removed.returncode == 0
    assert f"Removed: {config_folder()}" in removed.stderr
    assert "was left there" in removed.stderr
    again = run("remove-all", "--yes")
    assert "Nothing of OssDrop's was there." in again.stderr


@pytest.mark.parametrize(
    ("lock", "told"),
    [("window.lock", "OssDrop is open"), ("practice/serving.lock", "practice bucket runs")],
)
def test_nothing_is_removed_under_a_program_that_runs(lock: str, told: str) -> None:
    kept = data_folder() / "history.sqlite"
    with own_lock(data_folder() / lock, 0):
        kept.write_bytes(b"anything")
        refused = run("remove-all", "--yes")
    assert refused.returncode == 2
    assert told in refused.stderr
    assert kept.exists()
    assert run("remove-all", "--yes").returncode == 0
    assert not kept.exists()
