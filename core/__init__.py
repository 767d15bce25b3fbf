"""OssDrop's core: files in, links out, without a window.

>>> from core import upload_file                      # doctest: +SKIP
>>> upload_file("cat.png").url                        # doctest: +SKIP
'https://my-bucket.oss-cn-beijing.aliyuncs.com/qianwen-uploads/20261123/..._cat.png?x-oss-...'
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.transfers.transfer import FinishedUpload

__all__ = ["upload_file"]
__version__ = "0.1.0"


def upload_file(
    path: str | PathLike[str],
    *,
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> FinishedUpload:
    """Upload one file to the configured bucket; returns the object and a link to it. Blocks.

    `expires_s`: lifetime of the link, 1 to 604,800 seconds; QWEN_TMP_OSS_URL_EXPIRES or 24 hours
    when left out. `on_progress(sent_bytes, size_bytes)` is called from this thread while sending.
    Reads QWEN_TMP_OSS_* from the process environment and OssDrop's own `.env`.

    Raises `core.errors.OssDropError`, whose `code` is one of the catalogue's. Thread-safe.
    """
    from core.single_upload import upload_one  # imports the SDK when it is needed

    return upload_one(path, expires_s, on_progress)
