"""The list of destinations while another program has it open: nothing takes its place."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.config import profiles as profiles_module
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Kind, Profile, Profiles, read_profiles
from ossdrop.destinations import Destinations
from ossdrop.errors import NO_RIGHTS, ErrorCode, OssDropError
from ossdrop.program.files import make_own_folder, read_json
from ossdrop.program.paths import profiles_file
from tests.platforms import has_links

_LISTED = [{"id": one, "name": one, "kind": "found", "env_file": None} for one in ("p-1", "p-2")]


def _held(_: Path) -> None:
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined] # as Windows says it
    raise error


def _too_many(_: Path) -> None:
    raise OSError(24, "Too many open files")


def _forbidden(_: Path) -> None:
    raise PermissionError(13, "Permission denied")  # as after a start as another user


@pytest.fixture(params=[_held, _too_many, _forbidden])
def hold(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Hold the list, or let it go."""
    make_own_folder(profiles_file().parent)
    profiles_file().write_text(json.dumps({"active": "p-2", "profiles": _LISTED}))

    def change(is_held: bool) -> None:
        read = request.param if is_held else read_json
        monkeypatch.setattr(profiles_module, "read_json", read)

    return change


def test_a_list_that_is_held_is_not_replaced(hold: Callable[[bool], None]) -> None:
    """It was set aside as damaged, and all destinations in it were gone."""
    hold(True)
    destinations = Destinations()
    destinations.open()
    made = Profile(destinations.profiles.free_id(), "New", Kind.FOUND)
    with pytest.raises(OssDropError) as refused:
        destinations.keep_profiles(destinations.profiles.with_profile(made))
    assert refused.value.code is ErrorCode.OWN_FILE_FAILED
    hold(False)
    destinations.keep_profiles(destinations.profiles.with_profile(made).using(made.id))
    names = [one.name for one in read_profiles(profiles_file()).all]
    assert names == ["", "p-1", "p-2", "New"]
    assert not list(profiles_file().parent.glob("*damaged*"))


def test_nothing_is_changed_or_sent_for_want_of_the_list(hold: Callable[[bool], None]) -> None:
    """A setting went into the first destination's file, and a Secret over its own."""
    hold(True)
    destinations = Destinations()
    destinations.open()
    for act in (destinations.file_to_change, destinations.resolve):
        with pytest.raises(OssDropError) as refused:
            act()
        assert refused.value.code is ErrorCode.OWN_FILE_FAILED
    hold(False)
    assert destinations.read_again().active_id == "p-2"
    assert destinations.file_to_change().name == "p-2.env"


@pytest.mark.skipif(os.name == "nt", reason="Windows says the same of a file that is held")
def test_a_list_that_may_not_be_read_is_not_called_damaged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its remedy was to set all up again, which cannot be done there."""
    monkeypatch.setattr(profiles_module, "read_json", _forbidden)
    destinations = Destinations()
    problem = destinations.profiles.problem
    assert problem is not None
    assert (problem.code, problem.hint) == (ErrorCode.OWN_FILE_FAILED, NO_RIGHTS)
    assert "may not read" in caplog.text


def test_a_damaged_list_is_no_reason_to_change_another_destination() -> None:
    make_own_folder(profiles_file().parent)
    profiles_file().write_text('{"active": "p-2", "prof')
    destinations = Destinations()
    destinations.open()
    with pytest.raises(OssDropError) as refused:
        destinations.file_to_change()
    assert refused.value.code is ErrorCode.PROFILES_UNREADABLE
    destinations.keep_profiles(Profiles().using(DEFAULT_PROFILE))  # as somebody has chosen
    assert destinations.file_to_change().name == ".env"
    assert list(profiles_file().parent.glob("*damaged*"))


@has_links
def test_a_list_that_leads_in_a_circle_is_damaged_for_good() -> None:
    make_own_folder(profiles_file().parent)
    profiles_file().symlink_to(profiles_file().name)
    assert read_profiles(profiles_file()).is_damaged
    assert not read_profiles(profiles_file()).is_held


@has_links
def test_a_list_on_a_drive_that_is_away_is_held(tmp_path: Path) -> None:
    """Its place was taken by a list without any: files went to another destination."""
    make_own_folder(profiles_file().parent)
    profiles_file().symlink_to(tmp_path / "drive" / "profiles.json")
    assert read_profiles(profiles_file()).is_held
    (tmp_path / "drive").mkdir()
    (tmp_path / "drive" / "profiles.json").write_text('{"profiles": []}')
    assert not read_profiles(profiles_file()).is_held
