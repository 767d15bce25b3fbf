"""The composition root and `upload_file()` against the practice bucket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue

import pytest
import requests

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.config.profiles import Kind, Profile
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.remedies import Fix, FixKind, fix_for
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.transfer import BatchFinished, Transfer, TransferChanged, TransferEvent
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET


@pytest.fixture
def app(variables: dict[str, str]) -> Iterator[App]:
    made = App(environment=variables)
    yield made
    made.close()


def test_upload_file_gives_a_link_that_opens(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, make_file: Callable[..., Path]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    steps: list[tuple[int, int]] = []
    result = upload_file(
        make_file("猫.png", b"x" * 200_000),
        expires_s=60,
        on_progress=lambda sent, size: steps.append((sent, size)),
    )
    assert requests.get(result, timeout=10).content == b"x" * 200_000
    assert 0 < (result.expires_at - datetime.now(UTC)).total_seconds() <= 60
    assert (result.stored.bucket, result.stored.size_bytes) == (BUCKET, 200_000)
    assert steps[-1] == (200_000, 200_000)
    assert result not in repr(result)


@pytest.mark.parametrize(
    ("name", "code"),
    [("missing.png", ErrorCode.FILE_MISSING), (".", ErrorCode.FILE_IS_SPECIAL)],
)
def test_upload_file_raises_an_error_of_the_catalogue(
    tmp_path: Path, name: str, code: ErrorCode
) -> None:
    with pytest.raises(OssDropError) as raised:
        upload_file(tmp_path / name)
    assert raised.value.code is code


def test_nothing_configured_is_said_before_anything_is_sent(make_file: Callable[..., Path]) -> None:
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file())
    assert raised.value.code is ErrorCode.NOT_CONFIGURED


def test_an_impossible_lifetime_is_said_before_anything_is_sent(
    make_file: Callable[..., Path],
) -> None:
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), expires_s=604_801)
    assert raised.value.code is ErrorCode.EXPIRES_INVALID


def test_a_row_gives_a_fresh_link_with_its_own_key(
    app: App, make_file: Callable[..., Path]
) -> None:
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    link = app.signer.link(entry, expires_s=7200)
    assert requests.get(link.url, timeout=10).content == b"a cat"
    again = app.history.get(entry.id)
    assert again is not None
    assert again.link_expires_at == link.expires_at


def test_trying_a_link_and_showing_it_to_a_model_moves_no_time_of_the_row(
    app: App, make_file: Callable[..., Path]
) -> None:
    """The person has an older one: that is the one whose end is shown."""
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    app.history.note_links({entry.id: entry.created_at + timedelta(minutes=5)})
    before = app.history.get(entry.id)
    app.try_link(entry)
    links = app.signer.links([entry], is_given=False)
    assert app.history.get(entry.id) == before
    app.signer.note_given([entry], links)
    after = app.history.get(entry.id)
    assert after is not None
    assert after.link_expires_at == links[0].expires_at


def test_a_file_of_practice_is_where_the_bucket_listens_now(
    app: App, make_file: Callable[..., Path]
) -> None:
    """Its port was somebody else's at this start: the link led there."""
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    now = app.destinations.resolve_bucket(PRACTICE_PROFILE)
    former = parse_endpoint("http://127.0.0.1:9", now.bucket)
    assert now.endpoint != former
    fingerprint = now.credentials.fingerprint
    row = replace(
        entry,
        profile=PRACTICE_PROFILE,
        endpoint=former,
        bucket=now.bucket,
        access_key_fingerprint=fingerprint,
    )
    assert app.signer.links([row], is_given=False)[0].url.startswith(now.endpoint.base_url)


def test_many_rows_have_their_links_with_one_look_at_the_settings(
    app: App, make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, entries = app.sender(), []
    for number in range(30):
        path = make_file(f"{number}.txt", str(number).encode())
        finished = sender.send(Transfer.of(1, 1, path, path.name, 2), TransferControl())
        entries.append(app.history.get(finished.history_id or 0))
    rows = [entry for entry in entries if entry is not None]
    looks: list[str] = []
    credentials = app.destinations.credentials
    monkeypatch.setattr(
        app.destinations, "credentials", lambda name: (looks.append(name), credentials(name))[1]
    )
    links = app.signer.links(rows, expires_s=7200)
    assert len(looks) == 1
    assert requests.get(links[7].url, timeout=10).content == b"7"
    noted = app.history.entries([row.id for row in rows])
    assert [noted[row.id].link_expires_at for row in rows] == [link.expires_at for link in links]


def test_a_row_of_a_removed_destination_has_its_key_while_another_one_has_it(
    app: App, make_file: Callable[..., Path]
) -> None:
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    removed = replace(entry, profile="profile-0123456789abcdef")
    assert requests.get(app.signer.link(removed).url, timeout=10).content == b"a cat"


def test_a_row_that_cannot_be_signed_costs_no_other_its_link(
    app: App, make_file: Callable[..., Path]
) -> None:
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    gone = replace(entry, profile="profile-0123456789abcdef", access_key_fingerprint="other")
    first, second, third = app.signer.each_link([entry, gone, entry], expires_s=7200)
    assert isinstance(first, Link)
    assert isinstance(third, Link)
    assert requests.get(third.url, timeout=10).content == b"a cat"
    assert isinstance(second, OssDropError)
    assert second.code is ErrorCode.ACCESS_KEY_GONE
    noted = app.history.get(entry.id)
    assert noted is not None
    assert noted.link_expires_at == third.expires_at


def test_what_mends_a_missing_key_is_where_the_row_belongs(
    app: App, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """The settings of whatever is in use were offered: a good key may be written over there."""
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None

    def fix() -> Fix | None:
        with pytest.raises(OssDropError) as raised:
            app.signer.link(entry)
        assert raised.value.code is ErrorCode.ACCESS_KEY_GONE
        return fix_for(raised.value)

    variables["QWEN_TMP_OSS_AK_ID"] = "LTAIanotherAnother"
    variables["QWEN_TMP_OSS_BUCKET"] = "another-bucket"
    assert fix() == Fix(FixKind.SET_UP_AGAIN)
    variables["QWEN_TMP_OSS_BUCKET"] = entry.bucket
    del variables["QWEN_TMP_OSS_AK_ID"], variables["QWEN_TMP_OSS_AK_SECRET"]
    assert fix() == Fix(FixKind.ENTER_KEY)
    variables["QWEN_TMP_OSS_BUCKET"] = "another-bucket"
    assert fix() == Fix(FixKind.SET_UP_AGAIN)


def test_another_key_of_the_same_bucket_signs_for_what_came_before_it(
    app: App, variables: dict[str, str], practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    """A key that IT had replaced left every earlier file without a link, for good."""
    transfer = Transfer.of(1, 1, make_file(), "cat.png", 7)
    entry = app.history.get(app.sender().send(transfer, TransferControl()).history_id or 0)
    assert entry is not None
    following = AccessKey("LTAI5tTheNextKey", "its-own-secret", PUT_AND_GET)
    practice.service.keys[following.id] = following
    variables["QWEN_TMP_OSS_AK_ID"] = "LTAI5tTheNextKey"
    variables["QWEN_TMP_OSS_AK_SECRET"] = "its-own-secret"
    removed = replace(entry, profile="profile-0123456789abcdef")  # its bucket was set up again
    for row in (entry, removed):
        assert requests.get(app.signer.link(row).url, timeout=10).content == b"a cat"
    elsewhere = replace(entry, endpoint=parse_endpoint("https://oss.example.com", entry.bucket))
    other_region = replace(entry, region="us-east-1")
    for row in (replace(entry, bucket="another-bucket"), elsewhere, other_region):
        with pytest.raises(OssDropError) as raised:
            app.signer.link(row)
        assert raised.value.code is ErrorCode.ACCESS_KEY_GONE


def test_a_row_whose_key_is_gone_says_which(
    app: App, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    variables["QWEN_TMP_OSS_AK_ID"] = "LTAIanotherAnother"
    variables["QWEN_TMP_OSS_BUCKET"] = "another-bucket"
    with pytest.raises(OssDropError) as raised:
        app.signer.link(entry)
    assert raised.value.code is ErrorCode.ACCESS_KEY_GONE
    variables["QWEN_TMP_OSS_BUCKET"] = entry.bucket
    assert raised.value.detail == f"{entry.access_key_masked}, {entry.bucket}"
    assert "no longer set up" in raised.value.explanation.cause
    variables["QWEN_TMP_OSS_AK_ID"] = KEY_ID
    variables["QWEN_TMP_OSS_AK_SECRET"] = "another-of-the-same"
    with pytest.raises(OssDropError) as raised:
        app.signer.link(entry)
    assert "Secret is another one" in str(raised.value)


def test_a_history_that_cannot_be_written_fails_no_upload(
    variables: dict[str, str], make_file: Callable[..., Path], tmp_path: Path
) -> None:
    from ossdrop.history.store import HistoryStore

    (tmp_path / "file").write_text("in the way")
    app = App(environment=variables, history=HistoryStore(tmp_path / "file" / "h.sqlite"))
    finished = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    app.close()
    assert finished.history_id is None
    assert requests.get(finished.url, timeout=10).ok


def test_running_batches_keep_the_destination_they_started_with(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.service.store.create_bucket("second-bucket", "cn-hangzhou")
    done = threading.Event()
    batches: list[BatchFinished] = []

    def listen(event: TransferEvent) -> None:
        if isinstance(event, BatchFinished):
            batches.append(event)
            done.set()

    practice.faults.hold = threading.Event()
    app = App(environment=variables, listener=listen)
    app.submit([make_file(f"{n}.txt") for n in range(20)])
    while not practice.service.waiting_requests:
        done.wait(0.01)
    variables["QWEN_TMP_OSS_BUCKET"] = "second-bucket"
    practice.faults.hold.set()
    assert done.wait(10)
    app.close()
    assert {t.finished.stored.bucket for t in batches[0].transfers if t.finished} == {BUCKET}
    assert len(batches[0].succeeded) == 20


def test_no_secret_reaches_any_file(
    app: App, make_file: Callable[..., Path], tmp_path: Path
) -> None:
    app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    app.close()
    for path in (tmp_path / "ossdrop-home").rglob("*"):
        if path.is_file():
            assert KEY_SECRET.encode() not in path.read_bytes()


def test_links_are_signed_with_the_services_time(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.clock_offset_s = 300
    app = App(environment=variables)
    try:
        cat = Transfer.of(1, 1, make_file(), "cat.png", 7)
        finished = app.sender().send(cat, TransferControl())
        assert finished.history_id is not None
        row = app.history.get(finished.history_id)
        assert row is not None
        ahead = app.signer.link(row).signed_at - datetime.now(UTC)
        assert timedelta(seconds=280) < ahead < timedelta(seconds=320)
    finally:
        app.close()


def test_settings_that_cannot_be_read_fail_a_file_that_is_looked_at_first(
    tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    ended: Queue[TransferEvent] = Queue()
    app = App(environment={}, env_file=tmp_path / "my.env", listener=ended.put)
    try:
        app.reader = "qwen3.6-plus"
        (tmp_path / "my.env").mkdir()
        app.submit([make_file("a.png", b"x")])
        while not isinstance(event := ended.get(timeout=20), BatchFinished):
            last = event
        assert isinstance(last, TransferChanged)
        assert last.transfer.error is not None
        assert last.transfer.error.code is ErrorCode.ENV_FILE_UNREADABLE
    finally:
        app.close()


def test_a_child_of_temporary_storage_sees_no_bucket(variables: dict[str, str]) -> None:
    inherited = {**variables, "DASHSCOPE_API_KEY": "sk-0123456789abcdef", "HOME": "/home/ann"}
    app = App(environment=inherited)
    try:
        chosen = Profile("default", kind=Kind.TEMPORARY)
        app.destinations.keep_profiles(app.destinations.profiles.with_profile(chosen))
        seen = app.destinations.child_environment(inherited)
    finally:
        app.close()
    assert seen["QWEN_TMP_OSS_BUCKET"] == ""  # no file fills it in for the child
    assert seen["HOME"] == "/home/ann"
    assert seen["DASHSCOPE_API_KEY"] == "sk-0123456789abcdef"


def test_a_window_makes_no_link_to_a_practice_bucket_that_does_not_run(
    make_file: Callable[..., Path],
) -> None:
    trying, later = App(practice=True), App(environment={}, stays=True)
    try:
        finished = trying.sender().send(
            Transfer.of(1, 1, make_file(), "cat.png", 5), TransferControl()
        )
        trying.close()
        with pytest.raises(requests.ConnectionError):
            requests.get(finished.url, timeout=10)
        entry = later.history.get(finished.history_id or 0)
        assert entry is not None
        assert requests.get(later.signer.link(entry).url, timeout=10).content == b"a cat"
    finally:
        trying.close()
        later.close()


def test_a_file_that_is_deleted_is_not_said_to_be_in_its_place(
    app: App, make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row cannot be taken off the history, whose error says so of everything else."""
    sent = app.sender().send(Transfer.of(1, 1, make_file(), "cat.png", 7), TransferControl())
    assert sent.history_id is not None
    entry = app.history.get(sent.history_id)
    assert entry is not None

    def refuse(ids: Sequence[int]) -> None:
        raise OssDropError(ErrorCode.HISTORY_FAILED, "disk I/O error")

    monkeypatch.setattr(app.history, "remove", refuse)
    with pytest.raises(OssDropError) as raised:
        app.delete_object(entry)
    assert raised.value.explanation.cause.startswith("The file is deleted")
    assert "in its place" not in raised.value.explanation.remedy
    assert not requests.get(sent.url, timeout=10).ok
