"""Who is killed in the middle of a large file goes on with it, the practice bucket included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ossdrop.practice.home import BUCKET, open_home
from ossdrop.practice.store import Store
from ossdrop.practice.stored import ObjectRecord

SIZE_BYTES, PARTS_BEFORE = 120_000_000, 10
IN_FLIGHT = 8  # whose answers may not have arrived
COMMAND = [sys.executable, "-P", "-m", "ossdrop", "upload", "--practice"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")


def parts_in(folder: Path) -> set[str]:
    """The names of the bytes of all parts that an upload's file names."""
    files = [path.read_bytes() for path in folder.glob("uploads/*.jsonl")]
    lines = [line for content in files for line in content.split(b"\n") if line.endswith(b"}")]
    return {json.loads(line)["name"] for line in lines if line.startswith(b'{"number"')}


def killed_at_its_parts(path: Path, folder: Path) -> set[str]:
    """Upload `path`, and kill all of it once some parts have arrived."""
    process = subprocess.Popen(
        [*COMMAND, path],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    pause = threading.Event()
    while process.poll() is None and len(parts_in(folder)) < PARTS_BEFORE:
        pause.wait(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return parts_in(folder)


def only_object(folder: Path) -> ObjectRecord:
    (record,) = Store(folder).buckets[BUCKET].objects.values()
    return record


def test_a_killed_upload_goes_on_with_the_parts_that_arrived(tmp_path: Path) -> None:
    path = tmp_path / "film.bin"
    path.write_bytes(os.urandom(SIZE_BYTES))
    folder = Path(open_home().folder) / "bucket"
    before = killed_at_its_parts(path, folder)
    assert len(before) >= PARTS_BEFORE
    again = subprocess.run([*COMMAND, path], capture_output=True, timeout=50, check=False)
    assert again.returncode == 0, again.stderr
    record = only_object(folder)
    assert len(before - {blob.name for blob in record.blobs}) <= IN_FLIGHT
    assert before & {blob.name for blob in record.blobs}
    assert record.size_bytes == SIZE_BYTES
    with Store(folder).reading(record, 0, SIZE_BYTES) as pieces:
        assert b"".join(pieces) == path.read_bytes()
