"""Links to objects: signed, masked, formatted."""

from __future__ import annotations

import html
import json
import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, ClassVar

from ossdrop.config.credentials import Credentials
from ossdrop.config.endpoint import Endpoint
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.printable import cell, printable
from ossdrop.redaction import mask_id, mask_url
from ossdrop.signature import ALGORITHM, query_of, scope_of, sign, stamp_of

MAX_EXPIRES_S = 604_800
TEMPORARY_LIFETIME = timedelta(hours=48)  # of links to temporary storage
_MARKUP = re.compile(r"[\\`*\[\]<>&!|~]")  # in Markdown, also what becomes HTML


@dataclass(frozen=True)
class Link:
    """A link and when it stops working (UTC). Its URL is a credential while it works."""

    url: str = field(repr=False)
    signed_at: datetime
    expires_at: datetime
    access_key_masked: str = ""  # which it was signed with; none signs for temporary storage

    @property
    def masked(self) -> str:
        """The link as it may be shown."""
        return mask_url(self.url)


class LinkFormat(Enum):
    """How links are written into the clipboard or onto stdout."""

    URL = "url"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    TABLE = "table"
    DASHSCOPE = "dashscope"
    OPENAI = "openai"


@dataclass(frozen=True)
class NamedLink:
    """A link and the file behind it."""

    link: Link
    name: str
    content_type: str = "application/octet-stream"
    size_bytes: int = 0
    bucket: str = ""
    key: str = ""


def _csv_cell(text: str) -> str:
    """A cell of a table: no spreadsheet runs it."""
    shown = cell(text)
    return '"' + shown.replace('"', '""') + '"' if set(shown) & set(',"\r\n') else shown


# How a field of a template may be written.
_ESCAPES: Mapping[str, Callable[[str], str]] = {
    "": str,
    "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "csv": _csv_cell,
    "html": html.escape,
}


class _Escapable(str):
    """A value that knows the forms of `_ESCAPES` as format specifications."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return _ESCAPES[spec](str(self))


@dataclass(frozen=True)
class LinkTemplate:
    r"""A person's own format: text with `{url}`, `{name}` and the other fields of FIELDS.

    `{name:json}`, `{name:csv}` and `{name:html}` are written as these have a text. Raises
    ValueError for other fields, and for a text without any. `\n` and `\t` in it are a new line and
    a tab.
    """

    text: str

    FIELDS: ClassVar = ("url", "name", "key", "bucket", "size", "type", "expires_at")

    def __post_init__(self) -> None:
        try:
            parts = list(string.Formatter().parse(self.text))
        except ValueError as error:
            raise ValueError(f"not a template: {error}") from None
        names = [name for _, name, _, _ in parts if name is not None]
        is_plain = all(
            (spec or "") in _ESCAPES and not conversion for _, _, spec, conversion in parts
        )
        if not names or not is_plain or not set(names) <= set(self.FIELDS):
            known = ", ".join(f"{{{name}}}" for name in self.FIELDS)
            raise ValueError(f"a template has one or more of {known}")

    def fill(self, named: NamedLink) -> str:
        """The text for one link; nothing in it is encoded again but where that is asked for."""
        text = self.text.replace("\\n", "\n").replace("\\t", "\t")
        values = {
            "url": named.link.url,
            "name": printable(named.name),
            "key": printable(named.key),
            "bucket": printable(named.bucket),
            "size": str(named.size_bytes),
            "type": named.content_type,
            "expires_at": named.link.expires_at.isoformat(),
        }
        return text.format(**{name: _Escapable(value) for name, value in values.items()})


LinkStyle = LinkFormat | LinkTemplate
_DIALECTS = (LinkFormat.DASHSCOPE, LinkFormat.OPENAI)
_CSV_HEADING = "name,url,expires_at"
_SOUNDS = {"mpeg": "mp3", "x-wav": "wav", "wave": "wav", "vnd.wave": "wav", "mp4": "m4a"}
OWN_TEMPLATE = "template"  # in place of a LinkFormat's name: the person's own


def link_style(name: str, template: str) -> LinkStyle:
    """The style of a chosen name; plain URLs where it, or the own template, is none."""
    try:
        return LinkTemplate(template) if name == OWN_TEMPLATE else LinkFormat(name)
    except ValueError:
        return LinkFormat.URL


def sign_link(
    endpoint: Endpoint,
    bucket: str,
    key: str,
    credentials: Credentials,
    region: str,
    expires_s: int,
    now: datetime | None = None,
) -> Link:
    """A GET link that works for `expires_s` seconds (1 to 604,800) from `now` (UTC).

    Not longer than temporary credentials do; raises TOKEN_EXPIRED where they have ended.
    """
    if not 1 <= expires_s <= MAX_EXPIRES_S:
        raise ValueError(f"expires_s must be 1 to {MAX_EXPIRES_S}, not {expires_s}")
    signed_at = (now or datetime.now(UTC)).replace(microsecond=0)
    if credentials.token_ends is not None:
        left_s = int((credentials.token_ends - signed_at).total_seconds())
        if left_s < 1:
            raise OssDropError(ErrorCode.TOKEN_EXPIRED)
        expires_s = min(expires_s, left_s)
    stamp = stamp_of(signed_at)
    parameters = {
        "x-oss-credential": f"{credentials.access_key_id}/{scope_of(stamp, region)}",
        "x-oss-date": stamp,
        "x-oss-expires": str(expires_s),
        "x-oss-signature-version": ALGORITHM,
    }
    if credentials.security_token:
        parameters["x-oss-security-token"] = credentials.security_token.reveal()
    query = query_of(parameters)
    secret = credentials.access_key_secret
    path = f"/{bucket}/{key}"
    signature = sign("GET", path, query, (), stamp=stamp, region=region, secret=secret)
    url = f"{endpoint.object_url(bucket, key)}?{query}&x-oss-signature={signature}"
    ends = signed_at + timedelta(seconds=expires_s)
    return Link(url, signed_at, ends, mask_id(credentials.access_key_id))


def format_links(links: Sequence[NamedLink], style: LinkStyle) -> str:
    """Links in their order, ready to paste; a URL in it is never encoded again."""
    if style in _DIALECTS and len(links) > 1:
        return json.dumps([part_of(named, style) for named in links], ensure_ascii=False)
    lines = [format_link(named, style) for named in links]
    return "\n".join([_CSV_HEADING, *lines] if style is LinkFormat.CSV else lines)


def format_link(named: NamedLink, style: LinkStyle) -> str:
    """One link, ready to paste."""
    if isinstance(style, LinkTemplate):
        return style.fill(named)
    url = named.link.url
    is_picture = named.content_type.startswith("image/")
    if style is LinkFormat.MARKDOWN:
        label = _MARKUP.sub(r"\\\g<0>", printable(named.name))
        return f"{'!' if is_picture else ''}[{label}](<{url}>)"
    if style is LinkFormat.HTML:
        address, label = html.escape(url), html.escape(printable(named.name))
        return (
            f'<img src="{address}" alt="{label}">'
            if is_picture
            else f'<a href="{address}">{label}</a>'
        )
    if style is LinkFormat.CSV:
        ends = named.link.expires_at.isoformat()
        return ",".join(_csv_cell(text) for text in (named.name, url, ends))
    if style in _DIALECTS:
        return json.dumps(part_of(named, style), ensure_ascii=False)
    if style is LinkFormat.TABLE:
        return f"{cell(named.name.replace(chr(9), ' '))}\t{url}"
    return url


def part_of(named: NamedLink, dialect: LinkStyle) -> dict[str, Any]:
    """A file as a part of a message to a Qwen model, in either dialect of Model Studio.

    Documents are for models that take nothing else: `doc_url` (Qwen-Doc), and natively `file`.
    """
    url = named.link.url
    kind, _, subtype = named.content_type.partition("/")
    is_media = kind in ("image", "video", "audio")
    if dialect is LinkFormat.DASHSCOPE:
        return {kind if is_media else "file": url}
    if not is_media:
        return {"type": "doc_url", "doc_url": [url], "file_parsing_strategy": "auto"}
    if kind == "audio":
        sound = {"data": url, "format": _SOUNDS.get(subtype, subtype)}
        return {"type": "input_audio", "input_audio": sound}
    return {"type": f"{kind}_url", f"{kind}_url": {"url": url}}
