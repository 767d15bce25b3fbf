"""`resolve`: what a model call takes for a value."""

from __future__ import annotations

import argparse
import warnings
from contextlib import ExitStack

from ossdrop.api import resolve_with
from ossdrop.app import App
from ossdrop.commands.opening import make_app, patience_of
from ossdrop.commands.output import (
    print_json,
    print_line,
    say,
)
from ossdrop.commands.waiting_notice import WaitingNotice
from ossdrop.errors import OssDropError


def run(options: argparse.Namespace) -> int:
    """Print what `resolve_file()` returns; returns the exit code."""

    def make() -> App:
        app = make_app(options)
        notices.enter_context(WaitingNotice(app, sends=True))
        return app

    try:
        with warnings.catch_warnings(record=True) as caught, ExitStack() as notices:
            warnings.simplefilter("always", UserWarning)
            found = resolve_with(
                make,
                options.value,
                upload=options.upload_files,
                model=options.model,
                patience=patience_of(options),
                asks=not options.allow_secrets,
            )
    except OssDropError as error:
        error.file = options.value
        raise
    for warning in caught:
        if issubclass(warning.category, UserWarning):
            say(str(warning.message))
    if options.json:
        print_json({"value": options.value, "resolved": found})
    else:
        print_line(found)
    return 0
