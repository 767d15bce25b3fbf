"""Links to objects: signed with signature V4, masked, formatted.

Signing needs no network and no SDK. Source of the algorithm:
https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls (signature V4).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from urllib.parse import quote

from core.config.credentials import Credentials
from core.config.endpoint import Endpoint
from core.redaction import mask_url

MAX_EXPIRES_S = 604_800
_ALGORITHM = "OSS4-HMAC-SHA256"


@dataclass(frozen=True)
class Link:
    """A link and when it stops working (UTC). Its URL is a credential while it works."""

    url: str = field(repr=False)
    signed_at: datetime
    expires_at: datetime

    @property
    def masked(self) -> str:
        """The link as it may be shown."""
        return mask_url(self.url)


class LinkFormat(Enum):
    """How links are written into the clipboard or onto stdout."""

    URL = "url"
    MARKDOWN = "markdown"
    DASHSCOPE = "dashscope"


def sign_link(
    endpoint: Endpoint,
    bucket: str,
    key: str,
    credentials: Credentials,
    region: str,
    expires_s: int,
    now: datetime | None = None,
) -> Link:
    """A GET link that works for `expires_s` seconds (1 to 604,800) from `now` (UTC)."""
    if not 1 <= expires_s <= MAX_EXPIRES_S:
        raise ValueError(f"expires_s must be 1 to {MAX_EXPIRES_S}, not {expires_s}")
    signed_at = (now or datetime.now(UTC)).replace(microsecond=0)
    stamp = signed_at.strftime("%Y%m%dT%H%M%SZ")
    scope = f"{stamp[:8]}/{region}/oss/aliyun_v4_request"
    query = {
        "x-oss-credential": f"{credentials.access_key_id}/{scope}",
        "x-oss-date": stamp,
        "x-oss-expires": str(expires_s),
        "x-oss-signature-version": _ALGORITHM,
    }
    if credentials.security_token:
        query["x-oss-security-token"] = credentials.security_token.reveal()
    pairs = "&".join(f"{name}={quote(query[name], safe='')}" for name in sorted(query))
    canonical = "\n".join(
        ["GET", quote(f"/{bucket}/{key}", safe="/~"), pairs, "", "", "UNSIGNED-PAYLOAD"]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join([_ALGORITHM, stamp, scope, digest])
    signing_key = ("aliyun_v4" + credentials.access_key_secret.reveal()).encode()
    for part in scope.split("/"):
        signing_key = hmac.new(signing_key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing_key, to_sign.encode(), hashlib.sha256).hexdigest()
    url = f"{endpoint.object_url(bucket, key)}?{pairs}&x-oss-signature={signature}"
    return Link(url, signed_at, signed_at + timedelta(seconds=expires_s))


def format_link(link: Link, name: str, content_type: str, style: LinkFormat) -> str:
    """One link, ready to paste; the URL in it is never encoded again."""
    if style is LinkFormat.MARKDOWN:
        label = name.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        picture = "!" if content_type.startswith("image/") else ""
        return f"{picture}[{label}](<{link.url}>)"
    if style is LinkFormat.DASHSCOPE:
        kind = content_type.partition("/")[0]
        field_name = kind if kind in ("image", "video", "audio") else "file"
        return json.dumps({field_name: link.url}, ensure_ascii=False)
    return link.url
