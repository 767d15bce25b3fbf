"""What may never be printed, and the logging filter that sees to it."""

from __future__ import annotations

import base64
import html
import itertools
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus, unquote

from ossdrop.printable import printable, seen

REDACTED = "[REDACTED]"  # stands in logs and texts for what was taken out
# Each repetition that may start anywhere is bounded, or starts at the edge of a word only: a text
# that others made must not take the square of its length.
_URL_QUERY = re.compile(r"((?:https?|oss)://[^\s?\"'<>]{1,2048}+)\?[^\s\"'<>]+")
_USER_OF_URL = re.compile(r"((?<!\w)\w{1,32}://)[^/\s\"'<>@]{1,1024}+@")
# `name:password@host`, without a scheme or with a slash in the password.
_USER_OF_HOST = re.compile(r"(?<![\w@])[^\s:/@\"'<>]{1,64}:(?!//)[^\s@\"'<>]{6,256}@(?=[\w\[])")
_SIGNED_QUERY = re.compile(
    r"\?[^\s\"'<>?]{0,1024}(?:signature|accesskeyid|x-oss-)[^\s\"'<>]{0,2048}", re.IGNORECASE
)
_HASH = re.compile(r"[0-9A-Fa-f]{40,}")  # as long as a signature; request ids are shorter
_AUTHORIZATION = re.compile(r"(?i)(authorization['\"]?\s{0,8}[:=]\s{0,8}['\"]?)[^\r\n'\"]+")
_NAMES_OF_PASSWORDS = r"password|passwd|passphrase"
_NAMES_OF_KEYS = (
    r"(?:x-oss-)?security-?token|signature|signatureprovided|(?<![\w-])[\w-]{0,64}secret"
    r"|x-oss-credential|x-oss-signature|oss_session_token|(?<![\w-])[\w-]{0,64}api_?key"
)
_NEXT_LINE = r"(?<=\n)(?:export )?(?-i:[A-Z][A-Z0-9]{0,32}(?:_[A-Z0-9]{1,32}){1,8})=(?:[^=\s]|\Z)"
# name=value, name: value, 'name': 'value', <name>value, name%3Dvalue: in logs, JSON and XML alike.
# A key is no Chinese word ("Secret: 另发"), and not the next line of a `.env`.
_NAMED_SECRET = re.compile(
    rf"(?i)((?<!/)(?:(?:{_NAMES_OF_PASSWORDS})|(?:{_NAMES_OF_KEYS})"
    rf"(?!['\"]?\s{{0,8}}[=:>]\s{{0,8}}(?:[\u3400-\u9fff]|{_NEXT_LINE})))"
    r"['\"]?(?:\s{0,8}[=:>]\s{0,8}|%3D)['\"]?)"
    r"(?!\[)[^\s&\"'<>,;]+"
)
_SIGNED_TEXT = re.compile(
    r"(?s)((?:StringToSign|StringToSignBytes|CanonicalRequest)(?:['\"]\s{0,8}:\s{0,8}|>)).*?"
    r"(?=</|['\"]\s{0,8}[,}]|$)"
)
_API_KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:sk-(?=[A-Za-z_-]{0,64}[0-9])[A-Za-z0-9_-]{8,}|(?i:sk[-_])(?i:[0-9a-f]{16,}))"
)
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")  # what an ID is made of
_ACCESS_KEY_ID = re.compile(r"(?:LTAI|STS\.|TMP\.)[A-Za-z0-9]{8,}")
# Keys by their beginning, or a run of letters and digits as long as a secret.
_LOOKS_LIKE_KEY = re.compile(
    r"(?P<known>(?<![A-Za-z0-9])(?:(?:sk-|SK-|sk_)(?=[A-Za-z_-]{0,64}[0-9])|LTAI|STS\.|TMP\.|AKIA|ASIA)[A-Za-z0-9_-]{12,})|[A-Za-z0-9]{24,}"
)
# In what a person writes: what follows the word, and runs that are half a key, or another cloud's.
_SPOKEN_SECRET = re.compile(
    r"(?i)((?:password|passwd|pwd|passphrase|密码|口令|密钥|secret)\s{0,4}(?:[:：=＝]|是|为|\bis\b)\s{0,4})"
    rf"(?!{_NEXT_LINE})[!-~]{{6,}}"
)
_MIXED = re.compile(r"[A-Za-z0-9+/]{12,}")
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"[^\s=:：,，;；\"'<>]+")
_MOST_CHARACTERS = 200_000  # no message is as long; what is cut off is not shown at all


# Every secret this process has met, so that not even one without a name gets into a log; and each
# run of eight characters of it, for those that come in pieces.
_SECRET_LENGTHS, _MOST_CHANGES = (30, 44), 10
_met: set[str] = set()
_met_pieces: set[str] = set()
_SHORTEST_KEY = 24  # of which four characters tell nothing
_SHORTEST_MET = 8  # shorter ones would make holes in ordinary words
_RUN = re.compile(r"[A-Za-z0-9]{8,}")


@dataclass(frozen=True, repr=False)
class Secret:
    """A secret text. It shows itself only when asked by `reveal()`."""

    _text: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self._text) >= _SHORTEST_MET:
            _met.update(_forms_of(self._text))
            _met_pieces.update(_pieces_of(self._text))

    def reveal(self) -> str:
        """The secret itself: for signing and for the keyring only."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)


def _forms_of(secret: str) -> set[str]:
    """A secret as others may write it: in an address, in a page, in base64."""
    data = secret.encode("utf-8", "surrogateescape")
    forms = {secret, quote(data, safe=""), quote_plus(data), html.escape(secret)}
    return {*forms, base64.b64encode(data).decode().rstrip("=")}


def _pieces_of(text: str) -> Iterator[str]:
    """The runs of eight characters in a text that no word, number or moment is."""
    for run in _RUN.finditer(text):
        for start in range(len(run[0]) - _SHORTEST_MET + 1):
            piece = run[0][start : start + _SHORTEST_MET]
            if not (piece.isdigit() or (piece.islower() and piece.isalpha())):
                yield piece


def _without_pieces(text: str) -> str:
    """`text` without runs that hold a piece of a secret that was met."""

    def hidden(run: re.Match[str]) -> str:
        is_known = not _met_pieces.isdisjoint(_pieces_of(run[0]))
        return REDACTED if is_known else run[0]

    return _RUN.sub(hidden, text) if _met_pieces else text


def could_be_secret(text: str) -> bool:
    """Whether a text looks like a key, or is one, wherever it was typed; no bucket does."""
    text = seen(text)
    looks_like_one = any(_is_key(found) for found in _LOOKS_LIKE_KEY.finditer(text))
    return looks_like_one or any(secret in text for secret in _met)


def has_id_form(text: str) -> bool:
    """Whether a text is written as the AccessKey IDs of the service are."""
    return bool(_ACCESS_KEY_ID.match(text))


def _is_key(found: re.Match[str]) -> bool:
    run = found[0]
    return bool(found["known"]) or (_is_mixed(run) and _is_in_no_order(run)) or _is_shuffled(run)


def _is_mixed(run: str) -> bool:
    """Letters of both cases, and digits."""
    return len({_kind(c) for c in run}) == 3


def _kind(c: str) -> int:
    return 1 if c.isdigit() else 2 if c.isupper() else 3


def _is_in_no_order(run: str) -> bool:
    """Of the length of a secret, or with more changes than names: MarketingCampaign2026Autumn."""
    changes = sum(_kind(one) != _kind(other) for one, other in itertools.pairwise(run))
    return len(run) in _SECRET_LENGTHS or changes * 10 >= len(run) * 3


def _is_shuffled(run: str) -> bool:
    """Letters only, as one secret in two hundred: no name changes its case as often."""
    changes = sum(one.isupper() != other.isupper() for one, other in itertools.pairwise(run))
    return len(run) == _SECRET_LENGTHS[0] and changes >= _MOST_CHANGES


def holds_secret(text: str) -> bool:
    """Whether a text is, or contains, what may not be shown."""
    return could_be_secret(text) or redact(text) != text


def shows_secret_of(text: str, shown: str) -> bool:
    """Whether something of `text` that looks like a key can still be read in `shown`."""
    runs = (found[0] for found in _LOOKS_LIKE_KEY.finditer(text))
    return any(could_be_secret(run) and run in shown for run in runs)


def without_secrets(text: str) -> str:
    """A person's own text with what could be a secret in it hidden, line by line.

    Stricter than what refuses a value: here nothing is lost but a word on the screen.
    """
    text = _SPOKEN_SECRET.sub(r"\1***", text)
    text = _MIXED.sub(lambda run: "***" if _is_mixed(run[0]) else run[0], text)
    return _WORD.sub(lambda word: "***" if could_be_secret(word[0]) else word[0], redact(text))


def shown(text: str) -> str:
    """A setting as it may be shown: nothing of it where it could be a secret in the wrong field."""
    return "***" if could_be_secret(text) else redact(text)


def mask(text: str) -> str:
    """First and last four characters; `***` for anything of eight or fewer."""
    return "***" if len(text) <= 8 else f"{text[:4]}...{text[-4:]}"


def mask_api_key(text: str) -> str:
    """An API key as it may be shown: it is a secret, and its last four tell it from another one."""
    return f"sk-***{text[-4:]}" if text.startswith("sk-") and len(text) >= _SHORTEST_KEY else "***"


def mask_id(text: str) -> str:
    """An AccessKey ID as it may be shown: of what is none, the end may be that of a secret."""
    return mask(text) if _PLAIN.fullmatch(text) else "***"


def mask_url(url: str) -> str:
    """The link without what makes it a credential."""
    head, mark, _ = url.partition("?")
    return f"{head}?[REDACTED]" if mark else head


def redact(text: str) -> str:
    """`text` without signed queries, authorization, secrets by name, and whole AccessKey IDs."""
    plain = seen(text)
    if plain != text:  # what hides nothing stays as it is, an emoji of several parts too
        found = redact(plain)
        return found if found != plain else text
    if _is_met_otherwise(text):
        return REDACTED
    for secret in tuple(_met):
        text = text.replace(secret, REDACTED)
    if len(text) > _MOST_CHARACTERS:
        text = f"{text[:_MOST_CHARACTERS]} […]"
    text = _URL_QUERY.sub(r"\1?[REDACTED]", text)
    text = _USER_OF_URL.sub(r"\1[REDACTED]@", text)
    text = _USER_OF_HOST.sub("[REDACTED]@", text)
    text = _SIGNED_QUERY.sub("?[REDACTED]", text)
    text = _SIGNED_TEXT.sub(r"\1[REDACTED]", text)
    text = _AUTHORIZATION.sub(r"\1[REDACTED]", text)
    text = _NAMED_SECRET.sub(r"\1[REDACTED]", text)
    text = _HASH.sub("[REDACTED]", _without_pieces(text))
    text = _API_KEY.sub(lambda match: mask(match[0]), text)
    return _ACCESS_KEY_ID.sub(lambda match: mask(match[0]), text)


def _is_met_otherwise(text: str) -> bool:
    """Whether a secret that was met is in a text that was written in another way."""
    forms = {html.unescape(text), unquote(text), _BLANK.sub("", text)} - {text}
    secrets = [secret for secret in tuple(_met) if secret not in text]
    return any(secret in form for form in forms for secret in secrets)


class RedactionFilter(logging.Filter):
    """Redacts every record of the handler it is added to, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed in place."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # a call with the wrong arguments must not fail the work
            message = str(record.msg)
        record.msg, record.args = redact(printable(message, keep="\t\n")), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True
