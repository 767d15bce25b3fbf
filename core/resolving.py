"""From what a person names to what a model call takes."""

from __future__ import annotations

import base64
import os
import warnings
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from core.errors import ErrorCode, OssDropError
from core.storage.object_key import content_type_of
from core.transfers.selection import file_error, look_at

if TYPE_CHECKING:
    from core.app import App

_PASS_THROUGH = ("http://", "https://", "data:", "oss://")
_LARGE_BYTES = 7 * 1024**2  # in base64 just below the API's limit of 10 MB
_LOCAL_HOSTS = ("", "localhost")


def resolve(
    value: str | PathLike[str],
    *,
    upload: bool,
    model: str | None,
    make_app: Callable[[], App],
) -> str:
    """See `core.resolve_file`."""
    text = os.fspath(value)
    if text.lower().startswith(_PASS_THROUGH):
        return text
    path = _local_path(text)
    if upload:
        from core.single_upload import upload_one

        return upload_one(path, model, None, None, make_app)
    file = look_at(path)
    if file.error is not None:
        raise file.error
    if file.size_bytes > _LARGE_BYTES:
        warnings.warn(
            f"{file.name} has {file.size_bytes:,} bytes: the API takes 10 MB in base64 at most. "
            "Upload it instead.",
            UserWarning,
            stacklevel=3,
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise file_error(error) from error
    return f"data:{content_type_of(path.name)};base64,{base64.b64encode(content).decode()}"


def _local_path(text: str) -> Path:
    """The path in a `file://` URL, or the text itself; raises FILE_ELSEWHERE, FILE_MISSING."""
    if not text:
        raise OssDropError(ErrorCode.FILE_MISSING, "no file was named")
    if not text.lower().startswith("file:"):
        return Path(text)
    parts = urlsplit(text)
    if parts.netloc.lower() not in _LOCAL_HOSTS:
        raise OssDropError(ErrorCode.FILE_ELSEWHERE, parts.netloc)
    return Path(url2pathname(parts.path))
