"""The catalogue's sentences in the language of the window."""

from __future__ import annotations

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.printable import filled
from ossdrop.redaction import redact
from ossdrop.sentences import Words, fill
from ossdrop_gui.words.wording import catalogue_text, translate


def cause_text(error: OssDropError) -> str:
    """What happened."""
    if error.code is ErrorCode.FILE_TOO_LARGE and error.hint:
        words = translate("errors", "The file is too large: at most %1 MB can be stored here.")
        return filled(words, error.hint)
    return catalogue_text(error.cause_key, error.explanation.cause)


def remedy_text(error: OssDropError) -> str:
    """What to do."""
    return catalogue_text(error.remedy_key, error.explanation.remedy)


def detail_text(error: OssDropError) -> str:
    """The service's own words, without secrets, and the request id."""
    lines = [redact(error.detail)]
    if error.request_id:
        lines.append(f"Request ID: {error.request_id}")
    return "\n".join(line for line in lines if line)


def words_text(words: Words) -> str:
    """A sentence of the core in the language of the window."""
    if not words.sentence:
        return ""
    return fill(catalogue_text(words.key, words.sentence), words)
