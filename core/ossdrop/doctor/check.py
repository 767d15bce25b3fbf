"""The result of one check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ossdrop.doctor.check_ids import skipped_sentence
from ossdrop.doctor.sentences import said
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import redact
from ossdrop.remedies import Fix, fix_for
from ossdrop.sentences import Words


class Status(Enum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


@dataclass(frozen=True)
class Check:
    """One line of the connection check. `detail` is for the curious, and redacted."""

    id: str  # a CheckId, with a name after it where it is made for several
    status: Status
    title: Words
    remedy: Words = Words()  # noqa: RUF009 - frozen
    detail: str = ""
    fix: Fix | None = None
    code: ErrorCode | None = None
    request_id: str = ""
    hint: str = ""  # of its error


def passed(check_id: str, title: Words, detail: str = "") -> Check:
    """A check that is green."""
    return Check(check_id, Status.OK, title, detail=detail)


def skipped(check_id: str) -> Check:
    """A check that could not, or need not, be made."""
    return Check(check_id, Status.SKIP, said(skipped_sentence(check_id)))


def warned(
    check_id: str, title: Words, remedy: Words, fix: Fix | None = None, detail: str = ""
) -> Check:
    """A check that is amber: it works, but."""
    return Check(check_id, Status.WARN, title, remedy, detail, fix)


def failed(check_id: str, error: OssDropError) -> Check:
    """A check that is red: cause and remedy are the catalogue's."""
    explanation = error.explanation
    return Check(
        check_id,
        Status.FAIL,
        Words(explanation.cause, key=error.cause_key),
        Words(explanation.remedy, key=error.remedy_key),
        redact(error.detail),
        fix_for(error),
        error.code,
        error.request_id,
        error.hint,
    )
