"""Files for the Batch API, which costs half: requests a line each, and what came back joined.

Source: Model Studio's page on the OpenAI-compatible Batch API, as stored in November 2026.
"""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ossdrop.asking.requests import body_for
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.selection import file_error
from ossdrop.links import NamedLink
from ossdrop.printable import cell
from ossdrop.program.files import open_own

MOST_LINES, MOST_BYTES, MOST_LINE_BYTES = 50_000, 500 * 1024**2, 6 * 1024**2
_URL = "/v1/chat/completions"
_MOST_ID = 64  # characters of an id that is shown in an error
_MOST_RESULT_LINE = 16 * 1024**2


@dataclass(frozen=True)
class Result:
    """What became of one file: an answer, or why there is none."""

    file: str  # its custom_id: the path in the folder
    answer: str = ""
    error: str = ""
    tokens: int = 0


def write_batches(
    files: Iterable[tuple[str, NamedLink]], question: str, model: str, folder: Path, stem: str
) -> list[Path]:
    """Write `stem-1.jsonl` and so on into a folder; returns them, split at the API's limits.

    `files` are paths in the folder, each with its link: they become the ids, which are unique.
    Raises OSError, FileExistsError where one is there, FILE_TOO_LARGE for a line that is too long.
    """
    made: list[Path] = []
    out: IO[bytes] | None = None
    lines = size = 0
    seen: set[str] = set()
    try:
        for name, link in files:
            line = _line(_unique(name, seen), link, question, model)
            is_full = lines == MOST_LINES or size + len(line) > MOST_BYTES
            if out is None or is_full:
                if out is not None:
                    out.close()
                path = folder / f"{stem}-{len(made) + 1}.jsonl"
                out, lines, size = open_own(path, "xb", 1 << 20), 0, 0
                made.append(path)  # ours from here on: what was there before is not removed
            out.write(line)
            lines, size = lines + 1, size + len(line)
        if out is not None:
            out.close()
    except BaseException:  # half a file would be taken for a whole one
        if out is not None:
            with contextlib.suppress(OSError):  # what it holds back may not fit either
                out.close()
            for path in made:
                path.unlink(missing_ok=True)
        raise
    return made


def _line(custom_id: str, link: NamedLink, question: str, model: str) -> bytes:
    body = body_for([link], question, model)
    values = {"custom_id": custom_id, "method": "POST", "url": _URL, "body": body}
    line = json.dumps(values, ensure_ascii=False).encode() + b"\n"
    if len(line) > MOST_LINE_BYTES:
        raise OssDropError(ErrorCode.FILE_TOO_LARGE, custom_id[:_MOST_ID])
    return line


def _unique(name: str, seen: set[str]) -> str:
    """The name, or with a number where another file has it already."""
    found, number = name, 1
    while found in seen:
        number += 1
        found = f"{name} ({number})"
    seen.add(found)
    return found


def read_results(path: Path) -> list[Result]:
    """What a results file, or an error file, of the Batch API says, a line each.

    Raises RESULTS_UNREADABLE where its first line is of no such file, and what `file_error` makes
    of an OSError. Any other line that is not understood, of a download that was cut off say, is
    told in its place.
    """
    found: list[Result] = []
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OssDropError(ErrorCode.FILE_IS_SPECIAL)  # a pipe would be waited for
        with path.open("rb") as file:
            lines = enumerate(iter(lambda: file.readline(_MOST_RESULT_LINE), b""), 1)
            for number, line in lines:
                if bare := _bare(line):
                    found.append(_result(bare, number, is_first=not found))
    except OSError as error:
        raise file_error(error) from error
    return found


def _bare(line: bytes) -> bytes:
    return line.strip().removeprefix(b"\xef\xbb\xbf")


def are_results(beginning: bytes) -> bool:
    """Whether a file that begins so is one: its first line has an id and an answer or error."""
    first, _, rest = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    keys = (b'"custom_id"', b'"response"') if rest or first.endswith(b"}") else (b'"custom_id"',)
    return first.startswith(b"{") and all(key in first for key in keys)


def _result(line: bytes, number: int, *, is_first: bool) -> Result:
    """What a line says: RESULTS_UNREADABLE for a first one that names no file."""
    try:
        values = json.loads(line)
        file = str(values["custom_id"])
        if not values.keys() & {"response", "error"}:  # a file of requests
            raise KeyError("response")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if not is_first:
            return Result("", error=f"line {number}: this is no result")
        detail = f"line {number}: {type(error).__name__}"
        raise OssDropError(ErrorCode.RESULTS_UNREADABLE, detail) from error
    try:
        response = values.get("response") or {}
        body = response.get("body") or {}
        if refused := values.get("error") or body.get("error"):
            message = refused.get("message") if isinstance(refused, dict) else refused
            return Result(file, error=str(message or refused))
        tokens = int((body.get("usage") or {}).get("total_tokens", 0))
        return Result(file, _text_of(body["choices"][0]["message"]["content"]), tokens=tokens)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return Result(file, error=f"line {number}: no answer that is understood")


def _text_of(content: Any) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)


def write_table(results: Sequence[Result], out: IO[str]) -> None:
    """The table of files and answers as CSV, which no spreadsheet runs anything of."""
    writer = csv.writer(out)
    writer.writerow(("file", "answer", "error", "tokens"))
    for one in results:
        writer.writerow((cell(one.file), _cell(one.answer), _cell(one.error), one.tokens))


def _cell(text: str) -> str:
    """An answer may have lines: they stay in its cell."""
    return "\n".join(cell(line, keep="\t") for line in text.splitlines())
