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
