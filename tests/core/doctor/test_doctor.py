"""The connection check: every way a setup can be wrong, provoked, with its sentence and fix."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from ossdrop.app import App
from ossdrop.config.api_key import find_api_key
from ossdrop.config.env_file import read_env_file
from ossdrop.doctor import dashscope_checks, network_checks, storage_checks
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.doctor import Doctor
from ossdrop.doctor.fixes import apply_fix, is_movable
from ossdrop.errors import CATALOGUE, ErrorCode
from ossdrop.practice.accounts import PUT_AND_GET, AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.remedies import Fix, FixKind
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, PLAN_KEY, REGION
from tests.core.config.test_keyring import Backend
from tests.platforms import has_git, stop_listening

Checks = dict[str, Check]


def examine(
    variables: dict[str, str], env_file: Path | None = None, text: str = "", model: str = ""
) -> Checks:
    if env_file is not None:
        env_file.write_text(text or "".join(f"{k}={v}\n" for k, v in variables.items()))
        variables = {}
    app = App(environment=variables, env_file=env_file)
    app.destinations.model = model or app.destinations.model
    try:
        return {check.id: check for check in Doctor(app.destinations).run()}
    finally:
        app.close()


def reds(checks: Checks) -> list[tuple[str, ErrorCode | None, FixKind | None]]:
    return [
        (check.id, check.code, check.fix.kind if check.fix else None)
        for check in checks.values()
        if check.status is Status.FAIL
    ]


SETTINGS = [
    ({"QWEN_TMP_OSS_BUCKET": ""}, ErrorCode.NOT_CONFIGURED),
    ({"QWEN_TMP_OSS_BUCKET": "UPPER"}, ErrorCode.BUCKET_INVALID),
    ({"QWEN_TMP_OSS_REGION": ""}, ErrorCode.REGION_MISSING),
    ({"QWEN_TMP_OSS_REGION": "Beijing!"}, ErrorCode.REGION_INVALID),
    ({"QWEN_TMP_OSS_ENDPOINT": "https://x/y"}, ErrorCode.ENDPOINT_INVALID),
    ({"QWEN_TMP_OSS_PREFIX": "a//b"}, ErrorCode.PREFIX_INVALID),
    ({"QWEN_TMP_OSS_URL_EXPIRES": "24h"}, ErrorCode.EXPIRES_INVALID),
]


@pytest.mark.parametrize(("changes", "code"), SETTINGS, ids=[c.value for _, c in SETTINGS])
def test_settings_that_cannot_be_right_are_red_before_anything_is_asked(
    practice: PracticeServer, variables: dict[str, str], changes: dict[str, str], code: ErrorCode
) -> None:
    checks = examine(variables | changes)
    assert reds(checks) == [("settings.complete", code, FixKind.OPEN_SETTINGS)]
    assert {check.status for check in list(checks.values())[2:]} <= {Status.SKIP, Status.OK}
    assert not practice.service.requests


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"QWEN_TMP_OSS_AK_SECRET": ""}, ErrorCode.CREDENTIALS_MISSING),
        ({"QWEN_TMP_OSS_AK_SECRET": "中"}, ErrorCode.CREDENTIALS_INVALID),
    ],
)
def test_a_pair_that_is_not_one_is_red(
    practice: PracticeServer,
    variables: dict[str, str],
    store: Backend,
    changes: dict[str, str],
    code: ErrorCode,
) -> None:
    checks = examine(variables | changes)
    assert reds(checks) == [("credentials", code, FixKind.ENTER_KEY)]
    assert checks["keyring"].status is Status.SKIP
    assert not practice.service.requests


def test_a_password_store_is_red_only_where_it_is_needed(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, before = Backend(), keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        backend.error = RuntimeError("locked")
        assert reds(examine(variables)) == []
        needs = variables | {"QWEN_TMP_OSS_AK_SECRET": ""}
        checks = examine(needs)
        assert reds(checks) == [("keyring", ErrorCode.KEYRING_FAILED, None)]
        assert checks["credentials"].status is Status.SKIP
        backend.error = None
        backend.kept[f"OssDrop/default/{KEY_ID}", KEY_ID] = KEY_SECRET
        checks = examine(needs)
        assert reds(checks) == []
        assert checks["keyring"].status is Status.OK
        assert checks["scripts"].status is Status.WARN
    finally:
        keyring.set_keyring(before)


def answer(code: str, status: int, ec: str = "") -> Callable[[PracticeServer], None]:
    def set_fault(practice: PracticeServer) -> None:
        practice.faults.methods = frozenset({"PUT"})
        practice.faults.fail_times = 99
        practice.faults.fail_code, practice.faults.fail_status = code, status
        practice.faults.fail_ec = ec

    return set_fault


def key(**changes: object) -> Callable[[PracticeServer], None]:
    def set_key(practice: PracticeServer) -> None:
        practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, **changes)  # type: ignore[arg-type]

    return set_key


def in_shanghai(practice: PracticeServer) -> None:
    practice.service.store.buckets[BUCKET].region = "cn-shanghai"


SERVICE: list[tuple[Callable[[PracticeServer], object], str, ErrorCode, FixKind | None]] = [
    (
        lambda p: p.service.keys.clear(),
        "service.access_key",
        ErrorCode.ACCESS_KEY_UNKNOWN,
        FixKind.ENTER_KEY,
    ),
    (key(enabled=False), "service.access_key", ErrorCode.ACCESS_KEY_UNKNOWN, FixKind.ENTER_KEY),
    (
        key(account_disabled=True),
        "service.access_key",
        ErrorCode.ACCOUNT_DISABLED,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        answer("InDebt", 403),
        "service.access_key",
        ErrorCode.ACCOUNT_DISABLED,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        answer("BucketDisable", 403),
        "service.access_key",
        ErrorCode.ACCOUNT_DISABLED,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        answer("InvalidSecurityToken", 403),
        "service.access_key",
        ErrorCode.TOKEN_EXPIRED,
        FixKind.ENTER_KEY,
    ),
    (
        answer("AccessKeyIdAndSecurityTokenNotMatch", 403),
        "service.access_key",
        ErrorCode.TOKEN_EXPIRED,
        FixKind.ENTER_KEY,
    ),
    (
        lambda p: p.service.keys.__setitem__(KEY_ID, AccessKey(KEY_ID, "another")),
        "service.secret",
        ErrorCode.SECRET_WRONG,
        FixKind.ENTER_KEY,
    ),
    (
        answer("SignatureDoesNotMatch", 403, "0002-00000040"),
        "service.secret",
        ErrorCode.SECRET_WRONG,
        FixKind.ENTER_KEY,
    ),
    (
        answer("InvalidArgument", 400, "0002-00000080"),
        "service.secret",
        ErrorCode.SIGNATURE_REFUSED,
        None,
    ),
    (answer("RequestTimeTooSkewed", 403), "service.secret", ErrorCode.CLOCK_WRONG, None),
    (in_shanghai, "service.region", ErrorCode.REGION_WRONG, FixKind.USE_REGION),
    (
        answer("InvalidArgument", 400, "0002-00000228"),
        "service.region",
        ErrorCode.REGION_WRONG,
        FixKind.OPEN_SETTINGS,
    ),
    (
        lambda p: p.service.store.buckets.clear(),
        "service.bucket",
        ErrorCode.BUCKET_MISSING,
        FixKind.OPEN_SETTINGS,
    ),
    (
        answer("InvalidBucketName", 400),
        "service.bucket",
        ErrorCode.BUCKET_INVALID,
        FixKind.OPEN_SETTINGS,
    ),
    (
        answer("PublicEndpointForbidden", 400),
        "service.domain",
        ErrorCode.DOMAIN_REQUIRED,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        answer("SecondLevelDomainForbidden", 403),
        "service.domain",
        ErrorCode.ENDPOINT_INVALID,
        FixKind.OPEN_SETTINGS,
    ),
    (
        key(actions=frozenset({"oss:GetObject"})),
        "storage.put",
        ErrorCode.PERMISSION_MISSING,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        answer("AccessDenied", 403, "0003-00000101"),
        "storage.put",
        ErrorCode.PERMISSION_MISSING,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (
        key(actions=frozenset({"oss:PutObject"})),
        "storage.fetch",
        ErrorCode.PERMISSION_MISSING,
        FixKind.COPY_ADMIN_NOTE,
    ),
    (answer("InvalidObjectName", 400), "storage.put", ErrorCode.NAME_REFUSED, None),
    (answer("ServiceUnavailable", 503), "storage.put", ErrorCode.SERVICE_BUSY, None),
    (answer("TotalQpsLimitExceeded", 503), "storage.put", ErrorCode.SERVICE_BUSY, None),
    (answer("UploadTrafficRateLimitExceeded", 503), "storage.put", ErrorCode.SERVICE_BUSY, None),
    (answer("RequestTimeout", 400), "storage.put", ErrorCode.NETWORK_TIMEOUT, None),
    (answer("InternalError", 500), "storage.put", ErrorCode.SERVICE_FAILED, None),
]


@pytest.mark.parametrize(
    ("break_it", "check_id", "code", "fix"),
    SERVICE,
    ids=[f"{number}-{code.value}" for number, (_, _, code, _) in enumerate(SERVICE)],
)
def test_what_the_service_refuses_is_one_red_line(
    practice: PracticeServer,
    variables: dict[str, str],
    break_it: Callable[[PracticeServer], object],
    check_id: str,
    code: ErrorCode,
    fix: FixKind | None,
) -> None:
    break_it(practice)
    checks = examine(variables)
    assert reds(checks) == [(check_id, code, fix)]
    red = checks[check_id]
    assert str(red.title) == CATALOGUE[code].cause
    assert str(red.remedy) == CATALOGUE[code].remedy
    later = list(checks)[list(checks).index(check_id) + 1 :]
    stages = ("service.", "storage.")
    assert all(checks[n].status is not Status.FAIL for n in later)
    if check_id.startswith("service."):
        assert {checks[n].status for n in later if n.startswith(stages)} == {Status.SKIP}
    if fix is FixKind.USE_REGION:
        assert red.fix == Fix(FixKind.USE_REGION, "cn-shanghai")


FAULTS: list[tuple[dict[str, object], str, ErrorCode]] = [
    ({"captive_portal": True}, "network.answer", ErrorCode.LOGIN_PAGE),
    ({"redirect_to": "http://portal.example/login"}, "network.answer", ErrorCode.LOGIN_PAGE),
    ({"clock_offset_s": 3600.0}, "clock", ErrorCode.CLOCK_WRONG),
    ({"clock_offset_s": -3600.0}, "clock", ErrorCode.CLOCK_WRONG),
    ({"answer_lost_times": 99}, "network.answer", ErrorCode.CONNECTION_LOST),
    ({"wrong_crc_times": 2}, "storage.put", ErrorCode.CHECKSUM_MISMATCH),
]


@pytest.mark.parametrize(("faults", "check_id", "code"), FAULTS, ids=str)
def test_what_is_wrong_on_the_way_is_one_red_line(
    practice: PracticeServer,
    variables: dict[str, str],
    faults: dict[str, object],
    check_id: str,
    code: ErrorCode,
) -> None:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    checks = examine(variables)
    assert [(red[0], red[1]) for red in reds(checks)] == [(check_id, code)]


def test_an_address_that_nobody_knows_and_one_that_nobody_answers(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{unused.getsockname()[1]}"
        checks = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": endpoint})
    assert reds(checks) == [("network.connect", ErrorCode.NETWORK_UNREACHABLE, None)]
    assert str(checks["network.connect"].title) == "The connection was refused at this address."
    assert checks["storage.put"].status is Status.SKIP

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    checks = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://nowhere.example"})
    unreachable = ErrorCode.NETWORK_UNREACHABLE
    assert reds(checks) == [("network.name", unreachable, FixKind.OPEN_SETTINGS)]
    assert str(checks["network.name"].title) == "The service's address was not found."
    misspelt = {"QWEN_TMP_OSS_ENDPOINT": "", "QWEN_TMP_OSS_REGION": "cn-bejing"}
    offline = examine(variables | misspelt)["network.name"]
    assert offline.fix == Fix(FixKind.OPEN_SETTINGS)  # nothing is known while nothing is found

    def knows_beijing(host: str, *_: object, **__: object) -> list[object]:
        if host == "oss-cn-beijing.aliyuncs.com":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", knows_beijing)
    checks = examine(variables | misspelt)
    assert checks["network.name"].fix == Fix(FixKind.USE_REGION, "cn-beijing")
    bejing = {"QWEN_TMP_OSS_ENDPOINT": "https://oss-cn-bejing.aliyuncs.com"}
    right = Fix(FixKind.WRITE_VALUE, "https://oss-cn-beijing.aliyuncs.com", "QWEN_TMP_OSS_ENDPOINT")
    assert examine(variables | bejing)["network.name"].fix == right
    for region in ("cn-beijing-finance-1", "oss-cn-hzfinance", "cn-shanghai-finance-1"):
        one = {"QWEN_TMP_OSS_ENDPOINT": "", "QWEN_TMP_OSS_REGION": region}
        assert examine(variables | one)["network.name"].fix == Fix(FixKind.OPEN_SETTINGS), region


@pytest.mark.parametrize("is_temporary", [False, True])
def test_nothing_is_to_be_corrected_where_only_the_network_is_down(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, is_temporary: bool
) -> None:
    """Region and endpoint were to be looked through for typing mistakes."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    chosen = {"QWEN_TMP_OSS_ENDPOINT": "", "QWEN_TMP_OSS_REGION": "cn-beijing"}
    if is_temporary:
        chosen = {"QWEN_TMP_OSS_BUCKET": "", "QWEN_API_KEY": "sk-0123456789abcdef0123456789abcdef"}
    check = examine(variables | chosen)["network.name"]
    assert (check.code, check.fix) == (ErrorCode.NETWORK_UNREACHABLE, None)
    assert str(check.remedy) == "Check your internet connection."


def test_a_proxy_that_wants_a_login_is_named(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with RudeServer(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as port:
        monkeypatch.setenv("https_proxy", f"http://user:canary@127.0.0.1:{port}")
        checks = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://cdn.example.com"})
    assert [(red[0], red[1]) for red in reds(checks)] == [
        ("network.answer", ErrorCode.PROXY_FAILED)
    ]
    assert "canary" not in str(checks["network.name"].title)


def test_a_certificate_that_nobody_trusts_is_named(
    variables: dict[str, str], practice: PracticeServer
) -> None:
    endpoint = practice.base_url.replace("http://", "https://")
    with RudeServer(b"this is no TLS") as port:
        found = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": f"https://127.0.0.1:{port}"})
    assert found["network.trust"].status is Status.FAIL
    assert examine(variables | {"QWEN_TMP_OSS_ENDPOINT": endpoint})["network.trust"].code


class RudeServer:
    """Says one thing to each caller, and hangs up."""

    def __init__(self, words: bytes) -> None:
        self._words = words
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> int:
        self._thread.start()
        port: int = self._socket.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        stop_listening(self._socket)
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller:
                caller.recv(65536)
                caller.sendall(self._words)


def test_a_clock_a_little_off_is_amber(practice: PracticeServer, variables: dict[str, str]) -> None:
    practice.faults.clock_offset_s = 300
    checks = examine(variables)
    assert checks["clock"].status is Status.WARN
    assert reds(checks) == []


def test_amber_lines_about_keys_links_and_publicity(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    checks = examine(variables)
    assert checks["safety.key"].status is Status.WARN
    assert practice.service.store.buckets[BUCKET].objects == {}
    practice.service.store.buckets[BUCKET].acl = "public-read"
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, KEY_SECRET, PUT_AND_GET)
    for _ in range(2):
        checks = examine(variables)
    assert checks["safety.public"].status is Status.WARN
    assert checks["safety.key"].status is Status.OK
    assert len(practice.service.store.buckets[BUCKET].objects) == 1  # nothing piles up


def test_temporary_credentials_are_named(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    practice.service.keys["STS.abc"] = AccessKey(
        "STS.abc", KEY_SECRET, security_token="token", token_expires_at=ends
    )
    sts = {
        "OSS_ACCESS_KEY_ID": "STS.abc",
        "OSS_ACCESS_KEY_SECRET": KEY_SECRET,
        "OSS_SESSION_TOKEN": "token",
        "QWEN_TMP_OSS_AK_ID": "",
    }
    assert examine(variables | sts)["link.lifetime"].status is Status.WARN


def test_the_settings_file_as_scripts_and_others_see_it(
    variables: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / ".env"
    text = "".join(f"{name}={value}\n" for name, value in variables.items())
    path.touch(0o600)
    path.chmod(0o644)
    text = text.replace(f"REGION={REGION}", f"REGION={REGION} # where")
    backend, before = Backend(), keyring.get_keyring()
    keyring.set_keyring(backend)
    app = App(env_file=path, environment={})
    try:
        checks = examine({}, path, text)
        assert checks["scripts"].fix == Fix(FixKind.MEND_ENV_FILE, str(path))
        if os.name == "posix":
            assert checks["safety.file"].fix == Fix(FixKind.MAKE_PRIVATE, str(path))
        plain = checks["safety.plain"].fix
        assert plain == Fix(FixKind.MOVE_SECRET, name="QWEN_TMP_OSS_AK_SECRET")
        for kind in (FixKind.MEND_ENV_FILE, FixKind.MAKE_PRIVATE):
            apply_fix(app.destinations, Fix(kind, str(path)))
        apply_fix(app.destinations, plain)
        checks = {check.id: check for check in Doctor(app.destinations).run()}
    finally:
        app.close()
        keyring.set_keyring(before)
    assert reds(checks) == []
    assert checks["safety.file"].status is Status.OK if "safety.file" in checks else True
    assert "safety.plain" not in checks
    assert KEY_SECRET not in path.read_text()
    assert list(backend.kept.values()) == [KEY_SECRET]


def test_a_plain_api_key_is_moved_with_all_its_names_unless_they_differ(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_API_KEY=sk-0123456789abcdef\nDASHSCOPE_API_KEY=sk-0123456789abcdef\n")
    values = read_env_file(path)
    assert is_movable("QWEN_API_KEY", values)
    assert not is_movable("QWEN_API_KEY", {**values, "DASHSCOPE_API_KEY": "sk-another"})
    assert not is_movable("OSS_ACCESS_KEY_SECRET", values)  # the store is never asked for it
    backend, before = Backend(), keyring.get_keyring()
    keyring.set_keyring(backend)
    app = App(env_file=path, environment={})
    try:
        apply_fix(app.destinations, Fix(FixKind.MOVE_SECRET, name="QWEN_API_KEY"))
        found = find_api_key(
            app.destinations.values(), app.destinations.secrets, app.destinations.profile
        )
    finally:
        app.close()
        keyring.set_keyring(before)
    assert path.read_text() == ""
    assert found is not None
    assert found.key.reveal() == "sk-0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("QWEN_TMP_OSS_REGION", f"oss-{REGION}", REGION),
        (
            "QWEN_TMP_OSS_ENDPOINT",
            f"{BUCKET}.oss-{REGION}.aliyuncs.com",
            f"https://oss-{REGION}.aliyuncs.com",
        ),
    ],
)
def test_what_only_ossdrop_understands_can_be_written_plainly(
    variables: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    written: str,
    meant: str,
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    checks = examine(variables | {name: written}, tmp_path / ".env")
    assert checks["scripts"].fix == Fix(FixKind.WRITE_VALUE, meant, name)
    app = App(env_file=tmp_path / ".env", environment={})
    apply_fix(app.destinations, Fix(FixKind.WRITE_VALUE, meant, name))
    assert app.destinations.values().get(name) == meant
    app.close()


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


@has_git
def test_version_control_is_looked_at(variables: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "project" / ".env"
    path.parent.mkdir()
    git(path.parent, "init")
    checks = examine(variables, path)
    assert checks["safety.git"].fix == Fix(FixKind.ADD_TO_GITIGNORE, str(path))
    app = App(env_file=path, environment={})
    apply_fix(app.destinations, Fix(FixKind.ADD_TO_GITIGNORE, str(path)))
    app.close()
    assert examine(variables, path)["safety.git"].status is Status.OK
    git(path.parent, "add", "-f", ".env")
    assert "git rm" in str(examine(variables, path)["safety.git"].remedy)


def test_temporary_storage_is_examined(practice: PracticeServer, temporary: dict[str, str]) -> None:
    checks = examine(temporary)
    assert reds(checks) == []
    assert "100" in str(checks["dashscope.size"].title)
    wrong = examine(temporary | {"DASHSCOPE_API_KEY": "sk-wrong0123456789"})
    assert reds(wrong) == [("dashscope.policy", ErrorCode.API_KEY_WRONG, FixKind.ENTER_KEY)]
    unknown = examine(temporary, model="nobody")
    assert reds(unknown) == [("dashscope.policy", ErrorCode.MODEL_UNKNOWN, FixKind.OPEN_SETTINGS)]
    plan = examine(temporary | {"DASHSCOPE_API_KEY": PLAN_KEY})
    assert reds(plan) == [("settings.complete", ErrorCode.API_KEY_KIND, FixKind.ENTER_KEY)]
    several = examine(temporary | {"QWEN_API_KEY": "sk-another0123456789"})
    assert several["credentials"].status is Status.WARN


def test_it_is_fast_and_ends_at_once_when_cancelled(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    began = time.monotonic()
    assert reds(examine(variables)) == []
    assert time.monotonic() - began < 3
    practice.faults.hold = threading.Event()
    app = App(environment=variables)
    doctor = Doctor(app.destinations)

    def first_ones() -> Iterator[Check]:
        for check in doctor.run():
            if check.id == "network.trust":
                threading.Timer(0.1, doctor.cancel).start()
            yield check

    began = time.monotonic()
    seen = [check.id for check in first_ones()]
    assert time.monotonic() - began < 3
    assert "storage.put" not in seen
    practice.faults.hold.set()
    app.close()


def test_every_step_has_a_time_limit(
    practice: PracticeServer,
    variables: dict[str, str],
    temporary: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (network_checks, storage_checks, dashscope_checks):
        monkeypatch.setattr(module, "TIMEOUT_S", 0.3)
    practice.faults.hold = threading.Event()
    for method, check_id in (("PUT", "storage.put"), ("GET", "network.answer")):
        practice.faults.methods = frozenset({method})
        began = time.monotonic()
        found = reds(examine(variables))
        assert time.monotonic() - began < 3
        assert [(red[0], red[1]) for red in found] == [(check_id, ErrorCode.NETWORK_TIMEOUT)]
    practice.faults.methods = frozenset({"POST"})  # a policy is asked for by GET
    found = reds(examine(temporary))
    assert [(red[0], red[1]) for red in found] == [("storage.put", ErrorCode.NETWORK_TIMEOUT)]
    practice.faults.hold.set()
    silent = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: silent.wait(30))
    found = reds(examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "https://cdn.example.com"}))
    silent.set()
    assert [(red[0], red[1]) for red in found] == [("network.name", ErrorCode.NETWORK_TIMEOUT)]


def test_a_file_that_hangs_is_cut_off_when_the_check_is_cancelled(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    practice.faults.methods, practice.faults.hold = frozenset({"PUT"}), threading.Event()
    app = App(environment=variables)
    doctor = Doctor(app.destinations)
    threading.Timer(0.5, doctor.cancel).start()
    began = time.monotonic()
    seen = [check.id for check in doctor.run()]
    assert time.monotonic() - began < 3
    assert "network.answer" in seen
    assert "storage.put" not in seen
    practice.faults.hold.set()
    app.close()


def test_what_passes_is_tried_once_more(
    practice: PracticeServer, variables: dict[str, str], temporary: dict[str, str]
) -> None:
    for method, given in (
        ("PUT", variables),
        ("GET", variables),
        ("GET", temporary),
        ("POST", temporary),
    ):
        practice.faults.methods = frozenset({method})
        practice.faults.fail_times = 1
        assert reds(examine(given)) == []
        assert practice.faults.fail_times == 0
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.fail_times = 9
    assert [red[0] for red in reds(examine(variables))] == ["storage.put"]
    assert practice.faults.fail_times == 7


def test_temporary_storage_is_proved_by_a_tiny_file(
    practice: PracticeServer, temporary: dict[str, str]
) -> None:
    assert examine(temporary)["storage.put"].status is Status.OK
    practice.faults.methods = frozenset({"POST"})
    practice.faults.fail_times = 2
    assert [red[0] for red in reds(examine(temporary))] == ["storage.put"]


def test_a_region_of_model_studio_that_nobody_knows(temporary: dict[str, str]) -> None:
    known = ["", "cn-beijing", "AP-SOUTHEAST-1", "none"]
    for text in known:
        assert "settings.unknown.QWEN_REGION" not in examine(temporary | {"QWEN_REGION": text})
    found = examine(temporary | {"QWEN_REGION": "cn-bejing"})["settings.unknown.QWEN_REGION"]
    assert found.status is Status.WARN
    assert "ap-southeast-1" in str(found.title)


def test_two_values_are_told_in_words(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my.env"
    path.write_text("QWEN_TMP_OSS_PREFIX=here\n")
    app = App(environment=variables | {"QWEN_TMP_OSS_PREFIX": "there"}, env_file=path)
    found = {check.id: check for check in Doctor(app.destinations).run()}
    app.close()
    remedy = str(found["settings.differs.QWEN_TMP_OSS_PREFIX"].remedy)
    assert remedy == "The one that your system sets counts. Keep only the right one."


def test_a_domain_of_ones_own_is_no_matter_of_spelling_for_scripts(
    variables: dict[str, str],
) -> None:
    """They can use none: rewriting it would mend nothing."""
    found = examine(variables | {"QWEN_TMP_OSS_ENDPOINT": "files.example.com"})["scripts"]
    assert "custom domain" in str(found.title)
    assert found.fix is None


def test_where_the_newest_scripts_decide_otherwise_is_said(
    variables: dict[str, str], temporary: dict[str, str]
) -> None:
    title = str(examine(variables | {"QWEN_TMP_OSS_PREFIX": ""})["scripts"].title)
    assert title.endswith("unless QWEN_TMP_OSS_PREFIX is set.")
    assert str(examine(variables | {"QWEN_TMP_OSS_PREFIX": "a"})["scripts"].title).count(";") == 0
    app = App(environment={n: text for n, text in temporary.items() if n != "QWEN_BASE_URL"})
    try:  # no further than that: the next check asks the real service
        found = next(one for one in Doctor(app.destinations).run() if one.id == "scripts")
    finally:
        app.close()
    assert str(found.title).endswith("unless QWEN_REGION is set.")


def test_a_model_looks_where_that_is_asked_for(
    practice: PracticeServer, variables: dict[str, str], temporary: dict[str, str]
) -> None:
    def asked(values: dict[str, str]) -> Checks:
        app = App(environment=values)
        try:
            doctor = Doctor(app.destinations, with_model=True)
            return {check.id: check for check in doctor.run()}
        finally:
            app.close()

    practice.service.dashscope.models = None
    assert "model.sees" not in examine(temporary)
    found = asked(temporary)["model.sees"]
    assert found.status is Status.OK
    assert "qwen3.6-plus can see your files" in str(found.title)
    assert "32 × 32" in found.detail
    key = {n: temporary[n] for n in ("DASHSCOPE_API_KEY", "QWEN_BASE_URL")}
    assert asked(variables | key)["model.sees"].status is Status.OK
    left = practice.service.store.buckets[BUCKET].objects
    assert not [name for name in left if name.endswith(".png")]
    assert asked(variables)["model.sees"].code is ErrorCode.API_KEY_MISSING
    wrong = variables | key | {"QWEN_TMP_OSS_AK_SECRET": "wrong-secret-0123456789abcdef"}
    assert asked(wrong)["model.sees"].status in (Status.SKIP, Status.FAIL)


def test_a_region_and_an_endpoint_of_another_one_are_named_before_anything_is_asked(
    variables: dict[str, str],
) -> None:
    """It said that the address was not found, or something about a signature."""
    places = {
        "QWEN_TMP_OSS_ENDPOINT": "https://oss-cn-shanghai.aliyuncs.com",
        "QWEN_TMP_OSS_REGION": "cn-beijing",
    }
    checks = examine(variables | places)
    first = reds(checks)[0]
    assert first == ("settings.differs.region", ErrorCode.REGION_WRONG, FixKind.OPEN_SETTINGS)
    title = str(checks["settings.differs.region"].title)
    assert title == "The region is cn-beijing, and the endpoint is one of cn-shanghai."
