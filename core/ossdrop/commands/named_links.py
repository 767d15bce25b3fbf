"""Links to what a command is about: files are uploaded for it, links are taken as they are."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ossdrop.app import App
from ossdrop.commands.batch import Batch
from ossdrop.commands.files import named_files
from ossdrop.commands.fitting import files_to_send
from ossdrop.commands.output import UsageError, say
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link, NamedLink
from ossdrop.storage.object_key import content_type_of

_SCHEMES = ("http", "https", "oss")


def is_link(text: str) -> bool:
    """Whether a text is a link that a model could open."""
    return urlsplit(text).scheme.lower() in _SCHEMES


def named_links(app: App, batch: Batch, options: argparse.Namespace) -> list[NamedLink]:
    """Links to `options.files`, in their order; raises the error of the first that has none."""
    paths = [text for text in options.files if not is_link(text)]
    sender = app.sender(model=options.model) if paths else None
    links: dict[str, list[NamedLink]] = {}
    with (
        named_files(paths, "stdin") as named,
        files_to_send(app, named, options) as files,
    ):
        if sender is not None:
            made = lambda: sender  # noqa: E731
            for transfer in batch.send(app, files.paths, made, asks=not options.allow_secrets):
                name = files.next_name(transfer.path)
                if transfer.finished is None:
                    error = transfer.error or OssDropError(ErrorCode.UNEXPECTED)
                    error.file = name
                    raise error
                links.setdefault(name, []).append(transfer.finished.named(transfer.name))
    found: list[NamedLink] = []
    for text in options.files:
        found += [_taken(text)] if is_link(text) else links.pop(text, [])
    found += [link for rest in links.values() for link in rest]  # of folders and patterns
    if not found:
        raise UsageError("Name a file or a link.")
    return found


def _taken(text: str) -> NamedLink:
    """A link as it is: what it leads to is told by the name in it."""
    name = unquote(Path(urlsplit(text).path).name)
    kind = content_type_of(name)
    if kind == "application/octet-stream":
        say("The link does not say what it leads to: it is taken for a picture.")
        kind = "image/png"
    now = datetime.now(UTC)
    return NamedLink(Link(text, now, now), name, kind)
