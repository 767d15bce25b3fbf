"""Files that change while they are sent: an error of their own, or the whole of one version."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from ossdrop.errors import ErrorCode
from ossdrop.practice.faults import Faults
from ossdrop.storage.checksum import crc64
from ossdrop.transfers.transfer import Transfer
from tests.torture.place import Events, Place, at_home, require

_FILES = 500
_AT_ONCE = 4
_LEAST, _MOST = 100_000, 24_000_000
_ALLOWED = (ErrorCode.FILE_CHANGED, ErrorCode.FILE_MISSING, ErrorCode.FILE_UNREADABLE)


def _change(path: Path, pick: Random) -> None:
    with path.open("r+b") as file:
        file.seek(pick.randrange(path.stat().st_size))
        file.write(pick.randbytes(5000))


def _change_secretly(path: Path, pick: Random) -> None:
    """The same size, and the time set back: as rsync --inplace -t does."""
    facts = path.stat()
    with path.open("r+b") as file:
        file.seek(pick.randrange(max(facts.st_size - 5000, 1)))
        file.write(pick.randbytes(5000))
        file.truncate(facts.st_size)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def _truncate(path: Path, pick: Random) -> None:
    os.truncate(path, pick.randrange(path.stat().st_size))


def _grow(path: Path, pick: Random) -> None:
    with path.open("ab") as file:
        file.write(pick.randbytes(5000))


def _replace(path: Path, pick: Random) -> None:
    """As an editor saves; half of them with the time of the one before."""
    facts = path.stat()
    new = path.with_suffix(".new")
    new.write_bytes(pick.randbytes(facts.st_size))
    if pick.random() < 0.5:
        os.utime(new, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    new.replace(path)


def _remove(path: Path, _: Random) -> None:
    path.unlink()


def _close(path: Path, _: Random) -> None:
    path.chmod(0)


def _look(path: Path, _: Random) -> None:
    """As a scanner does: the inode's time moves, and nothing else."""
    path.chmod(0o640)


_MOVES: tuple[Callable[[Path, Random], None], ...] = (
    _change, _change_secretly, _truncate, _grow, _replace, _remove, _close, _look,
)  # fmt: skip


def run(place: Place, scale: float) -> str:
    """A few files at a time, each changed once at a random moment of its upload."""
    wanted, done = max(round(_FILES * scale), 8), 0
    ends: Counter[str] = Counter()
    with at_home(place):
        while done < wanted:
            for end in _batch(place, min(_AT_ONCE, wanted - done)):
                ends[end] += 1
            done += _AT_ONCE
    place.require_tidy()
    told = ", ".join(f"{count} {end}" for end, count in ends.most_common())
    return f"{done} files: {told}; no mixture, no object without a row, no parts left behind"


def _batch(place: Place, count: int) -> list[str]:
    files = [place.file(place.size(_MOST, _LEAST)) for _ in range(count)]
    moves = [place.random.choice(_MOVES) for _ in files]
    versions = {made.path: {_crc(made.path)} for made in files}
    events = Events()
    app = place.app(events, stays=False)
    place.faults = Faults(bytes_per_s=30_000_000)
    timers = []
    for made, move in zip(files, moves, strict=True):
        pick = Random(place.random.random())
        after_s = place.random.uniform(0, made.size_bytes / 20_000_000)
        act = lambda path=made.path, move=move, pick=pick: move(path, pick)  # noqa: E731
        timers.append(threading.Timer(after_s, act))
    try:
        sender = app.sender()
        batch_id = app.transfers.submit([one.path for one in files], lambda: sender)
        for timer in timers:
            timer.start()
        batch = events.batch(batch_id)
    finally:
        for timer in timers:
            timer.join()
        app.close()
        place.faults = Faults()
    ends = [
        _end(place, transfer, move, versions[made.path] | _crc_now(made.path))
        for transfer, move, made in zip(batch.transfers, moves, files, strict=True)
    ]
    for made in files:
        made.path.unlink(missing_ok=True)
    return ends


def _end(
    place: Place, transfer: Transfer, move: Callable[[Path, Random], None], versions: set[int]
) -> str:
    if transfer.finished is None:
        code = transfer.error.code if transfer.error else None
        require(code in _ALLOWED, f"{move.__name__}: {transfer.error}")
        require(move is not _look, "a file that was only looked at did not arrive")
        return str(code.value) if code else ""
    stored = place.bucket.objects[transfer.finished.stored.key]
    require(stored.crc64 in versions, f"{move.__name__}: a mixture was stored as a success")
    return "arrived"


def _crc(path: Path) -> int:
    return crc64(path.read_bytes())


def _crc_now(path: Path) -> set[int]:
    return {_crc(path)} if path.exists() else set()
