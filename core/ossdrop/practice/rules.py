"""Names and limits that the service enforces.

Source: https://www.alibabacloud.com/help/en/oss/product-overview/limits.
"""

from __future__ import annotations

import re

from ossdrop.practice.errors import ServiceError

MAX_PUT_BYTES = 5 * 1024**3
MIN_PART_BYTES = 100 * 1024
MAX_PARTS = 10_000
_BUCKET_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")


def require_bucket_name(name: str) -> None:
    """Raise InvalidBucketName unless `name` is one."""
    if not _BUCKET_NAME.match(name):
        raise ServiceError("InvalidBucketName", "The specified bucket is not valid.")


def require_object_name(key: str) -> None:
    """Raise InvalidObjectName unless `key` is one."""
    size = len(key.encode("utf-8"))
    if not 1 <= size <= 1023 or key[0] in "/\\":
        raise ServiceError("InvalidObjectName", "The specified object is not valid.")


def require_put_size(size_bytes: int) -> None:
    """Raise EntityTooLarge above what one PUT, POST or part may carry."""
    if size_bytes > MAX_PUT_BYTES:
        raise ServiceError(
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size.",
            elements=(("MaxSizeAllowed", str(MAX_PUT_BYTES)),),
        )


def require_part_number(text: str) -> int:
    """The part number; raises InvalidArgument."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_PARTS:
        raise ServiceError(
            "InvalidArgument",
            "Part number must be an integer between 1 and 10000, inclusive.",
            ec="0042-00000202",
        )
    return int(text)
