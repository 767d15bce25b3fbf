"""kill -9 of window and command at random points, until each file has come through."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

from ossdrop.transfers.multipart import THRESHOLD_BYTES
from ossdrop.transfers.part_width import MOST
from tests.torture.place import TOO_LONG_S, Broken, Made, Place, require

_KILLS = 200
_LEAST, _MOST = 8 * 1024, 1 << 30
_MOST_RUNS = 12  # of one file: the last ones are left alone
_WINDOW = Path(__file__).with_name("window.py")


def run(place: Place, scale: float) -> str:
    """Each file by the command or in the window, killed up to three times on its way."""
    wanted, kills, files, sent_again, most_again = max(round(_KILLS * scale), 2), 0, 0, 0, 0
    most = _MOST if scale >= 1 else 100_000_000
    while kills < wanted:
        made = place.file(place.size(most, _LEAST))
        place.server.service.requests.clear()
        by_window = place.random.random() < 0.5
        link, killed, is_last = _sent(place, made, by_window=by_window)
        if is_last:  # it had its link, and no time to put away its notes: the next start does
            _run(place, made, None, window=True)
            for note in (place.home / "data" / "transfers").glob("command-*"):
                note.unlink()
        place.require_link(link, made)
        stored = list(place.bucket.objects)
        by = "the window" if by_window else "the command"
        seen = f"{made.size_bytes:,} bytes, killed {killed} times in {by}"
        require(len(stored) == 1, f"{len(stored)} objects of one file: {seen}")
        place.require_tidy(waits=True)
        again = _parts_sent_again(place, made)
        require(again <= killed * MOST, f"{again} parts were sent again")
        kills, files = kills + killed, files + 1
        sent_again, most_again = sent_again + again, max(most_again, again)
        made.path.unlink()
        _forget(place, stored)
    return (
        f"{kills} kills, {files} files of {_LEAST:,} to {most:,} bytes: all whole, one object and "
        f"one row each, nothing left behind; {sent_again} parts sent again, {most_again} at most"
    )


def _sent(place: Place, made: Made, *, by_window: bool) -> tuple[str, int, bool]:
    """Run until it is done; the link, how often it was killed, and whether the last time too."""
    most_kills = place.random.randint(1, 3)
    for killed in range(_MOST_RUNS):
        kill_after_s = place.random.uniform(0, 0.6 + made.size_bytes / 150_000_000)
        is_to_be_killed = killed < most_kills
        link, was_killed = _run(
            place, made, kill_after_s if is_to_be_killed else None, window=by_window
        )
        if link:
            return link, killed + was_killed, was_killed
    raise Broken(f"{made.path.name} never came through")


def _run(place: Place, made: Made, kill_after_s: float | None, *, window: bool) -> tuple[str, bool]:
    """One run; the link that it printed before it ended, "" for none, and whether it was killed.

    The time to the kill counts from the moment that the program has begun.
    """
    program = [str(_WINDOW)] if window else ["-m", "ossdrop", "upload"]
    with subprocess.Popen(
        [sys.executable, "-P", *program, str(made.path)],
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        if kill_after_s is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2 + kill_after_s + (0.3 if window else 0))
            process.kill()
        try:
            words, errors = process.communicate(timeout=TOO_LONG_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Broken(f"{made.path.name}: it does not come to an end") from None
    is_right = process.returncode in (0, -9)
    require(is_right, f"{program}: exit code {process.returncode}: {errors[-4000:]}")
    return words.strip(), process.returncode != 0


def _parts_sent_again(place: Place, made: Made) -> int:
    if made.size_bytes <= THRESHOLD_BYTES:
        return 0
    parts = [one for one in place.server.service.requests if "partNumber" in one.parameters]
    answered = sum(one.status == 200 for one in parts)
    (record,) = place.bucket.objects.values()
    return answered - len(record.blobs)


def _forget(place: Place, keys: list[str]) -> None:
    """What was looked at is not needed any more: neither disk nor later looks pay for it."""
    for key in keys:
        place.server.service.store.delete(place.bucket, key)
    history = place.home / "data" / "history.sqlite"
    until_s = time.monotonic() + TOO_LONG_S
    while history.exists() and time.monotonic() < until_s:
        for path in history.parent.glob("history.sqlite*"):
            path.unlink(missing_ok=True)
