"""`history`: what was uploaded, and fresh links to it."""

from __future__ import annotations

import argparse

from core.app import App
from core.commands.output import error_values, exit_code_of, print_json, say, say_error
from core.errors import OssDropError
from core.history import HistoryEntry

_PAGE = 500


def run(options: argparse.Namespace) -> int:
    """List the rows, or sign a link for one of them; returns the exit code."""
    app = App(env_file=options.env_file)
    try:
        return _list(app, options) if options.action == "list" else _link(app, options)
    except OssDropError as error:
        if options.json:
            print_json({"error": error_values(error)})
        say_error(error)
        return exit_code_of(error, before_any_request=True)
    finally:
        app.close()


def _list(app: App, options: argparse.Namespace) -> int:
    ids = app.history.ids()
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        entries = app.history.entries(page)
        for entry_id in page:
            if entry := entries.get(entry_id):
                _print(entry, as_json=options.json)
    return 0


def _print(entry: HistoryEntry, *, as_json: bool) -> None:
    if not as_json:
        until = entry.link_expires_at.isoformat()
        print(f"{entry.id}\t{entry.created_at.isoformat()}\t{until}\t{entry.bucket}\t{entry.name}")
        return
    print_json(
        {
            "id": entry.id,
            "name": entry.name,
            "bucket": entry.bucket,
            "key": entry.key,
            "size": entry.size_bytes,
            "content_type": entry.content_type,
            "crc64": str(entry.crc64),
            "created_at": entry.created_at.isoformat(),
            "link_expires_at": entry.link_expires_at.isoformat(),
        }
    )


def _link(app: App, options: argparse.Namespace) -> int:
    entry = app.history.get(options.id) if options.id is not None else None
    if entry is None:
        say("There is no such row; `ossdrop-cli history list` shows the ids.")
        return 2
    link = app.link(entry, options.expires)
    if options.json:
        print_json({"id": entry.id, "url": link.url, "expires_at": link.expires_at.isoformat()})
    else:
        print(link.url)
    return 0
