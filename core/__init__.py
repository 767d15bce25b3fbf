"""OssDrop's core: files in, links out, without a window.

>>> from core import resolve_file, upload_file
>>> resolve_file("https://example.com/cat.png")  # what is a link already passes through
'https://example.com/cat.png'
>>> link = upload_file("cat.png")  # doctest: +SKIP
>>> print(link)  # doctest: +SKIP
https://my-bucket.oss-cn-beijing.aliyuncs.com/qianwen-uploads/20261123/..._cat.png?x-oss-...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.single_upload import UploadedLink

__all__ = ["resolve_file", "upload_file"]
__version__ = "0.1.0"


def upload_file(
    path: str | PathLike[str],
    *,
    model: str | None = None,
    expires_s: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    settings: Mapping[str, str] | None = None,
) -> UploadedLink:
    """Upload one file and return a link to it: a `str` that also knows when it runs out. Blocks.

    With QWEN_TMP_OSS_BUCKET set the file goes to that bucket and the link is a presigned
    `https://` one; `expires_s` is its lifetime, 1 to 604,800 seconds (QWEN_TMP_OSS_URL_EXPIRES or
    24 hours when left out). Without a bucket it goes to DashScope's temporary storage and the link
    is an `oss://` one that works 48 hours, for `model` (`qwen-vl-plus` when left out) only.

    `on_progress(sent_bytes, size_bytes)` is called from the sending threads. Settings come from
    the process environment and OssDrop's own `.env`, unless `settings` gives them: variable name
    to value. Thread-safe.

    Raises `core.errors.OssDropError`, whose `code` is one of the catalogue's.
    Source of the rules: the document "Custom OSS Storage for File Uploads" (docs/customer.md).
    """
    from core.single_upload import app_of, upload_one  # imports the SDK when it is needed

    return upload_one(path, model, expires_s, on_progress, lambda: app_of(settings))


def resolve_file(
    value: str | PathLike[str],
    *,
    upload: bool = False,
    model: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """What a model call takes for `value`: a link, or the file itself as a `data:` URI. Blocks.

    `http://`, `https://`, `data:` and `oss://` values pass through as they are. A local path, also
    as a `file://` URL, is uploaded as by `upload_file` with `upload`; otherwise its content comes
    back in base64, with a `UserWarning` above 7 MiB, since the API takes 10 MB at most. The type in
    the `data:` URI comes from the file's name.

    Raises `core.errors.OssDropError`: FILE_ELSEWHERE for a `file://` URL of another computer, and
    what `upload_file` raises. Thread-safe.
    """
    from core.resolving import resolve
    from core.single_upload import app_of

    return resolve(value, upload=upload, model=model, make_app=lambda: app_of(settings))
