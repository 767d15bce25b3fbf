"""`request`: the whole request about files, ready to paste or to send."""

from __future__ import annotations

import argparse

from ossdrop.asking.handover import Handover, HandoverForm
from ossdrop.asking.requests import Dialect
from ossdrop.commands.batch import Batch
from ossdrop.commands.named_links import named_links
from ossdrop.commands.opening import opened, patience_of
from ossdrop.commands.output import print_line
from ossdrop.commands.upload import choose_reader
from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.model_service import base_url_of


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code."""
    batch = Batch()
    with opened(options, listener=batch.listen, patience=patience_of(options)) as app:
        choose_reader(app, options)
        values = app.destinations.values()
        names = [name for name in API_KEY_NAMES if values.get(name)]
        handover = Handover(
            options.model or app.destinations.model,
            options.question,
            base_url_of(values),
            names[0] if names else API_KEY_NAMES[-1],
            Dialect[options.api.upper()],
        )
        links = named_links(app, batch, options)
        print_line(handover.text(links, HandoverForm(options.form)).rstrip("\n"), keep="\n\t")
    return 0
