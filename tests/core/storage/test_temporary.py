"""DashScope's temporary storage, against the practice bucket's side of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.commands.batch import Batch
from ossdrop.config.api_key import differing_names, find_api_key
from ossdrop.config.endpoint import Style
from ossdrop.config.env_file import Source, Values
from ossdrop.config.model_service import base_url_of
from ossdrop.config.settings import resolve_temporary
from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.practice.dashscope import BUCKET
from ossdrop.practice.server import PracticeServer
from ossdrop.remedies import Fix, FixKind, fix_for
from ossdrop.storage import rate
from ossdrop.storage.base import StoredObject, TransferCancelled, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64
from ossdrop.storage.dashscope_temp import DashScopeTemp, _policy_of, _short
from ossdrop.transfers.transfer import Transfer
from tests.conftest import PLAN_KEY
from tests.contract.test_storage import source_of

CODES = [
    ({"DASHSCOPE_API_KEY": PLAN_KEY}, ErrorCode.API_KEY_KIND),
    ({"DASHSCOPE_API_KEY": "sk-wrong-0123456789"}, ErrorCode.API_KEY_WRONG),
    ({"DASHSCOPE_API_KEY": ""}, ErrorCode.NOT_CONFIGURED),
    ({"DASHSCOPE_API_KEY": "sk-密钥"}, ErrorCode.CREDENTIALS_INVALID),
    ({"QWEN_BASE_URL": "http://example.com"}, ErrorCode.ENDPOINT_INSECURE),
]


def content_of(practice: PracticeServer, link: str) -> bytes:
    record = practice.service.store.buckets[BUCKET].objects[link.removeprefix("oss://")]
    return b"".join(practice.service.store.read(record, 0, record.size_bytes))


def policies(practice: PracticeServer) -> int:
    return sum(r.method == "GET" and "action" in r.parameters for r in practice.service.requests)


@pytest.mark.parametrize("name", ["cat.png", '猫 "quoted" 😀%41.png', "é" * 120 + ".png"])
@pytest.mark.parametrize("size", [0, 1, 300_000])
def test_a_file_becomes_an_oss_link_that_works_48_hours(
    practice: PracticeServer,
    temporary: dict[str, str],
    make_file: Callable[..., Path],
    name: str,
    size: int,
) -> None:
    content = os.urandom(size)
    steps: list[int] = []
    link = upload_file(
        make_file(name, content), settings=temporary, on_progress=lambda sent, _: steps.append(sent)
    )
    assert link.startswith("oss://dashscope-instant/")
    assert link.endswith(".png")
    left = link.expires_at - datetime.now(UTC)
    assert timedelta(hours=47, minutes=59) < left <= timedelta(hours=48)
    stored = practice.service.store.buckets[BUCKET].objects[link.removeprefix("oss://")]
    assert (stored.size_bytes, stored.crc64) == (size, crc64(content))
    assert link.stored.crc64 == crc64(content)
    assert steps[-1] == size  # once, and at last: also for an empty file


def test_with_a_bucket_set_files_go_there(
    practice: PracticeServer,
    temporary: dict[str, str],
    variables: dict[str, str],
    make_file: Callable[..., Path],
) -> None:
    assert upload_file(make_file(), settings=temporary | variables).startswith("http://")
    assert policies(practice) == 0


@pytest.mark.parametrize(("changes", "code"), CODES)
def test_a_wrong_key_is_named_before_or_by_the_first_request(
    practice: PracticeServer,
    temporary: dict[str, str],
    make_file: Callable[..., Path],
    changes: dict[str, str],
    code: ErrorCode,
) -> None:
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), settings=temporary | changes)
    assert raised.value.code is code
    assert policies(practice) == (code is ErrorCode.API_KEY_WRONG)
    assert "0123456789" not in str(raised.value) + repr(raised.value.__dict__)


def test_an_unknown_model_and_a_file_over_the_limit_are_named(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), model="no-such-model", settings=temporary)
    assert raised.value.code is ErrorCode.MODEL_UNKNOWN
    for model, instead in (
        ("qwen-vl-plus", "qwen3.6-plus"),
        (" Qwen-VL-Max", "qwen3.6-plus"),
        ("qwen3.6-plsu", "qwen3.6-plus"),
    ):
        with pytest.raises(OssDropError) as raised:
            upload_file(make_file(), model=model, settings=temporary)
        assert raised.value.hint == instead
        assert fix_for(raised.value) == Fix(FixKind.USE_MODEL, instead)
    practice.service.dashscope.max_file_size_mb = 1
    practice.service.requests.clear()
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file("film.mp4", bytes(1_100_000)), settings=temporary)
    assert (raised.value.code, raised.value.hint) == (ErrorCode.FILE_TOO_LARGE, "1")
    assert [r.method for r in practice.service.requests] == ["GET"]


def test_the_same_name_twice_is_two_files_and_one_policy_serves_both(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(settings=temporary)
    sender = app.sender()
    transfer = Transfer.of(1, 1, make_file("cat.png", b"a cat"), "cat.png", 5)
    links = [sender.send(transfer, TransferControl()).url for _ in range(5)]
    app.close()
    assert len(set(links)) == 5
    assert policies(practice) == 1


def test_who_needs_a_policy_that_is_on_its_way_waits_for_it(
    practice: PracticeServer,
    temporary: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = threading.Condition()
    asking, looks = [0], [0]
    ask = DashScopeTemp._ask_for_policy

    class Looking(TransferControl):
        def check(self) -> None:
            with changed:
                looks[0] += 1
                changed.notify_all()

    def ask_slowly(storage: DashScopeTemp, control: TransferControl) -> object:
        with changed:
            asking[0] += 1
            changed.notify_all()
            assert changed.wait_for(lambda: looks[0] > 5 or asking[0] > 1, timeout=10)
        return ask(storage, control)

    monkeypatch.setattr(DashScopeTemp, "_ask_for_policy", ask_slowly)
    app = App(settings=temporary)
    sender = app.sender()
    transfer = Transfer.of(1, 1, make_file("cat.png", b"a cat"), "cat.png", 5)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(sender.send, transfer, TransferControl())
        with changed:
            assert changed.wait_for(lambda: asking[0] == 1, timeout=10)
        second = pool.submit(sender.send, transfer, Looking())
        assert first.result(20).url != second.result(20).url
    app.close()
    assert (asking[0], policies(practice)) == (1, 1)


def test_a_policy_that_ran_out_is_asked_for_anew(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(settings=temporary)
    sender = app.sender()
    transfer = Transfer.of(1, 1, make_file(), "cat.png", 5)
    sender.send(transfer, TransferControl())
    practice.faults.clock_offset_s = 400  # the service says so first: a clock that differs
    link = sender.send(transfer, TransferControl())
    app.close()
    assert link.stored.size_bytes == 5
    assert policies(practice) == 2


@pytest.mark.parametrize(
    "fault",
    [{"fail_times": 2}, {"answer_lost_times": 1}, {"reset_after_bytes": 100_000, "reset_times": 1}],
    ids=str,
)
def test_faults_that_pass_do_not_show(
    practice: PracticeServer,
    temporary: dict[str, str],
    make_file: Callable[..., Path],
    fault: dict[str, int],
) -> None:
    for name, value in fault.items():
        setattr(practice.faults, name, value)
    content = os.urandom(600_000)
    link = upload_file(make_file("a.bin", content), settings=temporary)
    stored = practice.service.store.buckets[BUCKET].objects[link.removeprefix("oss://")]
    assert stored.crc64 == crc64(content)


def test_what_arrived_damaged_is_an_error(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    destination = resolve_temporary(Values.of(temporary), None, "default", "qwen3.6-plus")
    storage = DashScopeTemp(destination)
    practice.faults.wrong_crc_times = 1
    with pytest.raises(OssDropError) as raised:
        storage.upload(source_of(make_file()), TransferControl())
    assert raised.value.code is ErrorCode.CHECKSUM_MISMATCH
    stored = storage.upload(source_of(make_file()), TransferControl())
    storage.close()
    assert (stored.crc64, stored.content_type) == (crc64(b"a cat"), "image/png")
    assert stored.request_id


def test_what_is_too_large_is_refused_before_anything_is_asked(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    destination = resolve_temporary(Values.of(temporary), None, "default", "qwen3.6-plus")
    storage = DashScopeTemp(destination)
    with pytest.raises(OssDropError) as raised:
        storage.upload(replace(source_of(make_file()), size_bytes=1024**3 + 1), TransferControl())
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE
    assert policies(practice) == 0
    assert storage.max_mb() == practice.service.dashscope.max_file_size_mb
    storage.close()
    assert policies(practice) == 1


def test_a_service_that_cannot_be_reached_is_named(
    temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    values = Values.of(temporary | {"QWEN_BASE_URL": "http://127.0.0.1:9"})
    storage = DashScopeTemp(resolve_temporary(values, None, "default", "qwen3.6-plus"))
    with pytest.raises(OssDropError) as raised:
        storage.upload(source_of(make_file()), TransferControl())
    storage.close()
    assert raised.value.code is ErrorCode.NETWORK_UNREACHABLE


POLICY: dict[str, object] = {
    "policy": "cG9saWN5",
    "signature": "c2ln",
    "upload_dir": "/dashscope-instant/x/",
    "upload_host": "https://files.example.com",
    "expire_in_seconds": "300",
    "max_file_size_mb": 100,
    "oss_access_key_id": "id",
    "x_oss_object_acl": "private",
    "x_oss_forbid_overwrite": "true",
}


def answer(status: int, values: object) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = status, json.dumps(values).encode()
    return made


def test_a_policy_becomes_the_fields_of_a_form() -> None:
    policy = _policy_of(answer(200, {"data": POLICY}), "https://dashscope.aliyuncs.com/api/v1")
    assert (policy.host, policy.folder) == ("https://files.example.com", "dashscope-instant/x")
    assert policy.max_bytes == 100 * 1024**2
    assert policy.fields == {
        "OSSAccessKeyId": "id",
        "Signature": "c2ln",
        "policy": "cG9saWN5",
        "x-oss-object-acl": "private",
        "x-oss-forbid-overwrite": "true",
        "success_action_status": "200",
    }


@pytest.mark.parametrize("text", ["a\r\nX: y", "é", "a\0", "x" * 8193], ids=ascii)
@pytest.mark.parametrize("name", ["policy", "signature", "upload_dir", "oss_access_key_id"])
def test_no_text_of_a_policy_changes_the_form(name: str, text: str) -> None:
    base_url = "https://dashscope.aliyuncs.com/api/v1"
    longest = "x" * (512 if name == "upload_dir" else 8192)
    assert _policy_of(answer(200, {"data": POLICY | {name: longest}}), base_url)
    with pytest.raises(OssDropError) as raised:
        _policy_of(answer(200, {"data": POLICY | {name: text}}), base_url)
    assert raised.value.code is ErrorCode.SERVICE_FAILED


@pytest.mark.parametrize(
    ("status", "name", "code", "detail"),
    [
        (400, "Arrearage", ErrorCode.ACCOUNT_DISABLED, "400 · Arrearage · words"),
        (400, "Throttling", ErrorCode.SERVICE_BUSY, "400 · Throttling · words"),
        (401, "ToCome", ErrorCode.API_KEY_WRONG, "401 · ToCome · words"),
        (404, "no code", ErrorCode.MODEL_UNKNOWN, "404 · words"),
        (418, "", ErrorCode.UNEXPECTED, "418 · words"),
        (500, "", ErrorCode.SERVICE_FAILED, "500 · words"),
    ],
)
def test_what_the_api_answers_instead_is_an_error_of_its_own(
    status: int, name: str, code: ErrorCode, detail: str
) -> None:
    request_id = "0123456789ABCDEF01234567"
    words = {"code": name, "message": "words", "request_id": request_id}
    with pytest.raises(OssDropError) as raised:
        _policy_of(answer(status, words), "https://dashscope.aliyuncs.com/api/v1")
    error = raised.value
    assert fix_for(error) != Fix(FixKind.COPY_ADMIN_NOTE)  # which is about a bucket
    assert (error.code, error.detail, error.request_id) == (
        code,
        detail,
        "0123456789ABCDEF01234567",
    )


def test_a_row_keeps_its_model_and_its_one_link(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(settings=temporary)
    finished = app.sender(model="wan").send(
        Transfer.of(1, 1, make_file(), "cat.png", 5), TransferControl()
    )
    entry = app.history.get(finished.history_id or 0)
    assert entry is not None
    assert (entry.model, entry.is_temporary, entry.access_key_masked) == (
        "wan",
        True,
        "sk-***cdef",
    )
    assert (entry.region, entry.content_type) == ("", "image/png")
    assert (entry.endpoint.base_url, entry.endpoint.style) == (practice.base_url, Style.PATH)
    assert app.signer.link(entry) == finished.link
    app.history.note_link(entry.id, datetime.now(UTC) - timedelta(seconds=1))
    expired = app.history.get(entry.id)
    assert expired is not None
    with pytest.raises(OssDropError) as raised:
        app.signer.link(expired)
    app.close()
    assert raised.value.code is ErrorCode.LINK_TEMPORARY


def test_what_was_cancelled_too_late_loses_its_row_and_goes_by_itself(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(settings=temporary)
    sender = app.sender()
    transfer = Transfer.of(1, 1, make_file(), "cat.png", 5)
    kept = sender.send(transfer, TransferControl())
    finished = sender.send(transfer, TransferControl())
    assert sender.take_back(finished) == 5  # so many bytes stay there
    assert app.history.get(finished.history_id or 0) is None
    assert app.history.get(kept.history_id or 0) is not None
    assert sender.drop(transfer) == 0
    assert sender.find_again(transfer, TransferControl()) is None
    app.close()


def test_an_upload_can_be_stopped_mid_file(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    practice.faults.bytes_per_s = 500_000

    class Stopping(TransferControl):
        sent = 0

        def add_sent(self, size_bytes: int) -> None:
            self.sent += size_bytes

        def check(self) -> None:
            if self.sent > 1_000_000:
                raise TransferCancelled

    app = App(settings=temporary)
    transfer = Transfer.of(1, 1, make_file("a.bin", bytes(9_000_000)), "a.bin", 9_000_000)
    with pytest.raises(TransferCancelled):
        app.sender().send(transfer, Stopping())
    app.close()


def test_memory_stays_flat_for_a_large_file(
    practice: PracticeServer, temporary: dict[str, str], tmp_path: Path
) -> None:
    """1,000 MB in a process of its own: its peak is that of a small file, within a few MiB."""
    practice.service.dashscope.max_file_size_mb = 1024
    program = (
        "import sys\n"
        "from ossdrop import upload_file\n"
        "upload_file(sys.argv[1])\n"
        "from tests.platforms import most_memory_kib\n"
        "print(most_memory_kib())\n"
    )
    peaks = []
    for size in (1, 1_000_000_000):
        path = tmp_path / f"{size}.bin"
        with path.open("wb") as file:
            file.truncate(size)
        result = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            env=os.environ | temporary,
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            timeout=50,
            check=True,
        )
        peaks.append(int(result.stdout))
    assert peaks[1] - peaks[0] < 10_000  # KiB


def test_keys_are_found_in_the_order_of_the_scripts() -> None:
    names = ("QWENCLOUD_API_KEY", "QIANWEN_API_KEY", "QWEN_API_KEY", "DASHSCOPE_API_KEY")
    found = dict.fromkeys(names, "")
    for name in reversed(names):
        found[name] = f" sk-{name} "
        key = find_api_key(Values.of(found), None, "default")
        assert key is not None
        assert (key.name, key.key.reveal()) == (name, f"sk-{name}")
    values = Values.of(
        {"QWEN_API_KEY": "sk-b", "DASHSCOPE_API_KEY": "sk-c"}, {"QWEN_API_KEY": "sk-a"}
    )
    key = find_api_key(values, None, "default")
    assert key is not None
    assert (key.key.reveal(), key.source) == ("sk-a", Source.ENVIRONMENT)
    assert differing_names(values) == ("QWEN_API_KEY", "DASHSCOPE_API_KEY")
    assert differing_names(Values.of({"QWEN_API_KEY": "sk-c", "DASHSCOPE_API_KEY": "sk-c"})) == ()


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ({}, "https://dashscope.aliyuncs.com/api/v1"),
        ({"QWEN_REGION": "ap-southeast-1"}, "https://dashscope-intl.aliyuncs.com/api/v1"),
        (
            {"QWEN_BASE_URL": "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"},
            "https://dashscope-intl.aliyuncs.com/api/v1",
        ),
        ({"QWEN_BASE_URL": "host.example", "QWEN_REGION": "x"}, "https://host.example/api/v1"),
    ],
)
def test_where_the_api_is(given: dict[str, str], base: str) -> None:
    assert base_url_of(Values.of(given)) == base


def test_calls_stay_below_the_limit_of_the_service() -> None:
    times: list[float] = []
    lock = threading.Lock()

    def call(_: int) -> None:
        rate.wait_for_turn("an account of this test", TransferControl())
        with lock:
            times.append(time.monotonic())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, range(200)))
    times.sort()
    most = max(sum(start <= t < start + 1 for t in times) for start in times)
    assert most <= 100
    assert times[-1] - times[0] < 3


def test_a_file_that_changed_behind_its_upload_is_told(
    temporary: dict[str, str], make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_file("note.txt", b"first")
    upload = DashScopeTemp.upload

    def and_change(
        self: DashScopeTemp, source: UploadSource, control: TransferControl
    ) -> StoredObject:
        stored = upload(self, source, control)
        path.write_bytes(b"second, longer")
        return stored

    for changes in (False, True):
        if changes:
            monkeypatch.setattr(DashScopeTemp, "upload", and_change)
        batch = Batch()
        app = App(listener=batch.listen, environment=temporary)
        try:
            sender = app.sender()
            (sent,) = batch.send(app, [path], lambda to=sender: to)
        finally:
            app.close()
        assert sent.finished is not None
        assert sent.finished.file_changed is changes


@pytest.mark.parametrize("number", ["many", "9" * 10, "1.5", "-1", True, None, "٣"], ids=ascii)
@pytest.mark.parametrize("name", ["max_file_size_mb", "expire_in_seconds"])
def test_a_number_of_a_policy_is_a_whole_one(name: str, number: object) -> None:
    with pytest.raises(OssDropError) as raised:
        _policy_of(
            answer(200, {"data": POLICY | {name: number}}), "https://dashscope.aliyuncs.com/api/v1"
        )
    assert raised.value.code is ErrorCode.SERVICE_FAILED


@pytest.mark.parametrize("stem", ["x.", "猫.", "a.b-"])
def test_a_long_name_keeps_its_last_extension(stem: str) -> None:
    short = _short(stem * 200 + ".tar.png")
    assert short.endswith(".png")
    assert 190 < len(short.encode()) <= 200
    assert short.startswith(stem)


@pytest.mark.parametrize(
    ("field", "value"), [("Signature", "bm90IGEgc2lnbmF0dXJl"), ("OSSAccessKeyId", "LTAIrevoked")]
)
def test_a_permission_that_is_refused_is_asked_for_anew(
    practice: PracticeServer,
    temporary: dict[str, str],
    make_file: Callable[..., Path],
    field: str,
    value: str,
) -> None:
    """The service began anew: "the AccessKey Secret is wrong", which nobody has here."""
    app = App(settings=temporary)
    storage = DashScopeTemp(app.destinations.resolve())  # type: ignore[arg-type]
    storage.max_mb()
    assert storage._policy is not None
    storage._policy.fields[field] = value
    source = source_of(make_file())
    with pytest.raises(OssDropError) as caught:
        storage.upload(source, TransferControl())
    assert caught.value.code is ErrorCode.POLICY_EXPIRED
    assert caught.value.explanation.scope is Scope.NETWORK  # so it is tried again by itself
    assert storage.upload(source, TransferControl()).size_bytes == source.size_bytes
    storage.close()
    app.close()


@pytest.mark.parametrize("folder", ["", "..", "../../x", "a//b", "a/./b", "x" * 600])
def test_a_policy_leads_into_a_folder(folder: str) -> None:
    """The link was `oss://../../x/…`, of no bucket at all."""
    with pytest.raises(OssDropError) as caught:
        _policy_of(answer(200, {"data": POLICY | {"upload_dir": folder}}), "http://127.0.0.1")
    assert caught.value.code is ErrorCode.SERVICE_FAILED


@pytest.mark.parametrize("code", ["AccessDenied.Unpurchased", "AllocationQuota.FreeTierOnly"])
def test_what_an_api_key_may_not_do_is_no_matter_of_an_access_key(code: str) -> None:
    """The command proposed a note on a bucket that nobody has."""
    with pytest.raises(OssDropError) as caught:
        _policy_of(answer(403, {"code": code, "message": "no"}), "http://127.0.0.1")
    assert caught.value.code is ErrorCode.PERMISSION_MISSING
    assert "this API key" in caught.value.explanation.cause
    assert fix_for(caught.value) == Fix(FixKind.ENTER_KEY, name="DASHSCOPE_API_KEY")


@pytest.mark.parametrize("body", [[], {}, {"data": None}, {"data": 7}, "text"], ids=str)
def test_what_is_no_answer_of_the_service_is_somebody_elses(body: object) -> None:
    with pytest.raises(OssDropError) as caught:
        _policy_of(answer(200, body), "https://dashscope.aliyuncs.com/api/v1")
    assert caught.value.code is ErrorCode.LOGIN_PAGE
