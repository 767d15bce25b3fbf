"""Every success is true, and nothing goes out that was not meant."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryStore
from ossdrop.intake.selection import select_files
from ossdrop.practice.server import PracticeServer
from ossdrop.storage.base import StoredObject, TransferControl, UploadSource
from ossdrop.storage.checksum import crc64
from ossdrop.storage.object_key import content_type_of
from ossdrop.storage.oss_bucket import OssBucket
from ossdrop.transfers.checkpoint import Checkpoint
from ossdrop.transfers.multipart import THRESHOLD_BYTES, upload_in_parts
from ossdrop.transfers.part_pool import PartPool
from ossdrop.transfers.retrying import upload_with_retries
from ossdrop.transfers.transfer import QueueHeld, TransferChanged, TransferState
from tests.conftest import BUCKET
from tests.contract.control import CountingControl
from tests.contract.test_storage import source_of
from tests.core.history.test_store import entry
from tests.core.transfers.test_restart import app_of, restored
from tests.platforms import replaces_open_files

BIG = 30_000_000


@pytest.fixture
def storage(destination: Destination) -> OssBucket:
    return OssBucket(destination)


@pytest.mark.parametrize("size", [300_000, BIG])
@pytest.mark.parametrize("times", [1, 2])
def test_a_wrong_checksum_is_tried_again(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    size: int,
    times: int,
) -> None:
    practice.faults.wrong_crc_times = times
    content = os.urandom(size)
    link = upload_file(make_file("a.bin", content), settings=variables)
    assert requests.get(link, timeout=10).content == content
    assert len(practice.service.store.buckets[BUCKET].objects) == 1


def test_a_byte_that_flips_on_the_way_is_sent_again(
    practice: PracticeServer,
    storage: OssBucket,
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The damaged object is there, under the name that nothing may overwrite."""
    from ossdrop.storage.checksum import CheckedReader

    read, flips = CheckedReader.read, [True]

    def flip(self: CheckedReader, size: int = -1) -> bytes | memoryview:
        data = read(self, size)
        if data and flips:
            flips.clear()
            return bytes(data[:-1]) + bytes([data[-1] ^ 1])
        return data

    monkeypatch.setattr(CheckedReader, "read", flip)
    content = os.urandom(100_000)
    stored = upload_with_retries(storage, source_of(make_file("a.bin", content)), CountingControl())
    assert stored.crc64 == crc64(content)
    found = requests.get(storage.sign(stored.key, 60).url, timeout=10).content
    storage.close()
    assert found == content


@pytest.mark.parametrize("size", [300_000, BIG])
def test_what_stays_damaged_is_an_error_and_leaves_nothing(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path], size: int
) -> None:
    practice.faults.wrong_crc_times = -1
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file("a.bin", bytes(size)), settings=variables)
    assert raised.value.code is ErrorCode.CHECKSUM_MISMATCH
    bucket = practice.service.store.buckets[BUCKET]
    assert bucket.objects == {}


def send(storage: OssBucket, source: UploadSource, control: TransferControl) -> StoredObject:
    if source.size_bytes <= THRESHOLD_BYTES:
        return upload_with_retries(storage, source, control)
    with PartPool(2) as pool:
        return upload_in_parts(storage, source, control, pool, Checkpoint())


class Rewriting(CountingControl):
    """Writes over the file, in place and with the old mtime, while it is sent: rsync -t."""

    def __init__(self, path: Path, after_bytes: int, *, is_other: bool = True) -> None:
        super().__init__()
        self._path, self._after_bytes, self._is_other = path, after_bytes, is_other
        self._done = False

    def add_sent(self, size_bytes: int) -> None:
        super().add_sent(size_bytes)
        if self.sent_bytes > self._after_bytes and not self._done:
            self._done = True
            facts = self._path.stat()
            if self._is_other:
                with self._path.open("r+b") as file:
                    file.write(os.urandom(facts.st_size))
            else:
                self._path.chmod(0o600)  # what a scanner or a sync client does
            os.utime(self._path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


@pytest.mark.parametrize("size", [3_000_000, BIG])
def test_a_file_written_over_in_place_is_no_mixture(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path], size: int
) -> None:
    path = make_file("a.bin", os.urandom(size))
    source, control = source_of(path), Rewriting(path, size // 3)
    with pytest.raises(OssDropError) as raised:
        send(storage, source, control)
    storage.close()
    assert raised.value.code is ErrorCode.FILE_CHANGED
    assert practice.service.store.buckets[BUCKET].objects == {}


@pytest.mark.parametrize("size", [3_000_000, BIG])
def test_a_file_that_was_only_looked_at_arrives(
    storage: OssBucket, make_file: Callable[..., Path], size: int
) -> None:
    content = os.urandom(size)
    path = make_file("a.bin", content)
    source, control = source_of(path), Rewriting(path, size // 3, is_other=False)
    stored = send(storage, source, control)
    storage.close()
    assert stored.crc64 == crc64(content)


@replaces_open_files
def test_a_file_replaced_by_another_of_the_same_size_and_time(
    practice: PracticeServer, storage: OssBucket, make_file: Callable[..., Path]
) -> None:
    path = make_file("a.bin", os.urandom(BIG))
    other = make_file("b.bin", os.urandom(BIG))
    source, facts = source_of(path), path.stat()

    class Replacing(CountingControl):
        def add_sent(self, size_bytes: int) -> None:
            super().add_sent(size_bytes)
            if self.sent_bytes > BIG // 3 and other.exists():
                os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
                other.replace(path)

    with pytest.raises(OssDropError) as raised:
        send(storage, source, Replacing())
    storage.close()
    assert raised.value.code is ErrorCode.FILE_CHANGED
    assert practice.service.store.buckets[BUCKET].objects == {}


@pytest.mark.parametrize(
    ("name", "is_same"), [("offer.html", True), ("draft-SECRET.txt", False), ("offer.htm", False)]
)
def test_the_same_bytes_come_back_under_their_own_name_only(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    tmp_path: Path,
    name: str,
    is_same: bool,
) -> None:
    app, recorder = app_of(variables)
    first = recorder.batch(app.submit([make_file("offer.html", b"the same")])).succeeded[0]
    other = tmp_path / "elsewhere" / name
    other.parent.mkdir()
    other.write_bytes(b"the same")
    second = recorder.batch(app.submit([other])).succeeded[0]
    app.close()
    assert first.finished is not None
    assert second.finished is not None
    assert second.finished.was_there is is_same
    assert second.finished.stored.key.endswith(name) or is_same
    answer = requests.get(second.finished.url, timeout=10)
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert len(practice.service.store.buckets[BUCKET].objects) == (1 if is_same else 2)


def test_looking_for_the_same_content_fails_no_upload(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app, recorder = app_of(variables)
    path = make_file("a.txt", b"the same")
    recorder.batch(app.submit([path]))
    practice.faults.methods, practice.faults.fail_percent = frozenset({"HEAD"}), 100.0
    practice.faults.fail_code = "AccessDenied"
    assert len(recorder.batch(app.submit([path])).succeeded) == 1
    app.close()


def test_bytes_kept_from_earlier_prove_nothing(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A resumed large file opened the way for all others, at a service that answers 503 only."""
    monkeypatch.setattr("ossdrop.transfers.retrying._ATTEMPTS", 2)
    app, recorder = app_of(variables)
    film = make_file("film.mp4", os.urandom(100_000_000))
    practice.faults.bytes_per_s = 20_000_000
    app.submit([film])
    pause = threading.Event()
    while sum("partNumber" in r.parameters for r in practice.service.requests) < 3:
        pause.wait(0.01)
    app.close()
    practice.faults.bytes_per_s, practice.faults.fail_percent = 0, 100.0
    practice.service.requests.clear()
    again, recorder = app_of(variables)
    back = restored(again, recorder)
    assert back[0].kept_bytes > 0
    again.transfers.resume_all()
    again.submit([make_file(f"{n}.png", b"x") for n in range(20)])
    recorder.wait_for(lambda e: isinstance(e, QueueHeld))
    again.close()
    keys = {r.key.rpartition("/")[2] for r in practice.service.requests}
    assert len(keys) <= 2


def test_nothing_is_kept_of_what_temporary_storage_has_half_of(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """It goes there in one request: "26 of 60 MB" began anew, and was said not to."""
    app, recorder = app_of(temporary)
    film = make_file("film.mp4", os.urandom(60_000_000))
    practice.faults.bytes_per_s = 20_000_000
    app.submit([film])
    pause = threading.Event()
    while not any(one.sent_bytes > 5_000_000 for one in app.transfers.progress().values()):
        pause.wait(0.01)
    app.transfers.pause_all()
    paused = recorder.wait_for(
        lambda e: isinstance(e, TransferChanged) and e.transfer.state is TransferState.PAUSED
    )
    app.close()
    assert isinstance(paused, TransferChanged)
    assert paused.transfer.kept_bytes == 0


def test_a_key_that_waits_for_a_word_still_waits_after_a_restart(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app, recorder = app_of(variables)
    recorder.batch(app.submit([make_file("id_rsa", b"a key")]))
    app.close()
    again, recorder = app_of(variables)
    (back,) = restored(again, recorder)
    assert back.looks_secret
    recorder.batch(again.transfers.resume_all())
    assert practice.service.store.buckets[BUCKET].objects == {}
    assert back.state is TransferState.PAUSED
    recorder.batch(again.transfers.resume(back.id))
    assert len(practice.service.store.buckets[BUCKET].objects) == 1
    again.close()


def test_the_id_of_a_row_is_never_given_again(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "h.sqlite")
    first = store.add(entry("a"))
    store.remove([first])
    second = store.add(entry("b"))
    store.remove([first])
    store.close()
    again = HistoryStore(tmp_path / "h.sqlite")
    assert second > first
    assert again.count() == 1
    again.close()


def test_system_files_in_folders_stay_there(tmp_path: Path) -> None:
    for name in ("a.png", "desktop.ini", "Thumbs.db", "~$plan.docx", ".DS_Store", "Desktop.INI"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in select_files([tmp_path])] == ["a.png"]
    (named,) = select_files([tmp_path / "desktop.ini"])
    assert named.error is None  # named by itself it is meant


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.wmv", "video/x-ms-wmv"),
        ("a.ts", "video/mp2t"),
        ("a.tar.gz", "application/gzip"),
        ("a.WEBP", "image/webp"),
        ("a.m4a", "audio/mp4"),
        ("a.heic", "image/heic"),
    ],
)
def test_types_are_known_on_every_system(
    name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mimetypes.knownfiles", [])
    assert content_type_of(name) == kind


def test_many_processes_opening_one_new_history_lose_no_row(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ossdrop.history.store import HistoryStore\n"
        "from tests.core.history.test_store import entry\n"
        "store = HistoryStore(Path(sys.argv[1]))\n"
        "sys.stdin.readline()\n"
        "for n in range(25): store.add(entry(f'{sys.argv[2]}/{n}'))\n"
        "store.close()\n"
    )
    path = tmp_path / "h.sqlite"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, path, str(n)],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
        )
        for n in range(8)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    assert [process.wait(50) for process in processes] == [0] * 8
    store = HistoryStore(path)
    assert store.count() == 200
    store.close()


def test_a_history_saved_from_damage_keeps_what_others_write_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite"
    store = HistoryStore(path)
    for number in range(50):
        store.add(entry(f"k{number}"))
    store.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    first, second = HistoryStore(path), HistoryStore(path)
    errors: list[BaseException] = []

    def write(store: HistoryStore, name: str) -> None:
        try:
            for number in range(20):
                store.add(entry(f"{name}/{number}"))
        except BaseException as error:  # noqa: BLE001 - told by the test
            errors.append(error)

    threads = [threading.Thread(target=write, args=item) for item in ((first, "a"), (second, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first.close()
    second.close()
    assert errors == []
    db = sqlite3.connect(path)
    keys = {key for (key,) in db.execute("SELECT key FROM uploads")}
    db.close()
    assert {f"{name}/{number}" for name in "ab" for number in range(20)} <= keys


def test_a_link_needs_no_history_that_can_be_written(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    upload_file(make_file(), settings=variables)
    app = App(settings=variables)
    (row,) = app.history.entries(app.history.ids()).values()
    other = sqlite3.connect(app.history._path)
    other.execute("BEGIN IMMEDIATE")
    assert app.signer.link(row).url.startswith("http")
    other.rollback()
    other.close()
    app.close()
