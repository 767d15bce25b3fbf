"""What an earlier run left is sent to the bucket it was for, and to no other one unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles, write_profiles
from ossdrop.config.settings import BUCKET as BUCKET_NAME
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import profiles_file
from ossdrop.transfers.transfer import (
    Queue,
    Transfer,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)
from tests.conftest import BUCKET
from tests.core.transfers.test_manager import Recorder

OTHER = "customer-b"


@pytest.fixture
def left(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> Path:
    """A file that waits for the practice server's bucket, of a run that is over."""
    practice.faults.hold = threading.Event()
    app, recorder, path = *app_of(variables), make_file("plan.png", b"of customer a")
    app.place()
    app.submit([path])
    recorder.wait_for(lambda event: isinstance(event, TransfersAdded))
    app.close()
    practice.faults.hold.set()
    practice.faults.hold = None
    return path


def app_of(variables: dict[str, str]) -> tuple[App, Recorder]:
    recorder = Recorder()
    return App(environment=variables, listener=recorder, stays=True), recorder


def restored(app: App, recorder: Recorder) -> Transfer:
    app.restore()
    (transfer,) = (
        transfer
        for event in recorder.events
        if isinstance(event, TransfersAdded)
        for transfer in event.transfers
    )
    assert transfer.state is TransferState.PAUSED
    return transfer


def test_it_is_for_its_destination_where_that_is_as_it_was(
    left: Path, variables: dict[str, str]
) -> None:
    app, recorder = app_of(variables)
    assert restored(app, recorder).queue == Queue(DEFAULT_PROFILE)
    assert app.left_for == {}
    app.close()


@pytest.mark.parametrize("bucket", [OTHER, None])
def test_another_bucket_in_its_place_gets_nothing_of_it(
    left: Path, variables: dict[str, str], bucket: str | None
) -> None:
    """A bucket until one quits, and another customer's on the next day: *Continue* sent it there.

    It is told at each start, until it is sent or taken off the list.
    """
    others = {k: v for k, v in variables.items() if k != BUCKET_NAME}
    if bucket is not None:
        others[BUCKET_NAME] = bucket
    for _ in range(2):
        app, recorder = app_of(others)
        queue = restored(app, recorder).queue
        assert queue.profile not in app.destinations.profiles.ids | {DEFAULT_PROFILE}
        assert app.left_for == {queue.profile: BUCKET}
        app.close()


def test_a_destination_of_the_same_bucket_takes_it(
    left: Path, variables: dict[str, str], practice: PracticeServer, tmp_path: Path
) -> None:
    """It was made again, under another id."""
    again = Profile(ProfileId("profile-7"), "A", Kind.BUCKET)
    write_profiles(profiles_file(), Profiles().with_profile(again))
    again.env_path.parent.mkdir(parents=True, exist_ok=True)
    again.env_path.write_text("".join(f"{k}={v}\n" for k, v in variables.items()))
    app, recorder = app_of({})
    assert restored(app, recorder).queue == Queue(again.id)
    assert len(recorder.batch(app.transfers.resume_all()).succeeded) == 1
    assert len(practice.service.store.buckets[BUCKET].objects) == 1
    app.close()


def test_once_its_bucket_is_set_up_again_it_is_for_that(
    left: Path, variables: dict[str, str], practice: PracticeServer
) -> None:
    settings = dict(variables)
    del settings[BUCKET_NAME]
    app, recorder = app_of(settings)
    transfer = restored(app, recorder)
    settings[BUCKET_NAME] = OTHER
    app.place()
    assert list(app.left_for.values()) == [BUCKET]
    settings[BUCKET_NAME] = BUCKET
    app.place()
    assert app.left_for == {}
    batch = recorder.batch(app.transfers.resume(transfer.id))
    assert [one.queue for one in batch.succeeded] == [Queue(DEFAULT_PROFILE)]
    assert len(practice.service.store.buckets[BUCKET].objects) == 1
    app.close()


def test_what_was_taken_off_is_not_said_any_more(left: Path, variables: dict[str, str]) -> None:
    app, recorder = app_of(variables | {BUCKET_NAME: OTHER})
    app.transfers.remove(restored(app, recorder).id)
    recorder.wait_for(lambda event: isinstance(event, TransferRemoved))
    app.close()
    app, recorder = app_of(variables | {BUCKET_NAME: OTHER})
    app.restore()
    assert app.left_for == {}
    assert not recorder.events
    app.close()
