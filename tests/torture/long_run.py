"""Thousands of uploads, links and changed settings in one process: nothing grows."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

from tests.torture.place import Events, Place, at_home, require

_UPLOADS, _LINKS, _SWITCHES = 10_000, 500, 100
_AT_ONCE = 100
_FIRST_PART = 0.3  # until then everything is loaded, and every pool is as large as it gets
_MOST_MB, _MOST_HANDLES, _MOST_THREADS = 24, 8, 4  # that it may differ by


def run(place: Place, scale: float) -> str:
    """Measure after the first part, and at the end."""
    uploads, links = max(round(_UPLOADS * scale), 400), max(round(_LINKS * scale), 20)
    files = [place.file(place.size(20_000)).path for _ in range(_AT_ONCE)]
    began = (0, 0, 0)
    with at_home(place):
        events = Events()
        app = place.app(events)
        for done in range(0, uploads, _AT_ONCE):
            batch = events.batch(app.submit(files, anew=True))
            require(len(batch.succeeded) == _AT_ONCE, "an upload failed")
            events.forget()
            _switch(place, done // _AT_ONCE, max(uploads // _AT_ONCE // _SWITCHES, 1))
            if done >= uploads * _FIRST_PART and not any(began):
                began = _measured()
        for entry_id in list(app.history.ids(limit=links)):
            entry = app.history.get(entry_id)
            assert entry is not None
            app.signer.link(entry)
        ended = _measured()
        app.close()
    grown = [after - before for before, after in zip(began, ended, strict=True)]
    most = (_MOST_MB, _MOST_HANDLES, _MOST_THREADS)
    too_much = [one for one, limit in zip(grown, most, strict=True) if one > limit]
    require(not too_much, f"grown by {grown[0]} MB, {grown[1]} handles, {grown[2]} threads")
    place.require_tidy()
    return (
        f"{uploads} uploads, {links} new links: {ended[0]} MB, {ended[1]} handles, {ended[2]} "
        f"threads, {grown[0]:+} MB, {grown[1]:+} and {grown[2]:+} since the first third"
    )


def _switch(place: Place, number: int, every: int) -> None:
    """Write the settings anew, as the settings page does, while the App is at work."""
    if number % every == 0:
        result = place.run("config", "set", "QWEN_TMP_OSS_URL_EXPIRES", f"{3600 + number}")
        require(result.returncode == 0, result.stderr)


def _measured() -> tuple[int, int, int]:
    """Resident megabytes, open handles, threads."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
    return kilobytes // 1024, len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
