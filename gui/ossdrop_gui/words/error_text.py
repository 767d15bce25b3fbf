"""The catalogue's sentences in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ossdrop.errors import OssDropError
from ossdrop.redaction import redact


def cause_text(error: OssDropError) -> str:
    """What happened."""
    return QCoreApplication.translate("catalogue", error.explanation.cause)


def remedy_text(error: OssDropError) -> str:
    """What to do."""
    return QCoreApplication.translate("catalogue", error.explanation.remedy)


def detail_text(error: OssDropError) -> str:
    """The service's own words, without secrets, and the request id."""
    lines = [redact(error.detail)]
    if error.request_id:
        lines.append(f"Request ID: {error.request_id}")
    return "\n".join(line for line in lines if line)
