"""The password store: the real Secret Service unlocked, locked and absent, and broken backends."""

from __future__ import annotations

import importlib
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from keyring.errors import NoKeyringError

from ossdrop.config.keyring_store import KeyringStore, service_name
from ossdrop.config.profile_id import ProfileId
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.redaction import Secret
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.secret_service import Store, missing_programs, run_beside


@pytest.fixture
def settings(practice: PracticeServer) -> dict[str, str]:
    """A bucket whose secret is not in the environment."""
    return {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_AK_ID": KEY_ID,
        "QWEN_TMP_OSS_ENDPOINT": practice.base_url,
    }


needs_service = pytest.mark.skipif(
    sys.platform != "linux" or bool(missing_programs()),
    reason=f"the Secret Service needs {missing_programs()}; `make setup` for tests installs them",
)
SET = f"printf {KEY_SECRET} | $OSSDROP_CLI config set-secret"


@needs_service
def test_an_api_key_that_is_kept_is_shown_as_there(tmp_path: Path) -> None:
    key = "sk-0123456789abcdef0123456789abcdef"
    script = (
        f"printf {key} | $OSSDROP_CLI config set-secret DASHSCOPE_API_KEY "
        "&& $OSSDROP_CLI config show && $OSSDROP_CLI config show --json"
    )
    result = run_beside(Store.UNLOCKED, tmp_path, script, {})
    assert "DASHSCOPE_API_KEY=***\tkeyring\n" in result.stdout, result.stderr
    assert '"source": "keyring"' in result.stdout
    assert key not in result.stdout + result.stderr


@needs_service
def test_a_secret_is_kept_used_and_forgotten(
    tmp_path: Path, settings: dict[str, str], make_file: Callable[..., Path]
) -> None:
    script = (
        f"{SET} && $OSSDROP_CLI upload {make_file()} && $OSSDROP_CLI config show --json "
        f"&& secret-tool lookup service 'OssDrop/default/{KEY_ID}' username {KEY_ID} "
        "&& $OSSDROP_CLI config clear-secret && $OSSDROP_CLI upload /dev/null; echo $?"
    )
    result = run_beside(Store.UNLOCKED, tmp_path, script, settings)
    assert "x-oss-signature=" in result.stdout, result.stderr
    assert '"secret_source": "keyring", "scripts_use": null' in result.stdout
    assert result.stdout.count(KEY_SECRET) == 1  # secret-tool's own answer
    assert result.stdout.endswith("3\n")
    assert "AccessKey is missing" in result.stderr
    written = [path for path in (tmp_path / "ossdrop-home").rglob("*") if path.is_file()]
    assert written
    assert not any(KEY_SECRET.encode() in path.read_bytes() for path in written)


@needs_service
def test_a_locked_store_stops_and_says_so(
    tmp_path: Path, settings: dict[str, str], make_file: Callable[..., Path]
) -> None:
    other = {"OSS_ACCESS_KEY_ID": "LTAIother0123456789", "OSS_ACCESS_KEY_SECRET": "other"}
    assert run_beside(Store.UNLOCKED, tmp_path, SET, settings).returncode == 0
    script = f"$OSSDROP_CLI upload {make_file()}; echo $?; $OSSDROP_CLI check; {SET}; echo $?"
    result = run_beside(Store.LOCKED, tmp_path, script, settings | other)
    assert result.stdout.startswith("3\n"), result.stderr
    assert "✗ This computer's password store is locked. Unlock it" in result.stdout
    assert result.stdout.endswith("\n3\n")
    assert "http" not in result.stdout.replace("https://", "http")


@needs_service
def test_without_a_store_it_says_what_to_do(
    tmp_path: Path, settings: dict[str, str], make_file: Callable[..., Path]
) -> None:
    script = f"$OSSDROP_CLI upload {make_file()}; echo $?; {SET}; echo $?"
    result = run_beside(Store.ABSENT, tmp_path, script, settings)
    assert result.stdout == "3\n3\n"
    assert result.stderr.count("his computer has no password store") == 2


@needs_service
def test_exec_hands_the_secret_to_the_child_and_no_file_ever_has_it(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    script = (
        f"{SET} && $OSSDROP_CLI exec -- {sys.executable} -c "
        "'import os, sys; print(os.environ[\"QWEN_TMP_OSS_AK_SECRET\"]); sys.exit(7)'; echo $?"
    )
    result = run_beside(Store.UNLOCKED, tmp_path, script, settings)
    assert result.stdout == f"{KEY_SECRET}\n7\n", result.stderr
    files = [
        path for path in tmp_path.rglob("*") if path.is_file() and "keyrings" not in path.parts
    ]
    assert not any(KEY_SECRET.encode() in path.read_bytes() for path in files)


class Backend(keyring.backend.KeyringBackend):
    """A store in memory whose behaviour a test changes."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None
        self.gate: threading.Event | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.gate is not None:
            self.gate.wait(20)
        if self.error is not None:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def backend() -> Iterator[Backend]:
    before = keyring.get_keyring()
    made = Backend()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_each_secret_has_a_service_of_its_own(backend: Backend) -> None:
    store = KeyringStore()
    store.write("default", "A", Secret("1"))
    store.write("profile-2", "A", Secret("2"))
    assert set(backend.kept) == {("OssDrop/default/A", "A"), ("OssDrop/profile-2/A", "A")}
    store.remove("default", "A")
    store.remove("default", "A")  # also where there is none
    assert store.read("default", "A") is None
    kept = store.read("profile-2", "A")
    assert kept is not None
    assert kept.reveal() == "2"


def test_a_store_that_forgets_is_found_out(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "set_password", lambda *_: None)
    with pytest.raises(OssDropError) as raised:
        KeyringStore().write("default", "A", Secret("x"))
    assert raised.value.code is ErrorCode.KEYRING_FORGETS


def test_for_this_run_only_nothing_is_written(backend: Backend) -> None:
    store = KeyringStore()
    store.keep_for_this_run("default", "A", Secret("x"))
    assert store.read("default", "A")
    assert backend.kept == {}
    assert KeyringStore().read("default", "A") is None


def test_whatever_a_backend_raises_is_one_plain_error_without_the_secret(backend: Backend) -> None:
    backend.error = RuntimeError(f"AccessKeySecret={KEY_SECRET} refused")
    with pytest.raises(OssDropError) as raised:
        KeyringStore().read("default", "A")
    assert raised.value.code is ErrorCode.KEYRING_FAILED
    assert "RuntimeError" in raised.value.detail
    assert KEY_SECRET not in str(raised.value)
    assert KEY_SECRET not in repr(raised.value.__context__)


def test_a_secret_that_is_too_long_is_refused_before_it_is_sent(backend: Backend) -> None:
    with pytest.raises(OssDropError) as raised:
        KeyringStore().write("default", "A", Secret("x" * 2000))
    assert raised.value.code is ErrorCode.CREDENTIALS_INVALID
    assert backend.kept == {}


def test_closing_does_not_wait_for_a_store_that_waits_for_its_password(backend: Backend) -> None:
    backend.gate = threading.Event()
    store, errors = KeyringStore(), []

    def read() -> None:
        try:
            store.read("default", "A")
        except OssDropError as error:
            errors.append(error.code)

    reader = threading.Thread(target=read)
    reader.start()
    while not store.is_asked:
        pass
    store.close()
    reader.join(timeout=5)
    backend.gate.set()
    assert errors == [ErrorCode.KEYRING_FAILED]


def test_a_backend_that_does_not_exist_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Backend")
    fresh = types.ModuleType("keyring")

    def get_password(service: str, name: str) -> str:
        raise ModuleNotFoundError("No module named 'no'")

    fresh.get_password = get_password  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", fresh)
    with pytest.raises(OssDropError) as raised:
        KeyringStore().read("default", "A")
    assert raised.value.code is ErrorCode.KEYRING_UNKNOWN


def test_the_service_names_the_profile_and_the_key() -> None:
    assert service_name("default", "LTAI1") == "OssDrop/default/LTAI1"


def test_another_place_counts_for_a_secret_from_now_on(backend: Backend) -> None:
    store = KeyringStore()
    store.keep_for_this_run("default", "A", Secret("x"))
    store.forget_for_this_run("default", "A")
    store.forget_for_this_run("default", "A")
    assert store.read("default", "A") is None


def test_a_store_that_takes_too_long_is_left_behind(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ossdrop.config.keyring_store._ANSWER_TIMEOUT_S", 0.01)
    backend.gate = threading.Event()
    store = KeyringStore()
    with pytest.raises(OssDropError) as raised:
        store.read("default", "A")
    assert raised.value.code is ErrorCode.KEYRING_FAILED
    assert not store.is_asked
    backend.gate.set()


@pytest.mark.parametrize(("kind", "is_there"), [("fail", False), ("null", False), ("", True)])
def test_whether_there_is_a_store(backend: Backend, kind: str, is_there: bool) -> None:
    if kind:
        keyring.set_keyring(importlib.import_module(f"keyring.backends.{kind}").Keyring())
    assert KeyringStore().is_there() is is_there


@pytest.mark.parametrize(
    ("error", "is_there"), [(NoKeyringError(), False), (RuntimeError("bus"), True)]
)
def test_a_store_that_cannot_be_looked_at_may_still_be_there(
    monkeypatch: pytest.MonkeyPatch, error: Exception, is_there: bool
) -> None:
    def get_keyring() -> keyring.backend.KeyringBackend:
        raise error

    monkeypatch.setattr("keyring.get_keyring", get_keyring)
    assert KeyringStore().is_there() is is_there


def test_what_is_kept_takes_the_place_of_what_was_for_this_run(backend: Backend) -> None:
    store = KeyringStore()
    store.keep_for_this_run(ProfileId("p"), "id", Secret("for-now-0123"))
    store.write(ProfileId("p"), "id", Secret("for-good-0123"))
    assert store.read(ProfileId("p"), "id") == Secret("for-good-0123")
    assert not store.is_for_this_run(ProfileId("p"), "id")


def test_what_is_forgotten_is_not_kept_for_this_run_either(backend: Backend) -> None:
    store = KeyringStore()
    store.keep_for_this_run(ProfileId("p"), "id", Secret("for-now-0123"))
    store.remove(ProfileId("p"), "id")
    assert store.read(ProfileId("p"), "id") is None
