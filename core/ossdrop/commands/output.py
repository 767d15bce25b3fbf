"""How commands write results and errors."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from ossdrop.commands.remedies import command_for
from ossdrop.doctor.check import fix_for
from ossdrop.errors import OssDropError, Scope
from ossdrop.printable import escaped, printable
from ossdrop.redaction import redact

MISCONFIGURED, FAILED = 3, 1


def print_json(values: Mapping[str, object]) -> None:
    """One JSON object on a line of stdout."""
    print(escaped(json.dumps(values, ensure_ascii=False)), flush=True)


def print_line(text: str, keep: str = "\t") -> None:
    """A result on stdout. What others wrote in it moves no cursor and forges no line.

    A template of the person's own may have line breaks: `keep` them there.
    """
    print(printable(text, keep=keep), flush=True)


def say(text: str) -> None:
    """A line of words for a person, on stderr; what cannot be shown is replaced."""
    encoding = sys.stderr.encoding or "utf-8"
    shown = printable(text, keep="\t").encode(encoding, "replace").decode(encoding)
    print(shown, file=sys.stderr, flush=True)


def error_values(error: OssDropError) -> dict[str, str]:
    """An error as JSON output shows it."""
    explanation = error.explanation
    return {
        "code": error.code.value,
        "cause": explanation.cause,
        "remedy": explanation.remedy,
        "detail": redact(error.detail),
        "request_id": error.request_id,
    }


def say_error(error: OssDropError, about: str = "") -> None:
    """Cause and remedy, then the details."""
    explanation = error.explanation
    start = f"{about}: " if about else ""
    say(f"{start}{explanation.cause} {explanation.remedy}")
    if command := command_for(fix_for(error)):
        say(f"  try: {command}")
    if error.detail:
        say(f"  details: {redact(error.detail)}")


def exit_code_of(error: OssDropError, *, before_any_request: bool) -> int:
    """3 where settings or credentials were wrong before anything was sent, else 1."""
    wrong = error.explanation.scope is Scope.DESTINATION
    return MISCONFIGURED if before_any_request and wrong else FAILED
