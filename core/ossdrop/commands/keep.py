"""`keep`: what models have made, fetched and stored before its links die."""

from __future__ import annotations

import argparse
from pathlib import Path

from ossdrop.commands.batch import Batch
from ossdrop.commands.files import STDIN
from ossdrop.commands.opening import opened, patience_of
from ossdrop.commands.output import DONE, FAILED, Failures, UsageError, given_input
from ossdrop.commands.upload import print_transfer
from ossdrop.commands.waiting_notice import WaitingNotice
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.results import fetch_result, links_in, reach_for
from ossdrop.network.reach import Reach
from ossdrop.program.temporary import own_temporary_folder
from ossdrop.redaction import mask_url

_MOST_TEXT = 4 * 1024**2


def run(options: argparse.Namespace) -> int:
    """Print a link to each; returns the exit code."""
    links, named = _found(options), {*links_in("\n".join(options.links))}
    batch, failures = Batch(), Failures(as_json=options.json)
    with (
        opened(options, listener=batch.listen, patience=patience_of(options)) as app,
        own_temporary_folder() as folder,
    ):
        if not app.destinations.goes_to_bucket():
            raise OssDropError(ErrorCode.KEEP_NEEDS_BUCKET)
        sender = app.sender()  # first: nothing is fetched that could not be stored
        home = app.destinations.practice_address()
        origins: dict[Path, str] = {}
        for link in links:
            # What the person named may lie in the office; what stood in a text may not.
            reach = Reach.SAME if link in named else reach_for(link, home)
            try:
                with WaitingNotice(app, sends=True) as notice:
                    fetched = fetch_result(
                        link, folder, lambda *_: notice.note_moved(), reach=reach
                    )
            except OssDropError as error:
                failures.tell(error, mask_url(link), mask_url(link))
                continue
            origins[fetched.path] = fetched.origin
        if origins:
            profile = app.destinations.profile
            for transfer in batch.send(app, list(origins), lambda: sender, origins=origins):
                name = origins[transfer.path]
                print_transfer(transfer, name, options, profile, failures)
    return FAILED if failures.count else DONE


def _found(options: argparse.Namespace) -> tuple[str, ...]:
    """The links, each once; raises UsageError where there is none."""
    texts = [given_input().read(_MOST_TEXT) if text == STDIN else text for text in options.links]
    if not (links := links_in("\n".join(texts))):
        raise UsageError("There is no link in that: it begins with https://.")
    return links
