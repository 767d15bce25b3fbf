"""A folder whose new files are sent by themselves: which of them are new, and complete.

It is looked at now and then, which works on every drive, and after sleep as well. A file is
complete once its size and its time have been at rest for a while; what browsers and other programs
are still writing has names of its own. What was there at the beginning is not sent, and nothing
twice: what is known is kept on the disk.
"""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ossdrop.errors import ELSEWHERE, ErrorCode, OssDropError
from ossdrop.intake.natural_order import natural_order
from ossdrop.program.files import read_json, write_own

REST_S = 2.0  # for how long a file has to be as it is
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp", ".temp", "~")
_HIDDEN = (".", "~$")


@dataclass(frozen=True)
class _Facts:
    """By which a file is known again: written anew, it is another one."""

    size_bytes: int
    modified_ns: int


@dataclass(frozen=True)
class _Resting:
    """A file that has changed or come, and since when it has been as it is."""

    facts: _Facts
    since_s: float


class WatchedFolder:
    """One folder, without those in it. Calls block on the disk, and come from one thread at a time.

    `pattern` is for names, as in a shell (`*.png`); "" takes all.
    """

    def __init__(
        self,
        folder: Path,
        state: Path,
        pattern: str = "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder, self._pattern = folder, pattern
        self._state, self._now = state, now
        self._known: dict[str, _Facts] | None = None
        self._place = ""  # where it leads, "" before that is known
        self._resting: dict[str, _Resting] = {}

    def begin(self) -> int:
        """Know all that is there now, so that it is not sent; returns how many files that are.

        Raises WATCH_FAILED where the folder cannot be read, or what is known cannot be kept.
        """
        found = self._scan()
        self._place = os.path.realpath(self.folder)
        self._keep(found)
        return len(found)

    def look(self) -> list[Path]:
        """The files that are new since, and complete, in the order of their names.

        They are known from now on: whoever gets them sends them. Raises WATCH_FAILED, also where a
        link has taken the place of the folder: what it leads to, nobody has asked to send.
        """
        known = self._known if self._known is not None else self._read()
        found, now_s = self._scan(), self._now()
        if os.path.realpath(self.folder) != self._place:
            raise OssDropError(ErrorCode.WATCH_FAILED, hint=ELSEWHERE)
        ready = []
        for name, facts in sorted(found.items(), key=lambda one: natural_order(one[0])):
            if known.get(name) == facts:
                self._resting.pop(name, None)
                continue
            resting = self._resting.get(name)
            if resting is None or resting.facts != facts:
                self._resting[name] = _Resting(facts, now_s)
            elif now_s - resting.since_s >= REST_S and facts.size_bytes:
                ready.append(name)
        if ready:
            self._keep({**known, **{name: found[name] for name in ready}})
            for name in ready:
                del self._resting[name]
        else:
            self._known = known
        return [self.folder / name for name in ready]

    def _scan(self) -> dict[str, _Facts]:
        found = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):  # it has just gone
                        if self._is_wanted(entry):
                            facts = entry.stat(follow_symlinks=False)
                            found[entry.name] = _Facts(facts.st_size, facts.st_mtime_ns)
        except OSError as error:
            raise _failed(error) from error
        return found

    def _is_wanted(self, entry: os.DirEntry[str]) -> bool:
        """No folder, no link, nothing hidden, nothing that is still being written."""
        name = entry.name.lower()
        if name.startswith(_HIDDEN) or name.endswith(_UNFINISHED):
            return False
        if self._pattern and not fnmatch.fnmatch(name, self._pattern.lower()):
            return False
        return entry.is_file(follow_symlinks=False)

    def _read(self) -> dict[str, _Facts]:
        """What an earlier run has known. Where that is lost, all that is there now is known."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            values = read_json(self._state)
            if values["folder"] == _text(self.folder):
                files = values["files"].items()
                known = {_name(text): _Facts(int(size), int(at)) for text, (size, at) in files}
                self._place = _name(values.get("place", "")) or os.path.realpath(self.folder)
                return known
        self._place = os.path.realpath(self.folder)
        return self._scan()

    def _keep(self, known: dict[str, _Facts]) -> None:
        values = {
            "folder": _text(self.folder),
            "place": _text(self._place),
            "files": {
                _text(name): [one.size_bytes, one.modified_ns] for name, one in known.items()
            },
        }
        try:
            write_own(self._state, json.dumps(values).encode())
        except OSError as error:
            raise _failed(error) from error
        self._known = known


def _failed(error: OSError) -> OssDropError:
    return OssDropError(ErrorCode.WATCH_FAILED, error.strerror or type(error).__name__)


def _text(name: str | Path) -> str:
    """As JSON can hold it, whatever its bytes are: in hex."""
    return os.fsencode(name).hex()


def _name(text: str) -> str:
    return os.fsdecode(bytes.fromhex(text))
