"""What a call says when it does not work out, and what it leaves behind."""

from __future__ import annotations

import copy
import logging
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ossdrop import ErrorCode, OssDropError, UploadedLink, resolve_file, upload_file, upload_files
from ossdrop.practice.server import PracticeServer
from tests.conftest import KEY_ID, KEY_SECRET
from tests.hostile.rude_server import RudeServer, saying
from tests.platforms import has_signals


@pytest.mark.parametrize("url", ["oss://dashscope-instant/a.png", "http://x/", "https://x/a?b=c"])
def test_every_link_can_be_shown_copied_and_kept(url: str) -> None:
    link = UploadedLink(url)
    assert repr(link) == f"UploadedLink({url.partition('?')[0] + '?[REDACTED]' * ('?' in url)!r})"
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(link, protocol)) == link
    assert copy.copy(link) == copy.deepcopy(link) == link


def test_no_credential_is_in_a_log_of_the_program_that_calls(
    variables: dict[str, str], make_file: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = "STSTOKENSECRETabcdefghijklmnop"
    pair = {"OSS_ACCESS_KEY_ID": KEY_ID, "OSS_ACCESS_KEY_SECRET": KEY_SECRET}
    plain = {n: t for n, t in variables.items() if "_AK_" not in n}
    with pytest.raises(OssDropError):
        upload_file(make_file("a.txt"), settings={**plain, **pair, "OSS_SESSION_TOKEN": token})
    with pytest.raises(OssDropError):
        upload_file(
            make_file("b.txt"),
            settings={**variables, "QWEN_TMP_OSS_AK_SECRET": "wrong-secret-0123456789"},
        )
    said = "\n".join(record.getMessage() for record in caplog.records)
    for secret in (token, KEY_ID, KEY_SECRET, "wrong-secret-0123456789"):
        assert secret not in said


@pytest.mark.parametrize("wrong", ["1", True, float("nan"), 0, -1, -0.5])
def test_what_is_no_time_is_refused_before_anything_is_sent(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    wrong: Any,
) -> None:
    path = make_file("a.txt")
    with pytest.raises((TypeError, ValueError), match="timeout_s"):
        upload_file(path, settings=variables, timeout_s=wrong)
    with pytest.raises((TypeError, ValueError), match="timeout_s"):
        upload_files([path], settings=variables, timeout_s=wrong)
    assert not practice.service.requests


@pytest.mark.parametrize("endless", [float("inf"), 10**30])
def test_a_time_without_end_is_no_limit(
    variables: dict[str, str], make_file: Callable[..., Path], endless: float
) -> None:
    assert upload_file(make_file("a.txt"), settings=variables, timeout_s=endless)


def test_a_time_that_is_over_tells_what_went_wrong(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("a.txt")
    practice.faults.methods = frozenset({"PUT"})
    practice.faults.fail_times = 99
    with pytest.raises(OssDropError) as raised:
        upload_file(path, settings=variables, timeout_s=1)
    assert raised.value.code is ErrorCode.SERVICE_BUSY
    assert "not done within 1 s" in raised.value.detail
    assert raised.value.file == str(path)
    assert repr(str(path)) in repr(raised.value)


def test_a_service_that_says_nothing_is_a_timeout_with_a_name(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file("a.txt")
    with saying(_silence) as silent:
        settings = {**variables, "QWEN_TMP_OSS_ENDPOINT": silent.url}
        with pytest.raises(OssDropError) as raised:
            resolve_file(path, upload=True, settings=settings, timeout_s=0.5)
    assert raised.value.code is ErrorCode.NETWORK_TIMEOUT
    assert raised.value.file == str(path)


def _silence(server: RudeServer) -> Callable[[bytes], Any]:
    def script(_: bytes) -> Any:
        server.pause(30)
        return iter(())

    return script


def test_many_keys_leave_no_threads_behind(
    temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path, before = make_file("a.txt"), threading.active_count()
    for number in range(5):
        with pytest.raises(OssDropError):
            upload_file(path, settings={**temporary, "DASHSCOPE_API_KEY": f"sk-wrong{number}"})
    assert threading.active_count() <= before + 1


def test_a_text_for_a_model_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(65 * 1024**2)
    with pytest.raises(OssDropError) as raised:
        resolve_file(path)
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE
    assert raised.value.file == str(path)


def test_what_a_service_says_forges_no_line() -> None:
    error = OssDropError(ErrorCode.SERVICE_FAILED, "500\n2026 ERROR forged\x1b[2J")
    assert str(error).isprintable()


@has_signals
@pytest.mark.parametrize("large", [False, True])
def test_a_program_ends_while_a_daemon_thread_sends(
    variables: dict[str, str], make_file: Callable[..., Path], large: bool
) -> None:
    path = make_file("big.bin", bytes(40_000_000 if large else 9))
    under_way = threading.Event()

    def noted(server: RudeServer) -> Callable[[bytes], Any]:
        answer = _silence(server)

        def script(request: bytes) -> Any:
            under_way.set()
            return answer(request)

        return script

    with saying(noted) as silent:
        settings = {**variables, "QWEN_TMP_OSS_ENDPOINT": silent.url}
        code = (
            "import sys, threading\nfrom ossdrop import upload_files\n"
            f"threading.Thread(target=lambda: upload_files([{str(path)!r}], settings={settings!r}),"
            " daemon=True).start()\nsys.stdin.read()\n"
        )
        program = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
        assert under_way.wait(30)
        began = time.monotonic()
        program.communicate(timeout=60)  # its input ends, and so does its main thread
    assert program.returncode == 0
    assert time.monotonic() - began < 15


def test_threads_go_on_when_the_main_thread_has_come_to_its_end(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """Large files failed: "cannot schedule new futures after interpreter shutdown"."""
    paths = [str(make_file("small.txt", b"a")), str(make_file("large.bin", bytes(20_000_000)))]
    code = (
        "import threading\n"
        "from concurrent.futures import thread as pools\n"
        "def send():\n"
        "    while not pools._shutdown:\n"  # from here on pools of the library refuse
        "        threading.main_thread().join(0.01)\n"
        "    from ossdrop import upload_file, upload_files\n"
        f"    for path in {paths!r}:\n"
        f"        print(upload_file(path, settings={variables!r}).startswith('http'))\n"
        f"    sent = upload_files({paths!r}, settings={variables!r})\n"
        "    print([type(one).__name__ for one in sent])\n"
        "threading.Thread(target=send).start()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    told = ended.stdout.splitlines()
    assert told == ["True", "True", "['UploadedLink', 'UploadedLink']"], ended.stderr
