"""Log files with rotation. Every handler has the one filter that redacts."""

from __future__ import annotations

import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path

from ossdrop.program.files import make_own_folder, touch_own
from ossdrop.program.paths import log_folder
from ossdrop.redaction import RedactionFilter

FILE_NAME = "ossdrop.log"
_MAX_BYTES, _OLD_FILES = 1_000_000, 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _OwnFileHandler(logging.handlers.RotatingFileHandler):
    """Makes its files for this user only."""

    def _open(self) -> TextIOWrapper:
        touch_own(Path(self.baseFilename))
        return super()._open()


def set_up_logging(*, to_file: bool) -> None:
    """Warnings to stderr; with `to_file` they are also kept. Call it once, at the start."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    path = log_folder() / FILE_NAME
    if to_file and (path.is_file() or not os.path.lexists(path)):  # a pipe would hold every warning
        try:
            make_own_folder(log_folder())
            handlers.append(
                _OwnFileHandler(
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
    logging.basicConfig(level=logging.WARNING, format=_FORMAT, handlers=handlers, force=True)
