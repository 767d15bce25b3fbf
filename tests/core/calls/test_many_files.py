"""`upload_files` and `upload_files_async`."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from ossdrop import ErrorCode, OssDropError, UploadedLink, upload_file, upload_files
from ossdrop import upload_files_async as awaited
from ossdrop.calls.kept import KEPT
from ossdrop.config.keyring_store import service_name
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.transfers import checkpoint, retrying
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET
from tests.core.calls.conftest import Connections, puts
from tests.core.config.test_keyring import Backend

MakeFile = Callable[..., Path]
Send = Callable[..., list[UploadedLink | OssDropError]]


def in_loop(*args: Any, **kwargs: Any) -> list[UploadedLink | OssDropError]:
    return asyncio.run(awaited(*args, **kwargs))


both = pytest.mark.parametrize("send", [upload_files, in_loop])


def codes(outcomes: list[UploadedLink | OssDropError]) -> list[ErrorCode | None]:
    return [one.code if isinstance(one, OssDropError) else None for one in outcomes]


@both
def test_each_path_has_its_link_in_its_place(
    send: Send, variables: dict[str, str], make_file: MakeFile
) -> None:
    paths = [make_file(f"{n}.txt", f"content {n}".encode() * (n + 1)) for n in range(40)]
    links = send([*paths, str(paths[0])], settings=variables, expires_s=60)
    assert len(set(links)) == 41
    for path, link in zip([*paths, paths[0]], links, strict=True):
        assert isinstance(link, UploadedLink)
        assert link.stored.size_bytes == path.stat().st_size
        assert (link.expires_at - datetime.now(UTC)).total_seconds() <= 60
    assert requests.get(str(links[7]), timeout=10).content == paths[7].read_bytes()


@both
def test_what_goes_wrong_with_one_file_stops_no_other(
    send: Send, practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    folder = make_file().parent
    paths = [make_file("a.txt"), folder / "missing.txt", folder, make_file("b.txt"), "nul\0byte"]
    outcomes = send(paths, settings=variables)
    missing, special = ErrorCode.FILE_MISSING, ErrorCode.FILE_IS_SPECIAL
    assert codes(outcomes) == [None, missing, special, None, missing]
    assert [one.file for one in outcomes if isinstance(one, OssDropError)][:2] == [
        str(paths[1]),
        str(folder),
    ]
    assert puts(practice) == [(BUCKET, 200)] * 2


@both
def test_what_the_service_refuses_is_the_error_of_each_file(
    send: Send, practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    paths = [make_file(f"{n}.txt") for n in range(30)]
    wrong = variables | {"QWEN_TMP_OSS_AK_SECRET": "wrong-secret-0123456789abcdef"}
    outcomes = send(paths, settings=wrong)
    assert codes(outcomes) == [ErrorCode.SECRET_WRONG] * 30
    assert [one.file for one in outcomes if isinstance(one, OssDropError)] == list(map(str, paths))
    assert len(puts(practice)) <= 2  # the first proves for all that are listed by then


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"paths": "cat.png"}, TypeError),
        ({"paths": Path("cat.png")}, TypeError),
        ({"paths": [b"cat.png"]}, TypeError),
        ({"paths": [None]}, TypeError),
        ({"paths": ["cat.png"], "on_progress": 5}, TypeError),
        ({"paths": [], "expires_s": 0}, OssDropError),
        ({"paths": ["cat.png"], "expires_s": 604_801}, OssDropError),
        ({"paths": ["cat.png"], "expires_s": True}, OssDropError),
        ({"paths": ["cat.png"], "settings": {"QWEN_TMP_OSS_BUCKET": "b"}}, OssDropError),
        ({"paths": ["cat.png"], "settings": {}}, OssDropError),
    ],
)
@both
def test_a_mistake_is_raised_before_anything_is_sent(
    send: Send, practice: PracticeServer, arguments: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        send(**arguments)
    assert not practice.service.requests


@both
def test_no_path_is_no_link(send: Send) -> None:
    assert send([], settings={}) == []


@both
def test_progress_only_grows_and_ends_with_the_whole_once(
    send: Send, practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    practice.faults.bytes_per_s_total = 4_000_000
    paths = [make_file(f"{n}.bin", bytes(100_000)) for n in range(20)]
    steps: list[tuple[int, int]] = []
    threads: set[int] = set()

    def tell(sent: int, size: int) -> None:
        steps.append((sent, size))
        threads.add(threading.get_ident())

    send([*paths, "missing"], settings=variables, on_progress=tell)
    assert [size for _, size in steps] == [2_000_000] * len(steps)
    sent = [sent for sent, _ in steps]
    assert sent == sorted(set(sent))
    assert len(sent) > 2
    assert steps[-1] == (2_000_000, 2_000_000)
    assert threads == {threading.get_ident()}


@both
def test_what_the_progress_callback_raises_ends_all_and_comes_out(
    send: Send, practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    practice.faults.hold = threading.Event()
    began_s = time.monotonic()

    def refuse(sent: int, size: int) -> None:
        raise KeyError("mine")

    paths = [make_file(f"{n}.txt") for n in range(50)]
    with pytest.raises(KeyError, match="mine"):
        send(paths, settings=variables, on_progress=refuse)
    assert time.monotonic() - began_s < 5
    practice.faults.hold.set()
    practice.faults.hold = None
    assert codes(send(paths[:2], settings=variables)) == [None, None]


@both
def test_what_arrived_without_an_answer_is_removed_by_a_later_call(
    send: Send,
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each call left copies that nobody knew of."""
    send([make_file("first.txt")], settings=variables)

    def busy(*_: object) -> None:
        raise OssDropError(ErrorCode.SERVICE_BUSY)

    practice.faults.methods = frozenset({"PUT"})
    practice.faults.answer_lost_times = 2
    with monkeypatch.context() as patched:
        patched.setattr(retrying, "_ATTEMPTS", 1)
        patched.setattr(OssBucket, "find", busy)
        lost = send([make_file("a.txt"), make_file("b.txt")], settings=variables)
    assert codes(lost) == [ErrorCode.SERVICE_BUSY] * 2
    there = practice.service.store.buckets[BUCKET].objects
    assert len(there) == 3
    monkeypatch.setattr(checkpoint, "_SETTLED_S", 0)
    send([make_file("c.txt")], settings=variables)
    assert sorted(key.rpartition("_")[2] for key in there) == ["c.txt", "first.txt"]


@both
def test_after_its_time_what_has_not_arrived_is_told_so(
    send: Send, practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    send([make_file("first.txt")], settings=variables)
    practice.faults.hold = threading.Event()
    began = time.monotonic()
    outcomes = send([make_file("a.txt"), "missing"], settings=variables, timeout_s=0.5)
    assert time.monotonic() - began < 2.4  # it took two seconds more than it was given
    assert codes(outcomes) == [ErrorCode.NETWORK_TIMEOUT, ErrorCode.FILE_MISSING]
    practice.faults.hold.set()


@both
def test_the_time_holds_for_the_password_store_as_well(
    send: Send, in_keyring: Backend, make_file: MakeFile
) -> None:
    in_keyring.gate = threading.Event()
    outcomes = send([make_file(), make_file("b.txt")], timeout_s=0.2)
    assert codes(outcomes) == [ErrorCode.NETWORK_TIMEOUT] * 2
    in_keyring.gate.set()


@both
def test_a_key_that_was_changed_in_the_password_store_is_read_anew(
    send: Send, practice: PracticeServer, in_keyring: Backend, make_file: MakeFile
) -> None:
    upload_file(make_file())
    new = "another-secret-0123456789abcdef"
    practice.service.keys[KEY_ID] = AccessKey(KEY_ID, new)
    in_keyring.set_password(service_name("default", KEY_ID), KEY_ID, new)
    outcomes = send([make_file("a.txt"), "missing", make_file("b.txt")])
    assert codes(outcomes) == [None, ErrorCode.FILE_MISSING, None]
    assert [status for _, status in puts(practice)] == [200, 403, 200, 200]


def test_both_kinds_of_calls_share_what_is_kept(
    practice: PracticeServer,
    in_environment: dict[str, str],
    connections: Connections,
    make_file: MakeFile,
) -> None:
    upload_file(make_file())
    assert codes(upload_files([make_file()])) == [None]
    upload_file(make_file())
    assert len(connections) == 1


def test_large_ones_and_temporary_ones(
    practice: PracticeServer,
    variables: dict[str, str],
    temporary: dict[str, str],
    make_file: MakeFile,
) -> None:
    large = make_file("large.bin", os.urandom(17 * 1024**2))
    outcomes = upload_files([large, make_file()], settings=variables)
    assert codes(outcomes) == [None, None]
    assert not KEPT._waiting  # with the threads of parts
    outcomes = upload_files([make_file(), make_file("b.png")], settings=temporary)
    assert all(str(one).startswith("oss://") for one in outcomes)


def test_the_loop_goes_on_meanwhile(
    practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(60)]

    async def measure() -> float:
        longest_s = 0.0
        sending = asyncio.ensure_future(awaited(paths, settings=variables))
        while not sending.done():
            began_s = time.monotonic()
            await asyncio.sleep(0.005)
            longest_s = max(longest_s, time.monotonic() - began_s)
        assert codes(await sending) == [None] * 60
        return longest_s

    assert asyncio.run(measure()) < 0.5


def test_the_loop_begins_no_thread_for_a_call(
    variables: dict[str, str], make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waited for each until that had its turn: 3 s for 200 calls at once."""
    path, start, by = make_file("a.txt", b"a"), threading.Thread.start, dict[str, int]()

    def noted(thread: threading.Thread) -> None:
        by[thread.name] = threading.get_ident()
        start(thread)

    async def send() -> list[list[UploadedLink | OssDropError]]:
        monkeypatch.setattr(threading.Thread, "start", noted)
        return await asyncio.gather(*(awaited([path], settings=variables) for _ in range(8)))

    assert [codes(one) for one in asyncio.run(send())] == [[None]] * 8
    assert "ossdrop call" in by
    assert threading.get_ident() not in by.values()


def test_a_first_call_that_is_cancelled_at_once_says_nothing(make_file: MakeFile) -> None:
    """What loads meanwhile had nobody to tell, and said so by a traceback."""
    code = (
        "import asyncio\n"
        "from ossdrop import upload_files_async\n"
        "async def main():\n"
        f"    call = asyncio.ensure_future(upload_files_async([{str(make_file())!r}]))\n"
        "    await asyncio.sleep(0)\n"
        "    call.cancel()\n"
        "    await asyncio.wait([call])\n"
        "    import ossdrop.calls.many_files\n"
        "    await asyncio.sleep(0.1)\n"
        "    print(call.cancelled())\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.stdout.split(), ended.stderr) == (["True"], "")


def test_one_that_is_cancelled_ends_soon_and_leaves_nothing(
    practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    """Removed now, or, of requests that were cut, by a later call."""
    practice.faults.hold = threading.Event()
    paths = [make_file(f"{n}.txt") for n in range(300)]

    async def cancel() -> float:
        sending = asyncio.ensure_future(awaited(paths, settings=variables))
        while not practice.service.waiting_requests:  # noqa: ASYNC110 - of another thread
            await asyncio.sleep(0.01)
        began_s = time.monotonic()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        return time.monotonic() - began_s

    assert asyncio.run(cancel()) < 5
    practice.faults.hold.set()
    assert len(puts(practice)) <= 1


def test_cancelled_while_the_password_store_is_asked(
    in_keyring: Backend, make_file: MakeFile
) -> None:
    in_keyring.gate = threading.Event()

    async def cancel() -> None:
        sending = asyncio.ensure_future(awaited([make_file()]))
        while all(t.name != "keyring" for t in threading.enumerate()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending

    began_s = time.monotonic()
    asyncio.run(cancel())
    assert time.monotonic() - began_s < 5
    in_keyring.gate.set()


def test_several_calls_at_once(
    practice: PracticeServer, variables: dict[str, str], make_file: MakeFile
) -> None:
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(10)]

    async def send() -> list[list[UploadedLink | OssDropError]]:
        return await asyncio.gather(*(awaited(paths, settings=variables) for _ in range(5)))

    found = asyncio.run(send())
    assert len({link for links in found for link in links}) == 50


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_ctrl_c_ends_it(
    practice: PracticeServer, in_environment: dict[str, str], make_file: MakeFile
) -> None:
    code = """
import sys
from ossdrop import upload_files
try:
    upload_files(sys.argv[1:])
except KeyboardInterrupt:
    print("interrupted")
"""
    practice.faults.hold = threading.Event()
    command = [
        sys.executable,
        "-X",
        "dev",
        "-c",
        code,
        *(str(make_file(str(n))) for n in range(40)),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    pause = threading.Event()
    while not practice.service.waiting_requests:
        pause.wait(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "interrupted\n", "")


def test_no_secret_shows_in_an_outcome(variables: dict[str, str], make_file: MakeFile) -> None:
    outcomes = upload_files([make_file(), "missing"], settings=variables)
    assert "x-oss-signature=" not in repr(outcomes)
    assert KEY_SECRET not in repr(outcomes)


def test_it_waits_for_no_thread_of_the_loop(variables: dict[str, str], make_file: MakeFile) -> None:
    """Those may be busy with something else, or wait for this very call."""
    gate = threading.Event()

    async def send() -> list[UploadedLink | OssDropError]:
        loop = asyncio.get_running_loop()
        busy = [loop.run_in_executor(None, gate.wait) for _ in range(64)]
        try:
            return await awaited([make_file()], settings=variables, timeout_s=20)
        finally:
            gate.set()
            await asyncio.gather(*busy)

    (link,) = asyncio.run(send())
    assert isinstance(link, UploadedLink)


@both
def test_an_error_names_the_path_as_it_was_given(send: Send, variables: dict[str, str]) -> None:
    given = ["./nope", "a//b", "", "https://x/y", Path("c")]
    errors = send(given, settings=variables)
    assert [one.file for one in errors if isinstance(one, OssDropError)] == [*map(os.fspath, given)]


def test_what_uploads_is_loaded_beside_the_loop(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """The first call held it up for half a second."""
    path = make_file("a.txt", b"a")
    code = (
        "import asyncio, sys, threading\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'ossdrop.transfers.manager':\n"
        "            print(threading.current_thread() is threading.main_thread())\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from ossdrop import upload_files_async\n"
        f"sent = asyncio.run(upload_files_async([{str(path)!r}], settings={variables!r}))\n"
        "print(type(sent[0]).__name__)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout.split() == ["False", "UploadedLink"], ended.stderr
