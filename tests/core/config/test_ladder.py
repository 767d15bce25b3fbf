"""Where values come from, which pair wins and why, and what the scripts would do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop.config.credentials import PairName
from ossdrop.config.env_file import NOWHERE, EnvFile, Origin, Source, Values
from ossdrop.config.ladder import RungState, read_ladder
from ossdrop.config.overview import check_value, read_overview
from ossdrop.config.profile_id import ProfileId, is_profile_id
from ossdrop.config.profiles import (
    DAMAGED,
    Kind,
    Profile,
    Profiles,
    read_profiles,
    write_profiles,
)
from ossdrop.config.script_files import script_files
from ossdrop.config.settings import ENDPOINT, PREFIX, REGION, URL_EXPIRES, read_values
from ossdrop.errors import ErrorCode, OssDropError
from tests.core.config.test_settings import FakeSecrets

QWEN = {"QWEN_TMP_OSS_AK_ID": "LTAIqwen0123456789", "QWEN_TMP_OSS_AK_SECRET": "q"}
OSS = {"OSS_ACCESS_KEY_ID": "LTAIoss00123456789", "OSS_ACCESS_KEY_SECRET": "o"}
LOCKED = OssDropError(ErrorCode.KEYRING_FAILED)
NO_STORE = OssDropError(ErrorCode.KEYRING_ABSENT)
HALF = {"QWEN_TMP_OSS_AK_ID": "LTAIqwen0123456789"}


@pytest.mark.parametrize(
    ("values", "stored", "states", "scripts_differ"),
    [
        (QWEN | OSS, None, (RungState.USED, RungState.SHADOWED), False),
        (OSS, None, (RungState.EMPTY, RungState.USED), False),
        (HALF | OSS, None, (RungState.HALF, RungState.USED), False),
        (HALF | OSS, "kept", (RungState.USED, RungState.SHADOWED), True),
        (HALF, "kept", (RungState.USED, RungState.EMPTY), True),
        (
            HALF | OSS,
            OssDropError(ErrorCode.KEYRING_FAILED),
            (RungState.BLOCKED, RungState.SHADOWED),
            True,
        ),
        (HALF | OSS, NO_STORE, (RungState.HALF, RungState.USED), False),
        (HALF, NO_STORE, (RungState.BLOCKED, RungState.EMPTY), False),
        ({}, None, (RungState.EMPTY, RungState.EMPTY), False),
        ({"QWEN_TMP_OSS_AK_SECRET": "q"}, None, (RungState.HALF, RungState.EMPTY), False),
        (QWEN | {"QWEN_TMP_OSS_AK_SECRET": "中"}, None, (RungState.INVALID, RungState.EMPTY), True),
    ],
)
def test_the_ladder_says_which_pair_is_used_and_why_the_others_are_not(
    tmp_path: Path,
    values: dict[str, str],
    stored: str | OssDropError | None,
    states: tuple[RungState, RungState],
    scripts_differ: bool,
) -> None:
    path = tmp_path / ".env"
    path.write_text("".join(f"{name}={text}\n" for name, text in values.items()), encoding="utf-8")
    found = read_values(path, environment={})
    is_error = isinstance(stored, OssDropError)
    secrets = FakeSecrets(error=stored) if is_error else FakeSecrets(stored)
    ladder = read_ladder(found, secrets, "default")
    assert tuple(rung.state for rung in ladder.rungs) == states
    assert ladder.scripts_differ is scripts_differ
    assert "qwen0123456789" not in repr(ladder)
    assert bool(ladder.passed_over) is (states == (RungState.HALF, RungState.USED))
    assert ladder.is_blocked is (RungState.BLOCKED in states or RungState.INVALID in states)


def test_the_ladder_names_the_places_of_both_parts(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_TMP_OSS_AK_ID=LTAIqwen0123456789\n")
    values = read_values(path, environment={"QWEN_TMP_OSS_AK_SECRET": "exported"})
    used = read_ladder(values, None, "default").used
    assert used is not None
    assert (used.pair, used.masked_id) == (PairName.QWEN, "LTAI...6789")
    assert used.id_origin == Origin(Source.ENV_FILE, path)
    assert used.secret_origin == Origin(Source.ENVIRONMENT)


def test_every_setting_shows_its_origin_what_it_shadows_and_its_error(tmp_path: Path) -> None:
    near, far = tmp_path / "near.env", tmp_path / "far.env"
    values = Values(
        {REGION: "cn-beijing"},
        (
            EnvFile(near, {REGION: "cn-hangzhou", "QWEN_TMP_OSS_AK_SECRET": "canary"}),
            EnvFile(far, {REGION: "cn-beijing", URL_EXPIRES: "24h"}),
        ),
    )
    found = {setting.name: setting for setting in read_overview(values)}
    region = found[REGION]
    assert (region.value, region.origin.source, region.is_fixed) == (
        "cn-beijing",
        Source.ENVIRONMENT,
        True,
    )
    assert region.shadowed == (Origin(Source.ENV_FILE, near), Origin(Source.ENV_FILE, far))
    assert region.differs
    assert found[PREFIX].origin == NOWHERE
    assert found[PREFIX].value == "qianwen-uploads"
    error = found[URL_EXPIRES].error
    assert error is not None
    assert error.code is ErrorCode.EXPIRES_INVALID
    assert "canary" not in repr(found)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (REGION, "Beijing!", ErrorCode.REGION_INVALID),
        (ENDPOINT, "https://x/y", ErrorCode.ENDPOINT_INVALID),
        (PREFIX, "a//b", ErrorCode.PREFIX_INVALID),
        ("QWEN_TMP_OSS_BUCKET", "UPPER", ErrorCode.BUCKET_INVALID),
        ("QWEN_TMP_OSS_AK_ID", "中", ErrorCode.CREDENTIALS_INVALID),
        ("QWEN_BASE_URL", "ftp://x", ErrorCode.BASE_URL_INVALID),
        (REGION, "", None),
        (REGION, "oss-cn-beijing", None),
    ],
)
def test_a_value_is_checked_as_it_is_typed(name: str, text: str, code: ErrorCode | None) -> None:
    error = check_value(name, text)
    assert (error.code if error else None) is code


def test_profiles_are_kept_and_a_damaged_file_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    assert read_profiles(path) == Profiles()
    team = Profile("profile-2", "Team 甲", Kind.TEMPORARY, tmp_path / "team.env")
    profiles = Profiles().with_profile(team).using("profile-2")
    write_profiles(path, profiles)
    assert read_profiles(path) == profiles
    assert profiles.active.env_path == tmp_path / "team.env"
    assert profiles.without("profile-2") == Profiles()
    assert profiles.without("default").get("default").env_path.name == ".env"
    path.write_text('{"active": "gone", "profiles": [{"id": 1}]}')
    assert read_profiles(path).all == Profiles().all


def test_an_id_is_given_once(tmp_path: Path) -> None:
    made = [Profiles().free_id() for _ in range(100)]
    assert len(set(made)) == 100
    assert all(is_profile_id(one) for one in made)


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "profile-9", "name": "of tomorrow", "kind": "webdav"},
        None,
        {"id": "profile-9", "kind": "bucket", "env_file": "a\0b"},
        "nonsense",
    ],
    ids=["unknown kind", "null", "NUL", "text"],
)
def test_a_profile_that_cannot_be_read_costs_no_other_and_is_kept(
    tmp_path: Path, bad: object
) -> None:
    path = tmp_path / "profiles.json"
    good = {"id": "profile-2", "name": "Team 甲", "kind": "temporary"}
    path.write_text(json.dumps({"active": "profile-2", "profiles": [bad, good]}))
    found = read_profiles(path)
    assert found.active.name == "Team 甲"
    assert found.unread == (bad,)
    write_profiles(path, found.with_profile(Profile(found.free_id(), "Team B")))
    kept = json.loads(path.read_text())["profiles"]
    assert bad in kept or bad is None
    assert {one.get("name") for one in kept if isinstance(one, dict)} >= {"Team 甲", "Team B"}


def test_a_damaged_list_of_profiles_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    path.write_text('{"active": "profile-2", "profi')
    found = read_profiles(path)
    assert found.unread
    write_profiles(path, found)
    (aside,) = tmp_path.glob("profiles.damaged-*.json")
    assert aside.read_text() == '{"active": "profile-2", "profi'


def test_scripts_look_beside_themselves_and_at_the_root_above(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "project"
    below = project / "skills" / "ocr" / "scripts"
    for folder in (below, home / ".qwen" / "skills", home / ".cache"):
        folder.mkdir(parents=True)
    assert script_files(below, home) == (
        below / ".env",
        project / ".env",
        home / ".qwen" / ".env",
    )
    assert script_files(home, home) == (home / ".qwen" / ".env",)
    assert script_files(tmp_path / "gone", tmp_path / "nowhere") == ()


def test_without_a_file_the_ladder_is_empty() -> None:
    ladder = read_ladder(Values({}), None, "p")
    assert [rung.state for rung in ladder.rungs] == [RungState.EMPTY, RungState.EMPTY]
    assert (ladder.used, ladder.scripts, ladder.scripts_differ) == (None, None, False)


def test_beside_a_file_that_cannot_be_read_a_script_would_stop(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"\xff")
    file = EnvFile(path, {"QWEN_TMP_OSS_AK_ID": "LTAIa", "QWEN_TMP_OSS_AK_SECRET": "b"})
    ladder = read_ladder(Values({}, (file,)), None, "p")
    assert ladder.used is not None
    assert (ladder.scripts, ladder.scripts_differ) == (None, True)


def test_profiles_are_changed_by_their_ids() -> None:
    one, other = Profile("profile-1", "One"), Profile("profile-2", "Two")
    both = Profiles().with_profile(one).with_profile(other).using("profile-2")
    renamed = both.with_profile(Profile("profile-1", "Renamed"))
    assert [p.name for p in renamed.all] == ["", "Renamed", "Two"]
    assert both.without("profile-1").active == other
    assert both.without("profile-2").active.id == "default"
    assert both.get("practice").kind is Kind.PRACTICE
    assert both.get("profile-3").env_path.name == "profile-3.env"


def test_one_that_cannot_be_read_may_be_replaced(tmp_path: Path) -> None:
    tomorrow = {"id": "profile-9", "kind": "webdav"}
    found = Profiles(unread=(tomorrow, DAMAGED))
    assert found.unread_ids == {"profile-9"}
    assert found.is_unread("profile-9")
    assert found.is_unread("profile-1")  # the list is damaged: nobody knows
    assert not found.is_unread("practice")
    assert found.as_written.unread == (tomorrow,)
    assert not found.as_written.is_unread("profile-1")
    replaced = found.with_profile(Profile("profile-9", "Again"))
    assert replaced.unread == (DAMAGED,)
    assert replaced.get("profile-9").name == "Again"


@pytest.mark.parametrize("name", [ENDPOINT, REGION, "QWEN_TMP_OSS_BUCKET", PREFIX, "OF_OTHERS"])
def test_nothing_typed_is_nothing_wrong(name: str) -> None:
    assert check_value(name, " ") is None


def test_the_store_is_asked_for_the_profiles_own_secret() -> None:
    secrets = FakeSecrets("kept")
    used, shadowed = read_ladder(Values.of(HALF | OSS), secrets, "work").rungs
    assert secrets.asked == [("work", HALF["QWEN_TMP_OSS_AK_ID"])]
    assert (used.masked_id, shadowed.masked_id) == ("LTAI...6789", "LTAI...6789")
    assert used.secret_origin == Origin(Source.KEYRING)


def test_the_default_profile_is_always_there(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    path.write_text('{"active": "practice", "profiles": [{"id": "profile-2", "kind": "bucket"}]}')
    found = read_profiles(path)
    assert [p.id for p in found.all] == ["default", "profile-2"]
    assert found.active.kind is Kind.PRACTICE
    assert found.using(ProfileId("gone")) == found
    write_profiles(path, replace(found, active_id=ProfileId("gone")))
    assert [p.id for p in read_profiles(path).all] == ["default", "profile-2"]
    assert read_profiles(path).active_id == "default"


def test_an_entry_that_is_none_costs_no_other_one(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    good = {"id": "profile-1", "name": "G", "kind": "bucket", "env_file": None}
    odd = [None, "a", 7, {"id": "default", "name": "", "kind": "s3"}]
    path.write_text(json.dumps({"active": "profile-1", "profiles": [good, *odd]}))
    found = read_profiles(path)
    assert found.active.name == "G"
    assert not found.is_unread("profile-1")
    assert found.is_unread("default")
    named = found.with_profile(Profile("default", "mine", Kind.BUCKET))
    write_profiles(path, named)
    again = read_profiles(path)
    assert again.get("default").name == "mine"
    assert again.unread == (None, "a", 7)
