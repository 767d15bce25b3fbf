"""What a caller passes in, looked at before anything is sent. Raises what names the argument."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path

from ossdrop.config.settings import MAX_EXPIRES_S
from ossdrop.errors import ErrorCode, OssDropError


def given_path(path: object, name: str = "path") -> Path:
    """The path of a file. Raises TypeError for anything else: content in memory has no name."""
    text = os.fspath(path) if isinstance(path, PathLike) else path
    if isinstance(text, str):
        return Path(text)
    hint = "; write the content to a file first" if isinstance(path, bytes | bytearray) else ""
    raise TypeError(f"{name}: the path of a file is needed, not {type(path).__name__}{hint}")


def require_lifetime(expires_s: object) -> None:
    """Raise EXPIRES_INVALID for what is no whole number of seconds: 3600.5, "60", True."""
    if expires_s is None:
        return
    is_whole = isinstance(expires_s, int) and not isinstance(expires_s, bool)
    if not is_whole or not 1 <= expires_s <= MAX_EXPIRES_S:  # type: ignore[operator]
        raise OssDropError(ErrorCode.EXPIRES_INVALID, repr(expires_s))


def require_callback(on_progress: object) -> None:
    """Raise TypeError for what cannot be called: a file would have arrived by then."""
    if on_progress is not None and not callable(on_progress):
        raise TypeError(f"on_progress: a function is needed, not {type(on_progress).__name__}")
