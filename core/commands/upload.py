"""`upload`: send files, print links."""

from __future__ import annotations

import argparse

from core.app import App
from core.commands.batch import Batch
from core.commands.output import error_values, exit_code_of, print_json, say, say_error
from core.errors import ErrorCode, OssDropError
from core.links import LinkFormat, format_link
from core.storage.object_key import printable_name
from core.transfers.transfer import Transfer, TransferState


def run(options: argparse.Namespace) -> int:
    """Upload `options.files`; returns the exit code."""
    batch = Batch()
    app = App(listener=batch.listen, practice=options.practice, env_file=options.env_file)
    try:
        app.transfers.limit.change(options.limit_kb * 1000)
        sender = app.sender(expires_s=options.expires, reuses=options.reuse)
        states = []
        asks = not options.allow_secrets
        for transfer in batch.send(app, options.files, lambda: sender, asks=asks):
            _print(transfer, options)
            states.append(transfer.state)
    except OssDropError as error:
        if options.json:
            print_json({"error": error_values(error)})
        say_error(error)
        return exit_code_of(error, before_any_request=True)
    finally:
        app.close()
    if options.practice:
        say("These links open while the practice bucket runs: ossdrop-cli practice")
    return 0 if set(states) == {TransferState.SUCCEEDED} else 1


def _print(transfer: Transfer, options: argparse.Namespace) -> None:
    name = printable_name(str(transfer.path))
    if transfer.finished is None:
        error = transfer.error or OssDropError(ErrorCode.UNEXPECTED)
        if options.json:
            print_json({"file": name, "error": error_values(error)})
        say_error(error, name)
        return
    stored, link = transfer.finished.stored, transfer.finished.link
    if not options.json:
        style = LinkFormat(options.format)
        print(format_link(link, transfer.name, stored.content_type, style), flush=True)
        return
    print_json(
        {
            "file": name,
            "destination": "practice" if options.practice else "bucket",
            "bucket": stored.bucket,
            "key": stored.key,
            "size": stored.size_bytes,
            "crc64": str(stored.crc64),
            "content_type": stored.content_type,
            "url": link.url,
            "expires_at": link.expires_at.isoformat(),
        }
    )
