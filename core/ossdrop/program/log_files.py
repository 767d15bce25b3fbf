"""Log files with rotation. Every handler has the one filter that redacts."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from ossdrop.program.files import make_own_folder, own_lock, touch_own
from ossdrop.program.held_files import patiently
from ossdrop.program.paths import log_folder
from ossdrop.redaction import RedactionFilter

FILE_NAME = "ossdrop.log"
_MAX_BYTES, _OLD_FILES = 1_000_000, 3
_WAIT_S = 1.0  # for another process that writes its line
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SENTENCE = "Note: %(message)s"


class OwnFileHandler(logging.handlers.RotatingFileHandler):
    """Makes its files for this user only, and shares them with other processes of this program.

    Each line is written under a lock, to a file that is open no longer than that: else Windows
    would write one line over another, and could not rename the file that is full.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; one that waits for the lock in vain is written all the same."""
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError):  # a Timeout is one
                held.enter_context(own_lock(Path(f"{self.baseFilename}.lock"), _WAIT_S))
            super().emit(record)
            if self.stream is not None:
                with contextlib.suppress(OSError):
                    self.stream.close()
                self.stream = None  # as `delay` has it

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name
        """Lose a line that has no room, in silence: stderr has it already, whole."""

    def rotate(self, source: str, dest: str) -> None:
        """Give the full file another name; where another program holds it, it grows on."""
        with contextlib.suppress(OSError):
            patiently(partial(super().rotate, source, dest))

    def _open(self) -> TextIOWrapper:
        touch_own(Path(self.baseFilename))
        return super()._open()


def set_up_logging(*, to_file: bool) -> None:
    """Warnings to stderr; with `to_file` they are also kept. Call it once, at the start.

    Without a file stderr is a terminal's: there the sentence is enough.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    path = log_folder() / FILE_NAME
    if to_file and (path.is_file() or not os.path.lexists(path)):  # a pipe would hold every warning
        try:
            make_own_folder(log_folder())
            handlers.append(
                OwnFileHandler(
                    path,
                    maxBytes=_MAX_BYTES,
                    backupCount=_OLD_FILES,
                    encoding="utf-8",
                    delay=True,
                )
            )
        except OSError:
            pass  # a full disk must not keep the program from starting
    for handler in handlers:
        handler.addFilter(RedactionFilter())
    logging.basicConfig(
        level=logging.WARNING,
        format=_FORMAT if to_file else _SENTENCE,
        handlers=handlers,
        force=True,
    )
    # What a service's answer does not follow the rules in; our own errors say what comes of it.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
