"""`history`: what was uploaded, fresh links to it, and what to do with it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from ossdrop.app import App
from ossdrop.commands.opening import opened
from ossdrop.commands.output import (
    DONE,
    FAILED,
    ONLY_48_HOURS,
    Failures,
    UsageError,
    print_json,
    print_line,
    say,
    writing,
)
from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import import_rows, row_values, write_csv
from ossdrop.history.search import HistoryQuery
from ossdrop.links import format_link
from ossdrop.printable import printable

_PAGE = 500


def run(options: argparse.Namespace) -> int:
    """One of the actions; returns the exit code."""
    actions = {
        "list": _list,
        "link": _link,
        "remove": _remove,
        "delete": _delete,
        "export": _export,
        "import": _import,
    }
    if options.ids and options.action in ("list", "export", "import"):
        raise UsageError(f"history {options.action} takes no ids")
    with opened(options, needs_settings=options.action in ("link", "delete")) as app:
        return actions[options.action](app, options)


def _entries(app: App, search: str = "", *, oldest_first: bool = False) -> Iterator[HistoryEntry]:
    ids = app.history.ids(HistoryQuery(search))
    if oldest_first:  # so that what takes the rows in has them in their order
        ids = ids[::-1]
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        entries = app.history.entries(page)
        yield from (entries[entry_id] for entry_id in page if entry_id in entries)


def _list(app: App, options: argparse.Namespace) -> int:
    for entry in _entries(app, options.search):
        if options.json:
            print_json(row_values(entry))
        else:
            until = entry.link_expires_at.isoformat()
            made = entry.created_at.isoformat()
            shown = printable(entry.bucket), printable(entry.name)
            print_line("\t".join((str(entry.id), made, until, *shown)))
    return 0


def _named_rows(app: App, options: argparse.Namespace) -> list[HistoryEntry]:
    if not options.ids:
        raise UsageError("Name the rows; `ossdrop-cli history list` shows their ids.")
    found = {row_id: app.history.get(row_id) for row_id in options.ids}
    if missing := ", ".join(str(row_id) for row_id, entry in found.items() if entry is None):
        raise UsageError(f"No such row: {missing}. `ossdrop-cli history list` shows the ids.")
    return [entry for entry in found.values() if entry is not None]


def _link(app: App, options: argparse.Namespace) -> int:
    others: list[str] = []

    def sign(entry: HistoryEntry) -> None:
        link = app.signer.link(entry, options.expires)
        if link.access_key_masked not in ("", entry.access_key_masked):
            others.append(link.access_key_masked)
        if entry.is_temporary and options.expires:
            say(ONLY_48_HOURS)
        if options.json:
            print_json({"id": entry.id, "url": link.url, "expires_at": link.expires_at.isoformat()})
        else:
            print_line(format_link(entry.named(link), options.format), keep="\t\n")

    code = _each(_named_rows(app, options), sign, options)
    for masked, count in Counter(others).items():
        which = "1 link is" if count == 1 else f"{count} links are"
        say(
            f"{which} signed with {masked}, which the bucket has now, not with the AccessKey of "
            "the upload. Whether it may read the files has not been tried."
        )
    return code


def _each(
    rows: list[HistoryEntry], act: Callable[[HistoryEntry], None], options: argparse.Namespace
) -> int:
    """Act on each row; what fails is told with its row, and the others are done all the same."""
    failures = Failures("id", as_json=options.json)
    for entry in rows:
        try:
            act(entry)
        except OssDropError as error:
            failures.tell(error, entry.id, f"{entry.id} {printable(entry.name)}")
    return FAILED if failures.count else DONE


def _remove(app: App, options: argparse.Namespace) -> int:
    rows = _named_rows(app, options)
    app.history.remove([entry.id for entry in rows])
    return 0


def _delete(app: App, options: argparse.Namespace) -> int:
    return _each(_named_rows(app, options), app.delete_object, options)


def _export(app: App, options: argparse.Namespace) -> int:
    if options.json:
        for entry in _entries(app, options.search, oldest_first=True):
            print_json(row_values(entry))
    else:
        with writing() as out:
            write_csv(_entries(app, options.search, oldest_first=True), out)
    return 0


def _import(app: App, options: argparse.Namespace) -> int:
    if options.file is None:
        raise UsageError("history import --file PATH")
    found = import_rows(app.history, Path(options.file))
    say(f"{found.added} new rows.")
    if found.known:
        say(f"{found.known} rows are in the history already.")
    if found.refused:
        say(f"{found.refused} rows were left out: they make no sense.")
    return 0
