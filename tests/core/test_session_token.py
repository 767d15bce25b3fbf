"""Temporary credentials from IT: kept, used, counted down, handed on, and never promised longer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ossdrop.app import App
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.env_file import Source, read_env_file
from ossdrop.config.profiles import Kind
from ossdrop.config.session_token import SessionToken, read_moment
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file
from ossdrop.redaction import Secret
from ossdrop.settings_editor import (
    KEY_ID,
    SecretPlace,
    SettingsChanges,
    read_view,
    remove_secret,
    save_changes,
)
from tests.conftest import BUCKET, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend

ID = "STS.NUgYrLnoC37mZZCNnAbez"
SESSION = "CAISjgJ1q6Ft5B2yfSjIr5bEIPHDu7Nqv9rbYn/yyvVaFVLl" * 42  # over two entries long


@pytest.fixture
def ends(practice: PracticeServer) -> datetime:
    """When the key of the practice bucket ends."""
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=40)
    practice.service.keys[ID] = AccessKey(
        ID, KEY_SECRET, security_token=SESSION, token_expires_at=moment
    )
    return moment


@pytest.fixture
def app(practice: PracticeServer, store: Backend) -> Iterator[App]:
    """With nothing but what is saved here."""
    assert store.kept == {}
    made = App(environment={})
    made.open_profile()
    yield made
    made.close()


def changes(practice: PracticeServer, ends: datetime, place: SecretPlace) -> SettingsChanges:
    values = {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_ENDPOINT": practice.base_url,
        KEY_ID: ID,
    }
    token = SessionToken(Secret(SESSION), ends)
    return SettingsChanges(Kind.BUCKET, values, Secret(KEY_SECRET), token, place=place)


@pytest.mark.parametrize("place", SecretPlace)
def test_what_was_pasted_sends_files_and_is_handed_on(
    app: App,
    practice: PracticeServer,
    ends: datetime,
    store: Backend,
    tmp_path: Path,
    place: SecretPlace,
) -> None:
    save_changes(app.destinations, "default", changes(practice, ends, place))
    path = default_env_file()
    text = path.read_text() if path.exists() else ""
    assert (SESSION in text) is (place is SecretPlace.ENV_FILE)
    assert (KEY_SECRET in text) is (place is SecretPlace.ENV_FILE)
    assert bool(store.kept) is (place is SecretPlace.KEYRING)
    assert all(len(entry) <= 1000 for entry in store.kept.values())
    to = app.destinations.resolve_bucket()
    assert to.credentials.security_token is not None
    assert to.credentials.security_token.reveal() == SESSION
    app.storage(to).put_small("qianwen-uploads/a.txt", b"x")
    child = app.destinations.child_environment({})
    wanted = {PairName.OSS.value: ID, SECRET_OF[PairName.OSS]: KEY_SECRET, TOKEN: SESSION}
    assert {name: child[name] for name in wanted} == wanted
    assert child[KEY_ID] == ""
    used = read_view(app.destinations).ladder.used
    assert used is not None
    assert used.pair is PairName.OSS
    if place is SecretPlace.ENV_FILE:
        return
    source = Source.THIS_RUN if place is SecretPlace.THIS_RUN else Source.KEYRING
    assert (used.secret_origin.source, used.ends) == (source, ends)
    link = app.storage(to).sign("qianwen-uploads/a.txt", 86_400)
    assert abs((link.expires_at - ends).total_seconds()) <= 1
    assert app.storage(to).sign("qianwen-uploads/a.txt", 60).expires_at < ends


def test_after_its_end_no_link_is_promised(
    app: App, practice: PracticeServer, ends: datetime
) -> None:
    save_changes(app.destinations, "default", changes(practice, ends, SecretPlace.KEYRING))
    to = app.destinations.resolve_bucket()
    before = replace(to.credentials, token_ends=ends - timedelta(hours=2))
    storage = app.storage(replace(to, credentials=before))
    with pytest.raises(OssDropError) as raised:
        storage.sign("a.txt", 3600)
    assert raised.value.code is ErrorCode.TOKEN_EXPIRED


def test_nothing_of_it_stays_once_it_is_removed_or_replaced(
    app: App, practice: PracticeServer, ends: datetime, store: Backend
) -> None:
    kept = changes(practice, ends, SecretPlace.KEYRING)
    save_changes(app.destinations, "default", kept)
    remove_secret(app.destinations, "default")
    assert store.kept == {}
    assert PairName.OSS.value not in read_env_file(default_env_file())
    save_changes(app.destinations, "default", kept)
    pair = {KEY_ID: "LTAI5tNewNewNewNewNew001", PairName.OSS.value: ""}
    save_changes(app.destinations, "default", SettingsChanges(Kind.BUCKET, pair, Secret("a" * 30)))
    assert list(store.kept.values()) == ["a" * 30]


def test_moments_as_people_paste_them() -> None:
    moment = datetime(2026, 11, 25, 9, 52, 19, tzinfo=UTC)
    assert read_moment("2026-11-25T09:52:19Z") == moment
    assert read_moment("2026-11-25 17:52:19+08:00") == moment
    assert read_moment("2026-11-25 09:52:19 UTC") == moment
    local = read_moment("2026-11-25 09:52:19")
    assert local is not None
    assert local.tzinfo is UTC
    assert read_moment("soon") is None


def test_the_view_can_be_told_without_a_secret(
    app: App, practice: PracticeServer, ends: datetime
) -> None:
    save_changes(app.destinations, "default", changes(practice, ends, SecretPlace.KEYRING))
    told = repr(read_view(app.destinations)) + json.dumps(
        [setting.value for setting in read_view(app.destinations).settings.values()]
    )
    assert SESSION[:40] not in told
    assert KEY_SECRET not in told
