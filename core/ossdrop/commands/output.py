"""How commands write results and errors."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from typing import TextIO

from ossdrop.commands.remedies import command_against, remedy_here
from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.network.requests_made import was_any_made
from ossdrop.printable import escaped, printable, printable_name
from ossdrop.redaction import redact

DONE, FAILED, MISCONFIGURED = 0, 1, 3
_OF_SETTINGS = frozenset(
    {ErrorCode.PROFILES_UNREADABLE, ErrorCode.POLICIES_UNREADABLE, ErrorCode.PROXY_INVALID}
)
ONLY_48_HOURS = "Links to temporary storage work for 48 hours, whatever --expires says."


class UsageError(Exception):
    """The command was not understood; the text says how it is meant."""


class OutputFailed(Exception):
    """Stdout cannot be written; the text says why."""


def given_input() -> TextIO:
    """Stdin; raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("Standard input is closed.")
    return sys.stdin


@contextlib.contextmanager
def writing() -> Iterator[TextIO]:
    """Stdout, written at once; raises OutputFailed, and BrokenPipeError where nobody reads."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or type(error).__name__) from error


def print_json(values: Mapping[str, object]) -> None:
    """One JSON object on a line of stdout."""
    with writing() as out:
        out.write(f"{escaped(json.dumps(values, ensure_ascii=False))}\n")  # a signal parts no line


def print_line(text: str, keep: str = "\t") -> None:
    """A result on stdout. What others wrote in it moves no cursor and forges no line.

    A template of the person's own may have line breaks: `keep` them there.
    """
    with writing() as out:
        out.write(f"{printable(text, keep=keep)}\n")


def say(text: str) -> None:
    """A line of words for a person, on stderr; what cannot be shown is replaced."""
    encoding = sys.stderr.encoding or "utf-8"
    shown = printable(text, keep="\t").encode(encoding, "replace").decode(encoding)
    with contextlib.suppress(OSError):  # nobody reads them, and the work goes on all the same
        print(shown, file=sys.stderr, flush=True)


def error_values(error: OssDropError) -> dict[str, str]:
    """An error as JSON output shows it."""
    explanation = error.explanation
    return {
        "code": error.code.value,
        "cause": explanation.cause,
        "remedy": remedy_here(error),
        "detail": redact(error.detail),
        "request_id": error.request_id,
    }


def say_error(error: OssDropError, about: str = "") -> None:
    """Cause and remedy, then the details."""
    start = f"{about}: " if about else ""
    remedy, *more = _advice(error)
    say(f"{start}{error.explanation.cause} {remedy}")
    for line in more:
        say(line)


def _advice(error: OssDropError) -> Iterator[str]:
    """What to do about it, and what is known besides: a line each."""
    yield remedy_here(error)
    if command := command_against(error):
        yield f"  try: {command}"
    if error.detail:
        yield f"  details: {redact(error.detail)}"


class Failures:
    """What failed in one command, each by its name. What to do about it is said once.

    `names` says how JSON calls what is named.
    """

    def __init__(self, names: str = "file", *, as_json: bool) -> None:
        self.count = 0
        self._names, self._as_json = names, as_json
        self._advised: set[tuple[str, ...]] = set()

    def tell(self, error: OssDropError, name: str | int, words: str) -> None:
        """`name` stands in the JSON, `words` before the cause."""
        self.count += 1
        if self._as_json:
            print_json({self._names: name, "error": error_values(error)})
        advice = tuple(_advice(error))
        if advice in self._advised:
            say(f"{words}: {error.explanation.cause}")
        else:
            say_error(error, words)
            self._advised.add(advice)


def tell_error(error: OssDropError, *, as_json: bool) -> None:
    """An error that ends a command: in words, and where asked for in JSON."""
    if as_json:
        about = {"file": error.file} if error.file else {}
        print_json({**about, "error": error_values(error)})
    say_error(error, printable_name(error.file) if error.file else "")


def exit_code_of(error: OssDropError) -> int:
    """3 where settings or credentials were wrong before any request was made, else 1."""
    wrong = error.code in _OF_SETTINGS or error.explanation.scope is Scope.DESTINATION
    return MISCONFIGURED if wrong and not was_any_made() else FAILED
