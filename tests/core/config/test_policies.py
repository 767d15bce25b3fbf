"""What an administrator has decided: above every `.env`, below the environment, and binding."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config import policies
from ossdrop.config.env_file import Source, read_env_file
from ossdrop.config.policies import Feature, Policies, read_policies
from ossdrop.config.policies_registry import POLICIES_KEY
from ossdrop.config.profile_id import PRACTICE_PROFILE
from ossdrop.config.settings import Destination
from ossdrop.destinations import Destinations
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import (
    BUCKET_REFUSED,
    ENDPOINT_REFUSED,
    LIFETIME_REFUSED,
    ErrorCode,
    OssDropError,
)
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file
from ossdrop.redaction import Secret
from ossdrop.settings_editor import SettingsChanges, save_changes
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.transfer import Transfer
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.core.history.test_store import entry

Decide = Callable[..., Path]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has them in the registry")


class Registry:
    """Windows' module, with two keys: it stands in for what Group Policy has written."""

    KEY_READ, KEY_WOW64_64KEY, HKEY_LOCAL_MACHINE = 1, 2, 3

    def __init__(self, **keys: dict[str, object]) -> None:
        self.keys = keys

    @contextmanager
    def OpenKey(self, root: int, path: str, _: int, access: int) -> Iterator[dict[str, object]]:
        assert (root, access) == (self.HKEY_LOCAL_MACHINE, 3)
        name = path.removeprefix(POLICIES_KEY).lstrip("\\") or "own"
        if name not in self.keys:
            raise FileNotFoundError(2, "not there")
        yield self.keys[name]

    def QueryInfoKey(self, key: dict[str, object]) -> tuple[int, int, int]:
        return 0, len(key), 0

    def EnumValue(self, key: dict[str, object], index: int) -> tuple[str, object, int]:
        return (*list(key.items())[index], 0)


@pytest.fixture
def decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Decide:
    """Writes what the administrator decides; whoever runs the tests is the administrator."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    path = folder / "policies.json"
    monkeypatch.setattr(policies, "policies_file", lambda: path)
    monkeypatch.setattr(policies, "_ADMINISTRATOR", os.getuid())

    def write(content: str | None = None, **decisions: Any) -> Path:
        path.write_text(json.dumps(decisions) if content is None else content, "utf-8")
        path.chmod(0o644)
        return path

    return write


def refused(error: pytest.ExceptionInfo[OssDropError]) -> tuple[ErrorCode, str]:
    return error.value.code, error.value.hint


def told(error: pytest.ExceptionInfo[OssDropError]) -> str:
    explanation = error.value.explanation
    return explanation.causes.get(error.value.hint, explanation.cause)


def write_own(values: dict[str, str]) -> None:
    path = default_env_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name}={text}\n" for name, text in values.items()))


def test_without_any_everything_is_as_it_was(decide: Decide) -> None:
    assert read_policies() == Policies()
    decide()
    assert read_policies() == Policies()


def test_a_setting_stands_above_the_file_and_below_the_environment(decide: Decide) -> None:
    decide(settings={"QWEN_TMP_OSS_BUCKET": "of-the-company", "QWEN_TMP_OSS_PREFIX": "team"})
    write_own({"QWEN_TMP_OSS_BUCKET": "of-a-person", "QWEN_TMP_OSS_REGION": REGION})
    values = Destinations(environment={}).values()
    assert (values.get("QWEN_TMP_OSS_BUCKET"), values.get("QWEN_TMP_OSS_REGION")) == (
        "of-the-company",
        REGION,
    )
    assert values.source("QWEN_TMP_OSS_BUCKET") is Source.ADMINISTRATOR
    exported = Destinations(environment={"QWEN_TMP_OSS_BUCKET": "exported"}).values()
    assert exported.get("QWEN_TMP_OSS_BUCKET") == "exported"
    named = Destinations(environment={}, env_file=default_env_file()).values()
    assert named.get("QWEN_TMP_OSS_BUCKET") == "of-the-company"


def test_its_key_is_never_put_together_with_a_secret_of_somebody_else(
    decide: Decide, store: Backend
) -> None:
    decide(settings={"QWEN_TMP_OSS_AK_ID": KEY_ID})
    own = {"QWEN_TMP_OSS_AK_ID": "LTAI5tOtherOtherOther001", "QWEN_TMP_OSS_AK_SECRET": "another"}
    write_own({"QWEN_TMP_OSS_BUCKET": BUCKET, "QWEN_TMP_OSS_REGION": REGION, **own})
    destinations = Destinations(environment={})
    with pytest.raises(OssDropError) as raised:
        destinations.resolve()
    assert raised.value.code is ErrorCode.CREDENTIALS_MISSING
    destinations.secrets.write("default", KEY_ID, Secret(KEY_SECRET))
    found = destinations.resolve()
    assert isinstance(found, Destination)
    assert found.credentials.access_key_secret.reveal() == KEY_SECRET


def test_what_it_sets_cannot_be_saved_otherwise(decide: Decide) -> None:
    decide(settings={"QWEN_TMP_OSS_PREFIX": "team"})
    destinations = Destinations(environment={})
    kind = destinations.profiles.get("default").kind
    with pytest.raises(OssDropError) as raised:
        save_changes(
            destinations, "default", SettingsChanges(kind, {"QWEN_TMP_OSS_PREFIX": "mine"})
        )
    assert refused(raised) == (ErrorCode.VALUE_FIXED, "policy")
    assert "administrator" in told(raised)
    assert not read_env_file(default_env_file())


def test_no_link_works_longer_than_it_may(
    decide: Decide, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(environment={**variables, "QWEN_TMP_OSS_URL_EXPIRES": "7200"})
    try:
        transfer = Transfer.of(1, 1, make_file(), "cat.png", 5)
        finished = app.sender().send(transfer, TransferControl())
        entry = app.history.get(finished.history_id or 0)
        assert entry is not None
        decide(longest_link_s=600)
        life = app.signer.link(entry).expires_at - app.signer.link(entry).signed_at
        assert life.total_seconds() == 600
        sent = app.sender(expires_s=600).send(transfer, TransferControl())
        assert (sent.link.expires_at - sent.link.signed_at).total_seconds() == 600
        for ask in (lambda: app.signer.link(entry, 601), lambda: app.sender(expires_s=601)):
            with pytest.raises(OssDropError) as raised:
                ask()
            assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, LIFETIME_REFUSED)
            assert "600 s" in raised.value.detail
    finally:
        app.close()


def test_only_an_allowed_bucket_is_sent_to_or_signed_for(
    decide: Decide,
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
) -> None:
    app = App(environment=variables)
    try:
        transfer = Transfer.of(1, 1, make_file(), "cat.png", 5)
        finished = app.sender().send(transfer, TransferControl())
        entry = app.history.get(finished.history_id or 0)
        assert entry is not None
        before = len(practice.service.requests)
        decide(allowed_buckets=["design-assets"])
        for ask in (app.sender, lambda: app.signer.link(entry), app.destinations.resolve_bucket):
            with pytest.raises(OssDropError) as raised:
                ask()
            assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, BUCKET_REFUSED)
            assert "design-assets" in raised.value.detail
        assert len(practice.service.requests) == before
        decide(allowed_buckets=["design-assets", BUCKET])
        # The right name at another's address.
        for ask in (app.sender, lambda: app.signer.link(entry)):
            with pytest.raises(OssDropError) as raised:
                ask()
            assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, ENDPOINT_REFUSED)
        for more in (
            {"allowed_endpoints": [practice.base_url]},
            {"settings": {"QWEN_TMP_OSS_ENDPOINT": practice.base_url}},
        ):
            decide(allowed_buckets=[BUCKET], **more)
            assert app.signer.link(entry).url
            assert app.sender()
    finally:
        app.close()


def test_a_script_that_calls_again_meets_what_was_decided_meanwhile(
    decide: Decide,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    assert upload_file(make_file())
    decide(allowed_buckets=[])
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file())
    assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, BUCKET_REFUSED)


def test_what_is_switched_off_cannot_be_used(decide: Decide, temporary: dict[str, str]) -> None:
    decide(off=["practice", "temporary", "ask"])
    app, practice = App(environment=temporary), App(practice=True)
    try:
        for ask, feature in (
            (app.sender, Feature.TEMPORARY),
            (app.model_service, Feature.ASK),
            (practice.sender, Feature.PRACTICE),
            (practice.destinations.practice_page, Feature.PRACTICE),
        ):
            with pytest.raises(OssDropError) as raised:
                ask()
            assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, feature.value)
            assert "switched" in told(raised)
    finally:
        app.close()
        practice.close()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "line 1, column 2"),
        ("[" * 60_000, "not JSON"),
        ("[]", "an object"),
        ('{"longest_link": 60}', "unknown: longest_link"),
        ('{"longest_link_s": 0}', "longest_link_s must be"),
        ('{"longest_link_s": true}', "longest_link_s must be"),
        ('{"allowed_buckets": "one"}', "a list of texts"),
        ('{"off": ["uploads"]}', "unknown: uploads"),
        ('{"off": ["ask"], "off": []}', "twice in it: off"),
        ('{"settings": {"QWEN_TMP_OSS_BUCKET": "Bad Bucket!"}}', "QWEN_TMP_OSS_BUCKET"),
        ('{"settings": {"QWEN_TMP_OSS_URL_EXPIRES": "99999999"}}', "QWEN_TMP_OSS_URL_EXPIRES"),
        ('{"allowed_buckets": ["practice-*"]}', "allowed_buckets"),
        ('{"allowed_endpoints": ["x"]}', "allowed_endpoints: x: write it as https://host"),
        ('{"settings": {"QWEN_TMP_OSS_ENDPOINT": "oss"}}', "write it as https://host"),
        ('{"settings": {"QWEN_REGION": "mars"}}', "QWEN_REGION: mars: no region"),
        ('{"settings": {"QWEN_BASE_URL": "nonsense"}}', "write it as https://host"),
        ('{"settings": {"QWEN_TMP_OSS_AK_ID": "LTAI 1"}}', "QWEN_TMP_OSS_AK_ID: "),
        (
            '{"settings": {"QWEN_TMP_OSS_BUCKET": "one"}, "allowed_buckets": ["two"]}',
            "is none of allowed_buckets",
        ),
        ('{"settings": {"QWEN_TMP_OSS_AK_SECRET": "x"}}', "cannot be set here"),
        ('{"settings": {"DASHSCOPE_API_KEY": "x"}}', "cannot be set here"),
        (f'{{"settings": {{"QWEN_TMP_OSS_PREFIX": "{API_KEY}"}}}}', "no secret"),
    ],
)
def test_what_is_not_understood_lets_nothing_go_out(
    decide: Decide, variables: dict[str, str], content: str, why: str
) -> None:
    decide(content)
    with pytest.raises(OssDropError) as raised:
        Destinations(environment=variables).resolve()
    assert raised.value.code is ErrorCode.POLICIES_UNREADABLE
    assert why in raised.value.detail
    assert API_KEY not in raised.value.detail


def test_addresses_that_can_be_right_are_taken(decide: Decide) -> None:
    decide(
        allowed_endpoints=["https://intranet", "oss.corp.example", "127.0.0.1:9000", "cn-beijing"],
        settings={"QWEN_REGION": "ap-southeast-1", "QWEN_BASE_URL": "https://models"},
    )
    assert read_policies().allowed_endpoints == {
        "https://intranet",
        "https://oss.corp.example",
        "http://127.0.0.1:9000",
        "https://oss-cn-beijing.aliyuncs.com",
    }


def test_a_row_that_calls_itself_practice_gets_no_other_key(
    decide: Decide, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """Edited so in the history, its bucket was not looked at, and its own key signed."""
    app = App(environment=variables)
    try:
        finished = app.sender().send(Transfer.of(1, 1, make_file(), "a.png", 5), TransferControl())
        row = app.history.get(finished.history_id or 0)
        assert row is not None
        decide(allowed_buckets=["another-bucket"])
        with pytest.raises(OssDropError) as raised:
            app.signer.link(row)
        assert raised.value.code is ErrorCode.NOT_ALLOWED_HERE
        with pytest.raises(OssDropError) as raised:
            app.signer.link(replace(row, profile=PRACTICE_PROFILE))
        assert raised.value.code is ErrorCode.ACCESS_KEY_GONE
        decide(off=["practice"])
        with pytest.raises(OssDropError) as raised:
            app.signer.link(replace(row, profile=PRACTICE_PROFILE))
        assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, Feature.PRACTICE.value)
    finally:
        app.close()


def test_a_temporary_link_that_is_there_is_bound_as_well(
    decide: Decide, variables: dict[str, str]
) -> None:
    """The storage was switched off, and its links went on being handed out."""
    app = App(environment=variables)
    try:
        ends = datetime.now(UTC) + timedelta(hours=1)
        there = replace(entry("a.png"), model="qwen3.6-plus", link_expires_at=ends)
        assert app.signer.link(there).url.startswith("oss://")
        decide(off=["temporary"])
        with pytest.raises(OssDropError) as raised:
            app.signer.link(there)
        assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, Feature.TEMPORARY.value)
    finally:
        app.close()


@pytest.mark.parametrize("what", ["file", "folder", "owner", "link", "lost link"])
def test_what_others_may_change_is_no_administrators(
    decide: Decide, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = decide(off=["ask"])
    words = "changed by others"
    if what == "owner":
        monkeypatch.setattr(policies, "_ADMINISTRATOR", os.getuid() + 1)
        words = "does not belong to the administrator"
    elif "link" in what:
        elsewhere = path.rename(path.parent.parent / "elsewhere.json")
        path.symlink_to(elsewhere)
        if what == "lost link":  # it may be a share that is not there just now
            elsewhere.unlink()
        words = "is a link"
    else:
        (path if what == "file" else path.parent).chmod(0o777)
    with pytest.raises(OssDropError) as raised:
        read_policies()
    assert raised.value.code is ErrorCode.POLICIES_UNREADABLE
    assert words in raised.value.detail


def test_allowed_buckets_leave_no_way_round_through_temporary_storage(
    decide: Decide, temporary: dict[str, str]
) -> None:
    decide(settings={"QWEN_TMP_OSS_BUCKET": BUCKET}, allowed_buckets=[BUCKET])
    destinations = Destinations(environment={**temporary, "QWEN_TMP_OSS_BUCKET": ""})
    with pytest.raises(OssDropError) as raised:
        destinations.resolve()
    assert refused(raised) == (ErrorCode.NOT_ALLOWED_HERE, "temporary")
    decide(allowed_buckets=[BUCKET, "temporary"])
    assert destinations.resolve()


def test_the_check_says_at_once_that_a_bucket_is_not_allowed(decide: Decide) -> None:
    decide(allowed_buckets=["design-assets"])
    own = {"QWEN_TMP_OSS_BUCKET": "of-a-person", "QWEN_TMP_OSS_REGION": REGION}
    checks = {c.id: c for c in Doctor(Destinations(environment=own)).run()}
    assert checks["settings.complete"].code is ErrorCode.NOT_ALLOWED_HERE


def test_its_key_takes_a_secret_of_a_file_that_means_no_other(decide: Decide) -> None:
    decide(settings={"QWEN_TMP_OSS_AK_ID": KEY_ID, "QWEN_TMP_OSS_BUCKET": BUCKET})
    write_own({"QWEN_TMP_OSS_REGION": REGION, "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET})
    found = Destinations(environment={}).resolve()
    assert isinstance(found, Destination)
    assert found.credentials.access_key_id == KEY_ID
    assert found.credentials.access_key_secret.reveal() == KEY_SECRET


def test_a_lifetime_above_the_limit_is_shown_as_the_limit(decide: Decide) -> None:
    decide(longest_link_s=3600)
    for own in ({}, {"QWEN_TMP_OSS_URL_EXPIRES": "7200"}):
        write_own(own)
        assert Destinations(environment={}).values().get("QWEN_TMP_OSS_URL_EXPIRES") == "3600"
    write_own({"QWEN_TMP_OSS_URL_EXPIRES": "60"})
    assert Destinations(environment={}).values().get("QWEN_TMP_OSS_URL_EXPIRES") == "60"


def test_what_windows_has_in_its_registry_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"": "unnamed", "LongestLinkSeconds": 600, "AllowedBuckets": [BUCKET], "Off": ["ask"]}
    settings: dict[str, object] = {"QWEN_TMP_OSS_BUCKET": BUCKET}
    monkeypatch.setattr(sys, "platform", "win32")
    for keys, found in (
        ({}, Policies()),
        ({"own": own}, Policies({}, 600, frozenset({BUCKET}), frozenset({Feature.ASK}))),
        ({"own": {}, "Settings": settings}, Policies({"QWEN_TMP_OSS_BUCKET": BUCKET})),
    ):
        monkeypatch.setitem(sys.modules, "winreg", Registry(**keys))
        assert read_policies() == found
    monkeypatch.setitem(sys.modules, "winreg", Registry(own={"Something": 1}))
    with pytest.raises(OssDropError) as raised:
        read_policies()
    assert raised.value.detail == rf"HKLM\{POLICIES_KEY}: unknown: Something"


def test_the_check_tells_of_all_of_it(decide: Decide, variables: dict[str, str]) -> None:
    decide(
        settings={"QWEN_TMP_OSS_PREFIX": "team"},
        longest_link_s=5400,
        allowed_buckets=[BUCKET],
        allowed_endpoints=[variables["QWEN_TMP_OSS_ENDPOINT"]],
        off=["watch", "mcp", "ask"],
    )
    app = App(environment={**variables, "QWEN_TMP_OSS_PREFIX": "team"})
    try:
        told = {c.id: str(c.title) for c in Doctor(app.destinations, with_model=True).run()}
    finally:
        app.close()
    assert {name: text for name, text in told.items() if ".policy." in name} == {
        "settings.policy.settings": "Values that your administrator has set: 1.",
        "settings.policy.lifetime": "Your administrator lets links work for 1.5 h at most.",
        "settings.policy.buckets": f"Buckets that your administrator allows: {BUCKET}.",
        "settings.policy.endpoints": (
            "Addresses besides the service's own that your administrator allows: "
            f"{variables['QWEN_TMP_OSS_ENDPOINT']}."
        ),
        "settings.policy.off": (
            "Features that your administrator has switched off: ask, mcp, watch."
        ),
    }
    assert "switched questions to models off" in told["model.sees"]  # and nothing was sent to one
