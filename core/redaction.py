"""What may never be printed, and the logging filter that sees to it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

_URL_QUERY = re.compile(r"((?:https?|oss)://[^\s?\"'<>]+)\?[^\s\"'<>]+")
_BARE_QUERY = re.compile(
    r"(?i)\b((?:x-oss-(?:signature|credential|security-token)|signature|ossaccesskeyid"
    r"|security-token)=)[^&\s\"'<>]+"
)
_AUTHORIZATION = re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?)[^\r\n'\"]+")
_API_KEY = re.compile(r"\bsk-[A-Za-z0-9_-]{8,}")
_ACCESS_KEY_ID = re.compile(r"\b(?:LTAI|STS\.)[A-Za-z0-9]{8,}")
_ELEMENTS = re.compile(
    r"(?s)(['\"<](?:StringToSign|StringToSignBytes|CanonicalRequest|SignatureProvided"
    r"|OSSAccessKeyId)['\">]\s*[:]?\s*).*?(?=['\"]?\s*[,}]|</)"
)


@dataclass(frozen=True, repr=False)
class Secret:
    """A secret text. It shows itself only when asked by `reveal()`."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """The secret itself: for signing and for the keyring only."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)


def mask(text: str) -> str:
    """First and last four characters; `***` for anything of eight or fewer."""
    return "***" if len(text) <= 8 else f"{text[:4]}...{text[-4:]}"


def mask_url(url: str) -> str:
    """The link without what makes it a credential."""
    head, mark, _ = url.partition("?")
    return f"{head}?[REDACTED]" if mark else head


def redact(text: str) -> str:
    """`text` without signed queries, authorization headers, API keys and whole AccessKey IDs."""
    text = _URL_QUERY.sub(r"\1?[REDACTED]", text)
    text = _AUTHORIZATION.sub(r"\1[REDACTED]", text)
    text = _BARE_QUERY.sub(r"\1[REDACTED]", text)
    text = _ELEMENTS.sub(r"\1[REDACTED]", text)
    text = _API_KEY.sub(lambda match: mask(match[0]), text)
    return _ACCESS_KEY_ID.sub(lambda match: mask(match[0]), text)


class RedactionFilter(logging.Filter):
    """Redacts every record of the handler it is added to, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed in place."""
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True
