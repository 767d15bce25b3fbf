"""A line that is gone for a while ends no command and no script; a wrong address ends both."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.errors import REFUSED, UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.transfers import patience as patience_module
from ossdrop.transfers.patience import Patience
from tests.conftest import BUCKET
from tests.core.transfers.test_manager import Recorder, files
from tests.hostile.programs import run

GONE = OssDropError(ErrorCode.NETWORK_UNREACHABLE)
GONE_S = 4.0


class Line:
    """The way to the service, which can be gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gone_until_s = 0.0
        connect = socket.socket.connect
        line = self

        class Socket(socket.socket):
            def connect(self, address: object) -> None:
                if time.monotonic() < line.gone_until_s:
                    raise OSError(101, "Network is unreachable")
                connect(self, address)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "socket", Socket)

    def goes(self, seconds: float) -> None:
        self.gone_until_s = time.monotonic() + seconds


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


@pytest.mark.parametrize("size", [1000, 30_000_000])
def test_a_script_waits_for_the_line(
    line: Line, variables: dict[str, str], make_file: Callable[..., Path], size: int
) -> None:
    content = bytes(size)
    line.goes(GONE_S)
    link = upload_file(make_file("a.bin", content), settings=variables)
    assert requests.get(link, timeout=10).content == content


def test_a_command_waits_and_says_so_once(
    line: Line,
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
) -> None:
    """Connections that are open break as well."""
    waits: list[float] = []
    recorder = Recorder()
    app = App(environment=variables, listener=recorder, patience=Patience(on_wait=waits.append))
    sender = app.sender()
    recorder.batch(app.transfers.submit(files(make_file, 5), lambda: sender))
    practice.faults.latency_s = 0.02
    batch_id = app.transfers.submit(files(make_file, 200), lambda: sender)
    while len(practice.service.store.buckets[BUCKET].objects) < 50:
        threading.Event().wait(0.01)
    line.goes(GONE_S)
    for storage in app._storages.values():
        for connection in list(storage._session._adapter.connections):  # type: ignore[attr-defined]
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)
    batch = recorder.batch(batch_id)
    app.close()
    assert len(batch.succeeded) == 200
    assert len(practice.service.store.buckets[BUCKET].objects) == 205
    assert len(waits) == 1
    assert 290 < waits[0] <= 300


def test_a_wrong_address_is_an_error_at_once(
    variables: dict[str, str], make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    began_s = time.monotonic()
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), settings=variables | {"QWEN_TMP_OSS_ENDPOINT": nobody})
    assert (raised.value.code, raised.value.hint) == (ErrorCode.NETWORK_UNREACHABLE, REFUSED)

    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    elsewhere = {"QWEN_TMP_OSS_ENDPOINT": "https://oss.example.com"}
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), settings=variables | elsewhere)
    assert (raised.value.code, raised.value.hint) == (ErrorCode.NETWORK_UNREACHABLE, UNKNOWN_NAME)
    assert time.monotonic() - began_s < 15


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_the_whole_call_can_be_bounded(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path], method: str
) -> None:
    practice.faults.hold, practice.faults.methods = threading.Event(), frozenset({method})
    path = make_file("a.bin", bytes(30_000_000 if method == "POST" else 10))
    began_s = time.monotonic()
    with pytest.raises(OssDropError) as raised:
        upload_file(path, settings=variables, timeout_s=1)
    assert raised.value.code is ErrorCode.NETWORK_TIMEOUT
    assert time.monotonic() - began_s < 4
    practice.faults.hold.set()
    practice.faults.hold = None
    assert upload_file(path, settings=variables, timeout_s=60)


def test_a_command_can_be_told_how_long(
    variables: dict[str, str], make_file: Callable[..., Path], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    given = variables | {"QWEN_TMP_OSS_ENDPOINT": nobody}
    told = run(tmp_path, "ossdrop-cli", "upload", "--wait", "2", make_file(), environment=given)
    assert told.returncode == 1
    assert "waiting for up to 2 seconds" in told.stderr
    silent = run(tmp_path, "ossdrop-cli", "upload", make_file(), environment=given)
    assert silent.returncode == 1
    assert "waiting" not in silent.stderr


def test_how_long_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s, waits = [1000.0], []
    monkeypatch.setattr(patience_module.time, "monotonic", lambda: now_s[0])
    patience = Patience(on_wait=waits.append)
    refused = OssDropError(ErrorCode.NETWORK_UNREACHABLE, hint=REFUSED)
    away = OssDropError(ErrorCode.PROXY_UNREACHABLE, hint=REFUSED)
    assert not patience.lasts(OssDropError(ErrorCode.PROXY_FAILED))
    assert not patience.lasts(refused)
    assert not patience.lasts(away)
    assert patience.lasts(GONE)
    now_s[0] += 29.9
    assert patience.lasts(GONE)
    now_s[0] += 0.2
    assert not patience.lasts(GONE)
    patience.note_taken()
    assert patience.lasts(refused)
    assert patience.lasts(away)
    now_s[0] += 299
    assert patience.lasts(GONE)
    now_s[0] += 2
    assert not patience.lasts(GONE)
    assert waits == [30.0, 300.0]
    for _ in range(5):  # a line that comes and goes
        patience.note_taken()
        assert patience.lasts(GONE)
        now_s[0] += 1
    assert waits == [30.0, 300.0, 300.0]
    now_s[0] += 26
    assert patience.lasts(GONE)  # it has stayed away
    assert waits == [30.0, 300.0, 300.0, 273.0]
