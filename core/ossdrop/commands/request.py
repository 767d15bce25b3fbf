"""`request`: the whole request about files, ready to paste or to send."""

from __future__ import annotations

import argparse

from ossdrop.asking.handover import Handover, HandoverForm
from ossdrop.asking.requests import Dialect, require_answers, require_count
from ossdrop.commands.batch import Batch
from ossdrop.commands.fitting import choose_reader
from ossdrop.commands.named_links import named_links
from ossdrop.commands.opening import opened, patience_of
from ossdrop.commands.output import print_json, print_line
from ossdrop.config.api_key import API_KEY_NAMES


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code."""
    batch = Batch()
    with opened(options, listener=batch.listen, patience=patience_of(options)) as app:
        model = options.model or app.destinations.model
        require_answers(model)
        choose_reader(app, options, model)
        values = app.destinations.values()
        names = [name for name in API_KEY_NAMES if values.get(name)]
        app.destinations.model_address()  # first: nothing is sent where nobody can be asked
        links = named_links(app, batch, options)
        if not options.anyway:
            require_count(links, model)
        handover = Handover(
            model,
            options.question,
            app.destinations.model_address(),
            names[0] if names else API_KEY_NAMES[-1],
            Dialect[options.api.upper()],
        )
        text = handover.text(links, HandoverForm(options.form))
    if options.json:
        print_json({"as": options.form, "api": options.api, "text": text})
    else:
        print_line(text.rstrip("\n"), keep="\n\t")
    return 0
