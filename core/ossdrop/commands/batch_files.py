"""`batch`: a folder becomes a file for the Batch API; its results become a table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ossdrop.app import App
from ossdrop.asking.batches import Result, read_results, write_batches, write_table
from ossdrop.asking.requests import require_answers
from ossdrop.commands.batch import Batch
from ossdrop.commands.files import named_files
from ossdrop.commands.fitting import choose_reader, files_to_send
from ossdrop.commands.opening import opened, patience_of
from ossdrop.commands.output import (
    DONE,
    FAILED,
    Failures,
    UsageError,
    print_json,
    print_line,
    say,
    writing,
)
from ossdrop.config.policies import read_policies
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import NamedLink
from ossdrop.printable import printable_name

_HOUR_S = 3600


def run(options: argparse.Namespace) -> int:
    """One of the actions; returns the exit code."""
    return {"make": _make, "join": _join}[options.action](options)


def _make(options: argparse.Namespace) -> int:
    """Upload the files, and write the requests about them."""
    if not options.model:
        raise UsageError("batch make needs --model.")
    longest_s = read_policies().longest_link_s
    if options.window_h * _HOUR_S > longest_s:
        hours = f"{longest_s / _HOUR_S:g}"
        say(f"No link works longer than {hours} h: what the batch reads later fails.")
    out = options.out or Path()
    if not out.is_dir():
        raise UsageError(f"{out} is no folder.")
    if (out / f"{options.name}-1.jsonl").exists():  # before anything is sent
        raise UsageError(f"{options.name}-1.jsonl is there already: choose another --name.")
    require_answers(options.model)
    batch, failures = Batch(), Failures(as_json=options.json)
    with opened(options, listener=batch.listen, patience=patience_of(options)) as app:
        choose_reader(app, options)
        links = _links(app, batch, options, failures)
        try:
            made = write_batches(links, options.question, options.model, out, options.name)
        except OSError as error:  # of our own file: those of the files are told where they fail
            problem = OssDropError(ErrorCode.OWN_FILE_FAILED, str(error.strerror))
            problem.file = str(out)
            raise problem from error
    for path in made:
        if options.json:
            print_json({"file": str(path)})
        else:
            print_line(str(path))
    if made:
        say("Its links are credentials while they work: keep it to yourself.")
    return FAILED if failures.count or not made else DONE


def _links(
    app: App, batch: Batch, options: argparse.Namespace, failures: Failures
) -> Iterator[tuple[str, NamedLink]]:
    """Each file by its path in the folder; what cannot be sent is told and left out."""
    if not app.destinations.goes_to_bucket():  # a line of a batch has no headers
        raise OssDropError(ErrorCode.BATCH_NEEDS_BUCKET)
    sender = app.sender(expires_s=app.destinations.policies.longest_link_s, reuses=True)
    with (
        named_files(options.files, "stdin") as named,
        files_to_send(app, named, options) as files,
    ):
        for transfer in batch.send(
            app, files.paths, lambda: sender, asks=not options.allow_secrets
        ):
            name = str(PurePosixPath(transfer.folder) / transfer.name)
            if transfer.finished is None:
                error = transfer.error or OssDropError(ErrorCode.UNEXPECTED)
                failures.tell(error, name, printable_name(name))
                continue
            yield name, transfer.finished.named(transfer.name)


def _join(options: argparse.Namespace) -> int:
    """The table of what came back, on stdout."""
    results: list[Result] = []
    failures = Failures(as_json=options.json)
    for text in options.files:
        try:
            results += read_results(Path(text))
        except OssDropError as error:  # the other files are told all the same
            failures.tell(error, text, printable_name(text))
    results.sort(key=lambda one: one.file)
    if options.json:
        for one in results:
            print_json(
                {"file": one.file, "answer": one.answer, "error": one.error, "tokens": one.tokens}
            )
    else:
        with writing() as out:
            write_table(results, out)
    return FAILED if failures.count or any(one.error for one in results) else DONE
