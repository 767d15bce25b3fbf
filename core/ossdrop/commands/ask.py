"""`ask`: a question about files, answered by a model. Each time it is asked for, since it costs."""

from __future__ import annotations

import argparse

from ossdrop.asking.ask import Question
from ossdrop.asking.requests import require_answers, require_count
from ossdrop.commands.batch import Batch
from ossdrop.commands.fitting import choose_reader
from ossdrop.commands.named_links import named_links
from ossdrop.commands.opening import opened, patience_of
from ossdrop.commands.output import print_json, say, writing
from ossdrop.commands.waiting_notice import WaitingNotice
from ossdrop.printable import printable


def run(options: argparse.Namespace) -> int:
    """Print the answer as it comes; returns the exit code."""
    batch = Batch()
    with opened(options, listener=batch.listen, patience=patience_of(options)) as app:
        service = app.model_service()  # first: nothing is sent where nobody can be asked
        model = options.model or app.destinations.model
        require_answers(model)
        choose_reader(app, options, model)
        links = named_links(app, batch, options)
        if not options.anyway:
            require_count(links, model)
        with WaitingNotice(app, sends=True) as notice:

            def take(text: str) -> None:
                notice.note_moved()
                if not options.json:
                    _print(text)

            answer = Question(service, model, links, options.question).ask(take)
    if options.json:
        print_json(
            {
                "model": answer.model,
                "answer": answer.text,
                "prompt_tokens": answer.usage.given,
                "completion_tokens": answer.usage.answered,
                "request_id": answer.request_id,
            }
        )
        return 0
    _print("\n")
    say(f"{answer.model}: {answer.usage.given} + {answer.usage.answered} tokens")
    return 0


def _print(text: str) -> None:
    """A piece of an answer, at once. What a model writes moves no cursor."""
    with writing() as out:
        print(printable(text, keep="\t\n"), end="", file=out)
