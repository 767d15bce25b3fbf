"""`mcp`: what an agent may do, by the Model Context Protocol over stdin and stdout.

Files below the folders that the person named, and no others; what looks like a key is refused. So
it is with what was uploaded before. A link is the one secret in an answer. Models are asked only
where `--ask` allows it, since it costs.
"""

from __future__ import annotations

import argparse
import contextvars
import functools
import json
import os
import stat
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

from ossdrop import __version__
from ossdrop.app import App
from ossdrop.asking.ask import Question
from ossdrop.asking.requests import require_answers
from ossdrop.calls.arguments import require_lifetime
from ossdrop.commands.opening import make_app
from ossdrop.commands.output import UsageError, error_values
from ossdrop.config.policies import Feature, read_policies
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import row_values
from ossdrop.history.search import HistoryQuery
from ossdrop.intake.roots import Roots
from ossdrop.intake.secret_files import holds_secret, is_name_of_secret
from ossdrop.intake.selection import file_error, look_at
from ossdrop.printable import printable
from ossdrop.redaction import redact
from ossdrop.storage.base import OpenRequest, TransferCancelled, TransferControl
from ossdrop.transfers.transfer import FinishedUpload, Transfer

_MOST_ROWS, _PAGE = 50, 500
_MOST_ID = 2**63 - 1
_INSTRUCTIONS = (
    "Uploads files to the person's own bucket on Alibaba Cloud OSS, or to temporary storage, and "
    "gives links that Qwen models can open. A link is a credential while it works: give it to "
    "nobody but the model or the person who asked. Files must lie in: {}. Paths that are not "
    "absolute count from there."
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
    roots = Roots([_folder(path) for path in options.root])
    app = make_app(options)
    desk = Desk(app, roots)
    names = ", ".join(map(str, roots.folders))
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
    if not path.is_dir():
        raise UsageError(f"{path} is no folder.")
    return path


class _NoSuchRow(Exception):
    """The history has none with this id."""


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool whose errors are answers that say they are: with their code, cause and remedy."""
    from mcp.types import CallToolResult, TextContent

    gives_values = str(tool.__annotations__["return"]).startswith("dict")

    @functools.wraps(tool)
    async def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return await _ended_with_its_request(functools.partial(tool, *args, **kwargs))
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


class _Wanted(TransferControl):
    """Ends an upload once the agent has taken its request back."""

    def __init__(self) -> None:
        self._is_over = False
        self._request: OpenRequest | None = None

    def check(self) -> None:
        if self._is_over:
            raise TransferCancelled

    def set_request(self, request: OpenRequest | None) -> None:
        self._request = request

    def end(self) -> None:
        """From any thread."""
        self._is_over = True
        if (request := self._request) is not None:
            request.cut()


_wanted: contextvars.ContextVar[TransferControl] = contextvars.ContextVar("wanted")


async def _ended_with_its_request(work: Callable[[], Any]) -> Any:
    """Do `work` in a thread. Where its request is taken back, it has ended when this does."""
    import anyio
    import anyio.to_thread

    _wanted.set(wanted := _Wanted())
    results: list[Any] = []
    errors: list[Exception] = []
    is_over = anyio.Event()

    async def do() -> None:
        with anyio.CancelScope(shield=True):
            try:
                results.append(await anyio.to_thread.run_sync(work))
            except Exception as error:  # noqa: BLE001 - raised below, not as one of a group
                errors.append(error)
            is_over.set()

    async with anyio.create_task_group() as group:
        group.start_soon(do)
        try:
            await is_over.wait()
        except anyio.get_cancelled_exc_class():
            wanted.end()
            raise
    for error in errors:
        raise error
    return results[0]


class Desk:
    """The tools. Each gives plain values."""

    def __init__(self, app: App, roots: Roots) -> None:
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
        if entry is None or not self._may_give(entry):
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
        """List what was uploaded last from the folders, without links; `search` finds a name."""
        ids = self._app.history.ids(HistoryQuery(search))
        rows: list[dict[str, Any]] = []
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            entries = self._app.history.entries(page)
            rows += [
                _told_of(entries[row])
                for row in page
                if row in entries and self._may_give(entries[row])
            ]
            if len(rows) >= _MOST_ROWS:
                break
        return rows[:_MOST_ROWS]

    def _may_give(self, entry: HistoryEntry) -> bool:
        """Whether its file could be sent: an old upload is no way around that."""
        is_here = not entry.is_imported and self._roots.hold(entry.source_path)
        return is_here and not is_name_of_secret(entry.name.lower())

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
        try:
            with self._roots.opened(given) as (path, file):
                return self._send_opened(path, file, expires_s, reader)
        except OSError as error:
            raise file_error(error) from error

    def _send_opened(
        self, path: Path, file: FileIO, expires_s: int | None, reader: str
    ) -> FinishedUpload:
        """While it is open, nothing else has its inode: what is sent is what was looked at."""
        found, facts = look_at(path), os.fstat(file.fileno())
        if found.error is not None:
            raise found.error
        if not stat.S_ISREG(facts.st_mode):
            raise OssDropError(ErrorCode.FILE_IS_SPECIAL)
        if found.looks_secret or holds_secret(file, facts.st_size):
            raise OssDropError(ErrorCode.FILE_LOOKS_SECRET)
        is_temporary = not self._app.destinations.goes_to_bucket()
        misfit = self._app.look_for_misfit(path, reader, is_temporary=is_temporary)
        if misfit is not None:
            raise OssDropError(ErrorCode.FILE_MISFIT, str(misfit.words))
        identity = facts.st_dev, facts.st_ino
        transfer = Transfer.of(0, 0, path, found.name, facts.st_size, identity=identity)
        return self._app.sender(expires_s=expires_s).send(transfer, _wanted.get(TransferControl()))


def _told_of(entry: HistoryEntry) -> dict[str, Any]:
    """A row for an agent."""
    hidden = ("access_key", "access_key_fingerprint")
    values = {name: value for name, value in row_values(entry).items() if name not in hidden}
    return values | {"source_path": printable(str(entry.source_path))}
