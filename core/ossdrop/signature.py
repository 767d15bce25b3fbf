"""Signature V4 of OSS, for links and for requests. Needs no network and no SDK.

Source: https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4
and .../add-signatures-to-urls.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from ossdrop.redaction import Secret

ALGORITHM = "OSS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"


def stamp_of(moment: datetime) -> str:
    """A moment (UTC) as it is signed."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def scope_of(stamp: str, region: str) -> str:
    """For what a signature counts: a day, a region, and OSS."""
    return f"{stamp[:8]}/{region}/oss/aliyun_v4_request"


def query_of(parameters: Mapping[str, str]) -> str:
    """Parameters as they are signed, and as they may be sent."""
    quoted = {quote(name, safe=""): quote(text, safe="") for name, text in parameters.items()}
    return "&".join(f"{name}={text}" if text else name for name, text in sorted(quoted.items()))


def sign(
    method: str,
    path: str,
    query: str,
    headers: Iterable[tuple[str, str]],
    *,
    stamp: str,
    region: str,
    secret: Secret,
) -> str:
    """The signature of a request to `path`, which is `/bucket/key`, with these signed headers.

    Their names are in lower case, and in order.
    """
    signed = "".join(f"{name}:{text}\n" for name, text in headers)
    canonical = "\n".join([method, quote(path, safe="/~"), query, signed, "", UNSIGNED])
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    scope = scope_of(stamp, region)
    to_sign = "\n".join([ALGORITHM, stamp, scope, digest])
    return hmac.new(_key_of(secret, scope), to_sign.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _key_of(secret: Secret, scope: str) -> bytes:
    """The key for a day: the same for a thousand files."""
    key = ("aliyun_v4" + secret.reveal()).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
