"""The buckets, and what is in one of them, as the page lists it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from ossdrop.practice.link_ends import LinkEnd
from ossdrop.practice.page_files import folder_of, has_thumbnail, kind_of, name_of
from ossdrop.practice.page_html import View, document, header, kind_text, link_cells
from ossdrop.practice.page_words import Words, size_text
from ossdrop.practice.stored import Bucket, ObjectRecord
from ossdrop.printable import printable

_COLUMNS = "".join(
    f'<col class="{name}">' for name in ("name", "size", "type", "until", "life", "act")
).join(("<colgroup>", "</colgroup>"))


@dataclass(frozen=True)
class Listing:
    """A page of a bucket's list: `first` is the number of its first object, from 1."""

    view: View
    records: Sequence[ObjectRecord]
    first: int
    total: int
    previous: str | None
    following: str | None


def list_page(
    words: Words,
    buckets: Sequence[Bucket],
    listing: Listing,
    ends: Mapping[str, LinkEnd],
    now: datetime,
    notice: str,
    *,
    temporary: str,
    discards: bool,
) -> bytes:
    """The buckets, and the objects of one of them."""
    view = listing.view
    told = words.say(words.deleted, escape(notice)) if notice else ""
    parts = [
        f'<p class="notice" role="status">{told}</p>' if told else "",
        _tabs(words, buckets, view.bucket, temporary),
        _path(words, view),
        f'<p class="warning">{words.discarded}</p>' if discards else "",
    ]
    if listing.records:
        named = {bucket.name: bucket for bucket in buckets}
        rows = [
            _row(
                words,
                view,
                record,
                link_cells(words, named[view.bucket], record, ends, now),
                pictures=not discards,
            )
            for record in listing.records
        ]
        head = "".join(
            f'<th scope="col" class="{place}"{hint}>{word}</th>'
            for place, word, hint in (
                ("name", words.name, ""),
                ("size", words.size, ""),
                ("type", words.type, ""),
                ("until", words.link, f' colspan="2" title="{escape(words.link_hint)}"'),
                ("act", "", ""),
            )
        )
        parts.append(
            f'<div class="card list"><table>{_COLUMNS}<thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div>{_pager(words, listing)}"
        )
    else:
        title, hint = (words.nothing_here, "") if view.prefix else (words.empty, words.empty_hint)
        parts.append(f'<div class="card nothing"><h2>{title}</h2><p>{hint}</p></div>')
    return document(words, f"{header(words)}<main>{''.join(parts)}</main>", view.bucket)


def _tabs(words: Words, buckets: Sequence[Bucket], chosen: str, temporary: str) -> str:
    tabs = []
    for bucket in buckets:
        name = escape(bucket.name)
        called = f"{words.temporary} <small>{name}</small>" if bucket.name == temporary else name
        size = size_text(sum(record.size_bytes for record in bucket.objects.values()))
        sentence = words.one_file if len(bucket.objects) == 1 else words.files
        count = words.say(sentence, f"{len(bucket.objects):,}")
        here = ' aria-current="page"' if bucket.name == chosen else ""
        tabs.append(
            f'<a href="{escape(View(bucket.name).url("bucket"))}"{here}>'
            f"<b>{called}</b><span>{count} · {size}</span></a>"
        )
    return f'<nav class="tabs" aria-label="{words.buckets}">{"".join(tabs)}</nav>'


def _path(words: Words, view: View) -> str:
    if not view.prefix:
        return ""
    parts, at = [f'<a href="{escape(View(view.bucket).url("bucket"))}">{words.all_files}</a>'], ""
    for part in view.prefix.split("/")[:-1]:
        at += f"{part}/"
        url = View(view.bucket, at).url("bucket")
        parts.append(f'<a href="{escape(url)}">{escape(printable(part)) or "·"}</a>')
    return f'<p class="path">{" / ".join(parts)}</p>'


def _row(
    words: Words, view: View, record: ObjectRecord, cells: tuple[str, str], *, pictures: bool
) -> str:
    kind, url = kind_of(record), escape(view.url("object", key=record.key))
    name, folder = escape(name_of(record)), folder_of(record.key)
    pill, until = cells
    if pictures and has_thumbnail(record):
        source = escape(View(view.bucket).url("file", key=record.key))
        thumbnail = f'<img src="{source}" alt="" width="40" height="40" loading="lazy">'
    else:
        thumbnail = f"<i>{kind.label[:4] or '·'}</i>"
    shown_folder = ""
    if folder != view.prefix:
        inside = escape(View(view.bucket, folder).url("bucket"))
        shown_folder = f'<a class="folder" href="{inside}">{escape(printable(folder))}</a>'
    size, called = size_text(record.size_bytes), kind_text(words, kind)
    ask = escape(view.url("object", key=record.key, ask="1"))
    return (
        '<tr><td class="name"><div class="what">'
        f'<a class="thumb" href="{url}" tabindex="-1" aria-hidden="true">{thumbnail}</a>'
        f'<div><a class="open" href="{url}">{name}</a>{shown_folder}'
        f'<span class="facts">{called} · {size}</span></div></div></td>'
        f'<td class="size">{size}</td><td class="type">{called}</td>'
        f'<td class="until">{until}</td><td class="life">{pill}</td>'
        f'<td class="act"><a href="{ask}" aria-label="{words.delete} {name}">{words.delete}</a>'
        "</td></tr>"
    )


def _pager(words: Words, listing: Listing) -> str:
    view, last = listing.view, listing.first + len(listing.records) - 1
    if listing.previous is None and listing.following is None:
        return ""

    def way(marker: str | None, word: str) -> str:
        if marker is None:
            return f'<span class="button off">{word}</span>'
        url = View(view.bucket, view.prefix, marker).url("bucket")
        return f'<a class="button" href="{escape(url)}">{word}</a>'

    span = f"{listing.first:,}–{last:,} / {listing.total:,}"
    return (
        f'<p class="pager">{way(listing.previous, words.previous)}'
        f"<span>{words.say(words.shown, span)}</span>{way(listing.following, words.following)}</p>"
    )
