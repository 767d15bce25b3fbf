"""`upload`: send files, print links."""

from __future__ import annotations

import argparse

from ossdrop.app import App
from ossdrop.commands.batch import Batch
from ossdrop.commands.files import STDIN, named_files, require_name
from ossdrop.commands.fitting import choose_reader, files_to_send
from ossdrop.commands.opening import opened, patience_of, say_what_is_forgotten
from ossdrop.commands.output import (
    DONE,
    FAILED,
    ONLY_48_HOURS,
    Failures,
    UsageError,
    exit_code_of,
    print_json,
    print_line,
    say,
)
from ossdrop.config.profile_id import PRACTICE_PROFILE, ProfileId
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import format_link
from ossdrop.printable import printable_name
from ossdrop.transfers.transfer import Transfer, TransferState

_JUST_ARRIVED_S = 0.5  # for a file that is there, and whose link is being written down


def run(options: argparse.Namespace) -> int:
    """Upload `options.files`; returns the exit code."""
    if options.files.count(STDIN) > 1:
        raise UsageError("Standard input can be named once only.")
    if options.name and STDIN not in options.files:
        raise UsageError("--name is for what comes from stdin: name - as a file.")
    require_name(options.name or "")
    batch = Batch()
    with opened(options, listener=batch.listen, patience=patience_of(options)) as app:
        codes = _send(app, batch, options)
        ends = app.destinations.practice.is_own
    if ends and DONE in codes:
        say("These links open while the practice bucket runs: ossdrop-cli practice")
    return codes.pop() if len(codes) == 1 else FAILED


def _send(app: App, batch: Batch, options: argparse.Namespace) -> set[int]:
    """Gives the exit codes of all files."""
    choose_reader(app, options)
    app.transfers.limit.change(options.limit_kb * 1000)
    sender = app.sender(expires_s=options.expires, reuses=options.reuse, model=options.model)
    if options.expires and not app.destinations.goes_to_bucket():
        say(ONLY_48_HOURS)
    say_what_is_forgotten(app)
    codes, failures = set(), Failures(as_json=options.json)
    asks = not options.allow_secrets
    with (
        named_files(options.files, options.name or "stdin") as named,
        files_to_send(app, named, options) as files,
    ):
        try:
            for transfer in batch.send(app, files.paths, lambda: sender, asks=asks):
                name = files.next_name(transfer.path)
                print_transfer(transfer, name, options, app.destinations.profile, failures)
                codes.add(_code_of(transfer))
        except (KeyboardInterrupt, SystemExit):
            app.transfers.begin_no_more()
            app.transfers.wait_until_idle(_JUST_ARRIVED_S)
            goes_on = app.destinations.goes_to_bucket()  # nobody can look elsewhere what is there
            for transfer in batch.take_ended():  # also where what came before them is not there
                if transfer.finished is not None:
                    name = str(transfer.path)
                    print_transfer(transfer, name, options, app.destinations.profile, failures)
            _say_interrupted(options, goes_on=goes_on)
            raise
    return codes


def _code_of(transfer: Transfer) -> int:
    if transfer.state is TransferState.SUCCEEDED:
        return DONE
    return exit_code_of(transfer.error) if transfer.error is not None else FAILED


def _say_interrupted(options: argparse.Namespace, *, goes_on: bool) -> None:
    if STDIN in options.files:  # what came from there comes as another file
        say("Interrupted.")
    elif goes_on:
        say("Interrupted. The same command goes on where it was.")
    else:
        say("Interrupted. The same command sends all of it again: links above work all the same.")


def print_transfer(
    transfer: Transfer,
    name: str,
    options: argparse.Namespace,
    profile_id: ProfileId,
    failures: Failures,
) -> None:
    """The link of one file, or why there is none."""
    if transfer.finished is None:
        error = transfer.error or OssDropError(ErrorCode.UNEXPECTED)
        failures.tell(error, name, printable_name(name))
        return
    stored, link = transfer.finished.stored, transfer.finished.link
    if not options.json:
        named = transfer.finished.named(transfer.name)
        print_line(format_link(named, options.format), keep="\t\n")
        return
    destination = "temporary" if link.url.startswith("oss://") else "bucket"
    print_json(
        {
            "file": name,
            "destination": "practice" if profile_id == PRACTICE_PROFILE else destination,
            "bucket": stored.bucket,
            "key": stored.key,
            "size": stored.size_bytes,
            "crc64": str(stored.crc64),
            "content_type": stored.content_type,
            "url": link.url,
            "expires_at": link.expires_at.isoformat(),
        }
    )
