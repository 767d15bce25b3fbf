"""Who uses a practice bucket that runs: it stays until the last of them has gone.

Whoever started it may well end first, as the first of two uploads side by side.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import filelock

from ossdrop.program.files import make_own_folder

_FILE = "users.db"
_LONGEST_WAIT_S = 10  # for one that is just ending
_BETWEEN_LOOKS_S = 0.2


class PracticeUser:
    """One that uses the bucket of a folder, until `leave()`, or until its process has gone."""

    def __init__(self, folder: Path) -> None:
        """Enter; waits for a bucket that is just ending. Raises OSError."""
        self._lock = _lock_of(folder)
        # On a disk without locks the bucket ends with whoever started it.
        with contextlib.suppress(filelock.Timeout, sqlite3.Error):
            self._lock.acquire_read(_LONGEST_WAIT_S)

    def leave(self) -> bool:
        """Use it no longer; returns whether nobody else does."""
        try:
            self._lock.release(force=True)
            with self._lock.write_lock(blocking=False):
                return True
        except filelock.Timeout:
            return False
        except sqlite3.Error:
            return True
        finally:
            self._lock.close()


def shut_out_users(folder: Path, told_to_end: threading.Event) -> Callable[[], None]:
    """Wait until nobody uses the bucket of a folder, or until told; who comes then has to wait.

    Returns what lets them in again. Raises OSError.
    """
    lock = _lock_of(folder)
    while not told_to_end.is_set():
        try:
            # Never waiting for it: SQLite lets nobody in where somebody waits to be alone.
            lock.acquire_write(blocking=False)
            break
        except filelock.Timeout:
            told_to_end.wait(_BETWEEN_LOOKS_S)
        except sqlite3.Error:
            break
    return lock.close


def _lock_of(folder: Path) -> filelock.ReadWriteLock:
    make_own_folder(folder)
    try:
        return filelock.ReadWriteLock(folder / _FILE, is_singleton=False)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
