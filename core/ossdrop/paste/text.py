"""A pasted text made plain: one kind of letters and lines, keys whole again, no markup.

Everything else reads the plain text, and it is what the page shows: a place in it is a place in
what the person sees.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata

from ossdrop.config.env_file import separate_lines
from ossdrop.redaction import could_be_secret

MOST_CHARACTERS = 32 * 1024  # a whole page of mail is far less
# What nobody sees, and what keeps words from being what they seem.
_UNSEEN = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    )
)
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")
_OTHERS = {0xA0: " ", 0x2028: "\n", 0x2029: "\n", 0x2502: "|", 0x2503: "|", 0x2551: "|"}
_SIGNS_OF_KEYS = frozenset("-_./+ @")
_DASH_IN_WORD = re.compile(r"(?<=[A-Za-z0-9])\u2013(?=[A-Za-z0-9])")
_QUOTE = re.compile(r"(?m)^[ \t]{0,4}>[> \t]{0,16}")
_MARKUP = re.compile(r"<(?:/?[a-z][\w.-]{0,40}|br ?/)>|&(?:nbsp|amp|quot|#\d{2,6});", re.IGNORECASE)
_CELLS = re.compile(r"</t[dh]>\s{0,40}<t[dh]\b[^<>]{0,200}>", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:br|p|div|tr|li|ul|ol|h[1-6]|table|tbody|thead)\b[^<>]{0,200}>", re.IGNORECASE
)
_TAGS = re.compile(
    r"</?(?:b|i|u|a|em|strong|code|span|font|wbr|td|th|pre|small|kbd|tt|html|body|meta)\b"
    r"[^<>]{0,200}>",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([A-Za-z][\w.-]{0,63})>([^<>\n]{1,4096})</\1>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
# `- name: OSS_BUCKET`, and on the next line `value: my-assets`.
_NAME_AND_VALUE = re.compile(
    r"(?m)^[ \t]{0,40}(?:- )?[\"']?name[\"']?:[ \t]{0,4}[\"']?([\w.-]{3,80})[\"']?,?[ \t]{0,4}\n"
    r"[ \t]{0,40}[\"']?value[\"']?:(?=[ \t])"
)
_ENCODED_PART = re.compile(r"(?m)^data:[ \t]*\n(?:[ \t]+[^\n]*\n?){1,100}")
_ENCODED_VALUE = re.compile(
    r"(?m)^([ \t]+[\w.-]{1,80}:[ \t]+)[\"']?([A-Za-z0-9+/]{4,8192}={0,2})[\"']?$"
)
_KEYS_IN_ADDRESS = re.compile(
    r"\b[a-z0-9]{2,8}://((?:LTAI|STS\.)[A-Za-z0-9]{8,40}):([A-Za-z0-9]{16,64})@", re.IGNORECASE
)
# `ID:LTAI…Secret:…`, as a chat program joins lines: a label right behind a value.
_GLUED = re.compile(
    r"([:：=]\s?[A-Za-z0-9._-]{3,64}?)(?=(?:Access ?Key ?(?:ID|Secret)|Secret|SK|Bucket|Region"
    r"|Endpoint|Folder|Prefix)\s?(?:Name)?\s?[:：=])"
)
_BROKEN_API_KEY = re.compile(r"\bsk(?:\s?-\s?|-\s)(?=[0-9a-f]{8})")
_STARTS = re.compile(
    r"(?<![A-Za-z0-9])(?P<id>LTAI[A-Za-z0-9]*)|(?P<api>(?<![A-Za-z0-9])sk-[0-9a-f]+)"
    r"|(?P<label>(?:secret|密钥|秘钥|密码|\bsk)(?:[ _-]?key)?[\"'*`]{0,2}"
    r"\s?[:：=＝]\s{0,4}[\"'*`]{0,3})"
    r"(?P<secret>[A-Za-z0-9]{1,43}(?![A-Za-z0-9]))",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:(?: |=?[ \t]{0,4}\n[ \t]{0,8})[A-Za-z0-9]{1,40}(?![A-Za-z0-9_.:：=-])){1,43}"
)
_WHOLE_LENGTHS = {"id": (16, 20, 24), "api": (35,), "secret": (30, 44)}
# A token that a mail wrapped goes on with lines of nothing else, which are no labels.
_TOKEN_WRAP = re.compile(
    r"(?m)(?<=[A-Za-z0-9+/]{60})=?[ \t]{0,4}\n[ \t]{0,8}"
    r"(?!(?:expir|region|bucket|endpoint|folder|prefix|access|secret)[a-z]{0,12}$)"
    r"(?=[A-Za-z0-9+/]{1,200}={0,2}[ \t]*$)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text that is read and shown. Its length is bounded, and so is the time this takes."""
    text = _in_plain_letters(text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip()
    if "\n" not in text:  # copied out of a program's string
        text = text.replace("\\n", "\n")
    text = _QUOTE.sub("", text)
    if _MARKUP.search(text):
        text = _without_markup(text)
    text = _ENCODED_PART.sub(_decoded, text)
    text = _NAME_AND_VALUE.sub(r"\1:", text)
    text = _KEYS_IN_ADDRESS.sub(r"\1 \2 https://", text)
    text = separate_lines(_GLUED.sub(r"\1\n", text))
    return _with_whole_keys(text)


def _in_plain_letters(text: str) -> str:
    """Full-width letters and the like as those of ASCII; Chinese signs stay as they are."""
    table: dict[int, str | None] = {**_UNSEEN, **_DASHES, **_OTHERS}
    for letter in {one for one in text if one > "\x7f"}:
        same = unicodedata.normalize("NFKC", letter)
        if same.isascii() and all(one.isalnum() or one in _SIGNS_OF_KEYS for one in same):
            table.setdefault(ord(letter), same)
    return _DASH_IN_WORD.sub("-", text.translate(table))


def _without_markup(text: str) -> str:
    text = _BREAKS.sub("\n", _CELLS.sub("\t", text))
    text = _ELEMENT.sub(r"\1: \2", _TAGS.sub("", text))
    return _ENTITY.sub(lambda one: html.unescape(one[0]), text).replace("\xa0", " ").strip()


def _decoded(part: re.Match[str]) -> str:
    """The `data:` of a Kubernetes Secret, which is in base64, where all of it is."""
    values = [_text_of(value[2]) for value in _ENCODED_VALUE.finditer(part[0])]
    if not values or not all(values):
        return part[0]
    return _ENCODED_VALUE.sub(lambda value: value[1] + _text_of(value[2]), part[0])


def _text_of(data: str) -> str:
    try:
        text = base64.b64decode(data, validate=True).decode().strip()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if text.isprintable() else ""


def _with_whole_keys(text: str) -> str:
    """Keys that a mail wrapped, or that a scanner took apart, in one piece.

    Only where the parts have exactly the length of a key of their kind.
    """
    text = _BROKEN_API_KEY.sub("sk-", text)
    made: list[str] = []
    position = 0
    while start := _STARTS.search(text, position):
        kind = next(kind for kind in _WHOLE_LENGTHS if start[kind])
        whole, end = _whole(text, start, kind)
        made += [text[position : start.start(kind)], whole]
        position = end
    return _TOKEN_WRAP.sub("", "".join([*made, text[position:]]))


def _whole(text: str, start: re.Match[str], kind: str) -> tuple[str, int]:
    """The key that begins here, and where it ends."""
    first, end = start[kind], start.end()
    lengths = (24,) if first.startswith("LTAI5t") else _WHOLE_LENGTHS[kind]
    rest = _REST.match(text, end, end + 200) if len(first) not in lengths else None
    parts = re.finditer(r"[A-Za-z0-9]+", rest[0]) if rest else ()
    whole = first
    for part in parts:
        whole += part[0]
        if len(whole) >= max(lengths):
            break
        if len(whole) in lengths and kind != "id":
            break
    else:
        return first, end
    is_key = kind != "secret" or could_be_secret(whole)
    if rest is None or len(whole) not in lengths or not is_key:
        return first, end
    return whole, rest.start() + part.end()
