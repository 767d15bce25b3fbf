"""Disks that are full, read-only or slow: uploads go on, nothing is corrupted, the person is told.

A full disk is a limit on what a process may write to a file, at a random place; a read-only one is
a mount of its own, where the system lets us make one.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter

from tests.torture.place import Made, Place, require

_TRIALS = 80
_MOST_BYTES = 30_000_000
_MOST_WRITTEN = 150_000
_SLOW_S = 0.2
_LIMITED = """
import os, resource, sys, time
limit, slow_s = int(sys.argv[1]), float(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if slow_s:
    fsync = os.fsync
    os.fsync = lambda handle: (time.sleep(slow_s), fsync(handle))[1]
from ossdrop.cli import main
sys.exit(main(sys.argv[3:]))
"""


def run(place: Place, scale: float) -> str:
    """Commands on a home whose disk is so; then the same home on a good one."""
    count = max(round(_TRIALS * scale), 6)
    can_mount = _can_mount()
    kinds = ["full", "full", "slow", "full .env", *(["read-only"] if can_mount else [])]
    seen: Counter[str] = Counter()
    told = 0
    expected = _known_rows(place)
    for number in range(count):
        kind, was_told = kinds[number % len(kinds)], False
        if kind == "full .env":
            was_told = _write_settings(place, number)
        else:
            made = place.file(place.size(_MOST_BYTES))
            result = _upload(place, made, kind)
            require(result.returncode == 0, f"{kind}: {result.stderr[-1500:]}")
            place.require_link(result.stdout.strip(), made)
            made.path.unlink()
            was_told = bool(result.stderr.strip())
        seen[kind] += 1
        rows = _known_rows(place)
        require(rows >= expected, f"{kind}: {expected - rows} rows are lost")
        require(rows > expected or was_told, f"{kind}: a row is missing, and nobody was told")
        told, expected = told + (was_told and kind != "full .env"), rows
    final = place.file(1000)
    result = place.run("upload", final.path)
    require(result.returncode == 0, result.stderr)
    kept = f"{expected} of {sum(seen.values()) - seen['full .env']} rows written at once"
    how = "" if can_mount else " (read-only not tried: no mounts of our own here)"
    names = ", ".join(f"{number} {name}" for name, number in seen.items())
    return f"{names}{how}: every file up and its link whole, {kept}, {told} times told"


def _upload(place: Place, made: Made, kind: str) -> subprocess.CompletedProcess[str]:
    if kind == "read-only":
        mount = 'mount --bind $0 $0 && mount -o remount,ro,bind $0 && exec "$@"'
        place.home.mkdir(exist_ok=True)
        before = ["unshare", "-rm", "sh", "-c", mount, str(place.home)]
        return place.run("upload", made.path, before=before)
    limit = place.random.randrange(1, _MOST_WRITTEN) if kind == "full" else 0
    slow_s = _SLOW_S if kind == "slow" else 0.0
    return _limited(place, limit, slow_s, "upload", made.path)


def _limited(
    place: Place, limit: int, slow_s: float, *arguments: object
) -> subprocess.CompletedProcess[str]:
    return place.python("-c", _LIMITED, limit, slow_s, *arguments)


def _write_settings(place: Place, number: int) -> bool:
    """The new line is there, or the old ones and an error."""
    path = place.home / "config" / ".env"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    limit = place.random.randrange(1, max(len(before) * 2, 60))
    result = _limited(place, limit, 0, "config", "set", "QWEN_TMP_OSS_PREFIX", f"p/{number}")
    after = path.read_text(encoding="utf-8") if path.exists() else ""
    if result.returncode:
        require(after == before, "a .env was left half written")
        require("Traceback" not in result.stderr, result.stderr[-1500:])
    else:
        require(f"p/{number}" in after, "a setting that was said to be saved is not there")
    return True


def _known_rows(place: Place) -> int:
    return sum(place.rows().values())


def _can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-rm", "true"], check=False).returncode == 0
