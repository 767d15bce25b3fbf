"""Opens the App that a command works with, and asks about a `.env` in the current folder."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ossdrop.app import App
from ossdrop.commands.allow import describe, require_plain
from ossdrop.commands.output import UsageError, say
from ossdrop.commands.remedies import note_env_file
from ossdrop.commands.waiting_notice import WaitingNotice
from ossdrop.config.folder_file import NAME, AllowedFiles, FolderFile, look_at
from ossdrop.config.inherited_pipe import read_inherited_pipe
from ossdrop.config.settings import BUCKET, forgets_bucket
from ossdrop.errors import CHANGED, ErrorCode, OssDropError
from ossdrop.program.paths import data_folder
from ossdrop.transfers.patience import Patience
from ossdrop.transfers.transfer import TransferEvent

MAKING = frozenset({"set", "set-secret"})  # actions of `config` that may make a `.env`


def make_app(
    options: argparse.Namespace,
    *,
    listener: Callable[[TransferEvent], None] = lambda event: None,
    needs_settings: bool = True,
    patience: Patience | None = None,
) -> App:
    """The App of a command, its profile opened.

    The `.env` of the current folder counts once it was allowed: it is asked about on a terminal,
    and elsewhere raises ENV_FILE_NOT_ALLOWED. Whichever file decides is said, where it is not the
    person's own. Practice reads none.
    """
    if options.env_file == Path():
        raise UsageError("--env-file takes the name of a file")
    note_env_file(options.env_file)
    practice = bool(getattr(options, "practice", False))
    reads_folder = needs_settings and not practice and options.env_file is None
    folder_file = _allowed(Path(NAME)) if reads_folder else None
    note_env_file(options.env_file, is_in_folder=folder_file is not None)
    piped = read_inherited_pipe(options.env_file) if options.env_file is not None else None
    app = App(
        listener=listener,
        practice=practice,
        env_file=piped or options.env_file,
        makes_env_file=getattr(options, "action", "") in MAKING,
        folder_file=folder_file.values if folder_file else None,
        patience=patience,
    )
    app.open_profile()
    if not practice and (named := folder_file.path if folder_file else options.env_file):
        say(f"Settings: {named}")
    return app


def say_what_is_forgotten(app: App) -> None:
    """Files go to temporary storage where all but the bucket is set: nobody means that."""
    if forgets_bucket(app.destinations.values()):
        say(f"{BUCKET} is not set: the other settings of your bucket do nothing.")


@contextlib.contextmanager
def opened(
    options: argparse.Namespace,
    *,
    listener: Callable[[TransferEvent], None] = lambda event: None,
    needs_settings: bool = True,
    patience: Patience | None = None,
) -> Iterator[App]:
    """`make_app`, closed at the end."""
    app = make_app(options, listener=listener, needs_settings=needs_settings, patience=patience)
    try:
        with WaitingNotice(app):
            yield app
    finally:
        if (rescued := app.history.rescued_rows) is not None:
            say(f"The history was damaged: {rescued} of its rows could be saved in a new one.")
            say(f"  The old one is kept beside it: history.damaged-….sqlite in {data_folder()}")
        app.close()


def patience_of(options: argparse.Namespace) -> Patience:
    """For how long to wait where the line is gone; a line on stderr says so."""

    def tell(left_s: float) -> None:
        say(f"No connection to the service: waiting for up to {left_s:.0f} seconds.")

    if options.wait is None:
        return Patience(on_wait=tell)
    return Patience(options.wait, options.wait, tell, waits_for_all=True)


def _allowed(path: Path) -> FolderFile | None:
    """The file, where it may be used; None where there is nothing in it for us."""
    file = look_at(path)
    allowed = AllowedFiles()
    if file is None or allowed.is_allowed(file):
        return file
    hint = CHANGED if allowed.was_allowed(file.path) else ""
    refusal = OssDropError(ErrorCode.ENV_FILE_NOT_ALLOWED, str(file.path), hint=hint)
    is_asked = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if not is_asked:
        raise refusal
    require_plain(file)
    describe(file)
    print("Use it, as long as it stays as it is? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise refusal
    allowed.allow(file)
    return file
