"""What all pages have. What others wrote goes through `escape`; there is no script at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote

from ossdrop.practice.link_ends import LinkEnd
from ossdrop.practice.page_files import Kind, Shown
from ossdrop.practice.page_style import STYLE
from ossdrop.practice.page_words import Words, left_text, moment_text
from ossdrop.practice.sign_in import PREFIX
from ossdrop.practice.stored import Bucket, ObjectRecord

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="none" stroke="#4b45d6" '
    'stroke-width="2.6"><circle cx="8" cy="8" r="6" opacity=".25"/><path d="M8 2a6 6 0 1 1-6 6"/>'
    "</g></svg>"
)
_RING = 37.7  # around a circle of radius 6
_SOON = timedelta(hours=1)


@dataclass(frozen=True)
class View:
    """Where a person is, to come back to: a bucket, a folder of it, a place in its list."""

    bucket: str
    prefix: str = ""
    marker: str = ""

    def url(self, name: str, **more: str) -> str:
        """The address of something here; names may have any character."""
        parts = {"bucket": self.bucket, "prefix": self.prefix, "marker": self.marker, **more}
        query = "&".join(
            f"{part}={quote(value, safe='', errors='surrogatepass')}"
            for part, value in parts.items()
            if value
        )
        return f"{PREFIX}{name}?{query}"


def document(words: Words, body: str, title: str = "", *, goes_on: bool = False) -> bytes:
    """A whole page. Half a character of a name is shown as `?`."""
    name = f"{title} · {words.title}" if title else words.title
    onwards = '<meta http-equiv="refresh" content="0;url=/">' if goes_on else ""
    text = (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        f"{onwards}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{PREFIX}icon.svg"><title>{escape(name)}</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )
    return text.encode("utf-8", "replace")


def closed_page(words: Words, *, used_up: bool) -> bytes:
    """What somebody sees who has not come by a link of the program's."""
    told = f'<p class="warning">{words.used_up}</p>' if used_up else ""
    return document(
        words,
        f'<main class="card closed"><img src="{PREFIX}icon.svg" alt="" width="36" height="36">'
        f"<h1>{words.closed_title}</h1>{told}<p>{words.closed}</p>"
        f"<pre><code>{words.closed_command}</code></pre></main>",
    )


def entered_page(words: Words) -> bytes:
    """The way on for whoever came from another site: a cookie that is strict begins here."""
    body = f'{header(words)}<main><p><a class="button first" href="/">{words.title}</a></p></main>'
    return document(words, body, goes_on=True)


def told_page(words: Words, text: str) -> bytes:
    """One sentence, and the way back."""
    return document(
        words,
        f'{header(words)}<main class="card closed"><h1>{text}</h1>'
        f'<p><a class="button" href="/">{words.back}</a></p></main>',
    )


def kind_text(words: Words, kind: Kind) -> str:
    """`Picture (PNG)`."""
    called = {
        Shown.PICTURE: words.picture,
        Shown.SOUND: words.sound,
        Shown.VIDEO: words.video,
        Shown.TEXT: words.text,
        Shown.FILE: words.file,
    }[kind.shown]
    if not kind.label:
        return called
    return f"{called}（{kind.label}）" if words.is_chinese else f"{called} ({kind.label})"


def header(words: Words) -> str:
    """What stands at the top of every page."""
    return (
        f'<header><a href="/"><img src="{PREFIX}icon.svg" alt="" width="20" height="20">'
        f"<strong>{words.title}</strong></a><span>{words.only_here}</span></header>"
    )


def link_cells(
    words: Words,
    bucket: Bucket,
    record: ObjectRecord,
    ends: Mapping[str, LinkEnd],
    now: datetime,
) -> tuple[str, str]:
    """The pill with the time that is left, and the moment in words."""
    acl = bucket.acl if record.acl == "default" else record.acl
    if acl.startswith("public-read"):
        return "", words.public
    end = ends.get(record.key)
    if end is None:
        return "", f'<span class="none">{words.no_link}</span>'
    left, moment = end.at - now, moment_text(words, end.at, now)
    if left <= timedelta():
        return f'<span class="pill">{words.expired}</span>', moment
    arc = _RING * min(left / end.lifetime, 1) if end.lifetime else 0
    ring = (
        '<svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" '
        'r="6" opacity=".25"/><circle cx="8" cy="8" r="6" transform="rotate(-90 8 8)" '
        f'stroke-dasharray="{arc:.1f} {_RING}"/></svg>'
    )
    tone = "soon" if left < _SOON else "good"
    pill = f'<span class="pill {tone}">{ring}{left_text(words, left)}</span>'
    return pill, words.say(words.until, moment)
