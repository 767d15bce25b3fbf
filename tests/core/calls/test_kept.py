"""`upload_file` in a loop: opened once, and never older than what is set now."""

from __future__ import annotations

import gc
import os
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ossdrop import ErrorCode, OssDropError, upload_file
from ossdrop.calls import kept
from ossdrop.calls.kept import KEPT, KeptApps
from ossdrop.config.keyring_store import service_name
from ossdrop.config.profiles import Kind, Profile, Profiles, write_profiles
from ossdrop.network import connections as network_connections
from ossdrop.network import idle
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.program.paths import default_env_file, preferences_file, profiles_file
from ossdrop.program.preferences import Preferences, write_preferences
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.calls.conftest import Connections, puts
from tests.core.config.test_keyring import Backend
from tests.core.test_every_code import self_signed

OTHER = "another-bucket"
MakeFile = Callable[..., Path]


@pytest.fixture
def other_bucket(practice: PracticeServer) -> str:
    practice.service.store.create_bucket(OTHER, REGION)
    return OTHER


def write_env(path: Path, variables: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))


def test_calls_share_one_connection_and_one_reading_of_the_settings(
    practice: PracticeServer,
    in_environment: dict[str, str],
    connections: Connections,
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = []
    app_class = kept.App
    monkeypatch.setattr(kept, "App", lambda **kw: opened.append(1) or app_class(**kw))
    links = [upload_file(make_file(f"{n}.txt", str(n).encode())) for n in range(5)]
    assert len(set(links)) == 5
    assert (len(opened), len(connections)) == (1, 1)
    assert puts(practice) == [(BUCKET, 200)] * 5
    assert len(practice.service.requests) == 5


def test_settings_that_are_given_are_kept_apart(
    practice: PracticeServer,
    variables: dict[str, str],
    other_bucket: str,
    connections: Connections,
    make_file: MakeFile,
) -> None:
    others = variables | {"QWEN_TMP_OSS_BUCKET": other_bucket}
    for settings in (variables, others, variables, others):
        upload_file(make_file(), settings=settings)
    assert [bucket for bucket, _ in puts(practice)] == [BUCKET, OTHER, BUCKET, OTHER]
    assert len(connections) == 2


def test_a_changed_variable_counts_at_once(
    practice: PracticeServer,
    in_environment: dict[str, str],
    other_bucket: str,
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload_file(make_file())
    monkeypatch.setenv("QWEN_TMP_OSS_BUCKET", other_bucket)
    upload_file(make_file())
    monkeypatch.delenv("QWEN_TMP_OSS_REGION")
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file())
    assert raised.value.code is ErrorCode.REGION_MISSING
    assert [bucket for bucket, _ in puts(practice)] == [BUCKET, OTHER]


def test_a_changed_env_file_counts_at_once(
    practice: PracticeServer, variables: dict[str, str], other_bucket: str, make_file: MakeFile
) -> None:
    """Of the same length, with the same times, in place: only the content tells."""
    path = default_env_file()
    other = other_bucket.ljust(len(BUCKET), "x")
    practice.service.store.create_bucket(other, REGION)
    write_env(path, variables)
    facts = path.stat()
    upload_file(make_file())
    write_env(path, variables | {"QWEN_TMP_OSS_BUCKET": other})
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    upload_file(make_file())
    assert [bucket for bucket, _ in puts(practice)] == [BUCKET, other]


def test_an_env_file_that_appears_or_goes_counts_at_once(
    practice: PracticeServer,
    in_environment: dict[str, str],
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("QWEN_TMP_OSS_BUCKET")
    monkeypatch.setenv("DASHSCOPE_API_KEY", "sk-canary-0123456789abcdef")
    monkeypatch.setenv("QWEN_BASE_URL", practice.base_url)
    assert upload_file(make_file()).startswith("oss://")
    write_env(default_env_file(), {"QWEN_TMP_OSS_BUCKET": BUCKET})
    assert upload_file(make_file()).startswith("http://")
    default_env_file().unlink()
    assert upload_file(make_file()).startswith("oss://")


def test_another_profile_and_another_proxy_count_at_once(
    practice: PracticeServer,
    in_environment: dict[str, str],
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from ossdrop.network import proxies

    monkeypatch.delenv("QWEN_TMP_OSS_BUCKET")
    write_env(default_env_file(), {"QWEN_TMP_OSS_BUCKET": BUCKET})
    upload_file(make_file())
    practice.service.store.create_bucket(OTHER, REGION)
    write_env(tmp_path / "team.env", {"QWEN_TMP_OSS_BUCKET": OTHER})
    team = Profile("team", "Team", Kind.BUCKET, tmp_path / "team.env")
    write_profiles(profiles_file(), Profiles((team,), "team"))
    upload_file(make_file())
    write_env(tmp_path / "team.env", {"QWEN_TMP_OSS_BUCKET": BUCKET})  # looked at since then
    upload_file(make_file())
    assert [bucket for bucket, _ in puts(practice)] == [BUCKET, OTHER, BUCKET]
    far = "https://oss-cn-beijing.aliyuncs.com"
    write_preferences(
        preferences_file(), Preferences(proxy="manual", proxy_address="proxy.example:1")
    )
    upload_file(make_file())
    assert proxies.proxies_for(far) == dict.fromkeys(("http", "https"), "http://proxy.example:1")
    write_preferences(preferences_file(), Preferences())
    upload_file(make_file())
    assert proxies.proxies_for(far) == {}


def test_another_current_folder_counts_at_once(
    practice: PracticeServer,
    in_environment: dict[str, str],
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """OSSDROP_HOME may be relative: the `.env` in it is another one elsewhere."""
    path = make_file()
    monkeypatch.delenv("QWEN_TMP_OSS_BUCKET")
    monkeypatch.setenv("OSSDROP_HOME", "home")
    practice.service.store.create_bucket(OTHER, REGION)
    for name, bucket in (("one", BUCKET), ("other", OTHER)):
        write_env(tmp_path / name / "home/config/.env", {"QWEN_TMP_OSS_BUCKET": bucket})
    for name in ("one", "other"):
        monkeypatch.chdir(tmp_path / name)
        upload_file(path)
    assert [bucket for bucket, _ in puts(practice)] == [BUCKET, OTHER]


def test_a_key_that_was_changed_in_the_password_store_is_read_anew(
    practice: PracticeServer, in_keyring: Backend, make_file: MakeFile
) -> None:
    upload_file(make_file())
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, "another-secret-0123456789abcdef")
    in_keyring.set_password(
        service_name("default", KEY_ID), KEY_ID, "another-secret-0123456789abcdef"
    )
    steps: list[int] = []
    upload_file(make_file(), on_progress=lambda sent, size: steps.append(sent))
    assert [status for _, status in puts(practice)] == [200, 403, 200]
    assert steps == sorted(steps)
    upload_file(make_file())
    assert [status for _, status in puts(practice)] == [200, 403, 200, 200]


def test_a_key_is_read_anew_once(
    practice: PracticeServer, in_keyring: Backend, make_file: MakeFile
) -> None:
    """Still the same: nothing is tried again. Another wrong one: that one only."""
    upload_file(make_file())
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, "another-secret-0123456789abcdef")
    for kept_secret, tries in ((KEY_SECRET, 1), ("wrong-secret-0123456789abcdef", 1)):
        before = len(puts(practice))
        in_keyring.set_password(service_name("default", KEY_ID), KEY_ID, kept_secret)
        with pytest.raises(OssDropError) as raised:
            upload_file(make_file())
        assert raised.value.code is ErrorCode.SECRET_WRONG
        assert len(puts(practice)) - before == tries
    assert KEY_SECRET not in str(raised.value)


def test_a_kept_key_that_is_unknown_by_now_is_read_anew_once(
    practice: PracticeServer, in_keyring: Backend, make_file: MakeFile
) -> None:
    upload_file(make_file())
    del practice.service.keys[KEY_ID]
    in_keyring.set_password(
        service_name("default", KEY_ID), KEY_ID, "another-secret-0123456789abcdef"
    )
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file())
    assert raised.value.code is ErrorCode.ACCESS_KEY_UNKNOWN
    assert [status for _, status in puts(practice)] == [200, 403, 403]


def test_sixteen_threads_at_once(
    practice: PracticeServer,
    in_environment: dict[str, str],
    connections: Connections,
    make_file: MakeFile,
) -> None:
    files = [make_file(f"{n}.txt", str(n).encode()) for n in range(64)]
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(upload_file, files))) == 64
        assert len(set(pool.map(upload_file, files))) == 64
    assert len(connections) <= 16
    assert puts(practice) == [(BUCKET, 200)] * 128


def test_a_connection_that_the_service_has_closed_fails_nothing(
    practice: PracticeServer,
    in_environment: dict[str, str],
    connections: Connections,
    make_file: MakeFile,
) -> None:
    upload_file(make_file())
    practice.faults.answer_lost_times = 1  # closed just while it is being used again
    upload_file(make_file("b.txt", b"b"))
    assert len(practice.service.store.buckets[BUCKET].objects) == 2


def test_idle_connections_are_not_used_again(
    practice: PracticeServer,
    in_environment: dict[str, str],
    connections: Connections,
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload_file(make_file())
    monkeypatch.setattr(network_connections, "MOST_IDLE_S", -1.0)
    upload_file(make_file())
    assert len(connections) == 2
    monkeypatch.setattr(network_connections, "MOST_IDLE_S", idle.MOST_IDLE_S)
    monkeypatch.setattr(kept, "MOST_IDLE_S", -1.0)  # nor what was kept with them: the key as well
    upload_file(make_file())
    assert len(connections) == 3
    assert not KEPT._waiting


@pytest.mark.parametrize(
    "fault", [{"truncate_answer_times": 1}, {"captive_portal": True}, {"fail_code": "AccessDenied"}]
)
def test_after_a_failure_the_next_call_has_a_connection_of_its_own(
    practice: PracticeServer,
    in_environment: dict[str, str],
    make_file: MakeFile,
    fault: dict[str, object],
) -> None:
    upload_file(make_file())
    if "fail_code" in fault:
        fault |= {"fail_times": 1, "fail_status": 403}
    for name, value in fault.items():
        setattr(practice.faults, name, value)
    outcome: object = None
    try:
        upload_file(make_file())
    except OssDropError as error:
        outcome = error
        assert not KEPT._waiting
    assert outcome is not None or "truncate_answer_times" in fault  # that one is sent again
    practice.faults.captive_portal = False
    assert upload_file(make_file())


def test_a_progress_callback_that_raises_ends_its_own_call_only(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    upload_file(make_file())

    def refuse(sent: int, size: int) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        upload_file(make_file(), on_progress=refuse)
    assert upload_file(make_file())


def test_no_secret_shows(in_environment: dict[str, str], make_file: MakeFile) -> None:
    upload_file(make_file())
    ((asked, opened),) = KEPT._waiting
    assert KEY_SECRET not in f"{KEPT!r} {asked!r} {opened!r} {opened.destination!r}"
    gc.collect()
    names = [name for name in vars(opened) if KEY_SECRET in repr(vars(opened)[name])]
    assert not names


def test_not_more_is_kept_than_is_used(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    apps = KeptApps()
    held = [apps.take(None, None) for _ in range(kept._MOST + 3)]
    for one in held:
        with one:
            pass
    assert len(apps._waiting) == kept._MOST
    apps.close()
    assert not apps._waiting


def test_a_model_of_its_own_is_asked_for(temporary: dict[str, str], make_file: MakeFile) -> None:
    for model in ("wan", "qwen3.6-plus", "wan"):
        link = upload_file(make_file(), model=model, settings=temporary)
        assert link.startswith("oss://")


RUN = """
import os, sys, threading, warnings
warnings.simplefilter("error")
from ossdrop import upload_file
"""


def run(code: str, *arguments: object, within_s: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c", RUN + code,
         *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=within_s,
        check=False,
    )  # fmt: skip


def test_a_script_ends_at_once_and_without_a_warning(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    ended = run("for _ in range(3): upload_file(sys.argv[1])", make_file())
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_parent_and_child_upload_after_a_fork(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    """Neither ends a connection, or the history, of the other."""
    code = """
path = sys.argv[1]
go = threading.Event()
def send():
    while not go.is_set():
        upload_file(path)
threads = [threading.Thread(target=send) for _ in range(4)] if "threads" in sys.argv else []
for thread in threads: thread.start()
upload_file(path)
from ossdrop.calls.kept import KEPT
for number in range(5):
    warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads
    child = os.fork()
    if not child:
        assert not KEPT._waiting
        upload_file(path)
        upload_file(path)
        sys.exit(7)
    upload_file(path)
    assert os.waitpid(child, 0)[1] >> 8 == 7
    upload_file(path)
go.set()
for thread in threads: thread.join()
print("done")
"""
    for how in ("alone", "threads"):
        ended = run(code, make_file(), how)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
    assert {status for _, status in puts(practice)} == {200}
    from ossdrop.history.store import HistoryStore
    from ossdrop.program.paths import data_folder

    history = HistoryStore(data_folder() / "history.sqlite")
    assert len(history.ids()) == len(puts(practice))
    history.close()


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_ctrl_c_in_the_middle_leaves_nothing_half_done(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    code = """
upload_file(sys.argv[1])
print("first", flush=True)
sys.stdin.readline()
try:
    upload_file(sys.argv[1])
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.stdin.readline()
    upload_file(sys.argv[1])
    print("again", flush=True)
"""
    command = [sys.executable, "-X", "dev", "-c", RUN + code, str(make_file())]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "first\n"
        practice.faults.hold = held = threading.Event()
        process.stdin.write("go\n")
        process.stdin.flush()
        pause = threading.Event()
        while not practice.service.waiting_requests:
            pause.wait(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
        held.set()
        out, err = process.communicate("go\n", timeout=20)
    assert (process.returncode, out, err) == (0, "again\n", "")


def test_an_account_that_was_switched_off_is_told_at_once(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    upload_file(make_file())
    key = practice.service.keys[KEY_ID]
    practice.service.keys[KEY_ID] = replace(key, account_disabled=True)
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file())
    assert raised.value.code is ErrorCode.ACCOUNT_DISABLED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_says_nothing_on_its_parents_tls_connections(
    in_environment: dict[str, str],
    access_key: AccessKey,
    make_file: MakeFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would end them: the parent goes on with the same one."""
    certificate = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    code = """
from ossdrop.network.sessions import TrustedAdapter
made, look = [], TrustedAdapter._look_at
TrustedAdapter._look_at = lambda adapter, one: (made.append(1), look(adapter, one))
upload_file(sys.argv[1])
child = os.fork()
if not child:
    upload_file(sys.argv[1])
    sys.exit(len(made))
assert os.waitpid(child, 0)[1] >> 8 == 2
upload_file(sys.argv[1])
print(len(made))
"""
    config = ServiceConfig(tmp_path / "tls", (access_key,))
    with PracticeServer(config, tls=context) as server:
        monkeypatch.setenv("QWEN_TMP_OSS_ENDPOINT", server.base_url)
        ended = run(code, make_file())
        statuses = [request.status for request in server.service.requests]
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "1\n", "")
    assert statuses == [200] * 3
