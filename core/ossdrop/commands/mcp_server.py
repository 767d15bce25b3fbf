"""`mcp`: what an agent may do, by the Model Context Protocol over stdin and stdout.

Files below the folders that the person named, and no others; what looks like a key is refused. A
link is the one secret in an answer. Models are asked only where `--ask` allows it, since it costs.
"""

from __future__ import annotations

import argparse
import functools
import json
import ntpath
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ossdrop import __version__
from ossdrop.app import App
from ossdrop.asking.ask import Question
from ossdrop.asking.requests import require_answers
from ossdrop.calls.one_file import require_lifetime
from ossdrop.commands.opening import make_app
from ossdrop.commands.output import UsageError, error_values
from ossdrop.config.policies import Feature, read_policies
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.files import row_values
from ossdrop.history.search import HistoryQuery
from ossdrop.intake.selection import file_error, look_at
from ossdrop.redaction import redact
from ossdrop.storage.base import TransferControl
from ossdrop.transfers.transfer import FinishedUpload, Transfer

_MOST_ROWS = 50
_MOST_ID = 2**63 - 1
_INSTRUCTIONS = (
    "Uploads files to the person's own bucket on Alibaba Cloud OSS, or to temporary storage, and "
    "gives links that Qwen models can open. A link is a credential while it works: give it to "
    "nobody but the model or the person who asked. Files must lie in: {}."
)


def run(options: argparse.Namespace) -> int:
    """Serve until stdin closes."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        raise UsageError(
            'The Python package "mcp" is not installed: pip install "ossdrop[mcp]"'
        ) from None
    read_policies().require(Feature.MCP)
    roots = [_folder(path) for path in options.root]
    app = make_app(options)
    desk = Desk(app, roots)
    names = ", ".join(map(str, roots))
    server: MCPServer[Any] = MCPServer(
        "ossdrop",
        instructions=_INSTRUCTIONS.format(names),
        version=__version__,
        log_level="WARNING",
    )
    for tool in (desk.upload, desk.link, desk.check, desk.history):
        server.add_tool(_telling(tool))
    if options.ask:
        server.add_tool(_telling(desk.ask))
    try:
        server.run("stdio")
    finally:
        app.close()
    return 0


def _folder(path: Path) -> Path:
    found = path.resolve()
    if not found.is_dir():
        raise UsageError(f"{path} is no folder.")
    return found


def is_elsewhere(given: str, roots: Iterable[str]) -> bool:
    """Whether a path of Windows' is on no drive or share of the roots, as far as its text tells.

    Whoever only looks at one on another computer signs in there.
    """
    text = given.replace("/", "\\")
    drive = ntpath.splitdrive(text)[0].lower()
    drives = {ntpath.splitdrive(root)[0].lower() for root in roots}
    return text.startswith("\\??\\") or (drive != "" and drive not in drives)


class _NoSuchRow(Exception):
    """The history has none with this id."""


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool whose errors are answers that say they are: with their code, cause and remedy."""
    from mcp.types import CallToolResult, TextContent

    gives_values = str(tool.__annotations__["return"]).startswith("dict")

    @functools.wraps(tool)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return tool(*args, **kwargs)
        except OssDropError as error:
            values = error_values(error)
        except _NoSuchRow:
            values = {"code": "row_missing", "cause": "There is no such row."}
        except OverflowError:
            most = f"A whole number from 1 to {_MOST_ID} is needed."
            values = {"code": "usage", "cause": most}
        except ValueError as error:
            values = {"code": "usage", "cause": redact(str(error))}
        content = {"error": values}
        text = TextContent(type="text", text=json.dumps(content, ensure_ascii=False, indent=2))
        # What gives a list promises one: clients hold structured content against that.
        structured = content if gives_values else None
        return CallToolResult(content=[text], structured_content=structured, is_error=True)

    return told


class Desk:
    """The tools. Each gives plain values."""

    def __init__(self, app: App, roots: list[Path]) -> None:
        self._app = app
        self._roots = roots

    def upload(self, path: str, expires_s: int | None = None) -> dict[str, Any]:
        """Upload a file and get a link to it. Works for `expires_s` seconds (up to 604,800)."""
        finished = self._send(path, expires_s)
        return {
            "url": finished.link.url,
            "expires_at": finished.link.expires_at.isoformat(),
            "history_id": finished.history_id,
        }

    def link(self, history_id: int, expires_s: int | None = None) -> dict[str, Any]:
        """Get a fresh link to a file that was uploaded before, by its id in the history."""
        entry = self._app.history.get(history_id)  # SQLite's integers end: OverflowError
        if entry is None:
            raise _NoSuchRow
        require_lifetime(expires_s)
        link = self._app.signer.link(entry, expires_s)
        return {"url": link.url, "expires_at": link.expires_at.isoformat()}

    def check(self) -> list[dict[str, str]]:
        """Check settings, keys, network and bucket; stores and fetches a tiny file."""
        return [
            {"status": one.status.value, "title": str(one.title), "remedy": str(one.remedy)}
            for one in Doctor(self._app.destinations, with_scripts=False).run()
        ]

    def history(self, search: str = "") -> list[dict[str, Any]]:
        """List what was uploaded last, without links; `search` finds a text in its names."""
        ids = self._app.history.ids(HistoryQuery(search))[:_MOST_ROWS]
        entries = self._app.history.entries(ids)
        hidden = ("access_key", "access_key_fingerprint")
        return [
            {name: value for name, value in row_values(entries[row]).items() if name not in hidden}
            for row in ids
            if row in entries
        ]

    def ask(self, path: str, question: str, model: str = "") -> dict[str, Any]:
        """Ask a Qwen model about a file. It costs tokens: only where the person wants it."""
        service = self._app.model_service()
        model = model or self._app.destinations.model
        require_answers(model)
        finished = self._send(path, None, reader=model)
        named = finished.named(Path(path).name)
        answer = Question(service, model, [named], question).ask()
        tokens = answer.usage.given + answer.usage.answered
        return {"answer": answer.text, "model": answer.model, "tokens": tokens}

    def _send(self, given: str, expires_s: int | None, reader: str = "") -> FinishedUpload:
        """Raises FILE_NOT_ALLOWED outside the folders, FILE_LOOKS_SECRET, and as `upload_file`.

        With a `reader` also FILE_MISFIT.
        """
        require_lifetime(expires_s)
        if os.name == "nt" and is_elsewhere(given, map(str, self._roots)):
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, given)
        try:
            path = Path(given).expanduser().resolve()
        except (ValueError, OSError, RuntimeError) as error:  # "a\0b", "~nobody"
            raise OssDropError(ErrorCode.FILE_MISSING) from error
        if not any(path.is_relative_to(root) for root in self._roots):
            raise OssDropError(ErrorCode.FILE_NOT_ALLOWED, given)
        found = look_at(path)
        if found.error is not None:
            raise found.error
        if found.looks_secret:
            raise OssDropError(ErrorCode.FILE_LOOKS_SECRET)
        is_temporary = not self._app.destinations.goes_to_bucket()
        misfit = self._app.look_for_misfit(path, reader, is_temporary=is_temporary)
        if misfit is not None:
            raise OssDropError(ErrorCode.FILE_MISFIT, str(misfit.words))
        transfer = Transfer.of(0, 0, path, found.name, found.size_bytes)
        try:
            return self._app.sender(expires_s=expires_s).send(transfer, TransferControl())
        except OSError as error:
            raise file_error(error) from error
