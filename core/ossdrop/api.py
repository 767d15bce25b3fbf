"""What a script calls: one file up, or many; or what a model call takes for a file.

The SDK and everything else that is heavy is imported when it is needed.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import mask_url

if TYPE_CHECKING:
    from datetime import datetime

    from ossdrop.app import App
    from ossdrop.calls.kept import OpenApp
    from ossdrop.calls.one_file import TakesApp
    from ossdrop.storage.base import StoredObject
    from ossdrop.transfers.patience import Patience
    from ossdrop.transfers.transfer import FinishedUpload

_UPLOADS = "ossdrop.calls.many_files"
# Whose frames may have a signed request in them.
_HAVE_HEADERS = frozenset({"ossdrop", "oss2", "requests", "urllib3", "http"})
_PASS_THROUGH = ("http://", "https://", "data:", "oss://")
_LARGE_BYTES = 7 * 1024**2  # in base64 just below the API's limit of 10 MB
_MOST_BYTES = 64 * 1024**2  # of what goes into a text at all
_LOCAL_HOSTS = ("", "localhost")


class UploadedLink(str):
    """A link, as text, to an object that was just stored. It is a credential while it works."""

    __slots__ = ("expires_at", "stored")
    expires_at: datetime  # UTC
    stored: StoredObject

    def __repr__(self) -> str:
        return f"UploadedLink({mask_url(str(self))!r})"

    @classmethod
    def of(cls, finished: FinishedUpload) -> UploadedLink:
        """The link of a finished upload."""
        made = cls(finished.url)
        made.expires_at, made.stored = finished.link.expires_at, finished.stored
        return made


def upload_file(
    path: str | PathLike[str],
    *,
    model: str | None = None,
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    settings: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> UploadedLink:
    """Upload one file and return a link to it: a `str` that also knows when it expires. Blocks.

    With QWEN_TMP_OSS_BUCKET set the file goes to that bucket and the link is a presigned
    `https://` one; `expires_s` is its lifetime, 1 to 604,800 seconds (QWEN_TMP_OSS_URL_EXPIRES or
    24 hours when left out). Without a bucket it goes to DashScope's temporary storage and the link
    is an `oss://` one that works 48 hours, for `model` (qwen3.6-plus when left out)
    only.

    `on_progress(sent_bytes, size_bytes)` is called from the sending threads, at last and once with
    the whole size; what it raises ends the upload and comes out here. Settings come from
    the process environment and OssDrop's own `.env`, unless `settings` gives them: variable name
    to value. A line that is gone is waited for, 30 seconds at most; a service that takes the line
    and does not answer is given up after three to four minutes. `timeout_s` bounds the whole call,
    and ends it with NETWORK_TIMEOUT, or with what went wrong last. What looks like a key is
    sent as well: who is handed names by others looks at them first. Thread-safe.

    Raises `ossdrop.OssDropError`, whose `code` is one of the catalogue's (`ossdrop.ErrorCode`);
    ValueError for a name in `settings` that begins with QWEN_TMP_OSS_ and is not known.
    Source of the rules: the document "Custom OSS Storage for File Uploads" (docs/customer.md).
    """
    take, settings = _taking(settings, model), None
    from ossdrop.calls.one_file import send_file

    with _telling_no_locals():
        return UploadedLink.of(send_file(take, path, expires_s, on_progress, timeout_s=timeout_s))


def upload_files(
    paths: Iterable[str | PathLike[str]],
    *,
    model: str | None = None,
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    settings: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> list[UploadedLink | OssDropError]:
    """Upload many files side by side; returns a link, or an error, for each path. Blocks.

    The result has the order and the length of `paths`; a path that is there twice is sent twice.
    What goes wrong with a file is the `OssDropError` in its place, with `error.file`, and stops
    none of the others; what goes wrong with the destination is that of every file that it stops.
    A folder is no file: FILE_IS_SPECIAL.

    `on_progress(sent_bytes, size_bytes)` is called by the calling thread, some ten times a second,
    with the bytes of all files together; files that failed count as done. At last, and once, it
    gets the whole size. What it raises ends all uploads and comes out here. With `timeout_s`, files
    that have not arrived in that many seconds get NETWORK_TIMEOUT, some half a second
    later. The other arguments are those of `upload_file`. Thread-safe.

    Raises `ossdrop.OssDropError` before anything is sent: EXPIRES_INVALID, and what is wrong with
    the settings or the password store; TypeError for paths that are none, ValueError as above.
    """
    take, settings = _taking(settings, model), None
    from ossdrop.calls.many_files import FilesCall

    with _telling_no_locals():
        return _links_of(FilesCall(take, paths, expires_s, on_progress, timeout_s).run())


async def upload_files_async(
    paths: Iterable[str | PathLike[str]],
    *,
    model: str | None = None,
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    settings: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> list[UploadedLink | OssDropError]:
    """`upload_files`, to be awaited: the event loop goes on meanwhile.

    `on_progress` is called by the loop. When it is cancelled, uploads end within some half a
    second, and what they have sent of files that had not arrived is removed, where the key may:
    what a slow line has no time for, by a later upload to the same place. CancelledError comes out
    then. Files that had arrived stay, with their rows in the history.
    """
    take, settings = _taking(settings, model), None
    await _load_beside_the_loop()
    from ossdrop.calls.many_files import FilesCall, run_awaited

    def make_call(tell: Callable[[int, int], None] | None) -> FilesCall:
        return FilesCall(take, paths, expires_s, tell, timeout_s)

    with _telling_no_locals():
        return _links_of(await run_awaited(make_call, on_progress))


@contextlib.contextmanager
def _telling_no_locals() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        _clear_locals(error)
        raise


def _clear_locals(error: BaseException) -> None:
    """Requests have signatures in theirs, down to the libraries' frames; a callback keeps its."""
    chain: BaseException | None = error
    cleared: set[int] = set()
    while chain is not None and id(chain) not in cleared:
        cleared.add(id(chain))
        for frame, _ in traceback.walk_tb(chain.__traceback__):
            if str(frame.f_globals.get("__name__")).partition(".")[0] in _HAVE_HEADERS:
                with contextlib.suppress(RuntimeError):  # of a frame that still runs
                    frame.clear()
        chain = chain.__cause__ or chain.__context__


def _taking(settings: Mapping[str, str] | None, model: str | None) -> TakesApp:
    """What gives a call its App. The caller forgets its settings then.

    A crash report takes the variables of each frame along: of a function it shows a name only.
    """

    def take(on_made: Callable[[App], None], *, anew: bool = False) -> OpenApp:
        from ossdrop.calls.kept import KEPT

        return KEPT.take(settings, model, on_made, anew=anew)

    return take


def _send(take: TakesApp, timeout_s: float | None, path: Path) -> UploadedLink:
    from ossdrop.calls.one_file import send_file

    return UploadedLink.of(send_file(take, path, timeout_s=timeout_s))


async def _load_beside_the_loop() -> None:
    """The first call loads what uploads, for almost half a second: the loop goes on meanwhile."""
    if _UPLOADS in sys.modules:
        return
    import asyncio
    import threading
    from concurrent.futures import Future

    loaded: Future[object] = Future()

    def load() -> None:
        try:
            loaded.set_result(importlib.import_module(_UPLOADS))
        except BaseException as error:  # noqa: BLE001 - it comes out where it is awaited
            loaded.set_exception(error)

    threading.Thread(target=load, name="ossdrop load", daemon=True).start()
    await asyncio.shield(asyncio.wrap_future(loaded))  # others may wait for it, too


def _links_of(outcomes: list[FinishedUpload | OssDropError]) -> list[UploadedLink | OssDropError]:
    made: list[UploadedLink | OssDropError] = []
    for one in outcomes:
        if isinstance(one, OssDropError):
            _clear_locals(one)
            made.append(one)
        else:
            made.append(UploadedLink.of(one))
    return made


def resolve_file(
    value: str | PathLike[str],
    *,
    upload: bool = False,
    model: str | None = None,
    settings: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> str:
    """What a model call takes for `value`: a link, or the file itself as a `data:` URI. Blocks.

    `http://`, `https://`, `data:` and `oss://` values pass through as they are. A local path, also
    as a `file://` URL, is uploaded as by `upload_file` with `upload`; otherwise its content comes
    back in base64, with a `UserWarning` above 7 MiB, since the API takes 10 MB at most, and as
    FILE_TOO_LARGE above 64 MiB. The type in
    the `data:` URI comes from the file's name. `timeout_s` is that of `upload_file`.

    Raises `ossdrop.OssDropError`: FILE_ELSEWHERE for a `file://` URL of another computer, and
    what `upload_file` raises. Thread-safe.
    """
    send = partial(_send, _taking(settings, model), timeout_s)
    settings = None
    with _telling_no_locals():
        return _resolve(value, send if upload else None)


def upload_with(
    make_app: Callable[[], App],
    path: str | PathLike[str],
    model: str | None = None,
    patience: Patience | None = None,
) -> UploadedLink:
    """`upload_file` with an App of the caller's making, which is closed at the end."""
    from ossdrop.calls.kept import made_by
    from ossdrop.calls.one_file import send_file

    def take(on_made: Callable[[App], None], **_: bool) -> OpenApp:  # never kept, always anew
        return made_by(make_app, model, on_made)

    return UploadedLink.of(send_file(take, path, patience=patience))


def resolve_with(
    make_app: Callable[[], App],
    value: str | PathLike[str],
    *,
    upload: bool,
    model: str | None = None,
    patience: Patience | None = None,
    asks: bool = False,
) -> str:
    """`resolve_file` with an App of the caller's making, for what is uploaded.

    With `asks`, raises FILE_LOOKS_SECRET for a file that may be a key.
    """

    def send(path: Path) -> str:
        return upload_with(make_app, path, model, patience)

    return _resolve(value, send if upload else None, asks=asks)


def _resolve(
    value: str | PathLike[str], send: Callable[[Path], str] | None, *, asks: bool = False
) -> str:
    from ossdrop.intake.selection import look_at

    text = os.fspath(value)
    if text.lower().startswith(_PASS_THROUGH):
        return text
    try:
        path = _local_path(text)
        if asks and look_at(path).looks_secret:
            raise OssDropError(ErrorCode.FILE_LOOKS_SECRET, "--allow-secrets sends it")
        return _data_uri(path) if send is None else send(path)
    except OssDropError as error:
        error.file = text  # as it was given
        raise


def _data_uri(path: Path) -> str:
    from ossdrop.calls.one_file import about
    from ossdrop.intake.selection import file_error, look_at
    from ossdrop.storage.object_key import content_type_of

    file = look_at(path)
    if file.error is not None:
        raise about(path, file.error)
    if file.size_bytes > _MOST_BYTES:
        words = "the API takes 10 MB in base64 at most: upload it instead"
        raise about(path, OssDropError(ErrorCode.FILE_TOO_LARGE, words))
    if file.size_bytes > _LARGE_BYTES:
        warnings.warn(
            f"{file.name} has {file.size_bytes:,} bytes: the API takes 10 MB in base64 at most. "
            "Upload it instead.",
            UserWarning,
            stacklevel=4,
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise about(path, file_error(error)) from error
    return f"data:{content_type_of(path.name)};base64,{base64.b64encode(content).decode()}"


def windows_path(path: str) -> str:
    r"""What the path of a `file:` URL, once it was decoded, is on Windows: `/C:/a` is `C:\a`.

    Raises FILE_ELSEWHERE for one that is of another computer all the same, `//server/share/a.png`.
    """
    path = path.replace("/", "\\")
    if path.startswith(("\\\\", "\\??\\")):
        raise OssDropError(ErrorCode.FILE_ELSEWHERE, path)
    has_drive = re.match(r"\\[A-Za-z][:|]", path)
    return f"{path[1]}:{path[3:]}" if has_drive else path


def _local_path(text: str) -> Path:
    """The path in a `file://` URL, or the text itself; raises FILE_ELSEWHERE, FILE_MISSING."""
    if not text:
        raise OssDropError(ErrorCode.FILE_MISSING, "no file was named")
    if not text.lower().startswith("file:"):
        return Path(text)
    parts = urlsplit(text)
    if parts.netloc.lower() not in _LOCAL_HOSTS:
        raise OssDropError(ErrorCode.FILE_ELSEWHERE, parts.netloc)
    if os.name == "nt":
        return Path(windows_path(unquote(parts.path)))
    return Path(os.fsdecode(unquote_to_bytes(parts.path)))  # a name need not be UTF-8
