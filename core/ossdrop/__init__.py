"""OssDrop's core: files in, links out, without a window.

>>> from ossdrop import resolve_file, upload_file
>>> resolve_file("https://example.com/cat.png")  # what is a link already passes through
'https://example.com/cat.png'
>>> link = upload_file("cat.png")  # doctest: +SKIP
>>> print(link)  # doctest: +SKIP
https://my-bucket.oss-cn-beijing.aliyuncs.com/qianwen-uploads/20261123/..._cat.png?x-oss-...

The names in `__all__` are the public API: what changes in them stands in the changelog, and what
goes is warned about for one release before. All other modules are the program's own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ossdrop.api import (
        UploadedLink,
        resolve_file,
        upload_file,
        upload_files,
        upload_files_async,
    )
    from ossdrop.errors import ErrorCode, OssDropError

__all__ = [
    "ErrorCode",
    "OssDropError",
    "UploadedLink",
    "resolve_file",
    "upload_file",
    "upload_files",
    "upload_files_async",
]
__version__ = "0.1.0"

if not TYPE_CHECKING:  # a type checker would take any name for one that is here

    def __getattr__(name: str) -> object:
        """What is public is loaded once it is asked for: no start of the program waits for it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        is_error = name in ("ErrorCode", "OssDropError")
        found = getattr(import_module("ossdrop.errors" if is_error else "ossdrop.api"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
