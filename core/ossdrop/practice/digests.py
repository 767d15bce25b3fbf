"""Content-MD5, as a client announces it.

Source: the pages of the errors 0017-00000502 and 0017-00000503 in the service's documentation.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from ossdrop.practice.errors import ServiceError

_DIGEST_BYTES = 16


def announced_md5(headers: Mapping[str, str]) -> str | None:
    """The digest in hex, None where there is none; raises InvalidDigest for what is none."""
    sent = headers.get("content-md5")
    if sent is None:
        return None
    try:
        digest = base64.b64decode(sent.encode("ascii"), validate=True)
    except ValueError:
        digest = b""
    if len(digest) != _DIGEST_BYTES:
        raise ServiceError(
            "InvalidDigest", "The Content-MD5 you specified was invalid.", ec="0017-00000502"
        )
    return digest.hex()


def require_md5(announced: str | None, received: str) -> None:
    """Raise InvalidDigest where something else was received than was announced."""
    if announced is not None and announced != received:
        raise ServiceError(
            "InvalidDigest", "The Content-MD5 you specified did not match what we received."
        )


def md5_hex(body: bytes) -> str:
    """The digest of a body that is whole."""
    return hashlib.md5(body, usedforsecurity=False).hexdigest()
