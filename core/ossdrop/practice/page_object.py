"""One object on the page: a preview, what is known of it, and the question before it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from ossdrop.practice.link_ends import LinkEnd
from ossdrop.practice.page_files import Kind, Shown, kind_of, name_of
from ossdrop.practice.page_html import View, document, header, link_cells
from ossdrop.practice.page_words import Words, moment_text, size_text
from ossdrop.practice.stored import Bucket, ObjectRecord
from ossdrop.printable import printable


def object_page(
    words: Words,
    view: View,
    bucket: Bucket,
    record: ObjectRecord,
    end: LinkEnd | None,
    now: datetime,
    *,
    csrf: str,
    asks: bool,
    text: tuple[str, bool] | None,
    discards: bool,
) -> bytes:
    """One object: what it is, a preview, and the question before it is deleted."""
    name, kind = escape(name_of(record)), kind_of(record)
    pill, until = link_cells(words, bucket, record, {record.key: end} if end else {}, now)
    changed = moment_text(words, datetime.fromtimestamp(record.modified_at, UTC).astimezone(), now)
    facts = (
        (words.link, f'<span class="life">{pill}<span>{until}</span></span>'),
        (words.size, f"{size_text(record.size_bytes)} <small>({record.size_bytes:,} B)</small>"),
        (words.type, escape(printable(record.headers.get("content-type", "")))),
        (words.changed, changed),
        ("Bucket", escape(bucket.name)),
        (words.key, f"<code>{escape(printable(record.key))}</code>"),
        ("ETag", f"<code>{escape(printable(record.etag))}</code>"),
        (words.checksum, f"<code>{record.crc64}</code>"),
    )
    listed = "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in facts)
    save = view.url("file", key=record.key, save="1")
    ask = view.url("object", key=record.key, ask="1")
    buttons = (
        _question(words, view, record, csrf)
        if asks
        else '<p class="buttons">'
        + ("" if discards else f'<a class="button first" href="{escape(save)}">{words.save}</a>')
        + f'<a class="button bad" href="{escape(ask)}">{words.delete}</a></p>'
    )
    body = (
        f'{header(words)}<main><p class="path"><a href="{escape(view.url("bucket"))}">'
        f'‹ {words.back}</a></p><h1 class="file">{name}</h1>{buttons}'
        f'<div class="two"><div class="preview">'
        f"{_preview(words, view, record, kind, text, discards=discards)}</div>"
        f'<dl class="card">{listed}</dl></div></main>'
    )
    return document(words, body, name_of(record))


def _question(words: Words, view: View, record: ObjectRecord, csrf: str) -> str:
    target = escape(view.url("delete", key=record.key))
    keep = escape(view.url("object", key=record.key))
    return (
        f'<form class="card question" method="post" action="{target}">'
        f"<h2>{words.say(words.ask, escape(name_of(record)))}</h2><p>{words.ask_hint}</p>"
        f'<input type="hidden" name="csrf" value="{escape(csrf)}"><p class="buttons">'
        f'<button class="button first bad">{words.delete.removesuffix("…")}</button>'
        f'<a class="button" href="{keep}">{words.keep}</a></p></form>'
    )


def _preview(
    words: Words,
    view: View,
    record: ObjectRecord,
    kind: Kind,
    text: tuple[str, bool] | None,
    *,
    discards: bool,
) -> str:
    source, name = escape(View(view.bucket).url("file", key=record.key)), name_of(record)
    if discards:
        return f'<p class="card nothing">{words.discarded}</p>'
    if kind.shown is Shown.PICTURE:
        return f'<img src="{source}" alt="{escape(name)}">'
    if kind.shown is Shown.SOUND:
        return f'<audio src="{source}" controls preload="metadata"></audio>'
    if kind.shown is Shown.VIDEO:
        return f'<video src="{source}" controls preload="metadata"></video>'
    if text is not None:
        content, goes_on = text
        more = f'<p class="none">{words.cut}</p>' if goes_on else ""
        return f'<pre class="card">{escape(content)}</pre>{more}'
    return f'<p class="card nothing"><i>{kind.label or "·"}</i>{words.no_preview}</p>'
